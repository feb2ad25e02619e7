"""TORTURE 6, 11: a frontier that is damaged, of somebody else, locked, or on a disk that is full."""

import contextlib
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from aggregator.exits import Exit
from aggregator.history import history

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

    from tests.conftest import Serve

PROJECT = Path(__file__).parents[2]
FRONTIER = "frontier.sqlite"
SmallDisk: TypeAlias = Callable[..., AbstractContextManager[Path]]


@dataclass
class Site:
    """A sitemap of so many pages, and the pages, each of 30 KB."""

    port: int = 0
    pages: int = 3
    asked: list[str] = field(default_factory=list)

    def answer(self, request: "BaseHTTPRequestHandler") -> tuple[int, dict[str, str], bytes]:
        self.asked.append(request.path)
        if request.path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, b""
        if request.path == "/sitemap.xml":
            links = "".join(f"<url><loc>http://127.0.0.1:{self.port}/{n}</loc></url>" for n in range(self.pages))
            return 200, {"Content-Type": "application/xml"}, f"<urlset>{links}</urlset>".encode()
        name = request.path[1:]
        data = f'{{"@type": "Movie", "name": "Moon {name}", "aggregateRating": {{"ratingValue": 7}}}}'
        story = f"<p>The moon number {name} rises over the harbour.</p>" * 500
        page = f"<script type='application/ld+json'>{data}</script><h1>Moon</h1>{story}"
        return 200, {"Content-Type": "text/html"}, page.encode()


@pytest.fixture
def site(serve: "Serve") -> Iterator[Site]:
    site = Site()
    with serve(site.answer) as site.port:
        yield site


Ended: TypeAlias = subprocess.CompletedProcess[str]
Crawl: TypeAlias = Callable[..., Ended]


@pytest.fixture
def crawl(run_command: Callable[..., Ended]) -> Crawl:
    """`crawl(site, into, SETTING=…)`: the command in a process of its own, without politeness' waiting."""

    def run(site: Site, into: Path, **settings: object) -> Ended:
        place = f"127.0.0.1:{site.port}"
        settings = {"AUTOTHROTTLE_ENABLED": False, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, **settings}
        told = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        return run_command("crawl", f"http://{place}/sitemap.xml", "--into", into, "--allow-private", place, *told)

    return run


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def foreign(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE page (x)")


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "garbage": (lambda path: path.write_bytes(b"no database" * 99), "is damaged (file is not a database)"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:6000]), "is damaged"),
    "zeros in it": (lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(20_000)), "is damaged"),
    "somebody else's": (foreign, "is no frontier"),
}


def test_11_a_frontier_that_cannot_be_used_is_named_before_anything_is_asked_for(
    tmp_path: Path, site: Site, crawl: Crawl
) -> None:
    out = tmp_path / "out"
    assert crawl(site, out).returncode == Exit.GOOD
    good = (out / "latest").resolve()
    before, kept = contents(good), contents(out)
    for name, (damage, said) in DAMAGES.items():
        for path in out.glob(f"{FRONTIER}*"):
            path.unlink()
        (out / FRONTIER).write_bytes(kept[FRONTIER])
        damage(out / FRONTIER)
        site.asked.clear()
        ended = crawl(site, out)
        assert ended.returncode == Exit.USAGE, (name, ended.stderr)
        assert said in ended.stderr, (name, ended.stderr)
        assert "Traceback" not in ended.stderr
        assert site.asked == [], name
        assert (out / "latest").resolve() == good
        assert contents(good) == before
    for path in out.glob(f"{FRONTIER}*"):  # what it says to do
        path.unlink()
    assert crawl(site, out).returncode == Exit.GOOD


def test_06_a_disk_that_fills_up_while_a_site_is_crawled_keeps_the_release(
    tmp_path: Path, site: Site, crawl: Crawl, small_disk: SmallDisk
) -> None:
    with small_disk(tmp_path / "disk", "8m") as disk:
        assert crawl(site, disk / "out").returncode == Exit.GOOD
        good = (disk / "out" / "latest").resolve()
        before = contents(good)
        site.pages = 400
        (disk / "ballast").write_bytes(bytes(6_500_000))
        ended = crawl(site, disk / "out")
        assert ended.returncode == Exit.UNWRITABLE, ended.stdout + ended.stderr
        assert "Traceback" not in ended.stderr
        assert (disk / "out" / "latest").resolve() == good
        assert contents(good) == before
        assert {past.manifest.exit_code for past in history(disk / "out")} <= {Exit.GOOD, Exit.UNWRITABLE}
        (disk / "ballast").unlink()
        site.pages = 10
        ended = crawl(site, disk / "out")
        assert ended.returncode == Exit.GOOD, ended.stdout + ended.stderr


def test_11_a_frontier_that_somebody_else_locks_is_named(tmp_path: Path, site: Site, crawl: Crawl) -> None:
    out = tmp_path / "out"
    assert crawl(site, out).returncode == Exit.GOOD
    good = (out / "latest").resolve()
    before = contents(good)
    with contextlib.closing(sqlite3.connect(out / FRONTIER, isolation_level=None)) as base:
        base.execute("BEGIN EXCLUSIVE")
        ended = crawl(site, out, AGGREGATOR_PATIENCE=4)
    assert ended.returncode == Exit.LOCKED, ended.stdout + ended.stderr
    assert "is held by another process (database is locked)" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert contents(good) == before
    assert crawl(site, out).returncode == Exit.GOOD
