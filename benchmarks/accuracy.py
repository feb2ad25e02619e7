"""How much of what pages state is read, and how much of what is read is stated.

Over our fixtures, with floors; and over the shared corpus, where it is at hand.

    python benchmarks/accuracy.py                  the tables, best layout and generic reader only; exit 1 below a floor
    python benchmarks/accuracy.py --by-site        a table for each site of the corpus as well
    python benchmarks/accuracy.py --misses 5       and what was missed
    python benchmarks/accuracy.py --raise-floors   write today's figures as floors, where they are higher

Floors lie in benchmarks/floors.json. Lowering one is a decision: it is done by hand, with a reason in the commit.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TypeAlias

import msgspec

from aggregator import NotAReview, Page, Review, read_page

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
SHARED = ROOT.parent / "shared"
FLOORS = Path(__file__).parent / "floors.json"
READERS = {"best layout": True, "generic reader only": False}
"""Name of a way to read, and whether layouts take part."""
ABOUT_THE_PAGE = frozenset({"url", "saved_as", "site", "layout"})
FIELDS = tuple(field.name for field in fields(Review) if field.name not in ABOUT_THE_PAGE)
NUMBERS = ("year", "episodes")
"""Fields of the asserted gold that the scorer compares as numbers."""


class Tally:
    """Hits, misses and values that nobody stated, for each field."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}

    def judge(self, field: str, expected: Json, got: Json) -> None:
        """One field of one page; lists count element by element."""
        wanted, have = _elements(expected), _elements(got)
        common = sum((wanted & have).values())
        self.counts[field] += Counter(hit=common, missed=wanted.total() - common, unstated=have.total() - common)

    def f1(self) -> float:
        """Over all fields."""
        return _figures(sum(self.counts.values(), Counter()))[2]

    def lines(self) -> Iterator[str]:
        """The table."""
        yield f"{'field':<20}{'hit':>6}{'missed':>8}{'unstated':>10}   prec   rec    F1"
        for field, counts in [*self.counts.items(), ("ALL (micro)", sum(self.counts.values(), Counter()))]:
            if counts:
                precision, recall, f1 = _figures(counts)
                figures = f"  {precision:.3f}  {recall:.3f}  {f1:.3f}"
                yield f"{field:<20}{counts['hit']:>6}{counts['missed']:>8}{counts['unstated']:>10}{figures}"


def _figures(counts: Counter[str]) -> tuple[float, float, float]:
    hit = counts["hit"]
    precision, recall = hit / max(1, hit + counts["unstated"]), hit / max(1, hit + counts["missed"])
    return precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0


def _elements(value: Json) -> Counter[str]:
    values = value if isinstance(value, list) else [] if value is None else [value]
    return Counter(json.dumps(_comparable(one), ensure_ascii=False, sort_keys=True) for one in values)


def _comparable(value: Json) -> Json:
    """A score without its raw text, which may be cut in more ways than one."""
    return {key: inner for key, inner in value.items() if key != "text"} if isinstance(value, dict) else value


def fixtures(*, layouts: bool) -> Tally:
    """Every fixture that is a review, read and judged."""
    tally = Tally()
    for folder in sorted(FIXTURES.glob("*/*")):
        if not (folder / "expected.json").exists():
            continue
        expected, meta = (
            json.loads((folder / name).read_text(encoding="utf-8")) for name in ("expected.json", "meta.json")
        )
        content = next(iter(sorted(folder.glob("page.*")))).read_bytes()
        got = read_line(Page(meta.get("url"), content, encoding=meta.get("encoding")), layouts=layouts)
        for field in FIELDS:
            tally.judge(field, expected.get(field), got.get(field))
    return tally


def read_line(page: Page, *, layouts: bool) -> dict[str, Json]:
    """The review of a page in the spelling of its line; empty where the page is refused."""
    try:
        line: dict[str, Json] = msgspec.json.decode(msgspec.json.encode(read_page(page, layouts=layouts)))
    except NotAReview:
        return {}
    return line


def corpus(*, layouts: bool, options: list[str]) -> None:
    """The tables of the shared scorer over the shared pages."""
    pages = SHARED / "corpus" / "pages"
    with tempfile.TemporaryDirectory() as folder:
        reviews = Path(folder) / "reviews.jsonl"
        with reviews.open("wb") as lines:
            for path in sorted(pages.glob("*/*.html")):
                saved_as = path.relative_to(pages).as_posix()
                line = read_line(Page(None, path.read_bytes(), saved_as=saved_as), layouts=layouts)
                if line:
                    lines.write(msgspec.json.encode(line) + b"\n")
        for name in ("gold_full.jsonl", "gold_asserted.jsonl"):
            gold = Path(folder) / name
            gold.write_text("".join(_judged(SHARED / "corpus" / name)), encoding="utf-8")
            print(f"\n=== {name}")
            command = [
                sys.executable,
                str(SHARED / "tools" / "score_fields.py"),
                "--gold",
                str(gold),
                "--pred",
                str(reviews),
            ]
            subprocess.run([*command, *options], check=True)


def _judged(gold: Path) -> Iterator[str]:
    """The lines of a gold file that the scorer can judge: one holds the name of a constant instead of a year."""
    for line in gold.read_text(encoding="utf-8").splitlines(keepends=True):
        asserted = json.loads(line).get("asserted") or {}
        if not any(isinstance(asserted.get(field), str) for field in NUMBERS):
            yield line


def main() -> int:
    """Print everything; 1 when a floor is broken."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--by-site", action="store_true", help="a table for each site of the corpus as well")
    args.add_argument("--misses", type=int, default=0, help="print up to N failures a field of the corpus")
    args.add_argument(
        "--raise-floors", action="store_true", help="write today's figures as floors, where they are higher"
    )
    given = args.parse_args()
    options = [*(["--by", "site"] if given.by_site else []), "--misses", str(given.misses)]
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    broken = []
    for name, layouts in READERS.items():
        tally = fixtures(layouts=layouts)
        print(f"\n##### {name}: our fixtures", *tally.lines(), sep="\n", flush=True)
        f1 = round(tally.f1(), 4)
        if f1 < floors.get(name, 0.0):
            broken.append(
                f"{name}: micro F1 over the fixtures is {f1}, its floor is {floors[name]} (benchmarks/floors.json)."
            )
        floors[name] = max(f1, floors.get(name, 0.0))
        if SHARED.is_dir():
            print(f"\n##### {name}: the shared corpus", flush=True)
            corpus(layouts=layouts, options=options)
    if given.raise_floors and not broken:
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    print(*broken, sep="\n", file=sys.stderr)
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
