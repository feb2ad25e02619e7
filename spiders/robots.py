"""robots.txt: a site whose robots.txt cannot be had is not crawled (RFC 9309: unreachable means complete disallow)."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

NOTHING_ALLOWED = b"User-agent: *\nDisallow: /\n"


class CautiousRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's, which takes a robots.txt that fails for permission, turned round."""

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
