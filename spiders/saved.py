"""Saved pages: hands the pages of files and folders to the pipelines.

    scrapy crawl saved -a root=pages -a into=out

They do not pass the downloader, which would cost more than reading them: all of them are the answer to one request that
fetches nothing. (Scrapy 2.19 can also take items from start(), but then it never ends when it is stopped half-way: of
such items it does not know when the last one under way is through.)
"""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response

from aggregator.exits import Exit, Refusal
from aggregator.model import Issue
from aggregator.page import Page
from aggregator.saved import SavedPages


class SavedSpider(Spider):
    """Reads what lies on the disk."""

    name = "saved"
    custom_settings = {  # noqa: RUF012 - as Scrapy declares it
        "DOWNLOAD_HANDLERS": {
            **dict.fromkeys(("file", "ftp", "http", "https", "s3")),  # no saved page makes us fetch anything
            "data": "scrapy.core.downloader.handlers.datauri.DataURIDownloadHandler",
        },
        "CONCURRENT_ITEMS": 1,  # reading is computing: at most one page waits beside the one that is read
    }

    def __init__(self, *args: Any, root: str | Sequence[str] = (), into: str | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's
        super().__init__(*args, **kwargs)
        self.sources = tuple(root.split(os.pathsep) if isinstance(root, str) else root)
        self.into = into
        if not self.sources:
            raise Refusal(Exit.USAGE, "Name what to read: scrapy crawl saved -a root=FOLDER.")
        if missing := [source for source in self.sources if not Path(source).exists()]:
            raise Refusal(Exit.USAGE, f"There is no {missing[0]}: name a saved page, or a folder of them.")

    async def start(self) -> AsyncIterator[Request]:
        yield Request("data:,")

    def parse(self, response: Response) -> Iterator[Page | Issue]:  # noqa: ARG002 - it is empty
        """The pages, each when the pipelines have room for it, until the end, or until the crawl is stopped."""
        pages = SavedPages([Path(source) for source in self.sources])
        for found in pages:
            yield found
            if self.crawler.engine.needs_backout():
                break
        self.crawler.stats.inc_value("pages/passed_over", pages.passed_over)
