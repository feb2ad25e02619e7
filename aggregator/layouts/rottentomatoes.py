"""Rotten Tomatoes, the pages of 2019 and 2020: the share of critics who liked it, and of users, each with its count.

JSON-LD repeats the Tomatometer as its aggregateRating and holds two dozen critics' own scores. "In Theaters" is the
American release, and `dateCreated` is when the row of the database was made: neither is the premiere.
"""

import re
from urllib.parse import urlsplit

from aggregator.model import AnimeType, Kind, Score
from aggregator.normalize.counts import parse_votes
from aggregator.normalize.scores import parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, Stated, Text, Texts, at

_ONE_WORK = re.compile(r"/(m|tv)/[^/]+(?:/s\d+)?/?$")
_YEAR = re.compile(r"\((\d{4})\)\s*$")
_SEASON = re.compile(r":\s*Season (\d{1,2})$")
_VOTES = re.compile(r"([\d,]{1,12})\s*$")


class RottenTomatoes(Layout):
    """Pages of films and series on rottentomatoes.com."""

    name = "rottentomatoes"
    hosts = ("rottentomatoes.com",)
    never_states = frozenset(
        {"alternative_titles", "audio_languages", "end_date", "source_material", "stated_average", "status", "tags"}
    )
    settles = frozenset(
        {
            "duration_seconds",
            "episodes",
            "genres",
            "producers",
            "scores",
            "season_number",
            "start_date",
            "studios",
            "type",
            "verdict",
            "year",
        }
    )

    def refuses(self, page: Page) -> str | None:
        return None if _ONE_WORK.match(urlsplit(page.url or "").path) else "a list, a person or single reviews"

    def headline(self, page: Page) -> Text:
        return page.one("h1.mop-ratings-wrap__title--top")

    def title(self, page: Page) -> Text:
        head = page.one("h1.mop-ratings-wrap__title--top")
        return at(head, _SEASON.sub("", head.text))

    def type(self, page: Page) -> AnimeType:
        return AnimeType.TV if urlsplit(page.url or "").path.startswith("/tv/") else AnimeType.MOVIE

    def season_number(self, page: Page) -> Text:
        found = _SEASON.search(page.one("h1.mop-ratings-wrap__title--top").text)
        return found.group(1) if found else None

    def year(self, page: Page) -> Text:
        found = _YEAR.search(next(iter(page.structured.meta.get("og:title", [])), ""))
        return found.group(1) if found else None

    def start_date(self, page: Page) -> Text:
        """Only series have their own: "Premiere Date"."""
        return self._fact(page, "Premiere Date")

    def genres(self, page: Page) -> Texts:
        row = self._fact(page, "Genre")
        return (row.many("a") or [row]) if row else None

    def duration_seconds(self, page: Page) -> Text:
        return self._fact(page, "Runtime")

    def studios(self, page: Page) -> Texts:
        return self._fact(page, "Studio")

    def producers(self, page: Page) -> Texts:
        return self._fact(page, "TV Network") or self._fact(page, "Network")

    def scores(self, page: Page) -> Scores:
        for half in page.many(".mop-ratings-wrap__row .mop-ratings-wrap__half", at_least=1)[:2]:
            is_audience = "audience-score" in (half.attr("class") or "").split()
            yield _share(half, "Rotten Tomatoes", Kind.USERS if is_audience else Kind.CRITICS)

    def verdict(self, page: Page) -> Text:
        """What the site's editors sum up of the critics."""
        return page.first(".mop-ratings-wrap__text--concensus")

    def synopsis(self, page: Page) -> Text:
        return page.maybe("#movieSynopsis")

    def _fact(self, page: Page, label: str) -> Node | None:
        rows = page.many(".content-meta .meta-row")
        return next((row.one(".meta-value") for row in rows if row.one(".meta-label").text.rstrip(":") == label), None)


def _share(half: Node, source: str, kind: Kind) -> Stated[Score] | None:
    """The percentage of one half of the box, and the number behind "Total Count:" or "User Ratings:"."""
    percent = half.maybe(".mop-ratings-wrap__percentage")
    if percent is None:
        return None
    texts = [small.text for small in half.many(".mop-ratings-wrap__text--small")]
    votes = next((parse_votes(found.group(1)) for text in texts if (found := _VOTES.search(text[:100]))), None)
    return at(percent, parse_score(percent.text, source=source, kind=kind, scale_max=100, votes=votes))
