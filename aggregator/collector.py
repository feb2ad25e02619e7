"""The garbage collector: off where millions of objects are made that hold no cycles, and looking at them only costs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """Within it nothing is looked through for cycles. What holds none goes as ever when nothing refers to it.

    >>> with not_collecting():
    ...     gc.isenabled()
    False
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()
