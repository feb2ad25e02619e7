"""Network: a crawl of twenty servers at once, each of which misbehaves in its own way, on purpose.

One run asks them all, so that none of them can spoil the others; every test looks at what became of one of them.
"""

import gzip
import json
import os
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TypeAlias

import brotli  # type: ignore[import-untyped]
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from scrapy.settings import Settings

from aggregator.exits import Exit, Refusal
from spiders.crawl import introduce

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PROJECT = Path(__file__).parents[2]
TooNear: TypeAlias = Callable[[list[float], float], list[tuple[float, ...]]]
Answer: TypeAlias = bytes | Callable[[socket.socket], None] | Callable[[int], bytes]
TIMEOUT = 3
"""Seconds that the crawl waits for an answer."""
FIRST_WAIT = 0.3
LONGEST_WAIT = 30.0
MAXSIZE = 300_000


@dataclass
class Server:
    """One site: raw answers by path, and what it was asked, when, and with which headers."""

    host: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    certificate: ssl.SSLContext | None = None

    @property
    def url(self) -> str:
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://{self.host}:{self.port}"

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]

    def times(self, path: str) -> list[float]:
        return [moment for moment, asked, _ in self.asked if asked == path]

    def listen(self) -> None:
        listening = socket.create_server((self.host, 0), backlog=50)
        self.port = listening.getsockname()[1]
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            connection, _ = listening.accept()
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self.certificate is not None:
                connection = self.certificate.wrap_socket(connection, server_side=True)
            with connection:
                self._answer(connection)
        except OSError:
            return

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            part = connection.recv(65536)
            if not part:
                return
            head += part
        first, *lines = head.decode("latin-1").split("\r\n")
        path = first.split(" ")[1]
        headers = dict(line.split(": ", 1) for line in lines if ": " in line)
        self.asked.append((time.monotonic(), path, headers))
        answer = self.answers.get(path, self.answers.get("*", answered(b"<h1>Not found</h1>", status="404 Not Found")))
        if callable(answer):
            answer(connection)  # type: ignore[arg-type]
        else:
            connection.sendall(answer)


