"""The release: made from a run's journals, written beside, checked, and only then published, in one atomic step.

    runs/<id>/anime.jsonl         a line per anime
    runs/<id>/reviews.jsonl       a line per page
    runs/<id>/issues.jsonl        what a person should look at
    runs/<id>/delta.jsonl         what became of each anime since the release before
    runs/<id>/*.parquet           the same rows, typed: a twin of each of these
    runs/<id>/*.jsonl.zst         the same lines, packed, where that was asked for
    runs/<id>/*.schema.json       JSON Schema of their lines
    runs/<id>/datapackage.json    what they are, for Frictionless
    runs/<id>/croissant.json      the same, for Croissant
    runs/<id>/SOURCES.md          where it comes from, and on what terms
    runs/<id>/judgements.jsonl    people's judgements that were obeyed, if there are any
    runs/<id>/crawl.log           what Scrapy had to say, and the tracebacks of failures
    runs/<id>/readings/           what it was made of, for each source of sources.toml, while it is the latest
    runs/<id>/manifest.json       written last: result, counts, checksums; the only place with clock time
    latest -> runs/<id>           moved only when the run is good
    state.sqlite                  under which id every page stood in the last release

The same pages give the same bytes in every file but the manifest, in whatever order, concurrency, locale or hash seed;
ids, delta.jsonl and SOURCES.md also depend on the releases before. A run that is no release has only lines and a
manifest.
"""

import hashlib
import logging
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import msgspec

from aggregator.collector import not_collecting
from aggregator.dataset.delta import changes_between
from aggregator.dataset.packed import pack
from aggregator.dataset.parquet import connect, in_words, write_twin
from aggregator.dataset.schema import schema_files
from aggregator.dataset.sources import SourceNote, sources_md
from aggregator.dataset.tables import ANIME, DELTA, ISSUES, REVIEWS, TABLES, FileEntry, Line, Table, is_comparable
from aggregator.disk import sync_folder
from aggregator.duplicates import Reviews, tell_apart
from aggregator.exits import Exit, Refusal
from aggregator.harvest import (
    READINGS,
    Harvest,
    Outcome,
    Past,
    Plan,
    SourceCount,
    harvest,
    kept_out,
    together,
    write_readings,
)
from aggregator.history import accounted, forget, settle
from aggregator.journal import Begin, Read, Record
from aggregator.manifest import (
    Manifest,
    Result,
    SiteCount,
    last_release,
    read_manifest,
    release_beside,
    without_secrets,
)
from aggregator.model import Anime, Issue, Review
from aggregator.quality import (
    NO_LINE,
    AnimeTally,
    Bounds,
    Counts,
    Fall,
    Tally,
    counting,
    falls,
    grown,
    issues_by_site,
    nothing_read,
    objections,
    read_bounds,
    samples,
    site_counts,
    site_of_url,
)
from aggregator.resolve import Resolver, State, constants, resolving
from aggregator.resolve.judgements import Judgement, read_judgements
from aggregator.resolve.pages import canonical_url, key_of_source
from aggregator.run import Run, timestamp, unwritable
from aggregator.standing import WaitingAnime, standing_of
from aggregator.verify import Problem, description_files, verify
from aggregator.versions import versions

__all__ = [
    "ANIME",
    "DELTA",
    "ISSUES",
    "JUDGEMENTS",
    "REVIEWS",
    "FileEntry",
    "Line",
    "Manifest",
    "Release",
    "Result",
    "SiteCount",
    "Terms",
    "counted_reviews",
    "judgements_of",
    "last_release",
    "names_in",
    "publish",
    "read_lines",
    "read_manifest",
    "ready",
]

JUDGEMENTS = "judgements.jsonl"
"""People's judgements, in the folder that is published into: they outlive every run."""
BOUNDS = "bounds.toml"
"""What a person demands of each site, likewise."""
STATE = "state.sqlite"
"""Under which id every page stood: what keeps ids stable over runs. It says to which release its ids belong."""

WAITING = "merged.jsonl"
"""Anime, until it is known against what their ratings are seen; in the folder of the run, while it is made."""

MOST_REASONS = 20
"""Reasons that a manifest names, at most."""

logger = logging.getLogger(__name__)


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
    packed: bool = False
    """Whether the lines are also wanted as .jsonl.zst."""
    plan: Plan | None = None
    """The sources that are published together, where there are several that stand for themselves."""


