"""The disk: what is written stays so when the power fails."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Puts on the disk itself which files a folder holds: what is written after is not there before.

    Raises OSError where the disk refuses.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
