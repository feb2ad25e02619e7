"""Engines: what moves the data. What is decided about it stands in aggregator.read_many and aggregator.resolve."""

from enum import StrEnum


class ReadingEngine(StrEnum):
    """What reads many pages."""

    LOCAL = "local"
    SPARK = "spark"


class ResolvingEngine(StrEnum):
    """What resolves reviews."""

    EMBEDDED = "embedded"
    SPARK = "spark"
