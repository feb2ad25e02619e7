"""Evidence: what speaks for and against two pages being one anime, each piece with its weight in log-odds.

A pair of pages stands on one level of every term below; a level has one weight; the sum of the weights is the log-odds
that the two are the same. The weights are data (weights.json), learned by benchmarks/train_weights.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations_with_replacement

import msgspec
import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from aggregator.model import AnimeType
from aggregator.resolve.features import KINDS, TYPES, Features, Ints, Texts, Titles

Longs = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_CHUNK = 50_000

FEW_PAGES = 300
"""Of a site that was read in fewer pages than these, it means little that only one of them bears a name."""

_LIKENESS = (40, 50, 60, 68, 75, 80, 85, 90, 94, 97, 99.5)
_COARSE = (50, 65, 80, 90, 97, 99.5)
_NUMBERS = ("neither says", "the same", "1 and none", "2 or more and none", "different")
_TOLD_KINDS = ("movie", "ova", "special", "recap", "short", "side")
_ONLY_MARK = "2 or more and none, otherwise one name"
_SHARED = (
    "no shared name",
    "same sound, other marks",
    "same name, other marks",
    "same sound and marks",
    "same name and marks",
    "same but for punctuation",
    "same as printed",
)
_WHERE = ("other name of both", "title of one", "title of both")
_KIND_LEVELS = ("neither", "one", "both")
_NO_CROWD = 2**62


def _steps(edges: tuple[float, ...], unit: str = "%") -> tuple[str, ...]:
    return ("nothing to compare", f"below {edges[0]}{unit}", *(f"from {edge}{unit}" for edge in edges))


def _type_pair(a: str, b: str) -> str:
    return f"{a or 'unknown'} and {b or 'unknown'}"


_TYPE_PAIRS = tuple(combinations_with_replacement(range(len(TYPES)), 2))


@dataclass(frozen=True, slots=True)
class Term:
    """One kind of evidence."""

    name: str
    says: str
    levels: tuple[str, ...]


TERMS = (
    Term("title", "the name that both use, and whether it is their own title", (
        "no shared name", *(f"{shared}, {where}" for shared in _SHARED[1:] for where in _WHERE),
    )),
    Term("crowd", "how many pages one site has under the shared name", (
        "no shared name", "1, of few pages", "1", "2", "3", "4", "5", "6 or more",
    )),
    Term("contradiction", "what one work cannot be; a name that no catalogue has twice tells of a slip instead", (
        "none", "years", "types", "seasons", "parts", "punctuation and years",
        "years, but a name of one work", "types, but a name of one work",
    )),
    Term("shared names", "how many names they share", ("0", "1", "2", "3", "4 or more")),
    Term("latin likeness", "the most alike names in Latin letters", _steps(_LIKENESS)),
    Term("other likeness", "the most alike names in other scripts", _steps(_LIKENESS)),
    Term("title likeness", "their own titles", _steps(_LIKENESS)),
    Term("punctuation", "the marks that some sequels differ by alone, where their own titles are one name", (
        "not one name", "the same", "different",
    )),
    Term("words", "words of one name within the other", _steps(_COARSE)),
    Term("sound", "the names that sound most alike, kana and romanised", _steps(_LIKENESS)),
    Term("season, titles", "season or sequel number of their own titles", (*_NUMBERS, _ONLY_MARK)),
    Term("season, best names", "season or sequel number of the most alike names", _NUMBERS),
    Term("season, any name", "season or sequel numbers of all names", _NUMBERS),
    Term("part, titles", "part or cour of their own titles", (*_NUMBERS, _ONLY_MARK)),
    Term("part, best names", "part or cour of the most alike names", _NUMBERS),
    Term("part, any name", "parts or cours of all names", _NUMBERS),
    Term("kind, best names", "words like OVA in only one of the most alike names", ("none", "1", "2", "3 or more")),
    *(Term(kind, f"whether their own titles say {kind}", _KIND_LEVELS) for kind in _TOLD_KINDS),
    Term("type and title", "the type of one against the kind that the other's title says", (
        "nothing to compare", "they agree", "they disagree", "both disagree", "one agrees, one disagrees",
    )),
    Term("type", "their types", tuple(_type_pair(TYPES[a], TYPES[b]) for a, b in _TYPE_PAIRS)),
    Term("year", "years between their premieres", ("unknown", "0", "1", "2", "3 or 4", "5 or more")),
    Term("year in title", "years between one in a title and the other's", ("none", "0", "1", "2 or 3", "4 or more")),
    Term("quarter", "quarters between their premieres", ("unknown", "0", "1", "2", "3 or 4", "5 or more")),
    Term("episodes", "the smaller number of episodes as part of the larger", (
        "unknown", "below 0.3", "from 0.3", "from 0.6", "from 0.8", "from 0.9",
        "the same, 1", "the same, 2 or 3", "the same, 4 or more",
    )),
    Term("duration", "the shorter episode as part of the longer", (
        "unknown", "below 0.5", "from 0.5", "from 0.7", "from 0.85", "from 0.93",
    )),
    Term("studio", "their studios", ("unknown", "different", "shared")),
    Term("genres", "shared genres as part of all", ("unknown", "none", "from 0.01", "from 0.3", "from 0.6")),
    Term("names", "the smaller number of names that a page gives", ("1", "2", "3", "4 or more")),
    Term("scripts", "pages of the two with names in other than Latin letters, and in Latin ones", tuple(
        f"{other} and {latin}" for other in range(3) for latin in range(3)
    )),
)  # fmt: skip
"""Every term, in the order in which an explanation prints them."""


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """weights.json: what each level of each term weighs, in log-odds (natural logarithm)."""

    learned_from: str
    bias: float
    """Before anything is compared: most candidate pairs are different works."""
    join_from: float
    """Pages are joined from this sum on."""
    certain_from: float
    """At this sum below zero two pages are certainly different, and nothing between them chains them together."""
    terms: dict[str, dict[str, float]]

    def tables(self) -> list[npt.NDArray[np.float64]]:
        """The weights as one array a term, in the order of its levels."""
        return [np.array([self.terms.get(term.name, {}).get(level, 0.0) for level in term.levels]) for term in TERMS]


@cache
def load_weights() -> Weights:
    """The weights that ship with the package."""
    text = resources.files("aggregator.resolve").joinpath("weights.json").read_bytes()
    return msgspec.json.decode(text, type=Weights)


def weigh(codes: Codes, weights: Weights) -> npt.NDArray[np.float64]:
    """The log-odds of every pair."""
    total = np.full(len(codes), weights.bias)
    for number, table in enumerate(weights.tables()):
        total += table[codes[:, number]]
    return total


def contradicts(codes: Codes) -> Flags:
    """Whether a pair says what one work cannot be."""
    number = next(number for number, term in enumerate(TERMS) if term.name == "contradiction")
    return np.asarray(codes[:, number] > 0)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """How common names are, and how large sites, where the features hold only some of the pages."""

    crowds: Longs
    """For each folded name, by its number: the most pages that one site has under it."""
    site_sizes: Longs
    """For each page: how many pages of its site were read."""


def compare(features: Features, a: Longs, b: Longs, catalogue: Catalogue | None = None) -> Codes:
    """For every pair of pages the level on which it stands, a column a term."""
    if not len(a):
        return np.empty((0, len(TERMS)), np.uint8)
    pages = _Pages.of(features, catalogue or _catalogue(features))
    chunks = [
        _compare_chunk(features, pages, a[at : at + _CHUNK], b[at : at + _CHUNK]) for at in range(0, len(a), _CHUNK)
    ]
    return np.concatenate(chunks)


# ----------------------------------------------------------------------------------------------- what a page says alone


@dataclass(frozen=True, slots=True)
class _Pages:
    """What the comparison needs of each page, and of each name over all pages."""

    season_main: Longs
    seasons: Longs
    part_main: Longs
    parts: Longs
    kinds_main: Longs
    base_main: Longs
    title_year: Longs
    names: Longs
    latin: Longs
    other: Longs
    site_size: Longs
    """How many pages of its site were read."""
    crowd_full: Longs
    """For each folded name: the most pages that one site has under it."""

    @classmethod
    def of(cls, features: Features, catalogue: Catalogue) -> "_Pages":
        titles, count = features.titles, len(features)
        owner = np.repeat(np.arange(count), np.diff(features.title_start))
        main = features.title[features.title_start[:-1]]
        number = np.where(titles.season > 0, titles.season, titles.number)

        def bits(values: Ints) -> Longs:
            out = np.zeros(count, np.int64)
            of_title = values[features.title]
            np.bitwise_or.at(
                out, owner, np.where(of_title > 0, np.int64(1) << np.clip(of_title, 0, 61).astype(np.int64), 0)
            )
            return out

        def any_of(flags: npt.NDArray[np.bool_]) -> Longs:
            out = np.zeros(count, np.int64)
            np.maximum.at(out, owner, flags[features.title].astype(np.int64))
            return out

        title_year = np.zeros(count, np.int64)
        np.maximum.at(title_year, owner, titles.year[features.title].astype(np.int64))
        stated = features.season_number
        return cls(
            season_main=np.where(stated > 0, stated, number[main]).astype(np.int64),
            seasons=bits(number) | np.where(stated > 0, np.int64(1) << np.clip(stated, 0, 61).astype(np.int64), 0),
            part_main=titles.part[main].astype(np.int64),
            parts=bits(titles.part),
            base_main=titles.base[main].astype(np.int64),
            kinds_main=titles.kinds[main].astype(np.int64),
            title_year=title_year,
            names=np.diff(features.title_start).astype(np.int64),
            latin=any_of(titles.latin),
            other=any_of(~titles.latin),
            site_size=catalogue.site_sizes,
            crowd_full=catalogue.crowds,
        )


def _catalogue(features: Features) -> Catalogue:
    """Of pages that are all that was read."""
    owner = np.repeat(np.arange(len(features)), np.diff(features.title_start))
    sizes = np.bincount(features.site + 1)
    return Catalogue(
        crowds=crowds_of(features.titles.full[features.title], features.site[owner], owner),
        site_sizes=np.where(features.site < 0, 1, sizes[features.site + 1]),
    )


def crowds_of(names: npt.NDArray[np.integer], sites: npt.NDArray[np.integer], pages: npt.NDArray[np.integer]) -> Longs:
    """For each name, the largest number of pages of one site that bear it."""
    if not len(names):
        return np.zeros(1, np.int64)
    order = np.lexsort((pages, sites, names))
    names, sites, pages = names[order], sites[order], pages[order]
    first_of_page = np.concatenate(([True], (names[1:] != names[:-1]) | (pages[1:] != pages[:-1])))
    names, sites = names[first_of_page], sites[first_of_page]
    first_of_site = np.flatnonzero(np.concatenate(([True], (names[1:] != names[:-1]) | (sites[1:] != sites[:-1]))))
    sizes = np.diff(np.append(first_of_site, len(names)))
    crowds = np.zeros(int(names.max()) + 2, np.int64)
    np.maximum.at(crowds, names[first_of_site], np.where(sites[first_of_site] < 0, 1, sizes))
    return crowds


# ------------------------------------------------------------------------------------------------------ a pair of pages


def _compare_chunk(features: Features, pages: _Pages, a: Longs, b: Longs) -> Codes:
    columns = dict(_compare_names(features, pages, a, b))
    columns.update(_compare_facts(features, pages, a, b))
    columns["punctuation"] = _punctuation(features, a, b)
    columns["contradiction"] = _contradictions(columns)
    return np.stack([columns[term.name].astype(np.uint8) for term in TERMS], axis=1)


def _compare_names(features: Features, pages: _Pages, a: Longs, b: Longs) -> Iterator[tuple[str, Longs]]:
    titles = features.titles
    x, y, of_pair, own = _pairs_of_names(features, a, b)
    starts = _starts(of_pair)
    both_latin, both_other = titles.latin[x] & titles.latin[y], ~titles.latin[x] & ~titles.latin[y]
    likeness = _similar(titles.fold_text, x, y, both_latin | both_other, fuzz.ratio)
    sound = _similar(titles.sound_text, x, y, (titles.sound[x] >= 0) & (titles.sound[y] >= 0), fuzz.ratio)

    same_marks = _same_marks(titles, x, y)
    sounds, names, full = _equal(titles.sound, x, y), _equal(titles.base, x, y), _equal(titles.full, x, y)
    agree = (sounds, names, sounds & same_marks, names & same_marks, full, _equal(titles.exact, x, y))
    title = np.zeros(len(x), np.uint8)
    for strength, equal in enumerate(agree):
        np.copyto(title, 1 + strength * len(_WHERE) + own, where=equal)
    yield "title", np.maximum.reduceat(title, starts)
    crowd_of = np.full(len(x), _NO_CROWD, np.int64)
    crowd_of[full] = pages.crowd_full[titles.full[x[full]]]
    crowd = np.minimum.reduceat(crowd_of, starts)
    alone = np.where(np.maximum(pages.site_size[a], pages.site_size[b]) < FEW_PAGES, 1, 2)
    yield "crowd", np.where(crowd == _NO_CROWD, 0, np.where(crowd <= 1, alone, np.clip(crowd + 1, 3, 7)))
    yield "shared names", np.minimum(np.add.reduceat(full.astype(np.int16), starts), 4)
    yield "words", _words(titles, x, y, both_latin | both_other, of_pair)
    yield "latin likeness", _step(np.maximum.reduceat(np.where(both_latin, likeness, -1), starts), _LIKENESS)
    yield "other likeness", _step(np.maximum.reduceat(np.where(both_other, likeness, -1), starts), _LIKENESS)
    yield "title likeness", _step(np.maximum.reduceat(np.where(own == 2, likeness, -1), starts), _LIKENESS)
    yield "sound", _step(np.maximum.reduceat(sound, starts), _LIKENESS)

    merit = 2 * np.maximum(likeness, 0) + 0.9 * np.maximum(sound, 0) + 60 * full + 5 * (own == 2)
    best = _best_of_each(merit, np.minimum(x, y) * np.int64(len(titles.latin)) + np.maximum(x, y), starts, of_pair)
    number = np.where(titles.season > 0, titles.season, titles.number)
    yield "season, best names", _numbers(number[x[best]], number[y[best]])
    yield "part, best names", _numbers(titles.part[x[best]], titles.part[y[best]])
    only_one = np.bitwise_count((titles.kinds[x[best]] ^ titles.kinds[y[best]]).astype(np.uint32))
    yield "kind, best names", np.clip(only_one, 0, 3).astype(np.int64)


def _words(titles: Titles, x: Ints, y: Ints, comparable: Flags, of_pair: Longs) -> Longs:
    """How far the words of one name stand within the other, of the names of two pages that do so most.

    Where two pages share a name nothing can be more alike, and no other names of theirs need to be looked at.
    """
    rows = np.flatnonzero(comparable & _equal(titles.base, x, y))
    base, starts = titles.base_text, _starts(of_pair)
    shared = np.zeros(len(starts), np.bool_)
    shared[of_pair[rows[(base[x[rows]] == base[y[rows]]).astype(np.bool_)]]] = True
    words = _similar(base, x, y, comparable & ~shared[of_pair], fuzz.token_set_ratio, least=_COARSE[0])
    return _step(np.where(shared, np.float32(100), np.maximum.reduceat(words, starts)), _COARSE)


def _best_of_each(merit: Floats, name: Longs, starts: Longs, of_pair: Longs) -> Longs:
    """For each pair of pages the row with the most merit; of equal ones that with the smallest name."""
    is_best = merit == np.maximum.reduceat(merit, starts)[of_pair]
    name = np.where(is_best, name, np.iinfo(np.int64).max)
    rows = np.flatnonzero(name == np.minimum.reduceat(name, starts)[of_pair])
    pair = of_pair[rows]
    return rows[np.concatenate(([True], pair[1:] != pair[:-1]))]


def _contradictions(columns: dict[str, Longs]) -> Longs:
    """What one work cannot be: premieres two years apart; a series and a film; seasons or parts 1 and 2.

    Nor have names that differ by an exclamation mark a year apart ever been one work.
    """
    different = _NUMBERS.index("different")
    seasons = (columns["season, titles"] == different) & (columns["season, any name"] != _NUMBERS.index("the same"))
    parts = (columns["part, titles"] == different) & (columns["part, any name"] == different)
    parts |= (columns["part, titles"] == 5) & (columns["part, any name"] != _NUMBERS.index("the same"))
    sequel = (columns["punctuation"] == 2) & (columns["year"] >= 2)
    films = _APART_TYPES[columns["type"]]
    found = np.select([columns["year"] >= 3, films, seasons, parts, sequel], [1, 2, 3, 4, 5], 0)
    return np.where((found > 0) & (found <= 2) & (columns["crowd"] == 2), found + 5, found).astype(np.int64)


def _punctuation(features: Features, a: Longs, b: Longs) -> Longs:
    titles, own = features.titles, features.title[features.title_start[:-1]]
    x, y = own[a], own[b]
    return np.where(_equal(titles.full, x, y), np.where(titles.punctuation[x] == titles.punctuation[y], 1, 2), 0)


def _compare_facts(features: Features, pages: _Pages, a: Longs, b: Longs) -> Iterator[tuple[str, Longs]]:
    one_name = (pages.base_main[a] == pages.base_main[b]) & (pages.base_main[a] >= 0)
    yield "season, titles", _only_mark(_numbers(pages.season_main[a], pages.season_main[b]), one_name)
    yield "season, any name", _number_sets(pages.seasons[a], pages.seasons[b])
    yield "part, titles", _only_mark(_numbers(pages.part_main[a], pages.part_main[b]), one_name)
    yield "part, any name", _number_sets(pages.parts[a], pages.parts[b])
    for kind in _TOLD_KINDS:
        bit = KINDS.index(kind)
        yield kind, (pages.kinds_main[a] >> bit & 1) + (pages.kinds_main[b] >> bit & 1)
    yield "type and title", _type_against_title(features, pages, a, b)
    low, high = np.minimum(features.type[a], features.type[b]), np.maximum(features.type[a], features.type[b])
    yield "type", _TYPE_PAIR_NUMBER[low, high]
    year_a, year_b = features.year[a].astype(np.int64), features.year[b].astype(np.int64)
    yield "year", _distance(year_a, year_b, (1, 2, 3, 5))
    told_a, told_b = pages.title_year[a], pages.title_year[b]
    told = (told_a > 0) | (told_b > 0)
    in_title = _distance(np.where(told_a > 0, told_a, year_a), np.where(told_b > 0, told_b, year_b), (1, 2, 4))
    yield "year in title", np.where(told, in_title, 0)
    yield "quarter", _distance(features.quarter[a].astype(np.int64), features.quarter[b].astype(np.int64), (1, 2, 3, 5))
    yield "episodes", _episodes(features.episodes[a], features.episodes[b])
    yield "duration", _step(_part(features.duration[a], features.duration[b]), (0.5, 0.7, 0.85, 0.93))
    yield "studio", _studios(features.studios[a], features.studios[b])
    yield "genres", _genres(features.genres[a], features.genres[b])
    yield "names", np.clip(np.minimum(pages.names[a], pages.names[b]), 1, 4) - 1
    yield "scripts", (pages.other[a] + pages.other[b]) * 3 + pages.latin[a] + pages.latin[b]


def _same_marks(titles: Titles, x: Ints, y: Ints) -> Flags:
    """Whether two names give the same season, part and kind, however they write them."""
    number = np.where(titles.season > 0, titles.season, titles.number)
    kinds = (titles.kinds[x] ^ titles.kinds[y]) & _TELLING_KINDS
    return np.asarray((number[x] == number[y]) & (titles.part[x] == titles.part[y]) & (kinds == 0))


def _pairs_of_names(features: Features, a: Longs, b: Longs) -> tuple[Ints, Ints, Longs, Longs]:
    """Every name of the one page with every name of the other: names, number of the pair, whose own titles they are."""
    start, count = features.title_start.astype(np.int64), np.diff(features.title_start).astype(np.int64)
    many = count[a] * count[b]
    of_pair = np.repeat(np.arange(len(a)), many)
    at = np.arange(len(of_pair)) - np.repeat(np.cumsum(many) - many, many)
    others = np.repeat(count[b], many)
    first = at // others
    second = at - first * others
    x = features.title[np.repeat(start[a], many) + first]
    y = features.title[np.repeat(start[b], many) + second]
    return x, y, of_pair, (first == 0).astype(np.uint8) + (second == 0)


def _starts(of_pair: Longs) -> Longs:
    """Where the names of each pair of pages start."""
    return np.flatnonzero(np.diff(of_pair, prepend=-1))


def _similar(
    texts: Texts,
    x: Ints,
    y: Ints,
    comparable: npt.NDArray[np.bool_],
    scorer: Callable[..., float],
    *,
    least: float | None = None,
) -> Floats:
    """Likeness of two names in percent, -1 where they cannot be compared. Each distinct pair is compared once.

    Below `least` it may be 0 instead.
    """
    out = np.full(len(x), -1, np.float32)
    where = np.flatnonzero(comparable)
    low, high = np.minimum(x[where], y[where]).astype(np.int64), np.maximum(x[where], y[where])
    distinct, inverse = np.unique(low * len(texts) + high, return_inverse=True)
    values = process.cpdist(
        texts[distinct // len(texts)],
        texts[distinct % len(texts)],
        scorer=scorer,
        score_cutoff=least,
        dtype=np.float32,
    )
    out[where] = values[inverse]
    return out


def _equal(numbers: Ints, x: Ints, y: Ints) -> npt.NDArray[np.bool_]:
    return np.asarray((numbers[x] == numbers[y]) & (numbers[x] >= 0))


def _step(values: npt.NDArray[np.floating], edges: tuple[float, ...]) -> Longs:
    return np.where(values < 0, 0, 1 + np.digitize(values, edges)).astype(np.int64)


def _numbers(a: npt.NDArray[np.integer], b: npt.NDArray[np.integer]) -> Longs:
    one_missing = np.where(np.maximum(a, b) == 1, 2, 3)
    return np.where(a == b, np.where(a == 0, 0, 1), np.where((a == 0) | (b == 0), one_missing, 4)).astype(np.int64)


def _only_mark(numbers: Longs, one_name: Flags) -> Longs:
    """Marks out the pairs of titles that a mark alone tells apart."""
    return np.where((numbers == 3) & one_name, 5, numbers)


def _number_sets(a: Longs, b: Longs) -> Longs:
    one_missing = np.where((a | b) == 1 << 1, 2, 3)
    stated = np.where((a == 0) | (b == 0), one_missing, 4)
    return np.where((a == 0) & (b == 0), 0, np.where((a & b) != 0, 1, stated)).astype(np.int64)


_KINDS_OF_TYPE = {
    AnimeType.TV: ("tv",),
    AnimeType.TV_SHORT: ("tv",),
    AnimeType.TV_SPECIAL: ("special",),
    AnimeType.MOVIE: ("movie",),
    AnimeType.OVA: ("ova",),
    AnimeType.ONA: ("ona",),
    AnimeType.SPECIAL: ("special",),
    AnimeType.MUSIC: ("music",),
    AnimeType.PV: ("pv",),
}
_KIND_BITS = np.array(
    [sum(1 << KINDS.index(kind) for kind in _KINDS_OF_TYPE.get(AnimeType(name), ())) if name else 0 for name in TYPES],
    np.int64,
)
_KIND_MASK = np.int64(np.bitwise_or.reduce(_KIND_BITS))
_TYPE_PAIR_NUMBER = np.zeros((len(TYPES), len(TYPES)), np.int64)
for _number, (_low, _high) in enumerate(_TYPE_PAIRS):
    _TYPE_PAIR_NUMBER[_low, _high] = _number


_SERIES = {AnimeType.TV, AnimeType.TV_SHORT}
_NO_SERIES = {AnimeType.MOVIE, AnimeType.OVA, AnimeType.MUSIC}
_APART_TYPES = np.array(
    [bool({TYPES[a], TYPES[b]} & _SERIES) and bool({TYPES[a], TYPES[b]} & _NO_SERIES) for a, b in _TYPE_PAIRS]
)
_TELLING_KINDS = sum(
    1 << KINDS.index(kind)
    for kind in ("movie", "ova", "special", "recap", "short", "pilot", "pv", "music", "drama", "side")
)


def _type_against_title(features: Features, pages: _Pages, a: Longs, b: Longs) -> Longs:
    agree = np.zeros(len(a), np.int64)
    disagree = np.zeros(len(a), np.int64)
    for one, other in ((a, b), (b, a)):
        by_type, by_title = _KIND_BITS[features.type[one]], pages.kinds_main[other] & _KIND_MASK
        both = (by_type != 0) & (by_title != 0)
        agree |= both & ((by_type & by_title) != 0)
        disagree += both & ((by_type & by_title) == 0)
    return np.where(agree & (disagree > 0), 4, np.where(agree > 0, 1, np.where(disagree > 0, 1 + disagree, 0)))


def _distance(a: Longs, b: Longs, edges: tuple[int, ...]) -> Longs:
    return np.where((a == 0) | (b == 0), 0, 1 + np.digitize(np.abs(a - b), edges)).astype(np.int64)


def _part(a: Ints, b: Ints) -> npt.NDArray[np.float64]:
    return np.where((a == 0) | (b == 0), -1.0, np.minimum(a, b) / np.maximum(np.maximum(a, b), 1))


def _episodes(a: Ints, b: Ints) -> Longs:
    step = _step(_part(a, b), (0.3, 0.6, 0.8, 0.9))
    return np.where((a == b) & (a > 0), 6 + np.digitize(a, (2, 4)), step).astype(np.int64)


def _studios(a: Ints, b: Ints) -> Longs:
    shared = ((a[:, :, None] == b[:, None, :]) & (a[:, :, None] >= 0)).any(axis=(1, 2))
    return np.where((a[:, 0] < 0) | (b[:, 0] < 0), 0, np.where(shared, 2, 1)).astype(np.int64)


def _genres(a: Longs, b: Longs) -> Longs:
    shared = np.bitwise_count((a & b).astype(np.uint64)) / np.maximum(np.bitwise_count((a | b).astype(np.uint64)), 1)
    return np.where((a == 0) | (b == 0), 0, 1 + np.digitize(shared, (0.01, 0.3, 0.6))).astype(np.int64)
