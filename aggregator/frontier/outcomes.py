"""Outcomes: what leased pages came to is acknowledged, together with what they led to; what a round came to in all.

Functions of a connection are pieces of work, which the store runs, each in one transaction.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Update, bindparam, func, or_, select, update

from aggregator.frontier.adding import Wanted, add, add_names
from aggregator.frontier.hosts import close_done, lock, throttle
from aggregator.frontier.leasing import Lease
from aggregator.frontier.names import host_of
from aggregator.frontier.packing import issues_of, pack, reading_of
from aggregator.frontier.plan import Round
from aggregator.frontier.schedule import after
from aggregator.frontier.tables import ENDED, State, page, worker
from aggregator.frontier.visits import Memory, Outcome, Visit
from aggregator.journal import Read
from aggregator.model import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A page that was asked for: what came of it."""

    lease: Lease
    visit: Visit
    found: Sequence[Wanted] = ()
    """What it led to."""
    names: Sequence[str] = ()
    """URLs under which it need not be asked for again."""

    @property
    def named(self) -> list[Wanted]:
        """The same as pages."""
        return [Wanted(url=url, source=self.lease.source, how=self.lease.how) for url in self.names]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a page of a round came to, as it is stored."""

    key: str
    reading: Read | None
    issues: tuple[Issue, ...]


def acknowledge(
    connection: Connection,
    round_: Round,
    worker_id: str,
    finished: Sequence[Done],
    throttles: Mapping[str, float],
    *,
    now: float,
) -> None:
    """What pages came to and what they led to. Of a page that somebody else has finished, only what it led to.

    `throttles` is the pause, in seconds, that the slowness of hosts asks for.
    """
    found = [wanted for one in finished for wanted in one.found]
    names = {one.lease.host for one in finished}
    lock(connection, {*names, *throttles, *(host_of(wanted.url) for wanted in found)})
    add(connection, round_, found, now)
    add_names(connection, round_, [(one.lease.key, named) for one in finished for named in one.named])
    throttle(connection, throttles)
    by_kind: defaultdict[tuple[bool, bool], list[dict[str, object]]] = defaultdict(list)
    for one in finished:
        kind = one.visit.reading is not None, one.visit.outcome is not Outcome.UNCHANGED
        by_kind[kind].append(_row(round_, one, now))
    for (has_reading, has_issues), rows in sorted(by_kind.items()):
        connection.execute(_finish(has_reading=has_reading, has_issues=has_issues), rows)
    close_done(connection, names)
    connection.execute(_COUNT, {"of": worker_id, "number": len(finished), "now": now})


def count_outcomes(connection: Connection, round_: Round) -> Counter[Outcome]:
    """How many pages of a round came to what."""
    rows = connection.execute(
        select(page.c.outcome, func.count().label("number"))
        .where(page.c.round == round_.id, page.c.state.in_(ENDED))
        .group_by(page.c.outcome)
    )
    return Counter({Outcome(row.outcome): row.number for row in rows})


def ended_pages(round_: Round) -> "Select[Any]":
    """The rows of which result_of tells."""
    columns = select(page.c.key, page.c.outcome, page.c.reading, page.c.issues)
    return columns.where(page.c.round == round_.id, page.c.state.in_(ENDED))


def result_of(row: "Row[Any]") -> Result:
    """What a page came to."""
    holds = row.outcome in {Outcome.READ, Outcome.UNCHANGED}
    return Result(key=row.key, reading=reading_of(row.reading) if holds else None, issues=issues_of(row.issues))


def _row(round_: Round, one: Done, now: float) -> dict[str, object]:
    """A page's row after a visit, as the statement of _finish names its columns."""
    visit = one.visit
    lease = one.lease
    limits = round_.plan.of(lease.source)
    memory = after(lease.memory, visit, now, limits.reader, key=lease.key, pace=limits.pace)
    failed = visit.outcome in {Outcome.FAILED, Outcome.BLOCKED}
    row = {
        **{name: getattr(memory, name) for name in _REMEMBERED},
        "state": State.FAILED if failed else State.DONE,
        "outcome": visit.outcome,
    }
    if visit.outcome is not Outcome.UNCHANGED:
        row["issues"] = pack(visit.issues) if visit.issues else None
    if visit.reading is not None:
        row["reading"] = pack(visit.reading)
    return {f"new_{name}": value for name, value in row.items()} | {"of": lease.key, "in": round_.id}


_REMEMBERED = tuple(field.name for field in fields(Memory))
_COUNT = (
    update(worker)
    .where(worker.c.id == bindparam("of"))
    .values(pages=worker.c.pages + bindparam("number"), seen=bindparam("now"))
)


@cache
def _finish(*, has_reading: bool, has_issues: bool) -> Update:
    """A page's row after a visit: a reading stays until there is another one, issues until it says something else."""
    more = [*(["reading"] if has_reading else []), *(["issues"] if has_issues else [])]
    names = [*_REMEMBERED, "state", "outcome", *more]
    values: dict[str, object] = {name: bindparam(f"new_{name}") for name in names}
    return (
        update(page)
        .where(
            page.c.key == bindparam("of"),
            page.c.round == bindparam("in"),
            or_(page.c.state == State.WAITING, page.c.state == State.LEASED),
        )
        .values(worker=None, leased_until=None, **values)
    )
