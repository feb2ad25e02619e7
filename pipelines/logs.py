"""The log: names pages and does not quote them; what a page says stays on one line, and secrets stay out of it."""

import logging
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.utils.log import get_scrapy_root_handler
from twisted.python.failure import Failure

from aggregator.journal import Read
from aggregator.logs import JsonLines, PlainLines
from aggregator.model import Issue
from aggregator.page import Page
from aggregator.redaction import escaped

__all__ = ["TRACEBACKS", "SafeLog", "ShortLogFormatter", "escaped", "name_of"]

TRACEBACKS = 10
"""How many failures of the program are told at length: one mistake may hit every page."""


class ShortLogFormatter(LogFormatter):
    """Says of an item where it came from, and no more."""

    failures = 0

    def scraped(self, item: object, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:  # noqa: ARG002
        return {"level": logging.DEBUG, "msg": "Read %(item)s", "args": {"item": name_of(item)}}

    def dropped(
        self, item: object, exception: BaseException, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        result = super().dropped(item, exception, response, spider)
        return {
            **result,
            "msg": "No line for %(item)s: %(why)s",
            "args": {"item": name_of(item), "why": escaped(str(exception))},
        }

    def item_error(
        self,
        item: object,
        exception: BaseException,  # noqa: ARG002 - Scrapy logs its traceback
        response: Response | Failure | None,  # noqa: ARG002
        spider: Spider,  # noqa: ARG002
    ) -> LogFormatterResult:
        self.failures += 1
        level = logging.ERROR if self.failures <= TRACEBACKS else logging.DEBUG
        return {"level": level, "msg": "The program failed on %(item)s", "args": {"item": name_of(item)}}


class SafeLog:
    """Formats the log of `scrapy crawl`; `aggregator crawl` brings a log of its own."""

    def __init__(self, crawler: Crawler) -> None:
        self.as_json = crawler.settings.getbool("AGGREGATOR_LOG_JSON")
        logging.getLogger("scrapy").setLevel(crawler.settings["LOG_LEVEL"])  # else it makes lines that nobody hears
        crawler.signals.connect(self.engine_started, signals.engine_started)  # before that, Scrapy changes its handler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def engine_started(self) -> None:
        """Takes over Scrapy's handler, where it has one."""
        handler = get_scrapy_root_handler()
        if handler is not None:
            handler.setFormatter(JsonLines() if self.as_json else PlainLines())


def name_of(item: object) -> str:
    """Where an item came from."""
    match item:
        case Page():
            return escaped(item.saved_as or item.given_url or "a page")
        case Read():
            return escaped(item.review.saved_as or item.review.url or "a page")
        case Issue():
            return escaped(item.saved_as or item.url or item.code)
        case _:
            return type(item).__name__
