"""Saved pages are found in any folder, in a fixed order, and nothing in a folder can make us hang or leave it."""

import gzip
import os
from pathlib import Path

import pytest

from aggregator import saved
from aggregator.exits import Exit, Refusal
from aggregator.model import Issue, IssueCode
from aggregator.page import Page
from aggregator.saved import SavedPages, open_saved

HTML = b"<!doctype html><html><h1>A page</h1></html>"


def pages(*sources: Path) -> tuple[list[str | None], list[Issue], int]:
    """Names of the pages, what was wrong, and how many other files there were."""
    found = SavedPages(sources)
    pages = list(found)
    names = [page.saved_as for page in pages if isinstance(page, Page)]
    return names, [page for page in pages if isinstance(page, Issue)], found.passed_over


def write(root: Path, *names: str, content: bytes = HTML) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def test_folders_are_read_recursively_in_sorted_order_relative_to_what_was_given(tmp_path: Path) -> None:
    write(tmp_path, "b/2.html", "b/10.html", "a/x/y.htm", "Z.html")
    assert pages(tmp_path) == (["Z.html", "a/x/y.htm", "b/10.html", "b/2.html"], [], 0)
    assert pages(tmp_path / "b")[0] == ["10.html", "2.html"]


def test_several_sources_are_named_below_the_folder_that_holds_them_all(tmp_path: Path) -> None:
    write(tmp_path, "a/1.html", "b/1.html")
    assert pages(tmp_path / "b", tmp_path / "a" / "1.html")[0] == ["a/1.html", "b/1.html"]


def test_a_single_file_is_a_page_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, "page.txt")
    assert pages(tmp_path / "page.txt")[0] == ["page.txt"]


def test_pages_without_a_suffix_are_known_by_their_first_bytes_and_other_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "anime", "show?id=3")
    write(tmp_path, "style.css", content=b"body {}")
    write(tmp_path, "image.png", content=b"\x89PNG")
    write(tmp_path, "empty", content=b"")
    assert pages(tmp_path) == (["anime", "show?id=3"], [], 3)


def test_what_lies_beside_a_page_tells_about_it_and_is_none(tmp_path: Path) -> None:
    write(tmp_path, "page.html")
    write(tmp_path, "meta.json", content=b'{"url": "https://site.example/a", "encoding": "cp1252", "about": "x"}')
    write(tmp_path, "expected.json", "error.json", content=b"{}")
    found = list(SavedPages([tmp_path]))
    assert [page.url for page in found if isinstance(page, Page)] == ["https://site.example/a"]
    assert len(found) == 1


@pytest.mark.parametrize("meta", [b"{", b"[]", b'{"url": 7}', b'{"url": "file:///etc/passwd"}', b'{"url": "\xff"}'])
def test_a_meta_json_that_is_wrong_is_named(tmp_path: Path, meta: bytes) -> None:
    write(tmp_path, "page.html")
    write(tmp_path, "meta.json", content=meta)
    names, issues, _ = pages(tmp_path)
    assert names == []
    assert [(issue.code, issue.saved_as) for issue in issues] == [(IssueCode.SKIPPED, "page.html")]
    assert "meta.json" in issues[0].message


def test_gzipped_pages_are_unpacked(tmp_path: Path) -> None:
    parts = (gzip.compress(part, mtime=0) for part in (HTML[:9], HTML[9:]))
    write(tmp_path, "a.html.gz", content=b"".join(parts))
    (page,) = SavedPages([tmp_path])
    assert isinstance(page, Page)
    assert page.one("h1").text == "A page"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bomb.html.gz", gzip.compress(bytes(200_000), mtime=0), "is larger than 100000 bytes"),
        ("large.html", bytes(100_001), "is larger than 100000 bytes"),
        ("torn.html.gz", gzip.compress(HTML, mtime=0)[:-9], "is no whole gzip file"),
        ("damaged.html.gz", gzip.compress(HTML, mtime=0)[:-6] + b"\0" * 6, "is no whole gzip file"),
    ],
)
def test_what_is_too_large_or_torn_is_named_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, said: str
) -> None:
    monkeypatch.setattr(saved, "MAX_BYTES", 100_000)
    write(tmp_path, name, content=content)
    names, issues, _ = pages(tmp_path)
    assert names == []
    assert said in issues[0].message


def test_a_page_as_large_as_allowed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MAX_BYTES", 100)
    write(tmp_path, "a.html", content=HTML.ljust(100))
    assert pages(tmp_path)[0] == ["a.html"]


def test_nothing_that_only_looks_like_a_page_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.html")
    os.mkfifo(tmp_path / "fifo")
    write(tmp_path, "good.html")
    (tmp_path / "dir.html").mkdir()
    names, issues, passed_over = pages(tmp_path)
    assert (names, passed_over) == (["good.html"], 1)
    assert [issue.message for issue in issues] == ["fifo.html is no regular file: it was not read."]


def test_links_do_not_lead_out_of_the_folder_nor_round_in_it(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.html", "root/a.html")
    (tmp_path / "root" / "out.html").symlink_to(tmp_path / "outside" / "secret.html")
    (tmp_path / "root" / "up").symlink_to(tmp_path)
    (tmp_path / "root" / "again.html").symlink_to("a.html")
    (tmp_path / "root" / "self").symlink_to(".")
    (tmp_path / "root" / "loop").symlink_to("loop")
    (tmp_path / "root" / "zero.html").symlink_to("/dev/zero")
    names, issues, passed_over = pages(tmp_path / "root")
    assert (names, passed_over) == (["a.html"], 3)
    assert sorted(issue.saved_as or "" for issue in issues) == ["out.html", "up", "zero.html"]


def test_a_file_that_vanishes_is_named(tmp_path: Path) -> None:
    page = open_saved(tmp_path / "gone.html")
    assert isinstance(page, Issue)
    assert "No such file" in page.message


def test_names_that_are_no_utf8_or_hold_newlines_are_told(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.html"))).write_bytes(HTML)
    write(tmp_path, "a\nb.html", "é.html")
    assert pages(tmp_path)[0] == ["a\nb.html", "é.html", "\\xff.html"]


def test_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no file or folder") as refusal:
        pages(tmp_path / "nothing")
    assert refusal.value.exit_code is Exit.USAGE


def test_counts_about_as_many_as_there_are(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "b/c.html.gz", "b/meta.json", "d.css")
    assert SavedPages([tmp_path]).count() == 2
    assert SavedPages([tmp_path / "a.html"]).count() == 1
