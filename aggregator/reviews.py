"""Reviews that were read before: where they lie, and how they come into a run's journal.

They are lines of JSON, plain or packed (.zst, .gz), or rows of Parquet; in files, folders, folders of parts (see
aggregator.parts), releases, or whatever a pattern names; on this machine or in object storage. A line that is torn or
malformed is named, the rest is kept.
"""

import gzip
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import msgspec

from aggregator.dataset.packed import zstd
from aggregator.dataset.parquet import connect, in_words, text_sql
from aggregator.exits import Exit, Refusal
from aggregator.journal import Begin, End, Read
from aggregator.model import Issue, IssueCode, Review
from aggregator.parts import files_of, manifest_of, refuse_unfinished
from aggregator.places import beside, fetched, find, is_folder, is_remote, local_path, name_of, stored
from aggregator.run import Run

PLAIN = ".jsonl"
SUFFIXES = (PLAIN, ".jsonl.zst", ".jsonl.gz", ".parquet")
"""Files of a folder that hold reviews."""


@dataclass(frozen=True, slots=True)
class ReviewPlaces:
    """Files of reviews, and of the issues that were found when they were read."""

    reviews: tuple[str, ...]
    issues: tuple[str, ...] = ()


def review_places(sources: Sequence[str]) -> ReviewPlaces:
    """The files in what was named. Refusal where there are none, or a folder of parts is not finished."""
    found = [_places_in(source) for source in sources]
    return ReviewPlaces(
        tuple(dict.fromkeys(place for one in found for place in one.reviews)),
        tuple(dict.fromkeys(place for one in found for place in one.issues)),
    )


def record_reviews(run: Run, sources: Sequence[str]) -> list[Issue]:
    """Puts reviews into a run; returns what was wrong with them. Refusal when a file cannot be read."""
    places = review_places(sources)
    complaints = []
    with run.journal("resolve") as journal:
        journal.append(Begin(crawl="resolve", sources=tuple(sources)))
        pages = 0
        for place in places.reviews:
            for line in read_reviews(place):
                pages += 1
                if isinstance(line, Issue):
                    complaints.append(line)
                    journal.append(line)
                else:
                    journal.append(Read(review=line))
        decoder = msgspec.json.Decoder(Issue)
        for place in places.issues:
            for issue in lines_of(place):
                journal.append(decoder.decode(issue))
        journal.append(End(reason="finished", counts={"pages": pages}))
    return complaints


def read_reviews(place: str) -> Iterator[Review | Issue]:
    """The reviews of a file, and an Issue with the line's number for whatever is none."""
    return reviews_in(name_of(place), lines_of(place))


def reviews_in(name: str, lines: Iterable[bytes]) -> Iterator[Review | Issue]:
    """The same of lines; the name is for those that are none."""
    decoder = msgspec.json.Decoder(Review)
    for number, line in enumerate(lines, start=1):
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield left_out(name, number, line, error)


def left_out(name: str, number: int, line: bytes, error: Exception) -> Issue:
    """What is told of a line of a file that is no review."""
    torn = "" if line.endswith(b"\n") else " (the file is torn there)"
    return Issue(
        code=IssueCode.UNREADABLE,
        message=f"{name}, line {number} is no review{torn}: {error}. It was left out, the rest was kept.",
        text=line[:300].decode("utf-8", "replace").strip(),
    )


def lines_of(place: str) -> Iterator[bytes]:
    """The lines of a file, whatever it is packed in. Refusal when it cannot be read."""
    try:
        with fetched(place) as path:
            yield from lines_in(path)
    except (OSError, EOFError, zlib.error, zstd.ZstdError, duckdb.Error) as error:
        said = in_words(error) if isinstance(error, duckdb.Error) else getattr(error, "strerror", None) or str(error)
        raise Refusal(Exit.USAGE, f"{place} cannot be read ({said}): name a file of reviews.") from error


def lines_in(path: Path) -> Iterator[bytes]:
    """The lines of a file of this machine, whatever it is packed in."""
    with _opened(path) as lines:
        yield from lines


@contextmanager
def plain_files(places: Sequence[str]) -> Iterator[list[Path]]:
    """The files as plain lines on this machine: themselves, or copies that are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="aggregator-") as folder:
        paths = []
        for number, place in enumerate(places):
            if is_remote(place) or not place.endswith(PLAIN):
                path = Path(folder) / f"{number:06}-{name_of(place)}"
                with path.open("wb") as out:
                    out.writelines(lines_of(place))
            else:
                path = local_path(place)
            paths.append(path)
        yield paths


def _places_in(source: str) -> ReviewPlaces:
    if not is_folder(source):
        return ReviewPlaces(tuple(file.place for file in find(source)))
    manifest = manifest_of(source)
    if manifest is not None:
        return ReviewPlaces(tuple(files_of(source, manifest, "reviews")), tuple(files_of(source, manifest, "issues")))
    refuse_unfinished(source)
    release = beside(source, "reviews.jsonl")
    if stored(release) is not None:
        return ReviewPlaces((release,))
    places = [file.place for file in find(source) if _holds_reviews(source, file.place)]
    if not places:
        raise Refusal(Exit.USAGE, f"{source} holds no reviews: files of reviews end in {', '.join(SUFFIXES)}.")
    return ReviewPlaces(tuple(places))


def _holds_reviews(folder: str, place: str) -> bool:
    within = place.removeprefix(beside(folder).rstrip("/")).strip("/").split("/")
    return place.endswith(SUFFIXES) and not any(part.startswith(("_", ".")) for part in within)


@contextmanager
def _opened(path: Path) -> Iterator[Iterable[bytes]]:
    """An open file of lines."""
    if path.suffix == ".parquet":
        with tempfile.TemporaryDirectory(prefix="aggregator-") as folder, connect() as base:
            lines = Path(folder) / "lines.jsonl"
            rows = f"SELECT * FROM read_parquet({text_sql(str(path))})"  # noqa: S608 - a path in SQL's quotes
            base.execute(f"COPY ({rows}) TO {text_sql(str(lines))} (FORMAT json)")
            with lines.open("rb") as file:
                yield file
    elif path.suffix == ".zst":
        with zstd.open(path, "rb") as file:
            yield file
    elif path.suffix == ".gz":
        with gzip.open(path, "rb") as file:
            yield file
    else:
        with path.open("rb") as file:
            yield file
