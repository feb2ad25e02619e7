"""Links to other databases: which database, and the work's key there."""

import re
from collections.abc import Iterator

from aggregator.model import DatabaseId
from aggregator.normalize.genres import parse_genre, split_genres
from aggregator.normalize.ids import database_id, is_database
from aggregator.normalize.names import parse_names
from aggregator.page import Element, Page, visible_text
from aggregator.reading.fields import Said
from aggregator.reading.zones import Zone, Zones

IDS = 40
GENRES = 35
STUDIOS = 33
_MOST_STUDIOS = 6
_MOST_GENRES = 14

_NAMES = {
    "myanimelist.net": "MyAnimeList",
    "anilist.co": "AniList",
    "anidb.net": "AniDB",
    "animenewsnetwork.com": "Anime News Network",
    "kitsu.io": "Kitsu",
    "kitsu.app": "Kitsu",
    "anime-planet.com": "Anime-Planet",
    "anisearch.com": "aniSearch",
    "anisearch.de": "aniSearch",
    "livechart.me": "LiveChart",
    "simkl.com": "Simkl",
    "imdb.com": "IMDb",
    "themoviedb.org": "TMDB",
    "thetvdb.com": "TheTVDB",
    "shikimori.one": "Shikimori",
    "shikimori.me": "Shikimori",
    "kinopoisk.ru": "Kinopoisk",
    "metacritic.com": "Metacritic",
    "rottentomatoes.com": "Rotten Tomatoes",
    "letterboxd.com": "Letterboxd",
    "world-art.ru": "World Art",
    "bgm.tv": "Bangumi",
    "douban.com": "Douban",
}
_NAMED = re.compile(
    r"//(?:[\w-]+\.){0,3}?(" + "|".join(re.escape(host) for host in _NAMES) + r")(?![\w.-])", re.IGNORECASE
)


def database_of(text: str) -> str | None:
    """The usual name of the database that a link in a text leads to.

    >>> database_of("https://www.imdb.com/title/tt0000001/")
    'IMDb'
    """
    found = _NAMED.search(text)
    return _NAMES[found.group(1).lower()] if found else None


def read_links(page: Page, zones: Zones, *, genres_known: bool) -> Iterator[Said]:
    """Ids of other databases, studios, and genres, from the page's links."""
    outward: list[tuple[str, Element]] = []
    genres: dict[Element, list[Element]] = {}
    studios: list[Element] = []
    here = {page.site, f"www.{page.site}"}
    for link in page.index.tags.get("a", []):
        href = link.get("href")
        if not href or href[0] == "#":
            continue
        host = href.find("//", 0, 8) + 2
        if host > 1 and (name := href[host : href.find("/", host)]) not in here and is_database(name):
            outward.append((href, link))
        path = href.lower()
        if "studio" in path and _STUDIO.search(path):
            studios.append(link)
            continue
        if genres_known:
            continue
        if "genre" not in path and _GENRE_PATHS.isdisjoint(path.split("/")) and "tag" not in (link.get("rel") or ""):
            continue
        holder = _list_around(link)
        if holder is not None:
            genres.setdefault(holder, []).append(link)
    yield from _ids(page, zones, outward)
    yield from _companies(zones, studios)
    if not genres_known:
        found = list(_genres(zones, genres))
        yield from found or _unnamed_genres(page, zones)


_STUDIO = re.compile(r"/(?:studios?|animation-studios?)/[^/?#]|[?&]studios?=", re.IGNORECASE)
_GENRE_PATHS = frozenset(
    {
        "tag",
        "tags",
        "category",
        "categories",
        "categoria",
        "categorie",
        "kategorie",
        "kategoria",
        "kategori",
        "zhanr",
        "janr",
        "zhanry",
        "gatunek",
        "gatunki",
        "zanr",
        "zanry",
        "tur",
        "generi",
        "genere",
        "generos",
        "genero",
        "stil",
    }
)


