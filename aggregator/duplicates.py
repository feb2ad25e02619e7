"""Duplicates: which reviews are of one page, which of them an anime counts, and which pages hold the same content.

Everything is decided over all pages of a run at once: what is kept and what is counted never depends on order.
"""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from aggregator.journal import Read
from aggregator.model import Issue, IssueCode, Review
from aggregator.quality import is_stated
from aggregator.resolve.pages import page_key, source_of

T = TypeVar("T")

TITLES_OF_ONE_URL = 2
"""Saved copies of one page may differ in the title. Where more titles share a URL, the canonical link is wrong."""


@dataclass(frozen=True, slots=True)
class Told:
    """The pages of a run, told apart."""

    lines: tuple[Review, ...]
    """A review for each page that was read, in the order of publication. Copies with the same content are one."""
    counted: tuple[Review, ...]
    """Those that anime are made of: of several saved copies of one page, the fullest."""
    issues: tuple[Issue, ...]
    """One for each page that is not counted, or repeats what another says."""


def line_order(review: Review) -> tuple[str, str, bytes]:
    """Reviews are published in this order."""
    return *_address(review), msgspec.json.encode(review)


def tell_apart(pages: Iterable[Read]) -> Told:
    """Which reviews are published, and which of them are counted."""
    lines: list[Review] = []
    counted: list[Review] = []
    issues: list[Issue] = []
    for same_url in _grouped(pages, lambda page: page_key(page.review)):
        if len(same_url) == 1:  # nearly always
            lines.append(same_url[0].review)
            counted.append(same_url[0].review)
            continue
        copies = []
        for same_content in _grouped(same_url, lambda page: page.content or line_order(page.review)):
            first, *others = sorted({page.review for page in same_content}, key=line_order)
            copies.append(first)
            issues += [_duplicate(other, first, "A copy of") for other in others]
        if _is_wrong(copies):
            issues += [_url_not_believed(copy) for copy in copies]
            copies = [replace(copy, url=None) for copy in copies]
            counted += copies
        else:
            fullest, *others = sorted(copies, key=lambda review: (-_fullness(review), line_order(review)))
            counted.append(fullest)
            issues += [_duplicate(other, fullest, "The same page as") for other in others]
        lines += copies
    lines, counted = _in_order(lines), _in_order(counted)
    return Told(tuple(lines), tuple(counted), (*issues, *_same_content(counted)))


def _in_order(reviews: Iterable[Review]) -> list[Review]:
    """In the order of lines. What a review says is looked at only where several stand in one place."""
    by_address = sorted(reviews, key=_address)
    return [
        review
        for _, same in groupby(by_address, _address)
        for several in [list(same)]
        for review in (sorted(several, key=line_order) if len(several) > 1 else several)
    ]


def _address(review: Review) -> tuple[str, str]:
    return review.url or "", review.saved_as or ""


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


def _same_content(reviews: Sequence[Review]) -> list[Issue]:
    """Different pages that say the same, word for word. A title alone is no content."""
    with_content = (review for review in reviews if review.scores or review.synopsis)
    return [
        Issue(
            code=IssueCode.SAME_CONTENT,
            message=f"Holds the same content as {source_of(first)}: both are counted.",
            url=other.url,
            saved_as=other.saved_as,
        )
        for first, *others in _grouped(with_content, _content)
        for other in others
    ]


def _content(review: Review) -> bytes:
    bare = replace(review, url=None, saved_as=None, site=None, layout="", image=None)
    return hashlib.blake2b(msgspec.json.encode(bare), digest_size=16).digest()
