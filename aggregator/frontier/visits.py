"""Visits: what asking for a page came to, and what is remembered of all the visits to it."""

from dataclasses import dataclass
from enum import StrEnum

from aggregator.journal import Read
from aggregator.model import Issue


class Outcome(StrEnum):
    """What a visit came to."""

    READ = "read"
    """A review."""
    UNCHANGED = "unchanged"
    """The site says that the page is as it was: the last good reading holds."""
    NO_REVIEW = "no_review"
    """A page, a list or a sitemap, and no review."""
    GONE = "gone"
    """404 or 410."""
    FAILED = "failed"
    """No answer, or none that is a page; or the program failed on it."""
    BLOCKED = "blocked"
    """We may not have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one visit to a page came to."""

    outcome: Outcome
    etag: str | None = None
    last_modified: str | None = None
    """As the site wrote it."""
    fingerprint: str | None = None
    """A hash of what the page says: the `content` of its reading."""
    reading: Read | None = None
    issues: tuple[Issue, ...] = ()
    """All that the visit gave but those of the reading, which has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is remembered of a page over its visits. Moments are seconds since 1970; None: there was none yet."""

    etag: str | None = None
    last_modified: str | None = None
    fingerprint: str | None = None
    program: str | None = None
    """The version that read it last."""
    visits: int = 0
    changes: int = 0
    misses: int = 0
    """Visits in a row that did not find it."""
    first_visit: float | None = None
    last_visit: float | None = None
    last_change: float | None = None
    next_visit: float | None = None
