'''Layout: how the pages of one site, theme or plugin are read. The base class of everything in aggregator.layouts.

A layout says only what differs from generic reading. A whole one may be this short::

    """AnimeVault: detail pages of animevault.example.

    The score box repeats in the sidebar for related works: only the first counts.
    """

    from aggregator.model import Score
    from aggregator.normalize.scores import parse_score
    from aggregator.page import Page
    from aggregator.reading.layout import Layout, Scores, Text, at


    class AnimeVault(Layout):
        """Detail pages of animevault.example."""

        hosts = ("animevault.example",)
        never_states = frozenset({"duration_seconds"})
        labels = {"runs on": "status"}

        def refuses(self, page: Page) -> str | None:  # noqa: ARG002 - for those who override it
            return "a list of search results" if page.has("ul.results") else None

        def title(self, page: Page) -> Text:
            return page.one("h1 .name")

        def scores(self, page: Page) -> Scores:
            box = page.maybe(".score-box")
            if box is not None:
                yield at(box, parse_score(box.one("b").text, source="AnimeVault", scale_max=10))

**Claiming.** `claims` says whether the page is this layout's. With `hosts` it compares the host; with `signs`, one of
these selectors must match (cheap ones: `#id`, `.class`, `tag.class`, `[itemprop=x]` and their descendants are
dictionary lookups). Override it for anything else: JSON pages (`page.json`), meta tags. Several layouts may claim one
page (a theme, a rating plugin): each field is answered by the most specific one that answers: first those with
`hosts`, then by `precedence`, then by name. Scores and ids of all of them count.

**Answering.** One method per field of Review, named like it, plus `aired` ("Jan 11, 2024 to Mar 2024": start and end)
and `premiered` ("Winter 2024": season and year). A method returns a Node or text, which the framework normalises
through aggregator.normalize, or the value itself (an AnimeType, an int, a Score). `None` (or nothing in the list)
means "ask the generic readers", which is what every method of this class does. List fields return or yield any number
of nodes, texts or values; one text for a list is split ("Action, Drama"). `at(node, value)` keeps the place of a
value that the layout computed itself.

**Facts.** A platform that is a mere table of labels and values needs no methods: `fact_rows` selects the rows (first
the label, the rest is the value), or `facts` yields (label, value) pairs; labels are known in many languages, and
`labels` adds the site's own ones.

**Once.** What several methods look at, such as a table of all facts, is read by a function under `once_a_page`.

**Drift.** `page.one`, `page.maybe` and `page.many(css, at_least=1)` count. When the count is wrong they raise
SelectorDrift, which makes the page an Issue that names the selector: so use `one` for what must be there, `maybe` for
what may be missing, `first` where the page repeats itself.

**Unknown words** ("Type: Netflix film") become an Issue and None; the raw text is kept. A field that the site never
states is named in `never_states`: then nobody guesses it. A field that the layout itself answers whenever the page
states it is named in `settles`: then its silence counts.
'''

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import ClassVar, Generic, TypeAlias, TypeVar, cast

