"""Raw texts to the values of Review's fields: which normaliser reads which field.

And which words mean "nothing stated".
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from aggregator.model import Title
from aggregator.normalize.counts import parse_episodes
from aggregator.normalize.dates import parse_date, parse_dates, parse_year
from aggregator.normalize.durations import parse_duration
from aggregator.normalize.genres import parse_genre, split_genres
from aggregator.normalize.languages import parse_languages
from aggregator.normalize.materials import parse_material
from aggregator.normalize.names import clean_text, parse_names
from aggregator.normalize.plain import is_not_stated
from aggregator.normalize.seasons import parse_season, season_of
from aggregator.normalize.statuses import parse_status
from aggregator.normalize.titles import fold_title
from aggregator.normalize.types import parse_type
from aggregator.page import Element
from aggregator.reading.runs import split_titles
from aggregator.reading.vocabulary import COUNTRIES

Value: TypeAlias = object
Pair: TypeAlias = tuple[str, Value]

LONGEST = 300
"""Characters of a single value that are looked at; texts (synopsis, verdict) may be longer."""
LONGEST_TEXT = 20_000

VOCABULARIES = frozenset({"type", "status", "season", "audio_languages", "premiered"})
"""Fields of which a word that nobody knows is worth an Issue."""


class Said(NamedTuple):
    """One reader's word for one field."""

    field: str
    value: Value
    reader: str
    text: str
    place: str | Element
    """Where it stands: a path, or the element, whose path is told when somebody asks for it."""
    weight: int = 0


def folded_title(text: str) -> str:
    """Like fold_title: the readers of one page fold its titles over and over, so it is remembered."""
    return _remembered_title(text) if len(text) <= LONGEST else fold_title(text)


_remembered_title = lru_cache(maxsize=4096)(fold_title)


def is_nothing(text: str) -> bool:
    """Whether a text says that nothing is stated.

    >>> is_nothing("N/A"), is_nothing("?"), is_nothing("TV")
    (True, True, False)
    """
    return is_not_stated(text[:_LONGEST_NOTHING].strip(" .:()[]")) if len(text) <= _LONGEST_NOTHING else False


_LONGEST_NOTHING = 60


def values_of(field: str, text: str, language: str | None = None, *, whole: bool = False) -> Iterator[Pair]:
    """What a raw text says of a field, as (field, value) pairs: `aired` gives two dates, `genres` genres and tags.

    `whole` says that the markup has already taken a list apart, so that the text is one word of it.

    >>> list(values_of("type", "TV Series"))
    [('type', <AnimeType.TV: 'TV'>)]
    """
    if field in {"synopsis", "verdict"}:
        cleaned = clean_text(text[:LONGEST_TEXT])
        if cleaned and not is_nothing(cleaned):
            yield field, cleaned
    elif len(text) <= LONGEST:
        yield from _remembered(field, text, language, whole)
    else:
        yield from _parsed(field, text[: LONGEST * 4], language, whole)


def _parsed(field: str, text: str, language: str | None, whole: bool) -> tuple[Pair, ...]:
    reader = (_WHOLE if whole else PARSERS).get(field) or PARSERS.get(field)
    return () if reader is None or is_nothing(text) else tuple(reader(field, text, language))


_remembered = lru_cache(maxsize=4096)(_parsed)
"""Several readers parse one text, and pages of a site repeat their words."""


def _scalar(parse: Callable[[str], Value | None]) -> Callable[[str, str, str | None], Iterator[Pair]]:
    def read(field: str, text: str, _language: str | None) -> Iterator[Pair]:
        value = parse(text[:LONGEST])
        if value is not None:
            yield field, value

    return read


def _date(field: str, text: str, language: str | None) -> Iterator[Pair]:
    value = parse_date(text[:LONGEST], language=language)
    if value:
        yield field, value


def _dates(_field: str, text: str, language: str | None) -> Iterator[Pair]:
    start, end = parse_dates(text[:LONGEST], language=language)
    if start:
        yield "start_date", start
    if end:
        yield "end_date", end


def _premiere(_field: str, text: str, language: str | None) -> Iterator[Pair]:
    """Reads "Winter 2024", but also "January 2024": a month or a day is a date, and no word for a season."""
    season, year = parse_season(text[:LONGEST])
    if season:
        yield "season", season
    elif len(date := parse_date(text[:LONGEST], language=language) or "") > 4:
        yield "start_date", date
        return
    if year is not None:
        yield "year", year


def _season(_field: str, text: str, _language: str | None) -> Iterator[Pair]:
    season, year = parse_season(text[:LONGEST])
    if season:
        yield "season", season
        if year is not None:
            yield "year", year


def _genres(field: str, text: str, language: str | None) -> Iterator[Pair]:
    for word in split_genres(text):
        yield from _genre(field, word, language)


def _genre(field: str, word: str, _language: str | None) -> Iterator[Pair]:
    """Known words are genres; the others are tags."""
    word = _FOOTNOTE.sub("", word)
    if word:
        genre = parse_genre(word)
        cleaned = clean_text(word).lstrip("#")
        several = split_genres(word) if genre is None and "&" in word else ()
        if len(several) > 1 and all(map(parse_genre, several)):  # "Action & Adventure"
            yield from (pair for part in several for pair in _genre(field, part, _language))
        elif genre:
            yield ("genres" if field == "genres" else "tags"), genre
        elif cleaned and not is_nothing(cleaned):
            yield "tags", cleaned


_FOOTNOTE = re.compile(r"\s?\[[\da-z]{1,3}\]$", re.ASCII)


