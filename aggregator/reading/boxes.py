"""Score boxes by their form: a value beside its scale, votes beside it, what calls itself a rating, bars by width.

A number becomes a score only when three things agree: it stands alone (not in a sentence), something says that it
rates (its scale, a label, its element's name), and it stands where the page speaks of its own subject. Of cards that
repeat (other works, single members) nothing is read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, takewhile

from lxml import etree

from aggregator.model import Kind, Score
from aggregator.normalize.counts import parse_count, parse_votes, tells_voters
from aggregator.normalize.criteria import is_part
from aggregator.normalize.scores import SOURCES, canonical_source, parse_score
from aggregator.page import Element, Page, visible_text
from aggregator.reading.fields import Said, folded_title
from aggregator.reading.labels import Fact, field_of_label
from aggregator.reading.links import database_of
from aggregator.reading.structured import names_on_page
from aggregator.reading.vocabulary import YOURS
from aggregator.reading.zones import Zone, Zones
from aggregator.selecting import elements_in

BOX = 46
"""The weight of a box: below structured data, whose value is exact, above prose."""
NAMED = 44

_VALUE = re.compile(r"^[^\w/#]{0,4}(?P<number>\d{1,3}(?:[.,]\d{1,3})?)\s*(?P<percent>%)?\W{0,3}$", re.ASCII)
_SCALED = re.compile(
    r"\d{1,3}(?:[.,]\d{1,3})?\s*(?:/|из|out of|of|von|sur|de|din|su|na|ze|z|av|van|dari|από|trên|จาก|מתוך|中|满分|満点)"
    r"\s*(?:100|10|20|5|6)(?:[.,]0)?(?![\d.,]).{0,40}$",
    re.ASCII,
)
"""A value with its scale, from its first digit on."""
_MAY_BE_SCALED = re.compile(
    r"\d\s*(?:/|из|o|von|sur|d|s|n|z|av|van|από|trên|จาก|מתוך|中|满|満)[^\d]{0,9}(?:10|20|5|6)", re.ASCII
)
"""A fast look for a number and a scale."""
_LONGEST_PREFIX = 36
_SCALE = re.compile(
    r"^\s*(?:/|из|of|out of|von|sur|de|su)\s*(?P<top>5|6|10|20|100)(?:[.,]0)?(?!\d)(?P<rest>.{0,40})$", re.ASCII
)
_SAYS_RATING = re.compile(
    r"rat(?:e|ing|ings)|rat[-_]avg|avg[-_]rat|scor(?:e|es)|stars?(?-i:(?![a-z]))|vote|grade|punkt|bewertung|wertung|ocena|hodnocen|puan|note|"
    r"nota|valora|avalia|voto|reiting|rejting|ocenka|mark(?![a-z])",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"(?:^|[-_ ])(?:my|your|you|self|own|user-?rate|rate-?this|rateit|rate-?it|episode|ep|eps|age|mpaa|parental|pg|"
    r"comment|related|recommend|similar|histogram|distribution|rank|popular|drop|parade|reaction|content-rating|"
    r"age-rating|bestRating|worstRating|ratingCount|reviewCount)(?:$|[-_ ])"
    r"|your[A-Z_-]?|friend|criteria|drop|ranked?(?![a-z])",
    re.IGNORECASE,
)
_EDITORS = re.compile(
    r"editor|our[-_ ]|author|critic|verdict|reviewer|final|staff|redak|rédac|redac|redaz|recenzent|рецензент|редакц",
    re.IGNORECASE,
)
_NO_SCORE = re.compile(
    r"drop|recommend|popular|fav|like|watch|rank|complet|view|discount|sale|off|promo|брос|рекоменд|人気|推薦|推荐",
    re.IGNORECASE,
)
"""Words before a number that is a share or a rank, and no score."""
_WIDTH = re.compile(r"width:\s*(\d{1,3}(?:\.\d{1,4})?)\s*%", re.ASCII)
_SPOKEN = re.compile(
    r"(?P<number>\d{1,2}(?:[.,]\d{1,3})?)\s*(?:out of|of|/|von|из|з|sur|de|din|av|van|su|na|z|ze|dari|από|trên|จาก|"
    r"מתוך)\s*(?P<top>5|10|100)\b",
    re.IGNORECASE | re.ASCII,
)
_MOST_ALIKE = 3
_MOST_CRITERIA = 12
_SHORT_UNIT = 16
_LONGEST_NAME = 30
_BOX_CHILDREN = 12
_BOX_TEXT = 80
"""Characters of a box that holds one score and who is quoted."""
SCALES = {
    "Metacritic": 100.0,
    "Rotten Tomatoes": 100.0,
    "IMDb": 10.0,
    "MyAnimeList": 10.0,
    "Letterboxd": 5.0,
    "Anime-Planet": 5.0,
    "Simkl": 10.0,
    "Shikimori": 10.0,
    "Kinopoisk": 10.0,
    "AniDB": 10.0,
    "Bangumi": 10.0,
    "Douban": 10.0,
}
"""The scales of databases that are often quoted without one."""
_MEAN_ROUNDING = 0.06
_NEAR = 6


@dataclass(slots=True)
class _Candidate:
    """A number that may be a score, and what stands around it."""

    page: Page
    texts: list[tuple[Element, str, bool]]
    """The page's runs of text."""
    number: int
    """Which of them it is."""
    holder: Element
    text: str
    plain: re.Match[str] | None
    """The number when it stands alone; None where its scale stands with it."""
    is_called: bool = False
    """Whether classes and ids of the holder and what is around it say that it rates; known once it was admitted."""

    @property
    def names(self) -> str:
        """Classes and ids of the holder and what is around it."""
        return _names(self.holder)

    @property
    def shape(self) -> tuple[object, object]:
        """Tag and class: candidates of one shape are of one kind."""
        return self.holder.tag, self.holder.get("class")

    @property
    def is_whole(self) -> bool:
        """Whether it is a bare whole number: no decimals, no percent sign."""
        return self.plain is not None and not (self.plain["percent"] or _MARK.search(self.plain["number"]))

    def beside(self, at: int) -> str:
        """The run of text so many runs away."""
        place = self.number + at
        return self.texts[place][1] if 0 <= place < len(self.texts) else ""

    def near(self, first: int, last: int) -> list[str]:
        """The runs of text from one distance to another that stand in the same box, white space folded."""
        runs = self.texts[max(0, self.number + first) : max(0, self.number + last + 1)]
        around = _box_of(self.holder)
        return [" ".join(text.split()) for element, text, _ in runs if _stands_in(around, element)]


