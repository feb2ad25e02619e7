"""WP Review by MyThemeShop, on any host: its first markup (versions 1 and 2) and today's (3 to 5).

`.review-total-box` holds the reviewer's total and, elsewhere in the same box, the readers' mean: only the wrapper
around it tells them apart. The readers' scale need not be the reviewer's: stars under a box of percentages are common.
"""

from collections.abc import Iterable

from aggregator.model import Kind
from aggregator.normalize.counts import parse_votes
from aggregator.page import Node, Page
from aggregator.reading.layout import Scores, Text, at
from aggregator.reading.plugins import (
    ReviewBox,
    Total,
    criterion,
    name_and_score,
    number_in,
    own_score,
    stars_of,
    width_of,
)

BOX = "#review.review-wrapper"
SCALES = {"star": 5.0, "point": 10.0, "percentage": 100.0, "circle": 100.0}
"""Highest value by the type that the markup names. Thumbs count for and against: they are no scale."""

CLASSIC_PARTS = (".review-list", ".review-total-box", ".review-desc")
"""What tells the old box, which names no type, from other boxes of that name."""


class _Box(ReviewBox):
    """What both markups share."""

    def verdict(self, page: Page) -> Text:
        """The description without its heading ("Summary", or the author's own word)."""
        described = page.first("#review .review-desc")
        if described is None:
            return None
        heading = described.first(".review-summary-title")
        return described.text.removeprefix(heading.text).strip() if heading is not None else described


class WpReviewClassic(_Box):
    """Versions 1 and 2: `#review.bar-point`, `#review.percentage-point`, or neither for stars."""

    name = "wp_review_classic"

    def claims(self, page: Page) -> bool:
        box = page.first(BOX)
        return box is not None and _type_of(box) is None and any(box.has(part) for part in CLASSIC_PARTS)

    def criteria(self, page: Page) -> Scores:
        box = page.many(BOX, at_least=1)[0]
        for item in box.many(".review-list > li"):
            label = item.many("span", at_least=1)[0]
            name, printed = name_and_score(label.text)
            scale = _classic_scale(box)
            if scale == SCALES["star"]:
                name, printed = label.text, stars_of(width_of(item.first(".review-result")))
            yield at(label, criterion(name, printed, scale_max=scale))

    def total(self, page: Page) -> Total | None:
        box = page.many(BOX, at_least=1)[0]
        total = next(iter(_outside_of(box.many(".review-total-box"), ".user-total-wrapper")), None)
        if total is None:
            return None
        stars = total.first(".review-total-star .review-result")
        text = stars_of(width_of(stars)) if stars is not None else _number_and_sign(total)
        return Total(total, text, _classic_scale(box))

    def users(self, page: Page) -> Scores:
        value, votes = page.first("#mts-user-reviews-total"), page.first("#mts-user-reviews-counter")
        if value is not None and votes is not None:
            yield at(value, own_score(page, value.text, kind=Kind.USERS, scale_max=5, votes=parse_votes(votes.text)))


class WpReview(_Box):
    """Versions 3 to 5: `#review.wp-review-star-type`, `-point-type`, `-percentage-type`, `-circle-type`."""

    def claims(self, page: Page) -> bool:
        box = page.first(BOX)
        return box is not None and _type_of(box) is not None

    def criteria(self, page: Page) -> Scores:
        box = page.many(BOX, at_least=1)[0]
        scale = SCALES.get(_type_of(box) or "")
        for item in box.many(".review-list > li") if scale is not None else []:
            labels = item.many("span", at_least=1)
            label = next((span for span in labels if span.element.getparent() is item.element), labels[0])
            name, printed = name_and_score(label.text)
            if number_in(printed) is None:
                name, printed = label.text, stars_of(width_of(item.first(".review-result")), int(scale or 5))
            yield at(label, criterion(name, printed, scale_max=scale))

    def total(self, page: Page) -> Total | None:
        box = page.many(BOX, at_least=1)[0]
        scale = SCALES.get(_type_of(box) or "")
        total = next(iter(_outside_of(box.many(".review-total-box"), ".user-total-wrapper")), None)
        if total is None or scale is None:
            return None
        return Total(total, _number_and_sign(total), scale)

    def users(self, page: Page) -> Scores:
        """The visitors' mean; where they vote in comments only, that one."""
        for area in (page.first("#review .visitors-review-area"), page.first("#review .comments-review-area")):
            value = area.first(".wp-review-user-rating-total") if area is not None else None
            votes = area.first(".wp-review-user-rating-counter") if area is not None else None
            scale = _users_scale(area) if area is not None else None
            if value is None or votes is None or scale is None:
                continue
            score = own_score(page, value.text, kind=Kind.USERS, scale_max=scale, votes=parse_votes(votes.text))
            if score is not None:
                yield at(value, score)
                return


def _type_of(box: Node) -> str | None:
    for name in (box.attr("class") or "").split():
        if name.startswith("wp-review-") and name.endswith("-type"):
            return name.removeprefix("wp-review-").removesuffix("-type")
    return None


def _classic_scale(box: Node) -> float:
    names = (box.attr("class") or "").split()
    return SCALES["point"] if "bar-point" in names else SCALES["percentage" if "percentage-point" in names else "star"]


def _users_scale(area: Node) -> float | None:
    """Stars of five unless the voting widget says that it is one of points or percentages."""
    for kind, scale in SCALES.items():
        if area.has(f".wp-review-user-rating-{kind}") or area.has(f".review-{kind}"):
            return scale
    return None if area.has(".wp-review-user-rating-thumbs") or area.has(".review-thumbs") else SCALES["star"]


def _outside_of(nodes: Iterable[Node], selector: str) -> list[Node]:
    kept = []
    for node in nodes:
        inside = {other.element for other in node.page.many(selector)}
        if not any(ancestor in inside for ancestor in node.element.iterancestors()):
            kept.append(node)
    return kept


def _number_and_sign(total: Node) -> str:
    """The number, and the sign right behind it, in "Overall 8.5/10 Awesome"."""
    return next((word for word in total.text.split() if number_in(word) is not None), "")
