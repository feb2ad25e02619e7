"""The release: made from a run's journals, written beside, checked, and only then published, in one atomic step.

    runs/<id>/reviews.jsonl      a line per page
    runs/<id>/anime.jsonl        a line per anime
    runs/<id>/issues.jsonl       what a person should look at
    runs/<id>/judgements.jsonl   people's judgements that were obeyed, if there are any
    runs/<id>/crawl.log          what Scrapy had to say, and the tracebacks of failures
    runs/<id>/manifest.json      written last: result, counts, checksums; the only place with clock time
    latest -> runs/<id>          moved only when the run is good

The same pages give the same bytes in every file but the manifest, in whatever order, concurrency, locale or hash seed.
"""

import hashlib
import os
import platform
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import urlsplit

import msgspec

from aggregator.duplicates import Told, line_order, tell_apart
from aggregator.exits import Exit, Refusal
from aggregator.journal import Begin, Damage, End, Read, read_journal
from aggregator.model import Anime, Issue, IssueCode, Review
from aggregator.quality import NO_LINE, Counts, below_floor, fill_rates, shrunk
from aggregator.resolve import Resolution, resolve
from aggregator.resolve.judgements import Judgement, read_judgements
from aggregator.resolve.pages import canonical_url, source_of
from aggregator.run import Run, timestamp, unwritable

JUDGEMENTS = "judgements.jsonl"
"""People's judgements, in the folder that is published into: they outlive every run."""
SCHEMA_VERSION = 1
"""Raised when a published key changes its name, type or meaning."""
LIBRARIES = ("anime-review-aggregator", "scrapy", "parsel", "lxml", "msgspec", "rapidfuzz")
"""Whose versions may change what is published."""

Line = TypeVar("Line", Review, Anime, Issue)


class Result(StrEnum):
    """How a run ended."""

    SUCCESS = "success"
    FAILURE = "failure"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One published file."""

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCount:
    """What one site gave."""

    site: str | None
    """Host without `www.`; null for pages whose site is not known."""
    reviews: int
    issues: dict[str, int]
    """Issues by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """manifest.json: what a run was, and what became of it."""

    run: str
    result: Result
    exit_code: int
    reasons: tuple[str, ...]
    """Why the run is no release; empty when it is one."""
    started: str
    finished: str
    previous: str | None
    """The release that was the latest before."""
    schema_version: int
    sources: tuple[str, ...]
    settings: dict[str, bool | int | float | str | None]
    versions: dict[str, str]
    counts: Counts
    sites: tuple[SiteCount, ...]
    fill_rates: dict[str, dict[str, float]]
    """`reviews` and `anime`: field to the share of lines that state it."""
    resolution: dict[str, float]
    """The constants that numbers on the lines depend on."""
    crawls: tuple[End, ...]
    """How each crawl of the run ended."""
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A run that has ended: its manifest, and the folder in which its files lie."""

    folder: Path
    manifest: Manifest

    @property
    def exit_code(self) -> Exit:
        return Exit(self.manifest.exit_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Under which terms a run may become the latest release."""

    floor: int = 1
    """Fewest reviews."""
    accept_drift: bool = False
    """Whether it may be much smaller than the last good one."""


@dataclass(frozen=True, slots=True)
class _File(Generic[Line]):
    """One file of lines: how its lines are typed, ordered and told apart."""

    name: str
    type: type[Line]
    key: Callable[[Line], object]


def _issue_order(issue: Issue) -> tuple[str, ...]:
    return (issue.code, issue.url or "", issue.saved_as or "", issue.field or "", issue.text or "", issue.message)


REVIEWS = _File("reviews.jsonl", Review, line_order)
ANIME = _File("anime.jsonl", Anime, lambda anime: anime.id)
ISSUES = _File("issues.jsonl", Issue, _issue_order)


