"""Resolving on Spark: the steps of aggregator.resolve as joins, sorted groups and batches of rows.

    reviews ─► pages, numbered by key ─► pieces of names ─► pairs that share rare ones ─► evidence ─► links
    links, bonds, judgements ─► components (in the driver) ─► groups ─► ids (in the driver) ─► lines of anime

Spark moves rows; every decision is a function of aggregator.resolve over a batch of them (aggregator.engines.batches),
so the anime are those of the embedded engine. Pages are numbered in the order of their keys on both. In the driver are
two arrays of numbers for the links that join, and the keys of the pages, to which the ids of earlier runs belong.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from aggregator.engines.spark import Cluster, session
from aggregator.model import Anime, DatabaseId, Issue, Review
from aggregator.quality import Tally
from aggregator.resolve import Earlier, Resolution, before, constants
from aggregator.resolve.candidates import LARGEST_BLOCK, SMALLEST_BLOCK
from aggregator.resolve.evidence import load_weights
from aggregator.resolve.identity import Tombstone, assign_ids
from aggregator.resolve.judgements import Judgement, Ruling, rule
from aggregator.resolve.pages import canonical_url
from aggregator.resolve.partition import Links, Listed, components
from aggregator.resolve.state import State
from aggregator.resolve_many import Merged

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

Longs = npt.NDArray[np.int64]

_COMPARED = ("number", "site", "type", "year", "quarter", "episodes", "duration", "season_number", "studios", "genres")


@dataclass(frozen=True, slots=True)
class SparkResolver:
    """Resolves on a cluster; called as aggregator.resolve.resolve is."""

    cluster: Cluster

    def __call__(
        self, reviews: Iterable[Review], judgements: Iterable[Judgement] = (), *, state: State | None = None
    ) -> Resolution:
        """The anime that the reviews are about: see aggregator.resolve.resolve. Refusal when the cluster fails."""
        with session(self.cluster) as spark:
            found = _resolve(spark, _lines(spark, reviews), tuple(judgements), state=state)
            decoder = msgspec.json.Decoder(Anime)
            return Resolution(
                anime=tuple(map(decoder.decode, found.lines())),
                issues=found.issues,
                tombstones=found.tombstones,
                constants=constants(),
            )

    @contextmanager
    def merged(
        self, places: Sequence[str], judgements: Sequence[Judgement], earlier: Earlier | None = None
    ) -> Iterator[Merged]:
        """Resolves the reviews of files, which the executors read: see aggregator.resolve_many."""
        with session(self.cluster) as spark:
            lines, issues = _read(spark, places)
            if lines.isEmpty():
                before((), None, earlier)
                yield Merged(pages=0, lines=iter(()), tally=Tally(), issues=issues)
            else:
                found = _resolve(spark, lines, judgements, earlier=earlier)
                yield Merged(
                    pages=found.pages,
                    lines=found.lines(),
                    tally=found.tally(),
                    issues=(*issues, *found.issues),
                    tombstones=found.tombstones,
                )


@dataclass(frozen=True, slots=True)
class _Found:
    """What the cluster found."""

    pages: int
    read: "DataFrame"
    merged: "DataFrame"
    issues: tuple[Issue, ...]
    tombstones: tuple[Tombstone, ...]

    def lines(self) -> Iterator[bytes]:
        """The lines of anime, sorted by id; a partition after the other comes to the driver."""
        return (bytes(row["line"]) for row in self.merged.select("line").toLocalIterator(prefetchPartitions=True))

    def tally(self) -> Tally:
        """What the reviews come to of which the anime are made."""
        from aggregator.engines import batches  # noqa: PLC0415

        total = Tally()
        for row in self.read.select("line").mapInArrow(batches.tallied, batches.TALLY).collect():
            total.join(msgspec.msgpack.decode(row["tally"], type=Tally))
        return total


def _resolve(
    spark: "SparkSession",
    lines: "DataFrame",
    judgements: Sequence[Judgement],
    *,
    state: State | None = None,
    earlier: Earlier | None = None,
) -> _Found:
    pages, total = _pages(lines)
    links = _links(pages, _pairs(pages, total)).persist()
    ruling = _ruling(pages, judgements)
    groups = _groups(spark, pages, links, ruling).persist()
    listed, leaders = _listed(pages, groups)
    members = _members(leaders)
    known, ended = before(listed.keys, state, earlier)
    ids, tombstones = assign_ids([[listed.keys[page] for page in one] for one in members], known, ended)
    id_of_page = np.empty(total, np.object_)
    for one, pages_of_one in zip(ids, members, strict=True):
        id_of_page[pages_of_one] = one
    if state is not None:
        _remember(state, pages, links, listed.keys, id_of_page.tolist())
        state.bury(tombstones)
    issues = [msgspec.json.decode(row.issue, type=Issue) for row in groups.where("issue IS NOT NULL").collect()]
    return _Found(
        pages=total,
        read=pages,
        merged=_merged(spark, pages, id_of_page),
        issues=(*ruling.issues, *sorted(issues, key=msgspec.json.encode)),
        tombstones=tombstones,
    )


def _lines(spark: "SparkSession", reviews: Iterable[Review]) -> "DataFrame":
    """Reviews of this process as rows."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    return spark.createDataFrame(
        pa.table({"line": pa.array([msgspec.json.encode(one) for one in reviews], pa.binary())})
    )


