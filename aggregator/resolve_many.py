"""Resolving many reviews: files of reviews, wherever they lie, to parts of anime, which may lie in object storage.

    DIR/anime/part-00000.jsonl     the lines of a release of the same reviews, whatever engine resolves
    DIR/issues/part-00000.jsonl    what a person should look at
    DIR/delta/part-00000.jsonl     what became of each anime since what `previous` names; and, for the next run:
    DIR/ended/part-00000.jsonl     every id that ended or was split, and what replaced it
    DIR/unread/part-00000.jsonl    every page that is not read any more, and the id under which it stood

Neither reviews nor anime are held in memory: merged lines wait in a file of this machine until it is known on which
level each source rates. With `previous` ids are kept, and what is published is held to what a release is held to:
nothing is written to the folder before that is known.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest
from pathlib import Path

import msgspec

from aggregator.dataset.delta import changes_between
from aggregator.dataset.tables import ANIME, DELTA, ENDED, ISSUES, UNREAD, AnyTable
from aggregator.exits import Exit, Refusal
from aggregator.model import Issue, Review
from aggregator.parts import MANIFEST, PartFormat, Receipt, finish, hash_of, whole_part, write_part
from aggregator.places import beside, name_of, remove
from aggregator.quality import (
    SAMPLES,
    AnimeTally,
    Bounds,
    Counts,
    Fall,
    SiteCount,
    Tally,
    counting,
    falls,
    grown,
    is_stated,
    issues_by_site,
    nothing_read,
    objections,
    samples,
    site_counts,
)
from aggregator.redaction import escaped
from aggregator.resolve import Earlier, Judgement, ReviewFiles, Tombstone, resolving
from aggregator.resolved import COMMAND, AnimeManifest, Ids, Previous, is_same_place, previous_at
from aggregator.reviews import ReviewPlaces, left_out, lines_of, plain_files, read_reviews, review_places
from aggregator.standing import Standing, WaitingAnime, stand, standing_of
from aggregator.versions import versions

ANIME_OF_A_PART = 20_000
"""A part ends with as many, whoever resolves: so the same reviews give the same parts."""
MOST_REASONS = 20
"""Reasons that are told, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How reviews are resolved, where to, and what they are held to."""

    into: str
    form: PartFormat = PartFormat.JSONL
    judgements: tuple[Judgement, ...] = ()
    previous: str | None = None
    """What was resolved before: its ids are kept, and what it held is compared with."""
    floor: int = 1
    """Fewest reviews."""
    accept_drift: bool = False
    """Whether it may be much less than before."""
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    """What a person demands of each site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What an engine found."""

    pages: int
    """Pages that the reviews are of."""
    lines: Iterator[bytes]
    """Of anime, sorted by id. They come once, as long as the engine runs."""
    tally: Tally
    """What the reviews come to that were merged, one for each page. It is whole when the lines have come."""
    issues: tuple[Issue, ...]
    tombstones: tuple[Tombstone, ...] = ()
    """What became of earlier ids."""


Engine = Callable[[Sequence[str], Sequence[Judgement], Earlier | None], AbstractContextManager[Merged]]
"""Resolves the reviews of some files."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written."""

    manifest: AnimeManifest
    taken_over: int
    """Parts that an earlier run had written just so."""


