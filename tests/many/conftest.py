"""What the tests of many pages share: pages, the command in a process of its own, and an S3 server that answers."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.little_storage import LittleStorage, little_storage

PROJECT = Path(__file__).parents[2]
PAGE = """<!doctype html><html><head><title>{title}</title><script type="application/ld+json">
{{"@type": "TVSeries", "name": "{title}", "startDate": "2024-01-11", "description": "A story of {title}.",
"aggregateRating": {{"ratingValue": {score}, "bestRating": 10, "ratingCount": 3}}}}
</script></head><body><h1>{title}</h1>{more}</body></html>"""

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def page() -> Callable[..., str]:
    """The HTML of a page by its title."""

    def make(title: str, score: float = 7.5, more: str = "") -> str:
        return PAGE.format(title=title, score=score, more=more)

    return make


@pytest.fixture
def pages(tmp_path: Path, page: Callable[..., str]) -> Path:
    """A folder of pages: twelve anime on two sites each, what is no review, and what is no page."""
    folder = tmp_path / "pages"
    for number in range(12):
        for site, score in (("a", 5.9), ("b", 8)):
            place = folder / site / f"{number:02}"
            place.mkdir(parents=True)
            (place / "page.html").write_text(page(f"Amber Harbor of Thread {number}", score))
            (place / "meta.json").write_text(json.dumps({"url": f"https://{site}.example/anime/{number}"}))
    (folder / "empty.html").write_text("")
    (folder / "style.css").write_text("h1 {}")
    return folder


@pytest.fixture
def command(tmp_path: Path, run_command: Command) -> Command:
    """`command("read-many", folder, "--into", place)`: the program in a process of its own."""

    def run(*arguments: object, first: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        path = {"PYTHONPATH": os.pathsep.join(map(str, (first, PROJECT)))} if first else {}
        return run_command(*arguments, cwd=tmp_path, timeout=1500, **path, **environment)

    return run


@pytest.fixture(scope="module")
def s3() -> Iterator[LittleStorage]:
    """An S3 server that answers over HTTP, with an empty bucket `shelf`."""
    with little_storage() as storage:
        yield storage