def _read(spark: "SparkSession", places: Sequence[str]) -> tuple["DataFrame", tuple[Issue, ...]]:
    """The reviews of files as rows, a task a file, and what is wrong with lines that are none."""
    from aggregator.engines import batches  # noqa: PLC0415

    files = spark.createDataFrame([(place,) for place in places], "place string").repartition(len(places))
    found = files.mapInArrow(batches.reviews_of_files, batches.FOUND).persist()
    told = found.where("issue IS NOT NULL").select("issue").collect()
    return found.where("line IS NOT NULL").select("line"), tuple(
        msgspec.json.decode(row["issue"], type=Issue) for row in told
    )


# ------------------------------------------------------------------------------------------------------------- pages


def _pages(lines: "DataFrame") -> tuple["DataFrame", int]:
    """The pages, numbered in the order of their keys, and how many there are."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    from aggregator.engines import batches  # noqa: PLC0415

    keyed = lines.mapInArrow(batches.keyed, batches.KEYED)
    ordered = keyed.repartitionByRange("key").sortWithinPartitions("key", "digest")
    found = ordered.mapInArrow(partial(batches.pages, _partition), batches.PAGES).persist()
    counted = {row["partition"]: row["count"] for row in found.groupBy("partition").count().collect()}
    counts = [counted.get(partition, 0) for partition in range(max(counted, default=-1) + 1)]
    before = np.concatenate(([0], np.cumsum(counts)))[: max(len(counts), 1)].tolist()
    first = f.element_at(f.array(*map(f.lit, before)), f.col("partition") + 1)
    return found.withColumn("number", (first + f.col("row")).cast("bigint")), sum(counts)


def _partition() -> int:
    from pyspark import TaskContext  # noqa: PLC0415

    context = TaskContext.get()
    assert context is not None
    return context.partitionId()


# ------------------------------------------------------------------------------------------------------------- pairs


def _pairs(pages: "DataFrame", total: int) -> "DataFrame":
    """The pairs of pages that are compared: those that share rare pieces of names, or an id of one series."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    from aggregator.engines import batches  # noqa: PLC0415

    pieces = pages.select("number", "site", "titles").mapInArrow(batches.pieces, batches.PIECES)
    counts = pieces.groupBy("piece").count().where(f.col("count").between(SMALLEST_BLOCK, LARGEST_BLOCK))
    telling = _grouped_by(pieces.join(counts, "piece"), "number", "piece").mapInArrow(batches.telling, batches.PIECES)
    blocks = telling.groupBy("piece").agg(f.collect_list(f.struct("number", "site")).alias("bearers"))
    entries = blocks.where(f.size("bearers") > 1).select(f.explode("bearers").alias("mine"), "bearers")
    entries = entries.select("mine.number", "mine.site", "bearers")
    near = _grouped_by(entries, "number").mapInArrow(partial(batches.neighbours, total), batches.PAIRS)
    holders = pages.where(f.size("ids") > 0).select("number", "ids").mapInArrow(batches.series_holders, batches.BONDS)
    sharing = _grouped_by(holders, "bond", "number").mapInArrow(batches.series_pairs, batches.PAIRS)
    both = near.withColumn("series", f.lit(False)).unionByName(sharing.withColumn("series", f.lit(True)))
    return both.groupBy("a", "b").agg(f.max("series").alias("series"))


