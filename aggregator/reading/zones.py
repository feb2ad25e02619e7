"""Zones of a page: what is said of its subject, and what is menu, footer, comments or other works.

Nothing is marked in advance: an element's zone is asked for when a reader has found something there, and remembered.
"""

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from aggregator.page import Element
from aggregator.reading.vocabulary import OTHER_MEDIA, ZONE_CLASSES, ZONE_HEADINGS, ZONE_STEMS
from aggregator.selecting import Tags


class Zone(Enum):
    """Where on a page an element stands."""

    SUBJECT = "subject"
    """The page's own subject, as far as markup tells."""
    ASIDE = "aside"
    """A sidebar: facts may stand there, and so may other works."""
    OTHER = "other"
    """Other works: related, recommended, popular, latest."""
    PEOPLE = "people"
    """What single people wrote or rated: comments, reviews of members."""
    FURNITURE = "furniture"
    """Menus, headers and footers of the site, breadcrumbs, forms, share buttons, cookie banners."""

    __hash__ = object.__hash__
    """Zones are looked up a thousand times a page, and each is one object."""


_ZONE_OF_WORD = {word: Zone(zone) for zone, words in ZONE_CLASSES.items() for word in words.split("|")}
_ZONE_OF_TAG = {"nav": Zone.FURNITURE, "footer": Zone.FURNITURE, "aside": Zone.ASIDE, "form": Zone.SUBJECT}
_ROLES = {
    "navigation": Zone.FURNITURE,
    "contentinfo": Zone.FURNITURE,
    "search": Zone.FURNITURE,
    "complementary": Zone.ASIDE,
    "dialog": Zone.FURNITURE,
}
_PIECES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PAIRS = {
    ("also", "like"): Zone.OTHER,
    ("more", "like"): Zone.OTHER,
    ("may", "like"): Zone.OTHER,
    ("see", "also"): Zone.OTHER,
    ("check", "also"): Zone.OTHER,
    ("most", "viewed"): Zone.OTHER,
    ("user", "reviews"): Zone.PEOPLE,
    ("user", "review"): Zone.PEOPLE,
    ("short", "review"): Zone.PEOPLE,
    ("member", "review"): Zone.PEOPLE,
    ("review", "card"): Zone.PEOPLE,
    ("review", "list"): Zone.PEOPLE,
    ("review", "body"): Zone.PEOPLE,
    ("reviewer", "rating"): Zone.PEOPLE,
    ("side", "bar"): Zone.ASIDE,
    ("main", "menu"): Zone.FURNITURE,
}
_NO_ZONES = frozenset(
    {"has", "is", "no", "with", "hide", "js", "post", "type", "category", "tag", "elementor", "e", "wp"}
)
"""First words of classes that describe or build the page: Elementor makes a "widget" of every paragraph."""
_OF_ALL = frozenset({"average", "aggregate", "overall"})
"""First words of classes for what all members say together: "average-customer-reviews"."""
_WHOLE_PAGE = frozenset({"html", "body", "main"})
"""Elements whose classes describe the page (`body.has-sidebar`), not a zone of it."""
_TOO_SMALL = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "a", "b", "strong", "small", "em", "i", "time"}
    | {"td", "th", "dd", "dt", "img", "label"}
)
"""Elements that hold a line, not a zone: their classes name a style."""
_SETTLED_BY_TAG: dict[object, Zone | None] = {
    **dict.fromkeys(_WHOLE_PAGE, Zone.SUBJECT),
    **dict.fromkeys(_TOO_SMALL),
    **dict(_ZONE_OF_TAG.items()),
}
"""Elements whose names are not asked, and the zone that they open, if any."""
_LONGEST_HEADING = 60


def _any_of(stems: list[str]) -> re.Pattern[str]:
    """Stems of alphabets open a word; those of scripts without spaces stand anywhere."""
    opening = "|".join(re.escape(stem) for stem in stems if stem.isascii())
    anywhere = [re.escape(stem) for stem in stems if not stem.isascii()]
    return re.compile("|".join([*([rf"(?<!\w)(?:{opening})"] if opening else []), *anywhere]))


_STEMS = [(Zone(zone), _any_of(stems.split("|"))) for zone, stems in ZONE_STEMS.items()]
_HEADINGS = ("h2", "h3", "h4", "h5")
_ZONE_OF_HEADING = {word: Zone(zone) for zone, words in ZONE_HEADINGS.items() for word in words.split("|")}

