"""What crawling costs: the pages of a made-up site on this machine, against Scrapy with an empty callback.

    python -m benchmarks.crawling [--pages 2000] [--rounds 3]

A server of its own process (benchmarks.made_site) serves the pages, 20 to 60 KB each. By turns, each in a process:

* stock: `scrapy runspider`, Scrapy's defaults and CONCURRENT_REQUESTS_PER_DOMAIN=16: it is given every URL, and its
  callback does nothing. No robots.txt, no links, nothing read, nothing written.
* ours: `aggregator crawl http://127.0.0.1:PORT/` with the same concurrency and without pauses: everything, from
  robots.txt and the sitemap over links, reading and the journal to the release.

Pages a second by the clock, and by processor time: on a machine that others use as well, the clock says little.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.measuring import PROJECT, Cost, run_command

CONCURRENT = 16
STOCK = """
import scrapy


class Stock(scrapy.Spider):
    name = "stock"

    async def start(self):
        for number in range({pages}):
            yield scrapy.Request(f"{root}/anime/work-{{number:05}}/")

    def parse(self, response):
        pass
"""


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one crawl of the site took."""

    pages: int
    cost: Cost

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.cost.seconds

    @property
    def pages_a_cpu_second(self) -> float:
        return self.pages / self.cost.cpu_seconds

    def __str__(self) -> str:
        return (
            f"{self.pages_a_second:6.0f} pages/s, {1000 / self.pages_a_cpu_second:5.2f} ms of processor a page,"
            f" {self.cost.cpu_share:4.0%} of one, {self.cost.peak_mib:4.0f} MiB"
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """Crawls of one site, by turns."""

    stock: tuple[Crawled, ...]
    ours: tuple[Crawled, ...]

    @property
    def ratio(self) -> float:
        """Our pages a second, of those of Scrapy."""
        return self._median(lambda crawled: crawled.pages_a_second)

    @property
    def cpu_ratio(self) -> float:
        """The same by processor time."""
        return self._median(lambda crawled: crawled.pages_a_cpu_second)

    def _median(self, speed: Callable[[Crawled], float]) -> float:
        return median(speed(ours) / speed(stock) for ours, stock in zip(self.ours, self.stock, strict=True))


def main() -> None:
    """Prints a line a crawl, then how they compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    found = measure(asked.pages, asked.rounds)
    for ours, stock in zip(found.ours, found.stock, strict=True):
        print(f"stock {stock}\nours  {ours}")
    print(f"ours to stock: {found.ratio:.2f} by the clock, {found.cpu_ratio:.2f} by processor time")


def measure(pages: int, rounds: int) -> Compared:
    """So many rounds over a site of so many pages."""
    with site(pages) as root:
        crawls = [(crawl_stock(root, pages), crawl_ours(root, pages)) for _ in range(rounds)]
    stock, ours = zip(*crawls, strict=True)
    return Compared(stock, ours)


@contextmanager
def site(pages: int) -> Iterator[str]:
    """The root of a site that is being served."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.made_site", str(pages)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.terminate()


def crawl_stock(root: str, pages: int) -> Crawled:
    """Scrapy alone."""
    with tempfile.TemporaryDirectory() as folder:
        spider = Path(folder) / "stock.py"
        spider.write_text(STOCK.format(root=root, pages=pages), encoding="utf-8")
        command = ["-m", "scrapy", "runspider", "stock.py", "-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={CONCURRENT}"]
        return Crawled(pages, run_command([*command, "-s", "LOG_LEVEL=INFO"], cwd=Path(folder)))


def crawl_ours(root: str, pages: int) -> Crawled:
    """Everything that we do."""
    settings = {"AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENT}
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "aggregator", "crawl", f"{root}/", "--into", folder]
        command += ["--allow-private", "127.0.0.1", "--floor", str(pages)]
        for name, value in settings.items():
            command += ["--set", f"{name}={value}"]
        return Crawled(pages, run_command(command))


if __name__ == "__main__":
    main()
