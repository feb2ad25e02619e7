"""JSON state in scripts (`__NEXT_DATA__`, `window.STATE = …`): the object that bears the page's own name.

A page drawn in the browser may show nothing but its state. The object is believed only when its name is the page's
and several of its keys are known.
"""

import re
from collections.abc import Iterator

from aggregator.markup import Json, parse_json
from aggregator.model import Kind, Title
from aggregator.normalize.scores import parse_score
from aggregator.normalize.titles import fold_title
from aggregator.page import Element, Page
from aggregator.reading.fields import Said, values_of
from aggregator.reading.structured import names_on_page, texts_of
from aggregator.reading.vocabulary import STATE_KEYS

STATE = 38

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
}
_ASSIGNED = re.compile(r"^\s*(?:window|self|globalThis)?\.?[\w.$\[\]\"']{1,60}\s*=\s*(?=\{)")
_NOT_LETTERS = re.compile(r"[^a-z]+")
_MOST_OBJECTS = 20_000
_LARGEST = 2_000_000
_FEWEST_KEYS = 3
_MINUTES = 600


def read_state(page: Page) -> Iterator[Said]:
    """What the page's JSON state says of its own subject."""
    names = names_on_page(page)
    best: tuple[int, str, dict[str, Json]] | None = None
    for script in page.index.tags.get("script", []):
        for path, found in _objects(_state_of(script)):
            known = sum(_field_of(key) is not None for key in found)
            if known >= _FEWEST_KEYS and (best is None or known > best[0]) and _bears(found, names):
                best = known, path, found
    if best is None and page.json is not None:
        return
    if best is not None:
        yield from _read(page, best[2], f"state{best[1]}")


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
        return None
    assigned_text = text[assigned.end() :].rstrip("; \t\r\n")
    program = assigned_text.find("};(")
    return parse_json(assigned_text if program < 0 else assigned_text[: program + 1])


def _objects(value: Json) -> Iterator[tuple[str, dict[str, Json]]]:
    """Every object inside, the outer ones first, with its path; so many and no more."""
    queue: list[tuple[str, Json]] = [("", value)]
    for path, current in queue:
        if len(queue) > _MOST_OBJECTS:
            return
        if isinstance(current, dict):
            yield path, current
            queue.extend((f"{path}.{key}", inner) for key, inner in current.items() if isinstance(inner, (dict, list)))
        elif isinstance(current, list):
            queue.extend(
                (f"{path}[{number}]", inner)
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
            yield from ((text, name) for name, text in value.items() if isinstance(text, str) and text)


def _bears(found: dict[str, Json], names: list[str]) -> bool:
    """Whether one of its names is the page's."""
    own = [fold_title(text) for text, _ in _titles(found)]
    return any(name and any(name == there or name in there for there in names) for name in own)


def _read(page: Page, found: dict[str, Json], place: str) -> Iterator[Said]:
    for number, (text, key) in enumerate(_titles(found)):
        where = f"{place}.title.{key}".rstrip(".")
        if number == 0:
            yield Said("title", text, "state", text, where, STATE)
        yield Said("alternative_titles", Title(text, _LANGUAGE_OF_KEY.get(key)), "state", text, where, STATE)
    for key, value in found.items():
        field = _field_of(key)
        if field is None or value in (None, "", [], {}):
            continue
        where = f"{place}.{key}"
        if field == "scores":
            yield from _score(page, value, where)
        elif field.endswith("_date"):
            yield from (Said(field, date, "state", str(value), where, STATE) for date in [_date(value)] if date)
        elif field == "duration_seconds" and isinstance(value, int) and not isinstance(value, bool):
            yield Said(field, value * 60 if value < _MINUTES else value, "state", str(value), where, STATE)
        else:
            yield from _texts(page, field, value, where)


def _texts(page: Page, field: str, value: Json, where: str) -> Iterator[Said]:
    for text in texts_of(value["nodes"] if isinstance(value, dict) and "nodes" in value else value):
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


def _score(page: Page, value: Json, where: str) -> Iterator[Said]:
    """A mean without a scale: of a hundred above ten, of ten above five; below nobody can tell."""
    text = next(iter(texts_of(value)), "")
    try:
        number = float(text) if len(text) < 8 else 0.0
    except ValueError:
        return
    top = 100.0 if 10 < number <= 100 else 10.0 if 5 < number <= 10 else None
    score = parse_score(text, source=page.site_name, kind=Kind.USERS, scale_max=top) if top else None
    if score is not None:
        yield Said("scores", score, "state", text, where, STATE)


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
