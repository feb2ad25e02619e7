"""Known pages are asked for again when they are due, with conditions; what stands of the others is published with them.

Sites that change as the days go by, each on an address of its own, which note what they are asked; one folder into
which they are crawled, run after run. Every test looks at one of the sites.
"""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from aggregator.frontier import Frontier, file_of
from aggregator.harvest import Health

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

    from tests.conftest import Serve, TooNear

PROJECT = Path(__file__).parents[2]
QUICK = ("AUTOTHROTTLE_ENABLED=False", "RETRY_TIMES=0", "AGGREGATOR_LONGEST_WAIT=0")
DAY = 86_400


@dataclass
class Asked:
    """A request that came."""

    path: str
    agent: str
    condition: str | None
    """If-None-Match, or If-Modified-Since."""
    status: int = 0
    """What it was answered with."""
    moment: float = field(default_factory=time.monotonic)


@dataclass
class Site:
    """A web server."""

    url: str
    pages: dict[str, bytes] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    """Path to another status than 200."""
    moved: dict[str, str] = field(default_factory=dict)
    tags: str = "honest"
    """How it tells whether a page changed: `honest`, `none`, `lying` (always another one), `dates`."""
    asked: list[Asked] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def review(self, path: str, *, score: str = "7.5", start: str = "2005-04-01", status: str = "Finished") -> None:
        """A review, by default of an anime that is long over."""
        rating = {"@type": "AggregateRating", "ratingValue": score, "bestRating": "10", "ratingCount": "12"}
        title = self.title(path)
        data = {"@type": "TVSeries", "name": title, "startDate": start, "aggregateRating": rating}
        self.pages[path] = (
            f"<!doctype html><html><head><title>{title}</title><script type='application/ld+json'>{json.dumps(data)}"
            f"</script></head><body><h1>{title}</h1><p>Status: {status}</p><p>About a moon.</p></body></html>"
        ).encode()

    def title(self, path: str) -> str:
        """What a page is about: every page of every site is about another anime."""
        site = self.url.rpartition(":")[0].rpartition(".")[2]
        drawn = (
            hashlib.sha256(f"{site}{path}".encode()).hexdigest().translate(str.maketrans("0123456789", "ghijklmnop"))
        )
        return f"{drawn[:6]} {drawn[6:12]}".title()

    def sitemap(self, *paths: str, changed: dict[str, str] | None = None) -> None:
        """Names pages, some with when they changed."""
        told = {path: f"<lastmod>{when}</lastmod>" for path, when in (changed or {}).items()}
        entries = "".join(f"<url><loc>{self.url}{path}</loc>{told.get(path, '')}</url>" for path in paths)
        self.pages["/sitemap.xml"] = f"<urlset>{entries}</urlset>".encode()

    def told(self) -> list[str]:
        """The paths that were asked for since the last time, but for robots.txt."""
        paths = [asked.path for asked in self.asked if asked.path != "/robots.txt"]
        self.asked = []
        return paths

    def answer(self, path: str, condition: str | None) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        if path in self.moved:
            return 302, {"Location": self.moved[path]}, b""
        body = self.pages.get(path)
        status = self.statuses.get("*", self.statuses.get(path, 200 if body is not None else 404))
        headers = {"Content-Type": "application/xml" if path.endswith(".xml") else "text/html; charset=utf-8"}
        if status != 200 or body is None:
            return status, headers, b"<h1>Not here</h1>"
        if self.tags == "lying":
            headers["ETag"] = f'"{next(self.numbers)}"'
            body = body.replace(b"</body>", b"<!-- nonce %d --></body>" % next(self.numbers))
        if self.tags == "honest":
            headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:12]}"'
        if self.tags == "dates":
            headers["Last-Modified"] = "Thu, 01 Jan 2026 00:00:00 GMT"
        if condition is not None and condition in {headers.get("ETag"), headers.get("Last-Modified")}:
            return 304, headers, b""
        return 200, headers, body


