"""The scheduler of live crawls: pages come from the frontier, leased, and are acknowledged there.

A page is acknowledged when the engine is through with it: by then all that it yielded stands in the journal, and what
it led to goes into the frontier in the same transaction. Whatever happens before, somebody asks for the page again.
"""

import asyncio
import contextlib
import logging
import os
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import Self, TypeVar

import msgspec
from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem
from scrapy.http import Response
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware
from twisted.python.failure import Failure

from aggregator.exits import Refusal
from aggregator.faults import fault_of
from aggregator.frontier import Frontier, Lease, Wanted, file_of, gather, host_of, keep, key_of
from aggregator.journal import Read
from spiders.conditions import CONDITIONS, KNOWN, conditions
from spiders.hand import LEASE, Held, Noted, key_of_asked
from spiders.manners import Manners
from spiders.reasons import Ending
from spiders.rounds import begin_round, left_out, open_frontier

CONTENT = frozenset({"parse", "parse_linked"})
"""Methods of the spider for pages that may be reviews."""
FIRST = 20
"""The priority of what names pages."""
AT_ONCE = 16
"""Pages that are leased, or acknowledged, together at most."""
MOST_IN_HAND = 32
"""Pages that a worker has at once: under way, being read, and read but not acknowledged."""
SOONEST, LATEST = 0.02, 1.0
"""Seconds between two looks at a frontier that had nothing for us: at first, and at most."""

T = TypeVar("T")
logger = logging.getLogger(__name__)


class How(msgspec.Struct, omit_defaults=True):
    """How a page is asked for: methods of the spider, by name, and what they are told."""

    callback: str
    errback: str
    details: dict[str, int | str | bool] = {}


