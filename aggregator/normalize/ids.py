"""URLs of other databases to the work's key there: `https://myanimelist.net/anime/1535` is mal 1535."""

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
    ("mal", "shikimori.one", r"/animes/[a-z]?(\d+)(?:-[^/?#]*)?"),  # Shikimori counts with MyAnimeList's keys
    ("mal", "shikimori.me", r"/animes/[a-z]?(\d+)(?:-[^/?#]*)?"),
    ("imdb", "imdb.com", r"/title/(tt\d{6,9})"),
    ("tmdb", "themoviedb.org", r"/((?:tv|movie)/\d+)(?:-[^/?#]*)?"),
    ("tvdb", "thetvdb.com", r"/\?(?:.*&)?(?:id|seriesid)=(\d+)"),
    ("tvdb", "thetvdb.com", r"/(?:series|movies|dereferrer/series)/([\w-]+)"),
)
"""Source, host, and the path that holds the key."""

_KEYS: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for _source, _host, _pattern in DATABASES:
    _ends = r"(?=$|[/?&#])" if _pattern.endswith(("+)", "+))", ")?")) else ""
    _KEYS.setdefault(_host, []).append(
        (_source, re.compile(r"(?:/[a-z]{2})?(?:/encyclopedia(?=/anime/))?" + _pattern + _ends, re.IGNORECASE))
    )
_NO_KEY = frozenset(
    {
        *("all", "top", "upcoming", "season", "seasons", "airing", "tags", "genre", "search", "random"),
        *("recommendations", "producer", "watch-online", "years", "studios"),
    }
)
"""Words that stand where a key would stand."""
_HOST_END = re.compile(r"[/?#]")


@lru_cache(maxsize=4096)
def is_database(host: str) -> bool:
    """Whether a host is that of a database whose URLs hold keys.

    >>> is_database("www.anidb.net"), is_database("example.org")
    (True, False)
    """
    return _domain(host) in _KEYS


def _domain(host: str) -> str:
    return ".".join(host.lower().split(".")[-2:])


def database_id(url: str) -> DatabaseId | None:
    """The work's key in another database, as a URL of that database tells it; None for every other URL.

    >>> database_id("https://myanimelist.net/anime/1535/Death_Note")
    DatabaseId(source='mal', id='1535')
    >>> database_id("https://example.org/anime/1535") is None
    True
    """
    start = url.find("//", 0, 8) + 2
    if start < 2:
        return None
    end = _HOST_END.search(url, start)
    if end is None:
        return None
    for source, pattern in _KEYS.get(_domain(url[start : end.start()]), ()):
        key = pattern.match(url[:400], end.start())
        if key is not None and key.group(1).lower() not in _NO_KEY:
            return DatabaseId(source, key.group(1))
    return None
