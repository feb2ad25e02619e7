"""A crawl: saved and live pages, each spider into its own journal of one run; live ones by one process or more."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import msgspec
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import BaseSettings, Settings
from scrapy.utils.project import get_project_settings

from aggregator.exits import Exit, Refusal
from aggregator.frontier import Frontier, Outcome, file_of, gather, keep, keep_apart
from aggregator.harvest import Outcome as HarvestOutcome
from aggregator.logs import logging_into
from aggregator.manifest import Manifest
from aggregator.run import Run, unwritable
from aggregator.sources import Source, encoded
from aggregator.versions import program
from spiders.live import LiveSpider
from spiders.manners import Manners, introduced
from spiders.readers import number_of_readers
from spiders.rounds import begin_round, left_out, open_frontier
from spiders.scheduler import FrontierScheduler
from spiders.workers import Workers, joined, obey


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
    saved_sources: Mapping[str, Source] = field(default_factory=dict)
    """Named sources that are saved material, their paths made whole. (`live` has the starts of the others.)"""

    @classmethod
    def of(cls, sources: Mapping[str, Source], beside: Path, settings: Mapping[str, object]) -> Self:
        """The job to crawl named sources; `beside` is the folder from which paths are seen."""
        live = {name: source for name, source in sources.items() if source.is_live}
        return cls(
            live=[start for source in live.values() for start in source.start],
            settings={**settings, "AGGREGATOR_SOURCES": encoded(live)},
            saved_sources={
                name: msgspec.structs.replace(source, start=tuple(str(beside / start) for start in source.start))
                for name, source in sources.items()
                if not source.is_live
            },
        )

    @property
    def all_saved(self) -> Iterator[Path]:
        """All saved material."""
        yield from self.saved
        for source in self.saved_sources.values():
            yield from map(Path, source.start)

    def store(self, run: Run) -> str:
        return self.frontier or file_of(run.into)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a crawl ended."""

    fault: Refusal | None = None
    """What went wrong with it as a whole."""
    faults: Mapping[str, Refusal] = field(default_factory=dict)
    """What went wrong with the crawl of one source alone, by its name."""


def crawl(run: Run, job: Job, progress: Progress, say: Callable[[str], None]) -> Ended:
    """Reads everything into the journals of a run, and what stands of pages that are known.

    A first SIGINT or SIGTERM ends it in good order: what is under way is finished, and the journals tell that it was
    cut short. A second one ends it at once.
    """
    settings = project_settings(job.settings)
    if not job.live:
        return _crawl_here(run, job, settings, progress)
    settings.set("AGGREGATOR_FRONTIER", job.store(run), priority="cmdline")
    with open_frontier(job.store(run), settings) as frontier:
        begin_round(frontier, run.folder, job.live, settings, job.settings)
        if job.workers == 1:
            ended = _crawl_here(run, job, settings, progress)
        else:
            ended = _crawl_together(run, job, settings, progress, Workers(run, frontier, say))
        try:
            _gather(run, frontier, Manners(settings))
        except Refusal as refusal:
            return replace(ended, fault=ended.fault or refusal)
        except OSError as error:
            return replace(ended, fault=ended.fault or unwritable(error, run.folder))
    return ended


def _gather(run: Run, frontier: Frontier, manners: Manners) -> None:
    """Everything that the frontier knows and the journals do not."""
    beyond = list(left_out(frontier, manners))
    gather(frontier, run.journals, beyond)
    if manners.owners.sources:
        keep_apart(frontier, run.journals, beyond, manners.source_of)
    else:
        keep(frontier, run.journals)


def end_round(run: Run, job: Job, manifest: Manifest) -> None:
    """Ends the round of a run that came to its end: the next run begins anew.

    What was too poor to be published is asked for again; that pages are gone, and was published, is known now.
    """
    if not job.live:
        return
    with Frontier.open(job.store(run)) as frontier:
        round_ = frontier.join()
        if round_ is None or round_.run != run.id:
            return
        failed = {count.source for count in manifest.harvest if count.outcome is HarvestOutcome.FAILED}
        doubted = failed if manifest.is_release else set(round_.plan.names)
        frontier.doubt(doubted)
        frontier.bury(set(round_.plan.names) - doubted)
        frontier.end()


