"""Answers: what sites answer is kept while a run goes on, packed, and found again by the request, whole or not at all.

A folder holds a file for each process that wrote. A record is `<key, 20 bytes> <length, 4> <crc32, 4> <packed answer>`,
appended with one write: a file an answer would cost as much again as fetching one from a near site.
"""

import os
import struct
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import msgspec

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_HEAD = struct.Struct("<20sII")
_LEVEL = 1


class Answer(msgspec.Struct):
    """What a site answered."""

    url: str
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes


_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Answer)


class AnswerFile:
    """Keeps answers, each under a key of 20 bytes. OSError when the disk does not take them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        path = folder / f"{os.getpid()}.answers"
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)

    def keep(self, key: bytes, answer: Answer) -> None:
        """Appends an answer. After an error the file takes no more: what follows could not be found."""
        packed = zstd.compress(_ENCODER.encode(answer), _LEVEL)
        record = memoryview(_HEAD.pack(key, len(packed), zlib.crc32(packed)) + packed)
        while record:
            record = record[os.write(self._descriptor, record) :]

    def close(self) -> None:
        """Closes the file."""
        os.close(self._descriptor)


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """The answers in a folder."""

    _places: dict[bytes, tuple[Path, int, int, int]] = field(default_factory=dict)
    """Key to file, offset, length and checksum."""

    def __len__(self) -> int:
        return len(self._places)

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Finds where they lie and reads none. What a killed process wrote last may be torn: that is left out."""
        kept = cls()
        for path in sorted(folder.glob("*.answers")):
            kept._find(path)
        return kept

    def answer(self, key: bytes) -> Answer | None:
        """The answer under a key, None when there is none or it is damaged."""
        if key not in self._places:
            return None
        path, offset, length, checksum = self._places[key]
        try:
            with path.open("rb") as file:
                file.seek(offset)
                packed = file.read(length)
            return _DECODER.decode(zstd.decompress(packed)) if zlib.crc32(packed) == checksum else None
        except (OSError, zstd.ZstdError, msgspec.DecodeError):
            return None

    def _find(self, path: Path) -> None:
        size = path.stat().st_size
        with path.open("rb") as file:
            while len(head := file.read(_HEAD.size)) == _HEAD.size:
                key, length, checksum = _HEAD.unpack(head)
                offset = file.tell()
                if offset + length > size:
                    return
                self._places[key] = path, offset, length, checksum
                file.seek(length, os.SEEK_CUR)
