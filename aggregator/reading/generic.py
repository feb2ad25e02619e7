"""Any page: what the generic readers say of it, each with its weight."""

from collections.abc import Iterator

from aggregator.model import DatabaseId, Score, Title
from aggregator.page import Page
from aggregator.reading.boxes import read_boxes
from aggregator.reading.fields import Said, split_titles, values_of
from aggregator.reading.headline import read_headline
from aggregator.reading.hints import read_hints
from aggregator.reading.labels import Fact, read_facts
from aggregator.reading.links import id_of_link, read_links
from aggregator.reading.structured import read_structured
from aggregator.reading.zones import Zones

LABELS = 60


def read_generic(page: Page) -> list[Said]:
    """What every generic reader says of the page, in no order."""
    zones = Zones()
    site_name = page.site_name
    said = list(read_structured(page, page.site_name))
    facts = read_facts(page, zones)
    said += _read_facts(page, facts)
    said += read_headline(page, zones, [word for word in said if word.field == "title"])
    said += read_links(page, zones)
    said += read_hints(page, zones)
    said += read_boxes(page, zones, facts, [word.value for word in said if isinstance(word.value, Score)])
    own = id_of_link(f"https://{page.site}/anime/1") if page.site else None
    return [word for word in said if not (own and isinstance(word.value, DatabaseId) and word.value.source == own.source)]


def _read_facts(page: Page, facts: list[Fact]) -> Iterator[Said]:
    """The first fact of each kind that has a value; titles in several languages stand side by side."""
    seen: set[str] = set()
    for number, fact in enumerate(facts):
        weight = LABELS - min(number, 9)
        field, _, language = fact.field.partition("/")
        if not field or field in {"score", "votes"} or (fact.field in seen and field != "alternative_titles"):
            continue
        said = list(_read_fact(page, fact, field, language or None, weight))
        if any(word.value is not None for word in said):
            seen.add(fact.field)
        yield from said


def _read_fact(page: Page, fact: Fact, field: str, language: str | None, weight: int) -> Iterator[Said]:
    texts = fact.parts if fact.parts and field in _IN_PARTS else (fact.text,)
    if field == "alternative_titles" and not fact.parts:
        texts = tuple(split_titles(fact.text, several=language is None and fact.label.casefold().rstrip(": ").endswith(_PLURALS)))
    for text in texts:
        for name, value in values_of(field, text, page.language):
            if isinstance(value, Title):
                value = Title(value.title, language)
            yield Said(name, value, "labels", f"{fact.label} {text}", fact.place, weight)


_IN_PARTS = frozenset({"genres", "tags", "studios", "producers", "audio_languages", "alternative_titles"})
_PLURALS = ("s", "synonym", "aka", "known as", "ы", "и", "я", "名", "e", "i", "al", "其他", "names", "as")
"""Ends of labels that announce several titles."""
