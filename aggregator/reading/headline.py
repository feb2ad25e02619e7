"""Headlines: title, season, audio language, year and kind out of 'Red Moon (Season 02) Tamil [480p 720p]'.

And which of a page's headlines is right.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from aggregator.model import AnimeType, Kind, Title
from aggregator.normalize.genres import parse_genre, split_genres
from aggregator.normalize.languages import parse_language
from aggregator.normalize.names import clean_text
from aggregator.normalize.scores import parse_score
from aggregator.normalize.titles import parse_marks
from aggregator.normalize.types import parse_type
from aggregator.page import Element, Page, visible_text
from aggregator.reading.fields import Said, folded_title
from aggregator.reading.vocabulary import BOILERPLATE, RELEASE_WORDS
from aggregator.reading.zones import Zone, Zones

LONGEST = 300
_CERTAIN = 75

_QUOTED = re.compile(r"[«“„「『《]([^«»“”„「」『』《》]{2,200})[»”“」』》]")
_GROUP = re.compile(r"(?:\s+|^|(?<=[^\x00-\u2e7f])|(?=[（【]))([(\[（【])([^()\[\]（）【】]{1,120})[)\]）】]")
_SEGMENTS = re.compile(r"\s+[|•·»«—–\-:]{1,2}\s+|\s*[|｜•»]\s*|\s+::\s+|\s+-\s+")
_SEGMENTS_IN_QUOTES = re.compile(r"\s+[|•·—–\-:]{1,2}\s+|\s*[|｜•]\s*|\s+::\s+|\s+»\s+")
_YEARS = re.compile(r"\b((?:19|20)\d{2})\b", re.ASCII)
_ONLY_YEAR = re.compile(r"^\s*(?:19|20)\d{2}(?:\s*[-–—]\s*(?:(?:19|20)\d{2})?)?\s*$", re.ASCII)
_COUNT = re.compile(
    r"^[\d\s.,+\-–—/#]+$|\d\s*(?:из|of|/|de|von|/)\s*\d|\d+\s*(?:серия|серии|серий|эпизод|выпуск|episode|ep\b|folge|"
    r"话|話|集|화|bölüm|odc|díl|حلقة)|(?:episode|ep|серия|folge|bölüm)s?\.?\s*\d",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"season|сезон|temporada|saison|staffel|stagione|sezon|série|sezona|musim|シーズン|第.{1,3}[期季]|시즌|सीज़न|"
    r"சீசன்|الموسم|"
    r"\bs\d{1,2}\b",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^[IVX]{1,4}$")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|【\s*】|（\s*）|«\s*»")
_WORDS = re.compile(r"[\s,&/|+]+")
_SPOKEN = re.compile(r"[\s,&/|+-]+")
_OPENS_GROUP = "([-–|:"
_KINDS_IN_TITLES = frozenset({"tv", "movie", "ova", "ona", "special", "music"})
_TRAILING = " \t-–—|:：•·»,/~·"


@dataclass(frozen=True, slots=True)
class Headline:
    """What a headline says."""

    title: str
    other_title: str | None = None
    """The second name of "Название / Original"."""
    season_number: int | None = None
    year: int | None = None
    type: AnimeType | None = None
    audio_languages: tuple[str, ...] = ()
    dated: bool = False
    """Whether the title still ends in a year in brackets, which may or may not belong to it."""


@lru_cache(maxsize=256)
def parse_headline(text: str, site_name: str = "") -> Headline:
    """The parts of a headline; the title is what is left of it.

    >>> parse_headline("Red Moon (Season 02) Tamil [480p 720p 1080p]")  # doctest: +ELLIPSIS
    Headline(title='Red Moon', other_title=None, season_number=2, ..., audio_languages=('ta',), dated=False)
    >>> parse_headline("Аниме «Триган» смотреть онлайн все серии").title
    'Триган'
    >>> parse_headline("Red Moon review – Night Desk", "Night Desk").title
    'Red Moon'
    """
    whole = clean_text(text[:LONGEST])
    if rated := _RATED.search(whole):
        whole = whole[: rated.start()]
    rest = _without_site(whole, site_name)
    quoted = _QUOTED.search(rest)
    if quoted and not _without_phrases(rest[: quoted.start()] + " " + rest[quoted.end() :], everything=True):
        return Headline(title=quoted.group(1).strip(), season_number=_season(rest))
    found = _Groups()
    made = _BY_SOMEBODY.search(rest)
    rest = _reviewed(rest[: made.start()] if made else rest, site_name)
    rest = _GROUP.sub(found, rest)
    rest = rest[: found.cut] if found.cut is not None else rest
    languages = found.languages
    tail = found.tail(whole)
    rest, other = _second_name(rest)
    whole_name = _EMPTY.sub("", rest)
    bare = _without_phrases(whole_name)
    if bare != whole_name.strip(_TRAILING):
        bare = _DISC_AT_END.sub("", bare)
    bare, spoken = _without_release(bare, tail or found.released)
    if found.released or spoken or tail:
        bare = _SEASON_AT_END.sub("", bare) or bare
    title = bare.strip(_TRAILING) or whole
    title, other = (title, other) if other else _two_names(title)
    return Headline(
        title=title,
        other_title=other,
        season_number=_season(whole),
        year=int(made["year"]) if made else found.year,
        type=found.type,
        audio_languages=tuple(dict.fromkeys([*spoken, *languages, *_spoken_in(tail)])),
        dated=bool(_GROUP.search(title) and _ONLY_YEAR.match(_GROUP.findall(title)[-1][1])),
    )


def _reviewed(text: str, site_name: str = "") -> str:
    """What a press headline reviews: "Red Moon Review: Blood on the Snow"; the whole text of any other one.

    >>> _reviewed("Red Moon Review: Blood on the Snow"), _reviewed("Film Review: Red Moon")
    ('Red Moon', 'Film Review: Red Moon')
    """
    found = _REVIEWED.match(text) if ":" in text else None
    if found is None:
        return text
    name = found["name"]
    told = _without_phrases(name, everything=True) and not _KIND_OF_REVIEW.fullmatch(name)
    return name if told and folded_title(name) not in folded_title(site_name) else text


_REVIEWED = re.compile(
    r"(?P<name>\S.{1,79}?)(?:['’]s)?\s(?:(?:Anime|Movie|Film|Series|Blu-ray|DVD|TV)\s){0,2}"
    r"(?:Review|Recenzja|Recenze|Recensione|Recensie|Kritik|Rezension|Recension|Análisis|Reseña|Crítica|Critique):\s(?=\S)"
)
_KIND_OF_REVIEW = re.compile(
    r"(?:\W*(?:\w+-free|the|a|an|our|my|mini|early|quick|full|short|retro|classic|throwback|manga|game|video|book|novel|"
    r"light|episode|season|series|home|disc|advance|first|guest|staff|reader|user|weekly|monthly|site|animation|"
    r"cartoon|ova|anime|in|film|movie|tv|show|netflix|crunchyroll|hulu|hidive|funimation|amazon|prime|video|disney|"
    r"sponsored|sequel|prequel|premiere|finale|pilot|final|mid|end|winter|spring|summer|fall|autumn|year|news|blog|"
    r"corner|club|desk|podcast|otaku|festival|cinema|theater|theatrical|screener|trailer|rewatch|second|third|\d+)\W*)+",
    re.IGNORECASE,
)
"""What stands before the word "Review" and tells its kind: "Mini Review: Red Moon"."""
_RATED = re.compile(
    r"(?<=\S)\s[⭐★]\ufe0f?\s?(?P<score>\d{1,2}(?:[.,]\d)?)(?:/10)?\s(?:[|·•]\s(?P<genres>.{3,80}))?",
    re.ASCII,
)
"""What databases add to a title for searchers: "⭐ 8.5 | Action, Drama"."""
_MEDIA = frozenset({"anime", "аниме", "アニメ", "动画", "動畫", "애니메이션", "anime series", "anime adaptation"})
"""What encyclopedias put in brackets to tell the anime from the manga."""
_BY_SOMEBODY = re.compile(
    r"\s\(\s?(?P<year>(?:19|20)\d{2})\s?\),?\s"
    r"(?:directed by|dir\.|by|von|de|di|par|por|van|reż\.|реж\.)\s[^()|–—]{3,60}$",
    re.IGNORECASE,
)
"""Who made it, behind the year: "(2014) by …"."""


_DISC_AT_END = re.compile(r"(?<=\S)\s(?:BD|BDRip|DVD|DVDRip)$")
"""What a release was copied from, before words that sell it: "Red Moon BD Batch"."""
_SEASON_AT_END = re.compile(
    r"(?<=\S)[\s,:–-]+(?:season|staffel|saison|temporada|stagione|sezon|сезон|सीज़न|சீசன்|s)\s?0?\d{1,2}$",
    re.IGNORECASE,
)
"""The season of a release: "Demon Slayer Season 1 Hindi Dubbed"."""


class _Groups:
    """What stands in brackets: notes what it says and takes it out, unless it belongs to the title."""

    def __init__(self) -> None:
        self.cut: int | None = None
        self.year: int | None = None
        self.type: AnimeType | None = None
        self.languages: tuple[str, ...] = ()
        self.released = False
        self._end_of_title: int | None = None

    def __call__(self, match: re.Match[str]) -> str:
        """What stands for a group in the title: itself, nothing, or a mark that the title ends before it."""
        inner = match.group(2).strip()
        year = _YEARS.search(inner)
        if year and self.year is None:
            self.year = int(year.group(1))
        if match.start() == 0 and not _COUNT.search(inner):
            return "" if _phrases().fullmatch(inner) else match.group()
        if _ONLY_YEAR.match(inner):
            following = match.string[match.end() :].strip()
            return "" if following and following[0] not in _OPENS_GROUP else match.group()
        if self._is_release(inner) or _COUNT.search(inner) or self._is_season(inner) or self._is_spoken(inner):
            return self._ends(match)
        return "" if _ROMAN.match(inner) or self._is_kind(inner, dated=year is not None) else match.group()

    def _is_release(self, inner: str) -> bool:
        words = [word for word in _WORDS.split(inner.casefold()) if word]
        found = bool(words) and sum(word in RELEASE_WORDS for word in words) * 2 >= len(words)
        self.released = self.released or found
        return found

    def _is_season(self, inner: str) -> bool:
        found = _SEASON.search(inner) is not None
        if found:
            self.type = self.type or parse_type(re.split(r"[,;]", inner)[0])
        return found

    def _is_spoken(self, inner: str) -> bool:
        words = [word for word in _SPOKEN.split(inner) if word]
        known = [parse_language(word) for word in words]
        if not 0 < len(words) <= 5 or not all(
            one or word in RELEASE_WORDS for one, word in zip(known, words, strict=True)
        ):
            return False
        self.languages = tuple(language for language in known if language)
        return True

    def _is_kind(self, inner: str, *, dated: bool) -> bool:
        """Whether a group names the kind of work ("Anime Music Video 2023"); a bare "(TV)" is part of many titles."""
        if inner.casefold() in _MEDIA:
            return True
        kind = parse_type(_YEARS.sub("", inner).strip(" -–—,.…"))
        if kind is not None:
            self.type = self.type or kind
        return kind is not None and (dated or inner.casefold() not in _KINDS_IN_TITLES)

    def _ends(self, match: re.Match[str]) -> str:
        if self._end_of_title is None:
            self._end_of_title = match.start()
        return " \x00 "

    def tail(self, whole: str) -> str:
        """What follows the title's end: languages and release words."""
        return whole[self._end_of_title :] if self._end_of_title is not None else ""


