"""Facts: "Label: value" in any markup and many languages.

A label is a known word that stands alone in its element (`dt`, `th`, `b`, `span` …) or before a separator at the
start of a line. Its value is what follows in the same row, cell or line. Labels that stand in the page's largest
block of facts are believed first; cards of other works repeat their labels and are not.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.normalize.scores import SOURCES
from aggregator.page import BLOCKS, Element, Page, place_of, visible_text
from aggregator.reading.fields import is_nothing
from aggregator.reading.vocabulary import LABELS
from aggregator.reading.zones import Zone, Zones

FIELD_OF_LABEL: dict[str, str] = {}
for _field, _words in LABELS.items():
    for _word in _words.split("|"):
        FIELD_OF_LABEL.setdefault(_word, _field)

for _name, _aliases in SOURCES.items():
    for _alias in {_name.casefold(), *(alias.strip() for alias in _aliases.split(","))} - {""}:
        for _form in (
            "{}",
            "{} score",
            "{} rating",
            "{} user rating",
            "рейтинг {}",
            "оценка {}",
            "{} 评分",
            "{}评分",
            "{}評分",
            "{} puanı",
            "{} bewertung",
            "note {}",
            "nota {}",
            "{} 평점",
            "skor {}",
        ):
            FIELD_OF_LABEL.setdefault(_form.format(_alias), f"score/{_name}")

LONGEST_LABEL = 42
_LONGEST_VALUE = 2_000
_SEPARATOR = re.compile(r"[:：=∶︰→➜➔➝➞➡⇒⟶▸▶►➤›»]|\s[-–—|~]\s")
_AFTER_SEPARATOR = " \t\n\xa0:：-–—=→➜➔➝➞➡⇒⟶▸▶►➤›»"
MORE = re.compile(
    r"^\W*(?:(?:see|show|read|view|load)\s+(?:more|all|less)|more|less|více|méně|ещё|еще|показать (?:все|ещё)|もっと見る|"
    r"更多|展开|더보기|mehr(?: anzeigen)?|voir plus|ver más|ver mais|mostra altro|więcej|daha fazla|selengkapnya|edit|"
    r"add)\W*$",
    re.IGNORECASE,
)
_EDGES = (
    " \t\n\r\f\v\xa0\u200b\u3000.·•:：;*-–—_=|/\\»›→➻►▶▸▪■□◆◇●○🔸🔹🔺✦✧★☆➤➔➢✓✔☑#\u200e\u200f\ufe0f[]【】「」()（）<>"
)
_BULLETS = re.compile(r"^[\W_]+")
_TAG_STRUCTURE = frozenset({"dt", "th"})
_SOLID = frozenset(
    {
        "dt",
        "th",
        "td",
        "dd",
        "li",
        "div",
        "p",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "tr",
        "tbody",
        "dl",
        "form",
        "header",
        "footer",
        "main",
    }
)
_BREAKS = frozenset({"br", "hr"})
_SKIPPED = frozenset({"script", "style", "template", "noscript", "svg", "button", "input", "img", "select", "form"})


@dataclass(slots=True)
class Fact:
    """One label with its value."""

    field: str
    label: str
    text: str
    parts: tuple[str, ...]
    """The value's own elements (links, list items), when it has several."""
    element: Element
    """Where the label stands."""
    elements: tuple[Element, ...]
    """What the value is made of."""
    firm: bool
    """Whether a separator or the markup itself says that the label is one."""
    zone: Zone
    size: int = 0
    """How many different facts stand in the same block."""
    alike: int = 0
    """How many labels of the page have the same form."""

    @property
    def place(self) -> str:
        return place_of(self.element)

    @property
    def language(self) -> str | None:
        """The language that the markup gives the value (`<dd lang="ja">`)."""
        return next((language for element in self.elements if (language := (element.get("lang") or "").strip())), None)


def field_of_label(text: str) -> str | None:
    """The field that a label stands for; "" for labels of facts that no review holds; None when it is no known label.

    >>> field_of_label("Episodes:"), field_of_label("話数"), field_of_label("Режиссёр"), field_of_label("Hello")
    ('episodes', 'episodes', '', None)
    """
    if len(text) > LONGEST_LABEL * 2:
        return None
    return FIELD_OF_LABEL.get(_folded(text))


def _folded(text: str) -> str:
    bare = text.strip(_EDGES)
    if bare and not bare[0].isalnum():
        bare = _BULLETS.sub("", bare)
    if not bare.isascii() or not bare.islower():
        bare = bare.casefold().replace("i̇", "i")
    return bare if " " not in bare and "\xa0" not in bare and "\n" not in bare else " ".join(bare.split())


