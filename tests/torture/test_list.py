"""The list of docs/security.md is complete: each of the 72 items names tests, and each of these tests exists."""

import re
from pathlib import Path

from aggregator.page import Page

TESTS = Path(__file__).parents[1]
TEXT = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.*) \|$", TEXT, re.MULTILINE)


def test_every_number_has_a_row_with_a_test_or_a_reason() -> None:
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 73))
    for number, what, tests in ROWS:
        assert "::test_" in tests or "does not apply" in what, number


def test_every_test_that_is_named_exists() -> None:
    named = {tuple(name.split("::")) for _, _, tests in ROWS for name in re.findall(r"`([^`]+)`", tests)}
    assert named
    missing = [f"{file}::{test}" for file, test in sorted(named) if not _is_there(TESTS / file, test)]
    assert missing == []


def _is_there(path: Path, test: str) -> bool:
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    number = re.fullmatch(r"test_(\d{2})", test)
    name = rf"test_(?:\d{{2}}_)*{number[1]}_\w+" if number else re.escape(test)
    return re.search(rf"^def {name}\(", text, re.MULTILINE) is not None


def test_38_entities_of_a_saved_page_read_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a secret")
    doctype = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret"><!ENTITY y "{"y" * 100}">]>'
    page = Page(None, f"<?xml version='1.0'?>{doctype}<html><body><h1>&x;{'&y;' * 5}</h1></body></html>")
    text = page.one("h1").text
    assert "a secret" not in text
    assert "y" * 200 not in text
