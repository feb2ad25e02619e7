"""Conditions: a page that is known is asked for only if it changed, and its site may say that it did not.

What it said then stands. A page that another program read, or with other settings, is asked for without conditions.
"""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from aggregator.frontier import Lease
from spiders.reasons import Elsewhere, Unchanged

CONDITIONS = "conditions"
"""The key of a request's meta that tells whether it has some."""
KNOWN = "known"
"""The key of a request's meta that tells whether its page gave a review before."""
NOT_MODIFIED = 304


def conditions(lease: Lease, reader: str) -> dict[str, str]:
    """The headers of a request for a page that is leased."""
    memory = lease.memory
    if memory.reader != reader or memory.misses:
        return {}
    told = {"If-None-Match": memory.etag, "If-Modified-Since": memory.last_modified}
    return {name: value for name, value in told.items() if value}


class ConditionsMiddleware:
    """Ends a request whose page is as it was, or is gone and has the front page in its place."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status == NOT_MODIFIED and request.meta.get(CONDITIONS):
            self.crawler.stats.inc_value("pages/unchanged")
            raise Unchanged("it is as it was")
        if request.meta.get(KNOWN) and leads_home(request, response):
            raise Elsewhere("it leads to the front page")
        return response


def leads_home(request: Request, response: Response) -> bool:
    """Whether a site answers with its front page where another one was asked for."""
    asked: list[str] = [*request.meta.get("redirect_urls", ()), request.url]
    return response.status == 200 and not _is_front(asked[0]) and _is_front(response.url)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} and not parts.query
