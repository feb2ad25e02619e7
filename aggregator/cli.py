"""The commands: arguments in, one call, result out. What they print is made in aggregator.terminal.

Scrapy is imported by the one command that crawls: everything else starts in a fraction of the time.
"""

import contextlib
import io
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import msgspec
import typer
from rich.console import Console

from aggregator import resolve_many as resolving
from aggregator import terminal
from aggregator.compare import compare, in_words
from aggregator.engines import ReadingEngine, ResolvingEngine
from aggregator.engines.local import Pool, default_workers
from aggregator.engines.spark import ALL_PROCESSORS, Cluster, read_parts, require_spark
from aggregator.engines.spark_resolving import SparkResolver
from aggregator.exits import Exit, Refusal
from aggregator.export import Format
from aggregator.export import export as export_release
from aggregator.harvest import Plan
from aggregator.history import accounted, healthy
from aggregator.logs import logging_into
from aggregator.manifest import release_in
from aggregator.model import Anime, Issue, IssueCode, Reading, Review
from aggregator.monitoring import age_in_hours, killed, running, status_of, told, watched
from aggregator.parts import MANIFEST, PartFormat, PartsManifest, refuse_other_parts
from aggregator.places import is_remote
from aggregator.quality import Bounds, Tally, falls, read_bounds, site_counts, suggested
from aggregator.read_many import COMMAND as READ_MANY
from aggregator.read_many import Job, conclude, count_of_pages, plan
from aggregator.reading import NotAReview, examine_page, installed_layouts
from aggregator.redaction import escaped, redacted
from aggregator.release import (
    ANIME,
    BOUNDS,
    JUDGEMENTS,
    REVIEWS,
    Release,
    Terms,
    bounds_of,
    counted_reviews,
    judgements_of,
    names_in,
    publish,
    read_lines,
    read_manifest,
    ready,
)
from aggregator.resolve import Resolver
from aggregator.resolve import resolving as resolve_here
from aggregator.resolve.doubts import doubts as find_doubts
from aggregator.resolve.judgements import Judgement, Verdict, append_judgement, read_judgements
from aggregator.resolve.pages import canonical_url
from aggregator.resolve.why import UnknownPageError, explain_pair, explanation_text
from aggregator.resolved import COMMAND as RESOLVE_MANY
from aggregator.reviews import record_reviews
from aggregator.run import Run, timestamp
from aggregator.saved import SavedPages, open_saved
from aggregator.scaffold import new_layout
from aggregator.sources import chosen, read_sources
from aggregator.verify import verify as verify_release
from aggregator.verify_parts import parts_at, verify_parts

if TYPE_CHECKING:
    from aggregator.frontier import Look

EXIT_CODES = "\n".join(["Exit codes:", *(f"{code.value}  {code.meaning}" for code in Exit)])


