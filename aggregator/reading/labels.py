"""Facts: "Label: value" in any markup and many languages.

A label is a known word that stands alone in its element (`dt`, `th`, `b`, `span` …) or before a separator at the
start of a line. Its value is what follows in the same row, cell or line. Labels that stand in the page's largest
block of facts are believed first; cards of other works repeat their labels and are not.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from aggregator.normalize.scores import SOURCES
from aggregator.normalize.types import parse_type
from aggregator.page import BLOCKS, Element, Page, visible_text
from aggregator.reading.fields import is_nothing
from aggregator.reading.vocabulary import LABELS, OTHER_MEDIA
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
            "rating {}",
            "rating di {}",
            "{}-bewertung",
            "{}-wertung",
            "{} wertung",
            "{} note",
            "{} nota",
            "nota de {}",
            "voto {}",
            "{} voto",
            "puntuación {}",
            "ocena {}",
            "{} ocena",
            "hodnocení {}",
            "{} puan",
            "оценка на {}",
            "рейтинг на {}",
            "оцінка {}",
            "{}得分",
            "{}评价",
            "{}スコア",
            "{}評価",
            "{} 점수",
            "{} रेटिंग",
            "{} स्कोर",
            "{} மதிப்பீடு",
            "{} மதிப்பெண்",
            "تقييم {}",
            "calificación {}",
            "valoración {}",
            "avaliação {}",
            "điểm {}",
            "คะแนน {}",
            "ציון {}",
            "דירוג {}",
            "{} betyg",
            "{} pontszám",
            "{}-score",
            "{} تقييم",
        ):
            FIELD_OF_LABEL.setdefault(_form.format(_alias), f"score/{_name}")

LONGEST_LABEL = 42
_LONGEST_VALUE = 2_000
_SEPARATOR = re.compile(r"[:：=∶︰→➜➔➝➞➡⇒⟶▸▶►➤›»]|\s[-–—|~]\s")
_MAY_SEPARATE = re.compile(r"[:：=∶︰→➜➔➝➞➡⇒⟶▸▶►➤›»–—|~-]")
"""A fast look for a separator."""
_AFTER_SEPARATOR = " \t\n\xa0:：-–—=→➜➔➝➞➡⇒⟶▸▶►➤›»"
MORE = re.compile(
    r"^\W*(?:(?:see|show|read|view|load)\s+(?:more|all|less)|more|less|více|méně|ещё|еще|показать (?:все|ещё)|"
    r"もっと見る|"
    r"更多|展开|더보기|mehr(?: anzeigen)?|voir plus|ver más|ver mais|mostra altro|więcej|daha fazla|selengkapnya|"
    r"aka|edit|"
    r"add)\W*$",
    re.IGNORECASE,
)
_EDGES = (
    " \t\n\r\f\v\xa0\u200b\u3000.·•:：;*-–—_=|/\\»›→➻►▶▸▪■□◆◇●○🔸🔹🔺✦✧★☆➤➔➢✓✔☑#\u200e\u200f\ufe0f[]【】「」()（）<>"
)
for _word, _field in list(FIELD_OF_LABEL.items()):
    FIELD_OF_LABEL.setdefault(_word.strip(_EDGES), _field)
_BULLETS = re.compile(r"^[\W_]+")
_TAG_STRUCTURE = frozenset({"dt", "th"})
_TITLING = ("h1", "h2", "h3", "h4", "th")
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
    lines: tuple[str, ...] = ()
    """The value's lines, where each stands in an element of one form."""

    @property
    def language(self) -> str | None:
        """The language that the markup gives the value (`<dd lang="ja">`)."""
        return next((language for element in self.elements if (language := (element.get("lang") or "").strip())), None)

    @property
    def element_language(self) -> str | None:
        """The language that the line around label and value names (`<div lang="ja">`)."""
        parent = self.element.getparent()
        return ((parent.get("lang") if parent is not None else None) or "").strip() or None


