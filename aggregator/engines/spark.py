"""Spark: a session on a cluster of any size, and reading many pages on it.

The package goes to the executors as it is here, so that every machine decides by the same rules; what it depends on
must be installed on them. pyspark is an extra (`cluster`) and is imported by what needs it only; it needs Java.
"""

import importlib.util
import logging
import os
import re
import shutil
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aggregator.engines.local import Pool
from aggregator.exits import Exit, Refusal
from aggregator.parts import Receipt, whole_part
from aggregator.read_many import Job, Part

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ALL_PROCESSORS = "local[*]"
"""A master that is this process: for trying it out."""
QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
LOG = """rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = spark: %p %c{1}: %m%n%throwable{0}
logger.tasks.name = org.apache.spark.executor
logger.tasks.level = off
logger.sets.name = org.apache.spark.scheduler
logger.sets.level = off
"""
"""Errors, a line each; those of tasks are told once, by what they end with."""
_RAISED = re.compile(r"^((?:\w+\.)*[A-Z]\w*(?:Error|Exception|Refusal): .*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where Spark runs, and how."""

    master: str = ALL_PROCESSORS
    """`spark://host:7077`, `yarn`, `k8s://…`, `local-cluster[workers,cores,MiB]`, `local[*]`."""
    settings: Mapping[str, str] | None = None
    """Of Spark: `spark.executor.memory` and the like."""


def require_spark() -> None:
    """Refusal where pyspark or Java is missing."""
    if importlib.util.find_spec("pyspark") is None:
        raise Refusal(Exit.USAGE, "Spark is not installed: pip install 'anime-review-aggregator[cluster]'.")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise Refusal(Exit.USAGE, "Spark needs Java 17 or newer: on Debian, apt-get install openjdk-17-jre-headless.")


@contextmanager
def session(cluster: Cluster) -> Iterator["SparkSession"]:
    """A session on a cluster. Refusal where pyspark or Java is missing, or the cluster fails."""
    require_spark()
    from py4j.protocol import Py4JError  # noqa: PLC0415 - of an extra
    from pyspark.errors import PySparkException  # noqa: PLC0415
    from pyspark.sql import SparkSession  # noqa: PLC0415

    logging.getLogger("py4j").setLevel(logging.ERROR)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    paths = list(sys.path)
    with tempfile.TemporaryDirectory(prefix="aggregator-") as folder, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        builder = SparkSession.builder.master(cluster.master).appName("aggregator")
        for name, value in {**_quiet(Path(folder)), **(cluster.settings or {})}.items():
            builder = builder.config(name, value)
        try:
            spark = builder.getOrCreate()
            spark.sparkContext.addPyFile(_package(Path(folder)))
            yield spark
        except (PySparkException, Py4JError) as error:
            raise Refusal(Exit.INTERNAL, f"The cluster {cluster.master} failed: {_reason(str(error))}.") from error
        finally:
            running = SparkSession.getActiveSession()
            if running is not None:
                running.stop()
            # Spark puts the package's archive on the path of this process as well, and deletes it when it stops
            for path in set(sys.path) - set(paths):
                sys.path.remove(path)
                sys.path_importer_cache.pop(path, None)


def _quiet(folder: Path) -> dict[str, str]:
    """Settings with which the driver tells errors only."""
    log = folder / "log4j2.properties"
    log.write_text(LOG, encoding="utf-8")
    return {**QUIET, "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log}"}


def _reason(told: str) -> str:
    r"""What went wrong, of all that Spark tells about it: in a task, the last line of Python's traceback.

    >>> _reason("job aborted\nTraceback (most recent call last):\n  File x\nValueError: no\n SQLSTATE: 38000")
    'ValueError: no'
    """
    raised = _RAISED.findall(told)
    return str(raised[-1] if raised else told.strip().partition("\n")[0]).rstrip(". ")


def _package(folder: Path) -> str:
    """This package as a .zip, compiled: every process on the executors imports it."""
    here = Path(__file__).parents[1]
    archive = folder / f"{here.name}.zip"
    with zipfile.PyZipFile(str(archive), "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writepy(str(here))
        for path in sorted(here.rglob("*")):
            if path.is_file() and path.suffix not in {".py", ".pyc"}:
                packed.write(path, path.relative_to(here.parent))
    return str(archive)


def read_parts(cluster: Cluster, job: Job, parts: Sequence[Part]) -> list[Receipt]:
    """Reads parts on the executors, one task a part; each watches over the process that reads as the local engine does.

    The sources and the folder of parts must be reachable from every machine.
    """
    whole = [whole_part(job.into, part.number, job.made_of(part)) for part in parts]
    unread = [part for part, receipt in zip(parts, whole, strict=True) if receipt is None]
    done = [receipt for receipt in whole if receipt is not None]
    if not unread:
        return done
    with session(cluster) as spark:
        tasks = spark.sparkContext.parallelize(unread, len(unread))
        return done + tasks.map(partial(_read, job)).collect()


def _read(job: Job, part: Part) -> Receipt:
    """What a task does."""
    return next(Pool(job, workers=1).receipts([part]))
