"""How resolution grows: time and memory for many made-up reviews, against decoding and encoding the same lines.

    python -m benchmarks.resolution_scale 100000 1000000

Each size runs in a process of its own: made, then decoded and encoded with msgspec (the floor), then resolved from file
to file. Printed: seconds of both, how many times the floor, peak memory, pairwise scores against the truth.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from pathlib import Path

import msgspec

from aggregator.model import Review
from aggregator.resolve import ReviewFiles, resolving
from benchmarks.labelled import pairwise_scores
from benchmarks.made_reviews import made_reviews

BOUND_GIB, BOUND_FLOORS = 4.0, 40.0
"""What a million reviews may take."""


def main() -> None:
    """Prints one line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+")
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            lines, truth = Path(folder) / "reviews.jsonl", Path(folder) / "truth"
            for step in (_make, _floor, _resolve):
                process = multiprocessing.get_context("spawn").Process(target=step, args=(size, lines, truth))
                process.start()
                process.join()
                if process.exitcode:
                    raise SystemExit(f"{step.__name__} failed at {size} reviews")


def _make(size: int, lines: Path, truth: Path) -> None:
    encoder = msgspec.json.Encoder()
    with lines.open("wb") as file, truth.open("w") as numbers:
        for work, review in made_reviews(size):
            file.write(encoder.encode(review) + b"\n")
            numbers.write(f"{work}\n")


def _floor(size: int, lines: Path, truth: Path) -> None:
    started = time.perf_counter()
    decoder, encoder = msgspec.json.Decoder(Review), msgspec.json.Encoder()
    with lines.open("rb") as file, lines.with_suffix(".copy").open("wb") as copy:
        for line in file:
            copy.write(encoder.encode(decoder.decode(line)) + b"\n")
    seconds = time.perf_counter() - started
    truth.with_suffix(".floor").write_text(str(seconds))
    print(f"{size:>9,} reviews, {lines.stat().st_size / 2**20:,.0f} MiB: floor {seconds:.1f} s", flush=True)


def _resolve(size: int, lines: Path, truth: Path) -> None:
    started = time.perf_counter()
    with ReviewFiles([lines]) as reviews, lines.with_name("anime.jsonl").open("wb") as file:
        found = resolving(reviews)
        grouped = time.perf_counter()
        encoder = msgspec.json.Encoder()
        for anime in found.anime():
            file.write(encoder.encode(anime) + b"\n")
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    floors = seconds / float(truth.with_suffix(".floor").read_text())
    print(
        f"{size:>9,} reviews: {seconds:.1f} s ({grouped - started:.1f} s grouping) = {floors:.1f} floors,"
        f" peak {peak:.2f} GiB, {len(found):,} anime",
        flush=True,
    )
    works = truth.read_text().split()
    clusters = [0] * size
    for number, members in enumerate(found.partition.groups):
        for page in members:
            clusters[found.pages.rows[page]] = number
    print(f"{size:>9,} reviews: {pairwise_scores(works, clusters)}", flush=True)
    if size >= 10**6 and (peak > BOUND_GIB or floors > BOUND_FLOORS):
        raise SystemExit(f"over the bound of {BOUND_GIB} GiB and {BOUND_FLOORS} floors")


if __name__ == "__main__":
    main()
