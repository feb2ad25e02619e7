"""Reading many saved pages: a plan of parts that depends on the sources alone, and how one part is read.

Reading a page is a pure function, so saved material of any size is a map over its files and over the records in them.
A part is some files in a row, or one archive; who reads which part, and how many at a time, is an engine's business
(aggregator.engines). Pages that a part lost for good (they hung, or took the process with them) are told when it is
read again.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import msgspec

from aggregator.archives import archive_reader
from aggregator.dataset.tables import ISSUES, REVIEWS, AnyTable
from aggregator.exits import Exit, Refusal
from aggregator.model import Issue, IssueCode, Review
from aggregator.page import Page
from aggregator.parts import PartFormat, PartsManifest, Receipt, finish, hash_of, write_part
from aggregator.places import Stored, fetch, find, is_folder, is_remote, local_path, stored
from aggregator.reading import NotAReview, examine_page
from aggregator.reading.layout import is_mere_data
from aggregator.saved import SavedFile, SavedPages, pages_in, relative_name
from aggregator.versions import versions

FILES_OF_A_PART = 1000
BYTES_OF_A_PART = 64 * 1024 * 1024
"""A part ends with either. An archive is a part of its own, however large."""
COMMAND = "read-many"
OPENING, READING = 0, 1
"""What was being done to a page: finding and unpacking it, or reading it."""
NO_PAGE = -1
"""Between pages: while files are fetched and lines are written."""


@dataclass(frozen=True, slots=True)
class PartFile:
    """A file of a part."""

    place: str
    name: str
    """Relative to what was given: what `saved_as` begins with."""
    bytes: int
    stamp: str
    is_named: bool = False
    """Whether it was asked for by its own name: then it is read whatever it looks like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is read in one go, and written as one file."""

    number: int
    base: str
    """The folder to which names are relative."""
    files: tuple[PartFile, ...] = ()
    issues: tuple[Issue, ...] = ()
    """What could not be listed."""
    passed_over: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How parts are read, and where to."""

    into: str
    layouts: bool = True
    form: PartFormat = PartFormat.JSONL
    time_limit: float = 60.0
    """Seconds that a page may take."""

    def made_of(self, part: Part) -> str:
        """A hash of all that the part's lines depend on."""
        settings = {"layouts": self.layouts, "form": self.form, "versions": versions()}
        return hash_of(msgspec.json.encode(part), msgspec.json.encode(settings, order="sorted"))


@dataclass(frozen=True, slots=True)
class Lost:
    """A page of a part that cannot be read."""

    stage: int
    """OPENING: the rest of its file is lost with it."""
    why: str


Watch = Callable[[int, int], None]
"""Told what comes next: the page's number in the part, and OPENING or READING."""


def plan(sources: Sequence[str]) -> Iterator[Part]:
    """The parts of the sources: paths or URLs of files, folders and archives, or patterns of such.

    Sorted by name, so that the same sources give the same parts. Refusal when one is not there.
    """
    remote = [source for source in sources if is_remote(source)]
    if remote and len(remote) < len(sources):
        raise Refusal(Exit.USAGE, "Name either files of this machine or object storage in one run, not both.")
    files = _remote_files(remote) if remote else _local_files(sources)
    yield from _parts(files)


def count_of_pages(sources: Sequence[str]) -> int | None:
    """About how many pages there are, for a progress bar; None where only reading tells."""
    if any(is_remote(source) for source in sources):
        return None
    return SavedPages(_paths_of(sources)).count()


def read_part(part: Part, job: Job, lost: Mapping[int, Lost], watch: Watch) -> Receipt:
    """Reads a part and writes its lines. `watch` is told before each step which page it is for."""
    encode = msgspec.json.Encoder().encode
    issues = list(part.issues)
    counts = {"pages": 0, "passed_over": part.passed_over}
    with tempfile.TemporaryFile() as spool:
        for found in _pages(part, lost, watch):
            if found is None:
                counts["passed_over"] += 1
            elif isinstance(found, Issue):
                issues.append(found)
            elif is_mere_data(found):
                counts["passed_over"] += 1
            else:
                counts["pages"] += 1
                review, said = read_one(found, layouts=job.layouts)
                issues += said
                if review is not None:
                    spool.write(encode(review) + b"\n")
        spool.seek(0)
        complaints = (encode(issue) + b"\n" for issue in issues)
        tables: dict[AnyTable, Iterable[bytes]] = {REVIEWS: spool, ISSUES: complaints}
        return write_part(job.into, part.number, job.made_of(part), tables, form=job.form, counts=counts)


def read_one(page: Page, *, layouts: bool) -> tuple[Review | None, tuple[Issue, ...]]:
    """What a page says, and what a person should look at; no review where it is none."""
    try:
        reading = examine_page(page, layouts=layouts, explain=False)
    except NotAReview as refusal:
        return None, (refusal.issue,)
    return reading.review, tuple(reading.issues)


