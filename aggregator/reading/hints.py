"""Values that need no label because they say themselves what they are: '2 episodes', '24 min', 'OVA (4 eps)'.

'(1994–2022)', beside the page's heading.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from aggregator.model import AnimeType, Status, Title
from aggregator.normalize.counts import parse_episodes
from aggregator.normalize.dates import parse_date
from aggregator.normalize.durations import parse_duration
from aggregator.normalize.genres import parse_genre, split_genres
from aggregator.normalize.statuses import parse_status
from aggregator.normalize.types import parse_type
from aggregator.page import Element, Page, visible_text
from aggregator.reading.fields import Said, Value, values_of
from aggregator.reading.headline import repeated_headings
from aggregator.reading.labels import field_of_label
from aggregator.reading.zones import Zone, Zones

HINT = 32
NEAR = 45
"""Runs of text after the heading that still belong to it."""
NEAR_FOR_YEARS = 16
LONGEST = 90
_LONG_EPISODE = 35 * 60

_PARTS = re.compile(r"\s*[•·|,;]\s*|\s{2,}|\s+[–—/-]\s+")
_HOURS = r"h|hr|hrs|hours?|ч|час\w*|год\w*|godz\w*\.?|hod\w*\.?|ore|ora|saat|giờ|std|小时|小時|時間|시간"
_MINUTES = r"m|min\w{0,5}|минут\w*|мин|хв\w*|dk|dakika|menit|perc|phút|นาที|דקות|دقيقة|मिनट|நிமிடம்|分钟|分鐘|分|분"
_DURATION = re.compile(
    rf"^\W{{0,3}}(?:(?:ca|approx|about|около|约|約)\.?\s*)?(?:\d{{1,2}}\s?(?:{_HOURS})\.?\s*)?"
    rf"(?:\d{{1,3}}\s?(?:{_MINUTES})\.?)?(?:\s?(?:per|/|x|an?)\s?(?:ep|episode)\w{{0,2}}\.?)?\W{{0,2}}(?:\(.{{1,60}}\))?$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^\W{0,3}(?P<duration>\d{1,3}\s?mins?)\b[^\d]{0,40}$", re.IGNORECASE)
_EPISODES = re.compile(
    r"^\W{0,3}(?:全\s?)?(?P<number>\d{1,4})\s?(?:episodes?|eps?\.?|эпизод(?:ов|а)|сери[йи]|話|话|集|화|회|부작|folgen|"
    r"episoden|épisodes|episodios|episódios|capítulos|episodi|puntate|odcink(?:i|ów)|epizod(?:y|ów)|díl(?:y|ů)|bölüm|"
    r"حلقة|एपिसोड|எபிசோடுகள்)(?:\s+(?:total|in total|all))?\W{0,2}$",
    re.IGNORECASE,
)
_TYPE_AND_MORE = re.compile(r"^\(?(?P<type>[^\W\d][\w -]{1,18}?)\s*(?:\((?P<more>[^()]{1,40})\))?\)?$")
_YEARS = re.compile(r"^\W{0,2}(?P<year>(?:19|20)\d{2})(?:\s?[-–—]\s?(?:(?:19|20)\d{2}|\?|…)?)?\W{0,2}$", re.ASCII)


def read_hints(page: Page, zones: Zones, lengths: Iterable[int]) -> Iterator[Said]:
    """What the lines beside the heading say by their units alone; nothing where they contradict each other.

    `lengths` are the numbers of the runs of text that may open with a running time.
    """
    texts = page.index.texts
    start = _heading(page, zones)
    found: dict[str, list[Said]] = {}
    for said in (*_above(texts, start, zones), *_below(texts[start : start + NEAR], zones)):
        found.setdefault(said.field, []).append(said)
    if "duration_seconds" not in found:
        found["duration_seconds"] = list(_far_durations(page, zones, lengths))
    yield from _genres(texts[start : start + NEAR], zones)
    yield from _second_name(page, texts[start : start + _NEXT], zones)
    yield from _native_name(page, texts[start : start + NEAR_FOR_YEARS], zones)
    for words in found.values():
        if len({word.value for word in words}) == 1 and not _is_total(words[0], found):
            yield words[0]


def _below(texts: list[tuple[Element, str, bool]], zones: Zones) -> Iterator[Said]:
    """What the heading and the lines behind it say."""
    is_label = False
    for distance, (element, text, is_tail) in enumerate(texts):
        bare = " ".join(text.split())
        if not 1 < len(bare) <= LONGEST:
            continue
        labelled, is_label = is_label, bool(field_of_label(bare))
        if is_label or labelled:
            continue
        holder = element.getparent() if is_tail else element
        if holder is None or holder.tag in {"option", "button", "h2", "h3"} or zones.of(holder) is not Zone.SUBJECT:
            continue
        for said in _of_line(bare, holder):
            if said.field != "year" or distance < NEAR_FOR_YEARS:
                yield said


def _above(texts: list[tuple[Element, str, bool]], start: int, zones: Zones) -> Iterator[Said]:
    """What the line right above the heading, in the same box, says: "TV • 2021"."""
    heading = next((step for step in _steps(texts[start][0]) if step.tag in _HEADINGS), None) if start else None
    box = heading.getparent() if heading is not None else None
    for element, text, is_tail in texts[max(0, start - _ABOVE) : start]:
        bare = " ".join(text.split())
        is_beside = box in _steps(element) and not is_tail and element.tag != "a"
        if is_beside and 1 < len(bare) <= _LONGEST_WORDS and zones.of(element) is Zone.SUBJECT:
            yield from _of_line(bare, element)


_ABOVE = 3


def _second_name(page: Page, texts: list[tuple[Element, str, bool]], zones: Zones) -> Iterator[Said]:
    """The name in another script that stands right below the heading, in a heading or line of its own."""
    heading = next((step for step in _steps(texts[0][0]) if step.tag in _HEADINGS), None) if texts else None
    if heading is None:
        return
    own = visible_text(heading)
    following = (run for run in texts if heading not in _steps(run[0]) or (run[2] and run[0] is heading))
    element, text, is_tail = next(following, (heading, "", True))
    bare = " ".join(text.split()).strip("()[]（） ")
    if (
        is_tail
        or not 1 < len(bare) <= _LONGEST_NAME
        or element.tag in _NO_NAMES
        or zones.of(element) is not Zone.SUBJECT
    ):
        return
    beside = element.getparent() in {heading.getparent(), *heading.itersiblings()} or heading.getparent() in _steps(
        element
    )
    is_word = field_of_label(bare) is not None or parse_genre(bare) or _kind(bare) or _status(bare) or ":" in bare
    if beside and not is_word and _is_other_script(bare, own, page.language or ""):
        yield Said("alternative_titles", Title(bare), "hints", text, element, HINT)


def _native_name(page: Page, texts: list[tuple[Element, str, bool]], zones: Zones) -> Iterator[Said]:
    """The first name beside the heading that its markup calls Japanese, on a page in another language."""
    if (page.language or "").startswith("ja"):
        return
    for element, text, is_tail in texts:
        name = " ".join(text.split())
        is_named = not is_tail and element.get("lang") == "ja" and 1 < len(name) <= _LONGEST_NAME
        if is_named and (_KANA.search(name) or _HAN.search(name)) and zones.of(element) is Zone.SUBJECT:
            yield Said("alternative_titles", Title(name, "ja"), "hints", text, element, HINT)
            return


def _steps(element: Element) -> list[Element]:
    """An element and the few around it."""
    return [element, *(ancestor for ancestor, _ in zip(element.iterancestors(), range(3), strict=False))]


def _is_other_script(text: str, own: str, language: str) -> bool:
    """Whether a name is written in Japanese below one in other letters, or in Latin letters below others."""
    if _KANA.search(text) or (_HAN.search(text) and not language.startswith(("zh", "ja"))):
        return not (_KANA.search(own) or (_HAN.search(own) and not _KANA.search(text)))
    letters = [letter for letter in text if letter.isalpha()]
    is_latin = len(letters) > _FEWEST_LETTERS and all(letter < "\u0250" for letter in letters)
    return is_latin and bool(own) and not any(letter < "\u0250" for letter in own if letter.isalpha())


_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST_LETTERS = 3
_NEXT = 8
_LONGEST_NAME = 80
_HEADINGS = frozenset({"h1", "h2", "h3"})
_NO_NAMES = frozenset({"a", "button", "label", "option", "time", "b", "strong", "dt", "th"})


def _genres(texts: list[tuple[Element, str, bool]], zones: Zones) -> Iterator[Said]:
    """Genres side by side, each in an element of its own, on one line beside the heading; a menu names many more."""
    lines: dict[Element, list[tuple[Element, str]]] = {}
    for element, text, is_tail in texts:
        line = element.getparent()
        if element.tag in _CHIPS and not is_tail and line is not None and 1 < len(text) <= _LONGEST_GENRE:
            parts = split_genres(text) if "&" in text else (text.strip(" ,"),)
            lines.setdefault(line, []).extend((element, part) for part in parts)
    lists = (run for run in texts if len(run[1]) <= LONGEST and _LISTS.search(run[1]))
    listed = next(filter(None, (_listed(run) for run in lists if zones.of(run[0]) is Zone.SUBJECT)), None)
    if listed is not None:
        yield from listed
        return
    for line, words in lines.items():
        known = [(genre, element, word) for element, word in words if (genre := parse_genre(word))]
        if not 1 < len(known) <= _MOST_GENRES:
            continue
        others = sum(not (parse_genre(word) or _is_hint(word)) for _, word in words)
        if others <= (words[0][0].tag == "span") and zones.of(line) is Zone.SUBJECT:
            for genre, element, word in known:
                yield Said("genres", genre, "hints", word, element, HINT - 4)
            return


def _listed(run: tuple[Element, str, bool]) -> list[Said] | None:
    """The genres that a run of text lists, alone or between dots: "Action, Drama", "2012 · Drama/Family · Japan"."""
    element, text, is_tail = run
    holder = element.getparent() if is_tail else element
    if holder is None:
        return None
    for part in _DOTS.split(text):
        words = split_genres(part)
        known = [(word, genre) for word in words if (genre := parse_genre(word))]
        if 1 < len(known) >= len(words) - (len(words) >= _FEWEST_LETTERS):
            return [Said("genres", genre, "hints", word, holder, HINT - 4) for word, genre in known]
    return None


_LISTS = re.compile(r"[,/、，]")
_DOTS = re.compile(r"\s*[•·|]\s*")


def _is_hint(word: str) -> bool:
    """Whether a chip beside genres tells something else that is known: the kind, the status, a year, an age."""
    return bool(_AGE.search(word) or _kind(word) or _status(word) or field_of_label(word) is not None)


_AGE = re.compile(r"\d")
_CHIPS = frozenset({"span", "a", "li"})
_MOST_GENRES = 9
_LONGEST_GENRE = 24


def _is_total(word: Said, found: dict[str, list[Said]]) -> bool:
    """Whether a duration may be that of all episodes together: longer than an episode, beside several of them."""
    if word.field != "duration_seconds" or not isinstance(word.value, int) or word.value <= _LONG_EPISODE:
        return False
    kinds = {kind.value for kind in found.get("type", [])}
    counts = {count.value for count in found.get("episodes", [])}
    return bool(counts - {1}) or bool(kinds & {AnimeType.TV, AnimeType.ONA, AnimeType.TV_SHORT})


def _heading(page: Page, zones: Zones) -> int:
    """The run of text that opens the first heading of the subject; 0 where there is none."""
    found = page.index.tags.get("h1") or repeated_headings(page)
    headings = [heading for heading in found if zones.of(heading) in {Zone.SUBJECT, Zone.ASIDE}]
    inside = {step for heading in headings for step in heading.iter()}
    return next((number for number, (element, _, _) in enumerate(page.index.texts) if element in inside), 0)


def _of_line(line: str, holder: Element) -> Iterator[Said]:
    for field, value, text, weight in _hints_of(line, is_link=holder.tag == "a"):
        yield Said(field, value, "hints", text, holder, weight)


_Hint: TypeAlias = tuple[str, Value, str, int]
"""Field, value, the text that says so, and its weight."""


@lru_cache(maxsize=8192)
def _hints_of(line: str, *, is_link: bool) -> tuple[_Hint, ...]:
    """What a line says: pages of a site repeat most of the lines around their headings."""
    return tuple(_hints(line, is_link=is_link))


def _hints(line: str, *, is_link: bool) -> Iterator[_Hint]:
    dated = _PREMIERED.search(line) if "年" in line else None
    if dated and (date := parse_date(dated["date"])):
        yield "start_date", date, line, HINT
        return
    years = _YEARS.match(line)
    if years:
        yield "year", int(years["year"]), line, HINT - 4
        return
    for part in _PARTS.split(line)[:8]:
        if part:
            yield from _of_part(part, line, is_link=is_link)


_PREMIERED = re.compile(r"(?P<date>\d{4}年\d{1,2}月(?:\d{1,2}日)?)\s?(?:开播|開播|首播|上映|放送開始|公開)")


def _of_part(part: str, line: str, *, is_link: bool) -> Iterator[_Hint]:
    if part[0] in _OPENS_NUMBER:
        said = _of_number(part, line)
        if said is not None:
            yield said
            return
    if len(part) > _LONGEST_WORDS:
        return
    label, _, value = part.partition(" ")
    if value and (field := field_of_label(label)) in _PARSED:
        yield from ((name, read, part, HINT) for name, read in values_of(field, value))
        return
    typed = _TYPE_AND_MORE.match(part)
    kind = _kind(typed["type"]) if typed and (typed["type"][0].isupper() or part[0] == "(") else None
    if kind is not None and (kind is not AnimeType.MUSIC or " " in part):
        yield "type", kind, part, HINT
        if typed and typed["more"]:
            yield from _more(typed["more"])
    elif (
        not is_link
        and len(part) > (_SHORTEST_STATUS if part.isascii() else 1)
        and (part[0].isupper() or not part[0].isascii())
    ):
        status = _status(part)
        if status is not None:
            yield "status", status, part, HINT


_OPENS_NUMBER = frozenset("0123456789(全~約约")
_LONGEST_WORDS = 45
_SHORTEST_STATUS = 4


_PARSED = frozenset({"duration_seconds"})
"""Fields whose label and value may share a run of text without a mark between: "Laufzeit 24 Minuten"."""


def _of_number(part: str, line: str) -> _Hint | None:
    """Episodes, a duration or years: a number with its unit."""
    if _EPISODES.match(part):
        number = parse_episodes(part)
        return ("episodes", number, part, HINT) if number else None
    if _DURATION.match(part):
        seconds = parse_duration(part)
        return ("duration_seconds", seconds, part, HINT) if seconds else None
    years = _YEARS.match(part)
    if years and "," not in line:
        return "year", int(years["year"]), part, HINT - 4
    return None


@lru_cache(maxsize=8192)
def _kind(text: str) -> AnimeType | None:
    return parse_type(text)


@lru_cache(maxsize=8192)
def _status(text: str) -> Status | None:
    """The status that a text states by itself: "Aired" in "Aired: 2024" or over a date is the name of a date."""
    if _DATED.search(text) or field_of_label(text.strip(_AROUND_LABEL)):
        return None
    return parse_status(text)


_DATED = re.compile(r"[:：=]|\d{4}")
_AROUND_LABEL = " \t.-–—•"


def _more(text: str) -> Iterator[_Hint]:
    """Reads "4 eps x 30 min": what stands in the brackets after a type."""
    for piece in re.split(r"\s*[,×]\s*|\s+x\s+", text):
        said = _of_number(piece.strip(), "") if piece.strip() else None
        if said is not None and said[0] != "year":
            yield said


def may_be_length(text: str) -> bool:
    """Whether a run of text opens with minutes."""
    return "min" in text and len(text) <= LONGEST and _LEADING.match(" ".join(text.split())) is not None


def _far_durations(page: Page, zones: Zones, lengths: Iterable[int]) -> Iterator[Said]:
    """A running time that opens a line far from the heading: '105 mins – More at …'."""
    for number in lengths:
        element, text, is_tail = page.index.texts[number]
        matched = _LEADING.match(" ".join(text.split()))
        holder = element.getparent() if is_tail else element
        if matched and holder is not None and zones.of(holder) in {Zone.SUBJECT, Zone.ASIDE}:
            seconds = parse_duration(matched["duration"])
            if seconds:
                yield Said("duration_seconds", seconds, "hints", matched["duration"], holder, HINT)
