"""The local engine: parts are read by processes that are watched; one that hangs or dies costs one page.

Not a ProcessPoolExecutor: it gives all work up when one of its processes dies, and cannot end one that hangs.
"""

import multiprocessing
import multiprocessing.connection
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from aggregator.engines.processes import Watched
from aggregator.exits import Exit, Refusal
from aggregator.parts import Receipt, whole_part
from aggregator.read_many import NO_PAGE, OPENING, Job, Lost, Part, read_part

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import SynchronizedArray

SECONDS_BETWEEN_LOOKS = 0.2
MOST_DEATHS = 3
"""How often the processes of a part may die when no page of it is under way."""
_NUMBER, _STAGE, _SINCE, _READ = range(4)


@dataclass(slots=True)
class Pool:
    """Reads parts in processes. `pages` tells meanwhile how many pages were read."""

    job: Job
    workers: int
    taken_over: int = 0
    """Parts that were whole already."""
    _read: int = 0
    _working: list["_Worker"] = field(default_factory=list)

    def pages(self) -> int:
        """Pages read so far."""
        return self._read + sum(int(worker.marks[_READ]) for worker in self._working)

    def receipts(self, parts: Iterable[Part]) -> Iterator[Receipt]:
        """The receipt of every part, as they become whole, in any order."""
        waiting = self._unread(parts)
        try:
            while True:
                found = self._fill(waiting)
                yield from found
                if not self._working and not found:
                    return
                for worker in self._finished():
                    receipt = self._receipt(worker)
                    if receipt is not None:
                        yield receipt
        finally:
            for worker in self._working:
                worker.process.end()

    def _unread(self, parts: Iterable[Part]) -> Iterator[Part | Receipt]:
        for part in parts:
            yield whole_part(self.job.into, part.number, self.job.made_of(part)) or part

    def _fill(self, waiting: Iterator[Part | Receipt]) -> list[Receipt]:
        """Gives idle processes work. What turned out to be whole meanwhile."""
        whole = []
        idle = [worker for worker in self._working if worker.part is None]
        while idle or len(self._working) < self.workers:
            part = next(waiting, None)
            if part is None:
                for worker in idle:
                    self._dismiss(worker)
                break
            if isinstance(part, Receipt):
                self.taken_over += 1
                self._read += part.counts["pages"]
                whole.append(part)
                continue
            worker = idle.pop() if idle else _Worker(self.job)
            if worker not in self._working:
                self._working.append(worker)
            worker.give(part)
        return whole

    def _finished(self) -> list["_Worker"]:
        """The processes that are done with their part, or dead, or were ended because a page took too long."""
        handles = {
            handle: worker for worker in self._working for handle in (worker.process.pipe, worker.process.sentinel)
        }
        ready = multiprocessing.connection.wait(list(handles), SECONDS_BETWEEN_LOOKS)
        late = [worker for worker in self._working if worker.is_late(self.job.time_limit)]
        return list(dict.fromkeys([handles[handle] for handle in ready if handle in handles] + late))

    def _receipt(self, worker: "_Worker") -> Receipt | None:
        """What a process that finished has to show; where that is nothing, another takes its part over."""
        part = worker.part
        assert part is not None
        answer = worker.answer()
        if isinstance(answer, Receipt):
            self._read += answer.counts["pages"]
            worker.part = None
            worker.marks[_READ] = 0
            return answer
        if isinstance(answer, Refusal):
            raise answer
        self._dismiss(worker)
        heir = _Worker(self.job)
        heir.lost, heir.deaths = worker.lost, worker.deaths
        lost = worker.loses(self.job.time_limit)
        if lost is None:
            heir.deaths += 1
            if heir.deaths > MOST_DEATHS:
                raise Refusal(
                    Exit.INTERNAL, f"The processes that read part {part.number} died {heir.deaths} times: see above."
                )
        else:
            heir.lost = {**heir.lost, lost[0]: lost[1]}
        self._working.append(heir)
        heir.give(part, afresh=False)
        return None

    def _dismiss(self, worker: "_Worker") -> None:
        worker.process.end()
        self._working.remove(worker)


class _Worker:
    """A process, and what it is at."""

    def __init__(self, job: Job) -> None:
        self.marks: SynchronizedArray[float] = multiprocessing.get_context("forkserver").Array("d", [NO_PAGE, 0, 0, 0])
        self.process = Watched(_work, self.marks, job)
        self.part: Part | None = None
        self.lost: dict[int, Lost] = {}
        self.deaths = 0
        self.was_late = False

    def give(self, part: Part, *, afresh: bool = True) -> None:
        """Has it read a part; afresh, when no other process died of it."""
        if afresh:
            self.lost, self.deaths = {}, 0
        self.part = part
        with suppress(BrokenPipeError):  # it is dead: its sentinel tells
            self.process.pipe.send((part, self.lost))

    def is_late(self, limit: float) -> bool:
        """Whether its page took too long: then it has been ended."""
        with self.marks.get_lock():
            late = self.marks[_NUMBER] >= 0 and time.monotonic() - self.marks[_SINCE] > limit
        if late:
            self.was_late = True
            self.process.kill()
        return late

    def answer(self) -> Receipt | Refusal | None:
        """What it sent, None when it is dead."""
        try:
            if self.process.pipe.poll():
                received = self.process.pipe.recv()
                assert isinstance(received, Receipt | Refusal)
                return received
        except (EOFError, OSError):
            pass
        self.process.wait()
        return None

    def loses(self, limit: float) -> tuple[int, Lost] | None:
        """The page that it died of, None when it died between pages."""
        number, stage = int(self.marks[_NUMBER]), int(self.marks[_STAGE])
        if number < 0:
            return None
        deed = "be unpacked" if stage == OPENING else "be read"
        why = f"could not {deed} within {limit:g} s" if self.was_late else "made the program fail, or run out of memory"
        return number, Lost(stage, why)


def _work(pipe: Connection, marks: "SynchronizedArray[float]", job: Job) -> None:
    """What a process does: reads the parts that it is given until the other end is closed."""

    def watch(number: int, stage: int) -> None:
        with marks.get_lock():
            marks[_NUMBER], marks[_STAGE], marks[_SINCE] = number, stage, time.monotonic()
            marks[_READ] = max(marks[_READ], number)

    while True:
        try:
            part, lost = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: Receipt | Refusal = read_part(part, job, lost, watch)
        except Refusal as refusal:
            answer = refusal
        pipe.send(answer)


def default_workers() -> int:
    """One process for each processor that may be used."""
    return len(os.sched_getaffinity(0))