def read_facts(page: Page, zones: Zones) -> list[Fact]:
    """Every fact of the page, the most trustworthy first, outside menus, comments and other works."""
    facts = list(_facts(page, zones))
    _measure_blocks(facts)
    shapes = Counter((fact.element.tag, fact.element.get("class")) for fact in facts)
    for fact in facts:
        fact.alike = shapes[fact.element.tag, fact.element.get("class")]
    order = {id(fact): number for number, fact in enumerate(facts)}
    facts.sort(
        key=lambda fact: (fact.zone is not Zone.SUBJECT and fact.size < 4, not fact.firm, -fact.size, order[id(fact)])
    )
    return facts


def _facts(page: Page, zones: Zones) -> Iterator[Fact]:
    separated = _SEPARATOR.search
    memory = _memory
    for element, text, is_tail in page.index.texts:
        if len(text) <= LONGEST_LABEL:
            try:
                field = memory[text]
            except KeyError:
                field = _remember(text)
            if field is None:
                continue
            if field is not _LINE:
                fact = _labelled(zones, element, text, field, is_tail=is_tail)
                if fact is not None:
                    yield fact
                continue
        separator = separated(text, 1, LONGEST_LABEL + 6)
        if separator is not None:
            fact = _in_line(zones, element, text, separator, is_tail=is_tail)
            if fact is not None:
                yield fact


_LINE = "a line with a label"
"""What is remembered of short texts that hold a label and its value."""
_memory: dict[str, str | None] = {}
_MOST_REMEMBERED = 30_000


def _remember(text: str) -> str | None:
    """The field of a label, _LINE, or None for other texts; pages of one site repeat their words."""
    if len(_memory) >= _MOST_REMEMBERED:
        _memory.clear()
    field = FIELD_OF_LABEL.get(_folded(text))
    if field is None:
        separator = _SEPARATOR.search(text, 1)
        if separator is not None and _folded(text[: separator.start()]) in FIELD_OF_LABEL:
            field = _LINE
    _memory[text] = field
    return field


def _in_line(zones: Zones, element: Element, bare: str, separator: re.Match[str], *, is_tail: bool) -> Fact | None:
    """ "Type :- TV": label, separator and value in one run of text."""
    label = bare[: separator.start()]
    field = FIELD_OF_LABEL.get(_folded(label))
    if field is None or not _starts_line(element, is_tail=is_tail):
        return None
    zone = zones.of(element)
    if zone not in {Zone.SUBJECT, Zone.ASIDE} or _in_card(element):
        return None
    start = bare[separator.end() :].lstrip(_AFTER_SEPARATOR)
    following = element.getnext() if is_tail else (element[0] if len(element) else None)
    text, parts, elements = _collect(start, following)
    return Fact(field, label, text, parts, element, elements, firm=True, zone=zone)


def _labelled(zones: Zones, element: Element, bare: str, field: str, *, is_tail: bool) -> Fact | None:
    """A label that has a run of text to itself; its value follows in the markup."""
    zone = zones.of(element)
    if zone not in {Zone.SUBJECT, Zone.ASIDE}:
        return None
    if not field:
        # the value of such a fact is read by nobody: that it stands there tells how large the block is
        firm = element.tag in _TAG_STRUCTURE or bare.endswith((":", "："))
        return Fact(field, bare, "", (), element, (), firm=True, zone=zone) if firm else None
    if _in_card(element):
        return None
    firm = bare.endswith((":", "：", ":-", "=", "∶"))
    if is_tail:
        if not firm or not _starts_line(element, is_tail=True):
            return None
        text, parts, elements = _collect("", element.getnext())
        return Fact(field, bare, text, parts, element, elements, firm=True, zone=zone) if text else None
    node = element
    if len(node):
        # the label opens its element and the value goes on inside: <li>Type: <a>TV</a></li>
        if firm and _starts_line(element, is_tail=False):
            text, parts, elements = _collect("", node[0])
            if text:
                return Fact(field, bare, text, parts, element, elements, firm=True, zone=zone)
        return None
    inside_link = False
    for _ in range(5):
        tail = (node.tail or "").strip()
        parent = node.getparent()
        inside_link = inside_link or node.tag in {"a", "button", "option", "h1"}
        if tail or node.getnext() is not None:
            break
        if parent is None or parent.tag in {"body", "html"}:
            return None
        if (parent.text or "").strip(_EDGES) or node.getprevious() is not None:
            return None
        node = parent
    tail = (node.tail or "").strip()
    if tail[:1] in {":", "：", "=", "–", "-"}:
        firm, tail = True, tail.lstrip(":：=–- ")
    firm = firm or node.tag in _TAG_STRUCTURE
    if inside_link and not firm:
        return None
    text, parts, elements = _collect(tail, node.getnext(), label=node)
    return Fact(field, bare, text, parts, element, elements, firm=firm, zone=zone) if text else None


def _in_card(element: Element) -> bool:
    """Whether a label stands inside a link that holds much else: a card of another work or of an episode."""
    current: Element | None = element
    for _ in range(6):
        if current is None:
            return False
        if current.tag == "a":
            return len(visible_text(current, LONGEST_LABEL)) > LONGEST_LABEL
        current = current.getparent()
    return False


