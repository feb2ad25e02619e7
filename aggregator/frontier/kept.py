"""Keeping: what stands of the pages that a round did not read is written into the run's journals like what it read.

So a release is made of journals alone, and holds every page that is known, whenever it was read last.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from aggregator.frontier.revisits import Standing, newest
from aggregator.frontier.store import Frontier
from aggregator.frontier.visits import Outcome
from aggregator.journal import KEPT, Begin, End, Journal
from aggregator.model import Issue


def keep(frontier: Frontier, journals: Path) -> None:
    """Writes what stands of the round's pages beside what it gathered."""
    round_ = frontier.round
    assert round_ is not None
    gathered = {Outcome.READ, Outcome.UNCHANGED}
    with Journal(journals / f"{KEPT}.journal") as journal:
        journal.append(Begin(crawl=KEPT))
        counts: Counter[str] = Counter()
        for source in round_.plan.names:
            standing = newest(frontier.standing(source))
            counts.update(_counts(standing))
            for one in standing:
                if one.reading is not None and one.outcome not in gathered:
                    journal.append(one.reading)
                _tell(journal, one.issues if one.outcome is None or one.is_gone else ())
        journal.append(End(reason="finished", counts=dict(counts)))


def keep_apart(
    frontier: Frontier, journals: Path, more: Iterable[Issue], source_of: Callable[[str], str | None]
) -> None:
    """Writes all that stands of every source into journals of its own: what was read anew, and what was not.

    `more` is what there is to say of sources as a whole, and `source_of` tells of which.
    """
    round_ = frontier.round
    assert round_ is not None
    told: defaultdict[str | None, list[Issue]] = defaultdict(list)
    for issue in more:
        told[source_of(issue.url or "")].append(issue)
    for source in round_.plan.names:
        standing = newest(frontier.standing(source))
        anew = [one for one in standing if one.is_anew]
        with Journal(journals / f"source-{source}.journal") as journal:
            journal.append(Begin(crawl="source", source=source, program=round_.plan.program))
            _write(journal, anew)
            for one in standing:
                _tell(journal, one.issues if one.outcome is not None else ())
            _tell(journal, told[source])
            journal.append(End(reason="finished", counts=_counts(standing)))
        with Journal(journals / f"{KEPT}-{source}.journal") as journal:
            journal.append(Begin(crawl=KEPT, source=source))
            _write(journal, (one for one in standing if not one.is_anew))
            for one in standing:
                _tell(journal, one.issues if one.outcome is None else ())
            journal.append(End(reason="finished"))


def _counts(standing: Iterable[Standing]) -> dict[str, int]:
    """How many of the pages that were asked for `came`, and how many that gave a review were `missed`."""
    counts = Counter(
        "missed" if one.was_missed else "came"
        for one in standing
        if one.outcome not in {None, Outcome.FAILED, Outcome.BLOCKED}
        and (one.was_missed or one.outcome is not Outcome.GONE)
    )
    return dict(counts)


def _write(journal: Journal, standing: Iterable[Standing]) -> None:
    for one in standing:
        if one.reading is not None:
            journal.append(one.reading)


def _tell(journal: Journal, issues: Iterable[Issue]) -> None:
    for issue in issues:
        journal.append(issue)
