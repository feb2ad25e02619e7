"""DooPlay by Doothemes: movies and series, on any host and in any language.

The stars of the site's visitors are out of ten, and so are the quoted IMDb and TMDb. "Seasons: 2" counts seasons and
numbers none. The class of the country, the rating board and the tagline stand among the facts and are none of ours.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from aggregator.model import AnimeType, Kind
from aggregator.normalize.counts import parse_count, parse_votes
from aggregator.normalize.dates import parse_date
from aggregator.normalize.scores import SOURCES, canonical_source, parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, Text, at
from aggregator.reading.plugins import own_score, worst_in

TYPES = {"Movie": AnimeType.MOVIE, "TVSeries": AnimeType.TV}
"""What the theme's two kinds of posts are, by their microdata."""


class Dooplay(Layout):
    """A movie or series of the theme DooPlay."""

    signs = ("#single.dtsingle", "#single .sheader")
    fact_rows = "#single .custom_fields"
    labels: ClassVar[Mapping[str, str]] = {"seasons": "", "temporadas": "", "imdb rating": "", "tmdb rating": ""}
    settles = frozenset(
        {"type", "scores", "stated_average", "season_number", "status", "audio_languages", "genres", "tags"}
    )

    def refuses(self, page: Page) -> str | None:
        return "an episode player" if page.has("#single .pag_episodes") else None

    def headline(self, page: Page) -> Text:
        return page.one("#single .sheader .data h1")

    def type(self, page: Page) -> AnimeType | None:
        kind = (page.one("#single").attr("itemtype") or "").rstrip("/").rpartition("/")[2]
        return TYPES.get(kind) or (AnimeType.TV if page.has("#seasons") else None)

    def duration_seconds(self, page: Page) -> Text:
        return page.first("#single .sheader .runtime")

    def start_date(self, page: Page) -> Text:
        """The day of the premiere; a bare year is no date."""
        date = page.first("#single .sheader .extra .date")
        return (
            date
            if date is not None and len(parse_date(date.text, language=page.language) or "") > len("2006")
            else None
        )

    def year(self, page: Page) -> Text:
        return page.first("#single .sheader .extra .date")

    def genres(self, page: Page) -> Iterable[Text]:
        return page.many("#single .sheader .sgeneros a")

    def tags(self, page: Page) -> Iterable[Text]:
        return page.many("#info .wp-tags a")

    def studios(self, page: Page) -> Iterable[Text]:
        return page.many('#single .sheader .extra a[href*="/studio/"]')

    def producers(self, page: Page) -> Iterable[Text]:
        return page.many('#single .sheader .extra a[href*="/network/"]')

    def scores(self, page: Page) -> Scores:
        """The visitors' stars, and the databases that are quoted under the text."""
        stars, counter = page.first("#single .starstruck-rating .dt_rating_vgs"), page.first("#single .rating-count")
        votes = parse_count(counter.text) if counter is not None else None
        if stars is not None and votes:
            worst = worst_in(page.first("#single .starstruck-wrap"))
            score = own_score(page, stars.text, kind=Kind.USERS, scale_max=10, scale_min=worst, votes=votes)
            yield at(stars, score)
        for row in page.many(self.fact_rows):
            label, value = row.first("b.variante"), row.first(".valor")
            source = _database(label) if label is not None else None
            printed = value.first("strong") if value is not None else None
            if source is None or value is None or printed is None:
                continue
            told = parse_votes(value.text.removeprefix(printed.text))
            score = parse_score(printed.text, source=source, kind=Kind.EXTERNAL, scale_max=10, votes=told)
            yield at(value, score if score is not None and score.value > 0 else None)

    def synopsis(self, page: Page) -> Text:
        """The paragraphs: a gallery and tags stand in the same box."""
        paragraphs = [paragraph.text for paragraph in page.many("#info .wp-content > p")]
        return " ".join(paragraph for paragraph in paragraphs if paragraph) or None

    def image(self, page: Page) -> Text:
        return page.first("#single .sheader .poster img")


def _database(label: Node) -> str | None:
    """The database that a label names: "IMDb Rating", "Calificación TMDb"."""
    names = (canonical_source(word) for word in label.text.split())
    return next((name for name in names if name in SOURCES), None)
