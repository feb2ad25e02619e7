"""Rank Math: the visible part of its "rich snippet", on any host: the editor's stars of five.

The same value stands in JSON-LD. Wrappers without stars describe products, events or jobs and give no score.
"""

from aggregator.page import Page
from aggregator.reading.plugins import ReviewBox, Total

STARS = 5


class RankMath(ReviewBox):
    """A post with a review box of Rank Math."""

    signs = (".rank-math-total-wrapper",)

    def total(self, page: Page) -> Total | None:
        total = page.many(".rank-math-total-wrapper .rank-math-total", at_least=1)[0]
        return Total(total, total.text, STARS)
