"""TORTURE E and the logs: what falls is named, what is published tells its age, and who is told changes nothing."""

import json
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aggregator import monitoring
from aggregator.exits import Exit, Refusal
from aggregator.history import healthy
from aggregator.journal import Begin, End, Read
from aggregator.logs import JsonLines, PlainLines, logging_into
from aggregator.manifest import Result, read_manifest
from aggregator.model import Review, Score
from aggregator.monitoring import metrics, status_of, told, watched
from aggregator.quality import FEWEST_COMPARED, suggested
from aggregator.release import Release, Terms, publish
from aggregator.run import Run

if TYPE_CHECKING:
    from tests.conftest import RunCommand, Serve

PROJECT = Path(__file__).parents[2]


def run_of(
    out: Path, number: int = 100, *, scored: float = 1.0, site: str = "site.example", **terms: object
) -> Release:
    """A run of so many reviews, such a share of them with a score."""
    with Run.open(out) as run:
        with run.journal("live") as journal:
            journal.append(Begin(crawl="live", sources=(f"https://me:pass@{site}/sitemap.xml?token=abc",)))
            for n in range(number):
                scores = (Score(source=site, value=7.0),) if n < number * scored else ()
                review = Review(
                    url=f"https://{site}/{n:04}", site=site, title=f"Moon {n}", headline=f"Moon {n}", scores=scores
                )
                journal.append(Read(review=review, content=str(n)))
            journal.append(End(reason="finished", counts={"pages": number}))
        return publish(run, Terms(**terms))  # type: ignore[arg-type]  # a test names what it needs


# --- 68, 69: floors and ceilings ---


def test_68_scores_that_fall_from_98_to_60_in_a_hundred_keep_the_release_and_name_field_and_pages(
    tmp_path: Path,
) -> None:
    good = run_of(tmp_path, scored=0.98)
    bad = run_of(tmp_path, scored=0.60)
    assert (bad.exit_code, bad.manifest.result) == (Exit.BELOW_FLOOR, Result.FAILURE)
    (reason,) = bad.manifest.reasons
    assert reason.startswith("site.example: 60.0% of its reviews state scores after 98.0% in the last good release")
    assert reason.count("https://site.example/") == 5
    assert "https://site.example/0060 " in reason  # one that stated it before
    (site,) = bad.manifest.sites
    assert site.floors == {"reviews": 50, "scores": 0.88}
    assert (tmp_path / "latest").resolve() == good.folder


@pytest.mark.parametrize(("scored", "code"), [(0.89, Exit.GOOD), (0.87, Exit.BELOW_FLOOR)])
def test_68_a_fall_by_a_tenth_is_the_limit(tmp_path: Path, scored: float, code: Exit) -> None:
    run_of(tmp_path, scored=0.98)
    assert run_of(tmp_path, scored=scored).exit_code is code


def test_68_a_person_may_accept_the_fall_and_is_still_warned(tmp_path: Path) -> None:
    run_of(tmp_path, scored=0.98)
    release = run_of(tmp_path, scored=0.60, accept_drift=True)
    assert release.exit_code is Exit.GOOD
    assert "state scores" in release.manifest.warnings[0]


def test_68_a_small_site_is_not_judged_by_shares(tmp_path: Path) -> None:
    run_of(tmp_path, FEWEST_COMPARED - 1)
    assert run_of(tmp_path, FEWEST_COMPARED - 1, scored=0.6).exit_code is Exit.GOOD


def test_68_only_good_runs_are_compared_with(tmp_path: Path) -> None:
    run_of(tmp_path, scored=0.98)
    run_of(tmp_path, scored=0.60)
    assert run_of(tmp_path, scored=0.60).exit_code is Exit.BELOW_FLOOR


