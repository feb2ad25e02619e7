"""Zoro, Aniwatch, HiAnime and their many copies: the detail page of an anime.

The script `syncData` names the work in MyAnimeList and AniList. "MAL Score" is quoted; "?" there is none. The badges
under the title count episodes with subtitles, with dubs, and in all. The last lines of the text praise the site.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from aggregator.markup import parse_json
from aggregator.model import DatabaseId, Kind, Title
from aggregator.normalize.scores import parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, Text, at

DATABASES = {"mal_id": "mal", "anilist_id": "anilist"}
"""Keys of `syncData` that name the work elsewhere."""
LANGUAGES = {"japanese": "ja", "english": "en"}


class Zoro(Layout):
    """A detail page of Zoro's kind."""

    signs = ("#ani_detail .anisc-detail", ".anis-watch-wrap")
    fact_rows = ".anisc-info .item"
    labels: ClassVar[Mapping[str, str]] = {
        "japanese": "",
        "english": "",
        "synonyms": "",
        "overview": "",
        "genres": "",
        "studios": "",
        "studio": "",
        "producers": "",
        "country": "",
        "mal score": "",
    }
    settles = frozenset({
        "alternative_titles", "type", "episodes", "duration_seconds", "status", "start_date", "end_date", "genres",
        "tags", "studios", "producers", "scores", "stated_average", "ids",
    })  # fmt: skip

    def refuses(self, page: Page) -> str | None:
        return "an episode player" if page.has(".anis-watch-wrap") else None

    def headline(self, page: Page) -> Text:
        return page.one(".anisc-detail .film-name")

    def title(self, page: Page) -> Text:
        return page.one(".anisc-detail .film-name")

    def alternative_titles(self, page: Page) -> Iterator[Title | None]:
        """The name in Latin script, which pages switch to, then those of the facts; synonyms stand between commas."""
        romaji = page.one(".anisc-detail .film-name").attr("data-jname")
        if romaji is not None:
            yield Title(romaji, "ja-Latn" if romaji.isascii() else "ja")
        for label, language in LANGUAGES.items():
            for value in _values(page, label):
                yield Title(value.text, language)
        for value in _values(page, "synonyms"):
            yield from (Title(name.strip()) for name in value.text.split(", ") if name.strip())

    def type(self, page: Page) -> Text:
        """The first word without an icon among the badges."""
        return page.first(".anisc-detail .film-stats .tick-type") or page.first(".anisc-detail .film-stats .item")

    def episodes(self, page: Page) -> Text:
        return page.first(".anisc-detail .film-stats .tick-eps")

    def genres(self, page: Page) -> Iterable[Text]:
        return _values(page, "genres")

    def studios(self, page: Page) -> Iterable[Text]:
        return _values(page, "studios") + _values(page, "studio")

    def producers(self, page: Page) -> Iterable[Text]:
        return _values(page, "producers")

    def scores(self, page: Page) -> Scores:
        for value in _values(page, "mal score"):
            yield at(value, parse_score(value.text, source="MyAnimeList", kind=Kind.EXTERNAL, scale_max=10))

    def synopsis(self, page: Page) -> Text:
        return page.first(".anisc-detail .film-description .text")

    def image(self, page: Page) -> Text:
        return page.first(".anisc-poster .film-poster-img")

    def ids(self, page: Page) -> Iterator[DatabaseId]:
        script = page.first("#syncData")
        said = parse_json(script.element.text or "") if script is not None else None
        for key, database in DATABASES.items():
            value = str(said.get(key) or "") if isinstance(said, dict) else ""
            if value.isascii() and value.isdigit() and int(value):
                yield DatabaseId(database, value)


def _values(page: Page, label: str) -> list[Node]:
    """What stands behind a label: links or spans, one for each name."""
    for row in page.many(Zoro.fact_rows):
        head = row.first(".item-head")
        if head is not None and head.text.strip(" :").casefold() == label:
            return [
                page.node(value) for value in row.element if value is not head.element and value.tag in {"a", "span"}
            ]
    return []
