"""Verify: whether a release keeps every promise. What breaks one is named: the file, the line, the field.

1. Every file of the manifest is there, with its bytes, rows and sha256.
2. Every line is what the model says and nothing else: decoded strictly and encoded again, it is the same bytes. So
   every key stands on every line, in order, once; scores are floats; nothing is NaN; no byte order mark, no torn end.
3. Lines are sorted, and none stands twice.
4. Every page stands in an anime, and every anime has its pages.
5. Every number of a rating follows from the scores on its line and the constants of the manifest, and these constants
   from all scores.
6. Schemas and descriptions say what the model says; Parquet and packed twins hold the same rows as their lines.
7. The release before + delta.jsonl = anime.jsonl, where the release before still lies beside.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import zip_longest
from pathlib import Path
from typing import Generic

import duckdb
import msgspec

from aggregator.dataset.delta import applied, read_anime, read_changes
from aggregator.dataset.description import croissant, datapackage
from aggregator.dataset.packed import unpacked
from aggregator.dataset.parquet import connect, differences, in_words
from aggregator.dataset.schema import BOUNDS, pretty, schema_files, without_wording
from aggregator.dataset.tables import ANIME, DELTA, FORMAT, ISSUES, REVIEWS, TABLES, AnyTable, FileEntry, Line, Table
from aggregator.levels import Adjuster, Tens, measure_scores, tens_of
from aggregator.manifest import Manifest, release_beside
from aggregator.model import Anime, Change
from aggregator.quality import SiteCount
from aggregator.rating import exact_sum, round_half_up, ten_of
from aggregator.resolve.pages import canonical_url, page_key
from aggregator.standing import Prior, Standing, fit_prior, stand_one

MOST_NAMED = 20
"""Problems of one file that are named; more are counted."""
DESCRIPTIONS = ("datapackage.json", "croissant.json")
"""Files that name the others, and are written after them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A promise that is not kept."""

    file: str
    message: str
    """What is wrong, as a sentence without its subject."""
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        place = [self.file, f"line {self.line}" if self.line else "", f"field {self.field}" if self.field else ""]
        return f"{', '.join(filter(None, place))}: {self.message}"


@dataclass(slots=True)
class Verified:
    """What was found."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What could not be checked, and why."""
    lines: int = 0
    """How many lines were read."""

    @property
    def is_good(self) -> bool:
        """Whether every promise is kept that could be checked."""
        return not self.problems

    def told(self, folder: Path | str) -> Iterator[str]:
        """The answer, line by line."""
        yield from map(str, self.problems)
        yield from self.notes
        verdict = "every promise is kept" if self.is_good else f"{len(self.problems)} promises are broken"
        yield f"{folder}: {self.lines:,} lines read, {verdict}."


def verify(folder: Path, manifest: Manifest) -> Verified:
    """Checks a release, read from the disk. The manifest is given: before publication it is not written yet."""
    found = Verified()
    said = {entry.name: entry for entry in manifest.files}
    found.problems += _files(folder, manifest.files)
    if manifest.data_format != FORMAT:
        found.notes.append(
            f"The release is of data format {manifest.data_format}, this program of {FORMAT}: its lines were not read."
        )
        return found
    found.problems += _lines_of(folder, manifest, found)
    found.problems += _schemas(folder, said)
    found.problems += _descriptions(folder, manifest, said)
    with connect() as base:
        for table in TABLES:
            found.problems += _twins(base, folder, table, said)
    found.problems += _delta(folder, manifest, said, found)
    found.problems = list(curtailed(found.problems))
    return found


def _files(folder: Path, entries: Iterable[FileEntry]) -> Iterator[Problem]:
    for entry in entries:
        path = folder / Path(entry.name).name
        if path.is_file():
            yield from mismatches(entry, path)
        else:
            yield missing(entry)


def missing(entry: FileEntry) -> Problem:
    """What is said of a file that is not there."""
    return Problem(entry.name, "it is in the manifest, but not in the folder.")


