"""Saved pages: which files of a folder are pages, and how to open them without hanging on what only looks like one.

Archives (.zip, .wacz, .warc, .warc.gz, .mhtml) are read like folders: `pages.zip/a.html`, and by number `crawl.warc/7`.

Folders are walked in sorted order and one at a time, so ten million files cost no more memory than one folder's names.
A `meta.json` beside a file called `page.*` tells that page's URL (and encoding); other pages tell their URL themselves.
"""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from aggregator.archives import Kept, Lost, NotRead, archive_reader
from aggregator.exits import Exit, Refusal
from aggregator.model import Issue, IssueCode
from aggregator.page import Page
from aggregator.unpacking import BombError, TornError, unpack

MAX_BYTES = 16 * 1024 * 1024
"""A page's size, unpacked. Parsed, a page of small tags takes thirty times as much memory."""
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".json"})
"""Files that are pages by their name. A .json file is one only when a layout claims it, which reading it tells."""
NEVER_PAGES = frozenset({"meta.json", "expected.json", "error.json"})
"""What lies beside a page and tells about it."""
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,200}<(?:!doctype html|html)\b", re.IGNORECASE)
_GZIP = b"\x1f\x8b"


class Meta(msgspec.Struct):
    """What a meta.json tells of the page beside it."""

    url: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file that may be a page, or an archive of some."""

    path: Path
    is_named: bool = False
    """Whether it was asked for by its own name: then it is read whatever it looks like."""


@dataclass(slots=True)
class SavedPages:
    """The pages among some files and folders: iterate over it.

    Yields a Page for each, and an Issue for what looks like a page and cannot be read. `passed_over` counts the others.
    `saved_as` is relative to the one folder that was given, or to the deepest folder that holds all that was given.
    """

    sources: Sequence[Path]
    passed_over: int = 0

    def __iter__(self) -> Iterator[Page | Issue]:
        base = self.base()
        for found in self.files():
            for page in [found] if isinstance(found, Issue) else pages_in(found, base):
                if page is None:
                    self.passed_over += 1
                else:
                    yield page

    def base(self) -> Path:
        """The folder to which `saved_as` is relative."""
        paths = [_existing(source) for source in self.sources]
        return Path(os.path.commonpath([path if path.is_dir() else path.parent for path in paths]))

    def files(self) -> Iterator[SavedFile | Issue]:
        """The files, unread, and an Issue for what cannot be listed or is not followed. Other links are passed over."""
        base = self.base()
        for path in sorted({_existing(source) for source in self.sources}):
            if path.is_dir():
                yield from self._walk(path, base)
            else:
                yield SavedFile(path, is_named=True)

    def count(self) -> int | None:
        """About how many pages there are, by their names alone: for a progress bar. None where archives are read."""
        pages = 0
        for source in self.sources:
            names = (name for _, _, files in os.walk(source) for name in files) if source.is_dir() else [source.name]
            for name in names:
                if archive_reader(name) is not None:
                    return None
                pages += not source.is_dir() or (page_suffix(Path(name)) in PAGE_SUFFIXES and name not in NEVER_PAGES)
        return pages

    def _walk(self, root: Path, base: Path) -> Iterator[SavedFile | Issue]:
        folders = [_listing(root)]
        while folders:
            path = next(folders[-1], None)
            if path is None:
                folders.pop()
            elif isinstance(path, Unlisted):
                yield _skipped(path.folder, base, path.reason)
            elif path.is_symlink():
                yield from self._not_followed(path, root, base)
            elif path.is_dir():
                folders.append(_listing(path))
            else:
                yield SavedFile(path)

    def _not_followed(self, link: Path, root: Path, base: Path) -> Iterator[Issue]:
        """What a link names inside the folder is read under its own name; what lies outside is not read."""
        if Path(os.path.realpath(link)).is_relative_to(root):
            self.passed_over += 1
        else:
            yield _skipped(link, base, "is a link that leads out of the folder")


def pages_in(file: SavedFile, base: Path) -> Iterator[Page | Issue | None]:
    """What a file holds: pages, an Issue for each that cannot be read, None for whatever is no page."""
    if archive_reader(file.path.name) is not None:
        yield from unpacked(file.path, base)
    elif file.is_named or is_page(file.path):
        yield open_saved(file.path, base)
    else:
        yield None


def is_page(path: Path) -> bool:
    """Whether a file's name, or failing that its first bytes, are a page's. What lies beside a page is none."""
    if page_suffix(path) in PAGE_SUFFIXES:
        return path.name not in NEVER_PAGES
    try:
        return looks_like_page(path.name, _read(path, 1024))
    except (OSError, NotRead):
        return False


def looks_like_page(name: str, first_bytes: bytes) -> bool:
    """The same of what has no path: an entry of an archive."""
    path = Path(name)
    if page_suffix(path) in PAGE_SUFFIXES:
        return path.name not in NEVER_PAGES
    return _MARKUP.match(first_bytes) is not None


def page_suffix(path: Path) -> str:
    """The suffix that tells what a file is: `.html` for `a.html` and `a.HTML.gz`."""
    return (Path(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()


def open_saved(path: Path, base: Path | None = None, *, url: str | None = None) -> Page | Issue:
    """The page in a file, or an Issue that says why there is none. `url` overrides what lies beside the file."""
    base = path.parent if base is None else base
    if archive_reader(path.name) is not None:
        found = next((one for one in unpacked(path, base) if one is not None), None)
        if isinstance(found, Page) and url:
            found.given_url = url
        return found or _skipped(path, base, "holds no page")
    try:
        content, meta = content_of(path), _meta_beside(path)
    except OSError as error:
        return _skipped(path, base, f"cannot be opened ({error.strerror})")
    except NotRead as reason:
        return _skipped(path, base, str(reason))
    return Page(url or meta.url, content, encoding=meta.encoding, saved_as=relative_name(path, base))


def unpacked(path: Path, base: Path) -> Iterator[Page | Issue | None]:
    """What an archive holds: pages, an Issue for each that cannot be read, None for whatever else lies in it."""
    reader = archive_reader(path.name)
    assert reader is not None
    try:
        with _opened(path) as file:
            for entry in reader(file, MAX_BYTES, looks_like_page):
                yield _page_of(entry, relative_name(path, base))
    except OSError as error:
        yield _skipped(path, base, f"cannot be opened ({error.strerror})")
    except NotRead as reason:
        yield _skipped(path, base, str(reason))


def _page_of(entry: Kept | Lost | None, archive: str) -> Page | Issue | None:
    if entry is None:
        return None
    name = "/".join(filter(None, (archive, entry.name.encode("utf-8", "backslashreplace").decode())))
    if isinstance(entry, Lost):
        return _unread(name, entry.why)
    try:
        meta = Meta() if entry.beside is None else _meta(entry.beside)
        content = _fitting(entry.content)
    except NotRead as reason:
        return _unread(name, str(reason))
    return Page(entry.url or meta.url, content, encoding=entry.encoding or meta.encoding, saved_as=name)


def content_of(path: Path) -> bytes:
    """The bytes of a page, unpacked. NotRead when they are too many or no file's, OSError when they cannot be read."""
    return _fitting(_read(path, MAX_BYTES + 1))


