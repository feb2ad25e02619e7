"""What it takes to make a release of many made-up reviews: `aggregator resolve`, from a file to `latest`.

    python -m benchmarks.publishing [100000]        1000000 takes 6 GB of disk and eight minutes of processor

Resolving, rating, writing, the twins in Parquet, verifying: everything but reading pages.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.measuring import Cost, run_command, run_function
from benchmarks.resolution_scale import make


def main() -> None:
    """Prints one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reviews", type=int, nargs="?", default=100_000)
    reviews = parser.parse_args().reviews
    cost = measure(reviews)
    print(
        f"{reviews:,} reviews: {cost.seconds:.1f} s, {cost.cpu_seconds:.1f} s of processor,"
        f" {1000 * cost.cpu_seconds / reviews:.2f} ms a review, peak {cost.peak_mib / 2**10:.2f} GiB"
    )


def measure(reviews: int) -> Cost:
    """The whole command."""
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "reviews.jsonl"
        run_function(make, reviews, lines)
        return run_command(["-m", "aggregator", "resolve", str(lines), "--into", str(Path(folder) / "out")])


if __name__ == "__main__":
    main()
