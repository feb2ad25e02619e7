"""The store: every call is one transaction on the frontier's database; the same on SQLite and PostgreSQL.

Between two of them any process may die: a page is done only together with what it led to, and what is leased to the
dead falls to others when the lease runs out, on the same machine at once. What the calls do is known in the modules
that they are named after.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Self

from sqlalchemy import Connection, Row, Select

from aggregator.frontier import adding, hosts, leasing, outcomes, revisits, rounds, workers
from aggregator.frontier.adding import Wanted
from aggregator.frontier.database import AT_ONCE, PATIENCE, Database
from aggregator.frontier.leasing import Lease
from aggregator.frontier.look import Look, look_at
from aggregator.frontier.names import host_of, key_of
from aggregator.frontier.outcomes import Done, Result
from aggregator.frontier.plan import Plan, Round
from aggregator.frontier.revisits import Standing
from aggregator.frontier.tables import page
from aggregator.frontier.visits import Outcome
from aggregator.harvest import Health

LEASE = 60.0
"""Seconds for which a page is leased; a worker that lives renews its leases in time."""


class Frontier:
    """One store, for any number of processes. Refusal from any call when the store takes it no more."""

    def __init__(self, database: Database, *, lease: float = LEASE) -> None:
        self._database = database
        self.seconds = lease
        """How long a lease lasts."""
        self.round: Round | None = None

    @classmethod
    def open(cls, url: str, *, lease: float = LEASE, ahead: float = 0.0, patience: float = PATIENCE) -> Self:
        """A store by its URL, or the path of an SQLite file. Refusal when it cannot be used.

        `ahead` is by how many seconds its clock is to be taken for ahead of the clocks of machines, `patience` for how
        many it is waited for when it does not answer.
        """
        database = Database(url, ahead=ahead, patience=patience)
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
        self.round = self._database.do(
            lambda connection: rounds.begin(connection, plan, self.now(), self.name, is_over)
        )
        return self.round

    def join(self) -> Round | None:
        """The round that goes on now, if one does."""
        self.round = rounds.round_of(self._database.do(rounds.going_on))
        return self.round

    def last(self) -> Round | None:
        """The round that was begun last, over or not."""
        self.round = rounds.round_of(self._database.do(rounds.last_begun))
        return self.round

    def end(self) -> None:
        """Ends the round: the next run begins another one."""
        self._database.do(lambda connection: rounds.end(connection, self._round, self.now()))

    def keep(self) -> None:
        """Tells that whoever leads the round lives."""
        self._database.do(lambda connection: rounds.keep(connection, self._round, self.now()))
        self.sweep()

    def is_over(self) -> bool:
        """Whether nothing waits and nothing is leased."""
        return self._database.do(rounds.is_over)

    def look(self) -> Look | None:
        """What goes on in the store, None when no round does."""

        def work(connection: Connection) -> Look | None:
            row = rounds.going_on(connection)
            return look_at(connection, row.id, row.run, row.started, self.now()) if row is not None else None

        return self._database.do(work)

    def left_out(self) -> list[str]:
        """Of every host that has more pages than the budget allows, the URL of one that was left out."""
        return self._database.do(lambda connection: hosts.left_out(connection, self._round))

    def outcomes(self) -> Counter[Outcome]:
        """How many pages of the round came to what."""
        return self._database.do(lambda connection: outcomes.count_outcomes(connection, self._round))

    def results(self) -> Iterator[Result]:
        """What the pages of the round came to, in the order of their keys."""
        return map(outcomes.result_of, self._by_key(outcomes.ended_pages(self._round)))

    def standing(self, source: str) -> Iterator[Standing]:
        """What stands of every page of a source, in the order of their keys."""
        round_id = self._round.id
        return (revisits.standing_of(row, round_id) for row in self._by_key(revisits.pages_of(source)))

    def doubt(self, sources: Collection[str]) -> None:
        """What the round read of these sources is poor: the next round asks for it again, without conditions."""
        self._database.do(lambda connection: revisits.doubt(connection, sources, self._round.id))

    def bury(self, sources: Collection[str]) -> None:
        """Forgets what pages of these sources said that are gone: that they are was published."""
        self._database.do(lambda connection: revisits.bury(connection, sources))

    def health(self, source: str) -> Health:
        """How the pages of a source are doing, by the pace of the round that was joined."""
        pace = self._round.plan.of(source).pace
        return self._database.do(lambda connection: revisits.health_of(connection, source, pace, self.now()))

    # --- pages ---

    def add(self, wanted: Sequence[Wanted]) -> int:
        """Puts pages into the round, each once, as far as the budgets of their hosts reach. How many were new."""
        return self._database.do(lambda connection: adding.add(connection, self._round, wanted, self.now()))

    def known(self, urls: Iterable[str]) -> set[str]:
        """The keys of those pages that are in the round already."""
        keys = [key_of(url) for url in urls]
        return self._database.do(lambda connection: adding.known_keys(connection, self._round, keys))

    def has_room(self, url: str, source: str = "") -> bool:
        """Whether the budget of a page's host is not used up."""
        return self._database.do(lambda connection: hosts.has_room(connection, self._round, host_of(url), source))

    def lease(self, worker_id: str, most: int) -> list[Lease]:
        """Pages that this worker may ask for now: of a host with a pause one, and only when the pause is over."""
        return self._database.do(
            lambda connection: leasing.lease_pages(
                connection, self._round, worker_id, most, now=self.now(), seconds=self.seconds
            )
        )

    def done(self, worker_id: str, finished: Sequence[Done], throttles: Mapping[str, float] | None = None) -> None:
        """Acknowledges pages: what they came to and what they led to, all of it or nothing.

        `throttles` is the pause, in seconds, that the slowness of hosts asks for. Of a page that somebody else has
        finished meanwhile, only what it led to is taken.
        """
        self._database.do(
            lambda connection: outcomes.acknowledge(
                connection, self._round, worker_id, finished, throttles or {}, now=self.now()
            )
        )

    def give_back(self, worker_id: str, keys: Collection[str]) -> None:
        """Lets others have pages that were leased and not asked for."""
        self._database.do(lambda connection: leasing.fall(connection, page.c.worker == worker_id, page.c.key.in_(keys)))

    # --- hosts ---

    def claim(self, name: str, key: str | None, pause: float) -> float:
        """Takes the next turn at a host for a request that is about to leave: 0, or seconds until the next try.

        `key` names the page whose lease was this turn, when it was not used yet; `pause` is what this worker knows
        to keep, in seconds.
        """
        return self._database.do(
            lambda connection: hosts.claim(connection, self._round, name, key, pause=pause, now=self.now())
        )

    def slow_down(self, name: str, seconds: float) -> None:
        """Keeps a pause between any two requests to a host from now on: its robots.txt asks for it."""
        self._database.do(lambda connection: hosts.slow_down(connection, self._round, name, seconds))

    def block(self, name: str, seconds: float) -> None:
        """Asks nothing of a host for so long: it told us to come back later."""
        until = self.now() + seconds
        self._database.do(lambda connection: hosts.block(connection, name, until))

    def next_free(self) -> float | None:
        """In how many seconds a host with waiting pages may be asked; None when none has any."""
        moment = self._database.do(hosts.next_free)
        return None if moment is None else max(0.0, moment - self.now())

    # --- workers ---

    def enter(self, worker_id: str) -> None:
        """Begins work."""
        self._database.do(lambda connection: workers.enter(connection, self._round, worker_id, self.now()))

    def renew(self, worker_id: str, keys: Collection[str]) -> None:
        """Tells that a worker lives, and renews the leases that it holds."""
        self._database.set_clock()
        self._database.do(
            lambda connection: workers.renew(
                connection, self._round, worker_id, keys, now=self.now(), seconds=self.seconds
            )
        )
        self.sweep()

    def leave(self, worker_id: str) -> None:
        """Ends work: what is leased falls to others."""
        self._database.do(lambda connection: workers.leave(connection, worker_id, self.now()))

    def sweep(self) -> None:
        """Lets pages fall to others whose lease has run out, or whose worker was killed on this machine."""
        self._database.do(lambda connection: workers.sweep(connection, self.now()))

    # --- what these stand on ---

    @property
    def _round(self) -> Round:
        assert self.round is not None, "begin or join a round first"
        return self.round

    def _by_key(self, pages: "Select[Any]") -> "Iterator[Row[Any]]":
        """Rows of pages in the order of their keys, so many in a transaction."""
        key = ""
        while True:
            rows = self._all(pages.where(page.c.key > key).order_by(page.c.key).limit(AT_ONCE))
            yield from rows
            if len(rows) < AT_ONCE:
                return
            key = rows[-1].key

    def _all(self, statement: "Select[Any]") -> "Sequence[Row[Any]]":
        return self._database.do(lambda connection: connection.execute(statement).all())
