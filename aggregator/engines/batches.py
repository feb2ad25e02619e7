"""Batches: resolution's steps over Arrow record batches, for engines that move data between machines.

What is decided stands in aggregator.resolve, once; here rows become its columns and back. Every function takes the
batches of one partition and yields batches, needs nothing but them, and gives the same rows for the same rows.
Where a step needs all rows of a group, the engine sorts by it, and `whole_groups` sees to it that no batch ends within.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aggregator.model import DatabaseId, Issue, Review
from aggregator.quality import Tally
from aggregator.resolve.candidates import may_be_one, pieces_of_pages, rarest, rarity, strongest
from aggregator.resolve.evidence import Catalogue, crowds_of, load_weights
from aggregator.resolve.features import Cards, Names, number_cards
from aggregator.resolve.identity import mint_id
from aggregator.resolve.judgements import Ruling
from aggregator.resolve.merge import merge_reviews
from aggregator.resolve.pages import SERIES_DATABASES, page_key
from aggregator.resolve.partition import (
    SERIES_ID_WEIGHS,
    Links,
    Listed,
    PageReader,
    bonds,
    digest_of,
    group,
    sharing_pairs,
    weigh_pairs,
)
from aggregator.reviews import read_reviews

Batches = Iterator[pa.RecordBatch]
Longs = npt.NDArray[np.int64]

_LINES = 5_000
"""Of a file that come in one batch."""
_STRINGS = ("text", "fold_text", "base_text", "sound_text")
_HASHES = ("exact", "full", "base", "sound", "punctuation")
_MARKS = ("season", "part", "number", "year", "kinds")
_FACTS = ("type", "year", "quarter", "episodes", "duration", "season_number")
_ID = "struct<source: string, id: string>"
_TITLE = ", ".join(
    (
        *(f"{name}: string" for name in _STRINGS),
        *(f"{name}: bigint" for name in _HASHES),
        *(f"{name}: int" for name in _MARKS),
        "latin: boolean",
    )
)
FOUND = "line binary, issue binary"
"""A review, or an issue about a line that is none."""
KEYED = "key string, digest binary, line binary"
"""A review, by its page."""
PAGES = (
    f"partition int, row bigint, {KEYED}, site_name string, ids array<{_ID}>, own {_ID}, site bigint, "
    + ", ".join(f"{name} int" for name in _FACTS)
    + f", studios array<bigint>, genres bigint, titles array<struct<{_TITLE}>>"
)
"""What is compared of a page, and where it stands among all pages: they are sorted by key."""
PIECES = "number bigint, site bigint, piece bigint"
PAIRS = "a bigint, b bigint"
CROWDS = "name bigint, crowd bigint"
LINKS = "a bigint, b bigint, weight double"
BONDS = "bond string, number bigint"
GROUPED = "number bigint, leader bigint, issue binary"
"""A page and the first page of its group; or an issue."""
LINES = "id string, line binary"
TALLY = "tally binary"
"""What the reviews of one partition come to."""

_ID_TYPE = pa.struct([("source", pa.string()), ("id", pa.string())])


def whole_groups(batches: Iterable[pa.RecordBatch], column: str) -> Batches:
    """The same rows; rows that are alike in a column by which they are sorted come in one batch."""
    kept: list[pa.RecordBatch] = []
    for batch in batches:
        if not batch.num_rows:
            continue
        values = batch.column(column)
        start = pc.index(values, values[-1]).as_py()
        if start or (kept and kept[-1].column(column)[-1] != values[-1]):
            yield _joined([*kept, batch.slice(0, start)])
            kept = [batch.slice(start)]
        else:
            kept.append(batch)
    if kept:
        yield _joined(kept)


def reviews_of_files(batches: Batches) -> Batches:
    """Places of files to the lines of reviews in them, and issues about lines that are none."""
    for batch in batches:
        for place in batch.column("place").to_pylist():
            found = read_reviews(place)
            while some := list(islice(found, _LINES)):
                reviews = [None if isinstance(one, Issue) else msgspec.json.encode(one) for one in some]
                issues = [msgspec.json.encode(one) if isinstance(one, Issue) else None for one in some]
                yield pa.RecordBatch.from_arrays(
                    [pa.array(reviews, pa.binary()), pa.array(issues, pa.binary())], ["line", "issue"]
                )


def keyed(batches: Batches) -> Batches:
    """Lines of reviews, each with the key of its page and what it says as a hash."""
    for batch in batches:
        lines = batch.column("line").to_pylist()
        reviews = [_decoder().decode(line) for line in lines]
        yield pa.RecordBatch.from_arrays(
            [
                pa.array([page_key(review) for review in reviews], pa.string()),
                pa.array([digest_of(review) for review in reviews], pa.binary()),
                pa.array(lines, pa.binary()),
            ],
            ["key", "digest", "line"],
        )


def tallied(batches: Batches) -> Batches:
    """What lines of reviews come to."""
    tally = Tally.of(_decoder().decode(line) for batch in batches for line in batch.column("line").to_pylist())
    yield pa.RecordBatch.from_arrays([pa.array([msgspec.msgpack.encode(tally)], pa.binary())], ["tally"])


def pages(partition: Callable[[], int], batches: Batches) -> Batches:
    """Keyed reviews, sorted by key and digest, to pages: of several reviews of one page the first."""
    row = 0
    for batch in whole_groups(batches, "key"):
        reader = PageReader()
        for line in batch.column("line").to_pylist():
            reader.read(_decoder().decode(line))
        listed, cards = reader.cards()
        lines = batch.column("line").take(pa.array(listed.rows))
        yield _pages_batch(partition(), row, listed, cards, lines)
        row += len(listed)


def pieces(batches: Batches) -> Batches:
    """Pages to every piece of their names."""
    for batch in batches:
        if batch.num_rows:
            title_start, title, names = _titles_of(batch.column("titles"))
            owner, hashes = pieces_of_pages(title_start, title, names)
            number, site = _longs(batch.column("number")), _longs(batch.column("site"))
            yield _batch(number=number[owner], site=site[owner], piece=hashes)


def telling(batches: Batches) -> Batches:
    """(number, site, piece, count), sorted by number and piece, to the pieces by which each page is looked up."""
    for batch in whole_groups(batches, "number"):
        numbers, site, found, count = (_longs(batch.column(name)) for name in ("number", "site", "piece", "count"))
        keep = rarest(numbers, found, count)
        yield _batch(number=numbers[keep], site=site[keep], piece=found[keep])


def neighbours(total: int, batches: Batches) -> Batches:
    """(number, site, bearers of a piece), sorted by number, to pairs of pages that are worth comparing."""
    for batch in whole_groups(batches, "number"):
        bearers = batch.column("bearers")
        sizes = np.asarray(pc.list_value_length(bearers)).astype(np.int64)
        of_entry = np.repeat(np.arange(len(sizes)), sizes)
        flat = bearers.flatten()
        mine, other = _longs(batch.column("number"))[of_entry], _longs(flat.field("number"))
        apart = may_be_one(_longs(batch.column("site"))[of_entry], _longs(flat.field("site"))) & (mine != other)
        mine, other = strongest(mine[apart], other[apart], rarity(total, sizes)[of_entry][apart])
        yield _batch(a=np.minimum(mine, other), b=np.maximum(mine, other))


def series_holders(batches: Batches) -> Batches:
    """Pages to (id of a series, number)."""
    for batch in batches:
        number = _longs(batch.column("number"))
        found = [
            (f"{one['source']}:{one['id']}", int(number[row]))
            for row, ids in enumerate(batch.column("ids").to_pylist())
            for one in {(one["source"], one["id"]): one for one in ids}.values()
            if one["source"] in SERIES_DATABASES
        ]
        yield _bonds_batch(found)


def series_pairs(batches: Batches) -> Batches:
    """(id of a series, number), sorted by both, to pairs of pages that share one."""
    for batch in whole_groups(batches, "bond"):
        holders: dict[str, list[int]] = {}
        for bond, number in zip(batch.column("bond").to_pylist(), batch.column("number").to_pylist(), strict=True):
            holders.setdefault(bond, []).append(number)
        found = np.array([pair for numbers in holders.values() for pair in sharing_pairs(numbers)], np.int64)
        yield _batch(a=found.reshape(-1, 2)[:, 0], b=found.reshape(-1, 2)[:, 1])


def crowds(batches: Batches) -> Batches:
    """(name, number, site), sorted by name, to the names that one site has on several pages."""
    for batch in whole_groups(batches, "name"):
        names, inverse = np.unique(_longs(batch.column("name")), return_inverse=True)
        sites = _longs(batch.column("site"))
        found = crowds_of(inverse.astype(np.int32), sites, _longs(batch.column("number")))[: len(names)]
        yield _batch(name=names[found > 1], crowd=found[found > 1])


def evidence(batches: Batches) -> Batches:
    """Pairs of pages, each with its catalogue, and whether they share a series' id, to the links that matter."""
    weights = load_weights()
    for batch in batches:
        if not batch.num_rows:
            continue
        both = pa.concat_arrays([batch.column("a"), batch.column("b")])
        numbers, first, local = np.unique(_longs(both.field("number")), return_index=True, return_inverse=True)
        cards, catalogue = _cards_of(both.take(pa.array(first)))
        x, y = local[: batch.num_rows], local[batch.num_rows :]
        weight = weigh_pairs(number_cards(cards), x, y, catalogue).weight
        weight = weight + SERIES_ID_WEIGHS * np.asarray(batch.column("series"))
        keep = (weight >= weights.join_from) | (weight <= weights.certain_from)
        yield _batch(a=numbers[x][keep], b=numbers[y][keep], weight=weight[keep])


