"""Simkl: the page of one anime on simkl.com.

Dates are stored in one time zone and shown in others, so that the page contradicts itself by a day; a year alone is
stored as the day before it begins, and only the title of the window tells that year. A running time is that of all
aired episodes together. The second title is the other of romaji and English, or a mark ("Season 2").
"""

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from aggregator.model import Kind, Score, Status, Title
from aggregator.normalize.counts import parse_count, parse_episodes
from aggregator.normalize.dates import parse_date
from aggregator.normalize.durations import parse_duration
from aggregator.normalize.scores import parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Facts, Ids, Layout, Scores, Stated, Text, Texts, Titles, at, once_a_page

LINE = "td.SimklTVAboutYearCountry"
"""2009 - 2010 • TBS (JP) • 26 hours • 64 episodes."""
DETAILS = "td.SimklTVAboutTabsDetails"

_WINDOW = re.compile(r"\((?:[^()\d]{1,40})?(?P<year>(?:18|19|20)\d\d)(?: - (?:\d{4}|Now))?\)$", re.ASCII)
"""Bleach (Anime TV 2004 - 2012)."""
_MARK = re.compile(
    r"(?:season|part|cour) (?P<number>\d{1,2})|(?P<ordinal>\d{1,2})(?:st|nd|rd|th) season", re.IGNORECASE | re.ASCII
)
_EPISODES = re.compile(r"[\d,]{1,7} episodes?(?: total)?", re.ASCII)
_LENGTH = re.compile(r"\d{1,3}h(?: \d{1,2}m)?|\d{1,3}m", re.ASCII)
_PLACEHOLDERS = ("The plot is unknown at this time", "No overview")
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})", re.ASCII)
"""Month first."""
_QUOTED = {"myanimelist.net": "MyAnimeList", "imdb.com": "IMDb"}
"""Databases whose scores stand beside the site's own, by the host that the box links."""


