"""The report in a real Chromium, from the disk: searching, sorting, filtering, looking closer; keys, dark, phone."""

import re
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files as resources
from math import floor
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from aggregator.model import (
    Anime,
    AnimeType,
    Conflict,
    DatabaseId,
    Issue,
    IssueCode,
    Kind,
    Review,
    SourcedScore,
    Status,
    Title,
)
from aggregator.report import write_report

Make = Callable[..., Path]
Open = Callable[..., Page]
Score = Callable[..., SourcedScore]

HOSTILE = [
    "<script>window.hurt = 1</script>",
    '<img src=x onerror="window.hurt = 1">',
    '" onerror="window.hurt = 1" x="',
    "'--><svg onload=window.hurt=1>",
    "</script><script>window.hurt = 1</script>",
    "{{ 7 * 7 }} ${window.hurt = 1} <%= 1 %>",
    "line\u2028and paragraph\u2029separators",
    "right \u202eto left and never back",
    "\x00\x08control\x1b[31m",
    "\U0001f600 emoji é",
    "javascript:window.hurt=1",
    "x" * 3000,
]


HARVEST = [
    {
        "source": "moon-reviews",
        "outcome": "read",
        "read_at": "2026-03-01T10:00:00Z",
        "reviews": 1234,
        "kept": 30,
        "oldest": "2026-02-14T10:00:00Z",
        "notes": {"licence": "CC BY-SA 4.0, as their footer says", "robots": "asks for 2 s between pages"},
    },
    {
        "source": "sun-blog",
        "outcome": "failed",
        "reasons": ["robots.txt cannot be had: it answers with 503."],
        "read_at": "2026-02-01T10:00:00Z",
        "reviews": 12,
        "kept": 12,
        "oldest": "2026-01-14T10:00:00Z",
        "notes": {"licence": "by mail from its author"},
    },
    {"source": "a-third", "outcome": "rested"},
]


def anime_of(key: str, title: str, *scores: SourcedScore, **more: object) -> Anime:
    tens = [each.value / each.scale_max * 10 for each in scores if each.counted and each.scale_max]
    mean = sum(tens) / len(tens) if tens else None
    rated = {
        "rating": None if mean is None else floor(mean * 10 + 0.5) / 10,
        "rating_exact": mean,
        "rating_median": mean,
        "rating_weighted": None if mean is None else round((21 + sum(tens)) / (3 + len(tens)), 6),
        "rating_count": len(tens),
        "rating_votes": sum(each.votes or 0 for each in scores) or None,
        "rating_min": min(tens, default=None),
        "rating_max": max(tens, default=None),
        "rating_low_evidence": len(tens) < 2,
    }
    return Anime(id=key, title=title, scores=scores, **{**rated, **more})  # type: ignore[arg-type]  # a test names what it needs


