"""Any page: what the generic readers say of it, each with its weight."""

import re
from collections.abc import Iterator

from aggregator.model import DatabaseId, Score, Title
from aggregator.normalize.titles import fold_title
from aggregator.page import Element, Page, visible_text
from aggregator.reading.boxes import read_boxes, read_score_facts
from aggregator.reading.fields import Said, is_nothing, titles_in, values_of
from aggregator.reading.headline import read_headline
from aggregator.reading.hints import read_hints
from aggregator.reading.labels import Fact, field_of_label, read_facts
from aggregator.reading.links import id_of_link, read_links
from aggregator.reading.named import read_named
from aggregator.reading.prose import in_box, is_cut, is_placeholder, read_prose
from aggregator.reading.state import read_state
from aggregator.reading.structured import read_structured
from aggregator.reading.zones import Zones

LABELS = 60
_TELLING = frozenset({"type", "episodes", "status", "genres", "start_date", "studios", "duration_seconds"})
_ENOUGH = 3
"""A page that shows so many facts needs no look into its scripts."""


def read_generic(page: Page) -> list[Said]:
    """What every generic reader says of the page, in no order."""
    zones = Zones(own_headings(page), page.index.tags)
    said = list(read_structured(page))
    facts = read_facts(page, zones)
    said += _read_facts(page, zones, facts)
    said += read_headline(page, zones, [word for word in said if word.field == "title"])
    said += read_links(page, zones, genres_known=any(word.field == "genres" for word in said))
    said += read_hints(page, zones)
    said += read_named(page, zones)
    said += read_prose(page, zones, [word for word in said if word.field == "synopsis"])
    said += read_score_facts(page, facts)
    said += read_boxes(page, zones, [word.value for word in said if isinstance(word.value, Score)])
    if len(_TELLING & {word.field for word in said}) < _ENOUGH and page.index.tags.get("script"):
        said += read_state(page)
    own = id_of_link(f"https://{page.site}/anime/1") if page.site else None
    return [
        word for word in said if not (own and isinstance(word.value, DatabaseId) and word.value.source == own.source)
    ]


def own_headings(page: Page) -> list[Element]:
    """The headings that the page's own title repeats."""
    titles = [title.text or "" for title in page.index.tags.get("title", [])[:1]] + page.structured.meta.get(
        "og:title", []
    )[:1]
    said = [fold_title(title) for title in titles if title]
    headings = page.index.tags.get("h1", [])[:6]
    return [
        heading
        for heading in headings
        if (text := fold_title(visible_text(heading))) and any(text in title or title in text for title in said)
    ]


def _read_facts(page: Page, zones: Zones, facts: list[Fact]) -> Iterator[Said]:
    """The first fact of each kind that has a value; titles in several languages stand side by side."""
    seen: set[str] = set()
    for number, fact in enumerate(facts):
        weight = LABELS - min(number, 9)
        field, _, language = fact.field.partition("/")
        if not field or field in {"score", "votes"} or (fact.field in seen and field != "alternative_titles"):
            continue
        if (not fact.firm and not _holds(fact)) or (field in _NAMES and field_of_label(fact.text) in _NAMES):
            continue
        if field == "synopsis":
            if is_placeholder(fact.text) or is_cut(fact.text) or len(fact.text) < _SHORTEST_TEXT:
                continue
            if in_box(fact.element, zones):
                yield Said("verdict", fact.text, "labels", fact.text, fact.place, weight)
                continue
        said = list(_read_fact(page, fact, field, language or fact.language, weight))
        if any(word.value is not None for word in said):
            seen.add(fact.field)
        elif field in _CLOSED and not is_nothing(fact.text) and len(fact.text) <= _SHORT:
            said = list(_read_elsewhere(page, fact, field, weight))
            if not said and fact.firm:
                said = [Said(field, None, "labels", f"{fact.label} {fact.text}", fact.place, weight)]
        yield from said


def _holds(fact: Fact) -> bool:
    """Whether a word that only may be a label is one: its value is short and of one piece, or made of links.

    Or others like it stand around.
    """
    if fact.field in _SELF_EVIDENT:
        return len(fact.text) <= _SHORT
    return (fact.size >= _BLOCK and fact.alike > 1) or any(
        element.tag == "a" or next(element.iter("a"), None) is not None for element in fact.elements
    )


_SELF_EVIDENT = frozenset(
    {"type", "episodes", "duration_seconds", "status", "aired", "start_date", "end_date", "premiered", "year"}
)
"""Fields whose normalisers refuse what is not theirs."""
_NAMES = frozenset({"studios", "producers"})
"""Fields whose value cannot be the name of another such field: "Produced by: Producer" is a template."""
_SHORT = 60
_SHORTEST_TEXT = 20
_BLOCK = 3


def _read_fact(page: Page, fact: Fact, field: str, language: str | None, weight: int) -> Iterator[Said]:
    texts = fact.parts if fact.parts and field in _IN_PARTS else (fact.text,)
    if field == "alternative_titles" and not fact.parts:
        texts = tuple(
            titles_in(fact.text, several=language is None and fact.label.casefold().rstrip(": ").endswith(_PLURALS))
        )
    if field == "episodes" and (inside := _BRACKETS.search(fact.text)):
        for name, value in values_of("duration_seconds", inside.group(1), page.language):
            yield Said(name, value, "labels", f"{fact.label} {fact.text}", fact.place, weight - 10)
    for text in texts:
        for name, value in values_of(field, text, page.language, whole=bool(fact.parts)):
            titled = Title(value.title, language) if isinstance(value, Title) else value
            local = _ABROAD if name in _DATES and _is_abroad(text) else 0
            yield Said(name, titled, "labels", f"{fact.label} {text}", fact.place, weight - local)


def _read_elsewhere(page: Page, fact: Fact, field: str, weight: int) -> Iterator[Said]:
    """A value under a label that means two things: "類型" is a kind on one site and genres on another.

    "Season" a number or a quarter.
    """
    for other in _CLOSED[field]:
        for text in fact.parts or (fact.text,):
            found = [(name, value) for name, value in values_of(other, text, page.language) if name == other]
            for name, value in found:
                yield Said(name, value, "labels", f"{fact.label} {text}", fact.place, weight)


_CLOSED: dict[str, tuple[str, ...]] = {"type": ("genres",), "status": (), "premiered": ("season_number",)}
"""Fields of closed vocabularies, and what else their labels may mean."""


def _is_abroad(text: str) -> bool:
    """Whether a date is followed by a country in brackets other than Japan: "25 May 1995 (Hungary)"."""
    country = _COUNTRY.search(text)
    return country is not None and not _JAPAN.search(country.group())


_DATES = frozenset({"start_date", "end_date", "year", "season"})
_ABROAD = 25
"""How much a release in another country loses against the premiere."""
_COUNTRY = re.compile(r"\([^\W\d_][^()\d]{2,30}\)\s*$")
_JAPAN = re.compile(r"jap|jst|jpn|日本|япон|일본|nippon|यापान|जापान|اليابان|festival|tv|bd", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]{3,40})\)")
_IN_PARTS = frozenset({"genres", "tags", "studios", "producers", "audio_languages", "alternative_titles"})
_PLURALS = ("s", "synonym", "aka", "known as", "ы", "и", "я", "名", "e", "i", "al", "其他", "names", "as")
"""Ends of labels that announce several titles."""
