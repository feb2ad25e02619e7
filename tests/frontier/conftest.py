"""A real PostgreSQL of our own on a free port, and a store of each kind."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from uuid import uuid4

import psycopg
import pytest

from aggregator.frontier import Frontier
from benchmarks.measuring import children_of

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler as Request

    from tests.conftest import Serve

PROJECT = Path(__file__).parents[2]


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
def postgresql() -> Iterator[Server]:
    """A server for all tests of this process. Its folder is not pytest's, which is for nobody else to enter."""
    folder = Path(tempfile.mkdtemp())
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(folder, port)
    server.make()
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty store of each kind."""
    if request.param == "sqlite":
        return str(tmp_path / "frontier.sqlite")
    server: Server = request.getfixturevalue("postgresql")
    return server.database()


@pytest.fixture
def frontier(url: str, request: pytest.FixtureRequest) -> Iterator[Frontier]:
    """A store with a round of the file's PLAN that has begun, and one worker."""
    with Frontier.open(url) as frontier:
        frontier.begin(request.module.PLAN)
        frontier.enter("one")
        yield frontier


@pytest.fixture
def eventually() -> Callable[[Callable[[], object]], None]:
    """Waits until something is so."""

    def wait(is_so: Callable[[], object], seconds: float = 300.0) -> None:
        ends = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < ends, "it never came to be"
            time.sleep(0.02)

    return wait


# --- sites, and crawls of them ---


@dataclass
class Asked:
    """A request that came."""

    moment: float
    host: str
    path: str


@dataclass
class Web:
    """A web server on many addresses of this machine, each of which is a site of its own."""

    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    pages: int = 40
    """Of each site."""
    robots: str = ""
    wait: float = 0.0
    """Seconds until a page is answered."""
    at_once: dict[str, int] = field(default_factory=dict)
    most_at_once: dict[str, int] = field(default_factory=dict)

    def url(self, number: int = 1) -> str:
        """Where a site begins: with a page that links all others, by way of lists."""
        return f"http://127.0.9.{number}:{self.port}/sitemap.xml"

    def body(self, host: str, path: str) -> tuple[int, str, bytes]:
        if path == "/robots.txt":
            return 200, "text/plain", self.robots.encode()
        if path == "/sitemap.xml":
            links = "".join(f"<url><loc>http://{host}:{self.port}/{n}</loc></url>" for n in range(self.pages))
            return 200, "application/xml", f"<urlset>{links}</urlset>".encode()
        title = f"Moon {host.rpartition('.')[2]} Tale {path[1:]}"
        rating = {"@type": "AggregateRating", "ratingValue": str(len(path)), "bestRating": "10", "ratingCount": "12"}
        data = {"@type": "TVSeries", "name": title, "startDate": "2024-01-11", "aggregateRating": rating}
        return (
            200,
            "text/html",
            f"<!doctype html><html><head><title>{title}</title><script type='application/ld+json'>{json.dumps(data)}"
            f"</script></head><body><h1>{title}</h1><p>{title} is a series about a moon.</p></body></html>".encode(),
        )

    def paths(self, host: str) -> list[str]:
        """What was asked of a site, but for robots.txt."""
        return [asked.path for asked in self.asked if asked.host == host and asked.path != "/robots.txt"]

    def moments(self, host: str) -> list[float]:
        """When a site was asked, but for robots.txt."""
        return [asked.moment for asked in self.asked if asked.host == host and asked.path != "/robots.txt"]


@pytest.fixture(scope="module")
def server(serve: "Serve") -> Iterator[Web]:
    """Sites on 127.0.9.x, for all tests of a file."""
    web, lock = Web(), threading.Lock()

    def answer(request: "Request") -> tuple[int, dict[str, str], bytes]:
        host = request.headers["Host"].partition(":")[0]
        with lock:
            web.asked.append(Asked(time.monotonic(), host, request.path))
            web.at_once[host] = web.at_once.get(host, 0) + (request.path != "/robots.txt")
            web.most_at_once[host] = max(web.most_at_once.get(host, 0), web.at_once[host])
        time.sleep(web.wait)
        status, kind, body = web.body(host, request.path)
        with lock:
            web.at_once[host] -= request.path != "/robots.txt"
        return status, {"Content-Type": kind}, body

    with serve(answer, "0.0.0.0") as port:
        web.port = port
        yield web


@pytest.fixture
def web(server: Web) -> Web:
    """The sites, as if nobody had asked them yet."""
    port = server.port
    vars(server).update(vars(Web(port)))
    return server


Start: TypeAlias = Callable[..., "subprocess.Popen[str]"]
QUICK = {"AUTOTHROTTLE_ENABLED": "False", "RETRY_TIMES": "0", "AGGREGATOR_LEASE": "5"}


@pytest.fixture(scope="module")
def start() -> Iterator[Start]:
    """`start(command, …)`: the program in a process of its own, without politeness' waiting; killed at the end."""
    started: list[subprocess.Popen[str]] = []

    def run(command: str, *arguments: object, **settings: str) -> "subprocess.Popen[str]":
        line = [sys.executable, "-m", "aggregator", command, *map(str, arguments)]
        if command == "crawl":
            allowed = [part for n in range(1, 6) for part in ("--allow-private", f"127.0.9.{n}")]
            line += [*allowed, *(part for pair in {**QUICK, **settings}.items() for part in ("-s", "=".join(pair)))]
        process = subprocess.Popen(line, cwd=PROJECT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def children(process: "subprocess.Popen[str]") -> list[int]:
    """The workers that a leader has started and that live."""
    return children_of(process.pid)


@pytest.fixture
def workers_of() -> Callable[["subprocess.Popen[str]"], list[int]]:
    return children