@dataclass
class Web:
    """Sites on 127.0.8.x, all on one port."""

    port: int = 0
    sites: dict[str, Site] = field(default_factory=dict)

    def site(self) -> Site:
        """Another site."""
        host = f"127.0.8.{len(self.sites) + 1}"
        self.sites[host] = Site(f"http://{host}:{self.port}")
        return self.sites[host]


@pytest.fixture(scope="module")
def web(serve: "Serve") -> Iterator[Web]:
    """No site yet."""
    web = Web()

    def answer(request: "BaseHTTPRequestHandler") -> tuple[int, dict[str, str], bytes]:
        site = web.sites[request.headers["Host"].partition(":")[0]]
        condition = request.headers.get("If-None-Match") or request.headers.get("If-Modified-Since")
        status, headers, body = site.answer(request.path, condition)
        if request.path == "/robots.txt" and "*" not in site.statuses:
            status, body = 404, b""
        site.asked.append(Asked(request.path, request.headers.get("User-Agent", ""), condition, status))
        return status, headers, body

    with serve(answer, "0.0.0.0") as port:
        web.port = port
        yield web


@dataclass(frozen=True)
class Crawled:
    """What a crawl came to."""

    code: int
    said: str
    complained: str
    run: Path
    """The folder of the run, published or not."""

    def lines(self, name: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in (self.run / name).read_text(encoding="utf-8").splitlines()]

    def paths(self, site: Site) -> list[str]:
        """The pages of a site that have a line."""
        urls = [str(line["url"]) for line in self.lines("reviews.jsonl")]
        return [url.removeprefix(site.url) for url in urls if url.startswith(f"{site.url}/")]

    def issues(self, site: Site) -> list[tuple[str, str]]:
        """Path and code of what there is to say of a site."""
        told = [(str(line["url"]), str(line["code"])) for line in self.lines("issues.jsonl")]
        return [(url.removeprefix(site.url), code) for url, code in told if url.startswith(f"{site.url}/")]

    @property
    def manifest(self) -> dict[str, object]:
        manifest: dict[str, object] = json.loads((self.run / "manifest.json").read_bytes())
        return manifest

    @property
    def harvest(self) -> dict[str, dict[str, object]]:
        counts = self.manifest["harvest"]
        assert isinstance(counts, list)
        return {count["source"]: count for count in counts}


Crawl: TypeAlias = Callable[..., Crawled]


def command(into: Path, *arguments: str, days: float = 0.0) -> list[str]:
    """The command's arguments, so many days from now, without politeness' waiting."""
    settings = [part for setting in (*QUICK, f"AGGREGATOR_AHEAD={days * DAY}") for part in ("--set", setting)]
    hosts = [part for number in range(1, 40) for part in ("--allow-private", f"127.0.8.{number}")]
    return ["crawl", *arguments, "--into", str(into), *settings, *hosts]


@pytest.fixture(scope="module")
def crawl(run_command: Callable[..., subprocess.CompletedProcess[str]]) -> Crawl:
    """`crawl(into, argument, …, days=…)`: the command in a process of its own."""

    def run(into: Path, *arguments: str, days: float = 0.0) -> Crawled:
        before = set((into / "runs").glob("2*"))
        done = run_command(*command(into, *arguments, days=days))
        (folder, *_) = [*sorted(set((into / "runs").glob("2*")) - before, reverse=True), into]
        return Crawled(done.returncode, done.stdout, done.stderr, folder)

    return run


def sources_of(sites: dict[str, Site], **more: str) -> str:
    """A sources.toml; `more` are further lines of single sources."""
    tables = [
        f'[sources.{name}]\nstart = ["{site.url}/sitemap.xml"]\nlicence = "licence of {name}"\n{more.get(name, "")}\n'
        for name, site in sites.items()
    ]
    return "\n".join(tables)


