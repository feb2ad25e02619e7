"""TORTURE A, output and process: whatever happens to a run, the last good release stays, and the exit code says why.

Processes are really killed, disks are really full: nothing is simulated.
"""

import contextlib
import functools
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest

from aggregator.exits import Exit, Refusal
from aggregator.history import history, settle, unfinished
from aggregator.journal import Begin, End, Journal, Read
from aggregator.manifest import last_release, read_manifest
from aggregator.model import Issue, IssueCode, Review, Score
from aggregator.monitoring import killed, watched
from aggregator.release import Terms, publish
from aggregator.run import Run, held_by

PROJECT = Path(__file__).parents[2]
PAGE = """<!doctype html><html><head><title>{0}</title><script type="application/ld+json">
{{"@type": "TVSeries", "name": "{0}", "startDate": "2024-01-11", "description": "A story of the {0}.",
"aggregateRating": {{"ratingValue": {1}, "bestRating": 10, "ratingCount": 3}}}}
</script></head><body><h1>{0}</h1></body></html>"""
FILES = ("reviews.jsonl", "anime.jsonl", "issues.jsonl")
SmallDisk: TypeAlias = Callable[..., AbstractContextManager[Path]]
Started: TypeAlias = Callable[..., "subprocess.Popen[str]"]


def write_pages(folder: Path, number: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(number):
        html = PAGE.format(f"Moon {n:x} Tale", 5 + n % 5)
        (folder / f"{n:05}.html").write_text(
            html.replace("<head>", f'<head><link rel="canonical" href="https://site.example/{n:05}">')
        )
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def lines(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "aggregator", *map(str, arguments)]


Done: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def done(run_command: Done) -> Done:
    """A command that comes to its end."""
    return run_command


@pytest.fixture
def started() -> Iterator[Started]:
    """`started("crawl", …)`: a command that runs beside the test, and is dead after it."""
    processes: list[subprocess.Popen[str]] = []

    def start(*arguments: object) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.communicate()


def wait_for(what: Callable[[], bool], seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not come to that in time"
        time.sleep(0.005)


def read_so_far(out: Path) -> int:
    """Pages that a running crawl has written into its journals."""
    return sum(path.read_bytes().count(b"\nread ") for path in out.glob("runs/.2*/journal/*.journal"))


def journalled(out: Path) -> int:
    """Bytes that a running crawl has written into its journals."""
    with contextlib.suppress(FileNotFoundError):
        return sum(path.stat().st_size for path in out.glob("runs/.2*/journal/*.journal"))
    return 0


def release_of(out: Path, names: range, **how: object) -> Path:
    """A run in this process, of reviews that are made up."""
    with Run.open(out) as run:
        settle(run)
        with run.journal("saved") as journal:
            journal.append(Begin(crawl="saved", sources=("pages",)))
            for n in names:
                journal.append(Read(review=review(n), content=str(n)))
            journal.append(End(reason="finished", counts={"pages": len(names)}))
        return publish(run, Terms(**how)).folder  # type: ignore[arg-type]  # a test names what it needs


def review(n: int, **facts: object) -> Review:
    stated = {"title": f"Moon {n:05}", "headline": f"Moon {n:05}", "site": "site.example", **facts}
    return Review(url=f"https://site.example/{n:05}", scores=(Score(source="site", value=5.0 + n % 5),), **stated)  # type: ignore[arg-type]  # likewise


# --- 1, 10: killed ---


def test_01_10_killed_in_the_middle_twice_and_gone_on_from_is_as_never_killed(
    tmp_path: Path, started: Started, done: Done
) -> None:
    pages, out = write_pages(tmp_path / "pages", 350), tmp_path / "out"
    good = release_of(out, range(5))
    before = contents(good)
    for kill_at in (40_000, 110_000):
        process = started("crawl", pages, "--into", out)
        wait_for(lambda at=kill_at: journalled(out) > at)  # type: ignore[misc]  # mypy takes no defaults
        process.kill()
        process.wait()
        assert (out / "latest").resolve() == good
        assert contents(good) == before
    ended = done("crawl", pages, "--into", out)
    assert ended.returncode == Exit.GOOD, ended.stderr
    assert "was killed" in ended.stderr
    manifest = read_manifest(out / "latest")
    assert manifest.resumed  # the second run had taken over what the first one had read
    assert manifest.crawls[0].counts["known"] >= 90
    assert "Goes on from run" in (out / "latest" / "crawl.log").read_text()
    whole = done("crawl", pages, "--into", tmp_path / "whole")
    assert whole.returncode == Exit.GOOD
    assert lines(out / "latest") == lines(tmp_path / "whole" / "latest")
    cut_off = [past.manifest for past in history(out) if past.manifest.result == "interrupted"]
    assert [manifest.exit_code for manifest in cut_off] == [Exit.INTERRUPTED] * 2
    assert all(manifest.counts.pages > 0 for manifest in cut_off)
    assert unfinished(out, manifest.previous) == []  # what they kept now stands in the release


KILLED_PUBLISHING = """
import os, sys
from pathlib import Path
from aggregator import release
from aggregator.journal import Begin, End, Read
from aggregator.model import Review, Score
from aggregator.run import Run
stage, out = sys.argv[1:]
owner, name = {"rename": (Path, "rename"), "replace": (Path, "replace"), "resolve": (release, "tell_apart"),
               "written": (release, "_written"), "forget": (release, "forget")}[stage]
with Run.open(Path(out)) as run:
    with run.journal("saved") as journal:
        journal.append(Begin(crawl="saved", program=release.versions()["anime-review-aggregator"]))
        for n in range(7):
            url, scores = f"https://site.example/sun-{n}", (Score(source="site", value=7.0),)
            review = Review(title=f"Sun {n}", headline=f"Sun {n}", url=url, scores=scores)
            journal.append(Read(review=review, content=str(n)))
        journal.append(End(reason="finished", counts={"pages": 7}))
    setattr(owner, name, lambda *_, **__: os.kill(os.getpid(), 9))
    release.publish(run, release.Terms())
"""


@pytest.mark.parametrize("stage", ["resolve", "written", "rename", "replace"])
def test_01_15_killed_at_each_step_of_publishing_leaves_the_last_release_and_the_books_are_closed(
    tmp_path: Path, stage: str
) -> None:
    out = tmp_path / "out"
    good = release_of(out, range(5))
    before = contents(good)
    killed = subprocess.run([sys.executable, "-c", KILLED_PUBLISHING, stage, out], check=False, cwd=PROJECT)
    assert killed.returncode == -signal.SIGKILL
    assert (out / "latest").resolve() == good
    assert contents(good) == before
    after = release_of(out, range(9))
    assert (out / "latest").resolve() == after
    assert not list((out / "runs").glob(".*/manifest.json"))


def test_01_killed_after_the_last_step_is_published(tmp_path: Path) -> None:
    out = tmp_path / "out"
    killed = subprocess.run([sys.executable, "-c", KILLED_PUBLISHING, "forget", out], check=False, cwd=PROJECT)
    assert killed.returncode == -signal.SIGKILL
    release = last_release(out)
    assert release is not None
    assert release.counts.reviews == 7
    release_of(out, range(9))


# --- 2, 3: signals, hung servers ---


class Hanging(BaseHTTPRequestHandler):
    """Answers pages at once, and hangs on what is called so."""

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self._say(404, b"")
        elif self.path == "/sitemap.xml":
            names = [f"http://{self.headers['Host']}/{name}" for name in ("a", "b", "hang", "c")]
            body = "".join(f"<url><loc>{name}</loc></url>" for name in names)
            self._say(200, f"<urlset>{body}</urlset>".encode(), "application/xml")
        elif self.path == "/hang":
            self.server.hung.set()  # type: ignore[attr-defined]  # set below
            self.server.over.wait(60)  # type: ignore[attr-defined]  # likewise
        else:
            self.server.asked.append(self.path)  # type: ignore[attr-defined]  # likewise
            self._say(200, PAGE.format(f"Moon {self.path[1:]}", 7).encode(), "text/html")

    def _say(self, status: int, body: bytes, kind: str = "text/plain") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hanging() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hanging)
    server.daemon_threads = True
    server.hung, server.over, server.asked = threading.Event(), threading.Event(), []  # type: ignore[attr-defined]  # ours
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.over.set()  # type: ignore[attr-defined]  # likewise
    server.shutdown()
    server.server_close()


QUICK = ("--set", "AUTOTHROTTLE_ENABLED=False", "--set", "DOWNLOAD_DELAY=0", "--set", "RETRY_ENABLED=False")


def test_02_03_a_signal_while_a_server_hangs_ends_in_time_and_a_second_one_at_once(
    tmp_path: Path, hanging: ThreadingHTTPServer, started: Started
) -> None:
    out, port = tmp_path / "out", hanging.server_address[1]
    url = f"http://127.0.0.1:{port}/sitemap.xml"
    crawl = ("crawl", url, "--into", out, "--allow-private", f"127.0.0.1:{port}", *QUICK)
    process = started(*crawl, "--set", "DOWNLOAD_TIMEOUT=60")
    wait_for(hanging.hung.is_set)  # type: ignore[attr-defined]  # ours
    wait_for(lambda: read_so_far(out) >= 3)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    assert process.poll() is None  # the page under way may still come
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=40)  # sooner than the server would be given up
    assert process.returncode == Exit.INTERRUPTED, said
    assert not (out / "latest").exists()
    (past,) = history(out)
    assert past.manifest.exit_code == Exit.INTERRUPTED

    # the next run asks only for what was not answered, and a single signal waits no longer than one answer may take
    hanging.hung.clear()  # type: ignore[attr-defined]  # ours
    asked = list(hanging.asked)  # type: ignore[attr-defined]  # ours
    process = started(*crawl, "--set", "DOWNLOAD_TIMEOUT=2")
    wait_for(hanging.hung.is_set)  # type: ignore[attr-defined]  # ours
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=40)
    assert process.returncode == Exit.INTERRUPTED
    assert sorted(hanging.asked) == sorted({*asked, *hanging.asked})  # type: ignore[attr-defined]  # none twice


