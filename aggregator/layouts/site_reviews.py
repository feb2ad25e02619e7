"""Site Reviews: the summary over the reviews that visitors wrote, on any host.

The sentence under the stars is translated and may be the site's own; the stars carry the same numbers as attributes.
Single reviews (`.glsr-review`) repeat the stars for one visitor each: only the summary counts. A summary in a sidebar
or footer is about the site and not about the post.
"""

import re

from aggregator.model import Kind
from aggregator.normalize.counts import parse_count
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, at
from aggregator.reading.plugins import number_in, own_boxes, own_score

_WHOLE = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,' \u00a0\u202f]\d{3}){1,3}(?!\d)|(?<![\d.,])\d{1,9}(?![.,]?\d)")
DEFAULT_STARS = 5


class SiteReviews(Layout):
    """A post with a summary of Site Reviews."""

    precedence = 10
    signs = (".glsr-summary",)

    def scores(self, page: Page) -> Scores:
        for summary in own_boxes(page, page.many(".glsr-summary")):
            stars, printed, told = (
                summary.first(".glsr-star-rating"),
                summary.first(".glsr-summary-rating"),
                summary.first(".glsr-summary-text"),
            )
            if stars is None and printed is None and told is None:
                summary.one(".glsr-summary-rating")
            scale = len(stars.many(".glsr-star")) if stars is not None else 0
            value = (stars.attr("data-rating") if stars is not None else None) or (printed or told or summary).text
            votes = parse_count(stars.attr("data-reviews") or "") if stars is not None else None
            if votes is None:
                votes = _reviews(told, value, scale or DEFAULT_STARS)
            score = own_score(page, value, kind=Kind.USERS, scale_max=scale or DEFAULT_STARS, votes=votes)
            yield at(summary, score)
            return


def _reviews(told: Node | None, value: str, scale: int) -> int | None:
    """The one number of "4.5 out of 5 stars (based on 12 reviews)" that is neither the mean nor the scale."""
    found = [parse_count(text) for text in _WHOLE.findall(told.text[:200])] if told is not None else []
    numbers = [number for number in found if number is not None]
    for known in (scale, number_in(value)):
        position = next((place for place, number in enumerate(numbers) if number == known), None)
        if position is not None:
            del numbers[position]
    return numbers[0] if len(numbers) == 1 else None