def mismatches(entry: FileEntry, path: Path) -> Iterator[Problem]:
    """Whether a file is not the one that the manifest names."""
    size = path.stat().st_size
    if size != entry.bytes:
        yield Problem(entry.name, f"it has {size:,} bytes, the manifest says {entry.bytes:,}.")
    digest = _sha256(path)
    if digest != entry.sha256:
        yield Problem(entry.name, f"its sha256 is {digest}, the manifest says {entry.sha256}.")


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


# --- lines -----------------------------------------------------------------------------------------------------------


def _lines_of(folder: Path, manifest: Manifest, found: Verified) -> Iterator[Problem]:
    pages: Counter[str] = Counter()
    reviews, anime = _Lines(folder, REVIEWS, found), _Lines(folder, ANIME, found)
    issues, delta = _Lines(folder, ISSUES, found), _Lines(folder, DELTA, found)
    for _, review in reviews:
        pages[page_key(review)] += 1
    yield from reviews.problems
    yield from _ratings(anime, manifest, pages)
    yield from anime.problems
    for _ in issues:
        pass
    yield from issues.problems
    for _ in delta:
        pass
    yield from delta.problems
    counts = {
        REVIEWS.name: reviews.read,
        ANIME.name: anime.read,
        ISSUES.name: issues.read,
        DELTA.name: delta.read,
    }
    for entry in manifest.files:
        if entry.name in counts and entry.rows != counts[entry.name]:
            yield Problem(entry.name, f"it has {counts[entry.name]:,} lines, the manifest says {entry.rows:,}.")
    for name, count, told in (
        (REVIEWS.name, reviews.read, manifest.counts.reviews),
        (ANIME.name, anime.read, manifest.counts.anime),
        (ISSUES.name, issues.read, manifest.counts.issues),
    ):
        if count != told:
            yield Problem("manifest.json", f"it counts {told:,}, {name} has {count:,} lines.", field="counts")
    for page in sorted(pages)[:MOST_NAMED]:
        yield Problem(REVIEWS.name, f"{page} is a page that stands in no anime.", field="url")


class CheckedLines(Generic[Line]):
    """Lines of one table, in one file or in several: those that are what the model says; problems of the others."""

    def __init__(self, table: Table[Line], found: Verified, *, is_sorted: bool = True) -> None:
        self.table: Table[Line] = table
        self.problems: list[Problem] = []
        self.read = 0
        self._found = found
        self._is_sorted = is_sorted
        self._before: object = None
        self._name = table.name

    def check(self, name: str, lines: Iterable[bytes]) -> Iterator[tuple[int, Line]]:
        """The good lines of a file, with their numbers in it; files come in the order of their lines."""
        decoder = msgspec.json.Decoder(self.table.line, strict=True)
        self._name = name
        for number, raw in enumerate(lines, start=1):
            self.read += 1
            self._found.lines += 1
            line = self._decoded(decoder, number, raw)
            if line is None:
                continue
            key = self.table.order(line)
            if self._is_sorted and self._before is not None and not self._before < key:  # type: ignore[operator]  # keys of one table are of one type
                told = "it stands there twice" if self._before == key else "it is not in its place: lines are sorted"
                self._say(number, f"{told}.", ", ".join(self.table.key) or None)
            self._before = key
            yield number, line

    def _decoded(self, decoder: "msgspec.json.Decoder[Line]", number: int, raw: bytes) -> Line | None:
        if number == 1 and raw.startswith(b"\xef\xbb\xbf"):
            self._say(number, "it begins with a byte order mark.", None)
            raw = raw[3:]
        try:
            line = decoder.decode(raw)
        except msgspec.ValidationError as error:
            message, _, place = str(error).partition(" - at ")
            self._say(number, f"{message}.", place.strip("`$.") or None)
            return None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            torn = "" if raw.endswith(b"\n") else " The file is torn there."
            self._say(number, f"it is no JSON: {error}.{torn}", None)
            return None
        encoded = msgspec.json.encode(line) + b"\n"
        if encoded != raw:
            self._say(number, *_written_otherwise(raw, encoded, self.table.line))
        for name, message in _out_of_bounds(line):
            self._say(number, message, name)
        return line

    def _say(self, number: int, message: str, field: str | None) -> None:
        self.problems.append(Problem(self._name, message, number, field))


