"""Hostile pages: too deep, too large, with entities, or built to keep a regex busy."""

import contextlib
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from aggregator.model import Issue, IssueCode
from aggregator.page import Page
from aggregator.reading import NotAReview, examine_page
from aggregator.reading.vocabulary import LABELS
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
        check=True, capture_output=True, text=True, cwd=PROJECT, timeout=300,
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


LONGEST = 0.1
"""CPU seconds for a page with a hostile text."""
HOSTILE = {
    "digits": "1" * 20_000, "spaces": " " * 20_000, "letters": "a" * 30 + "!", "digits and dots": "1." * 10_000,
    "brackets": "(" * 20_000, "slashes": "8/" * 10_000, "dashes": "- " * 10_000, "commas": "a, " * 6_000,
    "newlines": "\n" * 20_000, "stars": "★" * 20_000, "letters and spaces": "a " * 10_000,
    "spaces in between": "a" + "\u00a0" * 20_000 + "b", "a script's comments": "/* " * 6_000,
    "pairs of brackets": "(a) " * 5_000, "dates": "Jan 1, 2024 " * 1_600, "lengths": "1h 2m " * 3_300,
    "episodes": "第１話" * 6_000, "scores": "8.5/10 " * 3_000, "one word": "a" * 20_000,
    "words and dashes": "a-" * 10_000, "hexadecimal": "0x1f" * 5_000,
}  # fmt: skip
VALUES = {
    "title": "<title>{0}</title>", "heading": "<h1>{0}</h1>", "second heading": "<h1>A Story</h1><h2>{0}</h2>",
    "paragraph": "<p>{0}</p>", "label": "<p>{0}: 12</p>", "bold label": "<p><b>{0}</b> TV</p>",
    "label of a table": "<table><tr><th>{0}</th><td>TV</td></tr></table>",
    "box": "<div class='rating-box'><span class='rating'>{0}</span> / 10</div>",
    "stars": "<i class='star' title='{0}'></i>",
    "width": "<div class='rating'><span style='width:{0}%'></span></div>", "link": "<a href='{0}'>{0}</a>",
    "tag": "<a rel='tag' href='/genre/{0}'>{0}</a>", "image": "<img src='{0}' alt='{0}' title='{0}'>",
    "class": "<p class='{0}' id='{0}'>A Story</p>", "alternative titles": "<div class='synonyms'>{0}</div>",
    "synopsis": "<div class='synopsis'>{0}</div>", "canonical": "<link rel='canonical' href='https://site.example/{0}'>",
    "comment": "<!-- {0} -->", "script": "<script>{0}</script>", "language": "<html lang='{0}'>",
    "JSON-LD around": '<script type="application/ld+json">{0}{{"@type": "Movie", "name": "A"}}{0}</script>',
    "JSON-LD broken": '<script type="application/ld+json">{{"@type": "Movie", "name": "{0}",}}</script>',
    "state": '<script id="__NEXT_DATA__" type="application/json">{{"anime": {{"title": "A", "ep": "{0}"}}}}</script>',
}  # fmt: skip
"""Where a page may have a text, beside the values of labels and properties."""
LABELLED = (
    "<table><tr><th>{1}:</th><td>{0} min</td></tr></table>", "<p>{1}: {0}</p>", "<li><b>{1}</b> {0}</li>",
)  # fmt: skip
PROPERTIES = (
    "name", "alternateName", "description", "datePublished", "startDate", "genre", "numberOfEpisodes", "duration",
    "url", "image", "sameAs", "inLanguage", "productionCompany", "@type", "keywords",
)  # fmt: skip
METAS = ("og:title", "og:description", "og:url", "og:type", "video:duration", "description", "keywords", "article:tag")
AGGREGATES = ("ratingValue", "bestRating", "worstRating", "ratingCount", "reviewCount")


