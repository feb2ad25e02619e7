"""Reviews to anime: which pages are about one work, why, and what they say together.

resolve(reviews)                     everything at once, in memory
resolve(reviews, state=State(path))  the same, and every anime keeps the id that it had
resolve_new(reviews, state)          only the new reviews into what the state holds
resolving(ReviewFiles(paths))        the same as `resolve`, an anime at a time: so releases are made
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import msgspec

from aggregator.collector import not_collecting
from aggregator.model import Anime, Issue, Review
from aggregator.rating import BAYES_MEAN, BAYES_WEIGHT
from aggregator.resolve.candidates import pieces_of
from aggregator.resolve.evidence import load_weights
from aggregator.resolve.files import ReviewFiles
from aggregator.resolve.identity import Tombstone, assign_ids
from aggregator.resolve.judgements import Judgement, Verdict, append_judgement, read_judgements
from aggregator.resolve.merge import merge_reviews
from aggregator.resolve.partition import Pages, Partition, partition, read_pages
from aggregator.resolve.state import State
from aggregator.resolve.update import anime_of, update

__all__ = [
    "Earlier",
    "Judgement",
    "Resolution",
    "Resolved",
    "Resolver",
    "Resolving",
    "ReviewFiles",
    "State",
    "Tombstone",
    "Verdict",
    "anime_in",
    "append_judgement",
    "before",
    "constants",
    "read_judgements",
    "resolve",
    "resolve_new",
    "resolving",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What resolving gave."""

    anime: tuple[Anime, ...]
    """Sorted by id."""
    issues: tuple[Issue, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    """Ids of the state before that no longer stand for all their pages. Empty without a state."""
    constants: Mapping[str, float] = field(default_factory=dict)
    """For the manifest: what the numbers on the lines depend on."""


Earlier = Callable[[Sequence[str]], tuple[Mapping[str, str], frozenset[str]]]
"""Asked with the keys of all pages: those of them that stood under an id, with it; and ids that are never given."""


class Resolved(Protocol):
    """What resolving gave, in memory or not."""

    @property
    def anime(self) -> Iterable[Anime]:
        """Sorted by id. They may come only once."""

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What a person should look at."""


class ReviewSource(Protocol):
    """Reviews that can be read twice: one after the other, then by number."""

    def __iter__(self) -> Iterator[Review]: ...

    def __getitem__(self, row: int, /) -> Review: ...


class Resolver(Protocol):
    """What resolves: `resolving` here, or an engine on many machines, with the same outcome."""

    def __call__(
        self, source: ReviewSource, judgements: Iterable[Judgement] = (), /, *, state: State | None = None
    ) -> Resolved: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolving:
    """A resolution whose anime are merged when they are asked for."""

    source: ReviewSource
    pages: Pages
    partition: Partition
    ids: Sequence[str]
    """The id of each group of the partition."""
    tombstones: tuple[Tombstone, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What a person should look at."""
        return self.partition.issues

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def anime(self) -> Iterator[Anime]:
        """Every anime, sorted by id. Each time they are asked for they are merged anew."""
        for at in sorted(range(len(self.ids)), key=self.ids.__getitem__):
            rows = [self.pages.rows[page] for page in self.partition.groups[at]]
            yield merge_reviews(self.ids[at], [self.source[row] for row in rows])


def resolve(
    reviews: Iterable[Review], judgements: Iterable[Judgement] = (), *, state: State | None = None
) -> Resolution:
    """The anime that the reviews are about. The order of reviews and judgements changes nothing.

    With a state every anime keeps the id under which most of its pages stood; the state then holds these reviews, and
    what became of other ids. The caller commits it when the result is safe.
    """
    found = resolving(list(reviews), judgements, state=state)
    with not_collecting():
        anime = tuple(found.anime)
    return Resolution(anime=anime, issues=found.issues, tombstones=found.tombstones, constants=constants())


def resolving(
    source: ReviewSource,
    judgements: Iterable[Judgement] = (),
    *,
    state: State | None = None,
    earlier: Earlier | None = None,
) -> Resolving:
    """What `resolve` does, leaving the merging for later: the reviews need not be in memory.

    Without a state `earlier` may tell under which ids pages stood.
    """
    with not_collecting():
        pages = read_pages(source)
        found = partition(pages, judgements)
        ids, tombstones = _ids(pages, found, state, earlier)
        resolved = Resolving(source=source, pages=pages, partition=found, ids=ids, tombstones=tombstones)
        if state is not None:
            _remember(state, resolved)
    return resolved


def _ids(
    pages: Pages, found: Partition, state: State | None, earlier: Earlier | None
) -> tuple[list[str], tuple[Tombstone, ...]]:
    """The id of each group, and what became of the ids of before; what it takes to know that is not held on."""
    groups = [[pages.keys[page] for page in members] for members in found.groups]
    known, ended = before(pages.keys, state, earlier)
    return assign_ids(groups, known, ended)


def before(
    keys: Sequence[str], state: State | None, earlier: Earlier | None
) -> tuple[Mapping[str, str], frozenset[str]]:
    """Under which ids pages stood, and ids that are given to no other page."""
    if state is not None:
        return state.known(), state.ended()
    return earlier(keys) if earlier else ({}, frozenset())


def resolve_new(reviews: Iterable[Review], state: State, judgements: Iterable[Judgement] = ()) -> Resolution:
    """Takes new or changed reviews into the state; the anime that this changed. See aggregator.resolve.update."""
    found = update(state, reviews, judgements)
    return Resolution(
        anime=tuple(merge_reviews(one, reviews) for one, reviews in found.groups.items()),
        issues=found.partition.issues if found.partition else (),
        tombstones=found.tombstones,
        constants=constants(),
    )


def anime_in(state: State) -> Iterator[Anime]:
    """Every anime of a state, sorted by id: what a release prints after `resolve_new`."""
    return (merge_reviews(one, reviews) for one, reviews in anime_of(state))


def constants() -> dict[str, float]:
    """What ratings and decisions depend on, for the manifest."""
    weights = load_weights()
    return {
        "bayes_mean": float(BAYES_MEAN),
        "bayes_weight": float(BAYES_WEIGHT),
        "join_from": weights.join_from,
        "certain_from": weights.certain_from,
    }


def _remember(state: State, resolved: Resolving) -> None:
    weights, pages, links = load_weights(), resolved.pages, resolved.partition.links
    id_of_page = [""] * len(pages)
    for one, members in zip(resolved.ids, resolved.partition.groups, strict=True):
        for page in members:
            id_of_page[page] = one
    state.replace(
        pages,
        (msgspec.json.encode(resolved.source[row]) for row in pages.rows),
        id_of_page,
        links.where((links.weight >= weights.join_from) | (links.weight <= weights.certain_from)),
        pieces_of(pages.features),
    )
    state.bury(resolved.tombstones)
