"""URLs of other databases: which database, and the key."""

import pytest

from aggregator.normalize.ids import database_id

FORMATS = [
    ("https://myanimelist.net/anime/918", "mal", "918"),
    ("http://www.myanimelist.net/anime.php?id=918", "mal", "918"),
    ("https://anilist.co/anime/918/Gintama/", "anilist", "918"),
    ("https://anidb.net/anime/3468", "anidb", "3468"),
    ("https://anidb.net/a3468", "anidb", "3468"),
    ("//www.animenewsnetwork.com/encyclopedia/anime.php?id=6236", "ann", "6236"),
    ("https://kitsu.app/anime/gintama", "kitsu", "gintama"),
    ("https://www.anime-planet.com/anime/gintama", "anime-planet", "gintama"),
    ("https://www.livechart.me/anime/1200?utm_source=x", "livechart", "1200"),
    ("https://simkl.com/anime/37171/gintama", "simkl", "37171"),
    ("https://m.imdb.com/title/tt0988818/", "imdb", "tt0988818"),
    ("https://www.themoviedb.org/tv/57041-gintama", "tmdb", "tv/57041"),
    ("https://www.themoviedb.org/movie/149", "tmdb", "movie/149"),
    ("https://thetvdb.com/?tab=series&id=79895", "tvdb", "79895"),
    ("https://thetvdb.com/series/gintama", "tvdb", "gintama"),
    ("https://shikimori.one/animes/z918-gintama", "mal", "918"),
]
NO_KEY = [
    "",
    "https://myanimelist.net/",
    "https://myanimelist.net/profile/918",
    "https://myanimelist.net/anime/season",
    "https://anilist.co/search/anime",
    "https://example.org/anime/918",
    "https://myanimelist.net.example.org/anime/918",
    "/anime/918",
    "mailto:someone@myanimelist.net/anime/918",
    "https://www.imdb.com/title/tt1/",
]


@pytest.mark.parametrize(("url", "source", "key"), FORMATS)
def test_names_the_database_and_the_key(url: str, source: str, key: str) -> None:
    found = database_id(url)
    assert found is not None
    assert (found.source, found.id) == (source, key)


@pytest.mark.parametrize("url", NO_KEY)
def test_no_other_url_names_a_key(url: str) -> None:
    assert database_id(url) is None


def test_a_long_url_takes_no_time() -> None:
    assert database_id("https://thetvdb.com/?" + "&id=" * 50_000) is None
