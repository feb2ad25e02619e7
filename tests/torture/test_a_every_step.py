"""TORTURE 1, 10, 15: a run is killed before every single thing that it does to the disk, and nothing is ever lost.

The moments are not drawn: a child counts what it does to the folder (opening, renaming, removing, linking, and the
state's commit) and kills itself before the n-th, for all n.
"""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

PROJECT = Path(__file__).parents[2]
KILLED_EVERYWHERE = '''
"""Prints, as a line of JSON for each kill: before what, and what was found then."""

import hashlib, json, os, shutil, signal, sys, traceback
from pathlib import Path

import msgspec

from aggregator.history import settle
from aggregator.journal import Begin, End, Read
from aggregator.manifest import read_manifest
from aggregator.model import DatabaseId, Review, Score
from aggregator.release import Terms, publish
from aggregator.resolve.state import State
from aggregator.run import Run
from aggregator.verify import verify
from aggregator.versions import program

scratch, parts, part = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])


def page(name, work, score):
    """A page that says by a shared id which work it is about."""
    return Review(
        title=f"Moon {work}", headline=name, url=f"https://{name}.example/{work}", site=f"{name}.example",
        ids=(DatabaseId("mal", work),), scores=(Score(source=name, value=score),),
    )


FIRST = [page("zeta", "1", 7.0), page("yota", "2", 6.0)]
SECOND = [*FIRST, page("alpha", "1", 8.0), page("beta", "2", 5.0), page("gamma", "3", 9.0)]
THIRD = SECOND[2:]
"""The founding pages of the first release are gone: only who remembers gives their anime the ids that they had."""


def run(out, reviews):
    with Run.open(out) as run:
        settle(run)
        with run.journal("saved") as journal:
            journal.append(Begin(crawl="saved", program=program()))
            for review in reviews:
                journal.append(Read(review=review, content=review.url))
            journal.append(End(reason="finished", counts={"pages": len(reviews)}))
        return publish(run, Terms(accept_drift=True))


def contents(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def ids(folder):
    lines = map(json.loads, (folder / "anime.jsonl").read_text().splitlines())
    return {source: line["id"] for line in lines for source in line["sources"]}


def tree(out):
    """What lies on the disk, but for names that are drawn anew each time, and times."""
    names = sorted((str(path.relative_to(out)), path.is_file() and path.stat().st_size) for path in out.rglob("*"))
    for number, run in enumerate(sorted({name.split("/")[1] for name, _ in names if "/" in name})):
        names = [(name.replace(run.strip("."), f"run{number}"), size) for name, size in names]
    return str(((out / "latest").resolve().name != good.name, names))


CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.truncate"}


class Steps:
    """Counts what is done to a folder, and kills before the n-th."""

    def __init__(self, folder, kill_at):
        self.folder, self.kill_at, self.done, self.last = str(folder), kill_at, 0, ""

    def audit(self, event, arguments):
        writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if (writes or event in CHANGES) and any(str(one).startswith(self.folder) for one in arguments[:2]):
            self.step(f"{event} {Path(str(arguments[0])).name}")

    def step(self, name):
        self.done += 1
        self.last = name
        if self.done == self.kill_at:
            os.write(WORD, name.encode())
            os.kill(os.getpid(), signal.SIGKILL)


def forked(do):
    """Does something in a child. Whether it lived, and what it had to say."""
    global WORD
    said, WORD = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            do()
            code = 0
        finally:  # whatever happened: a child goes no further than this
            if code:
                traceback.print_exc()
            os._exit(code)
    os.close(WORD)
    _, status = os.waitpid(child, 0)
    with os.fdopen(said) as words:
        return status, words.read()


def killed_at(number, out):
    def second():
        steps = Steps(out, number)
        commit = State.commit

        def committed(state):
            steps.step("before the state's commit")
            commit(state)
            steps.step("after the state's commit")

        State.commit = committed
        sys.addaudithook(steps.audit)
        run(out, SECOND)

    return forked(second)


base = scratch / "base"
assert forked(lambda: run(base, FIRST))[0] == 0
good = (base / "latest").resolve()
before, seen = contents(good), set()
number = 1 + part
while True:
    out = scratch / "out"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(base, out, symlinks=True)
    status, step = killed_at(number, out)
    if status == 0:
        break
    told = {"step": step, "same": tree(out) in seen}
    number += parts
    if not told["same"]:
        seen.add(tree(out))
        place = (out / "latest").resolve()
        stood = ids(place)
        told["published"] = place.name != good.name
        told["first_changed"] = contents(out / "runs" / good.name) != before
        told["problems"] = [str(one) for one in verify(place, read_manifest(place)).problems]
        told["third"], _ = forked(lambda: run(out, THIRD))
        now = ids(out / "latest")
        told["changed_ids"] = {key: [stood[key], one] for key, one in now.items() if stood.get(key, one) != one}
        told["shared_ids"] = len(set(now.values())) != 3
        told["first_changed"] |= contents(out / "runs" / good.name) != before
        told["left_behind"] = [str(path) for path in (out / "runs").glob(".*")]
        told["kept_for_nothing"] = [str(path) for path in (out / "runs").glob("*/journal")]
        told["no_manifest"] = [str(one) for one in (out / "runs").iterdir() if not (one / "manifest.json").is_file()]
    print(json.dumps(told), flush=True)
'''


