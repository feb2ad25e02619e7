"""tagDiv's Newspaper (and Newsmag): the review table `td-review`, and the same in the blocks of its composer (`tdb`).

The table says stars of five, points of ten or percent; the microdata beside it always convert the total to five, so
they repeat it on another scale. The composer puts lines, summary and total into tables of their own. Lists of posts
print other posts' stars as `.entry-review-stars`, outside of any table.
"""

from aggregator.page import Node, Page
from aggregator.reading.layout import Scores, Text, at
from aggregator.reading.plugins import ReviewBox, Total, criterion, name_and_score, stars_of

STARS = {"td-icon-star": 1.0, "td-icon-star-half": 0.5, "td-sp-star-on": 1.0, "td-sp-star-half": 0.5}
"""What an icon is worth, today's and that of versions before 4; empty ones are worth nothing."""
THIRDS = frozenset({"td-sp-star-fq", "td-sp-star-lq"})


class Tagdiv(ReviewBox):
    """A post of tagDiv's themes that carries a review."""

    signs = ("table.td-review", ".tdb_single_review_overall")

    def criteria(self, page: Page) -> Scores:
        for row in page.many(".td-review .td-review-row-bars"):
            label, percent = row.many(".td-review-desc", at_least=1)[0], row.first(".td-review-percent")
            name, printed = name_and_score(label.text) if percent is None else (label.text, percent.text)
            yield at(label, criterion(name, printed, scale_max=10))
        for row in page.many(".td-review .td-review-row-stars"):
            label = row.many(".td-review-desc", at_least=1)[0]
            yield at(label, criterion(label.text, _lit(row.one(".td-review-stars")), scale_max=5))

    def total(self, page: Page) -> Total | None:
        if not page.has(".td-review .td-review-score"):
            return None
        total = page.many(".td-review .td-review-final-score", at_least=1)[0]
        of_stars = page.has(".td-review .td-review-row-stars") or page.has(".td-review .rate_stars")
        return Total(total, total.text, 5 if of_stars else 10)

    def verdict(self, page: Page) -> Text:
        """The summary without its heading."""
        summary = page.first(".td-review .td-review-summary")
        if summary is None:
            return None
        content = summary.first(".td-review-summary-content")
        if content is not None:
            return content
        heading = summary.first("h5") or summary.first(".block-title")
        return summary.text.removeprefix(heading.text).strip() if heading is not None else summary


def _lit(stars: Node) -> str:
    """The lit stars, counted; nothing where one is lit by a third, which stands for several scores."""
    names = [name for element in stars.element.iterdescendants() for name in (element.get("class") or "").split()]
    return "" if THIRDS & set(names) else stars_of(20 * sum(STARS.get(name, 0.0) for name in names))
