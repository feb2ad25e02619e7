"""What every test stands on: where the fixtures lie, properties that hold on every run, clocks of a busy machine."""

import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import settings

# Examples come from a fixed seed, and a busy machine is no failure.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of saved pages: `<layout>/<case>/page.html`."""
    return Path(__file__).parent / "fixtures"


TooNear: TypeAlias = Callable[[Iterable[float], float], list[tuple[float, ...]]]
LATE = 0.9
"""Seconds by which a busy machine may tell us later than it was that something came."""


@pytest.fixture(scope="session")
def too_near() -> TooNear:
    """`too_near(moments, pause)`: the runs of moments that took less than the pauses between them.

    One moment alone may be told late, and then the next seems near: so a run has more pauses than that.
    """

    def found(moments: Iterable[float], pause: float) -> list[tuple[float, ...]]:
        inside = sorted(moments)
        runs = [tuple(inside[begin:end]) for end in range(len(inside) + 1) for begin in range(end)]
        return [run for run in runs if run[-1] - run[0] < (len(run) - 1) * pause - LATE]

    return found


ProcessorSeconds: TypeAlias = Callable[..., float]


@pytest.fixture(scope="session")
def processor_seconds() -> ProcessorSeconds:
    """`processor_seconds(call, enough)`: what a call costs; the least of five, or the first that is under `enough`.

    A page of memory that was not there yet, or a collection of the garbage of ten thousand tests, falls into one of
    them. What is remembered of texts is forgotten in between: a second time is to cost what the first does.
    """

    def least(call: Callable[[], object], enough: float = 0.0, *, times: int = 5) -> float:
        seconds = math.inf
        for _ in range(times):
            began = time.thread_time()
            call()
            seconds = min(seconds, time.thread_time() - began)
            if seconds < enough:
                break
            for forget in remembered():
                forget()
        return seconds

    return least


def remembered() -> Iterator[Callable[[], None]]:
    """What empties each memory of texts of ours. Tables, which are made once, are none: theirs has room for one."""
    for name in [name for name in sys.modules if name.startswith("aggregator")]:
        for value in vars(sys.modules[name]).values():
            if getattr(value, "cache_clear", None) and (value.cache_parameters()["maxsize"] or 0) > 1:
                yield value.cache_clear
        memory = vars(sys.modules[name]).get("_memory")
        if isinstance(memory, dict):
            yield memory.clear
