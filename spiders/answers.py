"""Answers: what sites answer is kept while a run goes on, so that the next one need not ask again if it is killed.

They are kept in the folder of the run, unpacked, and forgotten as soon as it has come to its end.
"""

import logging
from functools import cached_property
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from aggregator.answers import Answer, AnswerFile
from aggregator.earlier import Earlier
from aggregator.versions import program

logger = logging.getLogger(__name__)

KEPT = "kept"
"""The flag of a response that was not fetched."""


class AnswersMiddleware:
    """Answers requests from what an unfinished run was told, and keeps what this one is told."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.takes = True
        """Whether the disk still takes answers."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    def process_request(self, request: Request) -> Response | None:
        if not is_kept(request) or request.meta.get("retry_times"):  # what was torn or refused is asked for anew
            return None
        answer = self._earlier.answer(self._key(request), request.url)
        if answer is None:
            return None
        self.crawler.stats.inc_value("answers/kept")
        headers = Headers(answer.headers)
        kind = responsetypes.from_args(headers=headers, url=answer.url, body=answer.body)
        return kind(answer.url, headers=headers, body=answer.body, request=request, flags=[KEPT])

    def process_response(self, request: Request, response: Response) -> Response:
        if self.takes and response.status == 200 and is_kept(request) and KEPT not in response.flags:
            headers = [(name, value) for name, values in response.headers.items() for value in values]
            try:
                self._file.keep(self._key(request), Answer(response.url, headers, response.body))
            except OSError as error:
                self.takes = False
                logger.warning("What sites answer is not kept: %s. A killed run would ask again.", error.strerror)
        return response

    def spider_closed(self) -> None:
        if "_file" in self.__dict__:
            self._file.close()

    def _key(self, request: Request) -> bytes:
        assert self.crawler.request_fingerprinter is not None
        return self.crawler.request_fingerprinter.fingerprint(request)

    @cached_property
    def _run(self) -> Path:
        """The folder of the run: its journal is open before the first request."""
        return Path(self.crawler.stats.get_value("run/folder"))

    @cached_property
    def _file(self) -> AnswerFile:
        return AnswerFile(self._run / "answers")

    @cached_property
    def _earlier(self) -> Earlier:
        layouts = self.crawler.settings.getbool("AGGREGATOR_LAYOUTS")
        return Earlier.of(self._run.parents[1], layouts=layouts, program=program())


def is_kept(request: Request) -> bool:
    """Whether a request asks for a page, and nothing of it is secret or depends on the moment.

    >>> is_kept(Request("https://example.org/a")), is_kept(Request("https://example.org/robots.txt"))
    (True, False)
    """
    parts = urlsplit(request.url)
    return request.method == "GET" and parts.scheme in {"http", "https"} and parts.path != "/robots.txt"
