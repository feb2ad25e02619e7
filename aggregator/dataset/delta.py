"""The delta: what became of each anime since the release before. Previous + delta = current, byte for byte.

Both files are sorted by id, so they are walked side by side in constant memory. Lines of an older format are read with
today's model first: a key that is new since then has its default before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from operator import attrgetter
from pathlib import Path

import msgspec

from aggregator.model import Anime, Change, FieldChange, Operation

KEYS = tuple(field.name for field in fields(Anime))
_VALUES = attrgetter(*KEYS)


def changes_between(before: Path | None, after: Path) -> Iterator[Change]:
    """What became of every anime from one anime.jsonl to another, sorted by id; from nothing where there is none.

    A line that ended tells under which ids its pages now stand.
    """
    ended = {source for old, _ in _side_by_side(before, after, both=False) if old is not None for source in old.sources}
    replaced = _standing_under(ended, after) if ended else {}
    for old, new in _side_by_side(before, after):
        if old is None and new is not None:
            yield Change(op=Operation.ADD, id=new.id, title=new.title, anime=new)
        elif new is None and old is not None:
            later = tuple(sorted({replaced[source] for source in old.sources if source in replaced}))
            yield Change(
                op=Operation.DEL, id=old.id, title=old.title, reason="merged" if later else "gone", replaced_by=later
            )
        elif old is not None and new is not None and (changed := field_changes(old, new)):
            yield Change(op=Operation.MOD, id=new.id, title=new.title, changes=changed)


def field_changes(before: Anime, after: Anime) -> tuple[FieldChange, ...]:
    """The keys of a line that are not what they were, in their order."""
    return tuple(
        FieldChange(field=key, before=_json(old), after=_json(new))
        for key, old, new in zip(KEYS, _VALUES(before), _VALUES(after), strict=True)
        if old != new
    )


def applied(before: Iterable[Anime], changes: Iterable[Change]) -> Iterator[Anime]:
    """The lines of today from those of before and the delta, both sorted by id.

    ValueError, with the id, where a change does not fit the line that it changes.
    """
    lines = iter(before)
    line = next(lines, None)
    for change in changes:
        while line is not None and line.id < change.id:
            yield line
            line = next(lines, None)
        old = line if line is not None and line.id == change.id else None
        if (old is None) is not (change.op is Operation.ADD):
            stood = "no line" if old is None else "a line already"
            raise ValueError(f"{change.id}: {change.op}, but {stood} has that id in the release before")
        if old is not None:
            line = next(lines, None)
        if change.op is not Operation.DEL:
            yield _applied_one(old, change)
    while line is not None:
        yield line
        line = next(lines, None)


def read_anime(path: Path) -> Iterator[Anime]:
    """The lines of an anime.jsonl."""
    decoder = msgspec.json.Decoder(Anime)
    with path.open("rb") as lines:
        for line in lines:
            yield decoder.decode(line)


def read_changes(path: Path) -> Iterator[Change]:
    """The lines of a delta.jsonl."""
    decoder = msgspec.json.Decoder(Change)
    with path.open("rb") as lines:
        for line in lines:
            yield decoder.decode(line)


def _applied_one(old: Anime | None, change: Change) -> Anime:
    if old is None:
        if change.anime is None or change.anime.id != change.id:
            raise ValueError(f"{change.id}: an ADD without its line")
        return change.anime
    values = dict(zip(KEYS, map(msgspec.Raw, map(_encoded, _VALUES(old))), strict=True))
    for one in change.changes:
        if one.field not in values:
            raise ValueError(f"{change.id}: no line has a key {one.field}")
        if bytes(values[one.field]) != one.before.encode():
            raise ValueError(f"{change.id}: {one.field} was not {one.before[:100]} before")
        values[one.field] = msgspec.Raw(one.after.encode())
    try:
        return msgspec.json.decode(msgspec.json.encode(values), type=Anime)
    except msgspec.DecodeError as error:
        raise ValueError(f"{change.id}: {error}") from error


def _side_by_side(
    before: Path | None, after: Path, *, both: bool = True
) -> Iterator[tuple[Anime | None, Anime | None]]:
    """Lines of equal ids together, where their bytes differ; with `both` false only those that stand in one file."""
    olds, news = _raw_lines(before), _raw_lines(after)
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old[0] < new[0]):
            assert old is not None
            yield _decoded(old), None
            old = next(olds, None)
        elif old is None or new[0] < old[0]:
            yield None, _decoded(new)
            new = next(news, None)
        else:
            if both and old[1] != new[1]:
                yield _decoded(old), _decoded(new)
            old, new = next(olds, None), next(news, None)


class _Id(msgspec.Struct):
    id: str


def _raw_lines(path: Path | None) -> Iterator[tuple[str, bytes]]:
    if path is None:
        return
    decoder = msgspec.json.Decoder(_Id)
    with path.open("rb") as lines:
        for line in lines:
            yield decoder.decode(line).id, line


_DECODER = msgspec.json.Decoder(Anime)


def _decoded(line: tuple[str, bytes]) -> Anime:
    return _DECODER.decode(line[1])


class _Sources(msgspec.Struct):
    id: str
    sources: tuple[str, ...]


def _standing_under(sources: set[str], after: Path) -> Mapping[str, str]:
    """Page to the id under which it stands now, of some pages."""
    decoder = msgspec.json.Decoder(_Sources)
    found: dict[str, str] = {}
    with after.open("rb") as lines:
        for line in lines:
            anime = decoder.decode(line)
            found |= {source: anime.id for source in anime.sources if source in sources}
    return found


_encoded: Callable[[object], bytes] = msgspec.json.Encoder().encode


def _json(value: object) -> str:
    return _encoded(value).decode()
