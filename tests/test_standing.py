"""What stands beside the headline rating."""

import random
from fractions import Fraction

import pytest

from aggregator.model import Anime, Kind, SourcedScore
from aggregator.standing import Prior, fit_prior, is_low_evidence, spread, stand, standing_of, vote_weighted


def anime(*stated: tuple[float, int | None], counted: bool = True) -> Anime:
    return Anime(
        id="a-000000000000",
        title="Red Moon",
        scores=tuple(
            SourcedScore(
                source=f"s{at}",
                value=value,
                scale_min=0.0,
                scale_max=10.0,
                votes=votes,
                kind=Kind.USERS,
                text="",
                url=None,
                counted=counted,
            )
            for at, (value, votes) in enumerate(stated)
        ),
    )


@pytest.mark.parametrize(
    ("scores", "mean"),
    [
        ([(8.0, 300), (6.0, 100)], 7.5),
        ([(8.0, 1), (6.0, None)], None),
        ([(8.0, 0), (6.0, 0)], None),
        ([(8.0, 0), (6.0, 10)], 6.0),
        ([], None),
    ],
)
def test_votes_weigh_only_where_every_source_states_them(
    scores: list[tuple[float, int | None]], mean: float | None
) -> None:
    assert vote_weighted(anime(*scores)) == mean


@pytest.mark.parametrize(
    ("scores", "low"),
    [
        ([], True),
        ([(8.0, 100_000)], True),
        ([(8.0, None), (6.0, None)], False),
        ([(8.0, 25), (6.0, 25)], False),
        ([(8.0, 25), (6.0, 24)], True),
        ([(8.0, 1), (6.0, None)], False),
    ],
)
def test_little_evidence_is_marked(scores: list[tuple[float, int | None]], low: bool) -> None:
    assert is_low_evidence(anime(*scores)) is low


def test_scores_that_do_not_count_are_no_evidence() -> None:
    assert is_low_evidence(anime((8.0, 100), (6.0, 100), counted=False))
    assert vote_weighted(anime((8.0, 100), (6.0, 100), counted=False)) is None


@pytest.mark.parametrize(
    ("tens", "deviation"),
    [
        ([7], None),
        ([7, 7], 0.0),
        ([7, 9], 1.414214),
        ([1, 2, 3, 4], 1.290994),
        ([Fraction(59, 10), Fraction(31, 5)], 0.212132),
    ],
)
def test_the_spread_is_the_sample_standard_deviation(tens: list[int | Fraction], deviation: float | None) -> None:
    assert spread([Fraction(ten) for ten in tens]) == deviation


def test_few_scores_are_drawn_to_the_mean_of_all() -> None:
    prior = Prior(mean=6.0, weight=2.0)
    assert prior.weighted([Fraction(9)]) == 7.0
    assert prior.weighted([Fraction(9)] * 8) == 8.4
    assert prior.weighted([]) is None


def rated(number: int, *, inside: float, between: float) -> list[list[Fraction]]:
    chance = random.Random(1)
    worths = [chance.gauss(7, between) for _ in range(number)]
    return [[Fraction(chance.gauss(worth, inside)) for _ in range(3)] for worth in worths]


def test_the_prior_is_fitted_from_the_scores() -> None:
    prior = fit_prior(rated(3000, inside=1.0, between=0.5))
    assert prior.mean == 7.0
    assert prior.weight == pytest.approx(4.0, abs=0.6)


def test_the_prior_is_fixed_where_little_is_known() -> None:
    assert fit_prior(rated(99, inside=1.0, between=0.5)) == Prior()
    assert fit_prior(rated(100, inside=1.0, between=0.5)) != Prior()


@pytest.mark.parametrize(("inside", "between", "weight"), [(0.0, 1.0, 0.1), (1.0, 0.0, 100.0)])
def test_the_prior_is_bounded(inside: float, between: float, weight: float) -> None:
    assert fit_prior(rated(500, inside=inside, between=between)).weight == pytest.approx(weight, rel=0.9)


def test_the_order_changes_nothing() -> None:
    rows = rated(500, inside=1.0, between=0.5)
    assert fit_prior(reversed([list(reversed(row)) for row in rows])) == fit_prior(rows)


def test_the_headline_stays_as_it_is() -> None:
    one = anime((8.0, 100), (6.0, 200))
    (stood,) = stand([one], standing_of([one]))
    assert (stood.rating, stood.rating_exact, stood.scores) == (one.rating, one.rating_exact, one.scores)
    assert (stood.rating_vote_weighted, stood.rating_spread, stood.rating_low_evidence) == (6.666667, 1.414214, False)
    assert stood.rating_weighted == 7.0
    assert stood.rating_adjusted is None