class _Lines(Generic[Line]):
    """Those of a release's file."""

    def __init__(self, folder: Path, table: Table[Line], found: Verified) -> None:
        self._lines: CheckedLines[Line] = CheckedLines(table, found)
        self._path = folder / table.name

    def __iter__(self) -> Iterator[tuple[int, Line]]:
        if self._path.is_file():
            with self._path.open("rb") as lines:
                yield from self._lines.check(self._path.name, lines)

    @property
    def read(self) -> int:
        return self._lines.read

    @property
    def problems(self) -> list[Problem]:
        return self._lines.problems


def _written_otherwise(raw: bytes, encoded: bytes, line: type) -> tuple[str, str | None]:
    """What of a line is not as the model writes it, and its field."""
    if not raw.endswith(b"\n"):
        return "its end is missing.", None
    return _other_keys(raw, [each.name for each in fields(line)]) or _other_values(raw, encoded)


def _other_keys(raw: bytes, wanted: Sequence[str]) -> tuple[str, str] | None:
    keys = [name for name, _ in _pairs(raw)]
    if missing := [name for name in wanted if name not in keys]:
        return "the key is missing.", missing[0]
    if strange := [name for name in keys if name not in wanted]:
        return "the model has no such key.", strange[0]
    if twice := [name for name in keys if keys.count(name) > 1]:
        return "the key stands there twice.", twice[0]
    if moved := [name for name, place in zip(keys, wanted, strict=True) if name != place]:
        return "the keys are not in their order.", moved[0]
    return None


def _other_values(raw: bytes, encoded: bytes) -> tuple[str, str | None]:
    written, told = (msgspec.json.decode(each, type=dict[str, msgspec.Raw]) for each in (raw, encoded))
    for name, value in told.items():
        if bytes(written[name]) != bytes(value):
            return f"it is written {_short(written[name])}, the model writes {_short(value)}.", name
    return "there is space between its parts, or its end is not a single line feed.", None


def _pairs(raw: bytes) -> list[tuple[str, object]]:
    """The keys of an object as they stand there, also those that stand there twice."""
    pairs: list[tuple[str, object]] = json.loads(
        raw, object_pairs_hook=list
    )  # msgspec keeps only the last of equal keys
    return pairs


def _short(raw: msgspec.Raw) -> str:
    text = bytes(raw).decode("utf-8", "replace")
    return text if len(text) <= 60 else f"{text[:60]}…"


def _out_of_bounds(line: object) -> Iterator[tuple[str, str]]:
    for name, bound in _bounds(type(line).__name__).items():
        value = getattr(line, name)
        if value is None:
            continue
        low, high, pattern = bound.get("minimum"), bound.get("maximum"), bound.get("pattern")
        if isinstance(low, int) and value < low:
            yield name, f"{value} is less than {low}."
        if isinstance(high, int) and value > high:
            yield name, f"{value} is more than {high}."
        if isinstance(pattern, str) and not re.search(pattern, value):
            yield name, f"{value!r} does not match {pattern}."


def _bounds(name: str) -> Mapping[str, Mapping[str, object]]:
    return {field: bound for (whole, field), bound in BOUNDS.items() if whole == name}


# --- ratings ---------------------------------------------------------------------------------------------------------


