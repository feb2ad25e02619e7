"""Kills a crawl at random moments and looks at what is lost.

    python benchmarks/kill.py [--moments 50] [--pages 300] [--seed 1] [--reading]

Into a folder with a good release, crawls begin and are killed (SIGKILL) at moments spread over the whole length of a
crawl, start and publication included. After each kill: is the last release the same, byte for byte? After every tenth,
and at the end, a crawl is left alone: is its release the same as that of a crawl that was never killed?

With --reading the moments are spread over the reading alone, by how much stands in the journal; the pages are large.
Every line of the journal is looked at after the kill: whole, torn (at most the last one), or damaged. And no run is
left alone but the last: it takes over what was read by all the others.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from aggregator.journal import Damage, Read, read_journal
from aggregator.manifest import read_manifest

PROJECT = Path(__file__).parents[1]
PAGE = """<!doctype html><html><head><title>{0}</title><link rel="canonical" href="https://site.example/{1}">
<script type="application/ld+json">{{"@type": "TVSeries", "name": "{0}", "description": "A story of the {0}.",
"aggregateRating": {{"ratingValue": {2}, "bestRating": 10, "ratingCount": 3}}}}</script></head>
<body><h1>{0}</h1>{3}</body></html>"""
PROSE = "<p>The moon rises over the harbour, and nobody there remembers who asked for it to rise.</p>"
LINES = ("anime.jsonl", "reviews.jsonl", "issues.jsonl")


def main() -> int:
    """Prints what was lost; 1 when anything was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reading", action="store_true")
    asked = parser.parse_args()
    look = measure_reading if asked.reading else measure
    with tempfile.TemporaryDirectory() as scratch:
        return look(Path(scratch), asked.moments, asked.pages, random.Random(asked.seed))


def measure_reading(scratch: Path, moments: int, pages: int, chance: random.Random) -> int:
    write_pages(scratch / "few", pages // 2)
    write_pages(scratch / "pages", pages, PROSE * 300)
    crawl(scratch / "pages", scratch / "whole").wait()
    whole = contents(scratch / "whole" / "latest", LINES)
    length = (scratch / "whole" / "latest" / "reviews.jsonl").stat().st_size
    out = scratch / "out"
    crawl(scratch / "few", out).wait()
    good = (out / "latest").resolve()
    before = contents(good)
    lost: Counter[str] = Counter()
    read: list[int] = []
    for number in range(moments):
        moment = int(length * (number + chance.random()) / moments)
        process = crawl(scratch / "pages", out)
        while process.poll() is None and journalled(out) < moment:
            time.sleep(0.001)
        process.kill()
        lost["kills that came too late"] += process.wait() == 0
        lost["releases changed"] += (out / "latest").resolve() != good or contents(good) != before
        journals = list(out.glob("runs/.2*/journal/saved.journal"))
        entries = [entry for journal in journals for entry in read_journal(journal)]
        read.append(sum(isinstance(entry, Read) for entry in entries))
        lost["lines damaged in the middle"] += sum(isinstance(one, Damage) and not one.is_tail for one in entries)
        lost["lines torn at the end, beyond one"] += max(0, sum(isinstance(one, Damage) for one in entries) - 1)
    torn = sum(1 for number in read if number == 0)
    ended = crawl(scratch / "pages", out).wait()
    manifest = read_manifest(out / "latest")
    known = sum(end.counts.get("known", 0) for end in manifest.crawls)
    lost["runs left alone that failed"] += ended != 0
    lost["lines of the release that differ"] += contents(out / "latest", LINES) != whole
    lost["readings of killed runs that were read again"] += max(0, max(read) - known)
    lost["folders without a manifest"] += len(list((out / "runs").glob(".*")))
    print(
        f"{moments} kills while {pages} pages were read, after {min(read)} to {max(read)} of them ({torn} before one)"
    )
    print(f"  {known} readings were taken over by the run that was left alone")
    for name, count in lost.items():
        print(f"  {count} {name}")
    return int(any(lost.values()))


def journalled(out: Path) -> int:
    """Bytes in the journal of a run that goes on."""
    try:
        return sum(path.stat().st_size for path in out.glob("runs/.2*/journal/*.journal"))
    except FileNotFoundError:
        return 0


def measure(scratch: Path, moments: int, pages: int, chance: random.Random) -> int:
    write_pages(scratch / "few", pages // 2)
    write_pages(scratch / "pages", pages)
    begun = time.monotonic()
    crawl(scratch / "pages", scratch / "whole").wait()
    length = time.monotonic() - begun
    whole = contents(scratch / "whole" / "latest", LINES)
    out = scratch / "out"
    crawl(scratch / "few", out).wait()
    lost: Counter[str] = Counter()
    stages: Counter[str] = Counter()
    for number in range(1, moments + 1):
        good = (out / "latest").resolve()
        before = contents(good)
        process = crawl(scratch / "pages", out)
        try:
            process.wait(chance.uniform(0.1, length * 1.1))
            stages["ended before the kill"] += 1
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            stages[stage(out, good)] += 1
        lost["releases changed"] += contents(good) != before
        latest = (out / "latest").resolve()
        lost["latest is neither old nor whole"] += latest != good and contents(latest, LINES) != whole
        if number % 10 == 0 or number == moments:
            ended = crawl(scratch / "pages", out).wait()
            lost["runs left alone that failed"] += ended != 0
            lost["runs left alone that differ"] += contents(out / "latest", LINES) != whole
            lost["folders without a manifest"] += len(list((out / "runs").glob(".*")))
    print(f"{moments} kills over a crawl of {pages} pages that takes {length:.1f} s")
    for name, count in sorted(stages.items()):
        print(f"  killed {count:3} times: {name}" if "ended" not in name else f"  {count:10} {name}")
    for name, count in lost.items():
        print(f"  {count} {name}")
    return int(any(lost.values()))


def stage(out: Path, good: Path) -> str:
    """How far a run had come when it was killed."""
    if (out / "latest").resolve() != good:
        return "after it was published"
    hidden = list((out / "runs").glob(".2*"))
    if not hidden:
        return "before it began"
    newest = max(hidden, key=lambda path: path.stat().st_mtime)
    if (newest / "reviews.jsonl").exists() or (newest / "anime.jsonl").exists():
        return "while it published"
    read = sum(path.stat().st_size for path in newest.glob("journal/*.journal"))
    return "while it read" if read > 1000 else "before its first page"


def write_pages(folder: Path, number: int, prose: str = "") -> None:
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:05}.html").write_text(PAGE.format(f"Moon {n:x} Tale", n, 5 + n % 5, prose), encoding="utf-8")


def crawl(pages: Path, out: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "aggregator", "crawl", str(pages), "--into", str(out)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def contents(folder: Path, names: tuple[str, ...] = ()) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and (not names or path.name in names)
    }


if __name__ == "__main__":
    sys.exit(main())
