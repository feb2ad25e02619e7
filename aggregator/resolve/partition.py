"""The partition: pages to groups of pages, each about one anime. Judgements first, then shared ids, then evidence."""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from aggregator.model import DatabaseId, Issue, IssueCode, Review
from aggregator.resolve.candidates import candidate_pairs
from aggregator.resolve.clusters import Groups, join_in_order
from aggregator.resolve.evidence import Catalogue, compare, contradicts, load_weights, weigh
from aggregator.resolve.features import Cards, FeatureReader, Features, Ints, number_cards
from aggregator.resolve.identity import mint_id
from aggregator.resolve.judgements import Judgement, Ruling, rule
from aggregator.resolve.pages import SERIES_DATABASES, own_id, page_key, site_of

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SERIES_ID_WEIGHS = 4.0
"""What an id shared in a database of whole series adds, in log-odds: one series, which need not be one season."""
HOLDERS_COMPARED = 50
"""And with how many pages one that states it is compared at most: the next ones by their addresses."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Pages in the order of their keys: whatever order they came in, each has the same number."""

    keys: list[str]
    digests: list[bytes]
    """What each page says, as a hash: equal when nothing changed."""
    rows: list[int]
    """Where each page's review stood among what was read."""
    sites: list[str | None]
    ids: Mapping[int, tuple[DatabaseId, ...]]
    """Of the pages that state any."""
    own: Mapping[int, DatabaseId]
    """The page's id in the database that its own site is."""

    def __len__(self) -> int:
        return len(self.keys)

    def number_of(self) -> dict[str, int]:
        """From page keys, and the ids of the anime that pages would found, to page numbers."""
        return {name: number for number, key in enumerate(self.keys) for name in (key, mint_id(key))}


@dataclass(frozen=True, slots=True)
class Pages(Listed):
    """Pages, and what they say that can be compared."""

    features: Features


class PageReader:
    """Reads reviews one after the other and keeps only what resolution compares."""

    def __init__(self) -> None:
        self._features = FeatureReader()
        self._row_of: dict[str, int] = {}
        self._digests: list[bytes] = []
        self._sites: list[str | None] = []
        self._ids: dict[int, tuple[DatabaseId, ...]] = {}
        self._own: dict[int, DatabaseId] = {}

    def read(self, review: Review) -> None:
        """Notes one review. Of two reviews of one page the one that says more counts, whichever came first."""
        key, row = page_key(review), len(self._digests)
        self._features.read(review)
        self._digests.append(digest_of(review))
        self._sites.append(_shared_string(site_of(review)))
        own = own_id(review)
        if ids := review.ids if own is None or own in review.ids else (*review.ids, own):
            self._ids[row] = ids
        if own:
            self._own[row] = own
        known = self._row_of.setdefault(key, row)
        if self._digests[row] < self._digests[known]:
            self._row_of[key] = row

    def done(self) -> Pages:
        """The pages read."""
        listed, cards = self.cards()
        return Pages(
            keys=listed.keys,
            digests=listed.digests,
            rows=listed.rows,
            sites=listed.sites,
            ids=listed.ids,
            own=listed.own,
            features=number_cards(cards),
        )

    def cards(self) -> tuple[Listed, Cards]:
        """The pages read, and what they say in columns that mean the same wherever pages are read."""
        keys = sorted(self._row_of)
        rows = [self._row_of[key] for key in keys]
        listed = Listed(
            keys=keys,
            digests=[self._digests[row] for row in rows],
            rows=rows,
            sites=[self._sites[row] for row in rows],
            ids={number: self._ids[row] for number, row in enumerate(rows) if row in self._ids},
            own={number: self._own[row] for number, row in enumerate(rows) if row in self._own},
        )
        return listed, self._features.cards(rows)


def _shared_string(text: str | None) -> str | None:
    return sys.intern(text) if text else None


def digest_of(review: Review) -> bytes:
    """What a review says, as a hash that sorts before that of a review that says less."""
    encoded = msgspec.json.encode(review)
    stated = len(encoded) - 4 * encoded.count(b"null")
    return (2**32 - stated).to_bytes(4, "big") + hashlib.blake2b(encoded, digest_size=8).digest()