def answered(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def review(title: str, more: str = "") -> bytes:
    rating = {"@type": "AggregateRating", "ratingValue": "7.5", "bestRating": "10", "ratingCount": "12"}
    data = {"@type": "TVSeries", "name": title, "startDate": "2024-01-11", "aggregateRating": rating}
    return (
        f"<!doctype html><html><head><title>{title}</title><script type='application/ld+json'>{json.dumps(data)}"
        f"</script></head><body><h1>{title}</h1><p>{title} is a series about a moon.</p>{more}</body></html>"
    ).encode()


def moved(where: str) -> bytes:
    return answered(b"", f"Location: {where}", status="302 Found")


def robots(*lines: str) -> bytes:
    return answered("\n".join(lines).encode(), kind="text/plain")


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hang(connection: socket.socket) -> None:
    connection.recv(1)


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(100):
        connection.sendall(b"<p>")
        time.sleep(0.2)


def endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: " + b"a" * 1000 + b"\r\n")


def later(retry_after: str | Callable[[], str], title: str) -> Callable[[socket.socket], None]:
    """Asks to come back later, the first time."""
    asked: list[int] = []

    def answer(connection: socket.socket) -> None:
        asked.append(1)
        if len(asked) > 1:
            connection.sendall(answered(review(title)))
        else:
            when = retry_after() if callable(retry_after) else retry_after
            said = [f"Retry-After: {when}"] if when else []
            connection.sendall(answered(b"", *said, status="429 Too Many Requests"))

    return answer


def torn(status: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(status)


def chunked(body: bytes, *, whole: bool) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    return head + b"%x\r\n" % len(body) + body + b"\r\n" + (b"0\r\n\r\n" if whole else b"")


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = folder / "both.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@dataclass(frozen=True)
class Crawled:
    """What a run came to."""

    code: int
    said: str
    reviews: tuple[str, ...]
    issues: Mapping[str, tuple[str, str]]
    """URL to code and message."""
    log: str
    seconds: float
    manifest: Mapping[str, object]

    def of(self, url: str) -> str:
        """What became of a page: `read`, or the code of its issue."""
        return "read" if url in self.reviews else self.issues.get(url, ("nothing", ""))[0]


def crawl(into: Path, *arguments: str) -> Crawled:
    began = time.monotonic()
    command = [sys.executable, "-m", "aggregator", "crawl", *arguments, "--into", str(into)]
    done = subprocess.run(
        [*command, "-s", "AUTOTHROTTLE_ENABLED=False"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=PROJECT,
        env={**os.environ, "http_proxy": "http://127.0.0.1:9"},  # the environment decides nothing
    )
    runs = sorted((into / "runs").glob("2*"))
    assert runs, done.stderr
    lines = {
        name: [json.loads(line) for line in (runs[-1] / name).read_text(encoding="utf-8").splitlines()]
        for name in ("reviews.jsonl", "issues.jsonl")
    }
    return Crawled(
        code=done.returncode,
        said=done.stdout + done.stderr,
        reviews=tuple(line["url"] for line in lines["reviews.jsonl"]),
        issues={line["url"]: (line["code"], line["message"] + (line["text"] or "")) for line in lines["issues.jsonl"]},
        log=(runs[-1] / "crawl.log").read_text(encoding="utf-8"),
        seconds=time.monotonic() - began,
        manifest=json.loads((runs[-1] / "manifest.json").read_text(encoding="utf-8")),
    )


@dataclass
class Net:
    """All the servers, by what is wrong with them, and what a crawl of them came to."""

    servers: dict[str, Server] = field(default_factory=dict)
    starts: list[str] = field(default_factory=list)
    crawled: Crawled | None = None

    def add(self, name: str, answers: Mapping[str, Answer], *starts: str) -> Server:
        server = Server(f"127.0.1.{len(self.servers) + 1}", dict(answers))
        server.listen()
        self.servers[name] = server
        self.starts += [server.url + path for path in starts]
        return server

    def of(self, name: str, path: str = "/a") -> str:
        return self.done.of(self.servers[name].url + path)

    def message(self, name: str, path: str = "/a") -> str:
        return self.done.issues[self.servers[name].url + path][1]

    @property
    def done(self) -> Crawled:
        assert self.crawled is not None
        return self.crawled


def bomb(pack: Callable[[bytes], bytes]) -> bytes:
    return pack(b"<html>" + bytes(20_000_000))


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Net:  # noqa: PLR0915 - a list of sites
    """The servers, after the crawl."""
    net = Net()
    page = answered(review("A Story"))
    two = {"/a": page, "/no": page}
    # 48: robots.txt
    net.add("robots 404", {"/a": page}, "/a")
    net.add("robots 403", {"/a": page, "/robots.txt": answered(b"", status="403 Forbidden")}, "/a")
    for status in ("500 Broken", "503 Busy", "429 Too Many"):
        net.add(f"robots {status[:3]}", {"/a": page, "/robots.txt": answered(b"", status=status)}, "/a")
    net.add("robots reset", {"/a": page, "/robots.txt": reset}, "/a")
    net.add("robots hang", {"/a": page, "/robots.txt": hang}, "/a")
    hops = {"/robots.txt": moved("/1"), **{f"/{hop}": moved(f"/{hop + 1}") for hop in range(1, 9)}}
    net.add("robots 5 hops", {**two, **hops, "/5": robots("User-agent: *", "Disallow: /no")}, "/a", "/no")
    net.add("robots 6 hops", {**two, **hops, "/6": robots("User-agent: *", "Allow: /")}, "/a")
    rules = ["User-agent: *", "Disallow: /no"]
    filling = ["# " + "a" * 1000] * 520
    net.add("robots large", {**two, "/robots.txt": robots(*rules, *filling, "Disallow: /a")}, "/a", "/no")
    net.add("robots huge", {"/a": page, "/robots.txt": robots(*rules, *filling * 9)}, "/a")
    net.add("robots BOM", {**two, "/robots.txt": robots("\ufeffUser-agent: *", "Disallow: /no")}, "/a", "/no")
    net.add(
        "robots by name",
        {**two, "/robots.txt": robots("User-agent: *", "Disallow:", "User-agent: Anime-Review-Aggregator", *rules[1:])},
        "/a",
        "/no",
    )
    net.add(
        "crawl-delay",
        {f"/{name}": answered(review(f"The {name} Story")) for name in "abc"}
        | {"/robots.txt": robots("User-agent: *", "Crawl-delay: 1")},
        "/a",
        "/b",
        "/c",
    )
    net.add("crawl-delay of a day", {"/a": page, "/robots.txt": robots("User-agent: *", "Crawl-delay: 86400")}, "/a")
    # 49: Retry-After
    date = lambda: format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)  # noqa: E731
    forms: dict[str, str | Callable[[], str]] = {
        "1": "1", "0": "0", "date": date, "past": "Thu, 01 Jan 2015 00:00:00 GMT", "negative": "-5",
        "garbage": "soon, perhaps", "absent": "", "for ever": "1000000000",
    }  # fmt: skip
    for name, form in forms.items():
        net.add(f"later: {name}", {"/a": later(form, f"Later {name}"), "/b": page}, "/a")
    net.add("later, always", {"*": answered(b"", "Retry-After: 1", status="503 Busy"), "/robots.txt": robots()}, "/a")
    # 50: what does not answer
    net.add("hang", {"/a": hang}, "/a")
    net.add("drip", {"/a": drip}, "/a")
    net.add("reset", {"/a": reset}, "/a")
    secure = Server("127.0.1.200", {"/a": page, "/robots.txt": robots()})
    secure.certificate = self_signed(tmp_path_factory.mktemp("tls"))
    secure.listen()
    net.servers["bad certificate"] = secure
    net.starts += [f"{secure.url}/a", "http://nowhere.invalid/a"]
    # 51: redirects
    net.add("loop", {"/a": moved("/b"), "/b": moved("/a")}, "/a")
    # 52, 53, 55: where a page sends us
    inside = Server("127.0.1.250", {"*": page})
    inside.listen()
    net.servers["inside"] = inside
    elsewhere = net.add("elsewhere", {"/a": page}, "/a")
    with_port = inside.url.removeprefix("http://")
    net.add("to the inside", {"/a": moved(f"http://{with_port}/a")}, "/a")
    for scheme in ("file:///etc/hostname", "data:text/html,<h1>A</h1>", "ftp://127.0.0.1/a", "javascript:alert(1)"):
        kind = scheme.partition(":")[0]
        links = f"<a href='{scheme}'>x</a><meta http-equiv=refresh content='0;url={scheme}'>"
        net.add(
            kind,
            {"/a": moved(scheme), "/list": answered(f"<h1>All of them</h1><a href='/b'>b</a>{links}".encode()),
             "/b": answered(review("B", links)),
             "/map": answered(f"<urlset><url><loc>{scheme}</loc></url></urlset>".encode(), kind="application/xml")},
            "/a", "/list", "/map",
        )  # fmt: skip
    keeper = net.add(
        "cookies",
        {
            "/list": answered(b"<h1>All</h1><a href=/b>b</a><a href=/away>c</a>", "Set-Cookie: id=7; Path=/"),
            "/b": page,
            "/away": moved(f"{elsewhere.url}/cookies"),
        },
        "/list",
    )
    net.starts.append(f"http://me:secret@{keeper.host}:{keeper.port}/away?with=password")
    keeper.answers["/away?with=password"] = moved(f"{elsewhere.url}/password")
    # 56: headers
    odd = [
        "Referrer-Policy: sys.exit", "no colon at all", "X-Bad: \x00\x01", "Content-Type: text/html\x0b",
        "Refresh: 0; url=file:///etc/passwd", "Link: <file:///etc/passwd>; rel=next", "X-ÿ: ÿ",
    ]  # fmt: skip
    net.add("odd headers", {"/a": answered(review("Odd"), *odd)}, "/a")
    net.add("nameless header", {"/a": answered(review("Odd"), ": nameless")}, "/a")
    net.add("long header", {"/a": answered(review("Long"), "X-Long: " + "a" * 1_000_000)}, "/a")
    net.add("endless headers", {"/a": endless_headers}, "/a")
    # 57: bombs
    packings: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress, "deflate": zlib.compress, "zstd": zstd.compress,
        "br": lambda body: bytes(brotli.compress(body, quality=3)),
        "gzip, gzip": lambda body: gzip.compress(gzip.compress(body)),
    }  # fmt: skip
    for encoding, pack in packings.items():
        net.add(
            f"bomb: {encoding}",
            {"/a": answered(bomb(pack), f"Content-Encoding: {encoding}"),
             "/b": answered(pack(review("Packed")), f"Content-Encoding: {encoding}")},
            "/a", "/b",
        )  # fmt: skip
    net.add("packed often", {"/a": answered(b"x", "Content-Encoding: " + ", ".join(["gzip"] * 50))}, "/a")
    # 31: half pages
    whole = review("Half a Story", "<p>more</p>" * 500)
    packed = gzip.compress(whole)
    halves: dict[str, bytes] = {
        "length": answered(whole)[:-300], "chunk": chunked(whole, whole=False),
        "gzip end": answered(packed[:-20], "Content-Encoding: gzip"),
        "gzip checksum": answered(packed[:-8] + bytes(8), "Content-Encoding: gzip"),
        "deflate": answered(zlib.compress(whole)[:-20], "Content-Encoding: deflate"),
        "br": answered(brotli.compress(whole)[:-20], "Content-Encoding: br"),
        "zstd": answered(zstd.compress(whole)[:-20], "Content-Encoding: zstd"),
    }  # fmt: skip
    for name, half in halves.items():
        net.add(f"half: {name}", {"/a": half}, "/a")
    net.add("whole chunk", {"/a": chunked(whole, whole=True)}, "/a")
    # 22, 37
    challenge = (
        b"<!doctype html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
        b"<p>Please enable JavaScript and cookies to continue.</p><div id='cf-challenge'></div></body></html>"
    )
    net.add("challenge", {"/a": answered(challenge)}, "/a")
    net.add("large", {"/a": answered(review("Large") + b" " * (MAXSIZE + 1))}, "/a")

    allowed = [
        part for server in net.servers.values() if server is not inside for part in ("--allow-private", server.host)
    ]
    settings = {
        "DOWNLOAD_TIMEOUT": TIMEOUT, "RETRY_TIMES": 1, "AGGREGATOR_FIRST_WAIT": FIRST_WAIT,
        "AGGREGATOR_LONGEST_WAIT": LONGEST_WAIT, "DOWNLOAD_MAXSIZE": MAXSIZE, "CONCURRENT_REQUESTS": 200,
        "AGGREGATOR_CONTACT": "me@example.org",
    }  # fmt: skip
    chosen = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    net.crawled = crawl(tmp_path_factory.mktemp("out"), *net.starts, *allowed, *chosen)
    return net


def test_48_without_robots_txt_everything_is_allowed(net: Net) -> None:
    assert net.of("robots 404") == "read"
    assert net.of("robots 403") == "read"


@pytest.mark.parametrize("name", ["500", "503", "429", "reset", "hang", "6 hops", "huge"])
def test_48_a_robots_txt_that_cannot_be_had_forbids_everything(net: Net, name: str) -> None:
    assert net.of(f"robots {name}") == "blocked"
    assert "robots.txt cannot be had" in net.message(f"robots {name}")
    assert "/a" not in net.servers[f"robots {name}"].paths()


@pytest.mark.parametrize("name", ["5 hops", "large", "BOM", "by name"])
def test_48_rules_are_obeyed_after_five_redirects_in_the_first_500_kib_and_after_a_bom(net: Net, name: str) -> None:
    assert net.of(f"robots {name}", "/a") == "read"
    assert net.of(f"robots {name}", "/no") == "blocked"
    assert "/no" not in net.servers[f"robots {name}"].paths()


def test_48_a_crawl_delay_is_the_least_pause(net: Net, too_near: TooNear) -> None:
    moments = [moment for moment, path, _ in net.servers["crawl-delay"].asked if path != "/robots.txt"]
    assert len(moments) == 3
    assert too_near(moments, 1.0) == []
    assert net.of("crawl-delay of a day") == "blocked"
    assert "/a" not in net.servers["crawl-delay of a day"].paths()


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("1", 1.0),
        ("0", 0.0),
        ("date", 1.9),
        ("past", 0.0),
        *[(n, FIRST_WAIT) for n in ("negative", "garbage", "absent")],
    ],
)
def test_49_retry_after_is_honoured_in_every_form(net: Net, name: str, least: float) -> None:
    assert net.of(f"later: {name}") == "read"
    first, second = net.servers[f"later: {name}"].times("/a")
    assert least - 0.05 <= second - first < LONGEST_WAIT


