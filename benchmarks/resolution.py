"""How good resolution is on labelled records: pairwise scores and seconds, of what taught and of what only checks.

python -m benchmarks.resolution ../shared/erbench
"""

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aggregator.resolve.partition import partition, read_pages
from benchmarks.labelled import Labelled, pairwise, read_labelled, teaches


@dataclass(frozen=True, slots=True)
class Scores:
    """Pairwise scores of one part of the records."""

    precision: float
    recall: float
    seconds: float
    records: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return (
            2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0
        )


def main() -> None:
    """Prints one line for each suite and part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="records.jsonl and truth.jsonl with their README")
    folder = parser.parse_args().folder
    print(f"{'suite':6s}{'part':8s}{'records':>9s}{'precision':>11s}{'recall':>9s}{'F1':>9s}{'seconds':>9s}")
    for suite in ("rich", "core", "all"):
        for part, scores in scores_of(read_labelled(folder, suite)).items():
            print(
                f"{suite:6s}{part:8s}{scores.records:9,d}{scores.precision:11.4f}{scores.recall:9.4f}{scores.f1:9.4f}"
                f"{scores.seconds:9.1f}"
            )


def scores_of(labelled: Labelled) -> dict[str, Scores]:
    """Resolves all records, then scores each part: of a cluster only the pages of that part count."""
    started = time.perf_counter()
    pages = read_pages(labelled.reviews)
    found = partition(pages)
    seconds = time.perf_counter() - started
    clusters = np.empty(len(labelled.reviews), np.int64)
    for number, members in enumerate(found.groups):
        clusters[[pages.rows[page] for page in members]] = number
    taught = np.array([teaches(entity) for entity in labelled.entities])
    parts = {"teach": taught, "check": ~taught, "all": np.ones_like(taught)}
    return {
        name: Scores(*pairwise(labelled.numbers[rows].tolist(), clusters[rows].tolist()), seconds, int(rows.sum()))
        for name, rows in parts.items()
    }


if __name__ == "__main__":
    main()
