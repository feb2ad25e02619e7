"""When a page is visited again: within the bounds of its source, the sooner the more it changes; gone after misses."""

from collections import Counter
from dataclasses import replace
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.frontier.schedule import (
    CLOCK_DRIFT,
    DAY,
    FIRST,
    HOUR,
    MISSES,
    MISSES_APART,
    MOST,
    Pace,
    Temper,
    after,
    is_due,
    is_gone,
    is_overdue,
    temper_of,
)
from aggregator.frontier.visits import Memory, Outcome, Visit, fingerprint_of
from aggregator.journal import Read
from aggregator.model import Review, Score, Status

NOW = 1_800_000_000.0  # in January 2027
USUAL_PACE = Pace()
FOUND = (Outcome.READ, Outcome.UNCHANGED, Outcome.NO_REVIEW)


def key(number: int) -> str:
    return blake2b(str(number).encode(), digest_size=12).hexdigest()


def read(review: Review | None = None) -> Visit:
    """A visit that found something new."""
    reading = Read(review=review or Review(title="A", headline="A"))
    return Visit(outcome=Outcome.READ, reading=reading, fingerprint=fingerprint_of(reading))


def visited(*visits: Visit, memory: Memory | None = None, pace: Pace = USUAL_PACE, name: str = "") -> Memory:
    """What is remembered after visits, each when the page was due."""
    memory = memory or Memory()
    for visit in visits:
        memory = after(memory, visit, memory.next_visit or NOW, "1", key=name, pace=pace)
    return memory


paces = st.tuples(st.floats(HOUR, 30 * DAY), st.floats(0, 200 * DAY)).map(
    lambda pair: Pace(shortest=pair[0], longest=sum(pair))
)
reviews = st.builds(
    Review,
    title=st.text(max_size=2),
    headline=st.just("A"),
    status=st.none() | st.sampled_from(Status),
    start_date=st.none() | st.sampled_from(["2026", "2026-11", "2027-01-02", "1999-02-30", "someday", "9999-12-31"]),
    year=st.none() | st.integers(1, 9999),
)
visits = st.builds(
    Visit,
    outcome=st.sampled_from(Outcome),
    fingerprint=st.none() | st.sampled_from("abc"),
    is_final=st.booleans(),
    reading=st.none() | st.builds(Read, review=reviews),
)


@given(paces, st.lists(visits, min_size=1, max_size=12), st.integers())
def test_whatever_happens_a_page_is_visited_again_within_the_bounds(
    pace: Pace, happens: list[Visit], number: int
) -> None:
    memory = Memory()
    for visit in happens:
        now = memory.next_visit or NOW
        memory = after(memory, visit, now, "1", key=key(number), pace=pace)
        assert memory.next_visit is not None
        wait = memory.next_visit - now
        assert 0 < wait <= max(pace.longest, MISSES_APART) + 1e-3
        if visit.outcome in FOUND and memory.misses == 0:
            assert wait >= pace.shortest - 1e-3
        assert not is_due(memory, now, pace=pace)
        assert is_due(memory, now + max(pace.longest, MISSES_APART) + 1, pace=pace)


@given(paces, st.lists(visits, max_size=8), st.floats(-400 * DAY, 400 * DAY))
def test_71_a_clock_that_was_wrong_leaves_no_page_unvisited(pace: Pace, happens: list[Visit], jump: float) -> None:
    memory = visited(*happens, pace=pace)
    now = (memory.last_visit or NOW) + jump
    if memory.last_visit is None or memory.last_visit > now + CLOCK_DRIFT:
        assert is_due(memory, now, pace=pace)
    else:
        assert (
            is_due(memory, now, pace=pace) or (memory.next_visit or 0) - now <= max(pace.longest, MISSES_APART) + 1e-3
        )


@given(st.lists(visits, max_size=6))
def test_an_interval_doubles_and_halves(happens: list[Visit]) -> None:
    pace = Pace(shortest=HOUR, longest=1000 * DAY)
    memory = replace(visited(*happens, pace=pace), misses=0)
    if memory.interval is None or memory.temper in MOST or not HOUR * 2 <= memory.interval <= 500 * DAY:
        return
    assert visited(Visit(outcome=Outcome.UNCHANGED), memory=memory, pace=pace).interval == memory.interval * 2
    changed = visited(Visit(outcome=Outcome.READ, fingerprint="new"), memory=memory, pace=pace).interval
    assert changed == min(memory.interval / 2, MOST[Temper.LISTING])


SPOKEN = [
    (Review(title="A", headline="A", status=Status.ONGOING, year=1999), Temper.AIRING),
    (Review(title="A", headline="A", status=Status.UPCOMING), Temper.AIRING),
    (Review(title="A", headline="A", start_date="2026-12-24"), Temper.AIRING),
    (Review(title="A", headline="A", start_date="2027-04"), Temper.AIRING),
    (Review(title="A", headline="A", status=Status.FINISHED, start_date="2026-04", end_date="2026-06"), Temper.USUAL),
    (Review(title="A", headline="A"), Temper.USUAL),
    (Review(title="A", headline="A", year=2027), Temper.USUAL),
    (Review(title="A", headline="A", status=Status.FINISHED, year=2019), Temper.SETTLED),
    (Review(title="A", headline="A", start_date="2004-10-05", end_date="2005-09-27"), Temper.SETTLED),
]


