"""Durations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.normalize.durations import MAX_SECONDS, parse_duration

FORMATS = [
    *(
        ("24 min per ep", 1440),
        ("24 min. per ep.", 1440),
        ("24 min", 1440),
        ("24 min.", 1440),
        ("24min", 1440),
        ("24m", 1440),
        ("24M", 1440),
    ),
    *(
        ("24 mins", 1440),
        ("24 minutes", 1440),
        ("24 minutes each", 1440),
        ("24-min episodes", 1440),
        ("approx. 24 minutes", 1440),
        ("~24min", 1440),
    ),
    *(
        ("1 hr. 55 min.", 6900),
        ("2 hr", 7200),
        ("2 hr.", 7200),
        ("1h 46m", 6360),
        ("1 h 46 min", 6360),
        ("1h46", 6360),
        ("2h05", 7500),
        ("1 h 46", 6360),
    ),
    *(
        ("2h 22min", 8520),
        ("1 hour 30 minutes", 5400),
        ("1 hour, 30 minutes", 5400),
        ("1 hour and 30 minutes", 5400),
        ("1.5 hours", 5400),
        ("01h 30min", 5400),
    ),
    *(
        ("PT24M", 1440),
        ("PT02H02M00S", 7320),
        ("PT24M37.96499999999992S", 1478),
        ("T2H4M00S", 7440),
        ("PT1440S", 1440),
        ("P0DT0H24M0S", 1440),
        ("pt1h55m", 6900),
    ),
    *(("P0Y0M0DT1H46M0S", 6360), ("PT0H24M", 1440), ("1:32:05", 5525), ("00:24:00", 1440), ("24:12", 1452)),
    *(
        ("24分", 1440),
        ("約24分", 1440),
        ("约60min", 3600),
        ("24分钟", 1440),
        ("每集24分钟", 1440),
        ("24分鐘", 1440),
        ("1時間46分", 6360),
        ("1小时30分钟", 5400),
    ),
    *(
        ("24분", 1440),
        ("1시간 30분", 5400),
        ("24 мин. ~ серия", 1440),
        ("24 мин", 1440),
        ("по 24 мин", 1440),
        ("1 час 46 минут", 6360),
        ("1 ч. 55 мин.", 6900),
    ),
    *(
        ("2 часа", 7200),
        ("1,5 ч", 5400),
        ("24 Minuten", 1440),
        ("118 Min.", 7080),
        ("1 Std. 46 Min.", 6360),
        ("24 Minuten pro Folge", 1440),
        ("24 mn", 1440),
    ),
    *(
        ("1 heure 46 minutes", 6360),
        ("24 minutos", 1440),
        ("1 hora 46 minutos", 6360),
        ("1 h e 46 min", 6360),
        ("24 minuti", 1440),
        ("1 ora e 46 minuti", 6360),
    ),
    *(
        ("24 minuty", 1440),
        ("1 godz. 46 min", 6360),
        ("1 hod. 46 min.", 6360),
        ("23 dk.", 1380),
        ("1 saat 30 dakika", 5400),
        ("24 menit", 1440),
        ("1 jam 46 menit", 6360),
    ),
    *(("24 मिनट", 1440), ("1 घंटा 46 मिनट", 6360), ("24 நிமிடங்கள்", 1440), ("24 دقيقة", 1440), ("٢٤ دقيقة", 1440)),
    *(
        ("half hour per episode", 1800),
        ("half an hour", 1800),
        ("Half-hour", 1800),
        ("полчаса", 1800),
        ("demi-heure", 1800),
        ("半小时", 1800),
        ("an hour", 3600),
        ("ساعة", 3600),
    ),
    *(
        ("24'", 1440),
        ("24′ 30″", 1470),
        ("24m 30s", 1470),
        ("1 min 30 sec", 90),
        ("30 seconds", 30),
        ("3 min 25 s", 205),
        ("45min+", 2700),
    ),
    *(
        ("24 eps x 24 min", 1440),
        ("1 ep x 60 min", 3600),
        ("Movie (1 ep x 60 min)", 3600),
        ("12 × 25 min", 1500),
        ("24 min x 12", 1440),
        ("12 eps, 24 min each", 1440),
    ),
    *(
        ("12 (25 мин.)", 1500),
        ("12 эп. по 25 мин", 1500),
        ("24 min (per ep)", 1440),
        ("2 hours (4 x 30 min)", 1800),
        ("4 h (Minutáž: 60 min)", 3600),
    ),
    *(
        ("172 min (Special Edition: 208 min)", 10320),
        ("172 min (Special Edition: 208 min, Director's Cut: 228 min)", 10320),
        ("2h 22min / 142 min", 8520),
    ),
    *(("Duration: 24 min", 1440), ("24 minutes (including commercials)", 1440), ("150 minutes", 9000), ("１２分", 720)),
]

NOTHING_THERE = [
    *(
        "",
        "Unknown",
        "N/A",
        "-",
        "?",
        "? min",
        "0 min",
        "0",
        "PT0S",
        "PT",
        "P",
        "T",
        "24",
        "min",
        "minutes",
        "1:55",
        "5:00",
        "abc",
        "∞ min",
    ),
    # totals over a series, or over days
    *(
        "1d 17h 40m",
        "P1DT2H",
        "26 hours",
        "110 hours",
        "24 min total",
        "total: 5 hours",
        "всего 5 часов",
        "celkem 5 h",
        "共计 5 小时 总",
    ),
    # a spread is not one number
    *(
        "14 h 20 min (Minutáž: 60–79 min)",
        "4 h 49 min (Minutáž: 22–23 min)",
        "20-25 min",
        "20–25 min",
        "20 to 25 min",
        "20~25分",
        "22 min - 25 min",
    ),
    *(
        "24 min / 30 min",
        "TV: 24 min, OVA: 30 min",
        "1e400 min",
        "9" * 5000,
        "9" * 5000 + " min",
        "99999 min",
        "24?min",
        "1_0 min",
    ),
]


@pytest.mark.parametrize(("text", "seconds"), FORMATS)
def test_reads_the_format(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", NOTHING_THERE)
def test_invents_no_duration(text: str) -> None:
    assert parse_duration(text) is None


MINUTES_AND_SECONDS = [
    "PT{h}H{m}M{s}S",
    "{h}h {m}m {s}s",
    "{h} hr. {m} min. {s} sec.",
    "{h} ч {m} мин {s} сек",
    "{h}時間{m}分{s}秒",
    "{h}:{m:02}:{s:02}",
]


@given(st.integers(1, MAX_SECONDS), st.sampled_from(MINUTES_AND_SECONDS))
def test_a_printed_duration_is_read_back(seconds: int, layout: str) -> None:
    hours, rest = divmod(seconds, 3600)
    assert parse_duration(layout.format(h=hours, m=rest // 60, s=rest % 60)) == seconds


@given(
    st.integers(1, 600),
    st.sampled_from(["{} min", "{} min per ep", "{}分", "{} мин.", "{}m", "PT{}M", "12 x {} min", "({} min)"]),
)
def test_printed_minutes_are_read_back(minutes: int, layout: str) -> None:
    assert parse_duration(layout.format(minutes)) == minutes * 60
