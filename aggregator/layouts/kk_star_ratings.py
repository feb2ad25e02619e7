"""kk Star Ratings: the visitors' stars under (or above) a post, versions 3 to 5, on any host.

Since version 5 the whole box is repeated as JSON in `data-payload`. Nobody has voted yet when its count is 0: the
legend then reads "0/5 - (0 votes)" or begs for a vote. A post may carry the box twice, and lists of posts carry other
posts' boxes.
"""

import re

from aggregator.markup import parse_json
from aggregator.model import Kind, Score
from aggregator.normalize.counts import parse_count
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, at
from aggregator.reading.plugins import number_in, own_boxes, own_score, post_id

_LEGEND = re.compile(
    r"(?P<score>\d{1,3}(?:[.,]\d{1,3})?)\s?/\s?(?P<best>\d{1,3})(?!\d)[^\d]{0,20}(?P<count>\d[\d.,\s]{0,14})"
)
_FEWEST_STARS = 2


class KkStarRatings(Layout):
    """A post with the stars of kk Star Ratings."""

    precedence = 10
    signs = (".kk-star-ratings",)

    def scores(self, page: Page) -> Scores:
        here = post_id(page)
        for box in own_boxes(page, page.many(".kk-star-ratings"), "data-id"):
            payload = parse_json(box.attr("data-payload") or "")
            said = payload if isinstance(payload, dict) else {}
            number = str(said.get("id") or "")
            if number and here and number != here:
                continue
            if {"score", "count", "best"} <= said.keys():
                score = _score(page, *(str(said[key]) for key in ("score", "count", "best")))
            else:
                score = _legend(page, box.one(".kksr-legend"))
            yield at(box, score)
            return


def _legend(page: Page, legend: Node) -> Score | None:
    """The numbers of "4.5/5 (12 votes)", where no payload repeats them."""
    found = _LEGEND.search(legend.text[:200])
    return _score(page, found["score"], found["count"], found["best"]) if found else None


def _score(page: Page, score: str, count: str, best: str) -> Score | None:
    votes, stars = parse_count(count.strip()), number_in(best)
    if not votes or stars is None or stars < _FEWEST_STARS:
        return None
    return own_score(page, score, kind=Kind.USERS, scale_max=stars, votes=votes)
