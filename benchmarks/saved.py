"""What a crawl of saved pages costs, against reading the same pages and nothing else.

    python -m benchmarks.saved [--pages 2000] [--rounds 3]

Each in a process of its own, by turns, over files of benchmarks.made_site:

* reading: every file opened and read by `examine_page`, one after the other.
* crawl: the engine, its pipelines and the journal; up to the release, which is not made.
* command: `aggregator crawl FOLDER`, from starting Python over resolving to a release that is verified and published.
"""

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from aggregator.page import Page
from aggregator.reading import NotAReview, examine_page
from aggregator.run import Run
from aggregator.saved import SavedPages
from benchmarks.made_site import write_pages
from benchmarks.measuring import Cost, run_command, run_function


@dataclass(frozen=True, slots=True)
class Saved:
    """What one round took."""

    pages: int
    reading: Cost
    crawl: Cost
    command: Cost

    @property
    def ratio(self) -> float:
        """The crawl, in readings of the same pages."""
        return self.crawl.cpu_seconds / self.reading.cpu_seconds

    @property
    def command_ratio(self) -> float:
        """The same of the whole command."""
        return self.command.cpu_seconds / self.reading.cpu_seconds

    def __str__(self) -> str:
        return (
            f"reading {self._a_page(self.reading)}, crawl {self._a_page(self.crawl)} = {self.ratio:.2f} readings,"
            f" command {self._a_page(self.command)} = {self.command_ratio:.2f} readings, at most"
            f" {self.command.peak_mib:.0f} MiB"
        )

    def _a_page(self, cost: Cost) -> str:
        return f"{1000 * cost.cpu_seconds / self.pages:.2f} ms"


def main() -> None:
    """Prints a line a round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    for found in measure(asked.pages, asked.rounds):
        print(found)


def measure(pages: int, rounds: int) -> list[Saved]:
    """So many rounds over a folder of so many pages."""
    with tempfile.TemporaryDirectory() as folder:
        write_pages(Path(folder), pages)
        return [_round(Path(folder), pages) for _ in range(rounds)]


def _round(folder: Path, pages: int) -> Saved:
    reading, crawl = run_function(read_all, folder)[1], run_function(crawl_all, folder)[1]
    with tempfile.TemporaryDirectory() as into:
        command = ["-m", "aggregator", "crawl", str(folder), "--into", into, "--floor", str(pages)]
        return Saved(pages, reading, crawl, run_command(command))


def read_all(folder: Path) -> None:
    """Reads every page of a folder."""
    for page in SavedPages([folder]):
        assert isinstance(page, Page)
        try:
            examine_page(page)
        except NotAReview as refusal:
            raise RuntimeError(f"{page.saved_as} should be a review") from refusal


def crawl_all(folder: Path) -> None:
    """The crawl of a folder, as `aggregator crawl` does it, into the journal of a run."""
    from spiders.crawl import Job, Progress, crawl  # noqa: PLC0415 - it is no part of reading

    with tempfile.TemporaryDirectory() as into, Run.open(Path(into)) as run:
        assert crawl(run, Job(saved=[folder], settings={"LOG_ENABLED": False}), Progress(), print).fault is None


if __name__ == "__main__":
    main()
