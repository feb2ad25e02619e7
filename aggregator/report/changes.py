"""What changed since the release before: anime that came, went or differ; ratings that moved; what there is less of."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import msgspec

from aggregator.dataset.tables import ANIME
from aggregator.manifest import Manifest
from aggregator.report.files import Files

LISTED = 8
"""How many anime a list names."""
SANK_BY = 0.05
"""A field that so much fewer pages state than before is worth a look."""
SITE_SANK_TO = 0.5
"""So is a site with less than this share of its pages."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A rating that is not what it was."""

    id: str
    title: str
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Sunk:
    """Something that there is less of than before."""

    name: str
    before: float
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """This release beside the one that it replaced."""

    run: str
    finished: str
    new: int
    changed: int
    gone: int
    same: int
    came: tuple[tuple[str, str], ...]
    """Some that are new: id and title."""
    went: tuple[tuple[str, str], ...]
    """Some that are gone."""
    moved: tuple[Moved, ...]
    """The ratings that moved most."""
    fields: tuple[Sunk, ...]
    """Fields of pages that fewer state: shares."""
    sites: tuple[Sunk, ...]
    """Sites that gave far fewer pages."""


class _Brief(msgspec.Struct):
    id: str
    title: str
    rating: float | None


@dataclass(slots=True)
class _Before:
    title: str
    rating: float | None
    digest: bytes


def since_last(files: Files) -> Changes | None:
    """What changed, None where nothing is left to compare with."""
    if (previous := files.previous()) is None:
        return None
    folder, manifest = previous
    before = {brief.id: _Before(brief.title, brief.rating, digest) for brief, digest in _lines(folder / ANIME.name)}
    came: list[tuple[str, str]] = []
    moved: list[tuple[float, str, Moved]] = []
    new = changed = same = 0
    for brief, digest in _lines(files.folder / ANIME.name):
        old = before.pop(brief.id, None)
        if old is None:
            new += 1
            if len(came) < LISTED:
                came.append((brief.id, brief.title))
        elif old.digest == digest:
            same += 1
        else:
            changed += 1
            if old.rating is not None and brief.rating is not None and old.rating != brief.rating:
                by = abs(old.rating - brief.rating)
                heapq.heappush(moved, (by, brief.id, Moved(brief.id, brief.title, old.rating, brief.rating)))
                if len(moved) > LISTED:
                    heapq.heappop(moved)
    return Changes(
        run=manifest.run,
        finished=manifest.finished,
        new=new,
        changed=changed,
        gone=len(before),
        same=same,
        came=tuple(came),
        went=tuple((key, old.title) for key, old in list(before.items())[:LISTED]),
        moved=tuple(each for *_, each in sorted(moved, key=lambda each: (-each[0], each[1]))),
        fields=tuple(_fields(manifest, files.manifest)),
        sites=tuple(_sites(manifest, files.manifest)),
    )


def _lines(path: Path) -> Iterator[tuple[_Brief, bytes]]:
    decoder = msgspec.json.Decoder(_Brief)
    with path.open("rb") as lines:
        for line in lines:
            yield decoder.decode(line), blake2b(line, digest_size=8).digest()


def _fields(before: Manifest, now: Manifest) -> Iterator[Sunk]:
    rates = now.fill_rates.get("reviews", {})
    for name, share in before.fill_rates.get("reviews", {}).items():
        if share - rates.get(name, 0.0) >= SANK_BY:
            yield Sunk(name, share, rates.get(name, 0.0))


def _sites(before: Manifest, now: Manifest) -> Iterator[Sunk]:
    pages = {site.site: site.reviews for site in now.sites}
    for site in before.sites:
        if pages.get(site.site, 0) < site.reviews * SITE_SANK_TO:
            yield Sunk(site.site or "site not known", site.reviews, pages.get(site.site, 0))
