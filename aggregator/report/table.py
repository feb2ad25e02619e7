"""Every anime, packed for the browser: columns for the table, and pieces that are unpacked when somebody looks closer.

All of it is JSON, deflated, in base64: letters that can neither end a script element nor be read as markup.
"""

import base64
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TypeAlias
from urllib.parse import quote, urlsplit

import msgspec

from aggregator.model import Anime, Review
from aggregator.quality import is_stated

PIECE = 200
"""Anime in one piece: few enough to unpack in the blink of an eye, many enough to be packed well."""
LONGEST_SYNOPSIS = 500
"""Letters of a synopsis that the report holds; anime.jsonl holds all of it."""
LONGEST_LIST = 40
"""Names, tags, pages and scores of one anime that the report holds."""
SOURCED = (
    "type",
    "episodes",
    "duration_seconds",
    "status",
    "start_date",
    "end_date",
    "year",
    "season",
    "season_number",
    "source_material",
    "genres",
    "studios",
    "producers",
    "audio_languages",
)
"""Fields of which the report tells what each page says."""
DATABASES = {
    "mal": "https://myanimelist.net/anime/{}",
    "anilist": "https://anilist.co/anime/{}",
    "anidb": "https://anidb.net/anime/{}",
    "ann": "https://www.animenewsnetwork.com/encyclopedia/anime.php?id={}",
    "kitsu": "https://kitsu.app/anime/{}",
    "anime-planet": "https://www.anime-planet.com/anime/{}",
    "anisearch": "https://www.anisearch.com/anime/{}",
    "livechart": "https://www.livechart.me/anime/{}",
    "simkl": "https://simkl.com/anime/{}",
    "imdb": "https://www.imdb.com/title/{}/",
}
"""Where a database shows the work with an id; those that need to know more than the id are not linked."""

Said: TypeAlias = dict[str, list[tuple[object, list[int]]]]
"""Field to each value that is stated, and the places in the list of sources of the pages that state it."""


@dataclass(slots=True)
class Columns:
    """The table, column by column, in the order of anime.jsonl."""

    id: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    """Other titles, a line each: they are searched too."""
    type: list[str] = field(default_factory=list)
    year: list[int | None] = field(default_factory=list)
    episodes: list[int | None] = field(default_factory=list)
    rating: list[float | None] = field(default_factory=list)
    weighted: list[float | None] = field(default_factory=list)
    count: list[int] = field(default_factory=list)
    votes: list[int | None] = field(default_factory=list)
    apart: list[float | None] = field(default_factory=list)
    """Points between the lowest and the highest score."""
    low: list[int] = field(default_factory=list)
    """1 where the rating rests on little evidence."""
    conflicts: list[int] = field(default_factory=list)
    genres: list[list[int]] = field(default_factory=list)
    sites: list[list[int]] = field(default_factory=list)


class Table:
    """Filled anime by anime."""

    def __init__(self) -> None:
        self._columns = Columns()
        self._genres: dict[str, int] = {}
        self._sites: dict[str, int] = {}
        self._waiting: list[dict[str, object]] = []
        self.pieces: list[str] = []

    def add(self, anime: Anime, pages: Sequence[tuple[Review, ...]]) -> None:
        """One more anime, and the lines of each of its sources."""
        sites = sorted({review.site for lines in pages for review in lines if review.site})
        columns = self._columns
        columns.id.append(anime.id)
        columns.title.append(anime.title)
        columns.also.append("\n".join(dict.fromkeys(title.title for title in anime.alternative_titles[:LONGEST_LIST])))
        columns.type.append(anime.type or "")
        columns.year.append(anime.year)
        columns.episodes.append(anime.episodes)
        columns.rating.append(anime.rating)
        columns.weighted.append(None if anime.rating_weighted is None else round(anime.rating_weighted, 3))
        columns.count.append(anime.rating_count)
        columns.votes.append(anime.rating_votes)
        columns.apart.append(_apart(anime))
        columns.low.append(int(anime.rating_low_evidence))
        columns.conflicts.append(len(anime.conflicts))
        columns.genres.append([_place(self._genres, genre) for genre in anime.genres])
        columns.sites.append([_place(self._sites, site) for site in sites])
        self._waiting.append(detail(anime, pages))
        if len(self._waiting) == PIECE:
            self._pack()

    def packed(self) -> str:
        """The columns. Nothing is added afterwards."""
        self._pack()
        columns = {each.name: getattr(self._columns, each.name) for each in fields(Columns)}
        return packed({"piece": PIECE, "genreNames": list(self._genres), "siteNames": list(self._sites), **columns})

    def _pack(self) -> None:
        if self._waiting:
            self.pieces.append(packed(self._waiting))
            self._waiting = []


