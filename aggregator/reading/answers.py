"""What a layout answers, as Said: nodes and texts normalised, values taken as they are, places kept."""

from collections.abc import Iterable, Iterator
from itertools import islice

from aggregator.model import DatabaseId, Issue, IssueCode, Score, Title
from aggregator.normalize.ids import database_id
from aggregator.page import Element, Node, Page
from aggregator.reading.fields import VOCABULARIES, Said, Value, is_nothing, values_of
from aggregator.reading.labels import field_of_label
from aggregator.reading.layout import LISTS, PAIRS, SCALARS, Layout, Stated

ANSWER = 1000
"""The weight of a layout's answer: above every generic reader."""
FACT = 900
"""The weight of a layout's table of facts: below what a method of the layout says."""

MOST_ANSWERS = 300
"""Values of one list that are heeded: no work has as many titles, and each costs a look at its place."""

ELEMENTS = {"tags": "tag"}
"""How one element of a list answer is read, where it must not be split again."""

_IMAGE_ATTRIBUTES = ("data-src", "data-lazy-src", "src", "href", "content")


def ask(layout: Layout, page: Page) -> Iterator[Said]:
    """Everything that a layout says of a page; a word that no vocabulary holds has the value None.

    Lets SelectorDrift pass.
    """
    for name in (*SCALARS, *PAIRS):
        answer = getattr(layout, name)(page)
        if answer is not None:
            yield from _normalised(layout, page, name, answer, ANSWER)
    for name in LISTS:
        given = getattr(layout, name)(page)
        if given is not None:
            alone = isinstance(given, (str, Node)) or not isinstance(given, Iterable)
            element = name if alone else ELEMENTS.get(name, name)
            for answer in [given] if alone else islice(given, MOST_ANSWERS):
                if answer is not None:
                    yield from _normalised(layout, page, element, answer, ANSWER)
    for label, value in layout.facts(page):
        if label is None or value is None:
            continue
        name_text = (label.text if isinstance(label, Node) else label).strip().rstrip(":：").strip()
        field = layout.labels.get(name_text.casefold())
        field = field_of_label(name_text) if field is None else field
        if field:
            yield from _normalised(layout, page, field, value, FACT)


def unknown_value(page: Page, said: Said) -> Issue:
    """The Issue of a word that no vocabulary holds."""
    message = (
        f"{said.reader} reads a {said.field} that no vocabulary knows: "
        "add the word, or the label to those that are ignored."
    )
    return Issue(
        code=IssueCode.UNKNOWN_VALUE,
        message=message,
        url=page.url,
        saved_as=page.saved_as,
        field=said.field,
        text=said.text[:300],
    )


def _normalised(layout: Layout, page: Page, field: str, answer: object, weight: int) -> Iterator[Said]:
    value, text, place = _taken_apart(layout, page, field, answer)
    if value is not None:
        yield Said(field, value, layout.name, text, place, weight)
        return
    if field == "ids":
        found = database_id(text)
        if found is not None:
            yield Said(field, found, layout.name, text, place, weight)
        return
    known = False
    for name, parsed in values_of(field, text, page.language):
        known = True
        yield Said(name, parsed, layout.name, text, place, weight)
    if not known and field in VOCABULARIES and not is_nothing(text):
        yield Said("season" if field == "premiered" else field, None, layout.name, text, place, weight)


def _taken_apart(layout: Layout, page: Page, field: str, answer: object) -> tuple[Value | None, str, str | Element]:
    """The value when the layout computed one (else None), the raw text, the place."""
    match answer:
        case Stated(value=value, node=node):
            inner, _, _ = _taken_apart(layout, page, field, value)
            return inner, (value if isinstance(value, str) else node.text)[:1000], node.element
        case Node():
            text = _text_of(answer, field)
            return (page.absolute(text) if field == "image" and text else None), text, answer.element
        case Score(text=text) | Title(title=text) | DatabaseId(id=text):
            return answer, text, f"{layout.name}.{field}"
        case str() if type(answer) is str:
            return (page.absolute(answer) if field == "image" else None), answer, f"{layout.name}.{field}"
        case _:
            return answer, str(answer), f"{layout.name}.{field}"


def _text_of(node: Node, field: str) -> str:
    """What a node says of a field: its text, or the address that it leads to."""
    if field == "image":
        return next((found for name in _IMAGE_ATTRIBUTES if (found := node.attr(name))), "")
    return (node.attr("href") if field == "ids" else None) or node.text
