"""Identity: an anime's id is minted once, from the raw address of the page that founded it, and then kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing to confuse when read aloud


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Tombstone:
    """An id that no anime bears any more, or that lost pages to others, and what replaced it."""

    id: str
    replaced_by: tuple[str, ...]
    """The ids under which its pages now stand; empty when its pages are gone."""
    reason: str
    """merged, split, gone."""


def mint_id(page_key: str) -> str:
    """The id of the anime that this page founds: 12 letters and digits from a hash of the page's address.

    >>> mint_id("https://example.org/anime/1")
    'a-m84wajfafvws'
    """
    number = int.from_bytes(hashlib.sha256(page_key.encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 4
    return "a-" + "".join(_LETTERS[(number >> shift) & 31] for shift in range(55, -5, -5))


def founder(page_keys: Sequence[str]) -> str:
    """The page that founds an anime no state knows: the one whose id comes first. Addresses decide, never titles."""
    return min(page_keys, key=mint_id)
