"""AnimeFLV and its copies: the page of an anime. Stars of five, in Spanish.

A script lists the episodes that can be watched: only of a finished series are they all. The class of the type is
English, its text is not; "Anime" stands for a series.
"""

import re
from collections.abc import Iterable

from aggregator.model import AnimeType, Kind, Status, Title
from aggregator.normalize.counts import parse_count
from aggregator.normalize.statuses import parse_status
from aggregator.page import Page
from aggregator.reading.layout import Layout, Scores, Text, at
from aggregator.reading.plugins import own_score

TYPES = {"tv": AnimeType.TV, "movie": AnimeType.MOVIE, "ova": AnimeType.OVA, "special": AnimeType.SPECIAL}
"""Classes beside `Type`."""
_EPISODES = re.compile(r"var episodes = (\[\[[\d,.\[\] ]{1,60000}\]\])")
_NUMBER = re.compile(r"\[(\d{1,5}),")


class Animeflv(Layout):
    """An anime page of AnimeFLV's kind."""

    signs = (".Ficha.fchlt", ".CapiTop")
    never_states = frozenset({
        "duration_seconds", "start_date", "end_date", "year", "season", "studios", "producers", "source_material",
        "tags", "audio_languages", "stated_average", "verdict",
    })  # fmt: skip
    settles = frozenset({"type", "episodes", "status", "genres", "scores", "alternative_titles"})

    def refuses(self, page: Page) -> str | None:
        return "an episode player" if page.has(".CapiTop") and not page.has(".Ficha.fchlt") else None

    def headline(self, page: Page) -> Text:
        return page.one(".Ficha.fchlt .Title")

    def title(self, page: Page) -> Text:
        return page.one(".Ficha.fchlt .Title")

    def alternative_titles(self, page: Page) -> Iterable[Title]:
        return [Title(name.text) for name in page.many(".Ficha.fchlt .TxtAlt")]

    def type(self, page: Page) -> AnimeType | Text:
        kind = page.first(".Ficha.fchlt .Type")
        names = (kind.attr("class") or "").split() if kind is not None else []
        return next((TYPES[name] for name in names if name in TYPES), kind)

    def episodes(self, page: Page) -> int | None:
        status = page.first(".AnmStts")
        if status is None or parse_status(status.text) is not Status.FINISHED:
            return None
        listed = _EPISODES.search(page.html)
        return max((int(number) for number in _NUMBER.findall(listed[1])), default=0) or None if listed else None

    def status(self, page: Page) -> Text:
        return page.first(".AnmStts")

    def genres(self, page: Page) -> Iterable[Text]:
        return page.many(".Nvgnrs a")

    def scores(self, page: Page) -> Scores:
        value, counter = page.first("#votes_prmd"), page.first("#votes_nmbr")
        votes = parse_count(counter.text) if counter is not None else None
        if value is not None and votes:
            yield at(value, own_score(page, value.text, kind=Kind.USERS, scale_max=5, votes=votes))

    def synopsis(self, page: Page) -> Text:
        return page.first(".Description p")

    def image(self, page: Page) -> Text:
        return page.first(".AnimeCover img")
