"""The data dictionary: every key of every line, written from the model's own docstrings."""

import ast
import enum
import inspect
import sys
import textwrap
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import TypeGuard

from aggregator import model
from aggregator.dataset.facts import STABILITY, fact_of
from aggregator.model import (
    Anime,
    Change,
    Conflict,
    DatabaseId,
    FieldChange,
    Issue,
    Review,
    Score,
    SourcedScore,
    Title,
)

TABLES: tuple[tuple[str, type, str], ...] = (
    ("reviews.jsonl", Review, "One line per page that was read, sorted by `url`, then `saved_as`."),
    ("anime.jsonl", Anime, "One line per anime, sorted by `id`."),
    ("issues.jsonl", Issue, "One line per thing that a person should look at."),
    ("delta.jsonl", Change, "One line per anime that came, went or differs from the release before, sorted by `id`."),
)
PARTS: tuple[tuple[str, type], ...] = (
    ("Score", Score),
    ("SourcedScore", SourcedScore),
    ("Title", Title),
    ("DatabaseId", DatabaseId),
    ("Conflict", Conflict),
    ("FieldChange", FieldChange),
)
STABLE = (
    "Names, types and meanings of keys change only with the first number of the data format, and CHANGELOG.md says so. "
    "Beyond that, each key promises one of these:"
)
PLAIN_NAMES = {str: "string", int: "integer", float: "float", bool: "boolean"}


@dataclass(frozen=True)
class Key:
    """One key of one kind of line."""

    name: str
    type: str
    nullable: bool
    meaning: str


def render() -> str:
    """The whole document as Markdown.

    Raises LookupError when a field of the model has no docstring, here or under the same name in Review.
    """
    parts = [
        "# Data dictionary",
        "Written by `make docs` from the docstrings of `aggregator/model.py`; a test holds the two together.",
        "Every key stands on every line. What the page does not state is `null` or `[]`, never 0 or an empty text.",
        "Integers are JSON integers, floats always carry a decimal point, text is UTF-8.",
        STABLE,
        "\n".join(f"* **{name}**: {promise}" for name, promise in STABILITY.items()),
    ]
    for file_name, cls, about in TABLES:
        parts += [f"## {file_name}", about, table(cls)]
    parts += ["## Objects inside lines"]
    for name, cls in PARTS:
        parts += [f"### {name}", inspect.getdoc(cls) or "", table(cls)]
    parts += ["## Closed sets", *(closed_set(each) for each in closed_sets())]
    return "\n\n".join(parts) + "\n"


def table(cls: type) -> str:
    """A dataclass as a Markdown table."""
    rows = [
        "| key | type | null | unit | example | origin | stability | meaning |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for key in keys(cls):
        fact = fact_of(cls.__name__, key.name)
        cells = [
            f"`{key.name}`",
            key.type,
            "yes" if key.nullable else "no",
            fact.unit,
            f"`{fact.example}`",
            fact.origin,
            fact.stability,
            key.meaning,
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def keys(cls: type) -> Iterator[Key]:
    """The keys of a line, in their order."""
    if not is_dataclass(cls):
        raise TypeError(f"{cls.__name__} is no dataclass: the dictionary describes dataclasses")
    said, hints = {**docstrings(Review), **docstrings(cls)}, typing.get_type_hints(cls)
    for each in fields(cls):
        if each.name not in said:
            raise LookupError(f"{cls.__name__}.{each.name} has no docstring: write one under it in aggregator/model.py")
        hint, nullable = without_none(hints[each.name])
        yield Key(each.name, type_name(hint), nullable, said[each.name].replace("|", "\\|"))


def docstrings(cls: type) -> dict[str, str]:
    """The string under each attribute of a class, by attribute."""
    body = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    if not isinstance(body, ast.ClassDef):
        return {}
    return {
        before.target.id: " ".join(after.value.value.split())
        for before, after in zip(body.body, body.body[1:], strict=False)
        if isinstance(before, ast.AnnAssign)
        and isinstance(before.target, ast.Name)
        and isinstance(after, ast.Expr)
        and isinstance(after.value, ast.Constant)
        and isinstance(after.value.value, str)
    }


def without_none(hint: object) -> tuple[object, bool]:
    """`str | None` is (str, True)."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        inner = [each for each in typing.get_args(hint) if each is not type(None)]
        return inner[0], len(inner) < len(typing.get_args(hint))
    return hint, False


def type_name(hint: object) -> str:
    """A type as the dictionary prints it."""
    if typing.get_origin(hint) is tuple:
        return f"list of {type_name(typing.get_args(hint)[0])}"
    if isinstance(hint, type):
        return PLAIN_NAMES.get(hint) or f"[{hint.__name__}](#{hint.__name__.lower()})"
    return str(hint)


def closed_sets() -> list[type[enum.StrEnum]]:
    """The enums of the model, in the order in which they are written."""
    return [each for each in vars(model).values() if isinstance(each, type) and is_closed(each)]


def is_closed(cls: type) -> TypeGuard[type[enum.StrEnum]]:
    """Whether a class of the model is one of its enums."""
    return issubclass(cls, enum.StrEnum) and cls is not enum.StrEnum


def closed_set(cls: type[enum.StrEnum]) -> str:
    """An enum as a heading, its sense, and its values."""
    values = ", ".join(f"`{member.value}`" for member in cls)
    return f"### {cls.__name__}\n\n{inspect.getdoc(cls)}\n\n{values}"


if __name__ == "__main__":
    sys.stdout.write(render())
