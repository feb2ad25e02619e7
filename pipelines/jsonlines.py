"""JSON lines: every review and issue goes into the run's journal the moment it is known; at the end it is published.

The journal is opened before the first page and closed at the signal `spider_closed`: only there does Scrapy know how
the crawl ended (in `close_spider` it does not yet). `aggregator crawl` names the journal and makes the release itself,
from the journals of all its crawls; under plain `scrapy crawl` this crawl is the whole run, and is published here.
"""

import asyncio
import logging
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response
from twisted.python.failure import Failure

from aggregator.earlier import Earlier
from aggregator.exits import Refusal
from aggregator.faults import fault_of
from aggregator.journal import Begin, End, Entry, Journal, Read
from aggregator.model import Issue
from aggregator.page import Page
from aggregator.release import Terms, publish, ready
from aggregator.run import Run, unwritable
from aggregator.versions import program
from spiders.hand import Noted
from spiders.rounds import told_settings

logger = logging.getLogger(__name__)

COUNTS = {
    "pages": "pages/read",
    "known": "pages/known",
    "passed_over": "pages/passed_over",
    "repeated": "reviews/repeated",
    "averaged": "scores/averaged",
    "requests": "downloader/request_count",
    "responses": "downloader/response_count",
    "bytes": "downloader/response_bytes",
    "retries": "retry/count",
    "failures": "spider_exceptions/count",
}
"""What a journal's end tells, by the names of Scrapy's statistics."""


class JsonLinesPipeline:
    """Writes the journal."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.run: Run | None = None
        self.journal: Journal | None = None
        self.fault: Refusal | None = None
        self.earlier: Earlier | None = None
        """What unfinished runs into the same folder read."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.item_error, signals.item_error)
        crawler.signals.connect(pipeline.spider_error, signals.spider_error)
        crawler.signals.connect(pipeline.spider_closed, signals.spider_closed)
        return pipeline

    def open_spider(self) -> None:
        """Opens the journal. A Refusal here ends the crawl before its first page."""
        spider = self.crawler.spider
        assert spider is not None
        sources = tuple(getattr(spider, "sources", ()))
        if named := self.crawler.settings["AGGREGATOR_JOURNAL"]:
            self.journal = _opened(Path(named))
        else:
            self.run = Run.open(Path(getattr(spider, "into", None) or self.crawler.settings["AGGREGATOR_INTO"]))
            ready(self.run)
            self.journal = self.run.journal(spider.name)
        folder = self.journal.path.absolute().parents[1]
        self.crawler.stats.set_value("run/folder", str(folder))
        settings = told_settings(self.crawler.settings)
        self.earlier = Earlier.of(folder.parents[1], layouts=bool(settings["layouts"]), program=program())
        for sentence in self.earlier.said:
            logger.info("%s", sentence)
        self.journal.append(
            Begin(
                crawl=spider.name,
                source=self.crawler.settings["AGGREGATOR_SOURCE"],
                sources=sources,
                settings=settings,
                resumes=tuple(self.earlier.runs),
                program=program(),
            )
        )

    def process_item(self, item: Read | Issue) -> Read:
        if isinstance(item, Issue):
            self._note(item)
            self.crawler.stats.inc_value(f"issues/{item.code}")
            raise Noted(item, item.message)
        self._note(item)
        self.crawler.stats.inc_value("reviews/kept")
        return item

    def item_error(self, item: Page | Issue, failure: Failure) -> None:
        """The program failed on one page: the page is named, the others are read."""
        if isinstance(item, Page):
            self._note(fault_of(failure.value, url=item.given_url, saved_as=item.saved_as))

    def spider_error(self, failure: Failure, response: Response | None) -> None:
        self._note(fault_of(failure.value, url=response.url if response else None))

    def spider_closed(self, reason: str) -> None:
        """Ends the journal; publishes when this crawl is the whole run."""
        if self.journal is None:
            return
        stats = self.crawler.stats
        counts = {name: int(stats.get_value(stat, 0)) for name, stat in COUNTS.items()}
        self._note(End(reason=reason, counts={name: count for name, count in counts.items() if count}))
        self._close(self.journal)
        if self.run is not None:
            with self.run as run:
                self._publish(run)

    def _note(self, entry: Entry) -> None:
        """Writes to the journal. When the disk refuses, the crawl ends: what cannot be kept need not be read."""
        if self.fault is not None or self.journal is None:
            raise DropItem("not written: the crawl is ending", log_level="DEBUG")
        try:
            self.journal.append(entry)
        except OSError as error:
            self._give_up(unwritable(error, self.journal.path))
            raise DropItem(str(self.fault), log_level="ERROR") from error

    def _give_up(self, fault: Refusal) -> None:
        self.fault = fault
        self.crawler.stats.set_value("fault", fault)
        self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="unwritable"))

    def _close(self, journal: Journal) -> None:
        try:
            journal.close()
        except OSError as error:
            self.fault = self.fault or unwritable(error, journal.path)
            self.crawler.stats.set_value("fault", self.crawler.stats.get_value("fault") or self.fault)

    def _publish(self, run: Run) -> None:
        settings = self.crawler.settings
        terms = Terms(
            floor=settings.getint("AGGREGATOR_FLOOR"),
            accept_drift=settings.getbool("AGGREGATOR_ACCEPT_DRIFT"),
        )
        try:
            release = publish(run, terms, fault=self.crawler.stats.get_value("fault"))
        except Refusal as refusal:
            logger.error("%s", refusal)  # noqa: TRY400 - a sentence for a person, no traceback
            self.crawler.stats.set_value("refusal", refusal)
            return
        self.crawler.stats.set_value("exit_code", release.exit_code)
        if release.manifest.is_release:
            logger.info("Published %s", release.folder)
        else:
            logger.error("Not published, kept in %s: %s", release.folder, " ".join(release.manifest.reasons))


def _opened(path: Path) -> Journal:
    try:
        return Journal(path)
    except OSError as error:
        raise unwritable(error, path) from error
