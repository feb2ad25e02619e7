"""Parquet twins: the same rows with every column's type said outright, so that a column of nulls keeps its type.

DuckDB reads the lines and writes the Parquet, in constant memory; with one thread, so that the same lines give the same
bytes, on a machine of any number of cores. Nothing is fetched: the extensions that this needs are part of its package,
and loading others is switched off.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from aggregator.dataset.shape import Closed, Many, Plain, Shape, Whole, shape_of
from aggregator.dataset.tables import FORMAT

# ruff: noqa: S608 - SQL is made of our own names, and of paths in SQL's quotes

ROWS_IN_A_GROUP = 50_000
USUAL_LINE = 16 * 1024 * 1024
"""Bytes of one line for which DuckDB makes room by itself: two such pieces of memory for each file that it reads."""
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of one line, at most: room that is made only for a file with a line that needs it."""
ALONE = {"async_threads": "0"} if int(duckdb.__version__.partition(".")[0]) > 1 else {}
"""DuckDB 2 starts eight threads that only fetch; versions before have none and do not know the setting."""
PLAIN: Mapping[type, str] = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}


def write_twin(base: duckdb.DuckDBPyConnection, lines: Path, twin: Path, line: type) -> None:
    """Writes a file of lines as Parquet. duckdb.Error when a line is not what the model says."""
    base.execute(
        f"COPY (SELECT * FROM {lines_sql(lines, line)}) TO {text_sql(str(twin))} (FORMAT parquet, COMPRESSION zstd,"
        f" ROW_GROUP_SIZE {ROWS_IN_A_GROUP}, KV_METADATA {{data_format: {text_sql(FORMAT)}}})"
    )


def differences(
    base: duckdb.DuckDBPyConnection, lines: Path, twin: Path, line: type, *, most: int = 5
) -> list[tuple[int, str]]:
    """Line number and field of what a twin says otherwise than its lines; (0, "") where it has other columns or rows.

    duckdb.Error where either cannot be read at all.
    """
    columns = [field.name for field in shape_of(line).fields]
    said, told = lines_sql(lines, line), f"read_parquet({text_sql(str(twin))})"
    if _columns(base, said) != _columns(base, told) or _count(base, said) != _count(base, told):
        return [(0, "")]
    unlike = ", ".join(f"j.{name_sql(name)} IS DISTINCT FROM p.{name_sql(name)}" for name in columns)
    rows = base.execute(
        f"SELECT * FROM (SELECT row_number() OVER () AS line, [{unlike}] AS unlike"
        f" FROM {said} AS j POSITIONAL JOIN {told} AS p) WHERE list_contains(unlike, true) LIMIT {most}"
    ).fetchall()
    return [(number, columns[found.index(True)]) for number, found in rows]


def connect(path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """A DuckDB that fetches nothing and starts no thread: each would take tens of megabytes of a limit to memory."""
    return duckdb.connect(
        path,
        config={
            "threads": "1",
            **ALONE,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "true",
        },
    )


def in_words(error: duckdb.Error) -> str:
    """What DuckDB says of a failure, in one line; of memory that is short, also what to do.

    >>> in_words(duckdb.OutOfMemoryException("Out of Memory Error: Failed to allocate block of 33554432 bytes"))
    'memory is short (Failed to allocate block of 33554432 bytes): allow the process more of it (ulimit -v, MemoryMax=)'
    """
    line = str(error).partition("\n")[0]
    if isinstance(error, duckdb.OutOfMemoryException):
        what = line.removeprefix("Out of Memory Error: ")
        return f"memory is short ({what}): allow the process more of it (ulimit -v, MemoryMax=)"
    return line


def lines_sql(lines: Path, line: type) -> str:
    """The call that reads a file of lines with the types of the model."""
    columns = ", ".join(
        f"{name_sql(field.name)}: {text_sql(column_type(field.shape))}" for field in shape_of(line).fields
    )
    return (
        f"read_json({text_sql(str(lines))}, format = 'newline_delimited', columns = {{{columns}}},"
        f" maximum_object_size = {_room(lines)}, compression = 'uncompressed')"
    )


def column_type(shape: Shape) -> str:
    """The SQL type of a field.

    >>> column_type(Many(Plain(float)))
    'DOUBLE[]'
    """
    match shape:
        case Plain(type):
            return PLAIN[type]
        case Closed():
            return "VARCHAR"
        case Many(of):
            return f"{column_type(of)}[]"
        case Whole(fields=fields):
            inside = ", ".join(f"{name_sql(each.name)} {column_type(each.shape)}" for each in fields)
            return f"STRUCT({inside})"


def name_sql(name: str) -> str:
    """A column's name in SQL's quotes."""
    return '"' + name.replace('"', '""') + '"'


def text_sql(text: str) -> str:
    """A text in SQL's quotes.

    >>> text_sql("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def _room(lines: Path) -> int:
    """Bytes that the longest line of a file may have. The same lines get the same room, and so the same groups."""
    if lines.stat().st_size <= USUAL_LINE:
        return USUAL_LINE
    with lines.open("rb") as content:
        return USUAL_LINE if max(map(len, content)) <= USUAL_LINE else LONGEST_LINE


def _columns(base: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in base.execute(f"DESCRIBE SELECT * FROM {table}").fetchall()]


def _count(base: duckdb.DuckDBPyConnection, table: str) -> int:
    row = base.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
