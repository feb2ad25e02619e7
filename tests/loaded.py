"""The program loaded once: each line of standard input is a command that a fork of it runs. See `run_command`.

A request is a line of JSON (arguments, environment, folder, files for what it says); the answer, how the command ended.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from pkgutil import iter_modules

LOADED = (
    "scrapy.crawler", "scrapy.core.engine", "scrapy.core.downloader.handlers.http11", "scrapy.extensions.feedexport",
    "scrapy.downloadermiddlewares.cookies", "scrapy.downloadermiddlewares.httpcache", "scrapy.spidermiddlewares.depth",
    "scrapy.dupefilters", "scrapy.pqueues", "scrapy.statscollectors", "sqlalchemy.dialects.sqlite", "spiders.crawl",
    "rich.table", "rich.progress", "aggregator.cli", "aggregator.verify", "dateparser.date",
)  # fmt: skip
"""What a crawl loads beside its spiders and pipelines; never Twisted's reactor, which every process chooses."""


def serve() -> int:
    """Forks for every request. The exit code of the one, or of a fork that has run its command."""
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            return run(**request)
        _, status = os.waitpid(child, 0)
        answer(str(os.waitstatus_to_exitcode(status)))
    return 0


def run(arguments: list[str], environment: dict[str, str], folder: str, files: list[str]) -> int:
    """The command, in a process that looks like one of its own."""
    os.chdir(folder)
    os.environ.update(environment)
    for stream, path in enumerate([os.devnull, *files]):
        file = os.open(path, os.O_RDONLY if stream == 0 else os.O_WRONLY)
        os.dup2(file, stream)
        os.close(file)
    sys.argv = ["aggregator", *arguments]
    importlib.import_module("aggregator.__main__").main()
    return 0


def answer(line: str) -> None:
    """Says something to who started us."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.path[0] = str(Path.cwd())
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for name in LOADED:
        importlib.import_module(name)
    for room in ("spiders", "pipelines"):
        for module in iter_modules(importlib.import_module(room).__path__, f"{room}."):
            importlib.import_module(module.name)
    assert "twisted.internet.reactor" not in sys.modules
    if list(Path("/proc/self/task").iterdir())[1:]:
        sys.exit("Something that was loaded has threads (DuckDB 1 has one): a fork would be without them.")
    answer("loaded")
    sys.exit(serve())
