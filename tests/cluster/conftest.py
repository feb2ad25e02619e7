"""A real little cluster: a master and two workers, processes of their own on this machine's loopback."""

from collections.abc import Iterator

import pytest

from benchmarks.little_cluster import HASTY, LOOPBACK, LittleCluster, little_cluster


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LittleCluster]:
    """A master and two workers, of one processor and one gigabyte each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", LOOPBACK)
        patch.setenv("JDK_JAVA_OPTIONS", HASTY)
        with little_cluster(tmp_path_factory.mktemp("cluster")) as little:
            yield little
