"""The text of one value, made comparable: bounded, one width, one case, one kind of dash, quote, digit and space."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, TypeVar

MAX_RAW: Final = 4_000
"""A node's text may be mostly indentation; beyond this it is not the text of one value."""
MAX_REMEMBERED: Final = 100
"""Texts up to this length are folded once: several normalisers look at one text, and pages of a site repeat theirs."""
MAX_VALUE: Final = 300
"""Longer than this after folding, it is prose and states no value. Every regex of this room runs below this bound."""
MAX_PHRASE: Final = 100
"""Longer than this, a text is a sentence and no word of a vocabulary."""

Word = TypeVar("Word")

# Footnote marks would become digits of the number before them under NFKC ("8.1²" is not 8.12).
_FOOTNOTES = dict.fromkeys([*map(ord, "¹²³⁰⁴⁵⁶⁷⁸⁹"), *range(0x2080, 0x208A)])
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−⁻﹘﹣－"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’‛`´ʼ′"), "'") | dict.fromkeys(map(ord, "“”„‟″"), '"')
# NFKC leaves the digits of the Arabic and Indic scripts as they are.
_DIGITS = {
    zero + digit: str(digit)
    for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50)
    for digit in range(10)
} | {0x66A: "%", 0x66B: ".", 0x66C: ","}
_BEFORE_NFKC = _FOOTNOTES | _DASHES | _QUOTES | _DIGITS
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffc\ud800-\udfff\U000e0000-\U000e01ef]+"
)


def plain(text: str) -> str:
    r"""Text folded for reading, or "" where it is too long to be one value.

    >>> plain("  １２\u00a0ЭП. ")
    '12 эп.'
    """
    if len(text) > MAX_REMEMBERED:
        return _folded(text) if len(text) <= MAX_RAW else ""
    return _remembered(text)


def _folded(text: str) -> str:
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(_BEFORE_NFKC)))
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    text = " ".join(text.casefold().split())
    return text if len(text) <= MAX_VALUE else ""


_remembered = lru_cache(maxsize=8192)(_folded)


# -- words

# Accents and vowel points are not told apart, nor are letters that only look like one with an accent.
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u093c]+")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ى": "ي", "ة": "ه", "ـ": None})
# Vowel signs of the Indic and Thai scripts are part of their words, although \w leaves them out.
_NOT_WORD = re.compile("(?:[^\\w\u0900-\u0dff\u0e00-\u0eff]|_)+")


def word_key(text: str) -> str:
    """Text folded for looking up words: letters and digits only, without case, width, accents.

    >>> word_key("#SciFi"), word_key("Sci-Fi"), word_key("Ação")
    ('scifi', 'scifi', 'acao')
    """
    return _key_of(plain(text))


@lru_cache(maxsize=4096)
def _key_of(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text))).translate(_LETTERS)
    return _NOT_WORD.sub("", text)


def vocabulary(table: Mapping[Word, str | Iterable[str]]) -> dict[str, Word]:
    """Word key to value, out of a table of value to its words ("word, word" or a sequence of words).

    >>> vocabulary({1: "one, eins", 2: ["two"]})
    {'one': 1, 'eins': 1, 'two': 2}
    """
    return {
        key: value
        for value, words in table.items()
        for word in (words.split(",") if isinstance(words, str) else words)
        if (key := word_key(word))
    }


def word_keys(words: str) -> frozenset[str]:
    """The keys of "word, word".

    >>> sorted(word_keys("Not rated, TBA"))
    ['notrated', 'tba']
    """
    return frozenset(vocabulary({None: words}))


def any_of(words: str) -> str:
    r"""A regular expression for any of "word, word" as `plain` leaves them, the longest first.

    >>> any_of("min, minutes, .")
    '(?:minutes|min|\\.)'
    """
    listed = {plain(word) for word in words.split(",")} - {""}
    return f"(?:{'|'.join(map(re.escape, sorted(listed, key=lambda word: (-len(word), word))))})"


_ASIDE = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_COUNT = re.compile(r"[\s,:;(\[~-]*[第全共总總]?\d.*$")
_PIECE = re.compile(r"[,;/|·•・、+()\[\]]| - ")
_MAX_PIECES: Final = 6


def one_meaning(text: str, words: Mapping[str, Word]) -> Word | None:
    """What a field's value means: the whole, the whole without asides and counts, or the one piece that is known.

    None where no piece is known or two disagree. Words beside a known one spoil it: "Netflix film" is not "film".

    >>> one_meaning("TV (12 eps), 2024", {"tv": "TV", "movie": "MOVIE"})
    'TV'
    >>> one_meaning("TV / Movie", {"tv": "TV", "movie": "MOVIE"}) is None
    True
    """
    value = plain(text)
    if not value or len(value) > MAX_PHRASE or "://" in value:
        return None
    pieces = {word_key(_COUNT.sub("", piece)) for piece in _PIECE.split(value)}
    meanings = {words[piece] for piece in pieces if piece in words}
    if len(meanings) > 1:
        return None
    outside = _ASIDE.sub(" ", value)
    for part in (value, outside, _COUNT.sub("", outside)):
        if (key := word_key(part)) in words:
            return words[key]
    return meanings.pop() if meanings and len(pieces) <= _MAX_PIECES else None


# -- not stated

NOT_STATED: Final = word_keys(
    """
    n/a, na, none, null, nil, nan, undefined, unknown, unspecified, not available, not stated, not rated, unrated,
    not yet rated, no rating, no ratings, no score, no scores, no ratings yet, no votes, no votes yet, none found,
    add some, none found add some, no genres have been added yet, no synonyms have been added yet, tba, tbd, tbc,
    to be announced, to be determined, to be confirmed, no data, no info, no information,
    неизвестно, неизвестен, нет, нет данных, нет оценок, не указано, не указан, н/д, нд, без оценки, данных нет,
    unbekannt, keine angabe, keine angaben, keine, k.a., keine bewertung, keine bewertungen,
    inconnu, inconnue, aucun, aucune, non renseigné, aucune note, desconocido, desconocida, sin datos, ninguno,
    ninguna,
    por anunciar, por confirmar, sin calificar, desconhecido, desconhecida, sem nota, nenhum, nenhuma, a definir,
    sconosciuto, sconosciuta, nessuno, nessuna, da definire, nieznany, nieznana, nieznane, brak, brak danych,
    brak ocen,
    neznámý, neznámé, neuvedeno, žádné, nehodnoceno, bilinmiyor, yok, belirsiz, tidak diketahui, tidak ada, belum ada,
    不明, 未定, なし, 無し, 未評価, 未知, 暂无, 暫無, 暂无评分, 暫無評分, 無, 无, 待定, 未评分, 미정, 없음,
    알 수 없음, 정보 없음,
    अज्ञात, उपलब्ध नहीं, தெரியவில்லை, غير معروف, غير محدد, لا يوجد, غير متوفر
    """
) | {""}
"""Keys of the words with which pages say that they do not say; so do texts without a letter or digit ("--", "? %")."""


def is_not_stated(text: str) -> bool:
    """Whether the text is one of the ways to leave a value open.

    >>> is_not_stated("? %"), is_not_stated("TBA"), is_not_stated("24 min")
    (True, True, False)
    """
    return word_key(text) in NOT_STATED
