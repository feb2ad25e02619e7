"""Hashes of many strings at once, the same on every machine and in every run (those of Python are not)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.int64]

_END = "\n"


def hash_strings(strings: Sequence[str]) -> Longs:
    """A number of 62 bits for every string; the strings hold no line break.

    >>> hash_strings(["amber", "harbor"]).tolist() == [*hash_strings(["amber"]), *hash_strings(["harbor"])]
    True
    """
    if not strings:
        return np.empty(0, np.int64)
    text = _END.join((*strings, "")).encode("utf-32-le", "surrogatepass")
    code = np.frombuffer(text, np.uint32).astype(np.uint64)
    ends = np.flatnonzero(code == ord(_END))
    starts = np.concatenate(([0], ends[:-1] + 1))
    lengths = np.diff(np.append(starts, len(code)))
    place = np.arange(len(code), dtype=np.uint64) - np.repeat(starts, lengths).astype(np.uint64)
    mixed = (code + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) + place * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    sums = np.add.reduceat(mixed * (place + np.uint64(1)) ** np.uint64(2) + mixed, starts)
    sums ^= sums >> np.uint64(31)
    sums *= np.uint64(0x94D049BB133111EB)
    return (sums >> np.uint64(2)).astype(np.int64)
