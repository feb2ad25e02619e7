"""Made-up reviews of made-up anime, as many as wanted, that disagree in the ways in which sites disagree.

Works come in franchises: seasons, split cours, films, videos and remakes under one name, some with a subtitle. Eight
sites print one page of a work each, or none: in romaji, in English or in Japanese, with the season written their own
way, with more or fewer other names and facts, and with slips (a year off by one, another type, a missing episode).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.model import AnimeType, Kind, Review, Score, Season, Status, Title

_SYLLABLES = [
    consonant + vowel
    for consonant in ("", "k", "s", "t", "n", "h", "m", "y", "r", "w", "g", "z", "d", "b", "p", "sh", "ch", "ky", "ry")
    for vowel in ("a", "i", "u", "e", "o")
]
_HAN = (
    "星夜海月花風雪空森光影剣竜姫魔女王国都電車学園恋声歌旅人形鏡時計塔城門鍵雨雲虹火水土金銀鉄石草木桜梅竹松鳥魚犬猫"
)
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロン"
_WORDS = """
amber harbor silent crimson garden winter river broken crown hollow knight paper moon glass tower distant thunder iron
orchard velvet storm last summer lantern forest copper sky hidden letter frozen bell golden thread wandering shore ash
witch academy idol mecha battalion kitchen diary detective ghost railway pirate alchemist baker dragon tailor
"""
_ENGLISH = _WORDS.split()
_GENRES = ("Action", "Comedy", "Drama", "Fantasy", "Romance", "Sci-Fi", "Slice of Life", "Horror", "Sports", "Mystery")
_SUBTITLES = ("The Beginning", "Eclipse", "Homecoming", "Requiem", "Beyond the Gate", "Little Wishes", "Nocturne")


@dataclass(frozen=True, slots=True)
class Work:
    """One made-up anime."""

    number: int
    romaji: str
    english: str
    native: str
    season: int
    part: int
    subtitle: str
    kind: AnimeType
    year: int
    quarter: int
    episodes: int
    minutes: int
    genres: tuple[str, ...]
    studio: str


@dataclass(frozen=True, slots=True)
class Site:
    """How one site prints works."""

    name: str
    language: str
    season_style: str
    coverage: float
    other_names: float
    facts: float
    slips: float


SITES = (
    Site("a.example", "romaji", "{n}th", 0.75, 0.9, 0.95, 0.02),
    Site("b.example", "romaji", "{n}", 0.65, 0.9, 0.95, 0.03),
    Site("c.example", "native", "第{n}期", 0.45, 0.7, 0.9, 0.03),
    Site("d.example", "english", "Season {n}", 0.45, 0.6, 0.8, 0.03),
    Site("e.example", "romaji", "{roman}", 0.4, 0.3, 0.6, 0.03),
    Site("f.example", "english", "({year})", 0.35, 0.2, 0.5, 0.04),
    Site("g.example", "romaji", "{n}th", 0.25, 0.0, 0.3, 0.05),
    Site("h.example", "english", "Season {n}", 0.2, 0.0, 0.2, 0.05),
)


def made_reviews(count: int, seed: int = 1) -> Iterator[tuple[int, Review]]:
    """`count` reviews, each with the number of the work that it is really about."""
    chance = random.Random(seed)
    made = 0
    for work in _works(chance):
        for site in SITES:
            if chance.random() < site.coverage:
                yield work.number, _review(work, site, chance)
                made += 1
                if made == count:
                    return


def _works(chance: random.Random) -> Iterator[Work]:
    number = 0
    while True:
        romaji = " ".join(_name(chance) for _ in range(chance.randint(1, 4)))
        english = " ".join(word.title() for word in chance.sample(_ENGLISH, chance.randint(1, 3)))
        english += f" of {_name(chance)}" if chance.random() < 0.8 else ""
        native = "".join(chance.choice(_HAN) for _ in range(chance.randint(2, 5))) + chance.choice(("", "の", "と"))
        native += "".join(chance.choice(_KANA) for _ in range(chance.randint(0, 6)))
        year, studio = chance.randint(1970, 2026), f"Studio {_name(chance)}"
        genres = tuple(chance.sample(_GENRES, chance.randint(1, 4)))
        for entry in range(chance.choice((1, 1, 1, 1, 2, 2, 3, 4))):
            kind = chance.choices(
                (AnimeType.TV, AnimeType.MOVIE, AnimeType.OVA, AnimeType.ONA, AnimeType.SPECIAL), (50, 18, 15, 10, 7)
            )[0]
            series = kind in (AnimeType.TV, AnimeType.ONA)
            remake = entry > 0 and chance.random() < 0.05
            year = min(year + (chance.randint(12, 30) if remake else chance.randint(1, 3) if entry else 0), 2030)
            yield Work(
                number=number,
                romaji=romaji,
                english=english,
                native=native,
                season=1 if remake or not series else entry + 1,
                part=2 if series and entry and chance.random() < 0.1 else 1,
                subtitle=chance.choice(_SUBTITLES)
                if entry and not remake and (not series or chance.random() < 0.3)
                else "",
                kind=kind,
                year=year,
                quarter=chance.randrange(4),
                episodes=chance.choice((12, 12, 13, 24, 25, 26, 50)) if series else chance.choice((1, 1, 2, 3, 6)),
                minutes=24 if series else chance.choice((25, 30, 60, 90, 105, 120)),
                genres=genres,
                studio=studio,
            )
            number += 1


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4))).title()


def _review(work: Work, site: Site, chance: random.Random) -> Review:
    names = {
        "romaji": _title(work.romaji, work, site),
        "english": _title(work.english, work, site),
        "native": _title(work.native, work, site),
    }
    title = names.pop(site.language)
    others = [Title(name) for name in names.values() if chance.random() < site.other_names]

    def known() -> bool:
        return chance.random() < site.facts

    year = work.year + (chance.choice((-1, 1)) if chance.random() < site.slips else 0)
    kind = AnimeType.ONA if work.kind is AnimeType.TV and chance.random() < site.slips else work.kind
    return Review(
        url=f"https://{site.name}/anime/{chance.getrandbits(48):012x}",
        site=site.name,
        layout="made",
        title=title,
        headline=f"{title} review",
        alternative_titles=tuple(others),
        type=kind if known() else None,
        episodes=work.episodes if known() else None,
        duration_seconds=work.minutes * 60 if known() else None,
        status=Status.FINISHED if known() else None,
        start_date=str(year) if (dated := known()) else None,
        year=year if dated else None,
        season=list(Season)[work.quarter] if dated and known() else None,
        genres=work.genres if known() else (),
        studios=(work.studio,) if known() else (),
        scores=(
            Score(
                source=site.name, value=chance.randint(40, 95) / 10, votes=chance.randint(1, 90_000), kind=Kind.USERS
            ),
        ),
        synopsis=" ".join(chance.choices(_ENGLISH, k=30)),
        image=f"https://{site.name}/image/{work.number}.jpg",
    )


_ROMAN = ("", "I", "II", "III", "IV", "V")


def _title(name: str, work: Work, site: Site) -> str:
    if work.kind is AnimeType.MOVIE:
        name = f"{name} Movie"
    if work.kind is AnimeType.OVA:
        name = f"{name} OVA"
    if work.kind is AnimeType.SPECIAL:
        name = f"{name} Specials"
    if work.season > 1:
        ordinal = {2: "2nd Season", 3: "3rd Season"}.get(work.season, f"{work.season}th Season")
        style = ordinal if site.season_style == "{n}th" else site.season_style
        name = f"{name} {style.format(n=work.season, roman=_ROMAN[min(work.season, 5)], year=work.year)}"
    if work.part > 1:
        name = f"{name} Part {work.part}"
    return f"{name}: {work.subtitle}" if work.subtitle else name
