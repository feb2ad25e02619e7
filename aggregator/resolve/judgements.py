"""Judgements: a person's lasting word on whether two pages are one anime. They are checked, and overrule everything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from aggregator.model import Issue, IssueCode
from aggregator.resolve.pages import canonical_url


class Verdict(StrEnum):
    """What was decided about a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One line of judgements.jsonl."""

    verdict: Verdict
    a: str
    """A page's URL, `saved:` and its path, or an anime's id (which stands for the page that founded it)."""
    b: str
    who: str = ""
    when: str = ""
    """ISO 8601; of two judgements on one pair the later one holds."""
    why: str = ""


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """The judgements of a file, none where there is no file. A line that cannot be read is an error that names it."""
    if not path.exists():
        return ()
    judgements = []
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        if line.strip():
            try:
                judgements.append(msgspec.json.decode(line, type=Judgement))
            except msgspec.MsgspecError as error:
                raise ValueError(
                    f"{path}, line {number}: not a judgement ({error}); mend or remove the line"
                ) from error
    return tuple(judgements)


def append_judgement(path: Path, judgement: Judgement) -> None:
    """Adds one line, creating the file. A last line that was torn is closed first, so that nothing is glued to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, 2)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(msgspec.json.encode(judgement) + b"\n")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the judgements demand of pages, by their number, once contradictions are out."""

    same: tuple[tuple[int, int], ...] = ()
    different: frozenset[tuple[int, int]] = frozenset()
    """Smaller number first."""
    issues: tuple[Issue, ...] = ()


def rule(judgements: Iterable[Judgement], number_of: Mapping[str, int]) -> Ruling:
    """The judgements on the pages at hand. `number_of` maps page keys and anime ids to the pages' numbers.

    Of two judgements on one pair the later holds. Where `same` judgements would join what `different` keeps apart,
    the pages stay apart, the latest `same` that still fits holds, and each refused one is an Issue.
    """
    latest: dict[tuple[int, int], Judgement] = {}
    issues: list[Issue] = []
    for judgement in sorted(judgements, key=_age):
        a, b = (_number(ref, number_of) for ref in (judgement.a, judgement.b))
        if a is None or b is None or a == b:
            if a is not None and a == b and judgement.verdict is Verdict.DIFFERENT:
                issues.append(_contradiction(judgement, "both are one page"))
            continue
        pair = (min(a, b), max(a, b))
        earlier = latest.get(pair)
        if (
            earlier
            and earlier.when == judgement.when
            and {earlier.verdict, judgement.verdict} == {Verdict.SAME, Verdict.DIFFERENT}
        ):
            issues.append(_contradiction(judgement, "the same pair was judged both ways at the same time"))
            judgement = earlier if earlier.verdict is Verdict.DIFFERENT else judgement  # noqa: PLW2901
        latest[pair] = judgement
    different = frozenset(pair for pair, judgement in latest.items() if judgement.verdict is Verdict.DIFFERENT)
    same, refused = _consistent(latest, different)
    return Ruling(same=same, different=different, issues=(*issues, *refused))


def _consistent(
    latest: Mapping[tuple[int, int], Judgement], different: frozenset[tuple[int, int]]
) -> tuple[tuple[tuple[int, int], ...], list[Issue]]:
    group: dict[int, frozenset[int]] = {}
    same: list[tuple[int, int]] = []
    refused: list[Issue] = []
    for pair, judgement in sorted(latest.items(), key=lambda item: _age(item[1]), reverse=True):
        if judgement.verdict is not Verdict.SAME:
            continue
        a, b = (group.get(page, frozenset({page})) for page in pair)
        if any((min(x, y), max(x, y)) in different for x in a for y in b):
            refused.append(_contradiction(judgement, "other judgements keep the two apart"))
            continue
        same.append(pair)
        group.update(dict.fromkeys(a | b, a | b))
    return tuple(same), refused


def _number(ref: str, number_of: Mapping[str, int]) -> int | None:
    return number_of.get(ref, number_of.get(canonical_url(ref)))


def _age(judgement: Judgement) -> tuple[str, ...]:
    return (judgement.when, judgement.verdict, *sorted((judgement.a, judgement.b)), judgement.who, judgement.why)


def _contradiction(judgement: Judgement, reason: str) -> Issue:
    return Issue(
        code=IssueCode.JUDGEMENT_CONTRADICTION,
        message=f"The judgement '{judgement.verdict}' on {judgement.a} and {judgement.b} cannot hold: {reason}. "
        "The pages stay apart until one of the judgements is withdrawn.",
        url=judgement.a,
        field="judgement",
        text=f"{judgement.a} {judgement.verdict} {judgement.b} ({judgement.who} {judgement.when})"[:300],
    )
