"""Taqyeem: the rating box of TieLabs' WordPress themes (Jannah, Sahifa), on any host.

Points and percentages share one CSS class; only the text tells them apart ("5.9", "59%"). A criterion's name and
score are one text, "NAME - SCORE", and the name may hold " - " itself. Stars print no number: only the bar's width
says 59%. The heading under the total is the author's own words, not a label. Embedded data repeat the box on two
further scales (100 in microdata, 5 in JSON-LD): they are not read.
"""

import re
from decimal import Decimal

from aggregator.model import Kind, Score
from aggregator.normalize.counts import parse_votes
from aggregator.normalize.scores import SOURCES, canonical_source, parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, Stated, Text, at

_WIDTH = re.compile(r"width:\s*(\d{1,3}(?:\.\d{1,6})?)%", re.ASCII)
_CRITERION = re.compile(r"(?P<name>\S.*)\s[-–—:]\s*(?P<score>[\d.,]{1,6}\s?%?)$", re.ASCII)
_SUMMARY = re.compile(r"^Summary\s*:\s*")
_SHORTEST_PARAGRAPH = 80
_STARS = 5


class Taqyeem(Layout):
    """A WordPress post that carries a Taqyeem box."""

    precedence = 20
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
        if total is None:
            stars = page.first("#review-box .review-summary > .stars-large span") or page.first(
                "#review-box .review-final-score .stars-large span"
            )
            return None if stars is None else _stars(stars) or None
        stars = total.first(".stars-large span")
        return total.first("h3") if stars is None else _stars(stars) or None

    def verdict(self, page: Page) -> Text:
        summary = page.first("#review-box .review-short-summary")
        return None if summary is None else _SUMMARY.sub("", summary.text)

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
    stars = item.first(".stars-large span")
    if stars is not None:
        source, value, top = name.text, _stars(stars), _STARS
    elif said := _CRITERION.match(name.text):
        source, value, top = said["name"], said["score"], 100 if said["score"].endswith("%") else 10
    else:
        return None
    canonical = canonical_source(source)
    kind = Kind.EXTERNAL if canonical in SOURCES else Kind.EDITOR
    return at(item, parse_score(value, source=canonical, kind=kind, scale_max=top))


def _stars(filled: Node) -> str:
    """How many of five stars are filled, as text; empty where the width does not say so."""
    width = _WIDTH.search(filled.attr("style") or "")
    return f"{Decimal(width.group(1)) * _STARS / 100:f}" if width else ""


def _users(page: Page, box: Node) -> Stated[Score] | None:
    """The readers' stars; empty before anybody has voted."""
    value, count = box.first(".taq-score"), box.first(".taq-count")
    if value is None or not value.text:
        return None
    votes = parse_votes(count.text) if count else None
    return at(value, parse_score(value.text, source=page.site_name, kind=Kind.USERS, scale_max=5, votes=votes))