app = typer.Typer(
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Into = Annotated[Path, typer.Option(help="Folder to publish into: DIR/latest is the last good release.", metavar="DIR")]
Floor = Annotated[int, typer.Option(min=0, help="Fewest reviews of a release: with fewer, nothing is published.")]
AcceptDrift = Annotated[
    bool, typer.Option("--accept-drift", help="Publish even when the last release was twice as large.")
]
Alert = Annotated[
    str | None,
    typer.Option(
        help="Where to post how the folder is doing, when that turns from good to bad or back.",
        metavar="URL",
        envvar="AGGREGATOR_ALERT",
        show_envvar=True,
    ),
]
FrontierUrl = Annotated[
    str,
    typer.Option(
        metavar="URL",
        help="The store of pages to fetch, such as postgresql://host/name; without it DIR/frontier.sqlite.",
        envvar="AGGREGATOR_FRONTIER",
        show_envvar=True,
        show_default=False,
    ),
]
ReadersOption = Annotated[
    int | None,
    typer.Option(
        "--readers",
        min=0,
        max=256,
        metavar="N",
        help="Processes that read live pages beside each that fetches; 0: it reads them itself.",
        show_default="one a processor, at most two",
    ),
]
Zst = Annotated[bool, typer.Option("--zst", help="Publish the lines packed too, as .jsonl.zst.")]
Published = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that was published into, or one run in it.")]
NoLayouts = Annotated[bool, typer.Option("--no-layouts", help="Read with the generic readers only.")]
Master = Annotated[
    str,
    typer.Option(
        help="The cluster of the engine spark: spark://HOST:PORT, local-cluster[WORKERS,CORES,MIB], …", metavar="URL"
    ),
]
SparkSettings = Annotated[
    list[str] | None,
    typer.Option("--spark", metavar="NAME=VALUE", help="A setting of Spark, as in spark.executor.memory=4g."),
]
SavedPage = Annotated[Path, typer.Argument(help="A saved page.", show_default=False)]
Parts = Annotated[str, typer.Option(help="Folder for the parts, of this machine or of object storage.", metavar="DIR")]
Reviews = Annotated[
    list[str],
    typer.Argument(
        help="Reviews: .jsonl, .jsonl.zst or .parquet; files, folders, patterns, also of object storage (s3://…).",
        show_default=False,
    ),
]
Resolves = Annotated[
    ResolvingEngine, typer.Option(help="What resolves: this process, or a Spark cluster. The anime are the same.")
]
LinesAs = Annotated[PartFormat, typer.Option("--format", help="How the lines are written.")]
PageUrl = Annotated[str | None, typer.Option(help="The page's URL, where the page itself does not tell it.")]


@app.callback()
def aggregator() -> None:
    """Reads anime review pages of any site, and publishes one line of JSON per anime with an exact average rating."""


@app.command(epilog=EXIT_CODES)
def crawl(
    source: Annotated[
        list[str] | None,
        typer.Argument(
            help="Saved pages, folders of them, or http(s) URLs of pages, sitemaps and feeds; "
            "with --sources, names of sources in that file, all of them where none is named.",
            show_default=False,
        ),
    ] = None,
    *,
    into: Into = Path("out"),
    sources: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A sources.toml: crawl its sources, each by its own settings and floors."),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="With --sources: ask for every known page, not only for those that are due.")
    ] = False,
    floor: Floor = 1,
    accept_drift: AcceptDrift = False,
    zst: Zst = False,
    no_layouts: NoLayouts = False,
    allow_private: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST[:PORT]", help="A host of this machine or network that may be read; others there never are."
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", "-s", metavar="NAME=VALUE", help="A setting of Scrapy, as in USER_AGENT='me (me@example.org)'."
        ),
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Log to stderr instead of to the run's crawl.log.")
    ] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Log a JSON object a line.")] = False,
    alert: Alert = None,
    workers: Annotated[
        int,
        typer.Option(min=1, max=256, metavar="N", help="Processes that fetch live pages, together as polite as one."),
    ] = 1,
    readers: ReadersOption = None,
    frontier: FrontierUrl = "",
) -> None:
    """Read pages, put those about one anime together, average their scores, and publish the result.

    A run that fails, or comes to less than its floor, leaves the last good release as it is.
    """
    if sources is None and all_:
        raise Refusal(Exit.USAGE, "--all goes with --sources: what is named on the command line is asked for anyway.")
    settings = {
        "LOG_INSTALL_ROOT_HANDLER": False,
        "AGGREGATOR_LAYOUTS": not no_layouts,
        "AGGREGATOR_LOG_JSON": log_json,
        "AGGREGATOR_ALLOW_PRIVATE": allow_private or [],
        **({} if readers is None else {"AGGREGATOR_READERS": readers}),
        **_settings(set_ or []),
    }

    from spiders.crawl import Job, Progress, end_round  # noqa: PLC0415 - Scrapy takes half a second to import
    from spiders.crawl import crawl as run_crawl  # noqa: PLC0415

    plan = None
    if sources is None:
        saved, live = _sources(source or [])
        job = Job(saved=saved, live=live, settings=settings)
    else:
        known = read_sources(sources)
        names = chosen(sources, known, source or [])
        plan = Plan(sources=known, asked=frozenset(names))
        settings["AGGREGATOR_EVERY_PAGE"] = all_
        job = Job.of({name: known[name] for name in names}, sources.parent, settings)
    job = replace(job, workers=workers, frontier=frontier)
    progress = Progress()
    work = terminal.Work(
        done=lambda: progress.read + progress.dropped,
        told=lambda: f"{progress.dropped:,} of them no review",
        total=lambda: None if job.live else SavedPages(list(job.all_saved)).count(),
    )
    with Run.open(into) as run, watched(into, alert):
        _prepare(run)
        with logging_into(None if verbose else run.log, level=_log_level(settings), json=log_json):
            with terminal.following(_stderr(), work):
                ended = run_crawl(run, job, progress, _say)
            plan = replace(plan, faults=ended.faults) if plan is not None else None
            terms = Terms(floor=floor, accept_drift=accept_drift, packed=zst, plan=plan)
            release = publish(run, terms, fault=ended.fault)
            if release.exit_code not in {Exit.INTERRUPTED, Exit.UNWRITABLE}:
                end_round(run, job, release.manifest)
    _finish(release)


