"""CSS selectors on a page that was walked once: ids, classes, itemprops and tags are looked up, not searched for.

A document-wide selector costs a quarter to three quarters of a whole parse; a lookup costs nothing. Selectors made of
tags, `#id`, `.class` and `[attribute]` tests, joined by descent or `>`, are answered from the index; all others go
through cssselect as usual.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

from lxml import etree
from parsel.csstranslator import HTMLTranslator

Element = etree._Element  # noqa: SLF001 - lxml's only name for it

_FEW = 48
"""Up to so many candidates are checked by climbing to their ancestors; beyond, the container is searched."""

_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<tests>(?:[#.][\w-]+|\[[^\[\]]+\])*)", re.ASCII)
_TEST = re.compile(
    r"""#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|\[\s*(?P<name>[\w:-]+)\s*(?:(?P<op>[*^$~|]?=)\s*(?P<value>"[^"]*"|'[^']*'|[^\s\]"']+)\s*)?\]""",
    re.ASCII,
)


ASKED_FOR = (
    *("title", "meta", "link", "script", "body", "article", "table", "th", "a", "img"),
    *("h1", "h2", "h3", "h4", "h5"),
)
"""Tags that readers ask every page for: the one pass collects them. Looking for a tag walks the whole tree again."""


class Tags:
    """The elements of a document by tag, in document order."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._known: dict[str, list[Element]] = {}

    def know(self, known: dict[str, list[Element]]) -> None:
        """Takes over all elements of some tags."""
        self._known.update(known)

    def get(self, tag: str, _default: object = None) -> list[Element]:
        """All elements of a tag; an empty list where there is none."""
        known = self._known.get(tag)
        if known is None:
            known = self._known[tag] = list(self._root.iter(tag))
        return known


@dataclass(slots=True)
class Index:
    """The elements of a document by what selectors ask for, each list in document order.

    Ids are looked up in the parser's own table.
    """

    root: Element
    class_values: dict[str, list[Element]] = field(default_factory=dict)
    """Whole class attributes, as written, to their elements."""
    classed: list[Element] = field(default_factory=list)
    """All elements that have a class."""
    values_of_class: dict[str, list[str]] = field(default_factory=dict)
    """Each class name to the class attributes that hold it."""
    itemscopes: list[Element] = field(default_factory=list)
    itemprops: dict[str, list[Element]] = field(default_factory=dict)
    tags: "Tags" = field(init=False)
    """The elements of a tag, looked for when first asked for."""
    texts: list[tuple[Element, str, bool]] = field(default_factory=list)
    """Every visible run of text: the element that holds it, the text, and whether it follows that element (its tail).
    White space at its ends is off."""

    _by_id: ClassVar[etree.XPath] = etree.XPath("id($name)")
    _merged: dict[str, list[Element]] = field(default_factory=dict)
    _order: dict[Element, int] | None = None

    def __post_init__(self) -> None:
        self.tags = Tags(self.root)

    def of_id(self, name: str) -> list[Element]:
        """The element of an id: the parser keeps a table of them."""
        found = self._by_id(self.root, name=name)
        return [element for element in found if isinstance(element, Element)][:1] if isinstance(found, list) else []

    def of_class(self, name: str) -> list[Element]:
        """The elements of a class, in document order."""
        values = self.values_of_class.get(name)
        if values is None:
            return []
        if len(values) == 1:
            return self.class_values[values[0]]
        merged = self._merged.get(name)
        if merged is None:
            if self._order is None:
                self._order = {element: number for number, element in enumerate(self.classed)}
            merged = sorted(
                (element for value in values for element in self.class_values[value]), key=self._order.__getitem__
            )
            self._merged[name] = merged
        return merged

    def candidates(self, compound: "Compound") -> list[Element]:
        """The shortest list that certainly holds every element that fits."""
        lists = [self.of_id(compound.id)] if compound.id else []
        lists += [self.of_class(name) for name in compound.classes]
        lists += [
            self.itemprops.get(test.value, []) for test in compound.tests if test.name == "itemprop" and test.op == "="
        ]
        if lists:
            return min(lists, key=len)
        return self.tags.get(compound.tag) if compound.tag else list(self.root.iter())


INVISIBLE = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "title",
        "meta",
        "link",
        "svg",
        "path",
        "iframe",
        "object",
        "textarea",
    }
)
"""Elements whose own text nobody reads on the page."""


def build_index(root: Element, *, itemprops: bool) -> Index:  # noqa: C901, PLR0912 - one flat pass: it is the hot loop
    """One pass over the tree, which holds neither comments nor processing instructions.

    `itemprops` says whether the page has microdata.
    """
    index = Index(root)
    by_class, props, texts = index.class_values, index.itemprops, index.texts
    scopes = index.itemscopes
    add_text, add_classed = texts.append, index.classed.append
    invisible = INVISIBLE
    tags: dict[str, list[Element]] = {tag: [] for tag in ASKED_FOR}
    for element in root.iter():
        tag = element.tag
        if tag in tags:
            tags[tag].append(element)
        get = element.get
        value = get("class")
        if value:
            add_classed(element)
            try:
                by_class[value].append(element)
            except KeyError:
                by_class[value] = [element]
        if itemprops:
            value = get("itemprop")
            if value:
                for name in value.split():
                    props.setdefault(name, []).append(element)
            if get("itemscope") is not None:
                scopes.append(element)
        if tag not in invisible:
            text = element.text
            if text:
                text = text.strip()
                if text:
                    add_text((element, text, False))
        text = element.tail
        if text:
            text = text.strip()
            if text:
                add_text((element, text, True))
    index.tags.know(tags)
    by_name = index.values_of_class
    for value in by_class:
        for name in value.split():
            known_values = by_name.get(name)
            if known_values is None:
                by_name[name] = [value]
            elif known_values[-1] != value:
                known_values.append(value)
    return index


@dataclass(frozen=True, slots=True)
class AttributeTest:
    """A test of an attribute: `[name]`, `[name=value]`, `[name*=value]`."""

    name: str
    op: str | None
    value: str


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda have, want: have == want,
    "*=": lambda have, want: bool(want) and want in have,
    "^=": lambda have, want: bool(want) and have.startswith(want),
    "$=": lambda have, want: bool(want) and have.endswith(want),
    "~=": lambda have, want: want in have.split(),
    "|=": lambda have, want: have == want or have.startswith(want + "-"),
}


@dataclass(frozen=True, slots=True)
class Compound:
    """One step of a selector: `div.box[data-x]`."""

    tag: str | None
    id: str | None
    classes: tuple[str, ...]
    tests: tuple[AttributeTest, ...]
    child: bool
    """Whether it must be a direct child of the step before."""

    def fits(self, element: Element) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if self.id and element.get("id") != self.id:
            return False
        if self.classes:
            names = (element.get("class") or "").split()
            if not all(name in names for name in self.classes):
                return False
        for test in self.tests:
            have = element.get(test.name)
            if have is None or (test.op is not None and not _OPERATORS[test.op](have, test.value)):
                return False
        return True

    @property
    def is_bare(self) -> bool:
        """Whether it names a tag, or any, and nothing else."""
        return not (self.id or self.classes or self.tests)

    @property
    def is_indexed(self) -> bool:
        return bool(self.id or self.classes or any(test.name == "itemprop" and test.op == "=" for test in self.tests))


Steps = tuple[Compound, ...]


@lru_cache(maxsize=4096)
def compile_selector(css: str) -> tuple[tuple[Steps, ...], etree.XPath | None]:
    """The alternatives of a selector as steps, or an XPath where the index cannot answer.

    >>> [step.tag for step in compile_selector("div.a > b")[0][0]]
    ['div', 'b']
    """
    alternatives = []
    for part in css.split(","):
        steps = _steps(part.strip())
        if steps is None:
            return (), etree.XPath(_translator().css_to_xpath(css))
        alternatives.append(steps)
    return tuple(alternatives), None


@lru_cache(maxsize=1)
def _translator() -> HTMLTranslator:
    return HTMLTranslator()


def _steps(part: str) -> Steps | None:
    steps: list[Compound] = []
    position, child = 0, False
    while position < len(part):
        if part[position] in " >\t\n":
            child = child or part[position] == ">"
            position += 1
            continue
        matched = _COMPOUND.match(part, position)
        if matched is None or matched.end() == position:
            return None
        compound = _compound(matched["tag"], matched["tests"], child=child)
        position, child = matched.end(), False
        if compound is None or (position < len(part) and part[position] not in " >\t\n"):
            return None
        steps.append(compound)
    return tuple(steps) if steps and not child else None


def _compound(tag: str | None, tests: str, *, child: bool) -> Compound | None:
    identifier: str | None = None
    classes: list[str] = []
    attributes: list[AttributeTest] = []
    for test in _TEST.finditer(tests):
        if test["id"]:
            identifier = test["id"]
        elif test["cls"]:
            classes.append(test["cls"])
        else:
            attributes.append(AttributeTest(test["name"].lower(), test["op"], (test["value"] or "").strip("\"'")))
    if sum(len(test.group()) for test in _TEST.finditer(tests)) != len(tests):
        return None
    return Compound(
        None if tag in {None, "*"} else str(tag).lower(), identifier, tuple(classes), tuple(attributes), child
    )


def select(index: Index, scope: Element | None, css: str) -> list[Element]:
    """The elements that `css` selects, in document order; under `scope`, or in the whole document when it is None."""
    alternatives, xpath = compile_selector(css)
    if xpath is not None:
        found = xpath(index.root if scope is None else scope)
        if not isinstance(found, list):
            return []
        return [element for element in found if isinstance(element, etree._Element) and element is not scope]  # noqa: SLF001
    if len(alternatives) == 1:
        return _select(index, scope, alternatives[0])
    chosen: dict[Element, None] = {}
    for steps in alternatives:
        chosen.update(dict.fromkeys(_select(index, scope, steps)))
    if len(chosen) < 2:
        return list(chosen)
    return [element for element in (index.root if scope is None else scope).iter("*") if element in chosen]


def matches(index: Index, css: str) -> bool:
    """Whether `css` selects anything in the document."""
    known = index.values_of_class.keys()
    return any(needed <= known for needed in _classes_needed(css)) and bool(select(index, None, css))


@lru_cache(maxsize=4096)
def _classes_needed(css: str) -> tuple[frozenset[str], ...]:
    """For each alternative of a selector, the classes without which nothing on a page fits it."""
    alternatives, _ = compile_selector(css)
    return tuple(frozenset(name for step in steps for name in step.classes) for steps in alternatives) or (frozenset(),)


def _select(index: Index, scope: Element | None, steps: Steps) -> list[Element]:
    last = steps[-1]
    if last.is_indexed or (scope is None and len(steps) == 1):
        candidates = index.candidates(last)
        if len(steps) == 1 and scope is None:
            return [element for element in candidates if last.fits(element)]
        if len(candidates) <= _FEW:
            return [
                element
                for element in candidates
                if last.fits(element) and _descends(element, steps[:-1], scope, child=last.child)
            ]
    return _search(index, scope, steps)


def _descends(element: Element, steps: Steps, scope: Element | None, *, child: bool) -> bool:
    """Whether ancestors of the element fit the steps, all of them inside the scope."""
    if not steps:
        if scope is None:
            return True
        parent = element.getparent()
        return parent is scope if child else any(ancestor is scope for ancestor in element.iterancestors())
    step = steps[-1]
    for ancestor in element.iterancestors():
        if ancestor is scope:
            return False
        if step.fits(ancestor) and _descends(ancestor, steps[:-1], scope, child=step.child):
            return True
        if child:
            return False
    return False


def _search(index: Index, scope: Element | None, steps: Steps) -> list[Element]:
    """Step by step downwards, searching only inside what the step before found."""
    current: Iterable[Element]
    first = steps[0]
    if scope is None:
        current = [element for element in index.candidates(first) if first.fits(element)]
        rest = steps[1:]
    else:
        current, rest = [scope], steps
    for step in rest:
        following: dict[Element, None] = {}
        for element in current:
            pool: Iterator[Element] = (
                element.iterchildren(step.tag or "*") if step.child else element.iterdescendants(step.tag or "*")
            )
            if step.is_bare:
                following.update(dict.fromkeys(pool))
            else:
                following.update(dict.fromkeys(filter(step.fits, pool)))
        current = following
    return list(current)
