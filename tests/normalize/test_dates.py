"""Dates, runs, years."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.normalize.dates import MONTHS, parse_date, parse_dates, parse_year

WHOLE = [
    *(
        "11.01.2024",
        "11. 1. 2024",
        "11.1.2024",
        "2024-01-11",
        "2024/1/11",
        "2024.01.11",
        "2024. 1. 11.",
        "20240111",
        "2024-01-11T15:00:00+00:00",
    ),
    *(
        "2024-01-11 22:00",
        "2024-01-11T15:00Z",
        "Jan 11, 2024",
        "Jan. 11, 2024",
        "January 11, 2024",
        "January 11th, 2024",
        "11 January 2024",
    ),
    *(
        "11th of January 2024",
        "11 Jan 2024",
        "2024 Jan 11",
        "2024, January 11",
        "Thursday Jan 11, 2024",
        "Thursday, January 11, 2024",
    ),
    *(
        "Jan 11, 2024 (JST)",
        "11 January 2024 (Japan)",
        "Jan 11, 2024 at 10:00 PM",
        "Jan 11, 2024, 22:30 JST",
        "11-Jan-2024",
        "JAN 11 2024",
    ),
    *(
        "2024年1月11日",
        "2024 年 1 月 11 日",
        "２０２４年１月１１日",
        "2024年1月11號",
        "令和6年1月11日",
        "2024년 1월 11일",
        "2024년1월11일",
    ),
    *(
        "11 января 2024",
        "11 января 2024 г.",
        "11 января 2024 года",
        "11 янв. 2024",
        "11 янв 2024",
        "чт, 11 января 2024",
        "11 січня 2024 р.",
    ),
    *(
        "11. Januar 2024",
        "11. Jan. 2024",
        "Donnerstag, 11. Januar 2024",
        "11. Jänner 2024",
        "11 janvier 2024",
        "le 11 janvier 2024",
        "jeudi 11 janvier 2024",
    ),
    *(
        "11 de enero de 2024",
        "11 enero, 2024",
        "11 ene. 2024",
        "enero 11, 2024",
        "11 de janeiro de 2024",
        "11 jan. 2024",
        "Qui, 11 de janeiro de 2024",
    ),
    *(
        "11 gennaio 2024",
        "11 gen 2024",
        "11 stycznia 2024",
        "11 stycznia 2024 r.",
        "11. ledna 2024",
        "11. led. 2024",
        "11 Ocak 2024",
        "11 Oca 2024",
    ),
    *(
        "11 Januari 2024",
        "11 जनवरी 2024",
        "११ जनवरी २०२४",
        "11 ஜனவரி 2024",
        "11 يناير 2024",
        "١١ يناير ٢٠٢٤",
        "11 januari 2024",
        "11 januari 2024 .",
    ),
    *(
        "11 tháng 1, 2024",
        "11. tammikuuta 2024",
        "2024. január 11.",
        "11 มกราคม 2024",
        "11 ianuarie 2024",
        "11 Ιανουαρίου 2024",
    ),
]
MONTH = [
    *(
        "Jan 2024",
        "January 2024",
        "January, 2024",
        "2024-01",
        "2024/01",
        "01/2024",
        "01.2024",
        "1/2024",
        "2024年1月",
        "2024년 1월",
        "Январь 2024",
    ),
    *(
        "январь 2024 г.",
        "Januar 2024",
        "janvier 2024",
        "enero de 2024",
        "janeiro 2024",
        "gennaio 2024",
        "styczeń 2024",
        "leden 2024",
        "Ocak 2024",
    ),
    *(
        "Januari 2024",
        "जनवरी 2024",
        "ஜனவரி 2024",
        "يناير 2024",
        "2024-01-00",
        "??.01.2024",
        "2024-01-??",
        "Jan 2024 (Japan)",
    ),
]
YEAR = [
    "2024",
    "2024 г.",
    "2024 год",
    "2024年",
    "2024년",
    "2024-00-00",
    "????.2024",
    "??.??.2024",
    "2024-??-??",
    "2024-xx-xx",
    "???? 2024",
    "(2024)",
    "令和6年",
    "٢٠٢٤",
    "2024 roku",
]
OTHERS = [
    *(
        ("25/04/2024", "2024-04-25"),
        ("04/25/2024", "2024-04-25"),
        ("04/04/2024", "2024-04-04"),
        ("25-04-2024", "2024-04-25"),
    ),
    *(
        ("Feb 29, 2024", "2024-02-29"),
        ("31 August 1999", "1999-08-31"),
        ("1er mai 2024", "2024-05-01"),
        ("1º de mayo de 2024", "2024-05-01"),
    ),
    *(
        ("昭和64年1月7日", "1989-01-07"),
        ("平成元年", "1989"),
        ("Sept 2, 2023", "2023-09-02"),
        ("3 марта 2024", "2024-03-03"),
        ("12 czerwca 2024", "2024-06-12"),
    ),
    *(
        ("12. července 2024", "2024-07-12"),
        ("12. června 2024", "2024-06-12"),
        ("5 août 2024", "2024-08-05"),
        ("5 Ağustos 2024", "2024-08-05"),
    ),
    *(
        ("12 listopada 2024", "2024-11-12"),
        ("12. října 2024", "2024-10-12"),
        ("5 Agustus 2024", "2024-08-05"),
        ("10 Mei 2024", "2024-05-10"),
    ),
]
BY_LANGUAGE = [
    *(
        ("03/04/2024", None, "2024"),
        ("03/04/2024", "en", "2024"),
        ("03/04/2024", "en-US", "2024-03-04"),
        ("03/04/2024", "en_US", "2024-03-04"),
    ),
    *(
        ("03/04/2024", "en-GB", "2024-04-03"),
        ("03/04/2024", "pt-BR", "2024-04-03"),
        ("03/04/2024", "fr", "2024-04-03"),
        ("03/04/2024", "ja", "2024"),
    ),
    *(
        ("03-04-2024", None, "2024"),
        ("03-04-2024", "it", "2024-04-03"),
        ("03.04.2024", "en-US", "2024-04-03"),
        ("04/25/2024", "fr", "2024-04-25"),
    ),
]
NOTHING_THERE = [
    *(
        "",
        "?",
        "-",
        "N/A",
        "TBA",
        "Unknown",
        "Not available",
        "Jan 11",
        "11 January",
        "11.01.",
        "11/01",
        "January",
        "Monday",
        "today",
        "yesterday",
    ),
    *(
        "Spring 2024",
        "Winter 2024",
        "Season 2 2024",
        "Volume 12 2024",
        "Q1 2024",
        "2024年冬",
        "Feb 30, 2024",
        "31.04.2024",
        "2024-13-01",
        "32 Jan 2024",
    ),
    *(
        "11.01.24",
        "Jan '24",
        "0000-00-00",
        "1080p",
        "12",
        "1234567",
        "99999999",
        "1 Jan 0001",
        "1/2/3",
        "24 min",
        "Jan 11 12, 2024",
        "Jan Feb 2024",
    ),
    *(
        "2023 2024",
        "2024 - 2025",
        "3 days ago",
        "in 2 hours",
        "Made in 2024",
        "Chapter 7 of 2024",
        "9" * 5000,
        "2500",
        "1812",
    ),
]

RUNS = [
    *(
        ("Jan 11, 2024 to Mar 2024", "2024-01-11", "2024-03"),
        ("Apr 5, 2009 to Jul 4, 2010", "2009-04-05", "2010-07-04"),
        ("2009 to 2010", "2009", "2010"),
    ),
    *(
        ("с 11 января 2024 по 3 марта 2024", "2024-01-11", "2024-03-03"),
        ("с 11.01.2024 по 03.03.2024", "2024-01-11", "2024-03-03"),
    ),
    *(
        ("11.01.2024 until 28.03.2024", "2024-01-11", "2024-03-28"),
        ("11.01.2024 bis 28.03.2024", "2024-01-11", "2024-03-28"),
    ),
    *(
        ("vom 11.01.2024 bis 28.03.2024", "2024-01-11", "2024-03-28"),
        ("11.01.2024-03.03.2024", "2024-01-11", "2024-03-03"),
    ),
    *(
        ("2024-01-11 - 2024-03-28", "2024-01-11", "2024-03-28"),
        ("2024-01-11~2024-03-28", "2024-01-11", "2024-03-28"),
        ("2024.01.11 ~ 2024.03.28", "2024-01-11", "2024-03-28"),
    ),
    *(
        ("2024年1月11日～2024年3月28日", "2024-01-11", "2024-03-28"),
        ("2024年1月11日から2024年3月28日まで", "2024-01-11", "2024-03-28"),
    ),
    *(
        ("2024年1月11日至2024年3月28日", "2024-01-11", "2024-03-28"),
        ("2024년 1월 11일 ~ 2024년 3월 28일", "2024-01-11", "2024-03-28"),
    ),
    *(
        ("2024년 1월 11일부터 2024년 3월 28일까지", "2024-01-11", "2024-03-28"),
        ("du 11 janvier 2024 au 28 mars 2024", "2024-01-11", "2024-03-28"),
    ),
    *(
        ("del 11 de enero de 2024 al 28 de marzo de 2024", "2024-01-11", "2024-03-28"),
        ("11 de janeiro de 2024 até 28 de março de 2024", "2024-01-11", "2024-03-28"),
    ),
    *(
        ("dal 11 gennaio 2024 al 28 marzo 2024", "2024-01-11", "2024-03-28"),
        ("od 11 stycznia 2024 do 28 marca 2024", "2024-01-11", "2024-03-28"),
    ),
    *(
        ("11 Ocak 2024 - 28 Mart 2024", "2024-01-11", "2024-03-28"),
        ("11 Jan 2024 s/d 28 Mar 2024", "2024-01-11", "2024-03-28"),
    ),
    *(
        ("11 जनवरी 2024 से 28 मार्च 2024", "2024-01-11", "2024-03-28"),
        ("Jan 11, 2024 → Mar 28, 2024", "2024-01-11", "2024-03-28"),
    ),
    *(
        ("Jan 11, 2024 - Mar 28, 2024 (JST)", "2024-01-11", "2024-03-28"),
        ("Dec 28, 2023 – Mar 2, 2024", "2023-12-28", "2024-03-02"),
    ),
    *(
        ("2009 - 2010", "2009", "2010"),
        ("1994–2022", "1994", "2022"),
        ("2024-2025", "2024", "2025"),
        ("01/2024 - 03/2024", "2024-01", "2024-03"),
    ),
    # the start takes the year, or year and month, of the end
    *(
        ("Jan 11 - Mar 28, 2024", "2024-01-11", "2024-03-28"),
        ("11 Jan – 28 Mar 2024", "2024-01-11", "2024-03-28"),
        ("11 - 28 January 2024", "2024-01-11", "2024-01-28"),
    ),
    # open ends
    *(
        ("Jan 2024 to ?", "2024-01", None),
        ("2024 - ?", "2024", None),
        ("2024 -", "2024", None),
        ("2024–", "2024", None),
        ("2024 - present", "2024", None),
    ),
    *(
        ("10/07/2024 - Now", "2024", None),
        ("11.01.2024 – ?", "2024-01-11", None),
        ("11 января 2024 - н.в.", "2024-01-11", None),
        ("2024年1月至今", "2024-01", None),
    ),
    *(
        ("2024 ~", "2024", None),
        ("since Jan 2024", "2024-01", None),
        ("from Jan 11, 2024", "2024-01-11", None),
        ("с 11.01.2024", "2024-01-11", None),
        ("seit 2024", "2024", None),
    ),
    *(
        ("? to Mar 2024", None, "2024-03"),
        ("until 11.01.2024", None, "2024-01-11"),
        ("по 11.01.2024", None, "2024-01-11"),
        ("- 2024", None, "2024"),
        ("2024年3月28日まで", None, "2024-03-28"),
    ),
    # one date
    *(
        ("Oct 24, 2015", "2015-10-24", None),
        ("26.12.2017", "2017-12-26", None),
        ("2024-01-11", "2024-01-11", None),
        ("2024", "2024", None),
        ("11-01-2024", "2024", None),
    ),
    *(
        ("Jan 11, 2024 to present", "2024-01-11", None),
        ("Not available", None, None),
        ("? to ?", None, None),
        ("TBA", None, None),
        ("", None, None),
        ("Spring 2024", None, None),
    ),
    *(
        ("A to Z", None, None),
        ("1 - 2", None, None),
        ("9" * 5000, None, None),
        ("- " * 40, None, None),
        ("2024 to the moon", None, None),
    ),
]

YEARS = [
    *(
        ("2024", 2024),
        ("(2024)", 2024),
        ("2024 г.", 2024),
        ("2024年", 2024),
        ("1994–2022", 1994),
        ("Spring 2024", 2024),
        ("Winter 2017/18", 2017),
        ("Jan 11, 2024", 2024),
    ),
    *(("11.01.2024", 2024), ("Jan 11,2024", 2024), ("٢٠٢٤", 2024), ("Movie, 1988", 1988)),
    *(
        (text, None)
        for text in (
            "",
            "1080p",
            "1920x1080",
            "2160p",
            "12",
            "20240",
            "1812",
            "1,999",
            "#2024",
            "9" * 5000,
            "2,024 votes",
            "-",
        )
    ),
]


@pytest.mark.parametrize("text", WHOLE)
def test_reads_a_whole_date(text: str) -> None:
    assert parse_date(text) == "2024-01-11"


@pytest.mark.parametrize("text", MONTH)
def test_reads_a_month(text: str) -> None:
    assert parse_date(text) == "2024-01"


@pytest.mark.parametrize("text", YEAR)
def test_reads_a_year(text: str) -> None:
    assert parse_date(text) == "2024"


@pytest.mark.parametrize(("text", "date"), OTHERS)
def test_reads_other_dates(text: str, date: str) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(("text", "language", "date"), BY_LANGUAGE)
def test_the_order_of_day_and_month_is_not_guessed(text: str, language: str | None, date: str | None) -> None:
    assert parse_date(text, language=language) == date


@pytest.mark.parametrize("text", NOTHING_THERE)
def test_invents_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(("text", "start", "end"), RUNS)
def test_reads_a_run(text: str, start: str | None, end: str | None) -> None:
    assert parse_dates(text) == (start, end)


def test_a_run_is_read_in_its_language() -> None:
    assert parse_dates("10/07/2024 - 12/09/2024", language="en-US") == ("2024-10-07", "2024-12-09")


@pytest.mark.parametrize(("text", "year"), YEARS)
def test_reads_the_first_year(text: str, year: int | None) -> None:
    assert parse_year(text) == year


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
LAYOUTS = [
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%Y/%m/%d",
    "%Y年%m月%d日",
    "%Y%m%d",
    "%d %B %Y",
    "%B %d, %Y",
    "%a, %d %b %Y",
    "%Y-%m-%dT%H:%M:%S",
]


@given(DAYS, st.sampled_from(LAYOUTS))
def test_a_printed_day_is_read_back(day: dt.date, layout: str) -> None:
    assert parse_date(day.strftime(layout)) == day.isoformat()


@given(DAYS, st.sampled_from(sorted(MONTHS)))
def test_every_month_name_is_read_in_every_place(day: dt.date, name: str) -> None:
    month = f"{day.year}-{MONTHS[name]:02}"
    assert parse_date(f"{name} {day.year}") == month
    assert parse_date(f"{min(day.day, 28)} {name} {day.year}") == f"{month}-{min(day.day, 28):02}"


@given(DAYS, DAYS, st.sampled_from([" to ", " - ", " – ", " ~ ", " bis ", " по "]), st.sampled_from(LAYOUTS[:2]))
def test_a_printed_run_is_read_back(start: dt.date, end: dt.date, between: str, layout: str) -> None:
    assert parse_dates(f"{start.strftime(layout)}{between}{end.strftime(layout)}") == (
        start.isoformat(),
        end.isoformat(),
    )


@given(DAYS)
def test_a_shorter_date_is_a_prefix_of_the_longer(day: dt.date) -> None:
    assert day.isoformat().startswith(parse_date(f"{day:%Y-%m}") or "-")
    assert day.isoformat().startswith(parse_date(f"{day:%d/%m/%Y}") or "-")
