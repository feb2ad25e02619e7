"""A release is made of a run's journals, checked, and published in one step, or not at all."""

import errno
import gc
import json
import math
import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from aggregator.exits import Exit, Refusal
from aggregator.journal import Begin, End, Entry, Read
from aggregator.model import Anime, Issue, IssueCode, Review, Score
from aggregator.release import Release, Result, Terms, publish, read_lines, read_manifest, ready
from aggregator.resolve import (
    Judgement,
    Resolution,
    Resolving,
    ReviewSource,
    State,
    Verdict,
    append_judgement,
    resolve,
    resolving,
)
from aggregator.resolve.identity import mint_id
from aggregator.run import Run
from aggregator.verify import Verified, verify

Publish: TypeAlias = Callable[..., Release]


@pytest.fixture
def published(tmp_path: Path) -> Publish:
    """`published(entries, floor=…, reason=…)`: what a run with these entries comes to, in `tmp_path / "out"`."""

    def run_of(
        entries: Iterable[Entry], *, reason: str | None = "finished", fault: Refusal | None = None, **terms: object
    ) -> Release:
        entries = list(entries)
        with Run.open(tmp_path / "out") as run:
            with run.journal("saved") as journal:
                journal.append(Begin(crawl="saved", sources=("pages",)))
                for entry in entries:
                    journal.append(entry)
                if reason is not None:
                    journal.append(End(reason=reason, counts={"pages": len(entries)}))
            return publish(run, Terms(**terms), fault=fault)  # type: ignore[arg-type]  # a test names what it needs

    return run_of


@pytest.fixture
def pages() -> list[Read]:
    """Three pages of two works."""
    return [page("red-moon", 7), page("red-moon", 8.5, site="other.example"), page("blue-sun", 6)]


def page(name: str, score: float, *, site: str = "site.example") -> Read:
    review = Review(
        url=f"https://{site}/{name}",
        site=site,
        saved_as=f"{site}/{name}.html",
        title=name.replace("-", " ").title(),
        headline=name,
        year=2024,
        scores=(Score(source=site, value=score),),
    )
    return Read(review=review, content=f"{site}/{name}")


def issue(code: IssueCode, number: int = 0) -> Issue:
    return Issue(code=code, message="…", url=f"https://site.example/{number}")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# --- what is published ---


def test_publishes_reviews_anime_issues_and_manifest(published: Publish, pages: list[Read], tmp_path: Path) -> None:
    release = published(pages)
    latest = tmp_path / "out" / "latest"
    assert release.exit_code is Exit.GOOD
    assert str(latest.readlink()) == f"runs/{release.manifest.run}"
    tables = ("anime", "delta", "issues", "reviews")
    assert {path.name for path in latest.iterdir()} == {
        "SOURCES.md",
        "croissant.json",
        "datapackage.json",
        "manifest.json",
        *(f"{table}.{ending}" for table in tables for ending in ("jsonl", "parquet", "schema.json")),
    }
    assert [review.title for review in read_lines(latest / "reviews.jsonl", Review)] == [
        "Red Moon",
        "Blue Sun",
        "Red Moon",
    ]
    ratings = {anime.title: anime.rating_exact for anime in read_lines(latest / "anime.jsonl", Anime)}
    assert ratings == {"Red Moon": 7.75, "Blue Sun": 6.0}


def test_every_line_has_every_key_and_scores_are_floats(published: Publish, pages: list[Read]) -> None:
    folder = published(pages).folder
    for name, kind in (("reviews.jsonl", Review), ("anime.jsonl", Anime)):
        for line in (folder / name).read_text().splitlines():
            assert list(json.loads(line)) == list(kind.__dataclass_fields__)
    assert b'"value":7.0,' in (folder / "reviews.jsonl").read_bytes()
    assert b'"rating":6.0,' in (folder / "anime.jsonl").read_bytes()


def test_the_same_pages_in_any_order_give_the_same_bytes(published: Publish, pages: list[Read], tmp_path: Path) -> None:
    pages += [Read(review=replace(one.review, saved_as=f"copy{n}.html"), content=f"{n}") for n, one in enumerate(pages)]
    files = []
    for seed in range(5):
        random.Random(seed).shuffle(pages)
        by_name = contents(published(pages, accept_drift=True, packed=True).folder)
        (tmp_path / "out" / "latest").unlink()
        del by_name["manifest.json"]
        files.append(by_name)
    assert all(one == files[0] for one in files)


