"""The state: what was resolved before, in one SQLite file: ids, and the index by which new pages find old ones.

    page       every page ever read: its key, its site, what it said (as JSON) and the anime under which it stands
    piece      the index: pieces of names, as hashes, to the pages that bear them
    database   ids of other databases to the pages that state them
    link       pairs of pages that were compared and could matter, with their log-odds
    ended      ids that no anime bears any more, and what replaced them

A page that is not read any more keeps its row without a review, so that its anime gets its id back when it returns.

The file lies beside the releases, and no two files change in one step. So it says to which release its ids belong:
where that is not the last one, the ids of that one are taken over from its lines.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec
import numpy as np

from aggregator.model import DatabaseId, Review
from aggregator.resolve.features import Ints
from aggregator.resolve.identity import Tombstone, tombstones
from aggregator.resolve.partition import Links, Listed, Longs, Pages

VERSION = "1"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, site TEXT, digest BLOB, anime TEXT NOT NULL, review BLOB);
CREATE TABLE IF NOT EXISTS piece (hash INTEGER, page INTEGER, PRIMARY KEY (hash, page)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS database (source TEXT, id TEXT, page INTEGER, PRIMARY KEY (source, id, page)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS link (a INTEGER, b INTEGER, weight REAL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ended (id TEXT PRIMARY KEY, replaced_by TEXT, reason TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS database_page ON database (page);
CREATE INDEX IF NOT EXISTS link_b ON link (b);
CREATE INDEX IF NOT EXISTS page_anime ON page (anime);
CREATE INDEX IF NOT EXISTS page_site ON page (site) WHERE review IS NOT NULL;
"""
_MANY = 500
_ROWS = 100_000
"""What is handed to SQLite at once: a number takes eight bytes in an array, and eighty on its way there."""

Pieces = tuple[Ints, Longs]
"""Page numbers, and hashes of pieces of their names, side by side."""