def _without_release(text: str, tail: str | bool) -> tuple[str, tuple[str, ...]]:
    """The text up to its release words; languages count as such only where other ones stand beside them."""
    head, mark, _rest = text.partition("\x00")
    if mark:
        text = head
    words = text.split()
    end = len(words)
    spoken: list[str] = []
    released = bool(tail)
    while end > 1:
        word = words[end - 1].strip(",&|-–").casefold()
        if word in RELEASE_WORDS or not word:
            released = released or word in {"dubbed", "dub", "audio", "720p", "1080p", "480p", "subbed", "bluray"}
            end -= 1
            continue
        language = parse_language(word) if released and word.isalpha() and len(word) > 3 else None
        if language is None:
            break
        spoken.insert(0, language)
        end -= 1
    dubbed = released and any(word.casefold() in {"dubbed", "dub", "audio"} for word in words[end:])
    if not spoken and not dubbed and not tail:
        return text, ()
    return " ".join(words[:end]), tuple(spoken)


def _spoken_in(tail: str) -> Iterator[str]:
    """The languages among the words after the title's end."""
    for word in re.findall(r"[^\W\d_]{4,}", tail):
        language = parse_language(word)
        if language is not None:
            yield language


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    words = sorted({phrase for line in BOILERPLATE for phrase in line.split("|")}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)", re.IGNORECASE)


