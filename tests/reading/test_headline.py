# ruff: noqa: E501 - pages and tables read best a row a line
"""Headlines: what is left of them is the title."""

import pytest

from aggregator import Page, read_page
from aggregator.model import AnimeType
from aggregator.reading.headline import parse_headline

TITLES = [
    ("Paper Moon", "Paper Moon"),
    ("Paper Moon (Season 01) Tamil [480p 720p 1080p]", "Paper Moon"),
    ("Paper Moon (Season 2) Multi Audio [Hindi-English-Japanese] 480p, 720p & 1080p WEB-DL", "Paper Moon"),
    ("Paper Moon (2016) Telugu Dubbed Full Movie [1080p BluRay]", "Paper Moon"),
    ("Download Paper Moon Season 4 Hindi Dubbed 720p", "Paper Moon"),
    ("Paper Moon Todos os Episódios – Assistir Online", "Paper Moon"),
    ("Paper Moon – Reseña", "Paper Moon"),
    ("Review: Paper Moon", "Paper Moon"),
    ("Paper Moon Review", "Paper Moon"),
    ("Аниме «Бумажная луна» смотреть онлайн все серии", "Бумажная луна"),
    ("«Бумажная луна 2» (2 сезон) смотреть онлайн", "Бумажная луна 2"),
    ("Бумажная луна (второй сезон) / Kami no Tsuki R [1-8 из 12+] [9 серия - 28 августа]", "Бумажная луна"),
    ("紙の月 [2] 線上看", "紙の月"),
    ("紙の月 第二季 [36.5]", "紙の月 第二季"),
    ("Paper Moon (I) (2014)", "Paper Moon (2014)"),
    ("Paper Moon (Anime Music Video 2023)", "Paper Moon"),
    ("Paper Moon (TV Series 1999–2013)", "Paper Moon"),
    ("Paper Moon [Episode 08 Added]", "Paper Moon"),
    ("Anime: Paper Moon", "Paper Moon"),
    ("Paper Moon Review: A Walk in the Light", "Paper Moon"),
    ("Paper Moon Anime Review: A Walk in the Light", "Paper Moon"),
    ("Mini Review: Paper Moon", "Mini Review: Paper Moon"),
    ("Netflix Sequel Review: Paper Moon", "Netflix Sequel Review: Paper Moon"),
    ("[Review] Paper Moon", "Paper Moon"),
    ("[Paper Moon] Season 2", "[Paper Moon] Season 2"),
    ("Paper Moon - My Ordinary Life", "Paper Moon - My Ordinary Life"),
    ("Paper Moon (TV)", "Paper Moon (TV)"),
    ("The Anime Man", "The Anime Man"),
    ("Call f(1) now", "Call f(1) now"),
]


@pytest.mark.parametrize(("headline", "title"), TITLES)
def test_takes_the_title_out(headline: str, title: str) -> None:
    assert parse_headline(headline).title == title


@pytest.mark.parametrize(
    "around",
    ["{} | Night Desk", "{} - Night Desk", "Night Desk: {}", "{} • Night Desk", "{} – watch online – Night Desk"],
)
def test_takes_the_site_off(around: str) -> None:
    assert parse_headline(around.format("Paper Moon"), "Night Desk").title == "Paper Moon"


def test_a_sites_own_reviews_are_not_of_the_site() -> None:
    headline = "Night Desk Review: Paper Moon"
    assert parse_headline(headline, "The Night Desk").title == headline
    assert parse_headline(headline).title == "Night Desk"


def test_says_the_rest() -> None:
    parsed = parse_headline("Paper Moon (Season 02) Multi Audio [Hindi-English] 720p")
    assert (parsed.season_number, parsed.audio_languages) == (2, ("hi", "en"))
    assert parse_headline("Paper Moon (Anime Music Video 2023)").type is AnimeType.MUSIC
    assert parse_headline("Paper Moon (Anime Music Video 2023)").year == 2023
    assert parse_headline("Бумажная луна / Kami no Tsuki").other_title == "Kami no Tsuki"
    assert parse_headline("Fate / Stay").other_title is None


def title_of(html: str) -> str:
    return read_page(Page("https://night.example/a", html), layouts=False).title


def test_chooses_among_headings() -> None:
    assert (
        title_of("<title>Paper Moon | Night</title><h1>Night: your anime life</h1><h1>Paper Moon</h1>") == "Paper Moon"
    )


def test_a_year_beside_the_name_is_none_of_its_parts() -> None:
    assert title_of("<title>Paper Moon (1998)</title><h1>Paper Moon <small>(1998)</small></h1>") == "Paper Moon"
    assert title_of("<title>Paper Moon (1998)</title><h1>Paper Moon (1998)</h1>") == "Paper Moon (1998)"


def test_a_name_among_the_facts_settles_it() -> None:
    html = "<title>Why Paper Moon matters</title><h1>Why Paper Moon matters</h1><p><b>Title:</b> Paper Moon<br><b>Type:</b> TV<br><b>Episodes:</b> 12</p>"
    assert title_of(html) == "Paper Moon"


FORUM = """<html><head><title>[Review] Paper Moon • The Night Board</title></head><body>
<div id="{where}"><h1>The Night Board</h1></div><h2><a href="/t8">[Review] Paper Moon</a></h2><p>It shines.</p></body></html>"""


@pytest.mark.parametrize(("where", "title"), [("page-header", "Paper Moon"), ("story", "The Night Board")])
def test_a_boards_own_name_is_no_work(where: str, title: str) -> None:
    assert read_page(Page(None, FORUM.format(where=where).encode())).title == title


@pytest.mark.parametrize(("size", "title"), [("5", "Paper Moon"), ("2", "Old House - Paper Moon")])
def test_large_letters_name_the_work_behind_the_site(size: str, title: str) -> None:
    page = f"<html><head><title>Old House - Paper Moon</title></head><body><font size={size}>Paper Moon</font><p>It shines.</p></body></html>"
    assert read_page(Page(None, page.encode())).title == title
