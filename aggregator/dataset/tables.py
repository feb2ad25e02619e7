"""The tables of a release, and the version of their format."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from aggregator.model import Anime, Change, Issue, Review

FORMAT = "1.0"
"""Version of the data format: the first number rises when a key changes its name, type or meaning or goes, the second
when one is added. A test holds it to the model and to CHANGELOG.md."""

Line = TypeVar("Line", Review, Anime, Issue, Change)


@dataclass(frozen=True, slots=True)
class Table(Generic[Line]):
    """One kind of line: its files, how the lines are typed, ordered and told apart."""

    name: str
    line: type[Line]
    about: str
    key: tuple[str, ...]
    """The fields that tell lines apart, where fields do."""
    order: Callable[[Line], object]
    """Lines are sorted by this, and no two have the same."""

    @property
    def jsonl(self) -> str:
        """The file itself."""
        return f"{self.name}.jsonl"

    @property
    def parquet(self) -> str:
        """Its twin."""
        return f"{self.name}.parquet"

    @property
    def schema(self) -> str:
        """Its schema."""
        return f"{self.name}.schema.json"


def review_order(review: Review) -> tuple[str, str, bytes]:
    """Reviews are published by URL, then by saved path, then by what they say."""
    return review.url or "", review.saved_as or "", msgspec.json.encode(review)


def issue_order(issue: Issue) -> tuple[str, ...]:
    """Issues by code, then by page."""
    return (issue.code, issue.url or "", issue.saved_as or "", issue.field or "", issue.text or "", issue.message)


def _by_id(line: Anime | Change) -> str:
    return line.id


REVIEWS = Table(
    "reviews", Review, "One line per page that was read, sorted by `url`, then `saved_as`.", (), review_order
)
ANIME = Table("anime", Anime, "One line per anime, sorted by `id`.", ("id",), _by_id)
ISSUES = Table("issues", Issue, "One line per thing that a person should look at.", (), issue_order)
DELTA = Table(
    "delta",
    Change,
    "One line per anime that came, went or differs from the release before, sorted by `id`.",
    ("id",),
    _by_id,
)
TABLES: tuple[Table[Review] | Table[Anime] | Table[Issue] | Table[Change], ...] = (ANIME, REVIEWS, ISSUES, DELTA)
"""In the order in which a reader meets them."""