@dataclass(slots=True)
class _Found:
    """A score somewhere on the page."""

    score: Score
    candidate: _Candidate
    weight: int
    name: str
    """What stands beside the value, when it may be a criterion's name."""
    is_scaled: bool
    """Whether the value prints its scale."""

    @property
    def element(self) -> Element:
        return self.candidate.holder

    def said(self, score: Score | None = None, name: str = "") -> Said:
        """As a reader's word."""
        text = f"{name} {self.candidate.text}".strip()
        return Said("scores", score or self.score, "boxes", text, self.element, self.weight)


def read_boxes(
    page: Page, zones: Zones, facts: list[Fact], known: list[Score], *, scores: Iterable[int], marks: Iterable[int]
) -> Iterator[Said]:
    """The scores of the page's own subject that are no labelled facts. `known` are those that structured data state.

    `scores` and `marks` are the numbers of the runs of text that may be some.
    """
    told = {element for fact in facts if fact.field.startswith("score/") for element in (fact.element, *fact.elements)}
    of_parts = _marks_of_parts(page, zones, marks)
    told |= {mark.element for mark in of_parts}
    yield from _marked_parts(of_parts, facts, known, reviewed=_is_reviewers(page))
    of_form = _by_form(_candidates(page, scores), _Admission(page, zones), known)
    found = [one for one in of_form if told.isdisjoint((one.element, one.element.getparent()))]
    shapes: dict[tuple[object, object], list[_Found]] = {}
    for one in found:
        shapes.setdefault(one.candidate.shape, []).append(one)
    for alike in shapes.values():
        if _are_single(alike):
            yield from (one.said() for one in alike)
        else:
            yield from _criteria(alike, [one for one in found if one not in alike], zones)
    circles = [] if found or known else _circles(page)
    if circles:
        yield from _of_circle(page, zones, circles)
    elif not found and all(score.votes is None for score in known):
        spoken = _spoken(page, zones) if any(map(page.mentions, _SPEAKING)) else None
        if spoken is not None:
            yield spoken
        elif not known:
            yield from _widths(page, zones)


def _are_single(alike: list[_Found]) -> bool:
    """Whether scores of one form are no rows of a list: one score, the same one again, or few with their scales."""
    values = {(one.score.value, one.score.scale_max) for one in alike}
    sources = {one.score.source for one in alike}
    voted = len(alike) == _USERS_AND_CRITICS and len({one.score.votes for one in alike} - {None}) == len(alike)
    few = len(sources) == len(alike) <= _MOST_ALIKE and any(one.is_scaled for one in alike)
    return len(values) == 1 or few or voted


_USERS_AND_CRITICS = 2
"""So many means of one form, with voters of their own, stand side by side."""


def _criteria(alike: list[_Found], others: list[_Found], zones: Zones) -> Iterator[Said]:
    """Rows of one form, each with a name of its own, are the parts of a rating ("Story 8.4").

    Without names, or with links for names, they are cards of other works.
    """
    names = [one.name for one in alike]
    if len(alike) > _MOST_CRITERIA or not all(names) or len(set(names)) != len(names):
        return
    if any(zones.of(one.element) is not Zone.SUBJECT or _is_linked(one.candidate) for one in alike):
        return
    kind = Kind.USERS if any(one.score.votes for one in others) else Kind.EDITOR
    for one in alike:
        own_kind = one.score.kind if one.score.kind is Kind.EXTERNAL else kind
        yield one.said(replace(one.score, source=canonical_source(one.name), kind=own_kind), one.name)
    mean = sum(one.score.value for one in alike) / len(alike)
    for other in others:
        same_scale = other.score.scale_max == alike[0].score.scale_max
        if same_scale and abs(other.score.value - mean) <= _MEAN_ROUNDING and zones.of(other.element) is Zone.SUBJECT:
            yield other.said()._replace(field="stated_average", value=other.score.value)
            return


@dataclass(frozen=True, slots=True)
class _Mark:
    """One row that marks a part of the work: "Story 9/10"."""

    name: str
    value: str
    element: Element


def may_be_mark(run: str) -> bool:
    """Whether a run of text ends like a mark."""
    return len(run) <= _LONGEST_MARK and run[-1] in _ENDS_OF_MARKS | _ENDS_OF_GRADES


def _marks_of_parts(page: Page, zones: Zones, numbers: Iterable[int]) -> list[_Mark]:
    """The rows whose names are words for parts of a work, each once; none where they repeat: members wrote them."""
    texts = page.index.texts
    marks: dict[str, _Mark] = {}
    ends = _ENDS_OF_MARKS | _ENDS_OF_GRADES if _is_reviewers(page) else _ENDS_OF_MARKS
    for number in numbers:
        element, run, is_tail = texts[number]
        if run[-1] not in ends:
            continue
        found = _marked_part(texts, number)
        holder = element.getparent() if is_tail else element
        if found is None or holder is None or zones.of(holder) is not Zone.SUBJECT or _is_card(holder):
            continue
        name, value = found
        if name in marks:
            return []
        marks[name] = _Mark(name, value, holder)
    several = _FEWEST_MARKS <= len(marks) <= _MOST_CRITERIA
    return list(marks.values()) if several and _stand_together([mark.element for mark in marks.values()]) else []


def _marked_part(texts: list[tuple[Element, str, bool]], number: int) -> tuple[str, str] | None:
    """The part and its mark, in one run of text ("Story: 9") or in two ("Story", "9"); None for anything else."""
    run = texts[number][1]
    row = _MARK_IN_ROW.fullmatch(run)
    if row is not None:
        return (canonical_source(row["name"]), row["value"]) if is_part(row["name"]) else None
    name = texts[number - 1][1] if number else ""
    alone = _MARK_ALONE.fullmatch(run)
    if alone is None or not is_part(name) or _is_choice(texts, number) or not _is_behind(texts, number):
        return None
    return canonical_source(name), alone["value"]


def _is_behind(texts: list[tuple[Element, str, bool]], number: int) -> bool:
    """Whether a run belongs to the one before it and not to the one behind: what is nearer in the tree."""
    before, following = (_around(texts[at]) for at in (number - 1, min(number + 1, len(texts) - 1)))
    for step in _around(texts[number]):
        if step in before:
            return True
        if step in following and number + 1 < len(texts):
            return False
    return False


