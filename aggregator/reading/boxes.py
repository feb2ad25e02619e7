"""Score boxes by their form: a value beside its scale, votes beside the value, an element that calls itself a rating, bars by width, stars by fill.

A number becomes a score only when three things agree: it stands alone (not in a sentence), something says that it
rates (its scale, a label, its element's name), and it stands where the page speaks of its own subject. Of cards that
repeat (other works, single members) nothing is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from aggregator.model import Kind, Score
from aggregator.normalize.counts import parse_votes, tells_voters
from aggregator.normalize.scores import SOURCES, canonical_source, parse_score
from aggregator.page import Element, Page, place_of, visible_text
from aggregator.reading.fields import Said
from aggregator.reading.labels import Fact, field_of_label
from aggregator.reading.links import database_of
from aggregator.reading.zones import Zone, Zones

BOX = 46
"""The weight of a box: below structured data, whose value is exact, above prose."""
NAMED = 44

_VALUE = re.compile(r"^[^\w/#]{0,4}(?P<number>\d{1,3}(?:[.,]\d{1,3})?)\s*(?P<percent>%)?\W{0,3}$", re.ASCII)
_SCALED = re.compile(
    r"\d{1,3}(?:[.,]\d{1,3})?\s*(?:/|из|out of|of|von|sur|de|su|na|ze|z|av|van|dari|中|满分|満点)\s*(?:100|10|20|5|"
    r"6)(?:[.,]0)?(?![\d.,]).{0,40}$",
    re.ASCII,
)
"""A value with its scale, from its first digit on."""
_MAY_BE_SCALED = re.compile(r"\d\s*(?:/|из|o|von|sur|d|s|n|z|av|van|中|满|満)[^\d]{0,9}(?:10|20|5|6)", re.ASCII)
"""A fast look for a number and a scale."""
_LONGEST_PREFIX = 36
_SCALE = re.compile(
    r"^\s*(?:/|из|of|out of|von|sur|de|su)\s*(?P<top>5|6|10|20|100)(?:[.,]0)?(?!\d)(?P<rest>.{0,40})$", re.ASCII
)
_SAYS_RATING = re.compile(
    r"rat(?:e|ing|ings)|scor(?:e|es)|stars?(?![a-z])|vote|grade|punkt|bewertung|wertung|ocena|hodnocen|puan|note|"
    r"nota|valora|avalia|voto|reiting|rejting|ocenka|mark(?![a-z])",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"(?:^|[-_ ])(?:my|your|you|self|own|user-?rate|rate-?this|rateit|rate-?it|episode|ep|eps|age|mpaa|parental|pg|"
    r"comment|related|recommend|similar|histogram|distribution|rank|popular|drop|parade|reaction|content-rating|"
    r"age-rating|bestRating|worstRating|ratingCount|reviewCount)(?:$|[-_ ])"
    r"|your[A-Z_-]?|friend|criteria|drop|ranked?(?![a-z])",
    re.IGNORECASE,
)
_EDITORS = re.compile(r"editor|our[-_ ]|author|critic|verdict|reviewer|final|staff", re.IGNORECASE)
_YOURS = frozenset(
    "you|your rating|your score|my rating|my score|моя оценка|ваша оценка|あなたの評価|我的评分|deine bewertung|votre note|tu nota|sua nota|il tuo voto|twoja ocena|tvé hodnocení|puanın|rate this|rate".split(
        "|"
    )
)
_NO_SCORE = re.compile(
    r"drop|recommend|popular|fav|like|watch|rank|complet|view|discount|sale|off|promo|брос|рекоменд|人気|推薦|推荐",
    re.IGNORECASE,
)
"""Words before a number that is a share or a rank, and no score."""
_WIDTH = re.compile(r"width:\s*(\d{1,3}(?:\.\d{1,4})?)\s*%", re.ASCII)
_SPOKEN = re.compile(
    r"(?P<number>\d{1,2}(?:[.,]\d{1,3})?)\s*(?:out of|of|/|von|из|sur|de)\s*(?P<top>5|10|100)\b",
    re.IGNORECASE | re.ASCII,
)
_MOST_ALIKE = 3
_MOST_CRITERIA = 12
_SHORT_UNIT = 16
_BOX_CHILDREN = 12
_BOX_TEXT = 80
"""Characters of a box that holds one score and who is quoted."""
SCALES = {
    "Metacritic": 100.0,
    "Rotten Tomatoes": 100.0,
    "IMDb": 10.0,
    "MyAnimeList": 10.0,
    "Letterboxd": 5.0,
    "Anime-Planet": 5.0,
    "Simkl": 10.0,
    "Shikimori": 10.0,
    "Kinopoisk": 10.0,
    "AniDB": 10.0,
    "Bangumi": 10.0,
    "Douban": 10.0,
}
"""The scales of databases that are often quoted without one."""
_MEAN_ROUNDING = 0.06
_NEAR = 6


@dataclass(slots=True)
class _Found:
    """A score somewhere on the page."""

    score: Score
    element: Element
    text: str
    weight: int
    name: str
    """What stands beside the value, when it may be a criterion's name."""
    scaled: bool
    """Whether the value prints its scale."""
    linked: bool
    """Whether that name is a link: then it is another work's."""
    whole: bool
    """Whether it is a whole number without a scale: it may be anything, unless its likes are scores."""