def relative_name(path: Path, base: Path) -> str:
    r"""The path below the base with `/`; bytes that are no UTF-8 are written `\xff`.

    >>> relative_name(Path("/pages/site/a.html"), Path("/pages"))
    'site/a.html'
    """
    return os.fsencode(path.relative_to(base).as_posix()).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A folder whose names could not be read."""

    folder: Path
    reason: str


def _listing(folder: Path) -> Iterator[Path | Unlisted]:
    """What lies in a folder, in an order that does not depend on the file system."""
    try:
        names = sorted(os.listdir(os.fsencode(folder)))  # noqa: PTH208 - as bytes, which sort the same in every locale
    except OSError as error:
        return iter([Unlisted(folder, f"cannot be listed ({error.strerror})")])
    return (folder / os.fsdecode(name) for name in names)


def _existing(source: Path) -> Path:
    try:
        return source.resolve(strict=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        raise Refusal(
            Exit.USAGE, f"There is no file or folder {source}: name a saved page, a folder of them, or an http(s) URL."
        ) from error


def _read(path: Path, limit: int) -> bytes:
    """The first bytes of a regular file."""
    with _opened(path) as file:
        return file.read(limit)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """A regular file. Whatever it was when it was listed: a FIFO or a device is not waited for."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotRead("is no regular file")
        yield file


def _fitting(content: bytes) -> bytes:
    """The page that was packed, perhaps. NotRead when it is too large or torn."""
    try:
        content = unpack(content, "gzip", MAX_BYTES) if content.startswith(_GZIP) else content
    except BombError as error:
        raise NotRead(f"is larger than {MAX_BYTES} bytes") from error
    except TornError as error:
        raise NotRead(f"is no whole gzip file ({error})") from error
    if len(content) > MAX_BYTES:
        raise NotRead(f"is larger than {MAX_BYTES} bytes")
    return content


def _meta_beside(path: Path) -> Meta:
    meta = path.with_name("meta.json")
    if path.name.partition(".")[0] != "page" or not meta.exists():
        return Meta()
    return _meta(_read(meta, MAX_BYTES))


def _meta(content: bytes) -> Meta:
    try:
        told = msgspec.json.decode(content, type=Meta)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotRead(f'stands beside a meta.json that is not like {{"url": "https://…"}} ({error})') from error
    if told.url is not None and not told.url.startswith(("http://", "https://")):
        raise NotRead("stands beside a meta.json whose url is no http(s) URL")
    return told


def _skipped(path: Path, base: Path, why: str) -> Issue:
    return _unread(relative_name(path, base), why)


def _unread(name: str, why: str) -> Issue:
    return Issue(code=IssueCode.SKIPPED, message=f"{name} {why}: it was not read.", saved_as=name)
