"""The store: every page once, one lease at a time, politeness for all workers together; on both databases."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from aggregator.exits import Exit, Refusal
from aggregator.frontier import Done, Frontier, Lease, Outcome, Plan, Visit, Wanted, key_of
from aggregator.frontier.hosts import SLACK
from aggregator.frontier.leasing import SOLO
from aggregator.frontier.look import told
from aggregator.journal import Read
from aggregator.model import Issue, IssueCode, Review

PLAN = Plan(run="run-1", sources=("https://a.example/",), program="1", most_pages=500)


def wanted(*paths: str, site: str = "https://a.example", source: str = "a") -> list[Wanted]:
    return [Wanted(url=f"{site}/{path}", source=source, how="{}") for path in paths]


def read(lease: Lease, title: str = "A Story") -> Done:
    reading = Read(review=Review(title=title, headline=title, url=lease.url), content=title)
    return Done(lease=lease, visit=Visit(outcome=Outcome.READ, reading=reading, fingerprint=title))


def test_a_page_is_put_in_once_however_it_is_spelt_and_leased_once(frontier: Frontier) -> None:
    assert frontier.add(wanted("a", "a/", "a?utm_source=x", "b")) == 2
    assert frontier.add(wanted("a", "b", "c")) == 1
    assert frontier.known(["http://www.a.example/a#top", "https://a.example/z"]) == {key_of("https://a.example/a")}
    leases = frontier.lease("one", 10)
    assert [lease.url for lease in leases] == ["https://a.example/a", "https://a.example/b", "https://a.example/c"]
    assert frontier.lease("one", 10) == []
    assert not frontier.is_over()


def test_a_page_is_done_together_with_what_it_led_to(frontier: Frontier) -> None:
    frontier.add(wanted("list"))
    (lease,) = frontier.lease("one", 1)
    issue = Issue(code=IssueCode.NOT_A_REVIEW, message="A list.", url=lease.url)
    visit = Visit(outcome=Outcome.NO_REVIEW, issues=(issue,))
    frontier.done("one", [Done(lease=lease, visit=visit, found=wanted("a", "b"), names=["https://a.example/list?p=1"])])
    assert frontier.add(wanted("list?p=1", "list")) == 0
    pages = frontier.lease("one", 5)
    assert [page.url for page in pages] == ["https://a.example/a", "https://a.example/b"]
    frontier.done("one", [read(page) for page in pages])
    assert frontier.is_over()
    results = {result.key: result for result in frontier.results()}
    assert results[lease.key].issues == (issue,)
    assert results[pages[0].key].reading == read(pages[0]).visit.reading
    standing = [one.reading.review.url for one in frontier.standing("a") if one.reading]
    assert standing == [page.url for page in sorted(pages, key=lambda page: page.key)]


def test_the_greater_priority_comes_first_and_then_what_was_found_first(frontier: Frontier) -> None:
    first, second, third = wanted("a", "b", "c")
    frontier.add([first, second, replace(third, priority=5)])
    assert [lease.url[-1] for lease in frontier.lease("one", 10)] == ["c", "a", "b"]


def test_a_budget_holds_and_is_told_when_it_is_used_up(frontier: Frontier) -> None:
    assert frontier.add(wanted(*map(str, range(500)))) == 500
    assert not frontier.has_room("https://a.example/x")
    assert frontier.left_out() == []
    assert frontier.add(wanted("more")) == 0
    assert frontier.left_out() == ["https://a.example/more"]
    assert frontier.add([replace(wanted("start")[0], is_counted=False)]) == 1
    assert frontier.has_room("https://b.example/")


def test_a_lease_that_runs_out_falls_to_others(url: str) -> None:
    with Frontier.open(url, lease=0.0) as frontier:
        frontier.begin(PLAN)
        frontier.enter("one")
        frontier.add(wanted("a"))
        (lease,) = frontier.lease("one", 1)
        frontier.sweep()
        (again,) = frontier.lease("two", 1)
        assert (again.key, again.attempts) == (lease.key, 2)
        frontier.done("one", [read(lease, "first")])
        frontier.done("two", [read(again, "second")])
        (result,) = frontier.results()
        assert result.reading == read(lease, "first").visit.reading


def test_a_page_that_workers_die_of_is_left_alone(url: str) -> None:
    with Frontier.open(url, lease=0.0) as frontier:
        frontier.begin(PLAN)
        frontier.add(wanted("a"))
        for _ in range(5):
            assert frontier.lease("one", 1)
            frontier.sweep()
        assert frontier.lease("one", 1) == []
        assert frontier.is_over()
        (result,) = frontier.results()
        assert result.issues[0].code is IssueCode.READER_FAILED


def test_a_worker_that_leaves_gives_back_what_it_holds(frontier: Frontier) -> None:
    frontier.add(wanted("a", "b"))
    kept, given = frontier.lease("one", 2)
    frontier.give_back("one", [given.key])
    assert [lease.key for lease in frontier.lease("two", 2)] == [given.key]
    frontier.leave("one")
    assert [lease.key for lease in frontier.lease("two", 2)] == [kept.key]


# --- politeness ---


def test_a_host_with_a_pause_gives_one_page_and_the_next_when_the_pause_is_over(url: str) -> None:
    with Frontier.open(url) as frontier:
        frontier.begin(replace(PLAN, pause=100.0))
        frontier.add([*wanted("a", "b"), *wanted("c", site="https://b.example")])
        assert {lease.host for lease in frontier.lease("one", 10)} == {"a.example", "b.example"}
        assert frontier.lease("two", 10) == []
        left = frontier.next_free()
        assert left is not None
        assert 60 < left < 100 + 2 * SLACK


def test_a_turn_is_taken_once_and_others_wait(frontier: Frontier) -> None:
    frontier.add(wanted("a", "b"))
    one, two = frontier.lease("one", 2)
    frontier.slow_down("a.example", 50.0)
    assert frontier.claim("a.example", one.key, 0.0) == 0.0
    assert 30 < frontier.claim("a.example", None, 0.0) < 51
    assert 30 < frontier.claim("a.example", two.key, 0.0) < 51
    assert frontier.claim("c.example", None, 7.0) == 0.0
    assert 1 < frontier.claim("c.example", None, 0.0) < 8


def test_several_workers_have_no_more_of_a_host_than_one_may(frontier: Frontier) -> None:
    frontier.add(wanted(*map(str, range(2 * SOLO))))
    assert len(frontier.lease("one", 4)) == 4
    frontier.enter("two")
    time.sleep(1.1)  # so old its count of workers may be
    assert frontier.lease("two", 4) == []
    frontier.leave("one")
    time.sleep(1.1)
    assert len(frontier.lease("two", 2 * SOLO)) == SOLO


def test_a_host_that_asks_us_to_come_back_later_is_left_alone(frontier: Frontier) -> None:
    frontier.add(wanted("a"))
    frontier.block("a.example", 30.0)
    assert frontier.lease("one", 1) == []
    assert 15 < frontier.claim("a.example", None, 0.0) <= 30


def test_a_look_tells_who_works_where_and_how_far_they_are(frontier: Frontier) -> None:
    frontier.add(wanted("a", "b", "c"))
    first, _ = frontier.lease("one", 2)
    frontier.done("one", [read(first)])
    frontier.add(wanted("d", site="https://b.example"))
    frontier.slow_down("b.example", 7.0)
    look = frontier.look()
    assert look is not None
    assert (look.run, look.waiting, look.leased, look.done, look.failed) == ("run-1", 2, 1, 1, 0)
    assert [(worker.id, worker.leases, worker.pages) for worker in look.workers] == [("one", 1, 1)]
    assert [(place.name, place.waiting, place.pause) for place in look.hosts] == [
        ("a.example", 1, 0.0),
        ("b.example", 1, 7.0),
    ]
    assert [line.split(" crawls: ")[-1].split(" (")[0] for line in told(look)] == [
        "2 pages waiting, 1 leased, 1 done, 0 failed; 1 worker.",
        "  worker one",
        "  a.example: 1 waiting, 1 leased, 1 done, 0 failed; without pauses, free now",
        "  b.example: 1 waiting, 0 leased, 0 done, 0 failed; a page every 7.0 s, free now",
    ]
    frontier.end()
    assert frontier.look() is None


# --- rounds ---


def test_a_round_that_was_broken_off_is_gone_on_with_where_it_stopped(url: str) -> None:
    with Frontier.open(url) as frontier:
        frontier.begin(PLAN)
        frontier.enter("one")
        frontier.add(wanted("a", "b", "c"))
        first, second = frontier.lease("one", 2)
        frontier.done("one", [read(first)])
        assert second.url.endswith("b")
    with Frontier.open(url) as frontier:
        round_ = frontier.begin(replace(PLAN, run="run-2"))
        assert (round_.id, round_.run, round_.runs) == ("run-1", "run-2", ("run-1",))
        assert frontier.add(wanted("a", "b", "c")) == 0
        frontier.enter("two")
        (its_share,) = frontier.lease("two", 5)  # as long as "one" may live
        frontier.done("two", [read(its_share)])
        (rest,) = frontier.lease("two", 5)
        assert [its_share.url[-1], rest.url[-1]] == ["b", "c"]
        assert {result.key for result in frontier.results()} == {first.key, its_share.key}


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, run="run-2", program="2"),
        replace(PLAN, run="run-2", sources=("https://b.example/",)),
        replace(PLAN, run="run-2", settings={"layouts": False}),
    ],
    ids=["another version", "other sources", "other settings"],
)
def test_another_round_begins_anew_and_remembers(frontier: Frontier, other: Plan) -> None:
    frontier.add(wanted("a", "b"))
    done, _ = frontier.lease("one", 2)
    frontier.done("one", [read(done)])
    assert not frontier.begin(other).runs
    assert list(frontier.results()) == []
    assert frontier.is_over()
    assert frontier.add(wanted("a")) == 1
    (lease,) = frontier.lease("one", 2)
    assert (lease.memory.visits, lease.memory.fingerprint) == (1, "A Story")
    assert [one.outcome for one in frontier.standing("a") if one.reading] == [None]


def test_what_was_published_is_not_gone_on_with(frontier: Frontier) -> None:
    assert not frontier.begin(replace(PLAN, run="run-2"), is_over=lambda run: run == "run-1").runs


def test_what_ended_is_not_gone_on_with(frontier: Frontier) -> None:
    frontier.end()
    assert frontier.join() is None
    assert not frontier.begin(replace(PLAN, run="run-2")).runs


# --- what is no store of ours ---


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "frontier.sqlite"
    path.write_bytes(b"This is not a database at all, only text. " * 100)
    with pytest.raises(Refusal, match=r"is damaged.*remove it to begin anew") as refusal:
        Frontier.open(str(path))
    assert refusal.value.exit_code is Exit.USAGE


# --- what is due ---


def due_later(frontier: Frontier, run: str, **orders: object) -> list[str]:
    """What a later round asks for, that starts where this one did."""
    frontier.end()
    frontier.begin(replace(PLAN, run=run, names=("a",), **orders))  # type: ignore[arg-type]  # a test names what it needs
    return [lease.url for lease in frontier.lease("one", 10)]


def test_a_later_round_asks_for_what_is_due_and_for_all_when_it_is_told_so(frontier: Frontier) -> None:
    frontier.add(wanted("a", "b"))
    frontier.done("one", [read(lease) for lease in frontier.lease("one", 2)])
    assert due_later(frontier, "run-2", every=False) == []
    assert frontier.add([replace(one, may_rest=True) for one in wanted("a", "c")]) == 2
    assert [lease.url[-1] for lease in frontier.lease("one", 10)] == ["c"]
    assert sorted(url[-1] for url in due_later(frontier, "run-3", every=True)) == ["a", "b", "c"]


def test_what_a_broken_off_round_never_asked_for_is_asked_for_by_the_next(frontier: Frontier) -> None:
    frontier.add(wanted("a", "b"))
    assert [url[-1] for url in due_later(frontier, "run-2", every=False)] == ["a", "b"]


def test_another_name_of_a_page_is_not_asked_for_again(frontier: Frontier) -> None:
    frontier.add(wanted("a"))
    (lease,) = frontier.lease("one", 1)
    frontier.done("one", [replace(read(lease), names=["https://a.example/other"])])
    assert [url[-1] for url in due_later(frontier, "run-2", every=True)] == ["a"]


def test_a_page_that_changed_too_soon_after_a_visit_is_due_as_soon_as_it_may_be(frontier: Frontier) -> None:
    frontier.add(wanted("a"))
    (lease,) = frontier.lease("one", 1)
    frontier.done("one", [read(lease)])
    assert due_later(frontier, "run-2", every=False) == []
    frontier.add([replace(wanted("a")[0], may_rest=True, modified=frontier.now() + 60)])
    assert frontier.lease("one", 1) == []
    assert frontier.add([replace(wanted("b")[0])]) == 1
    (other,) = frontier.lease("one", 1)
    frontier.done("one", [read(other)])
    frontier.end()
    frontier._database._ahead = 86_400.0
    assert [url[-1] for url in due_later(frontier, "run-3", every=False)] == ["a"]


def test_what_was_doubted_is_asked_for_again_without_conditions(frontier: Frontier) -> None:
    frontier.add(wanted("a"))
    (lease,) = frontier.lease("one", 1)
    done = read(lease)
    frontier.done("one", [replace(done, visit=replace(done.visit, etag="x"))])
    frontier.doubt(["a"])
    frontier.end()
    frontier.begin(replace(PLAN, run="run-2", names=("a",), every=False))
    (lease,) = frontier.lease("one", 1)
    assert (lease.memory.etag, lease.memory.fingerprint) == (None, "A Story")


def test_a_budget_holds_for_known_pages_too(frontier: Frontier) -> None:
    frontier.add(wanted(*"abcdef"))
    frontier.done("one", [read(lease) for lease in frontier.lease("one", 6)])
    assert len(due_later(frontier, "run-2", every=True, most_pages=4)) == 4
