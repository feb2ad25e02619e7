"""Titles: what they are compared by, and which season, part or kind they name, in the languages that sites write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.normalize.titles import LAST_SEASON, fold_title, parse_marks, skeleton_key, sound_key

FOLDS = [
    ("Ａｍｂｅｒ　Ｈａｒｂｏｒ", "amber harbor"),
    ("AMBER  HARBOR!!", "amber harbor"),
    ("Ámber-Harbör", "amber harbor"),
    ("Amber’s Harbor", "ambers harbor"),
    ("Amber/Harbor: Øst", "amber harbor ost"),
    ("ｱﾝﾊﾞｰ", "アンバー"),
    ("ガ", "ガ"),
    ("琥珀の港〜第2章〜", "琥珀の港 第 2 章"),
    ("Ⅱ", "ii"),
    ("!!!", ""),
    ("", ""),
]

SEASONS = [
    ("Amber Harbor 2nd Season", 2),
    ("Amber Harbor Second Season", 2),
    ("Amber Harbor Season 3", 3),
    ("Amber Harbor (Season 03)", 3),
    ("Amber Harbor S02", 2),
    ("Amber Harbor Season II", 2),
    ("Amber Harbor 2. Staffel", 2),
    ("Amber Harbor Saison 2", 2),
    ("Amber Harbor Segunda Temporada", 2),
    ("Amber Harbor 2 сезон", 2),
    ("Amber Harbor Dai 2 Ki", 2),
    ("Amber Harbor 2nd Stage", 2),
    ("琥珀の港 第2期", 2),
    ("琥珀の港(第二期)", 2),
    ("琥珀の港 第3シリーズ", 3),
    ("琥珀の港 2期", 2),
    ("琥珀の港 シーズン2", 2),
    ("琥珀の港 セカンドシーズン", 2),
    ("琥珀の港 2ndシーズン", 2),
    ("琥珀之港 第十二季", 12),
    ("호박 항구 2기", 2),
    ("호박 항구 시즌2", 2),
    ("Amber Harbor: The Final Season", LAST_SEASON),
    ("琥珀の港 最終章", LAST_SEASON),
    ("琥珀の港 ファイナルシーズン", LAST_SEASON),
    ("Amber Harbor", None),
    ("4 Seasons", None),
]
PARTS = [
    ("Amber Harbor Part 2", 2),
    ("Amber Harbor Part II", 2),
    ("Amber Harbor 2nd Cour", 2),
    ("Amber Harbor Cour 2", 2),
    ("Amber Harbor Kouhen", 2),
    ("Amber Harbor Zenpen", 1),
    ("琥珀の港 後編", 2),
    ("琥珀の港 第2クール", 2),
    ("琥珀之港 下篇", 2),
    ("琥珀の港 パート2", 2),
    ("Amber Harbor", None),
]
NUMBERS = [
    ("Amber Harbor II", 2),
    ("Amber Harbor Ⅲ", 3),
    ("Amber Harbor 2", 2),
    ("Amber Harbor2", 2),
    ("Amber Harbor II: The Storm", 2),
    ("Amber Harbor Movie 4: The Storm", 4),
    ("86", None),
    ("20 Harbors", None),
    ("Amber Harbor 1999", None),
]
KINDS = [
    ("Amber Harbor Movie", {"movie"}),
    ("Gekijouban Amber Harbor", {"movie"}),
    ("劇場版 琥珀の港", {"movie"}),
    ("剧场版 琥珀之港", {"movie"}),
    ("극장판 호박 항구", {"movie"}),
    ("Amber Harbor OVA", {"ova"}),
    ("Amber Harbor OAD", {"ova"}),
    ("Amber Harbor Specials", {"special"}),
    ("琥珀の港 特別編", {"special"}),
    ("Amber Harbor Recap", {"recap"}),
    ("琥珀の港 総集編", {"recap"}),
    ("Amber Harbor: Side Story", {"side"}),
    ("琥珀の港 番外編", {"side"}),
    ("Amber Harbor Mini Anime", {"short"}),
    ("Amber Harbor (TV)", {"tv"}),
    ("Amber Harbor PV", {"pv"}),
    ("Amber Harbor Picture Drama", {"drama"}),
    ("Amber Harbor", set()),
]
BASES = [
    ("Amber Harbor 2nd Season Part 2 (2019)", "amber harbor"),
    ("琥珀の港 第2期", "琥珀の港"),
    ("劇場版 琥珀の港 前編", "琥珀の港"),
    ("Amber Harbor II: The Storm", "amber harbor the storm"),
    ("Movie", "movie"),
    ("第2期", "第 2 期"),
]
PUNCTUATION = [
    ("Amber!", "!"),
    ("Amber!!", "!!"),
    ("Amber:", ":"),
    ("Amber: Storm", ""),
    ("Amber°", "°"),
    ("Amber R", "R"),
    ("Amber", ""),
]
SOUNDS = [
    ("ソウルイーター", "Souru Iitaa"),
    ("シャチョウ", "Shachou"),
    ("ふぁいと", "Faito"),
    ("キッチン", "Kitchin"),
    ("ジョウロ", "Jouro"),
    ("ゔぁいす", "Baisu"),
    ("Kohaku o Motomete", "Kohaku wo Motomete"),
    ("Shōnen", "Shounen"),
    ("Tsuki", "Tuki"),
]


@pytest.mark.parametrize(("title", "folded"), FOLDS)
def test_folds(title: str, folded: str) -> None:
    assert fold_title(title) == folded


@pytest.mark.parametrize(("title", "season"), SEASONS)
def test_reads_the_season(title: str, season: int | None) -> None:
    assert parse_marks(title).season == season


@pytest.mark.parametrize(("title", "part"), PARTS)
def test_reads_the_part(title: str, part: int | None) -> None:
    assert parse_marks(title).part == part


@pytest.mark.parametrize(("title", "number"), NUMBERS)
def test_reads_the_number(title: str, number: int | None) -> None:
    assert parse_marks(title).number == number


@pytest.mark.parametrize(("title", "kinds"), KINDS)
def test_reads_the_kind(title: str, kinds: set[str]) -> None:
    assert parse_marks(title).kinds == kinds


@pytest.mark.parametrize(("title", "base"), BASES)
def test_leaves_the_base(title: str, base: str) -> None:
    assert parse_marks(title).base == base


@pytest.mark.parametrize(
    ("title", "year"), [("Amber (2019)", 2019), ("Amber (TV 1999)", 1999), ("Amber 2019", None), ("Amber (12)", None)]
)
def test_reads_a_year_in_brackets(title: str, year: int | None) -> None:
    assert parse_marks(title).year == year


@pytest.mark.parametrize(("title", "punctuation"), PUNCTUATION)
def test_keeps_the_punctuation_that_sequels_differ_by(title: str, punctuation: str) -> None:
    assert parse_marks(title).punctuation == punctuation


@pytest.mark.parametrize(("one", "other"), SOUNDS)
def test_sounds_alike(one: str, other: str) -> None:
    assert sound_key(fold_title(one)) == sound_key(fold_title(other)) != ""


def test_a_loanword_keeps_the_consonants_of_its_original() -> None:
    assert skeleton_key(sound_key("ブラッドラッド")) == skeleton_key(sound_key("blood lad"))


def test_han_has_no_sound_without_a_reader() -> None:
    assert sound_key("琥珀の港") == ""


@given(st.text(max_size=400))
def test_is_total(text: str) -> None:
    marks = parse_marks(text)
    assert marks.base == fold_title(text) or len(marks.base) <= len(fold_title(text))
    assert skeleton_key(sound_key(marks.base)).isascii()


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_title(fold_title(text)) == fold_title(text)


@pytest.mark.parametrize(
    "piece", ["2nd season ", "第2期", "((((2019", "シーズン", "!?", "I I I ", "９", "\u0301", "\ud800"]
)
def test_hostile_length_takes_no_time(piece: str) -> None:
    parse_marks(piece * 100_000)
    sound_key(fold_title(piece * 100_000))