@app.command(epilog=EXIT_CODES)
def worker(
    frontier: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="The store of the crawl, such as postgresql://host/name.",
            envvar="AGGREGATOR_FRONTIER",
            show_envvar=True,
            show_default=False,
        ),
    ],
    *,
    into: Annotated[Path, typer.Option(metavar="DIR", help="Folder for its journal and its log.")] = Path("worker"),
    readers: ReadersOption = None,
    led: Annotated[str, typer.Option(hidden=True, help="The name that a leader on this machine gave.")] = "",
) -> None:
    """Take part in a crawl that goes on elsewhere, or wait for one; ends when that crawl is over.

    What it reads comes to the release through the store.
    """
    from spiders.crawl import work  # noqa: PLC0415 - Scrapy takes half a second to import

    raise typer.Exit(work(frontier, into.absolute(), led, readers, _say))


@app.command(epilog=EXIT_CODES)
def resolve(
    reviews: Reviews,
    *,
    into: Into = Path("out"),
    engine: Resolves = ResolvingEngine.EMBEDDED,
    master: Master = ALL_PROCESSORS,
    spark: SparkSettings = None,
    floor: Floor = 1,
    accept_drift: AcceptDrift = False,
    zst: Zst = False,
    alert: Alert = None,
) -> None:
    """Make a release of reviews that were read before, without crawling."""
    resolver: Resolver = resolve_here
    if engine is ResolvingEngine.SPARK:
        resolver = SparkResolver(_cluster(master, spark))
    with Run.open(into) as run, watched(into, alert):
        _prepare(run)
        with accounted(run):
            complaints = record_reviews(run, reviews)
        for complaint in complaints:
            _say(f"aggregator: {complaint.message}")
        release = publish(run, Terms(floor=floor, accept_drift=accept_drift, packed=zst), resolver=resolver)
    _finish(release)


@app.command(epilog=EXIT_CODES)
def read_many(
    source: Annotated[
        list[str],
        typer.Argument(
            help="Saved pages, archives and folders of them, patterns of such, also of object storage (s3://…).",
            show_default=False,
        ),
    ],
    *,
    into: Parts,
    engine: Annotated[
        ReadingEngine, typer.Option(help="What reads: processes of this machine, or a Spark cluster.")
    ] = ReadingEngine.LOCAL,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes of the local engine.", show_default="one a processor")
    ] = None,
    master: Master = ALL_PROCESSORS,
    spark: SparkSettings = None,
    form: LinesAs = PartFormat.JSONL,
    time_limit: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="What one page may take.")] = 60.0,
    no_layouts: NoLayouts = False,
) -> None:
    """Read saved pages, however many, into parts: files of reviews, and of issues beside, for `aggregator resolve`.

    A run that was broken off goes on where it was: parts that are whole are not read again.
    """
    sources, job = tuple(source), Job(into=into, layouts=not no_layouts, form=form, time_limit=time_limit)
    refuse_other_parts(into, READ_MANY, sources)
    if engine is ReadingEngine.SPARK:
        parts = list(plan(sources))
        manifest = conclude(sources, job, read_parts(_cluster(master, spark), job, parts))
        _finish_parts(into, manifest)
    pool = Pool(job, workers or default_workers())
    work = terminal.Work(
        done=pool.pages,
        told=lambda: f"{pool.taken_over:,} parts taken over",
        total=lambda: count_of_pages(sources),
    )
    with terminal.following(_stderr(), work):
        manifest = conclude(sources, job, list(pool.receipts(plan(sources))))
    _finish_parts(into, manifest, taken_over=pool.taken_over)


