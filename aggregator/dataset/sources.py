"""SOURCES.md: where a release comes from, what may be done with it, and how fresh each source is.

It holds no clock time, so that the same pages give the same bytes: when pages were read stands in manifest.json. How
fresh a source is shows in what it knows (the newest premiere on its pages) and in what changed since the last release.
Only of a source that gave nothing to this run it says when it last did.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import msgspec

TERMS: Mapping[str, str] = {
    "anidb.net": "AniDB's policy forbids reading its pages by program; it offers an HTTP API and a dump of titles",
    "anilist.co": "AniList's terms forbid hoarding its data; it offers an API",
    "myanimelist.net": "MyAnimeList's terms forbid republishing its database; it offers an API",
    "imdb.com": "IMDb's conditions forbid data mining without consent; it offers data sets for non-commercial use",
}
"""Sites whose terms are known to forbid something. Terms change: read theirs."""

INTRODUCTION = """# Sources

What the lines hold are facts and numbers that web pages state, each line with the address of its page. The pages, and
the texts quoted from them (`synopsis`, `verdict`), belong to their authors; posters are linked (`image`), not copied.
This program's licence covers the program, not what pages say: before you republish, read the terms of each site below.

* **Attribution**: name the site and link the page (`url` in reviews.jsonl, `sources` and `scores[].url` in
  anime.jsonl). A score belongs to the source that it quotes (`scores[].source`), which may be another than the site.
* **Averages** (`rating` and what stands beside it) are ours: say "average of n sources", and n.
* **robots.txt**: {robots}
* **Freshness**: manifest.json says when this run read the pages (`started`, `finished`). The newest premiere is the
  latest start that a site's pages state. New, changed and gone count pages: {previous}.
"""
ROBOTS: Mapping[bool | None, str] = {
    True: "pages on the web were fetched as the sites' robots.txt allows.",
    False: "robots.txt was switched off for this run by its operator.",
    None: "this run fetched nothing: its pages were read from files, and who saved them knows on what terms.",
}
HEAD = (
    "| site | pages | scores | newest premiere | new | changed | gone | pages without a line | note |",
    "|---|--:|--:|---|--:|--:|--:|--:|---|",
)

LONGEST_NOTE = 500
TOLD_HEAD = (
    "",
    "## As they are crawled",
    "",
    "| source | reviews | licence | terms | robots.txt | note |",
    "|---|--:|---|---|---|---|",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """What sources.toml says of a source, and what stands in for it where it gave nothing."""

    source: str
    reviews: int
    notes: Mapping[str, str]
    """`licence`, `terms`, `robots`."""
    instead: str = ""


@dataclass(slots=True)
class Source:
    """What one site gives."""

    pages: int = 0
    scores: int = 0
    newest: str = ""
    """The latest start that its pages state."""
    changes: Counter[str] = field(default_factory=Counter)
    """`new`, `changed` and `gone` pages."""


def sources_md(
    reviews: Path,
    before: Path | None,
    *,
    unread: Mapping[str, int],
    robots: bool | None,
    told: Sequence[SourceNote] = (),
) -> bytes:
    """The document. `before` is the reviews.jsonl of the release before, `unread` counts pages by site."""
    sources = read_sources(reviews, before)
    for site in unread:
        sources.setdefault(site, Source())
    previous = "compared with the release before" if before else "there is no release before, so all are new"
    rows = [_row(site, source, unread.get(site, 0)) for site, source in sorted(sources.items())]
    rows += [*TOLD_HEAD, *map(_told_row, told)] if told else []
    return "\n".join([INTRODUCTION.format(robots=ROBOTS[robots], previous=previous), *HEAD, *rows, ""]).encode()


def read_sources(reviews: Path, before: Path | None) -> dict[str, Source]:
    """Site to what it gives; pages whose site is not known stand under ""."""
    sources: defaultdict[str, Source] = defaultdict(Source)
    for old, new in _side_by_side(_pages(before), _pages(reviews)):
        site = (new or old or _Page()).site or ""
        source = sources[site]
        if new is None:
            source.changes["gone"] += 1
            continue
        source.pages += 1
        source.scores += len(new.scores)
        source.newest = max(source.newest, new.start_date or (f"{new.year}" if new.year else ""))
        if old is None:
            source.changes["new"] += 1
        elif old.digest != new.digest:
            source.changes["changed"] += 1
    return dict(sources)


def _row(site: str, source: Source, unread: int) -> str:
    cells = [
        _escaped(site) or "(not known)",
        f"{source.pages:,}",
        f"{source.scores:,}",
        _escaped(source.newest) or "not stated",
        *(f"{source.changes[what]:,}" for what in ("new", "changed", "gone")),
        f"{unread:,}",
        TERMS.get(site, ""),
    ]
    return f"| {' | '.join(cells)} |"


def _told_row(told: SourceNote) -> str:
    notes = (_escaped(told.notes.get(name, ""), LONGEST_NOTE) for name in ("licence", "terms", "robots"))
    return f"| {' | '.join([_escaped(told.source), f'{told.reviews:,}', *notes, told.instead])} |"


def _escaped(text: str, longest: int = 100) -> str:
    """A page's text as a cell: no markup of it works.

    >>> _escaped("<b>a|b</b>")
    '&lt;b&gt;a&#124;b&lt;/b&gt;'
    """
    marks = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "[": "&#91;", "`": "&#96;", "\n": " ", "\r": " "}
    return "".join(marks.get(letter, letter) for letter in text[:longest])


class _Page(msgspec.Struct):
    url: str | None = None
    saved_as: str | None = None
    site: str | None = None
    year: int | None = None
    start_date: str | None = None
    scores: list[msgspec.Raw] = msgspec.field(default_factory=list)
    digest: bytes = b""

    @property
    def key(self) -> tuple[str, str]:
        return self.url or "", self.saved_as or ""


def _pages(path: Path | None) -> Iterator[_Page]:
    if path is None:
        return
    decoder = msgspec.json.Decoder(_Page)
    with path.open("rb") as lines:
        for line in lines:
            page = decoder.decode(line)
            page.digest = blake2b(line, digest_size=8).digest()
            yield page


def _side_by_side(olds: Iterator[_Page], news: Iterator[_Page]) -> Iterator[tuple[_Page | None, _Page | None]]:
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old.key < new.key):
            yield old, None
            old = next(olds, None)
        elif old is None or new.key < old.key:
            yield None, new
            new = next(news, None)
        else:
            yield old, new
            old, new = next(olds, None), next(news, None)
