"""The journal: what a run has found, written the moment it is found; a killed process loses at most its last line.

A line is `<kind> <crc32 of the JSON, 8 hex digits> <JSON>`. Lines are appended unbuffered, each with one write, so that
the death of the process at any moment leaves whole lines and perhaps one torn tail, which the checksum betrays. Several
workers of one run keep a journal each: the release is built from all of them, in any order.
"""

import os
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol, Self, TypeAlias

import msgspec

from aggregator.exits import Exit, Refusal
from aggregator.lines import Lines
from aggregator.model import Issue, Review
from aggregator.redaction import redacted


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Who writes a journal."""

    crawl: str
    """The spider, or the command: `saved`, `live`, `resolve`."""
    sources: tuple[str, ...] = ()
    """What was asked for, as given."""
    settings: dict[str, bool | int | float | str | None] = field(default_factory=dict)
    """The settings that what is read depends on."""
    resumes: tuple[str, ...] = ()
    """The unfinished runs whose journals this one goes on from."""
    program: str = ""
    """The version that reads: another one may read the same page otherwise."""
    source: str = ""
    """The source that is read, by its name in sources.toml; empty where the command named what to read."""


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
    given_url: str | None = None
    """The URL under which the page came; the review has the one that the page itself tells."""
    read_at: str | None = None
    """When the page was last seen to say this, UTC. Of what this run reads it is the run's time where it is null."""
    page: str = ""
    """The page as the frontier knows it, by whatever URL it was asked for. Empty for saved pages."""


KEPT = "kept"
"""The crawl, as Begin names it, whose journal holds what earlier runs read."""

Entry: TypeAlias = Begin | Read | Issue | End

GATHERED = "gathered"
"""The journal of what others read. Where it holds a page, that is what counts."""
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
        if isinstance(entry, Begin):  # of what was asked for nobody needs the passwords
            entry = replace(entry, sources=tuple(map(redacted, entry.sources)))
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
    return (entry for entry, _, _ in entries_with_places(path))


def entries_with_places(path: Path) -> Iterator[tuple[Entry | Damage, int, int]]:
    """The same, each with the byte at which it begins, and its bytes."""
    offset = 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            yield _entry(line) or Damage(number, is_tail=not line.endswith(b"\n")), offset, len(line)
            offset += len(line)


def read_at(path: Path, offset: int) -> Entry | None:
    """The entry that begins at a byte of a journal."""
    with path.open("rb") as lines:
        lines.seek(offset)
        return _entry(lines.readline())


class Pages(Protocol):
    """Pages that were read, to be gone through as often as needed, and to be had by number."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Read]: ...

    def __getitem__(self, row: int, /) -> Read: ...


class Readings:
    """The pages in journals. None is held: each is read again when it is asked for."""

    def __init__(self) -> None:
        self.lines = Lines()

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[Read]:
        try:
            yield from map(self.__getitem__, range(len(self)))
        finally:
            self.lines.close()

    def __getitem__(self, row: int) -> Read:
        """A page. Refusal when it does not stand in its journal any more."""
        entry = _entry(self.lines[row])
        if not isinstance(entry, Read):
            raise Refusal(
                Exit.INTERNAL, "A page that was read does not stand in its journal any more: who changed that?"
            )
        return entry


@dataclass(slots=True)
class Record:
    """All that the journals of a run tell."""

    begins: list[Begin] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)
    pages: Readings = field(default_factory=Readings)
    issues: list[Issue] = field(default_factory=list)
    anew: "array[int]" = field(default_factory=partial(array, "q"))
    """The numbers of those of the pages that this run read itself."""
    told_anew: list[Issue] = field(default_factory=list)
    """Those of the issues that it told itself."""
    damages: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    """Journals whose writers were killed."""

    _places: dict[str, int] = field(default_factory=dict)
    """Where in `pages` the pages are that the frontier knows."""

    @classmethod
    def of(cls, journals: Path) -> Self:
        """Reads the journals in a folder; none when there is no such folder."""
        record = cls()
        for path in _in_order(journals):
            record.add(path)
        record.close()
        return record

    @classmethod
    def by_source(cls, journals: Path) -> dict[str, Self]:
        """The same for each source by itself."""
        records: dict[str, Self] = {}
        for path in _in_order(journals):
            begin = next((entry for entry in read_journal(path) if isinstance(entry, Begin)), Begin(crawl=""))
            records.setdefault(begin.source, cls()).add(path)
        for record in records.values():
            record.close()
        return records

    def add(self, path: Path) -> None:
        """Reads a journal too."""
        ends, pages, issues, is_kept = len(self.ends), len(self.pages), len(self.issues), False
        for entry, start, length in entries_with_places(path):
            match entry:
                case Read():
                    self._put(entry, path, start, length)
                case Issue():
                    self.issues.append(entry)
                case Begin():
                    self.begins.append(entry)
                    is_kept = entry.crawl == KEPT
                case End():
                    self.ends.append(entry)
                case Damage(line, is_tail=False):
                    self.damages.append(f"{path.name} is damaged in line {line}.")
                case Damage():
                    pass  # what its writer was writing when it was killed: the missing End tells
        if len(self.ends) == ends:
            self.unfinished.append(path.name)
        if not is_kept:
            self.anew.extend(range(pages, len(self.pages)))
            self.told_anew += self.issues[issues:]

    def close(self) -> None:
        """Forgets what only further journals would need, and closes the files."""
        self._places.clear()
        self.pages.lines.close()

    def _put(self, page: Read, path: Path, start: int, length: int) -> None:
        """A page that was read. What the frontier knows counts once, though a worker that was killed read it too."""
        place = self._places.get(page.page)
        if place is None:
            if page.page:
                self._places[page.page] = len(self.pages)
            self.pages.lines.add(path, start, length)
        else:
            for issue in self.pages[place].issues:
                self.issues.remove(issue)
            self.pages.lines.put(place, path, start, length)
        self.issues += page.issues

    @property
    def sources(self) -> tuple[str, ...]:
        """What was asked for, without the passwords in it."""
        return tuple(source for begin in self.begins for source in begin.sources)

    @property
    def settings(self) -> dict[str, bool | int | float | str | None]:
        return {name: value for begin in self.begins for name, value in begin.settings.items()}

    @property
    def resumed(self) -> tuple[str, ...]:
        """The runs from whose journals this one went on."""
        return tuple(sorted({run for begin in self.begins for run in begin.resumes}))

    def count(self, name: str) -> int:
        """What all journals together counted."""
        return sum(end.counts.get(name, 0) for end in self.ends)


def _in_order(journals: Path) -> list[Path]:
    """What others read comes last: of a page that both tell of, it is what counts."""
    return sorted(journals.glob("*.journal"), key=lambda path: (path.stem == GATHERED, path.name))


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
