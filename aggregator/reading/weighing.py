"""What was said becomes the review: the strongest word for each field, lists of one voice, the same score once.

Every claim kept for explanation.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from aggregator.model import (
    AnimeType,
    Claim,
    DatabaseId,
    Issue,
    IssueCode,
    Kind,
    Origin,
    Reading,
    Review,
    Score,
    Season,
    Status,
    Title,
)
from aggregator.normalize.criteria import is_part
from aggregator.normalize.dates import parse_year
from aggregator.normalize.scores import canonical_source, score_problem
from aggregator.page import Page, place_of
from aggregator.reading.answers import ANSWER, FACT, unknown_value
from aggregator.reading.fields import LONGEST, Said, folded_title, season_from
from aggregator.reading.layout import LISTS, SCALARS, Layout

T = TypeVar("T")

_ALIKE = 0.03
_PREMIERE = 40
"""Words for the premiere weigh more."""
_CLOSE = 15
"""Readers whose weights lie further apart do not correct each other's decimals."""
ROUNDING = 0.0051
"""How far two spellings of one score may lie apart, as a share of the scale: 8.71 and 8.7, 87% and 8.71."""


def weigh(page: Page, claiming: tuple[Layout, ...], said: list[Said], *, explain: bool = True) -> Reading | None:
    """The reading of a page, or None when nobody names its subject; with claims where somebody wants to see them."""
    settled = settled_by(claiming)
    ranked: dict[str, list[Said]] = {}
    for word in sorted(said, key=lambda word: -word.weight):
        if word.field not in settled or word.weight >= FACT:
            ranked.setdefault(word.field, []).append(word)
    scalars = {field: _strongest(ranked.get(field, [])) for field in SCALARS}
    lists = {field: _one_voice(field, ranked.get(field, [])) for field in LISTS}
    title = scalars["title"]
    if title is None or title.value is None:
        return None
    issues = _unknown(page, ranked, scalars, lists)
    lists["scores"], about_scores = _usable_scores(page, lists["scores"])
    unstated = frozenset(field for layout in claiming for field in layout.never_states)
    review = _review(page, claiming, scalars, lists, unstated)
    if page.is_truncated:
        issues.append(
            Issue(
                code=IssueCode.TRUNCATED,
                message="The page is nested too deeply: what stands in its depth was not read.",
                url=page.url,
                saved_as=page.saved_as,
            )
        )
    claims = _claims(ranked, scalars, lists) if explain else {}
    return Reading(review=review, claims=claims, issues=(*issues, *about_scores))


def settled_by(claiming: tuple[Layout, ...]) -> frozenset[str]:
    """The fields of which the generic readers' words do not count."""
    return frozenset(field for layout in claiming for field in layout.never_states | layout.settles)


def _strongest(words: list[Said]) -> Said | None:
    """The word of the highest weight. An unknown one under a label, or from a layout, silences everybody below it.

    Nobody guesses instead.
    """
    return words[0] if words else None


def _one_voice(field: str, words: list[Said]) -> list[Said]:
    """The elements of a list as the best reader gives them; scores and ids of several layouts.

    And ids of all readers, belong together.
    """
    words = [word for word in words if word.value is not None]
    if not words:
        return []
    top = words[0]
    if field == "scores":
        return _distinct_scores([word for word in words if word.weight >= ANSWER] or words)
    if field == "ids":
        return _distinct(words, lambda word: word.value.source if isinstance(word.value, DatabaseId) else word.value)
    if field == "alternative_titles":
        chosen = [word for word in words if word.weight >= FACT] or words
        return _distinct(
            sorted(chosen, key=_has_language),
            lambda word: folded_title(word.value.title) if isinstance(word.value, Title) else word.value,
            order=chosen,
        )
    if field == "tags":
        chosen = [word for word in words if word.weight >= FACT] or words
        return _distinct(chosen, lambda word: str(word.value).casefold())
    chosen = [word for word in words if word.weight == top.weight and word.reader == top.reader]
    return _distinct(chosen, lambda word: str(word.value).casefold())


def _has_language(word: Said) -> bool:
    return not (isinstance(word.value, Title) and word.value.language)


def _distinct(words: Iterable[Said], key: Callable[[Said], object], order: list[Said] | None = None) -> list[Said]:
    chosen: dict[object, Said] = {}
    for word in words:
        chosen.setdefault(key(word), word)
    kept = list(chosen.values())
    if order is not None:
        position = {id(word): number for number, word in enumerate(order)}
        kept.sort(key=lambda word: position[id(word)])
    return kept


