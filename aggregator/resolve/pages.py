"""Pages as resolution sees them: when two addresses are one page, and which databases' ids name one work."""

import hashlib
import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

import msgspec

from aggregator.model import DatabaseId, Review
from aggregator.normalize.ids import database_id

_TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "ref", "ref_src", "_ga"}
)
_PLAIN_URL = re.compile(r"https?://(?:www\.)?([a-z0-9.-]+\.[a-z]+)((?:/(?!index\.php)[/A-Za-z0-9._~-]*)?)\Z")
"""The usual case, which needs no parsing."""
_PORTS = {"http": 80, "https": 443}

SERIES_DATABASES = frozenset({"imdb", "tmdb", "tvdb"})
"""Databases with one id for all seasons of a series: a shared id is strong evidence, but not for one work."""


def page_key(review: Review) -> str:
    """What names the page over runs: its canonical URL, else the saved path, else a hash of what it says.

    >>> page_key(Review(title="A", headline="A", url="http://www.Example.org/index.php/anime/A/?utm_source=x#top"))
    'https://example.org/anime/A'
    >>> page_key(Review(title="A", headline="A", saved_as="some/page.html"))
    'saved:some/page.html'
    """
    if review.url:
        return canonical_url(review.url)
    if review.saved_as:
        return f"saved:{review.saved_as}"
    return f"text:{hashlib.sha256(msgspec.json.encode(review)).hexdigest()[:24]}"


def source_of(review: Review) -> str:
    """How the anime's line names the page: its URL as read, or `saved:` and its path."""
    return review.url or page_key(review)


def key_of_source(source: str) -> str:
    """The page's key, from how an anime's line names it.

    >>> key_of_source("http://www.example.org/a/"), key_of_source("saved:a.html")
    ('https://example.org/a', 'saved:a.html')
    """
    return source if source.startswith(("saved:", "text:")) else canonical_url(source)


def site_of(review: Review) -> str | None:
    """The site that may have one page in an anime; None where nothing tells whose page it is."""
    if review.site:
        return review.site.lower().removeprefix("www.")
    return urlsplit(canonical_url(review.url)).hostname if review.url else None


def canonical_url(url: str) -> str:
    """One spelling for the addresses of one page; the path keeps its case, since many servers mind it.

    >>> canonical_url("HTTP://www.example.org:80/a%20b/?b=2&utm_medium=mail&a=1")
    'https://example.org/a%20b?a=1&b=2'
    >>> canonical_url("https://example.org/A") == canonical_url("https://example.org/a")
    False
    """
    if plain := _PLAIN_URL.match(url):
        return f"https://{plain[1]}{plain[2].rstrip('/')}"
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if parts.scheme not in _PORTS or not parts.hostname:
        return url.strip()
    host = parts.hostname.removeprefix("www.")
    if port and port != _PORTS[parts.scheme]:
        host = f"{host}:{port}"
    return SplitResult("https", host, _canonical_path(parts.path), _canonical_query(parts.query), "").geturl()


def _canonical_path(path: str) -> str:
    path = quote(unquote(path), safe="/:@!$&'()*+,;=~-._")
    path = path.removeprefix("/index.php") if path.startswith("/index.php/") else path
    return path.rstrip("/")


def _canonical_query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((k, v) for k, v in pairs if k not in _TRACKING and not k.startswith("utm_")))


def own_id(review: Review) -> DatabaseId | None:
    """The page's id in the database that its site is, as its URL tells it.

    Two pages that have one own id are one page under two addresses; a page that links this one names its work.
    """
    return database_id(review.url) if review.url else None
