"""The harvest: what each source of a run gave, and which of its readings are published: these, or its last good ones.

    runs/<id>/readings/<source>.journal    what a release is made of, source by source, while it is the latest

Each source stands for itself. One that fails (its crawl broke off, it keeps us out, it gave less than its floors) does
not spoil the others: of it stays what the last release held. So does what was published of a source that this run was
not sent to.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path

from aggregator.duplicates import Reviews, tell_apart
from aggregator.exits import Exit, Refusal
from aggregator.journal import KEPT, Begin, End, Journal, Record
from aggregator.model import Issue, IssueCode
from aggregator.quality import (
    FEWEST_COMPARED,
    NO_LINE,
    SAMPLES,
    Bounds,
    Counts,
    Tally,
    drifted,
    fallen_pages,
    falls,
    fill_rates,
    is_stated,
    samples,
    site_counts,
)
from aggregator.resolve.pages import page_key, source_of
from aggregator.sources import Source

READINGS = "readings"
"""The folder, in that of a release, of what it is made of."""
_CAME = NO_LINE - {IssueCode.BLOCKED, IssueCode.FETCH_FAILED, IssueCode.READER_FAILED}
"""Issues about pages that the site gave us, whatever was wrong with them."""
_GONE = frozenset({"404", "410"})
"""What is not there: the page is gone, the site is well."""
_NOT_COME: tuple[Callable[[Issue], bool], ...] = (
    lambda issue: issue.code is IssueCode.BLOCKED,
    lambda issue: issue.code is IssueCode.FETCH_FAILED and issue.text not in _GONE,
    lambda issue: issue.code is IssueCode.READER_FAILED,
)
"""Issues about pages that did not come: the site keeps them, cannot be had, the program fails."""


class Outcome(StrEnum):
    """What became of a source."""

    READ = "read"
    """It was crawled, and what it gave is published."""
    FAILED = "failed"
    """It was crawled in vain: its last good reviews are published."""
    RESTED = "rested"
    """The run was not sent to it: its last good reviews are published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """What a source of sources.toml gave to a release."""

    source: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    """Why it failed."""
    read_at: str | None = None
    """When it was last crawled and found good, UTC; null when it never was."""
    reviews: int = 0
    """Published readings of its pages."""
    kept: int = 0
    """Those of them that an earlier run read."""
    oldest: str | None = None
    """When the page was last seen that was not seen for longest, UTC."""
    notes: dict[str, str] = field(default_factory=dict)
    """`licence`, `terms`, `robots`: what sources.toml says of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the pages of a source are doing."""

    pages: int
    """Known ones that are not gone."""
    due: int
    """Those of them that are to be visited."""
    overdue: int
    """Those that were not visited for longer than their source allows."""
    gone: int
    """Tombstones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run was sent to."""

    sources: Mapping[str, Source]
    """All sources that are published together."""
    asked: frozenset[str]
    """Those of them that were crawled."""
    faults: Mapping[str, Refusal] = field(default_factory=dict)
    """Sources whose crawl broke off, and why."""


@dataclass(frozen=True, slots=True)
class Share:
    """A source's part of a harvest."""

    count: SourceCount
    record: Record
    """What is published of it."""
    fault: Refusal | None = None
    """How its crawl failed."""


