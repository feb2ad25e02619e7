"""A page that comes twice is counted once, and no page is lost for a wrong link."""

import random

from aggregator.duplicates import Told, tell_apart
from aggregator.journal import Read
from aggregator.model import IssueCode, Review


def read(title: str, saved_as: str | None, url: str | None, *, content: str = "", episodes: int | None = None) -> Read:
    review = Review(
        title=title, headline=title, saved_as=saved_as, url=url, episodes=episodes, synopsis=f"About {title}."
    )
    return Read(review=review, content=content or f"{saved_as}{url}")


def codes(told: Told) -> list[str]:
    return sorted(issue.code for issue in told.issues)


def test_identical_copies_are_one_line() -> None:
    told = tell_apart([read("A", f"{n}.html", "https://site.example/a", content="same") for n in range(3)])
    assert [review.saved_as for review in told.lines] == ["0.html"]
    assert codes(told) == [IssueCode.DUPLICATE] * 2


def test_copies_of_different_days_keep_their_lines_and_the_fullest_is_counted() -> None:
    pages = [
        read("A", "old.html", "http://site.example/a/"),
        read("A", "new.html", "https://www.site.example/a?utm_source=x", episodes=12),
    ]
    told = tell_apart(pages)
    assert len(told.lines) == 2
    assert [review.saved_as for review in told.counted] == ["new.html"]
    assert codes(told) == [IssueCode.DUPLICATE]


def test_paths_that_differ_in_case_are_two_pages() -> None:
    told = tell_apart([read("A", None, "https://site.example/a"), read("B", None, "https://site.example/A")])
    assert (len(told.counted), told.issues) == (2, ())


def test_two_urls_with_the_same_content_are_noted_and_both_counted() -> None:
    told = tell_apart([read("A", None, "https://site.example/a"), read("A", None, "https://mirror.example/a")])
    assert len(told.counted) == 2
    assert codes(told) == [IssueCode.SAME_CONTENT]


def test_a_title_alone_is_no_content() -> None:
    bare = [Read(review=Review(title="A", headline="A", url=f"https://{host}.example/a")) for host in "ab"]
    assert tell_apart(bare).issues == ()


def test_pages_whose_canonical_link_is_the_home_page_are_not_lost() -> None:
    told = tell_apart([read(title, f"{title}.html", "https://site.example/") for title in "AB"])
    assert [(review.title, review.url) for review in told.counted] == [("A", None), ("B", None)]
    assert codes(told) == [IssueCode.CONFLICT] * 2


def test_many_titles_of_one_url_are_not_lost() -> None:
    told = tell_apart([read(title, f"{title}.html", "https://site.example/list") for title in "ABC"])
    assert [review.url for review in told.counted] == [None] * 3


def test_two_titles_of_one_url_are_two_copies_of_a_page() -> None:
    told = tell_apart([read(title, f"{title}.html", "https://site.example/a") for title in ("A", "A (TV)")])
    assert (len(told.lines), len(told.counted)) == (2, 1)


def test_order_changes_nothing() -> None:
    pages = [read("A", f"{n}.html", f"https://site.example/{n % 3}", content=str(n % 4)) for n in range(12)]
    results = []
    for seed in range(6):
        random.Random(seed).shuffle(pages)
        told = tell_apart(pages)
        results.append((tuple(told.lines), tuple(told.counted), frozenset(told.issues)))
    assert len(set(results)) == 1
