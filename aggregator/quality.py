"""Quality: how much of what is published is filled, and when a release is too poor to replace the last good one.

A release is compared with the last good one as a whole, and site by site: how many reviews, and which share of them
states each field. Where a person wrote bounds for a site (bounds.toml in the folder that is published into), these
hold instead. What lies below a floor keeps the release back; what lies above a ceiling is a warning.
"""

import dataclasses
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit

import msgspec

from aggregator.exits import Exit, Refusal
from aggregator.model import Anime, Issue, IssueCode, Review

NO_LINE = frozenset(
    {
        IssueCode.UNREADABLE,
        IssueCode.NOT_A_REVIEW,
        IssueCode.BLOCKED,
        IssueCode.NO_TITLE,
        IssueCode.LAYOUT_DRIFT,
        IssueCode.FETCH_FAILED,
        IssueCode.READER_FAILED,
    }
)
"""Issues about a page that became no line."""
SHRINKS_TO = 0.5
"""A release with fewer than this share of the last good one's reviews, anime or scores is not published."""
GROWS_TO = 2.0
"""With more than this many times the last good one's reviews it is published, with a warning."""
FALLS_BY = 0.1
"""The share of a site's reviews that state a field may fall by this much, or by chance where that is more."""
FEWEST_COMPARED = 10
"""Of a site with fewer reviews, shares say nothing."""
SAMPLES = 5
"""Pages that are named where a field fell."""
NOT_COMPARED = frozenset({"url", "saved_as", "site", "layout", "title", "headline"})
"""Keys that tell where a line came from, or stand on every one."""
MOST_DRIFTED = 0.5
"""Nor is one where more than this share of the pages no longer match their layout, or fail in the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a run read and made."""

    pages: int = 0
    """Pages handed to the reader."""
    reviews: int = 0
    """Lines of reviews.jsonl."""
    counted: int = 0
    """Those of them that anime are made of: further copies of a page are not."""
    anime: int = 0
    scores: int = 0
    """Scores on the lines of reviews.jsonl."""
    averaged: int = 0
    """Scores that an anime's rating averages."""
    issues: int = 0
    passed_over: int = 0
    """Files that are no pages."""
    by_issue: dict[str, int] = field(default_factory=dict)
    """Issues by code."""


def fill_rates(lines: Iterable[Review] | Iterable[Anime]) -> dict[str, float]:
    """Field to the share of lines that state it, to four decimals.

    >>> rates = fill_rates([Review(title="A", headline="A"), Review(title="B", headline="B", episodes=12)])
    >>> rates["title"], rates["episodes"], rates["genres"]
    (1.0, 0.5, 0.0)
    """
    filled = Filled()
    for line in lines:
        filled.add(line)
    return filled.rates


@dataclass(slots=True)
class Filled:
    """How many lines there are, and how many of them state each field: counted as they come, none is held."""

    lines: int = 0
    stated: dict[str, int] = field(default_factory=dict)
    """In the order of the fields."""

    def add(self, line: Review | Anime) -> None:
        """One more line."""
        self.lines += 1
        stated = self.stated or dict.fromkeys((field.name for field in dataclasses.fields(line)), 0)
        for name in stated:
            stated[name] += is_stated(getattr(line, name))
        self.stated = stated

    def join(self, other: "Filled") -> None:
        """As many more as were counted elsewhere."""
        self.lines += other.lines
        self.stated = {name: self.stated.get(name, 0) + count for name, count in other.stated.items()} or self.stated

    @property
    def rates(self) -> dict[str, float]:
        """Field to the share of lines that state it, to four decimals."""
        return {name: round(count / self.lines, 4) for name, count in self.stated.items()}


@dataclass(slots=True)
class Tally:
    """What reviews come to, counted as they come: a few numbers for each site, and no review is held.

    >>> tally = Tally.of([Review(title="A", headline="A", site="a.example"), Review(title="B", headline="B")])
    >>> tally.reviews, sorted(tally.sites, key=str), tally.sites["a.example"].lines
    (2, [None, 'a.example'], 1)
    """

    sites: dict[str | None, Filled] = field(default_factory=dict)
    scores: int = 0

    @classmethod
    def of(cls, reviews: Iterable[Review]) -> Self:
        """The tally of these."""
        tally = cls()
        for review in reviews:
            tally.add(review)
        return tally

    def add(self, review: Review) -> None:
        """One more review."""
        self.sites.setdefault(review.site, Filled()).add(review)
        self.scores += len(review.scores)

    def join(self, other: "Tally") -> None:
        """What was counted elsewhere."""
        for site, filled in other.sites.items():
            self.sites.setdefault(site, Filled()).join(filled)
        self.scores += other.scores

    @property
    def reviews(self) -> int:
        """Of all sites."""
        return self.total.lines

    @property
    def total(self) -> Filled:
        """How much of the reviews of all sites is filled."""
        total = Filled()
        for filled in self.sites.values():
            total.join(filled)
        return total


