"""What a worker has in hand: a leased page, what was asked for it, and what is known of it so far."""

from dataclasses import dataclass, field

from scrapy import Request
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from aggregator.frontier import Done, Lease, Outcome, Visit, Wanted
from aggregator.frontier.visits import fingerprint_of
from aggregator.journal import Read
from aggregator.model import Issue, IssueCode
from spiders.reasons import Elsewhere, Ending, Unchanged

LEASE = "lease"
"""The key of a request's meta under which it names the page that it is asked for."""
_FOR_GOOD = 410
_GONE = frozenset({404, _FOR_GOOD})
_FAILED = frozenset({IssueCode.FETCH_FAILED, IssueCode.READER_FAILED})


class Noted(DropItem):
    """An item that goes no further: it stands in the journal, or stood there before."""

    def __init__(self, entry: Read | Issue, message: str) -> None:
        super().__init__(message, log_level="DEBUG")
        self.entry = entry


@dataclass(eq=False, slots=True)
class Held:
    """A page in hand."""

    lease: Lease
    under_way: set[Request] = field(default_factory=set)
    """Requests for it that the engine has: itself, or where it redirected to."""
    waiting: int = 0
    """Requests for it that the engine does not have yet."""
    has_left: bool = False
    """Whether its turn at the host is used up."""
    has_answer: bool = False
    is_given_back: bool = False
    is_unchanged: bool = False
    is_elsewhere: bool = False
    """Whether the site answered with its front page."""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    found: list[Wanted] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    reading: Read | None = None
    issues: list[Issue] = field(default_factory=list)

    def answered(self, response: Response) -> None:
        """The site answered with a page."""
        self.has_answer = True
        self.status = response.status
        self.etag = _header(response, b"ETag")
        self.last_modified = _header(response, b"Last-Modified")

    def failed(self, failure: Failure) -> None:
        """It did not; or nobody asked, since the crawl is to end."""
        error = failure.value
        self.is_given_back = isinstance(error, Ending)
        self.is_unchanged = isinstance(error, Unchanged)
        self.is_elsewhere = isinstance(error, Elsewhere)
        if isinstance(error, HttpError):
            self.has_answer = True
            self.status = error.response.status

    def note(self, entry: Read | Issue) -> None:
        """Something of it stands in the journal now."""
        if isinstance(entry, Read):
            self.reading = entry
        else:
            self.issues.append(entry)

    @property
    def done(self) -> Done:
        """What came of it."""
        visit = Visit(
            outcome=self._outcome(),
            etag=self.etag,
            last_modified=self.last_modified,
            fingerprint=fingerprint_of(self.reading) if self.reading else None,
            is_final=self.status == _FOR_GOOD,
            reading=self.reading,
            issues=tuple(self.issues),
        )
        return Done(lease=self.lease, visit=visit, found=self.found, names=self.names)

    def _outcome(self) -> Outcome:
        if self.is_unchanged:
            return Outcome.UNCHANGED
        if self.is_elsewhere:
            return Outcome.GONE
        codes = {issue.code for issue in self.issues}
        if self.reading is not None:
            return Outcome.READ
        if self.status in _GONE:
            return Outcome.GONE
        if IssueCode.BLOCKED in codes:
            return Outcome.BLOCKED
        return Outcome.FAILED if codes & _FAILED or not self.has_answer else Outcome.NO_REVIEW


def key_of_asked(answer: Response | Failure | None) -> str | None:
    """The page for which something was asked, when it was leased."""
    request = getattr(answer, "request", None)
    key = request.meta.get(LEASE) if request is not None else None
    return str(key) if key is not None else None


def _header(response: Response, name: bytes) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1")[:1000] if value else None
