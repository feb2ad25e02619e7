"""Looking: what came, all at once: a document that names pages, or a page, what it says and what it links.

A pure function of what came, which needs neither Scrapy nor a loop: so it is called in the crawl's own process, or in
one beside it (spiders.readers).
"""

import hashlib
import traceback
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import msgspec

from aggregator.faults import fault_of
from aggregator.journal import Read
from aggregator.model import Issue
from aggregator.page import Page, UnreadableError
from aggregator.reading import NotAReview, examine_page
from aggregator.saved import MAX_BYTES
from spiders.links import LinkList, Outgoing, canonical_of, outgoing, read_links


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came, and what is to be known of it."""

    url: str
    body: bytes
    encoding: str | None = None
    """As the answer's head says."""
    page: str = ""
    """The page as the frontier knows it."""
    layouts: bool = True
    is_page: bool = True
    """Whether it may be a page, if it is no document that names some."""
    is_followed: bool = False
    """Whether its links are wanted."""
    is_read: bool = True
    """Whether what it says is."""


@dataclass(slots=True, kw_only=True)
class Looked:
    """What was found."""

    listed: LinkList | None = None
    """The pages that it names, when it is a sitemap or a feed. Then it is no page."""
    links: Outgoing = field(default_factory=Outgoing)
    own: str | None = None
    """The address that it goes by: its own, where it tells one without a part of its query."""
    reading: Read | None = None
    issue: Issue | None = None
    """Why there is no reading, when one was wanted."""
    trouble: str = ""
    """Where in the program it failed: a traceback."""


def look(asked: Asked) -> Looked:
    """Looks at what came. What fails in the program on the way is told, with what was found before."""
    looked = Looked()
    try:
        _look(asked, looked)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this page's alone: the others are read
        looked.issue = fault_of(error, url=asked.url)
        looked.trouble = traceback.format_exc()
    return looked


def answer(question: bytes) -> bytes:
    """The same from bytes to bytes, as processes tell each other."""
    return _ENCODER.encode(look(_QUESTIONS.decode(question)))


def asked_in_bytes(asked: Asked) -> bytes:
    return _ENCODER.encode(asked)


def looked_from_bytes(answer: bytes) -> Looked:
    return _ANSWERS.decode(answer)


_ENCODER = msgspec.msgpack.Encoder()
_QUESTIONS = msgspec.msgpack.Decoder(Asked)
_ANSWERS = msgspec.msgpack.Decoder(Looked)


def read(page: Page, *, layouts: bool) -> Read | Issue:
    """What a page says, as the journal keeps it, or why it is no review."""
    try:
        reading = examine_page(page, layouts=layouts, explain=False)
    except NotAReview as refusal:
        return refusal.issue
    return Read(
        review=reading.review,
        issues=reading.issues,
        content=content_hash(page),
        given_url=page.given_url,
        page=page.asked_as,
    )


def content_hash(page: Page) -> str:
    """A hash of a page's text."""
    return hashlib.blake2b(page.source, digest_size=16).hexdigest()


def _look(asked: Asked, looked: Looked) -> None:
    looked.listed = read_links(asked.body, asked.url)
    if looked.listed is not None or not asked.is_page or len(asked.body) > MAX_BYTES:
        return
    page = Page(asked.url, asked.body, encoding=asked.encoding)
    page.asked_as = asked.page
    try:
        looked.links = (
            outgoing(page, asked.url) if asked.is_followed else Outgoing(canonical=canonical_of(page, asked.url))
        )
    except UnreadableError:
        pass
    else:
        looked.own = _own(asked.url, looked.links.canonical or "")
        page.given_url = looked.own or asked.url
    if asked.is_read:
        said = read(page, layouts=asked.layouts)
        looked.reading, looked.issue = (said, None) if isinstance(said, Read) else (None, said)


def _own(url: str, canonical: str) -> str | None:
    """The address that a page tells, where that is the one it has without a part of its query."""
    own, said = urlsplit(url), urlsplit(canonical)
    is_shorter = own.query and (said.netloc, said.path) == (own.netloc, own.path) and len(said.query) < len(own.query)
    return canonical if is_shorter else None
