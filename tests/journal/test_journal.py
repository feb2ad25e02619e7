"""The journal gives back what was written into it, and tells what was damaged."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.exits import Exit, Refusal
from aggregator.journal import (
    Begin,
    Damage,
    End,
    Entry,
    Journal,
    Read,
    Record,
    entries_with_places,
    read_at,
    read_journal,
)
from aggregator.model import Issue, IssueCode, Review, Score

ENTRIES: list[Entry] = [
    Begin(crawl="saved", sources=("pages",)),
    Read(review=Review(title="赤い月\u2028", headline="h", scores=(Score(source="IMDb", value=7.5),)), content="ab"),
    Issue(code=IssueCode.BLOCKED, message="A captcha.", url="https://example.org/a"),
    End(reason="finished", counts={"pages": 2}),
]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "a.journal"
    with Journal(path) as journal:
        for entry in ENTRIES:
            journal.append(entry)
    return path


def test_gives_back_what_was_written(journal: Path) -> None:
    assert list(read_journal(journal)) == ENTRIES


def test_a_writer_killed_at_any_byte_loses_at_most_the_line_it_was_writing(journal: Path, tmp_path: Path) -> None:
    content = journal.read_bytes()
    torn = tmp_path / "torn"
    for end in range(len(content)):
        torn.write_bytes(content[:end])
        whole = content[:end].count(b"\n")
        tail = [] if content[:end].endswith(b"\n") or not end else [Damage(whole + 1, is_tail=True)]
        assert list(read_journal(torn)) == [*ENTRIES[:whole], *tail]


def test_damage_in_the_middle_is_named_and_the_rest_is_kept(journal: Path) -> None:
    content = bytearray(journal.read_bytes())
    second = content.index(b"\n") + 30
    content[second] ^= 1
    journal.write_bytes(content)
    assert list(read_journal(journal)) == [ENTRIES[0], Damage(2, is_tail=False), *ENTRIES[2:]]


@pytest.mark.parametrize(
    "unspeakable",
    [
        Read(review=Review(title="a", headline="a", scores=(Score(source="x", value=float("nan")),))),
        Read(review=Review(title="lone surrogate \ud800", headline="a")),
        Read(review=Review(title=7, headline="a")),  # type: ignore[arg-type]  # what a wrong reader might do
    ],
)
def test_what_would_not_read_back_is_refused_and_not_written(tmp_path: Path, unspeakable: Entry) -> None:
    path = tmp_path / "a.journal"
    with Journal(path) as journal:
        with pytest.raises(ValueError, match=r"."):
            journal.append(unspeakable)
        journal.append(ENTRIES[0])
    assert list(read_journal(path)) == [ENTRIES[0]]


def test_no_journal_is_written_over(journal: Path) -> None:
    with pytest.raises(FileExistsError):
        Journal(journal)


@given(st.lists(st.sampled_from(ENTRIES), max_size=6), st.data())
def test_whatever_happens_to_its_bytes_no_entry_is_invented(entries: list[Entry], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.journal"
        with Journal(path) as journal:
            for entry in entries:
                journal.append(entry)
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(0, 3))):
            if content:
                place = data.draw(st.integers(0, len(content) - 1))
                content[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=5))
        path.write_bytes(content)
        found = list(read_journal(path))
        whole = [entry for entry in found if not isinstance(entry, Damage)]
        assert all(entry in entries for entry in whole)
        for one, offset, _ in entries_with_places(path):
            assert isinstance(one, Damage) or read_at(path, offset) == one


def test_of_a_run_only_where_its_pages_lie_is_held_and_they_are_read_as_often_as_needed(journal: Path) -> None:
    record = Record.of(journal.parent)
    assert (len(record.pages), list(record.anew), record.issues) == (1, [0], [ENTRIES[2]])
    assert list(record.pages) == list(record.pages) == [record.pages[0]] == [ENTRIES[1]]


def test_what_others_read_takes_the_place_of_a_page_and_its_issues_go(tmp_path: Path) -> None:
    review = Review(title="A", headline="A", url="https://example.org/a")
    old, new = (Issue(code=IssueCode.CONFLICT, message=message) for message in ("old", "new"))
    pages = {
        "live": [Read(review=review, page="a", issues=(old,)), Read(review=review, page="b")],
        "gathered": [Read(review=review, page="a", issues=(new,), content="last")],
    }
    for name, entries in pages.items():
        with Journal(tmp_path / f"{name}.journal") as journal:
            for entry in entries:
                journal.append(entry)
    record = Record.of(tmp_path)
    assert list(record.pages) == [pages["gathered"][0], pages["live"][1]]
    assert (record.issues, list(record.anew)) == ([new], [0, 1])


def test_a_page_that_does_not_stand_there_any_more_is_not_made_up(journal: Path) -> None:
    record = Record.of(journal.parent)
    journal.write_bytes(journal.read_bytes().replace(b"IMDb", b"Mars"))
    with pytest.raises(Refusal, match="does not stand in its journal") as refusal:
        record.pages[0]
    assert refusal.value.exit_code is Exit.INTERNAL