def field_of_label(text: str) -> str | None:
    """The field that a label stands for; "" for labels of facts that no review holds; None when it is no known label.

    >>> field_of_label("Episodes:"), field_of_label("話数"), field_of_label("Режиссёр"), field_of_label("Hello")
    ('episodes', 'episodes', '', None)
    """
    return _field_of(text) if len(text) <= LONGEST_LABEL * 2 else None


@lru_cache(maxsize=16384)
def _field_of(text: str) -> str | None:
    return FIELD_OF_LABEL.get(_folded(text))


_IDEOGRAPHS = ("\u3400", "\u9fff")
_STARS = frozenset("★☆⭐✭✩✮🌟")


def _folded(text: str) -> str:
    if text[-1:] in _STARS:
        return text
    bare = text.strip(_EDGES)
    if bare and not bare[0].isalnum():
        bare = _BULLETS.sub("", bare)
    if not bare.isascii() or not bare.islower():
        bare = bare.casefold().replace("i̇", "i")
    if " " not in bare and "\xa0" not in bare and "\n" not in bare:
        return bare
    # "别    名": short words of Chinese are spread to the width of long ones
    return "".join(bare.split()) if _IDEOGRAPHS[0] <= bare[0] <= _IDEOGRAPHS[1] else " ".join(bare.split())


def read_facts(page: Page, zones: Zones, labels: Sequence[int], media: Sequence[int]) -> list[Fact]:
    """Every fact of the page, the most trustworthy first, outside menus, comments and other works.

    Where that leaves nearly none, a block of many facts tells of the subject, whatever its classes say.
    `labels` are the numbers of the runs of text that may be labels, or hold one; `media` those that name another
    medium.
    """
    facts = list(_facts(page, zones, labels))
    if len({fact.field for fact in facts if fact.field}) < _FEW:
        block = _hidden_block(page, zones, labels)
        if block is not None:
            zones.open(block)
            facts = list(_facts(page, zones, labels))
    if any(_is_titling(page.index.texts[number][0]) for number in media):
        facts = _of_this_medium(page, facts, zones)
    _measure_blocks(facts)
    shapes = Counter((fact.element.tag, fact.element.get("class")) for fact in facts)
    for fact in facts:
        fact.alike = shapes[fact.element.tag, fact.element.get("class")]
    order = {id(fact): number for number, fact in enumerate(facts)}
    facts.sort(
        key=lambda fact: (fact.zone is not Zone.SUBJECT and fact.size < 4, not fact.firm, -fact.size, order[id(fact)])
    )
    return facts


def _hidden_block(page: Page, zones: Zones, labels: Iterable[int]) -> Element | None:
    """The element that holds most labels, each once, outside of the zones in which facts are looked for."""
    held: dict[Element, list[str]] = {}
    for element, text, is_tail in (page.index.texts[number] for number in labels):
        field = field_of_label(text) if len(text) <= LONGEST_LABEL else None
        if field and not is_tail and zones.of(element) is Zone.OTHER:
            for ancestor in islice(element.iterancestors(), _BLOCK_DEPTH):
                held.setdefault(ancestor, []).append(_folded(text))
    blocks = [(len(labels), block) for block, labels in held.items() if len(labels) == len(set(labels)) >= _MANY]
    most = max((size for size, _ in blocks), default=0)
    return next((block for size, block in blocks if size == most), None)


_FEW = 3
_MANY = 5
_BLOCK_DEPTH = 4


def _is_titling(element: Element) -> bool:
    """Whether an element is a heading, or stands in one."""
    around = islice(element.iterancestors(), _STEPS_TO_HEADING)
    return element.tag in _TITLING or any(step.tag in _TITLING for step in around)


_STEPS_TO_HEADING = 3
_kind = lru_cache(maxsize=4096)(parse_type)


