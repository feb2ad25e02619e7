"""Bytes to text: which encoding a page is in, whoever says so, and which bytes are no page at all.

Order of trust: a byte order mark; UTF-8, where the bytes are valid UTF-8 (hardly any other text is, by accident);
what the server's header says; what the page says; a guess. An encoding that leaves broken characters loses to one
that does not.
"""

import codecs
import contextlib
import re
import unicodedata
from collections.abc import Iterator

from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding


class UnreadableError(ValueError):
    """The bytes hold no text that a person could read."""


SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"RIFF": "an image or a video",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "a gzip file",
    b"\x28\xb5\x2f\xfd": "a zstd file",
    b"BZh": "a bzip2 file",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program",
    b"OggS": "a media file",
    b"ID3": "a media file",
    b"\x1aE\xdf\xa3": "a video",
    b"wOF": "a font",
}
"""How files begin that are no page."""

GUESSES = (
    "cp932",
    "euc_jp",
    "gb18030",
    "big5hkscs",
    "cp949",
    "cp1251",
    "koi8_r",
    "cp1252",
    "cp1250",
    "cp1254",
    "cp1256",
)
"""Encodings that are tried where nobody declares one. Where two look alike, the earlier one wins."""

BROKEN = "\ufffd"
_MOST_BROKEN = 0.005
"""Share of broken characters above which a page counts as unreadable."""
_LOOKED_AT = 60_000
_CONTROL_BYTES = bytes(ordinal for ordinal in (*range(32), 0x7F) if ordinal not in b"\t\n\r\f\x1b")
_BINARY_BYTES = bytes(ordinal for ordinal in range(1, 32) if ordinal not in b"\t\n\r\f\x1b")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED_JAPANESE = re.compile(rb"\x1b\$[@B]")


def decode(body: bytes, header: str | None = None) -> str:
    """The text of a page's bytes. `header` is the encoding that the server named, or its whole Content-Type.

    Raises UnreadableError for nothing, for images, documents and archives, and where no encoding fits.

    >>> decode("Ação".encode("cp1252"))
    'Ação'
    >>> decode("<meta charset=utf-8>Ação".encode("cp1252"))
    '<meta charset=utf-8>Ação'
    """
    return in_utf8(body, header).decode("utf-8")


def in_utf8(body: bytes, header: str | None = None) -> bytes:
    """Like decode, in UTF-8: nearly every page comes in it, and is neither decoded nor encoded anew."""
    if not body or body.isspace():
        raise UnreadableError("The page is empty.")
    bom_encoding, bom = read_bom(body)
    if bom_encoding is not None and bom is not None:
        return checked(body[len(bom) :].decode(bom_encoding, "replace")).encode("utf-8")
    for signature, kind in SIGNATURES.items():
        if body.startswith(signature):
            raise UnreadableError(f"The bytes are {kind}, not a page.")
    if _is_binary(body[:2000]):
        raise UnreadableError("The bytes are binary data, not a page.")
    if any(map(body.__contains__, _CONTROL_BYTES)):  # thirty fast looks for one byte cost less than one at each byte
        body = body.translate(None, _CONTROL_BYTES)
    is_escaped = b"\x1b" in body and _ESCAPED_JAPANESE.search(body, 0, _LOOKED_AT) is not None
    if not is_escaped:
        with contextlib.suppress(UnicodeDecodeError):
            _not_broken(body.decode("utf-8"))
            return body
    declared = list(dict.fromkeys(_declared(body, header)))
    for encoding in declared:
        try:
            return _not_broken(body.decode(encoding)).encode("utf-8", "replace")
        except UnicodeDecodeError:
            continue
    guesses = [body.decode(encoding, "replace") for encoding in dict.fromkeys([*declared, "utf-8", *_guess(body)])]
    return checked(min(guesses, key=lambda text: text.count(BROKEN))).encode("utf-8")


