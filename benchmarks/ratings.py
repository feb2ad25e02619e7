"""How well ratings foretell what a site that was held out says: the plain mean against the source-adjusted mean.

Each score of an anime that several sites rate is held out in turn and foretold from the others:

    plain mean      the mean of the other sites' scores on 0-10
    adjusted mean   their adjusted mean (levels measured without the anime at hand, nor a fifth of all), taken to the
                    level of the held-out site, whose own scores of this anime are not used

    python benchmarks/ratings.py ../shared/erbench
"""

import json
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from aggregator.levels import Level, Levels, Rater, measure_scores
from aggregator.model import Kind

FOLDS = 5


@dataclass(slots=True)
class Errors:
    """Errors that were made, in points of 10."""

    squares: float = 0.0
    absolute: float = 0.0
    count: int = 0

    def add(self, error: float) -> None:
        """One more."""
        self.squares += error * error
        self.absolute += abs(error)
        self.count += 1

    @property
    def rmse(self) -> float:
        """Root of the mean square."""
        return sqrt(self.squares / self.count)

    @property
    def mae(self) -> float:
        """Mean absolute error."""
        return self.absolute / self.count


def scores_by_work(folder: Path) -> dict[str, dict[Rater, float]]:
    """Work to the scores that sites give it, on 0-10."""
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        work_of = {row["rid"]: row["entity"] for row in map(json.loads, lines)}
    works: defaultdict[str, dict[Rater, float]] = defaultdict(dict)
    with (folder / "records.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["score"]:
                works[work_of[row["rid"]]].setdefault((row["source"], Kind.USERS), row["score"] / row["scale"] * 10)
    return dict(works)


def foretell(works: dict[str, dict[Rater, float]]) -> dict[str, tuple[Errors, Errors]]:
    """Held-out site to the errors of the plain and of the adjusted mean; `all` over all sites."""
    errors: defaultdict[str, tuple[Errors, Errors]] = defaultdict(lambda: (Errors(), Errors()))
    for fold in range(FOLDS):
        levels = measure_scores((work, tens) for work, tens in works.items() if fold_of(work) != fold)
        for work, tens in works.items():
            if fold_of(work) == fold and len(tens) > 1:
                for held_out, truth in tens.items():
                    others = {rater: ten for rater, ten in tens.items() if rater != held_out}
                    plain = sum(others.values()) / len(others)
                    adjusted = on_level_of(held_out, others, levels)
                    for name in (held_out[0], "all"):
                        errors[name][0].add(plain - truth)
                        errors[name][1].add(adjusted - truth)
    return dict(errors)


def fold_of(work: str) -> int:
    """Which fifth a work belongs to."""
    return zlib.crc32(work.encode()) // 100 % FOLDS


def on_level_of(rater: Rater, tens: dict[Rater, float], levels: Levels) -> float:
    """The adjusted mean of some scores, as the rater would say it."""
    by_rater = {(level.source, level.kind): level for level in levels.sources}
    centre = levels.centre or 0.0

    def known(level: Level) -> tuple[float, float]:
        if level.offset is None or level.scale is None:
            raise SystemExit(f"{level.source} has no level: too few anime are shared")
        return level.offset, level.scale

    common = []
    for other, ten in tens.items():
        offset, scale = known(by_rater[other])
        common.append(centre + (ten - centre - offset) / scale)
    offset, scale = known(by_rater[rater])
    return centre + offset + (sum(common) / len(common) - centre) * scale


def main(folder: Path) -> int:
    """Prints levels and errors; 1 when the adjusted mean is not the better one."""
    works = scores_by_work(folder)
    levels = measure_scores(works.items())
    print(f"{len(works):,} works with scores; centre {levels.centre}")
    for level in levels.sources:
        print(
            f"  {level.source:10} {level.scores:6,} scores, {level.shared:6,} shared"
            f"   offset {level.offset} [{level.offset_low}, {level.offset_high}]"
            f"   scale {level.scale} [{level.scale_low}, {level.scale_high}]"
        )
    errors = foretell(works)
    print(f"{'held out':10} {'scores':>7}   {'plain mean':>16}   {'adjusted mean':>16}   (RMSE, MAE)")
    for name, (plain, adjusted) in sorted(errors.items()):
        print(
            f"{name:10} {plain.count:7,}   {plain.rmse:8.4f} {plain.mae:.4f}   {adjusted.rmse:10.4f} {adjusted.mae:.4f}"
        )
    plain, adjusted = errors["all"]
    return int(not (adjusted.rmse < plain.rmse and adjusted.mae < plain.mae))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/erbench")))
