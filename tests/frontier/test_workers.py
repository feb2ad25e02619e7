"""Many workers: every page once, nothing lost when one is killed, no host asked more often than it wants."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aggregator.exits import Exit

if TYPE_CHECKING:
    from tests.frontier.conftest import Start, Web

LINES = ("anime.jsonl", "reviews.jsonl")
Process = subprocess.Popen[str]
Eventually = Callable[[Callable[[], object]], None]
Workers = Callable[[Process], list[int]]


def ended(process: Process) -> str:
    """What a process said; it ended well."""
    said, _ = process.communicate(timeout=240)
    assert process.returncode == Exit.GOOD, said
    return said


def lines(out: Path) -> dict[str, bytes]:
    return {name: (out / "latest" / name).read_bytes() for name in LINES}


def read_so_far(out: Path) -> int:
    """Pages in the journals of a run that goes on."""
    return sum(path.read_bytes().count(b"\nread ") for path in out.glob("runs/.2*/journal/*.journal"))


@pytest.mark.parametrize("number", [2, 4])
def test_several_workers_read_every_page_exactly_once(
    web: "Web", start: "Start", url: str, number: int, tmp_path: Path
) -> None:
    web.pages = 60
    sites = [web.url(n) for n in range(1, 4)]
    ended(start("crawl", *sites, "--into", tmp_path / "alone"))
    undisturbed = lines(tmp_path / "alone")
    web.asked.clear()
    ended(start("crawl", *sites, "--into", tmp_path / "out", "--workers", number, "--frontier", url))
    assert lines(tmp_path / "out") == undisturbed
    for n in range(1, 4):
        assert sorted(web.paths(f"127.0.9.{n}")) == sorted(["/sitemap.xml", *(f"/{page}" for page in range(60))])
    assert undisturbed["reviews.jsonl"].count(b"\n") == 180
