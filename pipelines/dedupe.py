"""Dedupe: a page that comes twice by the same way is let through once.

The same page by two ways (two saved copies, http and https) is let through twice on purpose: which of the two is kept
must not depend on which came first, so the release decides it over all reviews (aggregator.duplicates).
"""

import hashlib
from typing import Self

import msgspec
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from aggregator.journal import Read
from aggregator.model import Issue
from spiders.hand import Noted


class DedupePipeline:
    """Drops a review that says, of the same page, what this crawl has already heard."""

    def __init__(self, stats: StatsCollector) -> None:
        self.stats = stats
        self.seen: set[bytes] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats)

    def process_item(self, item: Read | Issue) -> Read | Issue:
        if isinstance(item, Issue):
            return item
        digest = hashlib.blake2b(msgspec.json.encode(item.review), digest_size=16).digest()
        if digest in self.seen:
            self.stats.inc_value("reviews/repeated")
            raise Noted(item, f"already read in this crawl: {item.review.url or item.review.saved_as}")
        self.seen.add(digest)
        return item
