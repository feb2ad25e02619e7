"""Names: what a page and its host are known by, however a URL is spelt."""

import hashlib
from urllib.parse import urlsplit

from aggregator.resolve.pages import canonical_url


def key_of(url: str) -> str:
    """What a page is known by, however its URL is spelt: 24 hex digits.

    >>> key_of("http://www.example.org/a/?utm_source=x") == key_of("https://example.org/a")
    True
    """
    return hashlib.blake2b(canonical_url(url).encode("utf-8", "replace"), digest_size=12).hexdigest()


def host_of(url: str) -> str:
    """The host, without the prefix `www.` that means nothing.

    >>> host_of("https://www.example.org:8000/a")
    'example.org'
    """
    return (urlsplit(url).hostname or "").removeprefix("www.")
