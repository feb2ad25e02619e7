"""What commands print: tables and colours on a terminal, plain lines in a pipe; other people's text is never markup."""

import shlex
import textwrap
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.prompt import Prompt
from rich.table import Table
from rich.text import Text

from aggregator.model import Anime, Claim, DatabaseId, Issue, Origin, Reading, Review, Score, SourcedScore, Title
from aggregator.parts import PartsManifest
from aggregator.quality import is_stated
from aggregator.reading import Layout
from aggregator.release import Manifest, Release
from aggregator.resolve.doubts import Doubt
from aggregator.resolve.judgements import Verdict

SECONDS_BETWEEN_LINES = 10.0
"""How often a pipe is told how far a crawl is."""
_LONGEST = 300
_ISSUES_NAMED = 4


def printable(value: object, longest: int = _LONGEST) -> str:
    """A value as a person reads it, on one line, without control characters, cut when it is long.

    >>> printable(("Action", "Sci-Fi")), printable(None), printable(Score(source="IMDb", value=5.9))
    ('Action, Sci-Fi', '', 'IMDb 5.9 of 10')
    """
    text = "".join(letter if letter.isprintable() else " " for letter in _as_text(value))
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _as_text(value: object) -> str:
    match value:
        case None:
            text = ""
        case tuple():
            text = ", ".join(map(_as_text, value))
        case Score() | SourcedScore():
            scale = "of an unknown scale" if value.scale_max is None else f"of {value.scale_max:g}"
            votes = "" if value.votes is None else f" ({value.votes:,} vote{'' if value.votes == 1 else 's'})"
            text = f"{value.source} {value.value:g} {scale}{votes}"
        case Title():
            text = f"{value.title} ({value.language})" if value.language else value.title
        case DatabaseId():
            text = f"{value.source} {value.id}"
        case float():
            text = f"{value:g}"
        case _:
            text = str(value)
    return text


# --- a release ---


def print_release(console: Console, release: Release, anime: Sequence[Anime]) -> None:
    """What a run came to: a short table, where the files lie, and some anime as a person would like to read them."""
    manifest = release.manifest
    for name, number, note in _counts(manifest):
        _styled(console, (f"{name:<10}", "bold"), (f"{number:>11,}", "cyan"), (f"  {note}", "dim"))
    if manifest.is_release:
        _line(console, f"Published: {release.folder}", "bold green")
        for reason in manifest.reasons:
            _line(console, f"  {printable(reason, 1000)}", "yellow")
    else:
        _line(console, f"Not published ({manifest.result}), kept beside: {release.folder}", "bold red")
        for reason in manifest.reasons:
            _line(console, f"  {reason}")
        return
    for file in manifest.files:
        rows = "" if file.rows is None else f"{file.rows:,} {'rows' if file.name.endswith('.parquet') else 'lines'}"
        _line(console, f"  {file.name:<20} {rows:>16} {file.bytes:>13,} bytes")
    for one in anime:
        _line(console, "")
        print_anime(console, one)


def print_parts(console: Console, into: str, manifest: PartsManifest, *, taken_over: int) -> None:
    """What a folder of parts holds."""
    counts = manifest.counts
    passed_over = counts.get("passed_over", 0)
    rows = [
        ("pages read", counts.get("pages", 0), f"and {passed_over:,} other files passed over" if passed_over else ""),
        *((stem, manifest.rows(stem), "") for stem in manifest.stems),
        ("parts", len(manifest.parts), f"{taken_over:,} of them taken over from an earlier run" if taken_over else ""),
    ]
    for name, number, note in rows:
        _styled(console, (f"{name:<10}", "bold"), (f"{number:>11,}", "cyan"), (f"  {note}", "dim"))
    _line(console, f"Written: {into}", "bold green")


def _counts(manifest: Manifest) -> Iterator[tuple[str, int, str]]:
    """The short table: what, how many, and what else there is to say."""
    counts = manifest.counts
    issues = sorted(counts.by_issue.items(), key=lambda item: (-item[1], item[0]))
    named = ", ".join(f"{number:,} {code}" for code, number in issues[:_ISSUES_NAMED])
    copies = counts.reviews - counts.counted
    yield (
        "pages read",
        counts.pages,
        f"and {counts.passed_over:,} other files passed over" if counts.passed_over else "",
    )
    yield "reviews", counts.reviews, _sites(manifest) + (f", {copies:,} of them further copies" if copies else "")
    yield "anime", counts.anime, ""
    yield "scores", counts.scores, f"{counts.averaged:,} of them averaged"
    yield "issues", counts.issues, named + (" …" if len(issues) > _ISSUES_NAMED else "")


