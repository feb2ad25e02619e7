"""Lines of files by number: only where each begins is held, 16 bytes a line; what it says stays on the disk."""

import os
import weakref
from array import array
from collections.abc import Iterator
from pathlib import Path

MOST_OPEN = 64
"""Files that are held open at once."""


class Lines:
    """Lines of any number of files, in the order in which they were added."""

    def __init__(self) -> None:
        self._paths: list[Path] = []
        self._numbers: dict[Path, int] = {}
        self._file = array("I")
        self._start = array("Q")
        self._length = array("I")
        self._open: dict[int, int] = {}
        weakref.finalize(self, _close, self._open)

    def __len__(self) -> int:
        return len(self._start)

    def __getitem__(self, row: int) -> bytes:
        """A line as it stands there. OSError when its file cannot be read any more."""
        number = self._file[row]
        descriptor = self._open.get(number)
        if descriptor is None:
            if len(self._open) >= MOST_OPEN:
                self.close()
            descriptor = self._open[number] = os.open(self._paths[number], os.O_RDONLY | os.O_CLOEXEC)
        return os.pread(descriptor, self._length[row], self._start[row])

    def add(self, path: Path, start: int, length: int) -> None:
        """Adds a line: its file, the byte at which it begins, and its bytes."""
        self._file.append(self._number_of(path))
        self._start.append(start)
        self._length.append(length)

    def put(self, row: int, path: Path, start: int, length: int) -> None:
        """Puts a line in the place of another."""
        self._file[row], self._start[row], self._length[row] = self._number_of(path), start, length

    def places(self) -> Iterator[tuple[Path, int, int]]:
        """Where each line lies: its file, the byte at which it begins, and its bytes."""
        return zip(map(self._paths.__getitem__, self._file), self._start, self._length, strict=True)

    def close(self) -> None:
        """Closes the files; whoever asks for a line again opens its file again."""
        _close(self._open)

    def _number_of(self, path: Path) -> int:
        number = self._numbers.setdefault(path, len(self._paths))
        if number == len(self._paths):
            self._paths.append(path)
        return number


def _close(descriptors: dict[int, int]) -> None:
    while descriptors:
        os.close(descriptors.popitem()[1])
