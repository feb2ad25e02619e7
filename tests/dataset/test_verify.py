"""Every promise of a release, broken on purpose: verify names file, line and field."""

import gzip
import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import msgspec
import pytest

from aggregator.dataset.parquet import connect, differences, in_words, write_twin
from aggregator.exits import Exit
from aggregator.manifest import Manifest, read_manifest
from aggregator.model import Anime, Issue, IssueCode
from aggregator.release import Release
from aggregator.verify import Problem, verify

PROJECT = Path(__file__).parents[2]


def found_in(folder: Path) -> list[Problem]:
    return verify(folder, read_manifest(folder)).problems


def test_an_untouched_release_keeps_every_promise(release: Release) -> None:
    verified = verify(release.folder, read_manifest(release.folder))
    assert (verified.problems, verified.notes) == ([], [])
    counts = release.manifest.counts
    assert verified.lines > counts.reviews + counts.anime


Tamper = Callable[[bytes], bytes]


def line_two(change: Tamper) -> Tamper:
    def tamper(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        lines[1] = change(lines[1])
        return b"".join(lines)

    return tamper


def value(key: str, said: object) -> Tamper:
    def change(line: bytes) -> bytes:
        read = json.loads(line)
        read[key] = said
        return json.dumps(read, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    return line_two(change)


def as_dict(change: Callable[[dict[str, object]], dict[str, object]]) -> Tamper:
    return line_two(
        lambda line: json.dumps(change(json.loads(line)), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    )


def backwards(line: dict[str, object]) -> dict[str, object]:
    return dict(reversed(line.items()))


def without_tags(line: dict[str, object]) -> dict[str, object]:
    del line["tags"]
    return line


TAMPERED: list[tuple[str, str, Tamper, int | None, str | None, str]] = [
    ("a key is missing", "anime.jsonl", as_dict(without_tags), 2, "tags", "missing"),
    ("a key too many", "anime.jsonl", value("extra", 1), 2, "extra", "no such key"),
    (
        "a key twice",
        "anime.jsonl",
        line_two(lambda line: line.replace(b'"type":', b'"type":null,"type":', 1)),
        2,
        "type",
        "twice",
    ),
    ("keys in another order", "anime.jsonl", as_dict(backwards), 2, "conflicts", "order"),
    ("text for a number", "anime.jsonl", value("episodes", "12"), 2, "episodes", "Expected `int | null`"),
    ("a float for an integer", "anime.jsonl", value("episodes", 12.5), 2, "episodes", "Expected `int | null`"),
    ("an integer for a float", "anime.jsonl", value("rating_spread", 0), 2, "rating_spread", "model writes 0.0"),
    ("a word out of its set", "anime.jsonl", value("type", "Film"), 2, "type", "Invalid enum value"),
    ("a null where none may be", "reviews.jsonl", value("title", None), 2, "title", "Expected `str`"),
    ("a number inside a list", "reviews.jsonl", value("genres", ["a", 1]), 2, "genres[1]", "Expected `str`"),
    ("a rating that is not the mean", "anime.jsonl", value("rating", 9.9), 2, "rating", "its scores make"),
    ("an adjusted rating", "anime.jsonl", value("rating_adjusted", 9.9), 2, "rating_adjusted", "its scores make"),
    ("a flag", "anime.jsonl", value("rating_low_evidence", None), 2, "rating_low_evidence", "Expected `bool`"),
    ("an id of another form", "anime.jsonl", value("id", "b-1"), 2, "id", "does not match"),
    ("space between parts", "anime.jsonl", line_two(lambda line: line.replace(b",", b", ", 1)), 2, None, "space"),
    ("other line ends", "anime.jsonl", line_two(lambda line: line.replace(b"\n", b"\r\n")), 2, None, "line feed"),
    ("NaN", "anime.jsonl", value("rating", float("nan")), 2, None, "no JSON"),
    ("a byte order mark", "anime.jsonl", lambda lines: b"\xef\xbb\xbf" + lines, 1, None, "byte order mark"),
    ("a torn end", "anime.jsonl", lambda lines: lines[:-20], None, None, "torn"),
    ("no last line feed", "anime.jsonl", lambda lines: lines[:-1], None, None, "end is missing"),
    (
        "no UTF-8",
        "anime.jsonl",
        line_two(lambda line: line.replace(b'"title":"', b'"title":"\xfc', 1)),
        2,
        None,
        "no JSON",
    ),
    (
        "a line twice",
        "anime.jsonl",
        lambda lines: lines.splitlines(keepends=True)[0] + lines,
        2,
        "id",
        "stands there twice",
    ),
    (
        "lines in another order",
        "anime.jsonl",
        lambda lines: b"".join(reversed(lines.splitlines(keepends=True))),
        2,
        "id",
        "sorted",
    ),
    ("a page that nobody read", "anime.jsonl", value("sources", ["https://x.example/"]), 2, "sources", "no page of"),
    (
        "a lost page",
        "reviews.jsonl",
        lambda lines: lines[lines.index(b"\n") + 1 :],
        None,
        "sources",
        "no page of reviews.jsonl",
    ),
    (
        "a lost anime",
        "anime.jsonl",
        lambda lines: lines[lines.index(b"\n") + 1 :],
        None,
        "url",
        "stands in no anime",
    ),
    ("a delta that lost a line", "delta.jsonl", lambda lines: lines[lines.index(b"\n") + 1 :], None, None, "delta"),
    ("a Parquet that is none", "anime.parquet", lambda _: b"PAR1", None, None, "cannot be compared"),
    ("a damaged pack", "anime.jsonl.zst", lambda packed: packed[:-9], None, None, "damaged"),
    ("a pack of something else", "anime.jsonl.zst", lambda _: gzip.compress(b""), None, None, "damaged"),
    (
        "another schema",
        "anime.schema.json",
        lambda schema: schema.replace(b'"maximum": 10', b'"maximum": 9', 1),
        None,
        None,
        "schema",
    ),
    (
        "another description",
        "datapackage.json",
        lambda text: text.replace(b"anime.jsonl", b"a.jsonl"),
        None,
        None,
        "does not describe",
    ),
    ("a description that is none", "croissant.json", lambda text: text[:-3], None, None, "no JSON"),
    ("another document", "SOURCES.md", lambda text: text + b" ", None, None, "bytes"),
]


@pytest.mark.parametrize("case", TAMPERED, ids=[case[0] for case in TAMPERED])
def test_what_is_tampered_with_is_named(
    release: Release, case: tuple[str, str, Tamper, int | None, str | None, str]
) -> None:
    _, name, tamper, line, field, said = case
    path = release.folder / name
    before = path.read_bytes()
    path.write_bytes(tamper(before))
    assert path.read_bytes() != before
    problems = found_in(release.folder)
    assert any(problem.file == name and "sha256" in problem.message for problem in problems)
    matching = [problem for problem in problems if said in problem.message]
    assert matching, [str(problem) for problem in problems]
    assert any((line is None or one.line == line) and (field is None or one.field == field) for one in matching), [
        str(problem) for problem in matching
    ]


def test_a_problem_is_a_sentence_with_its_place() -> None:
    problem = Problem("anime.jsonl", "the key is missing.", 2, "tags")
    assert str(problem) == "anime.jsonl, line 2, field tags: the key is missing."


def test_a_missing_file_is_named(release: Release) -> None:
    (release.folder / "issues.parquet").unlink()
    assert [str(problem) for problem in found_in(release.folder)] == [
        "issues.parquet: it is in the manifest, but not in the folder."
    ]


def rewritten(release: Release, change: Callable[[Manifest], Manifest]) -> list[Problem]:
    return verify(release.folder, change(release.manifest)).problems


def test_constants_that_are_not_those_of_the_scores_are_named(release: Release) -> None:
    problems = rewritten(
        release, lambda manifest: replace(manifest, resolution={**manifest.resolution, "bayes_mean": 1.0})
    )
    assert {problem.field for problem in problems if problem.file == "manifest.json"} == {"resolution"}
    assert any(problem.field == "rating_weighted" for problem in problems)


def test_levels_that_are_not_those_of_the_scores_are_named(release: Release) -> None:
    problems = rewritten(
        release,
        lambda manifest: replace(manifest, levels=replace(manifest.levels, sources=manifest.levels.sources[1:])),
    )
    assert [(problem.file, problem.field) for problem in problems] == [("manifest.json", "levels")]


def test_counts_that_are_wrong_are_named(release: Release) -> None:
    problems = rewritten(release, lambda manifest: replace(manifest, counts=replace(manifest.counts, anime=1)))
    assert [(problem.file, problem.field) for problem in problems] == [("manifest.json", "counts")]


def test_a_twin_that_says_something_else_is_named_by_line_and_field(release: Release, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(release.folder, other)
    lines = (other / "anime.jsonl").read_bytes().splitlines(keepends=True)
    changed = json.loads(lines[4])
    changed["synopsis"] = "Another."
    lines[4] = json.dumps(changed, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    (other / "anime.jsonl").write_bytes(b"".join(lines))
    problems = found_in(other)
    assert ("anime.parquet", 5, "synopsis") in {(problem.file, problem.line, problem.field) for problem in problems}


def test_a_delta_is_not_added_up_when_the_release_before_is_gone(release: Release) -> None:
    assert release.manifest.delta_from
    shutil.rmtree(release.folder.parent / release.manifest.delta_from)
    verified = verify(release.folder, release.manifest)
    assert verified.problems == []
    assert "delta was not added up" in verified.notes[0]


def test_a_change_that_the_delta_does_not_tell_is_named(release: Release) -> None:
    assert release.manifest.delta_from
    before = release.folder.parent / release.manifest.delta_from / "anime.jsonl"
    lines = before.read_bytes().splitlines(keepends=True)
    unchanged = {json.loads(line)["id"] for line in lines} - {
        json.loads(line)["id"] for line in (release.folder / "delta.jsonl").read_bytes().splitlines()
    }
    at = next(number for number, line in enumerate(lines) if json.loads(line)["id"] in unchanged)
    changed = json.loads(lines[at])
    changed["episodes"] = 99
    lines[at] = json.dumps(changed, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    before.write_bytes(b"".join(lines))
    (problem,) = found_in(release.folder)
    assert (problem.file, problem.field) == ("anime.jsonl", "episodes")
    assert "the delta does not tell this change" in problem.message


def test_the_lines_of_another_data_format_are_not_judged(release: Release) -> None:
    verified = verify(release.folder, replace(release.manifest, data_format="9.0"))
    assert verified.problems == []
    assert "data format 9.0" in verified.notes[0]


def test_no_more_than_twenty_problems_of_a_file_are_listed(release: Release) -> None:
    path = release.folder / "anime.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"tags":', b'"tag":'))
    problems = [problem for problem in found_in(release.folder) if problem.file == "anime.jsonl"]
    assert len(problems) == 21
    assert "more" in problems[-1].message


def test_a_manifest_reads_back(release: Release) -> None:
    assert msgspec.json.decode(msgspec.json.encode(release.manifest), type=Manifest) == release.manifest


# --- with little memory ---

LITTLE = 640 * 1024 * 1024
"""Bytes that a process may map: the libraries take 300 million of them."""


def test_a_small_release_is_checked_and_exported_with_little_memory(release: Release, tmp_path: Path) -> None:
    for command in (
        ("verify", release.folder),
        ("export", release.folder, "--to", "parquet", "--into", tmp_path / "a"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "aggregator", *map(str, command)],
            check=False, capture_output=True, text=True, cwd=PROJECT, timeout=300,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LITTLE, LITTLE)),
        )  # fmt: skip
        assert done.returncode == Exit.GOOD, done.stdout + done.stderr


def test_duckdb_starts_no_thread_however_many_cores_there_are() -> None:
    before = set(Path("/proc/self/task").iterdir())
    with connect() as base:
        base.execute("SELECT 1")
        assert set(Path("/proc/self/task").iterdir()) <= before


def test_a_line_of_twenty_megabytes_has_a_twin(tmp_path: Path) -> None:
    issue = Issue(code=IssueCode.UNREADABLE, message="m", text="long " * 4_000_000)
    lines, twin = tmp_path / "issues.jsonl", tmp_path / "issues.parquet"
    lines.write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in (issue, replace(issue, text="short"))))
    with connect() as base:
        write_twin(base, lines, twin, Issue)
        assert differences(base, lines, twin, Issue) == []


def test_memory_that_is_short_is_called_so(release: Release, tmp_path: Path) -> None:
    with connect() as base:
        base.execute("SET memory_limit = '1MB'")
        with pytest.raises(duckdb.Error) as raised:
            write_twin(base, release.folder / "anime.jsonl", tmp_path / "a.parquet", Anime)
    assert "memory is short" in in_words(raised.value)
