"""Which pairs are compared: sorting packed numbers gives what sorting by page, weight and row gives."""

from collections.abc import Callable

import numpy as np
import pytest

from aggregator.model import Review
from aggregator.resolve import candidates
from aggregator.resolve.candidates import BEARERS_OF_A_PAGE, KEYS_OF_A_PAGE, NEIGHBOURS, rarest, strongest
from aggregator.resolve.evidence import TERMS, Catalogue, compare
from aggregator.resolve.features import read_features


@pytest.mark.parametrize("seed", range(20))
def test_a_page_keeps_the_neighbours_that_share_most(seed: int) -> None:
    random = np.random.default_rng(seed)
    mine, other = random.integers(0, 30, 4000) * 7, random.integers(0, 60, 4000)
    weight = random.integers(1, 5, 4000) / 3
    shared: dict[tuple[int, int], float] = {}
    for a, b, one in zip(mine.tolist(), other.tolist(), weight.tolist(), strict=True):
        shared[a, b] = shared.get((a, b), 0.0) + one
    expected = []
    for page in sorted({a for a, _ in shared}):
        ranked = sorted((-round(total, 6), b) for (a, b), total in shared.items() if a == page)
        expected += [(page, b) for _, b in ranked[:NEIGHBOURS]]
    a, b = strongest(mine, other, weight)
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == expected


@pytest.mark.parametrize("seed", range(20))
def test_a_page_is_looked_up_by_whole_names_then_by_its_rarest_pieces(seed: int) -> None:
    random = np.random.default_rng(seed)
    pages = np.sort(random.integers(0, 20, 3000))
    keys = random.choice(2**30, 3000, replace=False)
    order = np.lexsort((keys, pages))
    pages, keys, counts = pages[order], keys[order].astype(np.int64), random.integers(2, 61, 3000)
    expected = np.zeros(3000, np.bool_)
    for page in range(20):
        rows = np.flatnonzero(pages == page).tolist()
        ranked = sorted(rows, key=lambda row: (0 if keys[row] & 1 else counts[row], keys[row]))
        bearers = 0
        for rank, row in enumerate(ranked):
            bearers += int(counts[row])
            expected[row] = rank < KEYS_OF_A_PAGE and (bearers <= BEARERS_OF_A_PAGE or bool(keys[row] & 1))
    assert rarest(pages, keys, counts).tolist() == expected.tolist()


def test_nothing_shares_nothing() -> None:
    none = np.empty(0, np.int64)
    assert [len(side) for side in strongest(none, none, np.empty(0))] == [0, 0]
    assert len(rarest(none, none, none)) == 0
    assert [len(side) for side in candidates.candidate_pairs(read_features([]))] == [0, 0]


@pytest.mark.parametrize(("crowd", "level"), [(2, "2"), (98, "6 or more"), (99, "6 or more"), (5000, "6 or more")])
def test_a_name_of_very_many_pages_is_still_a_shared_name(page: Callable[..., Review], crowd: int, level: str) -> None:
    features = read_features([page("a", "Amber Harbor"), page("b", "Amber Harbor")])
    crowds = np.full(len(features.titles.full) + 2, crowd, np.int64)
    catalogue = Catalogue(crowds=crowds, site_sizes=np.full(2, 9000, np.int64))
    codes = compare(features, np.array([0]), np.array([1]), catalogue)
    term = next(number for number, one in enumerate(TERMS) if one.name == "crowd")
    assert TERMS[term].levels[codes[0, term]] == level