def conclude(sources: Sequence[str], job: Job, receipts: Sequence[Receipt]) -> PartsManifest:
    """Writes the manifest of all parts: now they may be resolved."""
    manifest = PartsManifest(
        what=COMMAND,
        sources=tuple(sources),
        format=job.form,
        parts=tuple(sorted(receipts, key=lambda receipt: receipt.number)),
        settings={"layouts": job.layouts},
        versions=versions(),
    )
    finish(job.into, manifest)
    return manifest


# -------------------------------------------------------------------------------------------------- the pages of a part


def _pages(part: Part, lost: Mapping[int, Lost], watch: Watch) -> Iterator[Page | Issue | None]:
    """The pages of a part, those that are lost as Issues."""
    number = 0
    with _at_hand(part) as (base, paths):
        for file, path in zip(part.files, paths, strict=True):
            pages = pages_in(SavedFile(path, file.is_named), base)
            while True:
                watch(number, OPENING)
                gone = lost.get(number)
                if gone is not None and gone.stage == OPENING:
                    number += 1
                    yield _unread(file.name, f"{file.name} {gone.why}: the rest of it was not read.")
                    break
                page = next(pages, _END)
                if isinstance(page, _End):
                    break
                watch(number, READING)
                number += 1
                if gone is not None and isinstance(page, Page):
                    yield _unread(page.saved_as or file.name, f"{page.saved_as} {gone.why}: it was not read.")
                else:
                    yield page
    watch(NO_PAGE, OPENING)


class _End:
    """No page follows."""


_END = _End()


def _unread(name: str, message: str) -> Issue:
    return Issue(code=IssueCode.READER_FAILED, message=message, saved_as=name)


@contextmanager
def _at_hand(part: Part) -> Iterator[tuple[Path, list[Path]]]:
    """The folder of names, and the part's files, on this machine: what lies elsewhere is fetched for as long."""
    if not is_remote(part.base):
        base = local_path(part.base)
        yield base, [local_path(file.place) for file in part.files]
        return
    with tempfile.TemporaryDirectory(prefix="aggregator-") as folder:
        base = Path(folder)
        paths = [_inside(base, file.name) for file in part.files]
        for file, path in zip(part.files, paths, strict=True):
            fetch(file.place, path)
            if path.name.partition(".")[0] == "page":
                _fetch_beside(file.place, path)
        yield base, paths


def _inside(base: Path, name: str) -> Path:
    parts = [part for part in PurePosixPath(name).parts if part not in {"/", "..", "."}]
    return base.joinpath(*parts)


def _fetch_beside(place: str, path: Path) -> None:
    meta = place.rsplit("/", 1)[0] + "/meta.json"
    if stored(meta) is not None:
        fetch(meta, path.with_name("meta.json"))


# ------------------------------------------------------------------------------------------------------------- the plan


@dataclass(slots=True)
class _Listed:
    """What lies in the sources."""

    base: str
    found: Iterator[PartFile | Issue]
    passed_over: Callable[[], int] = field(default=lambda: 0)


def _parts(listed: _Listed) -> Iterator[Part]:
    files: list[PartFile] = []
    issues: list[Issue] = []
    number = size = 0
    for found in listed.found:
        if isinstance(found, Issue):
            issues.append(found)
            continue
        alone = archive_reader(found.name) is not None
        if files and (alone or len(files) == FILES_OF_A_PART or size + found.bytes > BYTES_OF_A_PART):
            yield Part(number=number, base=listed.base, files=tuple(files))
            number, files, size = number + 1, [], 0
        files.append(found)
        size = BYTES_OF_A_PART if alone else size + found.bytes
    yield Part(
        number=number,
        base=listed.base,
        files=tuple(files),
        issues=tuple(issues),
        passed_over=listed.passed_over(),
    )


def _paths_of(sources: Sequence[str]) -> list[Path]:
    """The sources as paths, patterns opened."""
    paths = []
    for source in sources:
        path = local_path(source)
        paths += [path] if path.exists() else [local_path(file.place) for file in find(source)]
    return paths


def _local_files(sources: Sequence[str]) -> _Listed:
    pages = SavedPages(_paths_of(sources))
    base = pages.base()

    def found() -> Iterator[PartFile | Issue]:
        for file in pages.files():
            if isinstance(file, Issue):
                yield file
                continue
            told = file.path.stat()
            name = relative_name(file.path, base)
            yield PartFile(str(file.path), name, told.st_size, str(told.st_mtime_ns), file.is_named)

    return _Listed(str(base), found(), lambda: pages.passed_over)


def _remote_files(sources: Sequence[str]) -> _Listed:
    files: dict[str, tuple[Stored, bool]] = {}
    folders = []
    for source in sources:
        folder = source.rstrip("/") if is_folder(source) else source.split("*")[0].rsplit("/", 1)[0]
        folders.append(folder)
        for file in find(source):
            files[file.place] = (file, file.place == source)
    base = _common(folders)

    def found() -> Iterator[PartFile]:
        for place in sorted(files):
            file, is_named = files[place]
            yield PartFile(place, place.removeprefix(f"{base}/"), file.bytes, file.stamp, is_named)

    return _Listed(base, found())


def _common(folders: Sequence[str]) -> str:
    """The deepest folder that holds all of these."""
    split = [folder.split("/") for folder in folders]
    common = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return "/".join(common)