def read_pages(reviews: Iterable[Review]) -> Pages:
    """The pages of reviews."""
    reader = PageReader()
    for review in reviews:
        reader.read(review)
    return reader.done()


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of pages and their log-odds."""

    a: Longs
    b: Longs
    weight: Floats

    def where(self, chosen: npt.NDArray[np.bool_]) -> "Links":
        """Those that are chosen."""
        return Links(self.a[chosen], self.b[chosen], self.weight[chosen])

    def strongest_first(self) -> "Links":
        """The same, in the order in which they join; of equal ones those of the first pages first."""
        order = np.lexsort((self.b, self.a, -self.weight))
        return Links(self.a[order], self.b[order], self.weight[order])

    def triples(self) -> Iterator[tuple[float, int, int]]:
        """Weight, smaller page number, larger page number."""
        return zip(self.weight.tolist(), self.a.tolist(), self.b.tolist(), strict=True)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Smaller page number, larger page number."""
        return zip(self.a.tolist(), self.b.tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class Partition:
    """What was found."""

    groups: list[list[int]]
    links: Links
    """Every pair that was compared."""
    issues: tuple[Issue, ...] = ()


def partition(pages: Pages, judgements: Iterable[Judgement] = ()) -> Partition:
    """Groups of page numbers, each sorted, in the order of their first pages."""
    a, b = candidate_pairs(pages.features)
    links = with_series_ids(pages, weigh_pairs(pages.features, a, b))
    return group(pages, pages.features.site, links, ruling_on(pages, judgements))


def ruling_on(pages: Listed, judgements: Iterable[Judgement]) -> Ruling:
    """What the judgements demand of the pages."""
    judgements = tuple(judgements)
    return rule(judgements, pages.number_of()) if judgements else Ruling()


def weigh_pairs(features: Features, a: Longs, b: Longs, catalogue: Catalogue | None = None) -> Links:
    """The evidence on pairs of pages. What contradicts is certain, unless something overwhelming stands against it."""
    weights = load_weights()
    codes = compare(features, a, b, catalogue)
    weight = weigh(codes, weights)
    refuted = contradicts(codes) & (weight < weights.join_from)
    return Links(a, b, np.where(refuted, np.minimum(weight, weights.certain_from), weight))


def group(pages: Listed, site: Ints, links: Links, ruling: Ruling) -> Partition:
    """The groups that links, the pages' ids and judgements make. `site` numbers their sites, -1 where unknown.

    What nothing connects may be grouped apart: see `bonds`.
    """
    weights = load_weights()
    claims, issues = _claims(pages)
    groups = Groups(site, ruling.different, claims)
    for one, other in ruling.same:
        groups.weld(one, other)
    _weld_own_duplicates(pages, groups)
    issues += _join_shared_ids(pages, groups)
    possible = links.where(links.weight >= weights.join_from)
    refuting = _inside(links.where(links.weight <= weights.certain_from), possible, len(pages))
    certain = set(refuting.pairs())
    join_in_order(
        groups, possible.strongest_first().pairs(), lambda one, other: not _certainly_apart(one, other, certain)
    )
    return Partition(groups.all(), links, (*ruling.issues, *issues))


def bonds(pages: Listed) -> Iterator[tuple[int, str]]:
    """Page numbers, and names of what may make one anime of pages without a link: all that share one belong together.

    Pages that neither links of some strength, nor bonds, nor judgements connect may be grouped apart.
    """
    for number, claims in _claims(pages)[0].items():
        for database, one in claims.items():
            yield number, f"{database}:{one}"
    for number, own in pages.own.items():
        yield number, f"{pages.sites[number] or ''} {own.source}:{own.id}"


def _claims(pages: Listed) -> tuple[dict[int, dict[str, str]], list[Issue]]:
    """The one id that a page gives for each database of single works. A page that gives two names neither."""
    claims: dict[int, dict[str, str]] = {}
    issues = []
    for number, ids in pages.ids.items():
        by_database: dict[str, set[str]] = {}
        for one in ids:
            by_database.setdefault(one.source, set()).add(one.id)
        for database, found in sorted(by_database.items()):
            if database in SERIES_DATABASES:
                continue
            if len(found) == 1:
                claims.setdefault(number, {})[database] = next(iter(found))
            elif own := pages.own.get(number):
                claims.setdefault(number, {})[own.source] = own.id
            else:
                issues.append(
                    _collision(
                        pages.keys[number], f"the page names {len(found)} ids of {database}", database, sorted(found)
                    )
                )
    return claims, issues


def _weld_own_duplicates(pages: Listed, groups: Groups) -> None:
    """Two pages of a site under one id of the site's own database are one page under two addresses."""
    first: dict[tuple[int, DatabaseId], int] = {}
    for number, own in sorted(pages.own.items()):
        groups.weld(first.setdefault((int(groups.sites[number]), own), number), number)


def _join_shared_ids(pages: Listed, groups: Groups) -> list[Issue]:
    """Joins the pages that state one id, unless one anime would get two pages of a site or two ids of a database."""
    holders: dict[tuple[str, str], list[int]] = {}
    for number, claims in groups.claims.items():
        for claim in claims.items():
            holders.setdefault(claim, []).append(number)
    issues = []
    for (database, one), numbers in sorted(holders.items()):
        sites: dict[int, set[int]] = {}
        for number in numbers:
            sites.setdefault(int(groups.sites[number]), set()).add(groups.of(number))
        twice = {site for site, leaders in sites.items() if site >= 0 and len(leaders) > 1}
        if twice:
            keys = sorted(pages.keys[number] for number in numbers if int(groups.sites[number]) in twice)
            issues.append(_collision(keys[0], f"{len(keys)} pages of one site claim {one}", database, keys))
        clear = sorted(number for number in numbers if int(groups.sites[number]) not in twice)
        for first, second in pairwise(clear):
            if groups.can_join(first, second):
                groups.weld(first, second)
            elif not groups.judged_apart(first, second):
                reason = f"under {one}, one anime would get two pages of a site or two ids of a database"
                issues.append(_collision(pages.keys[second], reason, database, [pages.keys[first], pages.keys[second]]))
    return issues


def _collision(url: str, reason: str, database: str, text: Sequence[str]) -> Issue:
    return Issue(
        code=IssueCode.ID_COLLISION,
        message=f"An id of {database} does not tell which anime is meant: {reason}. Judge the pages if evidence errs.",
        url=url,
        field="ids",
        text=", ".join(text)[:300],
    )


def with_series_ids(pages: Pages, links: Links) -> Links:
    """Adds what ids of whole series say, for pairs that share one."""
    holders: dict[DatabaseId, list[int]] = {}
    for number, ids in pages.ids.items():
        for one in set(ids):
            if one.source in SERIES_DATABASES:
                holders.setdefault(one, []).append(number)
    sharing = sorted({pair for numbers in holders.values() for pair in sharing_pairs(numbers)})
    if not sharing:
        return links
    a, b = (np.array(side, np.int64) for side in zip(*sharing, strict=True))
    weight = weigh_pairs(pages.features, a, b).weight + SERIES_ID_WEIGHS
    rest = ~np.isin(links.a * len(pages) + links.b, a * len(pages) + b)
    return Links(
        np.concatenate((links.a[rest], a)),
        np.concatenate((links.b[rest], b)),
        np.concatenate((links.weight[rest], weight)),
    )


def sharing_pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of pages that one id of a series brings together, of the sorted pages that state it.

    >>> list(sharing_pairs([3, 5, 9]))
    [(3, 5), (3, 9), (5, 9)]
    """
    return ((x, y) for at, x in enumerate(numbers) for y in numbers[at + 1 : at + HOLDERS_COMPARED])


def _inside(links: Links, joining: Links, count: int) -> Links:
    """The links between pages that some chain of joining links connects."""
    label = components(joining.a, joining.b, count)
    return links.where(label[links.a] == label[links.b])


def components(a: Longs, b: Longs, count: int) -> Longs:
    """For each of so many nodes the smallest that edges connect it with.

    >>> components(np.array([0, 3]), np.array([2, 2]), 5).tolist()
    [0, 1, 0, 0, 4]
    """
    label = np.arange(count)
    while True:
        low = np.minimum(label[a], label[b])
        before = label.copy()
        np.minimum.at(label, a, low)
        np.minimum.at(label, b, low)
        label = label[label]
        if np.array_equal(before, label):
            return label


def _certainly_apart(one: Sequence[int], other: Sequence[int], certain: set[tuple[int, int]]) -> bool:
    return bool(certain) and any(((x, y) if x < y else (y, x)) in certain for x in one for y in other)
