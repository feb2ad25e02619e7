"""A real little cluster of Spark: a master and workers, processes of their own on this machine's loopback."""

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyspark

from aggregator.engines.spark import Cluster

SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
LOOPBACK = "127.0.0.1"
SMALL = {
    "spark.driver.host": LOOPBACK,
    "spark.driver.bindAddress": LOOPBACK,
    "spark.executor.memory": "512m",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.default.parallelism": "2",
    "spark.task.maxFailures": "10",
}
HASTY = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For Java: what runs for seconds need not be compiled well."""
PATIENCE = 300.0


@dataclass(slots=True)
class LittleCluster:
    """Its address, and its processes."""

    folder: Path
    memory: str = "1g"
    """Of each worker."""
    settings: Mapping[str, str] = field(default_factory=lambda: SMALL)
    master: str = ""
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def as_engine(self) -> Cluster:
        """What the engine is told about it."""
        return Cluster(self.master, self.settings)

    @property
    def arguments(self) -> list[str]:
        """The same for the command line."""
        settings = [part for name, value in self.settings.items() for part in ("--spark", f"{name}={value}")]
        return ["--engine", "spark", "--master", self.master, *settings]

    def start(self, name: str, *command: str, until: str) -> str:
        """Starts a process and waits for a line of its log; what the line's brackets hold."""
        log = self.folder / f"{name}.log"
        with log.open("wb") as out:
            self.processes[name] = subprocess.Popen(
                [str(SPARK_CLASS), *command],
                stdout=out,
                stderr=subprocess.STDOUT,
                env={
                    **os.environ,
                    "SPARK_LOCAL_IP": LOOPBACK,
                    "SPARK_WORKER_DIR": str(self.folder / "work"),
                    "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
                    "SPARK_DAEMON_MEMORY": "256m",
                },
            )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := re.search(until, log.read_text(errors="replace")):
                return found.group(1)
            time.sleep(0.1)
        raise AssertionError(f"{name} did not start:\n{log.read_text(errors='replace')}")

    def start_worker(self, name: str) -> None:
        command = ("--host", LOOPBACK, "--cores", "1", "--memory", self.memory, "--webui-port", "0")
        self.start(
            name, "org.apache.spark.deploy.worker.Worker", *command, self.master, until="(Successfully registered)"
        )

    def tasks_begun(self) -> int:
        """How many tasks executors have begun, by their logs."""
        logs = (self.folder / "work").glob("*/*/stderr")
        return sum(log.read_text(errors="replace").count(" Running task ") for log in logs)

    def kill(self, name: str) -> int:
        """Ends a worker with all that it started, as a power cut does. How many processes that were."""
        worker = self.processes.pop(name)
        family = [worker.pid, *_descendants(worker.pid)]
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        worker.wait()
        return len(family)


def _descendants(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            told = stat.read_text(errors="replace").rpartition(")")[2].split()
            parents.setdefault(int(told[1]), []).append(int(stat.parent.name))
    found = []
    waiting = [pid]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found += children
        waiting += children
    return found


@contextlib.contextmanager
def little_cluster(
    folder: Path, *, workers: tuple[str, ...] = ("one", "two"), memory: str = "1g", settings: Mapping[str, str] = SMALL
) -> Iterator[LittleCluster]:
    """A master and workers of one processor each, which are gone afterwards."""
    little = LittleCluster(folder, memory, settings)
    try:
        ports = ("--host", LOOPBACK, "--port", "0", "--webui-port", "0")
        until = r"Starting Spark master at (spark://\S+)"
        little.master = little.start("master", "org.apache.spark.deploy.master.Master", *ports, until=until)
        for name in workers:
            little.start_worker(name)
        yield little
    finally:
        for name in list(little.processes):
            little.kill(name)
