"""Leasing: pages that may be asked for now go to one worker, until a moment; what it does not finish falls to others.

Functions of a connection are pieces of work, which the store runs, each in one transaction. The statements are built
once: that is what they cost most.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal,
    select,
    true,
    update,
)

from aggregator.frontier.hosts import HAS_WAITING, close_done, lock, take_turns, with_slack
from aggregator.frontier.packing import pack
from aggregator.frontier.plan import Round
from aggregator.frontier.revisits import memory_of
from aggregator.frontier.tables import State, host, page, worker
from aggregator.frontier.visits import Memory, Outcome
from aggregator.model import Issue, IssueCode

SOLO = 32
"""Leases of one host at once, for a worker that is alone: then the limits of that worker are those of the host."""
MOST_ATTEMPTS = 5
"""Leases of a page that were not finished, after which it is left alone: it may be what its workers died of."""
_UNREAD = ("reading", "issues")
"""Columns that nobody needs who only asks for a page: they are the long ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A page that one worker may ask for."""

    key: str
    source: str
    url: str
    host: str
    how: str
    priority: int
    attempts: int
    send_by: float
    """Until when, by the store's clock, it may be asked for without another turn."""
    pause: float
    """The pause between two requests under which it was leased."""
    memory: Memory


@dataclass(frozen=True, slots=True)
class _Free:
    """A host that may be asked now."""

    name: str
    most: int
    """Pages that may be leased of it."""
    pause: float
    """Seconds between two requests to it."""


def lease_pages(
    connection: Connection, round_: Round, worker_id: str, most: int, *, now: float, seconds: float
) -> list[Lease]:
    """Pages that a worker may ask for now: of a host with a pause one, and only when the pause is over.

    They are its own for so many seconds; who was not heard of for twice as long has no share of a host any more.
    """
    alive = int(connection.scalar(_LIVE_WORKERS, {"round": round_.id, "since": now - 2 * seconds}) or 0)
    free = _free_hosts(connection, now, most, worker_id, max(alive, 1))
    leases: list[Lease] = []
    turns: list[tuple[str, str | None, float]] = []
    for one in free:
        number = min(one.most, most - len(leases))
        rows = connection.execute(_WAITING_PAGES, {"host_name": one.name, "number": number}).all()
        if rows and (one.pause or len(free) > 1):
            turns.append((one.name, rows[0].key, one.pause))
        leases += [_lease(row, now, one.pause) for row in rows]
        if len(leases) >= most:
            break
    take_turns(connection, turns, now)
    if leases:
        keys = [lease.key for lease in leases]
        connection.execute(_TAKE_PAGES, {"keys": keys, "by": worker_id, "until": now + seconds})
    return leases


def renew_leases(connection: Connection, worker_id: str, keys: Collection[str], until: float) -> None:
    """A worker goes on holding pages."""
    connection.execute(
        update(page)
        .where(page.c.key.in_(keys), page.c.worker == worker_id, page.c.state == State.LEASED)
        .values(leased_until=until)
    )


def fall(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Lets leased pages wait again, for whoever comes; but not those that too many workers had."""
    those = and_(page.c.state == State.LEASED, *which)
    killers = connection.execute(
        select(page.c.key, page.c.url, page.c.host).where(those, page.c.attempts >= MOST_ATTEMPTS)
    ).all()
    names = {row.host for row in killers}
    lock(connection, names)
    for row in killers:
        connection.execute(
            update(page)
            .where(page.c.key == row.key, those)
            .values(state=State.FAILED, outcome=Outcome.FAILED, issues=pack((_given_up(row.url),)))
        )
    connection.execute(update(page).where(those).values(state=State.WAITING, worker=None, leased_until=None))
    close_done(connection, names)


def _given_up(url: str) -> Issue:
    return Issue(
        code=IssueCode.READER_FAILED,
        message=f"{MOST_ATTEMPTS} workers had this page and did not finish it: please report it, with the page.",
        url=url,
    )


def _free_hosts(connection: Connection, now: float, most: int, worker_id: str, workers: int) -> list[_Free]:
    """Hosts with waiting pages that one of so many workers may ask now, those first that have been free for longest.

    Of what may be leased of a host at once each worker has its share: who comes later finds something left.
    """
    asked = {"now": now, "number": most, "me": worker_id, "workers": workers}
    return [
        _Free(
            row.name,
            most=1 if max(row.delay, row.throttle) else min(row.most - row.leased, row.share - row.mine),
            pause=max(row.delay, row.throttle),
        )
        for row in connection.execute(free_hosts_query(is_alone=workers <= 1), asked)
    ]


def _lease(row: "Row[Any]", now: float, pause: float) -> Lease:
    return Lease(
        key=row.key,
        source=row.source,
        url=row.url,
        host=row.host,
        how=row.how,
        priority=row.priority,
        attempts=row.attempts + 1,
        send_by=now + with_slack(pause) - pause,
        pause=pause,
        memory=memory_of(row),
    )


_LIVE_WORKERS = (
    select(func.count())
    .select_from(worker)
    .where(worker.c.round == bindparam("round"), worker.c.ended.is_(None), worker.c.seen > bindparam("since"))
)
_WAITING_PAGES = (
    select(*(column for column in page.c if column.name not in _UNREAD))
    .where(page.c.host == bindparam("host_name"), page.c.state == State.WAITING)
    .order_by(page.c.priority.desc(), page.c.place)
    .limit(bindparam("number"))
)
_TAKE_PAGES = (
    update(page)
    .where(page.c.key.in_(bindparam("keys", expanding=True)))
    .values(state=State.LEASED, worker=bindparam("by"), leased_until=bindparam("until"), attempts=page.c.attempts + 1)
)


@cache
def free_hosts_query(*, is_alone: bool) -> "Select[Any]":
    """The hosts that a worker may ask, the longest free first; `is_alone`: no other worker is about."""
    of_host = select(func.count()).select_from(page).where(page.c.host == host.c.name, page.c.state == State.LEASED)
    leased = of_host.scalar_subquery()
    mine = of_host.where(page.c.worker == bindparam("me")).scalar_subquery()
    workers = bindparam("workers", type_=Integer)
    most = literal(SOLO) if is_alone else host.c.most
    share = (most + workers - 1) // workers
    return (
        select(
            *(host.c.name, host.c.delay, host.c.throttle, most.label("most")),
            *(leased.label("leased"), mine.label("mine"), share.label("share")),
        )
        .where(
            host.c.is_open.is_(true()),
            host.c.free_at <= bindparam("now"),
            host.c.blocked_until <= bindparam("now"),
            HAS_WAITING,
            leased < most,
            mine < share,
        )
        .order_by(host.c.free_at)
        .limit(bindparam("number"))
        .with_for_update(skip_locked=True, of=host)
    )
