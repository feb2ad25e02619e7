"""The manifest: what a run was, what became of it, and the checksums of its files. The only place with clock time."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import msgspec

from aggregator.dataset.tables import ANIME, FORMAT, REVIEWS, FileEntry
from aggregator.exits import Exit, Refusal
from aggregator.harvest import SourceCount
from aggregator.journal import End
from aggregator.levels import Levels
from aggregator.quality import Counts, SiteCount
from aggregator.redaction import redacted

__all__ = ["Manifest", "Result", "SiteCount", "last_release", "read_manifest", "release_beside", "release_in"]


class Result(StrEnum):
    """How a run ended."""

    SUCCESS = "success"
    DEGRADED = "degraded"
    """Published, but a source failed, and what is published of it are its last good reviews."""
    FAILURE = "failure"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """manifest.json: what a run was, and what became of it."""

    run: str
    result: Result
    exit_code: int
    reasons: tuple[str, ...]
    """Why the run is no release, or a degraded one; empty when all is good."""
    started: str
    finished: str
    previous: str | None
    """The release that was the latest before."""
    delta_from: str | None = None
    """The release that delta.jsonl starts from; null where it starts from nothing, every anime being new."""
    data_format: str = FORMAT
    """Version of what the lines look like: docs/data-dictionary.md describes it, CHANGELOG.md lists its changes."""
    sources: tuple[str, ...]
    settings: dict[str, bool | int | float | str | None]
    versions: dict[str, str]
    counts: Counts
    sites: tuple[SiteCount, ...]
    fill_rates: dict[str, dict[str, float]]
    """`reviews` and `anime`: field to the share of lines that state it."""
    resolution: dict[str, float]
    """The constants that numbers on the lines depend on."""
    levels: Levels = field(default_factory=Levels)
    """On which level each source rates: what `rating_adjusted` is made with."""
    crawls: tuple[End, ...]
    """How each crawl of the run ended."""
    files: tuple[FileEntry, ...]
    warnings: tuple[str, ...] = ()
    """What does not keep a run back, and should be looked at."""
    resumed: tuple[str, ...] = ()
    """The unfinished runs from which this one went on."""
    harvest: tuple[SourceCount, ...] = ()
    """What each source of sources.toml gave; empty where the command named what to read."""

    @property
    def is_release(self) -> bool:
        """Whether the run was published."""
        return self.result in {Result.SUCCESS, Result.DEGRADED}


def without_secrets(manifest: Manifest) -> Manifest:
    """The same, without what URLs in its sentences may hold."""
    harvest = (replace(count, reasons=tuple(map(redacted, count.reasons))) for count in manifest.harvest)
    return replace(
        manifest,
        reasons=tuple(map(redacted, manifest.reasons)),
        warnings=tuple(map(redacted, manifest.warnings)),
        harvest=tuple(harvest),
    )


def last_release(into: Path) -> Manifest | None:
    """The manifest of the last good release, None before the first."""
    return read_manifest(into / "latest") if (into / "latest").exists() else None


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a folder of a run. Refusal when there is none, or it is damaged."""
    path = folder / "manifest.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError as error:
        raise Refusal(
            Exit.USAGE, f"{folder} holds no manifest.json, so it is no run: name the folder that --into named."
        ) from error
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(
            Exit.USAGE, f"{path} is damaged ({error}): point `latest` at another run, or remove it to begin anew."
        ) from error


def release_in(folder: Path) -> Path:
    """The folder of a release: the folder itself, or its last good one where it was published into."""
    return folder / "latest" if (folder / "latest").exists() else folder


def release_beside(folder: Path, run: str) -> Path | None:
    """Where the lines of another release lie, seen from the folder of one; None where they were removed."""
    place = folder.resolve().parent / Path(run).name
    return place if (place / ANIME.name).is_file() and (place / REVIEWS.name).is_file() else None
