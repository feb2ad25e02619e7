"""Genres: 'комедия', '#SliceOfLife', '戀愛', 'sci fi' to one English spelling, and lists of them to their words."""

import re
from functools import lru_cache
from typing import Final

from aggregator.normalize.genre_words import ENGLISH, NATIVE
from aggregator.normalize.names import clean_text
from aggregator.normalize.plain import MAX_PHRASE, is_not_stated, plain, word_key

MAX_LIST: Final = 4_000
_MAX_WORDS: Final = 40
_LONGEST: Final = 4
"""Words of the longest genre that is recognised in a row of them ("Slice of Life", "High Stakes Game")."""


def _rows(table: str) -> list[tuple[str, list[str]]]:
    """Genre and its words, line by line."""
    lines = [line.partition(":") for line in table.strip().splitlines()]
    return [(genre, words.split(",") if words.strip() else []) for genre, _, words in lines]


GENRES: Final = tuple(genre for genre, _ in _rows(ENGLISH))
"""Every canonical genre."""

# Of two languages that mean different genres by one word, the one listed first wins; English is first of all.
_WORDS: Final = {
    word_key(word): genre
    for table in reversed([ENGLISH, *NATIVE.values()])
    for genre, words in _rows(table)
    for word in words
} | {word_key(genre): genre for genre in GENRES}

_COUNT_BEHIND = re.compile(r"\s?[(\[][\d., kmк+]{1,12}[)\]]$|\s×\d{1,6}$")
_SEPARATOR = re.compile(r"[,;|、，；•\n\t※]|\s[·-]\s")
_HASH = re.compile(r"\s*#\s*")
_WEAK_SEPARATOR = re.compile(r"\s?/\s?|[・·‧]")
_AND = re.compile(r"\s&\s|\s(?:and|und|et|y|e|и|i|a|ve|dan|и|または)\s|\s?\+\s?|&")
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_ENDS = " .:#*-–—➻»«\"'"


@lru_cache(maxsize=8192)
def parse_genre(text: str) -> str | None:
    """The English name of one genre, or None where the word is none: then it is a tag.

    >>> parse_genre("комедия"), parse_genre("#SliceOfLife"), parse_genre("Based on a Manga")
    ('Comedy', 'Slice of Life', None)
    """
    value = plain(text)
    if len(value) > MAX_PHRASE:
        return None
    return _WORDS.get(word_key(value)) or _WORDS.get(word_key(_COUNT_BEHIND.sub("", value)))


def split_genres(text: str) -> tuple[str, ...]:
    """The words of a list of genres, as printed and each once, known or not.

    What is known as a whole is never cut, and "Rock & Roll" is not either; "Comedy & Drama", "Comedy Drama" and
    "ComedyDrama" are cut because every part is known.

    >>> split_genres("#SciFi, #Action"), split_genres("Action / Drama"), split_genres("comedy、drama")
    (('SciFi', 'Action'), ('Action', 'Drama'), ('comedy', 'drama'))
    """
    words: dict[str, str] = {}
    for listed in [] if is_not_stated(text) else _SEPARATOR.split(text[:MAX_LIST]):
        for tagged in _HASH.split(listed) if "#" in listed else [listed]:
            for word in _parts(clean_text(tagged).strip(_ENDS)):
                if word and len(word) <= MAX_PHRASE and not is_not_stated(word):
                    words.setdefault(word_key(word) or word, word)
    return tuple(words.values())


def _parts(listed: str) -> list[str]:
    """One element of a list, cut further where that is certain."""
    if parse_genre(listed):
        return [listed]
    parts = [part for slashed in _WEAK_SEPARATOR.split(listed) for part in _known_parts(slashed.strip(_ENDS))]
    if "/" in listed or all(map(parse_genre, parts)):
        return parts
    return [listed]


def _known_parts(listed: str) -> list[str]:
    if parse_genre(listed):
        return [listed]
    for cut in (_AND.split(listed), _run(listed.split()), _run(_INNER_CAPITAL.sub(" ", listed).split())):
        parts = [part.strip() for part in cut]
        if len(parts) > 1 and all(map(parse_genre, parts)):
            return parts
    return [listed]


def _run(words: list[str]) -> list[str]:
    """Words side by side joined to the longest known genres; nothing where one is left over."""
    if len(words) > _MAX_WORDS:
        return []
    genres: list[str] = []
    start = 0
    while start < len(words):
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            if parse_genre(found := " ".join(words[start : start + length])):
                genres.append(found)
                start += length
                break
        else:
            return []
    return genres
