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
from collections.abc import Callable, Iterable, Sequence
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
    types = _stated(reviews, lambda review: review.type)
    episodes = _stated(reviews, lambda review: review.episodes)
    durations = _stated(reviews, lambda review: review.duration_seconds)
    statuses = _stated(reviews, lambda review: review.status)
    starts = _stated(reviews, lambda review: review.start_date)
    ends = _stated(reviews, lambda review: review.end_date)
    years = _stated(reviews, _year)
    seasons = _stated(reviews, lambda review: review.season)
    numbers = _stated(reviews, lambda review: review.season_number)
    ids = tuple(sorted({one for review in reviews for one in review.ids}))
    kind = _most(types, lambda value: _TYPES[value])
    episode = _most(episodes, lambda value: -value)
    duration = _most(durations, lambda value: value)
    status = min(statuses, key=lambda value: _FURTHEST[value]) if statuses else None
    year = _most(years, lambda value: value)
    start = _date([date for date in starts if year is None or date.startswith(f"{year:04}")] or starts, latest=False)
    end = _date(ends, latest=True)
    season = _most(seasons, lambda value: _SEASONS[value])
    number = _most(numbers, lambda value: value)
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
        genres=_union(review.genres for review in reviews),
        tags=_union(review.tags for review in reviews),
        studios=_union(review.studios for review in reviews),
        producers=_union(review.producers for review in reviews),
        audio_languages=_union(review.audio_languages for review in reviews),
        source_material=_most(_stated(reviews, lambda review: review.source_material), lambda value: value),
        synopsis=min(
            _stated(reviews, lambda review: review.synopsis), key=lambda text: (-len(text), text), default=None
        ),
        image=min(
            _stated(reviews, lambda review: review.image),
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
    as_title: Counter[str] = Counter(review.title for review in reviews)
    known: Counter[str] = Counter()
    languages: dict[str, Counter[str]] = {}
    for review in reviews:
        known.update({review.title} | {other.title for other in review.alternative_titles})
        for other in review.alternative_titles:
            if other.language:
                languages.setdefault(other.title, Counter())[other.language] += 1
    main = min(as_title, key=lambda title: (-as_title[title], -known[title], not title.isascii(), title))
    rest = sorted((title for title in known if title != main), key=lambda title: (-known[title], title))
    return tuple(Title(title, _most_counted(languages.get(title))) for title in (main, *rest))


def _stated(reviews: Sequence[Review], value_of: Callable[[Review], T | None]) -> list[T]:
    return [value for review in reviews if (value := value_of(review)) is not None]


def _most(values: Sequence[T], order: Callable[[T], object]) -> T | None:
    """The value stated most often; among equals the first in the given order."""
    if not values:
        return None
    first = values[0]
    if all(value == first for value in values):
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
    distinct = sorted(set(dates), reverse=latest)
    support = {date: sum(_same_date(date, other) for other in dates) for date in distinct}
    return min(distinct, key=lambda date: (-support[date], -len(date)))


def _same_date(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _union(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Every value once, those of most pages first. Spellings that differ in case alone are one value."""
    lists = [values for values in lists if values]
    if not lists:
        return ()
    spelt: Counter[str] = Counter(value for values in lists for value in set(values))
    folded_of = {value: value.casefold() for value in spelt}
    if len(set(folded_of.values())) == len(spelt):  # nearly always
        return tuple(sorted(spelt, key=lambda value: (-spelt[value], folded_of[value])))
    pages: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for values in lists:
        pages.update({value.casefold() for value in values})
        for value in values:
            spellings.setdefault(value.casefold(), Counter())[value] += 1
    order = sorted(pages, key=lambda folded: (-pages[folded], folded))
    return tuple(min(spellings[folded], key=lambda value: (-spellings[folded][value], value)) for folded in order)


def _conflict(
    field: str, taken: object, values: Sequence[object], agree: Callable[[str, str], bool] = str.__eq__
) -> Conflict | None:
    if len(set(values)) < 2:
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
