"""The report over http, for this machine alone unless asked otherwise; with Datasette, SQL and a JSON API."""

import importlib
import ipaddress
import sys
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from aggregator.exits import Exit, Refusal
from aggregator.report.database import write_database
from aggregator.report.document import policy_of, write_report
from aggregator.report.files import Files

SQL = "/sql/"
"""Where Datasette answers."""
SQL_MILLISECONDS = 3000
"""Longest query."""
WITHOUT_SQL = "For SQL and a JSON API as well: pip install 'anime-review-aggregator[serve]'"
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
"""As ASGI has them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets."""

    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes


class Site:
    """The report, for browsers that name this host: another page's name that leads here is refused (DNS rebinding)."""

    def __init__(self, page: str, host: str) -> None:
        self._page = page.encode()
        self._policy = f"{policy_of(page)}; frame-ancestors 'none'"
        self._hosts = None if _is_any(host) else _LOCAL | {host, f"[{host}]"}

    def answer(self, path: str, host: str) -> Answer:
        if not self.knows(host):
            return self._text(HTTPStatus.FORBIDDEN, "This server does not answer to that name.\n")
        if path not in {"/", "/index.html"}:
            return self._text(HTTPStatus.NOT_FOUND, "Nothing is here: the report is at /.\n")
        return self._answer(HTTPStatus.OK, "text/html", self._page)

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server."""
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return self._hosts is None or name in self._hosts

    def _text(self, status: HTTPStatus, sentence: str) -> Answer:
        return self._answer(status, "text/plain", sentence.encode())

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> Answer:
        headers = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(body)),
            "Content-Security-Policy": self._policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-cache",
        }
        return Answer(status, headers, body)


def serve(
    release_dir: Path, host: str = "127.0.0.1", port: int = 8000, *, say: Callable[[str], object] | None = None
) -> None:
    """Serves a release's report until it is interrupted; `say` is given the sentences that tell where.

    Refusal when the folder is no release, a package is missing, or the port is taken.
    """
    say = say or (lambda sentence: sys.stdout.write(f"{sentence}\n"))
    with TemporaryDirectory(prefix="aggregator-") as folder:
        page = write_report(release_dir, Path(folder) / "report.html").read_text(encoding="utf-8")
        site = Site(page, host)
        address = f"http://{host if ':' not in host else f'[{host}]'}:{port}"
        try:
            if find_spec("datasette") and find_spec("uvicorn"):
                app = mounted(site, datasette(write_database(Files(release_dir), Path(folder) / "release.db")))
                say(f"The report: {address}/\nSQL and the JSON API: {address}{SQL}\nStop it with Ctrl-C.")
                _run(app, host, port)
            else:
                server = plain_server(site, host, port)
                say(f"The report: {address}/\n{WITHOUT_SQL}\nStop it with Ctrl-C.")
                with server:
                    server.serve_forever()
        except OSError as error:
            raise Refusal(Exit.USAGE, f"{address} cannot be served: {error.strerror or error}.") from error


def plain_server(site: Site, host: str, port: int) -> ThreadingHTTPServer:
    """A server of the report alone, of the standard library."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(body=True)

        def do_HEAD(self) -> None:
            self._send(body=False)

        def _send(self, *, body: bool) -> None:
            answer = site.answer(self.path.partition("?")[0], self.headers.get("Host", ""))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if body:
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Says nothing: one person looks at one page."""

    return ThreadingHTTPServer((host, port), Handler)


def datasette(database: Path) -> App:
    """Datasette over one database that nobody changes."""
    module = importlib.import_module("datasette.app")  # it has no types
    settings = {"base_url": SQL, "sql_time_limit_ms": SQL_MILLISECONDS}
    app: App = module.Datasette(files=[], immutables=[str(database)], settings=settings).app()
    return app


def mounted(site: Site, below: App) -> App:
    """The report at /, another application below SQL."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        host = dict(scope.get("headers", ())).get(b"host", b"").decode("latin-1")
        if scope["type"] != "http" or (scope["path"].startswith(SQL) and site.knows(host)):
            await below(scope, receive, send)
            return
        answer = site.answer(scope["path"], host)
        headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
        await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else answer.body})

    return app


def _run(app: App, host: str, port: int) -> None:
    import uvicorn  # noqa: PLC0415 - an extra

    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
