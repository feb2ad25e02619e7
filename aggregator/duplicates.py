"""Duplicates: which reviews are of one page, which of them an anime counts, and which pages hold the same content.

Everything is decided over all pages of a run at once: what is kept and what is counted never depends on order.
"""

import hashlib
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
import numpy as np
import numpy.typing as npt

from aggregator.journal import Pages
from aggregator.model import Issue, IssueCode, Review
from aggregator.quality import is_stated
from aggregator.resolve.pages import page_key, source_of

T = TypeVar("T")

TITLES_OF_ONE_URL = 2
"""Saved copies of one page may differ in the title. Where more titles share a URL, the canonical link is wrong."""
_NO_CONTENT = 0


@dataclass(frozen=True, slots=True)
class Reviews:
    """Reviews of a run, where its pages lie: gone through as often as needed, and had by number; none is held."""

    pages: Pages
    rows: Sequence[int]
    """The numbers of their pages."""
    without_url: frozenset[int] = frozenset()
    """Pages whose URL is not believed."""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Review]:
        return map(self.of_page, self.rows)

    def __getitem__(self, number: int) -> Review:
        return self.of_page(self.rows[number])

    def of_page(self, row: int) -> Review:
        """What is published of a page."""
        review = self.pages[row].review
        return replace(review, url=None) if row in self.without_url else review


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The pages of a run, told apart."""

    lines: Reviews
    """A review for each page that was read, in the order of publication. Copies with the same content are one."""
    counted: Reviews
    """Those that anime are made of: of several saved copies of one page, the fullest."""
    issues: tuple[Issue, ...]
    """One for each page that is not counted, or repeats what another says."""
    last_read: dict[str | None, str]
    """Site to when the newest reading of its pages was made."""


def line_order(review: Review) -> tuple[str, str, bytes]:
    """Reviews are published in this order."""
    return *_address(review), msgspec.json.encode(review)


def tell_apart(pages: Pages, now: str = "") -> Told:
    """Which reviews are published, and which of them are counted. `now` is when pages were read that do not say when.

    Of each page its address and two hashes are held, and these only here: what may be alike is read again.
    """
    addresses: list[tuple[str, str]] = []
    keys, contents = array("q"), array("q")
    last_read: dict[str | None, str] = {}
    for page in pages:
        review = page.review
        addresses.append(_address(review))
        keys.append(hash(page_key(review)))
        contents.append(_beginning(_content(review)) if review.scores or review.synopsis else _NO_CONTENT)
        last_read[review.site] = max(last_read.get(review.site, ""), page.read_at or now)
    copies = _Copies(pages)
    for rows in _alike(np.asarray(keys)):
        for same_url in _grouped(rows, lambda row: page_key(pages[row].review)):
            if len(same_url) > 1:
                copies.tell(same_url)
    for row in copies.without_url:
        addresses[row] = "", addresses[row][1]
    lines = Reviews(pages, (), frozenset(copies.without_url))
    published = (row for row in range(len(addresses)) if row not in copies.left_out)
    lines = replace(lines, rows=array("q", _in_order(published, addresses, lines)))
    counted = replace(lines, rows=array("q", (row for row in lines.rows if row not in copies.uncounted)))
    issues = *copies.issues, *_same_content(counted, np.asarray(contents))
    return Told(lines=lines, counted=counted, issues=issues, last_read=last_read)


class _Copies:
    """What is decided about pages with one URL."""

    def __init__(self, pages: Pages) -> None:
        self.left_out: set[int] = set()
        """Pages that become no line."""
        self.uncounted: set[int] = set()
        """Pages that no anime is made of."""
        self.without_url: set[int] = set()
        """Pages whose URL is not believed."""
        self.issues: list[Issue] = []
        self._pages = pages

    def tell(self, rows: Sequence[int]) -> None:
        """Decides which pages with one URL are published and counted."""
        read = {row: self._pages[row] for row in rows}
        copies: dict[int, Review] = {}
        for same_content in _grouped(rows, lambda row: read[row].content or line_order(read[row].review)):
            row_of = {read[row].review: row for row in same_content}
            first, *others = sorted(row_of, key=line_order)
            copies[row_of[first]] = first
            self.issues += [_duplicate(other, first, "A copy of") for other in others]
        self.left_out.update(row for row in rows if row not in copies)
        self.uncounted.update(rows)
        if _is_wrong([*copies.values()]):
            self.issues += map(_url_not_believed, copies.values())
            self.without_url.update(copies)
            self.uncounted.difference_update(copies)
        else:
            fullest, *rest = sorted(copies, key=lambda row: (-_fullness(copies[row]), line_order(copies[row])))
            self.issues += [_duplicate(copies[row], copies[fullest], "The same page as") for row in rest]
            self.uncounted.remove(fullest)


def _in_order(rows: Iterable[int], addresses: Sequence[tuple[str, str]], reviews: Reviews) -> Iterator[int]:
    """In the order of lines. What a page says is looked at only where several stand in one place."""
    for _, same in groupby(sorted(rows, key=addresses.__getitem__), addresses.__getitem__):
        several = list(same)
        if len(several) > 1:
            several.sort(key=lambda row: line_order(reviews.of_page(row)))
        yield from several


def _address(review: Review) -> tuple[str, str]:
    return review.url or "", review.saved_as or ""


def _beginning(digest: bytes) -> int:
    return int.from_bytes(digest[:8], "big", signed=True)


def _alike(hashes: npt.NDArray[np.int64]) -> Iterator[list[int]]:
    """The places of hashes that are there several times.

    >>> list(_alike(np.array([5, 7, 5, 9, 7, 5])))
    [[0, 2, 5], [1, 4]]
    """
    order = np.argsort(hashes, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(hashes[order])) + 1, len(order))
    starts = np.insert(ends[:-1], 0, 0)
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        yield order[start:end].tolist()


def _grouped(members: Iterable[T], key: Callable[[T], Hashable]) -> Iterable[list[T]]:
    groups: defaultdict[Hashable, list[T]] = defaultdict(list)
    for member in members:
        groups[key(member)].append(member)
    return groups.values()


def _is_wrong(copies: Sequence[Review]) -> bool:
    """Whether saved pages that give one URL are different pages: then nothing tells their real ones."""
    if len(copies) < 2 or not all(copy.saved_as for copy in copies):
        return False
    titles = {" ".join(unicodedata.normalize("NFKC", copy.title).casefold().split()) for copy in copies}
    home = not urlsplit(copies[0].url or "").path.strip("/")
    return len(titles) > (1 if home else TITLES_OF_ONE_URL)


def _fullness(review: Review) -> int:
    """How many fields say something."""
    return sum(is_stated(getattr(review, field.name)) for field in fields(review))


def _place(review: Review) -> str:
    return review.saved_as or source_of(review)


def _duplicate(other: Review, first: Review, what: str) -> Issue:
    message = f"{what} {_place(first)}: it is counted once."
    return Issue(code=IssueCode.DUPLICATE, message=message, url=other.url, saved_as=other.saved_as)


def _url_not_believed(page: Review) -> Issue:
    message = "Saved pages with different titles give this URL: their canonical link is wrong, so the URL is left open."
    return Issue(
        code=IssueCode.CONFLICT, message=message, url=page.url, saved_as=page.saved_as, field="url", text=page.url
    )


def _same_content(reviews: Reviews, contents: npt.NDArray[np.int64]) -> Iterator[Issue]:
    """Different pages that say the same, word for word. A title alone is no content."""
    hashes = contents[np.asarray(reviews.rows, np.int64)]
    with_content = np.flatnonzero(hashes != _NO_CONTENT)
    for alike in _alike(hashes[with_content]):
        first: dict[bytes, str] = {}
        for number in with_content[alike].tolist():
            review = reviews[number]
            content = _content(review)
            if content in first:
                yield Issue(
                    code=IssueCode.SAME_CONTENT,
                    message=f"Holds the same content as {first[content]}: both are counted.",
                    url=review.url,
                    saved_as=review.saved_as,
                )
            else:
                first[content] = source_of(review)


def _content(review: Review) -> bytes:
    bare = replace(review, url=None, saved_as=None, site=None, layout="", image=None)
    return hashlib.blake2b(msgspec.json.encode(bare), digest_size=16).digest()
