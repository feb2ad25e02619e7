"""What crawling costs: the pages of a made-up site on this machine, against Scrapy with an empty callback.

    python -m benchmarks.crawling [--pages 2000] [--rounds 3]

A server of its own process (benchmarks.made_site) serves the pages, 20 to 60 KB each. By turns, each in a process:

* stock: `scrapy runspider`, Scrapy's defaults and CONCURRENT_REQUESTS_PER_DOMAIN=16: it is given every URL, and its
  callback does nothing. No robots.txt, no links, nothing read, nothing written.
* ours: `aggregator crawl http://127.0.0.1:PORT/` with the same concurrency and without pauses: everything, from
  robots.txt and the sitemap over links, reading and the journal to the release. Pages are read by as many processes
  as it takes by itself, by none, and with two workers.
* bench: `scrapy bench`, Scrapy's own measure: short pages of a server of its own, all links followed.

A crawl's own speed is that between Scrapy's first request and its last item (elapsed_time_seconds), on both sides: what
starting Python costs, and making a release, is told beside it. On a machine that others use as well, the clock says
little: the best round is what is told, and processor time, of all processes together, says what was done.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import PROJECT, Cost, run_and_hear

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
OURS = {"ours": (), "ours, --readers 0": ("--readers", "0"), "ours, --workers 2": ("--workers", "2")}
"""What is measured of ours, and the options for it."""


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one crawl took."""

    pages: int
    seconds: float
    """Between the first request and the last item."""
    cost: Cost
    """Of the whole command."""

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.seconds

    @property
    def pages_a_cpu_second(self) -> float:
        return self.pages / self.cost.cpu_seconds

    def __str__(self) -> str:
        return (
            f"{self.pages_a_second:6.0f} pages/s, {self.pages / self.cost.seconds:6.0f} with start and end,"
            f" {1000 / self.pages_a_cpu_second:5.2f} ms of processor a page, {self.cost.cpu_share:4.0%} of one,"
            f" {self.cost.peak_mib:4.0f} MiB"
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """Crawls by turns, by what was measured."""

    stock: tuple[Crawled, ...]
    ours: dict[str, tuple[Crawled, ...]]
    bench: tuple[Crawled, ...]

    def ratio(self, name: str = "ours") -> float:
        """Our pages a second in the best round, of those of Scrapy in its best."""
        return best(self.ours[name]).pages_a_second / best(self.stock).pages_a_second

    def whole_ratio(self, name: str = "ours") -> float:
        """The same with start and end."""
        return _quickest(self.stock) / _quickest(self.ours[name])

    def cpu_ratio(self, name: str = "ours") -> float:
        """The same by processor time, in the round that took least of it."""
        return _cheapest(self.stock) / _cheapest(self.ours[name])


def best(crawls: Sequence[Crawled]) -> Crawled:
    return max(crawls, key=lambda one: one.pages_a_second)


def _quickest(crawls: Sequence[Crawled]) -> float:
    return min(one.cost.seconds for one in crawls)


def _cheapest(crawls: Sequence[Crawled]) -> float:
    return min(one.cost.cpu_seconds for one in crawls)


def main() -> None:
    """Prints a line a crawl, then how they compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    found = measure(asked.pages, asked.rounds, told=print)
    for name in OURS:
        print(
            f"{name} to stock, best rounds: {found.ratio(name):.2f} by the clock,"
            f" {found.whole_ratio(name):.2f} with start and end, {found.cpu_ratio(name):.2f} by processor time"
        )


def measure(pages: int, rounds: int, told: Callable[[str], object] = lambda _: None) -> Compared:
    """So many rounds over a site of so many pages."""
    stock: list[Crawled] = []
    ours: dict[str, list[Crawled]] = {name: [] for name in OURS}
    bench: list[Crawled] = []
    with site(pages) as root:
        for _ in range(rounds):
            stock.append(crawl_stock(root, pages))
            told(f"{'stock':20}{stock[-1]}")
            for name, options in OURS.items():
                ours[name].append(crawl_ours(root, pages, options))
                told(f"{name:20}{ours[name][-1]}")
            bench.append(run_bench())
            told(f"{'scrapy bench':20}{bench[-1]}")
    return Compared(tuple(stock), {name: tuple(crawls) for name, crawls in ours.items()}, tuple(bench))


@contextmanager
def site(pages: int, log: Path | None = None) -> Iterator[str]:
    """The root of a site that is being served. Into `log` go the moments of its requests, and their paths."""
    command = [sys.executable, "-m", "benchmarks.made_site", str(pages), *([str(log)] if log else [])]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.terminate()


def crawl_stock(root: str, pages: int) -> Crawled:
    """Scrapy alone."""
    with tempfile.TemporaryDirectory() as folder:
        spider = Path(folder) / "stock.py"
        spider.write_text(STOCK.format(root=root, pages=pages), encoding="utf-8")
        command = ["-m", "scrapy", "runspider", "stock.py", "-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={CONCURRENT}"]
        cost, said = run_and_hear([*command, "-s", "LOG_LEVEL=INFO"], cwd=Path(folder))
        return Crawled(pages, _stated(said, "elapsed_time_seconds"), cost)


def crawl_ours(root: str, pages: int, options: Sequence[str] = ()) -> Crawled:
    """Everything that we do."""
    settings = {"AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENT}
    with tempfile.TemporaryDirectory() as folder:
        command = ["-m", "aggregator", "crawl", f"{root}/", "--into", folder]
        command += ["--allow-private", "127.0.0.1", "--floor", str(pages), *options]
        for name, value in settings.items():
            command += ["--set", f"{name}={value}"]
        cost, _ = run_and_hear(command)
        logs = [log.read_text(encoding="utf-8") for log in (Path(folder) / "latest").glob("*.log")]
        seconds = max(_stated(log, "elapsed_time_seconds") for log in logs if "elapsed_time_seconds" in log)
        return Crawled(pages, seconds, cost)


def run_bench() -> Crawled:
    """Scrapy's own measure."""
    with tempfile.TemporaryDirectory() as folder:
        cost, said = run_and_hear(["-m", "scrapy", "bench"], cwd=Path(folder))
    return Crawled(int(_stated(said, "response_received_count")), _stated(said, "elapsed_time_seconds"), cost)


def _stated(log: str, name: str) -> float:
    """One of Scrapy's statistics, as its log tells them at the end."""
    found = re.search(rf"'{name}': ([\d.]+)", log)
    assert found is not None, f"no {name} in the log: {log[-2000:]}"
    return float(found[1])


if __name__ == "__main__":
    main()