@dataclass(slots=True)
class AnimeTally:
    """What anime come to, likewise."""

    filled: Filled = field(default_factory=Filled)
    averaged: int = 0
    """Scores that their ratings average."""

    def add(self, anime: Anime) -> None:
        """One more anime."""
        self.filled.add(anime)
        self.averaged += anime.rating_count


Counted = TypeVar("Counted", Review, Anime)


def counting(lines: Iterable[Counted | bytes], count: Callable[[Counted], None]) -> Iterator[Counted | bytes]:
    """The lines, each counted as it goes by; what is bytes is no line of the model, and is not counted."""
    for line in lines:
        if not isinstance(line, bytes):
            count(line)
        yield line


def is_stated(value: object) -> bool:
    """Whether a field says something: neither None nor an empty list."""
    return value is not None and value != ()


def below_floor(counts: Counts, *, floor: int) -> list[str]:
    """Why a release is too poor in itself: sentences, none when it is good."""
    if counts.reviews < floor:
        why = ", ".join(f"{number} {code}" for code, number in counts.by_issue.items())
        return [f"It holds {counts.reviews} reviews, the floor is {floor}." + (f" Issues: {why}." if why else "")]
    return list(drifted(counts))


def shrunk(counts: Counts, last: Counts | None) -> list[str]:
    """Why a release is too poor beside the last good one: sentences, none when it is good."""
    if last is None:
        return []
    return [
        f"It holds {now} {name}, the last good release {before}: less than half. "
        "When that is right (fewer sources, say), run it again with --accept-drift."
        for name, now, before in (
            ("reviews", counts.reviews, last.reviews),
            ("anime", counts.anime, last.anime),
            ("scores", counts.scores, last.scores),
        )
        if now < before * SHRINKS_TO
    ]


def objections(
    counts: Counts, last: Counts | None, fallen: Sequence[str], *, floor: int, accept_drift: bool
) -> list[str]:
    """Why what was made is not published, by what it holds: sentences, none when it is good.

    `fallen` tells of sites that came to less than their floors.
    """
    return below_floor(counts, floor=floor) or ([] if accept_drift else [*shrunk(counts, last), *fallen])


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCount:
    """What one site gave."""

    site: str | None
    """Host without `www.`; null for pages whose site is not known."""
    reviews: int
    issues: dict[str, int]
    """Issues by code."""
    fill_rates: dict[str, float] = field(default_factory=dict)
    """Field to the share of the site's reviews that state it."""
    floors: dict[str, float] = field(default_factory=dict)
    """What this run was held to: `reviews` is the fewest reviews, each field the smallest share."""
    last_read: str | None = None
    """When its pages were last read, UTC."""


class Range(msgspec.Struct, forbid_unknown_fields=True):
    """Fewest and most."""

    min: int = 0
    max: int | None = None


class Bounds(msgspec.Struct, forbid_unknown_fields=True):
    """What a person demands of one site: a table of bounds.toml, named by the site."""

    reviews: Range | None = None
    filled: dict[str, float] = {}
    """Field to the smallest share of reviews that must state it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A site that came to less than its floor."""

    site: str | None
    field: str
    """`reviews`, or the field that fewer reviews state."""
    was: float | None
    now: float
    floor: float

    def __str__(self) -> str:
        if self.field == "reviews":
            was = "" if self.was is None else f", the last good release had {self.was:g}"
            return f"{self.site} gave {self.now:g} reviews, its floor is {self.floor:g}{was}."
        was = "" if self.was is None else f" after {self.was:.1%} in the last good release"
        return f"{self.site}: {self.now:.1%} of its reviews state {self.field}{was}, the floor is {self.floor:.1%}."


def site_counts(
    tally: Tally,
    issues: Mapping[str | None, Mapping[str, int]],
    before: Sequence[SiteCount],
    bounds: Mapping[str, Bounds],
    *,
    last_read: Mapping[str | None, str],
) -> tuple[SiteCount, ...]:
    """What each site gave, and what it is held to, sorted by site. Sites that gave nothing any more are among them.

    `last_read` is when the pages of a site were last read, UTC.
    """
    by_site, none = tally.sites, Filled()
    earlier = {count.site: count for count in before}
    wanted = {site for site, count in earlier.items() if _floors(count, bounds.get(site or ""), 0)}
    sites = sorted({*by_site, *issues, *wanted, *bounds}, key=lambda site: (site is not None, site or ""))
    return tuple(
        SiteCount(
            site=site,
            reviews=by_site.get(site, none).lines,
            issues=dict(sorted(issues.get(site, {}).items())),
            fill_rates=by_site.get(site, none).rates,
            floors=_floors(earlier.get(site), bounds.get(site or ""), by_site.get(site, none).lines),
            last_read=last_read.get(site) or getattr(earlier.get(site), "last_read", None),
        )
        for site in sites
    )


