"""Plans: what a round is to be, and what holds for the pages of each of its sources."""

from dataclasses import dataclass, field
from typing import TypeAlias

from aggregator.frontier.schedule import Pace

Setting: TypeAlias = bool | int | float | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What holds for the pages of one source."""

    most_pages: int
    """Pages of a host."""
    reader: str
    """What names the program and the settings with which its pages are read and followed: with others, a page is asked
    for as if it had never been."""
    pace: Pace = field(default_factory=Pace)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a round is to be."""

    run: str
    sources: tuple[str, ...]
    """The URLs that it starts from."""
    names: tuple[str, ...] = ()
    """The sources by their names; the URLs themselves, where they have none."""
    program: str
    settings: dict[str, Setting] = field(default_factory=dict)
    """What is read and found depends on these: with others, a round is another one."""
    orders: dict[str, object] = field(default_factory=dict)
    """What its workers are told. It is JSON."""
    pause: float = 0.0
    """Seconds between two requests to a host of which nothing is known yet."""
    most: int = 2
    """Requests to a host at once, of all workers together."""
    most_pages: int = 10_000
    """Pages of a host."""
    every: bool = True
    """Whether known pages are asked for that are not due."""
    limits: dict[str, Limits] = field(default_factory=dict)
    """Source to what holds for it alone."""

    def of(self, source: str) -> Limits:
        """What holds for the pages of a source."""
        return self.limits.get(source) or Limits(most_pages=self.most_pages, reader=self.program)

    @property
    def paces(self) -> dict[str, Pace]:
        """Source to how often its pages are visited again."""
        return {source: limits.pace for source, limits in self.limits.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A crawl, by however many runs and workers."""

    id: str
    run: str
    runs: tuple[str, ...]
    """The runs before this one that it goes on from."""
    plan: Plan