def bonds_of(batches: Batches) -> Batches:
    """Pages to what may make one anime of them without a link."""
    for batch in batches:
        number = _longs(batch.column("number"))
        yield _bonds_batch([(bond, int(number[page])) for page, bond in bonds(_listed(batch))])


def named(names: frozenset[str], batches: Batches) -> Batches:
    """The pages that bear one of some keys or ids, as (name, number)."""
    for batch in batches:
        number = _longs(batch.column("number"))
        keys = batch.column("key").to_pylist()
        found = ((name, int(number[row])) for row, key in enumerate(keys) for name in (key, mint_id(key)))
        yield _bonds_batch([(name, one) for name, one in found if name in names])


def grouped(ruling: Ruling, batches: Batches) -> Batches:
    """Components, which know nothing of each other, as pages and links sorted by `label`, to the groups of pages."""
    for batch in whole_groups(batches, "label"):
        is_link = np.asarray(pc.is_valid(batch.column("b")))
        page_rows, link_rows = (batch.filter(pa.array(mask)) for mask in (~is_link, is_link))
        numbers = _longs(page_rows.column("number"))
        order = np.argsort(numbers)
        page_rows, numbers = page_rows.take(pa.array(order)), numbers[order]
        listed = _listed(page_rows)
        site = np.unique([name or "" for name in listed.sites], return_inverse=True)[1].astype(np.int32)
        site = np.where([not name for name in listed.sites], -1, site).astype(np.int32)
        a, b = (np.searchsorted(numbers, _longs(link_rows.column(name))) for name in ("number", "b"))
        weight = np.asarray(link_rows.column("weight"), np.float64)
        found = group(listed, site, Links(a, b, weight), _ruling_within(ruling, numbers))
        leader = np.empty(len(numbers), np.int64)
        for members in found.groups:
            leader[members] = numbers[members[0]]
        told = [msgspec.json.encode(issue) for issue in found.issues]
        yield _grouped_batch(numbers, leader, told)


