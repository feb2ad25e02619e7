"""Elementor: its star widgets (the old one and today's) as reviewers use them, one for each criterion, on any host.

A page may carry many: those in headers, footers, loops and testimonials are about something else. A title like
"(1,204 votes)" is no criterion: readers voted. Today's widget has no title; the heading before it is one.
"""

import re

from aggregator.model import Kind
from aggregator.normalize.counts import parse_votes
from aggregator.normalize.criteria import OVERALL
from aggregator.page import Node, Page
from aggregator.reading.layout import Scores, at
from aggregator.reading.plugins import ReviewBox, Total, criterion, own_score

_ELSEWHERE = (
    "header",
    "footer",
    ".elementor-location-header",
    ".elementor-location-footer",
    ".e-loop-item",
    ".elementor-posts",
    ".elementor-testimonial",
    ".elementor-widget-testimonial-carousel",
    ".elementor-widget-reviews",
    ".swiper",
)
_COUNT = re.compile(r"\(?\s*\d[\d.,\s]{0,14}\s?[^\W\d_]{2,20}\s*\)?")
_LONGEST_TITLE = 60


class Elementor(ReviewBox):
    """A page with Elementor's stars."""

    signs = (".elementor-star-rating", ".elementor-widget-rating .e-rating")

    def criteria(self, page: Page) -> Scores:
        for title, value, stars in _widgets(page):
            if title and not _is_total(title) and not _COUNT.fullmatch(title):
                yield at(stars, criterion(title, value, scale_max=5))

    def total(self, page: Page) -> Total | None:
        """Stars that are called so, or that are called nothing."""
        named = [(value, stars) for title, value, stars in _widgets(page) if title and _is_total(title)]
        nameless = [(value, stars) for title, value, stars in _widgets(page) if not title]
        for value, stars in named[:1] or nameless[:1]:
            return Total(stars, value, 5)
        return None

    def users(self, page: Page) -> Scores:
        for title, value, stars in _widgets(page):
            if title and _COUNT.fullmatch(title):
                yield at(stars, own_score(page, value, kind=Kind.USERS, scale_max=5, votes=parse_votes(title)))
                return


def _widgets(page: Page) -> list[tuple[str, str, Node]]:
    """Title, printed value and node of each widget of the page's own."""
    elsewhere = {node.element for selector in _ELSEWHERE for node in page.many(selector)}
    return [
        (_title(stars), _value(stars), stars)
        for stars in page.many(".elementor-star-rating") + page.many(".elementor-widget-rating .e-rating")
        if not any(ancestor in elsewhere for ancestor in stars.element.iterancestors())
    ]


def _value(stars: Node) -> str:
    """The old widget says "4.5/5" in its title attribute, today's says value and best apart."""
    if "e-rating" not in (stars.attr("class") or "").split():
        return stars.attr("title") or stars.one("[itemprop=ratingValue]").text
    best = stars.first("meta[itemprop=bestRating]")
    value = stars.one(".e-rating-wrapper").attr("content") or ""
    return f"{value}/{best.attr('content')}" if best is not None else value


def _title(stars: Node) -> str:
    """The widget's own title, or the heading that stands right before it."""
    wrapper = stars.parent
    own = wrapper.first(".elementor-star-rating__title") if wrapper is not None else None
    if own is not None:
        return own.text.strip(" :：")[:_LONGEST_TITLE]
    widget = wrapper.parent if wrapper is not None else None
    before = widget.element.getprevious() if widget is not None else None
    heading = stars.page.node(before).first(".elementor-heading-title") if before is not None else None
    text = heading.text.strip(" :：") if heading is not None else ""
    return text if len(text) <= _LONGEST_TITLE else ""


def _is_total(title: str) -> bool:
    return " ".join(title.casefold().split()) in OVERALL