@dataclass(frozen=True, kw_only=True)
class Kill:
    """What was found after a kill, and what a run came to that followed."""

    step: str
    """What was not done any more."""
    same: bool = False
    """Whether everything lay there as after a step before: the same would follow."""
    published: bool = False
    first_changed: bool = False
    problems: list[str] = field(default_factory=list)
    third: int = 0
    changed_ids: dict[str, list[str]] = field(default_factory=dict)
    shared_ids: bool = False
    left_behind: list[str] = field(default_factory=list)
    kept_for_nothing: list[str] = field(default_factory=list)
    no_manifest: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> list[Kill]:
    """One before each step."""
    script = tmp_path_factory.mktemp("script") / "killed.py"
    script.write_text(KILLED_EVERYWHERE)
    processes = [
        subprocess.Popen(
            [sys.executable, str(script), str(tmp_path_factory.mktemp(f"part{part}")), "2", str(part)],
            cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for part in range(2)
    ]  # fmt: skip
    found = []
    for process in processes:
        said, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
        found += [msgspec.json.decode(line, type=Kill) for line in said.splitlines()]
    return found


def test_01_10_15_killed_before_each_step_the_last_release_stays_or_the_new_one_is_whole(kills: list[Kill]) -> None:
    steps = {kill.step for kill in kills}
    named = {
        "open .holder.new", "open saved.journal", "open anime.jsonl", "open manifest.json", "os.rename .latest",
        "before the state's commit", "after the state's commit", "os.remove .holder",
    }  # fmt: skip
    assert named <= steps
    assert {kill.step: kill.problems for kill in kills if kill.problems or kill.first_changed} == {}
    published = {kill.step for kill in kills if kill.published}
    assert "before the state's commit" in published
    assert not published & {"open saved.journal", "open anime.jsonl", "os.symlink", "os.rename .latest"}


def test_01_10_47_after_a_kill_at_any_step_the_next_run_is_good_and_every_id_that_was_published_stays(
    kills: list[Kill],
) -> None:
    assert {kill.step: kill.third for kill in kills if kill.third} == {}
    assert {kill.step: kill.changed_ids for kill in kills if kill.changed_ids} == {}
    assert [kill.step for kill in kills if kill.shared_ids] == []


def test_01_11_after_a_kill_at_any_step_the_next_run_closes_the_books_and_clears_away(kills: list[Kill]) -> None:
    assert {kill.step: kill.left_behind for kill in kills if kill.left_behind} == {}
    assert {kill.step: kill.kept_for_nothing for kill in kills if kill.kept_for_nothing} == {}
    assert {kill.step: kill.no_manifest for kill in kills if kill.no_manifest} == {}
