"""Ids: minted from addresses, kept whatever changes, and never silently replaced."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aggregator.model import AnimeType, Review, Score
from aggregator.resolve import Judgement, State, Tombstone, Verdict, resolve
from aggregator.resolve.identity import assign_ids, mint_id

Page = Callable[..., Review]


@pytest.fixture
def state() -> State:
    return State(":memory:")


def only_id(reviews: list[Review], state: State | None = None) -> str:
    (anime,) = resolve(reviews, state=state).anime
    return anime.id


def test_an_id_comes_from_the_address_alone(page: Page) -> None:
    plain = page("a", "Amber Harbor")
    renamed = page(
        "a", "Something Else", path="Amber-Harbor", type=AnimeType.TV, scores=(Score(source="x", value=5.0),)
    )
    assert only_id([plain]) == only_id([renamed])


def test_without_a_state_the_order_of_pages_changes_no_id(page: Page) -> None:
    reviews = [page(site, "Amber Harbor") for site in "abc"]
    assert only_id(reviews) == only_id(reviews[::-1])


def test_an_id_stays_when_a_new_source_comes(page: Page, state: State) -> None:
    first = only_id([page("m", "Amber Harbor")], state)
    for site in "abcdefg":
        assert only_id([page("m", "Amber Harbor"), page(site, "Amber Harbor")], state) == first


def test_an_id_stays_when_the_title_changes(page: Page, state: State) -> None:
    first = only_id([page("a", "Amber Harbor"), page("b", "Amber Harbor")], state)
    changed = [page("a", "AMBER HARBOUR", path="Amber-Harbor"), page("b", "Amber Harbour", path="Amber-Harbor")]
    assert only_id(changed, state) == first


def test_an_id_comes_back_with_its_page(page: Page, state: State) -> None:
    first = only_id([page("a", "Amber Harbor")], state)
    gone = resolve([page("a", "Lonely Castle")], state=state)
    assert gone.tombstones == (Tombstone(id=first, replaced_by=(), reason="gone"),)
    assert first in {
        anime.id for anime in resolve([page("a", "Amber Harbor"), page("a", "Lonely Castle")], state=state).anime
    }


def test_a_merge_leaves_a_tombstone(page: Page, state: State) -> None:
    a, b = page("a", "Amber Harbor"), page("b", "Lonely Castle")
    before = {anime.id for anime in resolve([a, b], state=state).anime}
    assert a.url
    assert b.url
    merged = resolve([a, b], [Judgement(verdict=Verdict.SAME, a=a.url, b=b.url)], state=state)
    (kept,) = {anime.id for anime in merged.anime}
    (lost,) = before - {kept}
    assert merged.tombstones == (Tombstone(id=lost, replaced_by=(kept,), reason="merged"),)
    assert state.current(lost) == (kept,)


def test_a_split_keeps_the_id_with_the_larger_part_and_leaves_a_tombstone(page: Page, state: State) -> None:
    a, b, c = (page(site, "Amber Harbor") for site in "abc")
    before = only_id([a, b, c], state)
    assert a.url
    assert b.url
    assert c.url
    judgements = [Judgement(verdict=Verdict.DIFFERENT, a=c.url, b=other) for other in (a.url, b.url)]
    parted = resolve([a, b, c], judgements, state=state)
    by_size = {len(anime.sources): anime.id for anime in parted.anime}
    assert by_size[2] == before
    assert parted.tombstones == (Tombstone(id=before, replaced_by=tuple(sorted(by_size.values())), reason="split"),)


def test_an_id_that_ended_is_never_given_again() -> None:
    first, ended = mint_id("https://a.example/1"), frozenset({mint_id("https://a.example/1")})
    (again,), _ = assign_ids([["https://a.example/1"]], {}, ended)
    assert again != first


def test_the_part_that_holds_the_founding_page_keeps_the_id_among_equals() -> None:
    founding, other = sorted(["https://a.example/1", "https://b.example/1"], key=mint_id)
    known = dict.fromkeys((founding, other), mint_id(founding))
    ids, _ = assign_ids([[other], [founding]], known)
    assert ids == [mint_id(other), mint_id(founding)]


def test_a_state_outlives_its_process(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "state" / "resolved.sqlite"
    with State(path) as state:
        first = only_id([page("m", "Amber Harbor")], state)
        state.commit()
    with State(path) as state:
        assert only_id([page("m", "Amber Harbor"), page("a", "Amber Harbor")], state) == first


def test_what_was_not_committed_is_forgotten(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "resolved.sqlite"
    with State(path) as state:
        only_id([page("a", "Amber Harbor")], state)
    with State(path) as state:
        assert len(state) == 0


def test_a_file_that_is_no_state_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be looked at by the library that opens it" * 20)
    with pytest.raises(ValueError, match="no state file"):
        State(path)