def test_49_a_site_that_asks_for_too_long_or_for_ever_is_not_asked_again(net: Net) -> None:
    assert net.of("later: for ever") == "blocked"
    assert net.servers["later: for ever"].paths() == ["/robots.txt", "/a"]
    assert net.of("later, always") == "blocked"
    assert len(net.servers["later, always"].times("/a")) == 2


@pytest.mark.parametrize("name", ["hang", "drip", "reset"])
def test_50_what_does_not_answer_is_tried_so_often_and_named(net: Net, name: str) -> None:
    assert net.of(name) == "fetch_failed"
    tries = net.servers[name].times("/a")
    assert len(tries) == 2
    assert tries[1] - tries[0] < TIMEOUT + 15  # of the twenty that a drip lasts


def test_50_a_name_that_leads_nowhere_is_named(net: Net) -> None:
    assert net.done.of("http://nowhere.invalid/a") == "fetch_failed"


def test_50_a_certificate_that_nobody_signed_is_refused(net: Net) -> None:
    assert net.of("bad certificate") in {"fetch_failed", "blocked"}
    assert net.servers["bad certificate"].connections > 0
    assert net.servers["bad certificate"].asked == []


def test_50_the_whole_run_has_an_end(net: Net) -> None:
    assert net.done.code == 0, net.done.said
    assert net.done.seconds < 200