def _without_phrases(text: str, *, everything: bool = False) -> str:
    """The text without phrases at its ends; with `everything`, wherever they stand.

    And empty when nothing else is left.
    """
    if everything:
        left = _GROUP.sub("", _phrases().sub(" ", text)).strip(_TRAILING + "[]()!.")
        return left if len(left) > 3 and any(map(str.isalnum, left)) else ""
    rest = text.strip(_TRAILING)
    whole = rest
    for _ in range(6):
        last = None
        for last in _phrases().finditer(rest):
            if last.end() == len(rest.rstrip(_TRAILING)):
                break
        else:
            last = None
        if (
            last is not None
            and last.start() > 0
            and (rest[last.start() - 1] in " |-–—:»" or not last.group()[0].isascii())
        ):
            rest = rest[: last.start()].rstrip(_TRAILING)
            continue
        first = _phrases().match(rest)
        if (
            first is not None
            and first.end() < len(rest)
            and (
                rest[first.end()] == ":"
                or not first.group().isascii()
                or first.group().casefold()
                in {"watch", "watch anime", "nonton anime", "nonton", "assistir", "watch online", "download"}
            )
        ):
            rest = rest[first.end() :].lstrip(_TRAILING)
            continue
        break
    invited = _INVITES.match(rest) if rest != whole else None
    return rest[invited.end() :] if invited else rest


