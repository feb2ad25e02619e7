"""Resolving many reviews: files of reviews, wherever they lie, to parts of anime, which may lie in object storage.

The lines are those of a release of the same reviews, whatever engine resolves (aggregator.engines). Neither reviews nor
anime are held in memory: merged lines wait in a file of this machine until it is known on which level each source
rates. What a release adds is not there: checks against the one before, and ids that are kept from run to run.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from aggregator.dataset.tables import ANIME, ISSUES, AnyTable
from aggregator.model import Anime, Issue
from aggregator.parts import MANIFEST, PartFormat, PartsManifest, Receipt, finish, hash_of, whole_part, write_part
from aggregator.places import beside, name_of, remove
from aggregator.resolve import Judgement, ReviewFiles, resolving
from aggregator.reviews import left_out, lines_of, plain_files, review_places
from aggregator.standing import Standing, stand, standing_of
from aggregator.versions import versions

ANIME_OF_A_PART = 20_000
"""A part ends with as many, whoever resolves: so the same reviews give the same parts."""
COMMAND = "resolve-many"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How reviews are resolved, and where to."""

    into: str
    form: PartFormat = PartFormat.JSONL
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What an engine found."""

    pages: int
    """Pages that the reviews are of."""
    lines: Iterator[bytes]
    """Of anime, sorted by id. They come once, as long as the engine runs."""
    issues: tuple[Issue, ...]


Engine = Callable[[Sequence[str], Sequence[Judgement]], AbstractContextManager[Merged]]
"""Resolves the reviews of some files."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written."""

    manifest: PartsManifest
    taken_over: int
    """Parts that an earlier run had written just so."""


def resolve_many(sources: Sequence[str], job: Job, engine: Engine) -> Outcome:
    """Resolves reviews into parts; a folder has its manifest only while all of its parts are of one run.

    Refusal when a source cannot be read, or the folder not be written.
    """
    places = review_places(sources)
    decoder = msgspec.json.Decoder(Issue)
    issues = {decoder.decode(line) for place in places.issues for line in lines_of(place)}
    with tempfile.TemporaryDirectory(prefix="aggregator-") as folder:
        waiting = _Waiting(Path(folder) / ANIME.name)
        with engine(places.reviews, job.judgements) as merged:
            waiting.write(merged.lines)
            issues.update(merged.issues)
        standing = standing_of(waiting)
        remove(beside(job.into, MANIFEST))
        complaints = sorted(issues, key=ISSUES.order)
        written = list(_written(waiting, job, standing, complaints, {"pages": merged.pages}))
    manifest = PartsManifest(
        what=COMMAND,
        sources=tuple(sources),
        format=job.form,
        parts=tuple(receipt for receipt, _ in written),
        settings=dict(standing.constants),
        versions=versions(),
    )
    finish(job.into, manifest)
    return Outcome(manifest, sum(was_there for _, was_there in written))


@contextmanager
def merged_here(places: Sequence[str], judgements: Sequence[Judgement]) -> Iterator[Merged]:
    """The embedded engine: in this process, reading the files twice."""
    issues: list[Issue] = []
    with plain_files(places) as paths:
        names = {path: name_of(place) for path, place in zip(paths, places, strict=True)}

        def leave_out(path: Path, number: int, line: bytes, error: Exception) -> None:
            issues.append(left_out(names[path], number, line, error))

        with ReviewFiles(paths, leave_out) as reviews:
            found = resolving(reviews, judgements)
            lines = map(msgspec.json.Encoder().encode, found.anime)
            yield Merged(pages=len(found.pages), lines=lines, issues=(*issues, *found.issues))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Anime in a file of this machine; they can be gone through as often as needed."""

    path: Path

    def write(self, lines: Iterable[bytes]) -> None:
        with self.path.open("xb") as out:
            out.writelines(line + b"\n" for line in lines)

    def __iter__(self) -> Iterator[Anime]:
        decoder = msgspec.json.Decoder(Anime)
        with self.path.open("rb") as lines:
            yield from map(decoder.decode, lines)

    def parts(self) -> Iterator[list[bytes]]:
        """The lines of part after part; at least one, which may be empty."""
        with self.path.open("rb") as lines:
            yield list(islice(lines, ANIME_OF_A_PART))
            while part := list(islice(lines, ANIME_OF_A_PART)):
                yield part


def _written(
    waiting: _Waiting, job: Job, standing: Standing, issues: Sequence[Issue], counts: dict[str, int]
) -> Iterator[tuple[Receipt, bool]]:
    """The receipts of all parts, and whether each was there already. Issues and counts of all go with the first."""
    decoder, encode = msgspec.json.Decoder(Anime), msgspec.json.Encoder().encode
    depends_on = encode([job.form, standing, versions()])
    for number, part in enumerate(waiting.parts()):
        told = [encode(issue) + b"\n" for issue in issues] if number == 0 else []
        made_of = hash_of(depends_on, *part, *told)
        receipt = whole_part(job.into, number, made_of)
        if receipt is not None:
            yield receipt, True
            continue
        lines = (encode(one) + b"\n" for one in stand(map(decoder.decode, part), standing))
        tables: dict[AnyTable, Iterable[bytes]] = {ANIME: lines, ISSUES: told}
        of_part = counts if number == 0 else {}
        yield write_part(job.into, number, made_of, tables, form=job.form, counts=of_part), False
