"""Clusters: links of different strength to groups of pages that are consistent, not chained.

Strongest link first, two groups become one only when nothing keeps any page of the one from any page of the other:
a judgement, two pages of one site, certain evidence. So A=B and B=C do not make one anime where A and C cannot be one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Groups:
    """Pages in groups. `join` refuses what must stay apart; `weld` asks nobody."""

    sites: Sequence[int]
    """Number of each page's site, negative where unknown."""
    apart: frozenset[tuple[int, int]] = frozenset()
    members: list[list[int]] = field(init=False)
    _leader: list[int] = field(init=False)
    _sites: list[set[int]] = field(init=False)
    _apart_of: dict[int, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.members = [[page] for page in range(len(self.sites))]
        self._leader = list(range(len(self.sites)))
        self._sites = [{site} if site >= 0 else set() for site in self.sites]
        self._apart_of = {}
        for a, b in self.apart:
            self._apart_of.setdefault(a, set()).add(b)
            self._apart_of.setdefault(b, set()).add(a)

    def of(self, page: int) -> int:
        """The leader of the page's group."""
        return self._leader[page]

    def can_join(self, a: int, b: int) -> bool:
        """Whether the groups of two pages may become one."""
        a, b = self._leader[a], self._leader[b]
        if a == b:
            return True
        if self._sites[a] & self._sites[b]:
            return False
        return not (self.apart and self._judged_apart(a, b))

    def weld(self, a: int, b: int) -> None:
        """Makes the groups of two pages one, whatever speaks against it."""
        a, b = self._leader[a], self._leader[b]
        if a == b:
            return
        if len(self.members[a]) < len(self.members[b]):
            a, b = b, a
        for page in self.members[b]:
            self._leader[page] = a
        self.members[a] += self.members[b]
        self._sites[a] |= self._sites[b]
        self.members[b] = []

    def _judged_apart(self, a: int, b: int) -> bool:
        if len(self.members[a]) > len(self.members[b]):
            a, b = b, a
        return any(self._leader[other] == b for page in self.members[a] for other in self._apart_of.get(page, ()))

    def all(self) -> list[list[int]]:
        """Every group, its pages sorted, the groups in the order of their first pages."""
        return sorted(sorted(pages) for pages in self.members if pages)


def join_strongest_first(
    groups: Groups,
    links: Iterable[tuple[float, int, int]],
    fits: Callable[[list[int], list[int]], bool] = lambda _a, _b: True,
) -> None:
    """Joins along the links, strongest first, where the groups may be joined and `fits` has nothing against it."""
    for _, a, b in sorted(links, key=lambda link: (-link[0], link[1], link[2])):
        if groups.of(a) != groups.of(b) and groups.can_join(a, b):
            one, other = groups.members[groups.of(a)], groups.members[groups.of(b)]
            if fits(one, other):
                groups.weld(a, b)