@app.command(epilog=EXIT_CODES)
def resolve_many(
    reviews: Reviews,
    *,
    into: Parts,
    engine: Resolves = ResolvingEngine.EMBEDDED,
    master: Master = ALL_PROCESSORS,
    spark: SparkSettings = None,
    form: LinesAs = PartFormat.JSONL,
    judgements: Annotated[
        Path | None, typer.Option(metavar="FILE", help="People's judgements: a judgements.jsonl.", show_default=False)
    ] = None,
    previous: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="What was resolved before: the --into of an earlier run, or a release. Ids are kept, and a delta is"
            " written.",
            show_default=False,
        ),
    ] = None,
    floor: Floor = 1,
    accept_drift: AcceptDrift = False,
    bounds: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What you demand of each site: a bounds.toml.", show_default=False),
    ] = None,
) -> None:
    """Resolve reviews, however many, into parts: files of anime, and of issues beside. Reviews are not held in memory.

    The lines are those of a release of the same reviews. With --previous, ids last from run to run, and what is much
    less than before is not written, as a release would not be published. Without it ids come from the pages alone.
    """
    sources = tuple(reviews)
    job = resolving.Job(
        into=into,
        form=form,
        judgements=_judged(judgements),
        previous=previous,
        floor=floor,
        accept_drift=accept_drift,
        bounds=_demanded(bounds),
    )
    refuse_other_parts(into, RESOLVE_MANY, sources)
    merged = resolving.merged_here
    if engine is ResolvingEngine.SPARK:
        merged = SparkResolver(_cluster(master, spark)).merged
    outcome = resolving.resolve_many(sources, job, merged)
    for warning in outcome.manifest.warnings:
        _say(f"aggregator: {escaped(warning)}")
    _finish_parts(into, outcome.manifest, taken_over=outcome.taken_over)


@app.command()
def read(
    page: SavedPage,
    url: PageUrl = None,
    json: Annotated[bool, typer.Option("--json", help="Print the line of reviews.jsonl.")] = False,
    no_layouts: NoLayouts = False,
) -> None:
    """Print what one saved page says about its anime."""
    reading = _examine(page, url, layouts=not no_layouts)
    if json:
        sys.stdout.buffer.write(msgspec.json.encode(reading.review) + b"\n")
    else:
        terminal.print_review(_stdout(), reading.review)
        terminal.print_issues(_stderr(), reading.issues)


@app.command()
def explain(page: SavedPage, url: PageUrl = None, no_layouts: NoLayouts = False) -> None:
    """Show where each value of a page came from, and what other readers found instead."""
    terminal.print_reading(_stdout(), _examine(page, url, layouts=not no_layouts))


@app.command()
def layouts() -> None:
    """List the sites, themes and plugins that have a layout of their own."""
    terminal.print_layouts(_stdout(), installed_layouts())


@app.command()
def show(
    folder: Published = Path("out"),
    anime: Annotated[int, typer.Argument(min=0, metavar="N", help="How many anime to print.")] = 1,
) -> None:
    """Show the last good release: what it came to, where its files lie, and its first anime."""
    place = release_in(folder)
    _print(Release(folder=place, manifest=read_manifest(place)), anime)


@app.command(epilog=EXIT_CODES)
def verify(
    folder: Annotated[
        str,
        typer.Argument(metavar="DIR", help="A folder that was published into, one run in it, or a folder of parts."),
    ] = "out",
) -> None:
    """Check every promise of a release: checksums, types, keys, order, ratings, twins, delta. Names what breaks one.

    Of a folder of parts, also of object storage: that it is finished and holds what its manifest says, line by line.
    """
    manifest = parts_at(folder)
    if manifest is not None:
        place, verified = folder, verify_parts(folder, manifest)
    elif is_remote(folder):
        raise Refusal(Exit.USAGE, f"{folder} holds no {MANIFEST}: name a folder of parts, or a release here.")
    else:
        release = release_in(Path(folder))
        place, verified = str(release), verify_release(release, read_manifest(release))
    terminal.print_lines(_stdout(), "\n".join(verified.told(place)))
    if not verified.is_good:
        raise typer.Exit(Exit.INTERNAL)


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(metavar="BEFORE", help="A release.", show_default=False)],
    after: Annotated[Path, typer.Argument(metavar="AFTER", help="Another.", show_default=False)],
) -> None:
    """Tell in words what changed from one release to another."""
    terminal.print_lines(_stdout(), "\n".join(in_words(compare(release_in(before), release_in(after)))))