class Simkl(Layout):
    """An anime's page on Simkl."""

    hosts = ("simkl.com",)
    entry = r"simkl\.com/(?:anime|tv|movies)/(\d{1,9})(?:/[^/?#]*)?/?(?:[?#]|$)"
    labels: ClassVar[Mapping[str, str]] = {"type": "type", "language": "audio_languages"}
    never_states = frozenset({"source_material", "stated_average", "verdict"})
    settles = frozenset(
        {
            "type",
            "episodes",
            "duration_seconds",
            "status",
            "start_date",
            "end_date",
            "genres",
            "tags",
            "studios",
            "producers",
            "scores",
            "synopsis",
            "image",
            "ids",
            "alternative_titles",
            "season_number",
        }
    )

    def refuses(self, page: Page) -> str | None:
        return None if self.is_entry(page) else "a list, an episode or a member's page of Simkl"

    def title(self, page: Page) -> Text:
        return page.one("h1.headDetail")

    def headline(self, page: Page) -> Text:
        return self.title(page)

    def alternative_titles(self, page: Page) -> Titles:
        second = _second(page)
        yield at(second, Title(second.text)) if second is not None and not _MARK.fullmatch(second.text) else None
        others = _details(page).get("Other Titles")
        for name in others.text.split(", ") if others is not None else ():
            yield at(others, Title(name)) if others is not None else None

    def facts(self, page: Page) -> Facts:
        for label, value in _details(page).items():
            if label.lower() in self.labels:
                yield label, value

    def season_number(self, page: Page) -> int | None:
        second = _second(page)
        found = _MARK.fullmatch(second.text) if second is not None and "season" in second.text.lower() else None
        return int(found["number"] or found["ordinal"]) if found is not None else None

    def episodes(self, page: Page) -> int | None:
        ended = page.first("#SimklTVAirsEpisodeEnded .episode")
        parts = [*_line(page), *([ended.text] if ended is not None else [])]
        return next((parse_episodes(part) for part in parts if _EPISODES.fullmatch(part)), None)

    def duration_seconds(self, page: Page) -> int | None:
        """What a film takes; of a series the running time of all episodes, once all are aired, divided among them."""
        for part in _line(page):
            if _LENGTH.fullmatch(part):
                return parse_duration(part)
        total = next((parse_count(seconds) for seconds in page.structured.meta.get("og:duration", [])), None)
        episodes = self.episodes(page)
        return round(total / episodes) if total and episodes and self.status(page) is Status.FINISHED else None

    def status(self, page: Page) -> Status | None:
        if page.has("#SimklTVAirsEpisodeEnded"):
            return Status.FINISHED
        first = next(iter(_line(page)), "")
        return Status.UPCOMING if first.startswith("Starts ") else Status.ONGOING if first.endswith(" - Now") else None

    def start_date(self, page: Page) -> str | None:
        """The stored day where the page shows a day."""
        aired = _details(page).get("Air Date")
        text = aired.text.partition(" - ")[0] if aired is not None else ""
        numbers, shown = _DAY.search(text), parse_date(text, language="en")
        stored = page.first("span[itemprop=startDate]")
        has_day = numbers is not None or len(shown or "") == len("2009-04-05")
        start = stored.text[:10] if has_day and stored is not None else shown
        year = self.year(page)
        return str(year) if start and year and start == f"{year - 1}-12-31" else start

    def end_date(self, page: Page) -> str | None:
        aired = _details(page).get("Air Date")
        last = _DAY.search(aired.text.partition(" - ")[2]) if aired is not None else None
        return f"{last[3]}-{last[1]}-{last[2]}" if last is not None else None

    def year(self, page: Page) -> int | None:
        window = page.first("title")
        found = _WINDOW.search((window.element.text or "").strip()[-80:]) if window is not None else None
        return int(found["year"]) if found is not None else None

    def genres(self, page: Page) -> Texts:
        return page.many("td.SimklTVAboutGenre .TagGenre")

    def tags(self, page: Page) -> Texts:
        details = _details(page)
        row = details.get("Tags") or details.get("Sub Genres")
        return row.many("a") if row is not None else []

    def studios(self, page: Page) -> Texts:
        return _companies(page, "Studios")

    def producers(self, page: Page) -> Texts:
        return _companies(page, "Producers")

    def scores(self, page: Page) -> Scores:
        ratings = page.first("[itemprop=aggregateRating]")
        if ratings is None:
            return
        own = ratings.first("[itemprop=ratingValue]")
        if own is not None:
            votes = ratings.first("[itemprop=ratingCount]")
            yield at(
                own,
                parse_score(
                    own.text,
                    source="Simkl",
                    kind=Kind.USERS,
                    scale_min=1.0,
                    scale_max=10,
                    votes=parse_count(votes.attr("content") or "") if votes else None,
                ),
            )
        for box in ratings.many(".SimklTVAboutRatingBorderClick"):
            yield _quoted(box)

    def synopsis(self, page: Page) -> Text:
        described = page.first("td.SimklTVAboutDetailsText")
        if described is None or described.text.startswith(_PLACEHOLDERS):
            return None
        folded = described.has("#moreDesc")
        return described.text.replace("... More", "", 1).removesuffix("Less") if folded else described

    def image(self, page: Page) -> Text:
        poster = page.first("#detailPosterImg")
        return poster if poster is not None and "/posters/" in (poster.attr("src") or "") else None

    def ids(self, page: Page) -> Ids:
        links = _details(page).get("Links")
        return links.many("a") if links is not None else []


@once_a_page
def _details(page: Page) -> dict[str, Node]:
    """The table under "Summary": labels without their colon, and the cells beside them."""
    rows = (row.many("td") for row in page.one(DETAILS).many("tr"))
    return {cells[0].text.rstrip(":"): cells[1] for cells in rows if len(cells) == 2 and cells[0].has("strong")}


def _line(page: Page) -> list[str]:
    """The parts of the line under the titles."""
    return [part.strip() for part in page.one(LINE).text.split("•")]


def _second(page: Page) -> Node | None:
    """The smaller headline, where there is one."""
    second = page.first("h2.headDetail")
    return second if second is not None and second.text else None


def _companies(page: Page, label: str) -> Iterator[str]:
    row = _details(page).get(label)
    yield from (link.text for link in row.many("a.ajCompany")) if row is not None else ()


def _quoted(box: Node) -> Stated[Score] | None:
    """A score of another database."""
    link, value, votes = box.first("a"), box.first(".SimklTVRatingTen"), box.first(".SimklTVRatingTotal")
    href = (link.attr("href") or "") if link is not None else ""
    source = next((name for host, name in _QUOTED.items() if host in href), None)
    if source is None or value is None:
        return None
    number = votes.first("span") if votes is not None else None
    return at(
        value,
        parse_score(
            value.text,
            source=source,
            kind=Kind.EXTERNAL,
            scale_min=1.0,
            scale_max=10,
            votes=parse_count(number.text) if number is not None else None,
        ),
    )
