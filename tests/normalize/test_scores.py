"""Scores and their sources."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aggregator.model import Kind, Score
from aggregator.normalize.scores import LETTERS, canonical_source, parse_score, score_problem


def read(text: str, **known: float) -> tuple[float, float | None, int | None] | None:
    score = parse_score(text, source="someone", scale_max=known.get("scale_max"), scale_min=known.get("scale_min", 0.0))
    return None if score is None else (score.value, score.scale_max, score.votes)


# text, value, scale that the text itself tells
FORMATS = [
    *(
        ("8.71", 8.71, None),
        ("8,71", 8.71, None),
        ("8", 8.0, None),
        ("10", 10.0, None),
        ("100", 100.0, None),
        ("８.１", 8.1, None),
        ("٨٫٥", 8.5, None),
        ("8.", 8.0, None),
    ),
    *(
        ("8.71/10", 8.71, 10.0),
        ("8.71 / 10", 8.71, 10.0),
        ("8,71/10", 8.71, 10.0),
        ("85/100", 85.0, 100.0),
        ("4/5", 4.0, 5.0),
        ("4.4/5.0", 4.4, 5.0),
        ("10/10", 10.0, 10.0),
    ),
    *(("７／１０", 7.0, 10.0), ("٨٫٥/١٠", 8.5, 10.0), ("16/20", 16.0, 20.0)),
    *(
        ("7.5 out of 10", 7.5, 10.0),
        ("3.87 out of 5", 3.87, 5.0),
        ("4,73 von 5", 4.73, 5.0),
        ("4,73 von of 5", 4.73, 5.0),
        ("9,5 из 10", 9.5, 10.0),
        ("8 de 10", 8.0, 10.0),
    ),
    *(
        ("8 sur 10", 8.0, 10.0),
        ("8 su 10", 8.0, 10.0),
        ("8 na 10", 8.0, 10.0),
        ("8 z 10", 8.0, 10.0),
        ("8 of 10", 8.0, 10.0),
        ("8 dari 10", 8.0, 10.0),
    ),
    *(
        ("100点満点中85点", 85.0, 100.0),
        ("10点満点で8点", 8.0, 10.0),
        ("10점 만점에 8.5점", 8.5, 10.0),
        ("10 üzerinden 8,5", 8.5, 10.0),
        ("10 में से 8", 8.0, 10.0),
    ),
    *(
        ("87%", 87.0, 100.0),
        ("87 %", 87.0, 100.0),
        ("87,5 %", 87.5, 100.0),
        ("87 percent", 87.0, 100.0),
        ("87 Prozent", 87.0, 100.0),
        ("87％", 87.0, 100.0),
        ("٨٧٪", 87.0, 100.0),
    ),
    *(
        ("4.5★", 4.5, 5.0),
        ("4.5 ★", 4.5, 5.0),
        ("4.5 stars", 4.5, 5.0),
        ("1 star", 1.0, 5.0),
        ("4,5 звезды", 4.5, 5.0),
        ("4 étoiles", 4.0, 5.0),
        ("8.5★", 8.5, None),
        ("9/10 stars", 9.0, 10.0),
    ),
    *(
        ("★★★★☆", 4.0, 5.0),
        ("★★★★", 4.0, 5.0),
        ("★★★½", 3.5, 5.0),
        ("★★★½☆", 3.5, 5.0),
        ("⭐⭐⭐", 3.0, 5.0),
        ("⭐️⭐️⭐️⭐️", 4.0, 5.0),
        ("★ ★ ★ ☆ ☆", 3.0, 5.0),
    ),
    *(
        ("★★★☆", 3.0, 4.0),
        ("★★★★★★★★☆☆", 8.0, 10.0),
        ("★★★★★★★★", 8.0, 10.0),
        ("3½/5", 3.5, 5.0),
        ("3 ½ / 5", 3.5, 5.0),
        ("½", 0.5, 5.0),
        ("3¼", 3.25, None),
    ),
    *(
        ("A+", 100.0, 100.0),
        ("A", 100.0, 100.0),
        ("A-", 91.0, 100.0),
        ("A−", 91.0, 100.0),
        ("A–", 91.0, 100.0),
        ("B+", 83.0, 100.0),
        ("B＋", 83.0, 100.0),
        ("B", 75.0, 100.0),
    ),
    *(
        ("B-", 67.0, 100.0),
        ("C", 50.0, 100.0),
        ("D-", 16.0, 100.0),
        ("F", 0.0, 100.0),
        ("Ｂ", 75.0, 100.0),
        ("B plus", 83.0, 100.0),
        ("B Minus", 67.0, 100.0),
        ("Grade: B", 75.0, 100.0),
    ),
    *(
        ("8 points", 8.0, None),
        ("8.5点", 8.5, None),
        ("85分", 85.0, None),
        ("8 pts", 8.0, None),
        ("8 баллов", 8.0, None),
        ("85 points out of 100", 85.0, 100.0),
    ),
    *(
        ("IMDB - 5.9", 5.9, None),
        ("MAL: 8.1", 8.1, None),
        ("8.1/10 IMDb", 8.1, 10.0),
        ("IMDb rating 8.1", 8.1, None),
        ("Score: 8.1", 8.1, None),
        ("Rating 8.21", 8.21, None),
    ),
    *(
        ("★ 8.21", 8.21, None),
        ("6.1 Average Score", 6.1, None),
        ("Рейтинг: 4.5", 4.5, None),
        ("評価 4.5", 4.5, None),
        ("評価4.5", 4.5, None),
        ("评分：8.5", 8.5, None),
        ("Rated 4.5 out of 5", 4.5, 5.0),
    ),
    *(
        ("8.7²", 8.7, None),
        ("+8", 8.0, None),
        ("4.5/5 (90%)", 4.5, 5.0),
        ("8 (Very Good)", 8.0, None),
        ("7.5/10 - Very good", 7.5, 10.0),
        ("Nota: 8,5", 8.5, None),
        ("~8.5", 8.5, None),
        ("(8.71)", 8.71, None),
        ("Rating (8.5)", 8.5, None),
        ("(87%)", 87.0, 100.0),
    ),
    *(("4.37451239", 4.37451239, None), ("7.999999999999999", 7.999999999999999, None)),
]

WITH_VOTES = [
    *(
        ("8.71 (scored by 1,234 users)", 8.71, None, 1234),
        ("4.503 out of 5 from 60,116 votes", 4.503, 5.0, 60116),
        ("5/5 - (3 votes)", 5.0, 5.0, 3),
    ),
    *(
        ("(95 Stimmen: 4,73 von 5)", 4.73, 5.0, 95),
        ("Average rating 4.5 / 5. Vote count: 12", 4.5, 5.0, 12),
        ("8/10 (473 голоса)", 8.0, 10.0, 473),
    ),
    *(
        ("8,5/10 197 471", 8.5, 10.0, 197471),
        ("8.1 (12,345)", 8.1, None, 12345),
        ("8.1 (12K)", 8.1, None, 12000),
        ("8.1/10 (2024)", 8.1, 10.0, None),
    ),
    *(
        ("9.0 out of 10 based on 12 ratings", 9.0, 10.0, 12),
        ("87% (1.2K votes)", 87.0, 100.0, 1200),
        ("4,5 (88 voti)", 4.5, None, 88),
        ("8.5 12万人评分", 8.5, None, 120_000),
    ),
]

NOTHING_THERE = [
    *(
        "",
        " ",
        "-",
        "--",
        "—",
        "?",
        "? %",
        "N/A",
        "TBA",
        "tba",
        "Unknown",
        "None",
        "no rating",
        "нет оценок",
        "暂无评分",
        "Not rated",
        "Be the first one !",
    ),
    *(
        "0",
        "0.0",
        "0.00",
        "0.00 (0 users)",
        "0/5",
        "0%",
        "0/5 - (0 votes)",
        "5/5 - (0 votes)",
        "8.1 (0 votes)",
        "☆☆☆☆☆",
        "0 stars",
    ),
    *(
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "1e400",
        "1e5",
        "1_0",
        "0x10",
        "9" * 5000,
        "8." + "1" * 5000,
        "12345",
        "8.1.2",
        "8,1,2",
        ".8",
        "1/2/3",
        "²",
    ),
    *(
        "#160",
        "Rank #5",
        "91,51% promosso",
        "91% promoted",
        "drop rate: 1,32%",
        "1661/187",
        "196/59",
        "4/13",
        "24 min",
        "12 episodes",
        "10/10/2024",
        "2024-01-11",
    ),
    *(
        "8 - 10",
        "(7)",
        "(908)",
        "Story (7)",
        "8.71 8.72",
        "S",
        "E",
        "AA",
        "A B",
        "b+",
        "abc",
        "Top 5",
        "8 or 9",
        "5 people",
        "v8",
        "mp4",
        "1080p",
        "★" * 11,
        "☆★",
        "★☆",
        "PG-13",
        "16+",
        "x" * 101,
    ),
]

REFUSED = [
    *(
        ("11/10", None),
        ("120%", None),
        ("-1", None),
        ("-1/10", None),
        ("11", 10.0),
        ("5.1", 5.0),
        ("6 / 5", None),
        ("−3", 10.0),
        ("1000", 100.0),
        ("100.1%", None),
    ),
]

SOURCES = [
    *(
        ("IMDB", "IMDb"),
        ("imdb", "IMDb"),
        ("IMDb Rating", "IMDb"),
        ("MAL", "MyAnimeList"),
        ("mal", "MyAnimeList"),
        ("MyAnimeList", "MyAnimeList"),
        ("My Anime List", "MyAnimeList"),
    ),
    *(
        ("MAL Score:", "MyAnimeList"),
        ("anilist", "AniList"),
        ("ANIDB", "AniDB"),
        ("ANN", "Anime News Network"),
        ("anime planet", "Anime-Planet"),
        ("TMDb", "TMDB"),
        ("csfd", "ČSFD"),
    ),
    *(
        ("Кинопоиск", "Kinopoisk"),
        ("КиноПоиск:", "Kinopoisk"),
        ("Шикимори", "Shikimori"),
        ("World-Art", "World Art"),
        ("豆瓣评分", "Douban"),
        ("rottentomatoes", "Rotten Tomatoes"),
    ),
    *(
        (" Story : ", "Story"),
        ("Story - ", "Story"),
        ("Сюжет", "Сюжет"),
        ("Some Blog", "Some Blog"),
        ("", ""),
        ("A\u200bB", "AB"),
    ),
]


@pytest.mark.parametrize(("text", "value", "scale_max"), FORMATS)
def test_reads_the_format(text: str, value: float, scale_max: float | None) -> None:
    assert read(text) == (value, scale_max, None)


@pytest.mark.parametrize(("text", "value", "scale_max", "votes"), WITH_VOTES)
def test_reads_votes_beside_it(text: str, value: float, scale_max: float | None, votes: int | None) -> None:
    assert read(text) == (value, scale_max, votes)


@pytest.mark.parametrize("text", NOTHING_THERE)
def test_invents_no_score(text: str) -> None:
    assert parse_score(text, source="someone", scale_max=10.0) is None


@pytest.mark.parametrize(("text", "scale_max"), REFUSED)
def test_says_what_is_wrong(text: str, scale_max: float | None) -> None:
    score = parse_score(text, source="someone", scale_max=scale_max)
    assert score is not None
    problem = score_problem(score)
    assert problem is not None
    assert "someone" in problem
    assert score.text in problem


@pytest.mark.parametrize(("text", "value", "scale_max"), FORMATS)
def test_finds_nothing_wrong_with_them(text: str, value: float, scale_max: float | None) -> None:
    assert score_problem(Score(source="someone", value=value, scale_max=scale_max, text=text)) is None


@pytest.mark.parametrize(
    "score",
    [
        Score(source="x", value=math.nan),
        Score(source="x", value=math.inf, scale_max=None),
        Score(source="x", value=5.0, scale_max=math.nan),
        Score(source="x", value=5.0, scale_min=math.nan),
        Score(source="x", value=5.0, scale_min=10.0, scale_max=10.0),
        Score(source="x", value=0.5, scale_min=1.0),
        Score(source="x", value=-1.0, scale_max=None),
    ],
)
def test_numbers_that_are_no_scores_have_a_problem(score: Score) -> None:
    assert score_problem(score)


def test_what_the_text_prints_beats_what_the_caller_knows() -> None:
    assert read("87%", scale_max=10.0) == (87.0, 100.0, None)
    assert read("4/5", scale_max=10.0) == (4.0, 5.0, None)
    assert read("8.5", scale_max=10.0) == (8.5, 10.0, None)


def test_what_the_caller_knows_beats_what_a_star_usually_means() -> None:
    assert read("8.5★", scale_max=10.0) == (8.5, 10.0, None)
    assert read("4★", scale_max=10.0) == (4.0, 10.0, None)
    assert read("★★★☆☆", scale_max=10.0) == (3.0, 5.0, None)


def test_the_lower_end_belongs_to_the_scale_that_the_caller_knows() -> None:
    known = parse_score("8.71", source="x", scale_max=10.0, scale_min=1.0)
    printed = parse_score("87%", source="x", scale_max=10.0, scale_min=1.0)
    assert known is not None
    assert printed is not None
    assert (known.scale_min, printed.scale_min) == (1.0, 0.0)


def test_zero_is_a_score_where_somebody_gave_it() -> None:
    assert parse_score("0", source="x", scale_max=10.0, votes=5) is not None
    assert parse_score("0% (12 votes)", source="x") is not None
    assert parse_score("0/10", source="x", kind=Kind.EDITOR) is not None
    assert parse_score("F", source="x") is not None
    assert parse_score("0", source="x", kind=Kind.EDITOR) is None
    assert parse_score("0/10", source="x", kind=Kind.EXTERNAL) is None


def test_a_score_without_voters_is_none() -> None:
    assert parse_score("8.1", source="x", votes=0) is None


def test_votes_that_the_caller_knows_count() -> None:
    score = parse_score("8.1 (12K)", source="x", votes=12_345)
    assert score is not None
    assert score.votes == 12_345


def test_keeps_the_raw_text_and_the_kind() -> None:
    score = parse_score("  8,71\u00a0/ 10 ", source="mal", kind=Kind.EXTERNAL)
    assert score == Score(source="MyAnimeList", value=8.71, scale_max=10.0, kind=Kind.EXTERNAL, text="8,71 / 10")


def test_letters_fall_from_a_hundred_to_nothing() -> None:
    values = list(LETTERS.values())
    assert values == sorted(values, reverse=True)
    assert (values[0], values[-1]) == (100.0, 0.0)


@pytest.mark.parametrize(("printed", "name"), SOURCES)
def test_knows_who_is_quoted(printed: str, name: str) -> None:
    assert canonical_source(printed) == name


@given(
    st.decimals(0, 10, places=2),
    st.sampled_from(["{}/10", "{} / 10", "{} out of 10", "{} из 10", "Score: {}/10", "{}/10 (12 votes)"]),
)
def test_a_printed_score_is_read_back(value: object, layout: str) -> None:
    assume(value)
    got = read(layout.format(value))
    assert got is not None
    assert got[:2] == (float(str(value)), 10.0)
    assert read(layout.format(str(value).replace(".", ","))) == got


@given(st.integers(1, 10), st.integers(0, 10))
def test_a_row_of_stars_is_read_back(full: int, empty: int) -> None:
    assume(3 <= full + empty <= 10)
    assert read("★" * full + "☆" * empty) == (
        float(full),
        float(full + empty) if empty else 5.0 if full <= 5 else 10.0,
        None,
    )