def merged(batches: Batches) -> Batches:
    """(id, line of a review), sorted by id, to lines of anime."""
    for batch in whole_groups(batches, "id"):
        reviews: dict[str, list[Review]] = {}
        for one, line in zip(batch.column("id").to_pylist(), batch.column("line").to_pylist(), strict=True):
            reviews.setdefault(one, []).append(_decoder().decode(line))
        lines = [msgspec.json.encode(merge_reviews(one, members)) for one, members in reviews.items()]
        yield pa.RecordBatch.from_arrays(
            [pa.array(list(reviews), pa.string()), pa.array(lines, pa.binary())], ["id", "line"]
        )


# ------------------------------------------------------------------------------------------------- rows and columns


@cache
def _decoder() -> "msgspec.json.Decoder[Review]":
    return msgspec.json.Decoder(Review)


def _joined(batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    if len(batches) == 1:
        return batches[0]
    return pa.Table.from_batches(batches).combine_chunks().to_batches(max_chunksize=None)[0]


def _batch(**columns: npt.NDArray[np.generic]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array(column) for column in columns.values()], list(columns))


def _bonds_batch(found: Sequence[tuple[str, int]]) -> pa.RecordBatch:
    bond, number = pa.array([bond for bond, _ in found], pa.string()), pa.array([one for _, one in found], pa.int64())
    return pa.RecordBatch.from_arrays([bond, number], ["bond", "number"])


