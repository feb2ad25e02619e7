"""Names: clean text, and 'A-1 Pictures, Studio Pierrot, Inc.' to the companies in it."""

import re
import unicodedata
from typing import Final

from aggregator.normalize.plain import is_not_stated, word_key, word_keys

MAX_LIST: Final = 4_000
MAX_NAME: Final = 120

# What is not seen, but changes what is: controls, soft hyphens, direction and zero-width marks, fillers, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe0e\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e007f]+"
)
_INDIC_OR_ARABIC = "\u0600-\u08ff\u0900-\u0dff"
# Joiners shape letters in these scripts ("می‌خواهم"); anywhere else they hide.
_STRAY_JOINERS = re.compile(f"(?<![{_INDIC_OR_ARABIC}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_INDIC_OR_ARABIC}])")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    r"""Text as a person reads it: NFC, whitespace folded, nothing invisible, no lone surrogate.

    Compatibility forms (ｱﾆﾒ, ①) stay as printed.

    >>> clean_text(" Grand\u200b Tale\n\x00 \ud800")
    'Grand Tale'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")  # joins pairs, drops halves
    text = _STRAY_JOINERS.sub("", _UNSEEN.sub("", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


_LEGAL_FORMS: Final = word_keys(
    """
    inc, ltd, co, co ltd, llc, corp, corporation, company, limited, gmbh, ag, s.a., s.a.s., s.r.l., s.p.a., k.k., plc,
    lp, llp, b.v., pte ltd, pty ltd, pvt ltd, 株式会社, 有限会社
    """
)
_SEPARATOR = re.compile(r"[,;|、，；•\n]|\s/\s|(?<![\d\s])/(?![\d\s])|\s[·•‧]\s|／")
_OPENING, _CLOSING = "([（【「", ")]）】」"


def parse_names(text: str) -> tuple[str, ...]:
    """The names of companies or people in a list, in order, each once.

    Legal forms stay with their company, brackets are not cut open.

    >>> parse_names("A-1 Pictures, Studio Pierrot, Inc. / Sunrise、Bandai")
    ('A-1 Pictures', 'Studio Pierrot, Inc.', 'Sunrise', 'Bandai')
    >>> parse_names("None found, add some")
    ()
    """
    names: dict[str, str] = {}
    for piece in [] if is_not_stated(text) else _pieces(text[:MAX_LIST]):
        name = clean_text(piece).strip(" ,;|/·•")
        if name and len(name) <= MAX_NAME and not is_not_stated(name):
            names.setdefault(word_key(name) or name, name)
    return tuple(names.values())


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    start, carried = 0, ""
    depths = _depths(text)
    for found in [*_SEPARATOR.finditer(text), None]:
        if found is not None and depths[found.start()]:
            continue
        piece = text[start : found.start() if found else len(text)]
        if pieces and word_key(piece) in _LEGAL_FORMS:
            pieces[-1] += carried + piece
        else:
            pieces.append(piece)
        if found is not None:
            start, carried = found.end(), found[0]
    return pieces


def _depths(text: str) -> list[int]:
    """How many brackets are open at each character; a bracket that is never closed opens nothing."""
    depths: list[int] = []
    depth, missing = 0, sum(map(text.count, _OPENING)) - sum(map(text.count, _CLOSING))
    for character in text:
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        depths.append(depth)
    return [0] * len(text) if missing > 0 else depths
