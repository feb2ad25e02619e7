"""MyAnimeList: the page of one anime on myanimelist.net, as phones and as desktops get it.

Both tell the same rows, in a table or in the left column. Hidden spans repeat each genre for machines. Synonyms are
separated by "; " on phones and by ", " on desktops. Companies that nobody entered are "Unknown" there and "None found,
add some" here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aggregator.model import Kind, Score, Title
from aggregator.normalize.counts import parse_count
from aggregator.normalize.scores import parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Facts, Ids, Layout, Scores, Stated, Text, Texts, Titles, at, once_a_page

LANGUAGES = {
    "English": "en",
    "Japanese": "ja",
    "German": "de",
    "Spanish": "es",
    "French": "fr",
    "Italian": "it",
    "Portuguese": "pt",
    "Korean": "ko",
    "Chinese": "zh",
    "Russian": "ru",
}
"""Labels of titles."""

_CREDIT = re.compile(r"\s*(?:\[Written by [^\[\]]{1,80}\]|\(Source: [^()]{1,80}\))\s*$")
_USERS = re.compile(r"([\d,]{1,12}) users?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """A label's value: its text, and where its links are."""

    text: str
    node: Node

    def links(self, folder: str) -> list[str]:
        return [link.text for link in self.node.many("a") if folder in (link.attr("href") or "")]


class _Myanimelist(Layout):
    """What both kinds of pages have in common."""

    hosts = ("myanimelist.net",)
    entry = r"myanimelist\.net/anime(?:/|\.php\?id=)(\d{1,7})(?:/[^/?#]*)?/?(?:[?#&]|$)"
    labels: ClassVar[Mapping[str, str]] = {
        "type": "type",
        "episodes": "episodes",
        "status": "status",
        "premiered": "premiered",
        "source": "source_material",
        "duration": "duration_seconds",
    }
    never_states = frozenset({"season_number", "stated_average", "verdict", "audio_languages"})
    settles = frozenset(
        {
            *("type", "episodes", "duration_seconds", "status", "start_date", "end_date", "genres", "tags"),
            *("studios", "producers", "source_material", "scores", "synopsis", "image", "ids", "alternative_titles"),
        }
    )
    separator: ClassVar[str]
    """What stands between synonyms."""

    def refuses(self, page: Page) -> str | None:
        return None if self.is_entry(page) else "a list, a part of an entry or a member's page of MyAnimeList"

    def rows(self, page: Page) -> dict[str, Row]:
        """The facts by their labels."""
        raise NotImplementedError

    def titles(self, page: Page) -> Iterator[tuple[str, str]]:
        """Labels of titles and what stands under them."""
        raise NotImplementedError

    def title(self, page: Page) -> Text:
        return page.one("h1.title-name")

    def headline(self, page: Page) -> Text:
        return self.title(page)

    def alternative_titles(self, page: Page) -> Titles:
        for label, text in self.titles(page):
            if label == "Synonyms":
                yield from (Title(name.strip(" ;")) for name in text.split(self.separator) if name.strip(" ;"))
            elif label in LANGUAGES and text:
                yield Title(text, LANGUAGES[label])

    def facts(self, page: Page) -> Facts:
        for label, row in self.rows(page).items():
            if label.lower() in self.labels:
                yield label, row.text

    def aired(self, page: Page) -> Text:
        aired = self.rows(page).get("Aired")
        return aired.text if aired is not None else None

    def genres(self, page: Page) -> Texts:
        return self._linked(page, "/genre/", "Genre", "Genres", "Explicit Genre", "Explicit Genres")

    def tags(self, page: Page) -> Texts:
        return self._linked(page, "/genre/", "Theme", "Themes", "Demographic", "Demographics")

    def studios(self, page: Page) -> Texts:
        return self._linked(page, "/producer/", "Studio", "Studios")

    def producers(self, page: Page) -> Texts:
        return self._linked(page, "/producer/", "Producer", "Producers")

    def synopsis(self, page: Page) -> Text:
        described = page.first("p[itemprop=description]")
        if described is None or described.text.startswith("No synopsis"):
            return None
        return _CREDIT.sub("", described.text)

    def ids(self, page: Page) -> Ids:
        return page.many(".external_links a")

    def _linked(self, page: Page, folder: str, *labels: str) -> list[str]:
        rows = self.rows(page)
        return [name for label in labels if label in rows for name in rows[label].links(folder)]


class MyanimelistMobile(_Myanimelist):
    """An anime's page on MyAnimeList, for phones."""

    signs = ("body.sp",)
    separator = "; "

    def rows(self, page: Page) -> dict[str, Row]:
        return _table(page)

    def titles(self, page: Page) -> Iterator[tuple[str, str]]:
        row = self.rows(page).get("Alternative Titles")
        label = ""
        for child in row.node.element if row is not None else ():
            if child.get("class"):
                label = page.node(child).text
            if child.tail and child.tail.strip():
                yield label, page.node(child).tail

    def scores(self, page: Page) -> Scores:
        score = page.first(".detail-information .score")
        if score is not None:
            yield _score(score, score.next.text if score.next is not None else "")

    def image(self, page: Page) -> Text:
        poster = page.first(".status-block [itemprop=image]")
        return _poster(poster.attr("content")) if poster is not None else None


class Myanimelist(_Myanimelist):
    """An anime's page on MyAnimeList, for desktops."""

    separator = ", "

    def claims(self, page: Page) -> bool:
        return self.at_home(page) and page.json is None and not page.has("body.sp")

    def rows(self, page: Page) -> dict[str, Row]:
        return _column(page)

    def titles(self, page: Page) -> Iterator[tuple[str, str]]:
        english = page.first("p.title-english")
        if english is not None:
            yield "English", english.text
        yield from ((label, row.text) for label, row in self.rows(page).items())

    def scores(self, page: Page) -> Scores:
        score, votes = page.first("span[itemprop=ratingValue]"), page.first("span[itemprop=ratingCount]")
        if score is not None:
            yield _score(score, f"{votes.text} users" if votes is not None else "")

    def image(self, page: Page) -> Text:
        poster = page.first(".leftside img[itemprop=image]")
        return _poster(poster.attr("data-src") or poster.attr("src")) if poster is not None else None


@once_a_page
def _table(page: Page) -> dict[str, Row]:
    """The rows under "More Information" on phones."""
    rows: dict[str, Row] = {}
    for label in page.many(".table-list td.list-title", at_least=1):
        value = label.next
        if value is not None:
            rows.setdefault(label.text, Row(value.text, value))
    return rows


@once_a_page
def _column(page: Page) -> dict[str, Row]:
    """The rows of the left column on desktops."""
    rows: dict[str, Row] = {}
    for label in page.many(".leftside .spaceit_pad .dark_text", at_least=1):
        row = label.parent
        if row is not None:
            rows.setdefault(label.text.rstrip(":"), Row(row.text.removeprefix(label.text).strip(), row))
    return rows


def _score(node: Node, users: str) -> Stated[Score] | None:
    counted = _USERS.search(users[:60])
    votes = parse_count(counted.group(1)) if counted is not None else None
    return at(
        node,
        parse_score(node.text, source="MyAnimeList", kind=Kind.USERS, scale_min=1.0, scale_max=10, votes=votes),
    )


def _poster(link: str | None) -> str | None:
    """The poster, unless it is the question mark of entries without one."""
    return link if link is not None and "/images/anime/" in link else None
