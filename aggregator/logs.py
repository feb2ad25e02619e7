"""Logs: lines of text or of JSON, in which nobody can forge a line, and no secret stands.

As JSON, each line is an object: time (UTC), level, logger, message, and traceback where there is one.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from aggregator.redaction import escaped, redacted


@contextmanager
def logging_into(path: Path | None, *, level: str = "INFO", json: bool = False) -> Iterator[None]:
    """Everything that is logged inside goes into a file, or to stderr. A disk that takes no log changes no more."""
    handler = QuietFile(path, encoding="utf-8") if path else logging.StreamHandler()
    handler.setFormatter(JsonLines() if json else PlainLines())
    handler.setLevel(level)
    before = logging.root.level
    logging.root.setLevel(handler.level)
    logging.root.addHandler(handler)
    try:
        yield
    finally:
        logging.root.removeHandler(handler)
        logging.root.setLevel(before)
        try:
            handler.close()
        except OSError:
            handler.handleError(logging.makeLogRecord({}))


class QuietFile(logging.FileHandler):
    """A file that, when the disk is full, misses lines and does not fill stderr with tracebacks instead."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - logging's
        return


class PlainLines(logging.Formatter):
    """Lines of text. Whatever is not ours is indented or escaped, so that nobody can forge a line."""

    def format(self, record: logging.LogRecord) -> str:
        first, *others = redacted(record.getMessage()).split("\n")
        head = f"{_time(record)} [{record.name}] {record.levelname}: {escaped(first)}"
        return "\n".join([head, *(f"    {escaped(line)}" for line in [*others, *_traceback(record)])])


class JsonLines(logging.Formatter):
    """A JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": redacted(record.getMessage()).encode("utf-8", "replace").decode(),
        }
        if trace := _traceback(record):
            line["traceback"] = "\n".join(trace).encode("utf-8", "replace").decode()
        return escaped(msgspec.json.encode(line).decode())


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def _traceback(record: logging.LogRecord) -> list[str]:
    if not record.exc_info:
        return []
    return redacted(logging.Formatter().formatException(record.exc_info)).split("\n")
