"""Limits: what is not fetched, and is named: what robots.txt forbids, or cannot be asked; what leads off the sites."""

import asyncio
import math
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError, IgnoreRequest, NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from spiders.addresses import PrivateAddress
from spiders.reasons import Forbidden
from spiders.scheduler import scheduler_of

ROBOTS_BYTES = 500 * 1024
"""What is heeded of a robots.txt: as much as the standard demands of a crawler."""
ROBOTS_DOWNLOAD = 8 * ROBOTS_BYTES
"""What is taken of it: a larger one is none."""
ROBOTS_PRIORITY = 1000
LONGEST_PAUSE = 300.0
"""Seconds between two pages that a site may ask for: with longer ones no crawl comes to its end."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site's robots.txt says to us, or why it cannot be heeded."""

    rules: ProtegoRobotParser | None = None
    refusal: IgnoreRequest | None = None
    """Why nothing of the site may be fetched."""


EVERYTHING = Robots()
"""A site without robots.txt allows everything."""


class RobotsMiddleware:
    """Obeys robots.txt as RFC 9309 says, where Scrapy takes one that fails for permission.

    It is asked for once a site, and all pages of the site wait for the answer. No such file (400 to 499) allows all.
    Whatever keeps it from us (429, 500 to 599, no answer, more than five redirects) forbids all. A pause between pages
    that it asks for is the least that we make.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self.name = str(crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"])
        self._asked: dict[str, asyncio.Future[Robots]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt") or not request.url.startswith("http"):
            return
        robots = await self._robots_of(request.url)
        if robots.refusal is not None:
            raise robots.refusal
        if robots.rules is not None and not robots.rules.allowed(request.url, self.name):
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise Forbidden("robots.txt forbids it")

    async def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the robots.txt of a page's site names."""
        rules = (await self._robots_of(url)).rules
        return list(rules.rp.sitemaps) if rules is not None else []

    async def _robots_of(self, url: str) -> Robots:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._asked:
            self._asked[site] = asyncio.ensure_future(self._ask(site, parts.hostname or ""))
        return await asyncio.shield(self._asked[site])

    async def _ask(self, site: str, host: str) -> Robots:
        request = Request(
            f"{site}/robots.txt",
            priority=ROBOTS_PRIORITY,
            callback=NO_CALLBACK,
            meta={"dont_obey_robotstxt": True, "allow_offsite": True, "download_maxsize": ROBOTS_DOWNLOAD},
        )
        self.crawler.stats.inc_value("robotstxt/request_count")
        try:
            response = await self.crawler.engine.download_async(request)
        except (PrivateAddress, CannotResolveHostError, DownloadConnectionRefusedError):
            raise  # there is no such site for us, which is more than that it has no robots.txt
        except Exception as error:  # noqa: BLE001 - whatever keeps it from us, it means the same
            return Robots(refusal=Forbidden(f"robots.txt cannot be had ({type(error).__name__}: {error})"))
        self.crawler.stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        return self._heed(response, host)

    def _heed(self, response: Response, host: str) -> Robots:
        if not 200 <= response.status <= 299:
            is_absent = 400 <= response.status <= 499 and response.status != 429
            cause = f"robots.txt cannot be had (the site answers {response.status})"
            return EVERYTHING if is_absent else Robots(refusal=Forbidden(cause))
        content = response.body
        if len(content) > ROBOTS_BYTES:
            content = content[:ROBOTS_BYTES].rpartition(b"\n")[0]
        rules = ProtegoRobotParser(content, None)
        pause = rules.crawl_delay(self.name) or 0.0
        if math.isfinite(pause) and pause > LONGEST_PAUSE:
            return Robots(refusal=Forbidden(f"robots.txt asks for {pause:g} seconds between two pages"))
        if math.isfinite(pause) and pause > 0:
            pause_between(self.crawler, host, pause)
        return Robots(rules)


def pause_between(crawler: Crawler, host: str, seconds: float) -> None:
    """Sees to it that pages of a host are asked for one by one, with at least so much time between them."""
    downloader = crawler.engine.downloader
    seconds = max(seconds, downloader._delay)  # noqa: SLF001 - where AutoThrottle keeps what it begins with
    scheduler_of(crawler).slow_down(host, seconds)
    downloader.per_slot_settings[host] = {"concurrency": 1, "delay": seconds, "jitter": 0.0}
    if (slot := downloader.slots.get(host)) is not None:
        slot.concurrency, slot.delay, slot.jitter = 1, max(slot.delay, seconds), 0.0


class FlooredAutoThrottle(AutoThrottle):
    """Scrapy's, which forgets of a site how long a pause it wants, made to remember."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if slot is not None and key in self.crawler.engine.downloader.per_slot_settings:
            slot.delay = max(slot.delay, self.crawler.engine.downloader.per_slot_settings[key].get("delay", 0.0))


class NamingOffsiteMiddleware(OffsiteMiddleware):
    """Scrapy's, which drops a redirect to another site without a word, made to tell the spider."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Not at request_scheduled: what is refused when it is about to be fetched reaches the request's errback."""
        middleware = cls(crawler.stats)
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        middleware.crawler = crawler
        return middleware


def without_user(url: str) -> str:
    """A URL without a name and password before its host: pages are asked for as anybody does.

    >>> without_user("https://me:secret@example.org/a@b")
    'https://example.org/a@b'
    """
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else url


class NamingRedirectMiddleware(RedirectMiddleware):
    """Scrapy's, for which a page that redirects to itself has merely been seen before."""

    def _redirect(self, redirected: Request, request: Request, reason: object) -> Request:
        redirected = redirected.replace(url=without_user(redirected.url))
        if redirected.url in {request.url, *request.meta.get("redirect_urls", ())}:
            raise IgnoreRequest("it redirects in a circle")
        return super()._redirect(redirected, request, reason)