@pytest.fixture(scope="module")
def report(big_release: Make, score: Score) -> Path:
    """Four anime of two sites: well rated, disputed, by one source alone, and not rated."""
    pages = [
        Review(url="https://one.example/moon", site="one.example", title="Red Moon", headline="Red Moon", episodes=12),
        Review(url="https://two.example/moon", site="two.example", title="Red Moon", headline="Red Moon", episodes=13),
        Review(url="https://one.example/sun", site="one.example", title="Blue Sun", headline="Blue Sun"),
        Review(url="https://two.example/sun", site="two.example", title="Blue Sun", headline="Blue Sun"),
        Review(saved_as="cafe.html", title="Café Étoile", headline="Café Étoile"),
        Review(url="https://one.example/none", site="one.example", title="Unrated", headline="Unrated"),
    ]
    anime = [
        anime_of(
            "a-moon",
            "Red Moon",
            score("IMDb", 9, votes=1200, url="https://one.example/moon"),
            score("Kitsu", 87, scale_max=100.0, text="87%", url="https://two.example/moon"),
            score("Letterboxd", 4.5, scale_max=5.0, kind=Kind.EXTERNAL, counted=False, url="https://two.example/moon"),
            score("Fans", 71, scale_max=None, counted=False),
            type=AnimeType.TV,
            episodes=12,
            duration_seconds=1440,
            year=2024,
            status=Status.FINISHED,
            genres=("Action", "Drama"),
            audio_languages=("ja",),
            alternative_titles=(Title("赤い月", "ja"), Title("Akai Tsuki", "ja-Latn")),
            synopsis="A moon that is red.",
            ids=(DatabaseId("mal", "123"),),
            conflicts=(Conflict(field="episodes", taken="12", values=("12", "13")),),
            sources=("https://one.example/moon", "https://two.example/moon"),
        ),
        anime_of(
            "a-sun",
            "Blue Sun",
            score("IMDb", 2, url="https://one.example/sun"),
            score("Kitsu", 95, scale_max=100.0),
            type=AnimeType.MOVIE,
            episodes=1,
            year=1999,
            genres=("Drama",),
            sources=("https://one.example/sun", "https://two.example/sun"),
        ),
        anime_of("a-cafe", "Café Étoile", score("Kitsu", 95, scale_max=100.0), year=2010, sources=("saved:cafe.html",)),
        anime_of("a-none", "Unrated: nobody’s word", type=AnimeType.OVA, sources=("https://one.example/none",)),
    ]
    issues = [Issue(code=IssueCode.UNKNOWN_VALUE, message="A word.", url="https://one.example/moon", text="Other")]
    release = big_release(anime, pages, issues, result="degraded", exit_code=7, harvest=HARVEST)
    return write_report(release, release / "report.html")


def titles(page: Page) -> list[str]:
    return page.locator("#body th a").all_inner_texts()


def found(page: Page) -> str:
    return page.locator("#found").inner_text()


def test_a_person_first_sees_what_the_release_is(report: Path, open_file: Open) -> None:
    page = open_file(report)
    expect(page.locator("h1")).to_have_text("4 anime, read from 6 pages of 3 sites")
    expect(page.locator("h1")).to_be_in_viewport()
    expect(page.locator(".tiles")).to_be_in_viewport()
    expect(page.locator("figure svg").first).to_be_in_viewport()
    expect(page.locator(".over").first).to_contain_text("Release of 1 March 2026")


def test_the_sources_tell_what_became_of_them_and_one_that_failed_is_told_first(report: Path, open_file: Open) -> None:
    page = open_file(report)
    notice = page.get_by_role("note").filter(has_text="1 of 3 sources failed")
    expect(notice).to_be_in_viewport()
    notice.get_by_role("link", name="see what was crawled").click()
    table = page.get_by_role("region", name="Crawled sources")
    expect(table).to_be_in_viewport()
    read, failed, rested = table.locator("tbody tr").all()
    expect(read).to_contain_text("moon-reviews")
    expect(read.get_by_role("cell")).to_contain_text(
        ["read", "1,234", "30", "1 March 2026", "14 February 2026", "CC BY-SA"]
    )
    expect(read.locator("[data-age]").first).to_contain_text("ago")
    expect(failed).to_contain_text("robots.txt cannot be had: it answers with 503.")
    expect(failed.get_by_role("cell")).to_contain_text(
        ["failed", "12", "12", "1 February 2026", "14 January 2026", "by mail"]
    )
    expect(rested.get_by_role("cell")).to_have_text(["not asked", "0", "0", "never", "–", "–"])


