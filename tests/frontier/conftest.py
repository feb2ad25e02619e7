"""A real PostgreSQL of our own on a free port, and a store of each kind."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest


@dataclass
class Server:
    """A PostgreSQL that can be stopped and started."""

    folder: Path
    port: int

    def start(self) -> None:
        """Starts it and waits until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        self._control("-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Ends all connections, and it."""
        self._control("-w", "-m", "fast", "stop")

    def make(self) -> None:
        run_as_nobody("initdb", "-D", str(self.folder / "data"), "-A", "trust", "-U", "me", "--no-sync")

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"frontier_{uuid4().hex}"
        with psycopg.connect(f"{self.url}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"{self.url}/{name}"

    @property
    def url(self) -> str:
        return f"postgresql://me:secret@127.0.0.1:{self.port}"

    def _control(self, *arguments: str) -> None:
        run_as_nobody("pg_ctl", "-D", str(self.folder / "data"), *arguments)


def run_as_nobody(program: str, *arguments: str) -> None:
    """PostgreSQL does not run as root; Debian's package brings a user of its own."""
    command = [found(program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, cwd="/")
    assert done.returncode == 0, done.stdout + done.stderr


def found(program: str) -> str:
    """Where a program of PostgreSQL is: on the PATH, or where Debian puts it."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    path = shutil.which(program) or (str(places[-1]) if places else None)
    assert path is not None, f"There is no {program}: scripts/install-services installs PostgreSQL."
    return path


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests of this process."""
    folder = tmp_path_factory.mktemp("postgresql")
    if os.geteuid() == 0:
        for parent in (folder, *folder.parents):
            if parent.name.startswith("pytest-"):
                parent.chmod(0o755)
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(folder, port)
    server.make()
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "frontier.sqlite")
    server: Server = request.getfixturevalue("postgresql")
    return server.database()


@pytest.fixture
def eventually() -> Callable[[Callable[[], object]], None]:
    """Waits until something is so."""

    def wait(is_so: Callable[[], object], seconds: float = 60.0) -> None:
        ends = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < ends, "it never came to be"
            time.sleep(0.02)

    return wait
