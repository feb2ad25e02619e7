"""Parts: lines in many files, for what one file or one machine is too small for.

    DIR/reviews/part-00000.jsonl    a table's lines, in parts (or .jsonl.zst, .parquet); DIR may be object storage
    DIR/issues/part-00000.jsonl     another's
    DIR/_parts/part-00000.json      a receipt: what the part was made of and what it holds; written when it is whole
    DIR/_manifest.json              written last: all of it is there

Every file appears whole or not at all, and the same input gives the same bytes, whoever wrote which part. A part whose
receipt tells of the same input need not be made again. Names that begin with `_` or `.` are no lines.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import msgspec

from aggregator.dataset.packed import pack
from aggregator.dataset.parquet import connect, write_twin
from aggregator.dataset.tables import AnyTable, FileEntry
from aggregator.exits import Exit, Refusal
from aggregator.places import beside, content_of, find, is_folder, remove, stored, written

MANIFEST = "_manifest.json"
RECEIPTS = "_parts"


class PartFormat(StrEnum):
    """How the lines of parts are written."""

    JSONL = "jsonl"
    ZST = "jsonl.zst"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A part that is whole."""

    number: int
    made_of: str
    """A hash of its input, and of all else that it depends on."""
    counts: dict[str, int]
    files: tuple[FileEntry, ...]
    """Their names are relative to the folder of all parts."""

    @property
    def name(self) -> str:
        return receipt_name(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsManifest:
    """What a folder of parts holds. It has no clock: the same input gives the same manifest."""

    what: str
    """The command that wrote it."""
    sources: tuple[str, ...]
    format: PartFormat
    parts: tuple[Receipt, ...]
    settings: dict[str, bool | int | float | str | None] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """What all parts together counted."""
        total: dict[str, int] = {}
        for part in self.parts:
            for name, count in part.counts.items():
                total[name] = total.get(name, 0) + count
        return total

    @property
    def stems(self) -> tuple[str, ...]:
        """The names of the tables."""
        return tuple(dict.fromkeys(file.name.partition("/")[0] for part in self.parts for file in part.files))

    def rows(self, stem: str) -> int:
        """The lines of a table."""
        return sum(file.rows or 0 for part in self.parts for file in part.files if file.name.startswith(f"{stem}/"))


def part_name(number: int, suffix: str) -> str:
    """The name of a part's file.

    >>> part_name(7, PartFormat.ZST)
    'part-00007.jsonl.zst'
    """
    return f"part-{number:05}.{suffix}"


def receipt_name(number: int) -> str:
    """Where a part's receipt lies in the folder of all parts."""
    return f"{RECEIPTS}/{part_name(number, 'json')}"


def write_part(
    into: str,
    number: int,
    made_of: str,
    tables: Mapping[AnyTable, Iterable[bytes]],
    *,
    form: PartFormat,
    counts: Mapping[str, int],
) -> Receipt:
    """Writes the lines of one part, each with its line break, and its receipt last.

    Refusal when the place does not take it.
    """
    files = tuple(_write(into, table, number, lines, form) for table, lines in tables.items())
    receipt = Receipt(number=number, made_of=made_of, counts=dict(counts), files=files)
    write_bytes(beside(into, receipt.name), msgspec.json.encode(receipt) + b"\n")
    return receipt


def write_bytes(place: str, content: bytes) -> None:
    """A small file, whole or not at all."""
    with written(place) as path:
        path.write_bytes(content)


def whole_part(into: str, number: int, made_of: str) -> Receipt | None:
    """The receipt of a part that was made of the same and is there; None where it must be made."""
    content = content_of(beside(into, receipt_name(number)))
    try:
        receipt = msgspec.json.decode(content, type=Receipt) if content else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if receipt is None or receipt.made_of != made_of or receipt.number != number:
        return None
    for file in receipt.files:
        there = stored(beside(into, file.name))
        if there is None or there.bytes != file.bytes:
            return None
    return receipt


def finish(into: str, manifest: PartsManifest) -> None:
    """Removes what an earlier run left that is not of this one, and writes the manifest."""
    named = {file.name for part in manifest.parts for file in part.files} | {part.name for part in manifest.parts}
    for file in find(into) if is_folder(into) else []:
        folder, name = file.place.split("/")[-2:]
        if name.startswith(("part-", ".part-", f".{MANIFEST}.")) and f"{folder}/{name}" not in named:
            remove(file.place)
    write_bytes(beside(into, MANIFEST), msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def manifest_of(place: str) -> PartsManifest | None:
    """The manifest of a folder of parts, None where it has none. Refusal when it cannot be read."""
    content = content_of(beside(place, MANIFEST))
    try:
        return msgspec.json.decode(content, type=PartsManifest) if content else None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(Exit.USAGE, f"{beside(place, MANIFEST)} is no manifest of parts ({error}).") from error


def refuse_other_parts(into: str, what: str, sources: Sequence[str]) -> None:
    """Refusal when a folder holds the parts of another command, or of other sources: they would be removed."""
    there = manifest_of(into)
    if there is not None and (there.what != what or there.sources != tuple(sources)):
        raise Refusal(
            Exit.USAGE,
            f"{into} holds what {there.what} made of {', '.join(there.sources)}: name the same sources, or another"
            " --into.",
        )


def refuse_unfinished(place: str) -> None:
    """Refusal when a folder holds parts of a run that did not come to its end."""
    if manifest_of(place) is None and is_folder(beside(place, RECEIPTS)):
        raise Refusal(
            Exit.USAGE,
            f"{place} is not finished (it has no {MANIFEST}): run what wrote it again, it goes on from there.",
        )


def files_of(place: str, manifest: PartsManifest, stem: str) -> list[str]:
    """The files of one table, in the order of the parts."""
    return [
        beside(place, file.name) for part in manifest.parts for file in part.files if file.name.startswith(f"{stem}/")
    ]


def hash_of(*parts: str | bytes) -> str:
    """A hash of texts, one after the other.

    >>> hash_of("a", "bc") == hash_of("ab", "c")
    False
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        content = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(b"%d:" % len(content) + content)
    return digest.hexdigest()


def _write(
    into: str,
    table: AnyTable,
    number: int,
    lines: Iterable[bytes],
    form: PartFormat,
) -> FileEntry:
    name = f"{table.stem}/{part_name(number, form)}"
    with tempfile.TemporaryDirectory(prefix="aggregator-") as folder, written(beside(into, name)) as target:
        plain = target if form is PartFormat.JSONL else Path(folder) / table.name
        rows = _write_lines(plain, lines)
        if form is PartFormat.ZST:
            pack(plain, target)
        elif form is PartFormat.PARQUET:
            with connect() as base:
                write_twin(base, plain, target, table.line)
        with target.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        return FileEntry(name=name, rows=rows, bytes=target.stat().st_size, sha256=digest)


def _write_lines(path: Path, lines: Iterable[bytes]) -> int:
    rows = 0
    with path.open("xb") as out:
        for line in lines:
            out.write(line)
            rows += 1
    return rows