def read_boxes(page: Page, zones: Zones, facts: list[Fact], known: list[Score]) -> Iterator[Said]:
    """The scores of the page's own subject that are no labelled facts. `known` are those that structured data state."""
    found = list(_by_form(page, zones, known))
    shapes: dict[tuple[object, object], list[_Found]] = {}
    for one in found:
        shapes.setdefault((one.element.tag, one.element.get("class")), []).append(one)
    for alike in shapes.values():
        if all(one.whole for one in alike):
            continue
        if len(alike) <= _MOST_ALIKE and (
            len(alike) == 1
            or len({(one.score.value, one.score.scale_max) for one in alike}) == 1
            or any(one.scaled for one in alike)
        ):
            yield from (
                Said("scores", one.score, "boxes", one.text, place_of(one.element), one.weight) for one in alike
            )
        else:
            yield from _criteria(alike, [one for one in found if one not in alike], zones)
    if not found and not known and "width:" in page.html:
        yield from _widths(page, zones)


def _criteria(alike: list[_Found], others: list[_Found], zones: Zones) -> Iterator[Said]:
    """Rows of one form, each with a name of its own, are the parts of a rating ("Story 8.4").

    Without names they are cards of other works.
    """
    names = [one.name for one in alike]
    if any(one.linked for one in alike):
        return
    if any(zones.of(one.element) is not Zone.SUBJECT for one in alike):
        return
    if len(alike) > _MOST_CRITERIA or not all(names) or len(set(names)) != len(names):
        return
    kind = Kind.USERS if any(one.score.votes for one in others) else Kind.EDITOR
    for one in alike:
        score = replace(
            one.score,
            source=canonical_source(one.name),
            kind=one.score.kind if one.score.kind is Kind.EXTERNAL else kind,
        )
        yield Said("scores", score, "boxes", f"{one.name} {one.text}", place_of(one.element), one.weight)
    mean = sum(one.score.value for one in alike) / len(alike)
    for other in (one for one in others if zones.of(one.element) is Zone.SUBJECT):
        if other.score.scale_max == alike[0].score.scale_max and abs(other.score.value - mean) <= _MEAN_ROUNDING:
            yield Said("stated_average", other.score.value, "boxes", other.text, place_of(other.element), other.weight)
            return


