"""docs/analysts.md: every block runs as printed, and four tools give the same answers."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import duckdb
import pandas as pd
import polars as pl
import pytest

from aggregator.export import Format, export
from aggregator.release import Release

Rows: TypeAlias = list[tuple[object, ...]]
DOCUMENT = Path(__file__).parents[2] / "docs" / "analysts.md"
QUESTIONS = 5


def blocks(tool: str) -> list[str]:
    """The blocks of code of one section, in order, but for what is typed into a shell."""
    section = re.split(r"(?m)^## ", DOCUMENT.read_text(encoding="utf-8"))
    (text,) = (part for part in section if part.startswith(f"{tool}\n"))
    return re.findall(r"(?ms)^```(?:sql|python)\n(.*?)^```$", text)


def in_duckdb(_: Path) -> list[Rows]:
    with duckdb.connect() as base:
        return [base.execute(block).fetchall() for block in blocks("DuckDB")]


def in_sqlite(into: Path) -> list[Rows]:
    (base,) = export(Path.cwd(), Format.SQLITE, into)
    with closing(sqlite3.connect(base)) as connection:
        return [connection.execute(block).fetchall() for block in blocks("SQLite")]


def in_polars(_: Path) -> list[Rows]:
    load, *questions = blocks("Polars")
    answers = [run(load + question)["answer"] for question in questions]
    return [answer.rows() for answer in answers if isinstance(answer, pl.DataFrame)]


def in_pandas(_: Path) -> list[Rows]:
    load, *questions = blocks("pandas")
    answers = [run(load + question)["answer"] for question in questions]
    return [list(answer.itertuples(index=False, name=None)) for answer in answers if isinstance(answer, pd.DataFrame)]


def run(block: str) -> dict[str, object]:
    """The names that a block of the document leaves behind."""
    names: dict[str, object] = {}
    exec(compile(block, "docs/analysts.md", "exec"), names)
    return names


TOOLS: Sequence[Callable[[Path], list[Rows]]] = (in_duckdb, in_polars, in_pandas, in_sqlite)


def plain(rows: Iterable[Sequence[object]]) -> Rows:
    """Rows that compare: floats to nine decimals, so that the order of a sum does not count."""
    return [tuple(round(cell, 9) if isinstance(cell, float) else cell for cell in row) for row in rows]


def test_four_tools_give_the_same_answers(
    large_release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(large_release.folder)
    answers = [[plain(rows) for rows in tool(tmp_path)] for tool in TOOLS]
    assert [len(one) for one in answers] == [QUESTIONS] * len(TOOLS)
    for question in range(QUESTIONS):
        first, *others = (one[question] for one in answers)
        assert first, f"question {question + 1} has no answer"
        for tool, other in zip(TOOLS[1:], others, strict=True):
            assert other == first, f"question {question + 1}: {tool.__name__} says otherwise"


def test_the_answers_are_those_of_the_lines(
    large_release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(large_release.folder)
    with (large_release.folder / "anime.jsonl").open(encoding="utf-8") as lines:
        anime = [json.loads(line) for line in lines]
    with (large_release.folder / "delta.jsonl").open(encoding="utf-8") as lines:
        delta = [json.loads(line) for line in lines]
    _, disputed, by_year, coverage, changed = in_duckdb(tmp_path)
    spread = sorted((-one["rating_spread"], one["id"]) for one in anime if one["rating_spread"] is not None)[:10]
    assert [row[0] for row in disputed] == [one for _, one in spread]
    assert sum(int(str(row[1])) for row in by_year) == sum(
        one["year"] is not None and one["rating"] is not None for one in anime
    )
    assert sum(int(str(row[1])) for row in coverage) == large_release.manifest.counts.reviews
    assert {row[0] for row in changed} == {"ADD", "MOD", "DEL"} & {one["op"] for one in delta}
    assert [row[2] for row in changed if row[0] == "DEL"] == [sum(one["op"] == "DEL" for one in delta)]


@pytest.mark.parametrize("number", range(4), ids=["duckdb", "polars", "pandas", "python"])
def test_json_lines_load_whole(large_release: Release, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.chdir(large_release.folder)
    block = blocks("Reading JSON Lines all the same")[number]
    loaded = LOADED[number](run(block)["anime"])
    with (large_release.folder / "anime.jsonl").open(encoding="utf-8") as lines:
        expected = [(one["id"], one["title"], one["year"], one["rating_exact"]) for one in map(json.loads, lines)]
    assert loaded == expected


def of_duckdb(relation: duckdb.DuckDBPyRelation) -> Rows:
    return relation.select("id", "title", "year", "rating_exact").fetchall()


def of_polars(frame: pl.DataFrame) -> Rows:
    return frame.select("id", "title", "year", "rating_exact").rows()


def of_pandas(frame: pd.DataFrame) -> Rows:
    rows = frame[["id", "title", "year", "rating_exact"]].itertuples(index=False, name=None)
    return [tuple(None if cell is pd.NA else cell for cell in row) for row in rows]


def of_python(lines: list[dict[str, object]]) -> Rows:
    return [(line["id"], line["title"], line["year"], line["rating_exact"]) for line in lines]


LOADED: Sequence[Callable[..., Rows]] = (of_duckdb, of_polars, of_pandas, of_python)