def test_journals_of_several_workers_make_one_release(pages: list[Read], tmp_path: Path) -> None:
    with Run.open(tmp_path / "out") as run:
        for number, page in enumerate(pages):
            with run.journal(f"worker-{number}") as journal:
                journal.append(Begin(crawl="saved"))
                journal.append(page)
                journal.append(End(reason="finished", counts={"pages": 1}))
        counts = publish(run, Terms()).manifest.counts
    assert (counts.pages, counts.reviews, counts.anime) == (3, 3, 2)


def test_the_manifest_tells_what_lies_there(published: Publish, pages: list[Read]) -> None:
    release = published([*pages, issue(IssueCode.NOT_A_REVIEW)])
    manifest = release.manifest
    assert manifest.result is Result.SUCCESS
    assert manifest.counts.by_issue == {"not_a_review": 1}
    assert [(site.site, site.reviews, site.issues) for site in manifest.sites] == [
        ("other.example", 1, {}),
        ("site.example", 2, {"not_a_review": 1}),
    ]
    assert manifest.fill_rates["reviews"]["title"] == 1.0
    assert manifest.fill_rates["reviews"]["episodes"] == 0.0
    for file in manifest.files:
        assert (release.folder / file.name).stat().st_size == file.bytes
    assert read_manifest(release.folder) == manifest


def test_a_release_names_the_one_before(published: Publish, pages: list[Read]) -> None:
    first = published(pages).manifest
    assert (first.previous, published(pages).manifest.previous) == (None, first.run)


def test_passwords_in_sources_are_not_published(tmp_path: Path, pages: list[Read]) -> None:
    with Run.open(tmp_path / "out") as run:
        with run.journal("live") as journal:
            journal.append(Begin(crawl="live", sources=("https://me:secret@site.example/feed",)))
            journal.append(pages[0])
            journal.append(End(reason="finished"))
        assert publish(run, Terms()).manifest.sources == ("https://site.example/feed",)


def test_judgements_are_obeyed_and_kept_with_the_release(published: Publish, pages: list[Read], tmp_path: Path) -> None:
    judgement = {
        "verdict": "different",
        "a": "https://site.example/red-moon",
        "b": "https://other.example/red-moon",
    }
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "judgements.jsonl").write_text(json.dumps(judgement) + "\n")
    release = published(pages)
    assert release.manifest.counts.anime == 3
    assert (release.folder / "judgements.jsonl").exists()


# --- what is not published: the gates, each shut and open ---

SHUT: list[tuple[str, list[Issue] | None, dict[str, object], Exit]] = [
    ("empty", [], {}, Exit.BELOW_FLOOR),
    ("only what is no review", [issue(IssueCode.NOT_A_REVIEW)], {}, Exit.BELOW_FLOOR),
    ("every page blocked", [issue(IssueCode.BLOCKED, n) for n in range(3)], {}, Exit.BLOCKED),
    ("blocked, and others not found", [issue(IssueCode.BLOCKED), issue(IssueCode.FETCH_FAILED, 1)], {}, Exit.BLOCKED),
    (
        "blocked, and others are lists",
        [issue(IssueCode.BLOCKED), issue(IssueCode.NOT_A_REVIEW, 1)],
        {},
        Exit.BELOW_FLOOR,
    ),
    ("every page fails the program", [issue(IssueCode.READER_FAILED, n) for n in range(3)], {}, Exit.INTERNAL),
    ("interrupted", None, {"reason": "shutdown"}, Exit.INTERRUPTED),
    ("killed", None, {"reason": None}, Exit.INTERRUPTED),
    ("start() raised", None, {"reason": "start_error"}, Exit.INTERNAL),
    ("fewer than the floor", None, {"floor": 4}, Exit.BELOW_FLOOR),
    ("the crawl met a full disk", None, {"fault": Refusal(Exit.UNWRITABLE, "No space.")}, Exit.UNWRITABLE),
]


