"""Verify, of parts: whether a folder of them, here or in object storage, holds what its manifest says.

1. The folder is finished: it has a manifest, and every part has the receipt that stands in it.
2. Every file of a receipt is there, with its bytes, rows and sha256.
3. Every line is what the model says; plain and packed lines are written as the model writes them.
4. Lines that `resolve-many` wrote are sorted over all parts, and none stands twice; every number of a rating follows
   from the scores on its line, and the manifest counts as many anime and issues as there are.
5. What was resolved before + delta = anime, where the first still lies where it was.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias

import msgspec

from aggregator.dataset.delta import read_anime
from aggregator.dataset.tables import ANIME, DELTA, ENDED, ISSUES, REVIEWS, UNREAD, AnyTable, FileEntry
from aggregator.exits import Refusal
from aggregator.levels import Adjuster
from aggregator.model import Anime, Change, Issue, Review
from aggregator.parts import MANIFEST, PartFormat, PartsManifest, Receipt, files_of, manifest_of, refuse_unfinished
from aggregator.places import beside, content_of, fetched, stored
from aggregator.resolve.identity import Tombstone, Unread
from aggregator.resolved import COMMAND as RESOLVE_MANY
from aggregator.resolved import AnimeManifest, anime_manifest_of, previous_at
from aggregator.reviews import lines_in, lines_of
from aggregator.standing import Prior
from aggregator.verify import (
    CheckedLines,
    Problem,
    Verified,
    curtailed,
    expected_numbers,
    mismatches,
    missing,
    not_added_up,
)

AnyLines: TypeAlias = (
    CheckedLines[Anime]
    | CheckedLines[Review]
    | CheckedLines[Issue]
    | CheckedLines[Change]
    | CheckedLines[Tombstone]
    | CheckedLines[Unread]
)

Numbers: TypeAlias = Callable[[Anime], Mapping[str, object]]


def parts_at(place: str) -> PartsManifest | None:
    """The manifest of the parts at a place, None where there are no parts. Refusal when they are not finished."""
    refuse_unfinished(place)
    manifest = manifest_of(place)
    return anime_manifest_of(place) if manifest and manifest.what == RESOLVE_MANY else manifest


def verify_parts(place: str, manifest: PartsManifest) -> Verified:
    """Checks a folder of parts. Refusal when the place cannot be reached."""
    found = Verified()
    is_sorted = isinstance(manifest, AnimeManifest)
    expected = _expected(manifest) if isinstance(manifest, AnimeManifest) else None
    checks: Mapping[str, AnyLines] = {
        ANIME.stem: CheckedLines(ANIME, found, is_sorted=is_sorted),
        REVIEWS.stem: CheckedLines(REVIEWS, found, is_sorted=is_sorted),
        ISSUES.stem: CheckedLines(ISSUES, found, is_sorted=is_sorted),
        DELTA.stem: CheckedLines(DELTA, found, is_sorted=is_sorted),
        ENDED.stem: CheckedLines(ENDED, found, is_sorted=is_sorted),
        UNREAD.stem: CheckedLines(UNREAD, found, is_sorted=is_sorted),
    }
    for part in manifest.parts:
        found.problems += _receipt(place, part)
        for entry in part.files:
            if stored(beside(place, entry.name)) is None:
                found.problems.append(missing(entry))
            else:
                check = checks[entry.name.partition("/")[0]]
                found.problems += _file(place, entry, manifest.format, check, expected)
    found.problems += [problem for check in checks.values() for problem in check.problems]
    if isinstance(manifest, AnimeManifest):
        found.problems += _totals(manifest)
        if manifest.delta_from is not None and found.is_good:
            found.problems += _delta(place, manifest, found)
    found.problems = list(curtailed(found.problems))
    return found


def _receipt(place: str, part: Receipt) -> Iterator[Problem]:
    content = content_of(beside(place, part.name))
    if content is None:
        yield Problem(part.name, "it is in the manifest, but not in the folder.")
    elif content != msgspec.json.encode(part) + b"\n":
        yield Problem(part.name, "it is not the receipt that stands in the manifest.")


def _expected(manifest: AnimeManifest) -> Numbers:
    """What the numbers of an anime's rating must be."""
    mean, weight = (manifest.settings.get(name) for name in ("bayes_mean", "bayes_weight"))
    if not isinstance(mean, float) or not isinstance(weight, float):
        return lambda _: {}
    return partial(expected_numbers, prior=Prior(mean=mean, weight=weight), adjuster=Adjuster.of(manifest.levels))


def _totals(manifest: AnimeManifest) -> Iterator[Problem]:
    told = {ANIME.stem: manifest.totals.anime, ISSUES.stem: manifest.totals.issues}
    for stem, count in told.items():
        if manifest.rows(stem) != count:
            yield Problem(MANIFEST, f"it counts {count:,} {stem}, its parts {manifest.rows(stem):,}.", field="totals")


def _delta(place: str, manifest: AnimeManifest, found: Verified) -> Iterator[Problem]:
    """Whether what was resolved before and the delta are what is there now, where it still lies where it was."""
    try:
        before = previous_at(manifest.delta_from or "")
    except Refusal:
        before = None
    if before is None or before.sha256 != manifest.delta_from_sha256:
        found.notes.append(f"{manifest.delta_from} is not what it was: the delta was not added up.")
        return
    with tempfile.TemporaryDirectory(prefix="aggregator-") as folder:
        lines = Path(folder) / ANIME.name
        before.write_anime(lines)
        changes, after = (
            (line for file in files_of(place, manifest, table.stem) for line in lines_of(file))
            for table in (DELTA, ANIME)
        )
        decoders = msgspec.json.Decoder(Change), msgspec.json.Decoder(Anime)
        yield from not_added_up(read_anime(lines), map(decoders[0].decode, changes), map(decoders[1].decode, after))


def _file(
    place: str, entry: FileEntry, form: PartFormat, check: AnyLines, expected: Numbers | None
) -> Iterator[Problem]:
    with fetched(beside(place, entry.name)) as path:
        broken = list(mismatches(entry, path))
        yield from broken
        if broken:
            return  # what its lines say is not what was written
        lines, before = lines_in(path), check.read
        for number, line in check.check(
            entry.name, _rewritten(lines, check.table) if form is PartFormat.PARQUET else lines
        ):
            if isinstance(line, Anime) and expected is not None:
                for name, value in expected(line).items():
                    if getattr(line, name) != value:
                        said = f"it is {getattr(line, name)}, its scores make {value}."
                        yield Problem(entry.name, said, number, name)
        if check.read - before != entry.rows:
            yield Problem(entry.name, f"it has {check.read - before:,} lines, the manifest says {entry.rows:,}.")


def _rewritten(lines: Iterable[bytes], table: AnyTable) -> Iterator[bytes]:
    """Rows of Parquet as the model writes them; what is none stays as it is."""
    decoder = msgspec.json.Decoder(table.line)
    for line in lines:
        try:
            yield msgspec.json.encode(decoder.decode(line)) + b"\n"
        except msgspec.DecodeError:
            yield line
