"""WP-PostRatings: the visitors' rating of a post, as images (version 1) or as masks (version 2), on any host.

The sentence around it is the site's own, in its own language ("95 Stimmen: 4,73 von 5"): only its numbers are read. The
mean always has two decimals. `ratings_off(4.7, 5, 0)` does not name the scale: its second number is the half-lit image.
Where rich snippets are on, hidden microdata say the same exactly. Two images are thumbs, which are no scale.
"""

import re

from aggregator.model import Kind, Score
from aggregator.normalize.counts import parse_count
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, at
from aggregator.reading.plugins import number_in, own_boxes, own_score, post_id, worst_in

_MEAN = re.compile(r"(?<![\d.,])(\d{1,3}[.,]\d\d)(?![\d%])")
_WHOLE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,' \u00a0\u202f]\d{3}){0,3}|\d{4,9})(?![\d.,]*\d)")
_LONGEST_SENTENCE = 400
_THUMBS = 2


class WpPostratings(Layout):
    """A post with the ratings of WP-PostRatings."""

    precedence = 10
    signs = (".post-ratings",)

    def scores(self, page: Page) -> Scores:
        for box in _own(page):
            yield at(box, _from_microdata(page, box) or _from_sentence(page, box))
            return


def _own(page: Page) -> list[Node]:
    """The boxes of this post: their ids end in its number."""
    boxes, here = page.many(".post-ratings"), post_id(page)
    numbered = [box for box in boxes if here and box.attr("id") == f"post-ratings-{here}"]
    return numbered or ([] if here and boxes and boxes[0].attr("id") else own_boxes(page, boxes))


def _from_microdata(page: Page, box: Node) -> Score | None:
    item = box.first('[itemprop="aggregateRating"]')
    if item is None:
        return None
    value = item.one('[itemprop="ratingValue"]').attr("content") or ""
    votes = parse_count(item.one('[itemprop="ratingCount"]').attr("content") or "")
    best = item.first('[itemprop="bestRating"]')
    scale = number_in(best.attr("content") or "") if best is not None else None
    if not votes:
        return None
    return own_score(page, value, kind=Kind.USERS, scale_max=scale, scale_min=worst_in(item), votes=votes)


def _from_sentence(page: Page, box: Node) -> Score | None:
    scale = _images(box)
    sentence = box.text[:_LONGEST_SENTENCE]
    if not _MEAN.search(sentence):
        sentence = _described(box)
    means = [mean for mean in _MEAN.findall(sentence) if 0 < (number_in(mean) or 0) <= scale]
    if scale <= _THUMBS or len(means) != 1:
        return None
    found = [parse_count(text.strip()) for text in _WHOLE.findall(_MEAN.sub(" ", sentence))]
    counts = [count for count in found if count is not None]
    if scale in counts:
        counts.remove(scale)
    votes = counts[0] if len(counts) == 1 else None
    return own_score(page, means[0], kind=Kind.USERS, scale_max=scale, votes=votes)


def _images(box: Node) -> int:
    """How many images make the scale; 0 where the site's sentence goes without them."""
    strip = box.first(".wp-postratings-track")
    if strip is not None:
        return len(strip.many(".wp-postratings-item"))
    images = [image for image in box.many("img") if _is_star(image)]
    return len(images) or len(box.many(".wp-postratings-scale input"))


def _is_star(image: Node) -> bool:
    return (image.attr("id") or "").startswith("rating_") or "post-ratings-image" in (image.attr("class") or "").split()


def _described(box: Node) -> str:
    """The sentence as images tell it to those who do not see them."""
    strip, image = box.first(".wp-postratings-strip"), box.first("img")
    if strip is not None:
        return strip.attr("aria-label") or ""
    return (image.attr("title") or image.attr("alt") or "") if image is not None else ""