def _ratings(lines: Iterable[tuple[int, Anime]], manifest: Manifest, pages: Counter[str]) -> Iterator[Problem]:
    """Numbers that do not follow from the scores, sources that are no reviews; pages in no anime stay in `pages`."""
    prior = Prior(
        mean=manifest.resolution.get("bayes_mean", Prior().mean),
        weight=manifest.resolution.get("bayes_weight", Prior().weight),
    )
    adjuster = Adjuster.of(manifest.levels)
    rated: list[tuple[str, Tens]] = []
    claimed: set[str] = set()
    all_tens = []
    known = set(pages)
    for number, line in lines:
        for name, value in expected_numbers(line, prior, adjuster).items():
            if getattr(line, name) != value:
                yield Problem(ANIME.name, f"it is {getattr(line, name)}, its scores make {value}.", number, name)
        for source in line.sources:
            page = canonical_url(source)
            if page not in known:
                yield Problem(ANIME.name, f"{source} is no page of {REVIEWS.name}.", number, "sources")
            elif page in claimed:
                yield Problem(ANIME.name, f"{source} stands in another anime too.", number, "sources")
            claimed.add(page)
            pages.pop(page, None)
        rated.append((line.id, tens_of(line)))
        all_tens.append([ten for score in line.scores if score.counted and (ten := ten_of(score)) is not None])
    found = Standing(prior=fit_prior(all_tens), levels=measure_scores(rated))
    told = Standing(prior=prior, levels=manifest.levels)
    if found.levels != told.levels:
        yield Problem("manifest.json", "the levels of the sources are not those of the scores.", field="levels")
    for name, value in found.constants.items():
        if manifest.resolution.get(name) != value:
            yield Problem(
                "manifest.json",
                f"{name} is {manifest.resolution.get(name)}, the scores make {value}.",
                field="resolution",
            )


