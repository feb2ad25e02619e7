"""What every test stands on: where the fixtures lie, and property tests that give the same answer on every run."""

from pathlib import Path

import pytest
from hypothesis import settings

# Examples come from a fixed seed, and a busy machine is no failure.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of saved pages: `<layout>/<case>/page.html`."""
    return Path(__file__).parent / "fixtures"