def hidden(out: Path, name: str) -> list[Path]:
    return list(out.glob(f"runs/.2*/{name}"))


PHASES: dict[str, Callable[[Path], bool]] = {
    "recording": lambda out: journalled(out) > 100_000,
    "resolving": lambda out: any(b"\nend " in path.read_bytes()[-500:] for path in hidden(out, "journal/*")),
    "writing": lambda out: bool(hidden(out, "reviews.jsonl")),
    "checking": lambda out: bool(hidden(out, "datapackage.json")),
}


@pytest.mark.parametrize("phase", PHASES)
def test_02_15_a_signal_in_each_phase_leaves_the_last_release_and_a_manifest_that_says_so(
    tmp_path: Path, started: Started, phase: str, done: Done
) -> None:
    out, lines_of = tmp_path / "out", tmp_path / "reviews.jsonl"
    lines_of.write_bytes(b"".join(msgspec.json.encode(review(n)) + b"\n" for n in range(1_200)))
    good = release_of(out, range(3))
    before = contents(good)
    process = started("resolve", lines_of, "--into", out)
    wait_for(lambda: PHASES[phase](out))
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=120)
    assert process.returncode == Exit.INTERRUPTED, said
    assert "Interrupted: run it again." in said
    assert (out / "latest").resolve() == good
    assert contents(good) == before
    interrupted = [past.manifest for past in history(out) if past.manifest.exit_code]
    assert [(manifest.result, manifest.exit_code) for manifest in interrupted] == [("interrupted", Exit.INTERRUPTED)]
    assert interrupted[0].reasons == ("Interrupted: run it again.",)
    assert not hidden(out, "")
    assert done("resolve", lines_of, "--into", out).returncode == Exit.GOOD
    assert read_manifest(out / "latest").counts.reviews == 1_200


