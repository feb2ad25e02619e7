"""How resolution grows: time and memory for many made-up reviews, against decoding and encoding the same lines.

    python -m benchmarks.resolution_scale 100000 1000000

Each size runs in processes of its own: made, then decoded and encoded with msgspec (the floor), then resolved from file
to file. Printed: processor seconds of both, how many times the floor, peak memory, pairwise scores against the truth.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from aggregator.model import Review
from aggregator.resolve import Resolving, ReviewFiles, resolving
from benchmarks.labelled import pairwise
from benchmarks.made_reviews import made_reviews
from benchmarks.measuring import Cost, measured, run_function

BOUND_GIB, BOUND_FLOORS = 4.0, 25.0
"""What a million reviews may take."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What resolving so many reviews took, and how well it went."""

    reviews: int
    anime: int
    mib: float
    """Of lines."""
    floor: Cost
    resolving: Cost
    grouping_seconds: float
    """Of processor, before the anime were merged and written."""
    precision: float
    recall: float

    @property
    def floors(self) -> float:
        """Resolving in floors."""
        return self.resolving.cpu_seconds / self.floor.cpu_seconds

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        return (
            f"{self.reviews:>9,} reviews, {self.mib:,.0f} MiB: floor {self.floor.cpu_seconds:.1f} s, resolved in"
            f" {self.resolving.cpu_seconds:.1f} s ({self.grouping_seconds:.1f} s grouping) = {self.floors:.1f} floors,"
            f" peak {self.resolving.peak_mib / 2**10:.2f} GiB, {self.anime:,} anime,"
            f" precision {self.precision:.4f} recall {self.recall:.4f} F1 {self.f1:.4f}"
        )


def main() -> None:
    """Prints one line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+")
    for size in parser.parse_args().sizes:
        scale = measure(size)
        print(scale, flush=True)
        if size >= 10**6 and (scale.resolving.peak_mib > BOUND_GIB * 2**10 or scale.floors > BOUND_FLOORS):
            raise SystemExit(f"over the bound of {BOUND_GIB} GiB and {BOUND_FLOORS} floors")


def measure(size: int) -> Scale:
    """One size."""
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "reviews.jsonl"
        works, _ = run_function(make, size, lines)
        _, floor = run_function(copy, lines)
        (anime, grouping, precision, recall, cost), _ = run_function(_resolve_and_score, lines, works)
        return Scale(size, anime, lines.stat().st_size / 2**20, floor, cost, grouping, precision, recall)


def make(size: int, lines: Path) -> list[int]:
    """Writes so many reviews; the work that each is about."""
    encoder = msgspec.json.Encoder()
    works = []
    with lines.open("wb") as file:
        for work, review in made_reviews(size):
            file.write(encoder.encode(review) + b"\n")
            works.append(work)
    return works


def copy(lines: Path) -> None:
    """The floor: every line decoded, and encoded into another file."""
    decoder, encoder = msgspec.json.Decoder(Review), msgspec.json.Encoder()
    with lines.open("rb") as file, lines.with_suffix(".copy").open("wb") as other:
        for line in file:
            other.write(encoder.encode(decoder.decode(line)) + b"\n")


def _resolve_and_score(lines: Path, works: list[int]) -> tuple[int, float, float, float, Cost]:
    with ReviewFiles([lines]) as reviews:
        (found, grouping_seconds), cost = measured(_resolve, reviews, lines.with_name("anime.jsonl"))
    clusters = [0] * len(works)
    for page, number in _numbered(found):
        clusters[page] = number
    return (len(found), grouping_seconds, *pairwise(works, clusters), cost)


def _resolve(reviews: ReviewFiles, anime: Path) -> tuple[Resolving, float]:
    started = time.process_time()
    found = resolving(reviews)
    grouping_seconds = time.process_time() - started
    encoder = msgspec.json.Encoder()
    with anime.open("wb") as file:
        for one in found.anime:
            file.write(encoder.encode(one) + b"\n")
    return found, grouping_seconds


def _numbered(found: Resolving) -> Iterator[tuple[int, int]]:
    """The row of each review, and the number of its anime."""
    for number, members in enumerate(found.partition.groups):
        for page in members:
            yield found.pages.rows[page], number


if __name__ == "__main__":
    main()
