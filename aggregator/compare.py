"""Compare: what changed from one release to another, in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from aggregator.dataset.delta import changes_between
from aggregator.dataset.tables import ANIME
from aggregator.manifest import Manifest, read_manifest
from aggregator.model import Change, FieldChange, Operation

LISTED = 10
"""Anime that are named of each kind."""
FELL_BY = 0.05
"""A field that so much fewer lines state is named."""


@dataclass(slots=True)
class Comparison:
    """What changed between two releases."""

    before: Manifest
    after: Manifest
    came: list[Change] = field(default_factory=list)
    went: list[Change] = field(default_factory=list)
    moved: list[tuple[float, Change]] = field(default_factory=list)
    """Ratings that changed, with how far, the farthest first."""
    fields: Counter[str] = field(default_factory=Counter)
    """Key to how many lines say something else there."""
    changed: int = 0
    counts: Counter[Operation] = field(default_factory=Counter)


def compare(before: Path, after: Path) -> Comparison:
    """What changed from the release in one folder to that in another. Refusal when either is none."""
    found = Comparison(read_manifest(before), read_manifest(after))
    for change in changes_between(before / ANIME.name, after / ANIME.name):
        found.counts[change.op] += 1
        match change.op:
            case Operation.ADD if len(found.came) < LISTED:
                found.came.append(change)
            case Operation.DEL if len(found.went) < LISTED:
                found.went.append(change)
            case Operation.MOD:
                found.fields.update(one.field for one in change.changes)
                if (by := _moved_by(change)) is not None:
                    found.moved.append((by, change))
            case _:
                pass
    found.moved.sort(key=lambda one: (-abs(one[0]), one[1].id))
    return found


def in_words(found: Comparison) -> Iterator[str]:
    """The lines of the answer."""
    before, after = found.before, found.after
    yield f"From {before.run} to {after.run}:"
    for name in ("reviews", "anime", "scores", "issues"):
        yield f"  {name:8} {_step(getattr(before.counts, name), getattr(after.counts, name))}"
    if not found.counts:
        yield "Every line of anime.jsonl is as it was."
        return
    yield from _named(f"{found.counts[Operation.ADD]:,} anime came", (_titled(one) for one in found.came))
    yield from _named(f"{found.counts[Operation.DEL]:,} anime went", (_gone(one) for one in found.went))
    yield from _named(
        f"{found.counts[Operation.MOD]:,} anime changed",
        (f"{name}: {number:,}" for name, number in found.fields.most_common(LISTED)),
    )
    yield from _named(f"{len(found.moved):,} ratings moved", (_moved(by, one) for by, one in found.moved[:LISTED]))
    yield from _named("Fields that fewer lines state", _fallen(before, after))
    yield from _named("Sites", _sites(before, after))


def _named(head: str, lines: Iterator[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield f"{head}:"
        yield from (f"  {line}" for line in told)


def _step(before: int, after: int) -> str:
    return f"{before:,}" if before == after else f"{before:,} → {after:,} ({after - before:+,})"


def _titled(change: Change) -> str:
    return f"{change.title} ({change.id})"


def _gone(change: Change) -> str:
    if change.replaced_by:
        return f"{_titled(change)}: its pages now stand under {', '.join(change.replaced_by)}"
    return f"{_titled(change)}: none of its pages was read"


def _moved(by: float, change: Change) -> str:
    rating = _of(change.changes, "rating_exact")
    count = _of(change.changes, "rating_count")
    scores = f", {count.before} → {count.after} scores" if count else ""
    return f"{_titled(change)}: {rating.before} → {rating.after} ({by:+.2f}){scores}" if rating else _titled(change)


def _moved_by(change: Change) -> float | None:
    rating = _of(change.changes, "rating_exact")
    if rating is None:
        return None
    before, after = (msgspec.json.decode(text, type=float | None) for text in (rating.before, rating.after))
    return None if before is None or after is None else after - before


def _of(changes: Sequence[FieldChange], name: str) -> FieldChange | None:
    return next((one for one in changes if one.field == name), None)


def _fallen(before: Manifest, after: Manifest) -> Iterator[str]:
    for table, rates in after.fill_rates.items():
        for name, rate in rates.items():
            was = before.fill_rates.get(table, {}).get(name, 0.0)
            if rate < was - FELL_BY:
                yield f"{table}, {name}: {was:.1%} → {rate:.1%}"


def _sites(before: Manifest, after: Manifest) -> Iterator[str]:
    was = {site.site: site.reviews for site in before.sites}
    now = {site.site: site.reviews for site in after.sites}
    for site in sorted({*was, *now}, key=lambda site: site or ""):
        if was.get(site, 0) != now.get(site, 0):
            yield f"{site or '(not known)'}: {_step(was.get(site, 0), now.get(site, 0))} pages"
