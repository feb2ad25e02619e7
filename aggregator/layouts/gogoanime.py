"""Gogoanime and its many copies: the page of a series (`/category/…`).

Facts are lines "Label: value". "Type" names a season on newer copies ("Fall 2023 Anime") and the kind of work on older
ones. The list of episodes ends at the last one that aired: only of a finished series is that how many there are.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from aggregator.model import Status, Title
from aggregator.normalize.seasons import parse_season
from aggregator.normalize.statuses import parse_status
from aggregator.page import Page
from aggregator.reading.layout import Facts, Layout, Text
from aggregator.reading.plugins import rows_of

BOX = ".anime_info_body_bg"
DUBBED = " (Dub)"


class Gogoanime(Layout):
    """A series page of Gogoanime's kind."""

    signs = (BOX, ".anime_video_body")
    labels: ClassVar[Mapping[str, str]] = {"genre": "", "genres": "", "other name": "", "other names": ""}
    settles = frozenset({
        "alternative_titles", "type", "episodes", "status", "start_date", "end_date", "genres", "tags", "studios",
        "producers", "duration_seconds", "source_material",
    })  # fmt: skip

    def refuses(self, page: Page) -> str | None:
        return "an episode player" if page.has(".anime_video_body") and not page.has(BOX) else None

    def headline(self, page: Page) -> Text:
        return page.one(f"{BOX} h1")

    def title(self, page: Page) -> Text:
        """Without the word that marks the page of a dub."""
        return page.one(f"{BOX} h1").text.removesuffix(DUBBED)

    def facts(self, page: Page) -> Facts:
        for label, value in _rows(page):
            season, _ = parse_season(value) if label == "type" else (None, None)
            yield ("premiered" if season is not None else label), value

    def alternative_titles(self, page: Page) -> Iterator[Title]:
        """Names between semicolons, on older copies between commas."""
        for label, value in _rows(page):
            if label in {"other name", "other names"}:
                names = value.split(";" if ";" in value else ", ")
                yield from (Title(name.strip(" ,")) for name in names if name.strip(" ,"))

    def genres(self, page: Page) -> Iterable[Text]:
        """Links: the commas stand inside of them."""
        return [link.text.strip(" ,") for link in page.many(f'{BOX} p.type a[href*="/genre/"]')]

    def episodes(self, page: Page) -> int | None:
        statuses = [parse_status(value) for label, value in _rows(page) if label == "status"]
        ends = [link.attr("ep_end") or "" for link in page.many("#episode_page a")]
        numbers = [int(end) for end in ends if end.isascii() and end.isdigit()]
        return max(numbers, default=0) or None if Status.FINISHED in statuses else None

    def synopsis(self, page: Page) -> Text:
        """In a block of its own, or behind its label."""
        return page.first(f"{BOX} .description") or next(
            (value for label, value in _rows(page) if label == "plot summary" and value), None
        )

    def image(self, page: Page) -> Text:
        return page.first(f"{BOX} img")


def _rows(page: Page) -> list[tuple[str, str]]:
    return [(label.casefold(), value) for label, value in rows_of(page, f"{BOX} p.type")]
