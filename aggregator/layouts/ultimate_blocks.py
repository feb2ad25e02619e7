"""Ultimate Blocks: the review block of that plugin, on any host; stars (as many as the author likes) or percent.

Stars are drawn as SVG: how much of each is lit stands in the width of its mask, 150 for a whole one. The JSON-LD of the
block repeats the total.
"""

from aggregator.page import Node, Page
from aggregator.reading.layout import Scores, Text, at
from aggregator.reading.plugins import ReviewBox, Total, criterion, number_in, own_boxes

WHOLE_STAR = 150.0
DEFAULT_STARS = 5


class UltimateBlocks(ReviewBox):
    """A post with the review block of Ultimate Blocks."""

    signs = (".ub_review_block",)

    def criteria(self, page: Page) -> Scores:
        for block in _blocks(page):
            for line in block.many(".ub_review_entry"):
                label, masks = line.many("span", at_least=1)[0], line.many("mask rect")
                yield at(label, criterion(label.text, _lit(masks), scale_max=len(masks) or DEFAULT_STARS))
            for line in block.many(".ub_review_percentage_entry"):
                label = line.many("span", at_least=1)[0]
                value = line.one(".ub_review_percentage > div")
                yield at(label, criterion(label.text, value.text, scale_max=100))

    def total(self, page: Page) -> Total | None:
        for block in _blocks(page):
            total = block.one(".ub_review_rating")
            stars = len(block.many(".ub_review_average mask rect")) or len(block.many(".ub_review_summary mask rect"))
            return Total(total, total.text, stars or DEFAULT_STARS)
        return None

    def verdict(self, page: Page) -> Text:
        for block in _blocks(page):
            return block.first(".ub_review_overall_value > p")
        return None


def _blocks(page: Page) -> list[Node]:
    return own_boxes(page, page.many(".ub_review_block"))[:1]


def _lit(masks: list[Node]) -> str:
    lit = sum((number_in(mask.attr("width") or "") or 0.0) for mask in masks) / WHOLE_STAR
    return f"{lit:.3f}".rstrip("0").rstrip(".") if masks else ""
