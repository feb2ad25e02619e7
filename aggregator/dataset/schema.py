"""JSON Schema (2020-12) of every kind of line, from the dataclasses; and the fingerprint of the whole data format."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import msgspec

from aggregator.dataset.shape import Closed, Field, Many, Plain, Shape, Whole, shape_of
from aggregator.dataset.tables import FORMAT, TABLES

Schema: TypeAlias = dict[str, object]

PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
OUT_OF_TEN: Schema = {"minimum": 0, "maximum": 10}
NOT_NEGATIVE: Schema = {"minimum": 0}
BOUNDS: Mapping[tuple[str, str], Schema] = {
    ("Anime", "id"): {"pattern": "^a-[0-9a-z]{12}$"},
    ("Change", "id"): {"pattern": "^a-[0-9a-z]{12}$"},
    ("Anime", "rating"): OUT_OF_TEN,
    ("Anime", "rating_exact"): OUT_OF_TEN,
    ("Anime", "rating_median"): OUT_OF_TEN,
    ("Anime", "rating_min"): OUT_OF_TEN,
    ("Anime", "rating_max"): OUT_OF_TEN,
    ("Anime", "rating_weighted"): OUT_OF_TEN,
    ("Anime", "rating_vote_weighted"): OUT_OF_TEN,
    ("Anime", "rating_spread"): NOT_NEGATIVE,
    ("Anime", "rating_count"): NOT_NEGATIVE,
    ("Anime", "rating_votes"): NOT_NEGATIVE,
}
"""What we promise of values that we compute. What pages state is published as stated."""


def schema_of(line: type, *, version: str = FORMAT) -> Schema:
    """The schema of one kind of line. Every key is required, none may be added."""
    whole = shape_of(line)
    name = next((table.stem for table in TABLES if table.line is line), whole.name.lower())
    parts = {part.name: _object(part) for part in sorted(_parts(whole), key=lambda part: part.name)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:anime-review-aggregator:{name}:{version}",
        "title": f"A line of {name}.jsonl",
        **_object(whole),
        **({"$defs": parts} if parts else {}),
    }


def schema_files() -> dict[str, bytes]:
    """File name to content, for every kind of line."""
    return {table.schema: pretty(schema_of(table.line)) for table in TABLES}


def pretty(value: object) -> bytes:
    """JSON for people: two spaces, a final newline."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def fingerprint() -> str:
    """A hash of every key, type, order and bound of the data format; wording does not count."""
    bare = [without_wording(schema_of(table.line, version="")) for table in TABLES]
    return hashlib.sha256(msgspec.json.encode(bare)).hexdigest()[:16]


def _object(whole: Whole) -> Schema:
    return {
        "description": whole.about,
        "type": "object",
        "properties": {field.name: _property(whole, field) for field in whole.fields},
        "required": [field.name for field in whole.fields],
        "additionalProperties": False,
    }


def _property(whole: Whole, field: Field) -> Schema:
    schema = _schema(field.shape, nullable=field.nullable)
    return {"description": field.meaning, **schema, **BOUNDS.get((whole.name, field.name), {})}


def _schema(shape: Shape, *, nullable: bool = False) -> Schema:
    match shape:
        case Plain(type):
            return {"type": [PLAIN[type], "null"] if nullable else PLAIN[type]}
        case Closed(words):
            return {"enum": [*words, None] if nullable else [*words]}
        case Many(of):
            return {"type": "array", "items": _schema(of)}
        case Whole(name):
            reference: Schema = {"$ref": f"#/$defs/{name}"}
            return {"anyOf": [reference, {"type": "null"}]} if nullable else reference


def _parts(whole: Whole) -> Iterator[Whole]:
    for field in whole.fields:
        shape = field.shape.of if isinstance(field.shape, Many) else field.shape
        if isinstance(shape, Whole):
            yield shape
            yield from _parts(shape)


def without_wording(value: object) -> object:
    """A schema or description without the texts for people, which may be put better without a new data format."""
    if isinstance(value, dict):
        return {key: without_wording(each) for key, each in value.items() if not _is_wording(key, each)}
    if isinstance(value, list):
        return [without_wording(each) for each in value]
    return value


def _is_wording(key: str, value: object) -> bool:
    return key in {"description", "title"} and isinstance(value, str)