def ready(run: Run) -> list[Manifest]:
    """Looks, before the first page is read, whether the end can be reached; closes the books of runs that were killed.

    Refusal when what lies in the folder cannot be read or written. Gives the manifests of the runs that were killed.
    """
    last_release(run.into)
    judgements_of(run.into)
    bounds_of(run.into)
    try:
        state_of(run.into).close()
        return settle(run)
    except (OSError, sqlite3.Error) as error:
        raise _refused_by(error, run.into, run.into) from error


def publish(run: Run, terms: Terms, *, fault: Refusal | None = None, resolver: Resolver = resolving) -> Release:
    """Makes the release of a run whose journals are complete, and moves `latest` to it when it is good.

    What is not good is kept beside, with its reasons in the manifest. `fault` is what went wrong while crawling. Of a
    plan's sources that failed, what the last release held is published again. `resolver` is what resolves the reviews.
    Refusal when the disk does not take it, or judgements or the last release cannot be read: `latest` is untouched.
    """
    with accounted(run, fault):
        last = last_release(run.into)
        judgements = judgements_of(run.into)
        bounds = bounds_of(run.into)
        try:
            with state_of(run.into) as state:
                if last is not None and state.release != last.run:
                    _catch_up(state, last, run.into / "latest")
                release = _publish(
                    run, terms, last, judgements=judgements, bounds=bounds, state=state, fault=fault, resolver=resolver
                )
                if release.manifest.is_release:
                    state.release = run.id
                    state.commit()  # killed before it, the next run catches up with what is published
                return release
        except (OSError, sqlite3.Error) as error:
            raise _refused_by(error, run.folder, run.into) from error


def _refused_by(error: OSError | sqlite3.Error, place: Path, into: Path) -> Refusal:
    if isinstance(error, OSError):
        return unwritable(error, place)
    return Refusal(Exit.UNWRITABLE, f"{into / STATE} cannot be written: {error}. Make room for it.")


def read_lines(path: Path, kind: type[Line]) -> Iterator[Line]:
    """The lines of a published file."""
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as lines:
        for line in lines:
            yield decoder.decode(line)


def counted_reviews(folder: Path) -> tuple[Review, ...]:
    """The reviews in a folder of a run that anime are made of."""
    read_manifest(folder)
    return tuple(tell_apart([Read(review=review) for review in read_lines(folder / REVIEWS.name, Review)]).counted)


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


def state_of(into: Path) -> State:
    """The ids under which pages stood in earlier releases. Refusal when the file is damaged."""
    try:
        return State(into / STATE)
    except ValueError as error:
        raise Refusal(
            Exit.USAGE,
            f"{error}. Without it the ids of the last release are taken over, and what went before it is forgotten.",
        ) from error


def bounds_of(into: Path) -> dict[str, Bounds]:
    """What a person demands of the sites in a folder. Refusal when it cannot be read."""
    try:
        return read_bounds(into / BOUNDS)
    except ValueError as error:
        raise Refusal(Exit.USAGE, f"{error}.") from error


