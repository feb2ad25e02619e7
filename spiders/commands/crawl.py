"""`scrapy crawl` that ends as `aggregator crawl` does: Scrapy's own ends with 0 whatever became of the crawl."""

import argparse
import os
import sys
from asyncio import Task
from pathlib import Path

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError

from aggregator.exits import Exit, Refusal
from aggregator.monitoring import watched
from aggregator.redaction import redacted
from spiders.crawl import introduce


class Command(CrawlCommand):
    """Runs one spider, publishes what it read, and says by the exit code what became of it."""

    def long_desc(self) -> str:
        codes = "; ".join(f"{code.value} {code.meaning}" for code in Exit)
        return f"Run a spider, and publish what it read. Exit codes: {codes}."

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        try:
            introduce(self.settings)
        except Refusal as refusal:
            raise UsageError(str(refusal), print_help=False) from refusal

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError
        assert self.settings is not None
        into = Path(opts.spargs.get("into") or self.settings["AGGREGATOR_INTO"])
        try:
            with watched(into, os.environ.get("AGGREGATOR_ALERT")):
                self.exitcode = self._crawled(args[0], opts.spargs)
        except Refusal as refusal:
            sys.stderr.write(f"scrapy: {redacted(str(refusal))}\n")
            self.exitcode = refusal.exit_code

    def _crawled(self, name: str, arguments: dict[str, str]) -> Exit:
        """Runs a spider to its end. Refusal when that was no release and no failed run either."""
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        try:
            crawler = self._create_crawler(name)
        except KeyError as error:
            raise Refusal(Exit.USAGE, f"There is no spider {name}: name live or saved.") from error
        task = self.crawler_process.crawl(crawler, **arguments)
        self.crawler_process.start()
        if (refusal := refusal_of(crawler, task)) is not None:
            raise refusal
        return Exit(crawler.stats.get_value("exit_code"))


def refusal_of(crawler: Crawler, task: Task[None]) -> Refusal | None:
    """Why a crawl came to no end of its own, None when it did."""
    error = task.exception() if task.done() and not task.cancelled() else None
    if isinstance(error, Refusal):
        return error
    if error is not None:
        return Refusal(Exit.USAGE, f"The crawl could not begin ({error!r}): look at its arguments and settings.")
    stats = crawler.stats
    if (refusal := stats.get_value("refusal")) is not None:
        return Refusal(refusal.exit_code, str(refusal))
    if stats.get_value("exit_code") is None and stats.get_value("finish_reason") is None:
        return Refusal(
            Exit.INTERRUPTED, "The crawl was stopped before its end: the next one goes on from what it read."
        )
    if stats.get_value("exit_code") is None:
        return Refusal(Exit.INTERNAL, "The release failed: the log says where.")
    return None
