"""Workers: processes that share a round. Whoever leads them starts them, tells them to stop, and restarts nobody.

A worker that dies is told: what it had falls to the others. A leader that dies takes its workers with it, so that the
next run finds nobody at work.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

from scrapy.crawler import AsyncCrawlerProcess

from aggregator.engines.processes import end_with
from aggregator.exits import Exit, Refusal
from aggregator.frontier import Frontier, Round
from aggregator.run import Run

ENVIRONMENT = "AGGREGATOR_FRONTIER"
"""Where workers are told the URL of the store: it may hold a password, which the command line would show to all."""
LIFE = "AGGREGATOR_LIFE"
"""Where they are told the descriptor of the pipe with which they end."""
STOP = b"stop\n"
"""What a leader writes when a worker is to come to an end."""
_LOOKS_EVERY = 0.1
_KEEPS_EVERY = 1.0
"""Seconds between two looks at the workers, and between two signs of our own life."""

logger = logging.getLogger(__name__)


@dataclass(eq=False)
class Worker:
    """A worker on this machine."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path
    life: Connection
    """A pipe that is closed when we are gone: so is the worker then, whatever it is at."""
    code: int | None = None

    def tell(self, word: bytes) -> None:
        """Writes to it; it may be dead."""
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):
            os.write(self.process.stdin.fileno(), word)

    @property
    def ended(self) -> str:
        """How it ended, in words."""
        assert self.code is not None
        if self.code < 0:
            return f"was killed ({signal.Signals(-self.code).name})"
        said = [line for line in self.log.read_text(errors="replace").splitlines() if line.startswith("aggregator: ")]
        return f"ended with code {self.code} ({said[-1].removeprefix('aggregator: ') if said else self.log})"


@dataclass
class Workers:
    """The workers of a run on this machine."""

    run: Run
    frontier: Frontier
    say: Callable[[str], None]
    members: list[Worker] = field(default_factory=list)
    stops: int = 0
    """How often the leader was told to stop."""

    def start(self, number: int, url: str, readers: int) -> None:
        """Starts them, each with a journal and a log of its own in the run's folder, and so many readers."""
        for n in range(1, number + 1):
            name = f"worker-{n}"
            log = self.run.folder / f"{name}.log"
            command = [sys.executable, "-m", "aggregator", "worker", "--into", str(self.run.folder), "--led", name]
            command += ["--readers", str(readers)]
            theirs, ours = Pipe(duplex=False)
            with log.open("ab") as errors, theirs:
                process = subprocess.Popen(  # noqa: S603 - our own command
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    env={**os.environ, ENVIRONMENT: url, LIFE: str(theirs.fileno())},
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,  # a terminal's Ctrl-C comes to the leader alone, which passes it on
                )
            self.members.append(Worker(name, process, log, ours))

    def wait(self, follow: Callable[[], None]) -> Refusal | None:
        """Waits until all have ended, and sets aside what died on the way. Why the round is not over, if it is not."""
        keep_at = 0.0
        with self._signals():
            while any(worker.code is None for worker in self.members):
                for worker in self.members:
                    self._look(worker)
                if time.monotonic() >= keep_at:
                    self.frontier.keep()
                    follow()
                    keep_at = time.monotonic() + _KEEPS_EVERY
                time.sleep(_LOOKS_EVERY)
        follow()
        return self._outcome()

    def close(self) -> None:
        """Leaves nobody behind."""
        for worker in self.members:
            if worker.code is None:
                worker.process.kill()
                worker.code = worker.process.wait()
            assert worker.process.stdin is not None
            worker.process.stdin.close()
            worker.life.close()

    def _look(self, worker: Worker) -> None:
        if worker.code is not None or (code := worker.process.poll()) is None:
            return
        worker.code = code
        if code and not self.stops:
            self.say(f"aggregator: {worker.name} {worker.ended}: what it had falls to the others.")
            logger.error("%s %s: what it had falls to the others.", worker.name, worker.ended)
            self.frontier.sweep()
            if code == Exit.UNWRITABLE:
                self._stop()

    def _outcome(self) -> Refusal | None:
        lost = [worker for worker in self.members if worker.code]
        full = next((worker for worker in lost if worker.code == Exit.UNWRITABLE), None)
        if full is not None:
            return Refusal(Exit.UNWRITABLE, f"{full.name} {full.ended}.")
        if self.frontier.is_over():
            for worker in lost:
                journal = self.run.journals / f"{worker.name}.journal"
                with contextlib.suppress(FileNotFoundError):
                    journal.rename(journal.with_suffix(".set-aside"))  # what counts of it, the frontier holds
            return None
        if self.stops:
            return Refusal(Exit.INTERRUPTED, "The run was interrupted: the next one goes on from there.")
        return Refusal(Exit.INTERRUPTED, "All workers died: the next run goes on from what they read.")

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        handlers = {number: signal.signal(number, self._stopped) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)

    def _stopped(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as signal.signal calls it
        if self.stops:
            for worker in self.members:
                worker.process.kill()
        self._stop()

    def _stop(self) -> None:
        self.stops += 1
        for worker in self.members:
            worker.tell(STOP)


# --- in a worker ---


def obey(process: AsyncCrawlerProcess) -> None:
    """Comes to an end when the leader says so, and ends at once when it is gone."""
    end_with(int(os.environ[LIFE]))

    def listen() -> None:
        from twisted.internet import reactor  # noqa: PLC0415 - it is installed by now

        while os.read(0, len(STOP)):
            reactor.callFromThread(process._graceful_stop_reactor)  # noqa: SLF001 - what a signal calls
        os._exit(Exit.INTERRUPTED)

    threading.Thread(target=listen, daemon=True).start()


def joined(frontier: Frontier, program: str, *, waits: bool, say: Callable[[str], None]) -> Round:
    """The round that goes on; when there is none yet, it is waited for. Refusal when another version crawls."""
    round_ = frontier.join()
    if round_ is None and waits:
        say(f"aggregator: no round goes on in {frontier.name}: waiting for one.")
    while round_ is None:
        if not waits:
            raise Refusal(Exit.INTERRUPTED, f"No round goes on in {frontier.name}.")
        time.sleep(1.0)
        round_ = frontier.join()
    if round_.plan.program != program:
        raise Refusal(
            Exit.USAGE,
            f"The round in {frontier.name} is crawled by version {round_.plan.program}, this is {program}: another "
            "version may read the same page otherwise. Install that one here.",
        )
    return round_
