"""Each source of a run stands for itself: one that fails keeps what it last gave, and the others are published."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from aggregator.exits import Exit, Refusal
from aggregator.harvest import READINGS, Outcome, Plan
from aggregator.journal import KEPT, Begin, End, Journal, Read
from aggregator.manifest import Manifest, Result
from aggregator.model import Issue, IssueCode, Review, Score
from aggregator.monitoring import metrics, status_of, watched
from aggregator.release import Release, Terms, publish, read_lines
from aggregator.run import Run
from aggregator.sources import Floors, Source
from aggregator.verify import verify

MANY = 20


def page(source: str, number: int, *, scored: bool = True, episodes: int | None = 12) -> Read:
    host = f"{source}.example"
    review = Review(
        url=f"https://{host}/{number:03}",
        site=host,
        title=f"{source.title()} Story {number}",
        headline="",
        episodes=episodes,
        scores=(Score(source=host, value=7.0),) if scored else (),
    )
    return Read(review=review, content=f"{source}{number}{scored}{episodes}")


def pages(source: str, number: int = MANY, **told: bool) -> list[Read]:
    return [page(source, n, **told) for n in range(number)]


class Folder:
    """A folder that sources are published into."""

    def __init__(self, into: Path, **floors: Floors) -> None:
        self.into = into
        self.floors = floors

    def run(
        self,
        given: Mapping[str, Iterable[Read | Issue]],
        *,
        sources: str = "moon sun",
        kept: Mapping[str, Iterable[Read]] | None = None,
        faults: Mapping[str, Refusal] | None = None,
        reasons: Mapping[str, str | None] | None = None,
        accept_drift: bool = False,
    ) -> Release:
        """A run that crawled the sources that are given."""
        plan = Plan(
            sources={
                name: Source(start=(f"https://{name}.example/",), floors=self.floors.get(name, Floors()), licence="CC0")
                for name in sources.split()
            },
            asked=frozenset(given),
            faults=faults or {},
        )
        with Run.open(self.into) as run, watched(self.into):
            for name, entries in given.items():
                with run.journal(f"live-{name}") as journal:
                    self._write(
                        journal, Begin(crawl="live", source=name), entries, (reasons or {}).get(name, "finished")
                    )
            for name, entries in (kept or {}).items():
                with run.journal(f"kept-{name}") as journal:
                    self._write(journal, Begin(crawl=KEPT, source=name), entries, "finished")
            return publish(run, Terms(plan=plan, accept_drift=accept_drift))

    def _write(self, journal: Journal, begin: Begin, entries: Iterable[Read | Issue], reason: str | None) -> None:
        entries = list(entries)
        journal.append(begin)
        for entry in entries:
            journal.append(entry)
        if reason is not None:
            journal.append(End(reason=reason, counts={"pages": len(entries)}))

    @property
    def published(self) -> list[str]:
        """The sites of the published reviews, each as often as it has some."""
        return [line.site or "" for line in read_lines(self.into / "latest" / "reviews.jsonl", Review)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "out")


def outcomes(manifest: Manifest) -> dict[str, Outcome]:
    return {count.source: count.outcome for count in manifest.harvest}


def blocked(source: str, number: int = 3) -> list[Issue]:
    url = f"https://{source}.example/"
    return [Issue(code=IssueCode.BLOCKED, message="The site forbids it (403).", url=f"{url}{n}") for n in range(number)]


def test_sources_that_are_well_make_a_good_release(folder: Folder) -> None:
    release = folder.run({"moon": pages("moon"), "sun": pages("sun")})
    assert (release.exit_code, release.manifest.result, release.manifest.reasons) == (Exit.GOOD, Result.SUCCESS, ())
    moon = release.manifest.harvest[0]
    assert (moon.outcome, moon.reviews, moon.kept, moon.read_at) == (Outcome.READ, 20, 0, release.manifest.started)
    assert "| moon | 20 | CC0 |  |  |  |" in (release.folder / "SOURCES.md").read_text()
    assert verify(release.folder, release.manifest).is_good


def issue(code: IssueCode, number: int, text: str | None = None) -> Issue:
    return Issue(code=code, message="…", url=f"https://sun.example/{number}", text=text)


FAILURES: dict[str, tuple[list[Read | Issue], str]] = {
    "blocked": (
        [*blocked("sun")],
        "sun: 0 of the pages that were asked for came; 3 are blocked (first https://sun.example/0: ",
    ),
    "unreachable": (
        [issue(IssueCode.FETCH_FAILED, 0, "ConnectionRefused")],
        "sun: 0 of the pages that were asked for came; 1 could not be fetched (first",
    ),
    "empty": ([], "sun: It gives 0 reviews, its floor is 1."),
    "fewer": ([*pages("sun", 9)], "sun.example gave 9 reviews, its floor is 10, the last good release had 20"),
    "without scores": ([*pages("sun", scored=False)], "sun.example: 0.0% of its reviews state scores after 100.0%"),
    "redesigned": (
        [*pages("sun", 10), *(issue(IssueCode.LAYOUT_DRIFT, n) for n in range(11))],
        "11 of 21 pages no longer match the layout",
    ),
    "made the program fail": (
        [*pages("sun", 10), *(issue(IssueCode.READER_FAILED, n) for n in range(11))],
        "10 of the pages that were asked for came; 11 made the program fail (first",
    ),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_68_a_source_that_fails_keeps_its_last_good_reviews_and_spoils_no_other(folder: Folder, failure: str) -> None:
    given, said = FAILURES[failure]
    first = folder.run({"moon": pages("moon"), "sun": pages("sun")})
    release = folder.run({"moon": pages("moon", 21), "sun": given})
    assert (release.exit_code, release.manifest.result) == (Exit.BELOW_FLOOR, Result.DEGRADED)
    assert said in release.manifest.reasons[0]
    assert f"Its 20 last good reviews stay, of {first.manifest.started}." in release.manifest.reasons[0]
    assert (folder.into / "latest").resolve() == release.folder
    assert sorted(folder.published) == ["moon.example"] * 21 + ["sun.example"] * 20
    assert all(line.scores for line in read_lines(release.folder / "reviews.jsonl", Review))
    assert outcomes(release.manifest) == {"moon": Outcome.READ, "sun": Outcome.FAILED}
    sun = release.manifest.harvest[1]
    assert (sun.reviews, sun.kept, sun.read_at, sun.oldest) == (20, 20, *[first.manifest.started] * 2)
    assert verify(release.folder, release.manifest).is_good
    assert (
        f"failed: its last good reviews, of {first.manifest.started} |" in (release.folder / "SOURCES.md").read_text()
    )


def test_how_a_source_fails_is_told_by_status_and_metrics(folder: Folder) -> None:
    folder.run({"moon": pages("moon"), "sun": pages("sun")})
    folder.run({"moon": pages("moon"), "sun": blocked("sun")})
    status = status_of(folder.into)
    assert not status.is_good
    assert [(one.source, one.outcome, one.kept) for one in status.crawled] == [
        ("moon", "read", 0),
        ("sun", "failed", 20),
    ]
    text = metrics(status)
    assert 'aggregator_crawled_failed{source="sun"} 1\n' in text
    assert 'aggregator_crawled_failed{source="moon"} 0\n' in text
    assert 'aggregator_crawled_kept{source="sun"} 20\n' in text
    assert "aggregator_run_success 1\n" in text
    assert json.loads((folder.into / "status.json").read_bytes())["crawled"][1]["outcome"] == "failed"


def test_a_source_that_recovers_is_good_again_and_old_readings_are_dropped(folder: Folder) -> None:
    folder.run({"moon": pages("moon"), "sun": pages("sun")})
    bad = folder.run({"moon": pages("moon"), "sun": blocked("sun")})
    good = folder.run({"moon": pages("moon"), "sun": pages("sun", 25)})
    assert good.exit_code is Exit.GOOD
    assert sorted(path.name for path in (good.folder / READINGS).iterdir()) == ["moon.journal", "sun.journal"]
    assert not (bad.folder / READINGS).exists()
    assert good.manifest.harvest[1].kept == 0


def test_of_a_source_that_was_never_good_nothing_is_published(folder: Folder) -> None:
    release = folder.run({"moon": pages("moon"), "sun": blocked("sun")})
    assert release.manifest.result is Result.DEGRADED
    assert "Nothing of it is published, for it was never good." in release.manifest.reasons[0]
    assert set(folder.published) == {"moon.example"}


def test_16_when_every_source_fails_nothing_is_published_as_new(folder: Folder) -> None:
    good = folder.run({"moon": pages("moon"), "sun": pages("sun")})
    bad = folder.run({"moon": blocked("moon"), "sun": blocked("sun")})
    assert (bad.exit_code, bad.manifest.result) == (Exit.BLOCKED, Result.FAILURE)
    assert len(bad.manifest.reasons) == 2
    assert (folder.into / "latest").resolve() == good.folder
    assert (good.folder / READINGS).exists()


def test_a_run_to_some_sources_keeps_what_the_others_gave(folder: Folder) -> None:
    first = folder.run({"moon": pages("moon"), "sun": pages("sun")})
    second = folder.run({"moon": pages("moon", 22)})
    assert second.exit_code is Exit.GOOD
    assert sorted(folder.published) == ["moon.example"] * 22 + ["sun.example"] * 20
    sun = second.manifest.harvest[1]
    assert (sun.outcome, sun.read_at, sun.kept) == (Outcome.RESTED, first.manifest.started, 20)
    assert "not crawled by this run: its last good reviews" in (second.folder / "SOURCES.md").read_text()
    third = folder.run({"sun": pages("sun")})
    assert third.manifest.harvest[0].reviews == 22


def test_a_source_that_was_removed_does_not_vanish_unnoticed(folder: Folder) -> None:
    folder.run({"moon": pages("moon"), "sun": pages("sun")})
    refused = folder.run({"moon": pages("moon")}, sources="moon")
    assert refused.manifest.result is Result.FAILURE
    assert "sun.example gave 0 reviews" in " ".join(refused.manifest.reasons)
    accepted = folder.run({"moon": pages("moon")}, sources="moon", accept_drift=True)
    assert accepted.exit_code is Exit.GOOD
    assert set(folder.published) == {"moon.example"}


def test_floors_are_of_the_source_that_demands_them(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "out", sun=Floors(reviews=30, filled={"scores": 0.9, "year": 0.0}))
    release = folder.run({"moon": pages("moon", scored=False), "sun": pages("sun", 29)})
    assert "sun: It gives 29 reviews, its floor is 30." in release.manifest.reasons[0]
    release = folder.run({"moon": pages("moon", scored=False), "sun": pages("sun", 30)})
    assert release.exit_code is Exit.GOOD
    unscored = [page("sun", n, scored=n < 26) for n in range(30)]
    release = folder.run({"moon": pages("moon", scored=False), "sun": unscored})
    assert (
        "86.7% of its reviews state scores, its floor is 90.0%. For example: https://sun.example/026"
        in (release.manifest.reasons[0])
    )


def test_68_a_few_pages_that_were_read_anew_are_compared_with_what_they_said_before(folder: Folder) -> None:
    folder.run({"moon": pages("moon"), "sun": pages("sun", 400)})
    ill = [page("sun", n, scored=False) for n in range(12)]
    release = folder.run({"moon": pages("moon"), "sun": ill}, kept={"sun": pages("sun", 400)[12:]})
    assert outcomes(release.manifest)["sun"] is Outcome.FAILED, "12 of 400 would be no fall of the whole"
    assert "sun.example: 0.0% of its reviews state scores after 100.0%" in release.manifest.reasons[0]
    well = folder.run({"moon": pages("moon"), "sun": pages("sun", 12)}, kept={"sun": pages("sun", 400)[12:]})
    assert well.exit_code is Exit.GOOD
    assert (well.manifest.harvest[1].reviews, well.manifest.harvest[1].kept) == (400, 388)


def test_a_fall_may_be_accepted(folder: Folder) -> None:
    folder.run({"moon": pages("moon"), "sun": pages("sun")})
    release = folder.run({"moon": pages("moon"), "sun": pages("sun", scored=False)}, accept_drift=True)
    assert release.exit_code is Exit.GOOD


def test_a_crawl_that_broke_off_is_that_sources_alone(folder: Folder) -> None:
    folder.run({"moon": pages("moon"), "sun": pages("sun")})
    faults = {"sun": Refusal(Exit.INTERNAL, "The crawl broke off.")}
    release = folder.run({"moon": pages("moon"), "sun": pages("sun", 3)}, faults=faults, reasons={"sun": None})
    assert release.manifest.result is Result.DEGRADED
    assert release.manifest.reasons[0].startswith("sun: The crawl broke off.")
    release = folder.run({"moon": pages("moon"), "sun": pages("sun", 3)}, reasons={"sun": None})
    assert "Its crawl broke off" in release.manifest.reasons[0]


def test_a_run_that_was_stopped_publishes_nothing(folder: Folder) -> None:
    good = folder.run({"moon": pages("moon"), "sun": pages("sun")})
    cut = folder.run({"moon": pages("moon"), "sun": pages("sun", 3)}, reasons={"sun": "shutdown"})
    assert (cut.exit_code, cut.manifest.result) == (Exit.INTERRUPTED, Result.INTERRUPTED)
    assert (folder.into / "latest").resolve() == good.folder


@pytest.mark.parametrize(("reason", "code"), [(None, Exit.INTERRUPTED), ("memusage_exceeded", Exit.INTERNAL)])
def test_when_the_crawl_of_all_sources_breaks_off_none_is_judged(
    folder: Folder, reason: str | None, code: Exit
) -> None:
    folder.run({"moon": pages("moon"), "sun": pages("sun")})
    cut = folder.run({"": [], "moon": pages("moon"), "sun": pages("sun", 12)}, reasons={"": reason})
    assert (cut.exit_code, cut.manifest.harvest) == (code, ())


def test_issues_of_kept_readings_are_kept_with_them(folder: Folder) -> None:
    odd = Issue(code=IssueCode.SKIPPED, message="It was not read.", url="https://sun.example/x")
    folder.run({"moon": pages("moon"), "sun": [*pages("sun"), odd]})
    release = folder.run({"moon": pages("moon")})
    assert odd in set(read_lines(release.folder / "issues.jsonl", Issue))
    again = folder.run({"moon": pages("moon")})
    assert (release.folder / "issues.jsonl").read_bytes() == (again.folder / "issues.jsonl").read_bytes()
    assert (release.folder / "reviews.jsonl").read_bytes() == (again.folder / "reviews.jsonl").read_bytes()
