"""Synopses: the paragraph that tells what the work is about, whole, where embedded data cut it off or leave it out."""

import re
from collections.abc import Iterable, Iterator

from aggregator.normalize.names import clean_text
from aggregator.page import Element, Page, visible_text
from aggregator.reading.fields import Said, is_nothing
from aggregator.reading.labels import field_of_label
from aggregator.reading.zones import Zone, Zones

FIRST = 27
"""The weight of a first paragraph: below a description that the page itself declares."""
WHOLE = 52
"""The weight of a paragraph that goes on where a declared description is cut off."""
CUT = 25
"""How much a cut text loses."""

_SHORTEST = 60
_SHORTEST_DENSE = 25
"""Chinese, Japanese and Korean say as much in fewer characters."""
_MOST_PARAGRAPHS = 60
_SAME_START = 24
_PLACEHOLDER = re.compile(
    r"^(?:no (?:description|synopsis|summary|plot|information)\b|(?:description|synopsis) (?:not|un)|there is no |"
    r"n/?a\b|coming soon|lorem ipsum|описание отсутствует|нет описания|キーワード|暂无|暫無)",
    re.IGNORECASE,
)


def is_placeholder(text: str) -> bool:
    """Whether a description only says that there is none.

    >>> is_placeholder("No synopsis has been added yet."), is_placeholder("No man is an island.")
    (True, False)
    """
    return is_nothing(text) or _PLACEHOLDER.match(text.strip()) is not None


def is_cut(text: str) -> bool:
    """Whether a text breaks off."""
    return text.rstrip(" \"'”’)").endswith(("…", "...", "[&hellip;]", "[…]", "[...]"))


def read_prose(page: Page, zones: Zones, declared: list[Said], sentences: Iterable[int]) -> Iterator[Said]:
    """The first real paragraph of the subject, and whichever paragraph a declared description was cut from.

    `sentences` are the numbers of the runs of text that are long enough for some.
    """
    starts: dict[str, list[str]] = {}
    for word in declared:
        starts.setdefault(_start(str(word.value)), []).append(str(word.value))
    seen: set[Element] = set()
    first = True
    for number in sentences:
        element, run, is_tail = page.index.texts[number]
        if len(run) < _SHORTEST_DENSE or (run.isascii() and len(run) < _SHORTEST // 2):
            continue
        holder = element.getparent() if is_tail else element
        paragraph = _paragraph(holder)
        if (
            paragraph is None
            or paragraph in seen
            or paragraph.tag in _NO_PROSE
            or zones.of(paragraph) is not Zone.SUBJECT
        ):
            continue
        seen.add(paragraph)
        if (
            len(seen) > _MOST_PARAGRAPHS
            or _holds_paragraphs(paragraph)
            or _is_list(paragraph)
            or in_box(paragraph, zones)
        ):
            continue
        text = _without_label(paragraph, clean_text(visible_text(paragraph)))
        if len(text) < (_SHORTEST if text.isascii() or _is_loose(text) else _SHORTEST_DENSE) or is_placeholder(text):
            continue
        same = starts.get(_start(text))
        if same is not None:
            weight = WHOLE if all(is_cut(other) or len(other) < len(text) // 2 for other in same) else FIRST - 1
            yield Said("synopsis", text, "prose", text, paragraph, weight)
            return
        if first and not is_cut(text):
            yield Said("synopsis", text, "prose", text, paragraph, FIRST)
            first = False
        if not (first or starts):
            return


def _without_label(paragraph: Element, text: str) -> str:
    """A paragraph's text without its own heading: "<b>Plot</b><br>" on a line before it."""
    broken = next(paragraph.iter("br"), None)
    label = broken.getprevious() if broken is not None else None
    if broken is None or label is None or label.tag not in _BOLD or (label.tail or "").strip():
        return text
    name = clean_text(visible_text(label))
    told = text.startswith(name) and field_of_label(name) == "synopsis"
    return text.removeprefix(name).lstrip(" :：") if told else text


_BOLD = frozenset({"b", "strong", "u"})
_NO_PROSE = frozenset(
    {
        "li",
        "td",
        "th",
        "dd",
        "dt",
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "label",
        "button",
        "option",
        "blockquote",
        "figcaption",
        "caption",
        "body",
    }
)
_MOST_BREAKS = 2
_INLINE = frozenset({"span", "b", "i", "em", "strong", "a", "u", "font", "small"})


_BOX = re.compile(r"(?:^|[\s_-])(?:review|rating|verdict|score)(?:$|[\s_-])", re.IGNORECASE)


def in_box(paragraph: Element, zones: Zones) -> bool:
    """Whether a paragraph stands in a rating box: what it sums up is the reviewer's opinion."""
    current = paragraph.getparent()
    for _ in range(4):
        if current is None or current.tag in {"article", "main", "body"} or zones.holds_heading(current):
            return False
        if _BOX.search(f"{current.get('class') or ''} {current.get('id') or ''}"):
            return True
        current = current.getparent()
    return False


def _paragraph(holder: Element | None) -> Element | None:
    """The block that a run of text stands in."""
    while holder is not None and holder.tag in _INLINE:
        holder = holder.getparent()
    return holder


def _start(text: str) -> str:
    return "".join(character for character in text[: _SAME_START * 2] if character.isalnum())[:_SAME_START].casefold()


def _is_loose(text: str) -> bool:
    """Whether most letters are of an alphabet, and not of a script that writes a word in a character or two."""
    letters = [character for character in text[:80] if character.isalpha()]
    return sum(character < "\u1100" for character in letters) * 2 >= len(letters)


def _holds_paragraphs(paragraph: Element) -> bool:
    """Whether a block is the frame around paragraphs or the page's heading, with a loose line in it."""
    return _has_child(paragraph, "p", "h1", "h2")


def _has_child(element: Element, *tags: str) -> bool:
    return next(element.iterchildren(*tags), None) is not None


def _is_list(paragraph: Element) -> bool:
    """Whether a paragraph holds lines, labels or mostly links instead of sentences."""
    if _has_child(paragraph, "br") and (
        _has_child(paragraph, "b", "strong") or len(list(paragraph.iterchildren("br"))) > _MOST_BREAKS
    ):
        return True
    links = sum(len(visible_text(link)) for link in paragraph.iter("a"))
    return links > 0 and links * 2 > len(visible_text(paragraph))
