"""Going on from unfinished runs: what they read is not read again.

Reading is a pure function of a page. So a reading of an earlier run is taken over for a page that is the same, byte for
byte and by the same way, when the same version of the program read it with the same settings. Everything else is done
as if there had been no earlier run, so a run that goes on comes to the same release as one that was never broken off.
Which pages of sites are done the frontier knows.
"""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import msgspec

from aggregator.history import unfinished
from aggregator.journal import KEPT, Begin, Damage, Read, entries_with_places, read_at
from aggregator.manifest import last_release, read_manifest

_Place = tuple[Path, int]


@dataclass(slots=True)
class Earlier:
    """What unfinished runs read."""

    runs: list[str] = field(default_factory=list)
    """The runs that are gone on from."""
    said: list[str] = field(default_factory=list)
    """Which runs are gone on from, and which are not and why: sentences."""
    _readings: dict[bytes, _Place] = field(default_factory=dict)

    @classmethod
    def of(cls, into: Path, *, layouts: bool, program: str) -> Self:
        """What lies in a folder from runs since its last release."""
        last = last_release(into)
        earlier = cls()
        for folder in unfinished(into, last.run if last else None):
            earlier._add(folder, layouts=layouts, program=program)
        return earlier

    def reading(self, content: str, given_url: str | None, saved_as: str | None) -> Read | None:
        """The earlier reading of a page with this content, that came in this way."""
        place = self._readings.get(_key(content, given_url, saved_as))
        entry = read_at(*place) if place else None
        return entry if isinstance(entry, Read) else None

    def _add(self, folder: Path, *, layouts: bool, program: str) -> None:
        manifest = read_manifest(folder)
        known = len(self._readings)
        for path in sorted((folder / "journal").glob("*.journal")):
            if why_not := self._add_journal(path, layouts=layouts, program=program):
                self.said.append(f"Run {manifest.run} was not finished; {path.name} of it is not used: {why_not}.")
        found = len(self._readings) - known
        if found:
            self.runs.append(manifest.run)
            self.said.append(f"Goes on from run {manifest.run}, which was not finished: {found} readings of it.")

    def _add_journal(self, path: Path, *, layouts: bool, program: str) -> str | None:
        """Takes over what a journal holds. Why not, where its readings may differ from ours."""
        for entry, offset, _ in entries_with_places(path):
            match entry:
                case Begin() if entry.crawl == KEPT:
                    return None  # the frontier has it
                case Begin() if entry.program != program:
                    return f"version {entry.program or 'unknown'} read it, this is {program}"
                case Begin() if entry.settings.get("layouts", layouts) != layouts:
                    return "it read with other settings"
                case Read() if entry.content:
                    key = _key(entry.content, entry.given_url, entry.review.saved_as)
                    self._readings.setdefault(key, (path, offset))
                case Damage(line, is_tail=False):
                    self.said.append(f"{path}, line {line} is damaged and is not used.")
        return None


def _key(content: str, given_url: str | None, saved_as: str | None) -> bytes:
    return hashlib.blake2b(msgspec.json.encode((content, given_url, saved_as)), digest_size=16).digest()
