"""The tables of a release, and the version of their format."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from aggregator.duplicates import line_order
from aggregator.model import Anime, Change, Issue, Review
from aggregator.resolve.identity import Tombstone, Unread

FORMAT = "1.0"
"""Version of the data format: the first number rises when a key changes its name, type or meaning or goes, the second
when one is added. A test holds it to the model and to CHANGELOG.md."""

Key: TypeAlias = str | tuple[str, str, bytes] | tuple[str, ...]
Line = TypeVar("Line", Review, Anime, Issue, Change, Tombstone, Unread)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """One published file."""

    name: str
    rows: int | None
    """Lines of JSON Lines, rows of Parquet; null for other files."""
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Table(Generic[Line]):
    """One kind of line: its files, how the lines are typed, ordered and told apart."""

    stem: str
    line: type[Line]
    about: str
    key: tuple[str, ...]
    """The fields that tell lines apart, where fields do."""
    order: Callable[[Line], Key]
    """Lines are sorted by this, and no two have the same."""

    @property
    def name(self) -> str:
        """The file itself."""
        return f"{self.stem}.jsonl"

    @property
    def parquet(self) -> str:
        """Its twin."""
        return f"{self.stem}.parquet"

    @property
    def schema(self) -> str:
        """Its schema."""
        return f"{self.stem}.schema.json"


def issue_order(issue: Issue) -> tuple[str, ...]:
    """Issues by code, then by page."""
    return (issue.code, issue.url or "", issue.saved_as or "", issue.field or "", issue.text or "", issue.message)


def is_comparable(data_format: str) -> bool:
    """Whether today's model reads the lines of a format.

    >>> is_comparable(FORMAT), is_comparable("0.9")
    (True, False)
    """
    return data_format.partition(".")[0] == FORMAT.partition(".")[0]


def _by_id(line: Anime | Change | Tombstone) -> str:
    return line.id


def _by_page(line: Unread) -> str:
    return line.page


REVIEWS = Table("reviews", Review, "One line per page that was read, sorted by `url`, then `saved_as`.", (), line_order)
ANIME = Table("anime", Anime, "One line per anime, sorted by `id`.", ("id",), _by_id)
ISSUES = Table("issues", Issue, "One line per thing that a person should look at.", (), issue_order)
DELTA = Table(
    "delta",
    Change,
    "One line per anime that came, went or differs from the release before, sorted by `id`.",
    ("id",),
    _by_id,
)
ENDED = Table("ended", Tombstone, "One line per id that ended or was split, sorted by `id`.", ("id",), _by_id)
UNREAD = Table("unread", Unread, "One line per page that is not read any more, sorted by `page`.", ("page",), _by_page)
AnyTable: TypeAlias = Table[Review] | Table[Anime] | Table[Issue] | Table[Change] | Table[Tombstone] | Table[Unread]
TABLES: tuple[AnyTable, ...] = (ANIME, REVIEWS, ISSUES, DELTA)
"""Those of a release, in the order in which a reader meets them. The others stand only in parts of anime."""