def _of_this_medium(page: Page, facts: list[Fact], zones: Zones) -> list[Fact]:
    """The facts without those under a heading that names another medium.

    An encyclopedia's table tells of the manga first, of the anime below; the heading of that part says its kind.
    """
    headings = [
        (element, _folded(text))
        for tag in _TITLING
        for element in page.index.tags.get(tag)
        if (tag != "th" or element.get("colspan") is not None)
        and len(text := visible_text(element, LONGEST_LABEL)) <= LONGEST_LABEL
    ]
    if not facts or not any(text in OTHER_MEDIA for _, text in headings):
        return facts
    named = dict(headings)
    ours = {fact.element: fact for fact in facts}
    kept: set[int] = set()
    foreign = False
    first = None
    added: list[Fact] = []
    told = named.keys() | ours.keys()
    for element in filter(told.__contains__, page.index.walked):
        heading = named.get(element)
        if heading is not None:
            kind = _kind(heading)
            first = first or kind
            foreign = heading in OTHER_MEDIA or (kind is not None and kind is not first)
            if element.tag == "th" and not foreign and (zone := zones.of(element)) in {Zone.SUBJECT, Zone.ASIDE}:
                added.append(Fact("type", "", heading, (), element, (), firm=False, zone=zone))
        if element in ours and not foreign:
            kept.add(id(element))
    return [fact for fact in facts if id(fact.element) in kept] + added


def _facts(page: Page, zones: Zones, labels: Iterable[int]) -> Iterator[Fact]:
    texts = page.index.texts
    for number in labels:
        element, text, is_tail = texts[number]
        field = _field_of(text) if len(text) <= LONGEST_LABEL else None
        if field is not None:
            fact = _labelled(zones, element, text, field, is_tail=is_tail)
            yield from [fact] if fact is not None else ()
        elif (separator := _SEPARATOR.search(text, 1, _WITH_SEPARATOR)) is not None:
            fact = _in_line(zones, element, text, separator, is_tail=is_tail)
            yield from [fact, *_further(fact)] if fact is not None else ()


def _further(fact: Fact) -> Iterator[Fact]:
    """The facts that stand behind the first one on its line: "Type: TV | Year: 2019 | Episodes: 24"."""
    first, *others = _BESIDE.split(fact.text)
    for other in others:
        separator = _SEPARATOR.search(other, 1, LONGEST_LABEL)
        label = other[: separator.start()] if separator else ""
        field = FIELD_OF_LABEL.get(_folded(label)) if label.strip(_EDGES) else None
        if separator is None or field is None:
            return
        fact.text = first.strip()
        value = other[separator.end() :].strip(_AFTER_SEPARATOR)
        yield replace(fact, field=field, label=label, text=value, parts=(), elements=())


_BESIDE = re.compile(r"\s+[|•·]\s+|\s*[｜]\s*")
_WITH_SEPARATOR = LONGEST_LABEL + 6


def names_medium(text: str) -> bool:
    """Whether a run of text names a medium that is no anime: "Light novel"."""
    return len(text) <= LONGEST_LABEL and text.strip(_EDGES).casefold() in OTHER_MEDIA


def may_be_label(text: str) -> bool:
    """Whether a run of text is a label, or begins with one and a separator."""
    if len(text) <= LONGEST_LABEL and _folded(text) in FIELD_OF_LABEL:
        return True
    if _MAY_SEPARATE.search(text, 1, _WITH_SEPARATOR) is None:
        return False
    separator = _SEPARATOR.search(text, 1, _WITH_SEPARATOR)
    return separator is not None and _folded(text[: separator.start()]) in FIELD_OF_LABEL


