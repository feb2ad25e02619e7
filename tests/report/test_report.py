"""The report as a file: whole, the same every time, safe to open, and true for releases with almost nothing in them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from parsel import Selector

from aggregator.exits import Exit, Refusal
from aggregator.model import Anime, Issue, IssueCode, Review, SourcedScore
from aggregator.report import write_report

Make = Callable[..., Path]
Score = Callable[..., SourcedScore]


def text_of(report: Path) -> str:
    return " ".join(" ".join(page_of(report).xpath("//body//text()[not(ancestor::script)]").getall()).split())


def page_of(report: Path) -> Selector:
    return Selector(text=report.read_text(encoding="utf-8"))


def test_the_same_release_gives_the_same_bytes(make_release: Make, tmp_path: Path) -> None:
    release = make_release([Anime(id="a-1", title="One")])
    first = write_report(release, tmp_path / "a.html").read_bytes()
    assert write_report(release, tmp_path / "b.html").read_bytes() == first


def test_a_folder_that_was_published_into_gives_its_last_good_release(make_release: Make, tmp_path: Path) -> None:
    make_release([Anime(id="a-1", title="One")])
    (tmp_path / "latest").symlink_to(Path("runs") / "now")
    assert "1 anime, read from" in text_of(write_report(tmp_path, tmp_path / "a.html"))


def test_the_file_asks_for_nothing_outside_itself(make_release: Make, tmp_path: Path) -> None:
    image = "https://site.example/poster.jpg"
    release = make_release(
        [Anime(id="a-1", title="One", image=image)],
        [Review(title="One", headline="One", site="site.example", image=image)],
    )
    page = page_of(write_report(release, tmp_path / "a.html"))
    assert page.xpath("//@src | //link[@rel='icon']/@href[. != 'data:,'] | //img | //iframe | //object").getall() == []
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content").get("")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.xpath("//@style").getall() == []
    assert page.xpath("//@*[starts-with(name(), 'on')]").getall() == []


def test_an_empty_release_says_so_in_every_section(make_release: Make, tmp_path: Path) -> None:
    text = text_of(write_report(make_release([]), tmp_path / "a.html"))
    for sentence in (
        "0 anime, read from 0 pages of 0 sites",
        "no page states a score that could be averaged",
        "Nothing is rated in this release.",
        "No page states a year.",
        "No anime has two scores yet.",
        "No source gave a score that could be averaged.",
        "No page was read.",
        "This is the first release: there is nothing to compare it with.",
        "No issues: every page was read whole.",
    ):
        assert sentence in text


def test_one_anime_is_spoken_of_in_the_singular(make_release: Make, score: Score, tmp_path: Path) -> None:
    one = Anime(id="a-1", title="One", year=2024, rating=8.0, rating_count=1, scores=(score("IMDb", 8),))
    review = Review(title="One", headline="One", site="site.example", url="https://site.example/1")
    text = text_of(write_report(make_release([one], [review]), tmp_path / "a.html"))
    assert "1 anime, read from 1 page of 1 site" in text
    assert "1 of them is rated. A rating is the plain mean of the score that 1 source gives" in text


def test_a_run_that_was_not_published_says_why(make_release: Make, tmp_path: Path) -> None:
    release = make_release([], result="failure", reasons=("It holds 0 reviews, the floor is 1.",))
    text = text_of(write_report(release, tmp_path / "a.html"))
    assert "This run was not published (failure). It holds 0 reviews, the floor is 1." in text


def test_changes_since_the_last_release_are_counted_and_named(make_release: Make, score: Score, tmp_path: Path) -> None:
    def rated(key: str, rating: float) -> Anime:
        return Anime(id=key, title=f"Title {key}", rating=rating, rating_count=1, scores=(score("IMDb", rating),))

    stated = Review(title="A", headline="A", site="site.example", episodes=12)
    make_release([rated("a-1", 7.0), rated("a-2", 6.0), rated("a-3", 5.0)], [stated] * 4, name="before")
    release = make_release([rated("a-1", 7.5), rated("a-2", 6.0), rated("a-4", 9.0)], [], previous="before")
    text = text_of(write_report(release, tmp_path / "a.html"))
    assert "1 new, 1 changed, 1 gone, 1 the same." in text
    assert "Title a-1 7.0 → 7.5 +0.5" in text
    assert "Title a-4 new" in text
    assert "Title a-3 gone" in text
    assert "site.example gave far fewer pages than in the last release 4 → 0 pages" in text
    assert "episodes is stated by fewer pages than in the last release 100 → 0 % of pages" in text


def test_a_previous_release_that_was_removed_is_no_first_release(make_release: Make, tmp_path: Path) -> None:
    text = text_of(write_report(make_release([], previous="gone"), tmp_path / "a.html"))
    assert "The release before (gone) no longer lies beside this one" in text


def test_issues_stand_with_what_they_mean_and_a_few_of_them(make_release: Make, tmp_path: Path) -> None:
    issues = [
        Issue(code=IssueCode.NO_TITLE, message=f"Nothing names it, {n}.", url=f"https://site.example/{n}")
        for n in range(9)
    ]
    drifted = {"site": "site.example", "reviews": 3, "issues": {"layout_drift": 2}}
    report = write_report(make_release([], [], issues, sites=[drifted]), tmp_path / "a.html")
    text = text_of(report)
    assert "no title Nothing on the page names its subject page lost 9" in text
    assert "Nothing names it, 4." in text
    assert "Nothing names it, 5." not in text
    assert "and 4 more" in text
    assert "site.example pages no longer match their layout; 3 were read 2 pages" in text


def test_a_release_of_no_sources_toml_has_no_table_of_sources(make_release: Make, tmp_path: Path) -> None:
    page = page_of(write_report(make_release([]), tmp_path / "a.html"))
    assert page.css("#crawled, a[href='#crawled']") == []


def test_a_degraded_release_was_published(make_release: Make, tmp_path: Path) -> None:
    text = text_of(write_report(make_release([], result="degraded", exit_code=7), tmp_path / "a.html"))
    assert "Release of" in text
    assert "was not published" not in text


def test_coverage_stands_in_a_table_by_site(make_release: Make, tmp_path: Path) -> None:
    reviews = [Review(title="A", headline="A", site="one.example", episodes=12)] * 3
    reviews += [Review(title="A", headline="A", site="two.example")]
    page = page_of(write_report(make_release([], reviews), tmp_path / "a.html"))
    cells = [[cell.xpath("string()").get("") for cell in row.xpath("*")] for row in page.css("table.heat tr")]
    rows = {name: rest for name, *rest in cells}
    episodes = rows["Site"].index("episodes")
    assert [rows[site][episodes] for site in ("All pages", "one.example", "two.example")] == ["75", "100", ""]


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"holds no manifest\.json"):
        write_report(tmp_path, tmp_path / "a.html")


def test_a_release_without_its_anime_is_refused(make_release: Make, tmp_path: Path) -> None:
    release = make_release([])
    (release / "anime.jsonl").unlink()
    with pytest.raises(Refusal, match=r"holds no anime\.jsonl"):
        write_report(release, tmp_path / "a.html")


def test_a_file_that_cannot_be_written_is_refused_and_nothing_is_left_behind(
    make_release: Make, tmp_path: Path
) -> None:
    (tmp_path / "a.html").mkdir()
    with pytest.raises(Refusal, match="cannot be written") as refusal:
        write_report(make_release([]), tmp_path / "a.html")
    assert refusal.value.exit_code is Exit.UNWRITABLE
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


@pytest.mark.parametrize(("module", "package"), [("jinja2", "jinja2"), ("vl_convert", "vl-convert-python")])
def test_a_missing_package_is_named(
    make_release: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    release = make_release([Anime(id="a-1", title="A", year=2024)])
    with pytest.raises(Refusal, match=rf"needs {package}.*pip install 'anime-review-aggregator\[report\]'"):
        write_report(release, tmp_path / "a.html")
    assert not (tmp_path / "a.html").exists()


def test_levels_of_sources_stand_with_their_intervals(make_release: Make, score: Score, tmp_path: Path) -> None:
    level = {"source": "imdb", "kind": "users", "scores": 900, "shared": 800}
    level |= {"offset": -0.25, "offset_low": -0.3, "offset_high": -0.2, "scale": 1.1}
    one = Anime(id="a-1", title="One", rating=8.0, rating_count=1, scores=(score("IMDb", 8),))
    release = make_release([one], levels={"centre": 7.1, "sources": [level]})
    assert "imdb users 900 800 -0.25 -0.30 to -0.20 1.10" in text_of(write_report(release, tmp_path / "a.html"))