class State:
    """An open state file. What is written stands only when `commit` was called."""

    def __init__(self, path: Path | str) -> None:
        """Opens the file, creating it when there is none. ":memory:" keeps the state in memory."""
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(path, isolation_level=None)
        try:
            self._base.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_SCHEMA}")
            version = self._base.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()
        except sqlite3.OperationalError:  # it is the disk, and not the file
            self._base.close()
            raise
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise ValueError(
                f"{path} is no state file of this program ({error}); name another, or remove it"
            ) from error
        if version and version[0] != VERSION:
            self._base.close()
            raise ValueError(
                f"{path} was written by another version of this program; resolve everything into a new file"
            )
        self._base.execute("INSERT OR IGNORE INTO meta VALUES ('version', ?)", (VERSION,))
        self._base.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forgets what was not committed, and closes the file."""
        self._base.close()

    def commit(self) -> None:
        """Makes everything since the last commit lasting, in one step."""
        self._base.execute("COMMIT")
        self._base.execute("BEGIN")

    # ------------------------------------------------------------------------------------------------------ identities

    def known(self, keys: Iterable[str] | None = None) -> dict[str, str]:
        """Page keys to the ids under which they stood; of all pages when none are named."""
        if keys is None:
            return dict(self._base.execute("SELECT key, anime FROM page"))
        return dict(
            row
            for some in _batches(sorted(keys))
            for row in self._select("SELECT key, anime FROM page WHERE key IN", some)
        )

    def ended(self) -> frozenset[str]:
        """Ids that are never given again."""
        return frozenset(one for (one,) in self._base.execute("SELECT id FROM ended"))

    def tombstones(self) -> tuple[Tombstone, ...]:
        """All of them, over all runs. What replaced an id may have ended too: follow the chain."""
        rows = self._base.execute("SELECT id, replaced_by, reason FROM ended ORDER BY id")
        return tuple(Tombstone(id=one, replaced_by=tuple(later.split()), reason=reason) for one, later, reason in rows)

    def current(self, anime_id: str) -> tuple[str, ...]:
        """The ids that stand for an id today: itself, or what replaced it, however many runs ago."""
        row = self._base.execute(
            "SELECT replaced_by FROM ended WHERE id = ? AND reason = 'merged'", (anime_id,)
        ).fetchone()
        if not row:
            return (anime_id,)
        return tuple(sorted({one for later in row[0].split() if later != anime_id for one in self.current(later)}))

    # -------------------------------------------------------------------------------------------------------- releases

    @property
    def release(self) -> str | None:
        """The release to which the ids belong, None where nobody said."""
        row = self._base.execute("SELECT value FROM meta WHERE name = 'release'").fetchone()
        return row[0] if row else None

    @release.setter
    def release(self, name: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO meta VALUES ('release', ?)", (name,))

    def take_over(self, release: str, anime: Mapping[str, Sequence[str]]) -> None:
        """Takes the ids of a release as they stand on its lines: id to the keys of its pages.

        Ids of pages that are not among them stay known. What the file held to find new pages by is dropped: the next
        run over everything writes it anew.
        """
        known = self.known()
        before = [Counter(known[key] for key in keys if key in known) for keys in anime.values()]
        self._empty()
        self.bury(tombstones(tuple(anime), before, known))
        self._base.executemany("DELETE FROM ended WHERE id = ?", ((one,) for one in anime))
        self._base.executemany(
            "INSERT INTO page (key, anime) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET anime = excluded.anime",
            ((key, one) for one, keys in anime.items() for key in keys),
        )
        self.release = release

    # --------------------------------------------------------------------------------------------------------- writing

    def replace(
        self, pages: Listed, reviews: Iterable[bytes], ids: Sequence[str], links: Links, pieces: Pieces
    ) -> None:
        """Everything anew, as a run over all pages found it. `ids` has one for each page, `reviews` their JSON."""
        self._empty()
        self._put_pages(pages, reviews, ids)
        numbers = np.fromiter(self._numbers_in_order(pages.keys), np.int64, len(pages))
        self._put_index(pages, numbers, pieces)
        self.put_links(Links(numbers[links.a], numbers[links.b], links.weight))

    def add(self, pages: Pages, reviews: Iterable[bytes], pieces: Pieces) -> list[int]:
        """New or changed pages, alone until they are linked. Their numbers in the file, in the pages' order."""
        known = self.known(pages.keys)
        self._put_pages(pages, reviews, [known.get(key, "") for key in pages.keys])
        numbers = list(self._numbers_in_order(pages.keys))
        self._base.executemany("DELETE FROM database WHERE page = ?", ((number,) for number in numbers))
        self._base.executemany("DELETE FROM link WHERE a = ?1 OR b = ?1", ((number,) for number in numbers))
        self._put_index(pages, np.array(numbers, np.int64), pieces)
        return numbers

    def forget_pieces(self, number: int, hashes: Iterable[int]) -> None:
        """Takes the pieces of what a page said before out of the index."""
        self._base.executemany("DELETE FROM piece WHERE hash = ? AND page = ?", ((one, number) for one in hashes))

    def put_links(self, links: Links) -> None:
        """Adds links between pages, by their numbers in the file."""
        low, high = np.minimum(links.a, links.b), np.maximum(links.a, links.b)
        for at in range(0, len(low), _ROWS):
            some = slice(at, at + _ROWS)
            rows = zip(low[some].tolist(), high[some].tolist(), links.weight[some].tolist(), strict=True)
            self._base.executemany("INSERT OR REPLACE INTO link VALUES (?, ?, ?)", rows)

    def put_ids(self, ids: Iterable[tuple[str, int]]) -> None:
        """Notes under which id each page stands now: (id, number of the page)."""
        self._base.executemany("UPDATE page SET anime = ? WHERE number = ?", ids)

    def bury(self, tombstones: Iterable[Tombstone]) -> None:
        """Notes the ids that ended or were split."""
        rows = ((one.id, " ".join(one.replaced_by), one.reason) for one in tombstones if one.reason != "gone")
        self._base.executemany("INSERT OR REPLACE INTO ended VALUES (?, ?, ?)", rows)

    def _empty(self) -> None:
        """Forgets what pages said, and keeps under which ids they stood."""
        self._base.execute("UPDATE page SET review = NULL, digest = NULL")
        for table in ("piece", "link", "database"):
            self._base.execute(f"DELETE FROM {table}")  # noqa: S608 (names of our own)

    def _put_pages(self, pages: Listed, reviews: Iterable[bytes], ids: Sequence[str]) -> None:
        self._base.executemany(
            "INSERT INTO page (key, site, digest, anime, review) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET"
            " site = excluded.site, digest = excluded.digest, anime = excluded.anime, review = excluded.review",
            zip(pages.keys, pages.sites, pages.digests, ids, reviews, strict=True),
        )

    def _put_index(self, pages: Listed, numbers: Longs, pieces: Pieces) -> None:
        owner, hashes = pieces
        order = np.lexsort((numbers[owner], hashes))
        for at in range(0, len(order), _ROWS):
            some = order[at : at + _ROWS]
            rows = zip(hashes[some].tolist(), numbers[owner[some]].tolist(), strict=True)
            self._base.executemany("INSERT OR IGNORE INTO piece VALUES (?, ?)", rows)
        ids = ((one.source, one.id, int(numbers[page])) for page, found in pages.ids.items() for one in found)
        self._base.executemany("INSERT OR IGNORE INTO database VALUES (?, ?, ?)", ids)

    # --------------------------------------------------------------------------------------------------------- reading

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM page WHERE review IS NOT NULL").fetchone()[0])

    def digests(self, keys: Iterable[str]) -> dict[str, bytes]:
        """What the pages said when they were last read, as hashes."""
        rows = (
            row
            for some in _batches(sorted(keys))
            for row in self._select("SELECT key, digest FROM page WHERE key IN", some)
        )
        return {key: digest for key, digest in rows if digest is not None}

    def reviews(self, numbers: Iterable[int]) -> Iterator[tuple[int, Review]]:
        """The reviews of pages by number."""
        for some in _batches(sorted(numbers)):
            for number, review in self._select(
                "SELECT number, review FROM page WHERE review IS NOT NULL AND number IN", some
            ):
                yield number, msgspec.json.decode(review, type=Review)

    def all_reviews(self) -> Iterator[tuple[str, Review]]:
        """Every review with the id of its anime, anime by anime."""
        for anime, review in self._base.execute(
            "SELECT anime, review FROM page WHERE review IS NOT NULL ORDER BY anime, key"
        ):
            yield anime, msgspec.json.decode(review, type=Review)

    def numbers_of(self, keys: Iterable[str]) -> dict[str, int]:
        """Page keys to numbers in the file."""
        return self._numbers(sorted(set(keys)))

    def numbers_under(self, anime: Iterable[str]) -> list[int]:
        """The pages that stand under ids."""
        return [
            n
            for some in _batches(sorted(set(anime)))
            for (n,) in self._select("SELECT number FROM page WHERE anime IN", some)
        ]

    def bearers(self, piece: int, most: int) -> list[int]:
        """Pages that bear a piece of a name; no more than `most`."""
        rows = self._base.execute("SELECT page FROM piece WHERE hash = ? LIMIT ?", (piece, most))
        return [page for (page,) in rows]

    def crowd(self, piece: int) -> int:
        """The most pages of one site that bear a piece."""
        found = self._base.execute(
            "SELECT max(pages) FROM (SELECT count(*) AS pages FROM piece JOIN page ON page.number = piece.page"
            " WHERE hash = ? AND site IS NOT NULL GROUP BY site)",
            (piece,),
        ).fetchone()[0]
        return int(found or 1)

    def site_sizes(self) -> dict[str, int]:
        """How many pages of each site are held."""
        return dict(
            self._base.execute(
                "SELECT site, count(*) FROM page WHERE review IS NOT NULL AND site IS NOT NULL GROUP BY site"
            )
        )

    def holders(self, one: DatabaseId) -> list[int]:
        """Pages that state an id of another database."""
        return [
            n
            for (n,) in self._base.execute(
                "SELECT page FROM database WHERE source = ? AND id = ?", (one.source, one.id)
            )
        ]

    def links_of(self, numbers: Iterable[int], *, at_least: float = -1e9) -> list[tuple[int, int, float]]:
        """The links that touch pages."""
        found: set[tuple[int, int, float]] = set()
        for some in _batches(sorted(numbers)):
            for query in ("SELECT a, b, weight FROM link WHERE a IN", "SELECT a, b, weight FROM link WHERE b IN"):
                found.update(row for row in self._select(query, some) if row[2] >= at_least)
        return sorted(found)

    def _numbers_in_order(self, keys: Sequence[str]) -> Iterator[int]:
        for some in _batches(keys):
            number_of = self._numbers(some)
            yield from map(number_of.__getitem__, some)

    def _numbers(self, keys: Sequence[str]) -> dict[str, int]:
        return dict(
            row for some in _batches(keys) for row in self._select("SELECT key, number FROM page WHERE key IN", some)
        )

    def _select(self, query: str, values: Sequence[str] | Sequence[int]) -> Iterator[tuple]:  # type: ignore[type-arg]  # rows
        return iter(self._base.execute(f"{query} ({','.join('?' * len(values))})", values))


T = TypeVar("T", str, int)


def _batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[at : at + _MANY] for at in range(0, len(values), _MANY))
