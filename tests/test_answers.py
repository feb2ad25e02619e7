"""What sites answered is found again whole, or not at all."""

from pathlib import Path

import pytest

from aggregator.answers import Answer, AnswerFile, KeptAnswers

ONE, TWO = b"1" * 20, b"2" * 20


def answer(body: bytes) -> Answer:
    return Answer("https://example.org/a", [(b"Content-Type", b"text/html")], body)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two answers, the first of them given twice."""
    file = AnswerFile(tmp_path / "answers")
    file.keep(ONE, answer(b"a torn page"))
    file.keep(ONE, answer(b"a page"))
    file.keep(TWO, answer(b"another"))
    file.close()
    return tmp_path / "answers"


def test_the_last_answer_to_a_request_counts(folder: Path) -> None:
    kept = KeptAnswers.of(folder)
    assert len(kept) == 2
    assert kept.answer(ONE) == answer(b"a page")
    assert kept.answer(TWO) == answer(b"another")
    assert kept.answer(b"3" * 20) is None


def test_what_was_cut_off_is_left_out_wherever_the_cut_is(folder: Path) -> None:
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        kept = KeptAnswers.of(folder)
        assert kept.answer(TWO) is None
        assert kept.answer(ONE) in (None, answer(b"a torn page"), answer(b"a page"))


def test_a_damaged_answer_is_none(folder: Path) -> None:
    (path,) = folder.iterdir()
    whole = bytearray(path.read_bytes())
    whole[-1] ^= 1
    path.write_bytes(whole)
    kept = KeptAnswers.of(folder)
    assert kept.answer(TWO) is None
    assert kept.answer(ONE) == answer(b"a page")
