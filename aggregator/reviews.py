"""Reviews from files into a run's journal: a line that is torn or malformed is named, the rest is kept."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from aggregator.exits import Exit, Refusal
from aggregator.journal import Begin, End, Read
from aggregator.model import Issue, IssueCode, Review
from aggregator.run import Run


def record_reviews(run: Run, paths: Sequence[Path]) -> list[Issue]:
    """Puts the reviews of some files into a run; returns what was wrong. Refusal when a file cannot be read."""
    complaints = []
    with run.journal("resolve") as journal:
        journal.append(Begin(crawl="resolve", sources=tuple(map(str, paths))))
        pages = 0
        for path in paths:
            for line in read_reviews(path):
                pages += 1
                if isinstance(line, Issue):
                    complaints.append(line)
                    journal.append(line)
                else:
                    journal.append(Read(review=line))
        journal.append(End(reason="finished", counts={"pages": pages}))
    return complaints


def read_reviews(path: Path) -> Iterator[Review | Issue]:
    """The reviews of a file, and an Issue with the line's number for whatever is none."""
    decoder = msgspec.json.Decoder(Review)
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    yield decoder.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    yield _left_out(path, number, line, error)
    except OSError as error:
        raise Refusal(Exit.USAGE, f"{path} cannot be read ({error.strerror}): name a file of reviews.") from error


def _left_out(path: Path, number: int, line: bytes, error: Exception) -> Issue:
    torn = "" if line.endswith(b"\n") else " (the file is torn there)"
    return Issue(
        code=IssueCode.UNREADABLE,
        message=f"{path.name}, line {number} is no review{torn}: {error}. It was left out, the rest was kept.",
        text=line[:300].decode("utf-8", "replace").strip(),
    )
