"""Turns: a request leaves when it is its turn at its host, whoever else asks that host.

Scrapy (2.19) keeps its limit of requests to a host at once only where there is a pause between them: of those that
become ready together, all leave together.
"""

import asyncio
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from spiders.addresses import GuardedDownloadHandler
from spiders.scheduler import scheduler_of


class TurnTakingDownloadHandler(GuardedDownloadHandler):
    """Waits for the turn as late as can be: when the request is about to leave."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._most = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._at_once: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def download_request(self, request: Request) -> Response:
        host = urlsplit(request.url).hostname or ""
        limit = self._at_once.setdefault(host, asyncio.Semaphore(self._most))
        async with limit:
            await scheduler_of(self.crawler).turn(request)
            return await super().download_request(request)
