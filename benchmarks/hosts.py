"""What asking for the next request takes among many hosts: whether it stays the same, or grows with them.

    python -m benchmarks.hosts 5000 20000 50000                                an SQLite file each
    python -m benchmarks.hosts 5000 20000 50000 --frontier postgresql://…/name  an empty database, emptied for each

Hosts with a pause of a second and two pages each, all waiting; a worker leases sixteen pages at a time and acknowledges
them. Printed: milliseconds of the clock a lease and an acknowledgement (medians), when every host is free, and when
most hosts have nothing left. Politeness is the same for every number: what grows is looking for a host.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text, update

from aggregator.frontier import Done, Frontier, Lease, Outcome, Plan, Visit, Wanted
from aggregator.frontier.tables import metadata, page

AT_ONCE = 16
"""Pages that a worker leases in one go, as Scrapy asks as many at once."""
PAGES_OF_A_HOST = 2
ROUNDS = 20
"""Leases that are measured."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Milliseconds, medians, by how many hosts there are."""

    hosts: int
    lease: float
    done: float
    lease_late: float
    """When nine hosts of ten have nothing left."""

    def __str__(self) -> str:
        return (
            f"{self.hosts:>9,} hosts: {self.lease:8.1f} ms a lease of {AT_ONCE} pages, {self.done:8.1f} ms to finish"
            f" them; {self.lease_late:8.1f} ms a lease when nine hosts of ten are done"
        )


def main() -> None:
    """Prints a line for each number of hosts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hosts", type=int, nargs="+")
    parser.add_argument("--frontier", metavar="URL", help="A database that may be emptied; without it, an SQLite file.")
    given = parser.parse_args()
    for hosts in given.hosts:
        with tempfile.TemporaryDirectory() as folder:
            if given.frontier:
                _empty(given.frontier)
            print(measure(given.frontier or str(Path(folder) / "frontier.sqlite"), hosts), flush=True)


def measure(url: str, hosts: int) -> Asking:
    """One number of hosts, in an empty store."""
    with Frontier.open(url) as frontier:
        frontier.begin(Plan(run="run", sources=("https://a.example/",), program="1", pause=1.0, most_pages=10))
        frontier.enter("one")
        wanted = [
            Wanted(url=f"https://site-{host}.example/{number}", source="a", how="{}")
            for number in range(PAGES_OF_A_HOST)
            for host in range(hosts)
        ]
        for at in range(0, len(wanted), 1000):
            frontier.add(wanted[at : at + 1000])
        _analyze(url)
        early = [_asked(frontier) for _ in range(ROUNDS)]
        _finish_most(url)
        late = [_asked(frontier) for _ in range(ROUNDS)]
    return Asking(
        hosts,
        lease=1000 * statistics.median(lease for lease, _ in early),
        done=1000 * statistics.median(done for _, done in early),
        lease_late=1000 * statistics.median(lease for lease, _ in late),
    )


def _asked(frontier: Frontier) -> tuple[float, float]:
    """Seconds to lease some pages, and to acknowledge them."""
    started = time.perf_counter()
    leases = frontier.lease("one", AT_ONCE)
    leased = time.perf_counter()
    frontier.done("one", [_done(lease) for lease in leases])
    return leased - started, time.perf_counter() - leased


def _done(lease: Lease) -> Done:
    return Done(lease=lease, visit=Visit(outcome=Outcome.NO_REVIEW))


def _finish_most(url: str) -> None:
    """Nine hosts of ten have nothing left, as if they had been crawled."""
    engine = create_engine(url if "://" in url else f"sqlite:///{url}")
    with engine.begin() as connection:
        connection.execute(update(page).where(~page.c.host.like("site-%7.example")).values(state="done"))
    engine.dispose()


def _analyze(url: str) -> None:
    """Tells PostgreSQL what it holds, as autovacuum does within a minute or so."""
    if url.startswith("postgresql"):
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        engine.dispose()


def _empty(url: str) -> None:
    engine = create_engine(url)
    metadata.drop_all(engine)
    engine.dispose()


if __name__ == "__main__":
    main()
