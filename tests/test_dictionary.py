"""docs/data-dictionary.md says what the model says."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from aggregator import dictionary
from aggregator.model import Review


def test_the_document_is_up_to_date() -> None:
    written = (Path(__file__).parents[1] / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == dictionary.render(), "run `make docs` and commit docs/data-dictionary.md"


def test_a_key_without_a_meaning_is_refused() -> None:
    @dataclass
    class Line:
        nameless: int

    with pytest.raises(LookupError, match=r"Line\.nameless has no docstring"):
        list(dictionary.keys(Line))


def test_a_key_says_its_type_and_whether_it_may_be_null() -> None:
    episodes = next(key for key in dictionary.keys(Review) if key.name == "episodes")
    assert (episodes.type, episodes.nullable) == ("integer", True)
    scores = next(key for key in dictionary.keys(Review) if key.name == "scores")
    assert (scores.type, scores.nullable) == ("list of [Score](#score)", False)