@dataclass
class History:
    """What came of every run."""

    into: Path
    sites: dict[str, Site]
    runs: dict[str, Crawled] = field(default_factory=dict)
    asked: dict[str, dict[str, list[Asked]]] = field(default_factory=dict)
    """Run and source to what was asked, but for robots.txt."""

    def take(self, name: str, crawled: Crawled) -> None:
        self.runs[name] = crawled
        self.asked[name] = {}
        for source, site in self.sites.items():
            self.asked[name][source] = [asked for asked in site.asked if asked.path != "/robots.txt"]
            site.asked = []

    def paths(self, run: str, source: str) -> list[str]:
        """What was asked of a source beside its sitemap."""
        return sorted(asked.path for asked in self.asked[run][source] if asked.path != "/sitemap.xml")

    def read(self, source: str) -> dict[str, list[str]]:
        """Run to the pages that it publishes."""
        return {name: run.paths(self.sites[source]) for name, run in self.runs.items()}

    def issues(self, source: str) -> dict[str, list[tuple[str, str]]]:
        return {name: run.issues(self.sites[source]) for name, run in self.runs.items()}


NAMES = (
    "steady", "airing", "lying", "dated", "vanishing", "final", "homing", "ill", "unlinked", "newer", "failing", "poor",
)  # fmt: skip
SETTLED = tuple(f"/{number}" for number in range(12))


@pytest.fixture(scope="module")
def history(web: Web, crawl: Crawl, tmp_path_factory: pytest.TempPathFactory) -> History:
    """Nine runs into one folder."""
    folder = tmp_path_factory.mktemp("sources")
    sites = {name: web.site() for name in NAMES}
    history = History(folder / "out", sites)
    file = folder / "sources.toml"
    file.write_text(sources_of(sites, poor="floors = {filled = {scores = 0.9}}"))
    for site in sites.values():
        for path in SETTLED[:3]:
            site.review(path)
        site.sitemap(*SETTLED[:3])
    for name in ("airing", "vanishing", "final", "homing", "ill"):
        sites[name].review("/x", status="Ongoing", start="2024-01-11")
        sites[name].sitemap(*SETTLED[:3], "/x")
    sites["lying"].tags, sites["dated"].tags = "lying", "dates"
    for path in SETTLED:
        sites["poor"].review(path, status="Ongoing")
    sites["poor"].sitemap(*SETTLED)

    def run(name: str, *arguments: str, days: float) -> None:
        history.take(name, crawl(history.into, "--sources", str(file), *arguments, days=days))

    run("first", days=0)
    sites["airing"].review("/x", status="Ongoing", start="2024-01-11", score="8.5")
    sites["airing"].review("/new")
    sites["airing"].sitemap(*SETTLED[:3], "/x", "/new")
    sites["vanishing"].statuses["/x"] = 404
    sites["final"].statuses["/x"] = 410
    sites["ill"].statuses["/x"] = 500
    sites["homing"].pages["/"] = b"<html><h1>Our reviews</h1><p>All of them.</p></html>"
    sites["homing"].moved["/x"] = "/"
    sites["unlinked"].sitemap(*SETTLED[:2])
    sites["failing"].statuses["*"] = 500
    for path in SETTLED:
        sites["poor"].pages[path] = sites["poor"].pages[path].replace(b"ratingValue", b"ratingVolume")
    run("a day later", days=1)
    sites["newer"].review("/0", score="9.5")
    sites["newer"].sitemap(*SETTLED[:3], changed={"/0": "2999-01-01", "/1": "1999-01-01"})
    run("two hours later", days=1.1)
    del sites["failing"].statuses["*"]
    for path in SETTLED:
        sites["poor"].review(path, status="Ongoing", score="6.5")
    run("two days later", days=2)
    run("three days later", days=3)
    run("one source", "steady", days=3.5)
    run("forty days later", days=40)
    sites["vanishing"].statuses = {}
    run("all", "--all", days=40.1)
    run("a year later", days=400)
    return history


