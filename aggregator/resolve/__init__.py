"""Reviews to anime: which pages are about one work, why, and what they say together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from aggregator.model import Anime, Issue, Review
from aggregator.normalize.titles import fold_title
from aggregator.resolve.clusters import Groups, join_strongest_first
from aggregator.resolve.identity import Tombstone, founder, mint_id
from aggregator.resolve.judgements import Judgement, Verdict, rule
from aggregator.resolve.merge import merge_reviews
from aggregator.resolve.pages import SERIES_DATABASES, own_id, page_key, site_of

__all__ = ["Judgement", "Resolution", "Tombstone", "Verdict", "resolve"]


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
    pages = _pages(reviews)
    keys = sorted(pages)
    chosen = [pages[key] for key in keys]
    site_numbers: dict[str, int] = {}
    sites = [site_numbers.setdefault(site, len(site_numbers)) if (site := site_of(one)) else -1 for one in chosen]
    number_of = {name: number for number, key in enumerate(keys) for name in (key, mint_id(key))}
    ruling = rule(judgements, number_of)
    groups = Groups(sites, ruling.different)
    for a, b in ruling.same:
        groups.weld(a, b)
    join_strongest_first(groups, [*_id_links(chosen), *_title_links(chosen)])
    anime = []
    for members in groups.all():
        anime_id = mint_id(founder([keys[number] for number in members]))
        anime.append(merge_reviews(anime_id, [chosen[number] for number in members]))
    return Resolution(anime=tuple(sorted(anime, key=lambda one: one.id)), issues=ruling.issues)


def _pages(reviews: Iterable[Review]) -> dict[str, Review]:
    pages: dict[str, Review] = {}
    for review in reviews:
        key = page_key(review)
        pages[key] = min(pages.get(key, review), review, key=repr)
    return pages


def _id_links(reviews: Sequence[Review]) -> list[tuple[float, int, int]]:
    holders: dict[object, list[int]] = {}
    for number, review in enumerate(reviews):
        for one in {*review.ids, own_id(review)} - {None}:
            if one and one.source not in SERIES_DATABASES:
                holders.setdefault(one, []).append(number)
    return [(100.0, a, b) for numbers in holders.values() for a, b in pairwise(numbers)]


def _title_links(reviews: Sequence[Review]) -> list[tuple[float, int, int]]:
    holders: dict[str, list[int]] = {}
    for number, review in enumerate(reviews):
        for title in {fold_title(review.title), *(fold_title(other.title) for other in review.alternative_titles)}:
            holders.setdefault(title, []).append(number)
    return [
        (1.0 / len(numbers), a, b)
        for numbers in holders.values()
        for at, a in enumerate(numbers[:50])
        for b in numbers[at + 1 : 50]
        if _agree(reviews[a], reviews[b])
    ]


def _agree(a: Review, b: Review) -> bool:
    return all(
        x is None or y is None or x == y
        for x, y in ((a.type, b.type), (a.year, b.year), (a.season, b.season), (a.season_number, b.season_number))
    )
