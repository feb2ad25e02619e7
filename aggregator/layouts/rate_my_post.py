"""Rate my Post: the visitors' stars under a post, on any host.

Sites that cache their pages load the numbers later: both spans are then empty, and the page states no score. A box that
nobody has used yet hides its sentence. Results of other posts stand in `.rmp-results-widget`s of lists.
"""

from aggregator.model import Kind
from aggregator.normalize.counts import parse_count
from aggregator.page import Page
from aggregator.reading.layout import Layout, Scores, at
from aggregator.reading.plugins import own_boxes, own_score


class RateMyPost(Layout):
    """A post with the widget of Rate my Post."""

    precedence = 10
    signs = (".rmp-main-container",)

    def scores(self, page: Page) -> Scores:
        for box in own_boxes(page, page.many(".rmp-main-container"), "data-post-id"):
            told = box.one(".js-rmp-results")
            value, counter = told.first(".js-rmp-avg-rating"), told.first(".js-rmp-vote-count")
            votes = parse_count(counter.text) if counter is not None else None
            icons = len(box.many(".js-rmp-rating-item"))
            if value is not None and votes:
                yield at(told, own_score(page, value.text, kind=Kind.USERS, scale_max=icons or 5, votes=votes))
            return
