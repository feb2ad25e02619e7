"""Levels of sources: what is measured when the truth is known, and null where little can be compared."""

import random
from dataclasses import replace

import pytest

from aggregator.levels import FEWEST_SHARED, Adjuster, Level, Levels, Rater, measure, measure_scores, rater_of
from aggregator.model import Anime, Kind, SourcedScore

STRICT, MILD, WIDE = ("strict", Kind.USERS), ("mild", Kind.USERS), ("wide", Kind.CRITICS)


def rated(
    number: int, sources: dict[Rater, tuple[float, float]], *, noise: float = 0.2, seed: int = 1
) -> list[tuple[str, dict[Rater, float]]]:
    """Anime whose sources rate (offset, scale) about what they are worth."""
    chance = random.Random(seed)
    found = []
    for at in range(number):
        worth = chance.gauss(6.5, 0.8)
        found.append(
            (
                f"a-{at:012}",
                {
                    rater: 6.5 + offset + (worth - 6.5) * scale + chance.gauss(0, noise)
                    for rater, (offset, scale) in sources.items()
                },
            )
        )
    return found


def level(levels: Levels, rater: Rater) -> Level:
    return next(one for one in levels.sources if (one.source, one.kind) == rater)


def known(value: float | None) -> float:
    assert value is not None
    return value


def test_offsets_and_scales_are_found_again() -> None:
    levels = measure_scores(rated(2000, {STRICT: (-0.6, 1.0), MILD: (0.6, 1.0), WIDE: (0.0, 1.4)}, noise=0.1))
    strict, mild, wide = (level(levels, rater) for rater in (STRICT, MILD, WIDE))
    assert known(mild.offset) - known(strict.offset) == pytest.approx(1.2, abs=0.1)
    assert known(wide.scale) / known(mild.scale) == pytest.approx(1.4, abs=0.1)
    assert levels.centre == pytest.approx(6.5, abs=0.1)


def test_intervals_hold_the_estimate_and_narrow_with_evidence() -> None:
    few = measure_scores(rated(120, {STRICT: (-0.5, 1.0), MILD: (0.5, 1.0)}, noise=0.6))
    many = measure_scores(rated(5000, {STRICT: (-0.5, 1.0), MILD: (0.5, 1.0)}, noise=0.6))
    widths = []
    for levels in (few, many):
        one = level(levels, STRICT)
        assert known(one.offset_low) <= known(one.offset) <= known(one.offset_high)
        assert known(one.scale_low) <= known(one.scale) <= known(one.scale_high)
        widths.append(known(one.offset_high) - known(one.offset_low))
    assert widths[1] < widths[0]


def test_outliers_move_nothing() -> None:
    rows = rated(1000, {STRICT: (-0.5, 1.0), MILD: (0.5, 1.0)})
    spoiled = [(name, {**tens, STRICT: 10.0} if at % 50 == 0 else tens) for at, (name, tens) in enumerate(rows)]
    clean, dirty = (level(measure_scores(each), STRICT) for each in (rows, spoiled))
    assert known(dirty.offset) == pytest.approx(known(clean.offset), abs=0.06)
    assert known(dirty.scale) == pytest.approx(known(clean.scale), abs=0.06)


def test_as_many_shared_anime_as_are_asked_for_are_enough_and_one_less_is_not() -> None:
    enough, little = (
        measure_scores(rated(n, {STRICT: (0, 1), MILD: (1, 1)})) for n in (FEWEST_SHARED, FEWEST_SHARED - 1)
    )
    assert level(enough, STRICT).offset is not None
    assert level(little, STRICT).offset is None
    assert (little.centre, level(little, STRICT).shared) == (None, FEWEST_SHARED - 1)


def test_a_source_that_shares_nothing_has_no_level() -> None:
    rows = rated(300, {STRICT: (0, 1), MILD: (1, 1)})
    rows += [(f"b-{at}", {WIDE: 5.0}) for at in range(300)]
    levels = measure_scores(rows)
    assert level(levels, STRICT).offset is not None
    assert (level(levels, WIDE).offset, level(levels, WIDE).scores) == (None, 300)


def test_a_source_that_always_says_the_same_has_no_level() -> None:
    rows = [(name, {**tens, WIDE: 7.0}) for name, tens in rated(300, {STRICT: (0, 1), MILD: (1, 1)})]
    assert level(measure_scores(rows), WIDE).offset is None


def test_sources_are_linked_through_others() -> None:
    rows = [(f"x-{name}", tens) for name, tens in rated(200, {STRICT: (-0.5, 1), MILD: (0.5, 1)})]
    rows += [(f"y-{name}", tens) for name, tens in rated(200, {MILD: (0.5, 1), WIDE: (1.5, 1)}, seed=2)]
    levels = measure_scores(rows)
    assert known(level(levels, WIDE).offset) - known(level(levels, STRICT).offset) == pytest.approx(2.0, abs=0.15)


def test_the_order_of_anime_changes_nothing() -> None:
    rows = rated(400, {STRICT: (-0.6, 1.0), MILD: (0.6, 1.0), WIDE: (0.0, 1.4)})
    shuffled = [(name, dict(reversed(tens.items()))) for name, tens in rows]
    random.Random(3).shuffle(shuffled)
    assert measure_scores(shuffled) == measure_scores(rows)


def score(source: str, value: float, *, kind: Kind = Kind.USERS, counted: bool = True) -> SourcedScore:
    return SourcedScore(
        source=source,
        value=value,
        scale_min=0.0,
        scale_max=10.0,
        votes=None,
        kind=kind,
        text="",
        url="https://www.site.example/a",
        counted=counted,
    )


ADJUSTER = Adjuster.of(
    Levels(
        centre=6.0,
        sources=(
            Level(source="strict", kind=Kind.USERS, scores=1, shared=1, offset=-1.0, scale=0.5),
            Level(source="mild", kind=Kind.USERS, scores=1, shared=1, offset=0.5, scale=1.0),
            Level(source="unknown", kind=Kind.USERS, scores=1, shared=1),
        ),
    )
)


@pytest.mark.parametrize(
    ("scores", "adjusted"),
    [
        ([score("strict", 5.0)], 6.0),
        ([score("strict", 6.0)], 8.0),
        ([score("Strict", 5.0), score("mild", 7.5)], 6.5),
        ([score("mild", 7.5), score("unknown", 3.0, counted=False)], 7.0),
        ([score("mild", 7.5), score("unknown", 3.0)], None),
        ([score("mild", 7.5, kind=Kind.CRITICS)], None),
        ([], None),
    ],
)
def test_scores_are_taken_to_the_common_level(scores: list[SourcedScore], adjusted: float | None) -> None:
    assert ADJUSTER.adjusted(scores) == adjusted


def test_a_page_s_own_raters_belong_to_its_site() -> None:
    here = score("Users", 7.0)
    there = replace(here, url="https://other.example/")
    assert rater_of(here) != rater_of(there)
    assert rater_of(replace(here, source="IMDb")) == rater_of(replace(there, source="imdb"))
    assert rater_of(replace(here, url="http://[broken")) == ("users, ", Kind.USERS)


def test_uncounted_scores_are_not_measured() -> None:
    anime = [
        Anime(id=f"a-{at}", title="", scores=(score("a", 5.0), score("b", 6.0, counted=False))) for at in range(200)
    ]
    assert [one.source for one in measure(anime).sources] == ["a"]