def _sites(manifest: Manifest) -> str:
    number = sum(1 for site in manifest.sites if site.site and site.reviews)
    return f"of {number:,} site{'' if number == 1 else 's'}"


def print_anime(console: Console, anime: Anime) -> None:
    """One anime, as a person would like to read it."""
    heading = [(printable(anime.title), "bold")]
    if anime.rating is not None:
        scores = f"  the mean of {anime.rating_count} score{'' if anime.rating_count == 1 else 's'}"
        heading += [(f"  {anime.rating:.1f} of 10", "bold yellow"), (scores, "dim")]
    _styled(console, *heading)
    for line in filter(None, (_facts(anime), printable(anime.genres), _spoken(anime))):
        _line(console, f"  {line}")
    for score in anime.scores:
        left_out = "" if score.counted else "  (not averaged)"
        _line(console, f"  {printable(score)}{left_out}", "yellow" if score.counted else "dim")
    if anime.synopsis:
        for line in textwrap.wrap(printable(anime.synopsis), 100):
            _line(console, f"  {line}")
    for source in anime.sources:
        _line(console, f"  {printable(source)}", "blue")


def _facts(anime: Anime) -> str:
    minutes = anime.duration_seconds and round(anime.duration_seconds / 60)
    facts = (
        anime.type and anime.type.replace("_", " "),
        anime.episodes and f"{anime.episodes} episode{'' if anime.episodes == 1 else 's'}",
        minutes and f"{minutes} min",
        anime.season and anime.season.title(),
        anime.year,
        anime.status and anime.status.lower(),
        anime.studios and printable(anime.studios),
    )
    return " · ".join(str(fact) for fact in facts if fact)


def _spoken(anime: Anime) -> str:
    return f"audio: {printable(anime.audio_languages)}" if anime.audio_languages else ""


# --- one page ---


def print_review(console: Console, review: Review) -> None:
    """The fields that a page states."""
    for name, value in _stated(review):
        for text in _rows(value):
            _line(console, f"{name:<20} {text}")
            name = ""  # noqa: PLW2901 - the name stands before the first row only


def _stated(review: Review) -> Iterator[tuple[str, object]]:
    for field in fields(review):
        value = getattr(review, field.name)
        if is_stated(value):
            yield field.name, value


def _rows(value: object) -> Sequence[str]:
    """One row for a value, one each for scores and ids."""
    if isinstance(value, tuple) and isinstance(value[0], Score | DatabaseId | Title):
        return [printable(one) for one in value]
    return [printable(value, 1000)]


def print_reading(console: Console, reading: Reading) -> None:
    """Each field: its value, the raw text, the reader that found it and where; and what other readers found instead."""
    rows = [row for field in fields(reading.review) for row in _explained(field.name, reading.claims)]
    if console.is_terminal:
        console.print(_explanation(rows))
    else:
        for name, value, origin in rows:
            _line(console, f"{name:<20} {value}")
            _line(console, f"{'':<22} {origin.reader}, {printable(origin.place)}: {printable(origin.text, 80)}")
    print_issues(console, reading.issues)


def _explained(name: str, claims: Mapping[str, Sequence[Claim]]) -> Iterator[tuple[str, str, Origin]]:
    """The claims about a field: its name before the first of the taken ones, and what became of the others."""
    taken = [claim.value for claim in claims.get(name, ()) if claim.taken]
    for claim in claims.get(name, ()):
        value = printable(claim.value, 120)
        if claim.taken:
            yield name, value, claim.origin
            name = ""
        else:
            yield "", f"also: {value}" if claim.value in taken else f"not taken: {value}", claim.origin


