"""Labelled records: pages of several sites with the works that they are really about, and the score of a partition."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from aggregator.model import AnimeType, Review, Score, Season, Title

SUITES = {
    "rich": {"mal", "anilist", "bangumi", "silveryasha"},
    "core": {"mal", "anilist", "bangumi", "silveryasha", "anidb", "animeplanet", "animethemes"},
}


class Record(msgspec.Struct):
    """One line of records.jsonl."""

    rid: str
    source: str
    url: str
    title: str
    alt_titles: list[str]
    type: str | None
    episodes: int | None
    year: int | None
    season: str | None
    duration_minutes: float | None
    score: float | None
    scale: float | None
    genres: list[str]
    studios: list[str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Reviews and the works that they are about."""

    reviews: list[Review]
    sources: list[str]
    entities: list[str]
    numbers: npt.NDArray[np.int64]
    """The entities as numbers."""
    rows: npt.NDArray[np.int64]
    """Where each review stood before `only`."""

    def only(self, suite: str) -> "Labelled":
        """The reviews of the suite's sites."""
        keep = (
            np.array([source in SUITES[suite] for source in self.sources])
            if suite in SUITES
            else np.ones(len(self.sources), bool)
        )
        rows = np.flatnonzero(keep)
        return Labelled(
            [self.reviews[row] for row in rows],
            [self.sources[row] for row in rows],
            [self.entities[row] for row in rows],
            self.numbers[rows],
            rows,
        )


def read_labelled(folder: Path, suite: str) -> Labelled:
    """The records of one suite; `all` takes every site."""
    truth = {line["rid"]: line["entity"] for line in map(json.loads, _lines(folder / "truth.jsonl"))}
    records = [msgspec.json.decode(line, type=Record) for line in _lines(folder / "records.jsonl")]
    entities = [truth[record.rid] for record in records]
    numbers = {entity: number for number, entity in enumerate(dict.fromkeys(entities))}
    return Labelled(
        [_review(record) for record in records],
        [record.source for record in records],
        entities,
        np.array([numbers[entity] for entity in entities]),
        np.arange(len(records)),
    ).only(suite)


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


_TYPES = {"TV": "TV", "WEB": "ONA", "OAD": "OVA", **{name.value: name.value for name in AnimeType}}


def _review(record: Record) -> Review:
    kind = _TYPES.get((record.type or "").upper())
    season = (record.season or "").upper()
    return Review(
        url=record.url,
        site=record.url.split("/")[2],
        layout="labelled",
        title=record.title,
        headline=record.title,
        alternative_titles=tuple(Title(title) for title in record.alt_titles),
        type=AnimeType(kind) if kind else None,
        episodes=record.episodes or None,
        duration_seconds=round(record.duration_minutes * 60) if record.duration_minutes else None,
        start_date=str(record.year) if record.year else None,
        year=record.year,
        season=Season(season) if season in set(Season) else None,
        genres=tuple(record.genres),
        studios=tuple(record.studios),
        scores=()
        if record.score is None
        else (Score(source=record.source, value=record.score, scale_max=record.scale or 10.0, text=str(record.score)),),
    )


def teaches(entity: str) -> bool:
    """Whether an entity belongs to the part that teaches; the other part only checks."""
    return zlib.crc32(entity.encode()) % 3 > 0


def pairwise(truth: Sequence[object], clusters: Sequence[object]) -> tuple[float, float]:
    """Precision and recall over pairs of records."""
    right = _pairs(Counter(zip(truth, clusters, strict=True)))
    return right / max(_pairs(Counter(clusters)), 1), right / max(_pairs(Counter(truth)), 1)


def pairwise_scores(truth: Iterable[object], clusters: Iterable[object]) -> str:
    """Pairwise precision, recall and F1, to be printed."""
    precision, recall = pairwise(list(truth), list(clusters))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}"


def _pairs(counts: Counter[object]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())
