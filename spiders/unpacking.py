"""Answers come packed (gzip, deflate, br, zstd), perhaps torn, perhaps a few bytes that unpack to millions.

Scrapy hands on what it can unpack of a torn answer. Half a page reads like a whole one, so here it is asked for again.
"""

import sys

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest, ResponseDataLossError
from scrapy.http import Response

from aggregator.unpacking import MAX_PACKINGS, BombError, TornError, unpack


class TooLarge(IgnoreRequest):
    """Why an answer was not read."""


class WholeAnswersMiddleware(HttpCompressionMiddleware):
    """Scrapy's, with torn answers asked for again, and in the end refused."""

    def __init__(self, *, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self.crawler = crawler

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # without the argument that is deprecated
        packings = b",".join(response.headers.getlist(b"Content-Encoding")).count(b",") + 1
        if packings > MAX_PACKINGS:
            raise TooLarge(f"it is packed {packings} times")
        try:
            return super().process_response(request, response)
        except TornError as error:
            assert self.crawler.spider is not None
            again = get_retry_request(request, spider=self.crawler.spider, reason="torn answer")
            if again is None:
                raise ResponseDataLossError(f"the answer is torn ({error})") from error
            return again

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        try:
            return unpack(body, encoding.decode("ascii").removeprefix("x-"), max_size or sys.maxsize)
        except BombError as error:
            raise TooLarge(str(error)) from error