def _explanation(rows: Sequence[tuple[str, str, Origin]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("field", no_wrap=True, style="bold")
    table.add_column("value", ratio=3, overflow="fold")
    table.add_column("raw text", ratio=2, overflow="fold")
    table.add_column("reader", no_wrap=True)
    table.add_column("place", ratio=2, overflow="fold")
    for name, value, origin in rows:
        place = " > ".join(printable(origin.place).split(" > ")[-2:])
        cells = (name, value, printable(origin.text, 60), origin.reader, place)
        table.add_row(*map(Text, cells), style="dim" if value.startswith(("also: ", "not taken: ")) else None)
    return table


def print_issues(console: Console, issues: Sequence[Issue]) -> None:
    for issue in issues:
        about = f" ({issue.field}: {printable(issue.text, 80)})" if issue.field and issue.text else ""
        _line(console, f"{issue.code}: {printable(issue.message)}{about}", "yellow")


# --- lists ---


def print_layouts(console: Console, layouts: Sequence[Layout]) -> None:
    """What can be read by a layout of its own."""
    rows = []
    for layout in layouts:
        about = (type(layout).__doc__ or "").strip().partition("\n")[0]
        rows.append((layout.name, about, ", ".join(layout.hosts) or "any host"))
    _print_table(console, ("layout", "reads", "hosts"), rows)
    _line(console, "Every other page is read by the generic readers: structured data, labels, rating boxes, headline.")


def print_doubts(console: Console, doubts: Sequence[Doubt]) -> None:
    """Pairs of pages, the most valuable first, each with the command that settles it."""
    for doubt in doubts:
        _line(console, f"{printable(doubt.a.title)}  ~  {printable(doubt.b.title)}", "bold")
        now = "one anime" if doubt.together else "two anime"
        _line(console, f"  now {now}, evidence {doubt.log_odds:+.2f}; settled by (same, different or unsure):")
        _line(console, f"  aggregator judge same {shlex.quote(doubt.key_a)} {shlex.quote(doubt.key_b)}", "blue")
    if not doubts:
        _line(console, "No pair of pages is in doubt.")


ANSWERS = {"s": Verdict.SAME, "d": Verdict.DIFFERENT, "u": Verdict.UNSURE}
"""What a person may answer about a pair; anything else that is asked for ends the questions."""
QUIT = "q"
SIDE_BY_SIDE = ("title", "alternative_titles", "type", "year", "episodes", "duration_seconds", "studios", "url")


def ask_about(console: Console, doubts: Sequence[Doubt]) -> Iterator[tuple[Verdict, str, str]]:
    """Shows pair after pair side by side and gives each answer at once; ends with the pairs, the input, or `q`."""
    for number, doubt in enumerate(doubts, start=1):
        now = "one anime" if doubt.together else "two anime"
        _line(console, f"{number} of {len(doubts)}: now {now}, evidence {doubt.log_odds:+.2f}", "bold")
        rows = [(name, getattr(doubt.a, name), getattr(doubt.b, name)) for name in SIDE_BY_SIDE]
        stated = [(name, printable(a), printable(b)) for name, a, b in rows if is_stated(a) or is_stated(b)]
        _print_table(console, ("", "A", "B"), stated)
        try:
            answer = Prompt.ask(
                "(s)ame, (d)ifferent, (u)nsure or (q)uit", choices=[*ANSWERS, QUIT], show_choices=False, console=console
            )
        except EOFError:
            return
        if answer == QUIT:
            return
        yield ANSWERS[answer], doubt.key_a, doubt.key_b
    _line(console, "No other pair of pages is in doubt." if doubts else "No pair of pages is in doubt.")


def print_lines(console: Console, text: str) -> None:
    """Lines that were written elsewhere, without control characters."""
    for line in text.split("\n"):
        _line(console, printable(line, 1000))


def _print_table(console: Console, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on a terminal; in a pipe, lines whose cells are separated by tabs."""
    if not console.is_terminal:
        for row in (header, *rows):
            _line(console, "\t".join(cell.replace("\t", " ") for cell in row).rstrip())
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _line(console: Console, text: str, style: str = "") -> None:
    """One line that is never wrapped and never markup."""
    _styled(console, (text, style))


def _styled(console: Console, *parts: tuple[str, str]) -> None:
    """One line of texts with their styles, which a pipe does not get to see."""
    if console.is_terminal:
        console.print(Text.assemble(*parts), soft_wrap=True)
    else:
        console.file.write("".join(text for text, _ in parts).rstrip() + "\n")


# --- work under way ---


@dataclass(slots=True)
class Work:
    """How far something is, as its progress bar asks for it, from a thread of its own."""

    done: Callable[[], int]
    told: Callable[[], str]
    total: Callable[[], int | None]


@contextmanager
def following(console: Console, work: Work) -> Iterator[None]:
    """Shows work under way: a bar on a terminal, now and then a line in a pipe."""
    over = threading.Event()
    follow = _draw if console.is_terminal else _tell
    thread = threading.Thread(target=follow, args=(console, work, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _draw(console: Console, work: Work, over: threading.Event) -> None:
    columns = (
        SpinnerColumn(),
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=work.total())
        while not over.wait(0.1):
            bar.update(task, completed=work.done(), description=work.told())


def _tell(console: Console, work: Work, over: threading.Event) -> None:
    while not over.wait(SECONDS_BETWEEN_LINES):
        _line(console, f"{work.done():,} pages read, {work.told()}")