def _tags(field: str, text: str, language: str | None) -> Iterator[Pair]:
    for word in split_genres(text):
        yield from _tag(field, word, language)


def _tag(_field: str, word: str, _language: str | None) -> Iterator[Pair]:
    if word:
        cleaned = clean_text(word).lstrip("#")
        if cleaned and not is_nothing(cleaned):
            yield "tags", cleaned


_GRADE = re.compile(r"[A-DF][+-]?|[\d.,/ %★☆]+|\+\s?\d{1,3}\s?\w{0,12}")
"""What stands under "Animation" in a reviewer's box, or unfolds more names: no company."""


def _names(field: str, text: str, _language: str | None) -> Iterator[Pair]:
    for name in parse_names(text):
        if not is_nothing(name) and name.casefold() not in COUNTRIES and not _GRADE.fullmatch(name):
            yield field, name


def _languages(field: str, text: str, _language: str | None) -> Iterator[Pair]:
    for language in parse_languages(text[:LONGEST]):
        yield field, language


def _titles(field: str, text: str, _language: str | None) -> Iterator[Pair]:
    for part in titles_in(text):
        cleaned = clean_text(part[:LONGEST])
        if cleaned and not is_nothing(cleaned):
            yield field, Title(cleaned)


def titles_in(text: str, *, several: bool = False) -> list[str]:
    """The titles that a text lists, by the separators that only lists have; by commas only where `several` says so.

    >>> titles_in("Kaguya-sama; Love Is War, Again"), titles_in("Kaguya-sama, Love Is War", several=True)
    (['Kaguya-sama', 'Love Is War, Again'], ['Kaguya-sama', 'Love Is War'])
    """
    for separator in _LISTING:
        if separator.search(text):
            return [part for part in (part.strip(" ,;|•・") for part in separator.split(text)) if part]
    text = text.replace("，", ", ")
    return split_titles(text) if several or _is_mixed(text) else [text]


def _is_mixed(text: str) -> bool:
    """Whether the parts between commas are written in several scripts: then they are several titles."""
    parts = [part.strip() for part in text.split(", ")]
    return len(parts) > 1 and len({_is_latin(part) for part in parts if part}) > 1


def _is_latin(part: str) -> bool:
    return all(character < "\u0250" for character in part if character.isalpha())


_LISTING = (
    re.compile(r"\s*;(?=\s|$)\s*|\s*；\s*"),
    re.compile(r"\s+[|•·]\s+"),
    re.compile(r"\s+/\s+"),
    re.compile(r"\s+(?:aka|a\.k\.a\.?)\s+", re.IGNORECASE),
    re.compile(r"\s+,\s+"),  # nobody writes a comma so inside a title
)


_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?", re.ASCII)


def _mean(text: str) -> float | None:
    found = _NUMBER.search(unicodedata.normalize("NFKC", text[:40]))
    return float(found.group().replace(",", ".")) if found else None


_ORDINAL = re.compile(r"\d{1,2}", re.ASCII)


def _ordinal(text: str) -> int | None:
    found = _ORDINAL.search(unicodedata.normalize("NFKC", text[:40]))
    number = int(found.group()) if found else 0
    return number if 0 < number < 60 else None


def _plain(text: str) -> str | None:
    return clean_text(text) or None


_SOURCES = re.compile(
    r"manga|манга|漫画|漫畫|マンガ|만화|novel|ранобэ|роман|小説|小说|小說|ノベル|소설|original|ориджинал|оригинал|"
    r"オリジナル|原创|原創|오리지널|game|"
    r"игра|ゲーム|游戏|遊戲|게임|webtoon|manhwa|manhua|web|comic|koma|book|книга|radio|card|"
    r"visual|ovel|roman|jeu|juego|jogo|gioco|gra\b|hra\b|spiel|oyun|permainan|oryginal|originál|originell|orijinal|"
    r"asli|मंगा|मूल|உபன்யாசம்|மங்கா|مانجا|رواية|لعبة|أصلي|music|picture|mixed|live|other|doujin|toy",
    re.IGNORECASE,
)
"""Words for what works are adapted from; "Source: Crunchyroll" tells where a text was copied from."""


def _source(text: str) -> str | None:
    """The name of the kind; what is like one and has no name of its own, as printed."""
    cleaned = clean_text(text)
    return parse_material(cleaned) or (cleaned if len(cleaned) <= 40 and _SOURCES.search(cleaned) else None)


def _year(text: str) -> int | None:
    return parse_year(text)


PARSERS: dict[str, Callable[[str, str, str | None], Iterator[Pair]]] = {
    "title": _scalar(_plain),
    "headline": _scalar(_plain),
    "alternative_titles": _titles,
    "type": _scalar(parse_type),
    "season_number": _scalar(_ordinal),
    "episodes": _scalar(parse_episodes),
    "duration_seconds": _scalar(parse_duration),
    "status": _scalar(parse_status),
    "start_date": _date,
    "end_date": _date,
    "aired": _dates,
    "premiered": _premiere,
    "year": _scalar(_year),
    "season": _season,
    "genres": _genres,
    "tag": _tag,
    "tags": _tags,
    "audio_languages": _languages,
    "studios": _names,
    "producers": _names,
    "source_material": _scalar(_source),
    "stated_average": _scalar(_mean),
    "image": _scalar(_plain),
}


_WHOLE = {"genres": _genre, "tags": _tag}
"""How one element of a list is read that the markup has taken apart."""


def season_from(date: str | None) -> Value | None:
    """The season of a premiere that is known to the month."""
    return season_of(date) if date else None
