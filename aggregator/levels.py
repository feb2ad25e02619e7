"""Levels: sites rate on different levels, so each source's level is measured on the anime that it shares with others.

Two sources are compared where both rate at least 100 of the same anime. Over these, robustly:

    scale    ratio of their spreads (standard deviation, a twentieth at each end pulled in)
    offset   mean of their differences, a tenth at each end left out, once their scales are the same

Sources form a net of such comparisons; least squares, each comparison weighing as many anime as it has, gives every
source in the largest net one scale and one offset. The common level is that of all scores together: weighted by their
scores, offsets add up to 0 and logarithms of scales too. Then

    adjusted score  = centre + (score - centre - offset) / scale        all on 0-10
    rating_adjusted = mean of an anime's adjusted scores, null where the level of one of their sources is not known

Levels are rounded to twentieths (intervals outwards) and the centre to tenths: a few new pages do not touch every line.
Intervals (95 %) come from leaving out each twentieth of the anime in turn (delete-a-group jackknife, by hash of id).
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import ceil, floor, fsum
from typing import TypeAlias
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from aggregator.model import Anime, Kind, SourcedScore
from aggregator.normalize.criteria import CRITERIA, OVERALL, fold_source
from aggregator.rating import exact_sum, round_half_up, ten_of

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
Rater: TypeAlias = tuple[str, Kind]
"""Who gives scores."""
Tens: TypeAlias = Mapping[Rater, float]
"""The averaged scores of one anime on 0-10."""


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
    offset: float | None = None
    """Points of 10 by which it rates an average anime above the common level. Null where nothing could be compared."""
    offset_low: float | None = None
    """Lower end of the 95 % interval."""
    offset_high: float | None = None
    """Upper end."""
    scale: float | None = None
    """How far apart it puts anime that the common level puts 1 apart. Null like the offset."""
    scale_low: float | None = None
    """Lower end of the 95 % interval."""
    scale_high: float | None = None
    """Upper end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The levels of all sources."""

    centre: float | None = None
    """Mean of the scores whose source has a level, to one decimal."""
    sources: tuple[Level, ...] = ()
    """Sorted by source and kind."""


@dataclass(frozen=True, slots=True)
class Adjuster:
    """Takes scores to the common level, exactly."""

    by_rater: Mapping[Rater, tuple[Fraction, Fraction]]
    """Slope and start of the line that takes a score of this rater to the common level."""

    @classmethod
    def of(cls, levels: Levels) -> "Adjuster":
        """For the levels of a run, or of a manifest."""
        centre = Fraction(repr(levels.centre or 0.0))
        return cls(
            {
                (one.source, one.kind): (1 / scale, centre - (centre + Fraction(repr(one.offset))) / scale)
                for one in levels.sources
                if one.offset is not None and one.scale is not None
                for scale in [Fraction(repr(one.scale))]
            }
        )

    def adjusted(self, scores: Iterable[SourcedScore]) -> float | None:
        """The adjusted mean of an anime's counted scores, to six decimals; None where a level is not known."""
        tens = []
        for score in scores:
            if score.counted and (ten := ten_of(score)) is not None:
                level = self.by_rater.get(rater_of(score))
                if level is None:
                    return None
                slope, start = level
                tens.append(slope * ten + start)
        return round_half_up(exact_sum(tens) / len(tens), 6) if tens else None


def measure(anime: Iterable[Anime]) -> Levels:
    """The level of every source of these anime. Their order changes nothing."""
    return measure_scores((one.id, tens_of(one)) for one in anime)


