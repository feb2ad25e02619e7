"""Reviews in files: read once for what can be compared, and again, one anime at a time, for what is printed."""

import mmap
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from aggregator.model import Review

LeftOut = Callable[[Path, int, bytes, Exception], None]
"""Is told of a line that is no review: its file, its number, itself, and what is wrong with it."""


class ReviewFiles:
    """The reviews of JSON Lines files, not held in memory: iterate once, then take them by number."""

    def __init__(self, paths: Sequence[Path], left_out: LeftOut | None = None) -> None:
        """Opens the files; an empty one is as good as none. Without `left_out` a line that is none is an error."""
        self._stack = ExitStack()
        self._maps: list[mmap.mmap] = []
        self._names: list[Path] = []
        self._file = array("i")
        self._start = array("q")
        self._decoder = msgspec.json.Decoder(Review)
        self._left_out = left_out or _refuse
        for path in paths:
            if path.stat().st_size:
                file = self._stack.enter_context(path.open("rb"))
                self._maps.append(self._stack.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
                self._names.append(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def __len__(self) -> int:
        return len(self._start)

    def __getitem__(self, row: int) -> Review:
        file = self._maps[self._file[row]]
        file.seek(self._start[row])
        return self._decoder.decode(file.readline())

    def __iter__(self) -> Iterator[Review]:
        """Every review. A line that is none is left out, or an error that names file and line."""
        self._file, self._start = array("i"), array("q")
        for number, file in enumerate(self._maps):
            at, line_number = 0, 0
            file.seek(0)
            while line := file.readline():
                line_number += 1
                if line.strip():
                    try:
                        review = self._decoder.decode(line)
                    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                        self._left_out(self._names[number], line_number, line, error)
                    else:
                        self._file.append(number)
                        self._start.append(at)
                        yield review
                at += len(line)
                file.seek(at)


def _refuse(path: Path, number: int, _: bytes, error: Exception) -> None:
    raise ValueError(f"{path}, line {number}: not a review ({error})") from error