def _grouped_by(rows: "DataFrame", column: str, *then: str) -> "DataFrame":
    """The rows so that those that are alike in a column follow one another in one partition."""
    return rows.repartition(column).sortWithinPartitions(column, *then)


def _links(pages: "DataFrame", pairs: "DataFrame") -> "DataFrame":
    """The pairs whose evidence could matter, with their log-odds."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    from aggregator.engines import batches  # noqa: PLC0415

    sizes = pages.groupBy("site").count().withColumnRenamed("count", "site_size")
    names = pages.select("number", "site", f.explode("titles.full").alias("name"))
    common = _grouped_by(names, "name").mapInArrow(batches.crowds, batches.CROWDS)
    crowds = names.join(common, "name").groupBy("number").agg(f.collect_set(f.struct("name", "crowd")).alias("crowds"))
    none = f.array().cast(crowds.schema["crowds"].dataType)
    cards = (
        pages.select(*_COMPARED, "titles")
        .join(sizes, "site")
        .join(crowds, "number", "left")
        .withColumn("site_size", f.when(f.col("site") < 0, 1).otherwise(f.col("site_size")))
        .withColumn("crowds", f.coalesce("crowds", none))
    )
    card = f.struct(*_COMPARED, "titles", "site_size", "crowds")
    first, second = (cards.select(f.col("number").alias(f"{side}_number"), card.alias(side)) for side in ("x", "y"))
    compared = pairs.join(first, pairs["a"] == first["x_number"]).join(second, pairs["b"] == second["y_number"])
    return compared.select(f.col("x").alias("a"), f.col("y").alias("b"), "series").mapInArrow(
        batches.evidence, batches.LINKS
    )


# ------------------------------------------------------------------------------------------------------------ groups


def _ruling(pages: "DataFrame", judgements: Sequence[Judgement]) -> Ruling:
    """What the judgements demand of the pages that they name."""
    from aggregator.engines import batches  # noqa: PLC0415

    if not judgements:
        return Ruling()
    names = frozenset(name for one in judgements for ref in (one.a, one.b) for name in (ref, canonical_url(ref)))
    rows = pages.select("number", "key").mapInArrow(partial(batches.named, names), batches.BONDS).collect()
    return rule(judgements, {row["bond"]: row["number"] for row in rows})


def _groups(spark: "SparkSession", pages: "DataFrame", links: "DataFrame", ruling: Ruling) -> "DataFrame":
    """Each page that stands with others, and the first page of its group; and issues."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    from aggregator.engines import batches  # noqa: PLC0415

    stated = pages.select("number", "key", "site_name", "ids", "own")
    labels = spark.createDataFrame(_components(stated, links, ruling))
    page_rows = (
        stated.join(labels, "number", "left")
        .where(f.col("label").isNotNull() | (f.size("ids") > 0))
        .withColumn("label", f.coalesce("label", "number"))
    )
    ends = [labels.withColumnRenamed("number", side).withColumnRenamed("label", f"label_{side}") for side in ("a", "b")]
    link_rows = links.join(ends[0], "a").join(ends[1], "b").where("label_a = label_b")
    link_rows = link_rows.select(f.col("label_a").alias("label"), f.col("a").alias("number"), "b", "weight")
    rows = page_rows.unionByName(link_rows, allowMissingColumns=True)
    return _grouped_by(rows, "label").mapInArrow(partial(batches.grouped, ruling), batches.GROUPED)


