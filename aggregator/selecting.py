"""CSS selectors on a page that was walked once: ids, classes, itemprops and tags are looked up, not searched for.

A document-wide selector costs a quarter to three quarters of a whole parse; a lookup costs nothing. Selectors made of
tags, `#id`, `.class` and `[attribute]` tests, joined by descent or `>`, are answered from the index; all others go
through cssselect as usual.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import ClassVar

from lxml import etree
from parsel.csstranslator import HTMLTranslator

Element = etree._Element  # noqa: SLF001 - lxml's only name for it
_Attribute = etree._ElementUnicodeResult  # noqa: SLF001 - what an XPath for attributes gives

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
    itemscopes: list[Element] = field(default_factory=list)
    """The items of microdata that have a property."""
    itemprops: dict[str, list[Element]] = field(default_factory=dict)
    tags: "Tags" = field(init=False)
    """The elements of a tag, looked for when first asked for."""
    texts: list[tuple[Element, str, bool]] = field(default_factory=list)
    """Every visible run of text: the element that holds it, the text, and whether it follows that element (its tail).
    White space at its ends is off."""
    walked: list[Element] = field(default_factory=list)
    """Every element. Slots go in the order of their names, and this one last: lxml climbs from each element that goes
    to the next one above that somebody holds, which is far when all the others are gone."""

    _by_id: ClassVar[etree.XPath] = etree.XPath("id($name)")
    _values_of_class: dict[str, list[str]] | None = None
    _merged: dict[str, list[Element]] = field(default_factory=dict)
    _order: dict[Element, int] | None = None
    _fitting: "dict[Compound, dict[Element, None]]" = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tags = Tags(self.root)

    @property
    def values_of_class(self) -> dict[str, list[str]]:
        """Each class name to the class attributes that hold it."""
        if self._values_of_class is None:
            by_name: defaultdict[str, list[str]] = defaultdict(list)
            for value in self.class_values:
                for name in _names_in(value):
                    by_name[name].append(value)
            self._values_of_class = by_name
        return self._values_of_class

    def of_id(self, name: str) -> list[Element]:
        """The element of an id: the parser keeps a table of them."""
        return self.of_ids(name)[:1]

    def of_ids(self, names: str) -> list[Element]:
        """The elements of ids that are given with white space between them, in document order."""
        return elements_in(self._by_id(self.root, name=names))

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
                self._order = {element: number for number, element in enumerate(self.walked)}
            merged = sorted(
                (element for value in values for element in self.class_values[value]), key=self._order.__getitem__
            )
            self._merged[name] = merged
        return merged

    def fitting(self, compound: "Compound") -> "dict[Element, None]":
        """The elements that fit one step of a selector, in document order; asked for again, they are known."""
        known = self._fitting.get(compound)
        if known is None:
            known = dict.fromkeys(filter(compound.fits, self.candidates(compound)))
            self._fitting[compound] = known
        return known

    def candidates(self, compound: "Compound") -> list[Element]:
        """The shortest list that certainly holds every element that fits."""
        if compound.id:
            return self.of_id(compound.id)
        lists = [self.of_class(name) for name in compound.classes]
        lists += [
            self.itemprops.get(test.value, []) for test in compound.tests if test.name == "itemprop" and test.op == "="
        ]
        if lists:
            return min(lists, key=len)
        return self.tags.get(compound.tag) if compound.tag else self.walked


@lru_cache(maxsize=16384)
def _names_in(classes: str) -> frozenset[str]:
    """The names in a class attribute: pages of a site repeat theirs."""
    return frozenset(classes.split())


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


_SPECIAL = INVISIBLE | frozenset(ASKED_FOR)
_ITEMPROPS = etree.XPath("descendant::*/@itemprop")


def build_index(root: Element, *, itemprops: bool) -> Index:
    """One pass over the tree, which holds neither comments nor processing instructions.

    `itemprops` says whether the page has microdata.
    """
    by_class: defaultdict[str, list[Element]] = defaultdict(list)
    tags: dict[str, list[Element]] = {tag: [] for tag in ASKED_FOR}
    texts: list[tuple[Element, str, bool]] = []
    walked = list(root.iter())
    # the hot loop of reading: a thousand elements a page, every look-up counts
    special, invisible, add_text = _SPECIAL, INVISIBLE, texts.append
    for element in walked:
        value = element.get("class")
        if value:
            by_class[value].append(element)
        tag = element.tag
        if tag in special:
            if tag in tags:
                tags[tag].append(element)
            if tag not in invisible and (text := element.text) and (text := text.strip()):
                add_text((element, text, False))
        elif (text := element.text) and (text := text.strip()):
            add_text((element, text, False))
        if (text := element.tail) and (text := text.strip()):
            add_text((element, text, True))
    index = Index(root, class_values=by_class, walked=walked, texts=texts)
    index.tags.know(tags)
    if itemprops:
        _add_items(index)
    return index


def _add_items(index: Index) -> None:
    """Notes the elements that microdata are made of. Items without a property say nothing."""
    props: defaultdict[str, list[Element]] = defaultdict(list)
    around: dict[Element, None] = {}
    found = _ITEMPROPS(index.root)
    for names in found if isinstance(found, list) else ():
        element = names.getparent() if isinstance(names, _Attribute) else None
        if element is None:
            continue
        for name in str(names).split():
            props[name].append(element)
        # what is new around a property stands behind all that was around those before: this keeps the document's order
        new: list[Element] = []
        step: Element | None = element
        while step is not None and step not in around:
            new.append(step)
            step = step.getparent()
        around.update(dict.fromkeys(reversed(new)))
    index.itemprops = props
    index.itemscopes = [element for element in around if element.get("itemscope") is not None]


def elements_in(found: object) -> list[Element]:
    """The elements among what an XPath has found."""
    return [element for element in found if isinstance(element, Element)] if isinstance(found, list) else []


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


@dataclass(frozen=True, eq=False)
class Compound:
    """One step of a selector: `div.box[data-x]`. Each is one object, whatever others look like: it is a key."""

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
            for name in self.classes:
                if name not in names:
                    return False
        for test in self.tests:
            have = element.get(test.name)
            if have is None or (test.op is not None and not _OPERATORS[test.op](have, test.value)):
                return False
        return True

    @cached_property
    def is_bare(self) -> bool:
        """Whether it names a tag, or any, and nothing else."""
        return not (self.id or self.classes or self.tests)

    @cached_property
    def is_indexed(self) -> bool:
        """Whether the index knows which elements may fit."""
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
        return [element for element in elements_in(found) if element is not scope]
    if len(alternatives) == 1:
        return _select(index, scope, alternatives[0])
    answered = [chosen for steps in alternatives if (chosen := _select(index, scope, steps))]
    if len(answered) < 2:
        return answered[0] if answered else []
    elements = {element for chosen in answered for element in chosen}
    return list(filter(elements.__contains__, index.walked if scope is None else scope.iter("*")))


def matches(index: Index, css: str) -> bool:
    """Whether `css` selects anything in the document."""
    known = index.values_of_class.keys()
    for needed in _classes_needed(css):
        if needed <= known:
            return bool(select(index, None, css))
    return False


@lru_cache(maxsize=4096)
def _classes_needed(css: str) -> tuple[frozenset[str], ...]:
    """For each alternative of a selector, the classes without which nothing on a page fits it."""
    alternatives, _ = compile_selector(css)
    return tuple(frozenset(name for step in steps for name in step.classes) for steps in alternatives) or (frozenset(),)


def _select(index: Index, scope: Element | None, steps: Steps) -> list[Element]:
    last = steps[-1]
    if scope is None and len(steps) == 1:
        return list(index.fitting(last))
    if last.is_indexed:
        if any(step.is_indexed and not index.fitting(step) for step in steps[:-1]):
            return []
        candidates = index.fitting(last)
        if len(candidates) <= _FEW:
            return [element for element in candidates if _descends(index, element, steps[:-1], scope, child=last.child)]
    return _search(index, scope, steps)


def _descends(index: Index, element: Element, steps: Steps, scope: Element | None, *, child: bool) -> bool:
    """Whether ancestors of the element fit the steps, all of them inside the scope."""
    if not steps:
        return scope is None or _is_inside(element, scope, child=child)
    step = steps[-1]
    fits = index.fitting(step).__contains__ if step.is_indexed else step.fits
    ancestor = element.getparent()
    while ancestor is not None and ancestor is not scope:
        if fits(ancestor) and _descends(index, ancestor, steps[:-1], scope, child=step.child):
            return True
        if child:
            return False
        ancestor = ancestor.getparent()
    return False


def _is_inside(element: Element, scope: Element, *, child: bool) -> bool:
    """Whether an element stands under another one, or is its child."""
    ancestor = element.getparent()
    while ancestor is not None and ancestor is not scope and not child:
        ancestor = ancestor.getparent()
    return ancestor is scope


def _search(index: Index, scope: Element | None, steps: Steps) -> list[Element]:
    """Step by step downwards, searching only inside what the step before found."""
    current: Iterable[Element]
    first = steps[0]
    if scope is None:
        current = index.fitting(first)
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