from aggregator.model import AnimeType, DatabaseId, Score, Season, Status, Title
from aggregator.page import Node, Page, UnreadableError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value that a layout computed, and the node it came from."""

    value: T
    node: Node


def at(node: Node, value: T | None) -> Stated[T] | None:
    """The value together with its place; None stays None."""
    return None if value is None else Stated(value, node)


def once_a_page(read: Callable[[Page], T]) -> Callable[[Page], T]:
    """What several methods read off a page is read once; when the page has been read it is forgotten."""

    @wraps(read)
    def remembered(page: Page) -> T:
        if read not in page.memory:
            page.memory[read] = read(page)
        return cast("T", page.memory[read])

    return remembered


Plain: TypeAlias = Node | str | None
"""A piece of the page, or text."""
Text: TypeAlias = Plain | Stated[str]
"""What most methods return: something to be normalised, or None."""
Texts: TypeAlias = Iterable[Text] | Text
"""What list methods return; a single text is split."""
Scores: TypeAlias = Iterable[Score | Stated[Score] | None]
Titles: TypeAlias = Iterable[Title | Stated[Title] | Text]
Ids: TypeAlias = Iterable[DatabaseId | Stated[DatabaseId] | Text]
"""Ids as values, or links (nodes with href, or URLs) to pages of known databases."""
Facts: TypeAlias = Iterable[tuple[Plain, Plain]]

SCALARS = (
    "title", "headline", "type", "season_number", "episodes", "duration_seconds", "status", "start_date", "end_date",
    "year", "season", "source_material", "stated_average", "synopsis", "verdict", "image",
)  # fmt: skip
LISTS = ("alternative_titles", "genres", "tags", "audio_languages", "studios", "producers", "scores", "ids")
PAIRS = ("aired", "premiered")


class Layout:
    """How the pages of one site, theme or plugin are read. See the module's docstring."""

    name: ClassVar[str] = ""
    """What origins and reports call it; made from the class name when empty (`WpReview` is `wp_review`)."""
    hosts: ClassVar[tuple[str, ...]] = ()
    """Hosts whose pages it reads, subdomains included. Empty: any host."""
    signs: ClassVar[tuple[str, ...]] = ()
    """Selectors of which one must match for the layout to claim the page."""
    precedence: ClassVar[int] = 0
    """Among layouts of one page, the higher answers first: a theme 0, a plugin on top of themes 10."""
    never_states: ClassVar[frozenset[str]] = frozenset()
    """Fields that these pages never state: whatever generic readers see there is something else."""
    settles: ClassVar[frozenset[str]] = frozenset()
    """Fields that the layout answers for certain: where it is silent the page says nothing, and nobody fills the
    gap."""
    labels: ClassVar[Mapping[str, str]] = {}
    """Labels of the site beyond the known ones, in lower case, to the field they stand for (`""`: ignore)."""
    fact_rows: ClassVar[str] = ""
    """A selector of rows, each with a label in its first child and the value in the rest."""
    entry: ClassVar[str] = ""
    """For a site with other pages beside its entries: a pattern in the URLs of entries."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not cls.__dict__.get("name"):
            cls.name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()

    def claims(self, page: Page) -> bool:
        """Whether this page is to be read by this layout."""
        if self.hosts and not self.at_home(page):
            return False
        return any(page.has(sign) for sign in self.signs) if self.signs else bool(self.hosts)

    def at_home(self, page: Page) -> bool:
        """Whether the page's host is one of the layout's."""
        site = page.site or ""
        return any(site == host or site.endswith(f".{host}") for host in self.hosts)

    def is_entry(self, page: Page) -> bool:
        """Whether the page's URL is that of an entry, as `entry` tells it."""
        return re.search(self.entry, (page.url or "")[:400]) is not None

    def refuses(self, page: Page) -> str | None:  # noqa: ARG002 - for those who override it
        """Why the page is not about one anime ("a list of search results", "one member's review").

        Or None when it is.
        """
        return None

    def facts(self, page: Page) -> Facts:
        """Pairs of label and value; by default those of `fact_rows`."""
        if self.fact_rows:
            for row in page.many(self.fact_rows):
                children = [child for child in row.element if isinstance(child.tag, str)]
                if children:
                    label = page.node(children[0])
                    values = [page.node(child) for child in children[1:]]
                    rest = " ".join([*(node.text for node in values), label.tail]).strip()
                    yield label, values[0] if len(values) == 1 and not label.tail else rest

    # one method per field, in the order of Review

    def title(self, page: Page) -> Text: ...

    def headline(self, page: Page) -> Text: ...

    def alternative_titles(self, page: Page) -> Titles:  # noqa: ARG002
        return ()

    def type(self, page: Page) -> Text | AnimeType: ...

    def season_number(self, page: Page) -> Text | int: ...

    def episodes(self, page: Page) -> Text | int: ...

    def duration_seconds(self, page: Page) -> Text | int: ...

    def status(self, page: Page) -> Text | Status: ...

    def aired(self, page: Page) -> Text:
        """The text of both dates: "Jan 11, 2024 to Mar 2024"."""

    def start_date(self, page: Page) -> Text: ...

    def end_date(self, page: Page) -> Text: ...

    def premiered(self, page: Page) -> Text:
        """The text of season and year: "Winter 2024"."""

    def year(self, page: Page) -> Text | int: ...

    def season(self, page: Page) -> Text | Season: ...

    def genres(self, page: Page) -> Texts:
        """Genres as printed; words that are no known genre become tags."""

    def tags(self, page: Page) -> Texts: ...

    def audio_languages(self, page: Page) -> Texts: ...

    def studios(self, page: Page) -> Texts: ...

    def producers(self, page: Page) -> Texts: ...

    def source_material(self, page: Page) -> Text: ...

    def scores(self, page: Page) -> Scores:  # noqa: ARG002
        return ()

    def stated_average(self, page: Page) -> Text | float: ...

    def synopsis(self, page: Page) -> Text: ...

    def verdict(self, page: Page) -> Text: ...

    def image(self, page: Page) -> Text:
        """The poster: an element with src, data-src or href, or its URL."""

    def ids(self, page: Page) -> Ids:  # noqa: ARG002
        return ()


@lru_cache(maxsize=1)
def installed_layouts() -> tuple[Layout, ...]:
    """Every layout that lies in aggregator.layouts, the most specific first. Nothing lists them.

    A module is found because it is there.
    """
    package = importlib.import_module("aggregator.layouts")
    found: dict[type[Layout], None] = {}
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        if not module.name.startswith("_"):
            loaded = importlib.import_module(f"aggregator.layouts.{module.name}")
            found.update(dict.fromkeys(_layouts_of(vars(loaded).values(), loaded.__name__)))
    return tuple(sorted((layout() for layout in found), key=_specificity))


def _layouts_of(members: Iterable[object], module: str) -> Iterator[type[Layout]]:
    """The layouts that a module defines itself; bases whose name begins with `_` are no layouts."""
    for member in members:
        if (
            isinstance(member, type)
            and issubclass(member, Layout)
            and member.__module__ == module
            and not member.__name__.startswith("_")
        ):
            yield member


def _specificity(layout: Layout) -> tuple[bool, int, str]:
    return (not layout.hosts, -layout.precedence, layout.name)


def layouts_of(page: Page) -> tuple[Layout, ...]:
    """The layouts that claim the page, the most specific first."""
    return tuple(layout for layout in _asked_on(page.site or "", installed_layouts()) if layout.claims(page))


@lru_cache(maxsize=1024)
def _asked_on(site: str, installed: tuple[Layout, ...]) -> tuple[Layout, ...]:
    """The layouts that are to be asked for their claim on a site: with hosts on them, unless they have an own rule."""
    parts = site.split(".")
    here = {".".join(parts[at:]) for at in range(len(parts))}
    return tuple(
        layout
        for layout in installed
        if not layout.hosts or type(layout).claims is not Layout.claims or not here.isdisjoint(layout.hosts)
    )


def is_mere_data(page: Page) -> bool:
    """Whether a saved .json file is not a page: what lies beside pages is often JSON, and then no layout claims it."""
    if not (page.saved_as or "").endswith(".json"):
        return False
    try:
        return page.json is None or not layouts_of(page)
    except UnreadableError:
        return True
