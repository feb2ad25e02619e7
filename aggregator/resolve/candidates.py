"""Candidates: the few pairs of pages that are worth comparing, found by what rare pieces of titles they share."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from aggregator.normalize.titles import skeleton_key
from aggregator.resolve.features import Features, Ints, Names, Titles
from aggregator.resolve.hashing import hash_strings

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SMALLEST_BLOCK = 2
LARGEST_BLOCK = 60
"""A piece of title that stands on fewer or more pages than these brings nobody together."""
KEYS_OF_A_PAGE = 60
"""Each page is looked up by its rarest pieces only,"""
BEARERS_OF_A_PAGE = 200
"""and no further than this many pages, counted over its pieces."""
NEIGHBOURS = 10
"""And compared with no more pages than these: those that share most."""

_WHOLE = np.frombuffer(b"=bs", np.uint8)
"""How pieces that are whole names begin."""
_CHUNK = 2_000
"""Names that are cut up at once: few enough for the letters of their pieces to stay in the processor's cache."""
_CHUNK_OF_PAGES = 10_000
_SHARES = 8
_NOT_LATIN = re.compile(r"[^\x00-\u02ff\s]+")


def candidate_pairs(features: Features) -> tuple[Longs, Longs]:
    """Pairs of pages of different sites, smaller page number first, each pair once, sorted."""
    total = len(features)
    if not total:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    pages, keys = _telling(*pieces_of(features))
    by_key = np.argsort(keys)
    starts = np.flatnonzero(_first_of_each(keys[by_key]))
    sizes = np.diff(np.append(starts, len(keys))).astype(np.int32)
    block = np.empty(len(keys), np.int32)
    block[by_key] = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    blocks = _Blocks(starts, sizes, pages[by_key])
    del keys, by_key
    found = [_neighbours(features.site, pages[rows], block[rows], blocks) for rows in _chunks_of_pages(pages, total)]
    codes = np.sort(np.concatenate(found))
    codes = codes[_first_of_each(codes)]
    a = codes // total
    return a, codes - a * total


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The pages that share a piece, piece by piece."""

    starts: Longs
    sizes: Ints
    bearers: Ints


def _telling(pages: Ints, keys: Longs) -> tuple[Ints, Longs]:
    """The pieces by which each page is looked up: shared, rare, whole names first, and no more than it takes."""
    counts = _counts(keys)
    useful = brings_together(counts)
    pages, keys, counts = pages[useful], keys[useful], counts[useful]
    keep = np.zeros(len(pages), np.bool_)
    for rows in _chunks_of_pages(pages, int(pages[-1]) + 1 if len(pages) else 0):
        keep[rows] = rarest(pages[rows], keys[rows], counts[rows])
    return pages[keep], keys[keep]


def brings_together(counts: npt.NDArray[np.integer]) -> Flags:
    """Whether pieces of names serve at all, by how many pages bear each."""
    return np.asarray((counts >= SMALLEST_BLOCK) & (counts <= LARGEST_BLOCK))


def _counts(keys: Longs) -> Ints:
    """How often each key stands among the keys. In shares, by some of their bits: sorting all takes much room."""
    counts = np.empty(len(keys), np.int32)
    share_of = (keys >> 1 & (_SHARES - 1)).astype(np.uint8)
    for share in range(_SHARES):
        rows = np.flatnonzero(share_of == share)
        rows = rows[np.argsort(keys[rows])]
        starts = np.flatnonzero(_first_of_each(keys[rows]))
        times = np.diff(np.append(starts, len(rows)))
        counts[rows] = np.repeat(times, times)
    return counts


def rarest(pages: npt.NDArray[np.integer], keys: Longs, counts: npt.NDArray[np.integer]) -> Flags:
    """Which pieces of some pages serve: whole names, then the rarest. All of a page's pieces must be among them.

    Sorted by page and key.
    """
    whole = is_whole(keys)
    order, first, lengths = _ranked(pages, np.where(whole, 0, counts))
    sorted_counts = counts[order].astype(np.int64)
    rank = np.arange(len(pages)) - np.repeat(first, lengths)
    running = np.cumsum(sorted_counts)
    bearers = running - np.repeat(running[first] - sorted_counts[first], lengths)
    keep = np.zeros(len(pages), np.bool_)
    keep[order] = (rank < KEYS_OF_A_PAGE) & ((bearers <= BEARERS_OF_A_PAGE) | whole[order])
    return keep


def _ranked(groups: npt.NDArray[np.integer], value: npt.NDArray[np.integer]) -> tuple[Longs, Longs, Longs]:
    """Rows that are sorted by group: each group's from the smallest value on, of equal ones the first row before.

    Also where each group starts, and how many rows it has. Group, value and row are packed into one number, which sorts
    many times faster than columns do: that holds half a million groups of 4,096 rows with values of 32 bits.
    """
    first = np.flatnonzero(_first_of_each(groups))
    lengths = np.diff(np.append(first, len(groups)))
    row_bits = int(lengths.max(initial=1)).bit_length()
    value_bits = int(value.max(initial=0)).bit_length()
    number = np.repeat(np.arange(len(first)), lengths)
    within = np.arange(len(groups)) - first[number]
    packed = np.sort((((number << value_bits) | value) << row_bits) | within)
    return (packed & ((1 << row_bits) - 1)) + first[number], first, lengths


def _chunks_of_pages(pages: Ints, total: int) -> Iterator[slice]:
    """The rows of some pages after the other; `pages` is sorted."""
    edges = np.searchsorted(pages, np.arange(0, total + _CHUNK_OF_PAGES, _CHUNK_OF_PAGES))
    return (slice(low, high) for low, high in pairwise(edges.tolist()))


def _neighbours(site: Ints, pages: Ints, block: Ints, blocks: _Blocks) -> Longs:
    """For some pages the pages of other sites that share most with each, as smaller * total + larger number."""
    total = len(site)
    sizes = blocks.sizes[block]
    before = np.cumsum(sizes) - sizes
    other = blocks.bearers[np.repeat(blocks.starts[block] - before, sizes) + np.arange(int(sizes.sum()))]
    mine = np.repeat(pages, sizes)
    apart = np.flatnonzero(may_be_one(np.repeat(site[pages], sizes), site[other]) & (mine != other))
    a, b = strongest(mine[apart], other[apart], np.repeat(rarity(total, sizes), sizes)[apart])
    return np.asarray(np.minimum(a, b) * total + np.maximum(a, b), np.int64)


def may_be_one(site: npt.NDArray[np.integer], other: npt.NDArray[np.integer]) -> Flags:
    """Whether pages may be one anime by their sites: two of one site never are; -1 is an unknown site."""
    return np.asarray((site != other) | (site < 0))


def rarity(total: int, sizes: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    """What it weighs to share a piece of a name, by how many of all pages bear it."""
    return np.asarray(np.log2(total / sizes), np.float64)


def strongest(
    mine: npt.NDArray[np.integer], other: npt.NDArray[np.integer], weight: npt.NDArray[np.float64]
) -> tuple[Longs, Longs]:
    """Each page with those that share most with it. All that speaks for a page's neighbours must be among the rows."""
    span = int(other.max(initial=0)) + 1
    code = mine.astype(np.int64) * span + other
    order = np.argsort(code)
    code, weight = code[order], weight[order]
    starts = np.flatnonzero(_first_of_each(code))
    code, shared = code[starts], np.add.reduceat(weight, starts) if len(starts) else weight
    # sums of the same weights in another order differ in the last bits: those must not decide
    millionths = np.rint(shared * 1e6).astype(np.int64)
    page = code // span
    order, first, lengths = _ranked(page, millionths.max(initial=0) - millionths)
    order = order[np.arange(len(page)) - np.repeat(first, lengths) < NEIGHBOURS]
    return page[order], code[order] - page[order] * span