def test_51_a_loop_of_redirects_ends(net: Net) -> None:
    assert len(net.servers["loop"].paths()) <= 7
    told = [message for url, (_, message) in net.done.issues.items() if url.startswith(net.servers["loop"].url)]
    assert "circle" in "".join(told)


def test_52_a_redirect_to_the_inside_is_refused_before_it_is_connected_to(net: Net) -> None:
    assert net.servers["inside"].connections == 0
    assert net.of("inside") in {"nothing", "skipped"}
    assert "/a" in net.servers["to the inside"].paths()


@pytest.mark.parametrize("scheme", ["file", "data", "ftp", "javascript"])
def test_53_only_http_and_https_are_fetched(net: Net, scheme: str) -> None:
    assert net.of(scheme, "/b") == "read"
    assert net.of(scheme, "/a") == "fetch_failed"
    assert set(net.servers[scheme].paths()) == {"/robots.txt", "/a", "/list", "/map", "/b"}
    assert not [url for url in net.done.reviews if not url.startswith("http")]
    hostname = Path("/etc/hostname")
    assert not hostname.exists() or not [url for url in net.done.reviews if hostname.read_text().strip() in url]


def test_55_neither_cookies_nor_passwords_go_anywhere(net: Net) -> None:
    assert net.servers["cookies"].asked
    everything = [headers for server in net.servers.values() for _, _, headers in server.asked]
    assert not [headers for headers in everything if "Cookie" in headers or "Referer" in headers]
    assert not [headers for _, _, headers in net.servers["elsewhere"].asked if "Authorization" in headers]
    assert "secret" not in json.dumps(net.done.manifest)


