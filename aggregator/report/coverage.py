"""Coverage: of each site's pages, how many state each field."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from aggregator.model import Review
from aggregator.quality import is_stated

NAMES = frozenset({"url", "saved_as", "site", "layout", "title", "headline"})
"""What names a page stands on every line, or says nothing about it."""
FIELDS = tuple(field.name for field in fields(Review) if field.name not in NAMES)
SITES_SHOWN = 24
"""Sites with a row of their own: those with the most pages."""


@dataclass(frozen=True, slots=True)
class Row:
    """How many of some pages state each field."""

    name: str
    lines: int
    percents: tuple[int, ...]
    """In the order of FIELDS; 0 and 100 only for none and all."""


class Coverage:
    """Counted page by page."""

    def __init__(self) -> None:
        self._lines: Counter[str] = Counter()
        self._stated: Counter[tuple[str, str]] = Counter()

    def add(self, review: Review) -> None:
        site = review.site or ""
        self._lines[site] += 1
        for name in FIELDS:
            if is_stated(getattr(review, name)):
                self._stated[site, name] += 1

    def rows(self, anime: Mapping[str, float], number: int) -> list[Row]:
        """The anime, all pages, and then each site; small sites share the last row."""
        sites = sorted(self._lines, key=lambda site: (-self._lines[site], site))
        shown, small = sites[:SITES_SHOWN], sites[SITES_SHOWN:]
        if len(small) == 1:
            shown, small = sites, []
        rows = [Row("All anime", number, tuple(round(anime.get(name, 0) * 100) for name in FIELDS))] if number else []
        rows += [self._row("All pages", sites)] if len(sites) > 1 else []
        rows += [self._row(site or "site not known", [site]) for site in shown]
        return rows + ([self._row(f"{len(small):,} smaller sites", small)] if small else [])

    def _row(self, name: str, sites: Iterable[str]) -> Row:
        sites = list(sites)
        lines = sum(self._lines[site] for site in sites)
        return Row(
            name,
            lines,
            tuple(percent(sum(self._stated[site, name] for site in sites), lines) for name in FIELDS),
        )


def percent(part: int, whole: int) -> int:
    """A share in whole percents: what is not all is at most 99, what is not nothing at least 1.

    >>> percent(999, 1000), percent(1, 1000), percent(0, 5), percent(5, 5)
    (99, 1, 0, 100)
    """
    if part in (0, whole):
        return 100 if part else 0
    return min(max(round(part / whole * 100), 1), 99)
