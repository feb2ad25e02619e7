"""Shikimori: facts in lines of key and value, the status in an attribute, genres printed in two languages, one score.

Its numbers of works are MyAnimeList's, in the address behind at most one letter: /animes/z52991-…
"""

import re
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlsplit

from aggregator.model import Title
from aggregator.normalize.counts import parse_count
from aggregator.normalize.scores import parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Facts, Layout, Scores, Stated, Text, Texts, Titles, at

_ONE_ANIME = re.compile(r"/animes/[a-z]?\d+(?:-[^/]*)?/?$")
_OF_STUDIO = re.compile(r"^Аниме студии\s+")
_LANGUAGES = {"по-английски": "en", "по-японски": "ja", "английское": "en", "японское": "ja"}


class Shikimori(Layout):
    """Pages of anime on shikimori."""

    hosts = ("shikimori.one", "shikimori.me", "shikimori.org", "shikimori.io")
    never_states = frozenset({"audio_languages", "producers", "season_number", "stated_average", "verdict"})
    settles = frozenset(
        {"alternative_titles", "duration_seconds", "end_date", "episodes", "genres", "scores", "start_date", "status"}
        | {"studios", "synopsis", "tags", "type"}
    )
    labels: ClassVar[Mapping[str, str]] = {
        "тип": "type",
        "эпизоды": "episodes",
        "длительность эпизода": "duration_seconds",
        "первоисточник": "source_material",
        "статус": "",
        "жанр": "",
        "жанры": "",
        "тема": "",
        "темы": "",
        "рейтинг": "",
        "альтернативные названия": "",
        "лицензировано": "",
        "лицензировано в рф под названием": "",
        "лицензировано рф": "",
        "следующий эпизод": "",
    }

    def refuses(self, page: Page) -> str | None:
        return (
            None if _ONE_ANIME.match(urlsplit(page.url or "").path) else "a list, a person or a part of a work's pages"
        )

    def facts(self, page: Page) -> Facts:
        for line in _lines(page):
            yield line.one(".key"), line.one(".value")

    def headline(self, page: Page) -> Text:
        return page.one("header.head h1")

    def title(self, page: Page) -> Text:
        return self._titles(page)[0]

    def alternative_titles(self, page: Page) -> Titles:
        yield from self._titles(page)[1:]
        for label, language in _LANGUAGES.items():
            if value := _value(page, label):
                yield at(value, Title(value.text, language))
        yield _value(page, "лицензировано в рф под названием")

    def status(self, page: Page) -> Text:
        """The word is drawn by CSS from an attribute."""
        value = _value(page, "статус")
        tag = value.first(".b-anime_status_tag") if value else None
        return at(tag, tag.attr("data-text")) if tag else None

    def aired(self, page: Page) -> Text:
        value = _value(page, "статус")
        return at(value, value.text.removeprefix("на ")) if value else None

    def genres(self, page: Page) -> Texts:
        values = [_value(page, label) for label in ("жанры", "жанр", "темы", "тема")]
        return [word for value in values if value for word in value.many(".genre-ru") or value.many("a")]

    def studios(self, page: Page) -> Texts:
        """Often a logo: the name is its alternative text."""
        links = page.many('.c-info-right a[href*="/studio/"]')
        logos = [(link, link.first("img")) for link in links]
        names = [(link, (logo.attr("alt") or "") if logo else link.text) for link, logo in logos]
        return [at(link, _OF_STUDIO.sub("", name)) for link, name in names if name]

    def scores(self, page: Page) -> Scores:
        value = page.first(".scores .score-value")
        count = page.first(".scores [itemprop=ratingCount]")
        if value is not None:
            votes = parse_count(count.attr("content") or count.text) if count else None
            yield at(value, parse_score(value.text, source="Shikimori", scale_max=10, votes=votes))

    def synopsis(self, page: Page) -> Text:
        return page.first(".c-description .b-text_with_paragraphs")

    def image(self, page: Page) -> Text:
        return page.first(".c-poster img")

    def _titles(self, page: Page) -> list[Stated[str]]:
        """The Russian and the Latin title, a slash between them."""
        head = page.one("header.head h1")
        return [Stated(title.strip(), head) for title in head.text.rsplit(" / ", 1)]


def _lines(page: Page) -> list[Node]:
    return page.many(".b-entry-info .line-container .line", at_least=1)


def _value(page: Page, label: str) -> Node | None:
    return next(
        (line.one(".value") for line in _lines(page) if line.one(".key").text.rstrip(":").casefold() == label), None
    )
