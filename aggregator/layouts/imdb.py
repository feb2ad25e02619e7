"""IMDb: the desktop and the mobile pages of 2014, those of 2019 and 2020, and today's, which carry their data as JSON.

Titles are localised by the reader's address, and so is the release date: it is the premiere only where its country is
one of the work's own and its year the work's. Genres beside the headline are cut to three. `review` in JSON-LD is one
member's.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from aggregator.markup import parse_json
from aggregator.model import AnimeType, Kind
from aggregator.normalize.counts import parse_count
from aggregator.normalize.dates import parse_date
from aggregator.normalize.scores import parse_score
from aggregator.page import Json, Node, Page
from aggregator.reading.layout import Layout, Scores, Text, Texts, Titles, at
from aggregator.reading.paths import get, get_count, get_list, get_text, get_texts

_TYPES: dict[str, AnimeType | None] = {
    "": AnimeType.MOVIE,
    "movie": AnimeType.MOVIE,
    "tv movie": AnimeType.MOVIE,
    "tvmovie": AnimeType.MOVIE,
    "tv series": AnimeType.TV,
    "tvseries": AnimeType.TV,
    "tv mini-series": AnimeType.TV,
    "tv mini series": AnimeType.TV,
    "tvminiseries": AnimeType.TV,
    "tv special": AnimeType.TV_SPECIAL,
    "tvspecial": AnimeType.TV_SPECIAL,
    "video": AnimeType.OVA,
    "music video": AnimeType.MUSIC,
    "musicvideo": AnimeType.MUSIC,
    "short": None,
    "tv short": None,
    "tvshort": None,
    "tv episode": None,
    "tvepisode": None,
    "podcast series": None,
    "podcastseries": None,
}
"""The words before the year in the window's title, and the keys of today's JSON. A film has no word."""
_GAMES = frozenset({"video game", "videogame"})

_ONE_TITLE = re.compile(r"(?:/[a-z]{2}(?:-[a-z]{2})?)?/title/tt\d+(?:/(?:reference/?)?)?$")
_KIND = re.compile(
    r"\((?:(?P<kind>[A-Z][A-Za-z -]{1,20}) )?(?P<start>\d{4})(?P<range>\s?[–-]\s?(?P<end>\d{4})?\s*)?\)(?: - IMDb)?$"
)
_ABROAD = re.compile(r"(?P<date>[^()]{4,30}) \((?P<country>[^()]{2,40})\)")


class _Imdb(Layout):
    """What all generations share."""

    hosts = ("imdb.com",)
    never_states = frozenset({"producers", "season_number", "source_material", "stated_average", "status", "verdict"})
    settles = frozenset(
        {"alternative_titles", "audio_languages", "duration_seconds", "end_date", "episodes", "genres", "scores"}
        | {"start_date", "studios", "synopsis", "tags", "type", "year"}
    )

    def claims(self, page: Page) -> bool:
        return self.at_home(page) and any(page.has(sign) for sign in self.signs)

    def refuses(self, page: Page) -> str | None:
        if not _ONE_TITLE.match(urlsplit(page.url or "").path):
            return "a list, a person or a part of a title's pages"
        return "about a game" if self._kind(page) in _GAMES else None

    def type(self, page: Page) -> Text | AnimeType:
        kind = self._kind(page)
        return _TYPES.get(kind, kind)

    def year(self, page: Page) -> Text:
        return self._years(page)[0]

    def start_date(self, page: Page) -> Text:
        """The premiere to the day where the page tells it, else the first year of a range."""
        start, is_range, _ = self._years(page)
        day = next((date for date in self._premieres(page) if start and date.startswith(start)), None)
        return day or (start if is_range else None)

    def end_date(self, page: Page) -> Text:
        return self._years(page)[2]

    def _kind(self, page: Page) -> str:
        """`tv series`; empty for a film."""
        found = _KIND.search(_window_title(page))
        return (found["kind"] or "").casefold() if found else ""

    def _years(self, page: Page) -> tuple[str | None, bool, str | None]:
        """The first year, whether a range of years is stated, and the last."""
        found = _KIND.search(_window_title(page))
        return (found["start"], found["range"] is not None, found["end"]) if found else (None, False, None)

    def _premieres(self, page: Page) -> Iterable[str]:
        """Release dates that are no local ones."""
        raise NotImplementedError


class Imdb(_Imdb):
    """The pages of today: everything stands in one JSON object."""

    name = "imdb"

    def claims(self, page: Page) -> bool:
        older = (ImdbOf2019, ImdbDesktopOf2014, ImdbMobileOf2014)
        return self.at_home(page) and not any(page.has(sign) for layout in older for sign in layout.signs)

    def headline(self, page: Page) -> Text:
        return get_text(self._top(page), "titleText", "text")

    def title(self, page: Page) -> Text:
        return get_text(self._top(page), "titleText", "text")

    def alternative_titles(self, page: Page) -> Titles:
        yield get_text(self._top(page), "originalTitleText", "text")
        yield from get_texts(self._column(page), "akas", "edges", "node", "text")

    def episodes(self, page: Page) -> Text | int:
        return get_count(self._column(page), "episodes", "episodes", "total") or get_count(
            self._column(page), "episodes", "total"
        )

    def duration_seconds(self, page: Page) -> Text | int:
        return get_count(self._top(page), "runtime", "seconds") or None

    def genres(self, page: Page) -> Texts:
        """`interests` are the chips under the poster: genres, subgenres and franchises mixed."""
        return get_texts(self._top(page), "genres", "genres", "text")

    def tags(self, page: Page) -> Texts:
        interests = get_texts(self._top(page), "interests", "edges", "node", "primaryText", "text")
        keywords = get_texts(self._top(page), "keywords", "edges", "node", "text")
        return [*interests, *keywords]

    def audio_languages(self, page: Page) -> Texts:
        return get_texts(self._column(page), "spokenLanguages", "spokenLanguages", "text")

    def studios(self, page: Page) -> Texts:
        return get_texts(self._column(page), "production", "edges", "node", "company", "companyText", "text")

    def scores(self, page: Page) -> Scores:
        rating = get(self._top(page), "ratingsSummary")
        value, votes = get(rating, "aggregateRating"), get(rating, "voteCount")
        if isinstance(value, (int, float)) and isinstance(votes, int):
            yield parse_score(str(value), source="IMDb", scale_max=10, scale_min=1.0, votes=votes)
        critics = get(self._top(page), "metacritic", "metascore", "score")
        if isinstance(critics, int):
            yield parse_score(str(critics), source="Metacritic", kind=Kind.EXTERNAL, scale_max=100)

    def synopsis(self, page: Page) -> Text:
        return get_text(self._top(page), "plot", "plotText", "plainText")

    def image(self, page: Page) -> Text:
        return get_text(self._top(page), "primaryImage", "url")

    def _kind(self, page: Page) -> str:
        return (get_text(self._top(page), "titleType", "id") or "").casefold()

    def _years(self, page: Page) -> tuple[str | None, bool, str | None]:
        start, end = (get(self._top(page), "releaseYear", key) for key in ("year", "endYear"))
        is_series = _TYPES.get(self._kind(page)) is AnimeType.TV
        return (str(start) if start else None, is_series, str(end) if end and is_series else None)

    def _premieres(self, page: Page) -> Iterable[str]:
        release = get(self._top(page), "releaseDate")
        origins = {
            get(country, "id")
            for data in (self._top(page), self._column(page))
            for country in get_list(data, "countriesOfOrigin", "countries")
        }
        if get(release, "country", "id") in origins:
            numbers = [get(release, part) for part in ("year", "month", "day")]
            known = [number for number in numbers if isinstance(number, int)]
            yield "-".join(f"{number:02d}" for number in known)

    def _top(self, page: Page) -> Json:
        return get(self._props(page), "aboveTheFoldData")

    def _column(self, page: Page) -> Json:
        return get(self._props(page), "mainColumnData")

    def _props(self, page: Page) -> Json:
        return get(parse_json(page.one("script#__NEXT_DATA__").element.text or ""), "props", "pageProps")


class ImdbOf2019(_Imdb):
    """The pages of 2019 and 2020."""

    name = "imdb_2019"
    signs = (".title_wrapper", ".title_block")

    def headline(self, page: Page) -> Text:
        return page.one(".title_wrapper h1")

    def title(self, page: Page) -> Text:
        head = page.one(".title_wrapper h1")
        return at(head, head.own_text)

    def alternative_titles(self, page: Page) -> Titles:
        original = page.maybe(".title_wrapper .originalTitle")
        yield at(original, original.own_text) if original else None
        yield _own_text(_block(page, "Also Known As"))

    def episodes(self, page: Page) -> Text:
        return page.first(".np_episode_guide .bp_sub_heading")

    def duration_seconds(self, page: Page) -> Text:
        return page.first(".title_wrapper time") or page.first("#titleDetails time")

    def genres(self, page: Page) -> Texts:
        whole = _story_links(page, "Genres")
        return whole or page.many('.subtext a[href*="genres="]')

    def tags(self, page: Page) -> Texts:
        return [link for link in _story_links(page, "Plot Keywords") if "/search/keyword" in (link.attr("href") or "")]

    def audio_languages(self, page: Page) -> Texts:
        return _block_links(page, "Language", "language=")

    def studios(self, page: Page) -> Texts:
        return _block_links(page, "Production Co", "/company/")

    def scores(self, page: Page) -> Scores:
        value = page.maybe(".imdbRating .ratingValue [itemprop=ratingValue]")
        count = page.maybe(".imdbRating [itemprop=ratingCount]")
        if value is not None:
            votes = parse_count(count.text) if count else None
            yield at(value, parse_score(value.text, source="IMDb", scale_max=10, scale_min=1.0, votes=votes))
        critics = page.first(".metacriticScore span")
        if critics is not None:
            yield at(critics, parse_score(critics.text, source="Metacritic", kind=Kind.EXTERNAL, scale_max=100))

    def synopsis(self, page: Page) -> Text:
        return _storyline(page) or page.maybe(".plot_summary .summary_text")

    def image(self, page: Page) -> Text:
        return page.first(".poster img")

    def _premieres(self, page: Page) -> Iterable[str]:
        countries = {link.text for link in _block_links(page, "Country", "country_of_origin=")}
        yield from _at_home(_own_text(_block(page, "Release Date")), countries)
        if "USA" in countries:  # JSON-LD has the American release
            said = (data.get("datePublished") for data in page.structured.json_ld)
            yield from (date for text in said if isinstance(text, str) and (date := parse_date(text)))


class ImdbDesktopOf2014(_Imdb):
    """The desktop pages of 2014."""

    name = "imdb_2014"
    signs = ("#overview-top",)

    def headline(self, page: Page) -> Text:
        return page.one("#overview-top h1.header")

    def title(self, page: Page) -> Text:
        return page.one("#overview-top h1.header").one("span.itemprop[itemprop=name]")

    def alternative_titles(self, page: Page) -> Titles:
        """An original title stands in the headline, in quotes."""
        extra = page.maybe("#overview-top h1.header .title-extra")
        yield at(extra, extra.own_text.strip(' "“”')) if extra else None
        yield _own_text(_block(page, "Also Known As"))

    def episodes(self, page: Page) -> Text:
        return page.first(".np_episode_guide .bp_sub_heading")

    def duration_seconds(self, page: Page) -> Text:
        return page.first("#overview-top .infobar time") or page.first("#titleDetails time")

    def genres(self, page: Page) -> Texts:
        whole = _story_links(page, "Genres")
        return whole or page.many("#overview-top .infobar [itemprop=genre]")

    def tags(self, page: Page) -> Texts:
        return [link for link in _story_links(page, "Plot Keywords") if "/keyword/" in (link.attr("href") or "")]

    def audio_languages(self, page: Page) -> Texts:
        return _block_links(page, "Language", "/language/")

    def studios(self, page: Page) -> Texts:
        return _block_links(page, "Production Co", "/company/")

    def scores(self, page: Page) -> Scores:
        box = page.maybe("#overview-top .star-box-details")
        if box is None:
            return
        value, count = box.maybe("[itemprop=ratingValue]"), box.maybe("[itemprop=ratingCount]")
        if value is not None:
            votes = parse_count(count.text) if count else None
            yield at(value, parse_score(value.text, source="IMDb", scale_max=10, scale_min=1.0, votes=votes))
        critics = [link for link in box.many("a") if (link.attr("href") or "").startswith("criticreviews")]
        if critics and "/" in critics[0].text:
            reviews = parse_count(critics[-1].text)
            yield at(critics[0], parse_score(critics[0].text, source="Metacritic", kind=Kind.EXTERNAL, votes=reviews))

    def synopsis(self, page: Page) -> Text:
        return _storyline(page) or page.first("#overview-top p[itemprop=description]")

    def image(self, page: Page) -> Text:
        return page.first("#img_primary img[itemprop=image]")

    def _premieres(self, page: Page) -> Iterable[str]:
        countries = {link.text for link in _block_links(page, "Country", "/country/")}
        return _at_home(_own_text(_block(page, "Release Date")), countries)


class ImdbMobileOf2014(_Imdb):
    """The mobile pages of 2014."""

    name = "imdb_mobile"
    signs = ("#titleOverview",)

    def headline(self, page: Page) -> Text:
        return page.one("#titleOverview h1")

    def title(self, page: Page) -> Text:
        """Numbers of namesakes and years stand in small print."""
        head = page.one("#titleOverview h1")
        return at(head, head.own_text)

    def duration_seconds(self, page: Page) -> Text:
        return page.first("#titleOverview .infobar time")

    def genres(self, page: Page) -> Texts:
        return page.many("#titleOverview .infobar [itemprop=genre]")

    def audio_languages(self, page: Page) -> Texts:
        headings = [heading for heading in page.many("h3") if heading.text == "Language"]
        return [heading.next for heading in headings[:1]]

    def scores(self, page: Page) -> Scores:
        bar = page.maybe("#titleOverview #ratings-bar")
        if bar is None:  # nobody has voted yet
            return
        for small in bar.many(".text-muted"):
            value = small.parent
            scale, _, count = small.text.partition(" ")
            if value is not None and scale.startswith("/"):
                text, votes = value.own_text + scale, parse_count(count)
                yield at(value, parse_score(text, source="IMDb", scale_max=10, scale_min=1.0, votes=votes))
        critics = bar.maybe(".metascore")
        if critics is not None:
            yield at(critics, parse_score(critics.text, source="Metacritic", kind=Kind.EXTERNAL, scale_max=100))

    def synopsis(self, page: Page) -> Text:
        return page.first("#titleOverview p[itemprop=description]")

    def image(self, page: Page) -> Text:
        return page.first("#titleOverview img[itemprop=image]")

    def _premieres(self, page: Page) -> Iterable[str]:  # noqa: ARG002 - the release date tells no country here
        return ()


def _window_title(page: Page) -> str:
    title = page.first("title")
    return title.own_text[-120:] if title else ""


def _block(page: Page, label: str) -> Node | None:
    """The block of the details under a label."""
    for block in page.many("#titleDetails .txt-block"):
        heading = block.first("h4")
        if heading is not None and heading.text.rstrip(":") == label:
            return block
    return None


def _own_text(block: Node | None) -> str | None:
    """What stands directly in a block, without its label and without "See more »"."""
    return block.own_text.strip(" »") or None if block else None


def _block_links(page: Page, label: str, to: str) -> list[Node]:
    block = _block(page, label)
    return [link for link in block.many("a") if to in (link.attr("href") or "")] if block else []


def _story_links(page: Page, label: str) -> list[Node]:
    for block in page.many("#titleStoryLine .canwrap"):
        heading = block.first("h4")
        if heading is not None and heading.text.rstrip(":") == label:
            return block.many("a")
    return []


def _storyline(page: Page) -> Text:
    """The storyline without its author."""
    story = page.first("#titleStoryLine .canwrap p")
    author = story.first("em") if story else None
    if story is None:
        return None
    return at(story, story.text.removesuffix(author.text).strip() if author else story.text)


def _at_home(release: str | None, countries: set[str]) -> Iterator[str]:
    """The date of "15 September 1995 (USA)", where the country is one of those."""
    found = _ABROAD.fullmatch((release or "")[:80])
    if found and found["country"] in countries and (date := parse_date(found["date"])):
        yield date
