"""What a page embeds for machines: JSON-LD, microdata and meta tags as plain objects.

However carelessly they are written.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import TypeAlias

import msgspec
from lxml import etree

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_WRAPPED = re.compile(r"(?:\s|/\*|//|<!--|\*/|-->|<!\[CDATA\[|\]\]>|\*)*")
_WRAPPED_BACKWARDS = re.compile(r"(?:[\s;]|\*/|//|--!<|/\*|>--|\[ATADC\[!<|>\]\])*")
"""Comments and CDATA marks around a script, read from the text's end: searched for, they would cost its square."""
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_LARGEST_SCRIPT = 3_000_000
_MOST_ITEMS = 2_000
_LONG_TEXTS = frozenset({"articleBody", "reviewBody", "text", "comment", "itemListElement"})
"""Properties that no reader asks for."""

ATTRIBUTES_WITH_VALUE = {
    "meta": ("content",),
    "a": ("content", "href"),
    "link": ("href",),
    "img": ("content", "src", "data-src"),
    "time": ("datetime", "content"),
    "data": ("value", "content"),
    "meter": ("value",),
    "source": ("src",),
    "iframe": ("src",),
    "video": ("src",),
    "object": ("data",),
}
ADDRESSES = frozenset(
    {"url", "sameas", "sameAs", "image", "thumbnailUrl", "contentUrl", "item", "embedUrl", "discussionUrl"}
)
"""Properties whose value is an address and not a text."""

"""Where microdata keeps the value of a property, by tag, when it is not the text."""


def parse_json(text: str) -> Json:
    """The value of JSON as found in scripts: comments around it, trailing commas, raw line breaks. None when broken.

    >>> parse_json('/* <![CDATA[ */ {"a": [1, 2,],} /* ]]> */')
    {'a': [1, 2]}
    >>> parse_json("no json") is None
    True
    """
    if len(text) > _LARGEST_SCRIPT:
        return None
    bare = text.strip()
    if bare[:1] not in {"{", "["} or bare[-1:] not in {"}", "]"}:
        bare = _unwrapped(text)
        if not bare or bare[0] not in "{[":
            return None
    try:
        well_formed: Json = msgspec.json.decode(bare)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return _careless(bare)
    return well_formed


def _unwrapped(text: str) -> str:
    """A script without the comments and CDATA marks around it.

    >>> _unwrapped('/* <![CDATA[ */ {"a": 1} /* ]]> */;')
    '{"a": 1}'
    """
    begin, end = _WRAPPED.match(text), _WRAPPED_BACKWARDS.match(text[::-1])
    assert begin is not None
    assert end is not None
    return text[begin.end() : len(text) - end.end()]


def _careless(text: str) -> Json:
    """The value of JSON with raw line breaks, trailing commas, NaN, or something after it."""
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            value: Json = json.loads(attempt, strict=False, parse_constant=lambda _: None)
        except (ValueError, RecursionError):
            continue
        return value
    return _first_value(text)


def _first_value(text: str) -> Json:
    """The leading JSON value of a text that goes on after it, or that holds HTML entities for quotes."""
    decoder = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
    for attempt in (text, html.unescape(text) if "&quot;" in text else ""):
        try:
            value: Json = decoder.raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
        return value
    return None


def read_json_ld(scripts: list[etree._Element]) -> list[dict[str, Json]]:
    """All top-level JSON-LD objects of a page, in order; graphs and arrays are opened."""
    found: list[dict[str, Json]] = []
    for script in scripts:
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            found.extend(_objects(parse_json(script.text)))
    return found


def _objects(value: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        graph = value.get("@graph")
        if isinstance(graph, (list, dict)):
            yield from _objects(graph, depth + 1)
        else:
            yield value


def read_microdata(scopes: list[etree._Element], properties: dict[str, list[etree._Element]]) -> list[dict[str, Json]]:
    """The outermost microdata items of a page as JSON-LD would say them: `@type`.

    And per property one value or a list; nested items are properties.
    """
    if not scopes:
        return []
    items: dict[etree._Element, dict[str, Json]] = {scope: {"@type": _type_of(scope)} for scope in scopes[:_MOST_ITEMS]}
    owners: dict[etree._Element, etree._Element | None] = {}
    nested: set[etree._Element] = set()
    for name, elements in properties.items():
        for element in elements[:_MOST_ITEMS]:
            owner = _owner(element, items, owners)
            if owner is None:
                continue
            if element in items:
                nested.add(element)
                _add(items[owner], name, items[element])
            elif name not in _LONG_TEXTS:
                _add(items[owner], name, property_text(element, name))
    return [item for scope, item in items.items() if scope not in nested]


def write_as_microdata(root: etree._Element) -> None:
    """Gives elements that speak schema.org's words in RDFa the attributes of microdata: one reader then reads both."""
    for element in root.iter():
        kind = _word_of(element.get("typeof"))
        if kind:
            element.set("itemscope", "")
            element.set("itemtype", f"{_SCHEMA}/{kind}")
        name = _word_of(element.get("property"))
        if name and element.tag != "meta":
            element.set("itemprop", name)


def _word_of(names: str | None) -> str:
    """The first of schema.org's words among names: "schema:Movie", "Movie", but not "og:title"."""
    words = (name.removeprefix("schema:") for name in (names or "").split())
    return next((word for word in words if ":" not in word and word[:1].isalpha()), "")


_SCHEMA = "https://schema.org"


def _type_of(scope: etree._Element) -> str:
    kind = (scope.get("itemtype") or "").split()
    return kind[0].rstrip("/").rsplit("/", 1)[-1] if kind else ""


def _owner(
    element: etree._Element,
    items: dict[etree._Element, dict[str, Json]],
    owners: dict[etree._Element, etree._Element | None],
) -> etree._Element | None:
    """The item that a property belongs to: the nearest one around it."""
    climbed: list[etree._Element] = []
    current = element.getparent()
    owner: etree._Element | None = None
    while current is not None:
        if current in items:
            owner = current
            break
        if current in owners:
            owner = owners[current]
            break
        climbed.append(current)
        current = current.getparent()
    owners.update(dict.fromkeys(climbed, owner))
    return owner


def _add(item: dict[str, Json], name: str, value: Json) -> None:
    known = item.get(name)
    if known is None:
        item[name] = value
    elif isinstance(known, list):
        known.append(value)
    else:
        item[name] = [known, value]


def property_text(element: etree._Element, name: str = "url") -> str:
    """The value of one microdata property: an attribute for tags that have one, else the text.

    Of links that are no addresses, the text.
    """
    if element.tag == "a" and name not in ADDRESSES and element.get("content") is None:
        text = _text_of(element)
        if text:
            return text
    for attribute in ATTRIBUTES_WITH_VALUE.get(str(element.tag), ("content",)):
        value = element.get(attribute)
        if value is not None:
            return value.strip()
    return _text_of(element)


def _text_of(element: etree._Element) -> str:
    """All text inside an element, white space folded."""
    text = "".join(map(str, element.itertext())) if len(element) else element.text or ""
    return " ".join(text.split())


def read_meta(metas: list[etree._Element]) -> dict[str, list[str]]:
    """The meta tags: lower-case name (or property, or itemprop) to contents, in order."""
    found: dict[str, list[str]] = {}
    for meta in metas:
        content = meta.get("content")
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if content and name:
            found.setdefault(name.strip().lower(), []).append(content.strip())
    return found
