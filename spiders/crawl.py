"""A crawl: saved and live pages, each spider into its own journal of one run; live ones by one process or more."""

import asyncio
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import BaseSettings, Settings
from scrapy.utils.project import get_project_settings

from aggregator.exits import Exit, Refusal
from aggregator.frontier import Frontier, Outcome, file_of, gather
from aggregator.logs import logging_into
from aggregator.run import Run, unwritable
from aggregator.versions import program
from spiders.rounds import begin_round, left_out
from spiders.scheduler import FrontierScheduler
from spiders.workers import Workers, joined, obey

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a run is to crawl."""

    saved: Sequence[Path] = ()
    live: Sequence[str] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    """Scrapy's and our own, as given."""
    workers: int = 1
    frontier: str = ""
    """The URL of the store; empty for that of the run's folder."""

    def store(self, run: Run) -> str:
        return self.frontier or file_of(run.into)


def crawl(run: Run, job: Job, progress: Progress, say: Callable[[str], None]) -> Refusal | None:
    """Reads everything into the journals of a run. Returns what went wrong with the crawl as a whole, if anything did.

    A first SIGINT or SIGTERM ends it in good order: what is under way is finished, and the journals tell that it was
    cut short. A second one ends it at once.
    """
    settings = project_settings(job.settings)
    if not job.live:
        return _crawl_here(run, job, settings, progress)
    settings.set("AGGREGATOR_FRONTIER", job.store(run), priority="cmdline")
    with Frontier.open(job.store(run), lease=settings.getfloat("AGGREGATOR_LEASE")) as frontier:
        begin_round(frontier, run.folder, job.live, settings, job.settings)
        if job.workers == 1:
            fault = _crawl_here(run, job, settings, progress)
        else:
            fault = _crawl_together(run, job, settings, progress, Workers(run, frontier, say))
        try:
            gather(frontier, run.journals, left_out(frontier))
        except Refusal as refusal:
            return fault or refusal
    return fault


def end_round(run: Run, job: Job) -> None:
    """Ends the round of a run that came to its end: the next run begins anew."""
    if job.live:
        with Frontier.open(job.store(run)) as frontier:
            round_ = frontier.join()
            if round_ is not None and round_.run == run.id:
                frontier.end()


def work(url: str, into: Path, led: str, say: Callable[[str], None]) -> Exit:
    """Joins the round that goes on in a store, as one worker of it, until that is over. How it ended.

    `led` is the name that a leader on this machine gave, whose run is in the folder `into`; empty for nobody.
    """
    with Frontier.open(url) as frontier:
        round_ = joined(frontier, program(), waits=not led, say=say)
    folder = into if led else into / "runs" / round_.run
    name = led or f"worker-{os.getpid()}"
    try:
        (folder / "journal").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(error, folder) from error
    settings = project_settings({**round_.plan.orders, "AGGREGATOR_FRONTIER": url})
    log = folder / f"{name}.log"
    with logging_into(log, level=str(settings["LOG_LEVEL"]), json=settings.getbool("AGGREGATOR_LOG_JSON")):
        process = AsyncCrawlerProcess(settings, install_root_handler=False)
        crawler = process.create_crawler("live")
        crawler.settings.set("AGGREGATOR_JOURNAL", str(folder / "journal" / f"{name}.journal"), priority="cmdline")
        task = process.crawl(crawler, start=list(round_.plan.sources))
        if led:
            obey(process)
        process.start()
        _let_go(crawler)
    if fault := _fault(crawler, task):
        raise fault if isinstance(fault, Refusal) else Refusal(Exit.INTERNAL, f"The worker broke off ({fault!r}).")
    return Exit.GOOD if crawler.stats.get_value("finish_reason") == "finished" else Exit.INTERRUPTED


def project_settings(given: Mapping[str, object]) -> Settings:
    """The project's settings with those that were given, and how we introduce ourselves."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "aggregator.settings")
    settings = get_project_settings()
    settings.setdict(dict(given), priority="cmdline")
    introduce(settings)
    return settings


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


def _crawl_together(run: Run, job: Job, settings: Settings, progress: Progress, workers: Workers) -> Refusal | None:
    """Live pages by several processes, while saved ones are read here."""

    def follow() -> None:
        outcomes = workers.frontier.outcomes()
        progress.read = saved.read + outcomes[Outcome.READ] + outcomes[Outcome.UNCHANGED]
        progress.dropped = saved.dropped + outcomes.total() - outcomes[Outcome.READ] - outcomes[Outcome.UNCHANGED]

    saved = Progress()
    with closing(workers):
        workers.start(job.workers, job.store(run))
        fault = _crawl_here(run, replace(job, live=()), settings, saved)
        return workers.wait(follow) or fault


def _crawl_here(run: Run, job: Job, settings: Settings, progress: Progress) -> Refusal | None:
    process = AsyncCrawlerProcess(settings)
    wanted = {"saved": ("root", [str(path) for path in job.saved]), "live": ("start", list(job.live))}
    crawls = []
    for name, (argument, sources) in wanted.items():
        if sources:
            crawler = process.create_crawler(name)
            crawler.settings.set("AGGREGATOR_JOURNAL", str(run.journals / f"{name}.journal"), priority="cmdline")
            progress.follow(crawler)
            crawls.append((crawler, process.crawl(crawler, **{argument: sources})))
    if not crawls:
        return None
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        process.start()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    for crawler, _ in crawls:
        _let_go(crawler)
    faults = [fault for crawler, task in crawls if (fault := _fault(crawler, task)) is not None]
    return next((fault if isinstance(fault, Refusal) else _broken_off(run, fault) for fault in faults), None)


def _let_go(crawler: Crawler) -> None:
    """What a crawl that was ended at once still holds falls to others, and what it did is acknowledged."""
    engine = crawler._engine  # noqa: SLF001 - without the check that there is one
    if engine is not None and isinstance(engine.scheduler, FrontierScheduler):
        engine.scheduler.close("shutdown")


def _fault(crawler: Crawler, task: asyncio.Task[None]) -> BaseException | None:
    """What went wrong with a crawl as a whole."""
    error = task.exception() if task.done() and not task.cancelled() else None
    fault: Refusal | None = crawler.stats.get_value("fault") if crawler._stats is not None else None  # noqa: SLF001 - likewise
    return error or fault


def _broken_off(run: Run, error: BaseException) -> Refusal:
    """What ended a crawl that Scrapy could not run: before its first page it was the settings, later the program."""
    if any(run.journals.iterdir()):
        return Refusal(Exit.INTERNAL, f"The crawl broke off ({error!r}): its log says where.")
    return Refusal(Exit.USAGE, f"The crawl could not begin ({error!r}): look at what --set says.")
