"""Every saved page of tests/fixtures reads as its expected.json says; what is not named there must be empty.

How a case is written: tests/fixtures/README.md.
"""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import ClassVar, TypeAlias

import msgspec
import pytest

from aggregator import NotAReview, Page, examine_page
from aggregator.model import IssueCode, Reading, Review

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

ROOT = Path(__file__).parent
FIXTURES = ROOT / "fixtures"
FIELDS = tuple(field.name for field in fields(Review))
WHERE_FROM = frozenset({"url", "saved_as", "site", "layout"})
"""Fields about the page and not about the anime: compared only when a case names them."""
MUST_BE_NAMED = frozenset({"title", "headline"})
IN_ANY_ORDER = frozenset({"scores", "ids", "tags", "audio_languages"})
"""Lists whose order no reader promises."""
MAY_BE_LEFT_OUT = frozenset({"text"})
"""Keys of a score that are compared only when named: some raw texts may be cut in more ways than one."""


@dataclass(frozen=True, slots=True)
class Case:
    """One folder of fixtures."""

    folder: Path

    @property
    def name(self) -> str:
        """`taqyeem/metallic_rouge`."""
        return self.folder.relative_to(self.folder.parent.parent).as_posix()

    @property
    def page(self) -> Path:
        """The saved page: page.html, or page.json where a site answers with JSON."""
        return next((page for page in sorted(self.folder.glob("page.*"))), self.folder / "page.html")

    @property
    def is_review(self) -> bool:
        """Whether the page is one; the others say in error.json why not."""
        return not (self.folder / "error.json").exists()

    def load(self, name: str) -> dict[str, Json]:
        """One of the case's JSON files."""
        loaded: Json = json.loads((self.folder / name).read_text(encoding="utf-8"))
        assert isinstance(loaded, dict), f"{self.folder / name} must hold an object"
        return loaded

    def read(self) -> Reading:
        """What the aggregator reads on the page."""
        meta = self.load("meta.json")
        url, encoding = meta.get("url"), meta.get("encoding")
        assert url is None or isinstance(url, str)
        assert encoding is None or isinstance(encoding, str)
        return examine_page(Page(url, self.page.read_bytes(), encoding=encoding))

    def complain(self, what: str) -> str:
        """A sentence about this case, with the file to look at and the command that explains it."""
        page = f"tests/fixtures/{self.name}/{self.page.name}"
        url = self.load("meta.json").get("url")
        command = f"aggregator explain {page}" + (f" --url {url}" if url else "")
        expected = "expected.json" if self.is_review else "error.json"
        where = f"  expected by: tests/fixtures/{self.name}/{expected}\n  look at:     {page}\n  explain:     {command}"
        return f"{self.name}: {what}\n{where}"


def cases() -> list[Case]:
    """Every folder of fixtures/<layout>/<case>, sorted."""
    return [Case(folder) for folder in sorted(FIXTURES.glob("*/*")) if folder.is_dir()]


REVIEWS = [case for case in cases() if case.is_review]
NO_REVIEWS = [case for case in cases() if not case.is_review]


def fields_to_check() -> Iterator[tuple[Case, str]]:
    for case in REVIEWS:
        named = case.load("expected.json")
        yield from ((case, field) for field in FIELDS if field not in WHERE_FROM or field in named)


def unfilled(expected: dict[str, Json]) -> str | None:
    """What a person has still to write into an expected.json, or None."""
    if not expected or expected.get("unfilled"):
        return 'write every field that the page states, and remove "unfilled"'
    missing = sorted(MUST_BE_NAMED - expected.keys())
    if missing:
        return f"name {' and '.join(missing)}: every review has them"
    unknown = sorted(expected.keys() - set(FIELDS))
    return f"no review has a field called {', '.join(unknown)}" if unknown else None