def _grouped_batch(numbers: Longs, leader: Longs, issues: Sequence[bytes]) -> pa.RecordBatch:
    nothing = [None] * len(issues)
    return pa.RecordBatch.from_arrays(
        [
            pa.array([*numbers.tolist(), *nothing], pa.int64()),
            pa.array([*leader.tolist(), *nothing], pa.int64()),
            pa.array([*[None] * len(numbers), *issues], pa.binary()),
        ],
        ["number", "leader", "issue"],
    )


def _longs(column: pa.Array) -> Longs:
    return np.asarray(column).astype(np.int64)


def _pages_batch(partition: int, row: int, listed: Listed, cards: Cards, lines: pa.Array) -> pa.RecordBatch:
    count = len(listed)
    ids = [[_id_row(one) for one in listed.ids.get(number, ())] for number in range(count)]
    own = [_id_row(listed.own[number]) if number in listed.own else None for number in range(count)]
    names = cards.names
    title = pa.array(cards.title)
    flat = pa.StructArray.from_arrays(
        [
            *(pa.array(getattr(names, name).tolist(), pa.string()).take(title) for name in _STRINGS),
            *(pa.array(getattr(names, name), pa.int64()).take(title) for name in _HASHES),
            *(pa.array(getattr(names, name), pa.int32()).take(title) for name in _MARKS),
            pa.array(names.latin).take(title),
        ],
        [*_STRINGS, *_HASHES, *_MARKS, "latin"],
    )
    studios = pa.ListArray.from_arrays(
        pa.array(np.arange(count + 1, dtype=np.int32) * 4), pa.array(cards.studios.ravel())
    )
    columns: dict[str, pa.Array] = {
        "partition": pa.array([partition] * count, pa.int32()),
        "row": pa.array(np.arange(row, row + count)),
        "key": pa.array(listed.keys, pa.string()),
        "digest": pa.array(listed.digests, pa.binary()),
        "line": lines,
        "site_name": pa.array(listed.sites, pa.string()),
        "ids": pa.array(ids, pa.list_(_ID_TYPE)),
        "own": pa.array(own, _ID_TYPE),
        "site": pa.array(cards.site),
        **{name: pa.array(getattr(cards, name), pa.int32()) for name in _FACTS},
        "studios": studios,
        "genres": pa.array(cards.genres),
        "titles": pa.ListArray.from_arrays(pa.array(cards.title_start, pa.int32()), flat),
    }
    return pa.RecordBatch.from_arrays(list(columns.values()), list(columns))


def _id_row(one: DatabaseId) -> dict[str, str]:
    return {"source": one.source, "id": one.id}


