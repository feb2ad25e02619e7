"""Addresses: nothing but the open internet is connected to, by whatever name, after whatever hop, at whatever moment.

The hops are real ones: in a network of its own (a network namespace, which takes root) this machine has public
addresses, and a name server that changes its mind.
"""

import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from spiders.addresses import GuardedResolver, Receiver, allowed_places, is_open

PROJECT = Path(__file__).parents[2]
INTERNAL = [
    "127.0.0.1", "127.255.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "fc00::1", "fd00:ec2::254", "fe80::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:1::", "2001::1", "2001:db8::1", "::127.0.0.1",
]  # fmt: skip
OPEN = ["93.184.216.34", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "2a00:1450::1", "64:ff9b::8.8.8.8"]
SPELLINGS = [
    "127.0.0.1", "0x7f.1", "2130706433", "017700000001", "0", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1",
    "10.1.2.3", "169.254.169.254", "[fe80::1]", "[fd00::1]", "%31%32%37.0.0.1", "127.0.0.1.",
]  # fmt: skip


@pytest.mark.parametrize("address", INTERNAL)
def test_52_is_internal(address: str) -> None:
    assert not is_open(ip_address(address))


@pytest.mark.parametrize("address", OPEN)
def test_52_is_open(address: str) -> None:
    assert is_open(ip_address(address))


class Told:
    """An address that was looked up, and whoever wants to know."""

    def __init__(self, host: str = "") -> None:
        self.host = host
        self.found: list[str] = []

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802 - Twisted's
        """It begins."""

    def addressResolved(self, address: object) -> None:  # noqa: N802 - Twisted's
        self.found.append(str(getattr(address, "host", "")))

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's
        """It is over."""


