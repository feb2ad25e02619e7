"""LiveChart: the page of one anime on livechart.me.

Each label stands in a `div` that the value follows; the page repeats a part of them for small screens. The visible
premiere is a day in Japan, the JSON-LD's one in UTC: the visible one is right. The first number of the episodes
("0 / 12") is the visitor's own progress.
"""

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from aggregator.markup import Json
from aggregator.model import Kind, Title
from aggregator.normalize.dates import parse_year
from aggregator.normalize.scores import parse_score
from aggregator.normalize.seasons import parse_season
from aggregator.page import Node, Page
from aggregator.reading.layout import Facts, Ids, Layout, Scores, Text, Texts, Titles, at, once_a_page

ENTRY = "div[data-controller=anime-details]"

_PART = re.compile(r"/anime/\d{1,7}/\w")
_CREDIT = re.compile(r"\s*\[(?:Source|Written by)[^\[\]]{0,80}\]\s*$|\s*\(Source:[^()]{0,80}\)\s*$")


class Livechart(Layout):
    """An anime's page on LiveChart."""

    hosts = ("livechart.me",)
    entry = r"livechart\.me/anime/(\d{1,7})/?(?:[?#]|$)"
    labels: ClassVar[Mapping[str, str]] = {
        "format": "type",
        "source": "source_material",
        "episodes": "episodes",
        "run time": "duration_seconds",
        "status": "status",
        "season": "premiered",
    }
    never_states = frozenset({"end_date", "season_number", "producers", "stated_average", "verdict", "audio_languages"})
    settles = frozenset(
        {
            "type",
            "episodes",
            "duration_seconds",
            "status",
            "start_date",
            "year",
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
        if self.is_entry(page) or (page.has(ENTRY) and not _PART.search(page.url or "")):
            return None
        return "a schedule, a list or a part of an entry of LiveChart"

    def title(self, page: Page) -> Text:
        return _entry(page).attr("data-anime-details-romaji-title")

    def headline(self, page: Page) -> Text:
        return _entry(page).attr("data-anime-details-preferred-title")

    def alternative_titles(self, page: Page) -> Titles:
        entry = _entry(page)
        yield at(entry, Title(english, "en") if (english := entry.attr("data-anime-details-english-title")) else None)
        original = _labelled(page).get("Original title")
        yield at(original, Title(_value(original))) if original is not None else None

    def facts(self, page: Page) -> Facts:
        for label, node in _labelled(page).items():
            if label.lower() in self.labels:
                yield label, _value(node)

    def start_date(self, page: Page) -> Text:
        labelled = _labelled(page).items()
        return next((_value(node) for label, node in labelled if label.startswith("Premiere")), None)

    def year(self, page: Page) -> int | None:
        """Of the premiere; of a season that is announced. Beside related works stand years of theirs."""
        season = _labelled(page).get("Season")
        announced = parse_season(_value(season))[1] if season is not None else None
        premiere = self.start_date(page)
        return parse_year(premiere) if isinstance(premiere, str) else announced

    def genres(self, page: Page) -> Texts:
        return _entry(page).many("a[data-anime-details-target=tagChip]")

    def studios(self, page: Page) -> Texts:
        return [chip.text for chip in _entry(page).many("a.lc-chip-button[href^='/studios/']")]

    def scores(self, page: Page) -> Scores:
        """From the JSON-LD, which counts the votes exactly ("1.1K ratings"); an unrated entry has none."""
        rating = _embedded(page).get("aggregateRating")
        if isinstance(rating, dict):
            value, votes = rating.get("ratingValue"), rating.get("ratingCount")
            yield parse_score(
                str(value),
                source="LiveChart",
                kind=Kind.USERS,
                scale_min=1.0,
                scale_max=10,
                votes=votes if isinstance(votes, int) else None,
            )

    def synopsis(self, page: Page) -> Text:
        described = _entry(page).first(".lc-expander-content")
        return _CREDIT.sub("", described.text) if described is not None else None

    def image(self, page: Page) -> Text:
        poster = _embedded(page).get("image")
        return poster if isinstance(poster, str) and "/default-anime-poster" not in poster else None

    def ids(self, page: Page) -> Ids:
        return _entry(page).many("a.btn-block[class*=lc-btn-]")


@once_a_page
def _entry(page: Page) -> Node:
    """All of the anime, without the site's header and menus."""
    return page.one(ENTRY)


@once_a_page
def _labelled(page: Page) -> dict[str, Node]:
    """The labels of the side column and of the card, each the first time that it stands there."""
    entry = _entry(page)
    labels: dict[str, Node] = {}
    for label in [
        *entry.many(".lc-poster-col .font-bold"),
        *entry.many(".card .text-xs.whitespace-nowrap", at_least=1),
    ]:
        labels.setdefault(label.text, label)
    return labels


def _value(label: Node) -> str:
    """The text that follows a label under the same parent."""
    return " ".join(_following(label)).strip()


def _following(label: Node) -> Iterator[str]:
    yield label.tail
    sibling = label.next
    while sibling is not None:
        yield sibling.text
        yield sibling.tail
        sibling = sibling.next


def _embedded(page: Page) -> dict[str, Json]:
    """The JSON-LD of the work; empty where there is none."""
    return next(
        (
            found
            for found in page.structured.json_ld
            if found.get("@type") not in ("WebSite", "Organization", "BreadcrumbList")
        ),
        {},
    )
