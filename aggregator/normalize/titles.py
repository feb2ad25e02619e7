"""Titles: keys to compare them by, and the marks in them that say which season, part or kind of work is meant."""

import re
import unicodedata

_BREAKS = re.compile(r"[\W_]+")


def fold_title(text: str) -> str:
    """The comparison key: compatibility forms and case folded, accents and punctuation out, single spaces.

    >>> fold_title("Ｓｔｅｉｎｓ；Ｇａｔｅ  – Déjà-vu!")
    'steins gate deja vu'
    >>> fold_title("ガンダム")
    'ガンダム'
    """
    plain = unicodedata.normalize("NFKC", text[:500]).casefold()
    if not plain.isascii():
        split = unicodedata.normalize("NFD", plain)
        plain = unicodedata.normalize("NFC", "".join(c for c in split if not "\u0300" <= c <= "\u036f"))
    return _BREAKS.sub(" ", plain).strip()
