"""Reviews in files: read once for what can be compared, and again, one anime at a time, for what is printed."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from aggregator.lines import Lines
from aggregator.model import Review

LeftOut = Callable[[Path, int, bytes, Exception], None]
"""Is told of a line that is no review: its file, its number, itself, and what is wrong with it."""


class ReviewFiles:
    """The reviews of JSON Lines files, not held in memory: iterate once, then take them by number."""

    def __init__(
        self, paths: Sequence[Path], left_out: LeftOut | None = None, *, chosen: Sequence[bool] | None = None
    ) -> None:
        """Of these files; an empty one is as good as none. Without `left_out` a line that is none is an error.

        `chosen` says of every line of all files whether it is taken; without it all are.
        """
        self._paths = paths
        self._lines = Lines()
        self._decoder = msgspec.json.Decoder(Review)
        self._left_out = left_out or _refuse
        self._chosen = chosen

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, row: int) -> Review:
        return self._decoder.decode(self._lines[row])

    def __iter__(self) -> Iterator[Review]:
        """Every review. A line that is none is left out, or an error that names file and line."""
        self._lines.close()
        self._lines = Lines()
        before = 0
        for path in self._paths:
            at = number = 0
            with path.open("rb") as lines:
                for number, line in enumerate(lines, start=1):
                    if line.strip() and (self._chosen is None or self._chosen[before + number - 1]):
                        try:
                            review = self._decoder.decode(line)
                        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                            self._left_out(path, number, line, error)
                        else:
                            self._lines.add(path, at, len(line))
                            yield review
                    at += len(line)
            before += number


def _refuse(path: Path, number: int, _: bytes, error: Exception) -> None:
    raise ValueError(f"{path}, line {number}: not a review ({error})") from error