def _publish(
    run: Run,
    terms: Terms,
    last: Manifest | None,
    *,
    judgements: Sequence[Judgement],
    bounds: Mapping[str, Bounds],
    state: State,
    fault: Refusal | None,
    resolver: Resolver,
) -> Release:
    record, found = _gathered(run, terms, last, bounds, fault)
    told = tell_apart(record.pages, timestamp(run.started))
    waiting = WaitingAnime(run.folder / WAITING)
    found_odd = _merge(told.counted, judgements, state, resolver, waiting)
    standing = standing_of(waiting)
    issues = sorted({*record.issues, *told.issues, *found_odd}, key=ISSUES.order)
    tally, anime_tally = Tally(), AnimeTally()
    files = [
        _write(run.folder, ANIME, counting(waiting.stood(standing), anime_tally.add)),
        _write(run.folder, REVIEWS, counting(told.lines, tally.add)),
        _write(run.folder, ISSUES, issues),
    ]
    waiting.path.unlink()
    counts = Counts(
        pages=max(record.count("pages"), len(record.pages)),
        reviews=len(told.lines),
        counted=len(told.counted),
        anime=files[0].rows or 0,
        scores=tally.scores,
        averaged=anime_tally.averaged,
        issues=len(issues),
        passed_over=record.count("passed_over"),
        by_issue=dict(sorted(Counter(issue.code.value for issue in issues).items())),
    )
    earlier = last.sites if last else ()
    sites = site_counts(tally, issues_by_site(issues), earlier, bounds, last_read=told.last_read)
    fallen = [_with_samples(fall, told.lines, run.into / "latest") for fall in falls(sites, earlier)]
    warnings = [*grown(counts, last.counts if last else None, sites, bounds), *_clock_warnings(run, last)]
    if fault is not None:
        verdict = _Verdict(fault.exit_code, [str(fault)])
    else:
        against = _verdicts(record, issues, counts, last=last, terms=terms, fallen=fallen, found=found)
        verdict = next(against, _well(found))
    if verdict.is_release:
        warnings += fallen
    if judgements:
        files.append(_copy(run.into / JUDGEMENTS, run.folder))
    manifest = Manifest(
        run=run.id,
        result=verdict.result,
        exit_code=verdict.exit_code,
        reasons=tuple(verdict.reasons),
        started=timestamp(run.started),
        finished=timestamp(datetime.now(UTC)),
        previous=last.run if last else None,
        sources=record.sources,
        settings={"floor": terms.floor, "accept_drift": terms.accept_drift, **record.settings},
        versions=versions(),
        counts=counts,
        sites=sites,
        fill_rates={"reviews": tally.total.rates, "anime": anime_tally.filled.rates},
        resolution={**constants(), **standing.constants},
        levels=standing.levels,
        crawls=tuple(record.ends),
        files=tuple(files),
        warnings=tuple(warnings),
        resumed=record.resumed,
        harvest=found.counts,
    )
    if manifest.is_release:
        before = _comparable(run.folder, last)
        manifest = replace(manifest, delta_from=before.name if before else None)
        manifest = _completed(run, manifest, terms, before, unread=_unread(issues), robots=_robots(record.begins))
        if found.shares:
            write_readings(found, run.folder / READINGS, timestamp(run.started))
    manifest = without_secrets(manifest)
    _log(manifest)
    return Release(folder=_put_in_place(run, manifest), manifest=manifest)


def _gathered(
    run: Run, terms: Terms, last: Manifest | None, bounds: Mapping[str, Bounds], fault: Refusal | None
) -> tuple[Record, Harvest]:
    """What the run's journals tell; of a plan's sources what each gave, or what stands in for it."""
    record = Record.of(run.journals)
    if terms.plan is None or fault is not None:
        return record, Harvest(())
    records = Record.by_source(run.journals)
    if not _came_to_end(records.get("", Record()), record):
        return record, Harvest(())
    found = _harvest(run, terms.plan, records, last, bounds, accept_drift=terms.accept_drift)
    return together(found, record), found


def _merge(
    reviews: Reviews, judgements: Sequence[Judgement], state: State, resolver: Resolver, waiting: WaitingAnime
) -> tuple[Issue, ...]:
    """Resolves the reviews: the anime wait in a file, and what they were found by is let go of."""
    if not reviews:
        waiting.write(())
        return ()
    with not_collecting():
        resolved = resolver(reviews, judgements, state=state)
        waiting.write(map(msgspec.json.Encoder().encode, resolved.anime))
    return resolved.issues


def _catch_up(state: State, last: Manifest, latest: Path) -> None:
    """Ids as they are published, where the state is of another release: a run was killed, or a person moved a file."""
    logger.info("Takes the ids over from release %s: those of %s are of another one.", last.run, STATE)
    lines = read_lines(latest / ANIME.name, Anime)
    state.take_over(last.run, {anime.id: list(map(key_of_source, anime.sources)) for anime in lines})


def _log(manifest: Manifest) -> None:
    """What the run was held to, and what it came to."""
    for count in manifest.sites:
        floors = ", ".join(
            f"{name} {count.reviews if name == 'reviews' else count.fill_rates.get(name, 0.0):g} of at least {floor:g}"
            for name, floor in count.floors.items()
        )
        logger.info("%s: %s", count.site or "pages of no known site", floors or f"{count.reviews} reviews, no floor")
    for warning in manifest.warnings:
        logger.warning("%s", warning)
    for reason in manifest.reasons:
        logger.error("%s", reason)


def _with_samples(fall: Fall, reviews: Reviews, latest: Path) -> str:
    """A fall, and some pages by which it can be looked into."""
    before = latest / REVIEWS.name
    named = samples(fall, reviews, read_lines(before, Review) if before.exists() else ())
    return f"{fall} For example: {' '.join(named)}" if named else str(fall)


