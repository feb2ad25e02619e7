"""Batches: groups stay whole however rows are cut, and the steps over batches give what one machine gives."""

from collections.abc import Iterator
from itertools import pairwise

import msgspec
import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from aggregator.engines import batches
from aggregator.resolve.candidates import pieces_of
from aggregator.resolve.features import number_cards
from aggregator.resolve.partition import read_pages
from benchmarks.made_reviews import made_reviews


def cut(rows: pa.RecordBatch, ends: list[int]) -> Iterator[pa.RecordBatch]:
    """The rows in batches that end here and there."""
    edges = [0, *sorted(end % (rows.num_rows + 1) for end in ends), rows.num_rows]
    return (rows.slice(low, high - low) for low, high in pairwise(edges))


@given(st.lists(st.integers(1, 4), max_size=12), st.lists(st.integers(0, 50), max_size=8))
def test_no_batch_ends_within_a_group(sizes: list[int], ends: list[int]) -> None:
    labels = [label for label, size in enumerate(sizes) for _ in range(size)]
    rows = pa.record_batch({"label": pa.array(labels, pa.int64()), "row": pa.array(range(len(labels)), pa.int64())})
    found = list(batches.whole_groups(cut(rows, ends), "label"))
    assert [row for batch in found for row in batch.column("row").to_pylist()] == list(range(len(labels)))
    held = [set(batch.column("label").to_pylist()) for batch in found]
    assert sum(map(len, held)) == len(sizes)


def test_pages_in_batches_are_the_pages_of_one_machine() -> None:
    reviews = [review for _, review in made_reviews(300)]
    lines = [msgspec.json.encode(review) for review in (*reviews, *reviews[:20])]
    rows = pa.record_batch({"line": pa.array(lines, pa.binary())})
    keyed = pa.Table.from_batches(batches.keyed(cut(rows, [7, 100])))
    ordered = keyed.sort_by([("key", "ascending"), ("digest", "ascending")]).combine_chunks().to_batches()[0]
    found = list(batches.pages(lambda: 3, cut(ordered, [50, 51, 130])))
    table = pa.Table.from_batches(found)
    here = read_pages(reviews)
    assert table.column("key").to_pylist() == here.keys
    assert table.column("digest").to_pylist() == here.digests
    assert table.column("row").to_pylist() == list(range(len(here)))
    assert set(table.column("partition").to_pylist()) == {3}
    numbered = table.append_column("number", table.column("row")).combine_chunks().to_batches()[0]
    pieces = pa.Table.from_batches(batches.pieces(cut(numbered, [10, 200])))
    owner, hashes = pieces_of(here.features)
    assert pieces.column("number").to_pylist() == owner.tolist()
    assert pieces.column("piece").to_pylist() == hashes.tolist()


def test_cards_come_back_from_columns_as_they_went() -> None:
    reviews = [review for _, review in made_reviews(120)]
    here = read_pages(reviews)
    rows = pa.record_batch({"line": pa.array([msgspec.json.encode(review) for review in reviews], pa.binary())})
    keyed = pa.Table.from_batches(batches.keyed(iter([rows]))).sort_by([("key", "ascending")])
    found = pa.Table.from_batches(batches.pages(lambda: 0, iter(keyed.combine_chunks().to_batches())))
    (page,) = found.combine_chunks().to_batches()
    none = pa.array([[]] * page.num_rows, pa.list_(pa.struct([("name", pa.int64()), ("crowd", pa.int64())])))
    columns = {name: page.column(name) for name in page.schema.names}
    size = pa.array([1] * page.num_rows, pa.int64())
    struct = pa.StructArray.from_arrays([*columns.values(), none, size], [*columns, "crowds", "site_size"])
    cards, catalogue = batches._cards_of(struct)
    features = number_cards(cards)
    for name in ("site", "type", "year", "quarter", "episodes", "studios", "genres", "title_start", "title"):
        assert np.array_equal(getattr(features, name), getattr(here.features, name)), name
    assert features.titles.fold_text.tolist() == here.features.titles.fold_text.tolist()
    assert set(catalogue.crowds.tolist()) == {1}