def _by_form(page: Page, zones: Zones, known: list[Score]) -> Iterator[_Found]:
    has_items = bool(page.index.itemscopes)
    shapes: set[tuple[object, object]] = set()
    later: list[tuple[int, Element, str, str, re.Match[str]]] = []
    is_value, may_be_scaled = _VALUE.match, _MAY_BE_SCALED.search
    for number, (element, text, is_tail) in enumerate(page.index.texts):
        if len(text) > _LONGEST_RUN:
            continue
        plain = is_value(text)
        if plain is None and may_be_scaled(text) is None:
            continue
        bare = " ".join(text.split())
        scaled = _scaled(bare) if plain is None and len(bare) <= _LONGEST_LINE else None
        if plain is None and scaled is None:
            continue
        holder = element.getparent() if is_tail else element
        if holder is None or holder.tag in {"option", "button"}:
            continue
        names = _names(holder)
        if _is_not_ours(names) or (plain is not None and not _may_be_value(page, number, names)):
            continue
        if zones.of(holder) not in {Zone.SUBJECT, Zone.ASIDE} or (has_items and _is_other_item(holder, zones)):
            continue
        if plain is not None and _is_whole(page, number, plain, known):
            later.append((number, holder, names, bare, plain))
            continue
        score = _scored(page, number, holder, names, scaled or bare, plain, known)
        if score is not None:
            shapes.add((holder.tag, holder.get("class")))
            yield score
    for number, holder, names, bare, plain in later:
        if (holder.tag, holder.get("class")) in shapes:
            score = _scored(page, number, holder, names, bare, plain, known)
            if score is not None:
                yield score


def _is_whole(page: Page, number: int, plain: re.Match[str], known: list[Score]) -> bool:
    """Whether a value is a whole number with no scale, sign or source.

    A score only if others of its form are scores.
    """
    if plain["percent"] or "." in plain["number"] or "," in plain["number"]:
        return False
    texts = page.index.texts
    following = texts[number + 1][1] if number + 1 < len(texts) else ""
    before = texts[number - 1][1] if number else ""
    if _SCALE.match(following) or any(
        len(text) <= _SHORT_UNIT + 4 and _quoted(text) in SCALES for text in (following, before)
    ):
        return False
    return not any(score.value == int(plain["number"]) for score in known)


_DIGIT = re.compile(r"\d", re.ASCII)
_LONGEST_RUN = 90
_LONGEST_LINE = 60


@lru_cache(maxsize=8192)
def _is_not_ours(names: str) -> bool:
    """Whether names of classes say that a number is somebody's own, another work's, or no rating."""
    return _NOT_OURS.search(names) is not None


@lru_cache(maxsize=8192)
def _says_rating(names: str) -> bool:
    """Whether names of classes say that a number rates."""
    return _SAYS_RATING.search(names) is not None


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """Who a short text beside a value names."""
    return canonical_source(text.strip(" :"))


def _may_be_value(page: Page, number: int, names: str) -> bool:
    """Whether anything says that a bare number rates: its element's name, the scale that follows.

    Or a database beside it.
    """
    if _says_rating(names):
        return True
    texts = page.index.texts
    following = texts[number + 1][1] if number + 1 < len(texts) else ""
    if _SCALE.match(following):
        return True
    before = texts[number - 1][1] if number else ""
    return any(len(text) <= _SHORT_UNIT + 4 and _quoted(text) in SCALES for text in (following, before))


def _scaled(line: str) -> str | None:
    """The score in "Label 8.1/10"; None where "8/10" may be anything, as in "Episodes 8/10"."""
    start = _DIGIT.search(line)
    if start is None or start.start() > _LONGEST_PREFIX or _SCALED.match(line, start.start()) is None:
        return None
    before, score = line[: start.start()], line[start.start() :]
    field = field_of_label(before)
    if field is not None and not field.startswith("score"):
        return None
    is_whole = _FRACTION.match(score) is None
    says_so = field is not None or "★" in line or tells_voters(score) or _SAYS_RATING.search(before) is not None
    return score if says_so or not is_whole else None


_FRACTION = re.compile(r"\d{1,3}[.,]\d", re.ASCII)


