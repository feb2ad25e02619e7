"""Runs of text at a glance: which may be labels, scores, marks, running times or sentences. One look at each.

A page has hundreds of runs of text, and what may stand in a short one is told by the text alone; pages of one site
repeat their words, so it is remembered. Readers look closer at the few that are theirs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from aggregator.page import Element
from aggregator.reading.boxes import may_be_mark, may_be_score
from aggregator.reading.hints import may_be_length
from aggregator.reading.labels import may_be_label, names_medium

_SHORT = 90
"""Longer runs are sentences, and different on every page."""
_SENTENCE = 25

_LABEL, _SCORE, _MARK, _LENGTH, _MEDIUM = 1, 2, 4, 8, 16
_KINDS: tuple[tuple[int, bool, Callable[[str], bool]], ...] = (
    # kind, whether it needs a digit, who knows it
    (_LABEL, False, may_be_label),
    (_SCORE, True, may_be_score),
    (_MARK, False, may_be_mark),
    (_LENGTH, True, may_be_length),
    (_MEDIUM, False, names_medium),
)
_DIGIT = re.compile(r"\d", re.ASCII)
_LISTS = [tuple(at for at, (kind, _, _) in enumerate(_KINDS) if kind & kinds) for kinds in range(1 << len(_KINDS))]
"""For each sum of kinds, the places of its kinds."""
_memory: dict[str, int] = {}
_MOST_REMEMBERED = 30_000


@dataclass(slots=True)
class Glance:
    """The numbers of a page's runs of text, by what they may be."""

    labels: list[int] = field(default_factory=list)
    scores: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    media: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)


def glance_at(texts: list[tuple[Element, str, bool]]) -> Glance:
    """The one pass over a page's runs of text."""
    found = Glance()
    memory = _memory
    lists = (found.labels, found.scores, found.marks, found.lengths, found.media)
    note = [numbers.append for numbers in lists]
    for number, (_, text, _) in enumerate(texts):
        length = len(text)
        if length >= _SENTENCE:
            found.sentences.append(number)
            if length > _SHORT:
                if may_be_label(text):
                    found.labels.append(number)
                continue
        kinds = memory.get(text)
        if kinds is None:
            kinds = _remember(text)
        if kinds:
            for kind in _LISTS[kinds]:
                note[kind](number)
    return found


def _remember(text: str) -> int:
    """What a short text may be, as a sum of kinds."""
    if len(_memory) >= _MOST_REMEMBERED:
        _memory.clear()
    has_digit, kinds = _DIGIT.search(text) is not None, 0
    for kind, needs_digit, may_be in _KINDS:
        if (has_digit or not needs_digit) and may_be(text):
            kinds |= kind
    _memory[text] = kinds
    return kinds
