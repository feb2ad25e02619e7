"""Descriptions that other programs read: each is given to its own validator."""

import json
import os
import subprocess
import sys
from pathlib import Path

import frictionless
import pyarrow.parquet as pq
import pytest

from aggregator.dataset.tables import FORMAT, TABLES
from aggregator.release import Release
from benchmarks.made_release import make_release


def test_frictionless_finds_the_package_valid(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(release.folder)
    report = frictionless.Package("datapackage.json").validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert {task.name: task.stats["rows"] for task in report.tasks} == {
        table.stem: (release.folder / table.name).read_bytes().count(b"\n") for table in TABLES
    }


def test_frictionless_finds_what_was_tampered_with(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(release.folder)
    path = release.folder / "anime.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"rating_count":', b'"rating_count":1', 1))
    assert not frictionless.Package("datapackage.json").validate().valid


def test_an_empty_table_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_release(tmp_path, 5)
    folder = make_release(tmp_path, 5).folder
    monkeypatch.chdir(folder)
    described = json.loads((folder / "datapackage.json").read_text())
    assert [resource["name"] for resource in described["resources"]] == ["anime", "reviews", "issues"]
    assert frictionless.Package("datapackage.json").validate().valid


def test_croissant_reads_every_record(release: Release) -> None:
    code = (
        "import mlcroissant as m\n"
        "dataset = m.Dataset('croissant.json')\n"
        "print(*[sum(1 for _ in dataset.records(name)) for name in ('anime', 'reviews', 'issues')])"
    )
    run = subprocess.run(  # of its own: its libraries warn of each other
        [sys.executable, "-c", code],
        cwd=release.folder,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    counts = release.manifest.counts
    assert run.stdout.split() == [str(counts.anime), str(counts.reviews), str(counts.issues)], run.stderr


def test_parquet_holds_the_types_of_the_model_also_where_all_is_null(tmp_path: Path) -> None:
    folder = make_release(tmp_path, 5).folder
    schema = pq.read_schema(folder / "reviews.parquet")
    assert [name for name in schema.names if str(schema.field(name).type) == "null"] == []
    assert str(schema.field("episodes").type) == "int64"
    assert str(schema.field("stated_average").type) == "double"
    assert str(schema.field("verdict").type) == "string"
    assert str(schema.field("ids").type).startswith("list<")
    assert (schema.metadata or {})[b"data_format"].decode() == FORMAT


def test_parquet_holds_every_row_as_the_lines_do(release: Release) -> None:
    for table in TABLES:
        with (release.folder / table.name).open(encoding="utf-8") as lines:
            assert pq.read_table(release.folder / table.parquet).to_pylist() == [json.loads(line) for line in lines]
