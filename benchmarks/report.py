"""Time, memory and size of the report of many anime: `python -m benchmarks.report [100000 [FILE]]`, on generated data.

Two and a half pages an anime, of a dozen sites; titles, synopses and names are words of uneven frequency, so that they
pack about as well as real ones.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from aggregator.model import Anime, AnimeType, Conflict, DatabaseId, Kind, Review, SourcedScore, Status, Title
from aggregator.report import write_report
from aggregator.report.document import size
from benchmarks.measuring import Cost, run_function

SITES = [f"site{n}.example" for n in range(12)]
GENRES = ["Action", "Adventure", "Comedy", "Drama", "Fantasy", "Horror", "Mystery", "Romance", "Sci-Fi", "Sports"]
SYLLABLES = ["ka", "shi", "no", "ra", "mei", "to", "sen", "yu", "ri", "an", "do", "ko", "ha", "su", "wa", "en"]


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report of so many anime took."""

    anime: int
    pages: int
    lines: int
    """Bytes of the release's files."""
    html: int
    """Bytes of the report."""
    cost: Cost

    def __str__(self) -> str:
        return (
            f"{self.anime:,} anime of {self.pages:,} pages, {size(self.lines)} of lines\n"
            f"time    {self.cost.seconds:.1f} s, {self.cost.cpu_seconds:.1f} s of processor\n"
            f"memory  {self.cost.peak_mib:.0f} MiB at most\n"
            f"size    {size(self.html)}"
        )


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(measure(number, Path(sys.argv[2]) if len(sys.argv) > 2 else None))


def measure(anime: int, into: Path | None = None) -> Reported:
    """Writes the lines in one process and the report in another."""
    with TemporaryDirectory() as folder:
        release = Path(folder) / "release"
        release.mkdir()
        pages, _ = run_function(write_lines, release, anime)
        lines = sum(path.stat().st_size for path in release.iterdir())
        report, cost = run_function(write_report, release, into or Path(folder) / "report.html")
        return Reported(anime, pages, lines, report.stat().st_size, cost)


def write_lines(folder: Path, number: int) -> int:
    """Writes a release's files; returns how many pages it has."""
    chance = random.Random(7)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)]
    encode = msgspec.json.Encoder().encode
    pages = 0
    with (folder / "anime.jsonl").open("wb") as anime_file, (folder / "reviews.jsonl").open("wb") as review_file:
        for n in range(number):
            anime, reviews = _anime(n, chance, words)
            anime_file.write(encode(anime) + b"\n")
            for review in reviews:
                pages += 1
                review_file.write(encode(review) + b"\n")
    (folder / "issues.jsonl").write_bytes(b"")
    told = {
        "run": "now",
        "result": "success",
        "exit_code": 0,
        "reasons": [],
        "previous": None,
        "sources": ["generated"],
    }
    told |= {"started": "2026-03-01T10:00:00Z", "finished": "2026-03-01T10:05:00Z", "settings": {}, "versions": {}}
    told |= {"counts": {"pages": pages, "reviews": pages, "anime": number}, "sites": [], "resolution": {}, "crawls": []}
    told |= {"fill_rates": {"reviews": {}, "anime": {}}, "files": []}
    (folder / "manifest.json").write_bytes(encode(told))
    return pages


def _anime(n: int, chance: random.Random, words: list[str]) -> tuple[Anime, list[Review]]:
    def said(least: int, most: int) -> str:
        return " ".join(words[int(len(words) * chance.random() ** 3)] for _ in range(chance.randint(least, most)))

    title, synopsis = said(1, 6).title(), said(40, 160)
    others = tuple(Title(said(1, 6).title(), language) for language in ("ja-Latn", "en", None))
    genres = tuple(dict.fromkeys(chance.choices(GENRES, k=3)))
    studios = (f"Studio {words[n % 300]}",)
    worth = chance.gauss(6.8, 1)
    sites = sorted(chance.sample(range(len(SITES)), k=chance.choice((1, 1, 2, 2, 3, 6))))
    reviews = [
        Review(
            url=f"https://{SITES[site]}/anime/{n}/{title.lower().replace(' ', '-')}",
            site=SITES[site],
            title=title,
            headline=title,
            type=AnimeType.TV,
            episodes=12 if chance.random() < 0.95 else 13,
            duration_seconds=1440,
            status=Status.FINISHED,
            start_date=f"{1980 + n % 45}-04-0{1 + n % 9}",
            year=1980 + n % 45,
            genres=genres,
            studios=studios,
            synopsis=synopsis,
        )
        for site in sites
    ]
    scores = tuple(
        SourcedScore(
            source=f"Source {site}",
            value=round(min(max(worth + chance.gauss((site - 6) / 10, 0.5), 1), 10), 2),
            scale_min=1.0,
            scale_max=10.0,
            votes=int(chance.paretovariate(0.5)),
            kind=Kind.USERS,
            text="",
            url=review.url,
            counted=True,
        )
        for site, review in zip(sites, reviews, strict=True)
    )
    values = [score.value for score in scores]
    mean = sum(values) / len(values)
    anime = Anime(
        id=f"a-{n:013}",
        title=title,
        alternative_titles=others,
        type=AnimeType.TV,
        episodes=12,
        duration_seconds=1440,
        status=Status.FINISHED,
        start_date=reviews[0].start_date,
        year=reviews[0].year,
        genres=genres,
        studios=studios,
        synopsis=synopsis,
        ids=(DatabaseId("mal", str(n)), DatabaseId("anilist", str(n * 3))),
        rating=round(mean, 1),
        rating_exact=round(mean, 6),
        rating_count=len(values),
        rating_votes=sum(score.votes or 0 for score in scores),
        rating_median=sorted(values)[len(values) // 2],
        rating_min=min(values),
        rating_max=max(values),
        rating_weighted=round((21 + sum(values)) / (3 + len(values)), 6),
        rating_low_evidence=len(values) < 2,
        scores=scores,
        sources=tuple(_sources(reviews)),
        conflicts=(Conflict(field="episodes", taken="12", values=("12", "13")),) if n % 20 == 0 else (),
    )
    return anime, reviews


def _sources(reviews: list[Review]) -> Iterator[str]:
    for review in reviews:
        if review.url:
            yield review.url


if __name__ == "__main__":
    main()
