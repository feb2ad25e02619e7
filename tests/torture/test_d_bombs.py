"""TORTURE 57: answers and archives of some kilobytes that unpack to a gigabyte, read by a process that may not grow.

The process has a limit to its address space: whatever unpacked a bomb whole would end it.
"""

import gzip
import io
import json
import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from aggregator.exits import Exit

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

    from tests.conftest import Serve

pytestmark = pytest.mark.filterwarnings(  # warcio's writer, which only the tests use, leaves files open
    "ignore:Unclosed file:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
PROJECT = Path(__file__).parents[2]
MEGABYTE = 1024 * 1024
UNPACKED = 1024 * MEGABYTE
ADDRESS_SPACE = 1_200 * MEGABYTE
"""What the process may map, on a machine of any number of cores: a crawl of a few pages maps less than half of it."""
RESIDENT = 700 * MEGABYTE


def page(title: str) -> bytes:
    data = {"@type": "TVSeries", "name": title, "aggregateRating": {"ratingValue": "7.5", "bestRating": "10"}}
    return f"<!doctype html><script type='application/ld+json'>{json.dumps(data)}</script><h1>{title}</h1>".encode()


def brotli_of(parts: Iterator[bytes]) -> bytes:
    packer = brotli.Compressor(quality=1)
    return b"".join(packer.process(part) for part in parts) + bytes(packer.finish())


def deflated(parts: Iterator[bytes]) -> bytes:
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(part) for part in parts) + packer.flush()


def zeros() -> Iterator[bytes]:
    yield b"<html>"
    piece = bytes(MEGABYTE)
    for _ in range(UNPACKED // MEGABYTE):
        yield piece


@pytest.fixture(scope="module")
def bombs() -> dict[str, bytes]:
    """By packing, what unpacks to a gigabyte; members and frames may follow each other."""
    piece = bytes(64 * MEGABYTE)
    times = UNPACKED // len(piece)
    gzipped = gzip.compress(b"<html>") + gzip.compress(piece, 1) * times
    return {
        "gzip": gzipped,
        "zstd": zstd.compress(b"<html>") + zstd.compress(piece) * times,
        "br": brotli_of(zeros()),
        "deflate": deflated(zeros()),
        "gzip, gzip": gzip.compress(gzipped),
        "gzip, zstd": zstd.compress(gzipped),
    }


@dataclass(frozen=True)
class Ended:
    """How a crawl under limits came to its end."""

    code: int
    said: str
    resident: int
    read: set[str]
    issues: dict[str, str]


LIMITED = """
import json, resource, subprocess, sys
limit = int(sys.argv[1])
limited = lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
done = subprocess.run(sys.argv[2:], capture_output=True, text=True, preexec_fn=limited)
print(json.dumps([done.returncode, done.stdout + done.stderr, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""


def crawl(into: Path, *arguments: object) -> Ended:
    """A crawl that may not grow; a process between sees how far it did."""
    command = [sys.executable, "-m", "aggregator", "crawl", *map(str, arguments), "--into", str(into)]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(ADDRESS_SPACE), *command],
        capture_output=True, text=True, check=True, cwd=PROJECT, timeout=300,
    )  # fmt: skip
    code, said, kilobytes = json.loads(done.stdout)
    (run,) = (into / "runs").glob("2*")
    reviews, issues = (
        [json.loads(line) for line in (run / name).read_text().splitlines()]
        for name in ("reviews.jsonl", "issues.jsonl")
    )
    return Ended(
        code,
        said,
        kilobytes * 1024,
        {str(line["url"] or line["saved_as"]) for line in reviews},
        {str(line["url"] or line["saved_as"]): f"{line['code']}: {line['message']}" for line in issues},
    )


# --- over HTTP ---


PACKERS = {"gzip": gzip.compress, "zstd": zstd.compress, "br": brotli.compress, "deflate": zlib.compress}


def packed(body: bytes, packings: str) -> bytes:
    for name in packings.split(", "):
        body = bytes(PACKERS[name](body))
    return body


def test_57_bombs_of_every_packing_over_http_are_named_and_no_memory_is_lost(
    tmp_path: Path, bombs: dict[str, bytes], serve: "Serve"
) -> None:
    bodies = {f"/bomb/{name}": (bomb, name) for name, bomb in bombs.items()}
    bodies |= {f"/page/{name}": (packed(page(f"The {name} Story"), name), name) for name in bombs}

    def answer(request: "BaseHTTPRequestHandler") -> tuple[int, dict[str, str], bytes]:
        """A bomb, or a page that is packed in the same way."""
        body, encoding = bodies.get(request.path.replace("+", ", "), (b"", ""))
        headers = {"Content-Type": "text/html"} | ({"Content-Encoding": encoding} if encoding else {})
        return 200 if body else 404, headers, body

    with serve(answer) as port:
        root = f"http://127.0.0.1:{port}"
        urls = [f"{root}/{kind}/{name.replace(', ', '+')}" for kind in ("bomb", "page") for name in bombs]
        quick = ("-s", "AUTOTHROTTLE_ENABLED=False", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
        ended = crawl(tmp_path / "out", *urls, "--allow-private", root.removeprefix("http://"), *quick)
    assert ended.code == Exit.GOOD, ended.said
    assert ended.read == set(urls[len(bombs) :])
    assert set(ended.issues) == set(urls[: len(bombs)])
    assert {why.split(":")[0] for why in ended.issues.values()} == {"skipped"}
    assert all("it unpacks to more than" in why for why in ended.issues.values()), ended.issues
    assert ended.resident < RESIDENT


# --- on the disk ---


def record(url: str, body: bytes, encoding: str | None) -> bytes:
    """A record of a .warc.gz."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = [("Content-Type", "text/html"), *([("Content-Encoding", encoding)] if encoding else [])]
    head = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head))
    return out.getvalue()


