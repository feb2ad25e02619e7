"""The saved pages in tests/fixtures are written by us: none repeats a page of ../shared/corpus, if that is here."""

from collections import defaultdict
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "pages"
LONG = 70
"""Shorter lines are everybody's: doctypes, meta tags, closing tags."""


def long_lines(page: Path) -> set[str]:
    lines = page.read_bytes().decode("utf-8", errors="replace").splitlines()
    return {line.strip() for line in lines if len(line.strip()) >= LONG}


def repeated(pages: list[Path], corpus: list[Path]) -> dict[Path, dict[Path, set[str]]]:
    """For each of our pages the corpus pages with which it shares two long lines or more, and those lines."""
    ours: dict[str, list[Path]] = defaultdict(list)
    for page in pages:
        for line in long_lines(page):
            ours[line].append(page)
    shared: dict[Path, dict[Path, set[str]]] = defaultdict(lambda: defaultdict(set))
    for theirs in corpus:
        for line in long_lines(theirs) & ours.keys():
            for page in ours[line]:
                shared[page][theirs].add(line)
    return {
        page: {theirs: lines for theirs, lines in by_page.items() if len(lines) >= 2}
        for page, by_page in shared.items()
        if any(len(lines) >= 2 for lines in by_page.values())
    }


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real pages is not here")
def test_no_fixture_repeats_a_page_of_the_corpus(fixtures: Path) -> None:
    copied = repeated(sorted(fixtures.glob("*/*/page.*")), sorted(CORPUS.rglob("*.html")))
    assert not copied, f"write these pages in words and markup of your own: {copied}"


def test_finds_a_page_that_was_copied(tmp_path: Path) -> None:
    sentence = "A sentence that somebody else wrote, long enough to be nobody's by accident, number {}."
    ours, theirs, other = tmp_path / "ours.html", tmp_path / "theirs.html", tmp_path / "other.html"
    ours.write_text("\n".join(["<p>", sentence.format(1), "  " + sentence.format(2)]), encoding="utf-8")
    theirs.write_text("\n".join([sentence.format(2), "<b>", sentence.format(1)]), encoding="utf-8")
    other.write_text(sentence.format(1), encoding="utf-8")
    assert repeated([ours], [theirs, other]) == {ours: {theirs: {sentence.format(1), sentence.format(2)}}}
    assert not repeated([ours], [other])
