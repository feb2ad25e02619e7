"""Updating: new reviews into what a state holds, at a cost in proportion to the new ones.

Only the new pages are looked up in the index and compared; only the anime that they touch are grouped again, with the
links that are already known. This gives what resolving everything from scratch gives, but for three things:

* how common a name is was counted when two old pages were compared; it is not counted again for old pairs;
* a new page is compared with the pages that share most with it, but an old page keeps the neighbours that it had;
* a piece of a name that became too common since keeps the pairs that it brought together before.

A run over everything (`resolve` with a state) makes all of them exact again, and keeps the ids.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2

import msgspec
import numpy as np

from aggregator.model import Review
from aggregator.resolve.candidates import KEYS_OF_A_PAGE, LARGEST_BLOCK, NEIGHBOURS, Longs, hash_of, is_whole, pieces_of
from aggregator.resolve.evidence import Catalogue, load_weights
from aggregator.resolve.features import Ints
from aggregator.resolve.identity import Tombstone, assign_ids
from aggregator.resolve.judgements import Judgement
from aggregator.resolve.pages import canonical_url
from aggregator.resolve.partition import (
    Links,
    Pages,
    Partition,
    group,
    read_pages,
    ruling_on,
    weigh_pairs,
    with_series_ids,
)
from aggregator.resolve.state import State


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """What new reviews changed."""

    groups: dict[str, list[Review]]
    """The anime that changed, by id, with all their reviews."""
    partition: Partition | None
    tombstones: tuple[Tombstone, ...]
    unchanged: int
    """Reviews that said what the state already knew."""


def update(state: State, reviews: Iterable[Review], judgements: Iterable[Judgement] = ()) -> Update:
    """Takes new or changed reviews into the state. The caller commits it."""
    kept = list(reviews)
    pages = read_pages(kept)
    known = state.digests(pages.keys)
    changed = [
        kept[row]
        for key, digest, row in zip(pages.keys, pages.digests, pages.rows, strict=True)
        if known.get(key) != digest
    ]
    judgements = tuple(judgements)
    start = set(_judged(state, judgements)) | (_take_in(state, changed) if changed else set())
    if not start:
        return Update(groups={}, partition=None, tombstones=(), unchanged=len(pages))
    return _regroup(state, _touched(state, start, judgements), judgements, unchanged=len(pages) - len(changed))


def _take_in(state: State, changed: Sequence[Review]) -> set[int]:
    """Puts new and changed pages into the index and links them. They, and what they stood with before."""
    fresh = read_pages(changed)
    before = _withdraw(state, fresh)
    owner, hashes = pieces_of(fresh.features)
    encoded = (msgspec.json.encode(changed[row]) for row in fresh.rows)
    numbers = np.array(state.add(fresh, encoded, (owner, hashes)), np.int64)
    a, b = _pairs_with_known(state, fresh, numbers, owner, hashes)
    state.put_links(_worth_keeping(_weigh(state, a, b)))
    return {*numbers.tolist(), *before}


def _withdraw(state: State, fresh: Pages) -> set[int]:
    """Takes what changed pages said before out of the index. The pages that they were linked with."""
    old = state.numbers_of(fresh.keys)
    joined = state.links_of(old.values(), at_least=load_weights().join_from)
    for number, review in state.reviews(old.values()):
        state.forget_pieces(number, pieces_of(read_pages([review]).features)[1].tolist())
    return {page for a, b, _ in joined for page in (a, b)} | set(
        state.numbers_under(set(state.known(fresh.keys).values()))
    )


def _pairs_with_known(state: State, fresh: Pages, numbers: Longs, owner: Ints, hashes: Longs) -> tuple[Longs, Longs]:
    """The new pages, each with the pages of other sites that share most with it."""
    total = max(len(state), 2)
    bearers = {piece: state.bearers(piece, LARGEST_BLOCK + 1) for piece in np.unique(hashes).tolist()}
    pairs: set[tuple[int, int]] = set()
    starts = np.searchsorted(owner, np.arange(len(fresh) + 1))
    for page, number in enumerate(numbers.tolist()):
        own = hashes[starts[page] : starts[page + 1]]
        useful = sorted(
            (0 if whole else len(bearers[piece]), piece)
            for piece, whole in zip(own.tolist(), is_whole(own).tolist(), strict=True)
            if 2 <= len(bearers[piece]) <= LARGEST_BLOCK
        )
        shared: dict[int, float] = {}
        for _, piece in useful[:KEYS_OF_A_PAGE]:
            for other in bearers[piece]:
                shared[other] = shared.get(other, 0.0) + log2(total / len(bearers[piece]))
        shared.pop(number, None)
        strongest = sorted(shared, key=lambda other: (-shared[other], other))[: 4 * NEIGHBOURS]
        pairs.update((min(number, other), max(number, other)) for other in strongest)
    a, b = zip(*sorted(pairs), strict=True) if pairs else ((), ())
    return np.array(a, np.int64), np.array(b, np.int64)


def _weigh(state: State, a: Longs, b: Longs) -> Links:
    """The evidence on pairs of pages of the state."""
    numbers = np.unique(np.concatenate((a, b)))
    pages, number_of_page = _load(state, numbers.tolist())
    position = {number: at for at, number in enumerate(number_of_page)}
    x, y = (np.array([position[number] for number in side.tolist()], np.int64) for side in (a, b))
    other_site = (pages.features.site[x] != pages.features.site[y]) | (pages.features.site[x] < 0)
    a, b, x, y = a[other_site], b[other_site], x[other_site], y[other_site]
    links = weigh_pairs(pages.features, x, y, _catalogue(state, pages))
    return Links(a, b, links.weight)


def _worth_keeping(links: Links) -> Links:
    weights = load_weights()
    return links.where((links.weight >= weights.join_from) | (links.weight <= weights.certain_from))


def _load(state: State, numbers: Iterable[int]) -> tuple[Pages, list[int]]:
    """Pages of the state, and the number in the file of each."""
    found = list(state.reviews(numbers))
    pages = read_pages(review for _, review in found)
    return pages, [found[row][0] for row in pages.rows]


def _catalogue(state: State, pages: Pages) -> Catalogue:
    """How common the names of these pages are among all that the state holds."""
    features = pages.features
    crowds = np.ones(int(features.titles.full.max(initial=0)) + 2, np.int64)
    wholes = hash_of(["=" + fold.replace(" ", "") for fold in features.titles.fold_text])
    for name, piece in zip(features.titles.full.tolist(), wholes.tolist(), strict=True):
        crowds[name] = state.crowd(piece)
    sizes = state.site_sizes()
    return Catalogue(
        crowds=crowds, site_sizes=np.array([sizes.get(site, 1) if site else 1 for site in pages.sites], np.int64)
    )


def _touched(state: State, start: set[int], judgements: Iterable[Judgement]) -> set[int]:
    """The pages that links, shared ids and judgements connect with the given ones."""
    join_from = load_weights().join_from
    judged = _judged(state, judgements)
    touched: set[int] = set()
    edge = set(start)
    while edge:
        touched |= edge
        reach = {page for a, b, _ in state.links_of(edge, at_least=join_from) for page in (a, b)}
        for _, review in state.reviews(edge):
            reach.update(page for one in set(review.ids) for page in state.holders(one))
        reach.update(page for number in edge for page in judged.get(number, ()))
        edge = reach - touched
    return touched


def _judged(state: State, judgements: Iterable[Judgement]) -> Mapping[int, set[int]]:
    """The pages that judgements name, by address or by the id under which they stand, each with its counterparts."""
    found: dict[int, set[int]] = {}
    for one in judgements:
        a, b = _named(state, one.a), _named(state, one.b)
        for side, other in ((a, b), (b, a)):
            for number in side if other else ():
                found.setdefault(number, set()).update(other)
    return found


def _named(state: State, name: str) -> set[int]:
    return set(state.numbers_of([name, canonical_url(name)]).values()) or set(state.numbers_under([name]))


def _regroup(state: State, touched: set[int], judgements: Iterable[Judgement], *, unchanged: int) -> Update:
    found = list(state.reviews(touched))
    reviews = [review for _, review in found]
    pages = read_pages(reviews)
    numbers = [found[row][0] for row in pages.rows]
    position = {number: at for at, number in enumerate(numbers)}
    rows = [
        (position[a], position[b], weight)
        for a, b, weight in state.links_of(numbers)
        if a in position and b in position
    ]
    a, b, weight = zip(*sorted((min(x, y), max(x, y), w) for x, y, w in rows), strict=True) if rows else ((), (), ())
    links = Links(np.array(a, np.int64), np.array(b, np.int64), np.array(weight, np.float64))
    partition = group(pages, pages.features.site, with_series_ids(pages, links), ruling_on(pages, judgements))
    groups = [[pages.keys[page] for page in members] for members in partition.groups]
    known = {key: one for key, one in state.known(pages.keys).items() if one}
    ids, tombstones = assign_ids(groups, known, state.ended())
    state.put_ids((one, numbers[page]) for one, members in zip(ids, partition.groups, strict=True) for page in members)
    state.bury(tombstones)
    by_id = {
        one: [reviews[pages.rows[page]] for page in members] for one, members in zip(ids, partition.groups, strict=True)
    }
    return Update(groups=dict(sorted(by_id.items())), partition=partition, tombstones=tombstones, unchanged=unchanged)


def anime_of(state: State) -> Iterator[tuple[str, list[Review]]]:
    """Every anime of the state with its reviews, sorted by id."""
    reviews: list[Review] = []
    current = None
    for one, review in state.all_reviews():
        if one != current and current is not None:
            yield current, reviews
            reviews = []
        current = one
        reviews.append(review)
    if current is not None:
        yield current, reviews