_memory: dict[tuple[str, str], Zone | None] = {}
_MOST_REMEMBERED = 20_000


def zone_of_names(classes: str, identifier: str) -> Zone | None:
    """The zone that class and id of an element name, or None.

    >>> zone_of_names("site-footer", "")
    <Zone.FURNITURE: 'furniture'>
    >>> zone_of_names("review-box", "") is None
    True
    """
    key = (classes, identifier)
    if key in _memory:
        return _memory[key]
    found: Zone | None = None
    for name in (*classes.split()[:12], identifier):
        found = _zone_of_name(name[:60])
        if found is not None:
            break
    if len(_memory) >= _MOST_REMEMBERED:
        _memory.clear()
    _memory[key] = found
    return found


def _zone_of_name(name: str) -> Zone | None:
    pieces = [piece.lower() for piece in _PIECES.findall(name)]
    if not pieces or pieces[0] in _NO_ZONES or pieces[0] in _OF_ALL:
        return None
    for pair in pairwise(pieces):
        if pair in _PAIRS:
            return _PAIRS[pair]
    # the first word names the thing, the last one says what it is; words between tell little
    for piece in (pieces[0], pieces[-1], "".join(pieces)):
        if piece in _ZONE_OF_WORD:
            return _ZONE_OF_WORD[piece]
    return None


@lru_cache(maxsize=4096)
def _zone_of_words(heading: str) -> Zone | None:
    """The zone that a heading opens by a part of it: "Wenn dir Akira gefällt", "Comments (12)"."""
    return next((zone for zone, stems in _STEMS if stems.search(heading)), None)


def zone_of_heading(heading: Element) -> Zone | None:
    """The zone that a heading opens by its words: "Related anime", "Похожие", "あなたへのおすすめ"."""
    pieces = "".join(map(str, heading.itertext())) if len(heading) else heading.text or ""
    text = pieces[:_LONGEST_HEADING]
    words = " ".join(text.casefold().split()).strip(" :…().!*»›0123456789")
    return _ZONE_OF_HEADING.get(words) or (Zone.OTHER if words in OTHER_MEDIA else _zone_of_words(words))


class Zones:
    """The zones of one page. What holds the subject's own heading is no menu, whatever its classes say."""

    def __init__(self, headings: Iterable[Element] = (), tags: Tags | None = None) -> None:
        """`headings` are the subject's own ones, `tags` the elements of the page by tag."""
        self._known: dict[Element, Zone] = {}
        self._open = {ancestor for heading in headings for ancestor in heading.iterancestors()}
        for tag in _HEADINGS:
            for heading in tags.get(tag) if tags is not None else ():
                zone = zone_of_heading(heading)
                if zone is not None:
                    self._mark(heading, zone)

    def _mark(self, heading: Element, zone: Zone) -> None:
        """A heading that names a zone opens it: its container, or, where that holds more.

        What follows up to the next heading.
        """
        container = heading.getparent()
        if container is None:
            return
        if container not in self._open and container.tag not in _WHOLE_PAGE and heading.getprevious() is None:
            self._known[container] = zone
            return
        for following in heading.itersiblings():
            if following.tag in _HEADINGS or following.tag == "h1" or following in self._open:
                break
            self._known[following] = zone

    def open(self, element: Element) -> None:
        """Takes an element, with all that it stands in, for a part of the subject after all."""
        self._open.update((element, *element.iterancestors()))
        self._known.clear()

    def holds_heading(self, element: Element) -> bool:
        """Whether an element holds the subject's own heading; yes where the page has none."""
        return not self._open or element in self._open

    def of(self, element: Element) -> Zone:
        """The zone that an element stands in: its own, or that of the nearest ancestor that has one."""
        climbed: list[Element] = []
        current: Element | None = element
        zone = Zone.SUBJECT
        while current is not None:
            known = self._known.get(current)
            if known is not None:
                zone = known
                break
            climbed.append(current)
            own = own_zone(current) if current not in self._open else None
            if own is not None:
                zone = own
                break
            current = current.getparent()
        for step in climbed:
            self._known[step] = zone
        return zone


def own_zone(element: Element) -> Zone | None:
    """The zone that an element opens, or None when it opens none."""
    tag = element.tag
    if tag in _SETTLED_BY_TAG:
        return _SETTLED_BY_TAG[tag]
    role = element.get("role")
    if role in _ROLES:
        return _ROLES[role]
    classes, identifier = element.get("class"), element.get("id")
    return zone_of_names(classes or "", identifier or "") if classes or identifier else None