# --- 4, 5, 16, 17, 21 ---


def test_04_every_page_fails_the_program(tmp_path: Path) -> None:
    out = tmp_path / "out"
    good = release_of(out, range(5))
    with Run.open(out) as run:
        with run.journal("saved") as journal:
            journal.append(Begin(crawl="saved"))
            for n in range(3):
                url = f"https://site.example/{n}"
                text = f"ValueError: {n} (boxes.py, line 7)"
                journal.append(Issue(code=IssueCode.READER_FAILED, message="…", url=url, text=text))
            journal.append(End(reason="finished", counts={"pages": 3}))
        release = publish(run, Terms())
    assert release.exit_code is Exit.INTERNAL
    (reason,) = release.manifest.reasons
    assert "failed on 3 pages" in reason
    assert "first ValueError: 0 (boxes.py, line 7) at https://site.example/0" in reason
    assert (out / "latest").resolve() == good


BROKEN = """
import sys
from aggregator import cli, reading
def broken(*_, **__):
    raise ZeroDivisionError("a defect of the program")
reading.weigh = broken
cli.main()
"""


def test_04_a_defect_that_hits_every_page_of_a_crawl_ends_it_with_its_own_code(tmp_path: Path) -> None:
    pages, out = write_pages(tmp_path / "pages", 30), tmp_path / "out"
    good = release_of(out, range(5))
    before = contents(good)
    ended = subprocess.run(
        [sys.executable, "-c", BROKEN, "crawl", pages, "--into", out],
        capture_output=True, text=True, check=False, timeout=300, cwd=PROJECT,
    )  # fmt: skip
    assert ended.returncode == Exit.INTERNAL, ended.stdout + ended.stderr
    assert "The program failed on 30 pages and read none (first ZeroDivisionError" in ended.stdout
    assert "00000.html" in ended.stdout
    assert contents(good) == before
    assert (out / "latest").resolve() == good
    log = next(past.folder for past in history(out) if past.manifest.exit_code) / "crawl.log"
    assert log.read_text().count("    ZeroDivisionError: a defect of the program") == 10  # and not 30 tracebacks