def _around(run: tuple[Element, str, bool]) -> list[Element]:
    """The element that holds a run of text, and those around it."""
    element, _, is_tail = run
    around = list(islice(element.iterancestors(), _NEAR))
    return around if is_tail else [element, *around]


_ENDS_OF_MARKS = frozenset("0123456789")
_ENDS_OF_GRADES = frozenset("ABCDF+-")


def _is_choice(texts: list[tuple[Element, str, bool]], number: int) -> bool:
    """Whether another bare number follows: a row of marks to choose from."""
    return number + 1 < len(texts) and _BARE_NUMBER.fullmatch(texts[number + 1][1].strip()) is not None


_LONGEST_MARK = 50
_FEWEST_MARKS = 2
_MARK_VALUE = r"(?P<value>\d{1,3}(?:[.,]\d{1,2})?(?:\s?/\s?(?:100|10|20|5))?|[A-DF][+-]?)"
_MARK_IN_ROW = re.compile(rf"[\s•·*-]*(?P<name>[^\d:：]{{2,30}}?)\s*(?:[:：=]|\s[-–—]\s)\s*{_MARK_VALUE}\s*", re.ASCII)
_MARK_ALONE = re.compile(rf"[\s:：=–-]*{_MARK_VALUE}\s*", re.ASCII)


def _stand_together(elements: list[Element]) -> bool:
    """Whether elements share an ancestor few steps up."""
    first = {ancestor for ancestor, _ in zip(elements[0].iterancestors(), range(_NEAR - 2), strict=False)}
    return all(
        any(ancestor in first for ancestor, _ in zip(one.iterancestors(), range(_NEAR - 2), strict=False))
        for one in elements[1:]
    )


def _marked_parts(marks: list[_Mark], facts: list[Fact], known: list[Score], *, reviewed: bool) -> Iterator[Said]:
    """The marks of parts on their one scale: the printed one, ten above five, that of other marks beside them."""
    if not marks:
        return
    scores = [parse_score(mark.value, source=mark.name, kind=Kind.EDITOR) for mark in marks]
    values = [score.value for score in scores if score is not None]
    tops = {score.scale_max for score in scores if score is not None and score.scale_max}
    near = _scale_near(marks[0].element, min(values, default=0.0))
    top = _scale_of_parts(max(values, default=0.0), tops, near, known)
    if top is None:
        return
    voted = not reviewed and (any(score.votes for score in known) or any(_count_of(fact) for fact in facts))
    for mark in marks:
        kind = Kind.USERS if voted else Kind.EDITOR
        score = parse_score(mark.value, source=mark.name, kind=kind, scale_max=top)
        if score is not None and score.scale_max is not None and score.value <= score.scale_max:
            text = f"{mark.name} {mark.value}"
            yield Said("scores", score, "boxes", text, mark.element, BOX)


def _scale_of_parts(most: float, tops: set[float], near: float | None, known: list[Score]) -> float | None:
    if len(tops) == 1:
        return tops.pop()
    if most > _MOST_STARS:
        return 10.0 if most <= _MOST_POINTS else 100.0
    stated = {score.scale_max for score in known if score.scale_max}
    return near if near is not None else stated.pop() if len(stated) == 1 else None


_MOST_STARS = 5
_MOST_POINTS = 10


def _by_form(candidates: Iterable[_Candidate], admission: "_Admission", known: list[Score]) -> Iterator[_Found]:
    """Scores by their form; bare whole numbers, of which pages are full, only where others like them are scores."""
    shapes: set[tuple[object, object]] = set()
    whole: list[_Candidate] = []
    stated = {score.value for score in known}
    for candidate in candidates:
        if candidate.is_whole and not _is_confirmed(candidate, stated):
            whole.append(candidate)
        elif admission.admits(candidate) and (score := _scored(candidate, known)) is not None:
            shapes.add(candidate.shape)
            yield score
    for candidate in whole if shapes else ():
        if candidate.shape in shapes and admission.admits(candidate):
            score = _scored(candidate, known)
            if score is not None:
                yield score


def may_be_score(run: str) -> bool:
    """Whether a run of text is a number that stands alone, or one with its scale."""
    if len(run) > _LONGEST_RUN or _DIGIT.search(run) is None:
        return False
    plain = _VALUE.match(run)
    if plain is not None:
        return _whole_part(plain["number"]) <= _HIGHEST
    if _MARK_OF_TEN.fullmatch(run) is not None:
        return True
    may_be_scaled = _MAY_BE_SCALED.search(run) is not None or _TOP_FIRST in run or "★" in run
    return may_be_scaled and _scaled(" ".join(run.split())) is not None


def _whole_part(number: str) -> int:
    return int(_MARK.split(number, 1)[0])


_HIGHEST = 100


def _candidates(page: Page, scores: Iterable[int]) -> Iterator[_Candidate]:
    """Numbers that stand alone or with their scale."""
    texts = page.index.texts
    for number in scores:
        element, run, is_tail = texts[number]
        plain = _VALUE.match(run)
        text = run if plain else _scaled(" ".join(run.split())) or _marked(page, number, element, run)
        holder = element.getparent() if is_tail else element
        if text is not None and holder is not None and holder.tag not in _CONTROLS:
            yield _Candidate(page, texts, number, holder, text, plain)


class _Admission:
    """Which candidates may be scores: in elements that may rate, where the page speaks of its subject."""

    def __init__(self, page: Page, zones: Zones) -> None:
        self._zones = zones
        self._has_items = bool(page.index.itemscopes)
        self._called: dict[Element, int] = {}

    def admits(self, candidate: _Candidate) -> bool:
        """Whether it may be a score; notes what its names say."""
        holder = candidate.holder
        said = _called(holder, self._called)
        candidate.is_called = bool(said)
        if said & _OTHERS or not _may_rate(candidate):
            return False
        if self._zones.of(holder) not in {Zone.SUBJECT, Zone.ASIDE}:
            return False
        if _is_card(holder) or (self._has_items and _is_other_item(holder, self._zones)):
            return False
        return not _has_other_heading(candidate)


_TOP_FIRST = "つ星のうち"
"""Stars out of so many, before the mark itself."""


_STARRED = re.compile(r"[^\d(★]{0,14}★\s?\d[.,]\d{1,2}\s?\([\d.,]{1,9}\s?[^\W\d]{0,12}\)")
"""A star before a mark, votes in brackets behind it."""