def test_the_first_run_reads_everything_and_the_next_asks_only_what_is_due(history: History) -> None:
    assert history.runs["first"].code == 0, history.runs["first"].complained
    assert history.paths("first", "steady") == sorted(SETTLED[:3])
    for run in ("a day later", "two hours later", "two days later", "three days later"):
        assert [(asked.path, asked.status) for asked in history.asked[run]["steady"]] == [("/sitemap.xml", 304)]
    assert set(map(tuple, history.read("steady").values())) == {SETTLED[:3]}


def test_every_page_is_asked_for_within_the_bound_and_all_where_that_is_wanted(history: History) -> None:
    later = history.asked["forty days later"]["steady"]
    assert sorted((asked.path, asked.status) for asked in later) == [
        *((path, 304) for path in SETTLED[:3]),
        ("/sitemap.xml", 304),
    ]
    assert all(asked.condition for asked in later)
    assert history.paths("all", "steady") == sorted(SETTLED[:3])
    assert history.paths("a year later", "steady") == sorted(SETTLED[:3])


def test_what_airs_is_looked_at_daily_and_what_is_new_is_read(history: History) -> None:
    assert history.paths("a day later", "airing") == ["/new", "/x"]
    lines = history.runs["a day later"].lines("reviews.jsonl")
    (line,) = [line for line in lines if line["url"] == f"{history.sites['airing'].url}/x"]
    assert isinstance(line["scores"], list)
    assert line["scores"][0]["value"] == 8.5
    assert history.read("airing")["a day later"] == ["/0", "/1", "/2", "/new", "/x"]


def test_a_tag_that_lies_and_a_nonce_make_no_page_a_changed_one(history: History) -> None:
    assert {asked.status for asked in history.asked["forty days later"]["lying"]} == {200}
    assert history.paths("two days later", "lying") == []
    assert history.paths("a year later", "lying") == history.paths("a year later", "steady")


def test_a_date_is_a_condition_too(history: History) -> None:
    later = history.asked["forty days later"]["dated"]
    assert {(asked.condition, asked.status) for asked in later} == {("Thu, 01 Jan 2026 00:00:00 GMT", 304)}


def test_a_page_that_is_not_found_stands_until_the_third_visit(history: History) -> None:
    there = {name: "/x" in paths for name, paths in history.read("vanishing").items()}
    assert [name for name, is_there in there.items() if is_there] == [
        "first", "a day later", "two hours later", "two days later", "a year later",
    ]  # fmt: skip
    assert history.paths("two hours later", "vanishing") == []  # so soon it would be no other miss
    issues = history.issues("vanishing")
    assert issues["a day later"] == issues["two days later"] == [("/x", "fetch_failed")]
    assert issues["three days later"] == [("/x", "page_gone")]
    assert issues["one source"] == [("/x", "page_gone")]  # what was published of it stays as it was
    assert issues["forty days later"] == []
    deltas = history.runs["three days later"].lines("delta.jsonl")
    ended = {str(line["title"]): line["reason"] for line in deltas if line["op"] == "DEL"}
    assert ended[history.sites["vanishing"].title("/x")] == "gone"


def test_a_tombstone_is_visited_rarely_and_may_come_back(history: History) -> None:
    assert "/x" not in history.paths("forty days later", "vanishing")
    assert "/x" in history.read("vanishing")["a year later"]


def test_a_page_that_says_it_is_gone_for_good_is_believed_at_the_second_visit(history: History) -> None:
    there = [name for name, paths in history.read("final").items() if "/x" in paths]
    assert there == ["first", "a day later", "two hours later"]
    assert history.issues("final")["two days later"] == [("/x", "page_gone")]


def test_a_page_that_leads_to_the_front_page_is_gone_too(history: History) -> None:
    there = [name for name, paths in history.read("homing").items() if "/x" in paths]
    assert there == ["first", "a day later", "two hours later", "two days later"]


