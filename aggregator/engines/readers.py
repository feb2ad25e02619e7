"""Readers: processes beside a loop that must not wait; questions go out as bytes, and answers come in when they come.

A question that hangs its reader, or kills it, costs that question: another reader takes its place. What waits behind it
is asked again. There are at most two questions to a reader at once (one that it is at, and one that it finds when it is
done); the others wait here, so whoever asks must not ask without end.
"""

import asyncio
import os
import socket
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import monotonic

from aggregator.engines.processes import Watched

AT_ONCE = 2
"""Questions to a reader."""
MOST_DEATHS = 3
"""How often in a row readers may die of nothing."""
_LOOKS_EVERY = 0.2
"""Seconds between two looks at who is late."""
_LENGTH = 8
"""Bytes before a message, that say how long it is."""

Answerer = Callable[[bytes], bytes]


class LostError(Exception):
    """A question has no answer. It says what became of its reader: `could not be read within 60 s`."""

    def __init__(self, why: str, *, was_late: bool) -> None:
        super().__init__(why)
        self.was_late = was_late


class NoReaderError(Exception):
    """Nobody is there to be asked."""


@dataclass(slots=True)
class _Question:
    asked: bytes
    answer: asyncio.Future[bytes]

    def succeed(self, answer: bytes) -> None:
        if not self.answer.done():  # else whoever asked is gone
            self.answer.set_result(answer)

    def fail(self, error: Exception) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)


class Readers:
    """So many processes that call one function. To be used within one running loop."""

    def __init__(self, answerer: Answerer, number: int, limit: Callable[[], float]) -> None:
        """`answerer` is a function of a module; `limit` tells how many seconds an answer may take at this moment."""
        self._answerer = answerer
        self._limit = limit
        self._waiting: deque[_Question] = deque()
        self._readers: list[_Reader] = []
        self._starting = self._deaths = 0
        self._is_over = False
        self._tasks: set[asyncio.Task[None]] = {asyncio.ensure_future(self._watch())}
        for _ in range(number):
            self._begin()

    @property
    def pids(self) -> list[int]:
        """The processes that are there to be asked: starting takes them a moment, and may fail."""
        return [reader.process.pid for reader in self._readers]

    async def ask(self, question: bytes) -> bytes:
        """The answer. LostError when it cost a reader; NoReaderError when nobody is there, or about to be."""
        if self._is_over or not (self._readers or self._starting):
            raise NoReaderError
        asked = _Question(question, asyncio.get_running_loop().create_future())
        self._waiting.append(asked)
        self._hand_out()
        return await asked.answer

    def close(self) -> None:
        """Ends them all. Who waits for an answer hears that there is nobody."""
        self._is_over = True
        for task in self._tasks:
            task.cancel()
        for reader in self._readers:
            reader.end()
            self._waiting += reader.at
        self._readers.clear()
        self._give_up()

    # --- their lives ---

    def _begin(self) -> None:
        self._starting += 1
        task = asyncio.ensure_future(self._start())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start(self) -> None:
        """Starts one, in a thread: before the first one can be forked, our modules are read, for half a second."""
        loop = asyncio.get_running_loop()
        try:
            process = await asyncio.shield(loop.run_in_executor(None, Watched, serve, self._answerer))
            ours = socket.socket(fileno=os.dup(process.pipe.fileno()))
            await loop.create_connection(
                lambda: _Reader(process, self._readers.append, self._answered, self._lost), sock=ours
            )
        except (OSError, EOFError):
            pass  # no room for another process: the others do, or there is nobody
        finally:
            self._starting -= 1
        self._hand_out()
        self._see_whether_anybody_is_left()

    def _lost(self, reader: "_Reader") -> None:
        """A reader is dead: what it was at is lost, the rest is asked again."""
        if self._is_over:
            return
        reader.end()
        self._readers.remove(reader)
        if reader.at:
            reader.at.popleft().fail(LostError(reader.fate(self._limit()), was_late=reader.was_late))
            self._waiting.extendleft(reversed(reader.at))
        else:
            self._deaths += 1
        if self._deaths < MOST_DEATHS:
            self._begin()
        else:
            self._see_whether_anybody_is_left()

    def _see_whether_anybody_is_left(self) -> None:
        if not (self._readers or self._starting):
            self._give_up()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOKS_EVERY)
            for reader in self._readers:
                if reader.at and monotonic() - reader.since > self._limit():
                    reader.was_late = True
                    reader.process.kill()  # the connection tells us

    # --- what they are asked ---

    def _hand_out(self) -> None:
        """Gives what waits to those who have least to do."""
        while self._waiting and self._readers:
            reader = min(self._readers, key=lambda one: len(one.at))
            if len(reader.at) >= AT_ONCE:
                return
            reader.give(self._waiting.popleft())

    def _answered(self) -> None:
        self._deaths = 0
        self._hand_out()

    def _give_up(self) -> None:
        while self._waiting:
            self._waiting.popleft().fail(NoReaderError())


class _Reader(asyncio.Protocol):
    """A process, and the questions that it has."""

    def __init__(
        self,
        process: Watched,
        came: Callable[["_Reader"], None],
        answered: Callable[[], None],
        lost: Callable[["_Reader"], None],
    ) -> None:
        self.process = process
        self.at: deque[_Question] = deque()
        self.since = 0.0
        """When it began with the first of them."""
        self.was_late = False
        self._came = came
        self._answered = answered
        self._lost = lost
        self._received = bytearray()

    def give(self, question: _Question) -> None:
        """Asks it one thing more."""
        if not self.at:
            self.since = monotonic()
        self.at.append(question)
        self._transport.write(_framed(question.asked))

    def fate(self, limit: float) -> str:
        """What became of its question when it died."""
        return (
            f"could not be read within {limit:g} s" if self.was_late else "made the program fail, or run out of memory"
        )

    def end(self) -> None:
        """Ends it."""
        self._transport.abort()
        self.process.end()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._came(self)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while len(self._received) >= _LENGTH:
            ends = _LENGTH + int.from_bytes(self._received[:_LENGTH])
            if len(self._received) < ends:
                return
            self.at.popleft().succeed(bytes(self._received[_LENGTH:ends]))
            del self._received[:ends]
            self.since = monotonic()
            self._answered()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's
        self._lost(self)


def serve(pipe: Connection, answerer: Answerer) -> None:
    """What a reader does: answers one question after the other, until there are no more."""
    with socket.socket(fileno=os.dup(pipe.fileno())) as connection, connection.makefile("rb") as questions:
        while length := questions.read(_LENGTH):
            connection.sendall(_framed(answerer(questions.read(int.from_bytes(length)))))


def _framed(message: bytes) -> bytes:
    return len(message).to_bytes(_LENGTH) + message
