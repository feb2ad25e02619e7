"""ČSFD (csfd.cz): films, series, seasons and episodes; a percentage of its users.

A series states its total running time and a range of minutes behind it: neither is the length of an episode, unless
the range is one number. The list of premieres opens with Czech releases; the first release in a country of origin is
the premiere.
JSON-LD calls the year `dateCreated` and has a placeholder for the poster.
"""

import re
from urllib.parse import urlsplit

from aggregator.model import AnimeType
from aggregator.normalize.counts import parse_count
from aggregator.normalize.dates import parse_date
from aggregator.normalize.scores import parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, Text, Texts, Titles, at

_TYPES: dict[str, AnimeType | None] = {
    "film": AnimeType.MOVIE,
    "tv film": AnimeType.MOVIE,
    "studentský film": AnimeType.MOVIE,
    "amatérský film": AnimeType.MOVIE,
    "video film": AnimeType.OVA,
    "seriál": AnimeType.TV,
    "tv seriál": AnimeType.TV,
    "minisérie": AnimeType.TV,
    "série": AnimeType.TV,
    "séria": AnimeType.TV,
    "hudební videoklip": AnimeType.MUSIC,
    "hudobný videoklip": AnimeType.MUSIC,
    "epizoda": None,
    "epizóda": None,
    "pořad": None,
    "tv pořad": None,
    "koncert": None,
    "divadelní záznam": None,
}
"""What stands in brackets beside the headline; a film has nothing there."""

_ONE_FILM = re.compile(r"/film/\d+-")
_EPISODE = re.compile(r"\s*\(S\d{1,3}(?:E\d{1,4})?\)$")
_SEASON = re.compile(r"- (?:Série|Séria) (\d{1,2})\b")
_YEARS = re.compile(r"\b((?:18|19|20)\d\d)(?:(\s?[–-])\s?((?:19|20)\d\d)?)?")
_TOTAL_OF_EPISODES = re.compile(r"\d h\b[^()]*$")
_SHOWN = re.compile(r"V kinech|V kinách|V TV|Na VOD")


class Csfd(Layout):
    """Overviews of csfd.cz."""

    hosts = ("csfd.cz", "csfd.sk")
    never_states = frozenset(
        {"audio_languages", "episodes", "producers", "source_material", "stated_average", "status"}
        | {"studios", "verdict"}
    )
    settles = frozenset(
        {"alternative_titles", "duration_seconds", "end_date", "genres", "image", "scores", "season_number"}
        | {"start_date", "synopsis", "tags", "type", "year"}
    )

    def refuses(self, page: Page) -> str | None:
        return None if _ONE_FILM.match(urlsplit(page.url or "").path) else "a list, a person or a forum of ČSFD"

    def headline(self, page: Page) -> Text:
        return page.one(".film-header h1")

    def title(self, page: Page) -> Text:
        head = page.one(".film-header h1")
        return at(head, _EPISODE.sub("", head.text))

    def alternative_titles(self, page: Page) -> Titles:
        """With the flag of a country beside each, which tells no language."""
        return [at(name, name.own_text) for name in page.many(".film-names li")]

    def type(self, page: Page) -> Text | AnimeType:
        kind = page.maybe(".film-header .type")
        word = kind.text.strip("() ").casefold() if kind else "film"
        return _TYPES.get(word, word)

    def season_number(self, page: Page) -> Text:
        found = _SEASON.search(page.one(".film-header h1").text)
        return found.group(1) if found else None

    def genres(self, page: Page) -> Texts:
        """Some are links and some are not; what stands between them is drawn by CSS, on older pages a slash."""
        row = page.first(".film-info-content .genres")
        runs = [str(run) for run in row.element.itertext()] if row else []
        return [word.strip() for run in runs for word in run.split("/") if word.strip()]

    def tags(self, page: Page) -> Texts:
        return page.many(".box-tags .updated-box-content a")

    def year(self, page: Page) -> Text:
        found = self._years(page)
        return found.group(1) if found else None

    def start_date(self, page: Page) -> Text:
        """The first showing in a country of origin, in the stated year; else the first of a range of years."""
        years, origin = self._years(page), page.maybe(".origin")
        if years is None or origin is None:
            return None
        countries = {country.strip() for country in (origin.element.text or "").split("/")}
        shown = [
            date
            for row in page.many(".box-premieres li")
            if _SHOWN.search(row.text) and any(flag.attr("title") in countries for flag in row.many("img"))
            if (date := parse_date(row.many("span")[-1].text.split(" ")[0])) and date.startswith(years.group(1))
        ]
        return min(shown, default=years.group(1) if years.group(2) else None)

    def end_date(self, page: Page) -> Text:
        found = self._years(page)
        return found.group(3) if found else None

    def duration_seconds(self, page: Page) -> Text:
        origin = page.maybe(".origin")
        text = origin.text if origin is not None else ""
        years = self._years(page)
        length = text[years.end() :].strip(" )") + (")" if text.endswith(")") else "") if years else text
        return None if self._has_episodes(page) and _TOTAL_OF_EPISODES.search(length) else length or None

    def scores(self, page: Page) -> Scores:
        average = page.first(".film-rating-average")
        count = page.first(".ratings-list .counter") or page.first(".mobile-film-count strong")
        if average is not None:
            votes = parse_count(count.text.strip("()")) if count else None
            yield at(average, parse_score(average.text, source="ČSFD", scale_max=100, votes=votes))

    def synopsis(self, page: Page) -> Text:
        """The first of the contents, without its author in brackets."""
        plot = page.first(".plot-full p")
        if plot is None:
            return None
        author = plot.first("em.span-more-small")
        return at(plot, plot.text.removesuffix(author.text).strip() if author else plot.text)

    def image(self, page: Page) -> Text:
        return page.first(".film-posters a img")

    def _years(self, page: Page) -> re.Match[str] | None:
        origin = page.maybe(".origin")
        return _YEARS.search(origin.text[:300]) if origin is not None else None

    def _has_episodes(self, page: Page) -> bool:
        kind: Node | None = page.maybe(".film-header .type")
        return kind is not None and _TYPES.get(kind.text.strip("() ").casefold()) is AnimeType.TV
