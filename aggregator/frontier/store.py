"""The frontier: what to fetch, leased to whom until when, done or failed; the same statements on both databases.

Every call is one transaction. Between two of them any process may die: a page is done only together with what it led
to, and what is leased to the dead falls to others when the lease runs out, on the same machine at once.
"""

import contextlib
import hashlib
import os
import platform
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeAlias, TypeVar
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Update,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from aggregator.exits import Exit, Refusal
from aggregator.frontier.database import Database
from aggregator.frontier.leasing import (
    LONGEST_PAUSE,
    SLACK,
    free_hosts,
    live_workers,
    take_pages,
    take_turn,
    waiting_pages,
    with_slack,
)
from aggregator.frontier.look import Look, look_at
from aggregator.frontier.revisits import (
    Standing,
    bury,
    doubt,
    due_pages,
    health_of,
    memory_of,
    resting,
    what_stands,
)
from aggregator.frontier.schedule import Pace, after
from aggregator.frontier.tables import host, page, round_, worker
from aggregator.frontier.visits import Memory, Outcome, Visit
from aggregator.harvest import Health
from aggregator.journal import Read
from aggregator.model import Issue, IssueCode
from aggregator.resolve.pages import canonical_url

LEASE = 60.0
"""Seconds for which a page is leased; a worker that lives renews its leases in time."""
HOLDS = 24 * 3600.0
"""Seconds for which a round that was broken off may be gone on with: so long an answer is as good as another."""
MOST_ATTEMPTS = 5
"""Leases of a page that ran out, after which it is left alone: it may be what its workers died of."""
_AT_ONCE = 1000
"""Values in one statement."""

Setting: TypeAlias = bool | int | float | str | None
T = TypeVar("T")


