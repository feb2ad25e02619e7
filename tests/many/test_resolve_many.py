"""Reviews resolved into parts: the lines of a release, in as many files as it takes, never a mixture of two runs."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from aggregator import resolve_many as resolving
from aggregator.exits import Exit
from aggregator.model import Review
from aggregator.parts import MANIFEST, files_of
from aggregator.resolve_many import Job, Outcome, merged_here, resolve_many
from benchmarks.made_reviews import made_reviews

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    """A folder of two files of made reviews."""
    folder = tmp_path / "reviews"
    folder.mkdir()
    write(folder, [review for _, review in made_reviews(200)])
    return folder


def write(folder: Path, reviews: Sequence[Review]) -> None:
    for number in range(2):
        lines = [msgspec.json.encode(review) + b"\n" for review in reviews[number::2]]
        (folder / f"{number}.jsonl").write_bytes(b"".join(lines))


def resolved(folder: Path, into: Path) -> Outcome:
    return resolve_many([str(folder)], Job(into=str(into)), merged_here)


def lines_in(into: Path, outcome: Outcome) -> bytes:
    return b"".join(Path(place).read_bytes() for place in files_of(str(into), outcome.manifest, "anime"))


def test_the_lines_are_those_of_a_release(reviews: Path, command: Command, tmp_path: Path) -> None:
    done = command("resolve-many", "reviews", "--into", "parts")
    assert (done.returncode, done.stderr) == (Exit.GOOD, "")
    assert command("resolve", "reviews", "--into", "out").returncode == Exit.GOOD
    published = (tmp_path / "out/latest/anime.jsonl").read_bytes()
    assert published.count(b"\n") > 50
    assert (tmp_path / "parts/anime/part-00000.jsonl").read_bytes() == published


def test_parts_end_with_a_number_of_anime(reviews: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lines_in(tmp_path / "whole", resolved(reviews, tmp_path / "whole"))
    monkeypatch.setattr(resolving, "ANIME_OF_A_PART", 20)
    outcome = resolved(reviews, tmp_path / "parts")
    rows = [part.files[0].rows for part in outcome.manifest.parts]
    assert len(rows) > 2
    assert set(rows[:-1]) == {20}
    assert lines_in(tmp_path / "parts", outcome) == whole


def test_a_part_that_stays_as_it_was_is_taken_over(
    reviews: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolving, "ANIME_OF_A_PART", 20)
    first = resolved(reviews, tmp_path / "parts")
    again = resolved(reviews, tmp_path / "parts")
    assert (first.taken_over, again.taken_over) == (0, len(first.manifest.parts))
    assert again.manifest == first.manifest


def test_fewer_anime_leave_no_part_behind(reviews: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "ANIME_OF_A_PART", 20)
    before = len(resolved(reviews, tmp_path / "parts").manifest.parts)
    write(reviews, [review for _, review in made_reviews(30)])
    after = resolved(reviews, tmp_path / "parts")
    assert len(after.manifest.parts) < before
    there = {path.name for path in (tmp_path / "parts/anime").iterdir()}
    assert there == {Path(part.files[0].name).name for part in after.manifest.parts}


def test_a_run_that_ends_early_leaves_no_manifest(
    reviews: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved(reviews, tmp_path / "parts")
    write(reviews, [review for _, review in made_reviews(30)])

    def full(*_: object, **__: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(resolving, "write_part", full)
    with pytest.raises(OSError, match="No space"):
        resolved(reviews, tmp_path / "parts")
    assert not (tmp_path / "parts" / MANIFEST).exists()


def test_a_line_that_is_no_review_is_an_issue_and_the_rest_is_kept(
    reviews: Path, command: Command, tmp_path: Path
) -> None:
    whole = lines_in(tmp_path / "whole", resolved(reviews, tmp_path / "whole"))
    with (reviews / "1.jsonl").open("ab") as out:
        out.write(b'{"title": 5}\n')
    assert command("resolve-many", "reviews", "--into", "parts").returncode == Exit.GOOD
    assert (tmp_path / "parts/anime/part-00000.jsonl").read_bytes() == whole
    issues = (tmp_path / "parts/issues/part-00000.jsonl").read_text()
    assert "1.jsonl, line 101 is no review" in issues


def test_judgements_decide(reviews: Path, command: Command, tmp_path: Path) -> None:
    some = [review.url for _, review in made_reviews(200)]
    said = {"verdict": "same", "a": some[0], "b": some[150]}
    (tmp_path / "judgements.jsonl").write_bytes(msgspec.json.encode(said) + b"\n")
    before = lines_in(tmp_path / "before", resolved(reviews, tmp_path / "before"))
    done = command("resolve-many", "reviews", "--into", "parts", "--judgements", "judgements.jsonl")
    assert done.returncode == Exit.GOOD
    after = (tmp_path / "parts/anime/part-00000.jsonl").read_bytes()
    together = [
        [line for line in lines.splitlines() if all(str(some[at]).encode() in line for at in (0, 150))]
        for lines in (before, after)
    ]
    assert list(map(len, together)) == [0, 1]
    missing = command("resolve-many", "reviews", "--into", "other", "--judgements", "nowhere.jsonl")
    assert missing.returncode == Exit.USAGE
    assert "nowhere.jsonl is not there" in missing.stderr


def test_parts_of_something_else_are_not_overwritten(reviews: Path, command: Command, tmp_path: Path) -> None:
    assert command("resolve-many", "reviews", "--into", "parts").returncode == Exit.GOOD
    for arguments in (("resolve-many", "reviews/0.jsonl"), ("read-many", "reviews")):
        done = command(*arguments, "--into", "parts")
        assert done.returncode == Exit.USAGE
        assert "holds what resolve-many made of reviews" in done.stderr
    assert (tmp_path / "parts" / MANIFEST).exists()


def test_no_reviews_are_no_anime(command: Command, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").touch()
    done = command("resolve-many", "none.jsonl", "--into", "parts")
    assert done.returncode == Exit.BELOW_FLOOR
    assert "Nothing was written.\n  It holds 0 reviews, the floor is 1.\n" in done.stderr
    assert not (tmp_path / "parts").exists()
