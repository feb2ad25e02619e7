"""JSON-LD, microdata and meta tags: which object is the page's own subject, and what it says of which field."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from aggregator.markup import Json
from aggregator.model import AnimeType, Kind, Score
from aggregator.normalize.counts import parse_votes
from aggregator.normalize.durations import parse_duration
from aggregator.normalize.ids import database_id
from aggregator.normalize.scores import parse_score
from aggregator.normalize.types import type_from_schema
from aggregator.page import Page, Structured, visible_text
from aggregator.reading.fields import Said, folded_title, values_of
from aggregator.reading.labels import field_of_label
from aggregator.reading.prose import CUT, is_cut, is_placeholder

WORKS: dict[str, AnimeType | None] = {
    "tvseries": AnimeType.TV,
    "tvseason": AnimeType.TV,
    "movie": AnimeType.MOVIE,
    "film": AnimeType.MOVIE,
    "animeseries": AnimeType.TV,
    "creativeworkseries": None,
    "creativeworkseason": None,
    "creativework": None,
    "series": None,
    "videoobject": None,
    "product": None,
    "movieseries": None,
    "tvspecial": AnimeType.TV_SPECIAL,
}
"""Types of schema.org, in lower case, whose object may be the page's subject, and what kind of work they say it is."""

REVIEWS = frozenset({"review", "criticreview", "userreview", "mediareview"})
EPISODES = frozenset({"tvepisode", "episode"})
_RANK = {
    name: rank
    for rank, name in enumerate(
        (
            "tvseries",
            "tvseason",
            "movie",
            "film",
            "animeseries",
            "tvspecial",
            "creativeworkseries",
            "creativeworkseason",
            "creativework",
            "movieseries",
            "series",
            "product",
            "videoobject",
        )
    )
}

JSON_LD, MICRODATA, META = 50, 48, 30
"""How much the readers weigh."""

TEXTS: tuple[tuple[str, str, int], ...] = (
    # property, field, how much more or less than its reader it weighs
    ("name", "title", 2),
    ("headline", "headline", -10),
    ("alternateName", "alternative_titles", 0),
    ("alternativeHeadline", "alternative_titles", 0),
    ("genre", "genres", 0),
    ("numberOfEpisodes", "episodes", 0),
    ("duration", "duration_seconds", 0),
    ("timeRequired", "duration_seconds", -1),
    ("startDate", "start_date", 0),
    ("endDate", "end_date", 0),
    ("datePublished", "start_date", -18),
    ("releaseDate", "start_date", -17),
    ("dateCreated", "year", -12),
    ("copyrightYear", "year", -13),
    ("productionCompany", "studios", 0),
    ("creator", "studios", -2),
    ("description", "synopsis", 0),
    ("image", "image", 0),
    ("keywords", "tags", -10),
)
_LINKS = ("sameAs", "url", "@id")
_DATED = frozenset({"movie", "film", "tvseries", "tvseason", "animeseries", "creativeworkseries", "tvspecial"})
_UNDATED_PLACES = frozenset({"start_date", "year"})
_NO_IMAGE = re.compile(
    r"no[-_]?(?:poster|image|img|photo|cover|pic|thumb)|placeholder|default[-_.]|/default/|missing|blank\.",
    re.IGNORECASE,
)
_REVIEWED = 40
"""A review says of what it is one: its headline is its own."""
_YEAR_ALONE = 4
"""`dateCreated` to the day is when the site made its entry; a bare year is the work's."""
_TAGS = re.compile(r"<[^<>]{1,200}>")


def kind_of(item: dict[str, Json]) -> str:
    """The type of an object in lower case, without its vocabulary: `tvseries`."""
    kind = item.get("@type")
    if isinstance(kind, list):
        kinds = [str(one).rsplit("/", 1)[-1].lower() for one in kind if isinstance(one, str)]
        return min(kinds, key=lambda one: _RANK.get(one, 99), default="")
    return str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() if isinstance(kind, str) else ""


