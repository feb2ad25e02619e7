"""Links: the pages that a sitemap, a feed, an interface or a page names. Nothing in them is expanded or fetched."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from typing import TypeAlias
from urllib.parse import parse_qsl, urljoin, urlsplit

import msgspec
from lxml import etree

from aggregator.page import Element, Page
from aggregator.resolve.pages import canonical_url

MAX_LINKS = 50_000
"""What one sitemap may hold by its standard."""
MAX_BYTES = 50 * 1024 * 1024
"""Likewise, unpacked."""
_LISTS = {"urlset": "sitemap", "sitemapindex": "sitemap index", "rss": "feed", "RDF": "feed", "feed": "feed"}
_ENTRIES = frozenset({"url", "sitemap", "item", "entry"})
_GZIP = b"\x1f\x8b"
MAX_LINKS_OF_A_PAGE = 2000
"""What is looked at of one page's links."""
MOST_KEYS = 50
"""A query with more keys names a search, and no page."""
POSTS_A_PAGE = 100
"""The most that WordPress' interface names at once."""
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml"})
_PAGE_NUMBERS = frozenset({"page", "paged", "pagenum", "pg", "seite", "pagina", "offset", "start"})
"""Keys of a query that number the pages of a list. Not `p`: WordPress' posts have it."""
_PAGE_IN_PATH = re.compile(r"/(?:page|seite|pagina|p)[/-]?\d{1,7}/?$")
_NO_PAGES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|mjs|woff2?|ttf|pdf|zip|rar|7z|gz|torrent|mp[34]|mkv|avi|webm|exe|apk"
    r"|xml|rss|atom|txt)$"
    r"|/(?:wp-admin|wp-login\.php|wp-json|xmlrpc\.php|feed|login|log-in|signin|register|signup|logout|cart|checkout"
    r"|account|search|comment-page-\d{1,7}|cdn-cgi)(?:/|$)",
    re.IGNORECASE,
)
"""Paths of what is no page of content."""
_STEP = r"[A-Za-z0-9_~-][A-Za-z0-9_~.-]*"
_PLAIN_LINK = re.compile(rf"(?:https?://[a-z0-9.-]+(?::[0-9]{{1,5}})?)?/(?:{_STEP}/)*(?:{_STEP})?")
"""The usual link, absolute or from the site's root, which needs no parsing to be joined."""
_NO_CONTENT = frozenset({"replytocom", "share", "s", "q", "add-to-cart", "action", "sid", "phpsessid", "jsessionid"})
"""Keys of a query that name an act or a visitor, and no page."""


@dataclass(frozen=True, slots=True)
class LinkList:
    """A document that names pages."""

    kind: str
    """`sitemap`, `sitemap index` or `feed`."""
    links: tuple[str, ...]
    """Absolute, in the order of the document, each once."""
    is_cut: bool
    """Whether it names more than is followed."""
    modified: Mapping[str, float] = field(default_factory=dict)
    """Link to when it says that the page changed last, in seconds since 1970; a date without a time is its end."""


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
    links: dict[str, float | None] = {}
    for link, changed in _linked(content):
        links[urljoin(base, link.strip())] = changed
        if len(links) > MAX_LINKS:
            break
    modified = {link: changed for link, changed in links.items() if changed is not None}
    return LinkList(kind, tuple(links)[:MAX_LINKS], is_cut=len(links) > MAX_LINKS, modified=modified)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a page links, absolute, in the order of the page, each once."""

    pages: tuple[str, ...] = ()
    """What may be pages of content."""
    further: tuple[str, ...] = ()
    """Further pages of the same list."""
    feeds: tuple[str, ...] = ()
    interface: str | None = None
    """Where WordPress' own interface begins."""
    canonical: str | None = None
    """The page's own address, as it says."""


class _Post(msgspec.Struct):
    link: str


def outgoing(page: Page, base: str) -> Outgoing:
    """What a page links. Nothing that it asks crawlers not to follow.

    >>> html = "<a href='/a'>A</a> <a href='/list?page=2'>2</a> <a href='/b' rel=nofollow>B</a> <a href='/c.jpg'>C</a>"
    >>> found = outgoing(Page(None, html), "https://example.org/list")
    >>> found.pages, found.further
    (('https://example.org/a',), ('https://example.org/list?page=2',))
    """
    tags = page.index.tags
    heads = _heads(page)
    base = _base(page, base)
    canonical = _canonical(heads, base)
    asks_not_to = any(
        (meta.get("name") or "").lower() == "robots" and "nofollow" in (meta.get("content") or "").lower()
        for meta in tags.get("meta", [])
    )
    if asks_not_to:
        return Outgoing(canonical=canonical)
    anchors = [(a.get("rel") or "", a.get("href") or "") for a in tags.get("a", [])[:MAX_LINKS_OF_A_PAGE]]
    nexts = [("next", href) for rel, href, _ in heads if "next" in rel]
    pages: dict[str, None] = {}
    further: dict[str, None] = {}
    for said, href in dict.fromkeys((rel, href.partition("#")[0].strip()) for rel, href in (*nexts, *anchors)):
        rel = _words(said)
        link = _joined(base, href) if href and "nofollow" not in rel else None
        if link is None or not is_content(link):
            continue
        (further if "next" in rel or is_further(link, base) else pages)[link] = None
    return Outgoing(
        pages=tuple(pages),
        further=tuple(further),
        feeds=tuple(
            link
            for rel, href, element in heads
            if "alternate" in rel and element.get("type") in _FEEDS and "comments" not in href
            if (link := _joined(base, href))
        ),
        interface=next((_joined(base, href) for rel, href, _ in heads if "https://api.w.org/" in rel), None),
        canonical=canonical,
    )


