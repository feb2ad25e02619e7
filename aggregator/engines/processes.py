"""Processes of ours: forked off a server that has read our modules, told what to do over a pipe, gone when we are.

Three ends must not leave one behind. We end in good order: all of them are killed. We are killed: the system signals
each of them (SIGIO, by a pipe of which only we hold the other end), whatever it is at, a regex that holds Python's lock
too. A signal comes to all processes of a terminal or a service (SIGINT, SIGTERM): they leave it to us.
"""

import atexit
import fcntl
import multiprocessing
import os
import select
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Concatenate, ParamSpec

Told = ParamSpec("Told")
_OURS = frozenset({signal.SIGINT, signal.SIGTERM})
"""Signals that are for us alone."""


class Watched:
    """A process, from its start to its end."""

    def __init__(
        self, target: Callable[Concatenate[Connection, Told], None], *arguments: Told.args, **named: Told.kwargs
    ) -> None:
        """Starts it: it calls `target(pipe, …)`. OSError, or EOFError, when the system has no room for it."""
        context = _context((target.__module__,))
        self.pipe, theirs = context.Pipe()
        theirs_of_life, self._life = context.Pipe(duplex=False)
        self._process: ForkServerProcess = context.Process(
            target=_live, args=(theirs_of_life, theirs, target, arguments, named), daemon=True
        )
        with _kept_from(_OURS):
            self._process.start()
        theirs.close()
        theirs_of_life.close()
        _living.add(self)

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def sentinel(self) -> int:
        """What becomes ready when it has ended."""
        return self._process.sentinel

    def kill(self) -> None:
        """Ends it, whatever it does. What it sent before can still be read."""
        self._process.kill()
        self._process.join()
        _living.discard(self)

    def wait(self) -> None:
        """Waits until it has ended."""
        self._process.join()
        _living.discard(self)

    def end(self) -> None:
        """Ends it and the pipe to it."""
        self.pipe.close()
        self.kill()
        self._life.close()


_living: set[Watched] = set()


@atexit.register
def _end_all() -> None:
    """Before multiprocessing's own: that one waits for them."""
    for process in list(_living):
        process.end()


def _context(modules: Sequence[str]) -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, *modules])
    return context


@contextmanager
def _kept_from(signals: frozenset[signal.Signals]) -> Iterator[None]:
    """Whoever is started meanwhile never hears these signals."""
    resource_tracker.ensure_running()  # which would open our ears while it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _live(
    life: Connection,
    pipe: Connection,
    target: Callable[Concatenate[Connection, Told], None],
    arguments: Sequence[object],
    named: dict[str, object],
) -> None:
    """What a process does, until its pipe is closed or `life` is."""
    end_with(life.fileno())
    target(pipe, *arguments, **named)  # type: ignore[arg-type]  # as they were given


def end_with(life: int) -> None:
    """Has the system end this process as soon as the other end of a pipe is closed, whatever it does.

    `life` is the descriptor of our end, into which nobody ever writes.
    """
    fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([life], [], [], 0)[0]:  # it was closed before we listened
        os.kill(os.getpid(), signal.SIGIO)
