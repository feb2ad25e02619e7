"""New reviews into a state: the same anime as from scratch."""

from collections.abc import Callable, Iterable

import pytest

from aggregator.model import AnimeType, Review
from aggregator.resolve import Judgement, State, Verdict, anime_in, resolve, resolve_new

Page = Callable[..., Review]


@pytest.fixture
def state() -> State:
    return State(":memory:")


@pytest.fixture
def catalogue(page: Page) -> list[Review]:
    """Three sites with forty works each, some of them sequels."""
    reviews = []
    for number in range(40):
        first = ("Amber", "Lonely", "Silent", "Crimson", "Hollow")[number % 5]
        name = f"{first} {('Harbor', 'Castle', 'Sea', 'Garden')[number % 4]}"
        title = f"{name} {2 + number // 20}" if number >= 20 else name
        facts = {"year": 1990 + number, "type": AnimeType.TV, "episodes": 10 + number}
        reviews += [page(site, title, path=str(number), **facts) for site in "abc"]
    return reviews


def together(anime: Iterable[object]) -> set[tuple[str, ...]]:
    return {one.sources for one in anime}  # type: ignore[attr-defined]  # Anime


@pytest.mark.parametrize("every", [2, 3, 7, 30])
def test_the_same_anime_as_from_scratch(catalogue: list[Review], state: State, every: int) -> None:
    new = catalogue[::every]
    resolve([review for review in catalogue if review not in new], state=state)
    resolve_new(new, state)
    assert together(anime_in(state)) == together(resolve(catalogue).anime)


def test_one_review_after_the_other(catalogue: list[Review], state: State) -> None:
    for review in catalogue[:30]:
        resolve_new([review], state)
    assert together(anime_in(state)) == together(resolve(catalogue[:30]).anime)


def test_only_what_changed_is_returned(catalogue: list[Review], state: State) -> None:
    resolve(catalogue[1:], state=state)
    changed = resolve_new(catalogue[:1], state)
    assert len(changed.anime) == 1
    assert catalogue[0].url in changed.anime[0].sources


def test_what_the_state_knows_already_changes_nothing(catalogue: list[Review], state: State) -> None:
    resolve(catalogue, state=state)
    before = list(anime_in(state))
    assert resolve_new(catalogue, state).anime == ()
    assert list(anime_in(state)) == before


def test_ids_stay(catalogue: list[Review], state: State) -> None:
    before = {anime.sources[0]: anime.id for anime in resolve(catalogue[:100], state=state).anime}
    resolve_new(catalogue[100:], state)
    after = {source: anime.id for anime in anime_in(state) for source in anime.sources}
    assert all(after[source] == one for source, one in before.items())


def test_a_changed_page_leaves_the_anime_it_no_longer_belongs_to(page: Page, state: State) -> None:
    resolve([page("a", "Amber Harbor", path="1"), page("b", "Amber Harbor", path="1")], state=state)
    resolve_new([page("b", "Lonely Castle", path="1")], state)
    assert sorted(map(len, together(anime_in(state)))) == [1, 1]


def test_a_shared_id_is_found(page: Page, state: State) -> None:
    resolve([page("a", "Amber Harbor", ids=["mal:5"])], state=state)
    resolve_new([page("b", "Kohaku no Minato", ids=["mal:5"])], state)
    assert sorted(map(len, together(anime_in(state)))) == [2]


def test_a_judgement_holds(page: Page, state: State) -> None:
    a, b = page("a", "Amber Harbor"), page("b", "Amber Harbor")
    assert a.url
    assert b.url
    judgements = [Judgement(verdict=Verdict.DIFFERENT, a=a.url, b=b.url)]
    resolve([a], judgements, state=state)
    resolve_new([b], state, judgements)
    assert sorted(map(len, together(anime_in(state)))) == [1, 1]


def test_a_new_judgement_holds_without_a_new_review(page: Page, state: State) -> None:
    a, b = page("a", "Amber Harbor"), page("b", "Lonely Castle")
    resolve([a, b], state=state)
    found = resolve_new([], state, [Judgement(verdict=Verdict.SAME, a=f"{a.url}/", b=str(b.url))])
    assert [tombstone.reason for tombstone in found.tombstones] == ["merged"]
    assert sorted(map(len, together(anime_in(state)))) == [2]