def _marked(page: Page, number: int, element: Element, run: str) -> str | None:
    """A bare "9/10" whose element's name, or the label right behind it, says that it is a mark."""
    if _MARK_OF_TEN.fullmatch(run) is None:
        return None
    texts = page.index.texts
    behind = field_of_label(texts[number + 1][1]) if number + 1 < len(texts) else None
    says_so = behind == "score" or _says_rating(f"{element.get('class') or ''} {element.get('itemprop') or ''}")
    return run if says_so else None


_MARK_OF_TEN = re.compile(r"\d{1,2}\s?/\s?(?:5|10|100)", re.ASCII)
_CONTROLS = frozenset({"option", "button"})
_DIGIT = re.compile(r"\d", re.ASCII)
_MARK = re.compile(r"[.,]")
_LONGEST_RUN = 90
_LONGEST_LINE = 60


@lru_cache(maxsize=8192)
def _is_not_ours(names: str) -> bool:
    """Whether names of classes say that a number is somebody's own, another work's, or no rating."""
    return _NOT_OURS.search(names) is not None


@lru_cache(maxsize=8192)
def _says_rating(names: str) -> bool:
    """Whether names of classes say that a number rates."""
    return _SAYS_RATING.search(names) is not None


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """Who a short text beside a value names, alone or among a few words: "TMDb rating", "Рейтинг IMDb"."""
    whole = canonical_source(text.strip(" :"))
    if whole in SOURCES or _DIGIT.search(text) or not _FAMOUS.search(text):
        return whole
    named = {name for word in _FAMOUS.findall(text) if (name := canonical_source(word)) in SOURCES}
    return named.pop() if len(named) == 1 else whole


_FAMOUS = re.compile(
    r"(?<!\w)(?:IMDb|TMDb|MyAnimeList|AniList|Kinopoisk|Кинопоиск\w?|Shikimori|Шикимори|ČSFD|Douban|豆瓣|Filmweb|Metacritic|"
    r"Metascore|Letterboxd|Rotten Tomatoes|AlloCin[ée]|SensCritique|AniDB|Bangumi|Filmarks)(?!\w)",
    re.IGNORECASE,
)


def _may_rate(candidate: _Candidate) -> bool:
    """Whether anything says that a number rates: its scale, its element's name, or a database beside it."""
    return candidate.plain is None or _rates(candidate) or _is_explained(candidate)


def _rates(candidate: _Candidate) -> bool:
    """Whether an element's name, the unit behind a number, its voters or what it marks say that it rates."""
    return candidate.is_called or candidate.beside(1).startswith(_POINTS) or _is_voted(candidate)


def _is_voted(candidate: _Candidate) -> bool:
    """Whether a number with decimals is followed by its votes: "8.76" and "981 123 votes", "4.8" and "(12,431)"."""
    if candidate.plain is None or candidate.is_whole or candidate.plain["percent"]:
        return False
    following = candidate.beside(1)
    if not _DIGIT.search(following):
        # one word for the mark may stand between: "8.4", "Great", "21543 votes"
        spoken = candidate.beside(2) if len(following) <= _SHORT_UNIT else ""
        return bool(_DIGIT.search(spoken) and tells_voters(spoken[:_LONGEST_LINE]) and candidate.near(2, 2))
    if not _IN_BRACKETS.fullmatch(following):
        voted = _BARE_NUMBER.fullmatch(following) and len(candidate.beside(2)) <= _LONGEST_NAME
        if not tells_voters(f"{following} {candidate.beside(2)}" if voted else following[:_LONGEST_LINE]):
            return False
    return bool(candidate.near(1, 1))


_IN_BRACKETS = re.compile(r"[(（]\s?\d[\d., \xa0]{0,12}\s?[KkMm万]?\+?\s?[)）]", re.ASCII)
_BARE_NUMBER = re.compile(r"\d[\d., \xa0]{0,12}", re.ASCII)


_POINTS = ("点", "點", "점")
"""Points, as Japanese, Chinese and Korean write them behind a mark."""


def _is_explained(candidate: _Candidate) -> bool:
    """Whether the scale follows, or a database that is usually quoted without one stands beside."""
    behind, before = candidate.beside(1), candidate.beside(-1)
    if len(behind) <= _LONGEST_NAME and _quoted(behind) in SCALES:
        return True
    return (len(before) <= _LONGEST_NAME and _quoted(before) in SCALES) or _SCALE.match(behind) is not None


def _is_confirmed(candidate: _Candidate, stated: set[float]) -> bool:
    """Whether a whole number is a score after all: explained by what stands beside it, or stated by structured data."""
    return _is_explained(candidate) or (candidate.plain is not None and float(candidate.plain["number"]) in stated)


def _scaled(line: str) -> str | None:
    """The score in "Label 8.1/10"; None where "8/10" may be anything, as in "Episodes 8/10"."""
    if (_TOP_FIRST in line and len(line) <= _LONGEST_NAME) or _STARRED.fullmatch(line):
        return line
    start = _DIGIT.search(line)
    if len(line) > _LONGEST_LINE or start is None or start.start() > _LONGEST_PREFIX:
        return None
    before, score = line[: start.start()], line[start.start() :]
    field = field_of_label(before)
    if _SCALED.match(score) is None or (field is not None and not field.startswith("score")):
        return None
    says_so = field is not None or "★" in line or tells_voters(score) or _SAYS_RATING.search(before) is not None
    return score if says_so or _FRACTION.match(score) else None


_FRACTION = re.compile(r"\d{1,3}[.,]\d", re.ASCII)


def _scored(candidate: _Candidate, known: list[Score]) -> _Found | None:
    """The score that a candidate is; None where what stands around it says otherwise, or nobody tells the scale."""
    before, following = candidate.near(-2, -1), _joined(candidate.near(1, 6))
    if _is_somebody_elses(candidate, before, following):
        return None
    scale = _SCALE.match(following[0]) if following and candidate.plain else None
    if scale is not None:
        top: float | None = float(scale["top"])
        following = [scale["rest"], *following[1:]]
    else:
        top = _scale_of(candidate, before, following, known)
        if top is None and candidate.plain:
            return None
    source, kind = _source(candidate, before, following)
    votes = _votes(following) or _votes_before(candidate) or _votes_by_name(candidate)
    if kind is Kind.USERS and votes is None and _is_reviewers(candidate.page):
        kind = Kind.EDITOR
    score = parse_score(candidate.text, source=source, kind=kind, scale_max=top, votes=votes)
    if score is None or score.scale_max not in _USUAL_SCALES or score.value > score.scale_max:
        return None
    is_scaled = candidate.plain is None or scale is not None or kind is Kind.EXTERNAL
    return _Found(score, candidate, BOX if is_scaled else NAMED, _name(candidate), is_scaled)


