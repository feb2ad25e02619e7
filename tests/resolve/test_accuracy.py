"""Accuracy floors over the labelled records, also on what taught nothing; skipped where they are not at hand."""

from pathlib import Path

import pytest

from benchmarks.labelled import read_labelled
from benchmarks.resolution import Scores, scores_of

RECORDS = Path(__file__).parents[3] / "shared" / "erbench"

pytestmark = pytest.mark.skipif(not RECORDS.exists(), reason="the labelled records are not at hand")


@pytest.mark.parametrize(("suite", "f1", "precision"), [("rich", 0.993, 0.997), ("core", 0.982, 0.990)])
def test_stays_above_its_floor(suite: str, f1: float, precision: float) -> None:
    found: dict[str, Scores] = scores_of(read_labelled(RECORDS, suite))
    for part in ("check", "all"):
        assert found[part].f1 >= f1, f"{suite} {part}: {found[part]}"
        assert found[part].precision >= precision, f"{suite} {part}: {found[part]}"
