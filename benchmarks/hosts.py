"""What asking for the next request takes among many hosts: whether it stays the same, or grows with them.

    python -m benchmarks.hosts 5000 20000 50000                                an SQLite file each
    python -m benchmarks.hosts 5000 20000 50000 --frontier postgresql://…/name  an empty database, emptied for each

Hosts with a pause of a second and two pages each, all waiting; a worker leases sixteen pages at a time and acknowledges
them. Printed: milliseconds of the clock a lease and an acknowledgement (medians), when every host is free, when nine
of ten have nothing left, and when all but the last thousand have nothing left and were asked long before these, as a
crawl leaves them; and of a look for the host that gets free next. PostgreSQL is not told what it holds (ANALYZE).
Politeness is the same for every number: what grows is looking for a host.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, select, update

from aggregator.frontier import Done, Frontier, Lease, Outcome, Plan, Visit, Wanted
from aggregator.frontier.tables import State, host, metadata, page

AT_ONCE = 16
"""Pages that a worker leases in one go, as Scrapy asks as many at once."""
PAGES_OF_A_HOST = 2
LAST = 1000
"""Hosts that are left at last."""
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
    lease_last: float
    """When all but the last thousand have nothing left."""
    next_free: float
    """To find the next host, then."""

    def __str__(self) -> str:
        return (
            f"{self.hosts:>9,} hosts: {self.lease:8.1f} ms a lease of {AT_ONCE} pages, {self.done:8.1f} ms to finish"
            f" them; {self.lease_late:8.1f} ms a lease when nine hosts of ten are done, {self.lease_last:8.1f} when all"
            f" but {LAST:,} are, and {self.next_free:8.1f} to find the next host"
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
            Wanted(url=f"https://site-{site}.example/{number}", source="a", how="{}")
            for number in range(PAGES_OF_A_HOST)
            for site in range(hosts)
        ]
        for at in range(0, len(wanted), 1000):
            frontier.add(wanted[at : at + 1000])
        early = [_asked(frontier) for _ in range(ROUNDS)]
        _finish(url, [f"site-{host}.example" for host in range(hosts) if host % 10 == 7])
        late = [_asked(frontier) for _ in range(ROUNDS)]
        _finish(url, [f"site-{host}.example" for host in range(hosts - LAST, hosts)])
        last = [_asked(frontier) for _ in range(ROUNDS)]
        looks = [_looked(frontier) for _ in range(ROUNDS)]
    return Asking(
        hosts,
        lease=1000 * statistics.median(lease for lease, _ in early),
        done=1000 * statistics.median(done for _, done in early),
        lease_late=1000 * statistics.median(lease for lease, _ in late),
        lease_last=1000 * statistics.median(lease for lease, _ in last),
        next_free=1000 * statistics.median(looks),
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


def _looked(frontier: Frontier) -> float:
    """Seconds to find out when the next host may be asked."""
    started = time.perf_counter()
    frontier.next_free()
    return time.perf_counter() - started


def _finish(url: str, left: Sequence[str]) -> None:
    """All hosts but these have nothing left, as if they had been crawled, some time before these were asked last."""
    engine = create_engine(url if "://" in url else f"sqlite:///{url}")
    with engine.begin() as connection:
        connection.execute(update(page).values(state=State.WAITING))
        connection.execute(update(host).values(is_open=True, free_at=time.time() - 1))
        for at in range(0, len(left), 1000):
            connection.execute(update(host).where(host.c.name.in_(left[at : at + 1000])).values(asked_at=1.0))
        done = select(host.c.name).where(host.c.asked_at != 1.0)
        connection.execute(update(page).where(page.c.host.in_(done)).values(state=State.DONE))
        connection.execute(update(host).where(host.c.asked_at != 1.0).values(is_open=False, free_at=1.0))
        connection.execute(update(host).values(asked_at=0.0))
    engine.dispose()


def _empty(url: str) -> None:
    engine = create_engine(url)
    metadata.drop_all(engine)
    engine.dispose()


if __name__ == "__main__":
    main()
