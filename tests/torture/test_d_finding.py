"""Finding pages: from one URL to a site's review pages, each once, within a budget that is told when it is used up.

One run crawls all the sites; every test looks at what was asked of one of them, and what came of it.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

    from tests.conftest import RunCommand, Serve

PROJECT = Path(__file__).parents[2]
MAX_PAGES, MAX_STEPS = 120, 4


@dataclass
class Site:
    """A web server: pages by path, or made as they are asked for; what it was asked, and what came of it."""

    host: str
    url: str = ""
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    make: Callable[[str], bytes | None] = lambda _: None
    asked: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    issues: dict[str, str] = field(default_factory=dict)
    """Message by code."""

    def html(self, path: str, body: str, head: str = "") -> None:
        page = f"<!doctype html><html><head>{head}</head><body><h1>Reviews</h1>{body}</body></html>"
        self.pages[path] = ("text/html", page.encode())

    def review(self, path: str, head: str = "", body: str = "", title: str = "") -> None:
        self.pages[path] = ("text/html", review(title or f"The Story of {self.host}{path}", head, body))

    def text(self, path: str, kind: str, text: str) -> None:
        self.pages[path] = (kind, text.replace("SITE", self.url).encode())

    def answer(self, request: "BaseHTTPRequestHandler") -> tuple[int, dict[str, str], bytes]:
        self.asked.append(request.path)
        kind, body = self.pages.get(request.path, ("text/html", self.make(request.path)))
        return 404 if body is None else 200, {"Content-Type": kind}, body or b""


def review(title: str, head: str = "", body: str = "") -> bytes:
    rating = {"@type": "AggregateRating", "ratingValue": "7.5", "bestRating": "10", "ratingCount": "12"}
    data = {"@type": "TVSeries", "name": title, "startDate": "2024-01-11", "aggregateRating": rating}
    return (
        f"<!doctype html><html><head>{head}<script type='application/ld+json'>{json.dumps(data)}</script></head>"
        f"<body><h1>{title}</h1><p>{title} is a series about a moon.</p>{body}</body></html>"
    ).encode()


def everything(site: Site) -> str:
    """A site that names its pages in every way."""
    head = (
        "<link rel='https://api.w.org/' href='/wp-json/'>"
        "<link rel=alternate type='application/rss+xml' href='/feed/'>"
        "<link rel=alternate type='application/rss+xml' href='/comments/feed/'>"
    )
    site.html("/", "<a href='/reviews/'>all</a><a href='/picture.jpg'>p</a><a href='/wp-login.php'>l</a>", head)
    site.text("/robots.txt", "text/plain", "Sitemap: SITE/maps.xml\nUser-agent: *\nDisallow: /secret\n")
    site.text("/maps.xml", "application/xml", "<sitemapindex><sitemap><loc>SITE/map.xml</loc></sitemap></sitemapindex>")
    site.text("/map.xml", "application/xml", "<urlset><url><loc>SITE/by-map</loc></url></urlset>")
    site.text("/feed/", "application/rss+xml", "<rss><channel><item><link>SITE/by-feed</link></item></channel></rss>")
    posts = "/wp-json/wp/v2/posts?_fields=link&per_page=100&page="
    site.text(f"{posts}1", "application/json", json.dumps([{"link": "SITE/post-1"}] * 100))
    site.text(f"{posts}2", "application/json", json.dumps([{"link": "SITE/post-2"}]))
    site.html("/reviews/", "<a href='/by-list-1'>1</a><a href='/reviews/page/2/'>2</a><a href='/secret'>s</a>")
    site.html("/reviews/page/2/", "<a href='/by-list-2'>1</a><a href='/reviews/page/3/' rel=next>3</a>")
    site.html("/reviews/page/3/", "<a href='/by-list-2'>1</a><a href='/reviews/page/4/' rel=next>4</a>")
    site.review("/by-list-1", body="<a href='/linked'>see also</a><a rel=nofollow href='/advert'>x</a>")
    for path in ("/by-map", "/by-feed", "/by-list-2", "/linked", "/advert", "/secret", "/post-1", "/post-2"):
        site.review(path)
    return "/"


def unnamed_sitemap(site: Site) -> str:
    site.html("/", "")
    site.text("/wp-sitemap.xml", "application/xml", "<urlset><url><loc>SITE/a</loc></url></urlset>")
    site.review("/a")
    return "/"


def a_list(site: Site) -> str:
    site.html("/list?sort=new", "<a href='/a'>A</a><a href='/list?sort=new&page=2'>2</a>")
    site.html("/list?sort=new&page=2", "<a href='/b'>B</a>")
    site.review("/a", body="<a href='/other'>see also</a>")
    site.review("/b")
    site.review("/other")
    return "/list?sort=new"


def a_review(site: Site) -> str:
    site.review("/a", body="<a href='/other'>see also</a>")
    site.review("/other")
    return "/a"


def dead_end(site: Site) -> str:
    site.html("/list", "<p>Nothing here.</p>")
    return "/list"


def variants(site: Site) -> str:
    spellings = ["/a", "/a/", "/a#top", "/a?utm_source=x", "/index.php/a", "/a?fbclid=1", "/A"]
    site.html("/list", "".join(f"<a href='{spelling}'>x</a>" for spelling in spellings))
    site.review("/a")
    site.review("/A", title="Another Story")
    return "/list"


def canonical(site: Site) -> str:
    site.html("/list", "<a href='/a?order=up'>x</a><a href='/b'>x</a>")
    site.review("/a?order=up", head="<link rel=canonical href='/a'>")
    site.review("/b", head="<link rel=canonical href='/'>")
    return "/list"


def calendar(site: Site) -> str:
    def month_of(path: str) -> bytes | None:
        month = int(path.rpartition("=")[2]) if "month=" in path else 0
        links = f"<a href='/?month={month + 1}'>next</a><a href='/?month={month - 1}'>previous</a><a href='/a'>a</a>"
        return None if "." in path else f"<!doctype html><html><body><h1>Calendar</h1>{links}</body></html>".encode()

    site.make = month_of
    site.review("/a")
    return "/"


def endless_list(site: Site) -> str:
    def page_of(path: str) -> bytes | None:
        if path.startswith("/review"):
            return review(f"Story {path}")
        number = int(path.rpartition("=")[2]) if "page=" in path else 1
        links = f"<a href='/review{number}'>r</a><a href='/list?page={number + 1}'>further</a>"
        return None if "." in path else f"<!doctype html><html><body><h1>All reviews</h1>{links}</body></html>".encode()

    site.make = page_of
    return "/list"


def nested_sitemaps(site: Site) -> str:
    def nested(path: str) -> bytes | None:
        inner = f"<sitemap><loc>{site.url}/map{len(path)}{path[4:]}</loc></sitemap>"
        return f"<sitemapindex>{inner}</sitemapindex>".encode() if path.startswith("/map") else None

    site.make = nested
    return "/map"


SITES = (
    everything, unnamed_sitemap, a_list, a_review, dead_end, variants, canonical, calendar, endless_list,
    nested_sitemaps,
)  # fmt: skip


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, serve: "Serve", run_command: "RunCommand") -> dict[str, Site]:
    """The sites, after the crawl."""
    into = tmp_path_factory.mktemp("out")
    sites: dict[str, Site] = {}
    by_host: dict[str, Site] = {}
    starts, allowed = [], []
    with serve(lambda request: by_host[request.headers["Host"]].answer(request), "0.0.0.0") as port:
        for number, build in enumerate(SITES, start=1):
            host = f"127.0.2.{number}"
            site = sites[build.__name__] = by_host[f"{host}:{port}"] = Site(host, f"http://{host}:{port}")
            starts.append(site.url + build(site))
            allowed += ["--allow-private", site.host]
        settings = (
            "AUTOTHROTTLE_ENABLED=False",
            f"AGGREGATOR_MAX_PAGES={MAX_PAGES}",
            f"AGGREGATOR_MAX_STEPS={MAX_STEPS}",
        )
        chosen = [part for setting in settings for part in ("-s", setting)]
        done = run_command("crawl", *starts, "--into", into, *allowed, *chosen)
    assert done.returncode == 0, done.stderr
    (folder,) = (into / "runs").glob("2*")
    assert "Traceback" not in (folder / "crawl.log").read_text()
    for site in sites.values():
        for line in map(json.loads, (folder / "reviews.jsonl").read_text().splitlines()):
            if line["url"].startswith(f"{site.url}/"):
                site.read.append(line["url"].removeprefix(site.url))
        for line in map(json.loads, (folder / "issues.jsonl").read_text().splitlines()):
            if (line["url"] or "").startswith(f"{site.url}/"):
                site.issues[line["code"]] = line["message"]
    return sites


def test_a_sites_root_is_enough(sites: dict[str, Site]) -> None:
    site = sites["everything"]
    wanted = {"/by-map", "/by-feed", "/by-list-1", "/by-list-2", "/linked", "/post-1", "/post-2"}
    assert wanted <= set(site.read)
    assert set(site.read) - wanted <= {"/reviews/"}
    assert "blocked" in site.issues
    assert len(site.asked) == len(set(site.asked))
    never = {"/secret", "/advert", "/picture.jpg", "/wp-login.php", "/comments/feed/", "/sitemap.xml"}
    assert not never & set(site.asked)
    assert "/reviews/page/4/" not in site.asked  # the third page of the list brought nothing new


def test_sitemaps_that_nobody_names_are_looked_for_where_they_usually_lie(sites: dict[str, Site]) -> None:
    assert (sites["unnamed_sitemap"].read, sites["unnamed_sitemap"].issues) == (["/a"], {})


def test_a_list_gives_its_pages_and_a_review_only_itself(sites: dict[str, Site]) -> None:
    assert sites["a_list"].read == ["/a", "/b"]
    assert "/other" not in sites["a_list"].asked
    assert sites["a_review"].asked == ["/robots.txt", "/a"]
    assert sites["a_review"].read == ["/a"]


def test_a_list_that_leads_nowhere_is_not_passed_over_in_silence(sites: dict[str, Site]) -> None:
    assert sites["dead_end"].asked == ["/robots.txt", "/list"]
    assert sites["dead_end"].issues or sites["dead_end"].read == ["/list"]


def test_42_addresses_that_differ_in_spelling_are_one_page_and_in_case_two(sites: dict[str, Site]) -> None:
    assert sites["variants"].read == ["/A", "/a"]
    assert sorted(sites["variants"].asked) == ["/A", "/a", "/list", "/robots.txt"]


def test_42_a_page_that_tells_its_own_address_goes_by_it(sites: dict[str, Site]) -> None:
    assert sites["canonical"].read == ["/a", "/b"]


def test_58_a_calendar_without_end_has_a_budget(sites: dict[str, Site]) -> None:
    site = sites["calendar"]
    assert "/a" in site.read
    assert f"{MAX_STEPS} steps" in site.issues["budget"]
    assert len(site.asked) < 25


def test_58_a_list_without_end_has_a_budget(sites: dict[str, Site]) -> None:
    site = sites["endless_list"]
    assert MAX_PAGES / 3 <= len(site.read) <= MAX_PAGES
    assert len(site.asked) <= MAX_PAGES + 1
    assert f"{MAX_PAGES} pages" in site.issues["budget"]


def test_58_sitemaps_that_name_sitemaps_have_an_end(sites: dict[str, Site]) -> None:
    assert "budget" in sites["nested_sitemaps"].issues
    assert len(sites["nested_sitemaps"].asked) < 8


def test_53_a_path_is_a_path_and_no_url(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "aggregator", "crawl", "file:///etc/hostname", "--into", str(tmp_path / "out")],
        check=False, capture_output=True, text=True, cwd=PROJECT, timeout=300,
    )  # fmt: skip
    assert done.returncode == 2, done.stdout
    assert "There is no" in done.stderr