_USUAL_SCALES = (5, 6, 10, 20, 100)


def _is_somebody_elses(candidate: _Candidate, before: list[str], following: list[str]) -> bool:
    """Whether a number is the visitor's own, a share or a rank, a count of voters, or stands in prose."""
    last = before[-1] if before else ""
    if any(text.casefold().strip(" :") in YOURS for text in (last, *following[:2])) or _NO_SCORE.search(last):
        return True
    if candidate.plain is None and _names_a_work(candidate):
        return True
    counts = candidate.plain and not candidate.plain["percent"] and following and _is_count(following[0])
    in_prose = candidate.plain is None and len(visible_text(_block(candidate.holder), _LONGEST_RUN)) > _LONGEST_RUN
    return bool(counts) or in_prose


def _joined(following: list[str]) -> list[str]:
    """The texts behind a value, with a scale that is split over two of them in one: "/", "10"."""
    if len(following) > 1 and following[0] in _SLASHES and _BARE_NUMBER.fullmatch(following[1]):
        return [f"{following[0]} {following[1]}", *following[2:]]
    return following[:_MOST_FOLLOWING]


_SLASHES = frozenset({"/", "из", "of", "out of", "von", "sur", "de", "su", "z", "av", "van", "dari"})
_MOST_FOLLOWING = 4


def _scale_of(candidate: _Candidate, before: list[str], following: list[str], known: list[Score]) -> float | None:
    """The scale of a number that prints none: of percentages, of a quoted database, of structured data, of the box."""
    if candidate.plain is None:
        return None
    if candidate.plain["percent"]:
        return 100.0 if candidate.is_called else None
    value = float(candidate.plain["number"].replace(",", "."))
    quoted = next((name for text in [*following[:1], *before[-1:]] if (name := _quoted(text)) in SCALES), None)
    if quoted is not None and value <= SCALES[quoted] and (SCALES[quoted] == 100 or not candidate.is_whole):
        return SCALES[quoted] if quoted != canonical_source(candidate.page.site_name) else None
    if not _rates(candidate):
        return None
    twin = next((score for score in known if score.scale_max and _rounds_to(value, score)), None)
    return twin.scale_max if twin else _scale_near(candidate.holder, value)


def _name(candidate: _Candidate) -> str:
    """The words right before or after a value in its row, when they are few and no number."""
    texts = candidate.texts
    row = candidate.holder.getparent()
    for _ in range(3):
        if row is None or row.tag in _LARGE:
            return ""
        for at in (candidate.number - 1, candidate.number + 1):
            if 0 <= at < len(texts) and _is_inside(texts[at][0], row):
                name = " ".join(texts[at][1].split()).strip(" :-–")
                if 2 < len(name) <= _LONGEST_NAME and not _DIGIT.search(name) and not tells_voters(name):
                    return name
        row = row.getparent()
    return ""


def _is_inside(element: Element, row: Element) -> bool:
    return any(ancestor is row for ancestor, _ in zip(element.iterancestors(), range(4), strict=False))


def _is_linked(candidate: _Candidate) -> bool:
    """Whether the text before or after, in the same row, is a link."""
    texts = candidate.texts
    places = [at for at in (candidate.number - 1, candidate.number + 1) if 0 <= at < len(texts)]
    beside = [texts[at] for at in places if _near(candidate.holder, texts[at][0])]
    return any(element.tag == "a" and not is_tail for element, _, is_tail in beside)


def _rounds_to(value: float, score: Score) -> bool:
    """Whether a printed number is the exact one of structured data, rounded."""
    return abs(value - score.value) < 0.51 if score.scale_max == 100 else abs(value - score.value) <= 0.051


def _is_other_item(holder: Element, zones: Zones) -> bool:
    """Whether a value stands in a microdata item with a name of its own that does not hold the page's heading.

    Another work, or one person's review.
    """
    for ancestor in holder.iterancestors():
        if (
            ancestor.get("itemscope") is not None
            and (ancestor.get("itemtype") or "").rsplit("/", 1)[-1] not in _PARTS_OF_ITEMS
        ):
            return not zones.holds_heading(ancestor)
    return False


_PARTS_OF_ITEMS = frozenset({"AggregateRating", "Rating", "Offer", "AggregateOffer", ""})


def _names_a_work(candidate: _Candidate) -> bool:
    """Whether a score with its scale stands behind other words in a link: "Naruto – 8.4/10" leads to another page."""
    prefix = candidate.beside(0).partition(candidate.text)[0].strip(" :-–—•·|★⭐☆(")
    if not any(character.isalpha() for character in prefix) or field_of_label(prefix) is not None:
        return False
    elements = (candidate.holder, *islice(candidate.holder.iterancestors(), 2))
    return any(element.tag == "a" for element in elements)


def _has_other_heading(candidate: _Candidate) -> bool:
    """Whether the nearest heading is a link to something else than the page's subject: a season's or a work's card."""
    current: Element | None = candidate.holder
    for _ in range(5):
        if current is None or current.tag in {"body", "main"}:
            return False
        for heading in islice(current.itersiblings("h2", "h3", "h4", "h5", preceding=True), 1):
            text = visible_text(heading, _LONGEST_LINE)
            links = [link for link in heading.iter("a") if (link.get("href") or "#")[0] != "#"]
            if (
                not any(len(visible_text(link)) * 2 > len(text) for link in links)
                or field_of_label(text) is not None
                or _says_rating(text)
            ):
                return False
            name = folded_title(text)
            return not any(name in own or own in name for own in names_on_page(candidate.page))
        current = current.getparent()
    return False


def _is_card(holder: Element) -> bool:
    """Whether a value stands inside a link together with much else: a card that leads to another page."""
    current: Element | None = holder
    for _ in range(5):
        if current is None:
            return False
        if current.tag == "a":
            return next(current.iter("img"), None) is not None or len(visible_text(current, 30)) > 30
        current = current.getparent()
    return False


def _is_count(following: str) -> bool:
    """Whether a number's unit is people: then it counts votes."""
    return len(following) <= _SHORT_UNIT and tells_voters(following) and not _DIGIT.search(following)


