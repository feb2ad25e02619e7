"""Seasons."""

import pytest

from aggregator.model import Season
from aggregator.normalize.plain import word_key
from aggregator.normalize.seasons import SEASONS, WORDS, parse_season, season_of

FORMATS = {
    Season.WINTER: [
        *(
            "Winter 2024",
            "2024 Winter",
            "winter of 2024",
            "WINTER 2024",
            "Winter, 2024",
            "Winter 2024 Anime",
            "Winter 2024 (Jan - Mar)",
            "(Winter 2024)",
        ),
        *(
            "冬 2024",
            "2024年冬",
            "2024 冬季",
            "2024年冬アニメ",
            "2024年1月新番",
            "2024년 겨울",
            "2024년 1분기",
            "Зима 2024",
            "зимний сезон 2024",
            "Зима 2024 года",
        ),
        *(
            "Hiver 2024",
            "Invierno 2024",
            "Inverno 2024",
            "Zima 2024",
            "Kış 2024",
            "Musim Dingin 2024",
            "सर्दी 2024",
            "குளிர்காலம் 2024",
            "شتاء 2024",
            "الشتاء 2024",
        ),
        *(
            "Winter 2023/24",
            "Winter 2023/2024",
            "Winter 2023-2024",
            "Winter-2024",
            "2024 - Winter",
            "Q1 2024",
            "Winter Season 2024",
        ),
    ],
    Season.SPRING: [
        *(
            "Spring 2024",
            "春 2024",
            "2024年春",
            "2024年4月新番",
            "봄 2024",
            "Весна 2024",
            "весенний 2024",
            "Frühling 2024",
            "Frühjahr 2024",
            "Printemps 2024",
        ),
        *(
            "Primavera 2024",
            "Primavera de 2024",
            "Wiosna 2024",
            "Jaro 2024",
            "İlkbahar 2024",
            "Musim Semi 2024",
            "वसंत 2024",
            "ربيع 2024",
        ),
    ],
    Season.SUMMER: [
        *(
            "Summer 2024",
            "夏 2024",
            "2024年夏",
            "여름 2024",
            "Лето 2024",
            "летний сезон 2024",
            "Sommer 2024",
            "Été 2024",
            "Verano 2024",
            "Verão 2024",
        ),
        *(
            "Estate 2024",
            "Lato 2024",
            "Léto 2024",
            "Yaz 2024",
            "Musim Panas 2024",
            "गर्मी 2024",
            "கோடை 2024",
            "صيف 2024",
        ),
    ],
    Season.FALL: [
        *(
            "Fall 2024",
            "Autumn 2024",
            "Autumn of 2024",
            "秋 2024",
            "2024年秋",
            "2024年10月新番",
            "가을 2024",
            "Осень 2024",
            "Herbst 2024",
            "Automne 2024",
        ),
        *(
            "Otoño 2024",
            "Outono 2024",
            "Autunno 2024",
            "Jesień 2024",
            "Podzim 2024",
            "Sonbahar 2024",
            "Güz 2024",
            "Musim Gugur 2024",
            "शरद 2024",
            "خريف 2024",
        ),
    ],
}
PARTIAL = [
    *(
        ("Winter", Season.WINTER, None),
        ("1月新番", Season.WINTER, None),
        ("2024", None, 2024),
        ("2024年1月", None, 2024),
        ("January 2024", None, 2024),
    ),
    *(
        ("Fall Guys 2024", None, 2024),
        ("Season 2", None, None),
        ("", None, None),
        ("TBA", None, None),
        ("?", None, None),
        ("Spring break", None, None),
    ),
    *(
        ("Fall 2023 / Winter 2024", None, 2023),
        ("Fall 2023/24", Season.FALL, 2023),
        ("the fall of the house", None, None),
        ("9" * 5000, None, None),
    ),
]
QUARTERS = [
    *(
        ("2024-01-11", Season.WINTER),
        ("2024-03", Season.WINTER),
        ("2024-04-01", Season.SPRING),
        ("2024-06-30", Season.SPRING),
        ("2024-07", Season.SUMMER),
    ),
    *(
        ("2024-09-30", Season.SUMMER),
        ("2024-10-01", Season.FALL),
        ("2024-12-31", Season.FALL),
        ("2024", None),
        ("", None),
        ("2024-13", None),
        ("2024-00", None),
    ),
    *(("2024-1", None), ("garbage", None), ("2024-011", None)),
]


@pytest.mark.parametrize(("season", "text"), [(season, text) for season, texts in FORMATS.items() for text in texts])
def test_reads_season_and_year(season: Season, text: str) -> None:
    assert parse_season(text) == (season, 2024)


@pytest.mark.parametrize(("text", "season", "year"), PARTIAL)
def test_reads_what_is_stated_and_no_more(text: str, season: Season | None, year: int | None) -> None:
    assert parse_season(text) == (season, year)


@pytest.mark.parametrize(("date", "season"), QUARTERS)
def test_knows_the_quarter_of_a_date(date: str, season: Season | None) -> None:
    assert season_of(date) is season


def test_no_word_has_two_seasons() -> None:
    rows = [(word_key(word), season) for season, words in WORDS.items() for word in words.split(",")]
    assert all(SEASONS[word] is season for word, season in rows)
