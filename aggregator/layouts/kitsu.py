"""Kitsu: the answer of its JSON:API about one anime, with whatever it was asked to include.

`averageRating` is a percentage in text; `ratingFrequencies` count the votes on it, while `userCount` counts lists. Keys
of titles are languages, `en_jp` being Japanese in Latin letters. Categories are genres, settings and themes mixed.
"""

from collections.abc import Iterator

from aggregator.model import DatabaseId, Status, Title
from aggregator.normalize.counts import parse_count
from aggregator.normalize.scores import parse_score
from aggregator.page import Json, Page
from aggregator.reading.layout import Ids, Layout, Scores, Text, Texts, Titles
from aggregator.reading.paths import get, get_count, get_list, get_text, get_texts

_STATUSES = {
    "finished": Status.FINISHED,
    "current": Status.ONGOING,
    "upcoming": Status.UPCOMING,
    "unreleased": Status.UPCOMING,
    "tba": Status.UPCOMING,
}
_SITES = {
    "myanimelist/anime": "mal",
    "anilist": "anilist",
    "anilist/anime": "anilist",
    "anidb": "anidb",
    "animenewsnetwork": "ann",
    "thetvdb": "tvdb",
    "thetvdb/series": "tvdb",
}
_WORKS = frozenset({"anime", "manga", "drama"})
_LATIN = {"en_jp": "ja-Latn", "en_kr": "ko-Latn", "en_cn": "zh-Latn", "en_th": "th-Latn"}
_HOME = {
    "ja_jp": "ja",
    "ko_kr": "ko",
    "th_th": "th",
    "en_us": "en",
    "fr_fr": "fr",
    "de_de": "de",
    "it_it": "it",
    "es_es": "es",
}
"""Languages in the country that gave them their name."""


class Kitsu(Layout):
    """`{"data": {"type": "anime", "attributes": {…}}, "included": […]}`."""

    precedence = 20
    never_states = frozenset({"audio_languages", "season_number", "source_material", "stated_average", "verdict"})

    def claims(self, page: Page) -> bool:
        data = get(page.json, "data")
        first = data[0] if isinstance(data, list) and data else data
        return get(first, "type") in _WORKS and isinstance(get(first, "attributes"), dict)

    def refuses(self, page: Page) -> str | None:
        data = get(page.json, "data")
        if isinstance(data, list):
            return "a list of works"
        return None if get(data, "type") == "anime" else "about another kind of work than anime"

    def headline(self, page: Page) -> Text:
        return self.title(page)

    def title(self, page: Page) -> Text:
        said = _attributes(page)
        return get_text(said, "canonicalTitle") or next(
            (title for title in _titles(said).values() if isinstance(title, str)), None
        )

    def alternative_titles(self, page: Page) -> Titles:
        said = _attributes(page)
        for key, title in _titles(said).items():
            if isinstance(title, str) and title.strip():
                yield Title(title.strip(), _language(key))
        yield from (Title(title) for title in get_texts(said, "abbreviatedTitles"))

    def type(self, page: Page) -> Text:
        return get_text(_attributes(page), "subtype") or get_text(_attributes(page), "showType")

    def episodes(self, page: Page) -> int | None:
        return get_count(_attributes(page), "episodeCount") or None

    def duration_seconds(self, page: Page) -> int | None:
        minutes = get_count(_attributes(page), "episodeLength")
        return minutes * 60 if minutes else None

    def status(self, page: Page) -> Text | Status:
        word = get_text(_attributes(page), "status")
        return _STATUSES.get(word, word) if word else None

    def start_date(self, page: Page) -> Text:
        return get_text(_attributes(page), "startDate")

    def end_date(self, page: Page) -> Text:
        return get_text(_attributes(page), "endDate")

    def genres(self, page: Page) -> Texts:
        kinds = (("genres", "name"), ("categories", "title"))
        return [get_text(item, "attributes", key) for kind, key in kinds for item in _included(page, kind)]

    def studios(self, page: Page) -> Texts:
        return [name for name, role in _companies(page) if role == "studio"]

    def producers(self, page: Page) -> Texts:
        return [name for name, role in _companies(page) if role != "studio"]

    def scores(self, page: Page) -> Scores:
        said = _attributes(page)
        counts = get(said, "ratingFrequencies")
        votes = sum(parse_count(str(count)) or 0 for count in counts.values()) if isinstance(counts, dict) else None
        if value := get_text(said, "averageRating"):
            yield parse_score(value, source="Kitsu", scale_max=100, votes=votes)

    def synopsis(self, page: Page) -> Text:
        return get_text(_attributes(page), "synopsis") or get_text(_attributes(page), "description")

    def image(self, page: Page) -> Text:
        posters = get(_attributes(page), "posterImage")
        return get_text(posters, "original") or get_text(posters, "large")

    def ids(self, page: Page) -> Ids:
        if own := get_text(page.json, "data", "id"):
            yield DatabaseId("kitsu", own)
        for mapping in _included(page, "mappings"):
            site = _SITES.get(get_text(mapping, "attributes", "externalSite") or "")
            key = get_text(mapping, "attributes", "externalId")
            if site and key:
                yield DatabaseId(site, key.split("/")[0])


def _attributes(page: Page) -> Json:
    return get(page.json, "data", "attributes")


def _titles(said: Json) -> dict[str, Json]:
    titles = get(said, "titles")
    return titles if isinstance(titles, dict) else {}


def _language(key: str) -> str:
    """The language of a key of `titles`.

    >>> _language("en_jp"), _language("ja_jp"), _language("pt_br"), _language("en")
    ('ja-Latn', 'ja', 'pt-BR', 'en')
    """
    language, _, region = key.partition("_")
    return _LATIN.get(key) or _HOME.get(key) or (f"{language}-{region.upper()}" if region else language)


def _included(page: Page, kind: str) -> Iterator[Json]:
    """The included items of a kind; of other works' items only those that this one refers to."""
    referred = {get_text(item, "id") for item in get_list(page.json, "data", "relationships", kind, "data")}
    for item in get_list(page.json, "included"):
        if get(item, "type") == kind and (not referred or get_text(item, "id") in referred):
            yield item


def _companies(page: Page) -> Iterator[tuple[str, str | None]]:
    """The name of each company, and its role."""
    names = {get_text(item, "id"): get_text(item, "attributes", "name") for item in _included(page, "producers")}
    for production in _included(page, "animeProductions"):
        name = names.get(get_text(production, "relationships", "producer", "data", "id"))
        if name:
            yield name, get_text(production, "attributes", "role")
