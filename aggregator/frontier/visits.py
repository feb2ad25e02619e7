"""Visits: what asking for a page came to, and what is remembered of all the visits to it."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

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
    """404 or 410, or the front page in its place."""
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
    """What tells whether the page says something new: fingerprint_of its reading."""
    is_final: bool = False
    """Whether the site says that the page is gone for good (410)."""
    reading: Read | None = None
    issues: tuple[Issue, ...] = ()
    """All that the visit gave but those of the reading, which has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is remembered of a page over its visits. Moments are seconds since 1970; None: there was none yet."""

    etag: str | None = None
    last_modified: str | None = None
    fingerprint: str | None = None
    reader: str | None = None
    """What read it last: the program, and the settings that what is read and followed depends on."""
    visits: int = 0
    changes: int = 0
    misses: int = 0
    """Visits in a row that did not find it; one that found it gone for good counts twice."""
    first_visit: float | None = None
    last_visit: float | None = None
    last_change: float | None = None
    last_good: float | None = None
    """When the page last gave its review, or was said to be as it was."""
    next_visit: float | None = None
    interval: float | None = None
    """Seconds that were to lie between the last visit and the next, before the lot was drawn."""
    temper: str | None = None
    """How the page behaves, by what it says: a word of aggregator.frontier.schedule."""


def fingerprint_of(reading: Read) -> str:
    """What tells whether a page says something new: 32 hex digits of what was read on it.

    Of no account is what changes daily on every page that people vote on: votes, and a score's second decimal. Nor is
    anything that is not read: nonces, adverts, tokens.
    """
    scores = tuple(replace(score, value=round(score.value, 1), votes=None, text="") for score in reading.review.scores)
    review = replace(reading.review, scores=scores, stated_average=None)
    return hashlib.blake2b(msgspec.json.encode((review, reading.issues)), digest_size=16).hexdigest()
