"""Why two pages are, or are not, one anime: every piece of evidence with its weight, and the decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from aggregator.model import Review
from aggregator.normalize.titles import Marks, parse_marks
from aggregator.resolve.evidence import TERMS, Weights, compare, load_weights
from aggregator.resolve.identity import mint_id
from aggregator.resolve.judgements import Judgement, rule
from aggregator.resolve.pages import SERIES_DATABASES, canonical_url, site_of
from aggregator.resolve.partition import SERIES_ID_WEIGHS, Pages, partition, read_pages


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence."""

    term: str
    says: str
    """What the term compares."""
    level: str
    """What was found."""
    weight: float
    """In log-odds: above nought for one anime, below for two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two pages, as far as it was compared."""

    key: str
    review: Review
    marks: Marks
    anime: str
    """The id of the anime under which the page stands, as these reviews alone give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why two pages are, or are not, one anime."""

    a: Side
    b: Side
    evidence: tuple[Evidence, ...]
    """What speaks for or against, the weightiest first."""
    bias: float
    log_odds: float
    join_from: float
    shared_ids: tuple[str, ...]
    rules: tuple[str, ...]
    """What decides whatever the evidence says: judgements, ids, one page a site."""
    together: bool
    """Whether the two stand under one anime."""
    companions: tuple[str, ...] = field(default=())
    """The other pages under the anime of either, which may have joined or parted the two."""


class UnknownPageError(ValueError):
    """Nothing that was read bears this URL or id."""


def explain_pair(reviews: Iterable[Review], a: str, b: str, judgements: Iterable[Judgement] = ()) -> Explanation:
    """Why the pages `a` and `b` (URLs, `saved:` paths, or ids of anime) are one anime or two.

    All reviews are resolved, since what is common among them, and what else stands on a site, is evidence too.
    Raises UnknownPageError when nothing bears a name.
    """
    kept = list(reviews)
    judgements = tuple(judgements)
    pages = read_pages(kept)
    found = partition(pages, judgements)
    group_of = {page: at for at, members in enumerate(found.groups) for page in members}
    number_of = pages.number_of() | _ids_of_groups(pages, found.groups)
    x, y = (_number(name, number_of) for name in (a, b))
    sides = []
    for number in (x, y):
        review = kept[pages.rows[number]]
        members = found.groups[group_of[number]]
        anime = min(mint_id(pages.keys[page]) for page in members)
        sides.append(Side(key=pages.keys[number], review=review, marks=parse_marks(review.title), anime=anime))
    weights = load_weights()
    codes = compare(pages.features, np.array([x]), np.array([y]))[0]
    evidence = _evidence(codes.tolist(), weights)
    shared = tuple(f"{one.source}:{one.id}" for one in sorted(set(sides[0].review.ids) & set(sides[1].review.ids)))
    series = [one for one in shared if one.split(":")[0] in SERIES_DATABASES]
    if series:
        evidence = (Evidence("series id", "an id of a whole series", ", ".join(series), SERIES_ID_WEIGHS), *evidence)
    return Explanation(
        a=sides[0],
        b=sides[1],
        evidence=tuple(sorted(evidence, key=lambda one: (-abs(one.weight), one.term))),
        bias=weights.bias,
        log_odds=round(weights.bias + sum(one.weight for one in evidence), 2),
        join_from=weights.join_from,
        shared_ids=shared,
        rules=tuple(_rules(sides[0], sides[1], shared, _judged(pages, x, y, judgements))),
        together=group_of[x] == group_of[y],
        companions=tuple(
            sorted(
                {pages.keys[page] for number in (x, y) for page in found.groups[group_of[number]]}
                - {side.key for side in sides}
            )
        ),
    )


def explanation_text(explanation: Explanation) -> str:
    """The explanation as a person reads it."""
    a, b = explanation.a, explanation.b
    lines = ["ONE ANIME" if explanation.together else "TWO ANIME", ""]
    for name, side in (("A", a), ("B", b)):
        review = side.review
        facts = [review.type, review.year, review.season, review.episodes and f"{review.episodes} episodes"]
        facts += [review.duration_seconds and f"{review.duration_seconds // 60} min", *review.studios[:2]]
        lines.append(f"{name}  {side.key}")
        lines.append(f"   {review.title}" + "".join(f" · {fact}" for fact in facts if fact))
        if review.alternative_titles:
            lines.append("   also: " + " / ".join(other.title for other in review.alternative_titles[:6]))
        lines.append(f"   read as: {_marks_text(side.marks)}")
    lines += ["", f"{explanation.bias:+7.2f}  before anything is compared"]
    lines += [f"{one.weight:+7.2f}  {one.says}: {one.level}" for one in explanation.evidence if abs(one.weight) >= 0.05]
    silent = [one.term for one in explanation.evidence if abs(one.weight) < 0.05]
    verdict = "enough" if explanation.log_odds >= explanation.join_from else "not enough"
    lines += ["-------", f"{explanation.log_odds:+7.2f}  {verdict} to join: that takes {explanation.join_from:+.2f}"]
    if silent:
        lines.append(f"         no weight: {', '.join(silent)}")
    lines += [f"   rule  {rule_text}" for rule_text in explanation.rules]
    lines += [f"   with  {key}" for key in explanation.companions[:12]]
    return "\n".join(lines)


def _ids_of_groups(pages: Pages, groups: Iterable[list[int]]) -> dict[str, int]:
    """Every id that a group could bear, to one of its pages."""
    return {mint_id(pages.keys[page]): page for members in groups for page in members}


def _number(name: str, number_of: Mapping[str, int]) -> int:
    for spelling in (name, canonical_url(name)):
        if spelling in number_of:
            return number_of[spelling]
    raise UnknownPageError(
        f"no page that was read bears {name}; give the URL or id as a line of reviews.jsonl or anime.jsonl has it"
    )


def _evidence(codes: list[int], weights: Weights) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(term.name, term.says, term.levels[code], weights.terms.get(term.name, {}).get(term.levels[code], 0.0))
        for term, code in zip(TERMS, codes, strict=True)
    )


def _judged(pages: Pages, x: int, y: int, judgements: tuple[Judgement, ...]) -> str | None:
    ruling = rule(judgements, pages.number_of())
    pair = (min(x, y), max(x, y))
    if pair in ruling.same:
        return "a person judged them the same"
    return "a person judged them different" if pair in ruling.different else None


def _rules(a: Side, b: Side, shared: tuple[str, ...], judged: str | None) -> list[str]:
    rules = [judged] if judged else []
    works = [one for one in shared if one.split(":")[0] not in SERIES_DATABASES]
    if works:
        rules.append(f"they share {', '.join(works)}: joined at once unless two ids collide")
    if site_of(a.review) and site_of(a.review) == site_of(b.review):
        rules.append(
            "both are pages of one site: an anime has at most one page of a site, unless its own id makes them one page"
        )
    for database in sorted(
        {one.source for one in a.review.ids} & {one.source for one in b.review.ids} - SERIES_DATABASES
    ):
        ids = [{one.id for one in side.review.ids if one.source == database} for side in (a, b)]
        if not ids[0] & ids[1]:
            rules.append(f"they state two ids of {database}: two anime")
    return rules


def _marks_text(marks: Marks) -> str:
    said = {"season": marks.season, "part": marks.part, "number": marks.number, "year": marks.year}
    parts = [f"{name} {value}" for name, value in said.items() if value is not None]
    return " · ".join((marks.base, *parts, *sorted(marks.kinds)))
