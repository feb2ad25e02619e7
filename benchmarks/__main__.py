"""Every speed in one table, and in benchmarks/results.json with the machine on which it was measured.

    python -m benchmarks                         everything: most of an hour
    python -m benchmarks --only reading saved    some of it; the others stay as they stand in the file
    python -m benchmarks --small --into FILE     at small size, to see that it runs: its figures say nothing

Ratios are of processor time, since other work on the machine changes that less than the clock.
"""

import argparse
import math
import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec

from benchmarks import crawling, publishing, reading, release, report, resolution_scale, saved
from benchmarks.measuring import Cost, run_function

RESULTS = Path(__file__).with_name("results.json")
LIBRARIES = ("scrapy", "twisted", "lxml", "parsel", "msgspec", "rapidfuzz", "numpy", "duckdb")


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """Where and when figures were measured."""

    date: str
    processor: str
    cores: int
    memory_gib: float
    load: float
    """How many processes wanted a core when it began, over the last minute."""
    python: str
    libraries: dict[str, str]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    """What it should come to,"""
    at_least: float | None = None
    """or stay above."""
    cpu_seconds: float | None = None
    peak_mib: float | None = None

    def __str__(self) -> str:
        bounds = {"at most": self.at_most, "at least": self.at_least}
        target = ", ".join(f"{which} {bound:g}" for which, bound in bounds.items() if bound is not None)
        cpu = f"{self.cpu_seconds:10,.1f} s" if self.cpu_seconds is not None else ""
        peak = f"{self.peak_mib:8,.0f} MiB" if self.peak_mib is not None else ""
        return f"{self.name:44} {self.value:10,.2f} {self.unit:13} {target:14} {cpu:>12} {peak:>12}".rstrip()


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What one part gave, and on which machine."""

    machine: Machine
    figures: list[Figure]


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How much is measured."""

    bodies: int | None
    pages: int
    rounds: int
    resolved: tuple[int, ...]
    published: tuple[int, ...]
    anime: int


FULL = Size(
    bodies=None, pages=2000, rounds=1, resolved=(100_000, 1_000_000), published=(100_000, 1_000_000), anime=20_000
)
SMALL = Size(bodies=8, pages=20, rounds=1, resolved=(1_000,), published=(500,), anime=300)


def main() -> int:
    """Prints the table and writes the file; 1 when a figure is no number above nought."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="at small size, to see that it runs")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--into", type=Path, default=RESULTS, help="the file to write")
    asked = parser.parse_args()
    if asked.small and asked.into == RESULTS:
        parser.error("--small measures nothing worth keeping: name another file with --into")
    results = msgspec.json.decode(asked.into.read_bytes(), type=dict[str, Measured]) if asked.into.exists() else {}
    wrong = []
    for part in asked.only:
        machine = this_machine()
        figures = []
        for figure in PARTS[part](SMALL if asked.small else FULL):
            print(figure, flush=True)
            figures.append(figure)
            if not (math.isfinite(figure.value) and figure.value > 0):
                wrong.append(f"{figure.name} is {figure.value}.")
            results[part] = Measured(machine=machine, figures=figures)
            asked.into.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")
    print(*wrong, sep="\n", file=sys.stderr)
    return int(bool(wrong))


def this_machine() -> Machine:
    """This machine, now."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return Machine(
        date=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        processor=next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), "unknown"),
        cores=len(os.sched_getaffinity(0)),
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        load=round(os.getloadavg()[0], 2),
        python=platform.python_version(),
        libraries={name: version(name) for name in LIBRARIES},
    )


def _reading(size: Size) -> Iterator[Figure]:
    for name, layouts in reading.READERS.items():
        found, cost = run_function(reading.ratios, reading.pages()[: size.bodies], layouts=layouts)
        yield _figure(f"reading, {name}", statistics.median(found), "bare parses", cost, at_most=2.5)


def _crawling(size: Size) -> Iterator[Figure]:
    found = crawling.measure(size.pages, size.rounds)
    for name, crawls in {
        "Scrapy with an empty callback": found.stock,
        "scrapy bench": found.bench,
        **found.ours,
    }.items():
        best = crawling.best(crawls)
        yield _figure(f"crawling, {name}", best.pages_a_second, "pages/s", best.cost)
    for name in found.ours:
        yield Figure(name=f"crawling, {name} to stock", value=found.ratio(name), unit="of stock", at_least=0.5)
    yield Figure(name="crawling, ours to stock, with start and end", value=found.whole_ratio(), unit="of stock")
    yield Figure(name="crawling, ours to stock, processor", value=found.cpu_ratio(), unit="of stock")


def _saved(size: Size) -> Iterator[Figure]:
    found = saved.measure(size.pages, size.rounds)
    last = found[-1]
    yield _figure("saved pages, the crawl", _median(one.ratio for one in found), "readings", last.crawl, at_most=1.3)
    command = _median(one.command_ratio for one in found)
    yield _figure("saved pages, the whole command", command, "readings", last.command)
    files = _median(one.pages / one.command.cpu_seconds for one in found)
    yield Figure(name="saved pages, the whole command", value=files, unit="files/cpu s")


def _resolving(size: Size) -> Iterator[Figure]:
    for reviews in size.resolved:
        found = resolution_scale.measure(reviews)
        name = f"resolving {reviews:,} reviews"
        yield _figure(name, found.floors, "JSON floors", found.resolving, at_most=25)
        yield Figure(name=f"{name}, memory", value=found.resolving.peak_mib / 2**10, unit="GiB", at_most=4)
        yield Figure(name=f"{name}, pairwise F1", value=found.f1, unit="")


def _publishing(size: Size) -> Iterator[Figure]:
    for reviews in size.published:
        cost = publishing.measure(reviews)
        name = f"publishing {reviews:,} reviews"
        yield _figure(name, cost.seconds, "s", cost)
        yield Figure(name=f"{name}, memory", value=cost.peak_mib / 2**10, unit="GiB", at_most=4)


def _release(size: Size) -> Iterator[Figure]:
    found = release.measure(size.anime)
    name = f"release of {size.anime:,} anime"
    yield _figure(f"{name}, everything new", found.first.seconds, "s", found.first)
    yield _figure(f"{name}, a hundredth changed", found.second.seconds, "s", found.second)
    yield _figure(f"{name}, verified", found.verified.seconds, "s", found.verified)


def _report(size: Size) -> Iterator[Figure]:
    cost = report.measure(size.anime).cost
    yield _figure(f"report of {size.anime:,} anime", cost.seconds, "s", cost)


def _figure(name: str, value: float, unit: str, cost: Cost, *, at_most: float | None = None) -> Figure:
    cpu_seconds, peak_mib = round(cost.cpu_seconds, 2), round(cost.peak_mib, 1)
    return Figure(name=name, value=value, unit=unit, at_most=at_most, cpu_seconds=cpu_seconds, peak_mib=peak_mib)


def _median(values: Iterator[float]) -> float:
    return statistics.median(values)


PARTS: dict[str, Callable[[Size], Iterator[Figure]]] = {
    "reading": _reading,
    "crawling": _crawling,
    "saved": _saved,
    "resolving": _resolving,
    "publishing": _publishing,
    "release": _release,
    "report": _report,
}


if __name__ == "__main__":
    sys.exit(main())