def test_57_bombs_in_archives_are_named_and_no_memory_is_lost(tmp_path: Path, bombs: dict[str, bytes]) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.html.gz").write_bytes(bombs["gzip"])
    (pages / "b.html").write_bytes(page("A Page"))
    urls = {name: f"https://site.example/{number}" for number, name in enumerate(bombs)}
    kept = b"".join(record(urls[name], bomb, name) for name, bomb in bombs.items())
    good = b"".join(record(f"{urls[name]}/good", packed(page(f"The {name} Tale"), name), name) for name in bombs)
    left = record("https://site.example/left", page("What Was Left"), "br")  # unpacked by whoever recorded it
    (pages / "c.warc.gz").write_bytes(kept + good + left)
    with zipfile.ZipFile(pages / "d.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("good.html", page("A Zipped Page"))
        archive.writestr("inner.html.gz", bombs["gzip"])
        for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
            with archive.open(entry(f"{method}.html", method), "w", force_zip64=True) as bomb:
                for part in islice(zeros(), 64):
                    bomb.write(part)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://site.example/\r\n"
    length = f"Content-Length: {UNPACKED}\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".encode()
    (pages / "e.warc.gz").write_bytes(gzip.compress(head + length) + bombs["gzip"])
    ended = crawl(tmp_path / "out", pages)
    assert ended.code == Exit.GOOD, ended.said
    assert ended.read == {
        "b.html", "d.zip/good.html", "https://site.example/left", *(f"{url}/good" for url in urls.values())
    }  # fmt: skip
    named = {"a.html.gz", "d.zip/inner.html.gz", "d.zip/8.html", "d.zip/12.html", "e.warc.gz/1"}
    assert named | {f"c.warc.gz/{number}" for number in range(1, 7)} <= set(ended.issues), ended.issues
    behind = ended.issues.pop("e.warc.gz")  # the rest of the bomb, behind its record
    assert "a line does not end" in behind
    assert [why for why in ended.issues.values() if "is larger than 16777216 bytes" not in why] == []
    assert ended.resident < RESIDENT


def entry(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = method
    return info


def test_57_the_limit_ends_a_process_that_grows() -> None:
    """The gate shuts: with the same limit, who unpacks a bomb whole is ended."""
    grown = subprocess.run(
        [sys.executable, "-c", f"bytes({UNPACKED}) + bytes({UNPACKED})"],
        check=False, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE)),
    )  # fmt: skip
    assert "MemoryError" in grown.stderr