def _clock_warnings(run: Run, last: Manifest | None) -> Iterator[str]:
    now = datetime.now(UTC)
    if jump := run.clock_went(now):
        way = "forward" if jump > timedelta() else "back"
        yield f"The clock jumped {way} by {abs(jump).total_seconds():.0f} s during the run: its times are off."
    if last is not None and timestamp(now) < last.finished:
        yield f"The clock is behind: the last release was finished at {last.finished}, which is still to come."


def _completed(
    run: Run,
    manifest: Manifest,
    terms: Terms,
    before: Path | None,
    *,
    unread: Mapping[str, int],
    robots: bool | None,
) -> Manifest:
    """Writes what stands beside the lines of a good run, and checks it all. The manifest of what came of it."""
    folder = run.folder
    files = [*manifest.files]
    try:
        files.append(_write(folder, DELTA, changes_between(before and before / ANIME.name, folder / ANIME.name)))
        rows = {file.name: file.rows for file in files}
        with connect() as base:
            for table in TABLES:
                write_twin(base, folder / table.name, folder / table.parquet, table.line)
                files.append(_sealed(folder / table.parquet, rows[table.name]))
        if terms.packed:
            files += [_sealed(pack(folder / table.name), rows[table.name]) for table in TABLES]
    except (msgspec.DecodeError, UnicodeDecodeError, duckdb.Error) as error:
        # a line that cannot be read again: the check says which, unless it is one of the release before
        problems = [problem for problem in verify(folder, manifest).problems if problem.line is not None]
        if isinstance(error, duckdb.Error):
            broken = Problem("a Parquet twin", f"it cannot be written: {in_words(error)}.")
        else:
            broken = Problem("the release before", f"it cannot be read: {error}.")
        return _refused(manifest, problems or [broken])
    files += [_written(folder / name, content) for name, content in schema_files().items()]
    compared = before and before / REVIEWS.name
    told = [_note(count) for count in manifest.harvest]
    document = sources_md(folder / REVIEWS.name, compared, unread=unread, robots=robots, told=told)
    files.append(_written(folder / "SOURCES.md", document))
    descriptions = description_files(files, manifest.sites)
    files += [_written(folder / name, content) for name, content in descriptions.items()]
    manifest = replace(manifest, files=tuple(files), finished=timestamp(datetime.now(UTC)))
    problems = verify(folder, manifest).problems
    return _refused(manifest, problems) if problems else manifest


def _note(count: SourceCount) -> SourceNote:
    """A source as SOURCES.md tells of it."""
    of = f"its last good reviews, of {count.read_at}" if count.reviews else "nothing: it was never good"
    instead = {Outcome.READ: "", Outcome.FAILED: f"failed: {of}", Outcome.RESTED: f"not crawled by this run: {of}"}
    return SourceNote(source=count.source, reviews=count.reviews, notes=count.notes, instead=instead[count.outcome])


def _refused(manifest: Manifest, problems: Sequence[Problem]) -> Manifest:
    verdict = _Verdict(Exit.INTERNAL, [str(problem) for problem in problems[:MOST_REASONS]])
    return replace(manifest, result=verdict.result, exit_code=verdict.exit_code, reasons=tuple(verdict.reasons))


def _comparable(folder: Path, last: Manifest | None) -> Path | None:
    """The release before, where its lines can be read with today's model; else the delta begins anew."""
    if last is None or not is_comparable(last.data_format):
        return None
    return release_beside(folder, last.run)


def _unread(issues: Iterable[Issue]) -> Counter[str]:
    """Site to how many of its pages became no line."""
    return Counter(site_of_url(issue.url) or "" for issue in issues if issue.code in NO_LINE)


def _robots(begins: Iterable[Begin]) -> bool | None:
    """Whether robots.txt was obeyed; None where nothing was fetched."""
    live = [begin for begin in begins if begin.crawl == "live"]
    return all(begin.settings.get("robots_obeyed", True) for begin in live) if live else None


@dataclass(frozen=True, slots=True)
class _Verdict:
    exit_code: Exit
    reasons: Sequence[str] = ()
    is_degraded: bool = False

    @property
    def result(self) -> Result:
        if self.is_degraded:
            return Result.DEGRADED
        return {Exit.GOOD: Result.SUCCESS, Exit.INTERRUPTED: Result.INTERRUPTED}.get(self.exit_code, Result.FAILURE)

    @property
    def is_release(self) -> bool:
        return self.exit_code is Exit.GOOD or self.is_degraded


