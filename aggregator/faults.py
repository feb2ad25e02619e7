"""Faults: what is told when the program itself failed on a page."""

import traceback
from pathlib import Path

from aggregator.model import Issue, IssueCode


def fault_of(error: BaseException | None, *, url: str | None, saved_as: str | None = None) -> Issue:
    """The issue that names the page and the place in the program.

    >>> fault_of(ValueError("no number"), url="https://example.org/a").text
    'ValueError: no number'
    """
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    said = f"{type(error).__name__}: {error}{where}".encode("utf-8", "replace").decode()
    return Issue(
        code=IssueCode.READER_FAILED,
        message="The program itself failed on this page: please report it, with the page.",
        url=url,
        saved_as=saved_as,
        text=said[:300],
    )
