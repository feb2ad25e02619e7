"""A real little cluster, and a real little object storage: processes of their own on this machine's loopback."""

from collections.abc import Iterator

import pytest

from benchmarks.little_cluster import HASTY, LOOPBACK, LittleCluster, little_cluster
from benchmarks.little_storage import LittleStorage, little_storage


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LittleCluster]:
    """A master and two workers, of one processor and one gigabyte each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", LOOPBACK)
        patch.setenv("JDK_JAVA_OPTIONS", HASTY)
        with little_cluster(tmp_path_factory.mktemp("cluster")) as little:
            yield little


@pytest.fixture(scope="module")
def s3() -> Iterator[LittleStorage]:
    """An S3 server that answers over HTTP, with an empty bucket `shelf`."""
    with little_storage() as storage:
        yield storage
