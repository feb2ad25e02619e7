"""JSON state in scripts (`__NEXT_DATA__`, `window.STATE = …`): the object that bears the page's own name.

A page drawn in the browser may show nothing but its state. The object is believed only when its name is the page's
and several of its keys are known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecoder

from aggregator.markup import Json, parse_json
from aggregator.model import DatabaseId, Kind, Title
from aggregator.normalize.counts import parse_count
from aggregator.normalize.ids import database_id
from aggregator.normalize.scores import parse_score
from aggregator.page import Element, Page
from aggregator.reading.fields import Said, folded_title, values_of
from aggregator.reading.structured import names_on_page, texts_of
from aggregator.reading.vocabulary import STATE_IDS, STATE_KEYS, STATE_VOTES

STATE = 38
_UNDATED = 66
"""The weight of a name that the page's headlines print with a year: more than theirs."""

_FIELD_OF_KEY = {key: field for field, keys in STATE_KEYS.items() for key in keys.split()}
_NAMES = ("title", "name", "canonicalTitle", "titles", "title_romaji", "displayTitle")
_LANGUAGE_OF_KEY = {
    "native": "ja",
    "japanese": "ja",
    "english": "en",
    "romaji": "ja-Latn",
    "ja": "ja",
    "en": "en",
    "titlejapanese": "ja",
    "titleenglish": "en",
    "titlenative": "ja",
    "titleromaji": "ja-Latn",
    "ja_jp": "ja",
    "en_jp": "ja-Latn",
    "en_us": "en",
}
_ASSIGNED = re.compile(r"^\s*(?:window|self|globalThis)?\.?[\w.$\[\]\"']{1,60}\s*=\s*(?=\{)")
_WRITTEN = re.compile(r"^\s*(?:window|self|globalThis)?\.?[\w.$\[\]\"']{1,60}\s*=\s*JSON\.parse\(\s*(?=\")")
"""How a script begins that assigns JSON written as a string."""
_SENT = re.compile(r"\s*self\.__next_f\.push\(\[1,\s*")
"""How a script begins that sends a piece of the page's state."""
_LONGEST_KEY = 8
_DECODER = JSONDecoder(strict=False)
_NOT_LETTERS = re.compile(r"[^a-z]+")
_YEAR_AT_END = re.compile(r"\s\(?(?:19|20)\d{2}\)?$", re.ASCII)
_MOST_OBJECTS = 20_000
_LARGEST = 2_000_000
_FEWEST_KEYS = 3
_MINUTES = 600


def read_state(page: Page) -> Iterator[Said]:
    """What the page's JSON state says of its own subject."""
    names = names_on_page(page)
    best: tuple[int, str, _Found] | None = None
    for state in _states(page):
        for path, found, holder in _objects(state):
            known = sum(_field_of(key) is not None for key in found)
            if known >= _FEWEST_KEYS and (best is None or known > best[0]) and _bears(found, names):
                best = known, path, _Found(found, holder)
    if best is not None:
        yield from _read(page, best[2], f"state{best[1]}")


@dataclass(frozen=True, slots=True)
class _Found:
    """The subject's object, and the one around it, in which caches keep what it refers to."""

    value: dict[str, Json]
    holder: dict[str, Json]

    def resolved(self, value: Json) -> Json:
        """A value with the objects that it names by `{"__ref": "Studio:64"}`, out of lists of nodes and edges."""
        if isinstance(value, dict):
            for name in ("nodes", "edges", "node"):
                if name in value:
                    return self.resolved(value[name])
            named = value.get("__ref")
            return self.holder.get(named) if isinstance(named, str) else value
        return [self.resolved(one) for one in value[:_MOST_LISTED]] if isinstance(value, list) else value


def _states(page: Page) -> Iterator[Json]:
    """The JSON of scripts, and that of the element that an application is drawn into."""
    scripts = page.index.tags.get("script", [])
    for script in scripts:
        yield _state_of(script)
    yield from _streamed(scripts)
    for element in page.index.of_id("app"):
        yield parse_json(element.get("data-page") or "")


def _state_of(script: Element) -> Json:
    """The JSON that a script holds or assigns; None for programs and for JSON-LD."""
    text = script.text
    kind = (script.get("type") or "").lower()
    if not text or len(text) > _LARGEST or "ld+json" in kind or script.get("src"):
        return None
    if "json" in kind:
        return parse_json(text)
    assigned = _ASSIGNED.match(text[:200])
    if assigned is None:
        written = _WRITTEN.match(text[:200])
        return _of_string(text, written.end()) if written is not None else None
    assigned_text = text[assigned.end() :].rstrip("; \t\r\n")
    program = assigned_text.find("};(")
    return parse_json(assigned_text if program < 0 else assigned_text[: program + 1])


