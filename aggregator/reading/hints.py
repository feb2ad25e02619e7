"""Values that need no label because they say themselves what they are: '2 episodes', '24 min', 'OVA (4 eps)'.

'(1994–2022)', beside the page's heading.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from aggregator.model import AnimeType, Status
from aggregator.normalize.counts import parse_episodes
from aggregator.normalize.durations import parse_duration
from aggregator.normalize.genres import parse_genre
from aggregator.normalize.statuses import parse_status
from aggregator.normalize.types import parse_type
from aggregator.page import Element, Page
from aggregator.reading.fields import Said
from aggregator.reading.labels import field_of_label
from aggregator.reading.zones import Zone, Zones

HINT = 32
NEAR = 45
"""Runs of text after the heading that still belong to it."""
NEAR_FOR_YEARS = 16
LONGEST = 90
_LONG_EPISODE = 35 * 60

_PARTS = re.compile(r"\s*[•·|,;]\s*|\s{2,}|\s+[–—/-]\s+")
_DURATION = re.compile(
    r"^\W{0,3}(?:(?:ca|approx|about|около|约|約)\.?\s*)?(?:\d{1,2}\s?(?:h|hr|hrs|hours?|ч|час\w*|std|小时|小時|時間|"
    r"시간)\.?\s*)?(?:\d{1,3}\s?(?:m|mins?|minutes?|minuten|minutos|minuti|минут\w*|мин|min\w{0,3}|dk|dakika|menit|"
    r"分钟|"
    r"分鐘|分|분)\.?)?(?:\s?(?:per|/|x|an?)\s?(?:ep|episode)\w{0,2}\.?)?\W{0,2}(?:\(.{1,60}\))?$",
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


def read_hints(page: Page, zones: Zones) -> Iterator[Said]:
    """What the lines beside the heading say by their units alone; nothing where they contradict each other."""
    texts = page.index.texts
    start = _heading(page, zones)
    found: dict[str, list[Said]] = {}
    is_label = False
    for distance, (element, text, is_tail) in enumerate(texts[start : start + NEAR]):
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
                found.setdefault(said.field, []).append(said)
    if "duration_seconds" not in found:
        found["duration_seconds"] = list(_far_durations(page, zones))
    yield from _genres(texts[start : start + NEAR], zones)
    for words in found.values():
        if len({word.value for word in words}) == 1 and not _is_total(words[0], found):
            yield words[0]


def _genres(texts: list[tuple[Element, str, bool]], zones: Zones) -> Iterator[Said]:
    """Genres side by side, each in a span of its own, on one line beside the heading."""
    lines: dict[Element, list[tuple[Element, str]]] = {}
    for element, text, is_tail in texts:
        line = element.getparent()
        if element.tag == "span" and not is_tail and line is not None and 2 < len(text) <= _LONGEST_GENRE:
            lines.setdefault(line, []).append((element, text.strip(" ,")))
    for line, words in lines.items():
        known = [(genre, element, word) for element, word in words if (genre := parse_genre(word))]
        if len(known) > 1 and len(known) >= len(words) - 1 and zones.of(line) is Zone.SUBJECT:
            for genre, element, word in known:
                yield Said("genres", genre, "hints", word, element, HINT - 4)
            return


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
    headings = {heading for heading in page.index.tags.get("h1", []) if zones.of(heading) in {Zone.SUBJECT, Zone.ASIDE}}
    for number, (element, _, _) in enumerate(page.index.texts):
        current: Element | None = element
        for _ in range(4):
            if current is None:
                break
            if current in headings:
                return number
            current = current.getparent()
    return 0


def _of_line(line: str, holder: Element) -> Iterator[Said]:
    years = _YEARS.match(line)
    if years:
        yield Said("year", int(years["year"]), "hints", line, holder, HINT - 4)
        return
    for part in _PARTS.split(line)[:8]:
        if part:
            yield from _of_part(part, line, holder)


def _of_part(part: str, line: str, holder: Element) -> Iterator[Said]:
    if part[0] in _OPENS_NUMBER:
        said = _of_number(part, line, holder)
        if said is not None:
            yield said
            return
    if len(part) > _LONGEST_WORDS:
        return
    typed = _TYPE_AND_MORE.match(part)
    kind = _kind(typed["type"]) if typed and (typed["type"][0].isupper() or part[0] == "(") else None
    if kind is not None and (kind is not AnimeType.MUSIC or " " in part):
        yield Said("type", kind, "hints", part, holder, HINT)
        if typed and typed["more"]:
            yield from _more(typed["more"], holder)
    elif holder.tag != "a" and len(part) > _SHORTEST_STATUS and (part[0].isupper() or not part.isascii()):
        status = _status(part)
        if status is not None:
            yield Said("status", status, "hints", part, holder, HINT)


_OPENS_NUMBER = frozenset("0123456789(全~約约")
_LONGEST_WORDS = 45
_SHORTEST_STATUS = 4


def _of_number(part: str, line: str, holder: Element) -> Said | None:
    """Episodes, a duration or years: a number with its unit."""
    if _EPISODES.match(part):
        number = parse_episodes(part)
        return Said("episodes", number, "hints", part, holder, HINT) if number else None
    if _DURATION.match(part):
        seconds = parse_duration(part)
        return Said("duration_seconds", seconds, "hints", part, holder, HINT) if seconds else None
    years = _YEARS.match(part)
    if years and "," not in line:
        return Said("year", int(years["year"]), "hints", part, holder, HINT - 4)
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


def _more(text: str, holder: Element) -> Iterator[Said]:
    """Reads "4 eps x 30 min": what stands in the brackets after a type."""
    for piece in re.split(r"\s*[,×]\s*|\s+x\s+", text):
        said = _of_number(piece.strip(), "", holder) if piece.strip() else None
        if said is not None and said.field != "year":
            yield said


def _far_durations(page: Page, zones: Zones) -> Iterator[Said]:
    """A running time that opens a line far from the heading: '105 mins – More at …'."""
    for element, text, is_tail in page.index.texts:
        if "min" not in text or len(text) > LONGEST:
            continue
        matched = _LEADING.match(" ".join(text.split()))
        holder = element.getparent() if is_tail else element
        if matched and holder is not None and zones.of(holder) in {Zone.SUBJECT, Zone.ASIDE}:
            seconds = parse_duration(matched["duration"])
            if seconds:
                yield Said("duration_seconds", seconds, "hints", matched["duration"], holder, HINT)
