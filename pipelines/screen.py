"""Screen: a page becomes what was read on it, or, where it is no review of an anime, an Issue that says why."""

import hashlib
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from aggregator.journal import Read
from aggregator.model import Issue
from aggregator.page import Page, UnreadableError
from aggregator.reading import NotAReview, examine_page
from aggregator.reading.layout import layouts_of


class ScreenPipeline:
    """Reads each page. Issues that a spider found itself pass."""

    def __init__(self, stats: StatsCollector, *, layouts: bool) -> None:
        self.stats = stats
        self.layouts = layouts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats, layouts=crawler.settings.getbool("AGGREGATOR_LAYOUTS"))

    def process_item(self, item: Page | Issue) -> Read | Issue:
        if isinstance(item, Issue):
            return item
        if is_mere_data(item):
            self.stats.inc_value("pages/passed_over")
            raise DropItem(f"a .json file that is no page of any layout: {item.saved_as}", log_level="DEBUG")
        self.stats.inc_value("pages/read")
        try:
            reading = examine_page(item, layouts=self.layouts)
        except NotAReview as refusal:
            return refusal.issue
        content = hashlib.blake2b(item.html.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return Read(review=reading.review, issues=reading.issues, content=content)


def is_mere_data(page: Page) -> bool:
    """Whether a saved .json file is not a page: what lies beside pages is often JSON, and then no layout claims it."""
    if not (page.saved_as or "").endswith(".json"):
        return False
    try:
        return page.json is None or not layouts_of(page)
    except UnreadableError:
        return True
