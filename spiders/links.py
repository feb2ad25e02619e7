"""Links: the pages that a sitemap, a sitemap index or a feed names. Nothing in them is expanded or fetched."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urljoin

from lxml import etree

MAX_LINKS = 50_000
"""What one sitemap may hold by its standard."""
MAX_BYTES = 50 * 1024 * 1024
"""Likewise, unpacked."""
_LISTS = {"urlset": "sitemap", "sitemapindex": "sitemap index", "rss": "feed", "RDF": "feed", "feed": "feed"}
_ENTRIES = frozenset({"url", "sitemap", "item", "entry"})
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class LinkList:
    """A document that names pages."""

    kind: str
    """`sitemap`, `sitemap index` or `feed`."""
    links: tuple[str, ...]
    """Absolute, in the order of the document, each once."""
    is_cut: bool
    """Whether it names more than is followed."""


def read_links(content: bytes, base: str) -> LinkList | None:
    """The pages that a document names, or None where it is no sitemap and no feed, but perhaps a page.

    >>> read_links(b"<urlset><url><loc> https://example.org/a </loc></url></urlset>", "https://example.org/").links
    ('https://example.org/a',)
    >>> read_links(b"<html><p>A page</p></html>", "https://example.org/") is None
    True
    """
    content = _unpacked(content)
    kind = _LISTS.get(_root(content))
    if kind is None:
        return None
    links: dict[str, None] = {}
    for link in _linked(content):
        links[urljoin(base, link.strip())] = None
        if len(links) > MAX_LINKS:
            break
    return LinkList(kind, tuple(links)[:MAX_LINKS], is_cut=len(links) > MAX_LINKS)


def _unpacked(content: bytes) -> bytes:
    """A sitemap.xml.gz is the file itself, packed; whatever else is left as it is."""
    if not content.startswith(_GZIP):
        return content
    try:
        return zlib.decompressobj(wbits=31).decompress(content, MAX_BYTES)
    except zlib.error:
        return content


def _root(content: bytes) -> str:
    """The name of the document's element, without its namespace; empty where there is none."""
    if b"<" not in content[:1000] or b"<!doctype html" in content[:1000].lower():
        return ""
    for _, element in _events(content, "start"):
        return _name(element)
    return ""


def _linked(content: bytes) -> Iterator[str]:
    for _, element in _events(content, "end"):
        if _name(element) in _ENTRIES:
            yield from _links_of(element)
            element.clear()


def _links_of(entry: etree._Element) -> Iterator[str]:
    """The first of: a sitemap's <loc>, a feed's <link>, an Atom entry's link to the page, a <guid> that is a link."""
    for child in entry:
        name, text = _name(child), (child.text or "").strip()
        if name in {"loc", "link"} and text:
            yield text
            return
        if name == "link" and child.get("rel", "alternate") == "alternate" and child.get("href"):
            yield str(child.get("href"))
            return
    for child in entry:
        if (
            _name(child) == "guid"
            and child.get("isPermaLink", "true") == "true"
            and (child.text or "").startswith("http")
        ):
            yield str(child.text)
            return


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _events(content: bytes, event: str) -> Iterator[tuple[str, etree._Element]]:
    """lxml's, with everything off that reaches beyond the document."""
    try:
        yield from etree.iterparse(
            BytesIO(content),
            events=(event,),
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
    except etree.XMLSyntaxError:
        return