def _harvest(
    run: Run,
    plan: Plan,
    records: Mapping[str, Record],
    last: Manifest | None,
    bounds: Mapping[str, Bounds],
    *,
    accept_drift: bool,
) -> Harvest:
    """What each source of a plan gave."""
    readings = release_beside(run.folder, last.run) if last else None
    past = Past(
        readings=readings and readings / READINGS,
        counts={count.source: count for count in last.harvest} if last else {},
    )
    return harvest(plan, records, past, bounds, started=timestamp(run.started), accept_drift=accept_drift)


def _well(found: Harvest) -> _Verdict:
    """What is published is good, but perhaps not what every source gave."""
    return _Verdict(Exit.BELOW_FLOOR, found.reasons, is_degraded=True) if found.failed else _Verdict(Exit.GOOD)


def _came_to_end(common: Record, record: Record) -> bool:
    """Whether no crawl of several sources together broke off: then each of them can be judged by itself."""
    is_whole = not common.unfinished and not common.damages
    return is_whole and not _is_cut_short(record) and all(end.reason == "finished" for end in common.ends)


def _is_cut_short(record: Record) -> bool:
    return any(end.reason == "shutdown" for end in record.ends)


def _verdicts(
    record: Record,
    issues: Sequence[Issue],
    counts: Counts,
    *,
    last: Manifest | None,
    terms: Terms,
    fallen: Sequence[str],
    found: Harvest,
) -> Iterator[_Verdict]:
    """Everything that speaks against publishing the run, the gravest first."""
    if record.damages:
        yield _Verdict(Exit.INTERNAL, [*record.damages, "What stood there is lost: run it again."])
    if record.unfinished or _is_cut_short(record):
        yield _Verdict(
            Exit.INTERRUPTED, [f"The run was interrupted after {counts.pages} pages: the next one goes on from there."]
        )
    if found.is_in_vain:
        yield _Verdict(max(share.fault.exit_code for share in found.failed if share.fault), found.reasons)
    odd = sorted({end.reason for end in record.ends} - {"finished"})
    if odd and not found.shares:
        yield _Verdict(Exit.INTERNAL, [f"The crawl did not come to its end ({', '.join(odd)}): its log says why."])
    if not found.shares and len(record.anew) < len(record.pages) and (why := kept_out(record)):
        yield _Verdict(why.exit_code, [str(why)])
    if not counts.reviews and (empty := nothing_read(counts, issues)):
        yield _Verdict(empty.exit_code, [str(empty)])
    before = last.counts if last else None
    if reasons := objections(counts, before, fallen, floor=terms.floor, accept_drift=terms.accept_drift):
        yield _Verdict(Exit.BELOW_FLOOR, reasons)


def _write(folder: Path, table: Table[Line], lines: Iterable[Line | bytes]) -> FileEntry:
    """Writes a file and puts it on the disk itself. What is bytes is no such line: the check will find it."""
    rows = size = 0
    digest = hashlib.sha256()
    encoder = msgspec.json.Encoder()
    with (folder / table.name).open("xb") as out:
        for line in lines:
            encoded = (line if isinstance(line, bytes) else encoder.encode(line)) + b"\n"
            out.write(encoded)
            digest.update(encoded)
            rows += 1
            size += len(encoded)
        out.flush()
        os.fsync(out.fileno())
    return FileEntry(name=table.name, rows=rows, bytes=size, sha256=digest.hexdigest())


def _copy(path: Path, folder: Path) -> FileEntry:
    content = path.read_bytes()
    return replace(_written(folder / path.name, content), rows=content.count(b"\n"))


def _written(path: Path, content: bytes) -> FileEntry:
    with path.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return FileEntry(name=path.name, rows=None, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def _sealed(path: Path, rows: int | None) -> FileEntry:
    """A file that somebody else wrote: put on the disk itself, with its checksum."""
    with path.open("rb") as content:
        os.fsync(content.fileno())
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return FileEntry(name=path.name, rows=rows, bytes=path.stat().st_size, sha256=digest)


def _put_in_place(run: Run, manifest: Manifest) -> Path:
    """The manifest last, then the folder under its name, then, when it is good, `latest`."""
    _written(run.folder / "manifest.json", msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    sync_folder(run.folder)
    place = run.into / "runs" / run.id
    run.folder.rename(place)
    sync_folder(place.parent)
    if manifest.is_release:
        new = run.into / ".latest"
        new.unlink(missing_ok=True)
        new.symlink_to(Path("runs") / run.id)
        new.replace(run.into / "latest")
        sync_folder(run.into)
        forget(run.into, manifest.run)
    return place
