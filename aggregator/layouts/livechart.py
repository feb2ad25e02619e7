"""LiveChart: the page of one anime on livechart.me.

Each label stands in a `div` whose text the value follows; the page repeats a part of them for small screens. The visible premiere is a day in Japan,
the JSON-LD's one in UTC: the visible one is right. The first number of the episodes ("0 / 12") is the visitor's own progress.
"""

import re
from collections.abc import Iterator

from aggregator.markup import Json
from aggregator.model import Kind, Title
from aggregator.normalize.counts import parse_count
from aggregator.normalize.scores import parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Ids, Layout, Scores, Text, Texts, Titles, at
from aggregator.reading.links import own_id

_CREDIT = re.compile(r"\s*\[(?:Source|Written by)[^\[\]]{0,80}\]\s*$|\s*\(Source:[^()]{0,80}\)\s*$")


class Livechart(Layout):
    """An anime's page on LiveChart."""

    hosts = ("livechart.me",)
    own_id = ("livechart", r"livechart\.me/anime/(\d{1,7})/?(?:[?#]|$)")
    never_states = frozenset({"end_date", "season_number", "producers", "stated_average", "verdict", "audio_languages"})
    settles = frozenset(
        {
            "type",
            "episodes",
            "duration_seconds",
            "status",
            "start_date",
            "season",
            "genres",
            "tags",
            "studios",
            "source_material",
            "scores",
            "synopsis",
            "image",
            "ids",
            "alternative_titles",
        }
    )

    def refuses(self, page: Page) -> str | None:
        return None if own_id(page.url, self.own_id[1]) else "a schedule, a list or a part of an entry of LiveChart"

    def title(self, page: Page) -> Text:
        return _entry(page).attr("data-anime-details-romaji-title")

    def headline(self, page: Page) -> Text:
        return _entry(page).attr("data-anime-details-preferred-title")

    def alternative_titles(self, page: Page) -> Titles:
        """The English title, the original one, and what the JSON-LD has beyond them."""
        entry = _entry(page)
        english = entry.attr("data-anime-details-english-title")
        if english:
            yield at(entry, Title(english, "en"))
        original = _labelled(page, "Original title")
        if original:
            yield Title(original)
        named = _embedded(page).get("alternateName")
        yield from (
            (Title(_unescaped(name)) for name in named if isinstance(name, str)) if isinstance(named, list) else ()
        )
