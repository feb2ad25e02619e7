"""Page: one document, decoded, parsed once and walked once; counted selectors, visible text, embedded data.

>>> page = Page("https://example.org/a", "<h1 id=t>Red <b>Moon</b></h1><ul><li>one<li>two</ul>")
>>> page.one("#t").text
'Red Moon'
>>> [item.text for item in page.many("ul li")]
['one', 'two']
>>> page.maybe(".score") is None
True
>>> page.one(".score")
Traceback (most recent call last):
    ...
aggregator.page.SelectorDrift: '.score' should match one element and matches 0
"""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from lxml import etree
from parsel import Selector

from aggregator.decoding import UnreadableError, checked, in_utf8
from aggregator.markup import Json, parse_json, read_json_ld, read_meta, read_microdata, write_as_microdata
from aggregator.selecting import INVISIBLE, Element, Index, build_index, matches, select

__all__ = [
    "Element",
    "Json",
    "Node",
    "Page",
    "SelectorDrift",
    "Structured",
    "UnreadableError",
    "place_of",
    "visible_text",
]

_SECTIONS = "address article aside blockquote body details dialog div fieldset footer form header main nav section"
_LISTS = "dd dl dt li ol ul summary option select table tbody td tfoot th thead tr caption"
_LINES = "br button center figcaption figure h1 h2 h3 h4 h5 h6 hr html p pre"
BLOCKS = frozenset(f"{_SECTIONS} {_LISTS} {_LINES}".split())
"""Elements that stand on lines (or in cells) of their own: their text does not run into their neighbours'."""

_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+(?:[a-z]{2}_)?/(?=https?:)")
_HEX = re.compile(r"(?:[0-9a-f]{2}){2,100}")
_PATH_LENGTH = 6
_OPENING = 200
"""Bytes in which JSON begins."""
LONGEST_SITE_NAME = 40
"""A longer og:site_name is a slogan."""


class SelectorDrift(LookupError):  # noqa: N818 - drift is what the field calls it
    """A selector that a layout relies on does not match as often as it should: the site has changed."""

    def __init__(self, selector: str, matched: int, expected: str) -> None:
        super().__init__(f"{selector!r} should match {expected} and matches {matched}")
        self.selector = selector
        self.matched = matched
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Structured:
    """What the page embeds for machines."""

    json_ld: list[dict[str, Json]]
    """Top-level JSON-LD objects, graphs opened."""
    microdata: list[dict[str, Json]]
    """Outermost microdata items in the shape of JSON-LD."""
    meta: dict[str, list[str]]
    """Meta tags: lower-case name to contents (`og:title`, `description`)."""


