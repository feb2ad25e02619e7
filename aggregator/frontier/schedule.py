"""When a page is visited again: a pure policy, from what is remembered of it and what the last visit came to.

The interval of a page begins with what it says of its anime, halves with every visit that finds something new, and
doubles with every one that does not:

    airing, to come, or begun within 120 days    a day to begin with, a week at most
    over for more than a year                    30 days to begin with
    any other review                             7 days to begin with
    no review: a list, a sitemap, a feed         a day to begin with, a week at most

It never leaves what its source allows (`at_most_every` to `at_least_every`). A page is due between half of its interval
and the whole of it after the last visit: where between, its name draws by lot, so that the pages of a site do not all
fall due on one day.

What is not found stands for some time. A page is gone when so many visits in a row did not find it, each at least
MISSES_APART after the one before; then it is a tombstone, and visited as rarely as its source allows.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from aggregator.frontier.visits import Memory, Outcome, Visit
from aggregator.model import Review, Status

HOUR = 3600.0
DAY = 24 * HOUR
MISSES = 3
"""A page that so many visits in a row did not find is gone. One that says 410, which is for good, counts twice."""
MISSES_APART = 20 * HOUR
"""Of visits that follow sooner upon a miss, none is another one. Less than a day: a nightly run is not punctual."""
CLOCK_DRIFT = 5.0
"""Seconds by which a last visit may lie ahead of us. More is the word of a clock that was wrong."""
RECENT = 120 * DAY
LONG_AGO = 365 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Between which bounds the pages of a source are visited again, in seconds."""

    shortest: float = DAY
    longest: float = 60 * DAY


class Temper(StrEnum):
    """How a page behaves, by what it says."""

    AIRING = "airing"
    SETTLED = "settled"
    USUAL = "usual"
    LISTING = "listing"
    """It is no review, and may name some."""


FIRST = {Temper.AIRING: DAY, Temper.SETTLED: 30 * DAY, Temper.USUAL: 7 * DAY, Temper.LISTING: DAY}
"""The interval that a page begins with, in seconds."""
MOST = {Temper.AIRING: 7 * DAY, Temper.LISTING: 7 * DAY}
"""The interval that it may grow to, in seconds, whatever its source allows."""


def after(memory: Memory, visit: Visit, now: float, reader: str, *, key: str = "", pace: Pace = Pace()) -> Memory:
    """What is remembered of a page after a visit by a reader.

    >>> memory = after(Memory(), Visit(outcome=Outcome.NO_REVIEW), 0.0, "1")
    >>> memory = after(memory, Visit(outcome=Outcome.UNCHANGED), memory.next_visit, "1")
    >>> memory.interval / DAY, memory.next_visit / DAY
    (2.0, 3.0)
    """
    has_changed = visit.outcome is Outcome.READ and visit.fingerprint != memory.fingerprint
    visited = replace(
        memory,
        visits=memory.visits + 1,
        first_visit=now if memory.first_visit is None else memory.first_visit,
        last_visit=now,
    )
    match visit.outcome:
        case Outcome.FAILED | Outcome.BLOCKED:
            waits = memory.misses and memory.next_visit is not None and now < memory.next_visit
            return replace(visited, next_visit=memory.next_visit if waits else now + pace.shortest)
        case Outcome.GONE | Outcome.NO_REVIEW if visit.outcome is Outcome.GONE or memory.fingerprint is not None:
            return _missed(memory, visited, visit, now, pace)
        case Outcome.READ | Outcome.NO_REVIEW:
            visited = replace(visited, etag=visit.etag, last_modified=visit.last_modified, reader=reader)
            visited = replace(visited, fingerprint=visit.fingerprint, temper=_temper(visit, now))
        case _:
            pass  # unchanged: all of it holds
    if visit.outcome is not Outcome.NO_REVIEW:
        visited = replace(visited, last_good=now)
    if has_changed:
        visited = replace(visited, changes=memory.changes + 1, last_change=now)
    interval = _interval(memory.interval, Temper(visited.temper or Temper.USUAL), has_changed=has_changed, pace=pace)
    return replace(visited, misses=0, interval=interval, next_visit=now + _drawn(key, interval, pace))


