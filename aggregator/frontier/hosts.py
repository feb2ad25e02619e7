"""Hosts: when each may be asked next, whichever worker asks.

Functions of a connection are pieces of work, which the store runs, each in one transaction. Who needs the locks of
several hosts takes them in the order of their names, and before it touches pages: so nobody waits in a circle.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, exists, literal_column, select, true, update

from aggregator.frontier.database import insert_into, pieces
from aggregator.frontier.plan import Round
from aggregator.frontier.tables import OPEN, State, host, page

SLACK = 0.1
"""What a pause is longer than it must be, at most, in seconds: so late a request may leave and still keep it."""
LONGEST_PAUSE = 3600.0
"""Seconds that a host may be closed to us. More is the word of a clock that jumped."""


def lock_hosts(connection: Connection, round_: Round, names: Sequence[str]) -> dict[str, int]:
    """How many pages of each host the round has; hosts of earlier rounds begin anew. `names` are in their order."""
    asked: dict[str, int] = {}
    for some in pieces(names):
        _make(connection, round_, some)
        rows = connection.execute(
            select(host.c.name, host.c.asked, host.c.round)
            .where(host.c.name.in_(some))
            .order_by(host.c.name)
            .with_for_update()
        ).all()
        asked |= {row.name: row.asked if row.round == round_.id else 0 for row in rows}
        if old := [row.name for row in rows if row.round != round_.id]:
            plan = round_.plan
            connection.execute(
                update(host)
                .where(host.c.name.in_(old))
                .values(round=round_.id, asked=0, left_out=None, delay=0.0, throttle=plan.pause, most=plan.most)
            )
    return asked


def lock(connection: Connection, names: Collection[str]) -> None:
    """Waits until nobody else adds pages to these hosts, or ends some."""
    for some in pieces(sorted(names)):
        connection.execute(_LOCK, {"names": some})


def close_done(connection: Connection, names: Collection[str]) -> None:
    """Nobody looks any more at those hosts that have nothing left to ask for. Their locks are held."""
    for some in pieces(sorted(names)):
        connection.execute(_CLOSE_DONE, {"names": some})


def has_room(connection: Connection, round_: Round, name: str, source: str) -> bool:
    """Whether the budget of a host is not used up by the pages that the round has of it."""
    asked = select(host.c.asked).where(host.c.name == name, host.c.round == round_.id)
    return (connection.scalar(asked) or 0) < round_.plan.of(source).most_pages


def left_out(connection: Connection, round_: Round) -> list[str]:
    """Of every host that has more pages than the budget allows, the URL of one that was left out."""
    over = select(host.c.left_out).where(host.c.round == round_.id, host.c.left_out.is_not(None))
    return sorted(connection.scalars(over).all())


# --- turns ---


def claim(connection: Connection, round_: Round, name: str, key: str | None, *, pause: float, now: float) -> float:
    """Takes the next turn at a host for a request that is about to leave: 0, or seconds until the next try.

    `key` names the page whose lease was this turn, when it was not used yet; `pause` is what this worker knows
    to keep, in seconds.
    """
    row = _locked(connection, name)
    if row is None:
        _make(connection, round_, [name])
        row = _locked(connection, name)
        assert row is not None
    if (left := float(row.blocked_until) - now) > 0:
        return min(left, LONGEST_PAUSE)
    left = float(row.free_at) - now
    if 0 < left < LONGEST_PAUSE + SLACK and not (key is not None and row.turn == key):
        return left
    take_turn(connection, name, key, now, max(row.delay, row.throttle, pause))
    return 0.0


def take_turn(connection: Connection, name: str, key: str | None, now: float, pause: float) -> None:
    """Closes a host to others until the pause is over. `key` is the page for which it is asked now."""
    take_turns(connection, [(name, key, pause)], now)


def take_turns(connection: Connection, turns: Iterable[tuple[str, str | None, float]], now: float) -> None:
    """The same at several hosts: each with the page and the pause."""
    values = [{"of": name, "for_page": key, "now": now, "free": now + with_slack(pause)} for name, key, pause in turns]
    if values:
        connection.execute(_TAKE_TURN, values)


def slow_down(connection: Connection, round_: Round, name: str, seconds: float) -> None:
    """Keeps a pause between any two requests to a host from now on: its robots.txt asks for it."""
    _make(connection, round_, [name])
    row = _locked(connection, name)
    assert row is not None
    free_at = max(row.free_at, row.asked_at + with_slack(seconds))
    connection.execute(update(host).where(host.c.name == name).values(delay=seconds, most=1, free_at=free_at))


def throttle(connection: Connection, pauses: Mapping[str, float]) -> None:
    """Keeps the pauses, in seconds, that the slowness of hosts asks for."""
    for name, seconds in sorted(pauses.items()):
        connection.execute(_THROTTLE, {"of": name, "seconds": seconds})


def block(connection: Connection, name: str, until: float) -> None:
    """Asks nothing of a host until a moment: it told us to come back later."""
    free_at = case((host.c.free_at > until, host.c.free_at), else_=until)
    connection.execute(
        update(host)
        .where(host.c.name == name, host.c.blocked_until < until)
        .values(blocked_until=until, free_at=free_at)
    )


def mend(connection: Connection, now: float) -> None:
    """Frees open hosts that may not be asked for longer than any pause: a clock has jumped."""
    far = now + LONGEST_PAUSE + SLACK
    connection.execute(update(host).where(host.c.is_open.is_(true()), host.c.free_at > far).values(free_at=now))


def next_free(connection: Connection) -> float | None:
    """When a host with waiting pages may be asked; None when none has any."""
    moment: float | None = connection.scalar(_NEXT_FREE)
    return moment


def with_slack(pause: float) -> float:
    """A pause as it is kept: a little longer, so that who leaves a little late does not come too close to the next.

    >>> with_slack(0.0), with_slack(5.0)
    (0.0, 5.1)
    """
    return pause + min(SLACK, pause / 10)


def _make(connection: Connection, round_: Round, names: Sequence[str]) -> None:
    """Rows for hosts that have none."""
    plan = round_.plan
    rows = [{"name": name, "throttle": plan.pause, "most": plan.most, "round": round_.id} for name in names]
    connection.execute(insert_into(connection, host).on_conflict_do_nothing(), rows)


def _locked(connection: Connection, name: str) -> "Row[Any] | None":
    return connection.execute(select(host).where(host.c.name == name).with_for_update()).first()


_TAKE_TURN = (
    update(host)
    .where(host.c.name == bindparam("of"))
    .values(turn=bindparam("for_page"), asked_at=bindparam("now"), free_at=bindparam("free"))
)
_THROTTLE = update(host).where(host.c.name == bindparam("of")).values(throttle=bindparam("seconds"))
HAS_WAITING = (
    select(literal_column("1"))
    .where(page.c.host == host.c.name, page.c.state == State.WAITING)
    .limit(literal_column("1"))
    .scalar_subquery()
    .is_not(None)
)
"""Whether pages of a host wait. Not EXISTS, which PostgreSQL makes a join of, by what it believes to know of all pages:
this is looked up for one host after another, those first that have been free for longest."""
_LOCK = (
    select(host.c.name)
    .where(host.c.name.in_(bindparam("names", expanding=True)))
    .order_by(host.c.name)
    .with_for_update()
)
_CLOSE_DONE = (
    update(host)
    .where(
        host.c.name.in_(bindparam("names", expanding=True)),
        host.c.is_open.is_(true()),
        ~exists().where(page.c.host == host.c.name, page.c.state.in_(OPEN)),
    )
    .values(is_open=False)
)
_NEXT_FREE = (
    select(host.c.free_at)
    .where(host.c.is_open.is_(true()), HAS_WAITING)
    .order_by(host.c.free_at)
    .limit(literal_column("1"))
)
