"""Many workers: every page once, nothing lost when one is killed, no host asked more often than it wants."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aggregator.exits import Exit
from aggregator.frontier import Frontier
from aggregator.history import history
from aggregator.manifest import read_manifest

if TYPE_CHECKING:
    from tests.conftest import TooNear
    from tests.frontier.conftest import Server, Start, Web

LINES = ("anime.jsonl", "reviews.jsonl")
Process = subprocess.Popen[str]
Eventually = Callable[[Callable[[], object]], None]
WorkersOf = Callable[[Process], list[int]]


def ended(process: Process, code: Exit = Exit.GOOD) -> str:
    """What a process said until it ended, as it should."""
    said, _ = process.communicate(timeout=240)
    assert process.returncode == code, said
    return said


def lines(out: Path) -> dict[str, bytes]:
    return {name: (out / "latest" / name).read_bytes() for name in LINES}


def read_so_far(out: Path) -> int:
    """Pages in the journals of a run that goes on."""
    return sum(path.read_bytes().count(b"\nread ") for path in out.glob("runs/.2*/journal/*"))


def sites(web: "Web") -> list[str]:
    return [web.url(number) for number in (1, 2, 3)]


PAGES = 40
"""Of each site."""


@pytest.fixture(scope="module")
def whole(server: "Web", start: "Start", tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The lines of a crawl of three sites by one process that nobody disturbed."""
    server.pages = PAGES
    out = tmp_path_factory.mktemp("alone")
    ended(start("crawl", *sites(server), "--into", out))
    return lines(out)


def all_pages(web: "Web") -> list[str]:
    return sorted(["/sitemap.xml", *(f"/{page}" for page in range(web.pages))])


# --- every page, once ---


def test_several_workers_read_every_page_exactly_once(
    web: "Web", start: "Start", url: str, whole: dict[str, bytes], tmp_path: Path
) -> None:
    ended(start("crawl", *sites(web), "--into", tmp_path / "out", "--workers", 4, "--frontier", url))
    assert lines(tmp_path / "out") == whole
    assert whole["reviews.jsonl"].count(b"\n") == 120
    for number in (1, 2, 3):
        assert sorted(web.paths(f"127.0.9.{number}")) == all_pages(web)
    manifest = read_manifest(tmp_path / "out" / "latest")
    assert sum(end.counts.get("pages", 0) for end in manifest.crawls) == 120


@pytest.mark.parametrize("seed", [1, 2])
def test_what_killed_workers_had_is_read_by_the_others(
    web: "Web", start: "Start", url: str, whole: dict[str, bytes], workers_of: WorkersOf, seed: int, tmp_path: Path
) -> None:
    web.wait = 0.05
    chance, out = random.Random(seed), tmp_path / "out"
    leader = start("crawl", *sites(web), "--into", out, "--workers", 3, "--frontier", url, "-v")
    for pages in sorted(chance.sample(range(2, 80), 2)):
        while read_so_far(out) < pages and leader.poll() is None:
            time.sleep(0.01)
        os.kill(chance.choice(workers_of(leader)), signal.SIGKILL)
    said = ended(leader)
    assert said.count("was killed (SIGKILL): what it had falls to the others.") >= 2
    assert lines(out) == whole
    for number in (1, 2, 3):
        paths = web.paths(f"127.0.9.{number}")
        assert set(paths) == set(all_pages(web))
    assert sum(len(web.paths(f"127.0.9.{number}")) for number in (1, 2, 3)) <= 123 + 2 * 16  # what they had in hand


def test_when_all_workers_die_the_next_run_goes_on(
    web: "Web", start: "Start", whole: dict[str, bytes], workers_of: WorkersOf, eventually: Eventually, tmp_path: Path
) -> None:
    web.wait, out = 0.05, tmp_path / "out"
    leader = start("crawl", *sites(web), "--into", out, "--workers", 2)
    eventually(lambda: read_so_far(out) >= 30)
    for pid in workers_of(leader):
        os.kill(pid, signal.SIGKILL)
    assert "All workers died" in ended(leader, Exit.INTERRUPTED)
    assert not (out / "latest").exists()
    ended(start("crawl", *sites(web), "--into", out, "--workers", 2))
    assert lines(out) == whole
    assert sum(len(web.paths(f"127.0.9.{number}")) for number in (1, 2, 3)) < 123 + 40


@pytest.mark.parametrize("number", [1, 2], ids=["alone", "leading another"])
def test_a_killed_leader_takes_its_workers_along_and_the_next_run_goes_on(
    web: "Web",
    start: "Start",
    url: str,
    whole: dict[str, bytes],
    workers_of: WorkersOf,
    eventually: Eventually,
    number: int,
    tmp_path: Path,
) -> None:
    web.wait, out = 0.05, tmp_path / "out"
    crawl = ("crawl", *sites(web), "--into", out, "--frontier", url, "--workers", number)
    leader = start(*crawl)
    eventually(lambda: read_so_far(out) >= 30)
    workers = workers_of(leader)
    leader.kill()
    leader.wait()
    eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
    ended(start(*crawl))
    assert lines(out) == whole
    asked = [path for n in (1, 2, 3) for path in web.paths(f"127.0.9.{n}")]
    assert len(asked) < 123 + 40  # what was done is not asked for again
    assert len(read_manifest(out / "latest").resumed) == 1


