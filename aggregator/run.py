"""A run: its id, its lock, and its folder, which stays hidden until it is published or found wanting.

DIR/.lock            held by the running process, and by nobody once that is dead
DIR/.holder          who holds it, or held it when it was killed
DIR/runs/.<id>/      a run that is going on, or was killed
DIR/runs/<id>/       a finished run: its manifest says whether it is a release or a failure
DIR/latest           a link to the last good release
"""

import contextlib
import os
import re
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import msgspec
from filelock import FileLock, Timeout

from aggregator.exits import Exit, Refusal
from aggregator.journal import Journal

MOST_CLOCK_DRIFT = timedelta(seconds=5)
"""What a clock that is corrected in small steps may differ from a stopwatch over a run."""
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

    def __init__(self, into: Path, run_id: str, started: datetime, lock: FileLock, *, died: Holder | None) -> None:
        self.into = into
        self.id = run_id
        self.started = started
        self.died = died
        """The holder of a lock that was left behind: that process was killed."""
        self._lock = lock
        self._stopwatch = time.monotonic()

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
            lock, died = _take_lock(into, Holder(pid=os.getpid(), run=run_id, since=timestamp(started)))
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

    @property
    def seconds(self) -> float:
        """How long the run has been going on, whatever became of the clock meanwhile."""
        return time.monotonic() - self._stopwatch

    def clock_went(self, now: datetime) -> timedelta | None:
        """How far the clock jumped since the run began, None when it went as clocks go."""
        jump = now - self.started - timedelta(seconds=self.seconds)
        return jump if abs(jump) > MOST_CLOCK_DRIFT else None

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
        if self._lock.is_locked:
            with contextlib.suppress(OSError):  # not empty: it is a record of what was read
                self.journals.rmdir()
                self.folder.rmdir()
            with contextlib.suppress(OSError):  # a disk that takes nothing any more keeps nobody from letting go
                (self.into / ".holder").unlink(missing_ok=True)
            self._lock.release()

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


def held_by(into: Path) -> Holder | None:
    """Who writes into a folder now, None when nobody does."""
    lock = _lock_of(into)
    try:
        with lock.acquire(timeout=0):  # lets go at once: a run that begins now waits for so long
            return None
    except Timeout:
        return _told(into) or Holder(pid=0, run="that has just begun", since="now")


def killed_in(into: Path) -> Holder | None:
    """Who wrote into a folder last, was killed, and whose books no run has closed yet."""
    return _told(into) if held_by(into) is None else None


def _lock_of(into: Path) -> FileLock:
    return FileLock(into / ".lock", mode=0o644, thread_local=False)


def _take_lock(into: Path, holder: Holder) -> tuple[FileLock, Holder | None]:
    """A lock that the kernel drops when this process ends, however it ends; beside it stands who holds it."""
    lock = _lock_of(into)
    try:
        lock.acquire(timeout=0.2, poll_interval=0.05)
    except Timeout as error:
        who = _told(into) or "a run that has just begun"
        raise Refusal(
            Exit.LOCKED, f"Another run writes into {into}: {who}. Wait for it, or choose another --into."
        ) from error
    try:
        died = _told(into)
        new = into / ".holder.new"
        new.write_bytes(msgspec.json.encode(holder))
        new.replace(into / ".holder")
    except OSError:
        lock.release()
        raise
    return lock, died


def _told(into: Path) -> Holder | None:
    """What stands beside the lock. Whether it still holds is for the lock to say: process ids are used again."""
    try:
        return msgspec.json.decode((into / ".holder").read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
