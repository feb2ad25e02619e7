"""AniDB: the entry of one anime on anidb.net.

Dates are day first; their unknown parts are question marks, which the attributes beside them fill with 01: the visible
text is right. A type without a number of episodes ("Movie", "OVA") has one; how long an episode is stands only in the
list of episodes. The users' score is printed over three sets of votes: those that lasted ("Rating"), all ("Average"),
and those of reviews ("Review Rating").
"""

import re
from collections import Counter
from collections.abc import Iterator

from aggregator.model import Kind, Score, Season, Title
from aggregator.normalize.counts import parse_count
from aggregator.normalize.durations import parse_duration
from aggregator.normalize.scores import parse_score
from aggregator.normalize.seasons import parse_season
from aggregator.page import Node, Page
from aggregator.reading.layout import Ids, Layout, Scores, Text, Texts, Titles, at, once_a_page

FACTS = "#tabbed_pane .pane.info"
"""The tab of facts; its first rows repeat in the tab of titles."""
TITLES = "#tabbed_pane .pane.titles"

OWN_CODES = {"x-jat": "ja-Latn", "x-kot": "ko-Latn", "x-zht": "zh-Latn", "es-LA": "es-419"}
"""AniDB's codes of languages that are not BCP-47."""

ASIDES = ("Source:", "Note:")
"""How lines in italics begin that stand in a description without describing the work."""

_DATE = re.compile(r"(\d\d|\?\?)\.(\d\d|\?\?)\.(\d{4})", re.ASCII)
_FLAG = re.compile(r"i_audio_([a-z]{1,3}(?:-[A-Za-z0-9]{2,8}){0,2})(?!\S)", re.ASCII)
_EPISODE = re.compile(r"[1-9]\d{0,4}", re.ASCII)


class Anidb(Layout):
    """An anime's entry on AniDB."""

    hosts = ("anidb.net", "anidb.info")
    entry = r"anidb\.\w+/(?:anime/|a|perl-bin/animedb\.pl\?show=anime&aid=)(\d{1,7})/?(?:[?#&]|$)"
    never_states = frozenset(
        {"status", "source_material", "season_number", "stated_average", "verdict", "audio_languages"}
    )
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
            "producers",
            "scores",
            "synopsis",
            "image",
            "ids",
            "alternative_titles",
        }
    )

    def refuses(self, page: Page) -> str | None:
        return None if self.is_entry(page) else "a page of AniDB other than the entry of an anime"

    def title(self, page: Page) -> Text:
        return page.one(f"{FACTS} tr.romaji [itemprop=name]")

    def headline(self, page: Page) -> Text:
        return page.one("h1.anime")

    def alternative_titles(self, page: Page) -> Titles:
        titles = page.one(TITLES)
        for row in titles.many("tr.official"):
            name = row.first("label") or row.one("td.value")
            yield at(name, Title(name.text, _language(row)))
        for row in titles.many("tr.kana td.value"):
            yield at(row, Title(row.text, "ja-Hrkt"))
        for row in titles.many("tr.syn td.value, tr.short td.value"):
            for synonym in row.text.split(", "):
                yield at(row, Title(synonym.strip()))

    def type(self, page: Page) -> Text:
        row = _kind(page)
        return row.text.partition(",")[0]

    def episodes(self, page: Page) -> int | None:
        row = _kind(page)
        counted = row.maybe("[itemprop=numberOfEpisodes]")
        if counted is not None:
            return parse_count(counted.text)
        return 1 if "," not in row.text and _lengths(page) else None

    def duration_seconds(self, page: Page) -> int | None:
        """The length of most episodes; of a film, that of the whole: it is listed first, before its parts."""
        lengths = _lengths(page)
        if "," not in _kind(page).text:
            return lengths[0] if lengths else None
        common = Counter(length for length in lengths if length).most_common(1)
        return common[0][0] if common else None

    def start_date(self, page: Page) -> Text:
        return _iso(_aired(page).partition(" until ")[0])

    def end_date(self, page: Page) -> Text:
        return _iso(_aired(page).partition(" until ")[2])

    def season(self, page: Page) -> Season | None:
        """Only the word: the year of "Winter 2017/18" may be either."""
        row = _facts(page).get("season")
        return parse_season(row.text)[0] if row is not None else None

    def genres(self, page: Page) -> Texts:
        tags = _facts(page).get("tags")
        return tags.many(".tagname") if tags is not None else []

    def studios(self, page: Page) -> Texts:
        return _credited(page, "Animation Work:")

    def producers(self, page: Page) -> Texts:
        return _credited(page, "Work:")

    def scores(self, page: Page) -> Scores:
        facts = _facts(page)
        for row in (facts[kind] for kind in ("rating", "tmprating", "reviews") if kind in facts):
            yield at(row, _score(row))

    def synopsis(self, page: Page) -> Text:
        described = page.first(".desc[itemprop=description]")
        if described is None:
            return None
        text = described.text
        for aside in described.many("i"):
            if aside.text.startswith(ASIDES):
                text = text.replace(aside.text, "")
        return text

    def image(self, page: Page) -> Text:
        return page.first(".image img[itemprop=image]")

    def ids(self, page: Page) -> Ids:
        """A work that another database splits up has links to the parts: only one to "(All)" names the same work."""
        resources = _facts(page).get("resources")
        for group in resources.many(".icons") if resources is not None else ():
            links = group.many("a")
            yield from links if len(links) == 1 else [link for link in links if link.text == "(All)"]


