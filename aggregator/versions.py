"""The versions of the libraries that may change what is published."""

import platform
from importlib import metadata

LIBRARIES = ("anime-review-aggregator", "scrapy", "parsel", "lxml", "msgspec", "rapidfuzz", "numpy", "duckdb")


def versions() -> dict[str, str]:
    """Library to version; `unknown` for what is run from a checkout that is not installed."""
    return {"python": platform.python_version(), **{library: _version(library) for library in LIBRARIES}}


def program() -> str:
    """The version of this program."""
    return _version(LIBRARIES[0])


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "unknown"
