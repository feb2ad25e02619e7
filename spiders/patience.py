"""Patience: a site that asks us to come back later is asked later, and one that asks for too long, not again.

It is also what ends waiting when the crawl is to end: nobody waits for a pause that nothing will follow.
"""

import asyncio
import contextlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from twisted.python.failure import Failure

from spiders.reasons import Ending, Forbidden
from spiders.scheduler import scheduler_of

COME_BACK = frozenset({429, 503})
"""Status codes of a site that wants us to come back later."""
_SECONDS = re.compile(r"[0-9]{1,18}")
_LOOKS_EVERY = 0.2
"""Seconds between two looks at whether the crawl is to end: Scrapy has no signal for it."""


def seconds_asked_for(header: str, now: datetime) -> float | None:
    """How long a Retry-After asks us to wait; None where it says nothing that can be obeyed.

    >>> seconds_asked_for("120", datetime.now(UTC)), seconds_asked_for("-5", datetime.now(UTC))
    (120.0, None)
    >>> seconds_asked_for("Mon, 06 Jul 2026 10:00:30 GMT", datetime(2026, 7, 6, 10, tzinfo=UTC))
    30.0
    """
    header = header.strip()[:100]
    if _SECONDS.fullmatch(header):
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


class PatienceMiddleware:
    """Waits as long as a site asks, all its pages together; gives the site up when that is too long."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.longest = crawler.settings.getfloat("AGGREGATOR_LONGEST_WAIT")
        self.first = crawler.settings.getfloat("AGGREGATOR_FIRST_WAIT")
        self._until: dict[str, float] = {}
        self._waited: dict[str, float] = {}
        self._given_up: dict[str, Forbidden] = {}
        self._ending = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_opened, signals.spider_opened)
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def spider_opened(self) -> None:
        self._watch = asyncio.ensure_future(self._watch_for_the_end())

    async def spider_closed(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch

    async def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        while True:
            if host in self._given_up:
                raise self._given_up[host]
            left = self._until.get(host, 0.0) - monotonic()
            if self._ending.is_set():
                raise Ending("the crawl is to end")
            if left <= 0:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), left)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status not in COME_BACK:
            return response
        host = urlsplit(request.url).netloc
        said = (response.headers.get(b"Retry-After") or b"").decode("latin-1")
        asked = seconds_asked_for(said, datetime.now(UTC))
        tried = int(request.meta.get("retry_times", 0))
        wait = self.first * 2**tried if asked is None else asked
        if self._waited.get(host, 0.0) + wait > self.longest:
            self._given_up[host] = Forbidden(f"the site asks us to come back in {wait:.0f} seconds")
            self.crawler.stats.inc_value("patience/given_up")
            return response
        assert self.crawler.spider is not None
        again = get_retry_request(request, spider=self.crawler.spider, reason=f"{response.status}, come back later")
        if again is None:
            return response
        ends = max(self._until.get(host, 0.0), monotonic() + wait)
        self._waited[host] = self._waited.get(host, 0.0) + ends - max(self._until.get(host, 0.0), monotonic())
        self._until[host] = ends
        scheduler_of(self.crawler).block(request.url, ends - monotonic())
        self.crawler.stats.inc_value("patience/waits")
        return again

    async def _watch_for_the_end(self) -> None:
        while not self._is_to_end():  # noqa: ASYNC110 - there is no event
            await asyncio.sleep(_LOOKS_EVERY)
        self._ending.set()
        scheduler_of(self.crawler).end_waiting()
        for slot in self.crawler.engine.downloader.slots.values():
            slot.close()
            while slot.queue:
                slot.queue.popleft()[1].errback(Failure(Ending("the crawl is to end")))  # type: ignore[no-untyped-call]  # Twisted's

    def _is_to_end(self) -> bool:
        slot = self.crawler.engine._slot  # noqa: SLF001 - nothing public tells
        return slot is not None and slot.closing is not None