def _scored(
    page: Page, number: int, holder: Element, names: str, bare: str, plain: re.Match[str] | None, known: list[Score]
) -> _Found | None:
    texts = page.index.texts
    following = [
        " ".join(texts[at][1].split())
        for at in range(number + 1, min(number + 5, len(texts)))
        if _near(holder, texts[at][0])
    ]
    if any(text.casefold().strip(" :") in _YOURS for text in following[:2]):
        return None
    before = [" ".join(texts[at][1].split()) for at in range(max(0, number - 2), number) if _near(holder, texts[at][0])]
    if before and (before[-1].casefold().strip(" :") in _YOURS or _NO_SCORE.search(before[-1])):
        return None
    if _is_card(holder) or (plain is not None and not plain["percent"] and following and _is_count(following[0])):
        return None
    weight, whole = BOX, False
    top: float | None = None
    if plain is None:
        if len(visible_text(_block(holder), 90)) > 90:
            return None
    else:
        scale = _SCALE.match(following[0]) if following else None
        value = float(plain["number"].replace(",", "."))
        if scale is not None:
            top = float(scale["top"])
            following = [scale["rest"], *following[1:]]
        elif plain["percent"]:
            top = 100.0
        twin = next((score for score in known if score.scale_max and _rounds_to(value, score)), None)
        quoted = next((name for text in [*following[:1], *before[-1:]] if (name := _quoted(text)) in SCALES), None)
        if (
            scale is None
            and quoted is not None
            and top is None
            and value <= SCALES[quoted]
            and (SCALES[quoted] == 100 or "." in plain["number"] or "," in plain["number"])
        ):
            top = SCALES[quoted]
            if quoted == canonical_source(page.site_name):
                return None
        elif scale is None:
            if not _says_rating(names):
                return None
            whole = not ("." in plain["number"] or "," in plain["number"] or plain["percent"] or twin)
            if top is None:
                top = twin.scale_max if twin else _scale_near(holder, value)
            if top is None:
                return None
            weight = NAMED
    source, kind = _source(page, holder, before, following)
    votes = _votes(following) or _votes_before(page, number, holder)
    score = parse_score(bare, source=source, kind=kind, scale_max=top, votes=votes)
    if (
        score is None
        or score.scale_max is None
        or score.value > score.scale_max
        or score.scale_max not in {5, 6, 10, 20, 100}
    ):
        return None
    return _Found(
        score,
        holder,
        bare,
        weight,
        _name(following, before),
        plain is None or weight == BOX,
        _is_linked(page, number, holder),
        whole,
    )


def _name(following: list[str], before: list[str]) -> str:
    """The words right before or after a value, when they are few and no number."""
    for text in (before[-1] if before else "", following[0] if following else ""):
        cleaned = text.strip(" :-–")
        if (
            2 < len(cleaned) <= 30
            and not any(character.isdigit() for character in cleaned)
            and not tells_voters(cleaned)
        ):
            return cleaned
    return ""


def _is_linked(page: Page, number: int, holder: Element) -> bool:
    """Whether the text before or after, in the same row, is a link."""
    texts = page.index.texts
    beside = [texts[at] for at in (number - 1, number + 1) if 0 <= at < len(texts) and _near(holder, texts[at][0])]
    return any(element.tag == "a" and not is_tail for element, _, is_tail in beside)


def _rounds_to(value: float, score: Score) -> bool:
    """Whether a printed number is the exact one of structured data, rounded."""
    return abs(value - score.value) < 0.51 if score.scale_max == 100 else abs(value - score.value) <= 0.051


def _is_other_item(holder: Element, zones: Zones) -> bool:
    """Whether a value stands in a microdata item with a name of its own that does not hold the page's heading.

    Another work, or one person's review.
    """
    for ancestor in holder.iterancestors():
        if (
            ancestor.get("itemscope") is not None
            and (ancestor.get("itemtype") or "").rsplit("/", 1)[-1] not in _PARTS_OF_ITEMS
        ):
            return not zones.holds_heading(ancestor)
    return False


_PARTS_OF_ITEMS = frozenset({"AggregateRating", "Rating", "Offer", "AggregateOffer", ""})


def _is_card(holder: Element) -> bool:
    """Whether a value stands inside a link together with much else: a card that leads to another page."""
    current: Element | None = holder
    for _ in range(5):
        if current is None:
            return False
        if current.tag == "a":
            return next(current.iter("img"), None) is not None or len(visible_text(current, 30)) > 30
        current = current.getparent()
    return False


def _is_count(following: str) -> bool:
    """Whether a number's unit is people: then it counts votes."""
    return (
        len(following) <= _SHORT_UNIT
        and tells_voters(following)
        and not any(character.isdigit() for character in following)
    )


