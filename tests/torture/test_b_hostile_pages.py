"""Hostile pages: too deep, too large, with entities, or built to keep a regex busy."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aggregator.model import Issue, IssueCode
from aggregator.page import Page
from aggregator.reading import NotAReview, examine_page
from aggregator.saved import MAX_BYTES, SavedPages

PROJECT = Path(__file__).parents[2]
PEAK = """
import resource, sys
from aggregator.page import Page
from aggregator.reading import NotAReview, examine_page
from aggregator.saved import SavedPages
from pathlib import Path
for page in SavedPages([Path(sys.argv[1])]):
    if isinstance(page, Page):
        try:
            print("read", examine_page(page).review.title[:40])
        except NotAReview as refusal:
            print(refusal.issue.code)
    else:
        print(page.code)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def review(body: str, head: str = "") -> str:
    data = {
        "@type": "TVSeries",
        "name": "A Story",
        "aggregateRating": {"@type": "AggregateRating", "ratingValue": "7.5", "bestRating": "10"},
    }
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    return f"<!doctype html><html><head>{head}{script}</head><body><h1>A Story</h1>{body}</body></html>"


@pytest.mark.parametrize("depth", [300, 5_000, 100_000])
def test_36_a_page_nested_beyond_reason_gives_its_values_or_is_named(depth: int) -> None:
    nested = review("<div>" * depth + "<p>Episodes: 12</p>" + "</div>" * depth)
    try:
        reading = examine_page(Page("https://site.example/a", nested))
        told = {issue.code for issue in reading.issues}
        episodes = reading.review.episodes
    except NotAReview as refusal:
        told, episodes = {refusal.issue.code}, None
    assert episodes == 12 or IssueCode.TRUNCATED in told


@pytest.mark.parametrize(
    ("page", "came_of_it"),
    [
        (review(f"<p>{'a' * 11_000_000}</p><p>Episodes: 12</p>"), "read A Story"),
        (review("<b>x</b>" * 1_000_000), "read A Story"),
        (review(" " * 100_000_000), "skipped"),
    ],
    ids=["a node of 11 MB", "a million tags", "100 MB"],
)
def test_37_what_is_large_takes_so_much_memory_and_no_more(tmp_path: Path, page: str, came_of_it: str) -> None:
    (tmp_path / "a.html").write_text(page)
    done = subprocess.run(
        [sys.executable, "-c", PEAK, str(tmp_path)],
        check=True, capture_output=True, text=True, cwd=PROJECT, timeout=90,
    )  # fmt: skip
    said, megabytes = done.stdout.split("\n")[:2]
    assert said == came_of_it
    assert int(megabytes) < 1_500


ENTITIES = [
    '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd">',
    '<!DOCTYPE html [<!ENTITY y "aaaaaaaaaaaaaaaaaaaa"><!ENTITY x "&y;&y;&y;&y;&y;&y;&y;&y;&y;&y;">]>',
    '<!DOCTYPE html [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
]


@pytest.mark.parametrize("doctype", ENTITIES)
def test_38_entities_of_a_saved_page_are_not_expanded_and_nothing_is_read(tmp_path: Path, doctype: str) -> None:
    page = f'<?xml version="1.0"?>{doctype}<html xmlns="http://www.w3.org/1999/xhtml">'
    (tmp_path / "a.xhtml").write_text(page + review("<p>Episodes: 12</p><p>Genres: Action, &x;</p>")[15:])
    (found,) = SavedPages([tmp_path])
    assert isinstance(found, Page)
    text = repr(examine_page(found).review)
    assert "root:" not in text
    assert "aaaaaaaaaa" not in text


HOSTILE = {
    "digits": "1" * 20_000, "spaces": " " * 20_000, "letters": "a" * 30 + "!", "digits and dots": "1." * 10_000,
    "brackets": "(" * 20_000, "slashes": "8/" * 10_000, "dashes": "- " * 10_000, "commas": "a, " * 6_000,
    "newlines": "\n" * 20_000, "stars": "★" * 20_000, "letters and spaces": "a " * 10_000,
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_39_no_text_keeps_a_regex_busy(text: str) -> None:
    labels = ("Episodes", "Duration", "Score", "Genres", "Aired", "Status", "Votes", "Season", "Studios")
    rows = "".join(f"<tr><th>{label}:</th><td>{text} min</td></tr>" for label in labels)
    page = f"<title>{text}</title><h1>{text}</h1><table>{rows}</table><p>Rating: {text}</p>"
    examine_page(Page("https://site.example/warm", review("<p>Duration: 24 min</p><p>Aired: Jan 11, 2024</p>")))
    began = time.process_time()
    with contextlib.suppress(NotAReview):
        examine_page(Page("https://site.example/a", page))
    taken = time.process_time() - began
    assert taken < 0.5, f"{taken:.2f} s for {len(page)} characters"


def test_54_ten_thousand_files_are_read_or_named_and_none_is_waited_for(tmp_path: Path) -> None:
    for number in range(10_000):
        (tmp_path / f"{number}.html").write_bytes(b"<!doctype html><h1>A</h1>")
    os.mkfifo(tmp_path / "fifo.html")
    (tmp_path / "zero.html").symlink_to("/dev/zero")
    (tmp_path / "up.html").symlink_to("../../../etc/passwd")
    (tmp_path / "unreadable.html").write_bytes(b"")
    (tmp_path / "unreadable.html").chmod(0)
    (tmp_path / os.fsdecode(b"\xff\n.html")).write_bytes(b"<!doctype html><h1>A</h1>")
    began = time.process_time()
    found = list(SavedPages([tmp_path]))
    assert time.process_time() - began < 10
    named = {page.saved_as for page in found if isinstance(page, Issue)}
    assert {"fifo.html", "zero.html", "up.html"} <= named <= {"fifo.html", "zero.html", "up.html", "unreadable.html"}
    assert sum(isinstance(page, Page) for page in found) >= 10_001


def test_37_the_limit_of_a_page_is_the_one_that_is_told() -> None:
    assert MAX_BYTES == 16 * 1024 * 1024
