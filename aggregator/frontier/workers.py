"""Workers: who works, and what becomes of the pages of those that do no more.

Functions of a connection are pieces of work, which the store runs, each in one transaction.
"""

import contextlib
import os
import platform
from collections.abc import Collection
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, and_, insert, or_, select, update

from aggregator.frontier.hosts import LONGEST_PAUSE, mend
from aggregator.frontier.leasing import fall, renew_leases
from aggregator.frontier.plan import Round
from aggregator.frontier.tables import page, round_, worker


def enter(connection: Connection, of: Round, worker_id: str, now: float) -> None:
    """This process begins work."""
    mend(connection, now)
    row = {"id": worker_id, "round": of.id, "machine": machine(), "pid": os.getpid(), "pages": 0}
    connection.execute(insert(worker), [{**row, "started": now, "seen": now, "ended": None}])


def renew(
    connection: Connection, of: Round, worker_id: str, keys: Collection[str], *, now: float, seconds: float
) -> None:
    """This process lives: it holds its leases for so many seconds more, and leads the round if it did."""
    connection.execute(update(worker).where(worker.c.id == worker_id).values(seen=now))
    leads = and_(round_.c.id == of.id, round_.c.machine == machine(), round_.c.pid == os.getpid())
    connection.execute(update(round_).where(leads).values(seen=now))
    if keys:
        renew_leases(connection, worker_id, keys, now + seconds)


def leave(connection: Connection, worker_id: str, now: float) -> None:
    """A worker ends work: what is leased falls to others."""
    fall(connection, page.c.worker == worker_id)
    connection.execute(update(worker).where(worker.c.id == worker_id).values(ended=now))


def leave_all(connection: Connection) -> None:
    """Nobody works on this machine any more: what was leased here falls to others."""
    mine = select(worker.c.id).where(worker.c.machine == machine(), worker.c.ended.is_(None))
    fall(connection, page.c.worker.in_(mine))


def sweep(connection: Connection, now: float) -> None:
    """Lets pages fall to others whose lease has run out, or whose worker was killed on this machine."""
    mine = select(worker.c.id, worker.c.pid).where(worker.c.machine == machine(), worker.c.ended.is_(None))
    dead = [row.id for row in connection.execute(mine) if not is_alive(row.pid)]
    out = or_(page.c.leased_until <= now, page.c.leased_until > now + LONGEST_PAUSE)
    fall(connection, or_(page.c.worker.in_(dead), out) if dead else out)
    if dead:
        connection.execute(update(worker).where(worker.c.id.in_(dead)).values(ended=now))
    mend(connection, now)


# --- processes ---


@cache
def machine() -> str:
    """What tells this machine, as far as process ids go, from others."""
    with contextlib.suppress(OSError):
        return f"{platform.node()} {Path('/proc/self/ns/pid').readlink()}"
    return platform.node()


def is_alive(pid: int) -> bool:
    """Whether a process of this machine is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
