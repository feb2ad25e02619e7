"""Archives: pages out of .zip, .wacz, .warc, .warc.gz and .mhtml, one at a time; nothing is written anywhere.

What an archive calls its pages is only ever a name, never a path. An archive that is damaged gives the pages before the
damage, and is named; one that claims to hold more than fits into it is not opened.
"""

import gzip
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import IO, TypeAlias

from w3lib.encoding import http_content_type_encoding
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

from aggregator.unpacking import MAX_PACKINGS, BombError, TornError, packings_of, unpack

MHTML_PAGES = 4
"""How many times a page's size its .mhtml file may have: pictures lie in it, packed for mail."""
LONGEST_LINE = 32 * 1024 * 1024
"""Bytes of a WARC without a line's end: pictures and films have shorter ones by chance alone."""
_END_OF_RECORD = b"\r\n\r\n"
_PAGE_TYPES = ("text/html", "application/xhtml", "application/json")
_DAMAGED = (ArchiveLoadFailed, zlib.error, EOFError, ValueError, KeyError, AttributeError, OSError)
"""What warcio raises where a file is no archive, or is one no longer."""


class NotRead(Exception):  # noqa: N818 - an answer, not a defect
    """Why a file cannot be read: a sentence's second half ("is larger than …")."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page in an archive."""

    name: str
    """What the archive calls it; a WARC, which only numbers them, gives it no name."""
    content: bytes
    url: str | None = None
    encoding: str | None = None
    beside: bytes | None = None
    """The meta.json beside it."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Something in an archive that cannot be read, and why."""

    name: str
    why: str


Entry: TypeAlias = Kept | Lost | None
"""None: what is no page."""
Reader: TypeAlias = Callable[[IO[bytes], int, Callable[[str, bytes], bool]], Iterator[Entry]]
"""Reads an open archive: pages up to a size, of those entries whose names and first bytes are a page's."""


def archive_reader(name: str) -> Reader | None:
    """What reads a file, by its name; None where it is no archive.

    >>> archive_reader("crawl.WARC.gz") is read_warc, archive_reader("page.html.gz") is None
    (True, True)
    """
    return next((reader for suffix, reader in _READERS.items() if name.lower().endswith(suffix)), None)


def read_zip(file: IO[bytes], limit: int, is_page: Callable[[str, bytes], bool]) -> Iterator[Entry]:
    """The pages of a .zip, and of the WARCs in a .wacz. NotRead where it is none, or its entries overlap."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise NotRead(f"is no whole .zip file ({error})") from error
    entries = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
    size = file.seek(0, 2)
    if sum(entry.compress_size for entry in archive.infolist()) > size:
        raise NotRead("holds entries that overlap, as bombs do")
    for name in sorted(entries):
        if stat.S_IFMT(entries[name].external_attr >> 16) not in {0, stat.S_IFREG}:
            yield Lost(contained(name), "is no regular file")
        elif (reader := archive_reader(name)) is not None:
            yield from _read_within(archive, entries[name], reader, limit, is_page)
        else:
            yield _read_entry(archive, entries, name, limit, is_page)


def read_warc(file: IO[bytes], limit: int, is_page: Callable[[str, bytes], bool]) -> Iterator[Entry]:  # noqa: ARG001
    """The pages that a crawler recorded, with the URLs and headers that they came with."""
    is_packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    watched = _Watched(gzip.GzipFile(fileobj=file) if is_packed else file)
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(watched), start=1):
            if record.rec_type in {"response", "resource"}:
                yield _recorded(record, str(number), limit)
    except _DAMAGED as error:
        yield Lost("", f"is damaged after {number} records ({type(error).__name__}: {str(error)[:100]})")
    else:
        if watched.end != _END_OF_RECORD:
            yield Lost("", f"is cut off after {number} records")


def read_mhtml(file: IO[bytes], limit: int, is_page: Callable[[str, bytes], bool]) -> Iterator[Entry]:  # noqa: ARG001
    """The page that a browser saved, with its URL."""
    content = file.read(limit * MHTML_PAGES + 1)
    if len(content) > limit * MHTML_PAGES:
        raise NotRead(f"is larger than {limit * MHTML_PAGES} bytes")
    try:
        message = message_from_bytes(content)
        page = next((part for part in message.walk() if part.get_content_type() in _PAGE_TYPES), None)
        body = page.get_payload(decode=True) if page is not None else None
    except (RecursionError, ValueError, LookupError) as error:
        raise NotRead(f"is no .mhtml file that can be read ({type(error).__name__})") from error
    if page is None or not isinstance(body, bytes):
        raise NotRead("holds no page")
    yield Kept("", body, _address(message, page), page.get_content_charset())


def contained(name: str) -> str:
    r"""What an archive calls an entry, so that it leads nowhere where somebody takes it for a path.

    >>> contained("../../etc/./x.html"), contained("C:\\a\\b.html")
    ('etc/x.html', 'C:/a/b.html')
    """
    parts = PurePosixPath(name.replace("\\", "/").replace("\0", "")).parts
    return "/".join(part for part in parts if part.strip("/") not in {"", ".", ".."}) or "nameless"


def _read_entry(
    archive: zipfile.ZipFile,
    entries: Mapping[str, zipfile.ZipInfo],
    name: str,
    limit: int,
    is_page: Callable[[str, bytes], bool],
) -> Entry:
    beside = PurePosixPath(name).with_name("meta.json").as_posix()
    is_described = PurePosixPath(name).name.partition(".")[0] == "page" and beside in entries
    try:
        with archive.open(entries[name]) as content:
            first = content.read(1024)
            if not is_page(name, first):
                return None
            whole = first + content.read(limit + 1 - len(first))
        meta = archive.open(entries[beside]).read(limit) if is_described else None
    except _UNREADABLE as error:
        return Lost(contained(name), f"cannot be unpacked ({type(error).__name__}: {str(error)[:100]})")
    if len(whole) > limit:
        return Lost(contained(name), f"is larger than {limit} bytes")
    return Kept(contained(name), whole, beside=meta)


def _read_within(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, reader: Reader, limit: int, is_page: Callable[[str, bytes], bool]
) -> Iterator[Entry]:
    """The pages of an archive in an archive: of WARCs and saved pages, but no deeper."""
    name = contained(entry.filename)
    if reader is read_zip:
        yield Lost(name, "is an archive in an archive")
        return
    try:
        with archive.open(entry) as inner:
            for found in reader(inner, limit, is_page):
                match found:
                    case Kept():
                        own = f"{name}/{found.name}" if found.name else name
                        yield Kept(own, found.content, found.url, found.encoding)
                    case Lost():
                        yield Lost(f"{name}/{found.name}" if found.name else name, found.why)
                    case None:
                        yield None
    except NotRead as reason:
        yield Lost(name, str(reason))
    except _UNREADABLE as error:
        yield Lost(name, f"cannot be unpacked ({type(error).__name__}: {str(error)[:100]})")


class _Watched:
    """A stream that remembers how it ended, and ends where a line does not: warcio reads a line whole."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile) -> None:
        self.stream = stream
        self.end = b""
        self.position = 0
        self.line = 0

    def read(self, size: int = -1) -> bytes:
        part = self.stream.read(size)
        self.end = (self.end + part)[-len(_END_OF_RECORD) :]
        self.position += len(part)
        newline = part.rfind(b"\n")
        self.line = self.line + len(part) if newline < 0 else len(part) - newline
        if self.line > LONGEST_LINE:
            raise ValueError("a line does not end")
        return part

    def tell(self) -> int:
        return self.position