def disagreement(field: str, expected: dict[str, Json], review: dict[str, Json]) -> str | None:
    """How a review's field differs from what the case expects, as a sentence, or None."""
    problem = unfilled(expected)
    if problem:
        return f"expected.json is not filled in: {problem}"
    wanted, got = comparable(field, expected.get(field)), comparable(field, review[field])
    if field == "scores":
        got = without_unnamed_texts(got, wanted)
    if wanted == got:
        return None
    if field not in expected:
        return f"{field} must be empty, the page does not state it, but the review holds\n    {as_json(got)}"
    return f"{field} is\n    {as_json(got)}\n  but must be\n    {as_json(wanted)}"


def comparable(field: str, value: Json) -> Json:
    """Null and [] are one and the same, and lists without a promised order are sorted."""
    if value is None or value == []:
        return None
    if field in IN_ANY_ORDER and isinstance(value, list):
        return sorted(value, key=as_json)
    return value


def without_unnamed_texts(got: Json, wanted: Json) -> Json:
    """The scores as read, less those keys that no expected score names."""
    if not isinstance(got, list) or not isinstance(wanted, list):
        return got
    named = {key for score in wanted if isinstance(score, dict) for key in score}
    hidden = MAY_BE_LEFT_OUT - named
    return sorted(
        ({k: v for k, v in score.items() if k not in hidden} if isinstance(score, dict) else score for score in got),
        key=as_json,
    )


def as_json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@functools.cache
def reading_of(case: Case) -> Reading | NotAReview:
    """A page is read once for all its fields."""
    try:
        return case.read()
    except NotAReview as refusal:
        return refusal


def review_of(case: Case) -> Reading:
    reading = reading_of(case)
    if isinstance(reading, NotAReview):
        issue = reading.issue
        pytest.fail(case.complain(f"no review was read: {issue.code}: {issue.message}"), pytrace=False)
    return reading


def as_line(review: Review) -> dict[str, Json]:
    """The review in the spelling of its line."""
    line: Json = msgspec.json.decode(msgspec.json.encode(review))
    assert isinstance(line, dict)
    return line


@pytest.mark.parametrize(
    ("case", "field"), [pytest.param(case, field, id=f"{case.name}/{field}") for case, field in fields_to_check()]
)
def test_reads(case: Case, field: str) -> None:
    expected = case.load("expected.json")
    wrong = unfilled(expected)
    wrong = wrong and f"expected.json is not filled in: {wrong}"
    if not wrong:
        wrong = disagreement(field, expected, as_line(review_of(case).review))
    if wrong:
        pytest.fail(case.complain(wrong), pytrace=False)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in NO_REVIEWS])
def test_is_no_review(case: Case) -> None:
    reading = reading_of(case)
    expected = case.load("error.json")
    if not isinstance(reading, NotAReview):
        title = reading.review.title
        pytest.fail(case.complain(f"must be refused as {expected['code']}, but reads as {title!r}"), pytrace=False)
    got = as_line_of_issue(reading)
    differing = [key for key in expected if got.get(key) != expected[key]]
    if differing:
        said = "; ".join(f"{key} is {got.get(key)!r} and must be {expected[key]!r}" for key in differing)
        pytest.fail(case.complain(f"{said} ({got['message']})"), pytrace=False)


def as_line_of_issue(refusal: NotAReview) -> dict[str, Json]:
    line: Json = msgspec.json.decode(msgspec.json.encode(refusal.issue))
    assert isinstance(line, dict)
    return line


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.name) for case in REVIEWS if "issues" in case.load("meta.json")]
)
def test_raises_the_issues(case: Case) -> None:
    wanted = case.load("meta.json")["issues"]
    got = [{"code": str(issue.code), "field": issue.field} for issue in review_of(case).issues]
    assert isinstance(wanted, list)
    missing = [issue for issue in wanted if issue not in got]
    if missing:
        pytest.fail(case.complain(f"a person must be told of {missing}, but the issues are {got}"), pytrace=False)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