def test_a_phone_shows_the_sources_without_a_page_that_is_too_wide(report: Path, open_file: Open) -> None:
    page = open_file(report, phone=True, address="#crawled")
    expect(page.get_by_role("region", name="Crawled sources")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_table_begins_with_what_is_rated_best_and_ends_with_what_is_not_rated(
    report: Path, open_file: Open
) -> None:
    page = open_file(report)
    assert titles(page) == ["Red Moon", "Café Étoile", "Blue Sun", "Unrated: nobody’s word"]
    assert found(page) == "4 anime"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("moon", ["Red Moon"]),
        ("MOON red", ["Red Moon"]),
        ("赤い", ["Red Moon"]),
        ("akai tsu", ["Red Moon"]),
        ("cafe etoile", ["Café Étoile"]),
        ("ｃａｆé", ["Café Étoile"]),
        ("unrated nobody s", ["Unrated: nobody’s word"]),
        ("   ", ["Red Moon", "Café Étoile", "Blue Sun", "Unrated: nobody’s word"]),
        ("(", ["Red Moon", "Café Étoile", "Blue Sun", "Unrated: nobody’s word"]),
        ("no such title", []),
    ],
)
def test_search_finds_every_title_in_any_writing(
    report: Path, open_file: Open, words: str, expected: list[str]
) -> None:
    page = open_file(report)
    page.get_by_label("Search titles").fill(words)
    assert titles(page) == expected
    assert page.locator("#nothing").is_visible() == (not expected)
    assert found(page) == ("4 anime" if len(expected) == 4 else f"{len(expected)} of 4 anime")


@pytest.mark.parametrize(
    ("column", "once", "twice"),
    [
        ("Title", "Blue Sun", "Unrated: nobody’s word"),
        ("Year", "Red Moon", "Blue Sun"),
        ("Rating", "Café Étoile", "Blue Sun"),
        ("Scores", "Red Moon", "Unrated: nobody’s word"),
        ("Votes", "Red Moon", "Red Moon"),
        ("Apart", "Blue Sun", "Red Moon"),
    ],
)
def test_a_column_sorts_both_ways_and_what_is_not_known_stands_last(
    report: Path, open_file: Open, column: str, once: str, twice: str
) -> None:
    page = open_file(report)
    header = page.locator("#head th", has_text=column)
    header.locator("button").click()
    assert titles(page)[0] == once
    assert header.get_attribute("aria-sort") == ("ascending" if column == "Title" else "descending")
    header.locator("button").click()
    assert titles(page)[0] == twice
    if column in {"Year", "Rating"}:
        assert titles(page)[-1] == "Unrated: nobody’s word"


def test_filters_narrow_together_stand_in_the_address_and_are_cleared(report: Path, open_file: Open) -> None:
    page = open_file(report)
    page.get_by_label("Genre").select_option("Drama")
    assert titles(page) == ["Red Moon", "Blue Sun"]
    page.get_by_label("From year").fill("2000")
    assert titles(page) == ["Red Moon"]
    expect(page).to_have_url(re.compile("genre=Drama&from=2000"))
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert titles(page) == ["Red Moon"]
    assert page.get_by_label("From year").input_value() == "2000"
    page.get_by_role("button", name="Clear").click()
    assert found(page) == "4 anime"
    for label, value, expected in (
        ("Type", "OVA", ["Unrated: nobody’s word"]),
        ("Type", "-", ["Café Étoile"]),
        ("Site", "two.example", ["Red Moon", "Blue Sun"]),
        ("Scores", "1", ["Red Moon", "Café Étoile", "Blue Sun"]),
    ):
        page.get_by_role("button", name="Clear").click()
        page.locator("#filters").get_by_label(label, exact=True).select_option(value)
        assert titles(page) == expected
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Sources disagree").check()
    assert titles(page) == ["Red Moon"]


