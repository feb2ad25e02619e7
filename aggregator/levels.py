"""Levels: sites rate on different levels, so each source's level is measured on the anime that it shares with others.

Two sources are compared where both rate at least 100 of the same anime. Over these, robustly:

    scale    ratio of their spreads (standard deviation, a twentieth at each end pulled in)
    offset   mean of their differences, a tenth at each end left out, once their scales are the same

Sources form a net of such comparisons; least squares, each comparison weighing as many anime as it has, gives every
source in the largest net one scale and one offset. The common level is that of all scores together: weighted by their
scores, offsets add up to 0 and logarithms of scales too. Then

    adjusted score  = centre + (score - centre - offset) / scale        all on 0-10
    rating_adjusted = mean of an anime's adjusted scores, null where the level of one of their sources is not known

Levels are rounded to twentieths and the centre to tenths: new pages do not touch every line of every release. Intervals
(95 %) come from leaving out each twentieth of the anime in turn (the delete-a-group jackknife; groups by hash of the id).
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from aggregator.model import Anime, Kind, SourcedScore
from aggregator.rating import CRITERIA, OVERALL, fold_source, round_half_up, ten_of

FEWEST_SHARED = 100
"""Sources that share fewer anime are not compared."""
GROUPS = 20
"""How many twentieths the intervals are made of."""
STUDENT_95 = 2.093
"""Student's t for 95 % and GROUPS - 1 degrees of freedom."""
STEP = Fraction(1, 20)
"""Levels are rounded to this."""

Floats: TypeAlias = npt.NDArray[np.float64]
Indexes: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """On which level one source rates."""

    source: str
    """Its name, folded; a page's own raters ("Users", "Story") with their site."""
    kind: Kind
    """Who rates there."""
    scores: int
    """Averaged scores of this source."""
    shared: int
    """Anime that another source rates as well."""
    offset: float | None
    """Points (0-10) by which it rates an anime of the centre above the common level; null with fewer than 100 shared."""
    offset_low: float | None
    """Lower end of the 95 % interval."""
    offset_high: float | None
    """Upper end."""
    scale: float | None
    """How far apart it puts anime that the common level puts 1 apart; null like the offset."""
    scale_low: float | None
    """Lower end of the 95 % interval."""
    scale_high: float | None
    """Upper end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The levels of all sources."""

    centre: float | None = None
    """Mean of the scores whose source has a level, to one decimal."""
    sources: tuple[Level, ...] = ()
    """Sorted by source and kind."""


Rater: TypeAlias = tuple[str, Kind]
Tens: TypeAlias = Mapping[Rater, float]
"""The averaged scores of one anime on 0-10."""


@dataclass(frozen=True, slots=True)
class Adjuster:
    """Takes scores to the common level, exactly."""

    centre: Fraction
    by_rater: Mapping[Rater, tuple[Fraction, Fraction]]

    @classmethod
    def of(cls, levels: Levels) -> "Adjuster":
        """For the levels of a run, or of a manifest."""
        known = {
            (one.source, one.kind): (Fraction(repr(one.offset)), Fraction(repr(one.scale)))
            for one in levels.sources
            if one.offset is not None and one.scale is not None
        }
        return cls(Fraction(repr(levels.centre or 0.0)), known)

    def adjusted(self, scores: Iterable[SourcedScore]) -> float | None:
        """The adjusted mean of an anime's counted scores, to six decimals; None where a level is not known."""
        tens = []
        for score in scores:
            if score.counted and (ten := ten_of(score)) is not None:
                level = self.by_rater.get(rater_of(score))
                if level is None:
                    return None
                offset, scale = level
                tens.append(self.centre + (ten - self.centre - offset) / scale)
        return round_half_up(sum(tens, Fraction(0)) / len(tens), 6) if tens else None


def measure(anime: Iterable[Anime], *, fewest_shared: int = FEWEST_SHARED) -> Levels:
    """The level of every source of these anime. Their order changes nothing."""
    return measure_scores(((one.id, tens_of(one)) for one in anime), fewest_shared=fewest_shared)