def _of_string(text: str, start: int) -> Json:
    """The JSON inside of a string that `JSON.parse` is given."""
    try:
        written, _ = _DECODER.raw_decode(text, start)
    except ValueError:
        return None
    return parse_json(written) if isinstance(written, str) else None


def _streamed(scripts: list[Element]) -> Iterator[Json]:
    """What a page sends in pieces of text, `self.__next_f.push([1, "…"])`: lines of a key and a colon before JSON."""
    pieces = []
    for script in scripts:
        text = script.text or ""
        sent = _SENT.match(text)
        if sent is None:
            continue
        try:
            piece, _ = _DECODER.raw_decode(text, sent.end())
        except ValueError:
            continue
        pieces.append(piece if isinstance(piece, str) else "")
    for line in "".join(pieces)[:_LARGEST].split("\n"):
        key, _, value = line.partition(":")
        if len(key) <= _LONGEST_KEY and value[:1] in {"{", "["}:
            yield parse_json(value)


def _objects(value: Json) -> Iterator[tuple[str, dict[str, Json], dict[str, Json]]]:
    """Every object inside, the outer ones first, with its path and the object around it; so many and no more."""
    queue: list[tuple[str, Json, dict[str, Json]]] = [("", value, {})]
    for path, current, holder in queue:
        if len(queue) > _MOST_OBJECTS:
            return
        if isinstance(current, dict):
            yield path, current, holder
            queue.extend(
                (f"{path}.{key}", inner, current) for key, inner in current.items() if isinstance(inner, (dict, list))
            )
        elif isinstance(current, list):
            queue.extend(
                (f"{path}[{number}]", inner, holder)
                for number, inner in enumerate(current[:500])
                if isinstance(inner, (dict, list))
            )


def _field_of(key: str) -> str | None:
    return _FIELD_OF_KEY.get(_NOT_LETTERS.sub("", key.lower()))