def test_05_a_site_that_answers_404_to_everything_is_no_release(tmp_path: Path, done: Done) -> None:
    out = tmp_path / "out"
    good = release_of(out, range(5))
    before = contents(good)
    (tmp_path / "empty").mkdir()
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "empty"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"127.0.0.1:{server.server_address[1]}"
        urls = [f"http://{place}/{n}.html" for n in range(3)]
        ended = done("crawl", *urls, "--into", out, "--allow-private", place, *QUICK)
        server.shutdown()
    assert ended.returncode == Exit.BELOW_FLOOR, ended.stdout + ended.stderr
    assert "It holds 0 reviews, the floor is 1." in ended.stdout
    assert contents(good) == before
    assert (out / "latest").resolve() == good


@pytest.mark.parametrize("code", [IssueCode.FETCH_FAILED, IssueCode.NOT_A_REVIEW, None])
def test_05_16_nothing_came_and_the_old_release_is_no_fresh_success(tmp_path: Path, code: IssueCode | None) -> None:
    out = tmp_path / "out"
    good = release_of(out, range(5))
    finished = read_manifest(good).finished
    with Run.open(out) as run:
        with run.journal("live") as journal:
            journal.append(Begin(crawl="live"))
            if code is not None:
                journal.append(Issue(code=code, message="404", url="https://site.example/1"))
            journal.append(End(reason="finished"))
        release = publish(run, Terms())
    assert release.exit_code is Exit.BELOW_FLOOR
    assert "It holds 0 reviews, the floor is 1." in release.manifest.reasons[0]
    assert read_manifest(out / "latest").finished == finished


@pytest.mark.parametrize(
    "arguments",
    [("--floor", "inf"), ("--floor", ""), ("--floor", "1e9"), ("--floor", "-1"), ("--set", "LOG_LEVEL=LOUD")],
)
def test_17_what_makes_no_sense_is_wrong_usage_and_nothing_is_read(
    tmp_path: Path, arguments: tuple[str, str], done: Done
) -> None:
    pages = write_pages(tmp_path / "pages", 1)
    ended = done("crawl", pages, "--into", tmp_path / "out", *arguments)
    assert ended.returncode == Exit.USAGE, ended.stderr
    assert not list(tmp_path.glob("out/runs/*"))


