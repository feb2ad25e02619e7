"""Scores to a Rating: exact fractions, rounded half up, the same for every order; an average is never averaged again.

Which scores count, decided page by page and then over the pages of one anime:

1. A score counts only when it is finite, stands within its own scale, and that scale is known. Nothing is clamped.
2. Each is taken to 0-10 as value / scale_max * 10 (50 % is 5.0, 4 of 5 stars is 8.0). The lower end bends nothing.
3. A page that states an overall score and also its parts (story, art, sound ...) gives only the overall one: that is
   the average of its parts, and they would count twice. Parts without an overall score count each.
4. A source counts once. What the source says itself goes before what other pages quote from it (`external`);
   then most votes (the newest count), then the value that most pages state, then the finer scale, then the lower value.
   Criteria and nameless raters ("Story", "Users", "Our rating") belong to their page's site: on two sites, two raters.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import isfinite, lcm
from typing import NamedTuple

from aggregator.model import Kind, Rating, Score, SourcedScore
from aggregator.normalize.criteria import CRITERIA, OVERALL, fold_source

BAYES_MEAN = Fraction(7)
"""C of the Bayesian mean: what an anime is worth before anybody rated it. Fixed: a new review changes no other line."""
BAYES_WEIGHT = 3
"""m of the Bayesian mean: how many scores that prior opinion weighs."""


@dataclass(frozen=True, slots=True)
class PageScores:
    """The scores of one page, and whose page it is."""

    scores: tuple[Score, ...]
    site: str | None = None
    url: str | None = None


def average(scores: Iterable[Score]) -> Rating:
    """The rating over the scores of one page, or of anything that counts as one.

    >>> average([Score(source="IMDb", value=5.9), Score(source="MyAnimeList", value=6.2)]).rating
    6.1
    """
    return rate([PageScores(scores=tuple(scores))])[0]


def rate(pages: Iterable[PageScores]) -> tuple[Rating, tuple[SourcedScore, ...]]:
    """The rating over the pages of one anime, and every score of them, sorted, saying whether it counted."""
    stated = [
        _Stated(score, page.site, page.url, out_of_ten(score), covered=bool(covered) and score in covered)
        for page in pages
        for covered in [_covered_parts(page.scores)]
        for score in page.scores
    ]
    counted = _one_per_source(stated)
    rating = _rating_of(counted, excluded=len(stated) - len(counted))
    chosen = {id(one) for one in counted}
    lines = [_line(one, counted=id(one) in chosen) for one in stated]
    return rating, tuple(sorted(lines, key=_line_order))


def _rating_of(counted: Sequence["_Stated"], *, excluded: int) -> Rating:
    if not counted:
        return Rating(
            rating=None,
            rating_exact=None,
            rating_count=0,
            rating_votes=None,
            rating_median=None,
            rating_min=None,
            rating_max=None,
            excluded=excluded,
        )
    votes = [one.score.votes for one in counted if one.score.votes is not None]
    tens, unit = _over_one_denominator([one.ten for one in counted if one.ten is not None])
    tens.sort()
    count, total = len(tens), sum(tens)
    return Rating(
        rating=_rounded(total, count * unit, 1),
        rating_exact=_rounded(total, count * unit, 6),
        rating_count=count,
        rating_votes=sum(votes) if votes else None,
        rating_median=_rounded(tens[(count - 1) // 2] + tens[count // 2], 2 * unit, 6),
        rating_min=_rounded(tens[0], unit, 6),
        rating_max=_rounded(tens[-1], unit, 6),
        excluded=excluded,
    )


def weighted(rating_sum: Fraction, count: int) -> float | None:
    """The Bayesian mean (m * C + sum) / (m + n), to six decimals; None where nothing was rated.

    >>> weighted(Fraction(18), 2)
    7.8
    """
    return _weighted(*rating_sum.as_integer_ratio(), count)


def rating_weighted(scores: Iterable[SourcedScore]) -> float | None:
    """The Bayesian mean over the counted scores of an anime's line."""
    tens = [ten_of(one) for one in scores if one.counted]
    known = [ten for ten in tens if ten is not None]
    numerators, unit = _over_one_denominator(known)
    return _weighted(sum(numerators), unit, len(known))


def _weighted(above: int, below: int, count: int) -> float | None:
    if not count:
        return None
    prior = BAYES_WEIGHT * BAYES_MEAN
    return _rounded(
        prior.numerator * below + above * prior.denominator, prior.denominator * below * (BAYES_WEIGHT + count), 6
    )


def out_of_ten(score: Score) -> Fraction | None:
    """The score on 0-10, exactly as printed; None when it stands outside its scale or the scale is unknown.

    >>> out_of_ten(Score(source="Kitsu", value=87.0, scale_max=100.0))
    Fraction(87, 10)
    """
    return _ten(score.value, score.scale_min, score.scale_max)


