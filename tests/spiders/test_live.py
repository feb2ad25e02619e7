"""Live sites are read politely: pages, sitemaps of every kind and feeds; what is not read is named."""

import gzip
import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from aggregator.exits import Exit
from aggregator.saved import MAX_BYTES

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

    from tests.conftest import Serve

PROJECT = Path(__file__).parents[2]
Answer: TypeAlias = tuple[int, str, bytes]
"""Status, content type, body."""


@dataclass
class Site:
    """A web server: what it answers by path, and what it was asked."""

    url: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def page(self, path: str, title: str, score: str = "7.5") -> None:
        """A page of structured data, as many sites write it."""
        rating = {"@type": "AggregateRating", "ratingValue": score, "bestRating": "10", "ratingCount": "12"}
        data = {"@type": "TVSeries", "name": title, "startDate": "2024-01-11", "aggregateRating": rating}
        html = (
            f"<!doctype html><html><head><title>{title}</title><script type='application/ld+json'>{json.dumps(data)}"
            f"</script></head><body><h1>{title}</h1><p>{title} is a series about a moon.</p></body></html>"
        )
        self.answers[path] = (200, "text/html; charset=utf-8", html.encode())

    def sitemap(self, path: str, *links: str, index: bool = False) -> bytes:
        """A sitemap, or an index of them."""
        outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
        entries = "".join(f"<{inner}><loc>{self.absolute(link)}</loc></{inner}>" for link in links)
        body = f"<?xml version='1.0'?><{outer}>{entries}</{outer}>".encode()
        self.answers[path] = (200, "application/xml", body)
        return body

    def absolute(self, link: str) -> str:
        return link if ":" in link else self.url + link


@pytest.fixture
def site(serve: "Serve") -> Iterator[Site]:
    """A site on a free port, for as long as the test lasts."""
    site = Site("")

    def answer(request: "BaseHTTPRequestHandler") -> tuple[int, dict[str, str], bytes]:
        site.asked.append(request.path)
        site.agents.add(request.headers.get("User-Agent", ""))
        status, kind, body = site.answers.get(request.path, (404, "text/html", b"<h1>Not found</h1>"))
        if status in {301, 302}:
            return status, {"Content-Type": kind, "Location": body.decode()}, b""
        return status, {"Content-Type": kind}, body

    with serve(answer) as port:
        site.url = f"http://127.0.0.1:{port}"
        yield site


@dataclass(frozen=True)
class Crawled:
    """What a crawl came to."""

    code: int
    said: str
    complained: str
    latest: Path
    run: Path | None
    """The folder of the newest run, published or not."""

    def lines(self, name: str) -> list[dict[str, object]]:
        assert self.run is not None, self.complained
        return [json.loads(line) for line in (self.run / name).read_text(encoding="utf-8").splitlines()]

    def issues(self) -> dict[str, str]:
        """URL or path to the code of its issue."""
        return {str(issue["url"] or issue["saved_as"]): str(issue["code"]) for issue in self.lines("issues.jsonl")}


Crawl: TypeAlias = Callable[..., Crawled]


@pytest.fixture
def crawl(tmp_path: Path, run_command: Callable[..., subprocess.CompletedProcess[str]]) -> Crawl:
    """`crawl(source, …, into=…, **environment)`: the command in a process of its own, without politeness' waiting."""

    def run(*arguments: str, into: Path = tmp_path / "out", **environment: str) -> Crawled:
        quick = ["--set", "AUTOTHROTTLE_ENABLED=False", "--set", "RETRY_TIMES=0", "--allow-private", "127.0.0.1"]
        done = run_command("crawl", *arguments, "--into", into, *quick, **environment)
        runs = sorted((into / "runs").glob("2*")) if into.is_dir() else []
        return Crawled(done.returncode, done.stdout, done.stderr, into / "latest", runs[-1] if runs else None)

    return run