def measure_scores(rated: Iterable[tuple[str, Tens]]) -> Levels:
    """The same of (id, scores by rater)."""
    values: defaultdict[Rater, list[float]] = defaultdict(list)
    shared: Counter[Rater] = Counter()
    together: defaultdict[tuple[Rater, Rater], list[tuple[str, float, float]]] = defaultdict(list)
    for anime_id, tens in rated:
        for rater, ten in tens.items():
            values[rater].append(ten)
        if len(tens) > 1:
            shared.update(tens.keys())
            for a, b in combinations(sorted(tens), 2):
                together[a, b].append((anime_id, tens[a], tens[b]))
    pairs = _largest_net([_Pair.of(*raters, rows) for raters, rows in together.items() if len(rows) >= FEWEST_SHARED])
    linked = sorted({rater for pair in pairs for rater in (pair.first, pair.second)})
    weights = np.array([len(values[rater]) for rater in linked], np.float64)
    centre = (
        round_half_up(Fraction(fsum(ten for rater in linked for ten in values[rater]) / weights.sum()), 1)
        if linked
        else None
    )
    estimates = dict(zip(linked, _estimates(pairs, linked, weights, centre), strict=True)) if centre is not None else {}
    return Levels(
        centre=centre,
        sources=tuple(
            _level(rater, len(values[rater]), shared[rater], estimates.get(rater)) for rater in sorted(values)
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
    name, is_of_a_page = _named(score.source)
    return (f"{name}, {_host(score.url)}" if is_of_a_page else name, score.kind)


@lru_cache(maxsize=4096)
def _named(source: str) -> tuple[str, bool]:
    """The name of a source, folded, and whether it names a page's own rater."""
    name = fold_source(source)
    return name, name in CRITERIA or name in OVERALL


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two sources on the anime that both rate."""

    first: Rater
    second: Rater
    x: Floats
    y: Floats
    group: Indexes

    @classmethod
    def of(cls, first: Rater, second: Rater, rows: list[tuple[str, float, float]]) -> "_Pair":
        rows.sort()
        numbers = np.array([(x, y) for _, x, y in rows], np.float64)
        groups = np.array([zlib.crc32(anime_id.encode()) % GROUPS for anime_id, _, _ in rows], np.int64)
        return cls(first, second, numbers[:, 0], numbers[:, 1], groups)

    def without(self, group: int | None) -> "_Pair":
        if group is None:
            return self
        keep = self.group != group
        return _Pair(self.first, self.second, self.x[keep], self.y[keep], self.group[keep])


@dataclass(frozen=True, slots=True)
class _Estimate:
    """An offset or scale, and the ends of its interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, value: float, low: float, high: float) -> "_Estimate":
        """On the grid; the interval widened to it."""
        steps = round(Fraction(value) / STEP), floor(Fraction(low) / STEP), ceil(Fraction(high) / STEP)
        return cls(*(round_half_up(number * STEP, 2) for number in steps))


def _largest_net(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pairs of the net with most sources; among equals with most shared anime, then by name."""
    pairs = sorted((pair for pair in pairs if _spread(pair.x) and _spread(pair.y)), key=lambda p: (p.first, p.second))
    net_of: dict[Rater, int] = {}
    for number, pair in enumerate(pairs):
        joined = {net_of.get(rater, -1) for rater in (pair.first, pair.second)} - {-1}
        for rater, net in net_of.items():
            if net in joined:
                net_of[rater] = number
        net_of[pair.first] = net_of[pair.second] = number
    nets: defaultdict[int, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        nets[net_of[pair.first]].append(pair)
    sources = Counter(net_of.values())
    return max(
        nets.values(),
        key=lambda net: (sources[net_of[net[0].first]], sum(len(pair.x) for pair in net)),
        default=[],
    )


def _estimates(
    pairs: Sequence[_Pair], raters: Sequence[Rater], weights: Floats, centre: float
) -> list[tuple[_Estimate, _Estimate]]:
    """Offset and scale of each source, with their intervals."""
    fitted = _fit(pairs, raters, weights, centre)
    left_out = np.stack(
        [_fit([pair.without(group) for pair in pairs], raters, weights, centre) for group in range(GROUPS)]
    )
    error = np.sqrt((GROUPS - 1) / GROUPS * ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0))
    low, high = fitted - STUDENT_95 * error, fitted + STUDENT_95 * error
    return [
        (
            _Estimate.of(fitted[at, 0], low[at, 0], high[at, 0]),
            _Estimate.of(fitted[at, 1], low[at, 1], high[at, 1]),
        )
        for at in range(len(raters))
    ]


def _fit(pairs: Sequence[_Pair], raters: Sequence[Rater], weights: Floats, centre: float) -> Floats:
    """A row for each source: its offset and its scale."""
    place = {rater: at for at, rater in enumerate(raters)}
    edges = [(place[pair.first], place[pair.second], len(pair.x)) for pair in pairs]
    ratios = [float(np.log(_spread(pair.x) / _spread(pair.y))) for pair in pairs]
    scales = np.exp(_levelled(edges, ratios, weights))
    differences = [
        _trimmed_mean((pair.x - centre) / scales[first] - (pair.y - centre) / scales[second])
        for pair, (first, second, _) in zip(pairs, edges, strict=True)
    ]
    return np.column_stack([_levelled(edges, differences, weights) * scales, scales])


def _levelled(edges: Sequence[tuple[int, int, int]], differences: Sequence[float], weights: Floats) -> Floats:
    """Heights that fit the differences between them best, their weighted mean being 0."""
    matrix = np.zeros((len(edges) + 1, len(weights)))
    wanted = np.zeros(len(edges) + 1)
    for row, ((first, second, shared), difference) in enumerate(zip(edges, differences, strict=True)):
        root = np.sqrt(shared)
        matrix[row, first], matrix[row, second], wanted[row] = root, -root, root * difference
    matrix[-1] = weights / weights.sum()
    return np.asarray(np.linalg.lstsq(matrix, wanted, rcond=None)[0], np.float64)


def _spread(values: Floats) -> float:
    """Standard deviation, a twentieth at each end pulled in."""
    low, high = np.quantile(values, (0.05, 0.95))
    return float(np.clip(values, low, high).std())


def _trimmed_mean(values: Floats) -> float:
    """Mean without a tenth at each end."""
    cut = len(values) // 10
    return float(np.sort(values)[cut : len(values) - cut].mean())


def _level(rater: Rater, scores: int, shared: int, estimate: tuple[_Estimate, _Estimate] | None) -> Level:
    if estimate is None:
        return Level(source=rater[0], kind=rater[1], scores=scores, shared=shared)
    offset, scale = estimate
    return Level(
        source=rater[0],
        kind=rater[1],
        scores=scores,
        shared=shared,
        offset=offset.value,
        offset_low=offset.low,
        offset_high=offset.high,
        scale=scale.value,
        scale_low=scale.low,
        scale_high=scale.high,
    )
