"""Unpacking: the packings of HTTP (gzip, deflate, br, zstd), up to a limit, and whole or not at all."""

import sys
import zlib
from collections.abc import Callable, Sequence

import brotli  # type: ignore[import-untyped]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_PACKINGS = 4
"""How often a page may be packed: once, by the book; twice, by servers behind servers."""


class TornError(ValueError):
    """The packed bytes end too early, are damaged, or are packed in a way that nobody knows."""


class BombError(ValueError):
    """They unpack to more than the limit."""


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """The bytes that were packed. TornError when they are not whole, BombError when they are more than the limit.

    >>> unpack(zlib.compress(b"a page"), "deflate", 100)
    b'a page'
    """
    if not body:
        return body
    try:
        return _UNPACKERS[encoding](body, limit)
    except KeyError as error:
        raise TornError(f"{encoding!r} is no packing that is known") from error
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise TornError(f"{encoding}: {error}") from error


def packings_of(header: str) -> Sequence[str]:
    """What a Content-Encoding names, in the order in which it is undone.

    >>> packings_of("gzip, x-gzip, Identity"), packings_of("")
    (['gzip', 'gzip'], [])
    """
    named = [name.strip().lower().removeprefix("x-") for name in header.split(",")]
    return [name for name in reversed(named) if name not in {"", "identity"}]


def _gunzip(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while body:
        unpacker = zlib.decompressobj(wbits=31)
        parts.append(unpacker.decompress(body, limit - size + 1))
        size += len(parts[-1])
        if size > limit:
            raise _bomb(limit)
        if not unpacker.eof:
            raise TornError("gzip: its end is missing")
        body = unpacker.unused_data.lstrip(b"\0")
        if not body.startswith(b"\x1f\x8b"):  # whatever some servers add behind it
            break
    return b"".join(parts)


def _inflate(body: bytes, limit: int) -> bytes:
    """By the book with a head and a checksum, by some servers without."""
    try:
        return _whole(zlib.decompressobj(), body, limit)
    except zlib.error:
        return _whole(zlib.decompressobj(wbits=-15), body, limit)


def _whole(unpacker: "zlib._Decompress", body: bytes, limit: int) -> bytes:
    unpacked = unpacker.decompress(body, limit + 1)
    if len(unpacked) > limit:
        raise _bomb(limit)
    if not unpacker.eof:
        raise TornError("deflate: its end is missing")
    return unpacked


def _unbrotli(body: bytes, limit: int) -> bytes:
    unpacker = brotli.Decompressor()
    parts = [unpacker.process(body, output_buffer_limit=65536)]
    size = len(parts[0])
    while not unpacker.is_finished():
        part = unpacker.process(b"", output_buffer_limit=65536)
        if not part and unpacker.can_accept_more_data():
            raise TornError("br: its end is missing")
        parts.append(part)
        size += len(part)
        if size > limit:
            raise _bomb(limit)
    return b"".join(parts)


def _unzstd(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while body:
        unpacker = zstd.ZstdDecompressor()
        parts.append(unpacker.decompress(body, limit - size + 1))
        size += len(parts[-1])
        if size > limit:
            raise _bomb(limit)
        if not unpacker.eof:
            raise TornError("zstd: its end is missing")
        body = unpacker.unused_data
    return b"".join(parts)


def _bomb(limit: int) -> BombError:
    return BombError(f"it unpacks to more than {limit} bytes")


_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