_INVITES = re.compile(r"(?:watch|stream|nonton|assistir|xem phim|xem|ver|смотреть|дивитися)\s+(?=\S)", re.IGNORECASE)
"""How a headline begins that ends in an invitation too."""


def _without_site(text: str, site_name: str) -> str:
    """The headline without the segments that name the site or sell it."""
    opening, colon, rest = text.partition(": ")
    if colon and site_name and folded_title(opening) == folded_title(site_name):
        text = rest
    hidden = _IN_BRACKETS.sub(lambda found: found[0].replace(" ", "\x01"), text) if "(" in text else text
    segments = [
        segment.replace("\x01", " ") for segment in (_SEGMENTS_IN_QUOTES if "«" in text else _SEGMENTS).split(hidden)
    ]
    if len(segments) < 2:
        return text
    if len(segments) == _NAME_AND_SITE and _SELLS.search(segments[0]):
        return segments[0]
    site = folded_title(site_name).replace(" ", "")
    end = len(segments)
    while end > 1 and _is_site(segments[end - 1], site):
        end -= 1
    start = 0
    while start < end - 1 and _is_site(segments[start], site):
        start += 1
    if start == 0 and end == len(segments):
        return text
    first = text.find(segments[start])
    last = text.rfind(segments[end - 1])
    return text[first : last + len(segments[end - 1])]


_IN_BRACKETS = re.compile(r"\([^()]{3,40}\)")
_NAME_AND_SITE = 2
_SELLS = re.compile(
    r"\S\s(?:izle|vietsub|sub(?:title)? indo(?:nesia)?|watch online|online subtitrat|ซับไทย|смотреть онлайн|"
    r"дивитися онлайн|مترجم(?:ة)?(?: اون لاين)?|vostfr|ger sub|online schauen|sub español|legendado|sub ita|"
    r"online za darmo|magyar felirattal)$",
    re.IGNORECASE,
)
"""How a headline ends that invites to watch: what stands behind it names the site."""


def _is_site(segment: str, site: str) -> bool:
    folded = folded_title(segment).replace(" ", "")
    if _KIND_AND_YEAR.search(segment) and parse_type(_KIND_AND_YEAR.sub("", segment).strip()):
        return True
    if not folded:
        return True
    if site and len(site) > 2 and (folded in site or site in folded):
        return True
    return not _without_phrases(segment, everything=True)


_KIND_AND_YEAR = re.compile(r"\s\((?:19|20)\d{2}\)$", re.ASCII)
"""The end of a segment that only tells the kind of work: "Animated film (1988)"."""


def _second_name(text: str) -> tuple[str, str | None]:
    """Parts "Name (season 2) / Other name [release]": the name after the slash, when brackets stand between."""
    head, mark, rest = text.partition("\x00")
    if not mark or not rest.lstrip().startswith("/ "):
        return text, None
    other = rest.lstrip()[2:].split("\x00")[0].split(" / ")[0].strip(_TRAILING)
    return head + mark, other if other and _script(other) != _script(head) else None