def _starts_line(element: Element, *, is_tail: bool) -> bool:
    """Whether nothing readable stands before this run of text on its line."""
    if is_tail:
        current: Element | None = element
        while current is not None:
            if current.tag in BLOCKS:
                return True
            if visible_text(current, 20).strip(_EDGES):
                return False
            if current.getprevious() is not None and (current.getprevious().tail or "").strip(_EDGES):
                return False
            if current.getprevious() is None:
                parent = current.getparent()
                return parent is None or not (parent.text or "").strip(_EDGES)
            current = current.getprevious()
        return True
    current = element
    for _ in range(6):
        if current.tag in BLOCKS:
            return True
        previous = current.getprevious()
        if previous is not None:
            return not (previous.tail or "").strip(_EDGES) and (
                previous.tag in BLOCKS or not visible_text(previous, 20).strip(_EDGES)
            )
        parent = current.getparent()
        if parent is None:
            return True
        if (parent.text or "").strip(_EDGES):
            return False
        current = parent
    return False


def _collect(
    start: str, following: Element | None, *, label: Element | None = None
) -> tuple[str, tuple[str, ...], tuple[Element, ...]]:
    """The value: the text so far and the siblings that belong to it, up to the next line, cell, block or label."""
    pieces: list[str] = [start] if start else []
    elements: list[Element] = []
    length = len(start)
    has_block = False
    node = following
    while node is not None and length < _LONGEST_VALUE:
        tag = node.tag
        if tag in _BREAKS:
            if length or has_block:
                break
            node = node.getnext() if not (node.tail or "").strip() else _Tail.of(node, pieces)
            if node is None:
                break
            continue
        if tag in _SKIPPED:
            text = ""
        else:
            text = visible_text(node, _LONGEST_VALUE)
            if text and _is_label(text, node):
                break
            if MORE.match(text):
                text = ""
            is_block = tag in _SOLID
            if is_block and text:
                if (
                    (length and tag != "dd")
                    or (tag == "dt" and label is not None and label.tag == "dt")
                    or tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
                ):
                    break
                if label is not None and label.tag == "dt" and tag != "dd" and has_block:
                    break
                has_block = True
            elif text and has_block and not is_block:
                break
            if text:
                pieces.append(text)
                elements.append(node)
                length += len(text)
        tail = " ".join((node.tail or "").split())
        if tail:
            if has_block and label is not None:
                break
            if _tail_label(tail):
                break
            pieces.append(tail)
            length += len(tail)
        node = node.getnext()
    return _joined(pieces), _parts(elements), tuple(elements)


class _Tail:
    """A value that begins on the line after its label."""

    @staticmethod
    def of(node: Element, pieces: list[str]) -> Element | None:
        pieces.append(" ".join((node.tail or "").split()))
        following = node.getnext()
        return following if following is not None and following.tag not in _BREAKS else None


def _is_label(text: str, node: Element) -> bool:
    """Whether an element is itself the next label."""
    if len(text) > LONGEST_LABEL:
        return False
    field = FIELD_OF_LABEL.get(_folded(text))
    return field is not None and (text.rstrip().endswith((":", "：")) or node.tag in {"b", "strong", "dt", "th"})


def _tail_label(tail: str) -> bool:
    separator = _SEPARATOR.search(tail, 1, LONGEST_LABEL)
    return separator is not None and _folded(tail[: separator.start()]) in FIELD_OF_LABEL


def _joined(pieces: list[str]) -> str:
    text = " ".join(piece for piece in pieces if piece)
    return text.replace(" ,", ",").strip().strip(":：").strip()[:_LONGEST_VALUE]


def _parts(elements: list[Element]) -> tuple[str, ...]:
    """The texts of links or list items inside a value, when they are several."""
    for tag in ("li", "a", "dd"):
        found = [inner for element in elements for inner in element.iter(tag)]
        texts = [text for inner in found if (text := visible_text(inner).strip(" ,;/·|"))]
        if len(texts) > 1:
            return tuple(text for text in texts if not is_nothing(text))
    return ()


def _measure_blocks(facts: list[Fact]) -> None:
    """For each fact, the number of different facts in its block: the smallest ancestor that holds at least three.

    Or its great-grandparent.
    """
    held: dict[Element, set[str]] = {}
    count: Counter[Element] = Counter()
    chains: list[list[Element]] = []
    for fact in facts:
        chain = []
        for ancestor in fact.element.iterancestors():
            if ancestor.tag == "html" or len(chain) >= 6:
                break
            chain.append(ancestor)
            held.setdefault(ancestor, set()).add(fact.label.casefold())
            count[ancestor] += 1
        chains.append(chain)
    for fact, chain in zip(facts, chains, strict=True):
        # a container in which labels repeat holds several works: its size tells nothing
        sizes = [len(held[ancestor]) for ancestor in chain if count[ancestor] <= len(held[ancestor]) * 1.5]
        fact.size = max(sizes, default=1)
