"""Sahifa: the review box that is built into the theme of that name, on any host.

It resembles Taqyeem, which came out of it, but its box has no id, and a criterion's name stands before its bar.
Points and percentages share one class; only the text tells them apart. The hidden microdata repeat the total on 100.
"""

from aggregator.model import Kind
from aggregator.normalize.counts import parse_votes
from aggregator.page import Node, Page
from aggregator.reading.layout import Scores, Text, at
from aggregator.reading.plugins import (
    ReviewBox,
    Total,
    criterion,
    name_and_score,
    own_boxes,
    own_score,
    stars_of,
    width_of,
)


class Sahifa(ReviewBox):
    """A post of the theme Sahifa that carries its own review box."""

    def claims(self, page: Page) -> bool:
        """A box of the theme: Taqyeem's has the id `review-box`."""
        return not page.has("#review-box") and _box(page) is not None

    def criteria(self, page: Page) -> Scores:
        box = _box(page)
        for item in box.many(".review-item", at_least=1) if box is not None else []:
            heading = item.one("h5")
            stars = stars_of(width_of(item.first("span > span"))) if _is_stars(box) else ""
            name, printed = (heading.text, stars) if stars else name_and_score(heading.text)
            yield at(heading, criterion(name, printed, scale_max=5 if stars else 10))

    def total(self, page: Page) -> Total | None:
        box = _box(page)
        total = box.first(".review-final-score") if box is not None else None
        if total is None:
            return None
        printed = total.first("h3")
        if printed is not None:
            return Total(printed, printed.text, 10)
        return Total(total, stars_of(width_of(total.first("span > span"))), 5)

    def users(self, page: Page) -> Scores:
        box = _box(page)
        told = box.first(".user-rate-wrap .user-rating-text") if box is not None else None
        value, votes = (told.first("span"), told.first("small span")) if told is not None else (None, None)
        if told is not None and value is not None and votes is not None:
            yield at(told, own_score(page, value.text, kind=Kind.USERS, scale_max=5, votes=parse_votes(votes.text)))

    def verdict(self, page: Page) -> Text:
        """The summary without the theme's word before it, which is translated."""
        box = _box(page)
        paragraph = box.first(".review-summary p") if box is not None else None
        label = paragraph.first("strong") if paragraph is not None else None
        if paragraph is None or label is None:
            return paragraph
        return paragraph.text.removeprefix(label.text).strip(" :：")


def _box(page: Page) -> Node | None:
    boxes = page.many(".review-box.review-top") + page.many(".review-box.review-bottom")
    styled = [box for box in boxes if {"review-percentage", "review-stars"} & set((box.attr("class") or "").split())]
    return next(iter(own_boxes(page, styled)), None)


def _is_stars(box: Node | None) -> bool:
    return box is not None and "review-stars" in (box.attr("class") or "").split()
