"""`scrapy crawl` in a process of its own: it ends with the exit codes of this project, and leaves the status behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from aggregator.exits import Exit
from aggregator.run import Run

PROJECT = Path(__file__).parents[2]
PAGE = """<!doctype html><html><head><title>{0}</title><link rel="canonical" href="https://site.example/{0}">
<script type="application/ld+json">{{"@type": "TVSeries", "name": "Moon {0}",
"aggregateRating": {{"ratingValue": 7, "bestRating": 10, "ratingCount": 3}}}}</script></head>
<body><h1>Moon {0}</h1></body></html>"""
Done: TypeAlias = "subprocess.CompletedProcess[str]"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of three pages."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.html").write_text(PAGE.format(n))
    return folder


@pytest.fixture
def scrapy(tmp_path: Path) -> Callable[..., Done]:
    """`scrapy("saved", "-a", "root=…")`: a crawl that came to its end, into `tmp_path / "out"`."""

    def crawl(*arguments: object) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", *map(str, arguments), "-a", f"into={tmp_path / 'out'}"],
            capture_output=True, text=True, check=False, timeout=300, cwd=PROJECT,
        )  # fmt: skip

    return crawl


def test_a_good_crawl_ends_with_0_and_one_below_its_floor_with_7(
    scrapy: Callable[..., Done], pages: Path, tmp_path: Path
) -> None:
    for floor, code in ((3, Exit.GOOD), (4, Exit.BELOW_FLOOR)):
        done = scrapy("saved", "-a", f"root={pages}", "-s", f"AGGREGATOR_FLOOR={floor}")
        assert done.returncode == code, done.stderr
        assert json.loads((tmp_path / "out" / "status.json").read_text())["last_run"]["exit_code"] == code
    assert "aggregator_run_exit_code 7" in (tmp_path / "out" / "metrics.prom").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nosuch",), "There is no spider nosuch"),
        (("saved",), "Name what to read"),
        (("saved", "-a", "root=nosuch"), "There is no nosuch"),
        (("live", "-a", "start=file:///etc/passwd"), "Name what to read"),
        (("live", "-a", "start=http://a.example", "-s", "AGGREGATOR_CONTACT=(a)"), "AGGREGATOR_CONTACT is"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(
    scrapy: Callable[..., Done], tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = scrapy(*arguments)
    assert done.returncode == Exit.USAGE, done.stderr
    assert said in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_another_run_holds_ends_with_4_and_its_status_is_left_alone(
    scrapy: Callable[..., Done], pages: Path, tmp_path: Path
) -> None:
    with Run.open(tmp_path / "out"):
        done = scrapy("saved", "-a", f"root={pages}")
    assert done.returncode == Exit.LOCKED, done.stderr
    assert "scrapy: Another run writes into" in done.stderr
    assert not (tmp_path / "out" / "status.json").exists()


def test_a_folder_that_cannot_be_written_ends_with_3(scrapy: Callable[..., Done], pages: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = scrapy("saved", "-a", f"root={pages}")
    assert done.returncode == Exit.UNWRITABLE, done.stderr
    assert "cannot be written" in done.stderr


def test_a_signal_ends_it_with_5_and_the_next_one_goes_on(
    scrapy: Callable[..., Done], pages: Path, tmp_path: Path
) -> None:
    for n in range(3, 400):
        (pages / f"{n}.html").write_text(PAGE.format(n))
    out = tmp_path / "out"
    command = [sys.executable, "-m", "scrapy", "crawl", "saved", "-a", f"root={pages}", "-a", f"into={out}"]
    environment = {**os.environ, "AGGREGATOR_CONTACT": "me@example.org"}
    with subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL, env=environment) as process:
        deadline = time.monotonic() + 300
        while not any(path.stat().st_size > 20_000 for path in out.glob("runs/.2*/journal/*")):
            assert time.monotonic() < deadline, "no page was read in time"
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        assert process.wait(300) == Exit.INTERRUPTED
    assert not (out / "latest").exists()
    done = scrapy("saved", "-a", f"root={pages}")
    assert done.returncode == Exit.GOOD, done.stderr
    manifest = json.loads((out / "latest" / "manifest.json").read_text())
    assert manifest["counts"]["reviews"] == 400
    assert manifest["resumed"]
