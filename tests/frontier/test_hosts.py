"""Hosts: a lease looks at those that have something left, and at no others, however many there are; on both stores."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection, Engine, exists, insert, inspect, select, text, update

from aggregator.exits import Refusal
from aggregator.frontier import Done, Frontier, Lease, Outcome, Plan, State, Visit, Wanted
from aggregator.frontier.hosts import LONGEST_PAUSE
from aggregator.frontier.leasing import free_hosts_query
from aggregator.frontier.tables import OPEN, about, host, page

if TYPE_CHECKING:
    import sqlite3

    from tests.frontier.conftest import Server

PLAN = Plan(run="run-1", sources=("https://a.example/",), program="1", most_pages=500)


def pages_of(*sites: int, path: str = "") -> list[Wanted]:
    return [Wanted(url=f"https://site-{site}.example/{path}", source="a", how="{}") for site in sites]


def done(lease: Lease, *found: Wanted, outcome: Outcome = Outcome.NO_REVIEW) -> Done:
    return Done(lease=lease, visit=Visit(outcome=outcome), found=found)


def engine_of(frontier: Frontier) -> Engine:
    return frontier._database._engine


def open_hosts(frontier: Frontier) -> tuple[set[str], set[str]]:
    """The hosts that say that they are open, and those that are."""
    has_open = exists().where(page.c.host == host.c.name, page.c.state.in_(OPEN))
    with engine_of(frontier).begin() as connection:
        said = set(connection.scalars(select(host.c.name).where(host.c.is_open)))
        return said, set(connection.scalars(select(host.c.name).where(has_open)))


# --- a host is open as long as anything of it is to be asked for ---


def test_a_host_is_open_until_its_last_page_is_done(frontier: Frontier) -> None:
    frontier.add([*pages_of(1, 2), *pages_of(1, path="more")])
    assert open_hosts(frontier) == ({"site-1.example", "site-2.example"}, {"site-1.example", "site-2.example"})
    first, *rest = sorted(frontier.lease("one", 10), key=lambda lease: lease.host)
    frontier.done("one", [done(lease) for lease in rest])
    assert open_hosts(frontier) == ({"site-1.example"}, {"site-1.example"})
    frontier.done("one", [done(first, *pages_of(3))])
    assert open_hosts(frontier) == ({"site-3.example"}, {"site-3.example"})


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_hosts_say_truly_whether_they_are_open(url: str, seed: int) -> None:
    chance, held, happened = random.Random(seed), dict[str, list[Lease]](one=[], two=[]), set[str]()
    overs: dict[str, Callable[[str], bool]] = {"begin": lambda _: True, "go on": lambda _: False}
    with Frontier.open(url, lease=0.0) as frontier:
        frontier.begin(PLAN)
        for name in held:
            frontier.enter(name)
        for number in range(120):
            name = chance.choice(list(held))
            some = [held[name].pop() for _ in range(min(len(held[name]), chance.randint(1, 3)))]
            found = pages_of(chance.randrange(6), path=str(chance.randrange(9)))
            what = chance.choice(
                ("add", *["lease"] * 4, *["done"] * 4, "give back", "leave", "sweep", "begin", "go on")
            )
            happened.add(what)
            match what:
                case "add":
                    frontier.add(found)
                case "lease":
                    held[name] += frontier.lease(name, chance.randint(1, 5))
                case "done":
                    outcome = chance.choice((Outcome.NO_REVIEW, Outcome.FAILED))
                    frontier.done(name, [done(lease, *found, outcome=outcome) for lease in some])
                case "give back":
                    frontier.give_back(name, [lease.key for lease in some])
                case "leave":
                    frontier.leave(name)
                case "sweep":
                    frontier.sweep()
                case "begin" | "go on":
                    frontier.begin(replace(PLAN, run=f"run-{100 + number}"), is_over=overs[what])
            said, are = open_hosts(frontier)
            assert said == are, (number, what)
    assert len(happened) == 8


def test_hosts_that_failed_pages_wake_are_open_again(frontier: Frontier) -> None:
    frontier.add(pages_of(1))
    (lease,) = frontier.lease("one", 1)
    frontier.done("one", [done(lease, outcome=Outcome.FAILED)])
    assert open_hosts(frontier) == (set(), set())
    assert frontier.begin(replace(PLAN, run="run-2")).runs == ("run-1",)
    assert [lease.host for lease in frontier.lease("one", 1)] == ["site-1.example"]


# --- what a lease looks at ---


def fill(frontier: Frontier, number: int, *, done_of_them: int) -> None:
    """So many hosts of a page each, those first that have nothing left."""
    states = [State.DONE] * done_of_them + [State.WAITING] * (number - done_of_them)
    names = [f"site-{at}.example" for at in range(number)]
    common = {"source": "a", "how": "{}", "priority": 0, "place": 1, "round": "run-1", "attempts": 0}
    with engine_of(frontier).begin() as connection:
        connection.execute(
            insert(host),
            [
                {"name": name, "free_at": float(at), "throttle": 1.0, "round": "run-1", "is_open": state in OPEN}
                for at, (name, state) in enumerate(zip(names, states, strict=True))
            ],
        )
        connection.execute(
            insert(page),
            [
                {"key": f"{at:024}", "url": f"https://{name}/", "host": name, "state": state, **common}
                for at, (name, state) in enumerate(zip(names, states, strict=True))
            ],
        )


def steps_of(frontier: Frontier, work: Callable[[], object]) -> int:
    """What SQLite does for some work, in hundreds of its machine's instructions."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with engine_of(frontier).connect() as connection:
        driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]  # it is one
    driver.set_progress_handler(count, 100)
    work()
    driver.set_progress_handler(None, 0)
    return steps


