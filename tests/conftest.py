"""What every test stands on: where the fixtures lie, properties that hold on every run, clocks of a busy machine."""

import contextlib
import json
import math
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import settings

PROJECT = Path(__file__).parents[1]

# Examples come from a fixed seed, and a busy machine is no failure.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")


LONGEST = (
    "cluster/test_spark", "frontier/test_workers", "torture/test_a_output", "revisits", "many", "dataset/test_analysts",
    "resolve/test_accuracy", "torture", "operations", "spiders", "cli", "report",
)  # fmt: skip
"""Files that take longest, the longest first: they begin first, so that no processor is idle at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest files first; --no-loadscope-reorder leaves them there."""
    places = [str(PROJECT / "tests" / name) for name in LONGEST]
    items.sort(key=lambda item: [not str(item.path).startswith(place) for place in places])


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of saved pages: `<layout>/<case>/page.html`."""
    return Path(__file__).parent / "fixtures"


READ_AT_START = ("PYTHON", "AGGREGATOR_", "LC_", "LANG", "TZ", "COLUMNS", "NO_COLOR", "TERM")
"""What variables begin with that are read when an interpreter starts or the program is loaded."""
RunCommand: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def run_command() -> Iterator[RunCommand]:
    """`run_command(argument, …, cwd=…, **environment)`: `aggregator` in a process of its own, which comes to its end.

    It is forked from one that has loaded the program: loading is four fifths of what a small crawl computes. Only where
    what loads is to see another environment, or has threads, an interpreter is started.
    """
    with contextlib.ExitStack() as left, tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("said", "complained")]
        loaded = left.enter_context(waiting())

        def run(
            *arguments: object, cwd: Path = PROJECT, timeout: float = 300, **environment: str
        ) -> "subprocess.CompletedProcess[str]":
            line = list(map(str, arguments))
            if loaded is None or any(name.startswith(READ_AT_START) for name in environment):
                return subprocess.run(
                    [sys.executable, "-m", "aggregator", *line],
                    capture_output=True, text=True, check=False, timeout=timeout, cwd=cwd,
                    env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
                )  # fmt: skip
            for file in files:
                file.write_bytes(b"")
            request = {
                "arguments": line,
                "environment": environment,
                "folder": str(cwd),
                "files": list(map(str, files)),
            }
            code = ask(loaded, timeout, request)
            said, complained = (file.read_text(encoding="utf-8") for file in files)
            return subprocess.CompletedProcess(line, code, said, complained)

        yield run


@contextlib.contextmanager
def waiting() -> Iterator["subprocess.Popen[str] | None"]:
    """The program, loaded, and waiting for commands; None where it cannot be forked."""
    with subprocess.Popen(
        [sys.executable, str(PROJECT / "tests" / "loaded.py")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT, start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        yield process if process.stdout.readline() == "loaded\n" else None
        process.stdin.close()


def ask(process: "subprocess.Popen[str]", timeout: float, request: Mapping[str, object]) -> int:
    """How a command ended; after so many seconds it and its kin are killed."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()
    if not select.select([process.stdout], [], [], timeout)[0]:
        os.killpg(process.pid, signal.SIGKILL)
        raise TimeoutError(f"{request} did not end in {timeout} s")
    return int(process.stdout.readline())


Answer: TypeAlias = Callable[[BaseHTTPRequestHandler], tuple[int, Mapping[str, str], bytes]]
Serve: TypeAlias = Callable[..., AbstractContextManager[int]]


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Starts a web server, which asks `answer` for status, headers and body of every request; gives its port.

    On host 0.0.0.0 it listens on every address of this machine: those of 127.0.0.0/8 are as many sites as are wanted.
    """

    @contextlib.contextmanager
    def served(answer: Answer, host: str = "127.0.0.1") -> Iterator[int]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, body = answer(self)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != HTTPStatus.NOT_MODIFIED:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Says nothing."""

        with ThreadingHTTPServer((host, 0), Handler) as server:
            server.daemon_threads, server.block_on_close = True, False  # nobody waits for who has hung up
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            yield server.server_port
            server.shutdown()

    return served


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


MEMORY = type(lru_cache(str))


def remembered() -> Iterator[Callable[[], None]]:
    """What empties each memory of texts of ours. Tables, which are made once, are none: theirs has room for one."""
    for name in [name for name in sys.modules if name.startswith("aggregator")]:
        for value in vars(sys.modules[name]).values():
            if isinstance(value, MEMORY) and (value.cache_parameters()["maxsize"] or 0) > 1:
                yield value.cache_clear
        memory = vars(sys.modules[name]).get("_memory")
        if isinstance(memory, dict):
            yield memory.clear