def _names(element: Element) -> str:
    """The classes and ids of an element and of the two around it."""
    names: list[str] = []
    current: Element | None = element
    for _ in range(3):
        if current is None or current.tag in {"body", "main", "article", "section"}:
            break
        names += [current.get("class") or "", current.get("id") or "", current.get("itemprop") or ""]
        current = current.getparent()
    return " ".join(names)[:400]


def _block(element: Element) -> Element:
    """The nearest element that stands on lines of its own."""
    current = element
    while current.tag in {"span", "b", "strong", "em", "i", "a", "small", "big", "font", "u"}:
        parent = current.getparent()
        if parent is None:
            break
        current = parent
    return current


def _near(one: Element, other: Element) -> bool:
    """Whether two elements share an ancestor three steps up."""
    ancestors: set[Element] = set()
    current: Element | None = one
    for _ in range(4):
        if current is None or current.tag in {"body", "main"}:
            break
        ancestors.add(current)
        current = current.getparent()
    current = other
    for _ in range(_NEAR):
        if current is None:
            return False
        if current in ancestors:
            return True
        current = current.getparent()
    return False


def _scale_near(holder: Element, value: float) -> float | None:
    """The scale that the surroundings suggest: ten above five, five where stars are drawn.

    None where nobody can tell.
    """
    if value > 10:
        return None
    if value > 5:
        return 10.0
    block = _block(holder).getparent()
    around = visible_text(block, 300)[:300] if block is not None else ""
    if block is not None and len(around) < 60 and (wider := block.getparent()) is not None:
        around = visible_text(wider, 300)[:300]
    said = re.search(r"(?:/|of|out of|из|von|sur|de|~|-)\s*(5|10)(?!\d)", around, re.ASCII)
    if said:
        return float(said.group(1))
    names = _names(holder)
    if re.search(r"star", names, re.IGNORECASE) or "★" in around:
        return 5.0
    return None


def _source(page: Page, holder: Element, before: list[str], following: list[str]) -> tuple[str, Kind]:
    """Who is quoted: a database that a label, a link or a picture beside the value names; else the site."""
    for text in [*before[-1:], *following[:1]]:
        name = _quoted(text)
        if name in SOURCES and name != canonical_source(page.site_name):
            return name, Kind.EXTERNAL
    current: Element | None = holder
    for _ in range(6):
        if (
            current is None
            or current.tag in {"body", "main", "article", "section"}
            or len(current) > _BOX_CHILDREN
            or len(visible_text(current, _BOX_TEXT)) > _BOX_TEXT
        ):
            break
        own = database_of(" ".join(str(value) for value in current.attrib.values())[:400])
        if own is None:
            linked = [link.get("href") or "" for link in list(current.iter("a"))[:3]] + [
                image.get("alt") or "" for image in list(current.iter("img"))[:3]
            ]
            owners = {
                name
                for text in linked
                if (
                    name := database_of(text) or (canonical_source(text) if canonical_source(text) in SOURCES else None)
                )
            }
            own = owners.pop() if len(owners) == 1 else None
        if own is not None and own != canonical_source(page.site_name) and database_of(f"//{page.site}/") != own:
            return own, Kind.EXTERNAL
        current = current.getparent()
    return page.site_name, Kind.EDITOR if _EDITORS.search(_names(holder)) else Kind.USERS


def _votes(following: list[str]) -> int | None:
    """Votes in the texts after the value."""
    for at, text in enumerate(following[:4]):
        joined = (
            f"{text} {following[at + 1]}"
            if at + 1 < len(following) and not any(character.isdigit() for character in following[at + 1])
            else text
        )
        if tells_voters(text) and any(character.isdigit() for character in text):
            return parse_votes(text)
        if text.strip("()").replace(",", "").replace(".", "").replace(" ", "").isdigit() and (
            tells_voters(joined) or (text.startswith("(") and text.endswith(")"))
        ):
            return parse_votes(joined if tells_voters(joined) else text)
    for at, text in enumerate(following[1:4]):
        if text.isdigit() and tells_voters(following[at]):
            return parse_votes(f"{following[at]} {text}")
    return None


