"""Releases for the tests of what a release holds: a small one, and one of 25,000 anime in two versions."""

from pathlib import Path

import pytest

from aggregator.release import Release, Terms
from benchmarks.made_release import make_release


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """A small release that follows another: 60 anime, some of which came, went or changed."""
    make_release(tmp_path / "out", 60)
    return make_release(tmp_path / "out", 60, changed=0.2, terms=Terms(accept_drift=True, packed=True))


@pytest.fixture(scope="session")
def large_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """25,000 anime: the last 4,500 differ from the others in every awkward way."""
    into = tmp_path_factory.mktemp("large")
    make_release(into, 25_000)
    return make_release(into, 25_000, changed=0.01)