def canonical_of(page: Page, base: str) -> str | None:
    """The page's own address alone, as it says.

    >>> canonical_of(Page(None, "<link rel=canonical href=/a>"), "https://example.org/a?from=list")
    'https://example.org/a'
    """
    return _canonical(_heads(page), _base(page, base))


def is_further(link: str, base: str) -> bool:
    """Whether a link leads to another page of the same list.

    >>> is_further("https://example.org/reviews/page/3/", "https://example.org/reviews/")
    True
    >>> is_further("https://example.org/reviews/page-turner/", "https://example.org/reviews/")
    False
    """
    if not ("?" in link or "%" in link or _PAGE_IN_PATH.search(link)):
        return False
    list_of_link = _list(link)
    return list_of_link != canonical_url(link) and list_of_link == _list(base)


def is_content(link: str) -> bool:
    """Whether a link may lead to a page of content, by its looks."""
    address, _, query = link.partition("?")
    if len(query) > 1000 or query.count("&") >= MOST_KEYS:
        return False
    keys = {key.lower() for key, _ in parse_qsl(query)}
    path = address.partition("://")[2].partition("/")[2]
    return not (_NO_PAGES.search(f"/{path[:1000]}") or keys & _NO_CONTENT)


def read_posts(content: bytes, base: str) -> tuple[str, ...]:
    """The posts that WordPress' interface names; none where it answers something else."""
    try:
        posts = msgspec.json.decode(content, type=list[_Post])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ()
    return tuple(link for post in posts[:POSTS_A_PAGE] if (link := _joined(base, post.link)))


def posts_of(interface: str, number: int) -> str:
    """Where WordPress' interface names its posts, page by page.

    >>> posts_of("https://example.org/wp-json/", 1)
    'https://example.org/wp-json/wp/v2/posts?_fields=link&per_page=100&page=1'
    """
    path = f"{interface.rstrip('/')}/wp/v2/posts"
    return f"{path}{'&' if '?' in path else '?'}_fields=link&per_page={POSTS_A_PAGE}&page={number}"


_Head: TypeAlias = tuple[frozenset[str], str, Element]
"""A <link> of a page: the words of its relation, where it leads, and itself."""


def _heads(page: Page) -> list[_Head]:
    return [
        (_words(link.get("rel")), (link.get("href") or "").strip(), link) for link in page.index.tags.get("link", [])
    ]


def _base(page: Page, base: str) -> str:
    """Where a page's links begin."""
    for start in page.index.tags.get("base", [])[:1]:
        base = _joined(base, start.get("href") or "") or base
    return base


def _canonical(heads: list[_Head], base: str) -> str | None:
    return next((_joined(base, href) for rel, href, _ in heads if "canonical" in rel and href), None)


def _list(link: str) -> str:
    """The list that a page is of: its address without the number."""
    parts = urlsplit(canonical_url(link))
    query = "&".join(part for part in parts.query.split("&") if part.partition("=")[0].lower() not in _PAGE_NUMBERS)
    return parts._replace(path=_PAGE_IN_PATH.sub("", parts.path).rstrip("/"), query=query).geturl()


def _joined(base: str, href: str) -> str | None:
    """An absolute http(s) link without its fragment, None for anything else."""
    if _PLAIN_LINK.fullmatch(href):
        return f"{_root_of(base)}{href}" if href.startswith("/") else href
    try:
        link = urljoin(base, href).partition("#")[0]
        parts = urlsplit(link)
    except ValueError:
        return None
    return link if parts.scheme in {"http", "https"} and parts.hostname else None


@lru_cache
def _root_of(base: str) -> str:
    return urljoin(base, "/").removesuffix("/")


@lru_cache
def _words(value: str | None) -> frozenset[str]:
    return frozenset((value or "").lower().split())


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


def _linked(content: bytes) -> Iterator[tuple[str, float | None]]:
    """What each entry links, and when that changed last."""
    for _, element in _events(content, "end"):
        if _name(element) in _ENTRIES:
            told = next((child.text for child in element if _name(child) in {"lastmod", "updated"}), None)
            changed = read_moment(told or "")
            for link in _links_of(element):
                yield link, changed
            element.clear()


def read_moment(text: str) -> float | None:
    """When something was, in seconds since 1970: a date of W3C's form. None where the text is none.

    Without a time it is the end of that day: it may have been then.

    >>> read_moment("1970-01-01T01:00:00+01:00"), read_moment("1970-01-01"), read_moment("yesterday")
    (0.0, 86400.0, None)
    """
    text = text.strip()[:40]
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return (moment + timedelta(days=1) if len(text) <= len("1970-01-01") else moment).timestamp()
    except (ValueError, OverflowError):
        return None


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
