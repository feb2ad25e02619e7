"""Leasing: whose turn it is at which host. The statements are built once: that is what they cost most.

Functions of a connection are pieces of work, which the store runs, each in one transaction.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, bindparam, exists, func, literal, or_, select, update

from aggregator.frontier.tables import host, page, worker

SOLO = 32
"""Leases of one host at once, for a worker that is alone: then the limits of that worker are those of the host."""
SLACK = 0.1
"""What a pause is longer than it must be, at most, in seconds: so late a request may leave and still keep it."""
LONGEST_PAUSE = 3600.0
"""Seconds that a host may be closed to us. More is the word of a clock that jumped."""
WAITING, LEASED = "waiting", "leased"
"""The states of pages between which leases move them."""
_UNREAD = ("reading", "issues")
"""Columns that nobody needs who only asks for a page: they are the long ones."""


@dataclass(frozen=True, slots=True)
class Free:
    """A host that may be asked now."""

    name: str
    most: int
    """Pages that may be leased of it."""
    pause: float
    """Seconds between two requests to it."""


def live_workers(connection: Connection, round_id: str, since: float) -> int:
    """How many workers of a round have been heard of since a moment."""
    return int(connection.scalar(_LIVE_WORKERS, {"round": round_id, "since": since}) or 0)


def free_hosts(connection: Connection, now: float, most: int, worker_id: str, workers: int) -> list[Free]:
    """Hosts with waiting pages that one of so many workers may ask now, those first that have been free for longest.

    Of what may be leased of a host at once each worker has its share: who comes later finds something left.
    """
    asked = {"now": now, "far": now + LONGEST_PAUSE + SLACK, "number": most, "me": worker_id, "workers": workers}
    return [
        Free(
            row.name,
            most=1 if max(row.delay, row.throttle) else min(row.most - row.leased, row.share - row.mine),
            pause=max(row.delay, row.throttle),
        )
        for row in connection.execute(_free_hosts(is_alone=workers <= 1), asked)
    ]


def waiting_pages(connection: Connection, name: str, most: int) -> "list[Row[Any]]":
    """The next pages of a host."""
    return list(connection.execute(_WAITING_PAGES, {"host_name": name, "number": most}))


def take_turn(connection: Connection, name: str, key: str | None, now: float, pause: float) -> None:
    """Closes a host to others until the pause is over. `key` is the page for which it is asked now."""
    values = {"of": name, "for_page": key, "now": now, "free": now + with_slack(pause)}
    connection.execute(_TAKE_TURN, values)


def take_pages(connection: Connection, keys: list[str], worker_id: str, until: float) -> None:
    """Leases pages."""
    connection.execute(_TAKE_PAGES, {"keys": keys, "by": worker_id, "until": until})


def with_slack(pause: float) -> float:
    """A pause as it is kept: a little longer, so that who leaves a little late does not come too close to the next.

    >>> with_slack(0.0), with_slack(5.0)
    (0.0, 5.1)
    """
    return pause + min(SLACK, pause / 10)


_LIVE_WORKERS = (
    select(func.count())
    .select_from(worker)
    .where(worker.c.round == bindparam("round"), worker.c.ended.is_(None), worker.c.seen > bindparam("since"))
)
_WAITING_PAGES = (
    select(*(column for column in page.c if column.name not in _UNREAD))
    .where(page.c.host == bindparam("host_name"), page.c.state == WAITING)
    .order_by(page.c.priority.desc(), page.c.place)
    .limit(bindparam("number"))
)
_TAKE_TURN = (
    update(host)
    .where(host.c.name == bindparam("of"))
    .values(turn=bindparam("for_page"), asked_at=bindparam("now"), free_at=bindparam("free"))
)
_TAKE_PAGES = (
    update(page)
    .where(page.c.key.in_(bindparam("keys", expanding=True)))
    .values(state=LEASED, worker=bindparam("by"), leased_until=bindparam("until"), attempts=page.c.attempts + 1)
)


@cache
def _free_hosts(*, is_alone: bool) -> "Select[Any]":
    of_host = select(func.count()).select_from(page).where(page.c.host == host.c.name, page.c.state == LEASED)
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
            or_(host.c.free_at <= bindparam("now"), host.c.free_at > bindparam("far")),
            host.c.blocked_until <= bindparam("now"),
            exists().where(page.c.host == host.c.name, page.c.state == WAITING),
            leased < most,
            mine < share,
        )
        .order_by(host.c.free_at)
        .limit(bindparam("number"))
        .with_for_update(skip_locked=True, of=host)
    )
