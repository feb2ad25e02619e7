"""Candidates: the few pairs of pages that are worth comparing, found by what rare pieces of titles they share."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from aggregator.normalize.titles import skeleton_key
from aggregator.resolve.features import Features, Titles

Longs = npt.NDArray[np.int64]

LARGEST_BLOCK = 60
"""A piece of title that stands on more pages than these brings nobody together."""
KEYS_OF_A_PAGE = 60
"""Each page is looked up by its rarest pieces only."""
NEIGHBOURS = 6
"""And compared with no more pages than these: those that share most."""

_WHOLE = "=bs"
_CHUNK = 200_000
_NOT_LATIN = re.compile(r"[^\x00-\u02ff\s]+")


def candidate_pairs(features: Features) -> tuple[Longs, Longs]:
    """Pairs of pages of different sites, smaller page number first, each pair once, sorted."""
    pages, keys = pieces_of(features)
    whole = is_whole(keys)
    keys, counts = _count(keys)
    useful = (counts >= 2) & (counts <= LARGEST_BLOCK)
    pages, keys, counts, whole = pages[useful], keys[useful], counts[useful], whole[useful]
    pages, keys, counts = _rarest(pages, keys, np.where(whole, 0, counts))
    left, right, weight = _pairs_of_blocks(pages, keys, len(features))
    other_site = (features.site[left] != features.site[right]) | (features.site[left] < 0)
    left, right, weight = left[other_site], right[other_site], weight[other_site]
    return _strongest(left, right, weight)


def pieces_of(features: Features) -> tuple[Longs, Longs]:
    """Every (page, piece of one of its names), the pieces as hashes, each once a page."""
    hashes, lengths = _hashed_pieces(features.titles)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    page_of_title = np.repeat(np.arange(len(features), dtype=np.int64), np.diff(features.title_start))
    times = lengths[features.title]
    pages = np.repeat(page_of_title, times)
    offsets = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    keys = hashes[np.repeat(starts[features.title], times) + offsets]
    order = np.lexsort((keys, pages))
    pages, keys = pages[order], keys[order]
    first = np.concatenate(([True], (pages[1:] != pages[:-1]) | (keys[1:] != keys[:-1]))) if len(pages) else order
    return pages[first], keys[first]


def is_whole(hashes: Longs) -> npt.NDArray[np.bool_]:
    """Whether pieces are whole names; the last bit of their hashes says so."""
    return (hashes & 1).astype(np.bool_)


def hash_of(pieces: Sequence[str]) -> Longs:
    """The hashes of pieces."""
    return _hash("\n".join(pieces)) if pieces else np.empty(0, np.int64)


def _hashed_pieces(titles: Titles) -> tuple[Longs, Longs]:
    """The pieces of every name as hashes, and how many each name has."""
    all_hashes, all_lengths = [], []
    for at in range(0, len(titles.fold_text), _CHUNK):
        rows = slice(at, at + _CHUNK)
        pieces = [
            list(title_pieces(fold, base, sound))
            for fold, base, sound in zip(
                titles.fold_text[rows], titles.base_text[rows], titles.sound_text[rows], strict=True
            )
        ]
        all_lengths.append(np.array([len(of_title) for of_title in pieces], np.int64))
        all_hashes.append(_hash("\n".join(piece for of_title in pieces for piece in of_title)))
    return np.concatenate(all_hashes), np.concatenate(all_lengths)


def _hash(lines: str) -> Longs:
    """A hash of every line that is the same on every machine and in every run (that of Python is not)."""
    code = np.frombuffer(f"{lines}\n".encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    ends = np.flatnonzero(code == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1))
    place = np.arange(len(code), dtype=np.uint64) - np.repeat(starts, np.diff(np.append(starts, len(code)))).astype(
        np.uint64
    )
    mixed = (code + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) + place * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    sums = np.add.reduceat(mixed * (place + np.uint64(1)) ** np.uint64(2) + mixed, starts)
    sums ^= sums >> np.uint64(31)
    sums *= np.uint64(0x94D049BB133111EB)
    whole = np.isin(code[starts], [ord(mark) for mark in _WHOLE])
    return (((sums >> np.uint64(3)) << np.uint64(1)).astype(np.int64)) | whole


def title_pieces(fold: str, base: str, sound: str) -> Iterator[str]:
    """What a name is found by: itself folded, without marks, as it sounds; its consonants, ends, words, characters."""
    words = base.split()
    yield "=" + fold.replace(" ", "")
    yield "b" + "".join(words)
    if sound:
        yield "s" + sound
        skeleton = skeleton_key(sound)
        if len(skeleton) >= 4:
            yield "k" + skeleton
            yield "p" + skeleton[:6]
            yield "q" + skeleton[-6:]
    if len(sound) >= 8:
        yield "P" + sound[:8]
        yield "Q" + sound[-8:]
    for word in words:
        if len(word) > 2:
            yield "w" + word
    for one, other in pairwise(words):
        yield "w" + one + other
    for run in _NOT_LATIN.findall(base):
        for at in range(len(run) - 2):
            yield "g" + run[at : at + 3]
        for at in range(len(run) - 1):
            yield "g" + run[at : at + 2]


def _count(keys: Longs) -> tuple[Longs, Longs]:
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return inverse.astype(np.int64), counts[inverse]


def _rarest(pages: Longs, keys: Longs, counts: Longs) -> tuple[Longs, Longs, Longs]:
    order = np.lexsort((keys, counts, pages))
    pages, keys, counts = pages[order], keys[order], counts[order]
    starts = np.flatnonzero(np.concatenate(([True], pages[1:] != pages[:-1]))) if len(pages) else np.empty(0, np.int64)
    rank = np.arange(len(pages)) - np.repeat(starts, np.diff(np.append(starts, len(pages))))
    keep = rank < KEYS_OF_A_PAGE
    return pages[keep], keys[keep], counts[keep]


def _pairs_of_blocks(pages: Longs, keys: Longs, total: int) -> tuple[Longs, Longs, npt.NDArray[np.float64]]:
    """All pairs within each block, with the information that each shared piece carries."""
    order = np.lexsort((pages, keys))
    pages, keys = pages[order], keys[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    sizes = np.diff(np.append(starts, len(keys)))
    at_in_block = np.arange(len(keys)) - np.repeat(starts, sizes)
    size_here = np.repeat(sizes, sizes)
    times = size_here - at_in_block - 1
    first = np.repeat(np.arange(len(keys)), times)
    offset = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times) + 1
    left, right = pages[first], pages[first + offset]
    weight = np.log2(total / size_here)[first]
    code = left * total + right
    order = np.argsort(code, kind="stable")
    code, weight = code[order], weight[order]
    starts = np.flatnonzero(np.concatenate(([True], code[1:] != code[:-1]))) if len(code) else np.empty(0, np.int64)
    total_weight = np.add.reduceat(weight, starts) if len(starts) else weight
    code = code[starts]
    return code // total, code % total, total_weight


def _strongest(left: Longs, right: Longs, weight: npt.NDArray[np.float64]) -> tuple[Longs, Longs]:
    """Pairs that are among the strongest of either page."""
    keep = np.zeros(len(left), np.bool_)
    for mine, other in ((left, right), (right, left)):
        order = np.lexsort((other, -weight, mine))
        sorted_mine = mine[order]
        starts = (
            np.flatnonzero(np.concatenate(([True], sorted_mine[1:] != sorted_mine[:-1])))
            if len(mine)
            else np.empty(0, np.int64)
        )
        rank = np.arange(len(mine)) - np.repeat(starts, np.diff(np.append(starts, len(mine))))
        keep[order[rank < NEIGHBOURS]] = True
    return left[keep], right[keep]