def _two_names(title: str) -> tuple[str, str | None]:
    """Parts "Название / Original": two scripts are two names; in one script the slash belongs to the title."""
    first, slash, second = title.partition(" / ")
    if not slash or not first.strip() or not second.strip():
        return title, None
    second = second.split(" / ")[0]
    if _script(first) != _script(second):
        return first.strip(_TRAILING), second.strip(_TRAILING)
    return title, None


def _script(text: str) -> str:
    for character in text:
        if character.isalpha():
            return unicodedata.name(character, "LATIN").split()[0]
    return ""


def _season(text: str) -> int | None:
    season = parse_marks(text).season
    return season if season is not None and season < 60 else None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One place where the page may name its subject."""

    text: str
    place: str | Element
    parsed: Headline
    rank: int
    """Lower is better: h1, og:title, twitter:title, title."""

    @property
    def key(self) -> str:
        return folded_title(self.parsed.title)


def read_headline(page: Page, zones: Zones, named: list[Said]) -> Iterator[Said]:
    """The page's headline and title, and what they say. `named` is what structured data and facts call the work."""
    candidates = list(_candidates(page, zones))
    if not candidates:
        return
    ranked = sorted(candidates, key=lambda candidate: (_loneliness(candidate, candidates, named), candidate.rank))
    best = ranked[0]
    for number, candidate in enumerate(ranked):
        yield Said(
            "headline", clean_text(candidate.text), "headline", candidate.text, candidate.place, 45 - min(number, 9)
        )
    title = _settled(best, candidates, named)
    if title is not None:
        yield title
    for number, candidate in enumerate(ranked):
        yield Said("title", candidate.parsed.title, "headline", candidate.text, candidate.place, 55 - min(number, 9))
    yield from _details(best, ranked)
    yield from _rated(page, best, ranked)


def _rated(page: Page, best: _Candidate, ranked: list[_Candidate]) -> Iterator[Said]:
    """The score and the genres that stand behind a title: "⭐ 8.5 | Action, Drama"."""
    for candidate in ranked:
        found = _RATED.search(clean_text(candidate.text[:LONGEST]) + " ")
        if found is None or candidate.key != best.key:
            continue
        score = parse_score(found["score"], source=page.site_name, kind=Kind.USERS, scale_max=10.0)
        if score is not None and score.value <= 10:
            yield Said("scores", score, "headline", found[0].strip(), candidate.place, _BEHIND)
        for word in split_genres(found["genres"] or ""):
            if (genre := parse_genre(word)) is not None:
                yield Said("genres", genre, "headline", word, candidate.place, _BEHIND)
        return


_BEHIND = 25


def _details(best: _Candidate, ranked: list[_Candidate]) -> Iterator[Said]:
    """Season, languages, second name, kind and year, as the headline says them."""
    parsed = best.parsed
    season = next(
        (
            number
            for candidate in ranked
            if candidate is best or best.key in folded_title(candidate.text)
            if (number := candidate.parsed.season_number) is not None
        ),
        None,
    )
    if season is not None:
        yield Said("season_number", season, "headline", best.text, best.place, 40)
    for language in parsed.audio_languages:
        yield Said("audio_languages", language, "headline", best.text, best.place, 40)
    related = [candidate for candidate in ranked if best.key and best.key in folded_title(candidate.text)]
    for candidate in related:
        if candidate.parsed.other_title:
            yield Said(
                "alternative_titles",
                Title(candidate.parsed.other_title),
                "headline",
                candidate.text,
                candidate.place,
                30,
            )
        if candidate.parsed.type is not None:
            yield Said("type", candidate.parsed.type, "headline", candidate.text, candidate.place, 20)
        if candidate.parsed.year is not None:
            yield Said("year", candidate.parsed.year, "headline", candidate.text, candidate.place, 35)


