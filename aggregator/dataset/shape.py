"""Shapes: a dataclass of the model as a tree of fields, from which schemas, Parquet types and descriptions are made."""

import enum
import inspect
import typing
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TypeAlias

from aggregator.dictionary import docstrings, without_none
from aggregator.model import Review


@dataclass(frozen=True, slots=True)
class Plain:
    """Text, a number, or yes and no."""

    type: type[str] | type[int] | type[float] | type[bool]


@dataclass(frozen=True, slots=True)
class Closed:
    """One of a closed set of words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    of: "Shape"


@dataclass(frozen=True, slots=True)
class Whole:
    """An object."""

    name: str
    about: str
    fields: tuple["Field", ...]


Shape: TypeAlias = Plain | Closed | Many | Whole


@dataclass(frozen=True, slots=True)
class Field:
    """One key of an object."""

    name: str
    shape: Shape
    nullable: bool
    meaning: str


def shape_of(cls: type) -> Whole:
    """The shape of a line.

    >>> from aggregator.model import DatabaseId
    >>> [(field.name, field.shape, field.nullable) for field in shape_of(DatabaseId).fields]
    [('source', Plain(type=<class 'str'>), False), ('id', Plain(type=<class 'str'>), False)]
    """
    return _whole(cls)


@cache
def _whole(cls: type) -> Whole:
    if not is_dataclass(cls):
        raise TypeError(f"{cls.__name__} is no dataclass")
    said, hints = {**docstrings(Review), **docstrings(cls)}, typing.get_type_hints(cls)
    return Whole(
        cls.__name__,
        inspect.getdoc(cls) or "",
        tuple(
            Field(each.name, _shape(hint), nullable, said[each.name])
            for each in fields(cls)
            for hint, nullable in [without_none(hints[each.name])]
        ),
    )


def _shape(hint: object) -> Shape:
    if typing.get_origin(hint) is tuple:
        return Many(_shape(typing.get_args(hint)[0]))
    if hint is str or hint is int or hint is float or hint is bool:
        return Plain(hint)
    if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
        return Closed(tuple(member.value for member in hint))
    if isinstance(hint, type):
        return shape_of(hint)
    raise TypeError(f"{hint} has no shape")
