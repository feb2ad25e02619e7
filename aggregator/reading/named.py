"""Elements whose class, id or itemprop says what they hold: `.synonyms`, `#original-title`, `.film-names`.

`.synopsis`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from aggregator.model import Title
from aggregator.normalize.names import clean_text
from aggregator.page import Element, Page, visible_text
from aggregator.reading.fields import Said, is_nothing, titles_in
from aggregator.reading.labels import MORE, field_of_label
from aggregator.reading.vocabulary import CLASS_NAMES
from aggregator.reading.zones import Zone, Zones

NAMED = 42

_FIELD_OF_NAME = {name: field for field, names in CLASS_NAMES.items() for name in names.split()}
_LONGEST_TITLE = 160
_MOST_TITLES = 40
_SHORTEST_TEXT = 40
_NOT_WORDS = re.compile(r"[^a-z]+")


def field_of_name(name: str) -> str | None:
    """The field that a class or id names.

    >>> field_of_name("film-names"), field_of_name("originalTitle"), field_of_name("header")
    ('alternative_titles', 'alternative_titles', None)
    """
    # "filmCover__originalTitle": the block's name says nothing of its part
    return _FIELD_OF_NAME.get(_NOT_WORDS.sub("", name.rpartition("__")[2].lower()))


@lru_cache(maxsize=16384)
def _fields_named(classes: str) -> tuple[tuple[str, str], ...]:
    """The names in a class attribute that name a field, each with its field: pages of a site repeat theirs."""
    return tuple((name, field) for name in classes.split() if (field := field_of_name(name)) is not None)


def read_named(page: Page, zones: Zones) -> Iterator[Said]:
    """What elements hold that name a field themselves."""
    done: set[Element] = set()
    for field, element in _named(page):
        if (
            element in done
            or any(ancestor in done for ancestor in element.iterancestors())
            or zones.of(element) not in {Zone.SUBJECT, Zone.ASIDE}
        ):
            continue
        done.add(element)
        if element.tag in _ROWS:
            continue
        yield from _titles(element) if field == "alternative_titles" else _text(element, field)


def _named(page: Page) -> Iterator[tuple[str, Element]]:
    """The first element of each class that names a field and is rare, then those of ids."""
    found: dict[tuple[str, str], list[Element]] = {}
    for classes, elements in page.index.class_values.items():
        for name_and_field in _fields_named(classes):
            found.setdefault(name_and_field, []).extend(elements)
    for (_, field), elements in found.items():
        if len(elements) <= _MOST_ALIKE:
            yield field, elements[0]
    for element in page.index.of_ids(_IDS):
        if (named := field_of_name(element.get("id") or "")) is not None:
            yield named, element


_MOST_ALIKE = 3
_ROWS = frozenset({"tr", "dl"})
"""Elements that hold a label beside the value: the reader of labels takes them apart."""
_IDS = "synopsis sinopsis storyline plot-summary synonyms alternative-titles alt-titles original-title originalTitle"
"""Names that pages also give as ids."""


def _titles(element: Element) -> Iterator[Said]:
    """One title per list item, else as the text lists them.

    Words of control ("more") and notes in brackets are none.
    """
    items = list(element.iter("li")) if element.tag not in {"li", "span", "p"} else []
    texts = [_own(item) for item in items] if items else titles_in(_own(element), several=True)
    for text in texts[:_MOST_TITLES]:
        cleaned = clean_text(text).strip(" ,;/")
        _, _, value = (
            cleaned.partition(":")
            if field_of_label(cleaned.partition(":")[0]) is not None and ":" in cleaned
            else ("", "", cleaned)
        )
        value = value.strip()
        if 0 < len(value) <= _LONGEST_TITLE and not is_nothing(value) and field_of_label(value) is None:
            yield Said("alternative_titles", Title(value), "named", text, element, NAMED)


def _own(element: Element) -> str:
    """The text of an element without links that only unfold more, and without notes in elements of their own."""
    parts = [element.text or ""]
    for child in element:
        inner = visible_text(child)
        if not MORE.match(inner) and not (inner.startswith("(") and inner.endswith(")")):
            parts.append(inner)
        parts.append(child.tail or "")
    return " ".join(" ".join(parts).split())


def _text(element: Element, field: str) -> Iterator[Said]:
    text = clean_text(visible_text(element))
    if len(text) >= _SHORTEST_TEXT:
        yield Said(field, text, "named", text, element, NAMED)
