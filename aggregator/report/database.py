"""A release as one SQLite file, for SQL and Datasette: a table per file of lines, lists as JSON, every score a row."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import TypeAlias

import msgspec

from aggregator.dataset.tables import ANIME, ISSUES, REVIEWS
from aggregator.model import Anime, Issue, Review, SourcedScore
from aggregator.report.files import Files

Value: TypeAlias = str | int | float | None

_INDICES = (
    "CREATE INDEX scores_anime ON scores (anime)",
    "CREATE INDEX scores_source ON scores (source)",
    "CREATE INDEX reviews_site ON reviews (site)",
    "CREATE INDEX anime_rating ON anime (rating)",
    "CREATE INDEX issues_code ON issues (code)",
)


def write_database(files: Files, out: Path) -> Path:
    """Writes reviews, anime, issues and scores into a new SQLite file."""
    with closing(sqlite3.connect(out)) as database, database:
        _fill(database, "reviews", _names(Review), map(_row, files.lines(REVIEWS.name, Review)))
        _fill(database, "anime", _names(Anime), map(_row, files.lines(ANIME.name, Anime)), key="id")
        _fill(database, "scores", ["anime", *_names(SourcedScore)], _scores(files))
        _fill(database, "issues", _names(Issue), map(_row, files.lines(ISSUES.name, Issue)))
        for index in _INDICES:
            database.execute(index)
    return out


def _fill(
    database: sqlite3.Connection,
    table: str,
    names: Sequence[str],
    rows: Iterable[Sequence[Value]],
    key: str | None = None,
) -> None:
    columns = ", ".join(f'"{name}"{" PRIMARY KEY" if name == key else ""}' for name in names)
    database.execute(f'CREATE TABLE "{table}" ({columns})')
    places = ", ".join("?" * len(names))
    database.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608 - names of this program's own


def _scores(files: Files) -> Iterator[list[Value]]:
    for anime in files.lines(ANIME.name, Anime):
        for score in anime.scores:
            yield [anime.id, *_row(score)]


def _row(line: Review | Anime | Issue | SourcedScore) -> list[Value]:
    return [_value(getattr(line, each.name)) for each in fields(line)]


def _value(value: object) -> Value:
    if value is None or isinstance(value, (int, float)):
        return value
    return str(value) if isinstance(value, str) else msgspec.json.encode(value).decode()


def _names(cls: type[Review | Anime | Issue | SourcedScore]) -> list[str]:
    return [each.name for each in fields(cls)]
