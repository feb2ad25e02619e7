"""Whether a cluster gives the anime of one machine, and what that costs: a master and two workers on this machine.

    python -m benchmarks.cluster --made 20000               made-up reviews
    python -m benchmarks.cluster FOLDER --suite core        labelled records
    python -m benchmarks.cluster --made 20000 --kill        one worker is killed in the middle, with all that it started

Printed: seconds of this process and of the cluster, how many anime, and whether they are the same, line by line. Exit 1
when they are not.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
from pyspark import SparkContext

from aggregator.engines.spark_resolving import SparkResolver
from aggregator.model import Review
from aggregator.resolve import Resolution, resolve
from benchmarks.labelled import read_labelled
from benchmarks.little_cluster import LOOPBACK, SMALL, LittleCluster, little_cluster
from benchmarks.made_reviews import made_reviews

SETTINGS = {
    **SMALL,
    "spark.executor.memory": "1g",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.codegen.wholeStage": "true",
}
JOBS_BEFORE_THE_KILL = 8


def main() -> int:
    """Prints one line; 1 when the two differ."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path, nargs="?", help="records.jsonl and truth.jsonl with their README")
    args.add_argument("--suite", default="core", choices=("rich", "core", "all"))
    args.add_argument("--made", type=int, metavar="N", help="so many made-up reviews instead")
    args.add_argument("--kill", action="store_true", help="kill a worker in the middle")
    given = args.parse_args()
    if given.made:
        some = [review for _, review in made_reviews(given.made)]
    elif given.folder:
        some = read_labelled(given.folder, given.suite).reviews
    else:
        args.error("name a folder of labelled records, or --made N")
    started = time.perf_counter()
    here = resolve(some)
    alone = time.perf_counter() - started
    os.environ["SPARK_LOCAL_IP"] = LOOPBACK
    with (
        tempfile.TemporaryDirectory() as folder,
        little_cluster(Path(folder), memory="2g", settings=SETTINGS) as cluster,
    ):
        started = time.perf_counter()
        there, killed = resolved_on(cluster, some, kill=given.kill)
        together = time.perf_counter() - started
    same = _lines(here) == _lines(there)
    print(
        f"{len(some):,} reviews: {alone:.1f} s here, {together:.1f} s on two workers"
        f"{f' ({killed} processes of one killed)' if killed else ''}; {len(here.anime):,} anime,"
        f" {'the same' if same else 'NOT the same'}"
    )
    return int(not same or bool(given.kill and not killed))


def resolved_on(cluster: LittleCluster, some: Sequence[Review], *, kill: bool) -> tuple[Resolution, int]:
    """What the cluster gives, and how many processes were killed meanwhile."""
    found: list[Resolution] = []
    thread = threading.Thread(target=lambda: found.append(SparkResolver(cluster.as_engine)(some)))
    thread.start()
    while kill and thread.is_alive() and jobs_begun() < JOBS_BEFORE_THE_KILL:
        time.sleep(0.2)
    killed = cluster.kill("one") if kill and thread.is_alive() else 0
    thread.join()
    return found[0], killed


def jobs_begun() -> int:
    """How many jobs the session of this process has begun."""
    context = SparkContext._active_spark_context  # noqa: SLF001 - it is of another thread
    if context is None or getattr(context, "_jsc", None) is None:  # it stands there before it is whole
        return 0
    return len(context.statusTracker().getJobIdsForGroup())


def _lines(resolution: Resolution) -> list[bytes]:
    return [msgspec.json.encode(anime) for anime in resolution.anime]


if __name__ == "__main__":
    sys.exit(main())