def _names(element: Element) -> str:
    """The classes and ids of an element and of the two around it."""
    names: list[str] = []
    current: Element | None = element
    for _ in range(_STEPS_NAMED):
        if current is None or current.tag in _LARGE:
            break
        names.append(_own_names(current))
        current = current.getparent()
    return " ".join(names)[:_LONGEST_NAMES]


def _own_names(element: Element) -> str:
    return " ".join([element.get(name) or "" for name in _NAMING])


def _called(element: Element, known: dict[Element, int]) -> int:
    """What the names of an element and of the two around it say of a number inside; `known` are elements by now."""
    said = 0
    current: Element | None = element
    for _ in range(_STEPS_NAMED):
        if current is None or current.tag in _LARGE:
            break
        own = known.get(current)
        if own is None:
            names = _own_names(current)[:_LONGEST_NAMES]
            own = known[current] = _RATING * _says_rating(names) + _OTHERS * _is_not_ours(names)
        said |= own
        current = current.getparent()
    return said


_RATING, _OTHERS = 1, 2
"""Names say that a number rates; or that it is somebody's own, another work's, or no rating."""
_STEPS_NAMED = 3
_LONGEST_NAMES = 400
_NAMING = ("class", "id", "itemprop", "data-testid")


def _block(element: Element) -> Element:
    """The nearest element that stands on lines of its own."""
    current = element
    while current.tag in {"span", "b", "strong", "em", "i", "a", "small", "big", "font", "u"}:
        parent = current.getparent()
        if parent is None:
            break
        current = parent
    return current


def _near(one: Element, other: Element) -> bool:
    """Whether two elements share an ancestor three steps up."""
    return _stands_in(_box_of(one), other)


def _box_of(element: Element) -> set[Element]:
    """An element and what is around it, three steps up."""
    box: set[Element] = set()
    current: Element | None = element
    for _ in range(4):
        if current is None or current.tag in {"body", "main"}:
            break
        box.add(current)
        current = current.getparent()
    return box


def _stands_in(box: set[Element], element: Element) -> bool:
    """Whether an element or what is right around it belongs to a box."""
    current: Element | None = element
    for _ in range(_NEAR):
        if current is None:
            return False
        if current in box:
            return True
        current = current.getparent()
    return False


def _scale_near(holder: Element, value: float) -> float | None:
    """The scale that the surroundings suggest: ten above five, five where stars are drawn.

    None where nobody can tell.
    """
    if value > 10:
        return None
    if value > 5:
        return 10.0
    block = _block(holder).getparent()
    around = visible_text(block, 300)[:300] if block is not None else ""
    if block is not None and len(around) < 60 and (wider := block.getparent()) is not None:
        around = visible_text(wider, 300)[:300]
    said = re.search(r"(?:/|of|out of|из|von|sur|de|~|-)\s*(5|10)(?!\d)", around, re.ASCII)
    if said:
        return float(said.group(1))
    names = _names(holder) + " ".join(str(element.get("class")) for element in islice(holder.itersiblings(), 3))
    names += " ".join(str(element.get("class")) for element in islice(holder.itersiblings(preceding=True), 3))
    if re.search(r"star", names, re.IGNORECASE) or "★" in around:
        return 5.0
    before = holder.getprevious()
    return 5.0 if before is not None and before.tag in _DRAWN else None


_DRAWN = frozenset({"svg", "i"})
"""A picture before a mark of at most five: its star."""


def _source(candidate: _Candidate, before: list[str], following: list[str]) -> tuple[str, Kind]:
    """Who is quoted: a database that a label, a link or a picture beside the value names; else the site."""
    site = candidate.page.site_name
    own = {canonical_source(site), database_of(f"//{candidate.page.site}/")}
    for text in (*before[-1:], *following[:1]):
        if _quoted(text) in SOURCES and _quoted(text) not in own:
            return _quoted(text), Kind.EXTERNAL
    current: Element | None = candidate.holder
    for _ in range(_NEAR):
        if current is None or current.tag in _LARGE or len(current) > _BOX_CHILDREN:
            break
        if len(visible_text(current, _BOX_TEXT)) > _BOX_TEXT:
            break
        quoted = _linked_database(current)
        if quoted is not None and quoted not in own:
            return quoted, Kind.EXTERNAL
        current = current.getparent()
    return site, Kind.EDITOR if _EDITORS.search(candidate.names) else Kind.USERS


_LARGE = frozenset({"body", "main", "article", "section"})


def _linked_database(box: Element) -> str | None:
    """The one database that a small box names in its attributes, links or pictures."""
    named = database_of(" ".join(str(value) for value in box.attrib.values())[:400])
    if named is not None:
        return named
    links = [link.get("href") or "" for link in list(box.iter("a"))[:3]]
    pictures = [picture.get("alt") or "" for picture in list(box.iter("img"))[:3]]
    found = {name for text in links if (name := database_of(text))}
    found |= {name for text in pictures if (name := database_of(text) or _quoted(text)) in SOURCES}
    return found.pop() if len(found) == 1 else None


_NEXT_SCORE = re.compile(r"\d{1,2}[.,]\d{1,2}", re.ASCII)


def _votes(following: list[str]) -> int | None:
    """Votes in the texts after the value."""
    following = list(takewhile(lambda text: not _NEXT_SCORE.fullmatch(text), following))
    for at, text in enumerate(following[:4]):
        joined = (
            f"{text} {following[at + 1]}" if at + 1 < len(following) and not _DIGIT.search(following[at + 1]) else text
        )
        if tells_voters(text) and _DIGIT.search(text):
            return parse_votes(text)
        if text.strip("()").replace(",", "").replace(".", "").replace(" ", "").isdigit() and (
            tells_voters(joined) or (text.startswith("(") and text.endswith(")"))
        ):
            return parse_votes(joined if tells_voters(joined) else text)
    for at, text in enumerate(following[1:4]):
        if text.isdigit() and tells_voters(following[at]):
            return parse_votes(f"{following[at]} {text}")
    return None


def _votes_by_name(candidate: _Candidate) -> int | None:
    """Votes right behind the value, in an element that says it counts them: `<div class="count">47.2K</div>`."""
    texts = candidate.texts
    if candidate.number + 1 >= len(texts):
        return None
    element, text, is_tail = texts[candidate.number + 1]
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    counts = not is_tail and _COUNTS.search(names) and _NUMBER_OF.fullmatch(text) and _near(candidate.holder, element)
    return parse_votes(text) if counts else None


