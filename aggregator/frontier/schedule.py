"""When a page is visited again: a pure policy, from what is remembered of it and what the last visit came to."""

from dataclasses import replace

from aggregator.frontier.visits import Memory, Outcome, Visit

DAY = 86_400.0


def after(memory: Memory, visit: Visit, now: float, program: str) -> Memory:
    """What is remembered of a page after a visit by a version of the program.

    >>> after(Memory(), Visit(outcome=Outcome.READ, fingerprint="a"), 0.0, "1").next_visit
    86400.0
    """
    has_changed = visit.outcome is Outcome.READ and visit.fingerprint != memory.fingerprint
    was_found = visit.outcome in {Outcome.READ, Outcome.UNCHANGED, Outcome.NO_REVIEW}
    memory = replace(
        memory,
        visits=memory.visits + 1,
        misses=0 if was_found else memory.misses + 1,
        first_visit=now if memory.first_visit is None else memory.first_visit,
        last_visit=now,
        next_visit=now + DAY,
    )
    if visit.outcome is Outcome.READ:
        memory = replace(
            memory,
            etag=visit.etag,
            last_modified=visit.last_modified,
            fingerprint=visit.fingerprint,
            program=program,
        )
    if has_changed:
        memory = replace(memory, changes=memory.changes + 1, last_change=now)
    return memory