def _floors(before: SiteCount | None, bounds: Bounds | None, reviews: int) -> dict[str, float]:
    """What a site with so many reviews is held to: a person's bounds, else what it gave to the last good release."""
    floors: dict[str, float] = {}
    if before is not None and before.reviews >= FEWEST_COMPARED:
        floors["reviews"] = math.ceil(before.reviews * SHRINKS_TO)
        if reviews >= FEWEST_COMPARED:
            rates = before.fill_rates.items()
            floors |= {
                name: floor
                for name, rate in rates
                if name not in NOT_COMPARED and (floor := _smallest_share(rate, min(before.reviews, reviews))) > 0
            }
    if bounds is not None:
        floors |= {"reviews": bounds.reviews.min} if bounds.reviews else {}
        floors |= bounds.filled if reviews else {}
    return floors


def _smallest_share(rate: float, reviews: int) -> float:
    """How small a share may become: three standard deviations of chance, and never less than a tenth of all."""
    likely = (rate * reviews + 1) / (reviews + 2)
    return round(rate - max(FALLS_BY, 3 * math.sqrt(likely * (1 - likely) / reviews)), 4)


def falls(now: Iterable[SiteCount], before: Iterable[SiteCount]) -> list[Fall]:
    """Every floor that a site fell below."""
    earlier = {count.site: count for count in before}
    found = []
    for count in now:
        was = earlier.get(count.site)
        for name, floor in count.floors.items():
            given = count.reviews if name == "reviews" else count.fill_rates.get(name, 0.0)
            if given < floor:
                gave = None if was is None else was.reviews if name == "reviews" else was.fill_rates.get(name)
                found.append(Fall(site=count.site, field=name, was=gave, now=given, floor=floor))
    return found


def fallen_pages(pairs: Iterable[tuple[Review, Review]]) -> list[Fall]:
    """What pages, each as it was before and as it is now, state less than they did, site by site.

    >>> before = [Review(title=f"{n}", headline="", site="a.example", episodes=12) for n in range(10)]
    >>> now = [Review(title=f"{n}", headline="", site="a.example") for n in range(10)]
    >>> print(*fallen_pages(list(zip(before, now))))
    a.example: 0.0% of its reviews state episodes after 100.0% in the last good release, the floor is 73.8%.
    """
    by_site: defaultdict[str | None, tuple[Filled, Filled]] = defaultdict(lambda: (Filled(), Filled()))
    for pair in pairs:
        for filled, review in zip(by_site[pair[1].site], pair, strict=True):
            filled.add(review)
    found = []
    for site, both in sorted(by_site.items(), key=lambda item: item[0] or ""):
        was, now = (SiteCount(site=site, reviews=filled.lines, issues={}, fill_rates=filled.rates) for filled in both)
        floors = {name: floor for name, floor in _floors(was, None, now.reviews).items() if name != "reviews"}
        found += falls([dataclasses.replace(now, floors=floors)], [was])
    return found


def samples(fall: Fall, now: Iterable[Review], before: Iterable[Review]) -> list[str]:
    """Some pages by which a fall can be looked into: first those that stated the field in the last good release."""
    ours = (review for review in now if review.site == fall.site)
    if fall.field == "reviews":
        here = {_page(review) for review in ours}
        pages = [_page(review) for review in before if review.site == fall.site and _page(review) not in here]
    else:
        lacking = {_page(review): True for review in ours if not is_stated(getattr(review, fall.field))}
        stated = (_page(review) for review in before if is_stated(getattr(review, fall.field)))
        pages = [page for page in stated if lacking.pop(page, False)]
        pages += lacking
    return pages[:SAMPLES]


def _page(review: Review) -> str:
    return review.url or f"saved:{review.saved_as}"


def grown(counts: Counts, last: Counts | None, now: Iterable[SiteCount], bounds: Mapping[str, Bounds]) -> list[str]:
    """What is more than anybody expected: warnings, none when all is as usual."""
    warnings = []
    if last is not None and last.reviews and counts.reviews >= last.reviews * GROWS_TO:
        warnings.append(f"It holds {counts.reviews} reviews, the last good release {last.reviews}: twice as many.")
    for count in now:
        wanted = bounds.get(count.site or "")
        most = wanted.reviews.max if wanted and wanted.reviews else None
        if most is not None and count.reviews > most:
            warnings.append(f"{count.site} gave {count.reviews} reviews, its ceiling is {most}.")
    return warnings