def _distinct_scores(words: list[Said]) -> list[Said]:
    """One score printed twice, rounded and exact or on two scales, is one score: the exact one, with its votes."""
    kept: list[Said] = []
    for word in words:
        score = word.value
        assert isinstance(score, Score)
        twin = next(
            (
                number
                for number, other in enumerate(kept)
                if isinstance(other.value, Score)
                and _same_score(other.value, score, same_reader=other.reader == word.reader)
            ),
            None,
        )
        if twin is None:
            kept.append(word)
            continue
        other = kept[twin].value
        assert isinstance(other, Score)
        better = (
            score
            if _exactness(score) > _exactness(other)
            and word.weight > kept[twin].weight - _CLOSE
            and kept[twin].weight < ANSWER
            else other
        )
        votes = (
            max((votes for votes in (score.votes, other.votes) if votes is not None), default=None)
            if better.votes is None
            else better.votes
        )
        kept[twin] = kept[twin]._replace(value=replace(better, votes=votes))
    return kept


def _same_score(one: Score, two: Score, *, same_reader: bool) -> bool:
    same_source = canonical_source(one.source).casefold() == canonical_source(two.source).casefold()
    if same_source and not same_reader and (one.value, one.scale_max) == (two.value, two.scale_max):
        return True
    if not _same_votes(one.votes, two.votes):
        return False
    if not same_source and (
        is_part(one.source)
        or is_part(two.source)
        or same_reader
        or Kind.EXTERNAL in {one.kind, two.kind}
        or not {one.kind, two.kind} <= {Kind.USERS, Kind.EDITOR}
    ):
        return False
    if same_source and same_reader and (one.value != two.value or one.kind is not two.kind):
        return False
    if one.scale_max is None or two.scale_max is None:
        return one.value == two.value
    return abs(one.value / one.scale_max - two.value / two.scale_max) <= ROUNDING


def _exact_votes(votes: list[int | None]) -> int | None:
    """Of counts of the same votes, the one with fewer zeros at its end; the last one said where neither is rounded."""
    stated = [count for count in votes if count is not None]
    return max(stated, key=lambda count: (-_zeros(count), stated.index(count)), default=None)


def _zeros(count: int) -> int:
    zeros = len(str(count)) - len(str(count).rstrip("0"))
    return zeros if zeros > 1 else 0


def _same_votes(one: int | None, two: int | None) -> bool:
    """Whether two counts of votes may be the same: one is rounded, or a little older."""
    return one is None or two is None or abs(one - two) <= _ALIKE * max(one, two)


def _exactness(score: Score) -> tuple[bool, int]:
    share = f"{score.value / score.scale_max:.6f}".rstrip("0") if score.scale_max else ""
    return score.votes is not None, len(share)


def _usable_scores(page: Page, words: list[Said]) -> tuple[list[Said], list[Issue]]:
    """The scores within their scales, and an Issue for each that is not, or whose scale nobody knows."""
    kept: list[Said] = []
    issues: list[Issue] = []
    for word in words:
        score = word.value
        assert isinstance(score, Score)
        problem = score_problem(score)
        if problem is None:
            kept.append(word)
        if problem is not None or score.scale_max is None:
            code = IssueCode.UNKNOWN_SCALE if problem is None else IssueCode.OUT_OF_RANGE
            message = (
                problem or f"The page does not tell the scale of {score.source}'s {score.value}: it is never averaged."
            )
            issues.append(
                Issue(
                    code=code,
                    message=message,
                    url=page.url,
                    saved_as=page.saved_as,
                    field="scores",
                    text=word.text[:LONGEST],
                )
            )
    return kept, issues


def _unknown(
    page: Page, ranked: dict[str, list[Said]], scalars: dict[str, Said | None], lists: dict[str, list[Said]]
) -> list[Issue]:
    """Issues for words that nobody knows, where they leave a field empty."""
    found = []
    for field, words in ranked.items():
        taken = scalars.get(field)
        if (taken is None or taken.value is None) and not lists.get(field):
            found += [unknown_value(page, word) for word in words[:1] if word.value is None]
    return found


