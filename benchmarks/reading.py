"""What reading costs: decoding, parsing and all fields of a page, in bare lxml.html parses of the same bytes.

    python benchmarks/reading.py                 over the shared corpus, or over our fixtures where it is missing
    python benchmarks/reading.py --limit 4       exit 1 when a median is higher
    python benchmarks/reading.py --memory 10000  read so many pages and print how much the process has grown

One process, CPU time of its own thread, the best of a few runs of each page: other work on the machine changes little.
"""

import argparse
import contextlib
import itertools
import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import lxml.html

from aggregator import NotAReview, Page, read_page

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "pages"
RUNS = 3


def pages() -> list[bytes]:
    """The pages to read, as bytes."""
    found = sorted(CORPUS.glob("*/*.html")) or sorted((ROOT / "tests" / "fixtures").glob("*/*/page.html"))
    return [path.read_bytes() for path in found if path.stat().st_size > 2000]


def best(run: Callable[[], object]) -> float:
    """Seconds of CPU time of the fastest run."""
    times = []
    for _ in range(RUNS):
        start = time.thread_time()
        run()
        times.append(time.thread_time() - start)
    return min(times)


def read(body: bytes, *, layouts: bool) -> None:
    """Everything that reading a page takes."""
    with contextlib.suppress(NotAReview):
        read_page(Page(None, body), layouts=layouts)


def parse(body: bytes) -> None:
    """The floor: the same bytes through lxml.html, nothing read."""
    lxml.html.document_fromstring(body, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))


def ratios(bodies: list[bytes], *, layouts: bool) -> list[float]:
    """For each page, how many bare parses its reading costs."""
    read(bodies[0], layouts=layouts)
    return [best(partial(read, body, layouts=layouts)) / best(partial(parse, body)) for body in bodies]


def growth(bodies: list[bytes], number: int) -> str:
    """How much the process grows while it reads so many pages, after the first hundred."""
    kilobytes = 0
    for count, body in enumerate(itertools.islice(itertools.cycle(bodies), number)):
        if count == min(len(bodies), number // 2):
            kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        read(body, layouts=True)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - kilobytes) / 1024
    return f"{grown:.1f} MiB more after {number} pages than after the first round"


def main() -> int:
    """Print the medians; 1 when one is above the limit."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--limit", type=float, help="exit 1 when a median is higher")
    args.add_argument("--memory", type=int, metavar="N", help="read N pages and print the growth of the process")
    given = args.parse_args()
    bodies = pages()
    if given.memory:
        print(growth(bodies, given.memory))
        return 0
    above = False
    for name, layouts in (("generic reader only", False), ("best layout", True)):
        found = sorted(ratios(bodies, layouts=layouts))
        median = statistics.median(found)
        above = above or (given.limit is not None and median > given.limit)
        most = found[int(len(found) * 0.9)]
        print(f"{name}: {median:.2f} bare parses a page (median of {len(found)}; 90% below {most:.2f})")
    return int(above)


if __name__ == "__main__":
    sys.exit(main())