def ten_of(score: SourcedScore) -> Fraction | None:
    """The same of a score on an anime's line."""
    return _ten(score.value, score.scale_min, score.scale_max)


def exact_sum(values: Sequence[Fraction]) -> Fraction:
    """Their sum, over one denominator: several times faster than adding fractions one by one.

    >>> exact_sum([Fraction(1, 2), Fraction(1, 3)])
    Fraction(5, 6)
    """
    numerators, denominator = _over_one_denominator(values)
    return Fraction(sum(numerators), denominator)


def round_half_up(value: Fraction, decimals: int) -> float:
    """The float nearest to the value rounded half up, as people round.

    >>> round_half_up(Fraction("6.05"), 1)
    6.1
    """
    return _rounded(*value.as_integer_ratio(), decimals)


def _over_one_denominator(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """Their numerators over one denominator, and that: whole numbers are added and sorted much faster."""
    ratios = [value.as_integer_ratio() for value in values]
    denominator = lcm(*(below for _, below in ratios))
    return [above * (denominator // below) for above, below in ratios], denominator


def _rounded(above: int, below: int, decimals: int) -> float:
    unit = 10**decimals
    return float((2 * above * unit + below) // (2 * below) / unit)


class _Stated(NamedTuple):
    """A score and what decides whether it counts."""

    score: Score
    site: str | None
    url: str | None
    ten: Fraction | None
    covered: bool


@lru_cache(16384)
def _ten(value: float, scale_min: float, scale_max: float | None) -> Fraction | None:
    if scale_max is None or not (isfinite(value) and isfinite(scale_min) and isfinite(scale_max)) or scale_max <= 0:
        return None
    if not max(scale_min, 0.0) <= value <= scale_max:
        return None
    return Fraction(repr(value)) / Fraction(repr(scale_max)) * 10


def _covered_parts(scores: Sequence[Score]) -> frozenset[Score]:
    """The parts of this page whose average the page states as an overall score of the same rater."""
    if len(scores) < 2:
        return frozenset()
    overall = {
        score.kind
        for score in scores
        if out_of_ten(score) is not None
        and not _is_criterion(score)
        and (score.kind is not Kind.EXTERNAL or fold_source(score.source) in OVERALL)
    }
    # layouts that cannot tell criteria from quotations call both external: any verdict of the page covers those
    return frozenset(
        score
        for score in scores
        if _is_criterion(score)
        and (score.kind in overall or (overall and score.kind is Kind.EXTERNAL) or Kind.EXTERNAL in overall)
    )


def _is_criterion(score: Score) -> bool:
    return fold_source(score.source) in CRITERIA


def _one_per_source(stated: Sequence[_Stated]) -> list[_Stated]:
    raters: dict[tuple[str, ...], list[_Stated]] = {}
    for one in stated:
        if one.ten is not None and not one.covered:
            raters.setdefault(_rater(one), []).append(one)
    own_word = {key[1] for key in raters if key[0] == "source" and key[2] != Kind.EXTERNAL}
    return [
        _best(claims)
        for key, claims in raters.items()
        if not (key[0] == "source" and key[2] == Kind.EXTERNAL and key[1] in own_word)
    ]


def _rater(one: _Stated) -> tuple[str, ...]:
    name = fold_source(one.score.source)
    if name in CRITERIA or name in OVERALL:
        return ("page", one.site or one.url or "", name, one.score.kind)
    return ("source", name, one.score.kind)


def _best(claims: Sequence[_Stated]) -> _Stated:
    if len(claims) == 1:
        return claims[0]
    stated_by = Counter(claim.ten for claim in claims)
    return min(
        claims,
        key=lambda claim: (
            -(claim.score.votes if claim.score.votes is not None else -1),
            -stated_by[claim.ten],
            -(claim.score.scale_max or 0.0),
            claim.ten,
            claim.url or "",
            claim.score.text,
        ),
    )


def _line(one: _Stated, *, counted: bool) -> SourcedScore:
    score = one.score
    return SourcedScore(
        source=score.source,
        value=score.value,
        scale_min=score.scale_min,
        scale_max=score.scale_max,
        votes=score.votes,
        kind=score.kind,
        text=score.text,
        url=one.url,
        counted=counted,
    )


def _line_order(line: SourcedScore) -> tuple[str, str, str, float, float, int, str, bool]:
    votes = -1 if line.votes is None else line.votes
    scale = -1.0 if line.scale_max is None else line.scale_max
    return (line.source, line.kind, line.url or "", line.value, scale, votes, line.text, not line.counted)
