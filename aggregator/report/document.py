"""The report: one HTML file with everything in it, that may run its own two scripts and load nothing."""

import base64
import hashlib
import html
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files as resources
from pathlib import Path
from typing import TYPE_CHECKING

from aggregator.dataset.tables import ANIME, ISSUES
from aggregator.exits import Exit, Refusal
from aggregator.model import Anime, Issue
from aggregator.report import charts
from aggregator.report.agreement import Agreement, compare
from aggregator.report.changes import Changes, since_last
from aggregator.report.coverage import FIELDS, Coverage, Row, percent
from aggregator.report.files import Files, Pages
from aggregator.report.issues import Drift, Group, drifts, group
from aggregator.report.overview import Overview, on_ten, type_name
from aggregator.report.table import Table, web_url

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY = {
    "default-src": "'none'",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
"""What the page may load, beside its own scripts and style, which are named by their hash: nothing."""


@dataclass(frozen=True, slots=True)
class Drawings:
    """The charts; None where there is nothing to draw."""

    ratings: charts.Chart | None
    years: charts.Chart | None
    spreads: charts.Chart | None
    offsets: charts.Chart | None
    pairs: charts.Chart | None


@dataclass(frozen=True, slots=True)
class Report:
    """All that the page is made of."""

    files: Files
    overview: Overview
    agreement: Agreement
    coverage: list[Row]
    changes: Changes | None
    issues: list[Group]
    drifts: list[Drift]
    table: Table


def write_report(release_dir: Path, out: Path) -> Path:
    """Writes the report of a release, or of the last good one in a folder that was published into; returns its path.

    Refusal when the folder is no release, the packages of the extra `report` are not installed, or `out` cannot be
    written. The same release gives the same bytes; a file that is there already is replaced in one step.
    """
    page = render(gather(Files(release_dir)))
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(page)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refusal(Exit.UNWRITABLE, f"{out} cannot be written: {error.strerror}.") from error
    return out


def gather(files: Files) -> Report:
    """Reads the release, line by line; what is kept of a line is its row and its packed detail."""
    overview, coverage, table = Overview(), Coverage(), Table()
    with Pages(files) as pages:
        for review in pages:
            coverage.add(review)
        for anime in files.lines(ANIME.name, Anime):
            overview.add(anime)
            table.add(anime, pages.of(anime.sources))
    return Report(
        files=files,
        overview=overview,
        agreement=compare(files.folder / ANIME.name),
        coverage=coverage.rows(files.manifest.fill_rates.get("anime", {}), overview.anime),
        changes=since_last(files),
        issues=group(files.lines(ISSUES.name, Issue)),
        drifts=drifts(files.manifest),
        table=table,
    )


def render(report: Report) -> Iterator[str]:
    """The page, piece by piece."""
    style, early, script = (_asset(name) for name in ("report.css", "early.js", "report.js"))
    return (
        _environment()
        .get_template("report.html")
        .generate(
            report=report,
            manifest=report.files.manifest,
            overview=report.overview,
            levels=[level for level in report.files.manifest.levels.sources if level.offset is not None],
            agreement=report.agreement,
            fields=FIELDS,
            drawings=_draw(report),
            columns=report.table.packed(),
            pieces=report.table.pieces,
            style=style,
            early=early,
            script=script,
            policy=policy(style, early, script),
        )
    )


def policy(style: str, *scripts: str) -> str:
    """The Content-Security-Policy of a page with this style and these scripts in it."""
    named = {"script-src": " ".join(map(_hashed, scripts)), "style-src": _hashed(style)}
    return "; ".join(f"{name} {value}" for name, value in (POLICY | named).items())


def policy_of(page: str) -> str:
    """The policy that a page of ours states in its head."""
    _, _, rest = page.partition('http-equiv="Content-Security-Policy" content="')
    return html.unescape(rest.partition('"')[0])


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _asset(name: str) -> str:
    return resources("aggregator.report").joinpath("assets", name).read_text(encoding="utf-8")


def _draw(report: Report) -> Drawings:
    overview, agreement = report.overview, report.agreement
    return Drawings(
        ratings=charts.ratings(overview) if overview.rated else None,
        years=charts.years(overview) if overview.years else None,
        spreads=charts.spreads(agreement) if agreement.spreads else None,
        offsets=charts.offsets(agreement) if agreement.offsets else None,
        pairs=charts.pairs(agreement) if len(agreement.pairs) > 1 else None,
    )


def _environment() -> "Environment":
    try:
        import jinja2  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise charts.missing("jinja2") from error
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("aggregator.report", "assets"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number="{:,}".format,
        tenth="{:.1f}".format,
        signed="{:+.2f}".format,
        times=lambda count, one, many=None: f"{count:,} {one if count == 1 else many or one + 's'}",
        day=lambda stamp: f"{_moment(stamp):%-d %B %Y}",
        clock=lambda stamp: f"{_moment(stamp):%-d %B %Y, %H:%M} UTC",
        size=size,
        label=lambda name: name.replace("_", " "),
        web_url=web_url,
        percent=percent,
        shade=lambda share: (share + 5) // 10,
        on_ten=on_ten,
        type_name=type_name,
    )
    return environment


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)


def size(number: int) -> str:
    """Bytes as people say them.

    >>> size(0), size(1536), size(52_428_800)
    ('0 bytes', '1.5 kB', '52.4 MB')
    """
    for unit, bytes_ in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if number >= bytes_:
            return f"{number / bytes_:.1f} {unit}"
    return f"{number} bytes"
