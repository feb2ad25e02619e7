"""Ids last from run to run in parts as they do in releases, and what is much less than before is not written."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from aggregator import resolve_many as resolving
from aggregator.exits import Exit, Refusal
from aggregator.model import Anime, Change, DatabaseId, Operation, Review, Score
from aggregator.parts import MANIFEST, PartFormat, files_of, manifest_of
from aggregator.quality import Bounds, Range
from aggregator.resolve import State, Tombstone
from aggregator.resolve_many import Job, Outcome, merged_here, resolve_many
from aggregator.resolved import anime_manifest_of
from aggregator.reviews import lines_of
from aggregator.verify_parts import verify_parts
from benchmarks.little_storage import LittleStorage
from benchmarks.made_reviews import made_reviews

Command = Callable[..., subprocess.CompletedProcess[str]]
FILLERS = tuple(review for _, review in made_reviews(60))


def page(site: str, work: str, title: str = "Moon") -> Review:
    """A page of `site` that says by an id of another database which work it is about."""
    return Review(
        title=f"{title} {work}", headline=site, url=f"https://{site}.example/anime", site=f"{site}.example",
        ids=(DatabaseId("mal", work),), scores=(Score(source=site, value=7.0),),
    )  # fmt: skip


FIRST = (*FILLERS, page("zeta", "1"), page("yota", "2"), page("alpha", "3"), page("beta", "3"), page("iota", "9"))
SECOND = (*FILLERS[5:], page("zeta", "1", "Sun"), page("yota", "1"), page("alpha", "3"), page("beta", "4"))
"""A title changed, two works are one, one is two, and some pages are gone."""
THIRD = (*FILLERS, page("zeta", "1", "Sun"), page("yota", "1"), page("beta", "4"), page("iota", "9"))
"""The pages that were gone are back, and others are gone."""
ROUNDS = (FIRST, SECOND, THIRD)


def write(path: Path, reviews: Sequence[Review]) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(review) + b"\n" for review in reviews))
    return path


def resolved(path: Path, into: object, previous: object = None, **job: object) -> Outcome:
    told = Job(into=str(into), previous=previous and str(previous), **job)  # type: ignore[arg-type]  # keys of a Job
    return resolve_many([str(path)], told, merged_here)


def table(place: object, stem: str) -> bytes:
    manifest = manifest_of(str(place))
    assert manifest is not None
    return b"".join(line for file in files_of(str(place), manifest, stem) for line in lines_of(file))


def rows(place: object, stem: str, kind: type) -> list[object]:
    return [msgspec.json.decode(line, type=kind) for line in table(place, stem).splitlines()]


def id_of(place: object, site: str) -> str:
    (one,) = [
        one.id
        for one in rows(place, "anime", Anime)
        if isinstance(one, Anime) and f"https://{site}.example/anime" in one.sources
    ]
    return one


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """The parts of three runs, each the previous of the next."""
    places: list[Path] = []
    for number, reviews in enumerate(ROUNDS):
        path = write(tmp_path / f"{number}.jsonl", reviews)
        resolved(path, tmp_path / f"parts-{number}", places[-1] if places else None)
        places.append(tmp_path / f"parts-{number}")
    return places


def test_three_runs_give_the_lines_the_ids_and_the_deltas_of_three_releases(
    three: list[Path], command: Command, tmp_path: Path
) -> None:
    for number, place in enumerate(three):
        assert command("resolve", f"{number}.jsonl", "--into", "out").returncode == Exit.GOOD
        latest = tmp_path / "out/latest"
        assert table(place, "anime") == (latest / "anime.jsonl").read_bytes()
        if number:
            assert table(place, "delta") == (latest / "delta.jsonl").read_bytes()
            assert b"replaced_by" in table(place, "delta")
            manifest = anime_manifest_of(str(place))
            assert verify_parts(str(place), manifest).problems == []
            with State(tmp_path / "out/state.sqlite") as state:
                assert rows(place, "ended", Tombstone) == list(state.tombstones())
                known = state.known()
            stood = {line["page"]: line["id"] for line in map(msgspec.json.decode, table(place, "unread").splitlines())}
            assert stood.items() <= known.items()
            assert stood


def test_before_and_the_delta_are_what_is_there_now(three: list[Path]) -> None:
    first, second, _ = three
    manifest = anime_manifest_of(str(second))
    found = verify_parts(str(second), manifest)
    assert (found.problems, found.notes) == ([], [])
    path = first / "anime/part-00000.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"Moon 1"', b'"Mood 1"'))
    assert str(verify_parts(str(second), manifest).problems[0]).startswith("delta.jsonl: a-")
    (first / MANIFEST).unlink()
    found = verify_parts(str(second), manifest)
    assert (found.problems, found.notes) == ([], [f"{first} is not what it was: the delta was not added up."])


def test_merged_and_split_ids_say_what_became_of_them(three: list[Path]) -> None:
    first, second, third = three
    one, two, both = id_of(first, "zeta"), id_of(first, "yota"), id_of(first, "alpha")
    assert id_of(second, "zeta") == id_of(second, "yota")
    kept, lost = sorted((one, two), key=id_of(second, "zeta").__ne__)
    alpha, beta = id_of(second, "alpha"), id_of(second, "beta")
    assert both in {alpha, beta}
    assert alpha != beta
    assert rows(second, "ended", Tombstone) == sorted(
        [
            Tombstone(id=lost, replaced_by=(kept,), reason="merged"),
            Tombstone(id=both, replaced_by=tuple(sorted((alpha, beta))), reason="split"),
        ]
    )
    gone = {one.id: one.replaced_by for one in rows(second, "delta", Change) if one.op is Operation.DEL}  # type: ignore[attr-defined]  # a Change
    assert gone[lost] == (kept,)
    assert gone[id_of(first, "iota")] == ()
    assert id_of(third, "iota") == id_of(first, "iota")


def test_an_id_stays_when_its_founding_page_goes(tmp_path: Path) -> None:
    pages = [page(site, "1") for site in ("zeta", "yota", "alpha")]
    first = tmp_path / "first"
    resolved(write(tmp_path / "a.jsonl", pages), first)
    founders = [one.url for one in pages if id_of_alone(tmp_path, one) == id_of(first, "zeta")]
    assert len(founders) == 1
    rest = write(tmp_path / "b.jsonl", [one for one in pages if one.url != founders[0]])
    resolved(rest, tmp_path / "kept", first)
    resolved(rest, tmp_path / "anew")
    site = next(one.headline for one in pages if one.url != founders[0])
    assert id_of(tmp_path / "kept", site) == id_of(first, site)
    assert id_of(tmp_path / "anew", site) != id_of(first, site)


def id_of_alone(folder: Path, one: Review) -> str:
    place = folder / f"alone-{one.headline}"
    resolved(write(folder / f"{one.headline}.jsonl", [one]), place)
    return id_of(place, one.headline)


@pytest.mark.parametrize("form", list(PartFormat))
def test_previous_parts_may_be_of_any_format(three: list[Path], tmp_path: Path, form: PartFormat) -> None:
    resolved(tmp_path / "1.jsonl", tmp_path / "form", three[0], form=form)
    resolved(tmp_path / "2.jsonl", tmp_path / "after", tmp_path / "form")
    for stem in ("anime", "delta", "ended", "unread"):
        assert table(tmp_path / "after", stem) == table(three[2], stem), stem


def test_previous_may_lie_in_a_bucket(three: list[Path], command: Command, s3: LittleStorage, tmp_path: Path) -> None:
    s3.upload(three[1], "shelf", "before")
    done = command(
        "resolve-many", "2.jsonl", "--into", "s3://shelf/after", "--previous", "s3://shelf/before", **s3.environment
    )
    assert (done.returncode, done.stderr) == (Exit.GOOD, "")
    for name in ("anime", "delta", "ended", "unread"):
        path = f"{name}/part-00000.jsonl"
        assert s3.content("shelf", f"after/{path}") == (three[2] / path).read_bytes()
    less = write(tmp_path / "less.jsonl", FIRST[:20])
    done = command(
        "resolve-many", less, "--into", "s3://shelf/less", "--previous", "s3://shelf/after", **s3.environment
    )
    assert done.returncode == Exit.BELOW_FLOOR
    assert s3.names("shelf", "less/") == set()


def test_ids_are_taken_from_a_release(command: Command, tmp_path: Path) -> None:
    for number in range(2):
        write(tmp_path / f"{number}.jsonl", ROUNDS[number])
    assert command("resolve", "0.jsonl", "--into", "out").returncode == Exit.GOOD
    done = command("resolve-many", "1.jsonl", "--into", "parts", "--previous", "out")
    assert (done.returncode, done.stderr) == (Exit.GOOD, "")
    assert command("resolve", "1.jsonl", "--into", "out").returncode == Exit.GOOD
    for name in ("anime", "delta"):
        assert table(tmp_path / "parts", name) == (tmp_path / f"out/latest/{name}.jsonl").read_bytes()


def test_a_delta_has_as_many_parts_as_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "ANIME_OF_A_PART", 4)
    resolved(write(tmp_path / "a.jsonl", FILLERS[:30]), tmp_path / "a")
    other = [replace(review, url=f"{review.url}/other", title=f"{review.title} anew") for review in FILLERS[:30]]
    outcome = resolved(write(tmp_path / "b.jsonl", other), tmp_path / "b", tmp_path / "a")
    changes = rows(tmp_path / "b", "delta", Change)
    assert len(changes) > len(rows(tmp_path / "b", "anime", Anime))
    files = [file for part in outcome.manifest.parts for file in part.files if file.name.startswith("delta/")]
    assert [file.rows for file in files[:-1]] == [4] * (len(files) - 1)
    assert verify_parts(str(tmp_path / "b"), outcome.manifest).problems == []


def test_what_fell_is_not_written_and_what_was_there_stays(tmp_path: Path, command: Command) -> None:
    resolved(write(tmp_path / "a.jsonl", FILLERS), tmp_path / "a")
    resolved(write(tmp_path / "b.jsonl", FILLERS), tmp_path / "b")
    stood = {path: path.read_bytes() for name in "ab" for path in (tmp_path / name).rglob("*") if path.is_file()}
    bare = [replace(review, synopsis=None, genres=(), episodes=None) for review in FILLERS]
    write(tmp_path / "b.jsonl", bare)
    done = command("resolve-many", tmp_path / "b.jsonl", "--into", tmp_path / "b", "--previous", "a")
    assert done.returncode == Exit.BELOW_FLOOR
    assert "Nothing was written." in done.stderr
    site = next(review.site for review in FILLERS)
    assert f"{site}: 0.0% of its reviews state episodes after" in done.stderr
    assert "For example: https://" in done.stderr
    assert {path: path.read_bytes() for path in stood} == stood
    new = command("resolve-many", "b.jsonl", "--into", "c", "--previous", "a")
    assert (new.returncode, (tmp_path / "c").exists()) == (Exit.BELOW_FLOOR, False)
    accepted = command("resolve-many", "b.jsonl", "--into", "c", "--previous", "a", "--accept-drift")
    assert (accepted.returncode, (tmp_path / "c" / MANIFEST).exists()) == (Exit.GOOD, True)
    assert "state episodes after" in accepted.stderr
    assert anime_manifest_of(str(tmp_path / "c")).warnings


def test_a_site_cannot_write_to_the_terminal(tmp_path: Path, command: Command) -> None:
    evil = [
        replace(review, site="moon\x1b[31m\n.example", url=None, saved_as=f"{n}") for n, review in enumerate(FILLERS)
    ]
    resolved(write(tmp_path / "a.jsonl", evil), tmp_path / "a")
    bare = write(tmp_path / "b.jsonl", [replace(review, synopsis=None, scores=()) for review in evil])
    refused = command("resolve-many", bare, "--into", "b", "--previous", "a")
    accepted = command("resolve-many", bare, "--into", "b", "--previous", "a", "--accept-drift")
    assert (refused.returncode, accepted.returncode) == (Exit.BELOW_FLOOR, Exit.GOOD)
    for said in (refused.stderr, accepted.stderr):
        assert "0.0% of its reviews state" in said
        assert "\x1b" not in said
        assert "\n.example" not in said


def test_what_shrank_to_less_than_half_is_not_written(tmp_path: Path) -> None:
    resolved(write(tmp_path / "a.jsonl", FILLERS), tmp_path / "a")
    half = write(tmp_path / "b.jsonl", FILLERS[:25])
    with pytest.raises(Refusal, match="It holds 25 reviews, the last good release 60: less than half") as refused:
        resolved(half, tmp_path / "b", tmp_path / "a")
    assert refused.value.exit_code is Exit.BELOW_FLOOR


def test_what_people_demand_is_held_to(tmp_path: Path, command: Command) -> None:
    path = write(tmp_path / "a.jsonl", FILLERS)
    with pytest.raises(Refusal, match="It holds 60 reviews, the floor is 61"):
        resolved(path, tmp_path / "a", floor=61)
    with pytest.raises(Refusal, match=r"moon\.example gave 0 reviews, its floor is 5"):
        resolved(path, tmp_path / "a", bounds={"moon.example": Bounds(reviews=Range(min=5))})
    (tmp_path / "bounds.toml").write_text('["moon.example"]\nreviews = {min = 5}\n')
    done = command("resolve-many", "a.jsonl", "--into", "a", "--bounds", "bounds.toml")
    assert (done.returncode, (tmp_path / "a").exists()) == (Exit.BELOW_FLOOR, False)
    missing = command("resolve-many", "a.jsonl", "--into", "a", "--bounds", "nowhere.toml")
    assert (missing.returncode, "nowhere.toml is not there" in missing.stderr) == (Exit.USAGE, True)


def test_what_cannot_be_the_previous_is_named(pages: Path, command: Command, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", FILLERS)
    assert command("resolve-many", "a.jsonl", "--into", "a").returncode == Exit.GOOD
    assert command("read-many", pages, "--into", "read").returncode == Exit.GOOD
    assert command("resolve-many", "a.jsonl", "--into", "torn").returncode == Exit.GOOD
    (tmp_path / "torn" / MANIFEST).unlink()
    for previous, into, why in (
        ("a", "./a", "is what was resolved before, and stays as it is"),
        ("read", "b", "read holds what read-many wrote"),
        ("torn", "b", "torn is not finished"),
        ("nowhere", "b", "nowhere holds neither what resolve-many wrote nor a release"),
    ):
        done = command("resolve-many", "a.jsonl", "--into", into, "--previous", previous)
        assert (done.returncode, why in done.stderr) == (Exit.USAGE, True), done.stderr
