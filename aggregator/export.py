"""Export: a release as CSV, as Parquet, or as one database of SQLite or DuckDB.

In CSV and SQLite lists and objects are JSON; in SQLite scores have a table of their own too. In CSV null is an empty
cell, and text that a spreadsheet would run as a formula begins with an apostrophe. DuckDB and Parquet keep every type.
"""

import csv
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import fields
from enum import StrEnum
from operator import attrgetter
from pathlib import Path
from typing import TypeAlias

import duckdb
import msgspec

from aggregator.dataset.delta import read_anime
from aggregator.dataset.parquet import connect, in_words, lines_sql, name_sql, write_twin
from aggregator.dataset.shape import Many, Plain, Shape, Whole, shape_of
from aggregator.dataset.tables import ANIME, TABLES, AnyTable
from aggregator.exits import Exit, Refusal
from aggregator.model import SourcedScore

FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What a cell that a spreadsheet runs may begin with (OWASP: CSV injection)."""
SQLITE: Mapping[type, str] = {str: "TEXT", int: "INTEGER", float: "REAL", bool: "INTEGER"}

_SCORE = tuple(field.name for field in fields(SourcedScore))

Cell: TypeAlias = str | int | float | None


class Format(StrEnum):
    """What a release can be written as."""

    CSV = "csv"
    PARQUET = "parquet"
    SQLITE = "sqlite"
    DUCKDB = "duckdb"


def export(folder: Path, to: Format, into: Path) -> list[Path]:
    """Writes the tables of a release into a folder; the files that were made.

    Refusal when a file is there already: nothing is overwritten; or when the release is not whole.
    """
    tables = [table for table in TABLES if (folder / table.name).is_file()]
    if not tables:
        raise Refusal(Exit.USAGE, f"{folder} holds no release: name the folder that --into named.")
    into.mkdir(parents=True, exist_ok=True)
    made = _names(to, tables, into)
    for path in made:
        if path.exists():
            raise Refusal(Exit.USAGE, f"{path} is there already: remove it, or choose another --into.")
    try:
        _WRITERS[to](folder, tables, made)
    except (msgspec.DecodeError, UnicodeDecodeError, duckdb.Error) as error:
        for path in made:
            path.unlink(missing_ok=True)
        if isinstance(error, duckdb.OutOfMemoryException):
            raise Refusal(Exit.INTERNAL, f"{folder} was not exported: {in_words(error)}.") from error
        raise Refusal(Exit.USAGE, f"{folder} is damaged ({error}): aggregator verify says where.") from error
    return made


def neutral(text: str) -> str:
    """A text as a cell that no spreadsheet runs.

    >>> neutral("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text[:1] in FORMULA and text else text


def _names(to: Format, tables: Sequence[AnyTable], into: Path) -> list[Path]:
    if to in {Format.CSV, Format.PARQUET}:
        return [into / f"{table.stem}.{to}" for table in tables]
    return [into / f"anime-reviews.{to}"]


def _csv(folder: Path, tables: Sequence[AnyTable], made: Sequence[Path]) -> None:
    for table, path in zip(tables, made, strict=True):
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(_columns(table))
            for row in _rows(folder, table):
                writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])


def _parquet(folder: Path, tables: Sequence[AnyTable], made: Sequence[Path]) -> None:
    with connect() as base:
        for table, path in zip(tables, made, strict=True):
            write_twin(base, folder / table.name, path, table.line)


def _sqlite(folder: Path, tables: Sequence[AnyTable], made: Sequence[Path]) -> None:
    with closing(sqlite3.connect(made[0], isolation_level=None)) as base:
        base.execute("BEGIN")
        for table in tables:
            shapes = {field.name: field.shape for field in shape_of(table.line).fields}
            columns = ", ".join(f"{name_sql(name)} {_sqlite_type(shape)}" for name, shape in shapes.items())
            key = f", PRIMARY KEY ({', '.join(table.key)})" if table.key else ""
            base.execute(f"CREATE TABLE {table.stem} ({columns}{key})")
            marks = ", ".join("?" * len(shapes))
            base.executemany(f"INSERT INTO {table.stem} VALUES ({marks})", _rows(folder, table))  # noqa: S608 - our own names
        if ANIME in tables:
            columns = ", ".join(name_sql(name) for name in ("anime", *_SCORE))
            base.execute(f"CREATE TABLE scores ({columns})")
            marks = ", ".join("?" * (len(_SCORE) + 1))
            base.executemany(f"INSERT INTO scores VALUES ({marks})", _scores(folder))  # noqa: S608 - our own names
            base.execute("CREATE INDEX scores_anime ON scores (anime)")
        base.execute("COMMIT")


def _duckdb(folder: Path, tables: Sequence[AnyTable], made: Sequence[Path]) -> None:
    with connect(str(made[0])) as base:
        for table in tables:
            base.execute(f"CREATE TABLE {table.stem} AS SELECT * FROM {lines_sql(folder / table.name, table.line)}")  # noqa: S608 - our own names


_WRITERS: Mapping[Format, Callable[[Path, Sequence[AnyTable], Sequence[Path]], None]] = {
    Format.CSV: _csv,
    Format.PARQUET: _parquet,
    Format.SQLITE: _sqlite,
    Format.DUCKDB: _duckdb,
}


def _columns(table: AnyTable) -> list[str]:
    return [field.name for field in fields(table.line)]


def _rows(folder: Path, table: AnyTable) -> Iterator[list[Cell]]:
    """The lines of a table; lists and objects as JSON."""
    values = attrgetter(*_columns(table))
    decoder = msgspec.json.Decoder(table.line)
    with (folder / table.name).open("rb") as lines:
        for line in lines:
            yield [_cell(value) for value in values(decoder.decode(line))]


def _scores(folder: Path) -> Iterator[list[Cell]]:
    """The scores of all anime, each with the anime's id."""
    values = attrgetter(*_SCORE)
    for anime in read_anime(folder / ANIME.name):
        for score in anime.scores:
            yield [anime.id, *map(_cell, values(score))]


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    return msgspec.json.encode(value).decode()


def _sqlite_type(shape: Shape) -> str:
    return "TEXT" if isinstance(shape, Many | Whole) or not isinstance(shape, Plain) else SQLITE[shape.type]
