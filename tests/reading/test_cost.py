"""What reading costs: here only that memory stays flat; the ratio to a bare parse needs a quiet machine."""

from pathlib import Path

import pytest

from benchmarks.reading import memory

FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/*/page.html"))
GROWN = 24
"""MiB: what is remembered across pages fills up at first; a page that is kept would cost more with every one."""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks Linux how much the process holds")
def test_memory_stays_flat_while_pages_are_read() -> None:
    bodies = [path.read_bytes() for path in FIXTURES[:40]]
    memory(bodies, 80)
    early, late = memory(bodies, 400)
    assert late - early < GROWN
