"""A run: its id, its lock, and its folder, which stays hidden until it is published or found wanting.

DIR/.lock            held by the running process, and by nobody once that is dead
DIR/runs/.<id>/      a run that is going on, or was killed
DIR/runs/<id>/       a finished run: its manifest says whether it is a release or a failure
DIR/latest           a link to the last good release
"""

import contextlib
import fcntl
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import msgspec

from aggregator.exits import Exit, Refusal
from aggregator.journal import Journal

_RUN_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a lock."""

    pid: int
    run: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid}, run {self.run}, since {self.since}"


class Run:
    """One run into a folder: opened before the first page is read, closed when all is said."""

    def __init__(self, into: Path, run_id: str, started: datetime, lock: int, *, died: Holder | None) -> None:
        self.into = into
        self.id = run_id
        self.started = started
        self.died = died
        """The holder of a lock that was left behind: that process was killed."""
        self._lock = lock

    @classmethod
    def open(cls, into: Path) -> Self:
        """Takes the folder for a new run. Refusal when it cannot be written or another run holds it."""
        started = datetime.now(UTC).replace(microsecond=0)
        run_id = f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        try:
            into = into.absolute()
            (into / "runs").mkdir(parents=True, exist_ok=True)
            if (into / "latest").exists() and not (into / "latest").is_symlink():
                raise Refusal(
                    Exit.UNWRITABLE,
                    f"{into / 'latest'} is not a link that a run made: move it away, or choose another --into.",
                )
            lock, died = _take_lock(into / ".lock", Holder(pid=os.getpid(), run=run_id, since=timestamp(started)))
            run = cls(into, run_id, started, lock, died=died)
            run.journals.mkdir(parents=True)
        except OSError as error:
            raise unwritable(error, into) from error
        return run

    @property
    def folder(self) -> Path:
        """Where the run writes before it is finished."""
        return self.into / "runs" / f".{self.id}"

    @property
    def journals(self) -> Path:
        """The run's journals, one for each worker."""
        return self.folder / "journal"

    @property
    def log(self) -> Path:
        """What Scrapy has to say of the run."""
        return self.folder / "crawl.log"

    def journal(self, name: str) -> Journal:
        """A new journal of this run."""
        return Journal(self.journals / f"{name}.journal")

    def leftovers(self) -> list[Path]:
        """Folders of other runs that were killed: nobody but a holder of the lock writes, so their writers are dead."""
        return sorted(
            path for path in (self.into / "runs").glob(".*") if _RUN_ID.fullmatch(path.name[1:]) and path != self.folder
        )

    def close(self) -> None:
        """Lets go of the lock, and of a folder into which nothing was written."""
        if self._lock >= 0:
            with contextlib.suppress(OSError):  # not empty: it is a record of what was read
                self.journals.rmdir()
                self.folder.rmdir()
            os.ftruncate(self._lock, 0)
            os.close(self._lock)
            self._lock = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def timestamp(moment: datetime) -> str:
    """UTC, ISO 8601, to the second."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def unwritable(error: OSError, place: Path) -> Refusal:
    """The refusal for whatever a disk says."""
    where = error.filename or place
    return Refusal(Exit.UNWRITABLE, f"{where} cannot be written: {error.strerror}. Make room or choose another --into.")


def _take_lock(path: Path, holder: Holder) -> tuple[int, Holder | None]:
    """A lock that the kernel drops when this process ends, however it ends; inside stands who holds it."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    told = _holder(os.pread(lock, 1000, 0))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        who = told or "a run that has just begun"
        raise Refusal(
            Exit.LOCKED, f"Another run writes into {path.parent}: {who}. Wait for it, or choose another --into."
        ) from error
    told = _holder(os.pread(lock, 1000, 0))  # once more: between the two a run may have ended well
    os.ftruncate(lock, 0)
    os.pwrite(lock, msgspec.json.encode(holder), 0)
    return lock, told


def _holder(content: bytes) -> Holder | None:
    try:
        return msgspec.json.decode(content, type=Holder)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