@pytest.mark.parametrize("case", SHUT, ids=[case[0] for case in SHUT])
def test_leaves_the_last_good_release_untouched(
    published: Publish, pages: list[Read], tmp_path: Path, case: tuple[str, list[Issue] | None, dict[str, object], Exit]
) -> None:
    _, entries, how, code = case
    good = published(pages)
    before = contents(tmp_path / "out" / "latest")
    bad = published(pages if entries is None else entries, **how)
    assert bad.exit_code is code
    assert bad.manifest.result is (Result.INTERRUPTED if code is Exit.INTERRUPTED else Result.FAILURE)
    assert bad.manifest.reasons
    assert (bad.folder / "journal").exists()
    assert (tmp_path / "out" / "latest").resolve() == good.folder
    assert contents(tmp_path / "out" / "latest") == before


def test_as_many_as_the_floor_are_enough(published: Publish, pages: list[Read]) -> None:
    assert published(pages, floor=3).exit_code is Exit.GOOD


def test_a_release_half_as_large_as_the_last_is_published_and_a_smaller_one_is_not(
    published: Publish, pages: list[Read]
) -> None:
    four = [*pages, Read(review=replace(pages[2].review, url="https://site.example/green", title="Green"))]
    assert published(four).exit_code is Exit.GOOD
    assert published(four[:1]).exit_code is Exit.BELOW_FLOOR
    assert published(four[2:]).exit_code is Exit.GOOD
    assert published(four).exit_code is Exit.GOOD
    assert published(four[:1], accept_drift=True).exit_code is Exit.GOOD


def test_scores_that_vanish_are_drift(published: Publish, pages: list[Read]) -> None:
    published(pages)
    bare = [replace(page, review=replace(page.review, scores=())) for page in pages]
    release = published(bare)
    assert release.exit_code is Exit.BELOW_FLOOR
    assert "scores" in release.manifest.reasons[0]


@pytest.mark.parametrize("code", [IssueCode.LAYOUT_DRIFT, IssueCode.READER_FAILED])
def test_half_of_the_pages_may_drift_and_no_more(published: Publish, pages: list[Read], code: IssueCode) -> None:
    assert published([*pages, *(issue(code, n) for n in range(3))]).exit_code is Exit.GOOD
    assert published([*pages, *(issue(code, n) for n in range(4))]).exit_code is Exit.BELOW_FLOOR


def test_a_damaged_journal_is_not_published(tmp_path: Path, pages: list[Read]) -> None:
    with Run.open(tmp_path / "out") as run:
        with run.journal("saved") as journal:
            entries: list[Entry] = [Begin(crawl="saved"), *pages, End(reason="finished")]
            for entry in entries:
                journal.append(entry)
        path = run.journals / "saved.journal"
        path.write_bytes(path.read_bytes().replace(b"Red Moon", b"Red Mood", 1))
        release = publish(run, Terms())
    assert release.exit_code is Exit.INTERNAL
    assert release.manifest.reasons[0] == "saved.journal is damaged in line 2."