def expected_numbers(anime: Anime, prior: Prior, adjuster: Adjuster) -> dict[str, object]:
    """Every number of a rating, from the scores on the line."""
    tens = sorted(ten for score in anime.scores if score.counted and (ten := ten_of(score)) is not None)
    votes = [score.votes for score in anime.scores if score.counted and score.votes is not None]
    count = len(tens)
    mean = exact_sum(tens) / count if count else None
    middle = (tens[(count - 1) // 2] + tens[count // 2]) / 2 if count else None
    stood = stand_one(anime, prior, adjuster)
    return {
        "rating": None if mean is None else round_half_up(mean, 1),
        "rating_exact": None if mean is None else round_half_up(mean, 6),
        "rating_count": count,
        "rating_votes": sum(votes) if votes else None,
        "rating_median": None if middle is None else round_half_up(middle, 6),
        "rating_min": round_half_up(tens[0], 6) if tens else None,
        "rating_max": round_half_up(tens[-1], 6) if tens else None,
        "rating_weighted": stood.rating_weighted,
        "rating_vote_weighted": stood.rating_vote_weighted,
        "rating_adjusted": stood.rating_adjusted,
        "rating_spread": stood.rating_spread,
        "rating_low_evidence": stood.rating_low_evidence,
    }


# --- what stands beside the lines ------------------------------------------------------------------------------------


def _schemas(folder: Path, said: Mapping[str, FileEntry]) -> Iterator[Problem]:
    for name, content in schema_files().items():
        yield from _says(folder / name, said, content, f"it is not the schema of data format {FORMAT}.")


def _descriptions(folder: Path, manifest: Manifest, said: Mapping[str, FileEntry]) -> Iterator[Problem]:
    for name, content in description_files(manifest.files, manifest.sites).items():
        yield from _says(folder / name, said, content, "it does not describe the files of the manifest.")


def _says(path: Path, said: Mapping[str, FileEntry], content: bytes, otherwise: str) -> Iterator[Problem]:
    """Whether a JSON file says what it must, in whatever words."""
    if path.name not in said:
        yield Problem(path.name, "the manifest does not name it.")
    elif path.is_file():
        try:
            told, wanted = (without_wording(msgspec.json.decode(each)) for each in (path.read_bytes(), content))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield Problem(path.name, f"it is no JSON: {error}.")
        else:
            if told != wanted:
                yield Problem(path.name, otherwise)


def description_files(files: Iterable[FileEntry], sites: Iterable[SiteCount]) -> dict[str, bytes]:
    """File name to content: what describes the other files."""
    names = sorted(site.site for site in sites if site.site and site.reviews)
    described = sorted((file for file in files if file.name not in DESCRIPTIONS), key=lambda file: file.name)
    return {
        "datapackage.json": pretty(datapackage(described, names)),
        "croissant.json": pretty(croissant(described)),
    }


def _twins(
    base: duckdb.DuckDBPyConnection, folder: Path, table: AnyTable, said: Mapping[str, FileEntry]
) -> Iterator[Problem]:
    if table.name not in said or not (folder / table.name).is_file():
        return
    if table.parquet not in said:
        yield Problem(table.parquet, "the manifest does not name it.")
    elif (folder / table.parquet).is_file():
        yield from _parquet(base, folder, table)
    packed = folder / f"{table.name}.zst"
    if packed.name in said and packed.is_file():
        digest = hashlib.sha256()
        try:
            for piece in unpacked(packed):
                digest.update(piece)
        except ValueError as error:
            yield Problem(packed.name, f"{error}.")
        else:
            if digest.hexdigest() != _sha256(folder / table.name):
                yield Problem(packed.name, f"it does not hold what {table.name} holds.")


def _parquet(base: duckdb.DuckDBPyConnection, folder: Path, table: AnyTable) -> Iterator[Problem]:
    try:
        unlike = differences(base, folder / table.name, folder / table.parquet, table.line, most=MOST_NAMED)
    except duckdb.Error as error:
        yield Problem(table.parquet, f"it cannot be compared with {table.name}: {in_words(error)}.")
        return
    for number, name in unlike:
        if number:
            yield Problem(table.parquet, f"it says something else than {table.name}.", number, name)
        else:
            yield Problem(table.parquet, f"it has not the columns or rows of {table.name}.")


def _delta(folder: Path, manifest: Manifest, said: Mapping[str, FileEntry], found: Verified) -> Iterator[Problem]:
    if DELTA.name not in said or not (folder / DELTA.name).is_file() or not (folder / ANIME.name).is_file():
        return
    before: Iterable[Anime] = ()
    if manifest.delta_from is not None:
        place = release_beside(folder, manifest.delta_from)
        if place is None:
            found.notes.append(f"The release before ({manifest.delta_from}) is gone: the delta was not added up.")
            return
        before = read_anime(place / ANIME.name)
    changes = read_changes(folder / DELTA.name)
    yield from not_added_up(before, changes, read_anime(folder / ANIME.name))


def not_added_up(before: Iterable[Anime], changes: Iterable[Change], after: Iterable[Anime]) -> Iterator[Problem]:
    """Where the lines of before and a delta are not the lines of today."""
    try:
        for number, (now, added_up) in enumerate(zip_longest(after, applied(before, changes)), start=1):
            if now == added_up:
                continue
            if now is None or added_up is None or now.id != added_up.id:
                one = added_up if now is None or (added_up is not None and added_up.id < now.id) else now
                yield Problem(
                    ANIME.name, f"{one.id if one else ''}: the delta does not tell that it came or went.", number, "id"
                )
                return
            name = next(each.name for each in fields(Anime) if getattr(now, each.name) != getattr(added_up, each.name))
            yield Problem(ANIME.name, f"{now.id}: the delta does not tell this change.", number, name)
    except (ValueError, msgspec.DecodeError) as error:
        yield Problem(DELTA.name, f"{error}.")


def curtailed(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Not more of one file than a person reads."""
    told: Counter[str] = Counter()
    for problem in problems:
        told[problem.file] += 1
        if told[problem.file] <= MOST_NAMED:
            yield problem
    for file, number in told.items():
        if number > MOST_NAMED:
            yield Problem(file, f"and {number - MOST_NAMED:,} more.")
