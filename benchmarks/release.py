"""Time, memory and size of publishing made-up releases.

python -m benchmarks.release 100000
"""

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from aggregator.release import Release
from aggregator.verify import verify
from benchmarks.made_release import make_run

T = TypeVar("T")


def main() -> int:
    """Publishes a release, publishes one in which a hundredth has changed, verifies it, and prints what it took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("anime", type=int, nargs="?", default=100_000)
    arguments.add_argument("--into", type=Path)
    given = arguments.parse_args()
    into = given.into or Path(tempfile.mkdtemp(prefix="release-"))
    before = timed("make up", lambda: make_run(into, given.anime))
    timed("publish, everything new", before)
    after = timed("make up", lambda: make_run(into, given.anime, changed=0.01))
    release = timed("publish, a hundredth changed", after)
    verified = timed("verify", lambda: verify(release.folder, release.manifest))
    show(release)
    if given.into is None:
        shutil.rmtree(into)
    return int(not verified.is_good or bool(release.manifest.reasons))


def timed(what: str, work: Callable[[], T]) -> T:
    """What some work gives; prints how long it took, and the most memory that this process has held."""
    start, spent = time.perf_counter(), time.process_time()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, spent = time.perf_counter() - start, time.process_time() - spent
    print(f"{what:30} {start:8.1f} s   {spent:8.1f} s of processor   peak {peak:7,.0f} MB")
    return result


def show(release: Release) -> None:
    """Prints the files."""
    for file in sorted(release.manifest.files, key=lambda file: file.name):
        rows = "" if file.rows is None else f"{file.rows:,} rows"
        print(f"  {file.name:22} {rows:>16} {file.bytes / 1e6:10,.2f} MB")


if __name__ == "__main__":
    sys.exit(main())
