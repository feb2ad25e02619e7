"""What makes texts comparable."""

import pytest

from aggregator.normalize.plain import MAX_RAW, MAX_VALUE, is_not_stated, one_meaning, plain, vocabulary, word_key

FOLDED = [
    ("  TV \n Series ", "tv series"),
    ("１２", "12"),
    ("8.1²", "8.1"),
    ("60–79", "60-79"),
    ("A−", "a-"),
    ("758\u00a0872", "758 872"),
    ("758\u202f872", "758 872"),
    ("demi‑heure", "demi-heure"),
    ("24′", "24'"),
    ("24″", '24"'),
    ("٢٤", "24"),
    ("२४", "24"),
    ("௨௪", "24"),
    ("٨٫٥", "8.5"),
    ("٨٧٪", "87%"),
    ("ｱｸｼｮﾝ", "アクション"),
    ("\u200eTV\u200f", "tv"),
    ("T\x00V", "tv"),
    ("\ud800TV", "tv"),
    ("Sci\u00adFi", "scifi"),
    ("⭐\ufe0f", "⭐"),
    ("", ""),
]

SAME_WORD = [
    ("Sci-Fi", "#SciFi"),
    ("Sci-Fi", "sci fi"),
    ("Ação", "acao"),
    ("сёнэн", "Сенэн"),
    ("Приключения", "ПРИКЛЮЧЕНИЯ"),
    ("kısa", "KISA"),
    ("GİZEM", "gizem"),
    ("odcinków", "odcinkow"),
    ("पूरा", "पूरा "),
    ("फ़िल्म", "फिल्म"),
    ("أكشن", "اكشن"),
    ("مغامرة", "مغامره"),
    ("Boys' Love", "boys’ love"),
]

OTHER_WORD = [("ガール", "カール"), ("कला", "कली"), ("தொடர்", "தடர"), ("Sci-Fi", "Sci-Fu"), ("가", "나")]

LEFT_OPEN = [
    *(
        "",
        " ",
        "-",
        "--",
        "—",
        "?",
        "???",
        "? %",
        "...",
        "N/A",
        "n.a.",
        "NA",
        "None",
        "Unknown",
        "TBA",
        "TBD",
        "Not rated",
    ),
    *(
        "null",
        "None found, add some",
        "неизвестно",
        "нет данных",
        "keine Angabe",
        "inconnu",
        "desconocido",
        "sconosciuto",
    ),
    *(
        "nieznany",
        "neznámé",
        "bilinmiyor",
        "tidak diketahui",
        "不明",
        "未定",
        "未知",
        "暂无评分",
        "미정",
        "अज्ञात",
        "غير معروف",
    ),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folds_what_is_read_alike(text: str, folded: str) -> None:
    assert plain(text) == folded


@pytest.mark.parametrize(("one", "other"), SAME_WORD)
def test_words_that_differ_in_spelling_alone_have_one_key(one: str, other: str) -> None:
    assert word_key(one) == word_key(other) != ""


@pytest.mark.parametrize(("one", "other"), OTHER_WORD)
def test_other_words_have_other_keys(one: str, other: str) -> None:
    assert word_key(one) != word_key(other)


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_hears_that_nothing_is_said(text: str) -> None:
    assert is_not_stated(text)


@pytest.mark.parametrize("text", ["24 min", "TV", "0", "Nonentity", "不明な何か", "A"])
def test_hears_that_something_is_said(text: str) -> None:
    assert not is_not_stated(text)


def test_prose_is_no_value() -> None:
    assert plain("word " * 60) != ""
    assert plain("words " * MAX_VALUE) == ""
    assert plain(" " * MAX_RAW + "TV") == ""


def test_a_vocabulary_has_no_empty_word() -> None:
    assert vocabulary({1: "one,, two, --, "}) == {"one": 1, "two": 1}


WORDS = {"tv": 1, "film": 2, "movie": 2}


@pytest.mark.parametrize(
    "text", ["TV", "(TV)", "TV (12 eps)", "TV, 12 episodes", "TV 12 episodes", "2024 / TV", "TV · 2024", "TV - 2024"]
)
def test_one_known_piece_gives_the_meaning(text: str) -> None:
    assert one_meaning(text, WORDS) == 1


@pytest.mark.parametrize(
    "text", ["", "TV / Film", "TV, Movie", "Netflix film", "filmography", "on TV tonight", "tv " * 50]
)
def test_no_meaning_is_taken_where_there_are_two_or_none(text: str) -> None:
    assert one_meaning(text, WORDS) is None


def test_two_spellings_of_one_meaning_agree() -> None:
    assert one_meaning("Movie / Film", WORDS) == 2
