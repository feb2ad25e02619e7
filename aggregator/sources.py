"""sources.toml: the sources that are crawled together, each with settings, floors and terms of its own.

    [sources.moon]
    start = ["https://moon.example/"]
    delay = 2.0
    floors = {reviews = 100, filled = {scores = 0.9}}
    revisit = {at_most_every = "1d", at_least_every = "60d"}
    licence = "CC BY 4.0"

docs/sources.toml is an example with every key.
"""

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit

import msgspec

from aggregator.exits import Exit, Refusal
from aggregator.model import Review

LONGEST_DELAY = 300.0
"""Seconds between two pages: with longer ones no crawl comes to its end."""
LONGEST_CONTACT = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
_LENGTH = re.compile(r"(\d{1,5})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

_WORDS = {
    " | null": "",
    "Object missing required field": "there must be a key",
    "Expected": "expected",
    "`array`": "`list`",
    "`str`": "`text`",
    "`int`": "`integer`",
    "`float`": "`number`",
    "`bool`": "`true or false`",
    "`object`": "`table`",
}
"""What msgspec says to what a TOML file is written with."""

Share: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=1)]
Number: TypeAlias = Annotated[int, msgspec.Meta(ge=1)]


class Floors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a source must come to: with less, its last good reviews are published instead."""

    reviews: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Fewest reviews."""
    filled: dict[str, Share] = {}
    """Field of reviews.jsonl to the smallest share of reviews that must state it."""


class Revisit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often a page is asked for again."""

    at_most_every: str = "1d"
    """Never sooner than this after the last time."""
    at_least_every: str = "60d"
    """Never later."""

    @property
    def shortest(self) -> timedelta:
        """The least time between two visits."""
        return length_of(self.at_most_every)

    @property
    def longest(self) -> timedelta:
        """The most time between two visits."""
        return length_of(self.at_least_every)


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source: a site, some sites that belong together, or saved material."""

    start: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    """URLs of a site, sitemap, feed, list or page; or paths of saved material, seen from the file's folder."""
    enabled: bool = True
    """Whether it is crawled. What is published of one that is not stays."""
    layouts: bool = True
    """Whether layouts are asked, or the generic readers alone."""
    delay: Annotated[float, msgspec.Meta(ge=0, le=LONGEST_DELAY)] | None = None
    """Seconds between two pages of one host, at least."""
    concurrency: Annotated[int, msgspec.Meta(ge=1, le=64)] | None = None
    """Pages of one host that are asked for at once, at most."""
    max_pages: Number | None = None
    """Most pages of a host that one run asks for."""
    max_steps: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """How many links a page may be away from the start."""
    floors: Floors = Floors()
    revisit: Revisit = Revisit()
    contact: str = ""
    """Where the site reaches whoever runs the crawl, told with every request."""
    licence: str = ""
    """On what licence the site gives its pages."""
    terms: str = ""
    """What the site's terms say, or where they stand."""
    robots: str = ""
    """What its robots.txt says that a person should know."""

    @property
    def is_live(self) -> bool:
        """Whether it is on the web, and not saved material."""
        return _is_web(self.start[0])


def read_sources(path: Path) -> dict[str, Source]:
    """The sources of a file by name, in its order. Refusal, with file, source and key, when it cannot be read."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refusal(Exit.USAGE, f"There is no {path}: docs/sources.toml is an example of one.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refusal(Exit.USAGE, f"{path} cannot be read: {error}.") from error
    _no_other_keys(f"{path}", content, ("sources",))
    tables = content.get("sources")
    if not isinstance(tables, dict) or not tables:
        raise Refusal(Exit.USAGE, f"{path} names no source: a source is a table like [sources.moon].")
    sources = {name: _source(path, name, table) for name, table in tables.items()}
    _one_source_a_host(path, sources)
    return sources


def encoded(sources: Mapping[str, Source]) -> str:
    """Sources as text, for whoever crawls them elsewhere."""
    return msgspec.json.encode(sources).decode()


def decoded(text: str) -> dict[str, Source]:
    """The sources that a text holds; none where it is empty."""
    return msgspec.json.decode(text, type=dict[str, Source]) if text else {}


def chosen(path: Path, sources: Mapping[str, Source], names: Sequence[str]) -> list[str]:
    """The sources to crawl: those that are named, else all that are enabled. Refusal for a name that there is not."""
    for name in names:
        if name not in sources:
            close = get_close_matches(name, sources, n=3)
            hint = f"Did you mean {' or '.join(close)}?" if close else f"It has: {', '.join(sources)}."
            raise Refusal(Exit.USAGE, f"{path} has no source {name}. {hint}")
    wanted = list(dict.fromkeys(names)) or [name for name, source in sources.items() if source.enabled]
    if not wanted:
        raise Refusal(Exit.USAGE, f"Every source of {path} is switched off: name those to crawl all the same.")
    return wanted


def is_contact(text: str) -> bool:
    """Whether a text may stand in the line with which we introduce ourselves.

    >>> is_contact("me@example.org"), is_contact("me) (you")
    (True, False)
    """
    return text.isascii() and text.isprintable() and len(text) <= LONGEST_CONTACT and not set(text) & set("()")


def length_of(text: str) -> timedelta:
    """A length of time: hours, days or weeks. ValueError for anything else.

    >>> length_of("36h"), length_of("2w")
    (datetime.timedelta(days=1, seconds=43200), datetime.timedelta(days=14))
    """
    found = _LENGTH.fullmatch(text)
    if found is None or not int(found[1]):
        raise ValueError(f"{text!r} is no length of time: write 12h, 30d or 8w")
    return int(found[1]) * _UNITS[found[2]]


class Owners:
    """Which source a URL belongs to: the one that starts at its host, or above it."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self._by_host = {
            host_of(start): name for name, source in sources.items() if source.is_live for start in source.start
        }

    def name_of(self, url: str) -> str | None:
        """The name of its source; None where it belongs to none.

        >>> owners = Owners({"moon": Source(start=("https://moon.example/",))})
        >>> owners.name_of("http://www.moon.example/a"), owners.name_of("https://sun.example/")
        ('moon', None)
        """
        host = host_of(url) if _is_web(url) else ""
        while host:
            if host in self._by_host:
                return self._by_host[host]
            host = host.partition(".")[2]
        return None

    def of(self, url: str) -> Source | None:
        """The source of a URL."""
        name = self.name_of(url)
        return self.sources[name] if name is not None else None


