"""Revisits: which of the pages that are known a round asks for again, and what stands of those that it does not read.

Functions of a connection are pieces of work, which the store runs, each in one transaction.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, or_, select, true, update

from aggregator.frontier.database import pieces
from aggregator.frontier.packing import issues_of, reading_of
from aggregator.frontier.schedule import CLOCK_DRIFT, MISSES, Pace, is_due, is_gone, is_newer, slack_of
from aggregator.frontier.tables import ENDED, State, page
from aggregator.frontier.visits import Memory, Outcome
from aggregator.harvest import Health
from aggregator.journal import Read
from aggregator.model import Issue, IssueCode
from aggregator.resolve.pages import page_key
from aggregator.run import timestamp


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a page, whether this round read it or not."""

    reading: Read | None
    """The last good one, of when the page was last seen to say this."""
    issues: tuple[Issue, ...]
    """Of the last visit."""
    outcome: Outcome | None
    """What asking for it in this round came to; None where it was not asked for."""
    is_gone: bool = False
    """Whether it gave a review, and is no more there: `issues` say so."""

    @property
    def was_missed(self) -> bool:
        """Whether it gave a review before, and none when this round asked for it."""
        stood = self.reading is not None or self.is_gone
        return stood and self.outcome in {Outcome.GONE, Outcome.NO_REVIEW}

    @property
    def is_anew(self) -> bool:
        """Whether this round read it."""
        return self.outcome is Outcome.READ


def memory_of(row: "Row[Any]") -> Memory:
    """What is remembered of a page."""
    return Memory(**{field.name: getattr(row, field.name) for field in fields(Memory)})


def due_pages(
    connection: Connection, sources: Collection[str], now: float, paces: Mapping[str, Pace], *, every: bool
) -> "list[Row[Any]]":
    """Key, host and source of the known pages that a round asks for, those that wait longest first.

    `every`: not only what is due, but all that is not gone.
    """
    found: list[Row[Any]] = []
    for source in sources:
        wanted = _due(paces.get(source, Pace()), now)
        statement = select(page.c.key, page.c.host, page.c.source, page.c.next_visit).where(
            page.c.source == source,
            page.c.state != State.NAME,
            or_(wanted, page.c.misses < MISSES) if every else wanted,
        )
        found.extend(connection.execute(statement))
    return sorted(found, key=lambda row: (row.next_visit or 0.0, row.key))


def resting(
    connection: Connection, wanted: Mapping[str, float | None], now: float, paces: Mapping[str, Pace]
) -> set[str]:
    """Those pages that are known and not due. `wanted` is key to when the site says that the page changed last.

    One that changed, and that it is too soon to visit, is due as soon as it may be.
    """
    columns = [page.c.key, page.c.source, *(page.c[field.name] for field in fields(Memory))]
    rest: set[str] = set()
    for some in pieces(list(wanted)):
        for row in connection.execute(select(*columns).where(page.c.key.in_(some))).all():
            memory, modified, pace = memory_of(row), wanted[row.key], paces.get(row.source, Pace())
            if is_due(memory, now, modified=modified, pace=pace):
                continue
            rest.add(row.key)
            soonest = (memory.last_visit or 0.0) + pace.shortest
            if is_newer(memory, modified) and soonest < (memory.next_visit or 0.0):  # its site may not say so again
                connection.execute(update(page).where(page.c.key == row.key).values(next_visit=soonest))
    return rest


def doubt(connection: Connection, sources: Collection[str] | None, round_id: str) -> None:
    """What a round read of these sources (of all: None) may be poor: the next one asks again, without conditions."""
    which = page.c.source.in_(sources) if sources is not None else true()
    connection.execute(
        update(page)
        .where(which, page.c.round == round_id, page.c.last_visit.is_not(None), page.c.misses == 0)
        .values(next_visit=0.0, etag=None, last_modified=None)
    )


def bury(connection: Connection, sources: Collection[str]) -> None:
    """Forgets what pages said that are gone: it was told that they are."""
    connection.execute(
        update(page)
        .where(page.c.source.in_(sources), page.c.misses >= MISSES, page.c.reading.is_not(None))
        .values(reading=None, issues=None)
    )


def health_of(connection: Connection, source: str, pace: Pace, now: float) -> Health:
    """How the pages of a source are doing."""
    lives, since = page.c.misses < MISSES, now - pace.longest

    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    row = connection.execute(
        select(
            number(lives).label("pages"),
            number(lives & _due(pace, now)).label("due"),
            number(lives & (page.c.last_visit < since)).label("overdue"),
            number(page.c.misses >= MISSES).label("gone"),
        ).where(page.c.source == source, page.c.state != State.NAME)
    ).one()
    return Health(pages=int(row.pages), due=int(row.due), overdue=int(row.overdue), gone=int(row.gone))


def pages_of(source: str) -> "Select[Any]":
    """The rows of which standing_of tells."""
    return select(page).where(page.c.source == source, page.c.state != State.NAME)


def standing_of(row: "Row[Any]", round_id: str) -> Standing:
    """What stands of a page in a round: nothing of one that is gone, but that it is."""
    outcome = Outcome(row.outcome) if row.round == round_id and row.state in ENDED else None
    reading, issues = reading_of(row.reading), issues_of(row.issues)
    if reading is not None and row.last_good is not None:
        reading = replace(reading, read_at=timestamp(datetime.fromtimestamp(row.last_good, UTC)))
    if reading is not None and is_gone(memory_of(row)):
        return Standing(None, (_gone(row.url, row.misses, reading),), outcome, is_gone=True)
    return Standing(reading, issues, outcome)


def newest(standing: Iterable[Standing]) -> list[Standing]:
    """Of several readings of one page, by several names, the newest alone."""
    taken: dict[str, Standing] = {}
    others: list[Standing] = []
    for one in standing:
        if one.reading is None:
            others.append(one)
            continue
        key = page_key(one.reading.review)
        if key not in taken or _age(taken[key]) < _age(one):
            taken[key] = one
    return [*taken.values(), *others]


def _age(one: Standing) -> tuple[bool, str]:
    assert one.reading is not None
    return one.is_anew, one.reading.read_at or ""


def _due(pace: Pace, now: float) -> ColumnElement[bool]:
    """What schedule.is_due says, for the database."""
    return or_(
        page.c.next_visit.is_(None),
        page.c.next_visit <= now + slack_of(pace),
        page.c.last_visit > now + CLOCK_DRIFT,
        page.c.last_visit <= now - pace.longest,
    )


def _gone(url: str, misses: int, reading: Read) -> Issue:
    return Issue(
        code=IssueCode.PAGE_GONE,
        message=f"The page is gone: {misses} visits in a row did not find it. It was last seen {reading.read_at}.",
        url=reading.review.url or url,
    )
