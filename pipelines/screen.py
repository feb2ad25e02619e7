"""Screen: a page becomes what was read on it, or, where it is no review of an anime, an Issue that says why."""

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
from aggregator.reading.layout import is_mere_data
from pipelines.jsonlines import JsonLinesPipeline
from spiders.looking import content_hash, read
from spiders.manners import Manners


class ScreenPipeline:
    """Reads each page. Issues that a spider found itself pass, and what it has read."""

    def __init__(
        self, stats: StatsCollector, *, layouts: Callable[[str | None], bool], crawler: Crawler | None = None
    ) -> None:
        self.stats = stats
        self.layouts = layouts
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.stats, layouts=Manners(crawler.settings).layouts, crawler=crawler)

    def process_item(self, item: Page | Read | Issue) -> Read | Issue:
        if not isinstance(item, Page):
            return item
        if is_mere_data(item):
            self.stats.inc_value("pages/passed_over")
            raise DropItem(f"a .json file that is no page of any layout: {item.saved_as}", log_level="DEBUG")
        self.stats.inc_value("pages/read")
        if self._earlier is not None and (known := self._known(item, self._earlier)):
            self.stats.inc_value("pages/known")
            return known
        return read(item, layouts=self.layouts(item.given_url))

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