def _first_of_each(values: npt.NDArray[np.integer]) -> Flags:
    """Marks where a sorted array begins another value."""
    return np.concatenate(([True], values[1:] != values[:-1])) if len(values) else np.empty(0, np.bool_)


def pieces_of(features: Features) -> tuple[Ints, Longs]:
    """Every (page, piece of one of its names), the pieces as hashes, each once a page; sorted."""
    return pieces_of_pages(features.title_start, features.title, features.titles)


def pieces_of_pages(title_start: Ints, title: Ints, titles: Titles | Names) -> tuple[Ints, Longs]:
    """The same of the columns of features or cards that say which page bears which name."""
    hashes, lengths = _hashed_pieces(titles)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    all_pages, all_keys = [], []
    for low in range(0, len(title_start) - 1, _CHUNK_OF_PAGES):
        counts = np.diff(title_start[low : low + _CHUNK_OF_PAGES + 1])
        names = title[title_start[low] : title_start[low + len(counts)]]
        times = lengths[names]
        pages = np.repeat(np.repeat(np.arange(low, low + len(counts), dtype=np.int32), counts), times)
        keys = hashes[np.arange(len(pages)) - np.repeat(np.cumsum(times) - times - starts[names], times)]
        order = np.argsort(keys)
        order = order[np.argsort((pages[order] - low).astype(np.uint16), kind="stable")]
        pages, keys = pages[order], keys[order]
        once = _first_of_each(pages) | _first_of_each(keys)
        all_pages.append(pages[once])
        all_keys.append(keys[once])
    return np.concatenate(all_pages), np.concatenate(all_keys)


