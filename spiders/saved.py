"""Saved pages: hands the pages of files and folders to the pipelines.

    scrapy crawl saved -a root=pages -a into=out

They do not pass the downloader, which would cost more than reading them; a page is opened when the one before it is
through.
"""

import os
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from scrapy import Spider

from aggregator.exits import Exit, Refusal
from aggregator.saved import SavedPages


class SavedSpider(Spider):
    """Reads what lies on the disk."""

    name = "saved"

    def __init__(self, *args: Any, root: str | Sequence[str] = (), into: str | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's
        super().__init__(*args, **kwargs)
        self.sources = tuple(root.split(os.pathsep) if isinstance(root, str) else root)
        self.into = into
        if not self.sources:
            raise Refusal(Exit.USAGE, "Name what to read: scrapy crawl saved -a root=FOLDER.")

    async def start(self) -> AsyncIterator[Any]:
        pages = SavedPages([Path(source) for source in self.sources])
        for found in pages:
            yield found
        self.crawler.stats.inc_value("pages/passed_over", pages.passed_over)
