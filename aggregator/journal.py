"""The journal: what a run has found, written the moment it is found; a killed process loses at most its last line.

A line is `<kind> <crc32 of the JSON, 8 hex digits> <JSON>`. Lines are appended unbuffered, each with one write, so that
the death of the process at any moment leaves whole lines and perhaps one torn tail, which the checksum betrays. Several
workers of one run keep a journal each: the release is built from all of them, in any order.
"""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypeAlias

import msgspec

from aggregator.model import Issue, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Who writes a journal."""

    crawl: str
    """The spider, or the command: `saved`, `live`, `resolve`."""
    sources: tuple[str, ...] = ()
    """What was asked for, as given."""
    settings: dict[str, bool | int | float | str | None] = field(default_factory=dict)
    """The settings that what is read depends on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How the writing ended. A journal without it belongs to a process that was killed."""

    reason: str
    """`finished`, `shutdown` (a signal came), `start_error` …: Scrapy's finish reasons."""
    counts: dict[str, int] = field(default_factory=dict)
    """`pages` read, files `passed_over` that are no pages, `failures` of the program itself, `requests` …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A page that was read."""

    review: Review
    issues: tuple[Issue, ...] = ()
    """About single values of it."""
    content: str = ""
    """A hash of the page's text: two copies of one page have the same. Empty where only the review is at hand."""


Entry: TypeAlias = Begin | Read | Issue | End

_KINDS: dict[str, type[Entry]] = {"begin": Begin, "read": Read, "issue": Issue, "end": End}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_DECODERS: dict[bytes, msgspec.json.Decoder[Entry]] = {
    name.encode(): msgspec.json.Decoder(kind, strict=True) for name, kind in _KINDS.items()
}
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Damage:
    """A line that is not as it was written."""

    line: int
    is_tail: bool
    """Whether it is the torn end of a journal whose writer was killed, and not damage in the middle."""


class Journal:
    """Appends entries to one file. OSError when the disk refuses: what was appended before stays whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o644)

    def append(self, entry: Entry) -> None:
        """Writes one entry. ValueError when it would not read back as what it is: then nothing is written."""
        name = _NAMES[type(entry)]
        encoded = _ENCODER.encode(entry)
        _DECODERS[name.encode()].decode(encoded)
        line = memoryview(b"%s %08x %s\n" % (name.encode(), zlib.crc32(encoded), encoded))
        while line:
            line = line[os.write(self._descriptor, line) :]

    def close(self) -> None:
        """Puts everything on the disk itself."""
        if self._descriptor < 0:
            return
        try:
            os.fsync(self._descriptor)
        finally:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_journal(path: Path) -> Iterator[Entry | Damage]:
    """Every entry in the order of writing, and where lines are damaged, that."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            yield _entry(line) or Damage(number, is_tail=not line.endswith(b"\n"))


def _entry(line: bytes) -> Entry | None:
    name, _, rest = line.partition(b" ")
    checksum, _, encoded = rest.partition(b" ")
    decoder = _DECODERS.get(name)
    if decoder is None or not encoded.endswith(b"\n") or checksum != b"%08x" % zlib.crc32(encoded[:-1]):
        return None
    try:
        return decoder.decode(encoded)
    except (msgspec.DecodeError, UnicodeDecodeError):  # written by another version
        return None