def _in_line(zones: Zones, element: Element, bare: str, separator: re.Match[str], *, is_tail: bool) -> Fact | None:
    """Reads "Type :- TV": label, separator and value in one run of text."""
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
    firm = bare.endswith(_COLONS)
    if not field:
        # the value of such a fact is read by nobody: that it stands there tells how large the block is
        is_fact = firm or element.tag in _TAG_STRUCTURE
        return Fact(field, bare, "", (), element, (), firm=True, zone=zone) if is_fact else None
    if field.startswith("alternative_titles/") and not is_tail and (named := _in_brackets(element)):
        return Fact(field, bare, named, (), element, (element,), firm=True, zone=zone)
    label: Element | None = None
    start, following = "", element.getnext() if is_tail else next(iter(element), None)
    if is_tail or len(element):
        # the label opens a line or its element, and the value goes on behind it: <li>Type: <a>TV</a></li>
        is_label = (firm and _starts_line(element, is_tail=is_tail)) or (not is_tail and _opens_pair(element, field))
    else:
        label = _whole_label(element)
        start, following = _behind(label)
        firm = firm or start.startswith(_OPENS_VALUE) or (label is not None and label.tag in _TAG_STRUCTURE)
        is_label = label is not None and (firm or not _in_control(element, label))
    if label is None and not firm and not is_tail and field in _TOLD_ABOVE and not len(element):
        return _told_above(element, bare, field, zone)
    if not is_label or _in_card(element):
        return None
    text, parts, elements = _collect(start.lstrip(_SEPARATES), following, label=label)
    if not text and field in _PICTURED:
        text, elements = _pictured(following)
    lines = parts if len(elements) > 1 and _repeats(elements[1], elements[0], label) else ()
    return Fact(field, bare, text, parts, element, elements, firm=firm, zone=zone, lines=lines) if text else None


def _told_above(label: Element, bare: str, field: str, zone: Zone) -> Fact | None:
    """A label below its value, where a box holds nothing but the two: `<p>8.64</p><p>Score</p>`."""
    value, box = label.getprevious(), label.getparent()
    is_pair = value is not None and box is not None and len(box) == _PAIR and label.getnext() is None
    if value is None or not is_pair or value.tag in _SKIPPED or _in_card(label):
        return None
    text = visible_text(value, LONGEST_LABEL)
    if not text or len(text) > LONGEST_LABEL or field_of_label(text) is not None or (value.tail or "").strip():
        return None
    return Fact(field, bare, text, (), label, (value,), firm=False, zone=zone)


_TOLD_ABOVE = frozenset(
    {"type", "episodes", "duration_seconds", "status", "aired", "year", "premiered", "score", "votes"}
)


def _opens_pair(element: Element, field: str) -> bool:
    """Whether an element holds a label and one inline element for its value: `<li>Episodes <b>12</b></li>`."""
    is_value = len(element) == 1 and (element[0].tag in _INLINE or (element[0].tag == "a" and field in _PICTURED))
    return is_value and element.tag in _ROWS and not (element[0].tail or "").strip()


_INLINE = frozenset({"b", "strong", "span", "em", "i"})
_ROWS = frozenset({"li", "div", "p", "td"})
_PICTURED = frozenset({"studios", "producers"})
"""Fields whose values sites print as logos."""
_LONGEST_NAME = 60


def _pictured(node: Element | None) -> tuple[str, tuple[Element, ...]]:
    """The name of a logo: the title, else the alternative text, of the only picture that follows."""
    pictures = [] if node is None else [node] if node.tag == "img" else list(node.iter("img"))
    if node is None or len(pictures) != 1:
        return "", ()
    name = (pictures[0].get("title") or pictures[0].get("alt") or "").strip()
    return (name, (node,)) if 1 < len(name) <= _LONGEST_NAME else ("", ())


def _repeats(node: Element, before: Element, label: Element | None) -> bool:
    """Whether an element has the form of the one before it, and not that of the label: one more line of the value."""
    form = node.get("class")
    is_line = form and node.tag in {"div", "p"} and (before.tag, before.get("class")) == (node.tag, form)
    return bool(is_line) and (label is None or (label.tag, label.get("class")) != (node.tag, form))


def _behind(label: Element | None) -> tuple[str, Element | None]:
    """What follows a label: the text up to the next element, and that element."""
    return ("", None) if label is None else ((label.tail or "").strip(), label.getnext())


_COLONS = (":", "：", ":-", "=", "∶")
_SEPARATES = ":：=–- "
_OPENS_VALUE = tuple(_SEPARATES.strip())