def read_bounds(path: Path) -> dict[str, Bounds]:
    """The bounds that a person wrote, none where there is no such file. ValueError, with the place, when wrong."""
    try:
        bounds = msgspec.toml.decode(path.read_bytes(), type=dict[str, Bounds])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read: {error}") from error
    names = {field.name for field in dataclasses.fields(Review)}
    for site, wanted in bounds.items():
        for name, share in wanted.filled.items():
            if name not in names or not 0 <= share <= 1:
                raise ValueError(f"{path}: {site} demands {name} = {share:g}: name a field of reviews.jsonl and 0 to 1")
    return bounds


def suggested(healthy: Iterable[Sequence[SiteCount]]) -> str:
    """A bounds.toml that every one of these healthy runs would have passed, with some room to breathe.

    Four fifths of the fewest reviews, twice the most; each field's lowest share less five in a hundred, and never more
    than 98 %: a floor of all is broken by the first odd page.
    """
    by_site: defaultdict[str, list[SiteCount]] = defaultdict(list)
    runs = 0
    for sites in healthy:
        runs += 1
        for count in sites:
            if count.site and count.reviews >= FEWEST_COMPARED:
                by_site[count.site].append(count)
    lines = [f"# Proposed from {runs} healthy run{'' if runs == 1 else 's'}."]
    for site, counts in sorted(by_site.items()):
        fewest, most = min(count.reviews for count in counts), max(count.reviews for count in counts)
        lines += ["", f"[{_quoted(site)}]", f"reviews = {{min = {fewest * 4 // 5}, max = {most * 2}}}"]
        lines += [f"[{_quoted(site)}.filled]", *_suggested_shares(counts)]
    return "\n".join(lines) + "\n"


def _suggested_shares(counts: Sequence[SiteCount]) -> Iterator[str]:
    for name in counts[0].fill_rates:
        lowest = min(count.fill_rates.get(name, 0.0) for count in counts)
        if name not in NOT_COMPARED and lowest >= 0.1:
            yield f"{name} = {min(0.98, max(0.01, math.floor(round(lowest * 100 - 5, 6)) / 100)):g}"


def _quoted(text: str) -> str:
    return msgspec.json.encode(text).decode()


def nothing_read(counts: Counts, issues: Iterable[Issue]) -> Refusal | None:
    """Why there is no review at all, where it is not the pages' fault."""
    if failed := counts.by_issue.get(IssueCode.READER_FAILED):
        return Refusal(
            Exit.INTERNAL,
            f"The program failed on {failed} pages and read none ({first_failure(issues)}): please report it.",
        )
    blocked = counts.by_issue.get(IssueCode.BLOCKED)
    if blocked and not _was_read(counts):
        return Refusal(
            Exit.BLOCKED,
            f"Nothing could be read, {blocked} pages are blocked (issues.jsonl says by what): try again later.",
        )
    return None


def _was_read(counts: Counts) -> int:
    """Pages that came, were the page asked for, and yet gave no line."""
    unread = {IssueCode.BLOCKED, IssueCode.FETCH_FAILED}
    return sum(counts.by_issue.get(code, 0) for code in NO_LINE - unread)


def issues_by_site(issues: Iterable[Issue]) -> dict[str | None, Counter[str]]:
    """Site to how many issues of each code its pages have."""
    by_code: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for issue in issues:
        by_code[site_of_url(issue.url)][issue.code.value] += 1
    return dict(by_code)


def site_of_url(url: str | None) -> str | None:
    """The site of a page that became no review.

    >>> site_of_url("https://www.moon.example/a"), site_of_url("https://[half")
    ('moon.example', None)
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def first_failure(issues: Iterable[Issue]) -> str:
    """The first failure of the program itself, and where it happened: a sentence's second half."""
    for issue in issues:
        if issue.code is IssueCode.READER_FAILED:
            return f"first {issue.text or 'an unknown failure'} at {issue.url or issue.saved_as or 'an unknown page'}"
    return "issues.jsonl names them"


def drifted(counts: Counts) -> Iterator[str]:
    """What more than half of the pages that were read suffer from: sentences, none when all is well."""
    for code, what in (
        (IssueCode.LAYOUT_DRIFT, "no longer match the layout that claims them: a site was redesigned"),
        (IssueCode.READER_FAILED, "made the program itself fail: please report them"),
    ):
        pages = counts.by_issue.get(code, 0)
        if pages > counts.pages * MOST_DRIFTED:
            yield f"{pages} of {counts.pages} pages {what} (issues.jsonl names them)."