def test_56_hostile_headers_change_nothing(net: Net) -> None:
    assert net.of("odd headers") == "read", net.message("odd headers")
    assert net.of("nameless header") == "read"
    assert net.of("long header") == "fetch_failed"
    assert net.of("endless headers") == "fetch_failed"
    assert net.servers["endless headers"].connections <= 4


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_57_bombs_are_named_and_the_run_goes_on(net: Net, encoding: str) -> None:
    assert net.of(f"bomb: {encoding}", "/a") == "skipped"
    assert "more than 300000 bytes" in net.message(f"bomb: {encoding}", "/a")
    assert net.of(f"bomb: {encoding}", "/b") == "read"


def test_57_what_is_packed_fifty_times_is_not_unpacked(net: Net) -> None:
    assert net.of("packed often") == "skipped"


@pytest.mark.parametrize("name", ["length", "chunk", "gzip end", "gzip checksum", "deflate", "br", "zstd"])
def test_31_half_a_page_is_asked_for_again_and_never_read(net: Net, name: str) -> None:
    assert net.of(f"half: {name}") == "fetch_failed"
    assert len(net.servers[f"half: {name}"].times("/a")) == 2


def test_31_a_whole_page_in_chunks_is_read(net: Net) -> None:
    assert net.of("whole chunk") == "read"


