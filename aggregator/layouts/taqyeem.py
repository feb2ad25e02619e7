"""Taqyeem: the rating box of TieLabs' WordPress themes (Jannah, Sahifa), on any host.

Points and percentages share one CSS class; only the text tells them apart ("5.9", "59%"). A criterion's name and score are one text, "NAME - SCORE",
and the name may hold " - " itself. Stars print no number: only the bar's width says 59%. The heading under the total is the author's own words,
not a label. Embedded data repeat the box on two further scales (100 in microdata, 5 in JSON-LD): they are not read.
"""

import re

from aggregator.model import Kind, Score
from aggregator.normalize.counts import parse_votes
from aggregator.normalize.scores import SOURCES, canonical_source, parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, Stated, Text, at

_WIDTH = re.compile(r"width:\s*(\d{1,3}(?:\.\d{1,6})?)%", re.ASCII)
_CRITERION = re.compile(r"(?P<name>\S.*)\s[-–—:]\s*(?P<score>[\d.,]{1,6}\s?%?)$", re.ASCII)
_SHORTEST_PARAGRAPH = 80


class Taqyeem(Layout):
    """A WordPress post that carries a Taqyeem box."""

    signs = ("#review-box .review-item", "#review-box .review-final-score")

    def headline(self, page: Page) -> Text:
        return page.first("h1.entry-title") or page.first("h1.post-title") or page.first("h1")

    def scores(self, page: Page) -> Scores:
        box = page.many("#review-box", at_least=1)[0]
        for item in box.many(".review-item"):
            yield _criterion(item)
        yield _users(page, box)

    def stated_average(self, page: Page) -> Text:
        total = page.first("#review-box .review-final-score")
        return None if total is None else total.first("h3") or total.first(".post-large-rate span") or total

    def verdict(self, page: Page) -> Text:
        return page.first("#review-box .review-short-summary")

    def synopsis(self, page: Page) -> Text:
        """The article's first paragraph, where it is one."""
        for selector in (".entry-content > p", ".entry > p"):
            for paragraph in page.many(selector):
                if len(paragraph.text) >= _SHORTEST_PARAGRAPH:
                    return None if paragraph.has("br") else paragraph
        return None


def _criterion(item: Node) -> Stated[Score] | None:
    """One bar: its text says name and score, or only the name where stars are drawn."""
    name = item.first("h5")
    if name is None:
        return None
    said = _CRITERION.match(name.text)
    source, value = (said["name"], said["score"]) if said else (name.text, _width(item))
    canonical = canonical_source(source)
    kind = Kind.EXTERNAL if canonical in SOURCES else Kind.EDITOR
    return at(item, parse_score(value, source=canonical, kind=kind, scale_max=100 if value.endswith("%") else 10))


def _width(item: Node) -> str:
    """The share of the stars that is filled, as a percentage; empty where nothing says so."""
    widths = (_WIDTH.search(star.attr("style") or "") for star in item.many("span[style]"))
    return next((f"{width.group(1)}%" for width in widths if width), "")


def _users(page: Page, box: Node) -> Stated[Score] | None:
    """The readers' stars; empty before anybody has voted."""
    value, count = box.first(".taq-score"), box.first(".taq-count")
    if value is None or not value.text:
        return None
    votes = parse_votes(count.text) if count else None
    return at(value, parse_score(value.text, source=page.site_name, kind=Kind.USERS, scale_max=5, votes=votes))
