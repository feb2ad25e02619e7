"""What reading costs: decoding, parsing and all fields of a page, in bare lxml.html parses of the same bytes.

    python benchmarks/reading.py                 over the shared corpus, or over our fixtures where it is missing
    python benchmarks/reading.py --limit 4       exit 1 when a median is higher
    python benchmarks/reading.py --memory 10000  read so many pages, the same ones over and over, and print the memory
                                                 held after a tenth of them and after all; --grown 20: exit 1 when the
                                                 second is more MiB above the first

One process, CPU time of its own thread, the best of a few runs of each page, reading and floor by turns: other
work on the machine changes little.
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
READERS = {"generic reader only": False, "best layout": True}
"""Name of a way to read, and whether layouts take part."""


def pages() -> list[bytes]:
    """The pages to read, as bytes."""
    found = sorted(CORPUS.glob("*/*.html")) or sorted((ROOT / "tests" / "fixtures").glob("*/*/page.html"))
    return [path.read_bytes() for path in found if path.stat().st_size > 2000]


def seconds(run: Callable[[], object]) -> float:
    """CPU time of one run."""
    start = time.thread_time()
    run()
    return time.thread_time() - start


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
    found = []
    for body in bodies:
        reading, floor = partial(read, body, layouts=layouts), partial(parse, body)
        runs = [(seconds(reading), seconds(floor)) for _ in range(RUNS)]
        found.append(min(taken for taken, _ in runs) / min(taken for _, taken in runs))
    return found


def resident() -> float:
    """How much memory the process holds now, in MiB."""
    pages_held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages_held * resource.getpagesize() / 2**20


def memory(bodies: list[bytes], number: int) -> tuple[float, float]:
    """How much the process holds after a tenth of so many pages, and after all of them."""
    early = 0.0
    for count, body in enumerate(itertools.islice(itertools.cycle(bodies), number), start=1):
        read(body, layouts=True)
        if count == max(1, number // 10):
            early = resident()
    return early, resident()


def main() -> int:
    """Print the medians; 1 when one is above the limit."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--limit", type=float, help="exit 1 when a median is higher")
    args.add_argument("--memory", type=int, metavar="N", help="read N pages and print the memory held")
    args.add_argument("--grown", type=float, metavar="MIB", help="exit 1 when the memory grows by more from N/10 to N")
    given = args.parse_args()
    bodies = pages()
    if given.memory:
        early, late = memory(bodies, given.memory)
        print(f"{early:.1f} MiB after {given.memory // 10} pages, {late:.1f} MiB after {given.memory}")
        return int(given.grown is not None and late - early > given.grown)
    above = False
    for name, layouts in READERS.items():
        found = sorted(ratios(bodies, layouts=layouts))
        median = statistics.median(found)
        above = above or (given.limit is not None and median > given.limit)
        most = found[int(len(found) * 0.9)]
        print(f"{name}: {median:.2f} bare parses a page (median of {len(found)}; 90% below {most:.2f})")
    return int(above)


if __name__ == "__main__":
    sys.exit(main())
