"""The cluster and this process give the same anime, also when a worker is killed in the middle."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from aggregator.engines.local import Pool
from aggregator.engines.spark import Cluster, read_parts, require_spark
from aggregator.engines.spark_resolving import SparkResolver
from aggregator.exits import Exit, Refusal
from aggregator.model import DatabaseId, Review
from aggregator.read_many import Job, plan
from aggregator.resolve import Judgement, Resolution, State, Verdict, resolve
from aggregator.resolved import AnimeManifest
from benchmarks.cluster import jobs_begun
from benchmarks.little_cluster import LittleCluster
from benchmarks.little_storage import LittleStorage
from benchmarks.made_reviews import made_reviews

pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # pyspark's sockets, when a session ends

PROJECT = Path(__file__).parents[2]
TASKS_BEFORE_THE_KILL = 30
"""Of about a hundred: what was read lies in the memory of the executors, and the pairs are being compared."""


def reviews(count: int) -> list[Review]:
    """Made reviews, some with ids of works and of series; a few ids are wrong, and a few pages came twice."""
    made = []
    for number, (work, review) in enumerate(made_reviews(count)):
        ids = []
        if number % 5 == 0:
            ids.append(DatabaseId("mal", str(work + (number % 35 == 0))))
        if number % 7 == 0:
            ids.append(DatabaseId("imdb", f"tt{work // 3:07}"))
        if number % 97 == 0:
            ids.append(DatabaseId("mal", "99999"))
        made.append(replace(review, ids=tuple(ids)))
        if number % 50 == 0:
            made.append(replace(review, synopsis=None))
    return made


def judgements(some: Sequence[Review]) -> tuple[Judgement, ...]:
    urls = [review.url or "" for review in some]
    return (
        Judgement(verdict=Verdict.SAME, a=urls[10], b=urls[200], when="2026-01-01"),
        Judgement(verdict=Verdict.DIFFERENT, a=urls[0], b=urls[2], when="2026-01-01"),
        Judgement(verdict=Verdict.SAME, a=urls[30], b=urls[31], when="2026-01-01"),
        Judgement(verdict=Verdict.SAME, a=urls[31], b=urls[300], when="2026-01-02"),
        Judgement(verdict=Verdict.DIFFERENT, a=urls[30], b=urls[300], when="2026-01-03"),
    )


def rows(state: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a state holds, apart from the order in which it was written."""
    with sqlite3.connect(state) as base:
        names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(base.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def encoded(resolution: Resolution) -> list[bytes]:
    return [msgspec.json.encode(anime) for anime in resolution.anime]


def in_three_parts(folder: Path) -> Path:
    """A folder of three hundred reviews, in three files."""
    folder.mkdir()
    some = reviews(300)
    for number in range(3):
        lines = [msgspec.json.encode(review) + b"\n" for review in some[number::3]]
        (folder / f"part-{number}.jsonl").write_bytes(b"".join(lines))
    return folder


def test_a_worker_killed_in_the_middle_changes_nothing(cluster: LittleCluster, tmp_path: Path) -> None:
    paths = list(sys.path)
    some = reviews(1000)
    said = judgements(some)
    with State(tmp_path / "here") as state:
        resolve(some[:500], state=state)
        expected = resolve(some, said, state=state)
        state.commit()
    found: list[Resolution] = []

    def on_the_cluster() -> None:
        with State(tmp_path / "there") as state:
            resolve(some[:500], state=state)
            found.append(SparkResolver(cluster.as_engine)(some, said, state=state))
            state.commit()

    thread = threading.Thread(target=on_the_cluster)
    thread.start()
    wait_until(lambda: jobs_begun() >= 6 or not thread.is_alive())
    assert thread.is_alive(), "the job was over before anything could be killed"
    killed = cluster.kill("one")
    thread.join()
    cluster.start_worker("one")
    assert killed > 1, "the worker had no executor"
    assert found, "the cluster gave nothing"
    assert encoded(found[0]) == encoded(expected)
    assert found[0].tombstones == expected.tombstones
    assert set(found[0].issues) == set(expected.issues)
    assert {issue.code for issue in expected.issues} == {"id_collision", "judgement_contradiction"}
    assert rows(tmp_path / "there") == rows(tmp_path / "here")
    assert sys.path == paths  # Spark's own additions are gone with their files


def test_the_release_of_a_cluster_is_that_of_this_machine(cluster: LittleCluster, tmp_path: Path) -> None:
    folder = in_three_parts(tmp_path / "reviews")
    assert command("resolve", folder, "--into", tmp_path / "here").returncode == Exit.GOOD
    done = command("resolve", folder, "--into", tmp_path / "there", *cluster.arguments)
    assert done.returncode == Exit.GOOD, done.stderr
    for name in ("anime.jsonl", "reviews.jsonl", "issues.jsonl", "anime.parquet"):
        assert (tmp_path / "there/latest" / name).read_bytes() == (tmp_path / "here/latest" / name).read_bytes(), name


def test_a_worker_killed_between_two_buckets_changes_nothing(
    cluster: LittleCluster, s3: LittleStorage, tmp_path: Path
) -> None:
    before, folder = tmp_path / "before", in_three_parts(tmp_path / "reviews")
    assert command("resolve-many", folder / "part-0.jsonl", folder / "part-1.jsonl", "--into", before).returncode == 0
    (folder / "part-0.jsonl").write_bytes(b"".join((folder / "part-0.jsonl").read_bytes().splitlines(True)[10:]))
    (folder / "torn.jsonl").write_bytes(b'{"title": "Amber')
    assert command("resolve-many", folder, "--into", tmp_path / "here", "--previous", before).returncode == Exit.GOOD
    s3.upload(folder, "shelf", "reviews")
    s3.upload(before, "shelf", "before")
    told = [f"--spark=spark.executorEnv.{name}={value}" for name, value in s3.environment.items()]
    places = ("s3://shelf/reviews", "--into", "s3://shelf/anime", "--previous", "s3://shelf/before")
    arguments = (*places, *cluster.arguments, *told)
    done: list[subprocess.CompletedProcess[str]] = []
    begun = cluster.tasks_begun()
    thread = threading.Thread(target=lambda: done.append(command("resolve-many", *arguments, **s3.environment)))
    thread.start()
    wait_until(lambda: cluster.tasks_begun() - begun >= TASKS_BEFORE_THE_KILL or not thread.is_alive())
    assert thread.is_alive(), "the job was over before anything could be killed"
    killed = cluster.kill("one")
    thread.join()
    cluster.start_worker("one")
    assert killed > 1, "the worker had no executor"
    assert done[0].returncode == Exit.GOOD, done[0].stderr
    for stem in ("anime", "issues", "delta", "ended", "unread"):
        name = f"{stem}/part-00000.jsonl"
        assert s3.content("shelf", f"anime/{name}") == (tmp_path / "here" / name).read_bytes(), name
    here, there = (
        msgspec.json.decode(content, type=AnimeManifest)
        for content in (
            (tmp_path / "here/_manifest.json").read_bytes(),
            s3.content("shelf", "anime/_manifest.json"),
        )
    )
    assert (there.parts, there.totals, there.sites) == (here.parts, here.totals, here.sites)
    assert here.totals.anime > 50
    assert "torn.jsonl, line 1 is no review" in (tmp_path / "here/issues/part-00000.jsonl").read_text()


def test_parts_that_a_cluster_reads_are_those_of_this_machine(
    cluster: LittleCluster, fixtures: Path, tmp_path: Path
) -> None:
    sources = [str(fixtures / name) for name in ("taqyeem", "imdb", "kitsu")]
    parts = [part for source in sources for part in plan([source])]
    numbered = [replace(part, number=at) for at, part in enumerate(parts)]
    there = read_parts(cluster.as_engine, Job(into=str(tmp_path / "there")), numbered)
    again = read_parts(Cluster("spark://127.0.0.1:9"), Job(into=str(tmp_path / "there")), numbered)
    assert [receipt.counts for receipt in again] == [receipt.counts for receipt in there]
    here = Pool(Job(into=str(tmp_path / "here")), workers=1).receipts(numbered)
    assert {receipt.number: receipt for receipt in here} == {receipt.number: receipt for receipt in there}
    assert all(receipt.counts["pages"] for receipt in there)


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(Refusal, match="needs Java"):
        require_spark()


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aggregator", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        capture_output=True,
        text=True,
        timeout=1500,
        check=False,
    )


def wait_until(holds: Callable[[], bool], patience: float = 900.0) -> None:
    deadline = time.monotonic() + patience
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.1)