def test_what_is_the_sites_fault_makes_no_page_gone(history: History) -> None:
    assert all("/x" in paths for paths in history.read("ill").values())
    assert history.issues("ill")["three days later"] == [("/x", "fetch_failed")]
    assert "/x" in history.paths("three days later", "ill")


def test_a_page_that_is_no_more_linked_is_visited_all_the_same(history: History) -> None:
    assert all("/2" in paths for paths in history.read("unlinked").values())
    assert "/2" in history.paths("forty days later", "unlinked")


def test_a_sitemap_that_says_newer_makes_a_page_due(history: History) -> None:
    assert history.paths("two hours later", "newer") == ["/0"]
    assert history.paths("two days later", "newer") == []


def test_a_source_that_fails_keeps_its_reviews_and_the_others_are_published(history: History) -> None:
    run = history.runs["a day later"]
    assert run.code == 7, run.complained
    assert run.manifest["result"] == "degraded"
    first = history.runs["first"].manifest["started"]
    failing = run.harvest["failing"]
    assert (failing["outcome"], failing["reviews"], failing["kept"], failing["read_at"]) == ("failed", 3, 3, first)
    assert "robots.txt cannot be had" in str(failing["reasons"])
    assert run.harvest["steady"]["outcome"] == "read"
    assert "Published" in run.said
    assert "failing: " in run.said
    assert history.read("failing")["a day later"] == list(SETTLED[:3])
    assert history.runs["two days later"].harvest["failing"]["outcome"] == "read"
    note = (run.run / "SOURCES.md").read_text()
    assert f"| failing | 3 | licence of failing |  |  | failed: its last good reviews, of {first} |" in note


def test_readings_that_are_too_poor_are_not_published_and_asked_for_again(history: History) -> None:
    poor = history.runs["a day later"].harvest["poor"]
    assert poor["outcome"] == "failed"
    assert "0.0% of its reviews state scores" in str(poor["reasons"])
    assert sorted(history.paths("two hours later", "poor")) == sorted(SETTLED)
    again = [asked for asked in history.asked["two hours later"]["poor"] if asked.path != "/sitemap.xml"]
    assert {asked.condition for asked in again} == {None}
    assert history.runs["two days later"].harvest["poor"]["outcome"] == "read"
    for run in history.runs.values():
        lines = [line for line in run.lines("reviews.jsonl") if str(line["url"]).startswith(history.sites["poor"].url)]
        assert len(lines) == 12
        assert all(line["scores"] for line in lines)


def test_a_run_to_one_source_asks_that_one_alone_and_keeps_the_others(history: History) -> None:
    run = history.runs["one source"]
    assert run.code == 0, run.complained
    assert [name for name, asked in history.asked["one source"].items() if asked] == ["steady"]
    assert {count["outcome"] for name, count in run.harvest.items() if name != "steady"} == {"rested"}
    before, after = (history.runs[name].run / "reviews.jsonl" for name in ("three days later", "one source"))
    assert before.read_bytes() == after.read_bytes()


def test_status_tells_what_is_due_overdue_and_gone(history: History) -> None:
    asked = [sys.executable, "-m", "aggregator", "status", str(history.into)]
    said = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=PROJECT).stdout
    (final,) = [line for line in said.splitlines() if line.startswith("  final: ")]
    assert "1 page is gone" in final
    assert 'aggregator_crawled_gone_pages{source="final"} 1\n' in (history.into / "metrics.prom").read_text()
    for days, due, overdue in ((400, 0, 0), (461, 4, 4)):
        with Frontier.open(file_of(history.into), ahead=days * DAY) as frontier:
            assert frontier.last() is not None
            assert frontier.health("final") == Health(pages=4, due=due, overdue=overdue, gone=1)


