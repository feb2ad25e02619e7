"""Measuring: what work costs, here or in a process of its own: time, processor time, and the most memory held."""

import contextlib
import ctypes
import multiprocessing
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ParamSpec, TypeVar

PROJECT = Path(__file__).parents[1]
_SUBREAPER = 36
"""Linux's PR_SET_CHILD_SUBREAPER: whose parent ends becomes a child of ours."""

T = TypeVar("T")
Arguments = ParamSpec("Arguments")


@dataclass(frozen=True, slots=True)
class Cost:
    """What some work took."""

    seconds: float
    """By the clock: on a busy machine they say little."""
    cpu_seconds: float
    peak_mib: float
    """The most memory that its process had held when it was done; not less than what the one held that started it."""

    @property
    def cpu_share(self) -> float:
        """Processor time as part of the time that passed."""
        return self.cpu_seconds / self.seconds


def run_command(command: Sequence[str], *, cwd: Path = PROJECT) -> Cost:
    """Runs a command of this Python, such as `["-m", "aggregator", "crawl", …]`. CalledProcessError when it fails."""
    return run_and_hear(command, cwd=cwd)[0]


def run_and_hear(command: Sequence[str], *, cwd: Path = PROJECT) -> tuple[Cost, str]:
    """The same, and what it said on stderr. The processes that it leaves behind are waited for, and counted.

    Compiled modules are kept, as they are for whoever installs the project.
    """
    ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    others = set(children_of("self"))
    started = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(PROJECT)
    process = subprocess.Popen(
        [sys.executable, *command], cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    heard = said.decode("utf-8", "replace")
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, stderr=heard)
    all_used = [used]
    while left := set(children_of("self")) - others:
        all_used += [os.wait4(pid, 0)[2] for pid in left]
    cpu_seconds = sum(one.ru_utime + one.ru_stime for one in all_used)
    return Cost(seconds, cpu_seconds, used.ru_maxrss / 2**10), heard


def children_of(process: int | str) -> list[int]:
    """The processes that a process (its id, or "self") has started and that live."""
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        for task in os.listdir(f"/proc/{process}/task"):  # noqa: PTH208 - their names are enough
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):
                found += map(int, Path(f"/proc/{process}/task/{task}/children").read_text(encoding="ascii").split())
    return found


def measured(function: Callable[Arguments, T], *arguments: Arguments.args, **named: Arguments.kwargs) -> tuple[T, Cost]:
    """Calls a function: what it returned, and what the call took."""
    seconds, cpu_seconds = time.perf_counter(), time.process_time()
    result = function(*arguments, **named)
    seconds, cpu_seconds = time.perf_counter() - seconds, time.process_time() - cpu_seconds
    return result, Cost(seconds, cpu_seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10)


def run_function(
    function: Callable[Arguments, T], *arguments: Arguments.args, **named: Arguments.kwargs
) -> tuple[T, Cost]:
    """The same in a new process. RuntimeError when it fails there."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_call, args=(theirs, function, arguments, named))
    process.start()
    theirs.close()
    try:
        answer: tuple[T, Cost] = ours.recv()
    except EOFError:
        process.join()
        raise RuntimeError(f"{function.__qualname__} failed: see above") from None
    process.join()
    return answer


def _call(
    told: Connection, function: Callable[..., T], arguments: tuple[object, ...], named: dict[str, object]
) -> None:
    told.send(measured(function, *arguments, **named))
