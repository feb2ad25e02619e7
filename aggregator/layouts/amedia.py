"""Animedia (amedia.online, amedia.site …), two generations: four criteria that visitors rate, and their mean.

A criterion's value stands inside a <canvas>; `data-rated` is the visitor's own vote. The badge on the poster is called
"imdb" and shows Animedia's own score. Likes and dislikes stand beside it.
"""

import re
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlsplit

from aggregator.model import Score
from aggregator.normalize.counts import parse_votes
from aggregator.normalize.scores import parse_score
from aggregator.page import Page
from aggregator.reading.layout import Layout, Scores, Stated, Text, Texts, Titles, at
from aggregator.reading.runs import split_titles

_ONE_ANIME = re.compile(r"/\d+-[^/]+\.html$")
_QUOTED = re.compile(r"«([^«»]{1,300})»")
_SEASON = re.compile(r"\(\s*(\d{1,2}) сезон")
_TOTAL = re.compile(r"Всего - (\S{1,20})")
_STARTED = re.compile(r"выходит с (\d{1,2} \w{3,10} \d{4})")


class _Animedia(Layout):
    """What both generations share: the address, the headline in guillemets, the multirating box."""

    hosts = ("amedia.online", "amedia.site", "amedia.so", "amedia.cc", "amedia.lol", "amedia.top")
    never_states = frozenset({"audio_languages", "ids", "producers", "verdict"})
    settles = frozenset(
        {"duration_seconds", "end_date", "episodes", "genres", "scores", "season_number", "start_date"}
        | {"stated_average", "status", "studios", "tags", "type"}
    )
    heading: ClassVar[str]
    text: ClassVar[str]

    def refuses(self, page: Page) -> str | None:
        return None if _ONE_ANIME.search(urlsplit(page.url or "").path) else "a list or an episode of Animedia"

    def headline(self, page: Page) -> Text:
        return page.one(self.heading)

    def title(self, page: Page) -> Text:
        head = page.one(self.heading)
        found = _QUOTED.search(head.text)
        return at(head, found.group(1).strip()) if found else head

    def season_number(self, page: Page) -> Text:
        found = _SEASON.search(page.one(self.heading).text)
        return found.group(1) if found else None

    def scores(self, page: Page) -> Scores:
        total = self._total(page)
        if total is not None:
            yield total
            for item in page.many(".multirating-item"):
                value = item.one("canvas")
                criterion = item.one(".multirating-item-title").text
                yield at(value, parse_score(value.text, source=criterion, scale_max=10))

    def stated_average(self, page: Page) -> Text:
        """The total is the mean of the four criteria."""
        total = self._total(page)
        return total.node if total else None

    def _total(self, page: Page) -> Stated[Score] | None:
        value = page.maybe(".multirating-itog-rateval")
        count = page.maybe(".multirating-itog-votes")
        if value is None:
            return None
        votes = parse_votes(count.text) if count else None
        return at(value, parse_score(value.text, source="Animedia", scale_max=10, votes=votes))

    def synopsis(self, page: Page) -> Text:
        return page.maybe(self.text)


class Amedia(_Animedia):
    """The pages of today: labelled facts."""

    name = "amedia"
    fact_rows = ".pmovie__list li"
    heading = ".pmovie__header h1"
    text = ".pmovie__text"
    labels: ClassVar[Mapping[str, str]] = {
        "вышла серия": "episodes",
        "вышло серий": "episodes",
        "сезон года": "premiered",
        "год": "year",
        "статус": "status",
        "тип": "type",
        "студия": "studios",
        "режиссер": "",
        "режиссёр": "",
        "озвучка (kodik)": "",
        "озвучка": "",
    }

    def claims(self, page: Page) -> bool:
        return self.at_home(page) and not page.has(AmediaOld.heading)

    def alternative_titles(self, page: Page) -> Titles:
        yield page.maybe(".pmovie__main-info")
        run = page.maybe("#cours_sp")
        if run is not None:
            yield from split_titles(run.text)

    def genres(self, page: Page) -> Texts:
        return page.many(".pmovie__list .animli a")

    def start_date(self, page: Page) -> Text:
        """Behind the season: "Лето 2024, выходит с 3 июля 2024"."""
        found = _STARTED.search(page.one(".pmovie__list").text)
        return found.group(1) if found else None

    def image(self, page: Page) -> Text:
        return page.first(".pmovie__img img")


class AmediaOld(_Animedia):
    """The pages up to 2023: facts told apart by icons and by where their links lead."""

    name = "amedia_old"
    heading = ".film-wr h1"
    text = ".film-desc"

    def claims(self, page: Page) -> bool:
        return self.at_home(page) and page.has(self.heading)

    def year(self, page: Page) -> Text:
        return page.first('.film-info a[href*="/god/"]')

    def genres(self, page: Page) -> Texts:
        return page.one(".film-info").many('a[href*="/ghanr/"]')

    def type(self, page: Page) -> Text:
        return page.first('.film-info a[href*="/tip/"]')

    def episodes(self, page: Page) -> Text:
        """The planned ones: "Добавлена - 8 серия   Всего - 24 серии"."""
        info = page.maybe(".animeop .info")
        found = _TOTAL.search(info.text) if info else None
        return at(info, found.group(1)) if info and found else None