def test_reads_what_sitemaps_and_feeds_name_and_tells_what_it_did_not_read(site: Site, crawl: Crawl) -> None:
    for name in "abcde":
        site.page(f"/{name}", f"The {name.upper()} Story")
    site.page("/forbidden", "Secret")
    packed = gzip.compress(site.sitemap("/", "/c", "/missing"))
    site.answers["/packed.xml.gz"] = (200, "application/octet-stream", packed)
    site.sitemap("/plain.xml", "/a", "/b", "/a", "/forbidden", "https://elsewhere.example/x", "file:///etc/hostname")
    site.sitemap("/sitemap.xml", "/plain.xml", "/packed.xml.gz", index=True)
    feed = f"<rss><channel><item><link>{site.url}/d</link></item></channel></rss>"
    site.answers["/feed"] = (200, "application/rss+xml", feed.encode())
    site.answers["/moved"] = (301, "text/html", f"{site.url}/e".encode())
    site.answers["/away"] = (302, "text/html", b"http://elsewhere.example/")
    for hop in range(9):
        site.answers[f"/hop{hop}"] = (302, "text/html", f"{site.url}/hop{hop + 1}".encode())
    site.answers["/large"] = (200, "text/html", b"<h1>Large</h1>" + bytes(MAX_BYTES))
    site.answers["/robots.txt"] = (200, "text/plain", b"User-agent: *\nDisallow: /forbidden\n")

    done = crawl(*(f"{site.url}/{path}" for path in ("sitemap.xml", "feed", "moved", "away", "hop0", "large")))

    assert done.code == Exit.GOOD, done.complained
    assert [line["url"] for line in done.lines("reviews.jsonl")] == [f"{site.url}/{name}" for name in "abcde"]
    assert done.issues() == {
        f"{site.url}/forbidden": "blocked",
        f"{site.url}/missing": "fetch_failed",
        "https://elsewhere.example/x": "skipped",
        "file:///etc/hostname": "skipped",
        "http://elsewhere.example/": "skipped",
        f"{site.url}/hop5": "skipped",
        f"{site.url}/large": "skipped",
    }
    assert "/forbidden" not in site.asked
    assert len(site.asked) == len(set(site.asked))
    assert all(agent.startswith("anime-review-aggregator/") for agent in site.agents)


def test_the_same_pages_give_the_same_bytes_at_any_concurrency_and_hash_seed(
    site: Site, crawl: Crawl, tmp_path: Path
) -> None:
    names = [f"/{number}" for number in range(12)]
    for number, name in enumerate(names):
        site.page(name, f"Story {number % 7}", score=f"{number % 7}.5")
    site.sitemap("/sitemap.xml", *names)
    source = f"{site.url}/sitemap.xml"
    one = crawl(source, "-s", "CONCURRENT_REQUESTS=1", into=tmp_path / "one", PYTHONHASHSEED="1", LC_ALL="C")
    site.sitemap("/sitemap.xml", *reversed(names))
    many = crawl(
        source, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16", into=tmp_path / "many", PYTHONHASHSEED="2", TZ="Asia/Tokyo"
    )
    assert (one.code, many.code) == (0, 0), one.complained + many.complained
    for name in ("reviews.jsonl", "anime.jsonl", "issues.jsonl"):
        assert (one.latest / name).read_bytes() == (many.latest / name).read_bytes()
    assert len(one.lines("reviews.jsonl")) == 12


def test_a_site_that_forbids_everything_is_not_read(site: Site, crawl: Crawl) -> None:
    for path in "abcdef":
        site.page(f"/{path}", "A Story")
    site.answers["/robots.txt"] = (200, "text/plain", b"User-agent: *\nDisallow: /\n")
    done = crawl(*(f"{site.url}/{path}" for path in "abcdef"))
    assert done.code == Exit.BLOCKED
    assert site.asked == ["/robots.txt"]
    assert "Nothing could be read" in done.said


def test_a_site_whose_robots_txt_fails_is_not_read(site: Site, crawl: Crawl) -> None:
    site.page("/a", "A Story")
    site.answers["/robots.txt"] = (503, "text/plain", b"")
    done = crawl(f"{site.url}/a")
    assert done.code == Exit.BLOCKED
    assert "/a" not in site.asked


def test_a_site_that_bans_us_is_told_from_one_without_reviews(site: Site, crawl: Crawl) -> None:
    site.answers["/a"] = (429, "text/html", b"<h1>Too many requests</h1>")
    assert crawl(f"{site.url}/a").code == Exit.BLOCKED
    assert crawl(f"{site.url}/none").code == Exit.BELOW_FLOOR


def test_saved_and_live_pages_make_one_release(site: Site, crawl: Crawl, tmp_path: Path) -> None:
    site.page("/a", "A Story")
    site.page("/b", "Another Story")
    saved = tmp_path / "pages"
    saved.mkdir()
    (saved / "page.html").write_bytes(site.answers["/b"][2])
    done = crawl(f"{site.url}/a", str(saved))
    assert done.code == Exit.GOOD, done.complained
    assert [(line["title"], line["saved_as"]) for line in done.lines("reviews.jsonl")] == [
        ("Another Story", "page.html"),
        ("A Story", None),
    ]
    assert done.lines("anime.jsonl")[0].keys() >= {"id", "rating"}
