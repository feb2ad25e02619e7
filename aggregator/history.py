"""The runs of a folder: those that came to their end, and those that did not, from which the next one goes on."""

import contextlib
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from aggregator.exits import Exit, Refusal
from aggregator.harvest import READINGS
from aggregator.journal import Record
from aggregator.manifest import Manifest, Result, last_release, without_secrets
from aggregator.quality import Counts
from aggregator.run import Run, timestamp
from aggregator.versions import versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A run that is over."""

    folder: Path
    manifest: Manifest


def history(into: Path) -> Iterator[Past]:
    """Every run in a folder that has a manifest which can be read, in the order of their ids."""
    for folder in sorted((into / "runs").glob("[0-9]*")):
        manifest = folder / "manifest.json"
        try:
            yield Past(folder=folder, manifest=msgspec.json.decode(manifest.read_bytes(), type=Manifest))
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            continue  # not ours, or of another version


def unfinished(into: Path, last: str | None) -> list[Path]:
    """The runs since the release `last` that are none themselves and keep what they read, the newest first.

    What the manifests say counts, and not the clock: it may have gone back.
    """
    return [
        past.folder
        for past in reversed(list(history(into)))
        if past.manifest.previous == last and past.manifest.run != last and (past.folder / "journal").is_dir()
    ]


def settle(run: Run) -> list[Manifest]:
    """Closes the books of the runs that were killed in this run's folder. Nobody else writes there: we hold the lock.

    What they had half written is removed, what they had read is kept, unless it is published: a run that was killed
    then could not clear it away. OSError when the disk does not take it.
    """
    closed = [manifest for folder in run.leftovers() if (manifest := close_books(run, folder)) is not None]
    if release := last_release(run.into):
        forget(run.into, release.run)
    return closed


def close_books(run: Run, folder: Path, *, exit_code: Exit = Exit.INTERRUPTED, reason: str = "") -> Manifest | None:
    """Writes the manifest of a run that cannot do it itself. None, and no folder, when it had read nothing."""
    for half in folder.iterdir():
        if half.is_file() and half.suffix != ".log":
            half.unlink()  # first of all: this may be the room that the manifest needs
    record = Record.of(folder / "journal")
    if not record.begins:
        shutil.rmtree(folder)
        return None
    run_id = folder.name.removeprefix(".")
    last = last_release(run.into)
    read = f"{len(record.pages)} review{'' if len(record.pages) == 1 else 's'}"
    manifest = Manifest(
        run=run_id,
        result=Result.INTERRUPTED if exit_code is Exit.INTERRUPTED else Result.FAILURE,
        exit_code=exit_code,
        reasons=(reason or f"The run was killed after {read}: the next one goes on from there.", *record.damages),
        started=timestamp(datetime.strptime(run_id[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)),
        finished=timestamp(datetime.now(UTC)),
        previous=last.run if last else None,
        sources=record.sources,
        settings=record.settings,
        versions=versions(),
        counts=Counts(
            pages=max(record.count("pages"), len(record.pages)),
            issues=len(record.issues),
            by_issue=dict(sorted(Counter(issue.code.value for issue in record.issues).items())),
        ),
        sites=(),
        fill_rates={},
        resolution={},
        crawls=tuple(record.ends),
        files=(),
        resumed=record.resumed,
    )
    new = folder / "manifest.json"
    new.write_bytes(msgspec.json.format(msgspec.json.encode(without_secrets(manifest)), indent=2) + b"\n")
    folder.rename(run.into / "runs" / run_id)
    return manifest


@contextmanager
def accounted(run: Run, fault: Refusal | None = None) -> Iterator[None]:
    """Closes the books of a run that is refused inside: its manifest says why, where the disk takes one.

    `fault` is what had gone wrong before.
    """
    try:
        yield
    except Refusal as refusal:
        with contextlib.suppress(OSError, Refusal):  # room for the manifest may be there once the half files are gone
            if run.folder.is_dir():
                close_books(run, run.folder, exit_code=refusal.exit_code, reason=str(fault or refusal))
        raise


def forget(into: Path, last: str | None) -> None:
    """Drops what runs keep that are older than the release `last`, and its own: it holds all of it in checked files.

    Their manifests and logs remain.
    """
    needed = set(unfinished(into, last))
    for past in history(into):
        if past.folder not in needed:
            shutil.rmtree(past.folder / "journal", ignore_errors=True)
        if past.manifest.run != last:
            shutil.rmtree(past.folder / READINGS, ignore_errors=True)


def came_to_end(into: Path, run: str) -> bool:
    """Whether a run ended by itself, well or not, so that the next one has nothing to go on with."""
    try:
        manifest = msgspec.json.decode((into / "runs" / run / "manifest.json").read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return False
    return manifest.exit_code not in {Exit.INTERRUPTED, Exit.UNWRITABLE}


def healthy(into: Path) -> list[Manifest]:
    """The manifests of the good runs. In a degraded one some reviews are old ones: it is none."""
    return [past.manifest for past in history(into) if past.manifest.result is Result.SUCCESS]


def last_run(into: Path) -> Manifest | None:
    """The manifest of the last run, good or not: of those since the last release the newest, else that release."""
    release = last_release(into)
    since = [past.manifest for past in history(into) if release and past.manifest.previous == release.run]
    if release is None:
        since = [past.manifest for past in history(into)]
    return since[-1] if since else release