def measure_scores(rated: Iterable[tuple[str, Tens]], *, fewest_shared: int = FEWEST_SHARED) -> Levels:
    """The same of (id, scores by rater)."""
    seen = _Seen.of(rated)
    net = _largest_net(seen.together, seen.counts, fewest_shared)
    if not net:
        return Levels(sources=tuple(seen.level(rater) for rater in sorted(seen.counts)))
    centre = round_half_up(Fraction(sum(seen.sums[one] for one in net)) / sum(seen.counts[one] for one in net), 1)
    fitted = seen.fit(net, centre)
    left_out = [seen.fit(net, centre, without=group) for group in range(GROUPS)]
    return Levels(
        centre=centre,
        sources=tuple(
            seen.level(
                rater,
                _estimate(fitted, left_out, lambda fit, rater=rater: fit.offsets[rater]),
                _estimate(fitted, left_out, lambda fit, rater=rater: fit.scales[rater]),
            )
            if rater in fitted.scales
            else seen.level(rater)
            for rater in sorted(seen.counts)
        ),
    )


def tens_of(anime: Anime) -> dict[Rater, float]:
    """The averaged scores of an anime on 0-10, by who gave them."""
    return {
        rater_of(score): float(ten) for score in anime.scores if score.counted and (ten := ten_of(score)) is not None
    }


def rater_of(score: SourcedScore) -> Rater:
    """Who gave a score: a source's users are another voice than its critics; "Users" and "Story" belong to a site.

    >>> rater_of(SourcedScore(source="Story", value=7, scale_min=0, scale_max=10, votes=None, kind=Kind.EDITOR, text="",
    ...                       url="https://www.site.example/a", counted=True))
    ('story, site.example', <Kind.EDITOR: 'editor'>)
    """
    name = fold_source(score.source)
    return (f"{name}, {_host(score.url)}" if name in CRITERIA or name in OVERALL else name, score.kind)


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two sources on the anime that both rate."""

    x: Floats
    y: Floats
    group: Indexes

    def without(self, group: int | None) -> tuple[Floats, Floats]:
        keep = self.group != (-1 if group is None else group)
        return self.x[keep], self.y[keep]


@dataclass(frozen=True, slots=True)
class _Fit:
    offsets: Mapping[Rater, float]
    scales: Mapping[Rater, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Estimate:
    value: float
    low: float
    high: float


@dataclass(slots=True)
class _Seen:
    """What the anime tell about their sources."""

    counts: Counter[Rater] = field(default_factory=Counter)
    sums: defaultdict[Rater, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    shared: Counter[Rater] = field(default_factory=Counter)
    together: dict[tuple[Rater, Rater], _Pair] = field(default_factory=dict)

    @classmethod
    def of(cls, rated: Iterable[tuple[str, Tens]]) -> "_Seen":
        seen, rows = cls(), defaultdict[tuple[Rater, Rater], list[tuple[str, float, float]]](list)
        for anime_id, tens in rated:
            for rater, ten in tens.items():
                seen.counts[rater] += 1
                seen.sums[rater] += Fraction(repr(ten))
            if len(tens) > 1:
                seen.shared.update(tens.keys())
                for a, b in combinations(sorted(tens), 2):
                    rows[a, b].append((anime_id, tens[a], tens[b]))
        for pair, values in rows.items():
            values.sort()
            numbers = np.array([(x, y) for _, x, y in values], np.float64)
            groups = np.array([zlib.crc32(anime_id.encode()) % GROUPS for anime_id, _, _ in values], np.int64)
            seen.together[pair] = _Pair(numbers[:, 0], numbers[:, 1], groups)
        return seen

    def fit(self, net: Sequence[tuple[Rater, Rater]], centre: float, *, without: int | None = None) -> _Fit:
        """Scales first; then offsets between scores taken to one scale."""
        raise NotImplementedError
