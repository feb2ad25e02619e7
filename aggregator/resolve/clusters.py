"""Clusters: links of different strength to groups of pages that are consistent, not chained.

Strongest link first, two groups become one only when nothing keeps any page of the one from any page of the other:
a judgement, two pages of one site, two ids of one database, certain evidence. So A=B and B=C do not make one anime
where A and C cannot be one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


@dataclass(slots=True)
class Groups:
    """Pages in groups."""

    sites: npt.NDArray[np.int32] | Sequence[int]
    """Number of each page's site, negative where unknown."""
    apart: frozenset[tuple[int, int]] = frozenset()
    """Pairs of pages that are judged different."""
    claims: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """The pages' ids in databases of single works."""
    _leader: list[int] = field(init=False)
    _members: dict[int, list[int]] = field(init=False, default_factory=dict)
    _apart_of: dict[int, set[int]] = field(init=False, default_factory=dict)
    _sites_of: dict[int, set[int]] = field(init=False, default_factory=dict)
    _claims_of: dict[int, dict[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self._leader = list(range(len(self.sites)))
        self._claims_of = {page: dict(claims) for page, claims in self.claims.items()}
        for a, b in self.apart:
            self._apart_of.setdefault(a, set()).add(b)
            self._apart_of.setdefault(b, set()).add(a)

    def of(self, page: int) -> int:
        """The leader of the page's group."""
        return self._leader[page]

    def members(self, page: int) -> list[int]:
        """The pages of the page's group."""
        leader = self._leader[page]
        return self._members.get(leader) or [leader]

    def can_join(self, a: int, b: int) -> bool:
        """Whether the groups of two pages may become one."""
        a, b = self._leader[a], self._leader[b]
        if a == b:
            return True
        if not self._sites(a).isdisjoint(self._sites(b)) or self._ids_collide(a, b):
            return False
        return not (self._apart_of and self.judged_apart(a, b))

    def weld(self, a: int, b: int) -> None:
        """Makes the groups of two pages one, whatever speaks against it."""
        a, b = self._leader[a], self._leader[b]
        if a == b:
            return
        mine, other = self.members(a), self.members(b)
        if (len(mine), -a) < (len(other), -b):
            a, b, mine, other = b, a, other, mine
        for page in other:
            self._leader[page] = a
        self._sites_of[a] = self._sites(a) | self._sites(b)
        self._members[a] = mine + other
        self._members.pop(b, None)
        self._sites_of.pop(b, None)
        if b in self._claims_of:
            self._claims_of[a] = self._claims_of.pop(b) | self._claims_of.get(a, {})

    def judged_apart(self, a: int, b: int) -> bool:
        """Whether a judgement keeps the groups of two pages apart."""
        mine, leader = self.members(a), self._leader[b]
        return any(self._leader[other] == leader for page in mine for other in self._apart_of.get(page, ()))

    def all(self) -> list[list[int]]:
        """Every group, its pages sorted, the groups in the order of their first pages."""
        return sorted(sorted(self.members(page)) for page, leader in enumerate(self._leader) if page == leader)

    def _sites(self, leader: int) -> set[int]:
        known = self._sites_of.get(leader)
        if known is not None:
            return known
        site = int(self.sites[leader])
        return {site} if site >= 0 else set()

    def _ids_collide(self, a: int, b: int) -> bool:
        mine, other = self._claims_of.get(a), self._claims_of.get(b)
        if not mine or not other:
            return False
        return any(other.get(database, one) != one for database, one in mine.items())


def join_in_order(
    groups: Groups,
    pairs: Iterable[tuple[int, int]],
    fits: Callable[[list[int], list[int]], bool] = lambda _one, _other: True,
) -> None:
    """Joins along pairs of pages, one after the other, where the groups may be joined and `fits` agrees."""
    for a, b in pairs:
        if groups.of(a) != groups.of(b) and groups.can_join(a, b) and fits(groups.members(a), groups.members(b)):
            groups.weld(a, b)
