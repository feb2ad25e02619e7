"""Packing: readings and issues as they lie in the tables, compressed JSON."""

import zlib
from typing import TypeVar

import msgspec

from aggregator.journal import Read
from aggregator.model import Issue

T = TypeVar("T")


def pack(value: object) -> bytes:
    """A value as it is stored."""
    return zlib.compress(msgspec.json.encode(value), 1)


def reading_of(packed: bytes | None) -> Read | None:
    """The reading of a page, if there is one."""
    return _unpack(packed, Read) if packed else None


def issues_of(packed: bytes | None) -> tuple[Issue, ...]:
    """The issues of a page."""
    return _unpack(packed, tuple[Issue, ...]) if packed else ()


def _unpack(packed: bytes, kind: type[T]) -> T:
    return msgspec.json.decode(zlib.decompress(packed), type=kind)
