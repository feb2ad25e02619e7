"""Merging: the reviews of one anime to its line. One fixed rule a field; order changes nothing; disagreements stay.

| field | rule |
|---|---|
| title | the name that most pages use as title; then the one that most pages know; then Latin letters; then by letter |
| alternative_titles | every other name once, most pages first, then by letter; with its language when any page has it |
| type | most pages; then the first in the order of the vocabulary (TV first) |
| episodes | most pages; then the larger number, which counts what was planned or aired last |
| duration_seconds | most pages; then the smaller |
| status | the furthest: FINISHED, CANCELLED, HIATUS, ONGOING, UPCOMING (pages go stale, works do not go back) |
| year | most pages (the year of a start date speaks too); then the earlier |
| start_date, end_date | the one that most dates agree with (2024 agrees with 2024-01), a start within the year above; |
| | then the more precise; then the earlier start, the later end |
| season, season_number | most pages; then the earlier, the smaller |
| genres, tags, studios, producers, audio_languages | all, most pages first, then by letter |
| source_material | most pages; then by letter |
| synopsis | the longest; then by letter |
| image | an https address before http, then by letter |
| ids | all, sorted |
| rating and its companions | aggregator.rating |
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import neg, pos
from typing import TypeVar

from aggregator.model import Anime, AnimeType, Conflict, DatabaseId, Review, Season, Status, Title
from aggregator.rating import PageScores, rate, rating_weighted
from aggregator.resolve.pages import SERIES_DATABASES, site_of, source_of

T = TypeVar("T")

_TYPES = {kind: order for order, kind in enumerate(AnimeType)}
_SEASONS = {season: order for order, season in enumerate(Season)}
_FURTHEST = {
    status: order
    for order, status in enumerate((Status.FINISHED, Status.CANCELLED, Status.HIATUS, Status.ONGOING, Status.UPCOMING))
}


def merge_reviews(anime_id: str, reviews: Sequence[Review]) -> Anime:
    """The line of one anime from all its reviews."""
    titles = _titles(reviews)
    types = _stated([review.type for review in reviews])
    episodes = _stated([review.episodes for review in reviews])
    durations = _stated([review.duration_seconds for review in reviews])
    statuses = _stated([review.status for review in reviews])
    starts = _stated([review.start_date for review in reviews])
    ends = _stated([review.end_date for review in reviews])
    years = _stated([_year(review) for review in reviews])
    seasons = _stated([review.season for review in reviews])
    numbers = _stated([review.season_number for review in reviews])
    ids = tuple(sorted({one for review in reviews for one in review.ids}))
    kind = _most(types, _TYPES.__getitem__)
    episode = _most(episodes, neg)
    duration = _most(durations, pos)
    status = min(statuses, key=_FURTHEST.__getitem__) if statuses else None
    year = _most(years, pos)
    start = _date([date for date in starts if year is None or date.startswith(f"{year:04}")] or starts, latest=False)
    end = _date(ends, latest=True)
    season = _most(seasons, _SEASONS.__getitem__)
    number = _most(numbers, pos)
    conflicts = (
        _conflict("type", kind, types),
        _conflict("episodes", episode, episodes),
        _conflict("duration_seconds", duration, durations),
        _conflict("status", status, statuses),
        _conflict("start_date", start, starts, agree=_same_date),
        _conflict("end_date", end, ends, agree=_same_date),
        _conflict("year", year, years),
        _conflict("season", season, seasons),
        _conflict("season_number", number, numbers),
        *_id_conflicts(ids),
    )
    rating, scores = rate(PageScores(review.scores, site=site_of(review), url=source_of(review)) for review in reviews)
    return Anime(
        id=anime_id,
        title=titles[0].title,
        alternative_titles=titles[1:],
        type=kind,
        episodes=episode,
        duration_seconds=duration,
        status=status,
        start_date=start,
        end_date=end,
        year=year,
        season=season,
        season_number=number,
        genres=_union([review.genres for review in reviews]),
        tags=_union([review.tags for review in reviews]),
        studios=_union([review.studios for review in reviews]),
        producers=_union([review.producers for review in reviews]),
        audio_languages=_union([review.audio_languages for review in reviews]),
        source_material=_most(_stated([review.source_material for review in reviews]), str),
        synopsis=min(
            _stated([review.synopsis for review in reviews]), key=lambda text: (-len(text), text), default=None
        ),
        image=min(
            _stated([review.image for review in reviews]),
            key=lambda url: (not url.startswith("https:"), url),
            default=None,
        ),
        ids=ids,
        rating=rating.rating,
        rating_exact=rating.rating_exact,
        rating_count=rating.rating_count,
        rating_votes=rating.rating_votes,
        rating_median=rating.rating_median,
        rating_min=rating.rating_min,
        rating_max=rating.rating_max,
        rating_weighted=rating_weighted(scores),
        scores=scores,
        sources=tuple(sorted({source_of(review) for review in reviews})),
        conflicts=tuple(conflict for conflict in conflicts if conflict),
    )


def _titles(reviews: Sequence[Review]) -> tuple[Title, ...]:
    """Every name of the work once, the main one first."""
    as_title: dict[str, int] = {}
    known: dict[str, int] = {}
    languages: dict[str, Counter[str]] = {}
    for review in reviews:
        as_title[review.title] = as_title.get(review.title, 0) + 1
        for title in {review.title, *[other.title for other in review.alternative_titles]}:
            known[title] = known.get(title, 0) + 1
        for other in review.alternative_titles:
            if other.language:
                languages.setdefault(other.title, Counter())[other.language] += 1
    main = min(as_title, key=lambda title: (-as_title[title], -known[title], not title.isascii(), title))
    del known[main]
    return tuple(Title(title, _most_counted(languages.get(title))) for title in (main, *_most_first(known)))


def _most_first(counts: Mapping[str, int]) -> list[str]:
    """Those that are counted most before others, equal ones by letter."""
    return sorted(sorted(counts), key=counts.__getitem__, reverse=True)


def _stated(values: Iterable[T | None]) -> list[T]:
    return [value for value in values if value is not None]


def _most(values: Sequence[T], order: Callable[[T], object]) -> T | None:
    """The value stated most often; among equals the first in the given order."""
    if not values:
        return None
    first = values[0]
    if values.count(first) == len(values):
        return first
    counts: Counter[T] = Counter(values)
    most = max(counts.values())
    return min((value for value, count in counts.items() if count == most), key=order)  # type: ignore[arg-type]  # any order will do


def _most_counted(counts: Counter[str] | None) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _year(review: Review) -> int | None:
    if review.year is not None:
        return review.year
    return int(review.start_date[:4]) if review.start_date and review.start_date[:4].isdecimal() else None


def _date(dates: Sequence[str], *, latest: bool) -> str | None:
    if not dates:
        return None
    if dates.count(dates[0]) == len(dates):
        return dates[0]
    distinct = sorted(set(dates), reverse=latest)
    support = {date: sum(_same_date(date, other) for other in dates) for date in distinct}
    return min(distinct, key=lambda date: (-support[date], -len(date)))


def _same_date(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _union(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Every value once, those of most pages first. Spellings that differ in case alone are one value."""
    lists = [values for values in lists if values]
    if not lists:
        return ()
    spelt: dict[str, int] = {}
    for values in lists:
        for value in set(values):
            spelt[value] = spelt.get(value, 0) + 1
    folded = {value.casefold(): count for value, count in spelt.items()}
    if len(folded) == len(spelt):  # nearly always
        spelling = {value.casefold(): value for value in spelt}
        return tuple(spelling[value] for value in _most_first(folded))
    pages: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for values in lists:
        pages.update({value.casefold() for value in values})
        for value in values:
            spellings.setdefault(value.casefold(), Counter())[value] += 1
    return tuple(
        min(spellings[folded], key=lambda value: (-spellings[folded][value], value)) for folded in _most_first(pages)
    )


def _conflict(
    field: str, taken: object, values: Sequence[object], agree: Callable[[str, str], bool] = str.__eq__
) -> Conflict | None:
    if not values or values.count(values[0]) == len(values):
        return None
    texts = sorted({str(value) for value in values})
    if len(texts) < 2 or all(agree(one, str(taken)) for one in texts):
        return None
    return Conflict(field=field, taken=str(taken), values=tuple(texts))


def _id_conflicts(ids: Sequence[DatabaseId]) -> list[Conflict]:
    by_database: dict[str, list[str]] = {}
    for one in ids:
        by_database.setdefault(one.source, []).append(one.id)
    return [
        Conflict(field=f"ids.{database}", taken=", ".join(values), values=tuple(values))
        for database, values in sorted(by_database.items())
        if len(values) > 1 and database not in SERIES_DATABASES
    ]
