"""Rounds: a crawl begins, is gone on with after it was broken off, and ends.

Functions of a connection are pieces of work, which the store runs, each in one transaction.
"""

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, true, update

from aggregator.exits import Exit, Refusal
from aggregator.frontier.database import pieces
from aggregator.frontier.hosts import lock_hosts
from aggregator.frontier.plan import Plan, Round
from aggregator.frontier.revisits import doubt, due_pages
from aggregator.frontier.tables import OPEN, State, host, page, round_
from aggregator.frontier.workers import is_alive, leave_all, machine

HOLDS = 24 * 3600.0
"""Seconds for which a round that was broken off may be gone on with: so long an answer is as good as another."""
SILENCE = 120.0
"""Seconds after which whoever leads a round and was not heard of is taken for dead."""


def begin(connection: Connection, plan: Plan, now: float, store: str, is_over: Callable[[str], bool]) -> Round:
    """Goes on with a round that was broken off, when it is young and the same; else begins a new one.

    `is_over` tells of a run whether it came to its end. Refusal when another run crawls with this store, which is
    named so.
    """
    last = connection.execute(
        select(round_).where(round_.c.ended.is_(None)).order_by(round_.c.started.desc()).with_for_update()
    ).first()
    if last is not None and _lives(last, now) and last.pid != os.getpid():
        raise Refusal(
            Exit.LOCKED,
            f"Run {last.run} crawls with the frontier {store}: wait for it, or name another --frontier.",
        )
    if last is not None and not is_over(last.run) and _is_same(last, plan, now):
        return _go_on(connection, last, plan, now)
    return _new(connection, plan, now)


def going_on(connection: Connection) -> "Row[Any] | None":
    """The row of the round that goes on now, if one does."""
    return connection.execute(_GOING_ON).first()


def last_begun(connection: Connection) -> "Row[Any] | None":
    """The row of the round that was begun last, over or not."""
    return connection.execute(select(round_).order_by(round_.c.started.desc()).limit(1)).first()


def round_of(row: "Row[Any] | None") -> Round | None:
    """The round of a row."""
    if row is None:
        return None
    runs, plan = msgspec.json.decode(row.runs, type=tuple[str, ...]), msgspec.json.decode(row.plan, type=Plan)
    return Round(id=row.id, run=row.run, runs=runs, plan=plan)


def end(connection: Connection, of: Round, now: float) -> None:
    """Ends a round: the next run begins another one."""
    connection.execute(update(round_).where(round_.c.id == of.id).values(ended=now))


def keep(connection: Connection, of: Round, now: float) -> None:
    """Tells that whoever leads a round lives."""
    connection.execute(update(round_).where(round_.c.id == of.id).values(seen=now))


def is_over(connection: Connection) -> bool:
    """Whether nothing waits and nothing is leased."""
    return connection.execute(_OPEN).first() is None


def _new(connection: Connection, plan: Plan, now: float) -> Round:
    for broken_off in connection.scalars(select(round_.c.id).where(round_.c.ended.is_(None))).all():
        doubt(connection, None, broken_off)
    connection.execute(update(round_).where(round_.c.ended.is_(None)).values(ended=now))
    connection.execute(
        update(page).where(page.c.state.in_(OPEN)).values(state=State.KNOWN, worker=None, leased_until=None)
    )
    connection.execute(update(host).where(host.c.is_open.is_(true())).values(is_open=False))
    begun = Round(id=plan.run, run=plan.run, runs=(), plan=plan)
    connection.execute(insert(round_), [{"id": plan.run, "started": now, **_led(begun, now)}])
    _wake(connection, begun, now)
    return begun


def _wake(connection: Connection, of: Round, now: float) -> None:
    """Known pages that are due are asked for, whether anybody still links them or not."""
    plan = of.plan
    due = due_pages(connection, plan.names or plan.sources, now, plan.paces, every=plan.every)
    asked: Counter[str] = Counter()
    keys = []
    for row in due:
        if asked[row.host] < plan.of(row.source).most_pages:
            asked[row.host] += 1
            keys.append(row.key)
    lock_hosts(connection, of, sorted(asked))
    for name, number in sorted(asked.items()):
        connection.execute(update(host).where(host.c.name == name).values(asked=number, is_open=True))
    for some in pieces(keys):
        connection.execute(
            update(page)
            .where(page.c.key.in_(some))
            .values(round=of.id, state=State.WAITING, worker=None, leased_until=None, attempts=0)
        )


def _go_on(connection: Connection, last: "Row[Any]", plan: Plan, now: float) -> Round:
    """What failed is asked for again, as a new round would; what was left out may have room now."""
    runs = (*msgspec.json.decode(last.runs, type=tuple[str, ...]), last.run)
    gone_on = Round(id=str(last.id), run=plan.run, runs=runs, plan=plan)
    connection.execute(update(round_).where(round_.c.id == last.id).values(**_led(gone_on, now)))
    leave_all(connection)
    connection.execute(
        update(page)
        .where(page.c.round == last.id, page.c.state == State.FAILED)
        .values(state=State.WAITING, attempts=0)
    )
    waits = select(page.c.host).where(page.c.round == last.id, page.c.state == State.WAITING)
    connection.execute(update(host).where(host.c.name.in_(waits)).values(is_open=True))
    return gone_on


def _led(of: Round, now: float) -> dict[str, object]:
    """The columns of a round that this process leads."""
    return {
        "run": of.run,
        "runs": msgspec.json.encode(of.runs).decode(),
        "plan": msgspec.json.encode(of.plan).decode(),
        "machine": machine(),
        "pid": os.getpid(),
        "seen": now,
    }


def _is_same(row: "Row[Any]", plan: Plan, now: float) -> bool:
    """Whether a round that was broken off would ask and read as this one."""
    begun = msgspec.json.decode(row.plan, type=Plan)
    same = (begun.sources, begun.program, begun.settings) == (plan.sources, plan.program, plan.settings)
    return same and -5.0 <= now - row.started <= HOLDS


def _lives(row: "Row[Any]", now: float) -> bool:
    """Whether whoever leads a round still does."""
    return abs(now - row.seen) < SILENCE and (row.machine != machine() or is_alive(row.pid))


_GOING_ON = select(round_).where(round_.c.ended.is_(None)).order_by(round_.c.started.desc()).limit(1)
_OPEN = select(page.c.key).where(page.c.state.in_(OPEN)).limit(1)
