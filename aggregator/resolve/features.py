"""Features: what pages say that can be compared, as arrays. One entry a page; one entry for every distinct title.

Cards hold hashes, which mean the same in every batch and on every machine; Features hold small numbers in their place,
which are quick to compare and mean something among themselves only.
"""

import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from aggregator.model import AnimeType, Review, Season
from aggregator.normalize.titles import compatible, fold_title, parse_marks, sound_key
from aggregator.resolve.hashing import hash_strings
from aggregator.resolve.pages import site_of

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

TITLES_OF_A_PAGE = 16
"""More names than these say nothing new."""

TYPES = ("", *AnimeType)
KINDS = ("movie", "ova", "ona", "special", "recap", "tv", "short", "pilot", "pv", "music", "drama", "side", "dub")
_SEASONS = {season: number for number, season in enumerate(Season)}
_NONE = -1
"""Where a hash or a number stands for nothing. No hash is negative."""
_NO_STUDIOS = (_NONE,) * 4


class Interner:
    """Numbers for strings: equal strings, equal numbers. The empty string is -1."""

    def __init__(self) -> None:
        self.number_of: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        if not text:
            return _NONE
        return self.number_of.setdefault(text, len(self.number_of))


_folded_studio = lru_cache(65536)(fold_title)


@lru_cache(4096)
def _genre_bit(genre: str) -> int:
    return 1 << (zlib.crc32(genre.casefold().encode("utf-8", "surrogatepass")) % 63)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Distinct titles, parsed, by their letters: see Titles, with hashes for numbers."""

    text: Texts
    """As printed."""
    exact: Longs
    full: Longs
    base: Longs
    sound: Longs
    punctuation: Longs
    season: Ints
    part: Ints
    number: Ints
    year: Ints
    kinds: Ints
    latin: npt.NDArray[np.bool_]
    fold_text: Texts
    base_text: Texts
    sound_text: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Pages in columns: see Features, with hashes for numbers."""

    site: Longs
    type: Ints
    year: Ints
    quarter: Ints
    episodes: Ints
    duration: Ints
    season_number: Ints
    studios: Longs
    genres: Longs
    title_start: Ints
    title: Ints
    """Rows of `names`."""
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """Every distinct title, parsed once."""

    exact: Ints
    """Number of the title as printed, case and spaces aside."""
    full: Ints
    """Number of the folded title, without spaces."""
    base: Ints
    """Number of the folded title without marks and spaces."""
    sound: Ints
    """Number of the base as it sounds; -1 for Han."""
    season: Ints
    part: Ints
    number: Ints
    year: Ints
    """Each 0 where the title does not say."""
    punctuation: Ints
    """Number of the marks that some sequels differ by alone."""
    kinds: Ints
    """Bits, in the order of KINDS."""
    latin: npt.NDArray[np.bool_]
    fold_text: Texts
    base_text: Texts
    sound_text: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Pages as arrays, and the titles that they name."""

    site: Ints
    """-1 where unknown."""
    type: Ints
    """Index into TYPES, 0 where unknown."""
    year: Ints
    quarter: Ints
    """Year * 4 + season, 0 where either is unknown."""
    episodes: Ints
    duration: Ints
    """Seconds. Both 0 where unknown."""
    season_number: Ints
    studios: Ints
    """Rows of up to four numbers, -1 where none."""
    genres: Longs
    """Bits: one of 63 for every word, the same in every run."""
    title_start: Ints
    """Where a page's titles start in `title`; one more entry than pages."""
    title: Ints
    """Numbers of titles; each page's own title first."""
    titles: Titles

    def __len__(self) -> int:
        return len(self.site)


