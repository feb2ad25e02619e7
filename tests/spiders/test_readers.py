"""Live pages are read beside the crawl's own process: the same release, and a page that hangs or kills costs itself."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from aggregator.exits import Exit
from aggregator.history import history
from benchmarks.measuring import children_of
from spiders.readers import FIRST_PAGES, GRACE

PROJECT = Path(__file__).parents[2]
FAULTS = """
import os, re, signal
import spiders.looking

read = spiders.looking.read

def faulty(page, *, layouts):
    text = page._content
    if b"hangs" in text:
        re.match(rb"(a+)+$", b"a" * 100 + b"b")
    if b"dies" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"breaks" in text:
        raise ZeroDivisionError
    return read(page, layouts=layouts)

spiders.looking.read = faulty
"""
LINES = ("anime.jsonl", "reviews.jsonl", "issues.jsonl")
PAGES = FIRST_PAGES + 36


@dataclass
class Site:
    """A site whose front page lists all others."""

    port: int = 0
    more: dict[int, str] = field(default_factory=dict)
    """What stands on pages besides, by number."""

    def url(self, number: int) -> str:
        return f"http://127.0.0.1:{self.port}/{number}"

    def body(self, path: str) -> str | None:
        if path == "/":
            return "".join(f"<a href='/{number}'>{number}</a>" for number in range(PAGES))
        if not path[1:].isdecimal():
            return None
        number = int(path[1:])
        title = f"Moon {number} Tale"
        rating = {"ratingValue": number % 9 + 1, "ratingCount": 3}
        data = json.dumps({"@type": "TVSeries", "name": title, "aggregateRating": rating})
        head = f"<!doctype html><title>{title}</title><script type='application/ld+json'>{data}</script>"
        return f"{head}<h1>{title}</h1><p>{self.more.get(number, '')}</p><a href='/{(number + 1) % PAGES}'>next</a>"


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = site.body(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body or "")))
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        site.port = server.server_port
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield site
        server.shutdown()


@pytest.fixture
def site(server: Site) -> Site:
    server.more.clear()
    return server


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path, site: Site) -> Iterator[Start]:
    """`start("out", …)`: a crawl in a session of its own, by a program that fails on pages which ask for it."""
    (tmp_path / "sitecustomize.py").write_text(FAULTS)
    started: list[subprocess.Popen[str]] = []

    def run(into: str, *arguments: object, **settings: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "aggregator", "crawl", site.url(0)[:-1], "--into", str(tmp_path / into)]
        command += ["--allow-private", "127.0.0.1", *map(str, arguments)]
        for name, value in {"AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, **settings}.items():
            command += ["-s", f"{name}={value}"]
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{PROJECT}"},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def ended(process: "subprocess.Popen[str]", code: Exit = Exit.GOOD) -> str:
    said, _ = process.communicate(timeout=240)
    assert process.returncode == code, said
    return said


def lines(out: Path) -> dict[str, bytes]:
    return {name: (out / "latest" / name).read_bytes() for name in LINES}


def failed(out: Path) -> dict[str, str]:
    """URL to what is said of the pages that the program failed on."""
    issues = map(json.loads, (out / "latest" / "issues.jsonl").read_bytes().splitlines())
    return {issue["url"]: issue["message"] for issue in issues if issue["code"] == "reader_failed"}


def members(session: int) -> dict[int, str]:
    """The living processes of a session, and their command lines."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            state, _, _, its_session = stat.read_text().rpartition(")")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found[int(stat.parent.name)] = (stat.parent / "cmdline").read_text().replace("\0", " ")
    return found


def readers(session: int) -> list[int]:
    """Processes of a session that were forked off to read."""
    return [pid for pid, command in members(session).items() if "multiprocessing.forkserver" in command]


def eventually(is_so: Callable[[], object], seconds: float = 90.0) -> None:
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, "it never came to be"
        time.sleep(0.05)


