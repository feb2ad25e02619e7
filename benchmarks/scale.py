"""What a page, a review and an anime cost, and what a million sites of a thousand pages would.

    python -m benchmarks.scale                                   at 10,000 and 100,000 reviews, 10,000 anime
    python -m benchmarks.scale --reviews 1000 5000 --anime 500   smaller

Processor seconds and bytes are measured; the totals are these times a thousand million pages, and no more than that:
what does not grow in proportion is said in docs/scale.md.
"""

import argparse
import gzip
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aggregator.dataset.tables import REVIEWS
from aggregator.frontier import Done, Frontier, Outcome, Plan, Visit, Wanted
from aggregator.journal import Journal, Read
from aggregator.model import Review
from aggregator.read_many import Job, plan, read_part
from benchmarks import reading, release, resolution_scale
from benchmarks.made_reviews import made_reviews
from benchmarks.measuring import measured

SITES, PAGES_OF_A_SITE = 10**6, 10**3
PAUSE = 1.0
"""Seconds between two requests to a host, as the settings begin with."""
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Unit:
    """What one of something costs."""

    what: str
    cpu_ms: float
    bytes: float
    """That are kept, or sent."""
    note: str = ""

    def __str__(self) -> str:
        total = SITES * PAGES_OF_A_SITE
        return (
            f"{self.what:34} {self.cpu_ms:9.3f} ms {self.bytes:11,.0f} B   a thousand million:"
            f" {self.cpu_ms * total / 1000 / DAY:9,.1f} core-days {self.bytes * total / 1e12:8,.2f} TB  {self.note}"
        )


def main() -> None:
    """Prints a line for each step."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--reviews", type=int, nargs="+", default=[10_000, 100_000])
    args.add_argument("--anime", type=int, default=10_000)
    given = args.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for unit in (*pages(Path(folder)), *stores(Path(folder), min(given.reviews))):
            print(unit, flush=True)
    for size in given.reviews:
        print(resolving(size), flush=True)
    print(publishing(given.anime), flush=True)
    total = SITES * PAGES_OF_A_SITE
    for hosts in (1_000, 10_000, 100_000):
        print(f"{hosts:>9,} hosts at once, a page a {PAUSE:g} s each: {total * PAUSE / hosts / DAY:8,.1f} days")


def pages(folder: Path) -> Iterator[Unit]:
    """What a page is on the wire, and what reading it costs, alone and into parts."""
    bodies = reading.pages()
    packed = sum(len(gzip.compress(body, 6, mtime=0)) for body in bodies)
    plain = sum(map(len, bodies)) / len(bodies)
    yield Unit("page on the wire, gzip", 0.0, packed / len(bodies), f"{plain:,.0f} B plain")
    source = folder / "pages"
    source.mkdir()
    for number, body in enumerate(bodies):
        (source / f"{number:06}.html").write_bytes(body)
    job = Job(into=str(folder / "parts"))
    parts = list(plan([str(source)]))
    read_part(parts[0], job, {}, _unwatched)  # what is loaded once is not a page's
    receipts, cost = measured(lambda: [read_part(part, job, {}, _unwatched) for part in parts])
    read = sum(receipt.counts["pages"] for receipt in receipts)
    written = sum(file.bytes for receipt in receipts for file in receipt.files)
    note = f"{read} pages of the corpus or the fixtures"
    yield Unit("reading a page into a part", cost.cpu_seconds * 1000 / read, written / read, note)


def _unwatched(number: int, stage: int) -> None:
    """Nobody looks."""


def stores(folder: Path, count: int) -> Iterator[Unit]:
    """What the journal and the frontier take for a page."""
    some = [review for _, review in made_reviews(count)]
    with Journal(folder / "a.journal") as journal:
        _, cost = measured(_append, journal, some)
    size = (folder / "a.journal").stat().st_size
    yield Unit("journal, an entry a page", cost.cpu_seconds * 1000 / count, size / count)
    with Frontier.open(str(folder / "frontier.sqlite")) as frontier:
        frontier.begin(Plan(run="run", sources=("https://a.example/",), program="1", most_pages=count))
        frontier.enter("one")
        _, cost = measured(_fetched, frontier, some)
    size = sum(path.stat().st_size for path in folder.glob("frontier.sqlite*"))
    yield Unit("frontier in SQLite, a page", cost.cpu_seconds * 1000 / count, size / count, "put in, leased, done")


def _append(journal: Journal, some: list[Review]) -> None:
    for review in some:
        journal.append(Read(review=review))


def _fetched(frontier: Frontier, some: list[Review]) -> None:
    """Puts pages of many hosts in, and has one worker fetch them, as fast as the store goes."""
    wanted = [Wanted(url=f"https://{n % 997}.example/{n}", source="a", how="{}") for n in range(len(some))]
    for at in range(0, len(wanted), 1000):
        frontier.add(wanted[at : at + 1000])
    reviews = iter(some)
    while leases := frontier.lease("one", 50):
        done = []
        for lease, review in zip(leases, reviews, strict=False):
            visit = Visit(outcome=Outcome.READ, reading=Read(review=review), fingerprint=review.title)
            done.append(Done(lease=lease, visit=visit))
        frontier.done("one", done)


def resolving(size: int) -> Unit:
    """What resolving a review costs among so many."""
    found = resolution_scale.measure(size)
    note = f"peak {found.resolving.peak_mib:,.0f} MiB, {found.anime:,} anime"
    each = found.mib * 2**20 / size
    return Unit(f"resolving, among {size:,} reviews", found.resolving.cpu_seconds * 1000 / size, each, note)


def publishing(anime: int) -> Unit:
    """What the release costs, a page."""
    found = release.measure(anime)
    written = sum(file.bytes for file in found.files)
    each = next(file.rows or 0 for file in found.files if file.name == REVIEWS.name)
    note = f"{anime:,} anime, peak {found.first.peak_mib:,.0f} MiB"
    return Unit("release, a review", found.first.cpu_seconds * 1000 / each, written / each, note)


if __name__ == "__main__":
    main()