def work(url: str, into: Path, led: str, readers: int | None, say: Callable[[str], None]) -> Exit:
    """Joins the round that goes on in a store, as one worker of it, until that is over. How it ended.

    `led` is the name that a leader on this machine gave, whose run is in the folder `into`; empty for nobody.
    `readers` is how many processes read beside it, None for as many as the round's settings say.
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
    if readers is not None:
        settings.set("AGGREGATOR_READERS", readers, priority="cmdline")
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
    if fault := _fault_of(crawler, task):
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
    told = introduced(str(settings["USER_AGENT"]), str(settings["AGGREGATOR_CONTACT"] or ""))
    settings.set("USER_AGENT", told, priority="cmdline")


def _crawl_together(run: Run, job: Job, settings: Settings, progress: Progress, workers: Workers) -> Ended:
    """Live pages by several processes, while saved ones are read here."""

    def follow() -> None:
        outcomes = workers.frontier.outcomes()
        progress.read = saved.read + outcomes[Outcome.READ] + outcomes[Outcome.UNCHANGED]
        progress.dropped = saved.dropped + outcomes.total() - outcomes[Outcome.READ] - outcomes[Outcome.UNCHANGED]

    saved = Progress()
    with closing(workers):
        workers.start(job.workers, job.store(run), number_of_readers(settings, job.workers))
        ended = _crawl_here(run, replace(job, live=()), settings, saved)
        return replace(ended, fault=workers.wait(follow) or ended.fault)


@dataclass(frozen=True, slots=True)
class _Crawl:
    """One crawl of this process."""

    spider: str
    told: Mapping[str, Sequence[str]]
    source: Source | None = None
    name: str = ""
    """Of the source, where it has one."""

    @property
    def settings(self) -> dict[str, object]:
        if self.source is None:
            return {}
        layouts = {} if self.source.layouts else {"AGGREGATOR_LAYOUTS": False}
        return {"AGGREGATOR_SOURCE": self.name, **layouts}


def _crawls(job: Job) -> Iterator[_Crawl]:
    if job.saved:
        yield _Crawl("saved", {"root": [str(path) for path in job.saved]})
    for name, source in job.saved_sources.items():
        yield _Crawl("saved", {"root": source.start}, source, name)
    if job.live:
        yield _Crawl("live", {"start": list(job.live)})


def _crawl_here(run: Run, job: Job, settings: Settings, progress: Progress) -> Ended:
    process = AsyncCrawlerProcess(settings)
    crawls = []
    for one in _crawls(job):
        crawler = process.create_crawler(one.spider)
        journal = run.journals / f"{'-'.join(filter(None, (one.spider, one.name)))}.journal"
        crawler.settings.setdict({**one.settings, "AGGREGATOR_JOURNAL": str(journal)}, priority="cmdline")
        progress.follow(crawler)
        crawls.append((one, crawler, process.crawl(crawler, **one.told)))
    if not crawls:
        return Ended()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        process.start()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    for _, crawler, _ in crawls:
        _let_go(crawler)
    faults = {one.name: fault for one, crawler, task in crawls if (fault := _fault(run, crawler, task)) is not None}
    if job.saved_sources and not all(task.done() for _, _, task in crawls):
        return Ended(fault=Refusal(Exit.INTERRUPTED, "The run was ended at once: the next one goes on from there."))
    return Ended(fault=faults.pop("", None), faults=faults)


def _let_go(crawler: Crawler) -> None:
    """What a crawl that was ended at once still holds falls to others, and what it did is acknowledged."""
    engine = crawler._engine  # noqa: SLF001 - without the check that there is one
    if engine is not None and isinstance(engine.scheduler, FrontierScheduler):
        engine.scheduler.close("shutdown")
    if isinstance(crawler.spider, LiveSpider):
        crawler.spider.readers.close()


def _fault(run: Run, crawler: Crawler, task: asyncio.Task[None]) -> Refusal | None:
    """What went wrong with a crawl as a whole, in a sentence."""
    fault = _fault_of(crawler, task)
    return fault if fault is None or isinstance(fault, Refusal) else _broken_off(run, fault)


def _fault_of(crawler: Crawler, task: asyncio.Task[None]) -> BaseException | None:
    """What went wrong with a crawl as a whole."""
    error = task.exception() if task.done() and not task.cancelled() else None
    fault: Refusal | None = crawler.stats.get_value("fault") if crawler._stats is not None else None  # noqa: SLF001 - likewise
    return error or fault


def _broken_off(run: Run, error: BaseException) -> Refusal:
    """What ended a crawl that Scrapy could not run: before its first page it was the settings, later the program."""
    if any(run.journals.iterdir()):
        return Refusal(Exit.INTERNAL, f"The crawl broke off ({error!r}): its log says where.")
    return Refusal(Exit.USAGE, f"The crawl could not begin ({error!r}): look at what --set says.")
