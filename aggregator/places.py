"""Places: files of this machine and of object storage, named alike; what is written appears whole or not at all.

A place is a path, or a URL that fsspec knows (`s3://bucket/name`). Credentials and endpoints come from where the
storage's own library looks for them: for S3 the variables `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
`AWS_ENDPOINT_URL` and the files of `~/.aws`.
"""

import glob
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import fsspec
from fsspec.core import url_to_fs

from aggregator.disk import sync_folder
from aggregator.exits import Exit, Refusal

EXTRAS = {"s3": "s3", "s3a": "s3"}
"""Schemes whose library is an extra of this package."""
_FILE = "file://"


@dataclass(frozen=True, slots=True, order=True)
class Stored:
    """A file at a place."""

    place: str
    bytes: int
    stamp: str
    """Changes with the content: a time, or the storage's own mark."""


def is_remote(place: str) -> bool:
    """Whether a place is not of this machine's file system.

    >>> is_remote("s3://bucket/pages"), is_remote("pages"), is_remote("file:///pages")
    (True, False, False)
    """
    return "://" in place and not place.startswith(_FILE)


def local_path(place: str) -> Path:
    """The path of a place on this machine."""
    return Path(place.removeprefix(_FILE))


def beside(place: str, *names: str) -> str:
    """A place within a folder.

    >>> beside("s3://bucket/out/", "reviews", "part-00000.jsonl")
    's3://bucket/out/reviews/part-00000.jsonl'
    """
    return "/".join((place.rstrip("/"), *names)) if is_remote(place) else str(local_path(place).joinpath(*names))


def name_of(place: str) -> str:
    """The last part of a place's name."""
    return PurePosixPath(place).name


def find(place: str) -> list[Stored]:
    """The files at a place, sorted: itself, those in a folder at any depth, or those that a pattern names.

    Refusal when nothing lies there or it cannot be reached.
    """
    with reaching(place):
        found = _find_remote(place) if is_remote(place) else _find_local(place)
    if not found:
        raise Refusal(Exit.USAGE, f"There is nothing at {place}: name a file, a folder, or a pattern like {place}/*.")
    return sorted(found)


def stored(place: str) -> Stored | None:
    """The file at a place, None where there is none."""
    with reaching(place):
        try:
            if is_remote(place):
                files, path = _filesystem(place)
                return _of_listing(files, files.info(path))
            return _of_path(local_path(place)) if local_path(place).is_file() else None
        except (FileNotFoundError, NotADirectoryError):
            return None


def is_folder(place: str) -> bool:
    """Whether a place is a folder, or a prefix of object storage that holds something."""
    if not is_remote(place):
        return local_path(place).is_dir()
    with reaching(place):
        files, path = _filesystem(place)
        return bool(files.isdir(path))


def content_of(place: str) -> bytes | None:
    """The bytes of a small file, None where there is none."""
    with reaching(place):
        try:
            if is_remote(place):
                files, path = _filesystem(place)
                return bytes(files.cat_file(path))
            return local_path(place).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None


@contextmanager
def fetched(place: str) -> Iterator[Path]:
    """A file's path on this machine: its own, or that of a copy that is gone afterwards."""
    if not is_remote(place):
        yield local_path(place)
        return
    with tempfile.TemporaryDirectory(prefix="aggregator-") as folder:
        copy = Path(folder) / name_of(place)
        fetch(place, copy)
        yield copy


def fetch(place: str, copy: Path) -> None:
    """Copies a file of object storage."""
    with reaching(place):
        files, path = _filesystem(place)
        copy.parent.mkdir(parents=True, exist_ok=True)
        files.get_file(path, str(copy))


@contextmanager
def written(place: str) -> Iterator[Path]:
    """A path to write to; what was written stands at the place when the block ends, and nothing does when it fails."""
    if is_remote(place):
        with tempfile.TemporaryDirectory(prefix="aggregator-") as folder:
            new = Path(folder) / name_of(place)
            yield new
            with reaching(place, writing=True):
                files, path = _filesystem(place)
                files.put_file(str(new), path)
        return
    target = local_path(place)
    with reaching(place, writing=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            yield new
            with new.open("rb") as file:
                os.fsync(file.fileno())
            new.replace(target)
            sync_folder(target.parent)
        finally:
            new.unlink(missing_ok=True)


def remove(place: str) -> None:
    """Removes a file; none there is as good."""
    with reaching(place, writing=True):
        try:
            if is_remote(place):
                files, path = _filesystem(place)
                files.rm_file(path)
            else:
                local_path(place).unlink()
                sync_folder(local_path(place).parent)
        except (FileNotFoundError, NotADirectoryError):
            pass


@contextmanager
def reaching(place: str, *, writing: bool = False) -> Iterator[None]:
    """Turns what storage complains of into a Refusal that names the place."""
    try:
        yield
    except ImportError as error:
        extra = EXTRAS.get(place.partition("://")[0])
        how = f"pip install 'anime-review-aggregator[{extra}]'" if extra else "install the library that it names"
        raise Refusal(Exit.USAGE, f"{place} needs a library that is missing ({error}): {how}.") from error
    except _complaints() as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        code, deed = (Exit.UNWRITABLE, "written") if writing else (Exit.USAGE, "read")
        raise Refusal(code, f"{place} cannot be {deed}: {said}.") from error


def _complaints() -> tuple[type[Exception], ...]:
    """What storages raise; the library of one has errors of its own, where it is loaded."""
    errors = getattr(sys.modules.get("botocore.exceptions"), "BotoCoreError", None)
    return (OSError, errors) if isinstance(errors, type) and issubclass(errors, Exception) else (OSError,)


def _filesystem(place: str) -> tuple[fsspec.AbstractFileSystem, str]:
    options = {"use_listings_cache": False} if place.startswith(("s3:", "s3a:")) else {}
    try:
        files, path = url_to_fs(place, **options)
    except ValueError as error:
        raise Refusal(Exit.USAGE, f"{place} is no place that can be reached: {error}.") from error
    return files, str(path)


def _find_remote(place: str) -> list[Stored]:
    files, path = _filesystem(place)
    paths = files.glob(path, detail=True).values() if _is_pattern(path) else files.find(path, detail=True).values()
    return [_of_listing(files, told) for told in paths if told["type"] == "file"]


def _of_listing(files: fsspec.AbstractFileSystem, told: dict[str, object]) -> Stored:
    stamp = next((str(told[name]) for name in ("ETag", "etag", "md5Hash", "mtime", "LastModified") if name in told), "")
    size = told["size"]
    return Stored(str(files.unstrip_protocol(told["name"])), size if isinstance(size, int) else 0, stamp)


def _find_local(place: str) -> list[Stored]:
    path = local_path(place)
    if path.is_dir():
        return [_of_path(Path(at, name)) for at, _, names in os.walk(path) for name in names]
    if path.exists():
        return [_of_path(path)]
    return [_of_path(Path(name)) for name in glob.glob(str(path), recursive=True) if Path(name).is_file()]  # noqa: PTH207 - a pattern may begin at the root


def _is_pattern(path: str) -> bool:
    return any(mark in path for mark in "*?[")


def _of_path(path: Path) -> Stored:
    told = path.stat()
    return Stored(str(path), told.st_size, str(told.st_mtime_ns))