def test_what_is_published_bit_by_bit_is_what_one_crawl_of_everything_publishes(
    history: History, crawl: Crawl, tmp_path: Path
) -> None:
    names = ("steady", "airing", "lying", "dated", "newer", "failing", "poor")
    some = {name: history.sites[name] for name in names}
    file = tmp_path / "sources.toml"
    file.write_text(sources_of(some, poor="floors = {filled = {scores = 0.9}}"))
    fresh = crawl(tmp_path / "fresh", "--sources", str(file))
    assert fresh.code == 0, fresh.complained
    urls = tuple(site.url for site in some.values())
    for name in ("reviews.jsonl", "issues.jsonl"):
        lines = (history.runs["a year later"].run / name).read_text().splitlines()
        ours = [line for line in lines if json.loads(line)["url"].startswith(urls)]
        assert ours == (fresh.run / name).read_text().splitlines(), name


# --- what is named on the command line ---


def test_a_site_that_did_not_change_is_not_sent_again_and_gives_the_same_release(
    web: Web, crawl: Crawl, tmp_path: Path
) -> None:
    site = web.site()
    links = "".join(f"<a href='{path}'>x</a>" for path in ("/0", "/1", "/x"))
    site.pages["/"] = f"<html><h1>All reviews</h1>{links}<a href='https://elsewhere.example/'>x</a></html>".encode()
    for path in ("/0", "/1", "/x"):
        site.review(path)
    site.pages["/1"] = site.pages["/1"].replace(b"About", b"<a href='/dead'>x</a> About")

    first = crawl(tmp_path, site.url)
    assert first.code == 0, first.complained
    assert {"/", "/0", "/1", "/x", "/dead"} <= set(site.told())
    second = crawl(tmp_path, site.url, days=0.1)
    sent = {asked.path for asked in site.asked if asked.status == 200}
    assert sent == set()
    assert {"/", "/0", "/1", "/x", "/dead"} <= set(site.told())
    for name in ("reviews.jsonl", "anime.jsonl", "issues.jsonl"):
        assert (first.run / name).read_bytes() == (second.run / name).read_bytes(), name
    assert second.lines("delta.jsonl") == []
    assert first.paths(site) == ["/0", "/1", "/x"]
    assert first.issues(site) == [("/dead", "fetch_failed")]

    site.pages["/"] = b"<html><h1>All reviews</h1><a href='/0'>x</a><a href='/1'>x</a></html>"
    site.statuses["/x"] = 410
    third = crawl(tmp_path, site.url, "--no-layouts", days=1)
    assert {asked.condition for asked in site.asked} == {None}, "read with other settings, all must be read anew"
    assert third.paths(site) == ["/0", "/1", "/x"]
    fourth = crawl(tmp_path, site.url, "--no-layouts", days=2)
    assert fourth.paths(site) == ["/0", "/1"]
    assert ("/x", "page_gone") in fourth.issues(site)


@pytest.mark.parametrize("status", [404, 500])
def test_16_a_site_that_is_gone_as_a_whole_is_no_fresh_success(
    web: Web, crawl: Crawl, tmp_path: Path, status: int
) -> None:
    site = web.site()
    for path in SETTLED[:3]:
        site.review(path)
    site.sitemap(*SETTLED[:3])
    good = crawl(tmp_path, f"{site.url}/sitemap.xml")
    assert good.code == 0, good.complained
    site.statuses |= dict.fromkeys((*SETTLED, "/sitemap.xml"), status)
    bad = crawl(tmp_path, f"{site.url}/sitemap.xml", days=1)
    assert bad.code == 7
    assert "0 of the pages that were asked for came" in bad.said
    assert (tmp_path / "latest").resolve() == good.run


# --- each source by its own settings ---


