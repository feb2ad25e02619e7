"""The report over http: the same page with a policy in its headers, for this machine alone, and Datasette beside it."""

import asyncio
import json
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest

from aggregator.exits import Refusal
from aggregator.model import Anime
from aggregator.report import serve, server, write_report
from aggregator.report.database import write_database
from aggregator.report.files import Files
from aggregator.report.server import Message, Site, datasette, mounted

Make = Callable[..., Path]


@pytest.fixture
def site(make_release: Make, tmp_path: Path) -> Site:
    report = write_report(make_release([Anime(id="a-1", title="One")]), tmp_path / "report.html")
    return Site(report.read_text(encoding="utf-8"), "127.0.0.1")


def test_the_page_comes_with_its_policy(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/")
    response = connection.getresponse()
    assert response.status == 200
    assert b"1 anime" in response.read()
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src 'sha256-" in policy
    assert policy.endswith("frame-ancestors 'none'")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    connection.request("HEAD", "/")
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, b"")
    connection.close()


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/", "localhost:8000", 200),
        ("/", "127.0.0.1", 200),
        ("/", "[::1]:8000", 200),
        ("/", "evil.example", 403),
        ("/", "", 403),
        ("/../../etc/passwd", "localhost", 404),
        ("/reviews.jsonl", "localhost", 404),
    ],
)
def test_only_the_report_is_served_and_only_to_this_machine(site: Site, path: str, host: str, status: int) -> None:
    assert site.answer(path, host).status == status


def test_any_name_leads_to_a_server_for_everybody(make_release: Make, tmp_path: Path) -> None:
    page = write_report(make_release([]), tmp_path / "report.html").read_text(encoding="utf-8")
    assert Site(page, "0.0.0.0").answer("/", "my-machine.example:80").status == 200


def test_datasette_answers_beside_the_report(make_release: Make, site: Site, tmp_path: Path) -> None:
    release = make_release([Anime(id="a-1", title="Ünïcode", rating=8.0)], name="other")
    app = mounted(site, datasette(write_database(Files(release), tmp_path / "release.db")))

    def ask(path: str, host: str = "localhost") -> tuple[int, bytes]:
        status, body = 0, b""

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            nonlocal status, body
            status = message.get("status", status)
            body += message.get("body", b"")

        path, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(b"host", host.encode())],
            "scheme": "http",
        }

        async def answered() -> None:
            await app(scope, receive, send)

        asyncio.run(answered())
        return status, body

    assert ask("/")[0] == 200
    status, body = ask("/sql/release/anime.json?_shape=array")
    assert (status, [row["title"] for row in json.loads(body)]) == (200, ["Ünïcode"])
    status, body = ask("/sql/release.json?sql=select+avg(rating)+as+mean+from+anime&_shape=array")
    assert (status, json.loads(body)) == (200, [{"mean": 8.0}])
    assert ask("/sql/release/anime.json", host="evil.example")[0] == 403


def test_a_port_that_is_taken_is_refused(make_release: Make, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "find_spec", lambda _: None)
    with pytest.raises(Refusal, match=f"http://127.0.0.1:{port} cannot be served"):
        serve(make_release([], name="other"), "127.0.0.1", port)