def test_68_a_persons_bounds_hold_instead(tmp_path: Path) -> None:
    run_of(tmp_path, scored=0.98)
    (tmp_path / "bounds.toml").write_text('["site.example"]\nreviews = {min = 90}\nfilled = {scores = 0.5}\n')
    assert run_of(tmp_path, scored=0.60).exit_code is Exit.GOOD
    few = run_of(tmp_path, 80)
    assert few.exit_code is Exit.BELOW_FLOOR
    assert "site.example gave 80 reviews, its floor is 90" in few.manifest.reasons[0]


@pytest.mark.parametrize(
    "wrong", ["[", '["a"]\nfilled = {nonsense = 1}', '["a"]\nfilled = {scores = 95}', '["a"]\nleast = 3']
)
def test_68_bounds_that_cannot_be_read_are_refused(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "bounds.toml").write_text(wrong)
    with pytest.raises(Refusal, match=r"bounds\.toml") as refusal:
        run_of(tmp_path)
    assert refusal.value.exit_code is Exit.USAGE


def test_68_suggested_bounds_let_healthy_runs_pass_and_shut_on_a_fall(tmp_path: Path) -> None:
    for scored in (0.98, 1.0, 0.95):
        run_of(tmp_path, scored=scored)
    run_of(tmp_path, scored=0.2)  # no healthy one
    text = suggested([manifest.sites for manifest in healthy(tmp_path)])
    assert "# Proposed from 3 healthy runs." in text
    assert "reviews = {min = 80, max = 200}" in text
    assert "scores = 0.9\n" in text
    (tmp_path / "bounds.toml").write_text(text)
    assert run_of(tmp_path, scored=0.95).exit_code is Exit.GOOD
    assert run_of(tmp_path, scored=0.89).exit_code is Exit.BELOW_FLOOR


def test_69_twice_as_many_reviews_are_published_with_a_warning(tmp_path: Path) -> None:
    run_of(tmp_path, 20)
    assert run_of(tmp_path, 39).manifest.warnings == ()
    release = run_of(tmp_path, 78)
    assert release.exit_code is Exit.GOOD
    assert release.manifest.warnings == ("It holds 78 reviews, the last good release 39: twice as many.",)


def test_69_a_ceiling_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "bounds.toml").write_text('["site.example"]\nreviews = {max = 10}\n')
    assert run_of(tmp_path, 11).manifest.warnings == ("site.example gave 11 reviews, its ceiling is 10.",)


# --- 71: clocks ---


def test_71_a_clock_that_is_behind_says_so(tmp_path: Path) -> None:
    run_of(tmp_path)
    now = datetime.now(UTC)
    fresh = list(told(status_of(tmp_path), now + timedelta(hours=50)))
    assert "2 days ago" in fresh[1]
    assert "site.example: 100 reviews, read 2 days ago" in fresh[2]
    behind = list(told(status_of(tmp_path), now - timedelta(hours=3)))
    assert "the clock is behind, or was ahead then" in behind[1]


def test_71_a_release_of_tomorrow_is_a_warning_in_todays_manifest(tmp_path: Path) -> None:
    path = run_of(tmp_path).folder / "manifest.json"
    finished = read_manifest(path.parent).finished
    path.write_text(path.read_text().replace(finished, "2999-01-01T00:00:00Z"))
    assert "which is still to come" in run_of(tmp_path).manifest.warnings[0]


@pytest.mark.parametrize(("jump", "way"), [(3600, "back by"), (-3600, "forward by")])
def test_71_a_clock_that_jumps_during_a_run_is_told(tmp_path: Path, jump: int, way: str) -> None:
    with Run.open(tmp_path) as run:
        with run.journal("saved") as journal:
            journal.append(Begin(crawl="saved"))
            journal.append(Read(review=Review(title="a", headline="a", url="https://site.example/a")))
            journal.append(End(reason="finished"))
        run.started += timedelta(seconds=jump)
        manifest = publish(run, Terms()).manifest
    assert f"The clock jumped {way} 3" in manifest.warnings[0]


# --- 72: alerts ---