def resolve_many(sources: Sequence[str], job: Job, engine: Engine) -> Outcome:
    """Resolves reviews into parts; a folder has its manifest only while all of its parts are of one run.

    Refusal when a source cannot be read, the folder not be written, or the anime not be published: then the folder is
    as it was.
    """
    if job.previous is not None and is_same_place(job.previous, job.into):
        raise Refusal(Exit.USAGE, f"{job.into} is what was resolved before, and stays as it is: name another --into.")
    places = review_places(sources)
    with tempfile.TemporaryDirectory(prefix="aggregator-") as name:
        folder = Path(name)
        before = _Before.taken(previous_at(job.previous), folder / "before.jsonl") if job.previous else None
        made = _make(places, job, engine, before, folder)
        _refuse_drift(made, job, places.reviews)
        remove(beside(job.into, MANIFEST))
        written = list(_written(made, job))
    compared = before.previous if before and before.previous.is_comparable else None
    manifest = AnimeManifest(
        what=COMMAND,
        sources=tuple(sources),
        format=job.form,
        parts=tuple(receipt for receipt, _ in written),
        settings={**made.standing.constants, "floor": job.floor, "accept_drift": job.accept_drift},
        versions=versions(),
        totals=made.counts,
        sites=made.sites,
        levels=made.standing.levels,
        previous=job.previous,
        delta_from=compared.place if compared else None,
        delta_from_sha256=compared.sha256 if compared else None,
        warnings=tuple(made.warnings),
    )
    finish(job.into, manifest)
    return Outcome(manifest, sum(was_there for _, was_there in written))


@contextmanager
def merged_here(
    places: Sequence[str], judgements: Sequence[Judgement], earlier: Earlier | None = None
) -> Iterator[Merged]:
    """The embedded engine: in this process, reading the files twice."""
    issues: list[Issue] = []
    with plain_files(places) as paths:
        names = {path: name_of(place) for path, place in zip(paths, places, strict=True)}

        def leave_out(path: Path, number: int, line: bytes, error: Exception) -> None:
            issues.append(left_out(names[path], number, line, error))

        with ReviewFiles(paths, leave_out) as reviews:
            counted = _Counted(reviews)
            found = resolving(counted, judgements, earlier=earlier)
            yield Merged(
                pages=len(found.pages),
                lines=map(msgspec.json.Encoder().encode, found.anime),
                tally=counted.tally,
                issues=(*issues, *found.issues),
                tombstones=found.tombstones,
            )


@dataclass(frozen=True, slots=True)
class _Counted:
    """Reviews that are counted when they are merged, which each page's is once."""

    reviews: ReviewFiles
    tally: Tally = field(default_factory=Tally)

    def __iter__(self) -> Iterator[Review]:
        return iter(self.reviews)

    def __getitem__(self, row: int) -> Review:
        review = self.reviews[row]
        self.tally.add(review)
        return review


