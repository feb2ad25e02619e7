"""Manners: how a page is asked for and read, as sources.toml says of its source, else as the settings say."""

from scrapy.settings import BaseSettings

from aggregator.exits import Exit, Refusal
from aggregator.frontier import Limits
from aggregator.frontier.schedule import Pace
from aggregator.sources import Owners, Source, decoded, is_contact
from aggregator.versions import program


class Manners:
    """What holds for pages, by their URLs."""

    def __init__(self, settings: BaseSettings) -> None:
        self.settings = settings
        self.owners = Owners(decoded(settings["AGGREGATOR_SOURCES"]))

    def source_of(self, url: str) -> str | None:
        """The source of a URL; None where sources have no names, or it belongs to none."""
        return self.owners.name_of(url)

    def layouts(self, url: str | None) -> bool:
        """Whether layouts are asked about a page."""
        source = self.owners.of(url) if url else None
        return self.settings.getbool("AGGREGATOR_LAYOUTS") and (source is None or source.layouts)

    def max_steps(self, url: str) -> int:
        """How many links away from the start a page may be."""
        source = self.owners.of(url)
        if source is None or source.max_steps is None:
            return self.settings.getint("AGGREGATOR_MAX_STEPS")
        return source.max_steps

    def max_pages(self, url: str) -> int:
        """How many pages of a host a run may ask for."""
        source = self.owners.of(url)
        return (source and source.max_pages) or self.settings.getint("AGGREGATOR_MAX_PAGES")

    def limits(self, start: str) -> Limits:
        """What the frontier must know of the source that begins here."""
        source = self.owners.of(start)
        pages, steps = self.max_pages(start), self.max_steps(start)
        read = "with layouts" if self.layouts(start) else "without layouts"
        return Limits(
            most_pages=pages,
            reader=f"{program()} {read}, {pages} pages, {steps} steps",
            pace=_pace(source) if source else Pace(),
        )


def introduced(name: str, contact: str) -> str:
    """How we introduce ourselves, with a contact. Refusal when it would not stay on its line.

    >>> introduced("bot/1 (reads pages)", "me@example.org")
    'bot/1 (reads pages; me@example.org)'
    """
    contact = contact.strip()
    if not contact:
        return name
    if not is_contact(contact):
        raise Refusal(Exit.USAGE, "AGGREGATOR_CONTACT is an e-mail address or a URL, such as me@example.org.")
    return f"{name[:-1]}; {contact})" if name.endswith(")") else f"{name} ({contact})"


def _pace(source: Source) -> Pace:
    revisit = source.revisit
    return Pace(shortest=revisit.shortest.total_seconds(), longest=revisit.longest.total_seconds())