def test_21_a_redesign_under_the_same_urls_keeps_the_release_and_names_pages(tmp_path: Path) -> None:
    out = tmp_path / "out"
    good = release_of(out, range(5))
    with Run.open(out) as run:
        with run.journal("live") as journal:
            journal.append(Begin(crawl="live"))
            for n in range(5):
                drift = "h1.title matched 0 times"
                journal.append(
                    Issue(code=IssueCode.LAYOUT_DRIFT, message="…", url=f"https://site.example/{n:05}", text=drift)
                )
            for n in range(3):
                journal.append(Read(review=review(n)))
            journal.append(End(reason="finished", counts={"pages": 8}))
        release = publish(run, Terms())
    assert release.exit_code is Exit.BELOW_FLOOR
    assert "5 of 8 pages no longer match" in release.manifest.reasons[0]
    assert b"h1.title matched 0 times" in (release.folder / "issues.jsonl").read_bytes()
    assert (out / "latest").resolve() == good


# --- 6, 7: disks ---


def test_06_a_full_disk_while_reading_keeps_the_release_and_has_its_exit_code(
    tmp_path: Path, small_disk: SmallDisk, done: Done
) -> None:
    pages = write_pages(tmp_path / "pages", 1500)
    with small_disk(tmp_path / "disk", "700k") as disk:
        good = release_of(disk / "out", range(3))
        before = contents(good)
        ended = done("crawl", pages, "--into", disk / "out")
        assert ended.returncode == Exit.UNWRITABLE, ended.stdout + ended.stderr
        assert "No space left on device" in ended.stdout + ended.stderr
        assert str(disk) in ended.stdout + ended.stderr
        assert "Traceback" not in ended.stderr
        assert contents(disk / "out" / "latest") == before
        for past in history(disk / "out"):
            assert past.manifest.exit_code in {Exit.GOOD, Exit.UNWRITABLE}


@pytest.mark.parametrize("kilobytes", [100, 260, 420, 580])
def test_06_a_full_disk_while_publishing_leaves_a_manifest_that_says_so(
    tmp_path: Path, kilobytes: int, small_disk: SmallDisk
) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk:
        good = release_of(disk / "out", range(3))
        before = contents(good)
        with Run.open(disk / "out") as run:
            with run.journal("saved") as journal:
                journal.append(Begin(crawl="saved"))
                for n in range(200):
                    journal.append(Read(review=review(n)))
                journal.append(End(reason="finished", counts={"pages": 200}))
            room = os.statvfs(disk)
            ballast = disk / "ballast"
            ballast.write_bytes(bytes(max(0, room.f_bavail * room.f_frsize - kilobytes * 1024)))
            with pytest.raises(Refusal, match="No space left") as refusal:
                publish(run, Terms())
        assert refusal.value.exit_code is Exit.UNWRITABLE
        assert contents(disk / "out" / "latest") == before
        (failed,) = [past.manifest for past in history(disk / "out") if past.manifest.exit_code]
        assert failed.exit_code == Exit.UNWRITABLE
        assert "No space left" in failed.reasons[0]
        ballast.unlink()
        assert release_of(disk / "out", range(4)).is_dir()


def test_06_a_limit_on_file_sizes_is_a_disk_that_does_not_take_it(tmp_path: Path) -> None:
    pages, out = write_pages(tmp_path / "pages", 200), tmp_path / "out"
    good = release_of(out, range(3))
    before = contents(good)
    ended = subprocess.run(
        command("crawl", pages, "--into", out),
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        timeout=300,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
    )
    assert ended.returncode == Exit.UNWRITABLE, ended.stdout + ended.stderr
    assert "File too large" in ended.stdout + ended.stderr
    assert contents(out / "latest") == before


def test_07_a_read_only_folder_is_refused_before_the_first_page(tmp_path: Path, small_disk: SmallDisk) -> None:
    with small_disk(tmp_path / "disk", "1m", "ro") as disk:
        with pytest.raises(Refusal, match="Read-only file system") as refusal:
            Run.open(disk / "out")
        assert refusal.value.exit_code is Exit.UNWRITABLE