def is_due(memory: Memory, now: float, *, modified: float | None = None, pace: Pace = Pace()) -> bool:
    """Whether a page is to be visited. `modified` is when its site says that it changed last.

    >>> is_due(Memory(), 0.0), is_due(Memory(last_visit=0.0, next_visit=2 * DAY), DAY)
    (True, False)
    """
    if memory.last_visit is None or memory.next_visit is None or memory.last_visit > now + CLOCK_DRIFT:
        return True
    since, slack = now - memory.last_visit, slack_of(pace)
    if memory.next_visit <= now + slack or since >= pace.longest:
        return True
    return is_newer(memory, modified) and since >= pace.shortest - slack


def is_newer(memory: Memory, modified: float | None) -> bool:
    """Whether a page changed since the last visit, as its site says."""
    return modified is not None and modified > (memory.last_visit or 0.0) and not is_gone(memory)


def slack_of(pace: Pace) -> float:
    """Seconds by which a page may be visited early: a nightly run that begins sooner than yesterday asks for it."""
    return min(pace.shortest / 10, 3 * HOUR)


def is_overdue(memory: Memory, now: float, pace: Pace) -> bool:
    """Whether a page was not visited for longer than its source allows."""
    return memory.last_visit is not None and now - memory.last_visit > pace.longest and not is_gone(memory)


def is_gone(memory: Memory) -> bool:
    """Whether a page is gone for good, as far as anybody can tell: a tombstone, that is visited rarely."""
    return memory.misses >= MISSES


def _missed(memory: Memory, visited: Memory, visit: Visit, now: float, pace: Pace) -> Memory:
    """A page that was not found, or says something else than a review: what it said stands until it is gone."""
    last, awaited = memory.last_visit, memory.next_visit
    if memory.misses and last is not None and awaited is not None and now < awaited:
        was_wrong = last > now + CLOCK_DRIFT
        return replace(visited, next_visit=now + MISSES_APART if was_wrong else awaited)
    misses = memory.misses + (2 if visit.is_final else 1)
    if misses < MISSES:
        return replace(visited, misses=misses, next_visit=now + MISSES_APART)
    rarely = pace.longest if visit.outcome is Outcome.GONE else min(MOST[Temper.LISTING], pace.longest)
    return replace(visited, misses=misses, etag=None, last_modified=None, next_visit=now + rarely)


def _interval(last: float | None, temper: Temper, *, has_changed: bool, pace: Pace) -> float:
    following = FIRST[temper] if last is None else last / 2 if has_changed else last * 2
    return min(max(min(following, MOST.get(temper, pace.longest)), pace.shortest), pace.longest)


def _drawn(key: str, interval: float, pace: Pace) -> float:
    """When in the second half of its interval a page is visited, by its name."""
    lot = int(key[-8:] or "ffffffff", 16) / 0xFFFFFFFF
    return max(interval * (0.5 + lot / 2), pace.shortest)


def _temper(visit: Visit, now: float) -> Temper:
    return temper_of(visit.reading.review, now) if visit.reading else Temper.LISTING


def temper_of(review: Review, now: float) -> Temper:
    """How often a review is looked at, by what it says of its anime.

    >>> temper_of(Review(title="A", headline="A", status=Status.ONGOING), 0.0).value
    'airing'
    """
    begun = _moment(review.start_date)
    ended = _moment(review.end_date) or begun or _moment(str(review.year) if review.year else None)
    if review.status in {Status.ONGOING, Status.UPCOMING} or (begun is not None and now - begun < RECENT):
        return Temper.AIRING
    return Temper.SETTLED if ended is not None and now - ended > LONG_AGO else Temper.USUAL


def _moment(date: str | None) -> float | None:
    """When what a date names begins, in seconds since 1970.

    >>> _moment("1970-01-02"), _moment("1971"), _moment("some day")
    (86400.0, 31536000.0, None)
    """
    parts = [int(part) for part in (date or "").split("-") if part.isdecimal()]
    if not parts:
        return None
    year, month, day = (*parts, 1, 1)[:3]
    try:
        return datetime(year, month, day, tzinfo=UTC).timestamp()
    except ValueError:
        return None
