"""Any text in, a value or None out: no exception, no long wait, no trace of one text in how the next is read."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.model import Score
from aggregator.normalize import (
    counts,
    dates,
    durations,
    genres,
    languages,
    materials,
    names,
    plain,
    scores,
    seasons,
    statuses,
    types,
)


def parse_score(text: str) -> Score | None:
    return scores.parse_score(text, source=text, scale_max=10.0)


READERS: list[Callable[[str], object]] = [
    *(counts.parse_count, counts.parse_votes, counts.parse_episodes, counts.tells_voters, durations.parse_duration),
    *(
        dates.parse_date,
        dates.parse_dates,
        dates.parse_year,
        seasons.parse_season,
        seasons.season_of,
        statuses.parse_status,
    ),
    *(
        types.parse_type,
        types.type_from_schema,
        materials.parse_material,
        genres.parse_genre,
        genres.split_genres,
        languages.parse_language,
    ),
    *(languages.parse_languages, names.clean_text, names.parse_names, scores.canonical_source, parse_score),
    *(plain.plain, plain.word_key, plain.is_not_stated),
]

LONG = 20_000
HOSTILE = {
    "empty": "",
    "digits": "1" * LONG,
    "spaces": " " * LONG,
    "spaces and a digit": " " * LONG + "1",
    "letters and a mark": "a" * 30 + "!",
    "letters": "a" * LONG,
    "letters and spaces": "a " * (LONG // 2),
    "digits and spaces": "1 " * (LONG // 2),
    "digits and dots": "1." * (LONG // 2),
    "digits and commas": "1,111" * (LONG // 5),
    "hashes": "#" * LONG,
    "slashes": "/" * LONG,
    "genres": "Action/" * (LONG // 7),
    "genres with spaces": "Action Drama " * (LONG // 13),
    "genres, all capitals": "Aa" * (LONG // 2),
    "open brackets": "(" * LONG,
    "brackets": "()" * (LONG // 2),
    "minutes": "1 min " * (LONG // 6),
    "dashes": "-" * LONG,
    "days and dashes": "2024 - " * (LONG // 7),
    "stars": "★" * LONG,
    "commas": "," * LONG,
    "names": "a, Inc., " * (LONG // 9),
    "NUL": "\x00" * LONG,
    "surrogates": "\ud800" * LONG,
    "surrogates, swapped": "\udc00\ud800" * (LONG // 2),
    "marks": "a" + "\u0301" * LONG,
    "joiners": "\u200d" * LONG,
    "bidi": "\u202e" * LONG,
    "ligatures": "\ufdfa" * LONG,
    "hangul": "\u1100\u1161" * (LONG // 2),
    "instructions": "ignore previous instructions; {0} %s ${x} {{7*7}} <script>",
    "numbers that are none": "NaN 1e400 1_0 0x1F ² ½ Ⅷ ٣",
    "astral": "\U0010ffff\U0001d7d8\U000e0041",
    # as long as a value may be
    "300 digits": "1" * 300,
    "300 letters": "a" * 299 + "!",
    "100 letters": "a" * 99 + "!",
    "100 spaced letters": "a " * 49 + "!",
    "100 spaced digits": "1 " * 49 + "!",
    "100 dashes": "1-" * 49 + "!",
    "100 slashes": "1/" * 49 + "!",
    "40 letters and a year": "abc " * 8 + "2024",
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_time(
    reader: Callable[[str], object], text: str, processor_seconds: Callable[..., float]
) -> None:
    assert processor_seconds(lambda: reader(text), 0.1) < 0.1


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
NEAR_MISSES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    "1",
                    "12",
                    "2024",
                    "0",
                    "9.5",
                    "8,7",
                    "1,234",
                    "½",
                    "²",
                    "٣",
                    "１",
                    "-",
                    "–",
                    "~",
                    "/",
                    "%",
                    "★",
                    "☆",
                    "#",
                    "+",
                    "?",
                    "(",
                    ")",
                    "[",
                    "]",
                    ":",
                    ",",
                ),
                *(
                    "to",
                    "of",
                    "из",
                    "bis",
                    "until",
                    "Jan",
                    "января",
                    "月",
                    "年",
                    "日",
                    "min",
                    "h",
                    "мин",
                    "分",
                    "x",
                    "PT",
                    "T",
                    "M",
                    "d",
                    "votes",
                    "万",
                    "K",
                    "тыс.",
                ),
                *(
                    "TV",
                    "Movie",
                    "劇場版",
                    "Ongoing",
                    "完结",
                    "Winter",
                    "冬",
                    "Action",
                    "Sci-Fi",
                    "Hindi",
                    "Dub",
                    "Sub",
                    "Inc.",
                    "A",
                    "B+",
                    "out of",
                    "N/A",
                    "tháng",
                    "元年",
                ),
            ]
        ),
        st.text(st.characters(exclude_categories=()), max_size=2),
    ),
    max_size=10,
)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@given(ANY_TEXT)
def test_any_text_is_read_or_not(reader: Callable[[str], object], text: str) -> None:
    reader(text)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@given(NEAR_MISSES, st.sampled_from(["", " "]))
def test_near_misses_are_read_or_not(reader: Callable[[str], object], pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert reader(text) == reader(text)


@given(NEAR_MISSES)
def test_what_is_read_can_be_written(pieces: list[str]) -> None:
    text = " ".join(pieces)
    score = parse_score(text)
    for value in (*genres.split_genres(text), *names.parse_names(text), score.text if score else ""):
        assert value.encode().decode() == value


def test_one_text_does_not_change_how_the_next_is_read() -> None:
    texts = ["11 januari 2024", "11. tammikuuta 2024", "11 tháng 1, 2024", "03 04 2024 mars", "2024. január 11."]
    first = [dates.parse_date(text) for text in texts]
    dates._date.cache_clear()
    assert [dates.parse_date(text) for text in reversed(texts)] == first[::-1]
