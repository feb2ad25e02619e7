"""Letterboxd: films, and series that TMDB lists; a score out of five by its members.

JSON-LD tells the exact number of ratings; its `dateCreated` is when the row of the database was made. Genres and themes
share a tab. A page of one member's review, and lists of films, are told by og:type.
"""

import re

from aggregator.model import AnimeType, Score
from aggregator.normalize.counts import parse_count
from aggregator.normalize.dates import parse_date
from aggregator.normalize.scores import parse_score
from aggregator.page import Json, Node, Page
from aggregator.reading.layout import Ids, Layout, Scores, Stated, Text, Texts, Titles, at
from aggregator.reading.runs import split_titles

_FILM = "video.movie"
_YEAR = re.compile(r"\((\d{4})\)$")
_MINUTES = re.compile(r"(\d[\d,]{0,6})\s*mins?\b")
_SPOKEN = frozenset(
    {"language", "languages", "primary language", "primary languages", "spoken language", "spoken languages"}
)


class Letterboxd(Layout):
    """Pages of films on letterboxd.com."""

    hosts = ("letterboxd.com", "boxd.it")
    never_states = frozenset(
        {"end_date", "episodes", "producers", "season_number", "source_material", "status", "verdict"}
    )
    settles = frozenset(
        {"alternative_titles", "audio_languages", "duration_seconds", "genres", "image", "scores", "start_date"}
        | {"stated_average", "studios", "synopsis", "tags", "type", "year"}
    )

    def refuses(self, page: Page) -> str | None:
        kind = next(iter(page.structured.meta.get("og:type", [])), "")
        return None if kind == _FILM else f"a page of Letterboxd about something else ({kind or 'no og:type'})"

    def headline(self, page: Page) -> Text:
        return self._head(page)

    def title(self, page: Page) -> Text:
        return self._head(page)

    def alternative_titles(self, page: Page) -> Titles:
        for label in ("alternative title", "alternative titles"):
            for block in self._details(page, label):
                yield from (at(block, title) for title in split_titles(block.text))
        yield page.first(".originalname")

    def type(self, page: Page) -> AnimeType:
        """JSON-LD calls everything a Movie; the link to TMDB tells series from films."""
        return AnimeType.TV if page.has('.text-footer a[href*="themoviedb.org/tv/"]') else AnimeType.MOVIE

    def year(self, page: Page) -> Text:
        found = _YEAR.search(next(iter(page.structured.meta.get("og:title", [])), ""))
        return found.group(1) if found else None

    def start_date(self, page: Page) -> Text:
        """The earliest of all releases, of all countries, where it falls in the stated year."""
        dates = [date for node in page.many("#tab-releases .date") if (date := parse_date(node.text))]
        year = self.year(page)
        first = min(dates, default=None)
        return first if first and (not isinstance(year, str) or first.startswith(year)) else None

    def duration_seconds(self, page: Page) -> Text | int:
        """Of a film; a series' "1250 mins" are those of all its episodes."""
        footer = page.maybe("p.text-footer")
        found = _MINUTES.search(footer.own_text[:200]) if footer else None
        minutes = parse_count(found.group(1)) if found else None
        return minutes * 60 if minutes and self.type(page) is AnimeType.MOVIE else None

    def genres(self, page: Page) -> Texts:
        return page.many('#tab-genres a[href*="/films/genre/"]')

    def tags(self, page: Page) -> Texts:
        """Themes, each as it stands: they hold commas."""
        return [link for link in page.many("#tab-genres a") if "theme/" in (link.attr("href") or "")]

    def audio_languages(self, page: Page) -> Texts:
        return [link for label in _SPOKEN for block in self._details(page, label) for link in block.many("a")]

    def studios(self, page: Page) -> Texts:
        return page.many('#tab-details a[href*="/studio/"]')

    def scores(self, page: Page) -> Scores:
        for data in page.structured.json_ld:
            rating = data.get("aggregateRating")
            if isinstance(rating, dict):
                yield _aggregate(rating)
                return
        for text in page.structured.meta.get("twitter:data2", []):
            if "out of" in text:
                yield parse_score(text.replace("out of", "/"), source="Letterboxd", scale_max=5)

    def synopsis(self, page: Page) -> Text:
        return page.first(".review.body-text .truncate")

    def image(self, page: Page) -> Text:
        """The visible poster is put in by a script."""
        found = next((data.get("image") for data in page.structured.json_ld if data.get("image")), None)
        return found if isinstance(found, str) else None

    def ids(self, page: Page) -> Ids:
        return page.many(".text-footer a")

    def _head(self, page: Page) -> Stated[str]:
        head = page.one("#film-page-wrapper h1.headline-1")
        return Stated(head.text.lstrip("\u200e"), head)

    def _details(self, page: Page, label: str) -> list[Node]:
        """The blocks of the tab with the details that stand under a label."""
        headings = page.many("#tab-details h3")
        return [
            block for heading in headings if heading.text.casefold() == label and (block := heading.next) is not None
        ]


def _aggregate(rating: dict[str, Json]) -> Score | None:
    count = rating.get("ratingCount")
    votes = count if isinstance(count, int) else None
    return parse_score(str(rating.get("ratingValue")), source="Letterboxd", scale_max=5, votes=votes)
