"""Parts are verified against their manifest: what is missing, changed or unfinished is named."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from aggregator.exits import Exit
from aggregator.parts import MANIFEST, PartFormat
from aggregator.quality import Counts
from aggregator.resolve_many import Job, merged_here, resolve_many
from aggregator.resolved import anime_manifest_of
from aggregator.verify_parts import parts_at, verify_parts
from benchmarks.little_storage import LittleStorage
from benchmarks.made_reviews import made_reviews

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    """A file of made reviews."""
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(review) + b"\n" for _, review in made_reviews(60)))
    return path


@pytest.fixture
def parts(reviews: Path, tmp_path: Path) -> Path:
    """A finished folder of parts."""
    resolve_many([str(reviews)], Job(into=str(tmp_path / "parts")), merged_here)
    return tmp_path / "parts"


def problems(parts: Path) -> list[str]:
    manifest = parts_at(str(parts))
    assert manifest is not None
    return list(map(str, verify_parts(str(parts), manifest).problems))


@pytest.mark.parametrize("form", list(PartFormat))
def test_what_was_written_is_good_in_every_format(reviews: Path, tmp_path: Path, form: PartFormat) -> None:
    resolve_many([str(reviews)], Job(into=str(tmp_path / "parts"), form=form), merged_here)
    assert problems(tmp_path / "parts") == []


def test_parts_of_reviews_are_verified_too(pages: Path, command: Command) -> None:
    assert command("read-many", pages, "--into", "parts").returncode == Exit.GOOD
    done = command("verify", "parts")
    assert (done.returncode, done.stdout) == (Exit.GOOD, "parts: 25 lines read, every promise is kept.\n")


def test_parts_in_a_bucket_are_verified_there(
    reviews: Path, command: Command, s3: LittleStorage, tmp_path: Path
) -> None:
    place = "s3://shelf/parts"
    assert command("resolve-many", reviews, "--into", place, **s3.environment).returncode == Exit.GOOD
    done = command("verify", place, **s3.environment)
    assert (done.returncode, "every promise is kept" in done.stdout) == (Exit.GOOD, True)
    (tmp_path / "parts/anime").mkdir(parents=True)
    (tmp_path / "parts/anime/part-00000.jsonl").write_text("{}\n")
    s3.upload(tmp_path / "parts", "shelf", "parts")
    done = command("verify", place, **s3.environment)
    assert done.returncode == Exit.INTERNAL
    assert "anime/part-00000.jsonl: its sha256 is" in done.stdout
    done = command("verify", "s3://shelf/nothing", **s3.environment)
    assert (done.returncode, "s3://shelf/nothing holds no _manifest.json" in done.stderr) == (Exit.USAGE, True)


def test_a_changed_byte_is_named(parts: Path) -> None:
    path = parts / "anime/part-00000.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"title"', b'"tItle"', 1))
    (problem,) = problems(parts)
    assert problem.startswith("anime/part-00000.jsonl: its sha256 is ")


def test_a_missing_file_and_another_receipt_are_named(parts: Path) -> None:
    (parts / "issues/part-00000.jsonl").unlink()
    (parts / "_parts/part-00000.json").write_text("{}\n")
    assert problems(parts) == [
        "_parts/part-00000.json: it is not the receipt that stands in the manifest.",
        "issues/part-00000.jsonl: it is in the manifest, but not in the folder.",
    ]


def test_numbers_that_do_not_follow_from_the_scores_are_named_though_their_hashes_are_right(parts: Path) -> None:
    manifest = anime_manifest_of(str(parts))
    other = replace(manifest, settings={**manifest.settings, "bayes_mean": 1.0}, totals=Counts(anime=7))
    told = list(map(str, verify_parts(str(parts), other).problems))
    assert told[0].startswith("anime/part-00000.jsonl, line 1, field rating_weighted: it is ")
    assert told[-1].startswith("_manifest.json, field totals: it counts 7 anime, its parts ")


def test_lines_that_stand_twice_are_named_though_their_hashes_are_right(parts: Path) -> None:
    manifest = parts_at(str(parts))
    assert manifest is not None
    twice = replace(manifest, parts=(*manifest.parts, *manifest.parts))
    found = verify_parts(str(parts), twice)
    assert str(found.problems[0]) == (
        "anime/part-00000.jsonl, line 1, field id: it is not in its place: lines are sorted."
    )


def test_a_folder_without_its_manifest_is_not_finished(parts: Path, command: Command) -> None:
    (parts / MANIFEST).unlink()
    done = command("verify", "parts")
    assert done.returncode == Exit.USAGE
    assert "parts is not finished (it has no _manifest.json)" in done.stderr
