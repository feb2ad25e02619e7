"""AnimeStream by Themesia: the theme of hundreds of streaming sites, in any language its owner translated it to.

A table of facts and one score out of ten. "0.0" means that nobody gave one, and the ten votes of the microdata are a
constant of the theme. Posts without a text put `itemprop=description` on the box of facts, and the sentences about
watching online around it are boilerplate. "Released on" is the day of the post, not of the anime.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from aggregator.model import Kind, Title
from aggregator.page import Page
from aggregator.reading.layout import Facts, Layout, Scores, Text, at
from aggregator.reading.plugins import number_in, own_score, rows_of, worst_in


class Animestream(Layout):
    """A series page of the theme AnimeStream."""

    signs = (".animefull", "#pembed")
    labels: ClassVar[Mapping[str, str]] = {
        "network": "producers",
        "posted by": "",
        "released on": "",
        "updated on": "",
        "fansub": "",
        "censor": "",
        "country": "",
        "director": "",
        "casts": "",
    }
    settles = frozenset({
        "alternative_titles", "type", "episodes", "duration_seconds", "status", "start_date", "end_date", "genres",
        "tags", "studios", "producers", "scores", "synopsis", "source_material", "audio_languages", "stated_average",
    })  # fmt: skip

    def refuses(self, page: Page) -> str | None:
        return "an episode player" if page.has("#pembed") and not page.has(".animefull") else None

    def facts(self, page: Page) -> Facts:
        """The table, without the days on which the post was written and changed."""
        return rows_of(page, ".animefull .spe > span", without="time")

    def headline(self, page: Page) -> Text:
        return page.one(".animefull .infox h1.entry-title")

    def alternative_titles(self, page: Page) -> Iterable[Title]:
        """Names one after the other, in no particular language."""
        names = page.first(".animefull .infox .alter")
        return [Title(name.strip()) for name in names.text.split(", ") if name.strip()] if names is not None else []

    def genres(self, page: Page) -> Iterable[Text]:
        return page.many(".animefull .genxed a")

    def tags(self, page: Page) -> Iterable[Text]:
        return page.many(".animefull .bottom.tags a")

    def scores(self, page: Page) -> Scores:
        told = page.first(".animefull .rating strong")
        value = number_in(told.text) if told is not None else None
        if told is not None and value is not None:
            worst = worst_in(page.first(".animefull .rating"))
            yield at(told, own_score(page, f"{value:g}", kind=Kind.USERS, scale_max=10, scale_min=worst))

    def synopsis(self, page: Page) -> Text:
        return page.first(".synp .entry-content")

    def image(self, page: Page) -> Text:
        return page.first(".animefull .thumb img")