def _list_around(link: Element) -> Element | None:
    """The element that holds a link and its like."""
    holder = link.getparent()
    while holder is not None and holder.tag in {"li", "span", "b", "dd"}:
        holder = holder.getparent()
    return holder


def _ids(page: Page, zones: Zones, outward: list[tuple[str, Element]]) -> Iterator[Said]:
    """Where one database is linked with several keys, the links are related works.

    Unless only one stands among links to other databases.
    """
    own = database_id(f"https://{page.site}/anime/1") if page.site else None
    found: list[tuple[DatabaseId, Element, str]] = []
    for href, link in outward:
        key = database_id(href.strip())
        if (
            key is not None
            and (own is None or key.source != own.source)
            and zones.of(link) in {Zone.SUBJECT, Zone.ASIDE}
        ):
            found.append((key, link, href))
    for source in sorted({key.source for key, _, _ in found}):
        ours = [one for one in found if one[0].source == source]
        if len({key for key, _, _ in ours}) > 1:
            company = [_company(one[1], found) for one in ours]
            best = max(company)
            ours = [one for one, size in zip(ours, company, strict=True) if size == best and best > 1]
            if len({key for key, _, _ in ours}) != 1:
                continue
        key, link, href = ours[0]
        yield Said("ids", key, "links", href, link, IDS)


def _company(link: Element, found: list[tuple[DatabaseId, Element, str]]) -> int:
    """How many databases are linked beside a link."""
    near = [ancestor for ancestor, _ in zip(link.iterancestors(), range(3), strict=False)]
    return len(
        {
            key.source
            for key, other, _ in found
            if any(ancestor in near for ancestor, _ in zip(other.iterancestors(), range(3), strict=False))
        }
    )


def _genres(zones: Zones, groups: dict[Element, list[Element]]) -> Iterator[Said]:
    """Links that call themselves genres and stand together: the first such group outside menus."""
    for holder, links in groups.items():
        if len(links) > _MOST_GENRES or zones.of(holder) not in {Zone.SUBJECT, Zone.ASIDE}:
            continue
        words = [(visible_text(link).strip(" ,#"), link) for link in links]
        known = [
            (genre, word, link)
            for word, link in words
            if 2 <= len(word) <= _LONGEST_GENRE
            for part in split_genres(word)
            if (genre := parse_genre(part))
        ]
        if not known or len(known) * 2 < len(words):
            continue
        for genre, word, link in known:
            yield Said("genres", genre, "links", word, link, GENRES)
        return


_LONGEST_GENRE = 40


def _unnamed_genres(page: Page, zones: Zones) -> Iterator[Said]:
    """Links side by side whose texts are genres and nothing else, though no address says so.

    The first such group outside menus.
    """
    groups: dict[Element, list[Element]] = {}
    for link in page.index.tags.get("a", []):
        text = link.text
        if text and 2 < len(text) <= 24 and not len(link):
            holder = _list_around(link)
            if holder is not None:
                groups.setdefault(holder, []).append(link)
    for holder, links in groups.items():
        if not 2 <= len(links) <= _MOST_GENRES:
            continue
        genres = [parse_genre((link.text or "").strip(" ,#")) for link in links]
        known = [(genre, link) for genre, link in zip(genres, links, strict=True) if genre]
        if len(known) < 2 or len(known) < len(links) - 1 or zones.of(holder) is not Zone.SUBJECT:
            continue
        for genre, link in known:
            yield Said("genres", genre, "links", (link.text or "").strip(), link, GENRES - 5)
        return


def _companies(zones: Zones, links: list[Element]) -> Iterator[Said]:
    """Links to the page of a studio, where the subject has only a few."""
    found: dict[str, Element] = {}
    for link in links:
        name = visible_text(link)
        if 1 < len(name) <= _LONGEST_STUDIO and zones.of(link) is Zone.SUBJECT:
            found.setdefault(name, link)
    if len(found) <= _MOST_STUDIOS:
        for name, link in found.items():
            for studio in parse_names(name):
                yield Said("studios", studio, "links", name, link, STUDIOS)


_LONGEST_STUDIO = 60
