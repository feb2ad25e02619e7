"""Export: nothing is lost, nothing runs in a spreadsheet, nothing is overwritten."""

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from aggregator.dataset.tables import TABLES
from aggregator.exits import Exit, Refusal
from aggregator.export import Format, export, neutral
from aggregator.release import Release

RUN_BY_SPREADSHEETS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "-7"]
LEFT_ALONE = ["", "Red Moon", "赤い月", "a=b", " =1", "1", "'=1", "[]"]


@pytest.mark.parametrize("text", RUN_BY_SPREADSHEETS)
def test_a_formula_is_neutralised(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_text_is_left_alone(text: str) -> None:
    assert neutral(text) == text


def lines_of(release: Release, name: str) -> list[dict[str, object]]:
    with (release.folder / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def list_of(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def test_csv_holds_every_line_and_no_formula(release: Release, tmp_path: Path) -> None:
    made = export(release.folder, Format.CSV, tmp_path / "csv")
    assert [path.name for path in made] == ["anime.csv", "reviews.csv", "issues.csv", "delta.csv"]
    with made[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = lines_of(release, "anime.jsonl")
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    for row, line in zip(rows, lines, strict=True):
        assert row["title"].removeprefix("'") == str(line["title"]).removeprefix("'")
        assert json.loads(row["scores"]) == line["scores"]
        assert row["year"] == ("" if line["year"] is None else str(line["year"]))
        assert row["rating"] == ("" if line["rating"] is None else str(line["rating"]))
        assert not row["title"].startswith(("=", "+", "-", "@", "\t"))
    assert any(row["title"].startswith(("'=", "'-")) for row in rows)


def test_sqlite_holds_every_line(release: Release, tmp_path: Path) -> None:
    (made,) = export(release.folder, Format.SQLITE, tmp_path)
    with closing(sqlite3.connect(made)) as base:
        for table in TABLES:
            (count,) = base.execute(f"SELECT count(*) FROM {table.stem}").fetchone()
            assert count == len(lines_of(release, table.name))
        row = base.execute("SELECT id, title, year, rating, scores FROM anime ORDER BY id").fetchone()
        scores = base.execute("SELECT anime, source, value, counted FROM scores").fetchall()
    line = lines_of(release, "anime.jsonl")[0]
    assert sorted(scores) == sorted(
        (one["id"], score["source"], score["value"], score["counted"])
        for one in lines_of(release, "anime.jsonl")
        for score in list_of(one["scores"])
    )
    assert (*row[:4], json.loads(row[4])) == tuple(line[key] for key in ("id", "title", "year", "rating", "scores"))


def test_duckdb_holds_every_line_with_its_types(release: Release, tmp_path: Path) -> None:
    (made,) = export(release.folder, Format.DUCKDB, tmp_path)
    with duckdb.connect(str(made), read_only=True) as base:
        cursor = base.execute("SELECT * FROM anime ORDER BY id")
        names = [column[0] for column in cursor.description or ()]
        assert [dict(zip(names, row, strict=True)) for row in cursor.fetchall()] == lines_of(release, "anime.jsonl")


def test_parquet_is_the_twin(release: Release, tmp_path: Path) -> None:
    made = export(release.folder, Format.PARQUET, tmp_path / "parquet")
    assert pq.read_table(made[0]).to_pylist() == lines_of(release, "anime.jsonl")


def test_nothing_is_overwritten(release: Release, tmp_path: Path) -> None:
    export(release.folder, Format.CSV, tmp_path / "x")
    with pytest.raises(Refusal, match="is there already") as refusal:
        export(release.folder, Format.CSV, tmp_path / "x")
    assert refusal.value.exit_code is Exit.USAGE


def test_a_folder_without_a_release_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="holds no release"):
        export(tmp_path, Format.CSV, tmp_path / "x")


@pytest.mark.parametrize("to", list(Format))
def test_a_damaged_release_leaves_nothing_behind(release: Release, tmp_path: Path, to: Format) -> None:
    path = release.folder / "reviews.jsonl"
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(Refusal, match="is damaged"):
        export(release.folder, to, tmp_path / "x")
    assert list((tmp_path / "x").iterdir()) == []
