"""What several parts of the list need: a real file system with hardly any room."""

import contextlib
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

import pytest

SmallDisk: TypeAlias = Callable[..., AbstractContextManager[Path]]


@pytest.fixture
def small_disk() -> SmallDisk:
    """Mounts a disk of so many bytes (as tmpfs names them) at a place that is not there yet."""

    @contextlib.contextmanager
    def mounted(place: Path, size: str, *options: str) -> Iterator[Path]:
        place.mkdir()
        how = ",".join((f"size={size}", *options))
        if os.geteuid() != 0:
            pytest.skip("only root can mount a small disk")
        subprocess.run(["mount", "-t", "tmpfs", "-o", how, "tmpfs", place], check=True)
        try:
            yield place
        finally:
            subprocess.run(["umount", "-l", place], check=True)

    return mounted