def is_whole(hashes: Longs) -> Flags:
    """Whether pieces are whole names; the last bit of their hashes says so."""
    return (hashes & 1).astype(np.bool_)


def hash_of(pieces: Sequence[str]) -> Longs:
    """The hashes of pieces; the last bit says whether a piece is a whole name."""
    kinds = np.frombuffer("".join([piece[0] for piece in pieces]).encode("ascii"), np.uint8)
    return (hash_strings(pieces) << 1) | np.isin(kinds, _WHOLE)


def _hashed_pieces(titles: Titles | Names) -> tuple[Longs, Longs]:
    """The pieces of every name as hashes, and how many each name has."""
    all_hashes, all_lengths = [], []
    for at in range(0, len(titles.fold_text), _CHUNK):
        rows = slice(at, at + _CHUNK)
        texts = zip(titles.fold_text[rows], titles.base_text[rows], titles.sound_text[rows], strict=True)
        pieces: list[str] = []
        ends = [0]
        for fold, base, sound in texts:
            pieces += title_pieces(fold, base, sound)
            ends.append(len(pieces))
        all_lengths.append(np.diff(np.array(ends, np.int64)))
        all_hashes.append(hash_of(pieces))
    return np.concatenate(all_hashes), np.concatenate(all_lengths)


def title_pieces(fold: str, base: str, sound: str) -> list[str]:
    """What a name is found by: itself folded, without marks, as it sounds; its consonants, ends, words, characters."""
    words = base.split(" ")
    pieces = ["=" + fold.replace(" ", ""), "b" + base.replace(" ", "")]
    if sound:
        pieces.append("s" + sound)
        skeleton = skeleton_key(sound)
        if len(skeleton) >= 4:
            pieces += ("k" + skeleton, "p" + skeleton[:6], "q" + skeleton[-6:])
        if len(sound) >= 8:
            pieces += ("P" + sound[:8], "Q" + sound[-8:])
    pieces += ["w" + word for word in words if len(word) > 2]
    pieces += ["w" + one + other for one, other in pairwise(words)]
    if not base.isascii():
        for run in _NOT_LATIN.findall(base):
            pieces += ["g" + run[at : at + 3] for at in range(len(run) - 2)]
            pieces += ["g" + run[at : at + 2] for at in range(len(run) - 1)]
    return pieces
