"""Live pages: fetches pages, the pages that a sitemap names, and the entries of a feed.

    scrapy crawl live -a start=https://example.org/sitemap.xml -a into=out

Only http and https, only the hosts of the start URLs and their subdomains. What is not fetched is an Issue.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from aggregator.exits import Exit, Refusal
from aggregator.model import Issue, IssueCode
from aggregator.page import Page
from aggregator.saved import MAX_BYTES
from spiders.limits import Forbidden
from spiders.links import read_links
from spiders.patience import Ending

BLOCKING = {
    401: "wants a login",
    403: "forbids it",
    407: "wants a login at a proxy",
    429: "says that we ask too often",
    451: "may not show it here",
    503: "does not serve it now",
}
"""Status codes of a site that keeps us out, and what it says by them."""


class LiveSpider(Spider):
    """Reads what sites serve."""

    name = "live"

    def __init__(self, *args: Any, start: str | Sequence[str] = (), into: str | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's
        super().__init__(*args, **kwargs)
        self.sources = tuple(start.split() if isinstance(start, str) else start)
        self.into = into
        if not self.sources or not all(map(is_web, self.sources)):
            raise Refusal(Exit.USAGE, "Name what to read: scrapy crawl live -a start=https://…")
        self.allowed_domains = sorted({site_of(source) for source in self.sources})

    async def start(self) -> AsyncIterator[Any]:
        for source in self.sources:
            yield self._request(source)

    def parse(self, response: Response) -> Iterator[Request | Page | Issue]:
        """A page, or the pages that a sitemap or feed names."""
        listed = read_links(response.body, response.url)
        if listed is None and len(response.body) > MAX_BYTES:
            yield skipped(response.url, f"is larger than {MAX_BYTES} bytes: it was not read")
            return
        if listed is None:
            yield Page(response.url, response.body, encoding=declared_encoding(response))
            return
        if listed.is_cut:
            yield skipped(response.url, f"names more than {len(listed.links)} pages: only the first ones were read")
        for link in listed.links:
            if self.is_ours(link):
                yield self._request(link)
            else:
                yield skipped(link, f"is named by {response.url} and leads elsewhere: it was not fetched")

    def failed(self, failure: Failure) -> Iterator[Issue]:
        """Why a page did not come."""
        url = getattr(failure, "request").url  # noqa: B009 - Scrapy sets it, its types do not say so
        error = failure.value
        if isinstance(error, HttpError):
            status = error.response.status
            if status in BLOCKING:
                yield Issue(
                    code=IssueCode.BLOCKED,
                    message=f"The site {BLOCKING[status]} ({status}).",
                    url=url,
                    text=str(status),
                )
            else:
                yield Issue(
                    code=IssueCode.FETCH_FAILED, message=f"The site answers {status}.", url=url, text=str(status)
                )
        elif isinstance(error, Ending):
            return
        elif isinstance(error, Forbidden):
            yield Issue(code=IssueCode.BLOCKED, message=f"Not fetched: {error}.", url=url)
        elif isinstance(error, IgnoreRequest):
            yield skipped(url, f"was not fetched: {error}")
        else:
            why = f"{type(error).__name__}: {error}"
            yield Issue(code=IssueCode.FETCH_FAILED, message="The page could not be fetched.", url=url, text=why[:300])

    def is_ours(self, link: str) -> bool:
        """Whether a link is http(s) and stays on the sites that we were sent to."""
        site = site_of(link) if is_web(link) else ""
        return any(site == ours or site.endswith(f".{ours}") for ours in self.allowed_domains)

    def _request(self, url: str) -> Request:
        return Request(url, callback=self.parse, errback=self.failed)


def is_web(url: str) -> bool:
    """Whether a text is an http(s) URL with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def site_of(url: str) -> str:
    """The host, without the prefix `www.` that means nothing."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def declared_encoding(response: Response) -> str | None:
    """The charset of the header, None where it names none: then the page itself is asked."""
    header = response.headers.get(b"Content-Type")
    return http_content_type_encoding(header.decode("latin-1")) if header else None


def skipped(url: str, why: str) -> Issue:
    return Issue(code=IssueCode.SKIPPED, message=f"{url} {why}.", url=url)