def _source(path: Path, name: str, table: object) -> Source:
    where = f"{path}: source {name}"
    if not _NAME.fullmatch(name):
        raise Refusal(Exit.USAGE, f"{where}: a name is of lower-case letters, digits, - and _, such as moon-reviews.")
    if not isinstance(table, dict):
        raise Refusal(Exit.USAGE, f"{where} is no table: write [sources.{name}] and its keys below.")
    for place, kind in (("", Source), ("floors", Floors), ("revisit", Revisit)):
        inner = table.get(place) if place else table
        if isinstance(inner, dict):
            keys = [field.name for field in msgspec.structs.fields(kind)]
            _no_other_keys(f"{where}: {place}".rstrip(": "), inner, keys)
    try:
        source = msgspec.convert(table, Source)
    except msgspec.ValidationError as error:
        raise Refusal(Exit.USAGE, f"{where}: {_as_toml_says(str(error))}.") from error
    for complaint in _complaints(path, source):
        raise Refusal(Exit.USAGE, f"{where}: {complaint}.")
    return source


def _complaints(path: Path, source: Source) -> Iterable[str]:
    """What is wrong with a source whose keys and types are right."""
    live = [_is_web(start) for start in source.start]
    if any(live) and not all(live):
        yield "start: name URLs or saved material, not both: saved material is a source of its own"
    for start in source.start:
        if "://" in start and not _is_web(start):
            yield f"start: {start} is no http or https URL"
        if "://" not in start and not (path.parent / start).exists():
            yield f"start: there is no {path.parent / start}, and it is no http or https URL"
    if source.contact and not is_contact(source.contact):
        yield "contact: write an e-mail address or a URL, such as me@example.org"
    names = {field.name for field in dataclasses.fields(Review)}
    for field in sorted(source.floors.filled.keys() - names):
        close = get_close_matches(field, names, n=1)
        yield f"floors.filled: reviews.jsonl has no {field}{f', but {close[0]}' if close else ''}"
    for key in ("at_most_every", "at_least_every"):
        try:
            length_of(getattr(source.revisit, key))
        except ValueError as error:
            yield f"revisit.{key}: {error}"
            return
    if source.revisit.shortest > source.revisit.longest:
        revisit = source.revisit
        yield f"revisit: at most every {revisit.at_most_every} and at least every {revisit.at_least_every} is not both"


def _as_toml_says(complaint: str) -> str:
    """A complaint of msgspec in the words of the file.

    >>> _as_toml_says("Expected `int | null`, got `str` - at `$.max_pages`")
    'max_pages: expected `integer`, got `text`'
    """
    what, _, key = complaint.partition(" - at `$")
    for theirs, ours in _WORDS.items():
        what = what.replace(theirs, ours)
    return f"{key.rstrip('`').lstrip('.')}: {what}" if key else what


def _no_other_keys(where: str, table: Mapping[str, object], known: Sequence[str]) -> None:
    for key in table:
        if key not in known:
            close = get_close_matches(key, known, n=1)
            hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known)}."
            raise Refusal(Exit.USAGE, f"{where}: there is no key {key}. {hint}")


def _one_source_a_host(path: Path, sources: Mapping[str, Source]) -> None:
    """Two sources of one host would ask it twice as fast as either may, and share its pages by chance."""
    owners: dict[str, str] = {}
    for name, source in sources.items():
        for host in sorted({host_of(start) for start in source.start if _is_web(start)}):
            for other, owner in owners.items():
                if owner != name and (f".{host}".endswith(f".{other}") or f".{other}".endswith(f".{host}")):
                    raise Refusal(
                        Exit.USAGE,
                        f"{path}: sources {owner} and {name} are one site ({min(host, other, key=len)}): "
                        "put their starts into one table.",
                    )
            owners[host] = name


def host_of(url: str) -> str:
    """The host of a URL, without the prefix `www.` that means nothing.

    >>> host_of("https://www.Moon.example/reviews")
    'moon.example'
    """
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _is_web(start: str) -> bool:
    try:
        parts = urlsplit(start)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
