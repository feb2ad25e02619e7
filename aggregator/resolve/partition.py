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
from aggregator.resolve.clusters import Groups, join_strongest_first
from aggregator.resolve.evidence import Catalogue, compare, contradicts, load_weights, weigh
from aggregator.resolve.features import FeatureReader, Features
from aggregator.resolve.identity import mint_id
from aggregator.resolve.judgements import Judgement, Ruling, rule
from aggregator.resolve.pages import SERIES_DATABASES, own_id, page_key, site_of

Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SERIES_ID_WEIGHS = 4.0
"""What an id shared in a database of whole series adds, in log-odds: one series, which need not be one season."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages in the order of their keys: whatever order they came in, each has the same number."""

    keys: list[str]
    digests: list[bytes]
    """What each page says, as a hash: equal when nothing changed."""
    rows: list[int]
    """Where each page's review stood among what was read."""
    sites: list[str | None]
    features: Features
    ids: Mapping[int, tuple[DatabaseId, ...]]
    """Of the pages that state any."""
    own: Mapping[int, DatabaseId]
    """The page's id in the database that its own site is."""

    def __len__(self) -> int:
        return len(self.keys)

    def number_of(self) -> dict[str, int]:
        """From page keys, and the ids of the anime that pages would found, to page numbers."""
        return {name: number for number, key in enumerate(self.keys) for name in (key, mint_id(key))}


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
        self._digests.append(_digest(review))
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
        keys = sorted(self._row_of)
        rows = [self._row_of[key] for key in keys]
        return Pages(
            keys=keys,
            digests=[self._digests[row] for row in rows],
            rows=rows,
            sites=[self._sites[row] for row in rows],
            features=self._features.done(rows),
            ids={number: self._ids[row] for number, row in enumerate(rows) if row in self._ids},
            own={number: self._own[row] for number, row in enumerate(rows) if row in self._own},
        )


def _shared_string(text: str | None) -> str | None:
    return sys.intern(text) if text else None


def _digest(review: Review) -> bytes:
    """Sorts before that of a review that says less."""
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

    def triples(self) -> Iterator[tuple[float, int, int]]:
        """Weight, smaller page number, larger page number."""
        return zip(self.weight.tolist(), self.a.tolist(), self.b.tolist(), strict=True)


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
    return group(pages, weigh_pairs(pages.features, a, b), judgements)


def weigh_pairs(features: Features, a: Longs, b: Longs, catalogue: Catalogue | None = None) -> Links:
    """The evidence on pairs of pages. What contradicts is certain, unless something overwhelming stands against it."""
    weights = load_weights()
    codes = compare(features, a, b, catalogue)
    weight = weigh(codes, weights)
    refuted = contradicts(codes) & (weight < weights.join_from)
    return Links(a, b, np.where(refuted, np.minimum(weight, weights.certain_from), weight))


def group(pages: Pages, links: Links, judgements: Iterable[Judgement] = ()) -> Partition:
    """The groups that given links, the pages' ids and judgements make."""
    weights = load_weights()
    judgements = tuple(judgements)
    ruling = rule(judgements, pages.number_of()) if judgements else Ruling()
    claims, issues = _claims(pages)
    groups = Groups(pages.features.site, ruling.different, claims)
    for one, other in ruling.same:
        groups.weld(one, other)
    _weld_own_duplicates(pages, groups)
    issues += _join_shared_ids(pages, groups)
    links = _with_series_ids(pages, links)
    possible = links.where(links.weight >= weights.join_from)
    refuting = _inside(links.where(links.weight <= weights.certain_from), possible, len(pages))
    certain = {(one, other) for _, one, other in refuting.triples()}
    join_strongest_first(groups, possible.triples(), lambda one, other: not _certainly_apart(one, other, certain))
    return Partition(groups.all(), links, (*ruling.issues, *issues))


def _claims(pages: Pages) -> tuple[dict[int, dict[str, str]], list[Issue]]:
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


def _weld_own_duplicates(pages: Pages, groups: Groups) -> None:
    """Two pages of a site under one id of the site's own database are one page under two addresses."""
    first: dict[tuple[int, DatabaseId], int] = {}
    for number, own in sorted(pages.own.items()):
        groups.weld(first.setdefault((int(pages.features.site[number]), own), number), number)


def _join_shared_ids(pages: Pages, groups: Groups) -> list[Issue]:
    """Joins the pages that state one id, unless one anime would get two pages of a site or two ids of a database."""
    holders: dict[tuple[str, str], list[int]] = {}
    for number, claims in groups.claims.items():
        for claim in claims.items():
            holders.setdefault(claim, []).append(number)
    issues = []
    for (database, one), numbers in sorted(holders.items()):
        sites: dict[int, set[int]] = {}
        for number in numbers:
            sites.setdefault(int(pages.features.site[number]), set()).add(groups.of(number))
        twice = {site for site, leaders in sites.items() if site >= 0 and len(leaders) > 1}
        if twice:
            keys = sorted(pages.keys[number] for number in numbers if int(pages.features.site[number]) in twice)
            issues.append(_collision(keys[0], f"{len(keys)} pages of one site claim {one}", database, keys))
        clear = sorted(number for number in numbers if int(pages.features.site[number]) not in twice)
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


def _with_series_ids(pages: Pages, links: Links) -> Links:
    """Adds what ids of whole series say, for pairs that share one."""
    holders: dict[DatabaseId, list[int]] = {}
    for number, ids in pages.ids.items():
        for one in set(ids):
            if one.source in SERIES_DATABASES:
                holders.setdefault(one, []).append(number)
    sharing = sorted(
        {(x, y) for numbers in holders.values() for at, x in enumerate(numbers) for y in numbers[at + 1 : at + 50]}
    )
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


def _inside(links: Links, joining: Links, count: int) -> Links:
    """The links between pages that some chain of joining links connects."""
    label = np.arange(count)
    while True:
        low = np.minimum(label[joining.a], label[joining.b])
        before = label.copy()
        np.minimum.at(label, joining.a, low)
        np.minimum.at(label, joining.b, low)
        label = label[label]
        if np.array_equal(before, label):
            return links.where(label[links.a] == label[links.b])


def _certainly_apart(one: Sequence[int], other: Sequence[int], certain: set[tuple[int, int]]) -> bool:
    return bool(certain) and any((min(x, y), max(x, y)) in certain for x in one for y in other)
