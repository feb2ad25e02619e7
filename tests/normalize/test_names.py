"""Clean text, and lists of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.normalize.names import clean_text, parse_names

CLEAN = [
    *(
        ("  a \n\t b ", "a b"),
        ("a\u00a0b", "a b"),
        ("a\u2028b\u2029c", "a b c"),
        ("a\x85b", "a b"),
        ("", ""),
        ("\x00", ""),
        ("a\x00b\x1b", "ab"),
        ("a\x1fb", "a b"),
    ),
    *(
        ("\u200ea\u200f", "a"),
        ("a\u202eb\u202c", "ab"),
        ("\u2067a\u2069", "a"),
        ("\ufeffa", "a"),
        ("a\u200bb", "ab"),
        ("a\u00adb", "ab"),
        ("a\ufe0f", "a"),
    ),
    *(
        ("e\u0301", "é"),
        ("か\u3099", "が"),
        ("ｱﾆﾒ", "ｱﾆﾒ"),
        ("①", "①"),
        ("\ud800a", "a"),
        ("a\udfff", "a"),
        ("\ud83d\ude00", "😀"),
        ("a\uffffb", "ab"),
    ),
    *(
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\u200db", "ab"),
        ("\u200cab", "ab"),
        ("a\U000e0041b", "ab"),
        ("\u3164a", "a"),
    ),
    *(("{0} %s ${x} {{7*7}}", "{0} %s ${x} {{7*7}}"), ("<b>&amp;", "<b>&amp;"), ("=1+1", "=1+1")),
]

NAMES = [
    ("A-1 Pictures", ["A-1 Pictures"]),
    ("Production I.G", ["Production I.G"]),
    ("Studio Pierrot, Inc.", ["Studio Pierrot, Inc."]),
    ("TOHO Co., Ltd.", ["TOHO Co., Ltd."]),
    ("TOHO Co., Ltd., Sunrise Inc.", ["TOHO Co., Ltd.", "Sunrise Inc."]),
    ("TOHO animation / Aniplex", ["TOHO animation", "Aniplex"]),
    ("Production I.G/XEBEC", ["Production I.G", "XEBEC"]),
    ("Sunrise、Bandai", ["Sunrise", "Bandai"]),
    ("Sunrise，Bandai；Aniplex", ["Sunrise", "Bandai", "Aniplex"]),
    ("サンライズ、バンダイ", ["サンライズ", "バンダイ"]),
    ("スタジオ・ライブ", ["スタジオ・ライブ"]),
    ("Bones; Trigger | MAPPA", ["Bones", "Trigger", "MAPPA"]),
    ("Bones • Trigger · MAPPA", ["Bones", "Trigger", "MAPPA"]),
    ("Bones\nTrigger", ["Bones", "Trigger"]),
    ("MAPPA (episodes 1, 3, 5), Bones", ["MAPPA (episodes 1, 3, 5)", "Bones"]),
    ("MAPPA (1, 2", ["MAPPA (1", "2"]),
    ("Bones, bones , BONES", ["Bones"]),
    ("Bones & Trigger", ["Bones & Trigger"]),
    ("24/7 Films", ["24/7 Films"]),
    ("Aniplex, Unknown", ["Aniplex"]),
    ("Warner Bros., Inc.", ["Warner Bros., Inc."]),
    ("Inc.", ["Inc."]),
    (" Bones ,, ", ["Bones"]),
    ("ufotable", ["ufotable"]),
    ("C2C", ["C2C"]),
    ("studio \u200bDEEN", ["studio DEEN"]),
    *(
        (text, [])
        for text in (
            "",
            " ",
            "-",
            "—",
            "?",
            "Unknown",
            "N/A",
            "None found, add some",
            "None found",
            "неизвестно",
            ",,,",
            "不明",
            "x" * 500,
        )
    ),
]


@pytest.mark.parametrize(("text", "clean"), CLEAN)
def test_cleans(text: str, clean: str) -> None:
    assert clean_text(text) == clean


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


@given(ANY_TEXT)
def test_clean_text_is_clean(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert clean.encode().decode() == clean
    assert len(clean.splitlines()) <= 1


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_reads_names(text: str, names: list[str]) -> None:
    assert parse_names(text) == tuple(names)


COMPANIES = st.lists(
    st.sampled_from(["A-1 Pictures", "Bones", "Studio Pierrot, Inc.", "TOHO Co., Ltd.", "P.A. Works"]), unique=True
)


@given(COMPANIES, st.sampled_from([", ", " / ", "、", " | ", "\n", "; "]))
def test_a_printed_list_is_read_back(names: list[str], mark: str) -> None:
    assert parse_names(mark.join(names)) == tuple(names)