@pytest.mark.parametrize("place", ["a file", "below a file", "a loop of links", "a latest of one's own"])
def test_07_a_place_that_cannot_be_a_folder_is_refused_before_the_first_request(
    tmp_path: Path, hanging: ThreadingHTTPServer, place: str, done: Done
) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "own" / "latest").mkdir(parents=True)
    names = {"a file": "file", "below a file": "file/out", "a loop of links": "loop", "a latest of one's own": "own"}
    port = hanging.server_address[1]
    url = f"http://127.0.0.1:{port}/a"
    ended = done("crawl", url, "--into", tmp_path / names[place], "--allow-private", f"127.0.0.1:{port}", *QUICK)
    assert ended.returncode == Exit.UNWRITABLE, ended.stderr
    assert str(tmp_path / names[place].split("/")[0]) in ended.stderr
    assert "Traceback" not in ended.stderr
    assert hanging.asked == []  # type: ignore[attr-defined]  # ours
    assert (tmp_path / "file").read_text() == "mine"


# --- 8, 9: locks ---


def test_08_a_second_run_is_told_who_holds_the_folder(tmp_path: Path, done: Done) -> None:
    out = tmp_path / "out"
    with Run.open(out) as run:
        ended = done("resolve", "nothing.jsonl", "--into", out)
        assert ended.returncode == Exit.LOCKED
        assert f"process {os.getpid()}, run {run.id}, since " in ended.stderr
        holder = held_by(out)
        assert holder is not None
        assert holder.run == run.id
    assert held_by(out) is None


@pytest.mark.parametrize("pid", [os.getpid(), 2**22 - 1], ids=["a process that lives", "no process"])
def test_09_a_holder_of_old_does_not_lock_whatever_its_process_id_is_now(tmp_path: Path, pid: int) -> None:
    out = tmp_path / "out"
    out.mkdir()
    told = {"pid": pid, "run": "20260101T000000Z-000000", "since": "2026-01-01T00:00:00Z"}
    (out / ".lock").touch()
    (out / ".holder").write_text(json.dumps(told))
    with Run.open(out) as run:
        assert run.died is not None
        assert run.died.pid == pid
    assert not (out / ".holder").exists()


def test_09_status_tells_a_run_that_goes_on_from_one_that_was_killed_and_could_not_say_so(
    tmp_path: Path, started: Started, done: Done
) -> None:
    pages, out = write_pages(tmp_path / "pages", 120), tmp_path / "out"
    with watched(out):
        release_of(out, range(5))
    written = [(out / name).read_bytes() for name in ("status.json", "metrics.prom")]
    process = started("crawl", pages, "--into", out)
    wait_for(lambda: journalled(out) > 20_000)
    process.send_signal(signal.SIGSTOP)
    said = done("status", out)
    assert f"A run is going on: process {process.pid}, run 2" in said.stdout
    process.kill()
    process.wait()
    said = done("status", out)
    assert said.returncode == Exit.GOOD
    assert f"A run was killed: process {process.pid}, run 2" in said.stdout
    assert "The next one goes on from what it read." in said.stdout
    assert "5 reviews" in said.stdout
    told = json.loads(done("status", out, "--json").stdout)
    assert (told["killed"]["pid"], told["running"]) == (process.pid, None)
    assert [(out / name).read_bytes() for name in ("status.json", "metrics.prom")] == written  # nobody could write
    with Run.open(out) as run:
        (manifest,) = settle(run)
    assert manifest.exit_code == Exit.INTERRUPTED
    assert killed(out) is None


# --- 11, 12: damaged files ---


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 500])
def test_11_a_damaged_manifest_is_named_and_what_to_do(tmp_path: Path, damage: bytes) -> None:
    out = tmp_path / "out"
    release_of(out, range(3))
    (out / "latest" / "manifest.json").write_bytes(damage)
    with pytest.raises(Refusal, match=r"is damaged.*or remove it to begin anew"):
        release_of(out, range(3))