@pytest.mark.parametrize(("review", "temper"), SPOKEN)
def test_what_a_page_says_is_how_often_it_is_looked_at(review: Review, temper: Temper) -> None:
    assert temper_of(review, NOW) is temper
    memory = visited(read(review))
    assert memory.interval == FIRST[temper]
    settled = visited(*[Visit(outcome=Outcome.UNCHANGED)] * 20, memory=memory)
    assert settled.interval == MOST.get(temper, Pace().longest)


def test_pages_of_one_day_fall_due_on_many() -> None:
    days = Counter(
        int(((memory.next_visit or 0) - NOW) // DAY)
        for number in range(3000)
        for memory in [visited(read(Review(title="A", headline="A", year=2000)), name=key(number))]
    )
    assert set(days) == set(range(15, 30))
    assert max(days.values()) < 2 * min(days.values())


def test_a_newer_lastmod_makes_a_page_due_but_not_sooner_than_its_source_allows() -> None:
    memory = visited(read(Review(title="A", headline="A", year=2000)))
    later = NOW + 2 * DAY
    assert not is_due(memory, later)
    assert is_due(memory, later, modified=NOW + DAY)
    assert not is_due(memory, later, modified=NOW - DAY)
    assert not is_due(memory, NOW + HOUR, modified=NOW + HOUR)


def test_bounds_that_were_drawn_closer_hold_at_once() -> None:
    memory = visited(read(Review(title="A", headline="A", year=2000)))
    assert not is_due(memory, NOW + 8 * DAY)
    assert is_due(memory, NOW + 8 * DAY, pace=Pace(longest=7 * DAY))
    assert is_overdue(memory, NOW + 8 * DAY, Pace(longest=7 * DAY))
    assert not is_overdue(memory, NOW + 8 * DAY, Pace())


# --- what is not found ---

MISSED = Visit(outcome=Outcome.GONE)
FINAL = Visit(outcome=Outcome.GONE, is_final=True)


@pytest.mark.parametrize(
    ("visits", "number"),
    [([MISSED] * 3, 3), ([FINAL] * 2, 2), ([MISSED, FINAL], 2), ([replace(MISSED, outcome=Outcome.NO_REVIEW)] * 3, 3)],
)
def test_a_page_is_gone_after_a_stated_number_of_visits(visits: list[Visit], number: int) -> None:
    memory = visited(read())
    for count, visit in enumerate(visits, start=1):
        memory = visited(visit, memory=memory)
        assert is_gone(memory) == (count == number)


def test_a_tombstone_is_visited_rarely_and_may_come_back() -> None:
    gone = visited(read(), *[MISSED] * MISSES)
    assert (gone.next_visit or 0) - (gone.last_visit or 0) == Pace().longest
    assert gone.etag is None
    back = visited(read(Review(title="B", headline="B")), memory=gone)
    assert (back.misses, back.changes) == (0, 2)


def test_visits_that_follow_too_soon_are_no_further_misses() -> None:
    memory = visited(read(), MISSED)
    first = memory.next_visit or 0
    for hours in (1, 2, 19):
        memory = after(memory, MISSED, first - MISSES_APART + hours * HOUR, "1")
    assert (memory.misses, memory.next_visit) == (1, first)
    assert after(memory, MISSED, first, "1").misses == 2


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.BLOCKED])
def test_what_is_not_the_pages_fault_is_no_miss_and_takes_none_back(outcome: Outcome) -> None:
    memory = visited(read(), MISSED)
    kept_out = visited(*[Visit(outcome=outcome)] * 9, memory=memory)
    assert kept_out.misses == 1
    assert (kept_out.fingerprint, kept_out.interval) == (memory.fingerprint, memory.interval)
    assert visited(MISSED, memory=kept_out).misses == 2
    assert visited(Visit(outcome=Outcome.UNCHANGED), memory=kept_out).misses == 0


def test_a_list_that_was_never_a_review_is_no_miss() -> None:
    memory = visited(*[Visit(outcome=Outcome.NO_REVIEW)] * 9)
    assert memory.misses == 0
    assert memory.temper == Temper.LISTING


# --- what counts as new ---


def test_a_vote_more_is_nothing_new_and_another_score_is() -> None:
    def page(value: float, votes: int, **other: int) -> str:
        scores = (Score(source="A", value=value, votes=votes, text=f"{value}"),)
        return fingerprint_of(Read(review=Review(title="A", headline="A", scores=scores, **other)))  # type: ignore[arg-type]

    assert page(7.51, 100) == page(7.53, 120)
    assert page(7.5, 100) != page(7.6, 100)
    assert page(7.5, 100) != page(7.5, 100, episodes=12)


def test_another_nonce_is_nothing_new() -> None:
    review = Review(title="A", headline="A")
    assert fingerprint_of(Read(review=review, content="a")) == fingerprint_of(Read(review=review, content="b"))
