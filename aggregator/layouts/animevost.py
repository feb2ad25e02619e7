"""AnimeVost (animevost.org and its mirrors): a DataLife Engine post, the score as the width of a bar of five stars.

The headline joins the Russian and the Latin title and ends in news: "A / B [1-8 из 12+] [9 серия - 28 августа]".
The categories under the post repeat the facts and are not read.
"""

import re
from collections.abc import Mapping
from typing import ClassVar

from aggregator.model import Kind, Score
from aggregator.normalize.counts import parse_count
from aggregator.page import Page
from aggregator.reading.layout import Layout, Scores, Text, Titles, at

_NEWS = re.compile(r"\s*\[[^\[\]]{0,80}\]\s*$")
_SEASON = re.compile(r"\s*\((\w{1,20}) сезон\)")
_ORDINALS = ("первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый")
_IN_BRACKETS = re.compile(r"\(([^()]{1,40})\)")
_PERCENT_OF_ONE_STAR = 20


class Animevost(Layout):
    """Posts of animevost.org about one anime."""

    hosts = ("animevost.org", "animevost.am", "animevost.me", "vost.pw")
    never_states = frozenset({"audio_languages", "ids", "producers", "stated_average", "tags", "verdict"})
    settles = frozenset(
        {"alternative_titles", "duration_seconds", "end_date", "episodes", "genres", "scores", "season_number"}
        | {"start_date", "status", "type"}
    )
    fact_rows = ".shortstoryContent td p"
    labels: ClassVar[Mapping[str, str]] = {
        "год выхода": "year",
        "жанр": "genres",
        "тип": "type",
        "количество серий": "episodes",
        "студия": "studios",
        "режиссёр": "",
        "режиссер": "",
        "рейтинг": "",
        "описание": "synopsis",
    }

    def refuses(self, page: Page) -> str | None:
        return "a list of posts" if len(page.many(".shortstoryHead")) > 1 else None

    def headline(self, page: Page) -> Text:
        return page.one(".shortstoryHead h1")

    def title(self, page: Page) -> Text:
        head = page.one(".shortstoryHead h1")
        return at(head, _SEASON.sub("", _names(head.text)[0]) or None)

    def alternative_titles(self, page: Page) -> Titles:
        return _names(page.one(".shortstoryHead h1").text)[1:]

    def season_number(self, page: Page) -> int | None:
        """In brackets behind the Russian title: "(второй сезон)"."""
        found = _SEASON.search(_names(page.one(".shortstoryHead h1").text)[0])
        word = found.group(1).casefold().replace("четвертый", "четвёртый") if found else ""
        return _ORDINALS.index(word) + 1 if word in _ORDINALS else None

    def duration_seconds(self, page: Page) -> Text:
        """In the brackets behind the number of episodes: "12 (25 мин.)"."""
        for row in page.one(".shortstoryContent").many("td p"):
            if row.text.startswith("Количество серий"):
                found = _IN_BRACKETS.search(row.text[:100])
                return at(row, found.group(1)) if found else None
        return None

    def scores(self, page: Page) -> Scores:
        bar = page.maybe(".shortstoryContent .current-rating")
        count = page.maybe(".shortstoryContent [id^=vote-num-id]")
        percent, votes = parse_count(bar.text) if bar else None, parse_count(count.text) if count else None
        if bar is not None and percent is not None and votes:
            stars = percent / _PERCENT_OF_ONE_STAR
            yield at(
                bar, Score(source="AnimeVost", value=stars, scale_max=5.0, votes=votes, kind=Kind.USERS, text=bar.text)
            )

    def image(self, page: Page) -> Text:
        return page.first(".shortstoryContent img.imgRadius")


def _names(headline: str) -> list[str]:
    """The titles of a headline, without the news behind them.

    >>> _names("Ковбой Бибоп / Cowboy Bebop [1-26 из 26] [Фильм]")
    ['Ковбой Бибоп', 'Cowboy Bebop']
    """
    while cut := _NEWS.search(headline):
        headline = headline[: cut.start()]
    return [name.strip() for name in headline.rsplit(" / ", 1)]