def _titles_of(titles: pa.ListArray) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Names]:
    """Where each page's titles start, the titles as numbers, and the names, by their letters, that these number."""
    starts = np.concatenate(([0], np.cumsum(np.asarray(pc.list_value_length(titles))))).astype(np.int32)
    flat = titles.flatten()
    encoded = flat.field("text").dictionary_encode()
    of_title = np.asarray(encoded.indices)
    texts = encoded.dictionary.to_pylist()
    by_letter = np.array(sorted(range(len(texts)), key=texts.__getitem__), np.int64)
    rank = np.empty(len(texts), np.int32)
    rank[by_letter] = np.arange(len(texts), dtype=np.int32)
    first = np.unique(of_title, return_index=True)[1][by_letter]
    each = flat.take(pa.array(first))

    def texts_of(name: str) -> npt.NDArray[np.object_]:
        return np.array(each.field(name).to_pylist(), np.object_)

    def marks_of(name: str) -> npt.NDArray[np.int32]:
        return np.asarray(each.field(name)).astype(np.int32)

    names = Names(
        text=texts_of("text"),
        exact=_longs(each.field("exact")),
        full=_longs(each.field("full")),
        base=_longs(each.field("base")),
        sound=_longs(each.field("sound")),
        punctuation=_longs(each.field("punctuation")),
        season=marks_of("season"),
        part=marks_of("part"),
        number=marks_of("number"),
        year=marks_of("year"),
        kinds=marks_of("kinds"),
        latin=np.asarray(each.field("latin")),
        fold_text=texts_of("fold_text"),
        base_text=texts_of("base_text"),
        sound_text=texts_of("sound_text"),
    )
    return starts, rank[of_title], names


def _cards_of(pages: pa.StructArray) -> tuple[Cards, Catalogue]:
    """What is compared of pages, and how common their names are among all pages."""
    title_start, title, names = _titles_of(pages.field("titles"))

    def facts_of(name: str) -> npt.NDArray[np.int32]:
        return np.asarray(pages.field(name)).astype(np.int32)

    cards = Cards(
        site=_longs(pages.field("site")),
        type=facts_of("type"),
        year=facts_of("year"),
        quarter=facts_of("quarter"),
        episodes=facts_of("episodes"),
        duration=facts_of("duration"),
        season_number=facts_of("season_number"),
        studios=_longs(pages.field("studios").flatten()).reshape(-1, 4),
        genres=_longs(pages.field("genres")),
        title_start=title_start,
        title=title,
        names=names,
    )
    numbers = number_cards(cards).titles.full
    crowd_of: dict[int, int] = {}
    told = pages.field("crowds").flatten()
    crowd_of.update(zip(told.field("name").to_pylist(), told.field("crowd").to_pylist(), strict=True))
    crowd = np.ones(int(numbers.max(initial=0)) + 2, np.int64)
    crowd[numbers] = [crowd_of.get(name, 1) for name in names.full.tolist()]
    return cards, Catalogue(crowds=crowd, site_sizes=_longs(pages.field("site_size")))


def _listed(batch: pa.RecordBatch) -> Listed:
    """Pages as their grouping sees them, numbered as they stand in the batch."""
    ids: Mapping[int, tuple[DatabaseId, ...]] = {
        number: tuple(DatabaseId(one["source"], one["id"]) for one in found)
        for number, found in enumerate(batch.column("ids").to_pylist())
        if found
    }
    own = {
        number: DatabaseId(one["source"], one["id"])
        for number, one in enumerate(batch.column("own").to_pylist())
        if one is not None
    }
    keys = batch.column("key").to_pylist()
    return Listed(keys=keys, digests=[], rows=[], sites=batch.column("site_name").to_pylist(), ids=ids, own=own)


def _ruling_within(ruling: Ruling, numbers: Longs) -> Ruling:
    """What a ruling says of some pages, numbered among themselves."""
    position = {number: at for at, number in enumerate(numbers.tolist())} if ruling.same or ruling.different else {}
    return Ruling(
        same=tuple((position[a], position[b]) for a, b in ruling.same if a in position and b in position),
        different=frozenset((position[a], position[b]) for a, b in ruling.different if a in position and b in position),
    )