@app.command()
def export(
    folder: Published = Path("out"),
    *,
    to: Annotated[Format, typer.Option(help="What to write.", show_default=False)],
    into: Annotated[Path, typer.Option(metavar="FOLDER", help="Where to write it; nothing is overwritten.")] = Path(),
) -> None:
    """Write a release as CSV, Parquet, or one database of SQLite or DuckDB."""
    for path in export_release(release_in(folder), to, into):
        _say(f"wrote {path}")


@app.command()
def report(
    folder: Published = Path("out"),
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")] = Path("report.html"),
) -> None:
    """Write a release as one HTML page that needs no network: charts, and every anime with its scores."""
    from aggregator.report import write_report  # noqa: PLC0415 - needed by two commands

    _say(f"wrote {write_report(folder, out)}: open it in a browser")


@app.command()
def serve(
    folder: Published = Path("out"),
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8000,
) -> None:
    """Show a release's page over http until Ctrl-C; with the extra `serve`, SQL and a JSON API beside it."""
    from aggregator.report import serve as serve_report  # noqa: PLC0415 - needed by two commands

    signal.signal(signal.SIGINT, signal.default_int_handler)  # here Ctrl-C is how it ends
    with contextlib.suppress(KeyboardInterrupt):
        serve_report(folder, host, port, say=_say)


@app.command()
def why(
    a: Annotated[str, typer.Argument(metavar="A", help="A page's URL, saved: and its path, or an anime's id.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Likewise.")],
    *,
    into: Into = Path("out"),
) -> None:
    """Show why two pages are one anime, or two: every piece of evidence with its weight."""
    try:
        explanation = explain_pair(counted_reviews(into / "latest"), a, b, judgements_of(into))
    except UnknownPageError as error:
        raise Refusal(Exit.USAGE, f"{error}.") from error
    terminal.print_lines(_stdout(), explanation_text(explanation))


@app.command()
def doubts(
    number: Annotated[int, typer.Argument(metavar="N", min=1, help="How many pairs.")] = 20,
    *,
    into: Into = Path("out"),
) -> None:
    """List the pairs of pages about which a person's judgement would help most."""
    terminal.print_doubts(_stdout(), find_doubts(counted_reviews(into / "latest"), judgements_of(into), limit=number))


@app.command()
def judge(
    verdict: Annotated[
        Verdict | None,
        typer.Argument(help="Whether both are one anime. Left out: the pairs in doubt are asked about, one by one."),
    ] = None,
    a: Annotated[str, typer.Argument(metavar="A", help="A page's URL, saved: and its path, or an anime's id.")] = "",
    b: Annotated[str, typer.Argument(metavar="B", help="Likewise.")] = "",
    *,
    into: Into = Path("out"),
    why: Annotated[str, typer.Option(help="The reason, for whoever reads it later.")] = "",
    who: Annotated[str, typer.Option(envvar="USER", help="Who says so.")] = "",
    number: Annotated[int, typer.Option(min=1, help="How many pairs to be asked about.")] = 20,
) -> None:
    """Say for good whether two pages are about one anime. Every later run obeys, and this overrules all evidence."""
    if verdict is None:
        in_doubt = find_doubts(counted_reviews(into / "latest"), judgements_of(into), limit=number)
        answers = terminal.ask_about(_stdout(), in_doubt)
    else:
        answers = iter([(verdict, a, b)])
        _must_be_known(into, a, b)
    written = 0
    for said, one, other in answers:
        when = timestamp(datetime.now(UTC))
        append_judgement(into / JUDGEMENTS, Judgement(verdict=said, a=one, b=other, who=who, when=when, why=why))
        written += 1
    _say(f"{written} written into {into / JUDGEMENTS}: the next run into {into} obeys.")


def _must_be_known(into: Path, *names: str) -> None:
    known = names_in(into / "latest")
    for name in names:
        if name not in known and canonical_url(name) not in known:
            raise Refusal(
                Exit.USAGE,
                f"{name or 'Nothing'} is no page and no anime of {into / 'latest'}: name both as anime.jsonl does.",
            )