@pytest.mark.parametrize("when", ["fsync", "rename", "replace"])
def test_a_full_disk_leaves_the_last_good_release_untouched(
    published: Publish, pages: list[Read], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    published(pages)
    before = contents(tmp_path / "out" / "latest")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Run.open(tmp_path / "out") as run:
        with run.journal("saved") as journal:
            journal.append(pages[0])
            journal.append(End(reason="finished"))
        with monkeypatch.context() as patch:
            patch.setattr(f"{'os' if when == 'fsync' else 'pathlib.Path'}.{when}", fail)
            with pytest.raises(Refusal, match="No space left") as refusal:
                publish(run, Terms(accept_drift=True))
    assert refusal.value.exit_code is Exit.UNWRITABLE
    assert contents(tmp_path / "out" / "latest") == before


def test_what_the_program_makes_wrong_is_not_published(
    published: Publish, pages: list[Read], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(publish.__kwdefaults__ or {}, "resolver", lambda *_, **__: Resolution(anime=()))
    release = published(pages)
    assert release.exit_code is Exit.INTERNAL
    assert "stands in no anime" in release.manifest.reasons[0]
    assert not (tmp_path / "out" / "latest").exists()


def test_a_number_that_is_none_is_not_published(
    published: Publish, pages: list[Read], monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve_wrongly(reviews: Iterable[Review], judgements: object, *, state: object) -> Resolution:
        resolution = resolve(reviews)
        first, *others = resolution.anime
        wrong = replace(first, scores=(replace(first.scores[0], value=math.nan),))
        return replace(resolution, anime=(wrong, *others))

    monkeypatch.setitem(publish.__kwdefaults__ or {}, "resolver", resolve_wrongly)
    release = published(pages)
    assert release.exit_code is Exit.INTERNAL
    assert release.manifest.reasons[0].startswith("anime.jsonl, line 1, field scores[0].value: ")


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        ("latest/manifest.json", "manifest.json is damaged"),
        ("judgements.jsonl", "judgements.jsonl, line 1"),
        ("state.sqlite", r"state\.sqlite is no state file .*are taken over"),
    ],
)
def test_what_people_gave_and_cannot_be_read_is_named(
    published: Publish, pages: list[Read], tmp_path: Path, damaged: str, said: str
) -> None:
    published(pages)
    (tmp_path / "out" / damaged).write_text('{"run": ')
    with pytest.raises(Refusal, match=said) as refusal:
        published(pages)
    assert refusal.value.exit_code is Exit.USAGE
    with Run.open(tmp_path / "out") as run, pytest.raises(Refusal, match=said):
        ready(run)


# --- what is held meanwhile ---


def held() -> int:
    """How many reviews are in memory."""
    gc.collect()
    return sum(isinstance(one, Review) for one in gc.get_objects())


def test_no_review_is_held_while_a_release_is_made(
    published: Publish, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    counts: list[int] = []

    def look(source: ReviewSource, judgements: Iterable[Judgement] = (), *, state: State | None = None) -> Resolving:
        counts.append(held())
        found = resolving(source, judgements, state=state)
        counts.append(held())
        return found

    def look_at_files(*arguments: object, **named: object) -> Verified:
        counts.append(held())
        return verify(*arguments, **named)  # type: ignore[arg-type]  # handed on

    monkeypatch.setitem(publish.__kwdefaults__ or {}, "resolver", look)
    monkeypatch.setattr("aggregator.release.verify", look_at_files)
    pages = [page(f"moon-{number}", 7) for number in range(60)]
    before = held()
    release = published(pages)
    assert (release.exit_code, release.manifest.counts.reviews) == (Exit.GOOD, 60)
    assert len(counts) == 3
    assert max(counts) - before <= 2
    assert not (release.folder / "merged.jsonl").exists()


# --- ids over releases ---


def test_an_anime_keeps_its_id_when_the_page_that_founded_it_is_gone(published: Publish, pages: list[Read]) -> None:
    before = ids_of(published(pages))
    founders = {one for one in before["Red Moon"][1] if mint_id(one) == before["Red Moon"][0]}
    left = [read for read in pages if read.review.url not in founders]
    assert len(left) == len(pages) - 1
    assert ids_of(published(left))["Red Moon"][0] == before["Red Moon"][0]


def test_without_the_state_the_ids_of_the_last_release_are_taken_over(
    published: Publish, pages: list[Read], tmp_path: Path
) -> None:
    before = ids_of(published(pages))
    for path in (tmp_path / "out").glob("state.sqlite*"):
        path.unlink()
    founders = {one for one in before["Red Moon"][1] if mint_id(one) == before["Red Moon"][0]}
    left = [read for read in pages if read.review.url not in founders]
    assert ids_of(published(left))["Red Moon"][0] == before["Red Moon"][0]


def test_ids_go_back_with_latest_when_a_person_points_it_at_an_earlier_release(
    published: Publish, pages: list[Read], tmp_path: Path
) -> None:
    apart = Judgement(a=str(pages[0].review.url), b=str(pages[1].review.url), verdict=Verdict.DIFFERENT)
    append_judgement(tmp_path / "out" / "judgements.jsonl", apart)
    first = published(pages)
    two = ids_of(first, by_page=True)
    (tmp_path / "out" / "judgements.jsonl").unlink()
    assert len(set(ids_of(published(pages), by_page=True).values())) == 2  # one of the ids ended
    append_judgement(tmp_path / "out" / "judgements.jsonl", apart)
    (tmp_path / "out" / "latest").unlink()
    (tmp_path / "out" / "latest").symlink_to(Path("runs") / first.folder.name)
    assert ids_of(published(pages), by_page=True) == two


def test_a_run_that_is_no_release_leaves_the_ids_alone(published: Publish, pages: list[Read], tmp_path: Path) -> None:
    published(pages)
    before = (tmp_path / "out" / "state.sqlite").read_bytes()
    assert published(pages[:1], floor=2).exit_code is Exit.BELOW_FLOOR
    assert (tmp_path / "out" / "state.sqlite").read_bytes() == before


def test_an_id_that_ends_says_in_the_delta_what_replaced_it(
    published: Publish, pages: list[Read], tmp_path: Path
) -> None:
    apart = Judgement(a=str(pages[0].review.url), b=str(pages[1].review.url), verdict=Verdict.DIFFERENT)
    append_judgement(tmp_path / "out" / "judgements.jsonl", apart)
    two = ids_of(published(pages), by_page=True)
    (tmp_path / "out" / "judgements.jsonl").unlink()
    release = published(pages)
    one = ids_of(release)["Red Moon"][0]
    ended = ({two[str(read.review.url)][0] for read in pages[:2]} - {one}).pop()
    changes = map(json.loads, (release.folder / "delta.jsonl").read_bytes().splitlines())
    deleted = [change for change in changes if change["op"] == "DEL"]
    assert [(change["id"], change["replaced_by"]) for change in deleted] == [(ended, [one])]


def ids_of(release: Release, *, by_page: bool = False) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Title, or page, to the anime's id and pages."""
    lines = list(read_lines(release.folder / "anime.jsonl", Anime))
    names = [(name, line) for line in lines for name in (line.sources if by_page else (line.title,))]
    return {name: (line.id, line.sources) for name, line in names}


# --- the check of what was written ---

TAMPERED: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    (
        "a key is missing",
        "reviews.jsonl",
        lambda lines: lines.replace(b'"url":null,', b"").replace(b'"tags":[],', b"", 1),
    ),
    ("a score is an integer", "reviews.jsonl", lambda lines: lines.replace(b'"value":7.0', b'"value":7')),
    ("a score is a text", "reviews.jsonl", lambda lines: lines.replace(b'"value":7.0', b'"value":"7.0"')),
    ("a score is not a number", "reviews.jsonl", lambda lines: lines.replace(b'"value":7.0', b'"value":NaN')),
    ("a key stands twice", "anime.jsonl", lambda lines: lines.replace(b'"title":', b'"title":"x","title":', 1)),
    ("a byte order mark", "anime.jsonl", lambda lines: b"\xef\xbb\xbf" + lines),
    ("no newline at the end", "anime.jsonl", lambda lines: lines[:-1]),
    ("a torn line", "anime.jsonl", lambda lines: lines[:-10]),
    ("an empty line", "anime.jsonl", lambda lines: lines + b"\n"),
    ("a line twice", "reviews.jsonl", lambda lines: lines.splitlines(keepends=True)[0] + lines),
    ("another order", "anime.jsonl", lambda lines: b"".join(reversed(lines.splitlines(keepends=True)))),
    ("no UTF-8", "reviews.jsonl", lambda lines: lines.replace(b"Blue", b"Bl\xfce")),
    ("an anime is lost", "anime.jsonl", lambda lines: lines[: lines.index(b"\n") + 1]),
    ("a review is lost", "reviews.jsonl", lambda lines: lines[: lines.index(b"\n") + 1]),
]


@pytest.mark.parametrize(("name", "tamper"), [case[1:] for case in TAMPERED], ids=[case[0] for case in TAMPERED])
def test_the_check_finds(published: Publish, pages: list[Read], name: str, tamper: Callable[[bytes], bytes]) -> None:
    folder = published(pages).folder
    assert verify(folder, read_manifest(folder)).problems == []
    before = (folder / name).read_bytes()
    (folder / name).write_bytes(tamper(before))
    assert (folder / name).read_bytes() != before
    assert any(problem.file == name for problem in verify(folder, read_manifest(folder)).problems)


def test_a_score_that_is_an_integer_in_memory_is_published_as_a_float(published: Publish, pages: list[Read]) -> None:
    review = replace(pages[0].review, scores=(Score(source="IMDb", value=7),))
    assert b'"value":7.0' in (published([Read(review=review)]).folder / "reviews.jsonl").read_bytes()
