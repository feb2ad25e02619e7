"""Releases for the tests of what a release holds: a small one, and one of 25,000 anime, each with the one before."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from aggregator.release import Release, Terms
from benchmarks.made_release import make_release


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A small release that follows another: 60 anime, some of which went or changed. Not to be touched."""
    into = tmp_path_factory.mktemp("small")
    make_release(into, 60)
    return make_release(into, 60, changed=0.2, terms=Terms(accept_drift=True, packed=True))


@pytest.fixture
def release(made: Release, tmp_path: Path) -> Release:
    """A copy of it, with the release before beside it."""
    shutil.copytree(made.folder.parents[1], tmp_path / "out", symlinks=True)
    return replace(made, folder=tmp_path / "out" / "runs" / made.folder.name)


@pytest.fixture(scope="session")
def large_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """25,000 anime after a release of 600: the last 4,500 differ from the others in every awkward way."""
    into = tmp_path_factory.mktemp("large")
    make_release(into, 600)
    return make_release(into, 25_000, changed=0.01)
