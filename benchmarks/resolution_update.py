"""What it costs to take 1 % new reviews into a state, and whether that gives the anime of a full run.

python -m benchmarks.resolution_update 20000 100000 [--labelled ../shared/erbench]
"""

import argparse
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from aggregator.model import Review
from aggregator.resolve import State, anime_in, resolve, resolve_new
from benchmarks.labelled import read_labelled
from benchmarks.made_reviews import made_reviews


def main() -> None:
    """Prints one line for each set of reviews."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", help="numbers of made-up reviews")
    parser.add_argument("--labelled", type=Path, help="folder of labelled records, to be used too")
    arguments = parser.parse_args()
    if arguments.labelled:
        _measure("labelled", list(read_labelled(arguments.labelled, "core").reviews))
    for size in arguments.sizes:
        _measure("made up", [review for _, review in made_reviews(size)])


def _measure(name: str, reviews: Sequence[Review]) -> None:
    shuffled = random.Random(1).sample(reviews, len(reviews))
    new = len(shuffled) // 100
    started = time.perf_counter()
    whole = {anime.sources for anime in resolve(shuffled).anime}
    full = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder, State(Path(folder) / "state.sqlite") as state:
        resolve(shuffled[new:], state=state)
        state.commit()
        started = time.perf_counter()
        changed = resolve_new(shuffled[:new], state)
        state.commit()
        update = time.perf_counter() - started
        size = (Path(folder) / "state.sqlite").stat().st_size / 2**20
        grown = {anime.sources for anime in anime_in(state)}
    print(
        f"{name} {len(shuffled) - new:,} + {new:,}: {update:.2f} s ({1000 * update / new:.1f} ms a review) against"
        f" {full:.1f} s for all; {len(changed.anime):,} anime changed; state {size:.0f} MiB;"
        f" {len(grown & whole):,} of {len(whole):,} anime as from scratch, {len(grown - whole):,} differ",
        flush=True,
    )


if __name__ == "__main__":
    main()
