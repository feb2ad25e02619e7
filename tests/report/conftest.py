"""Small releases, and a real Chromium that looks at their reports."""

import functools
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect, sync_playwright

from aggregator.model import Anime, Issue, Kind, Review, SourcedScore
from aggregator.quality import fill_rates
from aggregator.report import write_report
from aggregator.report.server import Site, plain_server

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

PATIENCE = 60_000
"""Milliseconds after which something does not come any more, on a machine of which little is ours."""
expect.set_options(timeout=PATIENCE)

MakeRelease: TypeAlias = Callable[..., Path]
OpenReport: TypeAlias = Callable[..., Page]
Score: TypeAlias = Callable[..., SourcedScore]


def make_score(source: str, value: float, *, scale_max: float | None = 10.0, **more: object) -> SourcedScore:
    fields = {
        "scale_min": 0.0,
        "votes": None,
        "kind": Kind.USERS,
        "text": f"{value:g}",
        "url": None,
        "counted": True,
        **more,
    }
    return SourcedScore(source=source, value=value, scale_max=scale_max, **fields)  # type: ignore[arg-type]  # a test names what it needs


@pytest.fixture(scope="session")
def score() -> Score:
    """`score(source, value, scale_max=…, votes=…)`: one input of a rating."""
    return make_score


def write_release(
    folder: Path,
    anime: Sequence[Anime],
    reviews: Sequence[Review] = (),
    issues: Sequence[Issue] = (),
    **manifest: object,
) -> Path:
    """A release's folder as a run would have left it, with these lines."""
    folder.mkdir(parents=True)
    named: dict[str, Sequence[Review] | Sequence[Anime] | Sequence[Issue]] = {
        "reviews.jsonl": reviews,
        "anime.jsonl": sorted(anime, key=lambda each: each.id),
        "issues.jsonl": issues,
    }
    for name, lines in named.items():
        (folder / name).write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    pages = Counter(review.site for review in reviews)
    told = {
        "run": folder.name,
        "result": "success",
        "exit_code": 0,
        "reasons": (),
        "started": "2026-03-01T10:00:00Z",
        "finished": "2026-03-01T10:05:00Z",
        "previous": None,
        "sources": ("pages",),
        "settings": {},
        "versions": {"python": "3"},
        "counts": {
            "pages": len(reviews),
            "reviews": len(reviews),
            "anime": len(anime),
            "scores": sum(len(each.scores) for each in anime),
            "averaged": sum(each.rating_count for each in anime),
            "issues": len(issues),
        },
        "sites": [{"site": site, "reviews": pages[site], "issues": {}} for site in sorted(pages, key=str)],
        "fill_rates": {"reviews": fill_rates(reviews), "anime": fill_rates(anime)},
        "resolution": {},
        "crawls": (),
        "files": [
            {"name": name, "rows": len(lines), "bytes": (folder / name).stat().st_size, "sha256": "0" * 64}
            for name, lines in named.items()
        ],
        **manifest,
    }
    (folder / "manifest.json").write_bytes(msgspec.json.encode(told))
    return folder


@pytest.fixture
def make_release(tmp_path: Path) -> MakeRelease:
    """`make_release(anime, reviews, issues, name=…, previous=…)`: the folder of a release with these lines."""

    def make(*lines: Sequence[object], name: str = "now", **manifest: object) -> Path:
        return write_release(tmp_path / "runs" / name, *lines, **manifest)  # type: ignore[arg-type]  # likewise

    return make


@pytest.fixture(scope="session")
def big_release(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The same for releases that several tests share."""
    return lambda *lines, **manifest: write_release(tmp_path_factory.mktemp("runs") / "now", *lines, **manifest)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, installed when it is missing and can be.

    It is closed after each module: as long as Playwright is there, its event loop runs, and asyncio starts no other.
    """
    if shutil.which("chromium") is None:
        installed = subprocess.run([ROOT / "scripts" / "install-browser"], capture_output=True, text=True, check=False)
        if installed.returncode and shutil.which("apt-get") is None:
            pytest.skip(installed.stderr)
        assert installed.returncode == 0, installed.stderr
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_file(browser: Browser) -> Iterator[OpenReport]:
    """`open_file(path, phone=…, dark=…)`: a report from the disk.

    Whatever the console complains of fails the test, but for `complaints`: those must come.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    expected: list[str] = []

    def opened(
        report: Path | str, *, phone: bool = False, dark: bool = False, address: str = "", complaints_of: str = ""
    ) -> Page:
        expected.extend([complaints_of] * bool(complaints_of))
        context = browser.new_context(
            viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", functools.partial(_complain, complaints))
        page.on("pageerror", lambda error: complaints.append(_message(error)))
        page.on("requestfailed", lambda request: complaints.append(f"asked for {request.url}"))
        page.on("dialog", lambda dialog: complaints.append(f"a dialog: {dialog.message}"))
        page.goto(f"{report.as_uri() if isinstance(report, Path) else report}{address}")
        page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [each for each in complaints if not any(words in each for words in expected)] == []
    assert [words for words in expected if not any(words in each for each in complaints)] == []


@pytest.fixture
def open_report(open_file: OpenReport, tmp_path: Path) -> OpenReport:
    """`open_report(release, …)`: writes the report of a release and opens it."""

    def opened(release: Path, **how: object) -> Page:
        return open_file(write_report(release, tmp_path / "report.html"), **how)

    return opened


@pytest.fixture
def port(make_release: MakeRelease, tmp_path: Path) -> Iterator[int]:
    """A running server of the standard library, with the report of a release of one anime."""
    report = write_report(make_release([Anime(id="a-1", title="One")], name="served"), tmp_path / "served.html")
    with plain_server(Site(report.read_text(encoding="utf-8"), "127.0.0.1"), "127.0.0.1", 0) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running.server_address[1]
        running.shutdown()
        thread.join()


def _complain(complaints: list[str], message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        complaints.append(message.text)


def _message(error: Error) -> str:
    return str(error)