def _in_brackets(element: Element) -> str:
    """The name behind a language in brackets, as encyclopedias open: "(Japanese: プラネテス, Hepburn: …)"."""
    previous, parent = element.getprevious(), element.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else None
    if (before or "").rstrip()[-1:] not in _BRACKETS_OPEN:
        return ""
    behind = (element.tail or "").lstrip()
    following = element.getnext()
    if behind[:1] not in _NAMES_OPEN:
        return ""
    name = behind[1:].strip() or (visible_text(following, LONGEST_LABEL) if following is not None else "")
    return re.split(r"[,;，；、()（）]", name)[0].strip()


_BRACKETS_OPEN = frozenset("(（")
_NAMES_OPEN = frozenset(":：")


def _whole_label(element: Element) -> Element | None:
    """The outermost element that holds nothing but the label; None where other text stands before it."""
    node = element
    for _ in range(5):
        parent = node.getparent()
        if (node.tail or "").strip() or node.getnext() is not None:
            return node
        if parent is None or parent.tag in {"body", "html"}:
            return None
        if (parent.text or "").strip(_EDGES) or node.getprevious() is not None:
            return None
        node = parent
    return node


def _in_control(element: Element, outermost: Element) -> bool:
    """Whether a label is a link, a button or a heading of the page: then it is mostly none."""
    node: Element | None = element
    while node is not None:
        if node.tag in _CONTROLS:
            return True
        if node is outermost:
            return False
        node = node.getparent()
    return False


_CONTROLS = frozenset({"a", "button", "option", "h1"})


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
    """Whether nothing readable stands before a run of text on its line."""
    current: Element | None = element
    if is_tail:
        return _is_line_start(element)
    for _ in range(6):
        if current is None or current.tag in BLOCKS:
            return True
        previous = current.getprevious()
        if previous is not None:
            return not (previous.tail or "").strip(_EDGES) and _is_line_start(previous)
        current = current.getparent()
        if current is not None and (current.text or "").strip(_EDGES):
            return False
    return False


def _is_line_start(element: Element) -> bool:
    """Whether what follows an element opens a line: it ends a block, or it and all before it on the line are empty."""
    current: Element | None = element
    while current is not None and current.tag not in BLOCKS:
        if visible_text(current, 20).strip(_EDGES):
            return False
        previous = current.getprevious()
        before = (
            previous.tail
            if previous is not None
            else (parent.text if (parent := current.getparent()) is not None else None)
        )
        if (before or "").strip(_EDGES):
            return False
        current = previous
    return True


def _collect(
    start: str, following: Element | None, *, label: Element | None = None
) -> tuple[str, tuple[str, ...], tuple[Element, ...]]:
    """The value: the text so far and the siblings that belong to it, up to the next line, cell, block or label."""
    value = _Value(start, label)
    node = following
    while node is not None and value.takes(node):
        node = node.getnext()
    return value.text, _parts(value.elements), tuple(value.elements)