def _candidates(page: Page, zones: Zones) -> Iterator[_Candidate]:
    site = page.site_name
    hosts = page.site or ""
    names = site if site != hosts else hosts.split(".")[0]
    headings = page.index.tags.get("h1", [])[:6]
    if not headings or (len(headings) == 1 and _names_site(page, headings[0])):
        headings = repeated_headings(page) or headings
    for number, heading in enumerate(headings):
        text = visible_text(heading)
        if text and zones.of(heading) in {Zone.SUBJECT, Zone.ASIDE}:
            yield _Candidate(text, heading, _of_heading(heading, text, names), number)
    for rank, name in enumerate(("og:title", "twitter:title"), 10):
        for text in page.structured.meta.get(name, [])[:1]:
            cleaned = clean_text(text)
            if cleaned:
                yield _Candidate(cleaned, f"meta[{name}]", parse_headline(cleaned, names), rank)
    for title in page.index.tags.get("title", [])[:1]:
        text = " ".join((title.text or "").split())
        if text and not headings:
            yield from _opening(page, zones, text, names)
        if text:
            yield _Candidate(text, "title", parse_headline(text, names), 20)


def repeated_headings(page: Page) -> list[Element]:
    """On a page without a first heading: the second one that its title begins with, or has as one of its parts."""
    written = [title.text or "" for title in page.index.tags.get("title", [])[:1]]
    titles = [folded_title(title) for title in written]
    parts = {folded_title(_GROUP.sub("", part)) for title in written for part in _PARTS.split(title)}
    headings = page.index.tags.get("h2", [])[:4] + page.index.tags.get("h3", [])[:4]
    for heading in headings:
        name = folded_title(_with_bracketed_name(parse_headline(visible_text(heading))).title)
        if len(name) > 1 and (name in parts or any(title.startswith(name) for title in titles)):
            return [heading]
    return []


def _names_site(page: Page, heading: Element) -> bool:
    """Whether a heading in the page's head is what the page's title ends with: forums so print their own name."""
    title = next((title.text or "" for title in page.index.tags.get("title", [])[:1]), "").rstrip()
    text = visible_text(heading)
    if not text or len(text) >= len(title) or not title.endswith(text) or title[-len(text) - 1] not in _PARTS_TITLES:
        return False
    around = islice(heading.iterancestors(), _FEW_STEPS)
    return any(one.tag == "header" or _HEAD.search(f"{one.get('id')} {one.get('class')}") for one in around)


_FEW_STEPS = 3
_HEAD = re.compile(r"header|masthead|logo|brand|site[-_]?(?:title|name|description)", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|•·»«—–\-:]{1,2}\s+|\s*[|｜•»]\s*|:\s+")


def _opening(page: Page, zones: Zones, title: str, site: str) -> Iterator[_Candidate]:
    """The run of text that the page's title begins with, on a page without headings: its name in large letters."""
    for element, run, is_tail in page.index.texts[:_MOST_RUNS]:
        is_part = 1 < len(run) < len(title) and (
            (title.startswith(run) and title[len(run)] in _PARTS_TITLES) or _ends_large(title, run, element)
        )
        if is_part and not is_tail and element.tag not in {"a", "title"} and zones.of(element) is Zone.SUBJECT:
            yield _Candidate(run, element, parse_headline(run, site), _OPENING)
            return


def _ends_large(title: str, run: str, element: Element) -> bool:
    """Whether a page's title ends with a run of text that old markup prints in large letters."""
    if not title.endswith(run) or not _PARTS.search(title[: -len(run)][-3:] + " "):
        return False
    fonts = [one for one in (element, *islice(element.iterancestors(), _FEW_STEPS)) if one.tag in {"font", "big"}]
    return any(font.tag == "big" or (font.get("size") or "").lstrip("+") in _LARGE for font in fonts)


_LARGE = frozenset("34567")


_OPENING = 15
_MOST_RUNS = 400
_PARTS_TITLES = " |/:-–—([•·«»"


def _of_heading(heading: Element, text: str, site: str) -> Headline:
    """A heading's parts; a year or a kind in an element of its own is no part of the title."""
    for child in heading.iter("span", "small"):
        year = visible_text(child)
        if text.endswith(year) and 0 < len(year) < len(text) and (dated := _YEAR_IN_BRACKETS.fullmatch(year)):
            bare = parse_headline(text.removesuffix(year).rstrip(), site)
            return replace(bare, year=int(dated["year"]))
    if len(heading) == _TWO and (named := _glued(heading, site)) is not None:
        return named
    parsed = _with_bracketed_name(parse_headline(text, site))
    for child in heading.iter("span", "small", "a", "em", "i", "sup"):
        inner = visible_text(child).strip("()[]（） ")
        if not 0 < len(inner) < len(text):
            continue
        rest = text.removesuffix(visible_text(child)).strip(_TRAILING)
        if rest != text and _is_second_name(inner, rest, child):
            return replace(parse_headline(rest, site), other_title=inner)
        if parsed.dated and _ONLY_YEAR.match(inner):
            without = parse_headline(_GROUP.sub("", text), site)
            return replace(
                without, other_title=parsed.other_title, season_number=parsed.season_number, year=parsed.year
            )
        if child.tag in {"small", "span", "sup"} and parsed.title.endswith(inner) and (kind := parse_type(inner)):
            return replace(parsed, title=parsed.title.removesuffix(inner).rstrip(_TRAILING), type=kind)
    return parsed


