"""What was resolved before: parts of anime, or a release, as the next run over many reviews needs them.

An id stays with its anime: pages keep the ids under which they stood. Of a folder of parts that is known from its lines
(the pages that were read), from `unread/` (pages that were not read any more, so that their anime get their ids back
when they return) and from `ended/` (ids that are never given again); of a release from its lines alone.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from aggregator.dataset.tables import ANIME, ENDED, FORMAT, UNREAD, is_comparable
from aggregator.exits import Exit, Refusal
from aggregator.levels import Levels
from aggregator.manifest import Manifest
from aggregator.model import Anime
from aggregator.parts import MANIFEST, PartFormat, PartsManifest, files_of, manifest_of, refuse_unfinished
from aggregator.places import beside, content_of, is_remote, local_path
from aggregator.quality import Counts, SiteCount
from aggregator.resolve.identity import Tombstone, Unread
from aggregator.resolve.pages import key_of_source
from aggregator.reviews import lines_of

COMMAND = "resolve-many"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnimeManifest(PartsManifest):
    """What a folder of parts of anime holds, and what the next run is compared with."""

    totals: Counts
    sites: tuple[SiteCount, ...]
    levels: Levels = field(default_factory=Levels)
    """On which level each source rates: what `rating_adjusted` is made with."""
    data_format: str = FORMAT
    previous: str | None = None
    """What the ids were taken over from, as it was named."""
    delta_from: str | None = None
    """The same, where `delta/` starts from it; null where it starts from nothing."""
    delta_from_sha256: str | None = None
    """Of its manifest: so that who adds the delta up knows whether it is still what lies there."""
    warnings: tuple[str, ...] = ()
    """What does not keep a run back, and should be looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """What was resolved before, and where its lines lie."""

    place: str
    sha256: str
    """Of its manifest."""
    totals: Counts
    sites: tuple[SiteCount, ...]
    data_format: str
    anime: tuple[str, ...]
    """Files of lines, sorted by id over all of them."""
    ended: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def is_comparable(self) -> bool:
        """Whether today's model reads the lines: else a delta begins anew."""
        return is_comparable(self.data_format)

    def write_anime(self, path: Path) -> None:
        """Copies the lines into one file of this machine, as the model writes them."""
        with path.open("xb") as out:
            for place in self.anime:
                lines = lines_of(place)
                out.writelines(_rewritten(lines) if place.endswith(f".{PartFormat.PARQUET}") else lines)


def previous_at(place: str) -> Previous:
    """What lies at a place. Refusal when it is neither a finished folder of parts of anime nor a release."""
    refuse_unfinished(place)
    parts = manifest_of(place)
    if parts is None:
        return _release_at(place)
    if parts.what != COMMAND:
        raise Refusal(Exit.USAGE, f"{place} holds what {parts.what} wrote: name what {COMMAND} wrote, or a release.")
    manifest = anime_manifest_of(place)
    anime, ended, unread = (tuple(files_of(place, manifest, table.stem)) for table in (ANIME, ENDED, UNREAD))
    return Previous(
        place=place,
        sha256=_digest(beside(place, MANIFEST)),
        totals=manifest.totals,
        sites=manifest.sites,
        data_format=manifest.data_format,
        anime=anime,
        ended=ended,
        unread=unread,
    )


def anime_manifest_of(place: str) -> AnimeManifest:
    """The manifest of a folder of parts of anime, which must have one. Refusal when it cannot be read."""
    try:
        return msgspec.json.decode(content_of(beside(place, MANIFEST)) or b"", type=AnimeManifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(
            Exit.USAGE, f"{beside(place, MANIFEST)} cannot be read ({error}): another version wrote it, or it is torn."
        ) from error


def is_same_place(one: str, other: str) -> bool:
    """Whether two names are of one folder.

    >>> is_same_place("s3://bucket/anime/", "s3://bucket/anime"), is_same_place("a/../b", "b"), is_same_place("a", "b")
    (True, True, False)
    """
    if is_remote(one) or is_remote(other):
        return one.rstrip("/") == other.rstrip("/")
    return local_path(one).resolve() == local_path(other).resolve()


class Ids:
    """Under which ids pages stood. It is asked once, by whoever resolves, when the pages of today are known."""

    def __init__(self, previous: Previous, lines: Path) -> None:
        """`lines` is the file that holds the lines of the anime of before."""
        self._previous = previous
        self._lines = lines
        self._unread: dict[str, str] = {}
        self._ended: dict[str, Tombstone] = {}

    def __call__(self, keys: Sequence[str]) -> tuple[Mapping[str, str], frozenset[str]]:
        """Of these pages those that stood under an id, with it; and ids that no other page is given.

        Held are, for a page that was read before, the id of its anime; and every id.
        """
        known = dict.fromkeys(keys, "")
        taken = set()
        for page, one in self._stood():
            taken.add(one)
            if page in known:
                known[page] = one
            else:
                self._unread[page] = one
        for tombstone in _decoded(self._previous.ended, Tombstone):
            taken.add(tombstone.id)
            self._ended[tombstone.id] = tombstone
        return {page: one for page, one in known.items() if one}, frozenset(taken)

    def ended(self, tombstones: Iterable[Tombstone]) -> list[Tombstone]:
        """Every id that ended or was split, now or before, sorted."""
        now = {one.id: one for one in tombstones if one.reason != "gone"}
        return [one for _, one in sorted({**self._ended, **now}.items())]

    def unread(self) -> Iterator[Unread]:
        """Every page that was read before and is not any more, sorted."""
        return (Unread(page=page, id=one) for page, one in sorted(self._unread.items()))

    def _stood(self) -> Iterator[tuple[str, str]]:
        decoder = msgspec.json.Decoder(_Stood)
        with self._lines.open("rb") as lines:
            for line in lines:
                stood = decoder.decode(line)
                for source in stood.sources:
                    yield key_of_source(source), stood.id
        for unread in _decoded(self._previous.unread, Unread):
            yield unread.page, unread.id


class _Stood(msgspec.Struct):
    id: str
    sources: tuple[str, ...]


def _release_at(place: str) -> Previous:
    for folder in (place, beside(place, "latest")):
        content = content_of(beside(folder, "manifest.json"))
        if content is None:
            continue
        try:
            manifest = msgspec.json.decode(content, type=Manifest)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refusal(Exit.USAGE, f"{beside(folder, 'manifest.json')} is damaged ({error}).") from error
        if not manifest.is_release:
            raise Refusal(Exit.USAGE, f"{place} is a run that was not published: name a release.")
        # `latest` may move meanwhile
        at = folder if is_remote(folder) else str(local_path(folder).resolve())
        return Previous(
            place=place,
            sha256=_digest(beside(at, "manifest.json")),
            totals=manifest.counts,
            sites=manifest.sites,
            data_format=manifest.data_format,
            anime=(beside(at, ANIME.name),),
        )
    raise Refusal(Exit.USAGE, f"{place} holds neither what {COMMAND} wrote nor a release: name the --into of one.")


def _digest(place: str) -> str:
    return hashlib.sha256(content_of(place) or b"").hexdigest()


def _decoded(places: Iterable[str], kind: type[T]) -> Iterator[T]:
    decoder = msgspec.json.Decoder(kind)
    return (decoder.decode(line) for place in places for line in lines_of(place))


def _rewritten(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Rows of Parquet as the model writes them."""
    decoder, encode = msgspec.json.Decoder(Anime), msgspec.json.Encoder().encode
    return (encode(decoder.decode(line)) + b"\n" for line in lines)