@dataclass(frozen=True, slots=True)
class Harvest:
    """All shares, in the order of sources.toml."""

    shares: tuple[Share, ...]

    @property
    def counts(self) -> tuple[SourceCount, ...]:
        return tuple(share.count for share in self.shares)

    @property
    def failed(self) -> list[Share]:
        return [share for share in self.shares if share.fault is not None]

    @property
    def is_in_vain(self) -> bool:
        """Whether every source that was asked failed: then there is nothing new to publish."""
        return bool(self.failed) and not any(share.count.outcome is Outcome.READ for share in self.shares)

    @property
    def reasons(self) -> list[str]:
        """Why sources failed, each with its name and what stands in for it."""
        return [
            f"{share.count.source}: {reason} {_instead(share.count)}"
            for share in self.failed
            for reason in share.count.reasons
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the last release held."""

    readings: Path | None = None
    counts: Mapping[str, SourceCount] = field(default_factory=dict)

    def of(self, source: str) -> Record:
        """What it was made of, from this source."""
        record = Record()
        path = self.readings / f"{source}.journal" if self.readings else None
        if path is not None and path.exists():
            record.add(path)
        return record


def harvest(
    plan: Plan,
    records: Mapping[str, Record],
    past: Past,
    bounds: Mapping[str, Bounds],
    *,
    started: str,
    accept_drift: bool = False,
) -> Harvest:
    """What is published of each source, of what the run's journals tell of each.

    `started` is when the run began: what it read, it read then.
    """
    shares = []
    for name, source in plan.sources.items():
        last, before = past.of(name), past.counts.get(name)
        count = SourceCount(
            source=name, outcome=Outcome.RESTED, read_at=before.read_at if before else None, notes=_notes(source)
        )
        if name not in plan.asked:
            shares.append(_counted(Share(count, last), started))
            continue
        now = records.get(name, Record())
        fault = plan.faults.get(name) or _broken_off(now)
        if fault := fault or _poor(source, now, last, bounds, accept_drift=accept_drift):
            count = replace(count, outcome=Outcome.FAILED, reasons=(str(fault),))
            shares.append(_counted(Share(count, last, fault), started))
        else:
            count = replace(count, outcome=Outcome.READ, read_at=started)
            shares.append(_counted(Share(count, now), started, anew=len(now.anew)))
    return Harvest(tuple(shares))


def together(found: Harvest, run: Record) -> Record:
    """The record that a release is made of: what is published of each source, and how the run's crawls went."""
    record = Record(begins=run.begins, ends=run.ends)
    for share in found.shares:
        for place in share.record.pages.lines.places():
            record.pages.lines.add(*place)
        record.issues += share.record.issues
    return record


def write_readings(found: Harvest, folder: Path, started: str) -> None:
    """Keeps what a release is made of, source by source. OSError when the disk does not take it."""
    folder.mkdir()
    for share in found.shares:
        with Journal(folder / f"{share.count.source}.journal") as journal:
            journal.append(Begin(crawl=KEPT, source=share.count.source))
            told: set[Issue] = set()
            for page in share.record.pages:
                journal.append(page if page.read_at else replace(page, read_at=started))
                told.update(page.issues)
            for issue in share.record.issues:
                if issue not in told:
                    journal.append(issue)
            journal.append(End(reason="finished"))


def _counted(share: Share, started: str, *, anew: int = 0) -> Share:
    """Counts what is published of a source."""
    pages = share.record.pages
    oldest = min((page.read_at or started for page in pages), default=None)
    return replace(share, count=replace(share.count, reviews=len(pages), kept=len(pages) - anew, oldest=oldest))


# --- why a source fails ---


def _broken_off(now: Record) -> Refusal | None:
    """Whether a crawl came to its end, and the site let us read it."""
    if now.damages:
        return Refusal(Exit.INTERNAL, f"{' '.join(now.damages)} What stood there is lost.")
    if now.unfinished or not now.ends:
        return Refusal(Exit.INTERNAL, "Its crawl broke off: the log says where.")
    if odd := sorted({end.reason for end in now.ends} - {"finished", "shutdown"}):
        return Refusal(Exit.INTERNAL, f"Its crawl did not come to its end ({', '.join(odd)}): the log says why.")
    return kept_out(now)


def kept_out(now: Record) -> Refusal | None:
    """Why a crawl is no good, when most of what it asked for did not come: what stands of earlier ones hides that."""
    blocked, failed, crashed = ([issue for issue in now.told_anew if is_one(issue)] for is_one in _NOT_COME)
    missed = now.count("missed")
    came = max(_came(now), now.count("came"))
    bad = len(blocked) + len(failed) + len(crashed)
    if bad <= came and not (came == 0 and missed) and not (missed >= FEWEST_COMPARED and missed > came):
        return None
    told = [f"{one.url}: {one.message} {one.text or ''}".rstrip() for one in (*blocked, *failed, *crashed)]
    first = f" (first {told[0]})" if told else ""
    code = Exit.INTERNAL if len(crashed) > bad / 2 else Exit.BLOCKED if len(blocked) > bad / 2 else Exit.BELOW_FLOOR
    parts = (
        (len(blocked), "are blocked"),
        (len(failed), "could not be fetched"),
        (len(crashed), "made the program fail"),
        (missed, "are not found any more"),
    )
    named = ", ".join(f"{number} {what}" for number, what in parts if number)
    return Refusal(code, f"{came} of the pages that were asked for came; {named}{first}.")


def _came(now: Record) -> int:
    """Pages that the site gave us, whatever was wrong with them."""
    return len(now.anew) + sum(issue.code in _CAME for issue in now.told_anew) + now.count("unchanged")


def _poor(
    source: Source, now: Record, last: Record, bounds: Mapping[str, Bounds], *, accept_drift: bool
) -> Refusal | None:
    """Whether what a source gives is less than it must be."""
    reviews = tell_apart(now.pages).counted
    reasons = list(_below(source, now, reviews))
    if not accept_drift:
        reasons += _fallen(now, reviews, last, bounds)
    now.close()
    last.close()
    return Refusal(Exit.BELOW_FLOOR, " ".join(reasons)) if reasons else None


def _below(source: Source, now: Record, reviews: Reviews) -> Iterator[str]:
    """What lies below the floors that sources.toml demands."""
    floor = max(1, source.floors.reviews)
    if len(reviews) < floor:
        why = ", ".join(f"{number} {code}" for code, number in sorted(Counter(map(_code, now.issues)).items()))
        yield f"It gives {len(reviews)} reviews, its floor is {floor}." + (f" Issues: {why}." if why else "")
        return
    rates = fill_rates(reviews) if source.floors.filled else {}
    for name, least in source.floors.filled.items():
        if rates[name] < least:
            lacking = (source_of(review) for review in reviews if not is_stated(getattr(review, name)))
            named = " ".join(islice(lacking, SAMPLES))
            yield f"{rates[name]:.1%} of its reviews state {name}, its floor is {least:.1%}. For example: {named}"
    anew = Counter(map(_code, now.told_anew))
    yield from drifted(Counts(pages=_came(now), by_issue=dict(anew)))


def _fallen(now: Record, reviews: Reviews, last: Record, bounds: Mapping[str, Bounds]) -> Iterator[str]:
    """What fell since the last good release: of each of its sites as a whole, and of the pages that were read anew.

    The second finds out what the first would miss for long where only some pages are due: these alone are compared with
    what they said before.
    """
    before = tell_apart(last.pages).counted
    earlier = site_counts(Tally.of(before), {}, (), {}, last_read={})
    found = falls(site_counts(Tally.of(reviews), {}, earlier, bounds, last_read={}), earlier)
    known = {page_key(review): number for number, review in enumerate(before)}
    anew = Reviews(now.pages, now.anew)
    compared = anew if known else ()
    pairs = ((before[known[key]], review) for review in compared if (key := page_key(review)) in known)
    told = {(fall.site, fall.field) for fall in found}
    found += [fall for fall in fallen_pages(pairs) if (fall.site, fall.field) not in told]
    for fall in found:
        named = samples(fall, anew or reviews, before)
        yield f"{fall}" + (f" For example: {' '.join(named)}" if named else "")


def _code(issue: Issue) -> str:
    return issue.code.value


def _notes(source: Source) -> dict[str, str]:
    said = {"licence": source.licence, "terms": source.terms, "robots": source.robots}
    return {name: text for name, text in said.items() if text}


def _instead(count: SourceCount) -> str:
    if not count.reviews:
        return "Nothing of it is published, for it was never good."
    return f"Its {count.reviews} last good reviews stay, of {count.read_at}."