@pytest.fixture(scope="module")
def three(web: Web, tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site, Path]:
    """A source that is asked slowly, one with a small budget, saved material; and their sources.toml."""
    folder = tmp_path_factory.mktemp("three")
    slow, small, saved = web.site(), web.site(), web.site()
    for site in (slow, small):
        for path in SETTLED[:4]:
            site.review(path)
        site.sitemap(*SETTLED[:4])
    saved.review("/kept")
    (folder / "pages").mkdir()
    (folder / "pages" / "kept.html").write_bytes(saved.pages["/kept"])
    file = folder / "sources.toml"
    file.write_text(
        sources_of(
            {"slow": slow, "small": small},
            slow='delay = 0.4\ncontact = "slow@example.org"',
            small="max_pages = 3\nconcurrency = 1",
        )
        + '\n[sources.saved]\nstart = ["pages"]\n'
    )
    return slow, small, file


@pytest.mark.parametrize("workers", [1, 2])
def test_settings_hold_for_the_source_that_has_them(
    three: tuple[Site, Site, Path], crawl: Crawl, tmp_path: Path, workers: int, too_near: "TooNear"
) -> None:
    slow, small, file = three
    slow.asked, small.asked = [], []
    done = crawl(tmp_path, "--sources", str(file), "--workers", str(workers))
    assert done.code == 0, done.complained
    assert all("; slow@example.org)" in asked.agent for asked in slow.asked)
    assert not any("slow@" in asked.agent for asked in small.asked)
    moments = sorted(asked.moment for asked in slow.asked if asked.path != "/robots.txt")
    assert len(moments) == 5
    assert too_near(moments, 0.4) == []
    assert done.paths(slow) == list(SETTLED[:4])
    assert done.paths(small) == ["/0", "/1"]
    assert done.issues(small) == [("/", "budget")]
    assert {name: count["reviews"] for name, count in done.harvest.items()} == {"slow": 4, "small": 2, "saved": 1}
    again = crawl(tmp_path, "--sources", str(file), "slow", "--workers", str(workers), days=1)
    assert again.code == 0, again.complained
    assert (done.run / "reviews.jsonl").read_bytes() == (again.run / "reviews.jsonl").read_bytes()
    assert (done.run / "issues.jsonl").read_bytes() == (again.run / "issues.jsonl").read_bytes()


def test_10_a_run_to_several_sources_that_is_killed_is_gone_on_with(
    three: tuple[Site, Site, Path], crawl: Crawl, tmp_path: Path
) -> None:
    slow, small, file = three
    slow.asked, small.asked = [], []
    process = subprocess.Popen(
        [sys.executable, "-m", "aggregator", *command(tmp_path, "--sources", str(file))],
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
    )
    ends = time.monotonic() + 60
    while len(slow.asked) < 4 and time.monotonic() < ends:
        time.sleep(0.02)
    process.kill()
    process.wait()
    before = [asked.path for asked in slow.asked]
    done = crawl(tmp_path, "--sources", str(file))
    assert done.code == 0, done.complained
    assert done.paths(slow) == list(SETTLED[:4])
    assert {name: count["outcome"] for name, count in done.harvest.items()} == dict.fromkeys(
        ("slow", "small", "saved"), "read"
    )
    finished = before[:-1]  # the last one was under way
    after = [asked.path for asked in slow.asked][len(before) :]
    assert not {path for path in finished if path in SETTLED} & set(after)


MISTAKES = [
    (["--sources", "FILE", "slwo"], "has no source slwo. Did you mean slow?"),
    (["--sources", "FILE.bak"], "There is no"),
    (["--all", "FILE"], "--all goes with --sources"),
    ([], "Name what to crawl"),
]


@pytest.mark.parametrize(("arguments", "said"), MISTAKES)
def test_17_a_wrong_command_fetches_nothing(
    three: tuple[Site, Site, Path], crawl: Crawl, tmp_path: Path, arguments: list[str], said: str
) -> None:
    slow, small, file = three
    slow.asked, small.asked = [], []
    done = crawl(tmp_path / "out", *[argument.replace("FILE", str(file)) for argument in arguments])
    assert done.code == 2
    assert said in done.complained
    assert slow.asked == small.asked == []
    assert not (tmp_path / "out").exists()