def test_a_signal_ends_all_workers_in_good_order(
    web: "Web", start: "Start", whole: dict[str, bytes], eventually: Eventually, tmp_path: Path
) -> None:
    web.wait, out = 0.1, tmp_path / "out"
    crawl = ("crawl", *sites(web), "--into", out, "--workers", 2)
    leader = start(*crawl)
    eventually(lambda: read_so_far(out) >= 20)
    leader.send_signal(signal.SIGTERM)
    ended(leader, Exit.INTERRUPTED)
    (past,) = history(out)
    assert {end.reason for end in past.manifest.crawls} <= {"shutdown", "finished"}
    ended(start(*crawl))
    assert lines(out) == whole
    for number in (1, 2, 3):
        assert sorted(web.paths(f"127.0.9.{number}")) == all_pages(web)  # none was asked for twice


# --- politeness, all together ---


def test_a_crawl_delay_is_kept_by_all_workers_together(
    web: "Web", start: "Start", url: str, tmp_path: Path, too_near: "TooNear"
) -> None:
    web.pages, web.robots = 7, "User-agent: *\nCrawl-delay: 1\n"
    ended(start("crawl", web.url(1), web.url(2), "--into", tmp_path / "out", "--workers", 3, "--frontier", url))
    for host in ("127.0.9.1", "127.0.9.2"):
        assert sorted(web.paths(host)) == all_pages(web)
        assert too_near(web.moments(host), 1.0) == []


def test_a_pause_of_ours_is_kept_by_all_workers_together(
    web: "Web", start: "Start", tmp_path: Path, too_near: "TooNear"
) -> None:
    web.pages = 8
    ended(start("crawl", web.url(1), "--into", tmp_path / "out", "--workers", 3, DOWNLOAD_DELAY="0.5"))
    assert sorted(web.paths("127.0.9.1")) == all_pages(web)
    assert too_near(web.moments("127.0.9.1"), 0.5) == []


def test_no_more_requests_at_once_than_one_worker_would_make(web: "Web", start: "Start", tmp_path: Path) -> None:
    web.pages, web.wait = 30, 0.1
    ended(start("crawl", web.url(1), "--into", tmp_path / "out", "--workers", 4, CONCURRENT_REQUESTS_PER_DOMAIN="2"))
    assert sorted(web.paths("127.0.9.1")) == all_pages(web)
    assert web.most_at_once["127.0.9.1"] <= 2


# --- from elsewhere ---


def test_a_worker_elsewhere_delivers_through_the_store(
    web: "Web",
    start: "Start",
    postgresql: "Server",
    whole: dict[str, bytes],
    eventually: Eventually,
    tmp_path: Path,
) -> None:
    web.wait, url = 2.0, postgresql.database()
    elsewhere = start("worker", "--frontier", url, "--into", tmp_path / "elsewhere")
    eventually(lambda: "waiting for one" in os.read(elsewhere.stdout.fileno(), 10_000).decode())  # type: ignore[union-attr]  # it is piped
    leader = start("crawl", *sites(web), "--into", tmp_path / "out", "--frontier", url)
    with Frontier.open(url) as frontier:
        eventually(lambda: (look := frontier.look()) and len(look.workers) == 2)
    web.wait = 0.05
    ended(leader)
    ended(elsewhere)
    (journal,) = (tmp_path / "elsewhere").glob("runs/*/journal/*.journal")
    delivered = journal.read_bytes().count(b"\nread ")
    assert 0 < delivered < 120
    assert lines(tmp_path / "out") == whole
    manifest = read_manifest(tmp_path / "out" / "latest")
    assert sum(end.counts.get("gathered", 0) for end in manifest.crawls) == delivered
    for number in (1, 2, 3):
        assert sorted(web.paths(f"127.0.9.{number}")) == all_pages(web)


def test_a_server_that_goes_away_for_a_moment_is_waited_for(
    web: "Web",
    start: "Start",
    postgresql: "Server",
    whole: dict[str, bytes],
    eventually: Eventually,
    tmp_path: Path,
) -> None:
    web.wait, out, url = 0.05, tmp_path / "out", postgresql.database()
    leader = start("crawl", *sites(web), "--into", out, "--workers", 2, "--frontier", url)
    eventually(lambda: read_so_far(out) >= 30)
    postgresql.stop()
    time.sleep(1.0)
    postgresql.start()
    ended(leader)
    assert lines(out) == whole
    assert b"trying again" in b"".join(path.read_bytes() for path in (out / "latest").glob("*.log"))


def test_a_server_that_is_not_there_is_named_without_its_password(start: "Start", tmp_path: Path) -> None:
    url = "postgresql://me:secret@127.0.0.1:1/nothing"
    said = ended(start("crawl", "http://127.0.9.1/", "--into", tmp_path / "out", "--frontier", url), Exit.INTERRUPTED)
    assert "cannot be reached" in said
    assert "secret" not in said
    assert not (tmp_path / "out" / "latest").exists()


def test_status_tells_of_workers_hosts_and_pages(
    web: "Web", start: "Start", eventually: Eventually, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    leader = start("crawl", *sites(web), "--into", out, "--workers", 2, DOWNLOAD_DELAY="2")
    eventually(lambda: read_so_far(out) >= 4)
    said = subprocess.run(
        [sys.executable, "-m", "aggregator", "status", str(out)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    ).stdout  # fmt: skip
    leader.kill()
    assert re.search(r"pages waiting, \d+ leased, \d+ done, 0 failed, [\d.]+ pages/s; 2 workers\.", said), said
    assert re.search(r"worker \S+ \(process \d+ on \S+\): seen \d+ s ago, \d+ leased, \d+ done", said), said
    assert re.search(r"127\.0\.9\.1: \d+ waiting, .*; a page every 2\.0 s, (?:next in [\d.]+ s|free now)", said), said