def test_11_a_damaged_journal_of_a_killed_run_is_told_and_the_rest_is_used(
    tmp_path: Path, started: Started, done: Done
) -> None:
    pages, out = write_pages(tmp_path / "pages", 150), tmp_path / "out"
    process = started("crawl", pages, "--into", out)
    wait_for(lambda: journalled(out) > 30_000)
    process.kill()
    process.wait()
    (journal,) = out.glob("runs/.2*/journal/saved.journal")
    content = journal.read_bytes().replace(b"Moon 3 Tale", b"Moon x Tale", 1)
    journal.write_bytes(content[:-9])
    ended = done("crawl", pages, "--into", out)
    assert ended.returncode == Exit.GOOD, ended.stderr
    assert "is damaged in line" in ended.stderr
    assert "is damaged and is not used" in (out / "latest" / "crawl.log").read_text()
    manifest = read_manifest(out / "latest")
    assert manifest.counts.reviews == 150
    assert 0 < manifest.crawls[0].counts["known"] < 150


def test_12_a_torn_line_is_named_by_its_number_and_the_rest_is_kept(tmp_path: Path, done: Done) -> None:
    out = tmp_path / "out"
    reviews = (release_of(out, range(3)) / "reviews.jsonl").read_bytes()
    (tmp_path / "torn.jsonl").write_bytes(reviews[: len(reviews) - 40])
    ended = done("resolve", tmp_path / "torn.jsonl", "--into", tmp_path / "other")
    assert ended.returncode == Exit.GOOD, ended.stderr
    assert "torn.jsonl, line 3 is no review (the file is torn there)" in ended.stderr
    assert read_manifest(tmp_path / "other" / "latest").counts.reviews == 2


# --- 13, 14, 19: the same pages, the same bytes ---


def test_13_14_19_neither_order_concurrency_locale_nor_zone_reach_the_lines(tmp_path: Path, done: Done) -> None:
    pages = write_pages(tmp_path / "pages", 30)
    (tmp_path / "again").mkdir()
    for path in sorted(pages.iterdir(), reverse=True):
        shutil.copy(path, tmp_path / "again" / path.name)
    runs: list[tuple[Path, str, dict[str, str]]] = [
        (pages, "1", {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}),
        (tmp_path / "again", "16", {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"}),
    ]
    for number, (folder, concurrency, environment) in enumerate(runs):
        ended = done(
            "crawl",
            folder,
            "--into",
            tmp_path / f"out{number}",
            "--set",
            f"CONCURRENT_ITEMS={concurrency}",
            **environment,
        )
        assert ended.returncode == Exit.GOOD, ended.stderr
        manifest = read_manifest(tmp_path / f"out{number}" / "latest")
        assert manifest.started.endswith("Z")
    assert lines(tmp_path / "out0" / "latest") == lines(tmp_path / "out1" / "latest")


# --- 18: many ---


def test_18_what_a_run_holds_while_it_reads_does_not_grow_with_what_it_read(tmp_path: Path) -> None:
    with Journal(tmp_path / "a.journal") as journal:
        journal.append(Read(review=review(0)))
        tracemalloc.start()
        for n in range(5_000):
            journal.append(Read(review=review(n)))
        grown, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert grown < 100_000


# --- 20: doors ---


def test_20_a_run_listens_on_nothing(tmp_path: Path, hanging: ThreadingHTTPServer, started: Started) -> None:
    port = hanging.server_address[1]
    url = f"http://127.0.0.1:{port}/sitemap.xml"
    process = started("crawl", url, "--into", tmp_path / "out", "--allow-private", f"127.0.0.1:{port}", *QUICK)
    wait_for(hanging.hung.is_set)  # type: ignore[attr-defined]  # ours
    held: set[str] = set()
    for descriptor in list(Path(f"/proc/{process.pid}/fd").iterdir()):
        with contextlib.suppress(FileNotFoundError):  # it was closed this very moment
            held.add(str(descriptor.readlink()))
    listening = {
        f"socket:[{row.split()[9]}]"
        for name in ("tcp", "tcp6")
        for row in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
        if row.split()[3] == "0A"
    }
    assert any(one.startswith("socket:") for one in held)
    assert not held & listening