def spots() -> dict[str, str]:
    """Every place of a page, with room for a text."""
    found = dict(VALUES)
    for field, words in LABELS.items():
        label = next((word for word in words.split("|") if word.isascii()), words.split("|")[0])
        found |= {f"{field} {at}": form.replace("{1}", label) for at, form in enumerate(LABELLED)}
    script = '<script type="application/ld+json">{{"@type": "TVSeries", "name": "A Story", %s}}</script>'
    found |= {f"JSON-LD {name}": script % f'"{name}": "{{0}}"' for name in PROPERTIES}
    found |= {f"JSON-LD {name}": script % f'"aggregateRating": {{{{"{name}": "{{0}}"}}}}' for name in AGGREGATES}
    item = "<div itemscope itemtype='https://schema.org/TVSeries'><b itemprop='{1}'>{0}</b></div>"
    found |= {f"microdata {name}": item.replace("{1}", name) for name in PROPERTIES}
    return found | {f"meta {name}": f"<meta property='{name}' content='{{0}}'>" for name in METAS}


SecondsFor: TypeAlias = Callable[..., float]


@pytest.fixture(scope="module")
def seconds_for(processor_seconds: Callable[..., float]) -> SecondsFor:
    """`seconds_for(html, url, enough)`: seconds of the processor that reading a page takes."""

    def read(html: str, url: str) -> None:
        with contextlib.suppress(NotAReview):
            examine_page(Page(url, html))

    def seconds(
        html: str, url: str = "https://site.example/a", enough: float = LONGEST / 2, *, times: int = 5
    ) -> float:
        return processor_seconds(lambda: read(html, url), enough, times=times)

    return seconds


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_39_no_text_keeps_a_regex_busy_wherever_it_stands(text: str, seconds_for: SecondsFor) -> None:
    seconds_for(review("<p>Duration: 24 min</p><p>Aired: Jan 11, 2024</p>"))  # what is loaded when it is first needed
    taken = {name: seconds_for(f"<h1>A Story</h1>{form.format(text)}") for name, form in spots().items()}
    assert {name: seconds for name, seconds in taken.items() if seconds > LONGEST} == {}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_39_twice_the_text_takes_no_more_than_about_twice_the_time(text: str, seconds_for: SecondsFor) -> None:
    forms = "".join(
        form for name, form in spots().items() if name.startswith(("title", "heading", "JSON", "d", "s", "e"))
    )
    once, twice = (seconds_for(forms.format(text * times), enough=0, times=3) for times in (1, 2))
    assert twice < 3 * once + 0.05, f"{once:.3f} s, then {twice:.3f} s"


SPOT = re.compile(r'>\s*([^<>\s][^<>]{0,300}?)\s*<|="([^"<>]{1,200})"|": ?"([^"<>]{1,300})"')
"""A text between tags, the value of an attribute, or of a property in JSON."""
LAYOUTS = sorted({page.parent.parent.name for page in (PROJECT / "tests" / "fixtures").glob("*/*/page.html")})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_39_no_value_of_a_layout_keeps_a_regex_busy_or_fails_the_program(
    layout: str, fixtures: Path, seconds_for: SecondsFor
) -> None:
    saved = min((fixtures / layout).glob("*/page.html"))
    html, url = saved.read_text(encoding="utf-8", errors="replace"), address_of(saved)
    spots = [found.span(found.lastindex or 0) for found in SPOT.finditer(html)]
    chance = random.Random(layout)
    least = seconds_for(html, url)
    for begin, end in chance.sample(spots, min(8, len(spots))):
        name = chance.choice(list(HOSTILE))
        taken = seconds_for(html[:begin] + HOSTILE[name] + html[end:], url, LONGEST + least)
        assert taken < LONGEST + least, f"{name} instead of {html[begin:end]!r}, after {html[begin - 60 : begin]!r}"


def address_of(saved: Path) -> str:
    meta = saved.parent / "meta.json"
    return str(json.loads(meta.read_text()).get("url") if meta.exists() else "") or "https://site.example/a"


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
