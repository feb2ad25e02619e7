"""The commands about releases: verify, diff, export, report."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from aggregator.exits import Exit
from benchmarks.made_release import make_release

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two releases in it. Not to be touched."""
    into = tmp_path_factory.mktemp("published")
    make_release(into, 30)
    make_release(into, 30, changed=0.3)
    return into


@pytest.fixture
def out(published: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(published, tmp_path / "out", symlinks=True))


Said: TypeAlias = Callable[..., tuple[int, str]]


@pytest.fixture
def said(run_command: Callable[..., subprocess.CompletedProcess[str]]) -> Said:
    """How a command ended, and all that it said."""

    def run(*words: object) -> tuple[int, str]:
        done = run_command(*words)
        return done.returncode, done.stdout + done.stderr

    return run


def test_verify_says_that_all_is_well(out: Path, said: Said) -> None:
    code, told = said("verify", out)
    assert (code, "every promise is kept" in told) == (Exit.GOOD, True)


def test_verify_names_what_is_broken_and_fails(out: Path, said: Said) -> None:
    path = out / "latest" / "anime.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"rating_count":', b'"rating_count":1', 1))
    code, told = said("verify", out / "latest")
    assert code == Exit.INTERNAL
    assert "anime.jsonl, line 1, field rating_count: it is 1" in told
    assert "promises are broken" in told


def test_diff_tells_what_changed(out: Path, said: Said) -> None:
    older, newer = sorted(path for path in (out / "runs").iterdir() if (path / "manifest.json").exists())
    if (out / "latest").resolve() == older.resolve():
        older, newer = newer, older
    code, told = said("diff", older, out)
    assert (code, "anime changed:" in told or "anime went:" in told) == (Exit.GOOD, True)
    assert f"From {older.name} to {newer.name}:" in told


@pytest.mark.parametrize(
    ("to", "made"),
    [
        ("csv", "anime.csv"),
        ("parquet", "delta.parquet"),
        ("sqlite", "anime-reviews.sqlite"),
        ("duckdb", "anime-reviews.duckdb"),
    ],
)
def test_export_writes_what_was_asked_for(out: Path, tmp_path: Path, to: str, made: str, said: Said) -> None:
    code, told = said("export", out, "--to", to, "--into", tmp_path / "made")
    assert (code, (tmp_path / "made" / made).exists()) == (Exit.GOOD, True)
    assert f"wrote {tmp_path / 'made' / made}" in told


def test_export_knows_no_other_format(out: Path, said: Said) -> None:
    code, told = said("export", out, "--to", "xlsx")
    assert (code, "csv" in told) == (Exit.USAGE, True)


def test_report_writes_one_page(out: Path, tmp_path: Path, said: Said) -> None:
    code, _ = said("report", out, "--out", tmp_path / "report.html")
    assert (code, (tmp_path / "report.html").read_text(encoding="utf-8").lstrip()[:15].lower()) == (
        0,
        "<!doctype html>",
    )
