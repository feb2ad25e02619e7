"""What asking for the next request takes among many hosts: whether it stays the same, or grows with them.

    python -m benchmarks.hosts 5000 20000 50000                                an SQLite file each
    python -m benchmarks.hosts 5000 20000 50000 --frontier postgresql://…/name  an empty database, emptied for each

Hosts with a pause of a second and two pages each, all waiting; a worker leases sixteen pages at a time and acknowledges
them: when every host is free; when nine of ten have nothing left; and when all but the last thousand have nothing left
and were asked long before these, as a crawl leaves them. Then it looks for the host that gets free next. Printed, of
each: milliseconds of the clock (medians), and of processor time, ours and that of PostgreSQL's process for us, which a
busy machine changes less. PostgreSQL is not told what it holds (ANALYZE), nor given the time to look. Politeness is the
same for every number: what grows is looking for a host.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, select, text, update

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
class Spent:
    """Milliseconds that something took."""

    clock: float
    """The median."""
    processor: float
    """The mean: ours, and the server's."""

    def __str__(self) -> str:
        return f"{self.clock:6.1f} ms ({self.processor:5.2f})"


@dataclass(frozen=True, slots=True)
class Asking:
    """What a worker's calls took, by how many hosts there are."""

    hosts: int
    calls: dict[str, Spent]

    def __str__(self) -> str:
        return f"{self.hosts:>7,} hosts: " + "; ".join(f"{name} {spent}" for name, spent in self.calls.items())


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
        processes = _processes(url)
        calls = {}

        def leased(name: str) -> None:
            leases: list[list[Lease]] = []
            calls[f"a lease, {name}"] = _spent(lambda: leases.append(frontier.lease("one", AT_ONCE)), processes)
            assert all(len(some) == AT_ONCE for some in leases), "at least 5,000 hosts are needed to lease so often"
            calls["acknowledged"] = _spent(
                lambda: frontier.done("one", [_done(lease) for lease in leases.pop()]), processes
            )

        leased("all waiting")
        _finish(url, [f"site-{host}.example" for host in range(hosts) if host % 10 == 7])
        leased("nine of ten done")
        _finish(url, [f"site-{host}.example" for host in range(hosts - LAST, hosts)])
        leased(f"all but {LAST:,} done")
        calls["a look for the next"] = _spent(frontier.next_free, processes)
    return Asking(hosts, calls)


def _spent(call: Callable[[], object], processes: Sequence[Path]) -> Spent:
    """What a call takes, over some rounds."""
    clock = []
    before = time.process_time() + _server_seconds(processes)
    for _ in range(ROUNDS):
        started = time.perf_counter()
        call()
        clock.append(time.perf_counter() - started)
    used = time.process_time() + _server_seconds(processes) - before
    return Spent(1000 * statistics.median(clock), 1000 * used / ROUNDS)


def _processes(url: str) -> list[Path]:
    """What Linux tells of the server's processes for this store, when it runs on this machine."""
    if not url.startswith("postgresql"):
        return []
    engine = create_engine(url)
    with engine.connect() as connection:
        others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        pids = connection.scalars(text(others)).all()
    engine.dispose()
    return [path for pid in pids if (path := Path(f"/proc/{pid}/schedstat")).exists()]


def _server_seconds(processes: Sequence[Path]) -> float:
    return sum(int(path.read_text(encoding="ascii").split()[0]) for path in processes) / 1e9


def _done(lease: Lease) -> Done:
    return Done(lease=lease, visit=Visit(outcome=Outcome.NO_REVIEW))


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