def _review(
    page: Page,
    claiming: tuple[Layout, ...],
    scalars: dict[str, Said | None],
    lists: dict[str, list[Said]],
    never: frozenset[str],
) -> Review:
    title = _scalar(scalars["title"], str) or ""
    start_date = _scalar(scalars["start_date"], str)
    year = _scalar(scalars["year"], int)
    season = _scalar(scalars["season"], Season)
    if (
        start_date is not None
        and year is not None
        and _is_weak(scalars["start_date"])
        and parse_year(start_date) != year
    ):
        start_date = None  # a weak word for it: the release in another country
    if start_date is not None and (year is None or _is_derivable(scalars["year"], scalars["start_date"])):
        year = parse_year(start_date) if "year" not in never else None
    if season is None and start_date is not None and "season" not in never:
        derived = season_from(start_date)
        season = derived if isinstance(derived, Season) else None
    folded = folded_title(title)
    return Review(
        url=page.url,
        saved_as=page.saved_as,
        site=page.site,
        layout=claiming[0].name if claiming else "generic",
        title=title,
        headline=_scalar(scalars["headline"], str) or title,
        alternative_titles=tuple(
            other for other in _values(lists["alternative_titles"], Title) if folded_title(other.title) != folded
        ),
        type=_scalar(scalars["type"], AnimeType),
        season_number=_scalar(scalars["season_number"], int),
        episodes=_scalar(scalars["episodes"], int),
        duration_seconds=_scalar(scalars["duration_seconds"], int),
        status=_scalar(scalars["status"], Status),
        start_date=start_date,
        end_date=_scalar(scalars["end_date"], str),
        year=year,
        season=season,
        genres=tuple(_values(lists["genres"], str)),
        tags=tuple(_values(lists["tags"], str)),
        audio_languages=tuple(_values(lists["audio_languages"], str)),
        studios=tuple(_values(lists["studios"], str)),
        producers=tuple(_values(lists["producers"], str)),
        source_material=_scalar(scalars["source_material"], str),
        scores=tuple(_values(lists["scores"], Score)),
        stated_average=_scalar(scalars["stated_average"], float),
        synopsis=_scalar(scalars["synopsis"], str),
        verdict=_scalar(scalars["verdict"], str),
        image=_scalar(scalars["image"], str),
        ids=tuple(_values(lists["ids"], DatabaseId)),
    )


def _is_weak(start: Said | None) -> bool:
    """Whether a date is only that of some publication."""
    return start is not None and start.weight < _PREMIERE


def _is_derivable(year: Said | None, start: Said | None) -> bool:
    """Whether the date of the premiere comes from a stronger reader than the year."""
    return year is not None and start is not None and start.weight > year.weight


def _scalar(word: Said | None, kind: type[T]) -> T | None:
    if word is None or word.value is None:
        return None
    if kind is float and isinstance(word.value, int):
        return kind(word.value)  # type: ignore[call-arg]  # float(int)
    assert isinstance(word.value, kind), f"{word.reader} gives {word.field} as {word.value!r}"
    return word.value


def _values(words: list[Said], kind: type[T]) -> list[T]:
    assert all(isinstance(word.value, kind) for word in words), words
    return [word.value for word in words if isinstance(word.value, kind)]


def _claims(
    ranked: dict[str, list[Said]], scalars: dict[str, Said | None], lists: dict[str, list[Said]]
) -> dict[str, tuple[Claim, ...]]:
    claims: dict[str, tuple[Claim, ...]] = {}
    for field in (*SCALARS, *LISTS):
        words = [word for word in ranked.get(field, []) if word.value is not None]
        taken = [scalars[field]] if field in scalars else lists[field]
        chosen = [word for word in taken if word is not None and word.value is not None]
        told = {_voice(word) for word in chosen}
        others = [word for word in words if _voice(word) not in told]
        if chosen or others:
            claims[field] = tuple(_claim(word, taken=True) for word in chosen) + tuple(
                _claim(word, taken=False) for word in others
            )
    return claims


def _voice(word: Said) -> tuple[str, str, str, str]:
    """Who says what, and where: words alike in all of it are one."""
    return word.reader, word.text, _path(word), str(word.value)


def _path(word: Said) -> str:
    return word.place if isinstance(word.place, str) else place_of(word.place)


def _claim(word: Said, *, taken: bool) -> Claim:
    return Claim(value=word.value, origin=Origin(word.reader, word.text[:LONGEST], _path(word)), taken=taken)
