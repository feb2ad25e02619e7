"""The schemas say what the model says, and the data format changes only with its version and a note."""

import json
from pathlib import Path
from typing import TypeAlias

import jsonschema
import pytest

from aggregator.dataset import schema as schemas
from aggregator.dataset import tables
from aggregator.dataset.schema import fingerprint, schema_of
from aggregator.dataset.shape import shape_of
from aggregator.dataset.tables import FORMAT, TABLES
from aggregator.model import Anime
from aggregator.release import Release

Json: TypeAlias = dict[str, object]
HERE = Path(__file__).parent
CHANGELOG = HERE.parents[1] / "CHANGELOG.md"


def test_a_change_of_the_model_raises_the_version_of_the_format() -> None:
    """When this fails: raise FORMAT in aggregator/dataset/tables.py, note the change in CHANGELOG.md, add a line here.

    The first number rises when a key changes its name, type or meaning, or goes; the second when a key or a word of a
    closed set is added. While a version stands under "Unreleased" alone, its line here is replaced instead.
    """
    known = json.loads((HERE / "formats.json").read_text())
    assert known.get(FORMAT) == fingerprint(), (
        f"the lines are not those of data format {FORMAT} any more: raise FORMAT in aggregator/dataset/tables.py, "
        f'say what changed in CHANGELOG.md, and add "<version>": "{fingerprint()}" to {HERE / "formats.json"}'
    )


def test_every_version_of_the_format_has_a_note() -> None:
    notes = CHANGELOG.read_text(encoding="utf-8")
    for version in json.loads((HERE / "formats.json").read_text()):
        assert f"Version {version}:" in notes, f"CHANGELOG.md does not say what data format {version} is"


def test_a_change_of_a_bound_is_a_change_of_the_format(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    monkeypatch.setattr(schemas, "BOUNDS", {("Anime", "rating"): {"minimum": 0, "maximum": 5}})
    assert fingerprint() != before


def test_a_version_alone_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    monkeypatch.setattr(tables, "FORMAT", "9.9")
    assert fingerprint() == before


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.stem))
def test_a_schema_is_a_schema_and_names_its_version(table: tables.AnyTable) -> None:
    schema = schema_of(table.line)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:anime-review-aggregator:{table.stem}:{FORMAT}"
    assert schema["required"] == [field.name for field in shape_of(table.line).fields]
    assert schema["additionalProperties"] is False


def test_every_line_of_a_release_fits_its_schema(release: Release) -> None:
    for table in TABLES:
        schema = json.loads((release.folder / table.schema).read_text(encoding="utf-8"))
        validator = jsonschema.Draft202012Validator(schema)
        lines = (release.folder / table.name).read_text(encoding="utf-8").split("\n")[:-1]
        assert lines
        for line in lines:
            validator.validate(json.loads(line))


@pytest.fixture
def line(release: Release) -> Json:
    with (release.folder / "anime.jsonl").open(encoding="utf-8") as lines:
        first: Json = json.loads(next(lines))
    return first


BROKEN: list[tuple[str, Json]] = [
    ("a key too many", {"extra": 1}),
    ("a text for a number", {"episodes": "12"}),
    ("a word out of its set", {"type": "Film"}),
    ("a rating beyond ten", {"rating": 10.1}),
    ("a null where none may be", {"title": None}),
    ("an object where a list stands", {"scores": {}}),
    ("a score without its source", {"scores": [{"value": 1.0}]}),
    ("an id of another form", {"id": "1"}),
]


@pytest.mark.parametrize("said", [case[1] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_the_schema_refuses(line: Json, said: Json) -> None:
    validator = jsonschema.Draft202012Validator(schema_of(Anime))
    assert validator.is_valid(line)
    assert not validator.is_valid({**line, **said})


def test_the_schema_demands_every_key(line: Json) -> None:
    validator = jsonschema.Draft202012Validator(schema_of(Anime))
    assert all(not validator.is_valid({name: line[name] for name in line if name != key}) for key in line)


def test_what_is_no_dataclass_has_no_shape() -> None:
    with pytest.raises(TypeError, match="no dataclass"):
        shape_of(int)
