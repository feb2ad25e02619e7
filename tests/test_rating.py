"""A rating is exact, rounds half up, does not depend on order, and never averages an average."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.model import Kind, Rating, Score
from aggregator.rating import PageScores, average, out_of_ten, rate, rating_weighted, round_half_up, weighted

one_decimal = st.integers(min_value=0, max_value=100).map(lambda tenths: tenths / 10)


def of(*values: float) -> Rating:
    return average(Score(source=f"source {number}", value=value) for number, value in enumerate(values))


def counted(*pages: Sequence[Score], sites: Sequence[str] | None = None) -> list[tuple[str, float]]:
    named = [
        PageScores(tuple(page), site=sites[number] if sites else f"site{number}") for number, page in enumerate(pages)
    ]
    return [(line.source, line.value) for line in rate(named)[1] if line.counted]


def test_the_page_this_project_was_born_from() -> None:
    rating = of(5.9, 6.2)
    assert (rating.rating, rating.rating_exact, rating.rating_count) == (6.1, 6.05, 2)


@pytest.mark.parametrize(
    ("scores", "rating"),
    [((5.0, 7.1), 6.1), ((1.0, 1.3), 1.2), ((5.0, 5.7), 5.4), ((5.0, 8.1), 6.6), ((5.9, 6.2), 6.1)],
)
def test_rounds_half_up_where_binary_fractions_do_not(scores: tuple[float, ...], rating: float) -> None:
    assert of(*scores).rating == rating


def test_every_half_way_pair_of_one_decimal_scores_rounds_up() -> None:
    values = [tenths / 10 for tenths in range(10, 101)]
    halves = [(a, b) for a in values for b in values if round(a * 10 + b * 10) % 2]
    assert len(halves) == 4140
    for a, b in halves:
        mean = (Decimal(str(a)) + Decimal(str(b))) / 2
        rating = of(a, b)
        assert rating.rating == float(mean.quantize(Decimal("0.1"), ROUND_HALF_UP))
        assert rating.rating_exact == float(mean)


@given(st.lists(one_decimal, min_size=2, max_size=5))
def test_order_changes_nothing(values: list[float]) -> None:
    scores = [Score(source=f"source {number % 3}", value=value) for number, value in enumerate(values)]
    assert len({average(order) for order in permutations(scores)}) == 1


@given(st.lists(one_decimal, min_size=1, max_size=8))
def test_the_mean_lies_between_the_extremes(values: list[float]) -> None:
    rating = of(*values)
    assert rating.rating_exact is not None
    assert rating.rating_min is not None
    assert rating.rating_max is not None
    assert rating.rating_median is not None
    assert rating.rating_min <= rating.rating_exact <= rating.rating_max
    assert rating.rating_min <= rating.rating_median <= rating.rating_max


def test_exact_to_six_decimals() -> None:
    assert of(5.0, 5.0, 6.0).rating_exact == 5.333333
    assert of(5.0, 6.0, 6.0).rating_exact == 5.666667


def test_no_score_is_no_rating() -> None:
    assert average([]) == Rating(
        rating=None,
        rating_exact=None,
        rating_count=0,
        rating_votes=None,
        rating_median=None,
        rating_min=None,
        rating_max=None,
    )


@pytest.mark.parametrize(
    "score",
    [
        Score(source="x", value=10.5),
        Score(source="x", value=-1.0),
        Score(source="x", value=0.5, scale_min=1.0),
        Score(source="x", value=float("nan")),
        Score(source="x", value=float("inf")),
        Score(source="x", value=5.0, scale_max=float("inf")),
        Score(source="x", value=0.0, scale_max=0.0),
        Score(source="x", value=7.0, scale_max=None),
    ],
)
def test_what_cannot_be_averaged_is_excluded_and_counted(score: Score) -> None:
    rating = average([score, Score(source="y", value=6.0)])
    assert (rating.rating, rating.rating_count, rating.excluded) == (6.0, 1, 1)


@pytest.mark.parametrize(
    ("score", "ten"),
    [
        (Score(source="stars", value=4.5, scale_max=5.0, text="4.5★"), Fraction(9)),
        (Score(source="percent", value=50.0, scale_max=100.0, text="50%"), Fraction(5)),
        (Score(source="letter", value=8.3, text="B+"), Fraction(83, 10)),
        (Score(source="thirds", value=1.0, scale_max=3.0), Fraction(10, 3)),
        (Score(source="from one", value=1.0, scale_min=1.0), Fraction(1)),
        (Score(source="nought", value=0.0), Fraction(0)),
    ],
)
def test_every_scale_is_taken_to_ten_by_its_ratio(score: Score, ten: Fraction) -> None:
    assert out_of_ten(score) == ten


def test_votes_are_summed_where_stated() -> None:
    assert average([Score(source="a", value=5.0, votes=10), Score(source="b", value=5.0)]).rating_votes == 10
    assert average([Score(source="a", value=5.0)]).rating_votes is None


def test_a_source_quoted_by_two_pages_counts_once_and_most_votes_win() -> None:
    old = Score(source="IMDb", value=7.0, votes=100, kind=Kind.EXTERNAL)
    new = Score(source="imdb", value=7.5, votes=900, kind=Kind.EXTERNAL)
    assert counted([old], [new]) == counted([new], [old]) == [("imdb", 7.5)]


def test_without_votes_the_value_that_most_pages_state_wins() -> None:
    quotes = [[Score(source="IMDb", value=value, kind=Kind.EXTERNAL)] for value in (7.0, 6.8, 7.0)]
    assert counted(*quotes) == [("IMDb", 7.0)]


def test_between_equals_the_lower_value_wins() -> None:
    quotes = [[Score(source="IMDb", value=value, kind=Kind.EXTERNAL)] for value in (7.0, 6.8)]
    assert counted(*quotes) == [("IMDb", 6.8)]


def test_what_a_source_says_itself_goes_before_what_others_quote() -> None:
    own = Score(source="MyAnimeList", value=8.1, kind=Kind.USERS)
    quote = Score(source="MyAnimeList", value=8.4, votes=10**6, kind=Kind.EXTERNAL)
    assert counted([own], [quote]) == [("MyAnimeList", 8.1)]


def test_users_and_critics_of_one_source_are_two_raters() -> None:
    users = Score(source="Metacritic", value=8.0, kind=Kind.USERS)
    critics = Score(source="Metacritic", value=60.0, scale_max=100.0, kind=Kind.CRITICS)
    assert average([users, critics]).rating == 7.0


def test_an_overall_score_covers_its_parts() -> None:
    parts = [Score(source=name, value=value, kind=Kind.EDITOR) for name, value in (("Story", 6.0), ("Art", 9.0))]
    overall = Score(source="Overall", value=7.5, kind=Kind.EDITOR)
    rating = average([*parts, overall])
    assert (rating.rating, rating.rating_count, rating.excluded) == (7.5, 1, 2)


def test_parts_without_an_overall_score_count_each() -> None:
    parts = [Score(source=name, value=value, kind=Kind.EDITOR) for name, value in (("Story", 6.0), ("Art", 9.0))]
    assert average(parts).rating_count == 2


def test_a_quoted_database_is_no_overall_score() -> None:
    parts = [Score(source="Story", value=6.0, kind=Kind.EDITOR), Score(source="IMDb", value=8.0, kind=Kind.EXTERNAL)]
    assert average(parts).rating == 7.0


def test_users_do_not_cover_the_editors_parts() -> None:
    parts = [Score(source="Story", value=6.0, kind=Kind.EDITOR), Score(source="Users", value=8.0, kind=Kind.USERS)]
    assert average(parts).rating_count == 2


def test_the_same_criterion_on_two_sites_is_two_raters() -> None:
    story = Score(source="Story", value=6.0, kind=Kind.EDITOR)
    assert len(counted([story], [story])) == 2
    assert len(counted([story], [story], sites=["one", "one"])) == 1


def test_every_score_stays_on_the_line() -> None:
    _, lines = rate(
        [PageScores((Score(source="IMDb", value=5.9, text="5.9"), Score(source="x", value=99.0, text="99")), url="u")]
    )
    assert [(line.source, line.text, line.url, line.counted) for line in lines] == [
        ("IMDb", "5.9", "u", True),
        ("x", "99", "u", False),
    ]


def test_the_bayesian_mean_draws_few_scores_towards_the_prior() -> None:
    assert weighted(Fraction(0), 0) is None
    assert weighted(Fraction(10), 1) == 7.75
    assert weighted(Fraction(1000), 100) == 9.912621
    assert rating_weighted(rate([PageScores((Score(source="a", value=10.0),))])[1]) == 7.75


@given(st.fractions(min_value=0, max_value=10), st.integers(min_value=0, max_value=6))
def test_rounding_agrees_with_decimal(value: Fraction, decimals: int) -> None:
    unit = 10**decimals
    floor = (value * unit).__floor__()
    up = value * unit - floor >= Fraction(1, 2)
    assert round_half_up(value, decimals) == float(Fraction(floor + up, unit))
