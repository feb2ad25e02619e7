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
    letters = np.frombuffer(text, np.uint32)
    ends = np.flatnonzero(letters == ord(_END))
    starts = np.concatenate(([0], ends[:-1] + 1))
    place = np.arange(len(letters), dtype=np.uint64)
    place -= np.repeat(starts.astype(np.uint64), ends - starts + 1)
    mixed = letters.astype(np.uint64)
    mixed += np.uint64(1)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    mixed += place * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(32)
    place += np.uint64(1)
    place *= place
    place += np.uint64(1)
    mixed *= place
    sums = np.add.reduceat(mixed, starts)
    sums ^= sums >> np.uint64(31)
    sums *= np.uint64(0x94D049BB133111EB)
    return (sums >> np.uint64(2)).astype(np.int64)