def read_structured(page: Page) -> Iterator[Said]:
    """What the page's embedded data say of its subject."""
    structured = page.structured
    names = names_on_page(page)
    for reader, items, weight in (
        ("jsonld", structured.json_ld, JSON_LD),
        ("microdata", structured.microdata, MICRODATA),
    ):
        found = subject(items, names, strict=reader == "microdata")
        if found is not None:
            whose = _Reader(page, reader, f"{reader}{found.place}", weight)
            yield from _read_item(whose, found.item)
            if found.review is not None:
                yield from _editors_rating(whose, found.review)
    yield from _read_meta(page, structured)


@dataclass(frozen=True, slots=True)
class Subject:
    """The object that is about the page's own work."""

    place: str
    item: dict[str, Json]
    review: dict[str, Json] | None = None
    """The review that it is the subject of, when the page is one."""


def names_on_page(page: Page) -> list[str]:
    """What the page itself calls its subject, folded: its title, its headings, og:title."""
    known = page.memory.get(names_on_page)
    if not isinstance(known, list):
        known = page.memory[names_on_page] = _names_on_page(page)
    return known


def _names_on_page(page: Page) -> list[str]:
    texts = [title.text or "" for title in page.index.tags.get("title", [])[:1]]
    texts += [visible_text(heading) for heading in page.index.tags.get("h1", [])[:4]]
    texts += page.structured.meta.get("og:title", [])[:1]
    return [folded for text in texts if (folded := folded_title(text))]


def subject(items: list[dict[str, Json]], names: list[str], *, strict: bool = False) -> Subject | None:
    """The object that is about the page's own work: named like the page, of the most telling type, the first.

    An object that is named otherwise belongs to another work, unless it is the only one and `strict` is off.
    """
    candidates = [
        found
        for number, item in enumerate(items[:200])
        for found in _candidates(item, f"[{number}]")
        if texts_of(found.item.get("name"))
    ]
    if not candidates:
        return None
    related = [found for found in candidates if _is_related(found.item, names)]
    if not related and (len(candidates) > 1 or names):
        related = (
            candidates if not strict and len(candidates) == 1 and kind_of(candidates[0].item) not in _COMMON else []
        )
    if not related:
        return None
    best = min(related, key=lambda found: _RANK.get(kind_of(found.item), 99))
    alike = [found for found in related if kind_of(found.item) == kind_of(best.item)]
    return None if len(alike) > 3 else best


_COMMON = frozenset({"videoobject", "product", "creativework", "series"})
"""Types that sites use for anything."""


def _is_related(item: dict[str, Json], names: list[str]) -> bool:
    """Whether an object bears a name that the page bears, too."""
    own = [
        folded_title(text)
        for key in ("name", "alternateName", "alternativeHeadline", "headline")
        for text in texts_of(item.get(key))
    ]
    return not names or any(
        name and (name in there or (there in name and len(there) > 3)) for name in own for there in names
    )


