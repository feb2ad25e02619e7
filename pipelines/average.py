"""Average: what a page's scores come to, and an Issue for each score that no average may hold.

An anime's rating is averaged over all its pages when the release is made; here the page's own scores are judged.
"""

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from aggregator.journal import Read
from aggregator.model import Issue, IssueCode, Score
from aggregator.rating import average


class AveragePipeline:
    """Counts the scores that can be averaged and notes the others."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats)

    def process_item(self, item: Read | Issue) -> Read | Issue:
        if isinstance(item, Issue):
            return item
        scores = item.review.scores
        self.stats.inc_value("scores/averaged", average(scores).rating_count)
        noted = {(issue.code, issue.text) for issue in item.issues}
        issues = [
            issue for score in scores if (issue := _problem(item, score)) and (issue.code, issue.text) not in noted
        ]
        return replace(item, issues=(*item.issues, *issues)) if issues else item


def _problem(page: Read, score: Score) -> Issue | None:
    """Why a score cannot be averaged, or None when it can."""
    if score.scale_max is None:
        code, why = IssueCode.UNKNOWN_SCALE, "its scale is not known"
    elif not score.scale_min <= score.value <= score.scale_max:
        code, why = IssueCode.OUT_OF_RANGE, f"it is outside of its scale, {score.scale_min:g} to {score.scale_max:g}"
    else:
        return None
    return Issue(
        code=code,
        message=f"The score of {score.source} is kept on the line and not averaged: {why}.",
        url=page.review.url,
        saved_as=page.review.saved_as,
        field="scores",
        text=score.text[:300],
    )
