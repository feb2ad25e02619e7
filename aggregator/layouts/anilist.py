"""AniList: the answer of its GraphQL API about one Media, and its page as a browser renders it.

The average score is weighted and the mean score is not: both are the same votes, so only one is read. Studios and
producers share a list; `isAnimationStudio` tells them apart. Popularity and favourites are no votes.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import ClassVar
from urllib.parse import urlsplit

from aggregator.model import AnimeType, DatabaseId, Season, Status, Title
from aggregator.normalize.scores import parse_score
from aggregator.page import Json, Node, Page
from aggregator.reading.layout import Facts, Ids, Layout, Scores, Text, Texts, Titles, at
from aggregator.reading.paths import get, get_count, get_list, get_text, get_texts

_TYPES = {
    "TV": AnimeType.TV,
    "TV_SHORT": AnimeType.TV_SHORT,
    "MOVIE": AnimeType.MOVIE,
    "SPECIAL": AnimeType.SPECIAL,
    "OVA": AnimeType.OVA,
    "ONA": AnimeType.ONA,
    "MUSIC": AnimeType.MUSIC,
}
_STATUSES = {
    "FINISHED": Status.FINISHED,
    "RELEASING": Status.ONGOING,
    "NOT_YET_RELEASED": Status.UPCOMING,
    "CANCELLED": Status.CANCELLED,
    "HIATUS": Status.HIATUS,
}
_NATIVE = {"JP": "ja", "KR": "ko", "CN": "zh", "TW": "zh-TW"}
"""The native title is in the language of the country of origin, the romaji title the same in Latin letters."""
_ONE_ANIME = re.compile(r"/anime/\d+(?:/[^/]*)?/?$")
_MARKUP = re.compile(r"<[^<>]{0,200}>")
_CREDIT = re.compile(r"\(Source: [^()]{1,80}\)\s*$")


class Anilist(Layout):
    """`{"data": {"Media": {…}}}`."""

    precedence = 20
    never_states = frozenset({"audio_languages", "season_number", "stated_average", "verdict"})

    def claims(self, page: Page) -> bool:
        data = get(page.json, "data")
        return isinstance(data, dict) and bool(data.keys() & {"Media", "Page"})

    def refuses(self, page: Page) -> str | None:
        media = _media(page)
        if media is None:
            return "a list, or an answer that holds no Media"
        return "about a manga" if get(media, "type") == "MANGA" else None

    def headline(self, page: Page) -> Text:
        return self.title(page)

    def title(self, page: Page) -> Text:
        titles = get(_media(page), "title")
        kinds = ("userPreferred", "romaji", "english", "native")
        return next((title for kind in kinds if (title := get_text(titles, kind))), None)

    def alternative_titles(self, page: Page) -> Titles:
        media = _media(page)
        native = _NATIVE.get(get_text(media, "countryOfOrigin") or "")
        languages = {"romaji": native and f"{native.split('-')[0]}-Latn", "english": "en", "native": native}
        for kind, language in languages.items():
            if title := get_text(media, "title", kind):
                yield Title(title, language)
        yield from (Title(title) for title in get_texts(media, "synonyms"))

    def type(self, page: Page) -> Text | AnimeType:
        kind = get_text(_media(page), "format")
        return _TYPES.get(kind, kind) if kind else None

    def episodes(self, page: Page) -> int | None:
        return get_count(_media(page), "episodes") or None

    def duration_seconds(self, page: Page) -> int | None:
        minutes = get_count(_media(page), "duration")
        return minutes * 60 if minutes else None

    def status(self, page: Page) -> Text | Status:
        word = get_text(_media(page), "status")
        return _STATUSES.get(word, word) if word else None

    def start_date(self, page: Page) -> Text:
        return _date(get(_media(page), "startDate"))

    def end_date(self, page: Page) -> Text:
        return _date(get(_media(page), "endDate"))

    def year(self, page: Page) -> int | None:
        return get_count(_media(page), "seasonYear")

    def season(self, page: Page) -> Season | None:
        word = get_text(_media(page), "season")
        return Season(word) if word in set(Season) else None

    def genres(self, page: Page) -> Texts:
        return get_texts(_media(page), "genres")

    def tags(self, page: Page) -> Texts:
        return get_texts(_media(page), "tags", "name")

    def studios(self, page: Page) -> Texts:
        return [name for name, animates in _companies(page) if animates]

    def producers(self, page: Page) -> Texts:
        return [name for name, animates in _companies(page) if not animates]

    def source_material(self, page: Page) -> Text:
        """Printed in capitals in the API, LIGHT_NOVEL, and as words on the site."""
        return get_text(_media(page), "source")

    def scores(self, page: Page) -> Scores:
        media = _media(page)
        value = get_count(media, "averageScore") or get_count(media, "meanScore")
        counts = [get_count(step, "amount") or 0 for step in get_list(media, "stats", "scoreDistribution")]
        if value:
            yield parse_score(str(value), source="AniList", scale_max=100, votes=sum(counts) or None)

    def synopsis(self, page: Page) -> Text:
        text = unescape(_MARKUP.sub(" ", get_text(_media(page), "description") or ""))
        return _CREDIT.sub("", text).strip() or None

    def image(self, page: Page) -> Text:
        covers = get(_media(page), "coverImage")
        return get_text(covers, "extraLarge") or get_text(covers, "large") or get_text(covers, "medium")

    def ids(self, page: Page) -> Ids:
        media = _media(page)
        for source, key in (("anilist", "id"), ("mal", "idMal")):
            if number := get_count(media, key):
                yield DatabaseId(source, str(number))
        yield from get_texts(media, "externalLinks", "url")


def _media(page: Page) -> Json:
    return get(page.json, "data", "Media")


def _date(parts: Json) -> str | None:
    """A date as precise as it is known: `{"year": 2024, "month": 1, "day": null}` is 2024-01."""
    year, month, day = (get_count(parts, key) for key in ("year", "month", "day"))
    if not year:
        return None
    return f"{year:04d}" + (f"-{month:02d}" + (f"-{day:02d}" if day else "") if month else "")


def _companies(page: Page) -> Iterator[tuple[str, bool]]:
    """The name of each company, and whether it animated."""
    studios = get(_media(page), "studios")
    for company in get_list(studios, "edges") or get_list(studios, "nodes"):
        node = get(company, "node") or company
        animates, is_main = get(node, "isAnimationStudio"), get(company, "isMain")
        if name := get_text(node, "name"):
            yield name, bool(animates if animates is not None else is_main is not False)


class AnilistPage(Layout):
    """The page as a browser renders it: sets of a type and a value beside the text."""

    name = "anilist_page"
    hosts = ("anilist.co",)
    never_states = frozenset({"audio_languages", "season_number", "stated_average", "verdict"})
    settles = frozenset(
        {"alternative_titles", "duration_seconds", "end_date", "episodes", "genres", "producers", "scores", "season"}
        | {"source_material", "start_date", "status", "studios", "tags", "type"}
    )
    labels: ClassVar[Mapping[str, str]] = {
        "format": "type",
        "episodes": "episodes",
        "episode duration": "duration_seconds",
        "duration": "duration_seconds",
        "status": "status",
        "start date": "start_date",
        "release date": "start_date",
        "end date": "end_date",
        "season": "premiered",
        "source": "source_material",
        "average score": "",
        "mean score": "",
        "popularity": "",
        "favorites": "",
        "airing": "",
        "hashtag": "",
        "studios": "",
        "producers": "",
        "genres": "",
        "romaji": "",
        "english": "",
        "native": "",
        "synonyms": "",
    }

    def claims(self, page: Page) -> bool:
        return self.at_home(page) and page.json is None

    def refuses(self, page: Page) -> str | None:
        return (
            None if _ONE_ANIME.match(urlsplit(page.url or "").path) else "a list, a manga or a part of a work's pages"
        )

    def facts(self, page: Page) -> Facts:
        for row in _sets(page):
            yield row.one(".type"), row.one(".value")

    def headline(self, page: Page) -> Text:
        return page.one(".header .content h1")

    def title(self, page: Page) -> Text:
        return page.one(".header .content h1")

    def alternative_titles(self, page: Page) -> Titles:
        for label, language in (("Romaji", "ja-Latn"), ("English", "en"), ("Native", None), ("Synonyms", None)):
            yield from (at(node, Title(node.text, language)) for node in _items(page, label))

    def genres(self, page: Page) -> Texts:
        return _items(page, "Genres")

    def tags(self, page: Page) -> Texts:
        return page.many(".sidebar .tags .tag .name")

    def studios(self, page: Page) -> Texts:
        return _items(page, "Studios")

    def producers(self, page: Page) -> Texts:
        return _items(page, "Producers")

    def scores(self, page: Page) -> Scores:
        for node in _items(page, "Average Score"):
            yield at(node, parse_score(node.text, source="AniList", scale_max=100))

    def synopsis(self, page: Page) -> Text:
        text = page.first(".header .content .description")
        return at(text, _CREDIT.sub("", text.text).strip()) if text else None

    def image(self, page: Page) -> Text:
        return page.first(".header img.cover")


def _sets(page: Page) -> list[Node]:
    return page.many(".sidebar .data .data-set", at_least=1)


def _items(page: Page, label: str) -> list[Node]:
    """The values of a set, one or a list of them."""
    for row in _sets(page):
        if row.one(".type").text == label:
            value = row.one(".value")
            return value.many("a") or value.many("span") or [value]
    return []
