"""A look at a frontier while a round goes on: who works, at which hosts, and how far they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from aggregator.frontier.tables import State, host, page, worker

MOST_HOSTS = 20
"""Hosts that a person is told of, those with most pages to come first."""
_TOLD = tuple(state.value for state in (State.WAITING, State.LEASED, State.DONE, State.FAILED))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSeen:
    """One worker."""

    id: str
    machine: str
    pid: int
    seconds: float
    """Since it began."""
    seen: float
    """Seconds since it was heard of."""
    pages: int
    leases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSeen:
    """One host."""

    name: str
    waiting: int
    leased: int
    done: int
    failed: int
    pause: float
    """Seconds between two requests to it."""
    free_in: float
    """Seconds until it may be asked next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What goes on."""

    run: str
    seconds: float
    """Since the round began."""
    waiting: int
    leased: int
    done: int
    failed: int
    workers: tuple[WorkerSeen, ...]
    hosts: tuple[HostSeen, ...]


def look_at(connection: Connection, round_id: str, run: str, started: float, now: float) -> Look:
    """A round as it is at this moment."""
    states = dict.fromkeys(_TOLD, 0)
    numbers = select(page.c.state, func.count().label("number")).where(page.c.round == round_id).group_by(page.c.state)
    states |= {row.state: row.number for row in connection.execute(numbers) if row.state in states}
    return Look(
        run=run,
        seconds=now - started,
        **states,
        workers=tuple(_workers(connection, round_id, now)),
        hosts=tuple(_hosts(connection, round_id, now)),
    )


def told(look: Look) -> Iterator[str]:
    """The same in sentences."""
    rate = f", {look.done / look.seconds:.1f} pages/s" if look.seconds > 1 else ""
    yield (
        f"Run {look.run} crawls: {look.waiting:,} pages waiting, {look.leased:,} leased, {look.done:,} done, "
        f"{look.failed:,} failed{rate}; {len(look.workers)} worker{'' if len(look.workers) == 1 else 's'}."
    )
    for one in look.workers:
        pace = f", {one.pages / one.seconds:.1f} pages/s" if one.seconds > 1 else ""
        yield (
            f"  worker {one.id} (process {one.pid} on {one.machine}): seen {one.seen:.0f} s ago, "
            f"{one.leases} leased, {one.pages:,} done{pace}"
        )
    for place in look.hosts:
        pause = f"a page every {place.pause:.1f} s" if place.pause else "without pauses"
        free = f"next in {place.free_in:.1f} s" if place.free_in else "free now"
        yield (
            f"  {place.name}: {place.waiting:,} waiting, {place.leased} leased, {place.done:,} done, "
            f"{place.failed:,} failed; {pause}, {free}"
        )


def _workers(connection: Connection, round_id: str, now: float) -> Iterator[WorkerSeen]:
    leases = (
        select(func.count())
        .select_from(page)
        .where(page.c.worker == worker.c.id, page.c.state == State.LEASED)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(worker, leases.label("leases"))
        .where(worker.c.round == round_id, worker.c.ended.is_(None))
        .order_by(worker.c.started)
    )
    for row in rows:
        yield WorkerSeen(
            id=row.id,
            machine=row.machine.partition(" ")[0],
            pid=row.pid,
            seconds=now - row.started,
            seen=max(0.0, now - row.seen),
            pages=row.pages,
            leases=row.leases,
        )


def _hosts(connection: Connection, round_id: str, now: float) -> Iterator[HostSeen]:
    numbers = {state: func.sum(case((page.c.state == state, 1), else_=0)).label(state) for state in _TOLD}
    rows = connection.execute(
        select(host, *numbers.values())
        .join(page, page.c.host == host.c.name)
        .where(page.c.round == round_id)
        .group_by(*host.c)
        .order_by(numbers["waiting"].desc(), host.c.name)
        .limit(MOST_HOSTS)
    )
    for row in rows:
        yield HostSeen(
            name=row.name,
            **{state: int(getattr(row, state)) for state in numbers},
            pause=max(row.delay, row.throttle),
            free_in=max(0.0, row.free_at - now, row.blocked_until - now),
        )
