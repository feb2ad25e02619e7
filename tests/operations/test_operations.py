"""What docs/operations.md says is done here: its commands are run, its units checked, scrapyd is really started."""

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator.exits import Exit
from aggregator.manifest import read_manifest

PROJECT = Path(__file__).parents[2]
TEXT = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
PAGE = """<!doctype html><html><head><title>{0}</title><link rel="canonical" href="https://site.example/{1}">
<script type="application/ld+json">{{"@type": "TVSeries", "name": "{0}",
"aggregateRating": {{"ratingValue": 7, "bestRating": 10, "ratingCount": 3}}}}</script></head>
<body><h1>{0}</h1></body></html>"""


def snippets(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with pages, and `aggregator` on the PATH."""
    (tmp_path / "pages").mkdir()
    for n in range(12):
        (tmp_path / "pages" / f"{n}.html").write_text(PAGE.format(f"Moon {n:x} Tale", n))
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "aggregator"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m aggregator "$@"\n')
    script.chmod(0o755)
    return tmp_path


def sh(command: str, place: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PATH": f"{place / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, check=False, cwd=place, env=environment, timeout=300
    )


def test_exit_codes_are_those_of_the_program() -> None:
    rows = {int(code): meaning for code, meaning in re.findall(r"^\| (\d) \| (.*?) \|", TEXT, re.MULTILINE)}
    assert sorted(rows) == sorted(Exit)
    for code in Exit:
        assert rows[code].split(":")[0] in code.meaning or code.meaning.split(":")[0] in rows[code]


def test_the_cron_line_the_status_commands_the_bounds_and_the_cleaning_run(place: Path) -> None:
    (cron,) = snippets("cron")
    command = cron.split(maxsplit=5)[5].replace("/srv/anime", str(place))
    done = sh(command.replace("https://site.example/sitemap.xml", "pages"), place)
    assert done.returncode == Exit.GOOD, done.stderr
    status, bounds, _, cleaning = snippets("sh")
    for line in status.splitlines():
        said = sh(line, place)
        assert said.returncode == Exit.GOOD, said.stderr
        assert "12" in said.stdout
    suggest, check = bounds.splitlines()
    assert sh(suggest, place).returncode == Exit.GOOD
    assert tomllib.loads((place / "bounds.toml").read_text())["site.example"]["reviews"] == {"min": 9, "max": 24}
    shutil.move(place / "bounds.toml", place / "out" / "bounds.toml")
    assert "scores  1, at least 0.95" in sh(check, place).stdout
    (place / "out" / "runs" / "20200101T000000Z-000000").mkdir()
    os.utime(place / "out" / "runs" / "20200101T000000Z-000000", (0, 0))
    os.utime((place / "out" / "latest").resolve(), (0, 0))
    assert sh(cleaning, place).returncode == 0
    assert [path.name for path in (place / "out" / "runs").iterdir()] == [(place / "out" / "latest").resolve().name]
    stale = re.sub(r"--max-age \d+", "--max-age 0", status.splitlines()[2])
    time.sleep(1.1)
    assert sh(stale, place).returncode == Exit.BELOW_FLOOR


def test_the_sources_their_commands_and_their_cron_line_run(place: Path) -> None:
    (sources,) = snippets("toml")
    sources = sources.replace("https://moon.example/", "pages").replace("https://sun.example/sitemap.xml", "more")
    (place / "more").mkdir()
    (place / "more" / "a.html").write_text(PAGE.format("Sun Tale", "sun"))
    (place / "sources.toml").write_text(sources)
    (commands,) = snippets("console")
    (cron,) = snippets("crontab")
    for command in (*commands.splitlines(), cron.split(maxsplit=5)[5].replace("/srv/anime", str(place))):
        done = sh(command, place)
        assert done.returncode == Exit.GOOD, done.stderr
        harvest = read_manifest(place / "out" / "latest").harvest
        assert {count.source: count.reviews for count in harvest} == {"moon-reviews": 12, "sun-blog": 1}


def test_the_units_name_what_systemd_knows(place: Path) -> None:
    service, timer = snippets("ini")
    assert "TimeoutStopSec=60" in service
    assert "SuccessExitStatus=4 5" in service
    assert "Persistent=true" in timer
    assert shutil.which("systemd-analyze"), "There is no systemd-analyze: scripts/install-services installs it."
    (place / "anime.service").write_text(service.replace("/srv/anime/.venv/bin/aggregator", "/bin/true"))
    (place / "anime.timer").write_text(timer)
    done = subprocess.run(
        ["systemd-analyze", "verify", place / "anime.service", place / "anime.timer"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


# --- scrapyd ---


@pytest.fixture
def scrapyd(place: Path) -> Iterator[str]:
    """The address of a scrapyd of our own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (place / "scrapyd.conf").write_text(
        f"[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\nmax_proc = 1\npoll_interval = 0.2\n"
        "eggs_dir = eggs\ndbs_dir = dbs\nlogs_dir = logs\nitems_dir =\n"
    )
    start = "from scrapyd.__main__ import main; main()"
    with (place / "scrapyd.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-c", start], cwd=place, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        yield address
    finally:
        process.terminate()
        process.wait(20)


def answer(url: str, data: bytes | None = None, kind: str = "application/x-www-form-urlencoded") -> dict[str, object]:
    """What scrapyd answers, as soon as it does."""
    for _ in range(200):
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            request = urllib.request.Request(url, data, {"Content-Type": kind})
            with urllib.request.urlopen(request, timeout=300) as response:
                said: dict[str, object] = json.load(response)
                return said
        time.sleep(0.1)
    raise TimeoutError(url)


def test_scrapyd_takes_the_egg_runs_a_spider_and_the_release_is_there(place: Path, scrapyd: str) -> None:
    built = subprocess.run(
        [sys.executable, PROJECT / "scripts" / "build-egg", place / "dist"],
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )
    assert built.returncode == 0, built.stderr
    (egg,) = (place / "dist").glob("*.egg")
    boundary = "----egg"
    fields = {"project": "anime", "version": "1"}
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="egg"; filename="a.egg"\r\n\r\n'.encode()
    body = b"".join([*parts, head, egg.read_bytes(), f"\r\n--{boundary}--\r\n".encode()])
    added = answer(f"{scrapyd}/addversion.json", body, f"multipart/form-data; boundary={boundary}")
    assert (added["status"], added["spiders"]) == ("ok", 2), added
    job = f"project=anime&spider=saved&root={place / 'pages'}&into={place / 'out'}"
    assert answer(f"{scrapyd}/schedule.json", job.encode())["status"] == "ok"
    for _ in range(300):
        if answer(f"{scrapyd}/listjobs.json?project=anime")["finished"]:
            break
        time.sleep(0.2)
    assert read_manifest(place / "out" / "latest").counts.reviews == 12
    assert answer(f"{scrapyd}/schedule.json", f"{job}&setting=AGGREGATOR_FLOOR=13".encode())["status"] == "ok"
    for _ in range(300):
        if f"exitstatus={Exit.BELOW_FLOOR.value}" in (place / "scrapyd.log").read_text():
            break
        time.sleep(0.2)
    else:
        pytest.fail((place / "scrapyd.log").read_text())
    assert json.loads((place / "out" / "status.json").read_text())["last_run"]["exit_code"] == Exit.BELOW_FLOOR
