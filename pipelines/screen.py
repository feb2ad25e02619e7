"""Screen: a page becomes what was read on it, or, where it is no review of an anime, an Issue that says why."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from aggregator.earlier import Earlier
from aggregator.journal import Read
from aggregator.model import Issue
from aggregator.page import Page, UnreadableError
from aggregator.reading import NotAReview, examine_page
from aggregator.reading.layout import is_mere_data
from pipelines.jsonlines import JsonLinesPipeline
from spiders.manners import Manners


class ScreenPipeline:
    """Reads each page. Issues that a spider found itself pass."""

    def __init__(
        self, stats: StatsCollector, *, layouts: Callable[[str | None], bool], crawler: Crawler | None = None
    ) -> None:
        self.stats = stats
        self.layouts = layouts
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats, layouts=Manners(crawler.settings).layouts, crawler=crawler)

    def process_item(self, item: Page | Issue) -> Read | Issue:
        if isinstance(item, Issue):
            return item
        if is_mere_data(item):
            self.stats.inc_value("pages/passed_over")
            raise DropItem(f"a .json file that is no page of any layout: {item.saved_as}", log_level="DEBUG")
        self.stats.inc_value("pages/read")
        if self._earlier is not None and (known := self._known(item, self._earlier)):
            self.stats.inc_value("pages/known")
            return known
        try:
            reading = examine_page(item, layouts=self.layouts(item.given_url), explain=False)
        except NotAReview as refusal:
            return refusal.issue
        return Read(
            review=reading.review,
            issues=reading.issues,
            content=content_hash(item),
            given_url=item.given_url,
            page=item.asked_as,
        )

    @cached_property
    def _earlier(self) -> Earlier | None:
        """What unfinished runs read. The journal is opened before the first page comes."""
        jsonlines = self.crawler.get_item_pipeline(JsonLinesPipeline) if self.crawler else None
        return jsonlines.earlier if jsonlines and jsonlines.earlier and jsonlines.earlier.runs else None

    @staticmethod
    def _known(page: Page, earlier: Earlier) -> Read | None:
        try:
            reading = earlier.reading(content_hash(page), page.given_url, page.saved_as)
        except UnreadableError:
            return None
        return replace(reading, page=page.asked_as) if reading else None


def content_hash(page: Page) -> str:
    """A hash of a page's text."""
    return hashlib.blake2b(page.source, digest_size=16).hexdigest()
