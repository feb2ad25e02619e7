"""Time, memory and size of publishing made-up releases.

python -m benchmarks.release 100000
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from aggregator.dataset.tables import FileEntry
from aggregator.release import Release
from aggregator.verify import verify
from benchmarks.made_release import make_run
from benchmarks.measuring import Cost, measured, run_function


@dataclass(frozen=True, slots=True)
class Published:
    """What two releases took, the second with a hundredth of the anime changed."""

    anime: int
    first: Cost
    second: Cost
    verified: Cost
    files: tuple[FileEntry, ...]
    """Of the second."""
    is_good: bool

    def __str__(self) -> str:
        costs = {
            "publish, everything new": self.first,
            "publish, a hundredth changed": self.second,
            "verify": self.verified,
        }
        lines = [
            f"{what:30} {cost.seconds:8.1f} s   {cost.cpu_seconds:8.1f} s of processor   peak {cost.peak_mib:7,.0f} MiB"
            for what, cost in costs.items()
        ]
        for file in self.files:
            rows = "" if file.rows is None else f"{file.rows:,} rows"
            lines.append(f"  {file.name:22} {rows:>16} {file.bytes / 1e6:10,.2f} MB")
        return "\n".join(lines)


def main() -> int:
    """Publishes a release, publishes one in which a hundredth has changed, verifies it, and prints what it took."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("anime", type=int, nargs="?", default=100_000)
    found = measure(arguments.parse_args().anime)
    print(found)
    return int(not found.is_good)


def measure(anime: int) -> Published:
    """Each publication in a process of its own; what made up the reviews is part of the memory, not of the time."""
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        (_, first), _ = run_function(_publish, Path(folder), anime, 0.0)
        (release, second), _ = run_function(_publish, Path(folder), anime, 0.01)
        verified, cost = run_function(verify, release.folder, release.manifest)
        files = tuple(sorted(release.manifest.files, key=lambda file: file.name))
        is_good = verified.is_good and not release.manifest.reasons
        return Published(anime, first, second, cost, files, is_good)


def _publish(into: Path, anime: int, changed: float) -> tuple[Release, Cost]:
    return measured(make_run(into, anime, changed=changed))


if __name__ == "__main__":
    sys.exit(main())
