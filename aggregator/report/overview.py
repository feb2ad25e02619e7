"""The release at a glance: what it counts, how ratings and years are spread, the best rated and the most disputed."""

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from aggregator.model import Anime, SourcedScore

BIN = 0.5
"""Width of a bar of ratings, on 0-10."""
BINS = int(10 / BIN)
LISTED = 10
"""How many anime a list names."""
AGREED_BY = 2
"""From so many scores on a rating is more than one source's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An anime on a list."""

    id: str
    title: str
    about: str
    """Type and year."""
    rating: float
    count: int
    lowest: SourcedScore
    highest: SourcedScore


@dataclass(slots=True)
class Overview:
    """Sums over anime.jsonl, anime by anime."""

    anime: int = 0
    rated: int = 0
    agreed: int = 0
    """Anime whose rating rests on two scores or more."""
    disagreed: int = 0
    """Anime whose sources contradict each other in some field."""
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    years: Counter[int] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    _best: list[tuple[float, float, int, str, Entry]] = field(default_factory=list)
    _disputed: list[tuple[float, int, str, Entry]] = field(default_factory=list)

    def add(self, anime: Anime) -> None:
        self.anime += 1
        self.disagreed += bool(anime.conflicts)
        self.types[anime.type or ""] += 1
        if anime.year is not None:
            self.years[anime.year] += 1
        if anime.rating is None:
            return
        self.rated += 1
        self.bins[bin_of(anime.rating)] += 1
        if anime.rating_count >= AGREED_BY:
            self.agreed += 1
            self._list(anime, anime.rating)

    def _list(self, anime: Anime, rating: float) -> None:
        counted = sorted((score for score in anime.scores if score.counted and score.scale_max), key=on_ten)
        if not counted:
            return
        entry = Entry(
            id=anime.id,
            title=anime.title,
            about=" · ".join(str(each) for each in (type_name(anime.type), anime.year) if each),
            rating=rating,
            count=anime.rating_count,
            lowest=counted[0],
            highest=counted[-1],
        )
        worth = anime.rating if anime.rating_weighted is None else anime.rating_weighted
        _keep(self._best, (worth or 0.0, rating, anime.rating_count, anime.id, entry))
        if apart := round(on_ten(counted[-1]) - on_ten(counted[0]), 6):
            _keep(self._disputed, (apart, anime.rating_count, anime.id, entry))

    @property
    def best(self) -> list[Entry]:
        """The best rated, by the mean that few scores cannot lift."""
        return [entry for *_, entry in sorted(self._best, key=lambda each: each[:4], reverse=True)]

    @property
    def disputed(self) -> list[Entry]:
        """Those whose sources are furthest apart."""
        return [entry for *_, entry in sorted(self._disputed, key=lambda each: each[:3], reverse=True)]


def _keep(heap: list, place: tuple) -> None:  # type: ignore[type-arg]  # a heap of whatever it is given
    heapq.heappush(heap, place)
    if len(heap) > LISTED:
        heapq.heappop(heap)


def on_ten(score: SourcedScore) -> float:
    """A score on 0-10, as the rating takes it; 0 where its scale is not known.

    >>> from aggregator.model import Kind
    >>> on_ten(SourcedScore(source="A", value=4, scale_min=0, scale_max=5, votes=None, kind=Kind.USERS, text="4",
    ...                     url=None, counted=True))
    8.0
    """
    return score.value / score.scale_max * 10 if score.scale_max else 0.0


def bin_of(rating: float) -> int:
    """The bar in which a rating stands; 10 stands in the last one.

    >>> bin_of(0.0), bin_of(7.5), bin_of(10.0)
    (0, 15, 19)
    """
    return min(max(int(rating / BIN), 0), BINS - 1)


_TYPES = {
    "TV": "TV",
    "TV_SHORT": "TV short",
    "TV_SPECIAL": "TV special",
    "MOVIE": "Movie",
    "OVA": "OVA",
    "ONA": "ONA",
    "SPECIAL": "Special",
    "MUSIC": "Music",
    "CM": "Commercial",
    "PV": "Promotion",
}


def type_name(kind: str | None) -> str:
    """A type as people write it, "" for none."""
    return _TYPES.get(kind or "", kind or "")


def spans(years: Counter[int]) -> Sequence[tuple[int, int]]:
    """Year to anime, without holes, cut to the hundred years before the latest.

    >>> spans(Counter({2020: 2, 2022: 1}))
    [(2020, 2), (2021, 0), (2022, 1)]
    """
    if not years:
        return []
    last = max(years)
    return [(year, years[year]) for year in range(max(min(years), last - 99), last + 1)]
