"""Packed twins: the lines as .jsonl.zst. The same lines give the same bytes."""

import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfileobj

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["LEVEL", "pack", "unpacked", "zstd"]

LEVEL = 10
"""A tenth of the size, at tens of megabytes a second."""


def pack(path: Path, packed: Path | None = None) -> Path:
    """Packs a file, into `path`.zst beside it where no other is named."""
    packed = packed or path.with_name(f"{path.name}.zst")
    with path.open("rb") as lines, zstd.open(packed, "xb", level=LEVEL) as out:
        copyfileobj(lines, out, 1 << 20)
    if not packed.stat().st_size:  # of nothing nothing was written, and that is no packed file
        packed.write_bytes(zstd.compress(b"", LEVEL))
    return packed


def unpacked(packed: Path) -> Iterator[bytes]:
    """The content of a packed file, piece by piece. ValueError when it is damaged."""
    try:
        with zstd.open(packed, "rb") as content:
            while piece := content.read(1 << 20):
                yield piece
    except (zstd.ZstdError, EOFError) as error:
        raise ValueError(f"it is damaged ({error})") from error
