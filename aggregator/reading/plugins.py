"""What rating plugins share: a reviewer's box of lines and a total, which box is this post's own, bars and stars."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from aggregator.model import Kind, Score
from aggregator.normalize.scores import SOURCES, canonical_source, parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, at
from aggregator.reading.zones import Zone, Zones

_POST_CLASS = re.compile(r"(?:^|\s)(?:postid|page-id|post)-(\d{1,12})(?=\s|$)")
_SHORTLINK = re.compile(r"[?&]p=(\d{1,12})(?:&|$)")
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*(\d{1,3}(?:\.\d{1,12})?)\s*%")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,4})?")
_ELSEWHERE = frozenset({Zone.ASIDE, Zone.OTHER, Zone.FURNITURE, Zone.PEOPLE})


@dataclass(frozen=True, slots=True)
class Total:
    """What a reviewer's box prints under its lines."""

    node: Node
    text: str
    scale_max: float | None


class ReviewBox(Layout):
    """A reviewer's box: lines for story, art and the like, a total under them, and the readers' votes.

    Lines are scores and the total is their average, never a score beside them. A box without lines, or with a single
    one, has a score and no average.
    """

    precedence: ClassVar[int] = 10

    def criteria(self, page: Page) -> Scores | None:
        """The lines."""

    def total(self, page: Page) -> Total | None:
        """What is printed under them."""

    def users(self, page: Page) -> Scores | None:
        """What the readers voted."""

    def scores(self, page: Page) -> Scores:
        """Lines and readers; without lines the total."""
        lines = [line for line in self.criteria(page) or () if line is not None]
        total = self.total(page)
        if lines:
            yield from lines
        elif total is not None:
            yield at(total.node, own_score(page, total.text, kind=Kind.EDITOR, scale_max=total.scale_max))
        yield from self.users(page) or ()

    def stated_average(self, page: Page) -> str | None:
        """The total over two lines or more."""
        lines = [line for line in self.criteria(page) or () if line is not None]
        total = self.total(page) if len(lines) > 1 else None
        return None if total is None else total.text


def own_score(
    page: Page,
    text: str,
    *,
    kind: Kind,
    scale_max: float | None,
    scale_min: float = 0.0,
    votes: int | None = None,
) -> Score | None:
    """A score that the site itself gives, its readers' or its reviewer's; None where nobody rated.

    Zero is nobody's score here: the plugins print it until the first vote, and leave out criteria without points.
    """
    score = parse_score(text, source=page.site_name, kind=kind, scale_max=scale_max, scale_min=scale_min, votes=votes)
    return score if score is not None and score.value > 0 else None


def criterion(name: str, text: str, *, scale_max: float | None) -> Score | None:
    """One line of a reviewer's box: a quoted database is external, everything else the reviewer's own.

    >>> criterion("IMDB", "7.6", scale_max=10).kind, criterion("Story", "4", scale_max=5).source
    (<Kind.EXTERNAL: 'external'>, 'Story')
    """
    score = parse_score(text, source=name, kind=kind_of(name), scale_max=scale_max)
    return score if score is not None and score.value > 0 and score.source else None


def kind_of(name: str) -> Kind:
    """Whether a criterion's name is that of a rating database, or a thing that the reviewer judged."""
    return Kind.EXTERNAL if canonical_source(name) in SOURCES else Kind.EDITOR


def name_and_score(text: str) -> tuple[str, str]:
    """A criterion's text apart at the LAST " - ": names may hold one themselves.

    >>> name_and_score("Story - Part 2 - 80 %")
    ('Story - Part 2', '80 %')
    """
    name, dash, score = text.rpartition(" - ")
    return (name.strip(), score.strip()) if dash else (text.strip(), "")


def number_in(text: str) -> float | None:
    """The first number of a short text, with a decimal point or comma.

    >>> number_in("4,5 von 5")
    4.5
    """
    found = _NUMBER.search(unicodedata.normalize("NFKC", text[:120]))
    return float(found.group().replace(",", ".")) if found else None


def worst_in(box: Node | None) -> float:
    """The lowest value of the scale as the box's microdata state it, else 0."""
    worst = box.first('[itemprop="worstRating"]') if box is not None else None
    return (number_in(worst.attr("content") or "") or 0.0) if worst is not None else 0.0


def width_of(node: Node | None) -> float | None:
    """The width of a bar in percent, from its style."""
    found = _WIDTH.search((node.attr("style") or "")[:300].lower()) if node is not None else None
    return float(found.group(1)) if found else None


def stars_of(width: float | None, stars: int = 5) -> str:
    """A bar of stars as text: a width of 85 % is "4.25" of five.

    >>> stars_of(85.0), stars_of(86.6)
    ('4.25', '4.33')
    """
    return "" if width is None else f"{width * stars / 100:.4f}".rstrip("0").rstrip(".")


def rows_of(page: Page, css: str, *, without: str = "") -> Iterator[tuple[str, str]]:
    """Rows that begin with an element for their label: label and text, whatever links and commas the text is made of.

    Rows that hold an element of the tag `without` are left out.

    >>> list(rows_of(Page(None, "<p><b>Studio:</b> <a>MAPPA</a>, <a>Bones</a></p>"), "p"))
    [('Studio', 'MAPPA, Bones')]
    """
    for row in page.many(css):
        if without and next(row.element.iter(without), None) is not None:
            continue
        label = next((page.node(child) for child in row.element if isinstance(child.tag, str)), None)
        if label is not None:
            yield label.text.strip(" :："), row.text.removeprefix(label.text).strip(" :：,")


def post_id(page: Page) -> str | None:
    """The number of the post that the page shows, as WordPress says it: body class, shortlink, the article's id."""
    for body in page.index.tags.get("body", [])[:1]:
        if found := _POST_CLASS.search((body.get("class") or "")[:1000]):
            return found.group(1)
    for link in page.index.tags.get("link", []):
        found = _SHORTLINK.search((link.get("href") or "")[:300])
        if found and (link.get("rel") or "").lower() == "shortlink":
            return found.group(1)
    articles = page.index.tags.get("article", [])
    if len(articles) == 1 and (found := _POST_CLASS.search(articles[0].get("id") or "")):
        return found.group(1)
    return None


def own_boxes(page: Page, boxes: Iterable[Node], post_of: str | None = None) -> list[Node]:
    """The boxes of this post; `post_of` names the attribute that carries a box's post, where there is one.

    Boxes of other posts stand in sidebars, lists of related posts and single people's comments; where a box carries
    the number of its post, that decides.
    """
    found = list(boxes)
    if not found:
        return []
    here, zones = post_id(page), Zones()
    own: list[Node] = []
    for box in found:
        number = (box.attr(post_of) or "") if post_of else ""
        if number and here:
            if number == here:
                own.append(box)
            continue
        parent = box.parent
        if parent is None or zones.of(parent.element) not in _ELSEWHERE:
            own.append(box)
    return own
