"""Kills crawls of a site, or one of their workers, while they read, and looks at what is lost.

    python -m benchmarks.kill_live [--moments 50] [--pages 200] [--seed 1] [--workers 2] [--pause 0.1]
    python -m benchmarks.kill_live --workers 3 --frontier postgresql://…/name     an empty database

A site on this machine is crawled by one process or several, into a folder with a good release of half of it. When so
many pages, by chance, stand in the journals, the crawl is killed (SIGKILL), or one of its workers, after which it ends
by itself. After each kill: is the last release the same, byte for byte, or a new and whole one? After every fifth kill,
and at the end, a crawl is left alone: is its release the same as that of a crawl that was never killed? And over all of
it, as the site saw it: was the pause between two requests kept, by all workers and from one crawl to the next?
"""

import argparse
import math
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.crawling import site
from benchmarks.kill import contents
from benchmarks.measuring import PROJECT, children_of

LINES = ("anime.jsonl", "reviews.jsonl")
QUICK = {"AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 8}
LATE = 0.5
"""Seconds by which the site may hear later of a request than it was sent: then the next one seems near."""


@dataclass(frozen=True, slots=True)
class Crawl:
    """A crawl of the site."""

    root: str
    workers: int
    most_pages: int
    pause: float = 0.0
    """Seconds between two requests."""
    frontier: str = ""
    """The URL of its store; without it, a file in the folder."""

    def start(self, out: Path) -> "subprocess.Popen[bytes]":
        """Begins it."""
        settings = {**QUICK, "AGGREGATOR_MAX_PAGES": self.most_pages, "DOWNLOAD_DELAY": self.pause}
        options = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
        command = [sys.executable, "-m", "aggregator", "crawl", f"{self.root}/", "--into", str(out)]
        command += ["--allow-private", "127.0.0.1", "--workers", str(self.workers), *options]
        command += ["--frontier", self.frontier] if self.frontier else []
        return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> int:
    """Prints what was lost; 1 when anything was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--pause", type=float, default=0.1, help="Seconds between two requests.")
    parser.add_argument("--frontier", metavar="URL", default="", help="An empty database; without it, an SQLite file.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, site(asked.pages, Path(folder) / "asked") as root:
        crawl = Crawl(root, asked.workers, 10 * asked.pages, asked.pause, asked.frontier)
        return measure(Path(folder), crawl, asked.moments, asked.pages, random.Random(asked.seed))


def measure(scratch: Path, crawl: Crawl, moments: int, pages: int, chance: random.Random) -> int:
    """Kills so many crawls, and prints what became of the releases."""
    out = scratch / "out"
    replace(crawl, pause=0.0, frontier="").start(scratch / "whole").wait()
    whole = contents(scratch / "whole" / "latest", LINES)
    (scratch / "asked").write_bytes(b"")
    replace(crawl, workers=1, most_pages=pages // 2).start(out).wait()
    lost: Counter[str] = Counter()
    kills: Counter[str] = Counter()
    for number in range(1, moments + 1):
        good = (out / "latest").resolve()
        before = contents(good)
        process = crawl.start(out)
        while process.poll() is None and read_by(out) < pages * (number + chance.random() - 1) / moments:
            time.sleep(0.005)
        kills[kill(process, chance)] += 1
        latest = (out / "latest").resolve()
        lost["releases changed"] += contents(good) != before
        lost["latest is neither old nor whole"] += latest != good and contents(latest, LINES) != whole
        if number % 5 == 0 or number == moments:
            lost["runs left alone that failed"] += crawl.start(out).wait() != 0
            lost["runs left alone that differ"] += contents(out / "latest", LINES) != whole
            lost["folders without a manifest"] += len(list((out / "runs").glob(".2*")))
    moved = moments_of(scratch / "asked")
    ahead = most_ahead(moved, crawl.pause)
    lost["pauses that were broken"] += ahead > LATE
    print(
        f"{moments} kills over a crawl of {pages} pages, workers: {crawl.workers}, "
        f"frontier: {crawl.frontier.partition(':')[0] or 'sqlite'}"
    )
    print(f"  {len(moved)} requests with {crawl.pause} s between two, at most {ahead:.3f} s sooner than that, in all")
    for name, count in sorted(kills.items()):
        print(f"  {count:4} times {name}")
    for name, count in lost.items():
        print(f"  {count} {name}")
    return int(any(lost.values()))


def kill(process: "subprocess.Popen[bytes]", chance: random.Random) -> str:
    """Kills the crawl, or one of its workers, after which it ends by itself."""
    if process.poll() is not None:
        return "the crawl ended before the kill"
    victim = chance.choice([process.pid, *workers_of(process.pid)])
    os.kill(victim, signal.SIGKILL)
    process.wait()
    return "the crawl was killed" if victim == process.pid else "a worker was killed, and the crawl went on"


def read_by(out: Path) -> int:
    """Pages in the journals of the run that goes on."""
    try:
        return sum(path.read_bytes().count(b"\nread ") for path in out.glob("runs/.2*/journal/*.journal"))
    except FileNotFoundError:  # it was published this very moment
        return 0


def moments_of(log: Path) -> list[float]:
    """When the site was asked, but for robots.txt, which every process asks for."""
    lines = (line.split(" ", 1) for line in log.read_text(encoding="utf-8").splitlines())
    return [float(moment) for moment, path in lines if path != "/robots.txt"]


def most_ahead(moments: Sequence[float], pause: float) -> float:
    """By how many seconds, at most, any run of requests took less than the pauses between them.

    >>> round(most_ahead([0.0, 1.0, 1.75, 3.0], pause=1.0), 2)
    0.25
    """
    ahead, least = 0.0, math.inf
    for number, moment in enumerate(sorted(moments)):
        early = number * pause - moment
        least = min(least, early)
        ahead = max(ahead, early - least)
    return ahead


def workers_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    return children_of(pid)


if __name__ == "__main__":
    sys.exit(main())