@app.command()
def new(
    name: Annotated[
        str, typer.Argument(help="Name of the layout: lower-case letters, digits and _.", show_default=False)
    ],
    page: Annotated[Path, typer.Option("--from", help="A saved page of the site.", show_default=False)],
    url: PageUrl = None,
) -> None:
    """Begin a layout for another site: a module, and a fixture whose tests fail until it is filled in."""
    files = new_layout(Path.cwd(), name, page, url=url)
    for path in files:
        _stdout().print(f"wrote {path}", markup=False, highlight=False, soft_wrap=True)
    _stdout().print(
        f"Next: write into {files[-1]} what the page states; then make it pass:\n"
        f"  aggregator explain {files[1]}\n  pytest tests/test_fixtures.py -k {name}/",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


@app.command()
def status(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is published into.")] = Path("out"),
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    max_age: Annotated[
        float | None, typer.Option(min=0, metavar="HOURS", help="Fail when what is published is older than this.")
    ] = None,
    frontier: FrontierUrl = "",
) -> None:
    """Say how the last run ended, how fresh what is published is, site by site, and how far a crawl is that goes on."""
    found = replace(status_of(folder, frontier=frontier), running=running(folder), killed=killed(folder))
    now = datetime.now(UTC)
    look, crawls = _crawling(folder, frontier) if found.running or frontier else (None, [])
    if json:
        whole = {**msgspec.to_builtins(found), "crawl": look}
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")
    else:
        terminal.print_lines(_stdout(), "\n".join([*told(found, now), *crawls]))
    if max_age is not None and (found.published is None or age_in_hours(found.published.finished, now) > max_age):
        raise Refusal(Exit.BELOW_FLOOR, f"What {folder} publishes is older than {max_age:g} hours.")


def _crawling(folder: Path, frontier: str) -> "tuple[Look | None, list[str]]":
    """How far a crawl is that goes on, for scripts and for people."""
    from aggregator.frontier import Frontier, file_of  # noqa: PLC0415 - databases take a while to import
    from aggregator.frontier.look import told as told_of  # noqa: PLC0415 - likewise

    if not frontier and not Path(file_of(folder)).exists():
        return None, []
    with Frontier.open(frontier or file_of(folder)) as store:
        look = store.look()
    return look, list(told_of(look)) if look else []


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is published into.")] = Path("out"),
    suggest: Annotated[bool, typer.Option("--suggest", help=f"Print a {BOUNDS} proposed from the good runs.")] = False,
) -> None:
    """Hold the last good release to the bounds of DIR/bounds.toml, or propose them from the good runs."""
    if suggest:
        sys.stdout.write(suggested([manifest.sites for manifest in healthy(folder)]))
        return
    place = folder / "latest"
    bounds = bounds_of(folder)
    read_manifest(place)
    sites = site_counts(Tally.of(read_lines(place / REVIEWS.name, Review)), {}, (), bounds, last_read={})
    for count in sites:
        for name, floor in count.floors.items():
            now = count.reviews if name == "reviews" else count.fill_rates.get(name, 0.0)
            terminal.print_lines(_stdout(), f"{count.site}  {name}  {now:g}, at least {floor:g}")
    if fallen := falls(sites, ()):
        raise Refusal(Exit.BELOW_FLOOR, " ".join(map(str, fallen)))


def main() -> None:
    """The console script: every command ends with the exit code that it earned; no traceback for a person's mistake."""
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "aggregator.settings")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    sys.excepthook = _failed
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a title is no reason to fail
    try:
        app()
    except Refusal as refusal:
        _say(f"aggregator: {redacted(str(refusal))}")
        sys.exit(refusal.exit_code)