def _candidates(item: dict[str, Json], place: str) -> Iterator[Subject]:
    kind = kind_of(item)
    if kind in WORKS:
        yield Subject(place, item)
    elif kind in REVIEWS:
        reviewed = item.get("itemReviewed")
        if isinstance(reviewed, dict):
            yield Subject(f"{place}.itemReviewed", reviewed, item)
    for key in ("mainEntity", "about", "mainEntityOfPage"):
        inner = item.get(key)
        if isinstance(inner, dict) and kind_of(inner) in WORKS:
            yield Subject(f"{place}.{key}", inner)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads an object, where it stands and how much it weighs."""

    page: Page
    name: str
    place: str
    weight: int

    def said(self, field: str, text: str, key: str, more: int = 0) -> Iterator[Said]:
        """What the text of one property says of a field."""
        place, weight = f"{self.place}{key}", self.weight + more
        if field == "image":
            link = self.page.absolute(text)
            if link and not _NO_IMAGE.search(link):
                yield Said(field, link, self.name, text, place, weight)
            return
        if field == "synopsis":
            text = _TAGS.sub(" ", text)
            if is_placeholder(text) or (len(text) < _SHORTEST_TEXT and "|" in text):
                return
            weight -= CUT if is_cut(text) else 0
        for name, value in values_of(field, text, "en"):
            yield Said(name, value, self.name, text, place, weight if name == field else weight - _ASIDE)


_ASIDE = 20
"""How much a property weighs less for a field that it only implies."""


def _read_item(reader: _Reader, item: dict[str, Json]) -> Iterator[Said]:
    kind = kind_of(item)
    for name, field, more in TEXTS:
        if field in _UNDATED_PLACES and kind not in _DATED:
            continue
        value = item.get(name)
        if value is None:
            continue
        for number, text in enumerate(_texts_of_property(name, value)):
            key = f".{name}[{number}]" if isinstance(value, list) else f".{name}"
            is_reviewed = field == "title" and reader.place.endswith(".itemReviewed")
            yield from reader.said(field, text, key, _REVIEWED if is_reviewed else more)
    by_kind = WORKS.get(kind)
    if by_kind is not None:
        yield Said("type", by_kind, reader.name, kind, f"{reader.place}.@type", reader.weight - 25)
    yield from _rating(reader, item.get("aggregateRating"), ".aggregateRating")
    for name in _LINKS:
        for text in texts_of(item.get(name)):
            found = database_id(text)
            if found is not None:
                yield Said("ids", found, reader.name, text, f"{reader.place}.{name}", reader.weight)


def _texts_of_property(name: str, value: Json) -> list[str]:
    """The texts of a property that say what its name promises."""
    if name in {"productionCompany", "creator"}:
        companies = [company for company in (value if isinstance(value, list) else [value]) if company]
        if name == "creator":
            companies = [one for one in companies if isinstance(one, dict) and kind_of(one) == "organization"]
        return texts_of([one for one in companies if not isinstance(one, dict) or one.get("name")])
    texts = texts_of(value)
    return [text for text in texts if len(text) == _YEAR_ALONE] if name == "dateCreated" else texts


def _editors_rating(reader: _Reader, review: dict[str, Json]) -> Iterator[Said]:
    """The mark of the review that the page is."""
    of_review = replace(reader, place=reader.place.removesuffix(".itemReviewed"))
    for said in _rating(of_review, review.get("reviewRating"), ".reviewRating"):
        if isinstance(said.value, Score):
            yield said._replace(value=replace(said.value, kind=Kind.EDITOR))


def _rating(reader: _Reader, rating: Json, key: str) -> Iterator[Said]:
    if isinstance(rating, list):
        rating = rating[0] if rating else None
    if not isinstance(rating, dict):
        return
    value = next(iter(texts_of(rating.get("ratingValue"))), "")
    best, worst = _number(rating.get("bestRating")), _number(rating.get("worstRating"))
    votes = next((n for key in ("ratingCount", "reviewCount") if (n := _count(rating.get(key))) is not None), None)
    number = _number(value)
    if not number or votes == 0:
        return
    if best is None and number <= 10:
        best = 5.0 if number <= 5 else 10.0
    name = next(iter(texts_of(rating.get("name"))), "")
    is_critics = name.casefold() in _CRITICS
    score = parse_score(
        value,
        source=name if is_critics else reader.page.site_name,
        kind=Kind.CRITICS if is_critics else Kind.USERS,
        scale_max=best,
        scale_min=worst if worst is not None and best is not None and worst < best and worst <= number else 0.0,
        votes=votes,
    )
    if score is not None:
        computed = len(value.partition(".")[2]) >= _DUMPED_DECIMALS
        weight = reader.weight - 30 if computed else reader.weight
        yield Said("scores", score, reader.name, value, f"{reader.place}{key}.ratingValue", weight)


_CRITICS = frozenset({"tomatometer", "metascore"})
_DUMPED_DECIMALS = 5
"""A mean with that many decimals is what the program computed, not what the page states."""


def _count(value: Json) -> int | None:
    text = next(iter(texts_of(value)), "")
    return parse_votes(text) if text else None


def _number(value: Json) -> float | None:
    text = next(iter(texts_of(value)), "").replace(",", ".").replace(" ", "").replace("\xa0", "")
    return float(text) if re.fullmatch(r"\d{1,12}(?:\.\d{1,15})?", text, re.ASCII) else None


def texts_of(value: Json, depth: int = 0) -> list[str]:
    """The texts that a property holds: itself, the names of its objects, its list's elements; entities resolved.

    >>> texts_of([{"@type": "Thing", "name": "A &amp; B"}, "C"])
    ['A & B', 'C']
    """
    if depth > 3 or value is None or isinstance(value, bool):
        return []
    if isinstance(value, dict):
        return texts_of(
            value.get("name") or value.get("url") or value.get("@value") or value.get("contentUrl"), depth + 1
        )
    if isinstance(value, list):
        return [text for item in value[:200] for text in texts_of(item, depth + 1)]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    text = " ".join((html.unescape(text) if "&" in text else text).split())
    return [text] if text else []


_SHORTEST_TEXT = 40
_LENGTH = re.compile(r"(?:\d{1,2}h ?)?\d{1,3}m(?:in)?", re.ASCII)
_SECONDS = re.compile(r"[1-9]\d{2,4}", re.ASCII)

_META: tuple[tuple[str, str, int], ...] = (
    ("og:description", "synopsis", 0),
    ("description", "synopsis", -2),
    ("twitter:description", "synopsis", -3),
    ("og:image", "image", 0),
    ("twitter:image", "image", -2),
    ("video:release_date", "start_date", -4),
)


def _labelled(page: Page, field: str | None, text: str, place: str) -> Iterator[Said]:
    """What a pair of meta tags says that label their content: "Average rating", "4.18 out of 5"."""
    if field == "score":
        score = parse_score(text, source=page.site_name, kind=Kind.USERS)
        if score is not None and score.scale_max is not None and score.value <= score.scale_max:
            yield Said("scores", score, "meta", text, place, META - 10)
    elif field in _LABELLED:
        for name, value in values_of(field, text, page.language):
            yield Said(name, value, "meta", text, place, META - 10)


_LABELLED = frozenset({"genres", "episodes", "studios", "type", "status"})


def _read_video(page: Page, structured: Structured) -> Iterator[Said]:
    """What the meta tags of films and shared links say: the kind, and pairs of label and content."""
    for text in structured.meta.get("og:type", [])[:1]:
        kind = type_from_schema(text)
        if kind is AnimeType.MOVIE and text.startswith("video."):  # sites call anything a video.tv_show
            yield Said("type", kind, "meta", text, "meta[og:type]", META - 15)
    for number in "12":
        label = "".join(structured.meta.get(f"twitter:label{number}", [])[:1])
        text = "".join(structured.meta.get(f"twitter:data{number}", [])[:1])
        if label and text:
            yield from _labelled(page, field_of_label(label), text, f"meta[twitter:data{number}]")


def _read_lengths(structured: Structured) -> Iterator[Said]:
    """The running time in meta tags: in seconds, or before a bar in a description."""
    for text in structured.meta.get("og:description", [])[:1]:
        length = text.partition("|")[0].strip()
        if "|" in text and _LENGTH.fullmatch(length) and (seconds := parse_duration(length)):
            yield Said("duration_seconds", seconds, "meta", text, "meta[og:description]", META - 10)
    for text in structured.meta.get("video:duration", [])[:1]:
        if _SECONDS.fullmatch(text):
            yield Said("duration_seconds", int(text), "meta", text, "meta[video:duration]", META - 10)


def _read_meta(page: Page, structured: Structured) -> Iterator[Said]:
    """Descriptions, pictures, kind, length and labelled facts; titles are read by the headline reader."""
    yield from _read_video(page, structured)
    yield from _read_lengths(structured)
    for name, field, more in _META:
        for text in structured.meta.get(name, [])[:1]:
            unescaped = " ".join(html.unescape(text).split())
            yield from _Reader(page, "meta", f"meta[{name}]", META).said(field, unescaped, "", more)