class FeatureReader:
    """Reads reviews one after the other; they need not be kept."""

    def __init__(self) -> None:
        self._columns = {name: array("i") for name in _COLUMNS}
        self._site = array("i")
        self._studios = array("i")
        self._genres = array("q")
        self._title_start = array("i", [0])
        self._title = array("i")
        self._sites, self._studio_numbers, self._title_numbers = Interner(), Interner(), Interner()

    def read(self, review: Review) -> None:
        """Notes one review."""
        columns = self._columns
        year = review.year or _year_of(review.start_date)
        self._site.append(self._sites(site_of(review) or ""))
        columns["type"].append(TYPES.index(review.type) if review.type else 0)
        columns["year"].append(year)
        columns["quarter"].append(
            year * 4 + _SEASONS[review.season] if year and review.season else _quarter_of(review.start_date)
        )
        columns["episodes"].append(min(review.episodes or 0, 2**30))
        columns["duration"].append(min(review.duration_seconds or 0, 2**30))
        columns["season_number"].append(min(review.season_number or 0, 2**30))
        studios = [self._studio_numbers(_folded_studio(studio)) for studio in review.studios[:4]]
        self._studios.extend((*studios, *_NO_STUDIOS[len(studios) :]))
        bits = 0
        for genre in review.genres:
            bits |= _genre_bit(genre)
        self._genres.append(bits)
        names = dict.fromkeys(
            (review.title, *[other.title for other in review.alternative_titles[: TITLES_OF_A_PAGE - 1]])
        )
        self._title.extend([self._title_numbers(name or "?") for name in names])
        self._title_start.append(len(self._title))

    def cards(self, rows: Sequence[int] | None = None) -> Cards:
        """The given rows of what was read, in that order; everything without rows."""
        take = np.arange(len(self._title_start) - 1) if rows is None else np.asarray(rows, np.int64)
        columns = {name: np.array(column, np.int32)[take] for name, column in self._columns.items()}
        start = np.array(self._title_start, np.int64)
        counts = np.diff(start)[take]
        titles = np.array(self._title, np.int32)[_ranges(start[take], counts)]
        texts = list(self._title_numbers.number_of)
        used = np.unique(titles)
        # numbered by their letters, so that the order of the reviews shows nowhere
        by_letter = np.array(sorted(used.tolist(), key=texts.__getitem__), np.int64)
        renumbered = np.full(len(texts), _NONE, np.int32)
        renumbered[by_letter] = np.arange(len(by_letter))
        return Cards(
            **columns,
            site=_hashed(np.array(self._site, np.int32)[take], self._sites),
            studios=_hashed(np.array(self._studios, np.int32).reshape(-1, 4)[take], self._studio_numbers),
            genres=np.array(self._genres, np.int64)[take],
            title_start=np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
            title=renumbered[titles],
            names=parse_titles([texts[number] for number in by_letter]),
        )


def _hashed(numbers: Ints, interner: Interner) -> Longs:
    """The hashes of strings for their numbers."""
    strings = [text.replace("\n", " ") for text in interner.number_of]
    return np.append(hash_strings(strings), _NONE)[numbers]