def _failed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Prints a traceback, without the secrets that URLs in it may hold."""
    sys.stderr.write(redacted("".join(traceback.format_exception(kind, error, trace))))


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - as signal.signal calls it
    raise Refusal(Exit.INTERRUPTED, "Interrupted: run it again.")


def _sources(given: list[str]) -> tuple[list[Path], list[str]]:
    """Saved and live sources. Refusal, before anything is opened, when one cannot be read."""
    if not given:
        raise Refusal(Exit.USAGE, "Name what to crawl: saved pages, folders of them, URLs; or --sources FILE.")
    live = [source for source in given if source.startswith(("http://", "https://"))]
    saved = [Path(source) for source in given if source not in live]
    for path in saved:
        if not path.exists():
            raise Refusal(Exit.USAGE, f"There is no {path}: name a saved page, a folder of them, or an http(s) URL.")
    return saved, live


def _settings(given: list[str]) -> dict[str, str]:
    pairs = [setting.partition("=") for setting in given]
    for name, equals, _ in pairs:
        if not equals or not name.isupper():
            raise Refusal(Exit.USAGE, f"--set {name} is no setting: write it as NAME=VALUE, the name in capitals.")
    return {name: value for name, _, value in pairs}


def _log_level(settings: Mapping[str, object]) -> str:
    level = str(settings.get("LOG_LEVEL", "INFO")).upper()
    if level not in logging.getLevelNamesMapping():
        raise Refusal(Exit.USAGE, f"--set LOG_LEVEL={level} is no level: name one of DEBUG, INFO, WARNING, ERROR.")
    return level


def _prepare(run: Run) -> None:
    """What must be known before the first page is read: that the end can be reached, and what runs left behind."""
    settled = ready(run)
    if run.died is not None:
        _say(f"aggregator: an earlier run was killed ({run.died}); its lock is free again.")
    for manifest in settled:
        _say(f"aggregator: run {manifest.run}: {' '.join(manifest.reasons)}")


def _finish_parts(into: str, manifest: PartsManifest, *, taken_over: int = 0) -> NoReturn:
    terminal.print_parts(_stdout(), into, manifest, taken_over=taken_over)
    first = manifest.stems[0]
    if not manifest.rows(first):
        raise Refusal(Exit.BELOW_FLOOR, f"There are no {first} in {', '.join(manifest.sources)}: see {into}.")
    raise typer.Exit(Exit.GOOD)


_Named = TypeVar("_Named")


def _judged(file: Path | None) -> tuple[Judgement, ...]:
    return () if file is None else _named(file, read_judgements, "judgements")


def _demanded(file: Path | None) -> dict[str, Bounds]:
    return {} if file is None else _named(file, read_bounds, "bounds")


def _named(file: Path, read: Callable[[Path], _Named], what: str) -> _Named:
    """What a file says that was named by an option. Refusal where it is missing or damaged."""
    if not file.is_file():
        raise Refusal(Exit.USAGE, f"{file} is not there: name a file of {what}.")
    try:
        return read(file)
    except ValueError as error:
        raise Refusal(Exit.USAGE, f"{error}.") from error


def _cluster(master: str, settings: list[str] | None) -> Cluster:
    pairs = [setting.partition("=") for setting in settings or []]
    for name, equals, _ in pairs:
        if not equals or not name.startswith("spark."):
            raise Refusal(Exit.USAGE, f"--spark {name} is no setting: write it as spark.NAME=VALUE.")
    require_spark()
    return Cluster(master, {name: value for name, _, value in pairs})


def _finish(release: Release) -> NoReturn:
    _print(release, 1)
    raise typer.Exit(release.exit_code)


def _print(release: Release, anime: int) -> None:
    lines = read_lines(release.folder / ANIME.name, Anime)
    terminal.print_release(_stdout(), release, list(islice(lines, anime)))


def _examine(path: Path, url: str | None, *, layouts: bool) -> Reading:
    """The reading of a saved page. Refusal when it gives none."""
    if not path.exists():
        raise Refusal(
            Exit.USAGE, f"There is no file {path}: name a saved page. Pages on the web are read by aggregator crawl."
        )
    page = open_saved(path.resolve(), url=url)
    if isinstance(page, Issue):
        raise Refusal(Exit.USAGE, page.message)
    try:
        return examine_page(page, layouts=layouts)
    except NotAReview as refusal:
        issue = refusal.issue
        code = Exit.BLOCKED if issue.code is IssueCode.BLOCKED else Exit.BELOW_FLOOR
        raise Refusal(code, f"No review ({issue.code}): {issue.message}") from refusal


def _stdout() -> Console:
    return Console(highlight=False)


def _stderr() -> Console:
    return Console(stderr=True, highlight=False)


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)