class FrontierScheduler(BaseScheduler):
    """Hands out what the frontier leases to this worker. It leads the round itself where nobody else does."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.worker = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._opened: Frontier | None = None
        self._leads = not crawler.settings["AGGREGATOR_JOURNAL"]
        self.manners = Manners(crawler.settings)
        self._queue: deque[Request] = deque()
        self._hand: dict[str, Held] = {}
        self._cache: set[str] = set()
        """Keys of pages that are known to be in the round."""
        self._told: dict[str, float] = {}
        """The pauses that the frontier was told."""
        self._look_at = 0.0
        self._look_pause = SOONEST
        self._told_at = 0.0
        """When pages were last acknowledged."""
        self._ending = asyncio.Event()
        self._renewal: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        scheduler = cls(crawler)
        for handler, signal in (
            (scheduler.spider_opened, signals.spider_opened),
            (scheduler.item_scraped, signals.item_scraped),
            (scheduler.item_dropped, signals.item_dropped),
            (scheduler.item_error, signals.item_error),
            (scheduler.spider_error, signals.spider_error),
        ):
            crawler.signals.connect(handler, signal)
        return scheduler

    # --- a worker's life ---

    def spider_opened(self, spider: Spider) -> None:
        """Joins the round. The run's journal is open by now."""
        settings = self.crawler.settings
        url = settings["AGGREGATOR_FRONTIER"] or file_of(self._run.parents[1])
        try:
            self._opened = open_frontier(url, settings)
            if self._leads:
                sources: tuple[str, ...] = spider.sources  # type: ignore[attr-defined]  # of live spiders
                begin_round(self._opened, self._run, sources, settings)
            elif self._opened.join() is None:
                raise CloseSpider("finished")
            self._opened.enter(self.worker)
        except Refusal as refusal:
            self.crawler.stats.set_value("fault", refusal)
            raise CloseSpider("unwritable") from refusal
        self._renewal = asyncio.ensure_future(self._renew())

    def close(self, reason: str) -> None:
        """Acknowledges what is done, and lets others have the rest. Who leads gathers what others read."""
        self._ending.set()
        if self._renewal is not None:
            self._renewal.cancel()
        if self._opened is None:
            return
        with self._opened as frontier, contextlib.suppress(Refusal):
            self._acknowledge(all_=True)
            frontier.leave(self.worker)
            if self._leads:
                gather(frontier, self._run / "journal", left_out(frontier, self.manners))
                keep(frontier, self._run / "journal")
                if reason == "finished":
                    assert frontier.round is not None
                    frontier.bury(frontier.round.plan.names)
                    frontier.end()
        self._opened = None

    @property
    def _run(self) -> Path:
        return Path(self.crawler.stats.get_value("run/folder"))

    @property
    def frontier(self) -> Frontier:
        """The store, once the spider is open."""
        assert self._opened is not None, "the spider is not open"
        return self._opened

    # --- what Scrapy asks for ---

    def has_pending_requests(self) -> bool:
        """Whether there is work in this round, for us or for others: theirs may become ours."""
        if self._queue or self._hand:
            return True
        return self._opened is not None and not self._guarded(self.frontier.is_over, default=True)

    def enqueue_request(self, request: Request) -> bool:
        """Takes a request of the spider's start; or what became of a leased one: a redirect, or another try."""
        held = self._hand.get(str(request.meta.get(LEASE)))
        if held is None:
            source = self.manners.source_of(request.url) or request.url
            return bool(self._guarded(lambda: self.frontier.add([self._wanted(request, source)]), default=0))
        held.waiting += 1
        self._queue.append(request)
        return True

    def next_request(self) -> Request | None:
        """A request that may be asked now."""
        if self._opened is None:
            return None
        self._guarded(self._acknowledge, None)
        if not self._queue and len(self._hand) < MOST_IN_HAND and monotonic() >= self._look_at:
            self._look()
        if not self._queue:
            return None
        request = self._queue.popleft()
        held = self._hand[request.meta[LEASE]]
        held.waiting -= 1
        held.under_way.add(request)
        self._look_pause = SOONEST
        return request

    def _look(self) -> None:
        """Takes what is to be had."""
        most, nothing = min(AT_ONCE, MOST_IN_HAND - len(self._hand)), list[Lease]()
        for lease in self._guarded(lambda: self.frontier.lease(self.worker, most), nothing):
            self._take(lease)
        if not self._queue:
            self._look_later()

    def _take(self, lease: Lease) -> None:
        how = msgspec.json.decode(lease.how, type=How)
        assert self.frontier.round is not None
        asked_if = conditions(lease, self.frontier.round.plan.of(lease.source).reader)
        request = Request(
            lease.url,
            callback=getattr(self.crawler.spider, how.callback),
            errback=self._failed,
            priority=lease.priority,
            cb_kwargs=how.details,
            headers=asked_if,
            meta={
                LEASE: lease.key,
                "errback": how.errback,
                CONDITIONS: bool(asked_if),
                KNOWN: lease.memory.fingerprint is not None,
            },
        )
        self._hand[lease.key] = Held(lease, waiting=1)
        self._queue.append(request)

    def _look_later(self) -> None:
        """Nothing is to be had now: the next look is when a host gets free, or soon."""
        free_in = self._guarded(self.frontier.next_free, default=None)
        wait = min(free_in, LATEST) if free_in else self._look_pause
        self._look_pause = min(2 * self._look_pause, LATEST)
        self._look_at = monotonic() + wait
        asyncio.get_running_loop().call_later(wait + 0.001, self._wake)

    def _wake(self) -> None:
        slot = self.crawler.engine._slot  # noqa: SLF001 - nothing public wakes the engine
        if slot is not None and slot.closing is None:
            slot.nextcall.schedule()

    def _acknowledge(self, *, all_: bool = False) -> None:
        """Tells the frontier what the engine is through with: several pages together, when there are enough."""
        slot = self.crawler.engine._slot  # noqa: SLF001 - no signal tells that all items of a page went through
        in_progress = slot.inprogress if slot is not None else set()
        through = []
        for held in self._hand.values():
            held.under_way &= in_progress
            if not held.under_way and not held.waiting:
                through.append(held)
        if not through or not (all_ or self._are_enough(len(through))):
            return
        finished = [held.done for held in through if not held.is_given_back]
        if finished:
            self.frontier.done(self.worker, finished, self._throttles({held.lease.host for held in through}))
        if given_back := [held.lease.key for held in through if held.is_given_back]:
            self.frontier.give_back(self.worker, given_back)
        for held in through:
            del self._hand[held.lease.key]
            self._cache.update(key_of(wanted.url) for wanted in held.found)
        self._look_at, self._look_pause, self._told_at = 0.0, SOONEST, monotonic()

    def _are_enough(self, through: int) -> bool:
        """Whether so many pages are worth a transaction: it lets us have others, which we may need."""
        if through >= AT_ONCE:
            return True
        return not self._queue and (2 * through >= len(self._hand) or monotonic() >= self._told_at + LATEST)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(self.frontier.seconds / 4)
            self._guarded(self._acknowledge, None)
            self._guarded(lambda: self.frontier.renew(self.worker, list(self._hand)), None)
            if self._leads:
                self._guarded(self.frontier.keep, None)
            self._wake()

    def _guarded(self, work: Callable[[], T], default: T) -> T:
        """What the store says. When it takes no more, the crawl ends: what cannot be kept need not be read."""
        try:
            return work()
        except Refusal as refusal:
            if not self._ending.is_set():
                self._ending.set()
                self.crawler.stats.set_value("fault", refusal)
                logger.error("%s", refusal)  # noqa: TRY400 - a sentence for a person, no traceback
                self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="unwritable"))
            return default

    # --- what the spider tells and asks ---

    def known(self, urls: Iterable[str]) -> set[str]:
        """Those of the URLs whose pages are in the round already."""
        keys = {url: key_of(url) for url in urls}
        asked = [url for url, key in keys.items() if key not in self._cache]
        if asked:
            self._cache |= self._guarded(lambda: self.frontier.known(asked), set[str]())
        return {url for url, key in keys.items() if key in self._cache}

    def has_room(self, url: str) -> bool:
        """Whether more pages of a site may be asked for."""
        source = self.manners.source_of(url) or ""
        return bool(self._guarded(lambda: self.frontier.has_room(url, source), default=False))

    def goes_by(self, response: Response, url: str) -> None:
        """A page that was asked for goes by this URL too: it need not be asked for again."""
        if held := self._held(response):
            held.names.append(url)

    def found(self, response: Response, request: Request) -> None:
        """A page led to another one."""
        held = self._held(response)
        if held is not None and key_of(request.url) not in self._cache:
            held.found.append(self._wanted(request, held.lease.source))

    def answered(self, response: Response) -> None:
        """A site answered."""
        if held := self._held(response):
            held.answered(response)

    def _failed(self, failure: Failure) -> object:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it, its types do not say so
        if held := self._hand.get(str(request.meta.get(LEASE))):
            held.failed(failure)
        return getattr(self.crawler.spider, request.meta["errback"])(failure)

    def _held(self, answer: Response | Failure | None) -> Held | None:
        return self._hand.get(key_of_asked(answer) or "")

    def _wanted(self, request: Request, source: str) -> Wanted:
        """A request as the frontier keeps it."""
        assert request.callback is not None
        assert request.errback is not None
        how = How(request.callback.__name__, request.errback.__name__, request.cb_kwargs)
        return Wanted(
            url=request.url,
            source=source,
            how=msgspec.json.encode(how).decode(),
            priority=request.priority,
            is_counted=not request.meta.get("anyway", False),
            may_rest=how.callback in CONTENT and request.priority < FIRST,
            modified=request.meta.get("modified"),
        )

    # --- what becomes of its items ---

    def item_scraped(self, item: Read, response: Response | None) -> None:
        """A review stands in the journal."""
        if held := self._held(response):
            held.note(item)

    def item_dropped(self, response: Response | Failure | None, exception: DropItem) -> None:
        """An issue does, or the same review did before."""
        if (held := self._held(response)) and isinstance(exception, Noted):
            held.note(exception.entry)

    def item_error(self, response: Response | Failure | None, failure: Failure) -> None:
        """The program failed on a page."""
        if held := self._held(response):
            held.note(fault_of(failure.value, url=held.lease.url))

    def spider_error(self, response: Response | Failure | None, failure: Failure) -> None:
        """Likewise."""
        self.item_error(response, failure)

    # --- politeness, for all workers together ---

    async def turn(self, request: Request) -> None:
        """Waits until a request may leave. Ending, when the crawl ends before.

        The lease is the turn, as long as it is not late and no longer pause has become known since.
        """
        held = self._hand.get(str(request.meta.get(LEASE)))
        if held is None:
            return
        if self._ending.is_set():
            raise Ending("the crawl is to end")
        name, lease, pause = host_of(request.url), held.lease, self._pause_of(request)
        is_first = not held.has_left and name == lease.host
        in_time = pause <= lease.pause and (not lease.pause or self.frontier.now() <= lease.send_by)
        if not (is_first and in_time) and max(pause, lease.pause) > 0:
            key = lease.key if is_first else None
            while wait := self._guarded(lambda: self.frontier.claim(name, key, pause), default=0.0):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._ending.wait(), wait)
                if self._ending.is_set():
                    break
            if self._ending.is_set():  # or the store, which knows whose turn it is, takes no more
                raise Ending("the crawl is to end")
        held.has_left = True

    @property
    def is_ending(self) -> bool:
        """Whether the crawl is to end."""
        return self._ending.is_set()

    def gives_back(self, response: Response) -> None:
        """What came for a page is not looked at: somebody asks for it again."""
        if held := self._held(response):
            held.is_given_back = True

    def end_waiting(self) -> None:
        """Nobody waits any more: the crawl is to end."""
        self._ending.set()

    def slow_down(self, hostname: str, seconds: float) -> None:
        """A host's robots.txt asks for a pause."""
        self._guarded(lambda: self.frontier.slow_down(hostname.removeprefix("www."), seconds), None)

    def block(self, url: str, seconds: float) -> None:
        """A host asks us to come back later."""
        self._guarded(lambda: self.frontier.block(host_of(url), seconds), None)

    def _pause_of(self, request: Request) -> float:
        slot = self.crawler.engine.downloader.slots.get(str(request.meta.get("download_slot")))
        return slot.delay if slot is not None else 0.0

    def _throttles(self, hosts: Iterable[str]) -> Mapping[str, float]:
        """The pauses that AutoThrottle makes between two pages of hosts, where they have become others."""
        slots = self.crawler.engine.downloader.slots
        named = ((name, slots.get(name) or slots.get(f"www.{name}")) for name in hosts)
        now = {name: slot.delay for name, slot in named if slot is not None and slot.delay != self._told.get(name)}
        self._told |= now
        return now


class FrontierMiddleware(BaseSpiderMiddleware):
    """Takes what a page leads to from the spider's output: it is kept with the page, until that is acknowledged."""

    def process_spider_input(self, response: Response) -> None:
        """Notes that the page came, before anybody looks at its status."""
        scheduler_of(self.crawler).answered(response)

    def get_processed_request(self, request: Request, response: Response | None) -> Request | None:
        """None, but for the requests with which the spider starts."""
        if response is None:
            return request
        scheduler_of(self.crawler).found(response, request)
        return None


def scheduler_of(crawler: Crawler) -> FrontierScheduler:
    """The scheduler of a live crawl."""
    scheduler = crawler.engine.scheduler
    assert isinstance(scheduler, FrontierScheduler)
    return scheduler