def _votes_before(page: Page, number: int, holder: Element) -> int | None:
    """Votes in the text before the value, on the same line."""
    if number == 0:
        return None
    element, text, _ = page.index.texts[number - 1]
    told = tells_voters(text) and any(character.isdigit() for character in text) and _block(element) is _block(holder)
    return parse_votes(" ".join(text.split())) if told else None


def read_score_facts(page: Page, facts: list[Fact]) -> Iterator[Said]:
    """Scores with a label: "Score: 8.71 (12,345 votes)", "IMDb: 7.9", "Average Score 90%"."""
    votes = next(
        (count for fact in facts if fact.field == "votes" and (count := parse_votes(fact.text)) is not None), None
    )
    labels = {fact.label.casefold().strip(" :") for fact in facts}
    seen: set[tuple[str, str]] = set()
    for fact in facts:
        field, _, source = fact.field.partition("/")
        label = fact.label.casefold().strip(" :")
        if (
            field != "score"
            or (source, label) in seen
            or len(fact.text) > _LONGEST_FACT
            or (label in _SECOND_MEANS and labels & _FIRST_MEANS)
        ):
            continue
        kind = Kind.EXTERNAL if source and source != canonical_source(page.site_name) else Kind.USERS
        score = parse_score(fact.text, source=source or page.site_name, kind=kind)
        if score is None:
            continue
        top = score.scale_max or SCALES.get(source) or _scale_near(fact.element, score.value)
        if (
            top is None
            or top not in {5, 6, 10, 20, 100}
            or score.value > top
            or (
                score.value == int(score.value)
                and score.scale_max is None
                and score.votes is None
                and votes is None
                and not fact.firm
            )
        ):
            continue
        seen.add((source, label))
        count = score.votes if score.votes is not None or source else votes
        yield Said(
            "scores",
            replace(score, scale_max=top, votes=count),
            "labels",
            f"{fact.label} {fact.text}",
            fact.place,
            FACT if fact.firm else NAMED,
        )


FACT = 49
_LONGEST_FACT = 100
_FIRST_MEANS = frozenset({"average score", "score", "rating"})
_SECOND_MEANS = frozenset({"mean score"})
"""A second mean over the same votes: read only where the first one is not printed."""


def _widths(page: Page, zones: Zones) -> Iterator[Said]:
    """Stars whose share stands only in a width, where votes stand beside them."""
    bars = []
    for name, elements in page.index.class_values.items():
        if len(elements) > _MOST_ALIKE or not _says_rating(name):
            continue
        for element in elements:
            width = _WIDTH.search(element.get("style") or "")
            if width and zones.of(element) in {Zone.SUBJECT, Zone.ASIDE}:
                bars.append((element, float(width.group(1))))
    shares = {share for _, share in bars}
    if len(shares) != 1 or not 0 < max(shares) <= 100:
        return
    element, share = bars[0]
    container = element
    for _ in range(4):
        parent = container.getparent()
        if parent is None or parent.tag in {"body", "main"}:
            break
        container = parent
        text = visible_text(container, 300)[:300]
        spoken = re.search(r"[^()]{0,20}\d[\d\s.,]{0,12}[^()\d]{0,20}", text)
        if spoken and tells_voters(text) and (votes := parse_votes(_voters_part(text))) is not None:
            steps = (
                sum(1 for step in element.itersiblings("li", "a") if (step.text or "").strip().isdigit() or len(step))
                or 5
            )
            top = float(steps) if steps in {5, 10} else 5.0
            score = parse_score(
                f"{round(share / 100 * top, 2):g}", source=page.site_name, kind=Kind.USERS, scale_max=top, votes=votes
            )
            if score is not None:
                yield Said("scores", score, "boxes", f"width: {share:g}%", place_of(element), NAMED - 10)
            return


def _voters_part(text: str) -> str:
    """The part of a text that tells the votes."""
    for part in re.split(r"[()\[\]|]", text):
        if tells_voters(part) and any(character.isdigit() for character in part):
            return part
    return text
