"""Quality: how much of what is published is filled, and when a release is too poor to replace the last good one."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from aggregator.model import Anime, IssueCode, Review

NO_LINE = frozenset(
    {
        IssueCode.UNREADABLE,
        IssueCode.NOT_A_REVIEW,
        IssueCode.BLOCKED,
        IssueCode.NO_TITLE,
        IssueCode.LAYOUT_DRIFT,
        IssueCode.FETCH_FAILED,
        IssueCode.READER_FAILED,
    }
)
"""Issues about a page that became no line."""
SHRINKS_TO = 0.5
"""A release with fewer than this share of the last good one's reviews, anime or scores is not published."""
MOST_DRIFTED = 0.5
"""Nor is one where more than this share of the pages no longer match their layout, or fail in the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a run read and made."""

    pages: int = 0
    """Pages handed to the reader."""
    reviews: int = 0
    """Lines of reviews.jsonl."""
    counted: int = 0
    """Those of them that anime are made of: further copies of a page are not."""
    anime: int = 0
    scores: int = 0
    """Scores on the lines of reviews.jsonl."""
    averaged: int = 0
    """Scores that an anime's rating averages."""
    issues: int = 0
    passed_over: int = 0
    """Files that are no pages."""
    by_issue: dict[str, int] = field(default_factory=dict)
    """Issues by code."""


def fill_rates(lines: Sequence[Review] | Sequence[Anime]) -> dict[str, float]:
    """Field to the share of lines that state it, to four decimals.

    >>> rates = fill_rates([Review(title="A", headline="A"), Review(title="B", headline="B", episodes=12)])
    >>> rates["title"], rates["episodes"], rates["genres"]
    (1.0, 0.5, 0.0)
    """
    if not lines:
        return {}
    names = [field.name for field in dataclasses.fields(lines[0])]
    return {name: round(sum(is_stated(getattr(line, name)) for line in lines) / len(lines), 4) for name in names}


def is_stated(value: object) -> bool:
    """Whether a field says something: neither None nor an empty list."""
    return value is not None and value != ()


def below_floor(counts: Counts, *, floor: int) -> list[str]:
    """Why a release is too poor in itself: sentences, none when it is good."""
    if counts.reviews < floor:
        why = ", ".join(f"{number} {code}" for code, number in counts.by_issue.items())
        return [f"It holds {counts.reviews} reviews, the floor is {floor}." + (f" Issues: {why}." if why else "")]
    return list(_drifted(counts))


def shrunk(counts: Counts, last: Counts | None) -> list[str]:
    """Why a release is too poor beside the last good one: sentences, none when it is good."""
    if last is None:
        return []
    return [
        f"It holds {now} {name}, the last good release {before}: less than half. "
        "When that is right (fewer sources, say), run it again with --accept-drift."
        for name, now, before in (
            ("reviews", counts.reviews, last.reviews),
            ("anime", counts.anime, last.anime),
            ("scores", counts.scores, last.scores),
        )
        if now < before * SHRINKS_TO
    ]


def _drifted(counts: Counts) -> Iterable[str]:
    for code, what in (
        (IssueCode.LAYOUT_DRIFT, "no longer match the layout that claims them: a site was redesigned"),
        (IssueCode.READER_FAILED, "made the program itself fail: please report them"),
    ):
        pages = counts.by_issue.get(code, 0)
        if pages > counts.pages * MOST_DRIFTED:
            yield f"{pages} of {counts.pages} pages {what} (issues.jsonl names them)."