class Page:
    """One document: its URL, its text, its tree. Nothing is parsed before it is asked for."""

    def __init__(
        self, url: str | None, content: str | bytes, *, encoding: str | None = None, saved_as: str | None = None
    ) -> None:
        self.given_url = url
        self.saved_as = saved_as
        self.asked_as = ""
        """What the frontier knows the page by, when it was asked for."""
        self.memory: dict[object, object] = {}
        """What readers keep with the page while it is read. It may hold nodes, which hold the page: clear it then."""
        self._content = content
        self._encoding = encoding

    @cached_property
    def source(self) -> bytes:
        """The page in UTF-8, without control characters. Raises UnreadableError where the bytes are no text."""
        if isinstance(self._content, str):
            return checked(self._content).encode("utf-8")
        return in_utf8(self._content, self._encoding)

    @cached_property
    def html(self) -> str:
        """The decoded text, without NULs and lone surrogates. Raises UnreadableError where the bytes are no text."""
        return self.source.decode("utf-8")

    def mentions(self, word: str) -> bool:
        """Whether a word stands anywhere in the markup: where it does not, nobody needs to look for what it names."""
        return word.encode("utf-8") in self.source

    @cached_property
    def json(self) -> Json:
        """The object, when the page is JSON (an API's response) and not HTML."""
        start = self.source[:_OPENING].decode("utf-8", "ignore").lstrip()
        return parse_json(self.html) if start[:1] in {"{", "["} else None

    @cached_property
    def root(self) -> Element:
        """The root of the tree; `<html/>` when the page is JSON or holds no element."""
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, recover=True, remove_comments=True, remove_pis=True)
        markup = b"" if self.json is not None else self.source
        if markup[:1].isspace():
            markup = markup.lstrip()
        try:
            root = etree.fromstring(markup or b"<html/>", parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"The page holds no element that could be parsed: {error}.") from error
        self._lost = [entry.message for entry in parser.error_log if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT]
        if root is None:
            return etree.fromstring(b"<html/>", parser)
        if self._has_rdfa:
            write_as_microdata(root)
        return root

    @cached_property
    def _has_rdfa(self) -> bool:
        """Whether the page embeds schema.org's words as RDFa and not as microdata."""
        # in the order of what is found soonest
        return not self.mentions("itemscope") and self.mentions("schema") and self.mentions("typeof=")

    @property
    def is_truncated(self) -> bool:
        """Whether the page is nested or sized beyond what the parser holds, so that text is missing."""
        return self.root is not None and bool(self._lost)

    @cached_property
    def selector(self) -> Selector:
        """The same tree as a parsel.Selector, for XPath and whatever else the counted selectors do not offer."""
        return Selector(root=self.root, type="html")

    @cached_property
    def index(self) -> Index:
        """Elements by id, class, itemprop and tag, and all runs of text: the one pass over the tree."""
        has_items = self._has_rdfa or self.mentions("itemprop")
        index = build_index(self.root, itemprops=has_items)
        if _ADDRESS in index.class_values:
            _restore_addresses(index.class_values[_ADDRESS])
            index = build_index(self.root, itemprops=has_items)
        return index

    @cached_property
    def structured(self) -> Structured:
        """JSON-LD, microdata and meta tags."""
        return Structured(
            json_ld=read_json_ld(self.index.tags.get("script", [])),
            microdata=read_microdata(self.index.itemscopes, self.index.itemprops),
            meta=read_meta(self.index.tags.get("meta", [])),
        )

    @cached_property
    def url(self) -> str | None:
        """The page's URL: as given, else what the page says of itself (canonical link, og:url).

        Archives' prefixes removed.
        """
        if self.given_url is not None and not self.given_url.startswith("file:"):
            return self.given_url
        canonical = next(
            (
                link.get("href")
                for link in self.index.tags.get("link", [])
                if (link.get("rel") or "").lower() == "canonical"
            ),
            None,
        )
        for said in (canonical, *self.structured.meta.get("og:url", [])):
            url = _ARCHIVED.sub("", (said or "").strip())
            if url.startswith(("http://", "https://")) and urlsplit(url).hostname:
                return url
        return None

    @cached_property
    def site(self) -> str | None:
        """The host without `www.`, or None when the page tells no URL."""
        try:
            host = urlsplit(self.url or "").hostname
        except ValueError:
            return None
        return host.lower().removeprefix("www.") if host else None

    @cached_property
    def site_name(self) -> str:
        """What the site calls itself, else its host: the source of its own scores."""
        said = next(iter(self.structured.meta.get("og:site_name", [])), "")
        return said if 0 < len(said) <= LONGEST_SITE_NAME else self.site or "site"

    @cached_property
    def language(self) -> str | None:
        """The language that the page declares, as it writes it (`ru`, `pt-BR`)."""
        declared = self.root.get("lang") or self.root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        return declared.strip()[:20] or None

    def absolute(self, link: str) -> str | None:
        """An http(s) URL for a link on the page, or None where it is none."""
        try:
            joined = urljoin(self.url or "", link.strip())
        except ValueError:
            return None
        return joined if joined.startswith(("http://", "https://")) else None

    def node(self, element: Element) -> "Node":
        return Node(self, element)

    def many(self, css: str, *, at_least: int = 0) -> "list[Node]":
        """Every match, in document order. SelectorDrift when fewer than `at_least`."""
        return _many(self, None, css, at_least)

    def one(self, css: str) -> "Node":
        """The only match. SelectorDrift when there is none, or more than one."""
        return _one(self, None, css)

    def maybe(self, css: str) -> "Node | None":
        """The only match, or None. SelectorDrift when there is more than one."""
        return _maybe(self, None, css)

    def first(self, css: str) -> "Node | None":
        """The first match, or None: where a page repeats itself."""
        return _first(self, None, css)

    def has(self, css: str) -> bool:
        """Whether anything matches."""
        return matches(self.index, css)