def publish(run: Run, terms: Terms, *, fault: Refusal | None = None) -> Release:
    """Makes the release of a run whose journals are complete, and moves `latest` to it when it is good.

    What is not good is kept beside, with its reasons in the manifest. `fault` is what went wrong while crawling.
    Refusal when the disk does not take it, or judgements or the last release cannot be read: `latest` is untouched.
    """
    last = last_release(run.into)
    judgements = judgements_of(run.into)
    try:
        return _publish(run, terms, last, judgements, fault)
    except OSError as error:
        raise unwritable(error, run.folder) from error


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


def read_lines(path: Path, kind: type[Line]) -> Iterator[Line]:
    """The lines of a published file."""
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as lines:
        for line in lines:
            yield decoder.decode(line)


def counted_reviews(folder: Path) -> tuple[Review, ...]:
    """The reviews in a folder of a run that anime are made of."""
    read_manifest(folder)
    return tell_apart(Read(review=review) for review in read_lines(folder / REVIEWS.name, Review)).counted


def names_in(folder: Path) -> set[str]:
    """The ids and pages of the anime in a folder of a run, pages also in their canonical spelling."""
    read_manifest(folder)
    names: set[str] = set()
    for anime in read_lines(folder / ANIME.name, Anime):
        names |= {anime.id, *anime.sources, *map(canonical_url, anime.sources)}
    return names


def judgements_of(into: Path) -> tuple[Judgement, ...]:
    """People's judgements on what lies in a folder. Refusal when a line is damaged."""
    try:
        return read_judgements(into / JUDGEMENTS)
    except ValueError as error:
        raise Refusal(Exit.USAGE, f"{error}.") from error


def _publish(
    run: Run, terms: Terms, last: Manifest | None, judgements: Sequence[Judgement], fault: Refusal | None
) -> Release:
    record = _Record.of(run.journals)
    told = tell_apart(record.pages)
    reviews = told.lines
    resolution = resolve(told.counted, judgements) if told.counted else Resolution(anime=())
    issues = sorted({*record.issues, *told.issues, *resolution.issues}, key=_issue_order)
    counts = _counts(record, told, resolution, issues)
    if fault is not None:
        verdict = _Verdict(fault.exit_code, [str(fault)])
    else:
        verdict = next(_verdicts(record, counts, last, terms), _Verdict(Exit.GOOD))
    files = [
        _write(run.folder, REVIEWS, reviews),
        _write(run.folder, ANIME, resolution.anime),
        _write(run.folder, ISSUES, issues),
    ]
    if judgements:
        files.append(_copy(run.into / JUDGEMENTS, run.folder))
    if verdict.exit_code is Exit.GOOD:
        verdict = _Verdict(Exit.INTERNAL, problems) if (problems := check(run.folder)) else verdict
    manifest = Manifest(
        run=run.id,
        result=verdict.result,
        exit_code=verdict.exit_code,
        reasons=tuple(verdict.reasons),
        started=timestamp(run.started),
        finished=timestamp(datetime.now(UTC)),
        previous=last.run if last else None,
        schema_version=SCHEMA_VERSION,
        sources=tuple(_without_password(source) for begin in record.begins for source in begin.sources),
        settings={"floor": terms.floor, "accept_drift": terms.accept_drift, **_settings(record.begins)},
        versions={"python": platform.python_version(), **dict(_versions())},
        counts=counts,
        sites=_sites(reviews, issues),
        fill_rates={"reviews": fill_rates(reviews), "anime": fill_rates(resolution.anime)},
        resolution=dict(resolution.constants),
        crawls=tuple(record.ends),
        files=tuple(files),
    )
    return Release(folder=_put_in_place(run, manifest), manifest=manifest)


@dataclass(slots=True)
class _Record:
    """All that the journals of a run tell."""

    begins: list[Begin] = field(default_factory=list)
    ends: list[End] = field(default_factory=list)
    pages: list[Read] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    damages: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, journals: Path) -> "_Record":
        record = cls()
        for path in sorted(journals.iterdir()):
            ends = len(record.ends)
            for entry in read_journal(path):
                match entry:
                    case Read():
                        record.pages.append(entry)
                        record.issues += entry.issues
                    case Issue():
                        record.issues.append(entry)
                    case Begin():
                        record.begins.append(entry)
                    case End():
                        record.ends.append(entry)
                    case Damage(line, is_tail=False):
                        record.damages.append(f"{path.name} is damaged in line {line}.")
                    case Damage():
                        pass  # what its writer was writing when it was killed: the missing End tells
            if len(record.ends) == ends:
                record.unfinished.append(path.name)
        return record

    def count(self, name: str) -> int:
        return sum(end.counts.get(name, 0) for end in self.ends)


