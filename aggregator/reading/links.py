"""Links to other databases: which database, and the work's key there."""

import re
from functools import lru_cache

from aggregator.model import DatabaseId

DATABASES: tuple[tuple[str, str, str], ...] = (
    ("mal", "myanimelist.net", r"/anime(?:/|\.php\?id=)(\d+)"),
    ("anilist", "anilist.co", r"/anime/(\d+)"),
    ("anidb", "anidb.net", r"/(?:anime/|a|perl-bin/animedb\.pl\?show=anime&aid=)(\d+)"),
    ("anidb", "anidb.info", r"/(?:anime/|a|perl-bin/animedb\.pl\?show=anime&aid=)(\d+)"),
    ("ann", "animenewsnetwork.com", r"/encyclopedia/anime\.php\?id=(\d+)"),
    ("ann", "animenewsnetwork.cc", r"/encyclopedia/anime\.php\?id=(\d+)"),
    ("kitsu", "kitsu.io", r"/anime/([\w-]+)"),
    ("kitsu", "kitsu.app", r"/anime/([\w-]+)"),
    ("kitsu", "hummingbird.me", r"/anime/([\w-]+)"),
    ("anime-planet", "anime-planet.com", r"/anime/([a-z0-9-]+)"),
    ("anisearch", "anisearch.com", r"/anime/(\d+)"),
    ("anisearch", "anisearch.de", r"/anime/(\d+)"),
    ("livechart", "livechart.me", r"/anime/(\d+)"),
    ("simkl", "simkl.com", r"/(?:anime|tv|movies)/(\d+)"),
    ("imdb", "imdb.com", r"/title/(tt\d{6,9})"),
    ("tmdb", "themoviedb.org", r"/(?:tv|movie)/(\d+)"),
    ("tvdb", "thetvdb.com", r"/\?(?:.*&)?(?:id|seriesid)=(\d+)"),
    ("tvdb", "thetvdb.com", r"/(?:series|movies|dereferrer/series)/([\w-]+)"),
)
"""Source, host, and the path that holds the key."""

_HOST = re.compile(
    r"^(?:https?:)?//(?:[\w-]+\.){0,3}?(?P<host>"
    + "|".join(sorted({re.escape(host) for _, host, _ in DATABASES}))
    + r")(?P<rest>[/?][^\s#]{0,300})",
    re.IGNORECASE,
)
_ANY = re.compile("|".join(sorted({re.escape(host) for _, host, _ in DATABASES})), re.IGNORECASE)
_KEYS = [
    (
        source,
        host,
        re.compile(
            r"^(?:/[a-z]{2})?(?:/encyclopedia(?=/anime/))?"
            + pattern
            + (r"(?=$|[/?&#])" if pattern.endswith(("+)", "+")) else ""),
            re.IGNORECASE,
        ),
    )
    for source, host, pattern in DATABASES
]
_NO_KEY = frozenset(
    {
        "all",
        "top",
        "upcoming",
        "season",
        "seasons",
        "airing",
        "tags",
        "genre",
        "search",
        "random",
        "recommendations",
        "producer",
        "watch-online",
        "years",
        "studios",
    }
)


def id_of_link(link: str) -> DatabaseId | None:
    """The key that a link names, or None.

    >>> id_of_link("https://myanimelist.net/anime/1535/Death_Note")
    DatabaseId(source='mal', id='1535')
    >>> id_of_link("https://example.org/anime/1535") is None
    True
    """
    matched = _HOST.match(link[:400])
    if matched is None:
        return None
    host, rest = matched["host"].lower(), matched["rest"]
    for source, known_host, pattern in _KEYS:
        if known_host == host:
            key = pattern.match(rest)
            if key is not None and key.group(1).lower() not in _NO_KEY:
                return DatabaseId(source, key.group(1))
    return None


def names_database(link: str) -> bool:
    """Whether a link may lead to a known database: a fast look before the exact one."""
    return _ANY.search(link) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def own_id(url: str | None, pattern: str) -> str | None:
    """The first group of a pattern found in the page's own URL."""
    found = _compiled(pattern).search((url or "")[:400])
    return found.group(1) if found else None
