"""Gathering: what other workers and earlier runs of a round read is written into the journals of this run."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from aggregator.frontier.store import Frontier
from aggregator.journal import GATHERED, Begin, End, Journal, Read, read_journal
from aggregator.model import Issue


def gather(frontier: Frontier, journals: Path, more: Iterable[Issue] = ()) -> int:
    """Writes what the frontier holds of its round, and the journals do not, into one of them. How many readings.

    What the frontier holds of a page is what counts: a worker that was killed may have read another state of it.
    """
    round_ = frontier.round
    assert round_ is not None
    readings, issues = _written(journals)
    gathered = 0
    with Journal(journals / f"{GATHERED}.journal") as journal:
        journal.append(
            Begin(
                crawl="live",
                sources=round_.plan.sources,
                settings=round_.plan.settings,
                resumes=round_.runs,
                program=round_.plan.program,
            )
        )
        for result in frontier.results():
            if result.reading is not None and readings.get(result.key) != _digest(result.reading):
                journal.append(result.reading)
                gathered += 1
            for issue in result.issues:
                if _digest(issue) not in issues:
                    journal.append(issue)
        for issue in more:
            journal.append(issue)
        journal.append(End(reason="finished", counts={"gathered": gathered}))
    return gathered


def _written(journals: Path) -> tuple[dict[str, int], set[int]]:
    """What the journals hold: the last reading of every page, and all issues; by their digests."""
    readings: dict[str, int] = {}
    issues: set[int] = set()
    for path in sorted(journals.glob("*.journal")):
        for entry in read_journal(path):
            if isinstance(entry, Read):
                readings[entry.page] = _digest(entry)
            elif isinstance(entry, Issue):
                issues.add(_digest(entry))
    return readings, issues


def _digest(entry: Read | Issue) -> int:
    return hash(msgspec.json.encode(entry))
