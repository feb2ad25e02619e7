"""Unpacking: answers come packed (gzip, deflate, br, zstd), perhaps torn, perhaps a few bytes that unpack to millions.

Scrapy hands on what it can unpack of a torn answer. Half a page reads like a whole one, so here it is asked for again.
"""

import sys
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest, ResponseDataLossError
from scrapy.http import Response

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_PACKINGS = 4
"""How often an answer may be packed: once, by the book; twice, by servers behind servers."""


class TornError(ValueError):
    """The packed bytes end too early, or are damaged."""


class TooLarge(IgnoreRequest):
    """Why an answer was not read."""


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """The bytes that were packed. TornError when they are not whole, TooLarge when they are more than the limit.

    >>> unpack(zlib.compress(b"a page"), "deflate", 100)
    b'a page'
    """
    if not body:
        return body
    try:
        return _UNPACKERS[encoding](body, limit)
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise TornError(f"{encoding}: {error}") from error


class WholeAnswersMiddleware(HttpCompressionMiddleware):
    """Scrapy's, with torn answers asked for again, and in the end refused."""

    def __init__(self, *, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self.crawler = crawler

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # without the argument that is deprecated
        packings = b",".join(response.headers.getlist(b"Content-Encoding")).count(b",") + 1
        if packings > MAX_PACKINGS:
            raise TooLarge(f"it is packed {packings} times")
        try:
            return super().process_response(request, response)
        except TornError as error:
            assert self.crawler.spider is not None
            again = get_retry_request(request, spider=self.crawler.spider, reason="torn answer")
            if again is None:
                raise ResponseDataLossError(f"the answer is torn ({error})") from error
            return again

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        return unpack(body, encoding.decode("ascii").removeprefix("x-"), max_size or sys.maxsize)


def _gunzip(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while body:
        unpacker = zlib.decompressobj(wbits=31)
        parts.append(unpacker.decompress(body, limit - size + 1))
        size += len(parts[-1])
        if size > limit:
            raise _too_large(limit)
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
        raise _too_large(limit)
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
            raise _too_large(limit)
    return b"".join(parts)


def _unzstd(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while body:
        unpacker = zstd.ZstdDecompressor()
        parts.append(unpacker.decompress(body, limit - size + 1))
        size += len(parts[-1])
        if size > limit:
            raise _too_large(limit)
        if not unpacker.eof:
            raise TornError("zstd: its end is missing")
        body = unpacker.unused_data
    return b"".join(parts)


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"it unpacks to more than {limit} bytes")


_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