@dataclass(frozen=True, slots=True)
class _Verdict:
    exit_code: Exit
    reasons: Sequence[str] = ()

    @property
    def result(self) -> Result:
        return {Exit.GOOD: Result.SUCCESS, Exit.INTERRUPTED: Result.INTERRUPTED}.get(self.exit_code, Result.FAILURE)


def _verdicts(record: _Record, counts: Counts, last: Manifest | None, terms: Terms) -> Iterator[_Verdict]:
    """Everything that speaks against publishing the run, the gravest first."""
    if record.damages:
        yield _Verdict(Exit.INTERNAL, [*record.damages, "What stood there is lost: run it again."])
    if record.unfinished or any(end.reason == "shutdown" for end in record.ends):
        yield _Verdict(Exit.INTERRUPTED, [f"The run was interrupted after {counts.pages} pages: run it again."])
    if odd := sorted({end.reason for end in record.ends} - {"finished"}):
        yield _Verdict(Exit.INTERNAL, [f"The crawl did not come to its end ({', '.join(odd)}): its log says why."])
    if not counts.reviews:
        yield from _nothing_read(counts)
    if reasons := below_floor(counts, floor=terms.floor):
        yield _Verdict(Exit.BELOW_FLOOR, reasons)
    if not terms.accept_drift and (reasons := shrunk(counts, last.counts if last else None)):
        yield _Verdict(Exit.BELOW_FLOOR, reasons)


def _nothing_read(counts: Counts) -> Iterator[_Verdict]:
    """Why there is no review at all, where it is not the pages' fault."""
    if failed := counts.by_issue.get(IssueCode.READER_FAILED):
        yield _Verdict(
            Exit.INTERNAL,
            [f"The program failed on {failed} pages and read none (issues.jsonl names them): please report it."],
        )
    blocked = counts.by_issue.get(IssueCode.BLOCKED)
    if blocked and not _was_read(counts):
        yield _Verdict(
            Exit.BLOCKED,
            [f"Nothing could be read, {blocked} pages are blocked (issues.jsonl says by what): try again later."],
        )


def _was_read(counts: Counts) -> int:
    """Pages that came, were the page asked for, and yet gave no line."""
    unread = {IssueCode.BLOCKED, IssueCode.FETCH_FAILED}
    return sum(counts.by_issue.get(code, 0) for code in NO_LINE - unread)


def _counts(record: _Record, told: Told, resolution: Resolution, issues: Sequence[Issue]) -> Counts:
    return Counts(
        pages=max(record.count("pages"), len(record.pages)),
        reviews=len(told.lines),
        counted=len(told.counted),
        anime=len(resolution.anime),
        scores=sum(len(review.scores) for review in told.lines),
        averaged=sum(anime.rating_count for anime in resolution.anime),
        issues=len(issues),
        passed_over=record.count("passed_over"),
        by_issue=dict(sorted(Counter(issue.code.value for issue in issues).items())),
    )


def _sites(reviews: Iterable[Review], issues: Iterable[Issue]) -> tuple[SiteCount, ...]:
    lines = Counter(review.site for review in reviews)
    by_code: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for issue in issues:
        by_code[_site(issue.url)][issue.code.value] += 1
    sites = sorted({*lines, *by_code}, key=lambda site: site or "")
    return tuple(
        SiteCount(site=site, reviews=lines[site], issues=dict(sorted(by_code[site].items()))) for site in sites
    )