def test_the_release_is_the_same_whoever_reads(site: Site, start: Start, tmp_path: Path) -> None:
    site.more = {30: "breaks"}
    by_number = {}
    for number in (0, 1, 2):
        ended(start(f"by-{number}", "--readers", number))
        by_number[number] = lines(tmp_path / f"by-{number}")
    ended(start("by-workers", "--workers", 2, "--readers", 1))
    assert by_number[1] == by_number[0]
    assert by_number[2] == by_number[0]
    assert lines(tmp_path / "by-workers") == by_number[0]
    assert by_number[0]["reviews.jsonl"].count(b"\n") == PAGES - 1
    assert list(failed(tmp_path / "by-2")) == [site.url(30)]
    for number in (0, 2):
        log = (tmp_path / f"by-{number}" / "latest" / "crawl.log").read_text()
        assert f"The program failed on {site.url(30)}\n    Traceback" in log


def test_a_page_that_hangs_or_kills_costs_itself(site: Site, start: Start, tmp_path: Path) -> None:
    site.more = {PAGES - 1: "hangs", PAGES - 8: "dies"}
    process = start("out", "--readers", 2, AGGREGATOR_READING_LIMIT=3)
    ended(process)
    told = failed(tmp_path / "out")
    assert "could not be read within 3 s" in told.pop(site.url(PAGES - 1))
    assert "made the program fail" in told.pop(site.url(PAGES - 8))
    assert told == {}
    assert lines(tmp_path / "out")["reviews.jsonl"].count(b"\n") == PAGES - 2
    eventually(lambda: not members(process.pid))


@pytest.mark.parametrize(("workers", "number"), [(1, 2), (2, 2), (2, 0)])
def test_a_killed_crawl_leaves_nobody_even_at_a_page_that_hangs(
    site: Site, start: Start, workers: int, number: int
) -> None:
    site.more = dict.fromkeys(range(PAGES - 8, PAGES), "hangs")
    process = start("out", "--readers", number, "--workers", workers)
    sessions = [process.pid]
    if workers > 1:
        eventually(lambda: len(sessions_of_workers(process.pid)) == workers)
        sessions += sessions_of_workers(process.pid)
    if number:
        eventually(lambda: any(len(readers(session)) == 1 + number for session in sessions))  # and who forks them
    time.sleep(2.0)
    process.kill()
    process.wait()
    eventually(lambda: not any(map(members, sessions)))


def sessions_of_workers(leader: int) -> list[int]:
    """Workers have sessions of their own."""
    return [pid for pid in children_of(leader) if os.getsid(pid) == pid]


def test_a_signal_ends_a_crawl_in_time_and_the_page_that_hangs_is_asked_for_again(
    site: Site, start: Start, tmp_path: Path
) -> None:
    ended(start("whole"))
    site.more = {PAGES - 1: "hangs"}
    process = start("out", "--readers", 2, CONCURRENT_REQUESTS_PER_DOMAIN=1)
    eventually(lambda: read_so_far(tmp_path / "out") >= PAGES - 1)
    time.sleep(1.0)
    os.killpg(process.pid, signal.SIGTERM)  # all of them hear it, as a service's do
    began = time.monotonic()
    ended(process, Exit.INTERRUPTED)
    assert time.monotonic() - began < GRACE + 40
    (past,) = history(tmp_path / "out")
    assert "shutdown" in {end.reason for end in past.manifest.crawls}
    eventually(lambda: not members(process.pid))
    site.more = {}
    ended(start("out", "--readers", 2))
    assert lines(tmp_path / "out") == lines(tmp_path / "whole")


def read_so_far(out: Path) -> int:
    return sum(path.read_bytes().count(b"\nread ") for path in out.glob("runs/.2*/journal/*"))


def test_a_second_signal_ends_it_at_once(site: Site, start: Start, tmp_path: Path) -> None:
    site.more = {PAGES - 1: "hangs"}
    process = start("out", "--readers", 2, CONCURRENT_REQUESTS_PER_DOMAIN=1)
    eventually(lambda: read_so_far(tmp_path / "out") >= PAGES - 1)
    for _ in range(2):
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
    ended(process, Exit.INTERRUPTED)
    eventually(lambda: not members(process.pid))


def test_a_short_crawl_starts_nobody(site: Site, start: Start) -> None:
    seen = False
    process = start("out", AGGREGATOR_MAX_PAGES=10)
    while process.poll() is None:
        seen = seen or bool(readers(process.pid))
        time.sleep(0.05)
    ended(process)
    assert not seen
