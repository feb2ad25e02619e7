"""Any page: what the generic readers say of it, each with its weight."""

from collections.abc import Iterator

from aggregator.model import Title
from aggregator.page import Page
from aggregator.reading.fields import Said, values_of
from aggregator.reading.headline import read_headline
from aggregator.reading.labels import Fact, read_facts
from aggregator.reading.structured import read_structured
from aggregator.reading.zones import Zones

LABELS = 60


def read_generic(page: Page) -> list[Said]:
    """What every generic reader says of the page, in no order."""
    zones = Zones()
    site_name = page.site_name
    said = list(read_structured(page, site_name))
    said += read_headline(page, zones, site_name)
    facts = read_facts(page, zones)
    said += _read_facts(page, facts)
    return said


def _read_facts(page: Page, facts: list[Fact]) -> Iterator[Said]:
    seen: set[str] = set()
    for number, fact in enumerate(facts):
        weight = LABELS - min(number, 9)
        field, _, language = fact.field.partition("/")
        if not field or fact.field in seen:
            continue
        texts = (
            fact.parts
            if fact.parts
            and field in {"genres", "tags", "studios", "producers", "audio_languages", "alternative_titles"}
            else (fact.text,)
        )
        for text in texts:
            for name, value in values_of(field, text, page.language):
                seen.add(fact.field)
                if isinstance(value, Title):
                    value = Title(value.title, language or None)
                yield Said(name, value, "labels", f"{fact.label} {text}", fact.place, weight)
