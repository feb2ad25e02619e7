"""Made-up releases of any size, published through the real publication; late lines differ from early ones in every way.

Of the first four fifths of the anime most is null, scores are whole and letters are Latin. The rest has years, floats,
emoji, line separators, quotes, and what spreadsheets would run. Resolution is left out: it is given which pages are one
anime.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from aggregator.journal import Begin, End, Read
from aggregator.model import (
    Anime,
    AnimeType,
    Conflict,
    DatabaseId,
    Issue,
    IssueCode,
    Kind,
    Review,
    Score,
    Season,
    Status,
    Title,
)
from aggregator.release import Release, Terms, publish
from aggregator.resolve import Resolution
from aggregator.resolve.identity import mint_id
from aggregator.resolve.merge import merge_reviews
from aggregator.run import Run

SITES = ("one.example", "two.example", "three.example")
GENRES = ("Action", "Comedy", "Drama", "Sci-Fi", "Slice of Life")
AWKWARD = (
    "😀 Smile",
    "Line\u2028separator",
    "Paragraph\u2029separator",
    'Quote " and \\ back',
    "=1+1",
    "Tab\tand\nnewline",
    "赤い月 — Луна",
    "null",
    "2024",
    "1e5",
    "-7",
    "ＮａＮ",
    " [] ",
    "{}",
    "NaN",
)
EARLY = 0.82
"""Share of anime that are early."""


def make_release(into: Path, anime: int, *, changed: float = 0.0, seed: int = 7, terms: Terms | None = None) -> Release:
    """Publishes that many made-up anime. `changed` is the share of lines that differ from those of another share."""
    return make_run(into, anime, changed=changed, seed=seed, terms=terms)()


def make_run(
    into: Path, anime: int, *, changed: float = 0.0, seed: int = 7, terms: Terms | None = None
) -> Callable[[], Release]:
    """The same up to the publication, which is done when the answer is called."""
    groups = [list(pages_of(number, anime, seed, changed)) for number in range(anime)]
    merged = [merge_reviews(mint_id(str(pages[0].url)), pages) for pages in groups if pages]
    resolution = Resolution(anime=tuple(sorted(map(_with_awkward_conflicts, merged), key=lambda one: one.id)))
    run = Run.open(into)
    with run.journal("saved") as journal:
        journal.append(Begin(crawl="saved", sources=("made up",)))
        for pages in groups:
            for page in pages:
                journal.append(Read(review=page, content=str(page.url)))
        for number in range(3):
            url = f"https://one.example/list/{number}"
            journal.append(Issue(code=IssueCode.NOT_A_REVIEW, message="A list.", url=url))
        journal.append(End(reason="finished", counts={"pages": sum(map(len, groups))}))

    def published() -> Release:
        with run:
            return publish(run, terms or Terms(accept_drift=True), resolver=lambda *_, **__: resolution)

    return published


def pages_of(number: int, anime: int, seed: int, changed: float) -> Iterator[Review]:
    """The pages of one anime."""
    chance = random.Random(f"{seed}/{number}")
    drawn = chance.random()
    if drawn < changed / 3:
        return
    worth = min(max(chance.gauss(7, 1), 1.5), 9.5) + (0.3 if drawn < changed else 0)
    late = number >= anime * EARLY
    for at, site in enumerate(SITES):
        if at and chance.random() < 0.4:
            continue
        ten = min(max(worth + (0.4, -0.3, 0.1)[at] + chance.gauss(0, 0.3), 0.5), 10)
        page = Review(
            url=f"https://{site}/anime/{number:07}",
            site=site,
            layout="made_up",
            title=f"Work {number}",
            headline=f"Work {number} Review",
            genres=(GENRES[number % len(GENRES)],),
            synopsis=f"What work {number} is about, told at some length. " * 5,
            scores=() if chance.random() < 0.1 else (Score(source=site, value=float(round(ten)), text=f"{ten:.0f}"),),
        )
        yield _late(page, number, ten, chance) if late else page


def _late(page: Review, number: int, ten: float, chance: random.Random) -> Review:
    awkward = AWKWARD[number % len(AWKWARD)]
    year = 1990 + number % 35
    scale = 100.0 if page.site == SITES[2] else 10.0
    return replace(
        page,
        title=f"{awkward} {number}" if number % 2 else awkward,
        headline=awkward,
        saved_as=f"{page.site}/{number}.html",
        alternative_titles=(Title(awkward[::-1], "ja"), Title(f"Another {number}")),
        type=list(AnimeType)[number % len(AnimeType)],
        season_number=number % 4 + 1,
        episodes=12 + number % 3,
        duration_seconds=1440,
        status=Status.FINISHED,
        start_date=f"{year}-01-{number % 28 + 1:02}",
        end_date=f"{year}-03",
        year=year,
        season=list(Season)[number % 4],
        genres=(GENRES[number % len(GENRES)], GENRES[(number // 5) % len(GENRES)]) if number % 7 else (),
        tags=(awkward,),
        audio_languages=("ja", "en"),
        studios=("Studio Moon",),
        producers=("Moon Committee",),
        source_material="Manga",
        scores=tuple(
            Score(
                source=str(page.site),
                value=round(ten / 10 * scale, 2),
                scale_max=scale,
                votes=chance.randrange(1, 100_000),
                kind=Kind.USERS,
                text=f"{ten:.2f}",
            )
            for _ in page.scores
        ),
        stated_average=round(ten, 2),
        verdict=awkward,
        image=f"https://{page.site}/{number}.jpg",
        ids=(DatabaseId("mal", str(number)),),
    )


def _with_awkward_conflicts(anime: Anime) -> Anime:
    if anime.year is None:
        return anime
    return replace(anime, conflicts=(Conflict(field="title", taken=anime.title, values=(anime.title, "=other")),))
