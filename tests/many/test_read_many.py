"""Many pages into parts: the same lines whoever reads, what is whole is not read again, one bad page is one."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from aggregator.exits import Exit, Refusal
from aggregator.model import Issue, Review
from aggregator.reviews import read_reviews, review_places

Command = Callable[..., subprocess.CompletedProcess[str]]
PROJECT = Path(__file__).parents[2]
FAULTS = """
import os, signal, time
import aggregator.read_many

read = aggregator.read_many.read_one

def read_one(page, *, layouts):
    text = str(page._content)
    if "HANGS" in text:
        time.sleep(1000)
    if "DIES" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "FAILS" in text:
        raise ZeroDivisionError
    if "SLOW" in text:
        time.sleep(0.2)
    return read(page, layouts=layouts)

aggregator.read_many.read_one = read_one
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def lines(folder: Path, stem: str) -> list[dict[str, object]]:
    return [json.loads(line) for path in sorted((folder / stem).iterdir()) for line in path.read_bytes().splitlines()]


def reviews_at(place: str) -> list[Review | Issue]:
    return [review for file in review_places([place]).reviews for review in read_reviews(file)]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A folder for PYTHONPATH with which reading breaks on pages that ask for it."""
    folder = tmp_path / "faulty"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(FAULTS)
    return folder


def test_parts_resolve_to_the_anime_of_a_crawl(pages: Path, command: Command, tmp_path: Path) -> None:
    done = command("read-many", "pages", "--into", "parts")
    assert (done.returncode, done.stderr) == (Exit.GOOD, "")
    assert "24" in done.stdout
    assert command("resolve", "parts", "--into", "from-parts").returncode == Exit.GOOD
    assert command("crawl", "pages", "--into", "crawled").returncode == Exit.GOOD
    for name in ("anime.jsonl", "reviews.jsonl", "issues.jsonl"):
        assert (tmp_path / "from-parts/latest" / name).read_bytes() == (tmp_path / "crawled/latest" / name).read_bytes()
    assert len((tmp_path / "crawled/latest/anime.jsonl").read_bytes().splitlines()) == 12


def test_how_many_read_changes_no_byte(pages: Path, command: Command, tmp_path: Path) -> None:
    for number in range(3):
        with zipfile.ZipFile(pages / f"{number}.zip", "w") as archive:
            archive.write(pages / "a" / f"{number:02}" / "page.html", f"copy-{number}.html")
    for workers in (1, 3):
        assert command("read-many", "pages", "--into", f"by-{workers}", "--workers", workers).returncode == Exit.GOOD
    assert contents(tmp_path / "by-1") == contents(tmp_path / "by-3")
    assert len(json.loads((tmp_path / "by-1/_manifest.json").read_bytes())["parts"]) == 4


@pytest.mark.parametrize("form", ["jsonl.zst", "parquet"])
def test_every_format_holds_the_same(form: str, pages: Path, command: Command, tmp_path: Path) -> None:
    for one in ("jsonl", form):
        assert command("read-many", "pages", "--into", one, "--format", one).returncode == Exit.GOOD
    packed, plain = (reviews_at(str(tmp_path / one)) for one in (form, "jsonl"))
    assert packed == plain
    assert len(plain) == 24


def test_records_of_a_warc_and_patterns(command: Command, page: Callable[..., str], tmp_path: Path) -> None:
    with (tmp_path / "crawl-1.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(5):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = page(f"Silent River {number}").encode()
            url = f"https://a.example/{number}"
            record = writer.create_warc_record(
                url, "response", payload=BytesIO(body), length=len(body), http_headers=headers
            )
            writer.write_record(record)
    (tmp_path / "other.html").write_text(page("Not asked for"))
    assert command("read-many", "crawl-*.warc.gz", "--into", "parts").returncode == Exit.GOOD
    assert [one["url"] for one in lines(tmp_path / "parts", "reviews")] == [f"https://a.example/{n}" for n in range(5)]


def test_a_page_that_hangs_kills_or_breaks_costs_that_page(
    pages: Path, command: Command, page: Callable[..., str], faulty: Path, tmp_path: Path
) -> None:
    for number, fault in enumerate(("HANGS", "DIES", "FAILS")):
        (pages / "a" / f"0{number}" / f"{fault}.html").write_text(page(fault, more=fault))
    done = command("read-many", "pages", "--into", "parts", "--time-limit", 20, "--workers", 2, first=faulty)
    assert done.returncode == Exit.GOOD
    failed = {
        one["saved_as"]: one["message"] for one in lines(tmp_path / "parts", "issues") if one["code"] == "reader_failed"
    }
    assert set(failed) == {"a/00/HANGS.html", "a/01/DIES.html", "a/02/FAILS.html"}
    assert "within 20 s" in str(failed["a/00/HANGS.html"])
    assert len(lines(tmp_path / "parts", "reviews")) == 24
    assert "ZeroDivisionError" in done.stderr


def test_killed_it_goes_on_where_it_was(
    pages: Path, command: Command, page: Callable[..., str], faulty: Path, tmp_path: Path
) -> None:
    for number in range(6):
        with zipfile.ZipFile(pages / f"{number}.zip", "w") as archive:
            for at in range(4):
                archive.writestr(f"{at}.html", page(f"Silent River {number} {at}", more="SLOW"))
    arguments = ["read-many", "pages", "--into", "parts", "--workers", "1"]
    process = subprocess.Popen(
        [sys.executable, "-m", "aggregator", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{faulty}{os.pathsep}{PROJECT}"},
    )
    deadline = time.monotonic() + 120
    while not list((tmp_path / "parts").glob("_parts/*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    unfinished = command("resolve", "parts", "--into", "out")
    assert (unfinished.returncode, "not finished" in unfinished.stderr) == (Exit.USAGE, True)
    again = command(*arguments, first=faulty)
    assert again.returncode == Exit.GOOD
    assert "taken over" in again.stdout
    assert command("read-many", "pages", "--into", "afresh", first=faulty).returncode == Exit.GOOD
    assert contents(tmp_path / "parts") == contents(tmp_path / "afresh")


def test_a_changed_page_is_read_again(pages: Path, command: Command, page: Callable[..., str], tmp_path: Path) -> None:
    command("read-many", "pages", "--into", "parts")
    (pages / "a/00/page.html").write_text(page("Frozen Bell"))
    done = command("read-many", "pages", "--into", "parts")
    assert done.returncode == Exit.GOOD
    assert "taken over" not in done.stdout
    assert "Frozen Bell" in {one["title"] for one in lines(tmp_path / "parts", "reviews")}


def test_parts_of_other_sources_are_not_overwritten(pages: Path, command: Command) -> None:
    assert command("read-many", "pages", "--into", "parts").returncode == Exit.GOOD
    done = command("read-many", "pages/a", "--into", "parts")
    assert (done.returncode, "another --into" in done.stderr) == (Exit.USAGE, True)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("nowhere", "--into", "parts"), Exit.USAGE, "nothing at nowhere"),
        (("pages", "s3://shelf/pages", "--into", "parts"), Exit.USAGE, "not both"),
        (("pages/style.css", "--into", "parts"), Exit.BELOW_FLOOR, "no reviews"),
        (("pages", "--into", "pages/empty.html"), Exit.UNWRITABLE, "cannot be written"),
        (("nosuch://shelf/pages", "--into", "parts"), Exit.USAGE, "Protocol not known"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: tuple[str, ...], code: Exit, told: str, pages: Path, command: Command
) -> None:
    done = command("read-many", *arguments)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_reviews_of_folders_patterns_and_packed_files(pages: Path, command: Command, tmp_path: Path) -> None:
    assert command("read-many", "pages", "--into", "parts").returncode == Exit.GOOD
    folder = tmp_path / "mixed"
    (folder / "deep").mkdir(parents=True)
    found = (tmp_path / "parts/reviews/part-00000.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "one.jsonl").write_bytes(b"".join(found[9:]))
    (folder / "deep" / "two.jsonl.gz").write_bytes(gzip.compress(b"".join(found[:9])))
    (folder / "_ignored.jsonl").write_bytes(b"no review\n")
    expected = reviews_at(str(tmp_path / "parts"))
    assert reviews_at(str(folder)) == expected
    assert reviews_at(f"{folder}/**/[a-z]*.jsonl*") == expected


def test_a_folder_without_reviews_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no review")
    with pytest.raises(Refusal, match="holds no reviews"):
        review_places([str(tmp_path)])
