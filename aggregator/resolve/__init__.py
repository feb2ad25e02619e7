"""Reviews to anime: which pages are about one work, why, and what they say together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aggregator.model import Anime, Issue, Review
from aggregator.rating import BAYES_MEAN, BAYES_WEIGHT
from aggregator.resolve.evidence import load_weights
from aggregator.resolve.identity import Tombstone, assign_ids
from aggregator.resolve.judgements import Judgement, Verdict
from aggregator.resolve.merge import merge_reviews
from aggregator.resolve.partition import partition, read_pages

__all__ = ["Judgement", "Resolution", "Tombstone", "Verdict", "constants", "resolve"]


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


def resolve(reviews: Iterable[Review], judgements: Iterable[Judgement] = (), *, state: None = None) -> Resolution:  # noqa: ARG001
    """The anime that the reviews are about. The order of reviews and judgements changes nothing."""
    kept = list(reviews)
    pages = read_pages(kept)
    found = partition(pages, judgements)
    ids, tombstones = assign_ids([[pages.keys[number] for number in group] for group in found.groups], {})
    order = sorted(range(len(ids)), key=ids.__getitem__)
    anime = tuple(merge_reviews(ids[at], [kept[pages.rows[number]] for number in found.groups[at]]) for at in order)
    return Resolution(anime=anime, issues=found.issues, tombstones=tombstones, constants=constants())


def constants() -> dict[str, float]:
    """What ratings and decisions depend on, for the manifest."""
    weights = load_weights()
    return {
        "bayes_mean": float(BAYES_MEAN),
        "bayes_weight": float(BAYES_WEIGHT),
        "join_from": weights.join_from,
        "certain_from": weights.certain_from,
    }
