"""What the report counts: agreement of sources, quartiles, what each page says of an anime, drawings, the database."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest

from aggregator.model import Anime, Conflict, DatabaseId, Issue, IssueCode, Kind, Review, SourcedScore, Title
from aggregator.report import charts
from aggregator.report.agreement import FEWEST_SHARED, SHOWN, compare
from aggregator.report.coverage import FIELDS, SITES_SHOWN, Coverage
from aggregator.report.database import write_database
from aggregator.report.files import Files, Pages
from aggregator.report.issues import MEANINGS
from aggregator.report.overview import LISTED, Overview
from aggregator.report.table import LONGEST_SYNOPSIS, detail

Make = Callable[..., Path]
Score = Callable[..., SourcedScore]


def rated(key: str, *scores: SourcedScore) -> Anime:
    tens = [score.value / score.scale_max * 10 for score in scores if score.counted and score.scale_max]
    mean = round(sum(tens) / len(tens), 1) if tens else None
    return Anime(
        id=key,
        title=f"Title {key}",
        scores=scores,
        rating=mean,
        rating_weighted=mean,
        rating_count=len(tens),
        rating_min=min(tens, default=None),
        rating_max=max(tens, default=None),
    )


def test_sources_are_compared_on_the_anime_that_they_share(make_release: Make, score: Score) -> None:
    shared = [rated(f"a-{n}", score("A", 5 + n / 4), score("B", 60 + n * 2.5, scale_max=100.0)) for n in range(12)]
    alone = [rated(f"b-{n}", score("A", 1)) for n in range(3)]
    agreement = compare(make_release([*shared, *alone]) / "anime.jsonl")
    assert [(each.source, each.count) for each in agreement.spreads] == [("A", 15), ("B", 12)]
    assert [(each.source, each.shared, each.middle) for each in agreement.offsets] == [("A", 12, -1.0), ("B", 12, 1.0)]
    [pair] = agreement.pairs
    assert (pair.first, pair.second, pair.shared, pair.apart) == ("A", "B", 12, 1.0)
    assert pair.correlation == pytest.approx(1.0)


def test_a_few_shared_anime_compare_nothing(make_release: Make, score: Score) -> None:
    few = [rated(f"a-{n}", score("A", 5), score("B", 6)) for n in range(FEWEST_SHARED - 1)]
    agreement = compare(make_release(few) / "anime.jsonl")
    assert (agreement.offsets, agreement.pairs) == ((), ())


def test_sources_beyond_those_drawn_are_counted(make_release: Make, score: Score) -> None:
    agreement = compare(make_release([rated("a-1", *(score(f"S{n:02}", 5) for n in range(SHOWN + 3)))]) / "anime.jsonl")
    assert (len(agreement.spreads), agreement.sources, agreement.rest) == (SHOWN, SHOWN + 3, 3)


def test_scores_that_are_not_averaged_are_not_compared(make_release: Make, score: Score) -> None:
    scores = (score("A", 5, counted=False), score("B", 5, scale_max=None), score("C", 5))
    agreement = compare(make_release([rated("a-1", *scores)]) / "anime.jsonl")
    assert [each.source for each in agreement.spreads] == ["C"]


def test_critics_and_users_of_one_name_are_two_sources(make_release: Make, score: Score) -> None:
    scores = (score("Metacritic", 5), score("Metacritic", 6, kind=Kind.CRITICS))
    agreement = compare(make_release([rated("a-1", *scores)]) / "anime.jsonl")
    assert [each.source for each in agreement.spreads] == ["Metacritic", "Metacritic (critics)"]


def test_lists_name_only_anime_with_two_scores(score: Score) -> None:
    overview = Overview()
    overview.add(rated("a-1", score("A", 10)))
    for n in range(LISTED + 5):
        overview.add(rated(f"b-{n:02}", score("A", 5), score("B", 5 + n / 10)))
    assert [entry.id for entry in overview.best] == [entry.id for entry in overview.disputed]
    assert overview.best[0].id == f"b-{LISTED + 4}"
    assert len(overview.best) == LISTED
    assert (overview.rated, overview.agreed) == (LISTED + 6, LISTED + 5)


def test_sources_that_agree_are_not_disputed(score: Score) -> None:
    overview = Overview()
    overview.add(rated("a-1", score("A", 8), score("B", 80, scale_max=100.0)))
    assert overview.disputed == []


def test_small_sites_share_a_row() -> None:
    coverage = Coverage()
    for n in range(SITES_SHOWN + 4):
        coverage.add(Review(title="A", headline="A", site=f"s{n:02}.example", episodes=1))
    rows = coverage.rows({}, 0)
    assert rows[-1].name == "4 smaller sites"
    assert rows[-1].percents[FIELDS.index("episodes")] == 100
    assert len(rows) == 1 + SITES_SHOWN + 1


def test_every_issue_has_a_meaning() -> None:
    assert set(MEANINGS) == set(IssueCode)


def test_a_value_names_every_page_that_states_it() -> None:
    anime = Anime(
        id="a-1",
        title="A",
        episodes=12,
        genres=("Action",),
        sources=("https://one.example/a", "https://two.example/a", "saved:c.html"),
        conflicts=(Conflict(field="episodes", taken="12", values=("12", "13")),),
    )
    pages = [
        (Review(title="A", headline="A", site="one.example", episodes=12, genres=("Action", "Drama")),),
        (Review(title="A", headline="A", site="two.example", episodes=13, genres=("Action",)),),
        (Review(title="A", headline="A", episodes=12), Review(title="A", headline="A", episodes=12)),
    ]
    told = detail(anime, pages)
    assert told["said"] == {
        "episodes": [(12, [0, 2]), (13, [1])],
        "genres": [("Action", [0, 1]), ("Drama", [0])],
    }
    assert told["conflicts"] == [["episodes", "12", ["12", "13"]]]
    assert told["sources"] == [
        ["https://one.example/a", "https://one.example/a", "one.example"],
        ["https://two.example/a", "https://two.example/a", "two.example"],
        ["saved:c.html", None, None],
    ]


def test_links_of_pages_are_http_or_none(score: Score) -> None:
    anime = Anime(
        id="a-1",
        title="A",
        scores=(score("A", 5, url="javascript:alert(1)"), score("B", 5, url="https://site.example/")),
        sources=("data:text/html,x",),
        ids=(DatabaseId("mal", '1"><script>'), DatabaseId("tvdb", "2")),
    )
    told = detail(anime, [()])
    assert [each["url"] for each in told["scores"]] == [None, "https://site.example/"]  # type: ignore[attr-defined]  # a list
    assert told["sources"] == [["data:text/html,x", None, None]]
    assert told["ids"] == [
        ["mal", '1"><script>', "https://myanimelist.net/anime/1%22%3E%3Cscript%3E"],
        ["tvdb", "2", None],
    ]


def test_what_is_endless_is_cut() -> None:
    told = detail(
        Anime(id="a-1", title="A", synopsis="x" * 99_999, alternative_titles=(Title("T"),) * 999, sources=("s",) * 999),
        [()] * 999,
    )
    assert len(str(told["synopsis"])) == LONGEST_SYNOPSIS
    assert len(msgspec.json.encode(told)) < 3000
    assert told["left"] == 959


def test_pages_are_found_by_their_name(make_release: Make) -> None:
    reviews = [
        Review(url="https://site.example/a", saved_as="1.html", title="A", headline="A"),
        Review(url="https://site.example/a", saved_as="2.html", title="A", headline="A", episodes=3),
        Review(saved_as="3.html", title="B", headline="B"),
    ]
    with Pages(Files(make_release([], reviews))) as pages:
        assert list(pages) == reviews
        found = pages.of(["https://site.example/a", "saved:3.html", "https://site.example/other"])
    assert found == [tuple(reviews[:2]), (reviews[2],), ()]


def test_a_drawing_holds_shapes_and_text_alone() -> None:
    hostile = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" onload="x()">'
        '<script>x()</script><a xlink:href="javascript:x()"><text>in a link</text></a><foreignObject/>'
        '<g style="fill:red" onclick="x()"><path class="background" d="M0,0Z"/><path d="M0,0.123456Z" fill="#000004"/>'
        "<text>&lt;b&gt;</text></g></svg>"
    )
    assert charts.tidied(hostile) == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" aria-hidden="true" focusable="false">'
        '<g><path d="M0,0.12Z" fill="var(--accent)"/><text>&lt;b&gt;</text></g></svg>'
    )


def test_names_of_sources_are_drawn_as_text(make_release: Make, score: Score) -> None:
    names = ('"]; alert(1); ["', "<script>alert(1)</script>", "a\u2028b\\", "\x00\x08\ufffe")
    agreement = compare(make_release([rated("a-1", *(score(name, 5) for name in names))]) / "anime.jsonl")
    drawn = charts.spreads(agreement).wide
    assert "&lt;script&gt;" in drawn
    assert "<script>" not in drawn


def test_the_database_holds_every_line_and_every_score(make_release: Make, score: Score, tmp_path: Path) -> None:
    anime = [rated("a-1", score("A", 8, votes=3), score("B", 6)), Anime(id="a-2", title="Ünïcode \U0001f600")]
    reviews = [Review(title="A", headline="A", genres=("Action", "Drama"))]
    issues = [Issue(code=IssueCode.NO_TITLE, message="None.")]
    with closing(
        sqlite3.connect(write_database(Files(make_release(anime, reviews, issues)), tmp_path / "r.db"))
    ) as database:
        assert database.execute("SELECT id, title, rating FROM anime").fetchall() == [
            ("a-1", "Title a-1", 7.0),
            ("a-2", "Ünïcode \U0001f600", None),
        ]
        assert database.execute("SELECT anime, source, value, votes, counted FROM scores").fetchall() == [
            ("a-1", "A", 8.0, 3, 1),
            ("a-1", "B", 6.0, None, 1),
        ]
        assert database.execute("SELECT value FROM reviews, json_each(genres)").fetchall() == [("Action",), ("Drama",)]
        assert database.execute("SELECT code FROM issues").fetchall() == [("no_title",)]
        columns = [row[1] for row in database.execute("PRAGMA table_info(anime)")]
    assert columns == [each.name for each in fields(Anime)]
