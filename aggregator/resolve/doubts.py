"""Doubts: pairs of pages that a person's judgement would settle, most valuable first.

A pair is worth asking when its evidence lies near the point of decision and its answer moves many pairs: the answer
"same" joins two groups, "different" parts one, and what that moves is the product of their sizes. Pairs that a rule
decides anyway are not asked, and of all links between two groups only the strongest is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

import numpy as np

from aggregator.model import Review
from aggregator.resolve.evidence import load_weights
from aggregator.resolve.judgements import Judgement, Verdict, rule
from aggregator.resolve.partition import Pages, Partition, partition, read_pages

_NEAR = 4.0
"""Log-odds from the point of decision beyond which nobody need be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A pair to ask about."""

    a: Review
    b: Review
    key_a: str
    key_b: str
    log_odds: float
    together: bool
    """Whether the two stand under one anime now."""
    value: float
    """Expected number of pairs of pages that the answer sets right."""


def doubts(reviews: Iterable[Review], judgements: Iterable[Judgement] = (), *, limit: int = 100) -> tuple[Doubt, ...]:
    """The pairs worth asking about, most valuable first. What was judged before, also as unsure, is not asked again."""
    kept = list(reviews)
    judgements = tuple(judgements)
    pages = read_pages(kept)
    found = partition(pages, judgements)
    asked = _asked(pages, judgements)
    join_from = load_weights().join_from
    group_of = np.empty(len(pages), np.int64)
    for number, members in enumerate(found.groups):
        group_of[members] = number
    near = found.links.where(np.abs(found.links.weight - join_from) <= _NEAR)
    chosen: dict[tuple[int, int], tuple[float, float, int, int]] = {}
    for weight, a, b in near.triples():
        if (min(a, b), max(a, b)) in asked:
            continue
        one, other = int(group_of[a]), int(group_of[b])
        value = _value(found, pages, one, other, weight - join_from)
        if value and value > chosen.get((min(one, other), max(one, other)), (0.0,))[0]:
            chosen[min(one, other), max(one, other)] = (value, weight, a, b)
    best = sorted(chosen.values(), key=lambda doubt: (-doubt[0], pages.keys[doubt[2]], pages.keys[doubt[3]]))[:limit]
    return tuple(
        Doubt(
            a=kept[pages.rows[a]],
            b=kept[pages.rows[b]],
            key_a=pages.keys[a],
            key_b=pages.keys[b],
            log_odds=round(weight, 2),
            together=bool(group_of[a] == group_of[b]),
            value=round(value, 3),
        )
        for value, weight, a, b in best
    )


def _value(found: Partition, pages: Pages, one: int, other: int, from_even: float) -> float:
    """How likely the decision is wrong, times the pairs of pages that it moves."""
    wrong = 1 / (1 + exp(abs(from_even)))
    if one == other:
        return wrong * (len(found.groups[one]) - 1)
    sites = [{int(pages.features.site[page]) for page in found.groups[group]} - {-1} for group in (one, other)]
    if sites[0] & sites[1]:
        return 0.0  # one page a site decides
    return wrong * len(found.groups[one]) * len(found.groups[other])


def _asked(pages: Pages, judgements: Iterable[Judgement]) -> set[tuple[int, int]]:
    judgements = tuple(judgements)
    number_of = pages.number_of()
    ruling = rule(judgements, number_of)
    unsure = {
        (min(number_of[one.a], number_of[one.b]), max(number_of[one.a], number_of[one.b]))
        for one in judgements
        if one.verdict is Verdict.UNSURE and one.a in number_of and one.b in number_of
    }
    return {(min(pair), max(pair)) for pair in ruling.same} | set(ruling.different) | unsure
