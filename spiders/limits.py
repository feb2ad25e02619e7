"""Limits: what is not fetched, and is named: what robots.txt forbids, or cannot be asked; what leads off the sites."""

from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"


class CautiousRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's, which takes a robots.txt that fails for permission, turned round.

    RFC 9309: unreachable means complete disallow.
    """

    async def robot_parser(self, request: Request) -> RobotParser:
        parser = await super().robot_parser(request)
        if parser is None:  # of several requests that wait for one robots.txt, Scrapy 2.19 tells only the first two
            known = self._parsers.get(urlsplit(request.url).netloc)
            parser = known if isinstance(known, RobotParser) else None
        return parser or self._parserimpl.from_crawler(self.crawler, NOTHING_ALLOWED)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            response = response.replace(body=NOTHING_ALLOWED)
        await super()._parse_robots(response, netloc, request)


class NamingOffsiteMiddleware(OffsiteMiddleware):
    """Scrapy's, which drops a redirect to another site without a word, made to tell the spider."""

    def request_scheduled(self, request: Request, spider: Spider) -> None:
        """Nothing yet: what is refused when it is about to be fetched reaches the request's errback."""
