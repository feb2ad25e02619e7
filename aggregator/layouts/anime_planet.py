"""Anime-Planet: the overview of one anime on anime-planet.com.

A bar of facts without labels: "TV (13 eps)", studios, years and season, "4.105 out of 5 from 1,234 votes". Days stand
only in the JSON-LD; its image URL is broken, its count of votes is older than the visible one. Cloudflare takes an "@"
in a title for an e-mail address and hides it.
"""

import re
from collections.abc import Iterator

from aggregator.markup import Json
from aggregator.model import Kind, Season, Title
from aggregator.normalize.counts import parse_count
from aggregator.normalize.durations import parse_duration
from aggregator.normalize.scores import parse_score
from aggregator.normalize.seasons import parse_season
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, Text, Texts, Titles, at

_TYPE = re.compile(
    r"(?P<type>[^(]{1,40})(?:\((?:(?P<episodes>\d[\d,]{0,6})\+? eps?)?(?: x )?(?P<length>[^)]{1,20})?\))?", re.ASCII
)
"""TV (25 eps), TV (1081+ eps), Movie (1 ep x 107 min), Web."""
_RATING = re.compile(r"(\d(?:\.\d{1,3})?) out of 5 from ([\d,]{1,12}) votes?", re.ASCII)
_YEARS = re.compile(r"(\d{4})(?: - (\d{4}|\?))?", re.ASCII)
_SOURCE = re.compile(r"Based on an? (.{3,40})")
_SCRAMBLED = re.compile(r"(?:[0-9a-f]{2}){2,500}", re.ASCII | re.IGNORECASE)
"""What Cloudflare hides, as it writes it: the first byte is the key to the others."""


class AnimePlanet(Layout):
    """An anime's overview on Anime-Planet."""

    hosts = ("anime-planet.com",)
    entry = (
        r"anime-planet\.com/anime/(?!(?:all|top-anime|seasons|tags|studios|recommendations|watch-online)(?:[/?#]|$))"
        r"([a-z0-9-]+)/?(?:[?#]|$)"
    )
    never_states = frozenset({"status", "season_number", "producers", "stated_average", "verdict", "audio_languages"})
    settles = frozenset(
        {
            "type",
            "episodes",
            "duration_seconds",
            "start_date",
            "end_date",
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
        return None if self.is_entry(page) else "a list, a part of an entry or a member's page of Anime-Planet"

    def title(self, page: Page) -> Text:
        return _shown(page.one("h1[itemprop=name]"))

    def headline(self, page: Page) -> Text:
        return self.title(page)

    def alternative_titles(self, page: Page) -> Titles:
        """The JSON-LD keeps them apart where it has them; the visible line runs them together with commas."""
        named = _embedded(page).get("alternateName")
        if isinstance(named, list):
            return [Title(name) for name in named if isinstance(name, str)]
        line = page.first("h2.aka")
        return (
            [at(line, Title(name)) for name in _shown(line).partition(":")[2].strip().split(", ") if name]
            if line is not None
            else []
        )

    def type(self, page: Page) -> Text:
        return _typed(page)["type"]

    def episodes(self, page: Page) -> int | None:
        """All of them, or as many as there are so far ("1081+")."""
        return parse_count(_typed(page)["episodes"] or "")

    def duration_seconds(self, page: Page) -> int | None:
        return parse_duration(_typed(page)["length"] or "")

    def start_date(self, page: Page) -> Text:
        embedded = _embedded(page)
        stated = embedded.get("startDate") or embedded.get("datePublished")
        return stated if isinstance(stated, str) else _years(page)[0]

    def end_date(self, page: Page) -> Text:
        stated = _embedded(page).get("endDate")
        return stated if isinstance(stated, str) else _years(page)[1]

    def season(self, page: Page) -> Season | None:
        """Only the word: a winter may begin in the December of the year before."""
        link = _bar(page).first("a[href*='/anime/seasons/']")
        return parse_season(link.text)[0] if link is not None else None

    def genres(self, page: Page) -> Texts:
        return [tag.text.rstrip(",") for tag in _tags(page)]

    def studios(self, page: Page) -> Texts:
        return [link.text for link in _bar(page).many("a[href*='/anime/studios/']")]

    def source_material(self, page: Page) -> Text:
        """The tags "Based on a Manga" and "Original Work"; of several the first."""
        for tag in _tags(page):
            found = _SOURCE.fullmatch(tag.text)
            if found is not None or tag.text == "Original Work":
                return found.group(1) if found is not None else "Original"
        return None

    def scores(self, page: Page) -> Scores:
        rating = _bar(page).first(".avgRating")
        stated = _RATING.search((rating.attr("title") or rating.text)[:100]) if rating is not None else None
        if rating is not None and stated is not None:
            yield at(
                rating,
                parse_score(
                    stated.group(1),
                    source="Anime-Planet",
                    kind=Kind.USERS,
                    scale_min=0.5,
                    scale_max=5,
                    votes=parse_count(stated.group(2)),
                ),
            )

    def synopsis(self, page: Page) -> Text:
        """The paragraphs, without the one that names their source."""
        sources = {note.element for note in page.many(".entrySynopsis .notes p")}
        text = " ".join(told.text for told in page.many(".entrySynopsis p") if told.element not in sources)
        return None if text.startswith("No synopsis yet") else text

    def image(self, page: Page) -> Text:
        return page.first(".mainEntry img[itemprop=image]")


def _bar(page: Page) -> Node:
    """The facts."""
    return page.one("section.entryBar")


def _typed(page: Page) -> dict[str, str | None]:
    kind = _bar(page).maybe("span.type")  # missing where nothing is announced but a name
    found = _TYPE.match(kind.text) if kind is not None else None
    return found.groupdict() if found is not None else dict.fromkeys(("type", "episodes", "length"))


def _years(page: Page) -> tuple[str | None, str | None]:
    line = _bar(page).first(".iconYear")
    found = _YEARS.search(line.text) if line is not None else None
    return (found.group(1), found.group(2) if found.group(2) != "?" else None) if found is not None else (None, None)


def _tags(page: Page) -> list[Node]:
    """Tags, then the warnings about the content."""
    return page.many(".entrySynopsis .tags li a")


def _embedded(page: Page) -> dict[str, Json]:
    """The JSON-LD of the work; empty where an entry has none."""
    return next((found for found in page.structured.json_ld if found.get("@type") in ("TVSeries", "Movie")), {})


def _shown(node: Node) -> str:
    """The text as a browser shows it after Cloudflare's script has put the "@" back."""
    return " ".join("".join(_revealed(node)).split())


def _revealed(node: Node) -> Iterator[str]:
    yield node.element.text or ""
    for child in node.element:
        scrambled = _SCRAMBLED.fullmatch(child.get("data-cfemail") or "")
        yield _unscrambled(scrambled[0]) if scrambled else node.page.node(child).text
        yield child.tail or ""


def _unscrambled(digits: str) -> str:
    key, *hidden = bytes.fromhex(digits)
    return bytes(byte ^ key for byte in hidden).decode("utf-8", "replace")
