"""Lines are read where they lie, from more files than are held open."""

import os
from pathlib import Path

from aggregator.lines import MOST_OPEN, Lines


def test_lines_of_many_files_are_had_by_number_and_files_are_let_go(tmp_path: Path) -> None:
    lines = Lines()
    for number in range(MOST_OPEN + 3):
        path = tmp_path / f"{number}.jsonl"
        path.write_bytes(b"first\n%d\n" % number)
        lines.add(path, 6, len(b"%d\n" % number))
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - their names are enough
    for _ in range(2):
        assert [lines[row] for row in range(len(lines))] == [b"%d\n" % row for row in range(MOST_OPEN + 3)]
    assert len(os.listdir("/proc/self/fd")) <= before + MOST_OPEN  # noqa: PTH208
    lines.close()
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
    assert lines[1] == b"1\n"
    del lines
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_a_line_is_put_in_the_place_of_another(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"a\nbb\n")
    other.write_bytes(b"ccc\n")
    lines = Lines()
    lines.add(one, 0, 2)
    lines.add(one, 2, 3)
    lines.put(0, other, 0, 4)
    assert [lines[0], lines[1]] == [b"ccc\n", b"bb\n"]
    assert list(lines.places()) == [(other, 0, 4), (one, 2, 3)]