def _is_second_name(inner: str, rest: str, child: Element) -> bool:
    """Whether an element at a heading's end holds the name again, in another script."""
    scripts = _script(inner), _script(rest)
    is_far = child.tag == "small" or (child.tag != "a" and scripts[0] in _FAR_SCRIPTS)
    other = scripts[0] != scripts[1] and all(scripts) and len(inner) >= _TWO
    return is_far and other and not (_COUNT.search(inner) or _YEARS.search(inner) or parse_type(inner))


_FAR_SCRIPTS = frozenset({"HIRAGANA", "KATAKANA", "CJK", "HANGUL"})


def _glued(heading: Element, site: str) -> Headline | None:
    """Two names in elements of their own with not even a space between them; None where it is otherwise."""
    first, second = heading
    alone = not any((part or "").strip() for part in (heading.text, second.tail)) and not first.tail
    names = [visible_text(part) for part in (first, second)]
    if not alone or not all(names) or {first.tag, second.tag} - _NAMING:
        return None
    title, other = (parse_headline(name, site) for name in names)
    if parse_type(names[1]) is not None or _COUNT.search(names[1]) or len(other.title) < _TWO:
        return None
    return replace(title, other_title=_GROUP.sub("", other.title) or other.title, year=title.year or other.year)


_TWO = 2
_NAMING = frozenset({"span", "div", "em", "strong", "small", "p"})


def _with_bracketed_name(parsed: Headline) -> Headline:
    """A name in another script that stands in brackets behind the title: "Kids on the Slope (坂道のアポロン)"."""
    group = _LAST_GROUP.fullmatch(parsed.title)
    if group is None or parsed.other_title or _script(group["name"]) == _script(group["title"]):
        return parsed
    is_name = _FAR_NAME.search(group["name"]) is not None and parse_type(group["name"]) is None
    return replace(parsed, title=group["title"], other_title=group["name"]) if is_name else parsed


_LAST_GROUP = re.compile(r"(?P<title>.+\S)\s?[(（](?P<name>[^()（）]{2,80})[)）]")
_FAR_NAME = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_YEAR_IN_BRACKETS = re.compile(r"\((?P<year>(?:19|20)\d{2})\)", re.ASCII)


def _loneliness(candidate: _Candidate, candidates: list[_Candidate], named: list[Said]) -> int:
    """How few of the other places say the same; 0 is said elsewhere too."""
    key = candidate.key
    if not key:
        return 3
    others = [folded_title(other.text) for other in candidates if other is not candidate]
    others += [folded_title(str(word.value)) for word in named]
    if any(key in other or (other and other in key) for other in others):
        return 0
    return 1 if others else 0


def _settled(best: _Candidate, candidates: list[_Candidate], named: list[Said]) -> Said | None:
    """The name that structured data or facts give, when the headline holds it.

    Else the headline without a year that others leave out.
    """
    whole = f" {folded_title(best.text)} "
    reviewed = next((word for word in named if word.weight > _CERTAIN), None)
    if reviewed is not None:
        return None
    for word in named:
        cleaned = parse_headline(str(word.value)).title
        key = folded_title(cleaned)
        if key and f" {key} " in whole and len(key) >= min(len(best.key), 2):
            return Said("title", cleaned, word.reader, word.text, word.place, 70)
        if key and not key.isascii() and key.replace(" ", "") == best.key.replace(" ", ""):
            return Said("title", cleaned, word.reader, word.text, word.place, 70)
    if best.parsed.dated:
        base = folded_title(_GROUP.sub("", best.parsed.title))
        for candidate in candidates:
            if candidate.key == base:
                return Said("title", candidate.parsed.title, "headline", candidate.text, candidate.place, 65)
    return Said("title", best.parsed.title, "headline", best.text, best.place, 64)
