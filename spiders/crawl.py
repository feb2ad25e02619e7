"""A crawl: saved and live pages through one Scrapy process, each spider into its own journal of one run."""

import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import BaseSettings
from scrapy.utils.project import get_project_settings

from aggregator.exits import Exit, Refusal
from aggregator.run import Run

LONGEST_CONTACT = 200


@dataclass(slots=True, weakref_slot=True)
class Progress:
    """How far a crawl is: what a progress bar shows."""

    read: int = 0
    """Pages that became a review."""
    dropped: int = 0
    """Pages, and files that look like pages, that did not."""

    def follow(self, crawler: Crawler) -> None:
        """Counts what this crawler does."""
        crawler.signals.connect(self._scraped, signals.item_scraped)
        crawler.signals.connect(self._dropped, signals.item_dropped)
        crawler.signals.connect(self._dropped, signals.item_error)

    def _scraped(self) -> None:
        self.read += 1

    def _dropped(self) -> None:
        self.dropped += 1


def crawl(
    run: Run, saved: Sequence[Path], live: Sequence[str], settings: Mapping[str, object], progress: Progress
) -> Refusal | None:
    """Reads everything into the journals of a run. Returns what went wrong with the crawl as a whole, if anything did.

    A first SIGINT or SIGTERM ends it in good order: what is under way is finished, and the journals tell that it was
    cut short. A second one ends it at once.
    """
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "aggregator.settings")
    project = get_project_settings()
    project.setdict(dict(settings), priority="cmdline")
    introduce(project)
    process = AsyncCrawlerProcess(project)
    wanted = {"saved": ("root", [str(path) for path in saved]), "live": ("start", list(live))}
    crawlers, tasks = [], []
    for name, (argument, sources) in wanted.items():
        if sources:
            crawler = process.create_crawler(name)
            crawler.settings.set("AGGREGATOR_JOURNAL", str(run.journals / f"{name}.journal"), priority="cmdline")
            progress.follow(crawler)
            crawlers.append(crawler)
            tasks.append(process.crawl(crawler, **{argument: sources}))
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        process.start()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    for task in tasks:
        error = task.exception() if task.done() and not task.cancelled() else None
        if error is not None:
            return error if isinstance(error, Refusal) else _broken_off(run, error)
    return next((fault for crawler in crawlers if (fault := crawler.stats.get_value("fault"))), None)


def introduce(settings: BaseSettings) -> None:
    """Adds the contact to how we introduce ourselves to sites. Refusal when it would not stay on its line."""
    contact = str(settings["AGGREGATOR_CONTACT"] or "").strip()
    if not contact:
        return
    if not contact.isascii() or not contact.isprintable() or len(contact) > LONGEST_CONTACT or set(contact) & set("()"):
        raise Refusal(Exit.USAGE, "AGGREGATOR_CONTACT is an e-mail address or a URL, such as me@example.org.")
    name = str(settings["USER_AGENT"])
    told = f"{name[:-1]}; {contact})" if name.endswith(")") else f"{name} ({contact})"
    settings.set("USER_AGENT", told, priority="cmdline")


def _broken_off(run: Run, error: BaseException) -> Refusal:
    """What ended a crawl that Scrapy could not run: before its first page it was the settings, later the program."""
    if any(run.journals.iterdir()):
        return Refusal(Exit.INTERNAL, f"The crawl broke off ({error!r}): its log says where.")
    return Refusal(Exit.USAGE, f"The crawl could not begin ({error!r}): look at what --set says.")