def test_an_anime_shows_each_score_on_its_own_scale_and_where_each_value_comes_from(
    report: Path, open_file: Open
) -> None:
    page = open_file(report)
    page.locator("#body").get_by_role("link", name="Red Moon").click()
    dialog = page.get_by_role("dialog", name="Red Moon")
    expect(dialog).to_be_visible()
    expect(dialog.locator(".verdict")).to_contain_text("mean of 2 scores · 1,200 votes behind them")
    rows = [" | ".join(row.split("\n")) for row in dialog.locator(".scores tbody tr").all_inner_texts()]
    cells = [row.replace("\t", " ").replace("|", " ").split() for row in rows]
    assert cells == [
        ["IMDb", "users", "9", "0–10", "9.00", "1,200"],
        ["Kitsu", "users", "87", "“87%”", "0–100", "8.70", "–"],
        ["Letterboxd", "external,", "not", "averaged", "4.5", "0–5", "9.00", "–"],
        ["Fans", "users,", "not", "averaged", "71", "scale", "not", "known", "–", "–"],
    ]
    imdb = dialog.locator(".scores").get_by_role("link", name="IMDb")
    assert imdb.get_attribute("href") == "https://one.example/moon"
    assert imdb.get_attribute("rel") == "noopener noreferrer"
    episodes = dialog.locator(".facts > div", has=page.locator("dt", has_text="Episodes"))
    expect(episodes.locator(".conflict")).to_contain_text("Disputed: 13")
    marks = [mark.get_attribute("href") for mark in episodes.locator("sup a").all()]
    assert marks == ["https://one.example/moon", "https://two.example/moon"]
    expect(dialog).to_contain_text("24 min")
    expect(dialog).to_contain_text("Japanese")
    expect(dialog.get_by_role("link", name="mal 123")).to_have_attribute("href", "https://myanimelist.net/anime/123")
    expect(page).to_have_url(re.compile("anime=a-moon"))


