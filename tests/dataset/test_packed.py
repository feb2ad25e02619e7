"""Packed twins are read as they were written, also of a table without lines."""

from pathlib import Path

import pytest

from aggregator.dataset.packed import pack, unpacked, zstd


@pytest.mark.parametrize("content", [b"", b"{}\n", b"{}\n" * 500_000])
def test_what_is_packed_comes_back(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(content)
    packed = pack(path)
    assert b"".join(unpacked(packed)) == content
    assert zstd.decompress(packed.read_bytes()) == content
