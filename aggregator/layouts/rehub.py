"""Rehub: the review box of that theme, on any host. All its values are out of ten but the readers' simple stars.

Where readers may write whole reviews the box holds two columns, the expert's lines and the readers', each under the
mean of its own; the total on top is then the mean of both.
"""

from aggregator.model import Kind
from aggregator.normalize.counts import parse_votes
from aggregator.page import Page
from aggregator.reading.layout import Scores, Text, at
from aggregator.reading.plugins import ReviewBox, Total, criterion, number_in, own_score

SCALE = 10


class Rehub(ReviewBox):
    """A post of the theme Rehub that carries a review."""

    signs = (".rate_bar_wrap .overall-score", ".rate_bar_wrap .review-top", ".rate_bar_wrap .review-criteria")

    def criteria(self, page: Page) -> Scores:
        """The expert's lines: the readers' are summed up in their mean."""
        for line in page.many(".rate_bar_wrap .review-criteria .rate-bar"):
            if "user-rate-bar" not in (line.attr("class") or "").split():
                label = line.one(".rate-bar-title")
                yield at(label, criterion(label.text, line.one(".rate-bar-percent").text, scale_max=SCALE))

    def total(self, page: Page) -> Total | None:
        """The number on top; the expert's own mean where the box has no top."""
        if not page.has(".rate_bar_wrap .review-top"):
            return None
        total = page.one(".rate_bar_wrap .overall-score .overall")
        return Total(total, total.text, SCALE)

    def users(self, page: Page) -> Scores:
        """The mean of the readers' reviews, or of their stars."""
        mean = page.first(".user-review-criteria .l_criteria .score_val")
        if mean is not None:
            counted = page.first(".overall-score .overall-user-votes")
            votes = parse_votes(counted.text) if counted is not None else None
            yield at(mean, own_score(page, mean.text, kind=Kind.USERS, scale_max=SCALE, votes=votes))
        stars, count = page.first(".rating_bar .userrating-score"), page.first(".rating_bar .userrating-count")
        if stars is not None and count is not None:
            bar = page.first(".rating_bar [data-rate]")
            scale = _scale_of(
                number_in(stars.text), number_in(bar.attr("data-rate") or "") if bar is not None else None
            )
            score = own_score(page, stars.text, kind=Kind.USERS, scale_max=scale, votes=parse_votes(count.text))
            yield at(stars, score)

    def verdict(self, page: Page) -> Text:
        return page.first(".rate_bar_wrap .review-text p")


def _scale_of(value: float | None, percent: float | None) -> float:
    """Five stars, unless the bar beside the number says that it is one of ten: 8.4 at a width of 84 %."""
    return 10.0 if value and percent and abs(value * 10 - percent) < 1 else 5.0
