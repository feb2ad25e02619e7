"""A run takes its folder for itself, and lets go of it however it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aggregator.exits import Exit, Refusal
from aggregator.run import Run

HOLD = """
import sys, time
from pathlib import Path
from aggregator.run import Run
run = Run.open(Path(sys.argv[1]))
print(run.id, flush=True)
time.sleep(60)
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def hold(out: Path) -> tuple[subprocess.Popen[str], str]:
    """Another process with a run into the folder, and that run's id."""
    command = [sys.executable, "-c", HOLD, str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_two_runs_do_not_write_into_one_folder_and_a_killed_one_does_not_block_it(out: Path) -> None:
    process, other = hold(out)
    try:
        with pytest.raises(Refusal, match=f"process {process.pid}, run {other}, since") as refusal:
            Run.open(out)
        assert refusal.value.exit_code is Exit.LOCKED
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    with Run.open(out) as run:
        assert run.died is not None
        assert run.died.run == other
        assert [path.name for path in run.leftovers()] == [f".{other}"]
    with Run.open(out) as run:
        assert run.died is None


def test_a_run_that_read_nothing_leaves_nothing(out: Path) -> None:
    with Run.open(out):
        pass
    assert list((out / "runs").iterdir()) == []


def test_ids_tell_the_time_and_differ(out: Path) -> None:
    ids = []
    for _ in range(3):
        with Run.open(out) as run:
            ids.append(run.id)
    assert len(set(ids)) == 3
    assert [one[:16] for one in ids] == sorted(one[:16] for one in ids)


@pytest.mark.parametrize("into", ["file", "file/below", "loop"])
def test_a_folder_that_cannot_be_one_is_refused(tmp_path: Path, into: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(Refusal) as refusal:
        Run.open(tmp_path / into)
    assert refusal.value.exit_code is Exit.UNWRITABLE


def test_a_latest_that_no_run_made_is_not_touched(out: Path) -> None:
    (out / "latest").mkdir(parents=True)
    with pytest.raises(Refusal, match="is not a link that a run made") as refusal:
        Run.open(out)
    assert refusal.value.exit_code is Exit.UNWRITABLE


def test_a_lock_file_of_garbage_is_no_obstacle(out: Path) -> None:
    out.mkdir()
    (out / ".lock").write_bytes(b"\xff{")
    with Run.open(out) as run:
        assert run.died is None