def test_hosts_that_are_done_cost_a_lease_nothing(tmp_path: Path) -> None:
    steps: list[int] = []
    for done_of_them in (10, 3000):
        with Frontier.open(str(tmp_path / f"{done_of_them}.sqlite")) as frontier:
            frontier.begin(PLAN)
            frontier.enter("one")
            fill(frontier, done_of_them + 100, done_of_them=done_of_them)
            leases: list[Lease] = []
            steps.append(steps_of(frontier, lambda: leases.extend(frontier.lease("one", 2))))  # noqa: B023 - at once
            assert [lease.host for lease in leases] == [f"site-{done_of_them + more}.example" for more in (0, 1)]
            steps[-1] += steps_of(frontier, frontier.next_free)
    few, many = steps
    assert 0 < many <= few + 5


def test_pages_that_wait_cost_a_sweep_nothing(tmp_path: Path) -> None:
    steps: list[int] = []
    for waiting in (10, 3000):
        with Frontier.open(str(tmp_path / f"{waiting}.sqlite")) as frontier:
            frontier.begin(PLAN)
            frontier.enter("one")
            fill(frontier, waiting, done_of_them=0)
            assert len(frontier.lease("one", 5)) == 5
            steps.append(steps_of(frontier, frontier.sweep))
    few, many = steps
    assert many <= few + 5


Node = dict[str, Any]


def nodes(plan: Node) -> Iterator[Node]:
    """The steps of a plan of PostgreSQL."""
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def explained(frontier: Frontier, *, is_alone: bool) -> list[Node]:
    """What PostgreSQL does to find sixteen hosts."""
    query = free_hosts_query(is_alone=is_alone)
    asked = {"now": frontier.now(), "number": 16, "me": "one", "workers": 1 if is_alone else 2}
    with engine_of(frontier).begin() as connection:
        compiled = query.compile(dialect=connection.dialect)
        said = connection.exec_driver_sql(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {compiled}", compiled.construct_params(asked)
        ).scalar_one()
    return list(nodes(said[0]["Plan"]))


@pytest.mark.parametrize("is_alone", [True, False])
def test_postgresql_finds_free_hosts_by_their_index_before_it_has_looked_at_its_tables(
    postgresql: "Server", is_alone: bool
) -> None:
    with Frontier.open(postgresql.database()) as frontier:
        frontier.begin(PLAN)
        with engine_of(frontier).begin() as connection:
            for table in (host, page):
                connection.execute(text(f"ALTER TABLE {table.name} SET (autovacuum_enabled = false)"))
        fill(frontier, 8000, done_of_them=4000)
        steps = explained(frontier, is_alone=is_alone)
        assert [step["Index Name"] for step in steps if step.get("Relation Name") == "host"] == ["host_turn"]
        assert {step["Node Type"] for step in steps}.isdisjoint({"Seq Scan", "Sort", "Hash Join", "Bitmap Heap Scan"})
        (looked,) = (step for step in steps if step.get("Index Name") == "host_turn")
        assert looked["Actual Rows"] + looked.get("Rows Removed by Filter", 0) == 16


# --- what else closes a host ---


def test_a_host_that_asks_us_to_come_back_later_is_the_next_free_one_when_it_says(frontier: Frontier) -> None:
    frontier.add(pages_of(1))
    frontier.block("site-1.example", 30.0)
    left = frontier.next_free()
    assert left is not None
    assert 15 < left <= 30
    frontier.add(pages_of(2))
    assert frontier.next_free() == 0.0


def test_a_clock_that_jumped_closes_no_host_for_long(frontier: Frontier) -> None:
    frontier.add(pages_of(1, 2))
    with engine_of(frontier).begin() as connection:
        connection.execute(update(host).values(free_at=frontier.now() + 2 * LONGEST_PAUSE))
    assert frontier.lease("one", 2) == []
    frontier.sweep()
    assert len(frontier.lease("one", 2)) == 2


# --- stores that were made before ---


def make_old(connection: Connection) -> None:
    """A store as it was when hosts did not say whether they are open."""
    connection.execute(text("DROP INDEX host_turn"))
    connection.execute(text("ALTER TABLE host DROP COLUMN is_open"))
    connection.execute(text("CREATE INDEX host_free ON host (free_at)"))
    connection.execute(update(about).values(format=1))


def test_a_store_of_the_format_before_is_gone_on_with(url: str) -> None:
    with Frontier.open(url) as frontier:
        frontier.begin(PLAN)
        frontier.enter("one")
        frontier.add(pages_of(1, 2, 3))
        first, *_ = frontier.lease("one", 2)
        frontier.done("one", [done(first)])
        with engine_of(frontier).begin() as connection:
            make_old(connection)
    with Frontier.open(url) as frontier:
        said, are = open_hosts(frontier)
        assert said == are
        assert len(said) == 2
        assert first.host not in said
        assert frontier.begin(replace(PLAN, run="run-2")).runs == ("run-1",)
        assert {index["name"] for index in inspect(engine_of(frontier)).get_indexes("host")} == {"host_turn"}


def test_a_store_of_a_newer_format_is_refused(url: str) -> None:
    with Frontier.open(url) as frontier, engine_of(frontier).begin() as connection:
        connection.execute(update(about).values(format=99))
    with pytest.raises(Refusal, match=r"another version of this program \(format 99, this is \d+\)"):
        Frontier.open(url)