class State(StrEnum):
    """What becomes of a page in a round."""

    KNOWN = "known"
    """From an earlier round: it rests."""
    NAME = "name"
    """It was another name of a page, that need not be asked for twice."""
    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A page to be asked for."""

    url: str
    source: str
    how: str
    """JSON of whoever asks."""
    priority: int = 0
    is_counted: bool = True
    """Whether the budget of its site may leave it out."""
    may_rest: bool = False
    """Whether it need not be asked for when it is known and not due."""
    modified: float | None = None
    """When its site says that it changed last, in seconds since 1970."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A page that was asked for: what came of it."""

    lease: Lease
    visit: Visit
    found: Sequence[Wanted] = ()
    """What it led to."""
    names: Sequence[str] = ()
    """URLs under which it need not be asked for again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What holds for the pages of one source."""

    most_pages: int
    """Pages of a host."""
    reader: str
    """What names the program and the settings with which its pages are read and followed: with others, a page is asked
    for as if it had never been."""
    pace: Pace = field(default_factory=Pace)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a round is to be."""

    run: str
    sources: tuple[str, ...]
    """The URLs that it starts from."""
    names: tuple[str, ...] = ()
    """The sources by their names; the URLs themselves, where they have none."""
    program: str
    settings: dict[str, Setting] = field(default_factory=dict)
    """What is read and found depends on these: with others, a round is another one."""
    orders: dict[str, object] = field(default_factory=dict)
    """What its workers are told. It is JSON."""
    pause: float = 0.0
    """Seconds between two requests to a host of which nothing is known yet."""
    most: int = 2
    """Requests to a host at once, of all workers together."""
    most_pages: int = 10_000
    """Pages of a host."""
    every: bool = True
    """Whether known pages are asked for that are not due."""
    limits: dict[str, Limits] = field(default_factory=dict)
    """Source to what holds for it alone."""

    def of(self, source: str) -> Limits:
        """What holds for the pages of a source."""
        return self.limits.get(source) or Limits(most_pages=self.most_pages, reader=self.program)

    @property
    def paces(self) -> dict[str, Pace]:
        """Source to how often its pages are visited again."""
        return {source: limits.pace for source, limits in self.limits.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A crawl, by however many runs and workers."""

    id: str
    run: str
    runs: tuple[str, ...]
    """The runs before this one that it goes on from."""
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a page of a round came to, as it is stored."""

    key: str
    reading: Read | None
    issues: tuple[Issue, ...]


class Frontier:
    """One store, for any number of processes. Refusal from any call when the store takes it no more."""

    def __init__(self, database: Database, *, lease: float = LEASE) -> None:
        self._database = database
        self.seconds = lease
        """How long a lease lasts."""
        self.round: Round | None = None

    @classmethod
    def open(cls, url: str, *, lease: float = LEASE, ahead: float = 0.0) -> Self:
        """A store by its URL, or the path of an SQLite file. Refusal when it cannot be used.

        `ahead` is by how many seconds its clock is to be taken for ahead of the clocks of machines.
        """
        database = Database(url, ahead=ahead)
        database.open()
        return cls(database, lease=lease)

    @property
    def name(self) -> str:
        """What the store is called, without its password."""
        return self._database.name

    def now(self) -> float:
        """Seconds since 1970 by the store's clock."""
        return self._database.now()

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- rounds ---

    def begin(self, plan: Plan, *, is_over: Callable[[str], bool] = lambda _: False) -> Round:
        """Goes on with a round that was broken off, when it is young and the same; else begins a new one.

        `is_over` tells of a run whether it came to its end. Refusal when another run crawls with this store.
        """

        def work(connection: Connection) -> Round:
            now = self.now()
            last = connection.execute(
                select(round_).where(round_.c.ended.is_(None)).order_by(round_.c.started.desc()).with_for_update()
            ).first()
            if last is not None and _lives(last, now, 2 * LEASE) and last.pid != os.getpid():
                raise Refusal(
                    Exit.LOCKED,
                    f"Run {last.run} crawls with the frontier {self.name}: wait for it, or name another --frontier.",
                )
            if last is not None and not is_over(last.run) and _is_same(last, plan, now):
                return self._go_on(connection, last, plan, now)
            return self._new(connection, plan, now)

        self.round = self._database.do(work)
        return self.round

    def join(self) -> Round | None:
        """The round that goes on now, if one does."""
        row = self._database.do(lambda connection: connection.execute(_GOING_ON).first())
        self.round = _round(row) if row is not None else None
        return self.round

    def last(self) -> Round | None:
        """The round that was begun last, over or not."""
        begun = select(round_).order_by(round_.c.started.desc()).limit(1)
        row = self._database.do(lambda connection: connection.execute(begun).first())
        self.round = _round(row) if row is not None else None
        return self.round

    def end(self) -> None:
        """Ends the round: the next run begins another one."""
        now = self.now()
        self._database.do(
            lambda connection: connection.execute(update(round_).where(round_.c.id == self._round.id).values(ended=now))
        )

    def keep(self) -> None:
        """Tells that whoever leads the round lives."""
        now = self.now()
        self._database.do(
            lambda connection: connection.execute(update(round_).where(round_.c.id == self._round.id).values(seen=now))
        )
        self.sweep()

    def is_over(self) -> bool:
        """Whether nothing waits and nothing is leased."""
        return self._database.do(lambda connection: connection.execute(_OPEN).first()) is None

    def look(self) -> Look | None:
        """What goes on in the store, None when no round does."""
        now = self.now()

        def work(connection: Connection) -> Look | None:
            row = connection.execute(_GOING_ON).first()
            return look_at(connection, row.id, row.run, row.started, now) if row is not None else None

        return self._database.do(work)

    def left_out(self) -> list[str]:
        """Of every host that has more pages than the budget allows, the URL of one that was left out."""
        over = select(host.c.left_out).where(host.c.round == self._round.id, host.c.left_out.is_not(None))
        return sorted(self._database.do(lambda connection: connection.scalars(over).all()))

    def outcomes(self) -> Counter[Outcome]:
        """How many pages of the round came to what."""
        rows = self._all(
            select(page.c.outcome, func.count().label("number"))
            .where(page.c.round == self._round.id, page.c.state.in_([State.DONE, State.FAILED]))
            .group_by(page.c.outcome)
        )
        return Counter({Outcome(row.outcome): row.number for row in rows})

    def results(self) -> Iterator[Result]:
        """What the pages of the round came to, in the order of their keys."""
        columns = select(page.c.key, page.c.outcome, page.c.reading, page.c.issues)
        holds = [Outcome.READ, Outcome.UNCHANGED]
        key = ""
        while True:
            chunk = (
                columns.where(
                    page.c.round == self._round.id, page.c.state.in_([State.DONE, State.FAILED]), page.c.key > key
                )
                .order_by(page.c.key)
                .limit(_AT_ONCE)
            )
            rows = self._all(chunk)
            for row in rows:
                reading = _unpack(row.reading, Read) if row.outcome in holds and row.reading else None
                yield Result(key=row.key, reading=reading, issues=_issues(row.issues))
            if len(rows) < _AT_ONCE:
                return
            key = rows[-1].key

    def standing(self, source: str) -> Iterator[Standing]:
        """What stands of every page of a source, in the order of their keys."""
        key, round_id = "", self._round.id
        while True:
            rows = self._all(
                select(page)
                .where(page.c.source == source, page.c.state != State.NAME, page.c.key > key)
                .order_by(page.c.key)
                .limit(_AT_ONCE)
            )
            for row in rows:
                was_asked = row.round == round_id and row.state in {State.DONE, State.FAILED}
                reading = _unpack(row.reading, Read) if row.reading else None
                outcome = Outcome(row.outcome) if was_asked else None
                yield what_stands(row, reading, _issues(row.issues), outcome=outcome)
            if len(rows) < _AT_ONCE:
                return
            key = rows[-1].key

    def doubt(self, sources: Collection[str]) -> None:
        """What the round read of these sources is poor: the next round asks for it again, without conditions."""
        self._database.do(lambda connection: doubt(connection, sources, self._round.id))

    def bury(self, sources: Collection[str]) -> None:
        """Forgets what pages of these sources said that are gone: that they are was published."""
        self._database.do(lambda connection: bury(connection, sources))

    def health(self, source: str) -> Health:
        """How the pages of a source are doing, by the pace of the round that was joined."""
        pace, now = self._round.plan.of(source).pace, self.now()
        return self._database.do(lambda connection: health_of(connection, source, pace, now))

    # --- pages ---

    def add(self, wanted: Sequence[Wanted]) -> int:
        """Puts pages into the round, each once, as far as the budgets of their hosts reach. How many were new."""
        return self._database.do(lambda connection: self._add(connection, wanted))

    def known(self, urls: Iterable[str]) -> set[str]:
        """The keys of those pages that are in the round already."""
        keys = [key_of(url) for url in urls]
        return self._database.do(lambda connection: self._known(connection, keys))

    def has_room(self, url: str, source: str = "") -> bool:
        """Whether the budget of a page's host is not used up."""
        most = self._round.plan.of(source).most_pages
        asked = select(host.c.asked).where(host.c.name == host_of(url), host.c.round == self._round.id)
        return (self._database.do(lambda connection: connection.scalar(asked)) or 0) < most

    def lease(self, worker_id: str, most: int) -> list[Lease]:
        """Pages that this worker may ask for now: of a host with a pause one, and only when the pause is over."""

        def work(connection: Connection) -> list[Lease]:
            now = self.now()
            workers = live_workers(connection, self._round.id, now - 2 * self.seconds)
            free = free_hosts(connection, now, most, worker_id, max(workers, 1))
            leases: list[Lease] = []
            for one in free:
                rows = waiting_pages(connection, one.name, min(one.most, most - len(leases)))
                if rows and (one.pause or len(free) > 1):
                    take_turn(connection, one.name, rows[0].key, now, one.pause)
                leases += [_lease(row, now, one.pause) for row in rows]
                if len(leases) >= most:
                    break
            if leases:
                take_pages(connection, [lease.key for lease in leases], worker_id, now + self.seconds)
            return leases

        return self._database.do(work)

    def done(self, worker_id: str, finished: Sequence[Done], throttles: Mapping[str, float] | None = None) -> None:
        """Acknowledges pages: what they came to and what they led to, all of it or nothing.

        `throttles` is the pause, in seconds, that the slowness of hosts asks for. Of a page that somebody else has
        finished meanwhile, only what it led to is taken.
        """

        def work(connection: Connection) -> None:
            now = self.now()
            self._add(connection, [wanted for one in finished for wanted in one.found])
            self._add_names(connection, finished)
            for name, seconds in sorted((throttles or {}).items()):
                connection.execute(_THROTTLE, {"of": name, "seconds": seconds})
            by_kind: defaultdict[tuple[bool, bool], list[dict[str, object]]] = defaultdict(list)
            for one in finished:
                kind = one.visit.reading is not None, one.visit.outcome is not Outcome.UNCHANGED
                by_kind[kind].append(self._row(one, now))
            for (has_reading, has_issues), rows in sorted(by_kind.items()):
                connection.execute(_finish(has_reading=has_reading, has_issues=has_issues), rows)
            connection.execute(_COUNT, {"of": worker_id, "number": len(finished), "now": now})

        self._database.do(work)

    def give_back(self, worker_id: str, keys: Collection[str]) -> None:
        """Lets others have pages that were leased and not asked for."""
        self._database.do(
            lambda connection: connection.execute(_fall(page.c.worker == worker_id, page.c.key.in_(keys)))
        )

    # --- hosts ---

    def claim(self, name: str, key: str | None, pause: float) -> float:
        """Takes the next turn at a host for a request that is about to leave: 0, or seconds until the next try.

        `key` names the page whose lease was this turn, when it was not used yet; `pause` is what this worker knows
        to keep, in seconds.
        """

        def work(connection: Connection) -> float:
            now = self.now()
            row = connection.execute(select(host).where(host.c.name == name).with_for_update()).first()
            if row is None:
                connection.execute(self._insert_hosts().on_conflict_do_nothing(), [self._host(name)])
                row = connection.execute(select(host).where(host.c.name == name).with_for_update()).one()
            if (left := float(row.blocked_until) - now) > 0:
                return min(left, LONGEST_PAUSE)
            left = float(row.free_at) - now
            if 0 < left < LONGEST_PAUSE + SLACK and not (key is not None and row.turn == key):
                return left
            take_turn(connection, name, key, now, max(row.delay, row.throttle, pause))
            return 0.0

        return self._database.do(work)

    def slow_down(self, name: str, seconds: float) -> None:
        """Keeps a pause between any two requests to a host from now on: its robots.txt asks for it."""

        def work(connection: Connection) -> None:
            connection.execute(self._insert_hosts().on_conflict_do_nothing(), [self._host(name)])
            row = connection.execute(select(host).where(host.c.name == name).with_for_update()).one()
            free_at = max(row.free_at, row.asked_at + with_slack(seconds))
            connection.execute(update(host).where(host.c.name == name).values(delay=seconds, most=1, free_at=free_at))

        self._database.do(work)

    def block(self, name: str, seconds: float) -> None:
        """Asks nothing of a host for so long: it told us to come back later."""
        until = self.now() + seconds
        self._database.do(
            lambda connection: connection.execute(
                update(host).where(host.c.name == name, host.c.blocked_until < until).values(blocked_until=until)
            )
        )

    def next_free(self) -> float | None:
        """In how many seconds a host with waiting pages may be asked; None when none has any."""
        moment = self._database.do(lambda connection: connection.scalar(_NEXT_FREE))
        return None if moment is None else max(0.0, moment - self.now())

    # --- workers ---

    def enter(self, worker_id: str) -> None:
        """Begins work."""
        now = self.now()
        row = {"id": worker_id, "round": self._round.id, "machine": machine(), "pid": os.getpid(), "pages": 0}
        self._database.do(
            lambda connection: connection.execute(insert(worker), [{**row, "started": now, "seen": now, "ended": None}])
        )

    def renew(self, worker_id: str, keys: Collection[str]) -> None:
        """Tells that a worker lives, and renews the leases that it holds."""
        self._database.set_clock()
        now = self.now()

        def work(connection: Connection) -> None:
            connection.execute(update(worker).where(worker.c.id == worker_id).values(seen=now))
            leads = and_(round_.c.id == self._round.id, round_.c.machine == machine(), round_.c.pid == os.getpid())
            connection.execute(update(round_).where(leads).values(seen=now))
            if keys:
                connection.execute(
                    update(page)
                    .where(page.c.key.in_(keys), page.c.worker == worker_id, page.c.state == State.LEASED)
                    .values(leased_until=now + self.seconds)
                )

        self._database.do(work)
        self.sweep()

    def leave(self, worker_id: str) -> None:
        """Ends work: what is leased falls to others."""
        now = self.now()

        def work(connection: Connection) -> None:
            connection.execute(_fall(page.c.worker == worker_id))
            connection.execute(update(worker).where(worker.c.id == worker_id).values(ended=now))

        self._database.do(work)

    def sweep(self) -> None:
        """Lets pages fall to others whose lease has run out, or whose worker was killed on this machine."""

        def work(connection: Connection) -> None:
            now = self.now()
            mine = select(worker.c.id, worker.c.pid).where(worker.c.machine == machine(), worker.c.ended.is_(None))
            dead = [row.id for row in connection.execute(mine) if not _is_alive(row.pid)]
            if dead:
                connection.execute(_fall(page.c.worker.in_(dead)))
                connection.execute(update(worker).where(worker.c.id.in_(dead)).values(ended=now))
            out = or_(page.c.leased_until <= now, page.c.leased_until > now + LONGEST_PAUSE)
            connection.execute(_fall(out))
            killers = and_(page.c.state == State.WAITING, page.c.attempts >= MOST_ATTEMPTS)
            for row in connection.execute(select(page.c.key, page.c.url).where(killers)).all():
                connection.execute(
                    update(page)
                    .where(page.c.key == row.key)
                    .values(state=State.FAILED, outcome=Outcome.FAILED, issues=_pack((_given_up(row.url),)))
                )

        self._database.do(work)

    # --- the pieces of the transactions ---

    def _all(self, statement: "Select[Any]") -> "Sequence[Row[Any]]":
        return self._database.do(lambda connection: connection.execute(statement).all())

    @property
    def _round(self) -> Round:
        assert self.round is not None, "begin or join a round first"
        return self.round

    def _new(self, connection: Connection, plan: Plan, now: float) -> Round:
        for broken_off in connection.scalars(select(round_.c.id).where(round_.c.ended.is_(None))).all():
            doubt(connection, None, broken_off)
        connection.execute(update(round_).where(round_.c.ended.is_(None)).values(ended=now))
        connection.execute(
            update(page)
            .where(page.c.state.in_([State.WAITING, State.LEASED]))
            .values(state=State.KNOWN, worker=None, leased_until=None)
        )
        row = {
            "id": plan.run,
            "run": plan.run,
            "runs": "[]",
            "plan": msgspec.json.encode(plan).decode(),
            "machine": machine(),
            "pid": os.getpid(),
            "started": now,
            "seen": now,
        }
        connection.execute(insert(round_), [row])
        self.round = Round(id=plan.run, run=plan.run, runs=(), plan=plan)
        self._wake(connection, plan, now)
        return self.round

    def _wake(self, connection: Connection, plan: Plan, now: float) -> None:
        """Known pages that are due are asked for, whether anybody still links them or not."""
        due = due_pages(connection, plan.names or plan.sources, now, plan.paces, every=plan.every)
        asked: Counter[str] = Counter()
        keys = []
        for row in due:
            if asked[row.host] < plan.of(row.source).most_pages:
                asked[row.host] += 1
                keys.append(row.key)
        self._lock_hosts(connection, sorted(asked))
        for name, number in sorted(asked.items()):
            connection.execute(update(host).where(host.c.name == name).values(asked=number))
        for some in _some(keys):
            connection.execute(
                update(page)
                .where(page.c.key.in_(some))
                .values(round=plan.run, state=State.WAITING, worker=None, leased_until=None, attempts=0)
            )

    def _go_on(self, connection: Connection, last: "Row[Any]", plan: Plan, now: float) -> Round:
        """What failed is asked for again, as a new round would; what was left out may have room now."""
        runs = (*msgspec.json.decode(last.runs, type=tuple[str, ...]), last.run)
        connection.execute(
            update(round_)
            .where(round_.c.id == last.id)
            .values(
                run=plan.run,
                runs=msgspec.json.encode(runs).decode(),
                plan=msgspec.json.encode(plan).decode(),
                machine=machine(),
                pid=os.getpid(),
                seen=now,
            )
        )
        mine = select(worker.c.id).where(worker.c.machine == machine(), worker.c.ended.is_(None))
        connection.execute(_fall(page.c.worker.in_(mine)))
        connection.execute(
            update(page)
            .where(page.c.round == last.id, page.c.state == State.FAILED)
            .values(state=State.WAITING, attempts=0)
        )
        return Round(id=str(last.id), run=plan.run, runs=runs, plan=plan)

    def _add(self, connection: Connection, wanted: Sequence[Wanted]) -> int:
        """Under the locks of the hosts, which are taken in the order of their names."""
        by_key = {key: one for one in reversed(wanted) if (key := key_of(one.url))}
        if not by_key:
            return 0
        by_host: defaultdict[str, list[str]] = defaultdict(list)
        for key in reversed(by_key):
            by_host[host_of(by_key[key].url)].append(key)
        names = sorted(by_host)
        asked = self._lock_hosts(connection, names)
        known = self._known(connection, list(by_key))
        rest = self._resting(connection, {key: one for key, one in by_key.items() if key not in known})
        rows: list[dict[str, object]] = []
        for name in names:
            count, over = asked[name], None
            for key in by_host[name]:
                one = by_key[key]
                if key in known:
                    continue
                if key in rest:
                    rows.append({**self._page(key, name, one, 0), "state": State.KNOWN})
                    continue
                if one.is_counted and count >= self._round.plan.of(one.source).most_pages:
                    over = over or one.url
                    continue
                count += 1
                rows.append(self._page(key, name, one, count))
            if count != asked[name] or over:
                values: dict[str, object] = {"asked": count, **({"left_out": over} if over else {})}
                connection.execute(update(host).where(host.c.name == name).values(**values))
        if rows:
            self._put(connection, rows)
        return len(rows)

    def _resting(self, connection: Connection, wanted: Mapping[str, Wanted]) -> set[str]:
        """Those pages that may rest, are known and not due."""
        plan = self._round.plan
        if plan.every:
            return set()
        may = {key: one.modified for key, one in wanted.items() if one.may_rest}
        return resting(connection, may, self.now(), plan.paces)

    def _add_names(self, connection: Connection, finished: Iterable[Done]) -> None:
        rows = []
        for one in finished:
            for url in one.names:
                named = Wanted(url=url, source=one.lease.source, how=one.lease.how)
                row = {**self._page(key_of(url), host_of(url), named, 0), "state": State.NAME}
                if row["key"] != one.lease.key:
                    rows.append(row)
        if rows:
            self._put(connection, sorted(rows, key=lambda row: str(row["key"])))

    def _put(self, connection: Connection, rows: list[dict[str, object]]) -> None:
        """Writes pages that are new to the round; what is remembered of them stays."""
        put = self._insert_pages()
        fresh = ("source", "url", "host", "how", "priority", "place", "round", "state", "worker", "attempts")
        connection.execute(
            put.on_conflict_do_update(
                index_elements=[page.c.key],
                set_={name: put.excluded[name] for name in fresh},
                where=page.c.round != put.excluded.round,
            ),
            rows,
        )

    def _page(self, key: str, name: str, wanted: Wanted, place: int) -> dict[str, object]:
        return {
            "key": key,
            "source": wanted.source,
            "url": wanted.url,
            "host": name,
            "how": wanted.how,
            "priority": wanted.priority,
            "place": place,
            "round": self._round.id,
            "state": State.WAITING,
            "worker": None,
            "attempts": 0,
        }

    def _host(self, name: str) -> dict[str, object]:
        plan = self._round.plan
        return {"name": name, "throttle": plan.pause, "most": plan.most, "round": self._round.id}

    def _lock_hosts(self, connection: Connection, names: Sequence[str]) -> dict[str, int]:
        """How many pages of each host the round has; hosts of earlier rounds begin anew."""
        asked: dict[str, int] = {}
        for some in _some(names):
            connection.execute(self._insert_hosts().on_conflict_do_nothing(), [self._host(name) for name in some])
            rows = connection.execute(
                select(host.c.name, host.c.asked, host.c.round)
                .where(host.c.name.in_(some))
                .order_by(host.c.name)
                .with_for_update()
            ).all()
            asked |= {row.name: row.asked if row.round == self._round.id else 0 for row in rows}
            if old := [row.name for row in rows if row.round != self._round.id]:
                plan = self._round.plan
                connection.execute(
                    update(host)
                    .where(host.c.name.in_(old))
                    .values(
                        round=self._round.id, asked=0, left_out=None, delay=0.0, throttle=plan.pause, most=plan.most
                    )
                )
        return asked

    def _known(self, connection: Connection, keys: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for some in _some(keys):
            found |= set(connection.scalars(_KNOWN, {"keys": some, "in": self._round.id}))
        return found

    def _row(self, one: Done, now: float) -> dict[str, object]:
        """A page's row after a visit, as the statement of _finish names its columns."""
        visit = one.visit
        lease = one.lease
        limits = self._round.plan.of(lease.source)
        memory = after(lease.memory, visit, now, limits.reader, key=lease.key, pace=limits.pace)
        failed = visit.outcome in {Outcome.FAILED, Outcome.BLOCKED}
        row = {
            **{name: getattr(memory, name) for name in _REMEMBERED},
            "state": State.FAILED if failed else State.DONE,
            "outcome": visit.outcome,
        }
        if visit.outcome is not Outcome.UNCHANGED:
            row["issues"] = _pack(visit.issues) if visit.issues else None
        if visit.reading is not None:
            row["reading"] = _pack(visit.reading)
        return {f"new_{name}": value for name, value in row.items()} | {"of": one.lease.key, "in": self._round.id}

    def _insert_pages(self) -> sqlite.Insert | postgresql.Insert:
        return sqlite.insert(page) if self._database.is_file else postgresql.insert(page)

    def _insert_hosts(self) -> sqlite.Insert | postgresql.Insert:
        return sqlite.insert(host) if self._database.is_file else postgresql.insert(host)


# --- what names a page ---


def key_of(url: str) -> str:
    """What a page is known by, however its URL is spelt: 24 hex digits.

    >>> key_of("http://www.example.org/a/?utm_source=x") == key_of("https://example.org/a")
    True
    """
    return hashlib.blake2b(canonical_url(url).encode("utf-8", "replace"), digest_size=12).hexdigest()


def host_of(url: str) -> str:
    """The host, without the prefix `www.` that means nothing.

    >>> host_of("https://www.example.org:8000/a")
    'example.org'
    """
    return (urlsplit(url).hostname or "").removeprefix("www.")


# --- statements ---

_REMEMBERED = tuple(field.name for field in fields(Memory))


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


_GOING_ON = select(round_).where(round_.c.ended.is_(None)).order_by(round_.c.started.desc()).limit(1)
_OPEN = select(page.c.key).where(page.c.state.in_([State.WAITING, State.LEASED])).limit(1)
_NEXT_FREE = select(
    func.min(case((host.c.free_at > host.c.blocked_until, host.c.free_at), else_=host.c.blocked_until))
).where(exists().where(page.c.host == host.c.name, page.c.state == State.WAITING))
_KNOWN = select(page.c.key).where(page.c.key.in_(bindparam("keys", expanding=True)), page.c.round == bindparam("in"))
_THROTTLE = update(host).where(host.c.name == bindparam("of")).values(throttle=bindparam("seconds"))
_COUNT = (
    update(worker)
    .where(worker.c.id == bindparam("of"))
    .values(pages=worker.c.pages + bindparam("number"), seen=bindparam("now"))
)


def _fall(*which: ColumnElement[bool]) -> Update:
    """Leased pages wait again."""
    return (
        update(page)
        .where(page.c.state == State.LEASED, *which)
        .values(state=State.WAITING, worker=None, leased_until=None)
    )


# --- rows ---


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


def _round(row: "Row[Any]") -> Round:
    return Round(
        id=row.id,
        run=row.run,
        runs=msgspec.json.decode(row.runs, type=tuple[str, ...]),
        plan=msgspec.json.decode(row.plan, type=Plan),
    )


def _is_same(row: "Row[Any]", plan: Plan, now: float) -> bool:
    """Whether a round that was broken off would ask and read as this one."""
    begun = msgspec.json.decode(row.plan, type=Plan)
    same = (begun.sources, begun.program, begun.settings) == (plan.sources, plan.program, plan.settings)
    return same and -5.0 <= now - row.started <= HOLDS


def _lives(row: "Row[Any]", now: float, longest: float) -> bool:
    """Whether whoever leads a round still does."""
    return abs(now - row.seen) < longest and (row.machine != machine() or _is_alive(row.pid))


def _given_up(url: str) -> Issue:
    return Issue(
        code=IssueCode.READER_FAILED,
        message=f"{MOST_ATTEMPTS} workers had this page and did not finish it: please report it, with the page.",
        url=url,
    )


def _issues(packed: bytes | None) -> tuple[Issue, ...]:
    return _unpack(packed, tuple[Issue, ...]) if packed else ()


def _pack(value: object) -> bytes:
    return zlib.compress(msgspec.json.encode(value), 1)


def _unpack(packed: bytes, kind: type[T]) -> T:
    return msgspec.json.decode(zlib.decompress(packed), type=kind)


# --- processes ---


@cache
def machine() -> str:
    """What tells this machine, as far as process ids go, from others."""
    with contextlib.suppress(OSError):
        return f"{platform.node()} {Path('/proc/self/ns/pid').readlink()}"
    return platform.node()


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _some(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The same, in as many pieces as statements take."""
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