@dataclass(frozen=True, slots=True)
class _Before:
    """What was resolved before, its lines on this machine, and its ids."""

    previous: Previous
    lines: Path
    ids: Ids

    @classmethod
    def taken(cls, previous: Previous, lines: Path) -> "_Before":
        """Takes the lines here."""
        previous.write_anime(lines)
        return cls(previous, lines, Ids(previous, lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What is to be written, in files of this machine, and what it comes to."""

    tables: Mapping[AnyTable, Path]
    standing: Standing
    pages: int
    counts: Counts
    issues: Sequence[Issue]
    sites: tuple[SiteCount, ...]
    fallen: Sequence[Fall]
    last: Counts | None
    warnings: Sequence[str]


def _make(places: ReviewPlaces, job: Job, engine: Engine, before: _Before | None, folder: Path) -> _Made:
    """What all reviews come to, in files of a folder of this machine."""
    waiting = WaitingAnime(folder / "merged.jsonl")
    with engine(places.reviews, job.judgements, before.ids if before else None) as merged:
        waiting.write(merged.lines)
    standing = standing_of(waiting)
    tables: dict[AnyTable, Path] = {ANIME: folder / ANIME.name, ISSUES: folder / ISSUES.name}
    found = sorted({*_issues_in(places.issues), *merged.issues}, key=ISSUES.order)
    anime = AnimeTally()
    _write(tables[ANIME], counting(stand(waiting, standing), anime.add))
    waiting.path.unlink()
    _write(tables[ISSUES], found)
    if before is not None:
        tables |= {table: folder / table.name for table in (DELTA, ENDED, UNREAD)}
        _write(tables[ENDED], before.ids.ended(merged.tombstones))
        _write(tables[UNREAD], before.ids.unread())
        compared = before.lines if before.previous.is_comparable else None
        _write(tables[DELTA], changes_between(compared, tables[ANIME]))
    counts = Counts(
        pages=merged.pages,
        reviews=merged.tally.reviews,
        counted=merged.tally.reviews,
        anime=anime.filled.lines,
        scores=merged.tally.scores,
        averaged=anime.averaged,
        issues=len(found),
        by_issue=dict(sorted(Counter(issue.code.value for issue in found).items())),
    )
    last = before.previous.totals if before else None
    earlier = before.previous.sites if before else ()
    sites = site_counts(merged.tally, issues_by_site(found), earlier, job.bounds, last_read={})
    fallen = falls(sites, earlier)
    return _Made(
        tables=tables,
        standing=standing,
        pages=merged.pages,
        counts=counts,
        issues=found,
        sites=sites,
        fallen=fallen,
        last=last,
        warnings=[*grown(counts, last, sites, job.bounds), *map(str, fallen)],
    )


def _refuse_drift(made: _Made, job: Job, places: Sequence[str]) -> None:
    """Refusal when a release that came to this would not be published."""
    if not made.counts.reviews and (empty := nothing_read(made.counts, made.issues)):
        raise empty
    told = [] if job.accept_drift else made.fallen[:MOST_REASONS]
    fallen = [_with_samples(fall, places) for fall in told]
    reasons = objections(made.counts, made.last, fallen, floor=job.floor, accept_drift=job.accept_drift)
    if reasons:
        more = [f"And {len(made.fallen) - len(told)} more."] if told and len(made.fallen) > len(told) else []
        raise Refusal(Exit.BELOW_FLOOR, "\n  ".join(("Nothing was written.", *map(escaped, reasons), *more)))


def _with_samples(fall: Fall, places: Sequence[str]) -> str:
    """A fall of a field, and some pages that lack it. Reading ends with them."""
    if fall.field == "reviews":
        return str(fall)
    lacking = (
        review
        for review in chain.from_iterable(map(read_reviews, places))
        if isinstance(review, Review) and review.site == fall.site and not is_stated(getattr(review, fall.field))
    )
    return f"{fall} For example: {' '.join(samples(fall, islice(lacking, SAMPLES), ()))}"


def _issues_in(places: Sequence[str]) -> Iterator[Issue]:
    decoder = msgspec.json.Decoder(Issue)
    return (decoder.decode(line) for place in places for line in lines_of(place))


def _write(path: Path, lines: Iterable[object]) -> None:
    encode = msgspec.json.Encoder().encode
    with path.open("xb") as out:
        out.writelines(encode(line) + b"\n" for line in lines)


def _written(made: _Made, job: Job) -> Iterator[tuple[Receipt, bool]]:
    """The receipts of all parts, and whether each was there already. What was counted goes with the first."""
    depends_on = msgspec.json.encode([job.form, versions(), made.pages])
    chunks = [_chunks(path) for path in made.tables.values()]
    for number, found in enumerate(zip_longest(*chunks, fillvalue=[])):
        tables = {table: lines for table, lines in zip(made.tables, found, strict=True) if lines or number == 0}
        made_of = hash_of(
            depends_on, *(part for table, lines in tables.items() for part in (table.stem, b"".join(lines)))
        )
        receipt = whole_part(job.into, number, made_of)
        if receipt is not None:
            yield receipt, True
            continue
        counts = {"pages": made.pages} if number == 0 else {}
        yield write_part(job.into, number, made_of, tables, form=job.form, counts=counts), False


def _chunks(path: Path) -> Iterator[list[bytes]]:
    """The lines of part after part; at least one, which may be empty."""
    with path.open("rb") as lines:
        yield list(islice(lines, ANIME_OF_A_PART))
        while part := list(islice(lines, ANIME_OF_A_PART)):
            yield part
