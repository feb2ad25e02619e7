"""Standing: what stands beside an anime's headline rating, and what can be said only when all anime are known.

    rating_weighted       (m * C + sum of the scores) / (m + n): with few scores near C, with many near their mean
    rating_vote_weighted  sum(score * votes) / sum(votes), where every averaged score states its votes
    rating_adjusted       aggregator.levels
    rating_spread         sqrt(sum((score - mean)^2) / (n - 1)), n > 1
    rating_low_evidence   n < 2, or fewer than 50 votes in all where every score states its votes

C is the mean rating of all anime, and m = variance of the scores of one anime / variance of what anime are worth, by
the method of moments (one-way analysis of variance): how many scores the knowledge of C is worth (empirical Bayes,
Efron and Morris 1975). IMDb and MyAnimeList use the same formula on votes, with m set by hand; MyAnimeList's 50 votes
are our bound for low evidence. C and m are rounded to one decimal, so that a few new pages do not touch every line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import fsum, isqrt
from pathlib import Path
from typing import Protocol

import msgspec

from aggregator.levels import FEWEST_SHARED, Adjuster, Levels, measure
from aggregator.model import Anime
from aggregator.rating import BAYES_MEAN, BAYES_WEIGHT, exact_sum, round_half_up, ten_of

FEWEST_SCORES = 2
"""With fewer scores a rating is marked as low evidence."""
FEWEST_VOTES = 50
"""With fewer votes too, where all are known."""
LIGHTEST = 0.1
"""The smallest m: a single score is never believed wholly."""
HEAVIEST = 100.0
"""The largest: where anime do not differ at all, no rating says anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What an anime is worth before anybody rated it."""

    mean: float = float(BAYES_MEAN)
    """C, on 0-10."""
    weight: float = float(BAYES_WEIGHT)
    """m, in scores."""

    def weighted(self, tens: Sequence[Fraction]) -> float | None:
        """The Bayesian mean, to six decimals; None where nothing was rated.

        >>> Prior(mean=7.0, weight=3.0).weighted([Fraction(9), Fraction(9)])
        7.8
        """
        if not tens:
            return None
        mean, weight = Fraction(repr(self.mean)), Fraction(repr(self.weight))
        return round_half_up((weight * mean + exact_sum(tens)) / (weight + len(tens)), 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What ratings of one release are seen against."""

    prior: Prior = field(default_factory=Prior)
    levels: Levels = field(default_factory=Levels)

    @property
    def constants(self) -> Mapping[str, float]:
        """For the manifest."""
        centre = {} if self.levels.centre is None else {"levels_centre": self.levels.centre}
        return {"bayes_mean": self.prior.mean, "bayes_weight": self.prior.weight, **centre}


class AllAnime(Protocol):
    """Anime that can be gone through several times."""

    def __iter__(self) -> Iterator[Anime]: ...


@dataclass(frozen=True, slots=True)
class WaitingAnime:
    """Anime in a file of this machine, until it is known against what their ratings are seen."""

    path: Path

    def write(self, lines: Iterable[bytes]) -> None:
        """Writes them; the file must not be there."""
        with self.path.open("xb") as out:
            out.writelines(line + b"\n" for line in lines)

    def __iter__(self) -> Iterator[Anime]:
        decoder = msgspec.json.Decoder(Anime)
        with self.path.open("rb") as lines:
            for line in lines:
                with suppress(msgspec.ValidationError):  # what is no anime counts for nothing
                    yield decoder.decode(line)

    def stood(self, standing: Standing) -> Iterator[Anime | bytes]:
        """The anime with everything that stands beside their headline rating; a line that is none as it is."""
        decoder, adjuster = msgspec.json.Decoder(Anime), Adjuster.of(standing.levels)
        with self.path.open("rb") as lines:
            for line in lines:
                try:
                    anime = decoder.decode(line)
                except msgspec.ValidationError:
                    yield line.rstrip(b"\n")
                else:
                    yield stand_one(anime, standing.prior, adjuster)


def standing_of(anime: AllAnime) -> Standing:
    """What the ratings of these anime are to be seen against. Their order changes nothing."""
    return Standing(prior=fit_prior(_tens(one) for one in anime), levels=measure(anime))


def stand(anime: Iterable[Anime], standing: Standing) -> Iterable[Anime]:
    """The anime with everything that stands beside their headline rating."""
    adjuster = Adjuster.of(standing.levels)
    return (stand_one(one, standing.prior, adjuster) for one in anime)


def stand_one(anime: Anime, prior: Prior, adjuster: Adjuster) -> Anime:
    """One of them."""
    tens = _tens(anime)
    return replace(
        anime,
        rating_weighted=prior.weighted(tens),
        rating_vote_weighted=vote_weighted(anime),
        rating_adjusted=adjuster.adjusted(anime.scores),
        rating_spread=spread(tens),
        rating_low_evidence=is_low_evidence(anime),
    )


def fit_prior(rated: Iterable[Sequence[Fraction]]) -> Prior:
    """C and m of these anime; fixed ones where fewer than 100 anime have two scores or more."""
    groups = [[float(ten) for ten in tens] for tens in rated if tens]
    several = [group for group in groups if len(group) > 1]
    if len(several) < FEWEST_SHARED:
        return Prior()
    total = sum(map(len, groups))
    means = [fsum(group) / len(group) for group in groups]
    grand = fsum(ten for group in groups for ten in group) / total
    inside = fsum((ten - mean) ** 2 for group, mean in zip(groups, means, strict=True) for ten in group)
    inside /= total - len(groups)
    across = fsum(len(group) * (mean - grand) ** 2 for group, mean in zip(groups, means, strict=True))
    between = (across - (len(groups) - 1) * inside) / (total - sum(len(group) ** 2 for group in groups) / total)
    weight = min(max(inside / between, LIGHTEST), HEAVIEST) if between > 0 else HEAVIEST
    return Prior(mean=round_half_up(Fraction(fsum(means) / len(means)), 1), weight=round_half_up(Fraction(weight), 1))


def vote_weighted(anime: Anime) -> float | None:
    """The mean of the averaged scores, each counting as often as it has votes, to six decimals."""
    votes = [(ten, score.votes) for score in anime.scores if score.counted and (ten := ten_of(score)) is not None]
    weighed = [(ten, number) for ten, number in votes if number is not None]
    total = sum(number for _, number in weighed)
    if len(weighed) < len(votes) or total <= 0:
        return None
    return round_half_up(exact_sum([ten * number for ten, number in weighed]) / total, 6)


def spread(tens: Sequence[Fraction]) -> float | None:
    """Sample standard deviation, to six decimals; None for fewer than two.

    >>> spread([Fraction(7), Fraction(8), Fraction(9)])
    1.0
    """
    if len(tens) < 2:
        return None
    number, total = len(tens), exact_sum(tens)
    variance = (number * exact_sum([ten * ten for ten in tens]) - total * total) / (number * (number - 1))
    twice = isqrt(4 * 10**12 * variance.numerator // variance.denominator)  # 2,000,000 times the root, rounded down
    return round_half_up(Fraction(twice, 2 * 10**6), 6)


def is_low_evidence(anime: Anime) -> bool:
    """Whether little stands behind a rating. Votes that are not stated count neither for it nor against it."""
    votes = [score.votes for score in anime.scores if score.counted]
    known = [number for number in votes if number is not None]
    return len(votes) < FEWEST_SCORES or (len(known) == len(votes) and sum(known) < FEWEST_VOTES)


def _tens(anime: Anime) -> list[Fraction]:
    return [ten for score in anime.scores if score.counted and (ten := ten_of(score)) is not None]
