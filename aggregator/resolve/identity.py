"""Identity: an anime's id is minted once, from the raw address of the page that founded it, and then kept."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing to confuse when read aloud


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Tombstone:
    """An id that no anime bears any more, or that lost pages to others, and where its pages now stand."""

    id: str
    """The id."""
    replaced_by: tuple[str, ...]
    """The ids under which its pages now stand; empty when none of them was read any more."""
    reason: str
    """`merged`: the id ended; `split`: the id goes on, and some of its pages stand under another; `gone`."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Unread:
    """A page that was read once and is not any more: when it returns, its anime gets its id back."""

    page: str
    """What names the page over runs: its address in one spelling, else `saved:` and its path."""
    id: str
    """The id under which it stood."""


def mint_id(page_key: str) -> str:
    """The id of the anime that this page founds: 12 letters and digits from a hash of the page's address.

    >>> mint_id("https://example.org/anime/1")
    'a-m84wajfafvws'
    """
    return _spelt(_number_of(page_key))


def _number_of(page_key: str) -> int:
    return int.from_bytes(hashlib.sha256(page_key.encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 4


def _spelt(number: int) -> str:
    """In letters that sort as the numbers do."""
    return "a-" + "".join([_LETTERS[(number >> shift) & 31] for shift in range(55, -5, -5)])


def assign_ids(
    groups: Sequence[Sequence[str]], known: Mapping[str, str], taken: frozenset[str] = frozenset()
) -> tuple[list[str], tuple[Tombstone, ...]]:
    """An id for every group of page keys, and what became of the ids of before.

    `known` says which id each page stood under; `taken` are ids that ended and are never given again. The group that
    holds most pages of an id keeps it; among equals the one that holds the founding page, then the first by address.
    What is new is founded by the page whose minted id comes first. Without `known`, addresses alone decide.
    """
    before = [Counter(known[key] for key in keys if key in known) if known else Counter[str]() for keys in groups]
    ids = _kept(groups, before)
    used = {*ids, *known.values(), *taken}
    for number in sorted(range(len(groups)), key=lambda number: min(groups[number])):
        if not ids[number]:
            minted = sorted(map(_number_of, groups[number]))
            ids[number] = next((one for one in map(_spelt, minted) if one not in used), "") or _unused(
                _spelt(minted[0]), used
            )
            used.add(ids[number])
    return ids, tombstones(ids, before, known)


def _kept(groups: Sequence[Sequence[str]], before: Sequence[Counter[str]]) -> list[str]:
    ids = [""] * len(groups)
    claims = [
        (-count, one not in map(mint_id, groups[number]), min(groups[number]), one, number)
        for number, counts in enumerate(before)
        for one, count in counts.items()
    ]
    kept = set()
    for *_, one, number in sorted(claims):
        if one not in kept and not ids[number]:
            kept.add(one)
            ids[number] = one
    return ids


def _unused(minted: str, used: set[str]) -> str:
    """Another id from the same address, for the rare group all of whose pages founded something before."""
    return next(one for turn in range(1, 10**6) if (one := mint_id(f"{minted}#{turn}")) not in used)


def tombstones(ids: Sequence[str], before: Sequence[Counter[str]], known: Mapping[str, str]) -> tuple[Tombstone, ...]:
    """What became of the ids of before: groups now bear `ids`, and `before` counts what their pages stood under."""
    now: dict[str, set[str]] = {one: set() for one in known.values()}
    for one, counts in zip(ids, before, strict=True):
        for earlier in counts:
            now[earlier].add(one)
    alive = set(ids)
    return tuple(
        sorted(
            Tombstone(id=earlier, replaced_by=tuple(sorted(later)), reason=_reason(earlier, later, alive))
            for earlier, later in now.items()
            if later != {earlier}
        )
    )


def _reason(earlier: str, later: set[str], alive: set[str]) -> str:
    if not later:
        return "gone"
    return "split" if earlier in alive else "merged"