class Node:
    """One element of a page."""

    __slots__ = ("element", "page")

    def __init__(self, page: Page, element: Element) -> None:
        self.page = page
        self.element = element

    def __repr__(self) -> str:
        return f"<Node {self.place}>"

    @property
    def tag(self) -> str:
        return str(self.element.tag)

    @property
    def text(self) -> str:
        """The visible text, white space folded; blocks and cells do not run into each other."""
        return visible_text(self.element)

    @property
    def own_text(self) -> str:
        """The text that stands directly in this element, without its children's."""
        parts = [self.element.text or "", *(child.tail or "" for child in self.element)]
        return " ".join(" ".join(parts).split())

    @property
    def tail(self) -> str:
        """The text that follows this element, up to the next one: `<b>Type:</b> TV`."""
        return " ".join((self.element.tail or "").split())

    @property
    def place(self) -> str:
        """Where it stands, as a short CSS path."""
        return place_of(self.element)

    @property
    def parent(self) -> "Node | None":
        parent = self.element.getparent()
        return None if parent is None else Node(self.page, parent)

    @property
    def next(self) -> "Node | None":
        """The element that follows under the same parent."""
        following = self.element.getnext()
        return None if following is None else Node(self.page, following)

    def attr(self, name: str) -> str | None:
        """An attribute, trimmed; None when absent or empty."""
        return (self.element.get(name) or "").strip() or None

    def many(self, css: str, *, at_least: int = 0) -> "list[Node]":
        """Like Page.many, inside this element."""
        return _many(self.page, self.element, css, at_least)

    def one(self, css: str) -> "Node":
        """Like Page.one, inside this element."""
        return _one(self.page, self.element, css)

    def maybe(self, css: str) -> "Node | None":
        """Like Page.maybe, inside this element."""
        return _maybe(self.page, self.element, css)

    def first(self, css: str) -> "Node | None":
        """Like Page.first, inside this element."""
        return _first(self.page, self.element, css)

    def has(self, css: str) -> bool:
        """Whether anything inside matches."""
        return bool(select(self.page.index, self.element, css))


def _many(page: Page, scope: Element | None, css: str, at_least: int) -> list[Node]:
    found = select(page.index, scope, css)
    if len(found) < at_least:
        raise SelectorDrift(css, len(found), f"at least {at_least} elements")
    return [Node(page, element) for element in found]


def _one(page: Page, scope: Element | None, css: str) -> Node:
    found = select(page.index, scope, css)
    if len(found) != 1:
        raise SelectorDrift(css, len(found), "one element")
    return Node(page, found[0])


def _maybe(page: Page, scope: Element | None, css: str) -> Node | None:
    found = select(page.index, scope, css)
    if len(found) > 1:
        raise SelectorDrift(css, len(found), "at most one element")
    return Node(page, found[0]) if found else None


def _first(page: Page, scope: Element | None, css: str) -> Node | None:
    found = select(page.index, scope, css)
    return Node(page, found[0]) if found else None


def visible_text(element: Element, limit: int | None = None) -> str:
    """What a person reads inside an element, white space folded; script, style and the like left out.

    With a limit, at least so many characters of it, and not much more: enough to see that it is long.
    """
    if element.tag in INVISIBLE:
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join("".join(_runs(element, limit)).split())


def _runs(element: Element, limit: int | None) -> list[str]:
    """The pieces of text inside an element in reading order, with a space where a block begins or ends.

    With a limit they stop where so many characters that are no white space have gone by.
    """
    runs = [element.text or ""]
    rough = len(runs[0])
    open_elements = [(element, iter(element))]
    while open_elements:
        parent, children = open_elements[-1]
        child = next(children, None)
        if child is None:
            open_elements.pop()
            run = _behind(parent) if open_elements else ""
        elif child.tag in INVISIBLE:
            run = child.tail or ""
        else:
            run = child.text or ""
            if child.tag in BLOCKS:
                run = f" {run}"
            if len(child):
                open_elements.append((child, iter(child)))
            else:
                run += _behind(child)
        if run:
            runs.append(run)
            rough += len(run)
            if limit is not None and rough >= limit:
                runs, rough = _counted(runs)
                if rough >= limit:
                    break
    return runs


def _counted(runs: list[str]) -> tuple[list[str], int]:
    """Runs as one, white space folded, so that nothing is counted twice; and its characters that are none."""
    text = "".join(runs)
    words = text.split()
    return [" ".join(words) + text[-1:] if text[-1:].isspace() else " ".join(words)], sum(map(len, words))


def _behind(element: Element) -> str:
    tail = element.tail or ""
    return f" {tail}" if element.tag in BLOCKS else tail


_ADDRESS = "__cf_email__"


def _restore_addresses(elements: list[Element]) -> None:
    """Undoes Cloudflare's hiding of e-mail addresses, which takes every "@" in a title for one: `[email protected]`."""
    for element in elements:
        hidden = element.get("data-cfemail")
        if hidden and _HEX.fullmatch(hidden):
            key, *letters = bytes.fromhex(hidden)
            del element[:]
            element.text = bytes(letter ^ key for letter in letters).decode("utf-8", "replace")


def place_of(element: Element) -> str:
    """A short CSS path to an element: up to the nearest id, at most six steps.

    >>> place_of(Page(None, "<div id=a><p class='x y'>t</p></div>").one("p").element)
    '#a > p.x'
    """
    steps: list[str] = []
    current: Element | None = element
    while current is not None and len(steps) < _PATH_LENGTH:
        identifier = (current.get("id") or "").split()
        if identifier:
            steps.append(f"#{identifier[0]}")
            break
        classes = (current.get("class") or "").split()
        steps.append(f"{current.tag}.{classes[0]}" if classes else str(current.tag))
        current = current.getparent()
    return " > ".join(reversed(steps))
