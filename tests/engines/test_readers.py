"""Readers: every question is answered, but for those that a process dies of; and nobody is left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import pytest

from aggregator.engines.readers import Answerer, LostError, NoReaderError, Readers

PROJECT = Path(__file__).parents[2]
ANSWERING = """
import os, re, signal, time

def answer(question):
    if b"hangs" in question:
        re.match(rb"(a+)+$", b"a" * 100 + b"b")  # with Python's lock held, and for good
    if b"dies" in question:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"slow" in question:
        time.sleep(0.05)
    return question[::-1]
"""
ASKING = """
import asyncio, sys
from answering import answer
from aggregator.engines.readers import Readers

async def ask():
    readers = Readers(answer, 2, lambda: 1000.0)
    while len(readers.pids) < 2:
        await asyncio.sleep(0.05)
    print(*readers.pids, flush=True)
    await asyncio.gather(readers.ask(b"hangs"), readers.ask(b"hangs too"))

asyncio.run(ask())
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a module that processes can import."""
    folder = tmp_path_factory.mktemp("answering")
    (folder / "answering.py").write_text(ANSWERING)
    return folder


@pytest.fixture
def answerer(place: Path) -> Iterator[Answerer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(place))
        yield import_module("answering").answer


@asynccontextmanager
async def reading(answerer: Answerer, number: int = 2, limit: float = 100.0) -> AsyncIterator[Readers]:
    """So many readers that are there."""
    readers = Readers(answerer, number, lambda: limit)
    await asyncio.gather(*(readers.ask(b"slow") for _ in range(10 * number)))
    assert len(readers.pids) == number
    try:
        yield readers
    finally:
        readers.close()


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def eventually(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < ends, "it never came to be"
        time.sleep(0.02)


def test_every_question_has_its_answer_whatever_its_length(answerer: Answerer) -> None:
    questions = [b"%d " % number * length for number in range(20) for length in (0, 1, 300_000)]

    async def ask() -> list[bytes]:
        async with reading(answerer) as readers:
            return await asyncio.gather(*map(readers.ask, questions))

    assert asyncio.run(ask()) == [question[::-1] for question in questions]


def test_all_readers_have_work(answerer: Answerer) -> None:
    async def ask() -> float:
        async with reading(answerer, 4) as readers:
            began = time.monotonic()
            await asyncio.gather(*(readers.ask(b"slow") for _ in range(80)))
            return time.monotonic() - began

    assert asyncio.run(ask()) < 80 * 0.05


@pytest.mark.parametrize(("question", "why"), [(b"dies", "made the program fail"), (b"hangs", "within 2 s")])
def test_what_a_reader_dies_of_or_hangs_on_is_lost_and_nothing_else(
    answerer: Answerer, question: bytes, why: str
) -> None:
    questions = [b"slow", b"a", question, b"b", b"c", question, b"d", b"slow", b"e"]

    async def ask() -> list[bytes | BaseException]:
        async with reading(answerer, limit=2.0) as readers:
            return await asyncio.gather(*map(readers.ask, questions), return_exceptions=True)

    answers = asyncio.run(ask())
    lost = [answer for answer in answers if isinstance(answer, BaseException)]
    assert [type(error) for error in lost] == [LostError, LostError]
    assert all(why in str(error) for error in lost)
    assert [one for one in answers if isinstance(one, bytes)] == [one[::-1] for one in questions if one != question]


def test_closing_leaves_no_process_and_nobody_waiting(answerer: Answerer) -> None:
    async def ask() -> tuple[list[int], list[bytes | BaseException]]:
        async with reading(answerer) as readers:
            asked = [asyncio.ensure_future(readers.ask(b"hangs")) for _ in range(6)]
            await asyncio.sleep(0.1)
            pids = readers.pids
        with pytest.raises(NoReaderError):
            await readers.ask(b"a")
        return pids, await asyncio.gather(*asked, return_exceptions=True)

    pids, answers = asyncio.run(ask())
    assert len(pids) == 2
    assert all(map(gone, pids))
    assert [type(answer) for answer in answers] == [NoReaderError] * 6


def test_signals_that_come_to_all_processes_are_for_who_leads_them(answerer: Answerer) -> None:
    async def ask() -> bytes:
        async with reading(answerer, 1) as readers:
            (pid,) = readers.pids
            for number in (signal.SIGINT, signal.SIGTERM):
                os.kill(pid, number)
            answer = await readers.ask(b"a question")
            assert readers.pids == [pid]
            return answer

    assert asyncio.run(ask()) == b"noitseuq a"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_who_is_killed_leaves_no_reader_even_one_that_hangs(place: Path, number: signal.Signals) -> None:
    leader = subprocess.Popen(
        [sys.executable, "-c", ASKING], cwd=PROJECT, env={"PYTHONPATH": f"{place}:{PROJECT}"}, stdout=subprocess.PIPE
    )
    assert leader.stdout is not None
    pids = [int(pid) for pid in leader.stdout.readline().split()]
    assert len(pids) == 2
    time.sleep(0.5)  # by now both are at it
    leader.send_signal(number)
    leader.communicate()
    eventually(lambda: all(map(gone, pids)))