class Fickle:
    """A name server that gives another answer each time."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)

    def resolveHostName(self, resolutionReceiver: Receiver, *_: object) -> object:  # noqa: N802, N803 - Twisted's
        resolutionReceiver.resolutionBegan(self)
        for address in self.answers.pop(0):
            resolutionReceiver.addressResolved(Told(address))
        resolutionReceiver.resolutionComplete()
        return self


def test_52_of_several_addresses_only_the_open_ones_are_told_each_time_anew() -> None:
    guard = GuardedResolver(Fickle(("8.8.8.8", "10.0.0.1"), ("10.0.0.1",), ("8.8.8.8",)), frozenset())
    told = []
    for _ in range(3):
        receiver = Told()
        guard.resolveHostName(receiver, "Fickle.example", 80)
        told.append((receiver.found, dict(guard.refused)))
    assert [found for found, _ in told] == [["8.8.8.8"], [], ["8.8.8.8"]]
    assert told[1][1] == {("fickle.example", 80): "10.0.0.1"}


@pytest.mark.parametrize(
    ("allowed", "host", "port", "passes"),
    [
        ("intranet", "Intranet", 80, True),
        ("intranet:8000", "intranet", 8000, True),
        ("intranet:8000", "intranet", 80, False),
        ("intranet", "other.intranet", 80, False),
        ("[::1]:80", "::1", 80, True),
        ("", "intranet", 80, False),
    ],
)
def test_52_what_is_allowed_is_allowed_by_name_and_port(allowed: str, host: str, port: int, passes: bool) -> None:
    guard = GuardedResolver(Fickle(("10.0.0.1",)), allowed_places(allowed))
    receiver = Told()
    guard.resolveHostName(receiver, host, port)
    assert bool(receiver.found) is passes


def test_52_no_spelling_of_an_address_leads_inside(tmp_path: Path) -> None:
    sources = [f"http://{spelling}:9/{number}" for number, spelling in enumerate(SPELLINGS)]
    command = [sys.executable, "-m", "aggregator", "crawl", *sources, "--into", str(tmp_path / "out")]
    quick = ["-s", "AUTOTHROTTLE_ENABLED=False", "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_TIMEOUT=10"]
    done = subprocess.run([*command, *quick], check=False, capture_output=True, text=True, cwd=PROJECT, timeout=300)
    (issues,) = (tmp_path / "out").glob("runs/2*/issues.jsonl")
    told = {line["url"]: line["message"] for line in map(json.loads, issues.read_text().splitlines())}
    assert len(told) == len(SPELLINGS), done.stderr
    refused = [url for url, message in told.items() if "which is not on the open internet" in message]
    strange = {"%31%32%37.0.0.1", "127.0.0.1."}  # no name server knows them
    assert len(refused) >= len(SPELLINGS) - len(strange), told


WORLD = '''
"""Runs in a network of its own: two public servers, a private one, and a name server that changes its mind."""

import json, os, socket, subprocess, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PUBLIC, OTHER, PRIVATE = "93.184.216.34", "93.184.216.35", "10.9.8.7"
asked = []
look_ups = {}


def serve(address, answer):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(f"{address}{self.path}")
            status, headers, body = answer(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer((address, 80), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def review(title):
    rating = {"@type": "AggregateRating", "ratingValue": "7.5", "bestRating": "10", "ratingCount": "12"}
    data = {"@type": "TVSeries", "name": title, "startDate": "2024-01-11", "aggregateRating": rating}
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    return f"<!doctype html><html><head>{script}</head><body><h1>{title}</h1></body></html>".encode()


def public(path):
    hops = {"/in": f"http://{PRIVATE}/secret", "/name": "http://inside.public.example/secret", "/rebind": "/again"}
    if path in hops:
        return 302, {"Location": hops[path]}, b""
    return (404, {}, b"") if path == "/robots.txt" else (200, {"Content-Type": "text/html"}, review(path))


def names():
    """A name server: fickle.example is public at first, and private from then on."""
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind((OTHER, 53))
    while True:
        query, client = udp.recvfrom(512)
        end, labels, at = 12, [], 12
        while query[at]:
            labels.append(query[at + 1 : at + 1 + query[at]].decode())
            at += query[at] + 1
        name, kind = ".".join(labels), query[at + 1 : at + 3]
        question = query[12 : at + 5]
        found = []
        if kind == b"\\0\\1":
            look_ups[name] = look_ups.get(name, 0) + 1
            fickle = PUBLIC if look_ups[name] == 1 else PRIVATE
            known = {"public.example": PUBLIC, "inside.public.example": PRIVATE, "fickle.example": fickle}
            found = [known[name]] if name in known else []
        answers = b"".join(b"\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\0\\0\\0\\4" + socket.inet_aton(address) for address in found)
        head = query[:2] + b"\\x81\\x80" + b"\\0\\1" + len(found).to_bytes(2, "big") + b"\\0\\0\\0\\0"
        udp.sendto(head + question + answers, client)


for address in ("127.0.0.1/8", PUBLIC + "/32", OTHER + "/32", PRIVATE + "/32"):
    subprocess.run(["ip", "address", "add", address, "dev", "lo"], check=False, capture_output=True)
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
serve(PUBLIC, public)
serve(PRIVATE, lambda path: (200, {"Content-Type": "text/html"}, review("Secret")))
threading.Thread(target=names, daemon=True).start()
into = sys.argv[1]
sources = [f"http://{PUBLIC}/{path}" for path in ("fine", "in", "name")]
sources += [f"http://{PRIVATE}/direct", "http://public.example/named", "http://inside.public.example/", "http://fickle.example/rebind"]
done = subprocess.run(
    [sys.executable, "-m", "aggregator", "crawl", *sources, "--into", into, "-s", "AUTOTHROTTLE_ENABLED=False",
     "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_TIMEOUT=10", "-s", "DNSCACHE_ENABLED=False"],
    capture_output=True, text=True,
)
print(json.dumps({"code": done.returncode, "said": done.stderr, "asked": asked, "look_ups": look_ups}))
'''


@pytest.fixture
def network() -> Iterator[list[str]]:
    """A command that runs another one in a network of its own, where names are asked of 93.184.216.35.

    Whoever is root has it, or learns that it is missing: then it is not passed over.
    """
    if os.geteuid() != 0:
        pytest.skip("a network of its own takes root")
    ip = shutil.which("ip")
    assert ip is not None, "there is no command ip: scripts/install-services installs iproute2"
    name = f"aggregator-test-{os.getpid()}"
    folder = Path("/etc/netns") / name
    subprocess.run([ip, "netns", "add", name], check=True)
    folder.mkdir(parents=True)
    (folder / "resolv.conf").write_text("nameserver 93.184.216.35\noptions timeout:2 attempts:1\n")
    try:
        yield [ip, "netns", "exec", name]
    finally:
        subprocess.run([ip, "netns", "delete", name], check=True)
        shutil.rmtree(folder)


def test_52_a_public_page_sends_nobody_inside_by_address_name_or_change_of_mind(
    tmp_path: Path, network: list[str]
) -> None:
    world = tmp_path / "world.py"
    world.write_text(textwrap.dedent(WORLD))
    done = subprocess.run(
        [*network, sys.executable, str(world), str(tmp_path / "out")],
        check=False, capture_output=True, text=True, cwd=PROJECT, timeout=300,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["code"] == 0, told["said"]
    assert not [place for place in told["asked"] if place.startswith("10.9.8.7")], told["asked"]
    (folder,) = (tmp_path / "out" / "runs").glob("2*")
    reviews = [json.loads(line)["url"] for line in (folder / "reviews.jsonl").read_text().splitlines()]
    issues = {
        line["url"]: line["message"] for line in map(json.loads, (folder / "issues.jsonl").read_text().splitlines())
    }
    assert {"http://93.184.216.34/fine", "http://public.example/named"} <= set(reviews)
    assert told["look_ups"]["fickle.example"] >= 2, told
    inside = [url for url, message in issues.items() if "10.9.8.7, which is not on the open internet" in message]
    assert "http://10.9.8.7/secret" in inside
    assert "http://inside.public.example/" in inside
    assert [url for url in inside if "fickle.example" in url], (issues, told)