def test_an_anime_is_closed_left_and_entered_by_its_address(report: Path, open_file: Open) -> None:
    page = open_file(report, address="#anime=a-sun")
    expect(page.get_by_role("dialog", name="Blue Sun")).to_be_visible()
    page.get_by_role("button", name="Previous").click()
    expect(page.get_by_role("dialog", name="Café Étoile")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("dialog", name="Red Moon")).to_be_visible()
    expect(page.get_by_role("button", name="Previous")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("anime="))
    page.locator(".list a", has_text="Blue Sun").first.click()
    expect(page.get_by_role("dialog", name="Blue Sun")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_anime_that_is_not_rated_or_of_one_page_says_so(report: Path, open_file: Open) -> None:
    page = open_file(report, address="#anime=a-none")
    expect(page.get_by_role("dialog")).to_contain_text("Not rated: no page states a score that could be averaged.")
    page.evaluate("location.hash = 'anime=a-cafe'")
    expect(page.get_by_role("dialog")).to_contain_text("one source’s word○ Little evidence")
    expect(page.get_by_role("dialog").locator(".pages")).to_have_text("saved:cafe.html")


def test_the_keyboard_alone_reaches_everything(report: Path, open_file: Open) -> None:
    page = open_file(report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the table of all anime"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator("#body a").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Café Étoile"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == "Unrated: nobody’s word"
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Red Moon")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent") == "Red Moon"
    assert page.locator('#body a[tabindex="0"]').count() == 1


def test_dark_follows_the_system_until_a_person_chooses(report: Path, open_file: Open) -> None:
    def paper(page: Page) -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light, dark = "rgb(251, 250, 248)", "rgb(19, 19, 22)"
    page = open_file(report, dark=True)
    assert paper(page) == dark
    page.get_by_role("button", name="Switch to light colours").click()
    assert paper(page) == light
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert paper(page) == light
    page.get_by_role("button", name="Switch to dark colours").click()
    assert paper(page) == dark
    assert (
        page.evaluate("getComputedStyle(document.querySelector('svg [fill=\"var(--accent)\"]')).fill")
        == "rgb(157, 171, 255)"
    )


def test_a_phone_shows_everything_without_scrolling_sideways(report: Path, open_file: Open) -> None:
    page = open_file(report, phone=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.getElementById('box').scrollWidth <= document.getElementById('box').clientWidth")
    expect(page.get_by_label("Genre")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Genre").select_option("Action")
    page.locator("#body a").first.click()
    expect(page.get_by_role("dialog", name="Red Moon")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_pages_say_is_never_markup_code_or_a_wrong_link(
    make_release: Make, open_report: Open, score: Score
) -> None:
    evil = "javascript:window.hurt=1"
    anime = [
        anime_of(
            f"a-{n:02}",
            text,
            score(text, 8, text=text, url=evil),
            score(f"{text}2", 5, url=f"https://site.example/{text[:50]}"),
            alternative_titles=(Title(text, text[:20]),),
            genres=(text,),
            tags=(text,),
            studios=(text,),
            source_material=text,
            synopsis=text,
            start_date=text,
            year=2000,
            ids=(DatabaseId(text, text), DatabaseId("mal", text[:50])),
            conflicts=(Conflict(field=text, taken=text, values=(text, "other")),),
            sources=(evil, f"https://site.example/{n}"),
        )
        for n, text in enumerate(HOSTILE)
    ]
    reviews = [
        Review(
            url=f"https://site.example/{n}", site=text, title=text, headline=text, studios=(text,), genres=("x", text)
        )
        for n, text in enumerate(HOSTILE)
    ]
    issues = [Issue(code=code, message=text, url=evil, text=text) for code in IssueCode for text in HOSTILE[:3]]
    page = open_report(make_release(anime, reviews, issues, sources=tuple(HOSTILE), reasons=tuple(HOSTILE)))
    for each in anime:
        page.evaluate("(id) => { location.hash = `anime=${id}` }", each.id)
        page.wait_for_function("(id) => document.querySelector('#detail-body').textContent.includes(id)", arg=each.id)
        heading = page.locator("#detail-title").text_content() or ""
        assert heading == each.title.replace("\r", "\n")
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))")
        assert [link for link in links if not link.startswith(("https://", "#"))] == []
        assert page.evaluate("document.querySelectorAll('img, iframe, main script, dialog script').length") == 0
    assert page.evaluate("window.hurt") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_policy_stops_what_would_slip_through(report: Path, open_file: Open, tmp_path: Path) -> None:
    content = report.read_text(encoding="utf-8")
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(
        content.replace("<main>", '<main><script>window.hurt = 1</script><p onclick="window.hurt = 1">x</p>')
    )
    page = open_file(spoilt, complaints_of="Content Security Policy")
    page.locator("main > p").first.click()
    assert page.evaluate("window.hurt") is None


@pytest.mark.parametrize(("dark", "phone"), [(False, False), (True, True)], ids=["light desktop", "dark phone"])
def test_axe_finds_nothing(report: Path, open_file: Open, *, dark: bool, phone: bool) -> None:
    page = open_file(report, dark=dark, phone=phone)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    assert axe(page) == []
    page.locator("#body a").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert axe(page) == []


def test_axe_finds_nothing_in_an_empty_release(make_release: Make, open_report: Open) -> None:
    assert axe(open_report(make_release([]))) == []


def axe(page: Page) -> list[str]:
    """What axe-core objects to, whatever its weight."""
    page.evaluate(resources("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate("axe.run()")
    return [
        f"{rule['impact']}: {rule['help']}: {node['html'][:200]} {node.get('failureSummary')}"
        for rule in result["violations"]
        for node in rule["nodes"][:3]
    ]


def test_releases_with_almost_nothing_open_without_complaint(
    make_release: Make, open_report: Open, score: Score
) -> None:
    page = open_report(make_release([]))
    assert found(page) == "0 anime"
    expect(page.locator("#nothing")).to_be_visible()
    page = open_report(make_release([replace(anime_of("a-1", "One", score("A", 8)), year=2024)], name="one"))
    assert titles(page) == ["One"]


def test_the_served_page_works_as_the_file_does(port: int, open_file: Open) -> None:
    assert titles(open_file(f"http://127.0.0.1:{port}/")) == ["One"]