def _titles(found: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """The names of an object, with the key that says their language."""
    for key in _NAMES:
        value = found.get(key)
        if isinstance(value, str):
            yield value, ""
        elif isinstance(value, dict):
            names = ((name, text) for name, text in value.items() if not name.startswith("_"))
            yield from ((text, name) for name, text in names if isinstance(text, str) and text)


def _bears(found: dict[str, Json], names: list[str]) -> bool:
    """Whether one of its names is the page's."""
    own = [folded_title(text) for text, _ in _titles(found)]
    return any(name and any(name == there or name in there for there in names) for name in own)


def _read(page: Page, found: _Found, place: str) -> Iterator[Said]:
    dated = {_YEAR_AT_END.sub("", name) for name in names_on_page(page) if _YEAR_AT_END.search(name)}
    for number, (text, key) in enumerate(_titles(found.value)):
        where = f"{place}.title.{key}".rstrip(".")
        if number == 0:
            yield Said("title", text, "state", text, where, _UNDATED if folded_title(text) in dated else STATE)
        yield Said("alternative_titles", Title(text, _LANGUAGE_OF_KEY.get(key)), "state", text, where, STATE)
    for key, raw in found.value.items():
        where = f"{place}.{key}"
        value = found.resolved(raw)
        yield from _ids(key, value, where)
        field = _field_of(key)
        if field is not None and value not in (None, "", [], {}):
            yield from _of_key(page, field, _studios(raw, value) if field == "studios" else value, where)
    means = [(key, value) for key, value in found.value.items() if _field_of(key) == "scores" and value]
    scores = (_score(page, value, _votes(found.value, value), f"{place}.{key}") for key, value in means)
    yield from next(filter(None, map(list, scores)), [])  # a second mean is one of the same votes


def _of_key(page: Page, field: str, value: Json, where: str) -> Iterator[Said]:
    """What one key of the subject's object says."""
    if field == "scores":
        return
    if field == "aired":
        yield from _dates(value, where)
    elif field.endswith("_date"):
        yield from (Said(field, date, "state", str(value), where, STATE) for date in [_date(value)] if date)
    elif field == "duration_seconds" and (minutes := _number(value)) is not None:
        yield Said(field, minutes * 60 if minutes < _MINUTES else minutes, "state", str(value), where, STATE)
    else:
        yield from _texts(page, field, value, where)


def _dates(value: Json, where: str) -> Iterator[Said]:
    """The dates of `{"from": "2014-07-06T00:00:00+00:00", "to": …}`."""
    if isinstance(value, dict):
        for name, field in (("from", "start_date"), ("to", "end_date"), ("start", "start_date"), ("end", "end_date")):
            if (date := _date(value.get(name))) is not None:
                yield Said(field, date, "state", str(value.get(name)), f"{where}.{name}", STATE)


def _number(value: Json) -> int | None:
    """A whole number; the only one of a list of them."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _studios(raw: Json, value: Json) -> Json:
    """The main studios where edges tell which are: the others are producers."""
    edges = raw.get("edges") if isinstance(raw, dict) else None
    if not isinstance(edges, list) or not isinstance(value, list) or len(edges) != len(value):
        return value
    pairs = zip(edges, value, strict=True)
    main = [studio for edge, studio in pairs if isinstance(edge, dict) and edge.get("isMain") is True]
    return main or value


def _ids(key: str, value: Json, where: str) -> Iterator[Said]:
    """Keys of other databases: `idMal`, `mal_id`, links, and mappings `{"externalSite": …, "externalId": …}`."""
    source = STATE_IDS.get(_NOT_LETTERS.sub("", key.lower()))
    if source is not None and isinstance(value, (int, str)) and str(value) not in {"", "0"}:
        yield Said("ids", DatabaseId(source, str(value)), "state", str(value), where, STATE)
    for number, inner in enumerate(value[:_MOST_LISTED] if isinstance(value, list) else ()):
        if not isinstance(inner, dict):
            continue
        url = inner.get("url")
        there = database_id(url) if isinstance(url, str) else None
        site, known = inner.get("externalSite"), inner.get("externalId")
        if isinstance(site, str) and isinstance(known, (int, str)) and not site.endswith("/manga"):
            mapped = STATE_IDS.get(_NOT_LETTERS.sub("", site.lower().removesuffix("/anime")) + "id")
            there = DatabaseId(mapped, str(known)) if mapped else None
        if there is not None:
            yield Said("ids", there, "state", there.id, f"{where}[{number}]", STATE)


def _texts(page: Page, field: str, value: Json, where: str) -> Iterator[Said]:
    for text in [named for one in value for named in _named(one)] if isinstance(value, list) else _named(value):
        if field == "image":
            link = page.absolute(text) if text.startswith(("http", "/")) else None
            if link:
                yield Said(field, link, "state", text, where, STATE)
            continue
        for name, parsed in values_of(
            field,
            text.replace("_", " ") if field in {"type", "status"} else text,
            page.language,
            whole=isinstance(value, list),
        ):
            yield Said(name, parsed, "state", text, where, STATE)


def _named(value: Json) -> list[str]:
    """The texts of a value; of an object its name or title, of a picture its largest."""
    if isinstance(value, dict) and not (value.get("name") or value.get("url")):
        inner = next((value[name] for name in _NAMING if isinstance(value.get(name), str)), None)
        return texts_of(inner)
    return texts_of(value)


_NAMING = ("title", "label", "original", "extraLarge", "large", "medium", "text")
_MOST_LISTED = 100


def _votes(found: dict[str, Json], value: Json) -> int | None:
    """The votes behind a score: beside it in the object, in its own object, or the sum of its frequencies."""
    inside = value if isinstance(value, dict) else {}
    for key, counted in (*inside.items(), *found.items()):
        name = _NOT_LETTERS.sub("", key.lower())
        if (name in STATE_VOTES or (key in inside and name in _COUNTS)) and (votes := parse_count(str(counted))):
            return votes
        if name == "ratingfrequencies" and isinstance(counted, dict):
            return sum(parse_count(str(count)) or 0 for count in counted.values()) or None
    return None


_COUNTS = frozenset({"total", "count"})


def _score(page: Page, value: Json, votes: int | None, where: str) -> Iterator[Said]:
    """A mean without a scale: of a hundred above ten, of ten above five; below nobody can tell."""
    if isinstance(value, dict):
        value = next((value[name] for name in _MEANS if value.get(name)), None)
    text = next(iter(texts_of(value)), "")
    try:
        number = float(text) if len(text) < 8 else 0.0
    except ValueError:
        return
    top = 100.0 if 10 < number <= 100 else 10.0 if 5 < number <= 10 else None
    score = parse_score(text, source=page.site_name, kind=Kind.USERS, scale_max=top, votes=votes) if top else None
    if score is not None:
        yield Said("scores", score, "state", text, where, STATE)


_MEANS = ("score", "average", "value", "mean")


def _date(value: Json) -> str | None:
    """ISO dates, and AniList's {"year": 2024, "month": 1, "day": null}."""
    if isinstance(value, dict):
        parts = [value.get(name) for name in ("year", "month", "day")]
        numbers = []
        for part in parts:
            if not isinstance(part, int) or isinstance(part, bool):
                break
            numbers.append(part)
        return "-".join(f"{number:02d}" for number in numbers) if numbers and 1900 < numbers[0] < 2100 else None
    text = str(value)[:10]
    return text if re.fullmatch(r"(?:19|20)\d{2}(?:-\d{2}){0,2}", text, re.ASCII) else None
