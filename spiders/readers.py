"""Reading beside the loop: what came is looked at in processes of its own, so that no page keeps the network waiting.

The first pages of a crawl are read in its own process: a short crawl needs no others, and they take a moment to start.
"""

import logging
import os

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from aggregator.engines.readers import LostError, NoReaderError, Readers
from aggregator.model import Issue, IssueCode
from aggregator.redaction import escaped
from spiders.looking import Asked, Looked, answer, asked_in_bytes, look, looked_from_bytes
from spiders.reasons import Ending
from spiders.scheduler import scheduler_of

FIRST_PAGES = 24
"""So many are read in the crawl's own process."""
_BEGIN = 16
"""With this one the others are started, which takes them a moment."""
GRACE = 5.0
"""Seconds that a page may take when the crawl is to end."""
TRACEBACKS = 10
"""How many failures of the program are told at length: one mistake may hit every page."""

logger = logging.getLogger(__name__)


class PageReaders:
    """Looks at what comes, here or beside."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.number = number_of_readers(crawler.settings)
        self.limit = crawler.settings.getfloat("AGGREGATOR_READING_LIMIT")
        self._readers: Readers | None = None
        self._came = self._failed = 0

    async def look(self, asked: Asked) -> Looked:
        """What is found in what came. Ending, when the crawl is to end and it takes too long."""
        looked = await self._looked(asked)
        if looked.trouble:
            self._failed += 1
            level = logging.ERROR if self._failed <= TRACEBACKS else logging.DEBUG
            logger.log(level, "The program failed on %s\n%s", escaped(asked.url), looked.trouble)
        return looked

    def close(self) -> None:
        """Leaves no process behind."""
        if self._readers is not None:
            self._readers.close()

    async def _looked(self, asked: Asked) -> Looked:
        self._came += 1
        if self._came == _BEGIN and self.number:
            self._readers = Readers(answer, self.number, self._seconds)
        if self._readers is None or self._came <= FIRST_PAGES:
            return look(asked)
        try:
            return looked_from_bytes(await self._readers.ask(asked_in_bytes(asked)))
        except NoReaderError:
            return self._without(asked)
        except LostError as lost:
            self.crawler.stats.inc_value("readers/lost")
            if lost.was_late and self._is_ending:
                raise Ending("the crawl is to end") from lost
            logger.error("A page %s: %s", lost, escaped(asked.url))  # noqa: TRY400 - it says all
            message = f"The page {lost}: please report it, with the page."
            return Looked(issue=Issue(code=IssueCode.READER_FAILED, message=message, url=asked.url))

    def _without(self, asked: Asked) -> Looked:
        """All readers are gone."""
        if self._is_ending:
            raise Ending("the crawl is to end")
        logger.warning("No process beside this one can be had to read pages: they are read here.")
        self.number = 0
        self.close()
        self._readers = None
        return look(asked)

    @property
    def _is_ending(self) -> bool:
        return scheduler_of(self.crawler).is_ending

    def _seconds(self) -> float:
        """What a page may take now."""
        return min(self.limit, GRACE) if self._is_ending else self.limit


def number_of_readers(settings: BaseSettings, workers: int = 1) -> int:
    """How many processes read beside that of each of so many workers of this machine.

    Where nobody says: as many as there are processors, at most two (what they read keeps one loop busy) and at least
    one (for a page that hangs).
    """
    given = settings["AGGREGATOR_READERS"]
    return max(1, min(2, len(os.sched_getaffinity(0)) // workers)) if given is None else int(given)
