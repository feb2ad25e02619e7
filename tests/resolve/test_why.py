"""Explanations and doubts: the numbers add up, the decision is the one made, the best question comes first."""

from collections.abc import Callable

import pytest

from aggregator.model import AnimeType, Review
from aggregator.resolve import Judgement, Verdict, resolve
from aggregator.resolve.doubts import doubts
from aggregator.resolve.why import UnknownPageError, explain_pair, explanation_text

Page = Callable[..., Review]


@pytest.fixture
def seasons(page: Page) -> list[Review]:
    return [
        page("a", "Amber Harbor", type=AnimeType.TV, year=2018),
        page("b", "Amber Harbor 2nd Season", type=AnimeType.TV, year=2020),
        page("c", "Amber Harbor II", type=AnimeType.TV, year=2020),
    ]


def url(review: Review) -> str:
    assert review.url
    return review.url


def test_the_weights_add_up(seasons: list[Review]) -> None:
    explanation = explain_pair(seasons, url(seasons[1]), url(seasons[2]))
    assert explanation.log_odds == pytest.approx(
        explanation.bias + sum(one.weight for one in explanation.evidence), abs=0.01
    )


def test_the_decision_is_the_one_that_was_made(seasons: list[Review]) -> None:
    together = {source: anime.sources for anime in resolve(seasons).anime for source in anime.sources}
    for a in seasons:
        for b in seasons:
            assert explain_pair(seasons, url(a), url(b)).together == (url(b) in together[url(a)])


def test_the_weightiest_evidence_comes_first(seasons: list[Review]) -> None:
    weights = [abs(one.weight) for one in explain_pair(seasons, url(seasons[0]), url(seasons[1])).evidence]
    assert weights == sorted(weights, reverse=True)


def test_what_speaks_against_one_anime_is_named(seasons: list[Review]) -> None:
    text = explanation_text(explain_pair(seasons, url(seasons[0]), url(seasons[1])))
    assert text.startswith("TWO ANIME")
    assert "years" in text
    assert "season 2" in text


def test_any_spelling_of_the_address_and_the_id_are_understood(seasons: list[Review]) -> None:
    by_id = {source: anime.id for anime in resolve(seasons).anime for source in anime.sources}
    by_url = explain_pair(seasons, url(seasons[0]), url(seasons[1]) + "/?utm_source=x")
    assert not by_url.together
    assert not explain_pair(seasons, by_id[url(seasons[0])], by_id[url(seasons[1])]).together


def test_a_page_that_was_not_read_is_an_error_that_names_it(seasons: list[Review]) -> None:
    with pytest.raises(UnknownPageError, match=r"nowhere\.example"):
        explain_pair(seasons, url(seasons[0]), "https://nowhere.example/")


def test_rules_are_told(page: Page) -> None:
    a, b, c = (
        page("a", "Amber Harbor", ids=["mal:5"]),
        page("b", "Amber", ids=["mal:5"]),
        page("a", "Harbor", ids=["mal:6"]),
    )
    assert "mal:5" in explanation_text(explain_pair([a, b, c], url(a), url(b)))
    text = explanation_text(explain_pair([a, b, c], url(a), url(c)))
    assert "one site" in text
    assert "two ids of mal" in text
    said = Judgement(verdict=Verdict.DIFFERENT, a=url(a), b=url(b))
    assert "a person judged them different" in explanation_text(explain_pair([a, b, c], url(a), url(b), [said]))


@pytest.fixture
def doubtful(page: Page) -> list[Review]:
    return [
        page("a", "Amber Harbor"),
        page("b", "Amber Harbor II"),
        page("c", "Lonely Castle"),
        page("d", "Lonely Castle"),
    ]


def test_the_doubtful_pair_is_asked_and_the_clear_one_is_not(doubtful: list[Review]) -> None:
    assert [(doubt.a.title, doubt.b.title) for doubt in doubts(doubtful)] == [("Amber Harbor", "Amber Harbor II")]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_was_answered_is_not_asked_again(doubtful: list[Review], verdict: Verdict) -> None:
    answer = Judgement(verdict=verdict, a=url(doubtful[0]), b=url(doubtful[1]))
    assert doubts(doubtful, [answer]) == ()


def test_a_question_about_larger_groups_comes_first(page: Page) -> None:
    reviews = [page(site, "Amber Harbor") for site in "abc"] + [page(site, "Amber Harbor II") for site in "def"]
    reviews += [page("a", "Lonely Castle"), page("b", "Lonely Castle II")]
    found = doubts(reviews)
    assert found[0].a.title.startswith("Amber")
    assert [doubt.value for doubt in found] == sorted((doubt.value for doubt in found), reverse=True)
    assert len(doubts(reviews, limit=1)) == 1


def test_pages_of_one_site_are_not_asked(page: Page) -> None:
    assert doubts([page("a", "Amber Harbor"), page("a", "Amber Harbor II")]) == ()
