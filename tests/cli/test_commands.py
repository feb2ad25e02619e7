"""The commands as a person types them: what they print, what they leave behind, how they end."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec
import pytest

from aggregator import cli
from aggregator.exits import Exit
from aggregator.model import AnimeType, Review
from aggregator.release import read_manifest
from aggregator.run import Run

T = TypeVar("T")
PROJECT = Path(__file__).parents[2]
Command: TypeAlias = Callable[..., tuple[int, str, str]]
RunCommand: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
PAGE = """<!doctype html><html><head><title>{0}</title><script type="application/ld+json">
{{"@type": "TVSeries", "name": "{0}", "startDate": "2024-01-11", "description": "A story of the {0}.",
"aggregateRating": {{"ratingValue": {1}, "bestRating": 10, "ratingCount": 3}}}}
</script></head><body><h1>{0}</h1></body></html>"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    for name, title, score in (("a", "Red Moon", 5.9), ("b", "Blue Sun", 8), ("c", "Red Moon", 6.2)):
        (folder / name).mkdir(parents=True)
        (folder / name / "page.html").write_text(PAGE.format(title, score))
        (folder / name / "meta.json").write_text(
            json.dumps({"url": f"https://{name}.example/{title.replace(' ', '-')}"})
        )
    return folder


@pytest.fixture
def command(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Command:
    """`command("read", page)`: in this process. Exit code, what was said, what was complained of."""

    def run(*arguments: object) -> tuple[int, str, str]:
        handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        monkeypatch.setattr(sys, "argv", ["aggregator", *map(str, arguments)])
        monkeypatch.chdir(tmp_path)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        for number, handler in handlers.items():
            signal.signal(number, handler)
        said, complained = (text.decode() for text in capfdbinary.readouterr())
        return int(ended.value.code or 0), said, complained

    return run


# --- crawl ---


def test_crawl_shows_what_came_out_and_a_poorer_run_leaves_it_alone(
    pages: Path, tmp_path: Path, run_command: RunCommand
) -> None:
    out = tmp_path / "out"
    done = run_command("crawl", pages, "--into", out)
    assert done.returncode == Exit.GOOD, done.stderr
    assert re.search(
        r"pages read +3 .*\nreviews +3 .*\nanime +2\nscores +3 +3 of them averaged\nissues +0\n", done.stdout
    )
    assert str((out / "latest").resolve()) in done.stdout
    assert "Red Moon  6.1 of 10  the mean of 2 scores" in done.stdout or "Blue Sun  8.0 of 10" in done.stdout
    before = {path.name: path.read_bytes() for path in (out / "latest").iterdir()}

    (tmp_path / "empty").mkdir()
    poorer = run_command("crawl", tmp_path / "empty", "--into", out)
    assert poorer.returncode == Exit.BELOW_FLOOR
    assert "It holds 0 reviews, the floor is 1." in poorer.stdout
    assert {path.name: path.read_bytes() for path in (out / "latest").iterdir()} == before


def test_saved_pages_in_other_folders_and_another_hash_seed_give_the_same_bytes(
    pages: Path, tmp_path: Path, run_command: RunCommand
) -> None:
    for seed in ("1", "2"):
        done = run_command("crawl", pages, "--into", tmp_path / seed, cwd=tmp_path, PYTHONHASHSEED=seed)
        assert done.returncode == Exit.GOOD, done.stderr
    for name in ("reviews.jsonl", "anime.jsonl", "issues.jsonl"):
        assert (tmp_path / "1" / "latest" / name).read_bytes() == (tmp_path / "2" / "latest" / name).read_bytes()


def test_scrapy_crawl_publishes_through_the_same_pipelines(pages: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "saved",
        "-a",
        f"root={pages}",
        "-a",
        f"into={tmp_path / 'out'}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, cwd=PROJECT)
    assert done.returncode == 0
    assert read_manifest(tmp_path / "out" / "latest").counts.anime == 2
    assert "Published" in done.stderr


def test_a_first_signal_ends_a_crawl_in_good_order(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number in range(3000):
        shutil.copy(pages / "a" / "page.html", pages / f"{number}.html")
    process = subprocess.Popen(
        [sys.executable, "-m", "aggregator", "crawl", str(pages), "--into", str(out)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )
    journal = _wait_for(lambda: next(out.glob("runs/.2*/journal/saved.journal"), None))
    _wait_for(lambda: journal.stat().st_size > 10_000 or None)
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=300)
    assert process.returncode == Exit.INTERRUPTED
    assert "Not published (interrupted)" in said
    assert not (out / "latest").exists()
    (run,) = (out / "runs").glob("2*")
    manifest = read_manifest(run)
    assert manifest.exit_code == Exit.INTERRUPTED
    assert 0 < manifest.counts.pages < 3000


def _wait_for(look: Callable[[], T | None]) -> T:
    """What there is to see, as soon as there is something."""
    for _ in range(6000):
        if (seen := look()) is not None:
            return seen
        time.sleep(0.05)
    raise AssertionError("nothing came in 300 seconds")


# --- how commands end ---


def test_what_does_not_exist_is_refused_before_anything_is_written(command: Command, tmp_path: Path) -> None:
    code, _, complained = command("crawl", "nonesuch", "--into", "out")
    assert code == Exit.USAGE
    assert complained == "aggregator: There is no nonesuch: name a saved page, a folder of them, or an http(s) URL.\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("crawl",),
        ("nonsense",),
        ("crawl", ".", "--floor", "many"),
        ("crawl", ".", "--set", "nonsense"),
        ("show", "."),
    ],
)
def test_wrong_usage_has_its_exit_code(command: Command, arguments: tuple[str, ...]) -> None:
    assert command(*arguments)[0] == Exit.USAGE


def test_a_setting_that_scrapy_cannot_take_is_wrong_usage(pages: Path, tmp_path: Path, run_command: RunCommand) -> None:
    done = run_command("crawl", pages, "--into", tmp_path / "out", "--set", "CONCURRENT_ITEMS=many")
    assert done.returncode == Exit.USAGE
    assert "The crawl could not begin" in done.stdout
    assert not (tmp_path / "out" / "latest").exists()


def test_output_that_cannot_be_written_is_refused_before_anything_is_read(
    command: Command, pages: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    code, _, complained = command("crawl", pages, "--into", "file")
    assert code == Exit.UNWRITABLE
    assert "cannot be written" in complained


def test_a_folder_that_another_run_holds_is_refused(command: Command, pages: Path, tmp_path: Path) -> None:
    with Run.open(tmp_path / "out") as run:
        code, _, complained = command("crawl", pages, "--into", "out")
    assert code == Exit.LOCKED
    assert f"process {os.getpid()}, run {run.id}, since" in complained


def test_help_tells_the_exit_codes(command: Command) -> None:
    for arguments in (("--help",), ("crawl", "--help")):
        code, said, _ = command(*arguments)
        assert code == Exit.GOOD
        assert all(f"{exit_code.value}  {exit_code.meaning[:30]}" in said for exit_code in Exit)


# --- one page ---


def test_read_prints_the_line_that_a_crawl_would_publish(command: Command, pages: Path) -> None:
    code, said, _ = command("read", pages / "a" / "page.html", "--json")
    line = json.loads(said)
    assert code == Exit.GOOD
    assert (line["title"], line["url"], line["saved_as"]) == ("Red Moon", "https://a.example/Red-Moon", "page.html")


def test_read_prints_what_a_page_states_for_people(command: Command, pages: Path) -> None:
    code, said, _ = command("read", pages / "a" / "page.html", "--url", "https://other.example/x")
    assert code == Exit.GOOD
    assert re.search(r"^title +Red Moon$", said, re.MULTILINE)
    assert re.search(r"^url +https://other.example/x$", said, re.MULTILINE)
    assert "episodes" not in said


def test_explain_tells_where_each_value_came_from_and_what_others_found(command: Command, pages: Path) -> None:
    code, said, _ = command("explain", pages / "a" / "page.html")
    assert code == Exit.GOOD
    assert re.search(r"^title +Red Moon\n +jsonld, jsonld\[0\]\.name: Red Moon\n +also: Red Moon\n", said, re.MULTILINE)


def test_a_page_that_is_no_review_is_told_why(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html></html>")
    code, said, complained = command("read", "a.html")
    assert (code, said) == (Exit.BELOW_FLOOR, "")
    assert complained.startswith("aggregator: No review (")
    assert command("explain", "nonesuch.html")[0] == Exit.USAGE


# --- reviews that were read before ---


def test_resolve_makes_a_release_and_names_the_lines_it_cannot_read(
    command: Command, pages: Path, tmp_path: Path
) -> None:
    lines = [command("read", page, "--json")[1] for page in sorted(pages.glob("*/page.html"))]
    text = "".join([lines[0], '{"title": "no headline"}\n', lines[1], lines[2], lines[0][:40]])
    (tmp_path / "reviews.jsonl").write_bytes(text.encode() + b"\xff")
    code, said, complained = command("resolve", "reviews.jsonl", "--into", "out")
    assert code == Exit.GOOD
    assert re.search(r"anime +2", said)
    assert "reviews.jsonl, line 2 is no review: " in complained
    assert "reviews.jsonl, line 5 is no review (the file is torn there): " in complained
    assert read_manifest(tmp_path / "out" / "latest").counts.by_issue["unreadable"] == 2


def test_resolving_a_release_again_gives_the_same_anime(command: Command, pages: Path, tmp_path: Path) -> None:
    lines = [command("read", page, "--json")[1] for page in sorted(pages.glob("*/page.html"))]
    (tmp_path / "reviews.jsonl").write_text("".join(lines))
    assert command("resolve", "reviews.jsonl", "--into", "one")[0] == Exit.GOOD
    assert command("resolve", "one/latest/reviews.jsonl", "--into", "two")[0] == Exit.GOOD
    one, two = (tmp_path / name / "latest" / "anime.jsonl" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_resolve_of_nothing_is_refused(command: Command, tmp_path: Path) -> None:
    assert command("resolve", "nonesuch.jsonl", "--into", "out")[0] == Exit.USAGE
    (tmp_path / "empty.jsonl").touch()
    assert command("resolve", "empty.jsonl", "--into", "out")[0] == Exit.BELOW_FLOOR


def test_show_prints_as_many_anime_as_asked_for(command: Command, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "reviews.jsonl").write_text(
        "".join(command("read", page, "--json")[1] for page in sorted(pages.glob("*/page.html")))
    )
    command("resolve", "reviews.jsonl", "--into", "out")
    assert command("show", "out", "2")[1].count(" of 10  the mean of ") == 2
    assert command("show", "out", "0")[1].count(" of 10  the mean of ") == 0
    assert command("show", tmp_path / "out" / "latest")[0] == Exit.GOOD


# --- people's judgements ---


def test_a_judgement_holds_from_the_next_run_on(command: Command, pages: Path, tmp_path: Path) -> None:
    lines = [command("read", page, "--json")[1] for page in sorted(pages.glob("*/page.html"))]
    (tmp_path / "reviews.jsonl").write_text("".join(lines))
    command("resolve", "reviews.jsonl", "--into", "out")
    two = ("http://a.example/Red-Moon/", "https://c.example/Red-Moon")
    assert command("judge", "different", *two, "--into", "out", "--why", "a remake")[0] == Exit.GOOD
    judgement = json.loads((tmp_path / "out" / "judgements.jsonl").read_text())
    assert (judgement["verdict"], judgement["why"]) == ("different", "a remake")
    command("resolve", "reviews.jsonl", "--into", "out")
    assert read_manifest(tmp_path / "out" / "latest").counts.anime == 3


def test_why_and_doubts_tell_what_a_judgement_would_settle(command: Command, pages: Path, tmp_path: Path) -> None:
    lines = [command("read", page, "--json")[1] for page in sorted(pages.glob("*/page.html"))]
    (tmp_path / "reviews.jsonl").write_text("".join(lines))
    command("resolve", "reviews.jsonl", "--into", "out")
    code, said, _ = command("why", "https://a.example/Red-Moon", "https://c.example/Red-Moon", "--into", "out")
    assert code == Exit.GOOD
    assert said.startswith("ONE ANIME")
    assert command("why", "https://a.example/Red-Moon", "nonesuch", "--into", "out")[0] == Exit.USAGE
    assert command("doubts", "--into", "out")[0] == Exit.GOOD


@pytest.fixture
def in_doubt(command: Command, tmp_path: Path) -> None:
    """A release of two pages of which nobody can say whether they are about one work."""
    one = Review(url="https://a.example/1", site="a.example", title="Red Moon", headline="Red Moon", type=AnimeType.TV)
    two = Review(url="https://b.example/2", site="b.example", title="The Red Moon", headline="The Red Moon", year=2019)
    (tmp_path / "reviews.jsonl").write_bytes(msgspec.json.encode(one) + b"\n" + msgspec.json.encode(two) + b"\n")
    command("resolve", "reviews.jsonl", "--into", "out")


@pytest.mark.usefixtures("in_doubt")
def test_the_pairs_in_doubt_are_shown_side_by_side_and_the_answer_recorded(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("perhaps\nd\n"))
    code, said, _ = command("judge", "--into", "out", "--who", "me")
    assert code == Exit.GOOD
    assert "title\tRed Moon\tThe Red Moon" in said
    judgement = json.loads((tmp_path / "out" / "judgements.jsonl").read_text())
    assert (judgement["verdict"], judgement["a"], judgement["b"], judgement["who"]) == (
        "different",
        "https://a.example/1",
        "https://b.example/2",
        "me",
    )
    assert "No pair of pages is in doubt." in command("judge", "--into", "out")[1]
    command("resolve", "reviews.jsonl", "--into", "out")
    assert read_manifest(tmp_path / "out" / "latest").counts.anime == 2


@pytest.mark.usefixtures("in_doubt")
@pytest.mark.parametrize("answers", ["q\n", ""])
def test_who_answers_nothing_records_nothing(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    assert command("judge", "--into", "out")[0] == Exit.GOOD
    assert not (tmp_path / "out" / "judgements.jsonl").exists()


def test_a_judgement_on_what_nobody_knows_is_refused(command: Command, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "reviews.jsonl").write_text(command("read", pages / "a" / "page.html", "--json")[1])
    assert command("judge", "same", "x", "y", "--into", "out")[0] == Exit.USAGE
    command("resolve", "reviews.jsonl", "--into", "out")
    code, _, complained = command("judge", "same", "https://a.example/Red-Moon", "https://x.example/", "--into", "out")
    assert code == Exit.USAGE
    assert "https://x.example/ is no page and no anime of" in complained
    assert not (tmp_path / "out" / "judgements.jsonl").exists()


# --- layouts ---


def test_layouts_lists_what_can_be_read(command: Command) -> None:
    code, said, _ = command("layouts")
    assert code == Exit.GOOD
    assert re.search(r"^taqyeem\t", said, re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for folder in ("aggregator/layouts", "tests/fixtures"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def test_new_writes_a_layout_and_a_fixture_that_is_not_filled_in(command: Command, pages: Path, project: Path) -> None:
    code, said, _ = command("new", "my_site", "--from", pages / "a" / "page.html")
    assert code == Exit.GOOD
    module = (project / "aggregator" / "layouts" / "my_site.py").read_text()
    assert 'hosts = ("a.example",)' in module
    compile(module, "my_site.py", "exec")
    fixture = project / "tests" / "fixtures" / "my_site" / "first_page"
    assert (fixture / "page.html").read_bytes() == (pages / "a" / "page.html").read_bytes()
    assert json.loads((fixture / "meta.json").read_text())["url"] == "https://a.example/Red-Moon"
    assert json.loads((fixture / "expected.json").read_text())["unfilled"] is True
    assert said.count("wrote ") == 4


@pytest.mark.parametrize("name", ["../up", "MySite", "my-site", "7", "", "my_site/x"])
def test_new_refuses_what_is_no_name(command: Command, pages: Path, project: Path, name: str) -> None:
    assert command("new", name, "--from", pages / "a" / "page.html")[0] == Exit.USAGE
    assert list((project / "aggregator" / "layouts").iterdir()) == []


def test_new_writes_over_nothing(command: Command, pages: Path, project: Path) -> None:
    command("new", "my_site", "--from", pages / "a" / "page.html")
    module = project / "aggregator" / "layouts" / "my_site.py"
    module.write_text("mine")
    assert command("new", "my_site", "--from", pages / "b" / "page.html")[0] == Exit.USAGE
    module.unlink()
    assert command("new", "my_site", "--from", pages / "b" / "page.html")[0] == Exit.USAGE
    assert not module.exists()


def test_new_works_in_the_project_only(command: Command, pages: Path) -> None:
    code, _, complained = command("new", "my_site", "--from", pages / "a" / "page.html")
    assert code == Exit.USAGE
    assert "is not the project's folder" in complained