def _components(stated: "DataFrame", links: "DataFrame", ruling: Ruling) -> "pa.Table":
    """The pages that links, bonds or judgements connect with others, each with the label of its component.

    In the driver: a link is 16 bytes, and there is about one that joins for every page.
    """
    import pyarrow as pa  # noqa: PLC0415
    from pyspark.sql import functions as f  # noqa: PLC0415

    from aggregator.engines import batches  # noqa: PLC0415

    joining = links.where(f.col("weight") >= load_weights().join_from).select("a", "b")
    bonds = stated.where((f.size("ids") > 0) | f.col("own").isNotNull()).mapInArrow(batches.bonds_of, batches.BONDS)
    firsts = bonds.groupBy("bond").agg(f.min("number").alias("a"))
    bound = bonds.join(firsts, "bond").where("a <> number").select("a", f.col("number").alias("b"))
    edges = joining.union(bound).toArrow()
    judged = np.array(ruling.same, np.int64).reshape(-1, 2)
    a = np.concatenate((np.asarray(edges.column("a")).astype(np.int64), judged[:, 0]))
    b = np.concatenate((np.asarray(edges.column("b")).astype(np.int64), judged[:, 1]))
    numbers, ends = np.unique(np.concatenate((a, b)), return_inverse=True)
    label = components(ends[: len(a)], ends[len(a) :], len(numbers))
    return pa.table({"number": pa.array(numbers, pa.int64()), "label": pa.array(numbers[label], pa.int64())})


# -------------------------------------------------------------------------------------------------- ids, lines, state


def _listed(pages: "DataFrame", groups: "DataFrame") -> tuple[Listed, Longs]:
    """The keys of all pages, by number, and the first page of each page's group."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    leaders = groups.where("number IS NOT NULL").select("number", "leader")
    found = pages.select("number", "key").join(leaders, "number", "left")
    rows = found.select("number", "key", f.coalesce("leader", "number").alias("leader")).toArrow().sort_by("number")
    keys = rows.column("key").to_pylist()
    listed = Listed(keys=keys, digests=[], rows=[], sites=[], ids={}, own={})
    return listed, np.asarray(rows.column("leader")).astype(np.int64)


def _members(leaders: Longs) -> list[list[int]]:
    """The groups, each with its pages sorted, in the order of their first pages."""
    order = np.argsort(leaders, kind="stable")
    starts = np.flatnonzero(np.diff(leaders[order], prepend=-1))
    return [part.tolist() for part in np.split(order, starts[1:])] if len(order) else []


def _merged(spark: "SparkSession", pages: "DataFrame", id_of_page: npt.NDArray[np.object_]) -> "DataFrame":
    """The lines of all anime, sorted by id."""
    import pyarrow as pa  # noqa: PLC0415

    from aggregator.engines import batches  # noqa: PLC0415

    numbers = pa.array(np.arange(len(id_of_page)), pa.int64())
    ids = spark.createDataFrame(pa.table({"number": numbers, "id": pa.array(id_of_page.tolist(), pa.string())}))
    rows = pages.select("number", "line").join(ids, "number").select("id", "number", "line")
    return rows.repartitionByRange("id").sortWithinPartitions("id", "number").mapInArrow(batches.merged, batches.LINES)


def _remember(state: State, pages: "DataFrame", links: "DataFrame", keys: list[str], ids: Sequence[str]) -> None:
    """Puts what was found into the state, as the embedded engine does."""
    from aggregator.engines import batches  # noqa: PLC0415

    rows = pages.select("number", "digest", "site_name", "ids", "line").toArrow().sort_by("number")
    stated = {
        number: tuple(DatabaseId(one["source"], one["id"]) for one in found)
        for number, found in enumerate(rows.column("ids").to_pylist())
        if found
    }
    known = Listed(
        keys=keys,
        digests=rows.column("digest").to_pylist(),
        rows=[],
        sites=rows.column("site_name").to_pylist(),
        ids=stated,
        own={},
    )
    pieces = pages.select("number", "site", "titles").mapInArrow(batches.pieces, batches.PIECES).toArrow()
    found = links.toArrow()
    a, b = (np.asarray(found.column(name)).astype(np.int64) for name in ("a", "b"))
    weights = np.asarray(found.column("weight"))
    owner, hashes = (np.asarray(pieces.column(name)) for name in ("number", "piece"))
    state.replace(known, rows.column("line").to_pylist(), ids, Links(a, b, weights), (owner.astype(np.int32), hashes))
