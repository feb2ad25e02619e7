"""Sources beside each other: how each one's scores are spread, and how far they agree on the same anime."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import msgspec

from aggregator.model import Kind
from aggregator.normalize.criteria import CRITERIA, OVERALL, fold_source
from aggregator.report.overview import BINS, bin_of

SHOWN = 10
"""Sources that are drawn: those with the most scores."""
FEWEST_SHARED = 5
"""Sources are compared when at least so many anime are rated by both."""
FEWEST_CORRELATED = 10
"""A correlation of fewer pairs says nothing."""

Scores: TypeAlias = dict[str, int]
"""The averaged scores of one anime: source to hundredths of a point, on 0-10."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How a source's scores are spread, on 0-10."""

    source: str
    count: int
    low: float
    """A quarter of the scores lies below."""
    middle: float
    high: float
    """A quarter lies above."""
    bins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Offset:
    """How far above the other sources one source rates the same anime: median, and the middle half."""

    source: str
    shared: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sources on the anime that both rate."""

    first: str
    second: str
    shared: int
    apart: float
    """Mean absolute difference, points of 10."""
    correlation: float | None
    """Pearson's; None for few anime, or where one source never varies."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that is known about sources."""

    spreads: tuple[Spread, ...]
    """By number of scores."""
    offsets: tuple[Offset, ...]
    """From the strictest to the kindest."""
    pairs: tuple[Pair, ...]
    sources: int
    """How many there are, drawn or not."""
    rest: int
    """Scores of the sources that are not drawn."""


class _Score(msgspec.Struct):
    source: str
    value: float
    scale_max: float | None
    kind: Kind
    url: str | None
    counted: bool


class _Scored(msgspec.Struct):
    scores: list[_Score]


def compare(anime: Path) -> Agreement:
    """What the scores of a file of anime tell about their sources. Two passes, nothing is kept but counts."""
    counts = _counts(_scores(anime))
    ranked = sorted(counts, key=lambda source: (-counts[source].total(), source))
    shown = frozenset(ranked[:SHOWN])
    offsets, pairs = _shared(_scores(anime), shown)
    return Agreement(
        spreads=tuple(_spread(source, counts[source]) for source in ranked[:SHOWN]),
        offsets=tuple(sorted(offsets, key=lambda offset: (offset.middle, offset.source))),
        pairs=tuple(pairs),
        sources=len(ranked),
        rest=sum(counts[source].total() for source in ranked[SHOWN:]),
    )


def _scores(anime: Path) -> Iterator[Scores]:
    decoder = msgspec.json.Decoder(_Scored)
    with anime.open("rb") as lines:
        for line in lines:
            yield {
                rater(score.source, score.kind, score.url): round(score.value / score.scale_max * 1000)
                for score in decoder.decode(line).scores
                if score.counted and score.scale_max
            }


def rater(source: str, kind: Kind, url: str | None) -> str:
    """Who gave a score: a source has one voice for users and another for critics; "Users" and "Story" are a site's own.

    >>> rater("Metacritic", Kind.CRITICS, None), rater("Story", Kind.EDITOR, "https://www.site.example/a")
    ('Metacritic (critics)', 'Story, site.example')
    """
    name = fold_source(source)
    if name in CRITERIA or name in OVERALL:
        return f"{source}, {host(url) or 'site not known'}"
    return f"{source} ({kind.value})" if kind is Kind.CRITICS else source


def host(url: str | None) -> str:
    """The host of a URL without `www.`, "" where it has none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _counts(scores: Iterable[Scores]) -> dict[str, Counter[int]]:
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for one in scores:
        for source, hundredths in one.items():
            counts[source][hundredths] += 1
    return counts


def _spread(source: str, scores: Counter[int]) -> Spread:
    bins = [0] * BINS
    for hundredths, number in scores.items():
        bins[bin_of(hundredths / 100)] += number
    return Spread(source, scores.total(), *quartiles(scores), tuple(bins))


@dataclass(slots=True)
class _Sums:
    """What is added up over the anime that two sources rate."""

    shared: int = 0
    apart: int = 0
    x: int = 0
    y: int = 0
    xx: int = 0
    yy: int = 0
    xy: int = 0

    def add(self, x: int, y: int) -> None:
        self.shared += 1
        self.apart += abs(x - y)
        self.x += x
        self.y += y
        self.xx += x * x
        self.yy += y * y
        self.xy += x * y

    @property
    def correlation(self) -> float | None:
        across = self.shared * self.xy - self.x * self.y
        along = (self.shared * self.xx - self.x**2) * (self.shared * self.yy - self.y**2)
        return across / sqrt(along) if along and self.shared >= FEWEST_CORRELATED else None


def _shared(scores: Iterable[Scores], shown: frozenset[str]) -> tuple[list[Offset], list[Pair]]:
    sums: defaultdict[tuple[str, str], _Sums] = defaultdict(_Sums)
    differences: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for one in scores:
        if len(one) < 2:
            continue
        total, number = sum(one.values()), len(one)
        drawn = sorted(source for source in one if source in shown)
        for source in drawn:
            differences[source][round(one[source] - (total - one[source]) / (number - 1))] += 1
        for first, second in combinations(drawn, 2):
            sums[first, second].add(one[first], one[second])
    offsets = [
        Offset(source, seen.total(), *quartiles(seen))
        for source, seen in differences.items()
        if seen.total() >= FEWEST_SHARED
    ]
    pairs = [
        Pair(*names, each.shared, each.apart / each.shared / 100, each.correlation)
        for names, each in sorted(sums.items())
        if each.shared >= FEWEST_SHARED
    ]
    return offsets, pairs


def quartiles(scores: Counter[int]) -> tuple[float, float, float]:
    """The values below which a quarter, a half and three quarters lie; hundredths in, points out.

    >>> quartiles(Counter({700: 1, 800: 1, 900: 1}))
    (7.0, 8.0, 9.0)
    """
    total = scores.total()
    marks = [total / 4, total / 2, total * 3 / 4]
    found: list[float] = []
    below = 0
    for hundredths in sorted(scores):
        below += scores[hundredths]
        while len(found) < 3 and below >= marks[len(found)]:
            found.append(hundredths / 100)
    low, middle, high = found
    return low, middle, high
