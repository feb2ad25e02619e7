"""YASR (Yet Another Stars Rating): the author's stars, the visitors' stars and sets of several lines, on any host.

Stars are drawn by a script: a value stands only in `data-rating`, and -1 or 0 there is nobody's. The visitors' mean may
be printed beside the title as well; ranking tables hold other posts' stars.
"""

from aggregator.model import Kind
from aggregator.normalize.counts import parse_count, parse_votes
from aggregator.page import Node, Page
from aggregator.reading.layout import Scores, at
from aggregator.reading.plugins import ReviewBox, Total, criterion, own_boxes, own_score

STARS = 5
STARS_DRAWN = "[data-rating], [data-rateit-value]"
"""What a script draws; before version 1.5 another one did."""
BOXES = frozenset({"yasr-visitor-votes", "yasr-vv-stars-title-container"})
"""What holds the visitors' stars and the number of their votes."""


class Yasr(ReviewBox):
    """A post with stars of YASR."""

    signs = (
        ".yasr-visitor-votes",
        ".yasr-overall-rating",
        ".yasr-vv-stars-title-container",
        ".yasr-multi-set-name-field",
    )

    def criteria(self, page: Page) -> Scores:
        """The author's stars, which nobody computes, and sets, but not those whose lines count visitors' votes."""
        for stars in _stars(page, ".yasr-overall-rating")[:1]:
            yield at(stars, own_score(page, _value(stars), kind=Kind.EDITOR, scale_max=STARS))
        for label in own_boxes(page, page.many(".yasr-multi-set-name-field")):
            row = _row_of(label)
            if row is not None and not row.has(".yasr-visitor-multiset-vote-count"):
                yield at(label, criterion(label.text, _value(row.one(STARS_DRAWN)), scale_max=STARS))

    def total(self, page: Page) -> Total | None:
        """The mean under a set."""
        for stars in _stars(page, ".yasr-multiset-average"):
            return Total(stars, _value(stars), STARS)
        return None

    def users(self, page: Page) -> Scores:
        """The visitors' stars; beside the title when they stand nowhere else."""
        for stars in _stars(page, ".yasr-visitor-votes")[:1] or _stars(page, ".yasr-vv-stars-title-container")[:1]:
            score = own_score(page, _value(stars), kind=Kind.USERS, scale_max=STARS, votes=_votes(stars))
            yield at(stars, score)


def _stars(page: Page, selector: str) -> list[Node]:
    """The stars in this post's boxes."""
    stars = [box.one(STARS_DRAWN) for box in page.many(selector)]
    return own_boxes(page, stars, "data-rater-postid")


def _value(stars: Node) -> str:
    value = stars.attr("data-rating") or stars.attr("data-rateit-value") or ""
    return "" if value.startswith("-") else value


def _votes(stars: Node) -> int | None:
    """The number behind the visitors' stars: in a span of its own, or in brackets behind the mean."""
    box = stars.parent
    while box is not None and not _is_box(box):
        box = box.parent
    if box is None:
        return None
    counter, told = box.first('[id^="yasr-vv-votes-number-container"]'), box.first(".yasr-stars-title-average")
    if counter is not None:
        return parse_count(counter.text)
    return parse_votes(told.text.partition("(")[2]) if told is not None else None


def _is_box(node: Node) -> bool:
    return not BOXES.isdisjoint((node.attr("class") or "").split())


def _row_of(label: Node) -> Node | None:
    row = label.parent
    while row is not None and row.tag != "tr":
        row = row.parent
    return row