_COUNTS = re.compile(r"count|vote|voter|raters|people", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\(?\d[\d., \xa0]{0,12}\s?[KkMmw万]?\)?", re.ASCII)


def _votes_before(candidate: _Candidate) -> int | None:
    """Votes in the text before the value, on the same line."""
    text = candidate.beside(-1)
    if not text or not _DIGIT.search(text) or not tells_voters(text):
        return None
    element = candidate.texts[candidate.number - 1][0]
    return parse_votes(" ".join(text.split())) if _block(element) is _block(candidate.holder) else None


def read_score_facts(page: Page, facts: list[Fact]) -> Iterator[Said]:
    """Scores with a label: "Score: 8.71 (12,345 votes)", "IMDb: 7.9", "Average Score 90%"."""
    votes = next((count for fact in facts if (count := _count_of(fact)) is not None), None)
    reviewed = _is_reviewers(page)
    labels = {fact.label.casefold().strip(" :") for fact in facts}
    seen: set[tuple[str, str]] = set()
    for fact in facts:
        field, _, source = fact.field.partition("/")
        label = fact.label.casefold().strip(" :")
        if (
            field != "score"
            or (source, label) in seen
            or len(fact.text) > _LONGEST_FACT
            or (label in _SECOND_MEANS and labels & _FIRST_MEANS)
        ):
            continue
        kind = Kind.EXTERNAL if source and source != canonical_source(page.site_name) else Kind.USERS
        if kind is Kind.USERS and reviewed and votes is None and not tells_voters(fact.text):
            kind = Kind.EDITOR
        if kind is Kind.USERS and _EDITORS.search(label):
            kind = Kind.EDITOR
        score = _of_fact(fact, source or page.site_name, kind) or _of_pictures(fact, page.site_name, kind)
        if score is None:
            continue
        top = score.scale_max or SCALES.get(source) or _scale_near(fact.element, score.value)
        in_points = score.value > _MOST_POINTS_OF_FEW and _IN_POINTS.search(fact.text) is not None
        if top is None and (in_points or _is_of_hundred(score.value)):
            top = 100.0
        if (
            top is None
            or top not in {5, 6, 10, 20, 100}
            or score.value > top
            or (
                score.value == int(score.value)
                and score.scale_max is None
                and score.votes is None
                and votes is None
                and not (fact.firm or in_points)
            )
        ):
            continue
        seen.add((source, label))
        behind = _votes_behind(fact) if score.votes is None else score.votes
        count = behind if behind is not None or source or kind is Kind.EDITOR else votes
        yield Said(
            "scores",
            replace(score, scale_max=top, votes=count),
            "labels",
            f"{fact.label} {fact.text}",
            fact.element,
            FACT if fact.firm else NAMED,
        )


def _votes_behind(fact: Fact) -> int | None:
    """The votes on the line below a mark, under the same heading."""
    following = (fact.elements[-1] if fact.elements else fact.element).getnext()
    text = visible_text(following, _LONGEST_NAME) if following is not None and following.tag in _LINES else ""
    told = 0 < len(text) <= _LONGEST_NAME and _DIGIT.search(text) and tells_voters(text)
    return parse_votes(text) if told and not _SCORED.search(text) else None


_LINES = frozenset({"p", "div", "small", "span"})
_SCORED = re.compile(r"\d\s?/|\d[.,]\d\b|%", re.ASCII)


def _is_reviewers(page: Page) -> bool:
    """Whether the headline calls the page a review: then its mark is the writer's."""
    known = page.memory.get(_is_reviewers)
    if known is None:
        known = page.memory[_is_reviewers] = _is_called_review(page)
    return bool(known)


def _is_called_review(page: Page) -> bool:
    headlines = [title.text or "" for title in page.index.tags.get("title", [])[:1]]
    headlines += [visible_text(heading, _LONGEST_LINE) for heading in page.index.tags.get("h1", [])[:1]]
    return any(_CALLED_REVIEW.search(headline) for headline in headlines)


_CALLED_REVIEW = re.compile(
    r"\b(?:anime|film|movie|series|blu-ray)? ?review\s?:|\breview of\b|\breview\b\s?(?:$|[|–—-])|^review\b|"
    r"рецензия|рецензія|огляд:|\brecensie|\brecension\b|\barvostelu|\banmeldelse|\bkritika:|\breseña\b|\bresenha\b|\bkritik:|\brezension|\brecensione\b|\brecenzja\b|\brecenze\b|レビュー[：:]|影评",
    re.IGNORECASE,
)


def _count_of(fact: Fact) -> int | None:
    """The votes under a label for them, or under one for ratings: "User ratings: 13456 ratings have been given"."""
    if fact.field != "votes" and not (
        fact.field == "score" and tells_voters(fact.text) and _FRACTION.match(fact.text) is None
    ):
        return None
    return parse_votes(fact.text)


def _of_fact(fact: Fact, source: str, kind: Kind) -> Score | None:
    """The score under a label; of several figures the first one with decimals: "8.86 (Excellent), rank: #9"."""
    score = parse_score(fact.text, source=source, kind=kind)
    voted = _BARE_VOTES.fullmatch(fact.text)
    if score is None and voted:
        return parse_score(voted["score"], source=source, kind=kind, votes=parse_votes(voted["votes"]))
    first = _FIRST_FIGURE.match(fact.text)
    return parse_score(first[0], source=source, kind=kind) if score is None and first and fact.firm else score


def _of_pictures(fact: Fact, source: str, kind: Kind) -> Score | None:
    """The stars behind a label, drawn by one picture each, or typed as asterisks."""
    if _ASTERISKS.fullmatch(fact.text):
        row = fact.text.replace("*", "★")
    elif not fact.text:
        row = "".join(takewhile(bool, map(_star_of, islice(fact.element.itersiblings(), _MOST_POINTS))))
    else:
        return None
    return parse_score(row, source=source, kind=kind, scale_max=5.0) if 1 < len(row) <= _MOST_STARS else None


def _star_of(picture: Element) -> str:
    """The sign for a picture of a star; empty for everything else."""
    names = f"{picture.get('src') or ''} {picture.get('alt') or ''}".lower() if picture.tag == "img" else ""
    if "star" not in names and "*" not in names:
        return ""
    return "½" if _HALF.search(names) else "☆" if _EMPTY.search(names) else "★"


_IN_POINTS = re.compile(r"\d\s?(?:点|點|점)")
_MOST_POINTS_OF_FEW = 20
"""Points above so many are points of a hundred."""
_ASTERISKS = re.compile(r"\*{1,5}½?")
_HALF = re.compile(r"half|1/2|½|0\.5")
_EMPTY = re.compile(r"empty|blank|gr[ae]y|off\b|none|no[-_]?star")


def _is_of_hundred(value: float) -> bool:
    """Whether a mark with decimals can only be one of a hundred."""
    return 20 < value <= 100 and value != int(value)


_BARE_VOTES = re.compile(r"(?P<score>\d{1,2}[.,]\d{1,2}) (?P<votes>\d{1,3}(?:[ \xa0.,]?\d{3}){1,3})", re.ASCII)
"""A score and its votes side by side: "8.5 53 871"."""
_FIRST_FIGURE = re.compile(r"\d{1,2}[.,]\d{1,3}(?: \([^\W\d][^()\d]{0,24}\))?(?=, [^\W\d]|; )", re.ASCII)
FACT = 49
_LONGEST_FACT = 100
_FIRST_MEANS = frozenset({"average score", "score", "rating", "arithmetic mean"})
_SECOND_MEANS = frozenset({"mean score", "weighted mean", "bayesian estimate", "bayesian average"})
"""A second mean over the same votes: read only where the first one is not printed."""


def _circles(page: Page) -> list[tuple[Element, str]]:
    """Circles drawn by scripts, each with its share, which stands only in an attribute."""
    return [
        (element, share)
        for name, elements in page.index.class_values.items()
        if len(elements) <= _MOST_ALIKE and _says_rating(name)
        for element in elements
        if (share := element.get("data-percent"))
    ]


def _of_circle(page: Page, zones: Zones, circles: list[tuple[Element, str]]) -> Iterator[Said]:
    """What the only circle says that is the subject's."""
    circles = [one for one in circles if zones.of(one[0]) is Zone.SUBJECT and not _is_card(one[0])]
    if len(circles) != 1 or _SHARE.fullmatch(circles[0][1]) is None:
        return
    element, share = circles[0]
    score = parse_score(share.rstrip("%"), source=page.site_name, kind=Kind.USERS, scale_max=100.0)
    if score is not None and score.value <= 100:
        yield Said("scores", score, "boxes", f"data-percent: {share}", element, NAMED - 10)


_SHARE = re.compile(r"\d{1,3}(?:\.\d{1,2})?%?", re.ASCII)


_SPEAKING = ("aria-label=", "data-rating=", "data-score=")


def _spoken(page: Page, zones: Zones) -> Said | None:
    """The one score that only attributes tell: `aria-label="Rated 4.5 out of 5"`, `data-rating="8.6" data-max="10"`."""
    told = [
        (score, element)
        for element in elements_in(_ATTRIBUTED(page.root))[:_MOST_ATTRIBUTED]
        if (score := _of_attributes(page, element)) is not None
        and zones.of(element) is Zone.SUBJECT
        and not (_is_card(element) or _is_not_ours(_names(element)))
    ]
    if not told or len({(score.value, score.scale_max) for score, _ in told}) != 1:
        return None
    score, element = told[0]
    return Said("scores", score, "boxes", score.text, element, NAMED - 10)


def _of_attributes(page: Page, element: Element) -> Score | None:
    """The score that an element's attributes state with its scale."""
    label = (element.get("aria-label") or "")[:_LONGEST_RUN]
    spoken = _SPOKEN.search(label)
    if spoken is not None and (_SAYS_RATING.search(label) or tells_voters(label)):
        votes = parse_votes(label) if tells_voters(label) else None
        text, top = spoken["number"], float(spoken["top"])
        votes = None if votes is not None and votes <= top else votes
    else:
        text = (element.get("data-rating") or element.get("data-score") or "").strip()
        scale = next((found for name in _BEST if (found := element.get(name))), "")
        if _VALUE.match(text) is None or scale not in _BEST_MARKS:
            return None
        top, votes = float(scale), parse_count(element.get("data-votes") or element.get("data-count") or "")
    kind = Kind.EDITOR if votes is None and _is_reviewers(page) else Kind.USERS
    score = parse_score(text, source=page.site_name, kind=kind, scale_max=top, votes=votes)
    return score if score is not None and score.value <= top else None


_ATTRIBUTED = etree.XPath("//*[@aria-label or @data-rating or @data-score]")
_MOST_ATTRIBUTED = 300
_BEST = ("data-max", "data-best", "data-scale", "data-max-rating")
_BEST_MARKS = frozenset({"5", "10", "100"})


def _widths(page: Page, zones: Zones) -> Iterator[Said]:
    """Stars whose share stands only in a width, where votes stand beside them."""
    bars = []
    for name, elements in page.index.class_values.items():
        if len(elements) > _MOST_ALIKE or not _says_rating(name):
            continue
        for element in elements:
            width = _WIDTH.search(element.get("style") or "")
            if width and zones.of(element) in {Zone.SUBJECT, Zone.ASIDE}:
                bars.append((element, float(width.group(1))))
    shares = {share for _, share in bars}
    if len(shares) != 1 or not 0 < max(shares) <= 100:
        return
    element, share = bars[0]
    container = element
    for _ in range(4):
        parent = container.getparent()
        if parent is None or parent.tag in {"body", "main"}:
            break
        container = parent
        text = visible_text(container, 300)[:300]
        spoken = re.search(r"[^()]{0,20}\d[\d\s.,]{0,12}[^()\d]{0,20}", text)
        if spoken and tells_voters(text) and (votes := parse_votes(_voters_part(text))) is not None:
            steps = (
                sum(1 for step in element.itersiblings("li", "a") if (step.text or "").strip().isdigit() or len(step))
                or 5
            )
            top = float(steps) if steps in {5, 10} else 5.0
            score = parse_score(
                f"{round(share / 100 * top, 2):g}", source=page.site_name, kind=Kind.USERS, scale_max=top, votes=votes
            )
            if score is not None:
                yield Said("scores", score, "boxes", f"width: {share:g}%", element, NAMED - 10)
            return


def _voters_part(text: str) -> str:
    """The part of a text that tells the votes."""
    for part in re.split(r"[()\[\]|]", text):
        if tells_voters(part) and _DIGIT.search(part):
            return part
    return text
