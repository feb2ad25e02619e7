"""Turns: a request leaves when it is its turn at its host, whoever else asks that host."""

from scrapy import Request
from scrapy.http import Response

from spiders.addresses import GuardedDownloadHandler
from spiders.scheduler import scheduler_of


class TurnTakingDownloadHandler(GuardedDownloadHandler):
    """Waits for the turn as late as can be: when the request is about to leave."""

    async def download_request(self, request: Request) -> Response:
        await scheduler_of(self.crawler).turn(request)
        return await super().download_request(request)