def test_22_a_challenge_at_200_is_blocked(net: Net) -> None:
    assert net.of("challenge") == "blocked"


def test_37_what_is_larger_than_an_answer_may_be_is_not_taken(net: Net) -> None:
    assert net.of("large") in {"fetch_failed", "skipped"}


def test_the_user_agent_is_honest(net: Net) -> None:
    agents = {headers["User-Agent"] for server in net.servers.values() for _, _, headers in server.asked}
    assert len(agents) == 1
    (agent,) = agents
    assert agent.startswith("anime-review-aggregator/")
    assert agent.endswith("; me@example.org)")


@pytest.mark.parametrize("contact", ["me@example.org\r\nCookie: a=b", "é@example.org", "a" * 300, "(me)"])
def test_56_a_contact_that_is_no_header_is_refused(contact: str) -> None:
    settings = Settings({"AGGREGATOR_CONTACT": contact, "USER_AGENT": "anime-review-aggregator"})
    with pytest.raises(Refusal, match="AGGREGATOR_CONTACT is"):
        introduce(settings)


@pytest.mark.parametrize("waits_for", ["crawl-delay", "Retry-After"])
def test_03_nobody_waits_for_a_pause_that_nothing_will_follow(tmp_path: Path, waits_for: str) -> None:
    site = Server("127.0.3.1", {f"/{name}": answered(review(f"The {name} Story")) for name in "abcd"})
    if waits_for == "crawl-delay":
        site.answers["/robots.txt"] = robots("User-agent: *", "Crawl-delay: 60")
    else:
        site.answers["/robots.txt"] = robots()
        site.answers["/a"] = answered(b"", "Retry-After: 60", status="503 Busy")
    site.listen()
    sources = [f"{site.url}/{name}" for name in "abcd"]
    command = [sys.executable, "-m", "aggregator", "crawl", *sources, "--into", str(tmp_path / "out")]
    with subprocess.Popen(
        [*command, "--allow-private", site.host], cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        deadline = time.monotonic() + 120
        while len(site.asked) < (1 if waits_for == "crawl-delay" else 2) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=40) == Exit.INTERRUPTED
