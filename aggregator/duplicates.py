"""Duplicates: when two reviews are of the same page, which of them is kept, and when two pages hold the same content.

Everything here is decided over all reviews of a run at once, so that which of two is kept never depends on which came first.
"""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import fields, replace

import msgspec

from aggregator.model import Issue, IssueCode, Review
from aggregator.quality import is_stated
from aggregator.resolve.pages import page_key, source_of


def line_order(review: Review) -> tuple[str, str, bytes]:
    """Reviews are published in this order."""
    return review.url or "", review.saved_as or "", msgspec.json.encode(review)


def without_duplicates(reviews: Iterable[Review]) -> tuple[list[Review], list[Issue]]:
    """One review a page, in the order of publication, and an Issue for each that is left out or that repeats another's content.

    Saved pages that give the same URL but have different titles are different pages with a wrong canonical link: all are kept,
    and known by their paths. A page lost is worse than a page without URL.
    """
    kept: list[Review] = []
    issues: list[Issue] = []
    for same_url in _grouped(reviews, page_key):
        pages = []
        for same_page in _grouped(same_url, lambda review: _folded(review.title)):
            first, *others = sorted(same_page, key=lambda review: (-_fullness(review), line_order(review)))
            pages.append(first)
            issues += [_counted_once(other, first) for other in others]
        if len(pages) > 1:
            issues += [_url_not_believed(page, pages) for page in pages if page.saved_as]
            pages = [replace(page, url=None) if page.saved_as else page for page in pages]
        kept += pages
    kept.sort(key=line_order)
    return kept, issues + _same_content(kept)


def _grouped(reviews: Iterable[Review], key: Callable[[Review], str]) -> Iterable[list[Review]]:
    groups: defaultdict[str, list[Review]] = defaultdict(list)
    for review in reviews:
        groups[key(review)].append(review)
    return groups.values()


def _folded(title: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def _fullness(review: Review) -> int:
    """How many fields say something."""
    return sum(is_stated(getattr(review, field.name)) for field in fields(review))


def _place(review: Review) -> str:
    return review.saved_as or review.url or "a page"


def _counted_once(other: Review, first: Review) -> Issue:
    message = f"The same page as {_place(first)}: it is counted once."
    return Issue(code=IssueCode.DUPLICATE, message=message, url=other.url, saved_as=other.saved_as)


def _url_not_believed(page: Review, pages: list[Review]) -> Issue:
    other = min(_place(other) for other in pages if other is not page)
    message = f"Gives the same URL as a page with another title ({other}): a wrong canonical link, so the page's URL is left open."
    return Issue(code=IssueCode.CONFLICT, message=message, url=page.url, saved_as=page.saved_as, field="url", text=page.url)


def _same_content(reviews: list[Review]) -> list[Issue]:
    """Different pages that say the same, word for word. A title alone is no content."""
    with_content = (review for review in reviews if review.scores or review.synopsis)
    return [
        Issue(
            code=IssueCode.SAME_CONTENT,
            message=f"Holds the same content as {source_of(first)}: both are kept.",
            url=other.url,
            saved_as=other.saved_as,
        )
        for first, *others in _grouped(with_content, _content)
        for other in others
    ]


def _content(review: Review) -> str:
    bare = replace(review, url=None, saved_as=None, site=None, layout="", image=None)
    return hashlib.blake2b(msgspec.json.encode(bare), digest_size=16).hexdigest()
