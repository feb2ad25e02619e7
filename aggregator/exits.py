"""How a command ends: the exit codes, and the sentence that goes with every one of them that is not good."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes: stable, one for each thing that an operator does next.

    >>> Exit.LOCKED.meaning
    'another run holds the lock of the same folder'
    """

    GOOD = 0
    INTERNAL = 1
    USAGE = 2
    UNWRITABLE = 3
    LOCKED = 4
    INTERRUPTED = 5
    BLOCKED = 6
    BELOW_FLOOR = 7

    @property
    def meaning(self) -> str:
        """What happened, in words."""
        return _MEANINGS[self]


_MEANINGS = {
    Exit.GOOD: "good",
    Exit.INTERNAL: "internal error: the program failed, or its own checks refused what it made",
    Exit.USAGE: "wrong usage or configuration",
    Exit.UNWRITABLE: "output cannot be written",
    Exit.LOCKED: "another run holds the lock of the same folder",
    Exit.INTERRUPTED: "interrupted",
    Exit.BLOCKED: "blocked: robots.txt, bans or rate limits left nothing to read",
    Exit.BELOW_FLOOR: "below its floor: empty, too few reviews, or drifted; or one of its sources failed",
}


class Refusal(Exception):  # noqa: N818 - it is an answer to a person, not a defect
    """Why a command does not go on: a sentence that says what to do, and the exit code."""

    def __init__(self, exit_code: Exit, sentence: str) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code

    def __reduce__(self) -> tuple[type["Refusal"], tuple[Exit, str]]:
        """How it comes from one process to another."""
        return type(self), (self.exit_code, str(self))
