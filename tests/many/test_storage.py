"""Object storage: pages, parts and reviews in a bucket, over real HTTP, with the outcome of local files."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb

from aggregator.exits import Exit
from benchmarks.little_storage import LittleStorage

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_from_bucket_to_bucket_as_from_folder_to_folder(
    pages: Path, command: Command, s3: LittleStorage, tmp_path: Path
) -> None:
    s3.upload(pages, "shelf", "pages")
    done = command("read-many", "s3://shelf/pages", "--into", "s3://shelf/parts", **s3.environment)
    assert (done.returncode, "Traceback" in done.stderr) == (Exit.GOOD, False)
    assert s3.names("shelf", "parts/") == {
        "_manifest.json",
        "_parts/part-00000.json",
        "issues/part-00000.jsonl",
        "reviews/part-00000.jsonl",
    }
    again = command("read-many", "s3://shelf/pages", "--into", "s3://shelf/parts", **s3.environment)
    assert "1 of them taken over" in again.stdout
    assert command("resolve", "s3://shelf/parts", "--into", "from-s3", **s3.environment).returncode == Exit.GOOD
    assert command("read-many", "pages", "--into", "parts").returncode == Exit.GOOD
    assert command("resolve", "parts", "--into", "local").returncode == Exit.GOOD
    for name in ("anime.jsonl", "reviews.jsonl", "issues.jsonl"):
        assert (tmp_path / "from-s3/latest" / name).read_bytes() == (tmp_path / "local/latest" / name).read_bytes()


def test_anime_in_parts_from_bucket_to_bucket(pages: Path, command: Command, s3: LittleStorage, tmp_path: Path) -> None:
    assert command("read-many", pages, "--into", "s3://shelf/read", **s3.environment).returncode == Exit.GOOD
    assert command("resolve", "s3://shelf/read", "--into", "out", **s3.environment).returncode == Exit.GOOD
    published = (tmp_path / "out/latest/anime.jsonl").read_bytes()
    for form in ("jsonl", "parquet"):
        place = f"anime-{form}"
        many = ("resolve-many", "s3://shelf/read", "--into", f"s3://shelf/{place}", "--format", form)
        done = command(*many, **s3.environment)
        assert (done.returncode, done.stderr) == (Exit.GOOD, "")
        assert s3.names("shelf", f"{place}/") == {
            "_manifest.json",
            "_parts/part-00000.json",
            f"anime/part-00000.{form}",
            f"issues/part-00000.{form}",
        }
    assert s3.content("shelf", "anime-jsonl/anime/part-00000.jsonl") == published
    twin = tmp_path / "twin.parquet"
    twin.write_bytes(s3.content("shelf", "anime-parquet/anime/part-00000.parquet"))
    ids = [one for (one,) in duckdb.execute("SELECT id FROM read_parquet(?)", [str(twin)]).fetchall()]
    assert ids == [json.loads(line)["id"] for line in published.splitlines()]


def test_a_bucket_that_is_not_there_is_named(command: Command, s3: LittleStorage, tmp_path: Path) -> None:
    for arguments in (("read-many", "s3://nowhere/pages", "--into", "x"), ("resolve", "s3://nowhere/x", "--into", "y")):
        done = command(*arguments, **s3.environment)
        assert done.returncode == Exit.USAGE
        assert "s3://nowhere/" in done.stderr
        assert "Traceback" not in done.stderr

    (tmp_path / "reviews.jsonl").write_text('{"title": "Amber Harbor", "headline": "Amber Harbor"}\n')
    done = command("resolve-many", "reviews.jsonl", "--into", "s3://nowhere/parts", **s3.environment)
    assert done.returncode == Exit.UNWRITABLE
    assert "s3://nowhere/parts/" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_that_does_not_answer_is_named(command: Command) -> None:
    nobody = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    done = command("resolve", "s3://shelf/x", "--into", "y", AWS_MAX_ATTEMPTS="1", **nobody)
    assert done.returncode == Exit.USAGE
    assert "cannot be read" in done.stderr
    assert "Traceback" not in done.stderr