def _recorded(record: ArchiveIterator, name: str, limit: int) -> Entry:
    """What one record of a WARC holds."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    headers = record.http_headers
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    if not url.startswith(("http://", "https://")) or (headers is not None and headers.get_statuscode() != "200"):
        return None
    if kind and not kind.lower().strip().startswith(_PAGE_TYPES):
        return None
    if record.rec_headers.get_header("WARC-Truncated"):
        return Lost(name, "was cut off when it was recorded")
    try:
        return Kept(name, _content(record, limit), url, http_content_type_encoding(kind))
    except NotRead as reason:
        return Lost(name, str(reason))


def _content(record: ArchiveIterator, limit: int) -> bytes:
    """What a site answered, unpacked. NotRead when that is too much, or not whole."""
    headers = record.http_headers
    packings = packings_of(headers.get_header("Content-Encoding") or "") if headers is not None else ()
    if packings:
        headers.remove_header("Content-Encoding")  # warcio would unpack it, however much that is
    stream = record.content_stream()
    parts: list[bytes] = []
    while sum(map(len, parts)) <= limit and (part := stream.read(65536)):
        parts.append(part)
    content = b"".join(parts)
    try:
        for packing in packings[:MAX_PACKINGS]:
            content = unpack(content, packing, limit)
    except BombError as error:
        raise NotRead(f"is larger than {limit} bytes") from error
    except TornError as error:
        if content.lstrip()[:1] not in {b"<", b"{"}:  # else its recorder unpacked it, and left the header as it was
            raise NotRead(f"cannot be unpacked ({error})") from error
    if len(content) > limit:
        raise NotRead(f"is larger than {limit} bytes")
    if getattr(record.raw_stream, "limit", 0):
        raise NotRead("is cut off")
    return content


def _address(message: Message, page: Message) -> str | None:
    for place in (message.get("Snapshot-Content-Location"), page.get("Content-Location")):
        if place and str(place).strip().startswith(("http://", "https://")):
            return str(place).strip()
    return None


_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OSError,
    ValueError,
)
"""What zipfile raises where an entry is damaged, locked with a password, or packed in a way that it does not know."""
_READERS: dict[str, Reader] = {
    ".zip": read_zip,
    ".wacz": read_zip,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
}