@once_a_page
def _facts(page: Page) -> dict[str, Node]:
    """The values of the facts by the class of their rows."""
    values: dict[str, Node] = {}
    for row in page.one(FACTS).many("tr"):
        value = row.first("td.value")
        if value is not None:
            values.update((kind, value) for kind in (row.attr("class") or "").split() if kind not in values)
    return values


def _language(row: Node) -> str | None:
    """The language of a title from its flag; of several flags the first."""
    flag = row.first("span.i_flag")
    found = _FLAG.search((flag.attr("class") or "") if flag is not None else "")
    code = found.group(1) if found is not None else ""
    return OWN_CODES.get(code, None if code.startswith("x-") else code or None)


@once_a_page
def _lengths(page: Page) -> tuple[int | None, ...]:
    """How long the regular episodes are; specials (S1), trailers (T1) and the like left out."""
    return tuple(_lengths_of(page.many("tr[data-anidb-eid]")))


def _lengths_of(rows: list[Node]) -> Iterator[int | None]:
    for row in rows:
        cells = {(cell.attr("class") or "").partition(" ")[0]: cell for cell in row.many("td")}
        number, length = cells.get("id"), cells.get("duration")
        if number is not None and _EPISODE.fullmatch(number.text):
            yield parse_duration(length.text) if length is not None else None


def _kind(page: Page) -> Node:
    """What it is and how long: "TV Series, 26 episodes"."""
    return _facts(page).get("type") or page.one(f"{FACTS} tr.type td.value")


def _aired(page: Page) -> str:
    """Both dates as printed: 24.10.1998 until 24.04.1999."""
    row = _facts(page).get("year")
    return row.text if row is not None else ""


def _iso(text: str) -> str | None:
    """A date as AniDB prints it, in ISO: `??.10.2023` is 2023-10."""
    found = _DATE.search(text)
    if found is None:
        return None
    day, month, year = found.groups()
    return year if month == "??" else f"{year}-{month}" if day == "??" else f"{year}-{month}-{day}"


def _credited(page: Page, credit: str) -> Iterator[str]:
    for row in page.many("#staffoverview tr"):
        role = row.first("td.credit")
        if role is not None and role.text == credit:
            yield from (name.text for name in row.many("td.name a"))


def _score(row: Node) -> Score | None:
    value, votes = row.first("span.value"), row.first("span.count")
    if value is None:
        return None
    return parse_score(
        value.text,
        source="AniDB",
        kind=Kind.USERS,
        scale_min=1.0,
        scale_max=10,
        votes=parse_count(votes.text.strip("()")) if votes else None,
    )
