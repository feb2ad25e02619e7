"""Courtesy: every source hears its own contact, and is asked no faster than sources.toml says of it."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from aggregator.sources import Source, host_of
from spiders.limits import pause_between
from spiders.manners import Manners, introduced


class CourtesyMiddleware:
    """Introduces us to each source with its contact, and keeps its pause, before the first request to a host leaves."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.manners = Manners(crawler.settings)
        self._met: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        source = self.manners.owners.of(request.url)
        if source is None:
            return
        if source.contact:
            request.headers["User-Agent"] = introduced(str(self.crawler.settings["USER_AGENT"]), source.contact)
        host = host_of(request.url)
        if host not in self._met:
            self._met.add(host)
            self._keep(source, str(request.meta.get("download_slot") or host))

    def _keep(self, source: Source, host: str) -> None:
        if source.concurrency is not None:
            self.crawler.engine.downloader.per_slot_settings[host] = {"concurrency": source.concurrency}
        if source.delay:
            pause_between(self.crawler, host, source.delay)
