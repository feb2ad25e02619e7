"""Paths through JSON: what stands at the end of a row of keys, where every step may be missing."""

from aggregator.page import Json


def get(value: Json, *keys: str) -> Json:
    """What stands at the end of a path of keys, or None.

    >>> get({"title": {"romaji": "Trigun"}}, "title", "romaji"), get({"title": None}, "title", "romaji")
    ('Trigun', None)
    """
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def get_text(value: Json, *keys: str) -> str | None:
    """The text at the end of a path, or None where there is no text, or an empty one."""
    found = get(value, *keys)
    return found.strip() or None if isinstance(found, str) else None


def get_count(value: Json, *keys: str) -> int | None:
    """The whole number at the end of a path, or None; true and false are no numbers."""
    found = get(value, *keys)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def get_list(value: Json, *keys: str) -> list[Json]:
    """The list at the end of a path, empty where there is none."""
    found = get(value, *keys)
    return found if isinstance(found, list) else []


def get_texts(value: Json, *keys: str) -> list[str]:
    """The texts at the end of a path that leads through lists.

    >>> get_texts({"tags": [{"node": {"name": "a"}}, {"node": None}, {"node": {"name": "b"}}]}, "tags", "node", "name")
    ['a', 'b']
    """
    values = [value]
    for key in keys:
        values = [inner for outer in values for inner in _opened(get(outer, key))]
    return [text for text in values if isinstance(text, str)]


def _opened(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]
