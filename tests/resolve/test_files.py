"""Files of reviews and of judgements: read as they are, and a damaged line is an error that names it."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from aggregator.model import Review
from aggregator.resolve import Judgement, ReviewFiles, Verdict, append_judgement, read_judgements, resolve, resolving

Page = Callable[..., Review]


def test_from_files_as_in_memory(page: Page, tmp_path: Path) -> None:
    reviews = [page(site, title) for site in "abc" for title in ("Amber Harbor", "Lonely Castle", "琥珀の港")]
    paths = [tmp_path / name for name in ("one.jsonl", "two.jsonl", "empty.jsonl")]
    paths[0].write_bytes(b"".join(msgspec.json.encode(review) + b"\n" for review in reviews[:4]))
    paths[1].write_bytes(b"\n".join(msgspec.json.encode(review) for review in reviews[4:]))
    paths[2].touch()
    with ReviewFiles(paths) as files:
        assert tuple(resolving(files).anime) == resolve(reviews).anime
        assert len(files) == len(reviews)


def test_a_line_that_is_no_review_is_named(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(msgspec.json.encode(page("a", "Amber")) + b'\n{"title": 5}\n')
    with ReviewFiles([path]) as files, pytest.raises(ValueError, match=r"reviews\.jsonl, line 2"):
        resolving(files)


def test_judgements_are_appended_and_read(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "judgements.jsonl"
    said = [
        Judgement(verdict=verdict, a="https://a.example", b="https://b.example", who="ü", why="見た")
        for verdict in Verdict
    ]
    for judgement in said:
        append_judgement(path, judgement)
    assert read_judgements(path) == tuple(said)


def test_no_file_is_no_judgement(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "judgements.jsonl") == ()


def test_nothing_is_glued_to_a_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_bytes(b'{"verdict": "same", "a": "x", "b": "y"}')
    append_judgement(path, Judgement(verdict=Verdict.UNSURE, a="p", b="q"))
    assert [judgement.verdict for judgement in read_judgements(path)] == [Verdict.SAME, Verdict.UNSURE]


def test_a_damaged_judgement_is_named(tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_bytes(b'{"verdict": "same", "a": "x", "b": "y"}\n\n{"verdict": "perhaps"}\n')
    with pytest.raises(ValueError, match="line 3"):
        read_judgements(path)
