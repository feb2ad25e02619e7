"""The delta: previous + delta = current, empty when nothing changed, and the reason for what went."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.dataset.delta import applied, changes_between, read_anime
from aggregator.model import Anime, Change, FieldChange, Operation
from aggregator.release import Release, Terms
from benchmarks.made_release import make_release


def written(path: Path, anime: Iterable[Anime]) -> Path:
    lines = sorted(anime, key=lambda one: one.id)
    path.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in lines))
    return path


def some(number: int, **said: object) -> Anime:
    return Anime(id=f"a-{number:012}", title=f"Work {number}", sources=(f"https://site.example/{number}",), **said)  # type: ignore[arg-type]  # a test names what it needs


def changes(tmp_path: Path, before: Sequence[Anime] | None, after: Sequence[Anime]) -> list[Change]:
    old = None if before is None else written(tmp_path / "before.jsonl", before)
    return list(changes_between(old, written(tmp_path / "after.jsonl", after)))


def test_from_nothing_everything_is_new(tmp_path: Path) -> None:
    assert changes(tmp_path, None, [some(1)]) == [
        Change(op=Operation.ADD, id="a-000000000001", title="Work 1", anime=some(1))
    ]


def test_an_unchanged_release_has_an_empty_delta(tmp_path: Path) -> None:
    assert changes(tmp_path, [some(1), some(2)], [some(1), some(2)]) == []


def test_a_change_names_its_keys_with_both_values(tmp_path: Path) -> None:
    (change,) = changes(tmp_path, [some(1)], [some(1, episodes=12, genres=("Action",))])
    assert change.op is Operation.MOD
    assert change.changes == (
        FieldChange(field="episodes", before="null", after="12"),
        FieldChange(field="genres", before="[]", after='["Action"]'),
    )


def test_what_was_merged_names_where_its_pages_stand(tmp_path: Path) -> None:
    both = replace(some(1), sources=("https://site.example/1", "https://site.example/2"))
    gone = next(change for change in changes(tmp_path, [some(1), some(2)], [both]) if change.op is Operation.DEL)
    assert (gone.id, gone.reason, gone.replaced_by) == ("a-000000000002", "merged", ("a-000000000001",))


def test_what_is_gone_says_so(tmp_path: Path) -> None:
    (gone,) = changes(tmp_path, [some(1), some(2)], [some(1)])
    assert (gone.op, gone.reason, gone.replaced_by) == (Operation.DEL, "gone", ())


def test_a_key_that_is_new_has_its_default_before(tmp_path: Path) -> None:
    old = written(tmp_path / "before.jsonl", [some(1)])
    old.write_bytes(old.read_bytes().replace(b'"rating_spread":null,', b""))
    assert list(changes_between(old, written(tmp_path / "after.jsonl", [some(1)]))) == []
    (change,) = changes_between(old, written(tmp_path / "after.jsonl", [some(1, rating_spread=0.5)]))
    assert [one.field for one in change.changes] == ["rating_spread"]


KEYS = st.dictionaries(st.integers(0, 12), st.integers(0, 3), max_size=12)


@given(before=KEYS, after=KEYS)
def test_previous_and_delta_make_current(
    tmp_path_factory: pytest.TempPathFactory, before: dict[int, int], after: dict[int, int]
) -> None:
    folder = tmp_path_factory.mktemp("delta")
    olds, news = ([some(number, episodes=many) for number, many in each.items()] for each in (before, after))
    told = changes(folder, olds, news)
    old, new = folder / "before.jsonl", folder / "after.jsonl"
    assert b"".join(msgspec.json.encode(one) + b"\n" for one in applied(read_anime(old), told)) == new.read_bytes()
    assert [change.id for change in told] == sorted(change.id for change in told)


MISFITS: list[tuple[str, Change, str]] = [
    ("ADD of what is there", Change(op=Operation.ADD, id=some(1).id, title="", anime=some(1)), "a line already"),
    ("DEL of what is not", Change(op=Operation.DEL, id=some(2).id, title="", reason="gone"), "no line"),
    ("ADD without a line", Change(op=Operation.ADD, id=some(2).id, title=""), "without its line"),
    (
        "MOD from another value",
        Change(
            op=Operation.MOD,
            id=some(1).id,
            title="",
            changes=(FieldChange(field="episodes", before="3", after="4"),),
        ),
        "was not 3 before",
    ),
    (
        "MOD of a key that is none",
        Change(op=Operation.MOD, id=some(1).id, title="", changes=(FieldChange(field="x", before="3", after="4"),)),
        "no line has a key x",
    ),
    (
        "MOD to another type",
        Change(
            op=Operation.MOD,
            id=some(1).id,
            title="",
            changes=(FieldChange(field="episodes", before="null", after='"4"'),),
        ),
        "Expected `int",
    ),
]


@pytest.mark.parametrize(("change", "said"), [case[1:] for case in MISFITS], ids=[case[0] for case in MISFITS])
def test_a_delta_that_does_not_fit_is_refused(change: Change, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        list(applied([some(1)], [change]))


def test_a_second_run_over_the_same_pages_publishes_an_empty_delta(tmp_path: Path) -> None:
    first = make_release(tmp_path / "out", 20)
    second = make_release(tmp_path / "out", 20)
    assert (second.manifest.delta_from, second.manifest.result) == (first.manifest.run, "success")
    assert (second.folder / "delta.jsonl").read_bytes() == b""
    assert (first.folder / "delta.jsonl").read_bytes().count(b'{"op":"ADD"') == first.manifest.counts.anime


def test_releases_in_a_row_add_up(tmp_path: Path) -> None:
    releases: list[Release] = []
    shares = [0.0, 0.3, 0.6, 0.1]
    random.Random(1).shuffle(shares)
    for share in shares:
        releases.append(make_release(tmp_path / "out", 30, changed=share, terms=Terms(accept_drift=True)))
        assert releases[-1].manifest.reasons == ()