def test_the_folder_is_complete(case: Case) -> None:
    names = {file.name for file in case.folder.iterdir()}
    assert len(names & {"page.html", "page.json"}) == 1, f"{case.folder} needs a page.html or a page.json"
    assert len(names & {"expected.json", "error.json"}) == 1, f"{case.folder} needs an expected.json or an error.json"
    assert names <= {"page.html", "page.json", "expected.json", "error.json", "meta.json"}, f"{case.folder}: {names}"
    meta = case.load("meta.json")
    assert {"url", "about"} <= meta.keys() <= {"url", "about", "encoding", "issues"}, f"{case.folder}/meta.json: {meta}"
    about = meta["about"]
    assert isinstance(about, str), f"{case.folder}/meta.json needs `about`"
    assert about.endswith("."), f"{case.folder}/meta.json: `about` is a sentence"
    if not case.is_review:
        assert case.load("error.json")["code"] in set(IssueCode), f"{case.folder}/error.json: no such code"


class TestTheWalkerItself:
    """A gate that cannot shut is no gate."""

    EXPECTED: ClassVar[dict[str, Json]] = {"title": "Trigun", "headline": "Trigun review", "episodes": 26}
    SCORE: ClassVar[dict[str, Json]] = {"source": "IMDb", "value": 5.9, "scale_max": 10.0, "text": "5.9"}
    REVIEW = Review(title="Trigun", headline="Trigun review", episodes=26)

    def complaint(self, field: str, expected: dict[str, Json], **read: object) -> str | None:
        return disagreement(field, expected, as_line(self.REVIEW) | msgspec.to_builtins(read))

    def test_passes_what_agrees(self) -> None:
        checked = [field for field in FIELDS if field not in WHERE_FROM]
        assert {field: self.complaint(field, self.EXPECTED) for field in checked} == dict.fromkeys(checked)

    def test_stops_a_wrong_value(self) -> None:
        assert "episodes is\n    24\n  but must be\n    26" in str(
            self.complaint("episodes", self.EXPECTED, episodes=24)
        )

    def test_stops_a_value_left_out(self) -> None:
        assert "but must be" in str(self.complaint("episodes", self.EXPECTED, episodes=None))

    def test_stops_an_invented_value(self) -> None:
        assert "year must be empty" in str(self.complaint("year", self.EXPECTED, year=1998))

    def test_stops_a_score_on_another_scale(self) -> None:
        assert self.complaint("scores", {**self.EXPECTED, "scores": [self.SCORE]}, scores=[self.SCORE]) is None
        on_five = self.SCORE | {"scale_max": 5.0}
        assert "scores is" in str(self.complaint("scores", {**self.EXPECTED, "scores": [self.SCORE]}, scores=[on_five]))

    def test_compares_the_raw_text_of_a_score_only_when_it_is_named(self) -> None:
        other = self.SCORE | {"text": "5.9 of 10"}
        textless: Json = {key: value for key, value in self.SCORE.items() if key != "text"}
        assert self.complaint("scores", {**self.EXPECTED, "scores": [self.SCORE]}, scores=[other])
        assert self.complaint("scores", {**self.EXPECTED, "scores": [textless]}, scores=[other]) is None

    @pytest.mark.parametrize(
        "expected",
        [{}, {"unfilled": True, "title": "Trigun", "headline": "Trigun"}, {"title": "Trigun"}, {"titel": "Trigun"}],
    )
    def test_stops_an_unfilled_case(self, expected: dict[str, Json]) -> None:
        assert "not filled in" in str(self.complaint("title", expected))

    def test_says_where_to_look(self, tmp_path: Path) -> None:
        folder = tmp_path / "generic" / "json_ld_graph"
        folder.mkdir(parents=True)
        (folder / "page.html").write_text("<h1>Trigun</h1>", encoding="utf-8")
        (folder / "meta.json").write_text('{"url": "https://a.example/trigun", "about": "A page."}', encoding="utf-8")
        told = Case(folder).complain("title is null")
        assert "look at:     tests/fixtures/generic/json_ld_graph/page.html" in told
        assert (
            "aggregator explain tests/fixtures/generic/json_ld_graph/page.html --url https://a.example/trigun" in told
        )
