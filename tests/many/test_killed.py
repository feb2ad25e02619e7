"""Resolving into parts is killed before every single thing that it does to the folder: a manifest is never wrong.

The moments are not drawn: a child counts what it does to the folder (opening, renaming, removing) and kills itself
before the n-th, for all n.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

PROJECT = Path(__file__).parents[2]
KILLED_EVERYWHERE = '''
"""Prints, as a line of JSON for each kill: before what, and what was found then."""

import json, os, shutil, signal, sys
from pathlib import Path

import msgspec

from aggregator import resolve_many as resolving
from aggregator.exits import Refusal
from aggregator.parts import MANIFEST
from aggregator.resolve_many import Job, merged_here, resolve_many
from aggregator.verify_parts import parts_at, verify_parts
from benchmarks.made_reviews import made_reviews

scratch = Path(sys.argv[1])
resolving.ANIME_OF_A_PART = 8
FIRST, SECOND = [review for _, review in made_reviews(40)], [review for _, review in made_reviews(60)][5:]


def run(reviews, into, previous=None):
    source = scratch / "reviews.jsonl"
    source.write_bytes(b"".join(msgspec.json.encode(review) + b"\\n" for review in reviews))
    resolve_many([str(source)], Job(into=str(into), previous=previous and str(previous)), merged_here)


def contents(folder):
    names = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes().decode() for path in names}


CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}


class Steps:
    """Counts what is done to a folder, and kills before the n-th."""

    def __init__(self, folder, kill_at):
        self.folder, self.kill_at, self.done = str(folder), kill_at, 0

    def audit(self, event, arguments):
        writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if (writes or event in CHANGES) and any(str(one).startswith(self.folder) for one in arguments[:2]):
            self.done += 1
            if self.done == self.kill_at:
                os.write(WORD, f"{event} {Path(str(arguments[0])).name}".encode())
                os.kill(os.getpid(), signal.SIGKILL)


def killed_at(number, into):
    """How the run ended, and before what it was killed."""
    global WORD
    said, WORD = os.pipe()
    child = os.fork()
    if not child:
        sys.addaudithook(Steps(into, number).audit)
        code = 1
        try:
            run(SECOND, into, base)
            code = 0
        finally:  # whatever happened: a child goes no further than this
            os._exit(code)
    os.close(WORD)
    _, status = os.waitpid(child, 0)
    with os.fdopen(said) as words:
        return status, words.read()


base, whole, out = (scratch / name for name in ("base", "whole", "out"))
run(FIRST, base)
run(SECOND, whole, base)
earlier, wanted = contents(base), contents(whole)
number = 1
while True:
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(base, out)
    status, step = killed_at(number, out)
    number += 1
    found = contents(out)
    told = {"step": step, "status": status, "has_manifest": MANIFEST in found}
    if told["has_manifest"]:
        visible = {name: content for name, content in found.items() if not Path(name).name.startswith(".")}
        told["is_whole"] = visible in (earlier, wanted)
        told["is_good"] = verify_parts(str(out), parts_at(str(out))).is_good
    else:
        try:
            parts_at(str(out))
            told["is_told"] = False
        except Refusal as refused:
            told["is_told"] = "is not finished" in str(refused)
    run(SECOND, out, base)
    told["comes_right"] = contents(out) == wanted
    print(json.dumps(told), flush=True)
    if status == 0:
        break
'''


@dataclass(frozen=True, kw_only=True)
class Kill:
    """What was found after a kill, and after the run that followed."""

    step: str
    """What was not done any more."""
    status: int
    has_manifest: bool
    is_whole: bool = True
    """With a manifest: whether everything lies there as the first run left it, or as the second would."""
    is_good: bool = True
    """With a manifest: whether all is as it says."""
    is_told: bool = True
    """Without one: whether those who ask learn that the folder is not finished."""
    comes_right: bool
    """Whether the same run, again, leaves what one leaves that nobody killed."""


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> list[Kill]:
    """One before each step; the last lived."""
    script = tmp_path_factory.mktemp("script") / "killed.py"
    script.write_text(KILLED_EVERYWHERE)
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path_factory.mktemp("scratch"))],
        cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)}, capture_output=True, check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    decoder = msgspec.json.Decoder(Kill)
    return list(map(decoder.decode, done.stdout.splitlines()))


def test_every_step_was_tried(kills: list[Kill]) -> None:
    assert [kill.status for kill in kills] == [9] * (len(kills) - 1) + [0]
    steps = [kill.step for kill in kills]
    assert len(steps) > 30
    assert "os.remove _manifest.json" in steps
    assert sum(step.startswith("os.rename .part-") for step in steps) > 6
    assert any(step.startswith("os.rename ._manifest.json") for step in steps)


def test_a_manifest_stands_only_beside_what_it_says(kills: list[Kill]) -> None:
    assert [kill for kill in kills if kill.has_manifest and not (kill.is_whole and kill.is_good)] == []
    assert sum(not kill.has_manifest for kill in kills) > 30


def test_who_asks_learns_that_a_folder_is_not_finished(kills: list[Kill]) -> None:
    assert [kill.step for kill in kills if not kill.is_told] == []


def test_the_next_run_leaves_what_one_leaves_that_nobody_killed(kills: list[Kill]) -> None:
    assert [kill.step for kill in kills if not kill.comes_right] == []