class Sink(BaseHTTPRequestHandler):
    """Takes alerts."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append(json.loads(body))  # type: ignore[attr-defined]  # set below
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def sink() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Sink)
    server.heard = []  # type: ignore[attr-defined]  # ours
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_72_an_alert_is_sent_when_a_folder_turns_and_never_twice(tmp_path: Path, sink: HTTPServer) -> None:
    url = f"http://127.0.0.1:{sink.server_address[1]}/"
    for number in (20, 20, 2, 2, 20):
        with watched(tmp_path, url):
            run_of(tmp_path, number)
    heard = sink.heard  # type: ignore[attr-defined]  # ours
    assert [alert["good"] for alert in heard] == [False, True]
    assert "below its floor" in heard[0]["text"]
    assert heard[0]["status"]["published"]["reviews"] == 20


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/?token=abc", "file:///etc/hostname", "nonsense"])
def test_72_a_sink_that_is_down_changes_nothing_and_is_logged_without_its_secrets(
    tmp_path: Path, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Refusal) as refusal, watched(tmp_path, url):
        raise Refusal(Exit.UNWRITABLE, "No space.")
    assert refusal.value.exit_code is Exit.UNWRITABLE
    assert "The alert could not be sent" in caplog.text
    assert "abc" not in caplog.text
    assert json.loads((tmp_path / "status.json").read_text())["last_run"]["exit_code"] == Exit.UNWRITABLE


def test_72_a_sink_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monitoring, "ALERT_TIMEOUT", 0.2)
    with (
        HTTPServer(("127.0.0.1", 0), Sink) as server,
        pytest.raises(Refusal),
        watched(tmp_path, f"http://127.0.0.1:{server.server_address[1]}/"),
    ):
        raise Refusal(Exit.UNWRITABLE, "No space.")


def test_72_a_status_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "status.json").mkdir()
    with watched(tmp_path):
        assert run_of(tmp_path).exit_code is Exit.GOOD


# --- Prometheus ---


def test_metrics_tell_of_the_run_and_of_what_is_published_apart(tmp_path: Path) -> None:
    run_of(tmp_path, 20)
    run_of(tmp_path, 2)
    lines = metrics(status_of(tmp_path)).splitlines()
    assert "aggregator_run_exit_code 7" in lines
    assert "aggregator_run_reviews 2" in lines
    assert "aggregator_release_reviews 20" in lines
    assert 'aggregator_source_reviews{site="site.example"} 20' in lines
    assert 'aggregator_source_filled_ratio{site="site.example",field="scores"} 1' in lines
    assert all(line.startswith(("# ", "aggregator_")) for line in lines)


# --- 40, 62, 63: logs ---

HOSTILE = "a\n2026-01-01T00:00:00.000Z [x] ERROR: forged\x1b[2J\u2028\u202e {0} %s ${x} {{7*7}}"


@pytest.mark.parametrize("formatter", [PlainLines(), JsonLines()])
def test_40_62_a_title_can_neither_forge_a_line_nor_colour_a_terminal(formatter: logging.Formatter) -> None:
    record = logging.LogRecord("pages", logging.INFO, "", 0, "Read %s", (HOSTILE,), None)
    first, *others = formatter.format(record).split("\n")
    assert all(line.startswith("    ") for line in others)
    assert not set("\x1b\u2028\u202e\r") & set(first + "".join(others))
    assert "{0} %s ${x} {{7*7}}" in first + "".join(others)


def test_62_a_line_of_json_is_an_object_with_the_text_as_it_was() -> None:
    record = logging.LogRecord("pages", logging.INFO, "", 0, "Read %s", (HOSTILE,), None)
    line = json.loads(JsonLines().format(record))
    assert (line["level"], line["logger"], line["message"]) == ("INFO", "pages", f"Read {HOSTILE}")


def test_63_secrets_stand_neither_in_logs_nor_in_the_manifest(tmp_path: Path) -> None:
    secrets = "https://me:hunter2@site.example/a?api_key=hunter2 {'Proxy-Authorization': 'Basic hunter2'}"
    with logging_into(tmp_path / "log"):
        logging.getLogger("test").info("Fetching %s", secrets)
        logging.getLogger("test").error("Failed", exc_info=ValueError(secrets))
    written = (tmp_path / "log").read_text()
    assert "site.example/a" in written
    assert "ValueError: " in written
    assert "hunter2" not in written
    manifest = run_of(tmp_path / "out").manifest
    assert manifest.sources == ("https://site.example/sitemap.xml?token=[hidden]",)


def telling(request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], bytes]:
    """A site with a good page, a broken one, one that robots.txt forbids, and one that sends elsewhere."""
    path = request.path.partition("?")[0]
    body = {
        "/robots.txt": b"User-agent: *\nDisallow: /no",
        "/a": b'<script type=\'application/ld+json\'>{"@type": "Movie", "name": "A Story"}</script>',
    }.get(path, b"")
    headers = {
        "Location": "http://127.0.0.1:9/?access_token=hunter2", "Set-Cookie": "session=hunter2",
        "Content-Type": "text/plain" if path == "/robots.txt" else "text/html",
    }  # fmt: skip
    return 302 if path == "/away" else 200 if body else 500, headers, body


LINES = ("*.jsonl", "*.parquet", "*.journal", "*.sqlite*")
"""What holds URLs as they are: they are what pages are known by."""


@pytest.mark.parametrize("log", [(), ("--log-json",), ("--verbose",)], ids=["text", "JSON", "stderr"])
def test_63_a_crawl_of_urls_with_secrets_tells_none_of_them(
    tmp_path: Path, log: tuple[str, ...], serve: "Serve", run_command: "RunCommand"
) -> None:
    out = tmp_path / "out"
    with serve(telling) as port:
        place = f"127.0.0.1:{port}"
        sources = [f"http://me:hun%40ter1@{place}/{path}?api_key=hunter2&n=1" for path in ("a", "broken", "no", "away")]
        settings = {
            "LOG_LEVEL": "DEBUG", "RETRY_TIMES": "0", "AUTOTHROTTLE_ENABLED": "False",
            "AWS_SECRET_ACCESS_KEY": "hunter2", "HTTPPROXY_AUTH_ENCODING": "utf-8", "SOME_API_KEY": "hunter2",
            "DEFAULT_REQUEST_HEADERS": '{"Authorization": "Bearer hunter2", "Cookie": "a=hunter2"}',
        }  # fmt: skip
        chosen = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        ended = run_command(
            *("crawl", *sources, "--into", out, "--allow-private", place, *chosen, "--floor", "2"),
            *("--alert", "http://me:hunter1@127.0.0.1:1/?token=hunter2", *log),
        )
    assert ended.returncode == Exit.BELOW_FLOOR, ended.stderr
    told = {"said": ended.stdout + ended.stderr}
    told |= {
        str(path.relative_to(out)): path.read_text(errors="replace")
        for path in out.rglob("*")
        if path.is_file() and not any(map(path.match, LINES)) and "answers" not in path.parts
    }
    assert {"status.json", "metrics.prom"} < set(told)
    assert "".join(told.values()).count(place) > 10
    assert {name: text for name, text in told.items() if "hunter" in text or "hun%40ter" in text} == {}
    lines = b"".join(path.read_bytes() for path in out.glob("runs/2*/*.jsonl"))
    assert b"/a?" in lines
    assert b"hun%40ter1" not in lines


# --- 59: names of files ---


@pytest.mark.parametrize("title", ["../../etc/x", "CON", "x" * 300, "a\0b", "/etc/passwd"])
def test_59_a_title_names_no_file(tmp_path: Path, title: str) -> None:
    with Run.open(tmp_path / "out") as run:
        with run.journal("live") as journal:
            journal.append(Begin(crawl="live"))
            journal.append(Read(review=Review(title=title, headline=title, url=f"https://site.example/{title[:20]}")))
            journal.append(End(reason="finished"))
        assert publish(run, Terms()).exit_code is Exit.GOOD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert all(title[:20] not in path.name for path in (tmp_path / "out").rglob("*"))