def _site(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _write(folder: Path, file: _File[Line], lines: Iterable[Line]) -> FileEntry:
    """Writes a file and puts it on the disk itself. Numbers take the type that the model gives them: 7 becomes 7.0."""
    rows = size = 0
    digest = hashlib.sha256()
    decoder = msgspec.json.Decoder(file.type)
    with (folder / file.name).open("xb") as out:
        for line in lines:
            encoded = _as_the_model_says(line, decoder) + b"\n"
            out.write(encoded)
            digest.update(encoded)
            rows += 1
            size += len(encoded)
        out.flush()
        os.fsync(out.fileno())
    return FileEntry(name=file.name, rows=rows, bytes=size, sha256=digest.hexdigest())


def _as_the_model_says(line: Line, decoder: msgspec.json.Decoder[Line]) -> bytes:
    encoded = msgspec.json.encode(line)
    try:
        return msgspec.json.encode(decoder.decode(encoded))
    except msgspec.ValidationError:  # not what the model says at all: the check will find it
        return encoded


def _copy(path: Path, folder: Path) -> FileEntry:
    content = path.read_bytes()
    _write_whole(folder / path.name, content)
    return FileEntry(
        name=path.name, rows=content.count(b"\n"), bytes=len(content), sha256=hashlib.sha256(content).hexdigest()
    )


def _write_whole(path: Path, content: bytes) -> None:
    with path.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def check(folder: Path) -> list[str]:
    """What is wrong with the files of a run, read back from the disk: sentences, none when all is well.

    Every line must be what the model says and nothing else: decoded strictly and encoded again, it is the same bytes.
    So each key stands on each line, scores are floats, nothing is NaN. Lines are sorted, none stands twice, and every
    page stands in an anime.
    """
    problems: list[str] = []
    pages = {source_of(review) for review in _checked(folder, REVIEWS, problems)}
    sources = {source for anime in _checked(folder, ANIME, problems) for source in anime.sources}
    for _ in _checked(folder, ISSUES, problems):
        pass
    problems += [f"{page} is a review in no anime." for page in sorted(pages - sources)[:5]]
    problems += [f"{source} is a source of an anime and no review." for source in sorted(sources - pages)[:5]]
    return problems


def _checked(folder: Path, file: _File[Line], problems: list[str]) -> Iterator[Line]:
    decoder = msgspec.json.Decoder(file.type, strict=True)
    previous: object = None
    with (folder / file.name).open("rb") as lines:
        for number, raw in enumerate(lines, start=1):
            where = f"{file.name}, line {number}"
            try:
                line = decoder.decode(raw)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                problems.append(f"{where} is not what the model says: {error}.")
                continue
            if msgspec.json.encode(line) + b"\n" != raw:
                problems.append(
                    f"{where} is not written as the model writes it: a key, a number's type or its end differs."
                )
            key = file.key(line)
            if previous is not None and not previous < key:  # type: ignore[operator]  # keys of one file are of one ordered type
                problems.append(f"{where} is not in its place, or stands there twice.")
            previous = key
            yield line


def _put_in_place(run: Run, manifest: Manifest) -> Path:
    """The manifest last, then the folder under its name, then, when it is good, `latest`."""
    _write_whole(run.folder / "manifest.json", msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    if manifest.result is Result.SUCCESS:
        shutil.rmtree(run.journals)  # all of it now stands in checked files
    _sync_folder(run.folder)
    place = run.into / "runs" / run.id
    run.folder.rename(place)
    _sync_folder(place.parent)
    if manifest.result is Result.SUCCESS:
        new = run.into / ".latest"
        new.unlink(missing_ok=True)
        new.symlink_to(Path("runs") / run.id)
        new.replace(run.into / "latest")
        _sync_folder(run.into)
    return place


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _settings(begins: Iterable[Begin]) -> dict[str, bool | int | float | str | None]:
    return {name: value for begin in begins for name, value in begin.settings.items()}


def _versions() -> Iterator[tuple[str, str]]:
    for library in LIBRARIES:
        try:
            yield library, metadata.version(library)
        except metadata.PackageNotFoundError:  # run from a checkout that is not installed
            yield library, "unknown"


def _without_password(source: str) -> str:
    """A URL without the user and password that it may carry.

    >>> _without_password("https://me:secret@example.org/feed")
    'https://example.org/feed'
    """
    scheme, separator, rest = source.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}" if separator else source