class _Value:
    """A value while it is collected, sibling by sibling."""

    def __init__(self, start: str, label: Element | None) -> None:
        start = " ".join(start.split())
        self.pieces = [start] if start else []
        self.elements: list[Element] = []
        self.length = len(start)
        self.label = label
        self.has_block = False

    @property
    def text(self) -> str:
        text = " ".join(piece for piece in self.pieces if piece)
        if len(self.pieces) > 1:
            text = text.replace(" ,", ",")
        return text.strip().strip(":：").strip()[:_LONGEST_VALUE]

    def takes(self, node: Element) -> bool:
        """Adds an element and the text behind it; False where the value has ended before or with it."""
        if node.tag in _BREAKS:
            return not self.length and self._takes_tail(node)
        text = "" if node.tag in _SKIPPED else visible_text(node, _LONGEST_VALUE)
        if not self.length and text in _COLONS:  # <td>Type</td><td>:</td><td>TV</td>
            return self._takes_tail(node)
        if text and (_is_label(text, node) or not self._fits(node)):
            return False
        if text and not MORE.match(text):
            self.has_block = self.has_block or node.tag in _SOLID
            self.pieces.append(text)
            self.elements.append(node)
            self.length += len(text)
        return self.length < _LONGEST_VALUE and self._takes_tail(node)

    def _fits(self, node: Element) -> bool:
        """Whether an element may still belong: a line goes on inline, a label has one block, a term has many."""
        if node.tag not in _SOLID:
            return not self.has_block
        if self.has_block and self.elements and _repeats(node, self.elements[-1], self.label):
            return True
        if node.tag in _HEADINGS and not self._is_pair(node):
            return False
        if self.length and node.tag != "dd":
            return False
        of_term = self.label is not None and self.label.tag == "dt"
        return not of_term or node.tag == "dd" or (node.tag != "dt" and not self.has_block)

    def _is_pair(self, node: Element) -> bool:
        """Whether a heading is the value of the only other one beside it: `<h5>Audio</h5><h5>Japanese</h5>`."""
        parent, label = node.getparent(), self.label
        is_one_of_two = parent is not None and len(parent) == _PAIR and node.getnext() is None
        return is_one_of_two and label is not None and label.tag == node.tag and node.getprevious() is label

    def _takes_tail(self, node: Element) -> bool:
        tail = " ".join((node.tail or "").split())
        if tail and ((self.has_block and self.label is not None) or _tail_label(tail)):
            return False
        if tail:
            self.pieces.append(tail)
            self.length += len(tail)
        return True


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PAIR = 2


def _is_label(text: str, node: Element) -> bool:
    """Whether an element is itself the next label."""
    if len(text) > LONGEST_LABEL:
        return False
    field = _field_of(text)
    return field is not None and (text.rstrip().endswith((":", "：")) or node.tag in {"b", "strong", "dt", "th"})


def _tail_label(tail: str) -> bool:
    separator = _SEPARATOR.search(tail, 1, LONGEST_LABEL)
    return separator is not None and _folded(tail[: separator.start()]) in FIELD_OF_LABEL


def _parts(elements: list[Element]) -> tuple[str, ...]:
    """The texts of links or list items inside a value, when they are several."""
    if len(elements) > 1 and _repeats(elements[1], elements[0], None):
        return tuple(text for inner in elements if not is_nothing(text := visible_text(inner)))
    for tag in ("li", "a", "dd"):
        found = [inner for element in elements for inner in element.iter(tag)]
        texts = [text for inner in found if (text := visible_text(inner).strip(" ,;/·|"))]
        if len(texts) > 1:
            return tuple(text for text in texts if not is_nothing(text))
    if len(elements) == 1 and len(elements[0]) > 1 and (chips := _chips(elements[0])):
        return chips
    if len(elements) == 1 and next(elements[0].iter("br"), None) is not None:
        lines = _lines(elements[0])
        if len(lines) > 1:
            return tuple(line for line in lines if not is_nothing(line))
    return ()


def _chips(element: Element) -> tuple[str, ...]:
    """The texts of an element's children where all are of one form, in a box each: badges, pills."""
    forms = {(child.tag, child.get("class")) for child in element}
    tag, form = next(iter(forms))
    loose = [element.text, *(child.tail for child in element)]
    if len(forms) > 1 or tag not in _INLINE or not form or any((text or "").strip(" ,\n\t") for text in loose):
        return ()
    return tuple(text for child in element if not is_nothing(text := visible_text(child).strip(" ,")))


def _lines(element: Element) -> list[str]:
    """The lines that an element's own line breaks make."""
    lines = [element.text or ""]
    for child in element:
        if child.tag == "br":
            lines.append(child.tail or "")
        else:
            lines[-1] += f" {visible_text(child)} {child.tail or ''}"
    return [line for text in lines if (line := " ".join(text.split()).strip(" ,;/"))]


def _measure_blocks(facts: list[Fact]) -> None:
    """For each fact, the number of different facts in its block: the smallest ancestor that holds at least three.

    Or its great-grandparent.
    """
    held: dict[Element, set[str]] = {}
    count: Counter[Element] = Counter()
    chains: list[list[Element]] = []
    for fact in facts:
        chain: list[Element] = []
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