def packed(value: object) -> str:
    """JSON, deflated, in base64: the same for the same value.

    >>> packed({})
    'eJyrrgUAAXUA+Q=='
    """
    return base64.b64encode(zlib.compress(msgspec.json.encode(value))).decode()


def detail(anime: Anime, pages: Sequence[tuple[Review, ...]]) -> dict[str, object]:
    """What the view of one anime shows beyond its row. What is not stated is left out."""
    synopsis = anime.synopsis or ""
    sources = anime.sources[:LONGEST_LIST]
    everything: dict[str, object] = {
        "id": anime.id,
        "titles": [[title.title, title.language] for title in anime.alternative_titles[:LONGEST_LIST]],
        "values": {name: value for name in SOURCED if is_stated(value := getattr(anime, name))},
        "said": dict(_said(pages[:LONGEST_LIST])) if len(sources) > 1 else {},
        "conflicts": [[each.field, each.taken, list(each.values[:LONGEST_LIST])] for each in anime.conflicts],
        "tags": list(anime.tags[:LONGEST_LIST]),
        "synopsis": synopsis if len(synopsis) <= LONGEST_SYNOPSIS else synopsis[: LONGEST_SYNOPSIS - 1] + "…",
        "exact": anime.rating_exact,
        "median": anime.rating_median,
        "lowest": anime.rating_min,
        "highest": anime.rating_max,
        "deviation": anime.rating_spread,
        "byVotes": anime.rating_vote_weighted,
        "adjusted": anime.rating_adjusted,
        "scores": [
            {
                "source": score.source,
                "value": score.value,
                "min": score.scale_min,
                "max": score.scale_max,
                "votes": score.votes,
                "kind": score.kind,
                "text": score.text,
                "url": web_url(score.url),
                "counted": score.counted,
            }
            for score in anime.scores[:LONGEST_LIST]
        ],
        "sources": [
            [source, web_url(source), next((review.site for review in lines if review.site), None)]
            for source, lines in zip(sources, pages, strict=False)
        ],
        "ids": [[each.source, each.id, _database_url(each.source, each.id)] for each in anime.ids[:LONGEST_LIST]],
        "left": max(len(anime.sources) - len(sources), 0),
    }
    return {name: value for name, value in everything.items() if value not in (None, [], {}, "", 0)}


def web_url(url: str | None) -> str | None:
    """A URL that a page of ours may link: http or https with a host, nothing else.

    >>> web_url("https://site.example/a"), web_url("javascript:alert(1)"), web_url("saved:a.html")
    ('https://site.example/a', None, None)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def _said(pages: Sequence[tuple[Review, ...]]) -> Iterator[tuple[str, list[tuple[object, list[int]]]]]:
    for name in SOURCED:
        places: dict[object, list[int]] = {}
        for place, lines in enumerate(pages):
            for value in dict.fromkeys(value for review in lines for value in _values(getattr(review, name))):
                places.setdefault(value, []).append(place)
        if places:
            ranked = sorted(places.items(), key=lambda each: (-len(each[1]), str(each[0])))
            yield name, ranked[:LONGEST_LIST]


def _values(value: object) -> Iterable[object]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def _apart(anime: Anime) -> float | None:
    if anime.rating_min is None or anime.rating_max is None or anime.rating_count < 2:
        return None
    return round(anime.rating_max - anime.rating_min, 2)


def _place(names: dict[str, int], name: str) -> int:
    return names.setdefault(name, len(names))


def _database_url(source: str, key: str, databases: Mapping[str, str] = DATABASES) -> str | None:
    return databases[source].format(quote(key, safe="")) if source in databases else None