def _ranges(starts: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(starts, counts)


_CHUNK = 20_000
_KIND_BIT = {kind: bit for bit, kind in enumerate(KINDS)}
_MARKS = ("season", "part", "number", "year", "kinds")
_STRINGS = ("exact", "full", "base", "sound", "punctuation")
_EMPTY = int(hash_strings([""])[0])
_COLUMNS = ("type", "year", "quarter", "episodes", "duration", "season_number")


def read_features(reviews: Iterable[Review]) -> Features:
    """The features of reviews, in their order."""
    reader = FeatureReader()
    for review in reviews:
        reader.read(review)
    return number_cards(reader.cards())


def parse_titles(texts: Sequence[str]) -> Names:
    """Every title parsed."""
    hashes: dict[str, list[Longs]] = {name: [] for name in _STRINGS}
    numbers: dict[str, array[int]] = {name: array("i") for name in _MARKS}
    latin = array("b")
    fold_text: list[str] = []
    base_text: list[str] = []
    sound_text: list[str] = []
    for at in range(0, len(texts), _CHUNK):
        rows = [_parse_title(text) for text in texts[at : at + _CHUNK]]
        folds, bases, sounds, exacts, punctuations, *marks = zip(*rows, strict=True)
        fold_text += folds
        base_text += bases
        sound_text += sounds
        latin.extend([fold.isascii() for fold in folds])
        for name, column in zip(_MARKS, marks, strict=True):
            numbers[name].extend(column)
        unspaced = ([text.replace(" ", "") for text in column] for column in (folds, bases))
        for name, strings in zip(_STRINGS, (exacts, *unspaced, sounds, punctuations), strict=True):
            hashes[name].append(hash_strings(strings))
    hashed = {name: np.concatenate((np.empty(0, np.int64), *found)) for name, found in hashes.items()}
    return Names(
        text=_objects(texts),
        exact=hashed["exact"],
        full=hashed["full"],
        base=hashed["base"],
        sound=hashed["sound"],
        punctuation=hashed["punctuation"],
        season=np.array(numbers["season"], np.int32),
        part=np.array(numbers["part"], np.int32),
        number=np.array(numbers["number"], np.int32),
        year=np.array(numbers["year"], np.int32),
        kinds=np.array(numbers["kinds"], np.int32),
        latin=np.array(latin, np.bool_),
        fold_text=_objects(fold_text),
        base_text=_objects(base_text),
        sound_text=_objects(sound_text),
    )


def _parse_title(text: str) -> tuple[str, str, str, str, str, int, int, int, int, int]:
    """One title folded, its base, as it sounds, as printed, the punctuation of sequels; and its marks."""
    fold, marks = fold_title(text), parse_marks(text)
    base = fold if marks.base == fold else marks.base
    return (
        fold,
        base,
        sound_key(base),
        " ".join(compatible(text[:300]).split()).casefold(),
        marks.punctuation,
        marks.season or 0,
        marks.part or 0,
        marks.number or 0,
        marks.year or 0,
        sum([1 << _KIND_BIT[kind] for kind in marks.kinds]),
    )


def number_cards(cards: Cards) -> Features:
    """Cards as features: equal hashes, equal numbers."""
    names = cards.names
    return Features(
        type=cards.type,
        year=cards.year,
        quarter=cards.quarter,
        episodes=cards.episodes,
        duration=cards.duration,
        season_number=cards.season_number,
        site=_numbered(cards.site, _NONE),
        studios=_numbered(cards.studios, _NONE),
        genres=cards.genres,
        title_start=cards.title_start,
        title=cards.title,
        titles=Titles(
            exact=_numbered(names.exact, _EMPTY),
            full=_numbered(names.full, _EMPTY),
            base=_numbered(names.base, _EMPTY),
            sound=_numbered(names.sound, _EMPTY),
            punctuation=_numbered(names.punctuation, _EMPTY),
            season=names.season,
            part=names.part,
            number=names.number,
            year=names.year,
            kinds=names.kinds,
            latin=names.latin,
            fold_text=names.fold_text,
            base_text=names.base_text,
            sound_text=names.sound_text,
        ),
    )


def _numbered(hashes: Longs, nothing: int) -> Ints:
    """Equal hashes, equal numbers; that of nothing is -1."""
    found, inverse = np.unique(hashes, return_inverse=True)
    numbers = np.arange(len(found), dtype=np.int32)
    numbers[found == nothing] = _NONE
    return numbers[inverse].reshape(hashes.shape)


def _objects(texts: Sequence[str]) -> Texts:
    return np.array(texts, np.object_)


def _year_of(date: str | None) -> int:
    return int(date[:4]) if date and date[:4].isdecimal() else 0


def _quarter_of(date: str | None) -> int:
    if not date or len(date) < 7 or not (date[:4] + date[5:7]).isdecimal():
        return 0
    return int(date[:4]) * 4 + min((int(date[5:7]) - 1) // 3, 3)
