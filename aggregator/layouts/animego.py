"""AnimeGO (animego.org and its mirrors): a list of facts, other titles, one score of its users.

The visible list of other titles may be empty while JSON-LD has them. "Озвучка" names teams that dub, not languages.
"""

import re
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlsplit

from aggregator.normalize.counts import parse_votes
from aggregator.normalize.scores import parse_score
from aggregator.page import Page
from aggregator.reading.layout import Facts, Layout, Scores, Text, Titles, at

_ONE_ANIME = re.compile(r"/anime/[^/]+-\d+(?:/|$)")
_SEASON = re.compile(r"(\d{1,2}) сезон")


class Animego(Layout):
    """Detail pages of animego.org."""

    hosts = ("animego.org", "animego.me", "animego.one", "animego.bz")
    never_states = frozenset({"audio_languages", "producers", "stated_average", "verdict"})
    settles = frozenset(
        {"alternative_titles", "duration_seconds", "end_date", "episodes", "genres", "scores", "season_number"}
        | {"start_date", "status", "studios", "tags", "type"}
    )
    labels: ClassVar[Mapping[str, str]] = {
        "тип": "type",
        "эпизоды": "episodes",
        "статус": "status",
        "жанр": "genres",
        "первоисточник": "source_material",
        "сезон": "premiered",
        "выпуск": "aired",
        "студия": "studios",
        "длительность": "duration_seconds",
        "следующий эпизод": "",
        "рейтинг mpaa": "",
        "озвучка": "",
        "снят по манге": "",
        "снят по ранобэ": "",
        "главные герои": "",
    }

    def refuses(self, page: Page) -> str | None:
        return None if _ONE_ANIME.match(urlsplit(page.url or "").path) else "a list, a person or a manga of AnimeGO"

    def facts(self, page: Page) -> Facts:
        for label in page.one(".anime-info").many("dt", at_least=1):
            value = label.next
            if value is not None and value.tag == "dd":
                yield label, value

    def title(self, page: Page) -> Text:
        return page.one(".anime-title h1")

    def headline(self, page: Page) -> Text:
        return page.one(".anime-title h1")

    def alternative_titles(self, page: Page) -> Titles:
        yield from page.many(".anime-synonyms li")
        for data in page.structured.json_ld:
            said = data.get("alternativeHeadline")
            yield from (name for name in (said if isinstance(said, list) else [said]) if isinstance(name, str))

    def season_number(self, page: Page) -> Text:
        """The second season is told apart in the window's title only: "(ТВ Сериал, 2 сезон)"."""
        found = _SEASON.search(" ".join(page.structured.meta.get("og:title", []))[:500])
        return found.group(1) if found else None

    def scores(self, page: Page) -> Scores:
        value = page.maybe("#itemRatingBlock .rating-value")
        count = page.maybe("#itemRatingBlock .rating-count")
        votes = parse_votes(count.text) if count else None
        if value is not None:
            yield at(value, parse_score(value.text, source="AnimeGO", scale_max=10, votes=votes))

    def synopsis(self, page: Page) -> Text:
        return page.maybe(".description")

    def image(self, page: Page) -> Text:
        return page.first(".anime-poster img")