def checked(text: str) -> str:
    r"""The same text without NULs, control characters and lone surrogates; UnreadableError when it is mostly broken.

    >>> checked("a\x00b")
    'ab'
    """
    if _is_binary(text[:2000].encode("utf-8", "replace")):
        raise UnreadableError("The text is binary data, not a page.")
    if not text.isascii():
        text = _SURROGATE.sub(BROKEN, text)
    return _not_broken(_CONTROL.sub("", text))


def _not_broken(text: str) -> str:
    if not text or text.isspace():
        raise UnreadableError("The page is empty.")
    broken = text.count(BROKEN) if BROKEN in text else 0  # to look for a first one is many times faster
    if broken > 20 and broken > _MOST_BROKEN * len(text):
        raise UnreadableError(f"{broken} of {len(text)} characters cannot be decoded: save the page with its encoding.")
    return text


def _is_binary(start: bytes) -> bool:
    """Whether control characters other than NUL, which old pages hold, are more than a few."""
    return len(start) - len(start.translate(None, _BINARY_BYTES)) > max(8, len(start) // 20)


def _declared(body: bytes, header: str | None) -> Iterator[str]:
    """The encodings that the header and the page itself name, as Python knows them."""
    named = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", header, re.IGNORECASE) if header else None
    for name in (named.group(1) if named else header, html_body_declared_encoding(body)):
        resolved = resolve_encoding(name.strip()) if name else None
        if resolved:
            try:
                yield codecs.lookup(resolved).name
            except LookupError:
                continue


def _guess(body: bytes) -> list[str]:
    """Encodings that fit the bytes of a page that declares none, the most natural text first."""
    sample = body[:_LOOKED_AT]
    found: list[tuple[float, int, str]] = []
    for rank, encoding in enumerate(GUESSES):
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        try:
            text = decoder.decode(sample, final=len(sample) == len(body))
        except UnicodeDecodeError:
            continue
        found.append((-_naturalness(text), rank, encoding))
    return [encoding for _, _, encoding in sorted(found)]


_COMMON_HAN = frozenset(
    "的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对"
    "着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面"
    "又定见只主没公从作本時期動画話放送作品監督原作声優画製第回新劇場版個這來時後會發無與還見"
)
_COMMON_CYRILLIC = frozenset("оеаинтсрвлкмдпуяьыгзбчйхжшюцщэфъё")


def _naturalness(text: str) -> float:
    """How much the characters beyond ASCII look like writing, from 0 to 1."""
    score = 0.0
    count = 0
    for before, character, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if character < "\x80":
            continue
        count += 1
        ordinal = ord(character)
        beside_plain = _is_plain_letter(before) or _is_plain_letter(after)
        if 0x3040 <= ordinal <= 0x30FF:
            score += 1.0
        elif 0x4E00 <= ordinal <= 0x9FFF:
            score += 1.0 if character in _COMMON_HAN else 0.45
        elif 0xAC00 <= ordinal <= 0xD7A3:
            score += 0.8
        elif 0x3000 <= ordinal <= 0x303F or 0xFF01 <= ordinal <= 0xFF5E or ordinal in {0x2018, 0x2019, 0x201C, 0x201D}:
            score += 0.7
        elif 0x0400 <= ordinal <= 0x06FF:
            # a word is of one alphabet: beside a plain letter it is another encoding misread
            score += (
                0.0 if beside_plain else 0.75 if ordinal >= 0x0600 else 0.9 if character in _COMMON_CYRILLIC else 0.3
            )
        elif 0xC0 <= ordinal <= 0x24F:
            # accented letters stand among plain ones; runs of them, or capitals inside a word, are another alphabet
            score += 0.85 if beside_plain and (character.islower() or not before.isalpha()) else 0.35
        elif unicodedata.category(character) in {"So", "Sm", "Pd", "Po", "Sc", "Pi", "Pf"}:
            score += 0.3
    return score / count if count else 1.0


def _is_plain_letter(character: str) -> bool:
    return character < "\x80" and character.isalpha()
