"""Monitoring: how a folder's last run ended, how fresh its release is, for people, for Prometheus, and as an alert.

    DIR/status.json     for scripts
    DIR/metrics.prom    for the textfile collector of Prometheus' node exporter

Both are written when a run ends, however it ends. Freshness is counted from what is published: a run that fails does
not refresh it. An alert is sent when a folder turns from good to bad or back, and never twice for the same.
"""

import http.client
import logging
import os
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from aggregator.exits import Exit, Refusal
from aggregator.harvest import Health, Outcome, SourceCount
from aggregator.history import last_run
from aggregator.manifest import Manifest, Result, last_release
from aggregator.redaction import redacted
from aggregator.run import MOST_CLOCK_DRIFT, Holder, held_by, killed_in, timestamp

ALERT_TIMEOUT = 10.0
"""Seconds that an alert may take."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """How the last run ended."""

    run: str | None
    """None where it could not even leave a manifest."""
    result: str
    exit_code: int
    meaning: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    started: str | None
    finished: str
    seconds: float | None
    pages: int
    reviews: int
    issues: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What is published."""

    run: str
    finished: str
    reviews: int
    anime: int
    scores: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One site of what is published."""

    site: str
    reviews: int
    last_read: str
    filled: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """One source of sources.toml."""

    source: str
    outcome: str
    """`read`, `failed` or `rested`: what became of it in what is published."""
    reasons: tuple[str, ...]
    read_at: str | None
    """When it was last crawled and found good."""
    reviews: int
    kept: int
    """Reviews that an earlier run read."""
    oldest: str | None
    """When the page was last seen that was not seen for longest."""
    health: Health | None = None
    """How its pages are doing; None where nobody remembers them (saved material, a store that is not at hand)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a folder is doing."""

    last_run: LastRun | None
    published: Published | None
    sources: tuple[Source, ...]
    running: Holder | None = None
    """The run that goes on now. What was written when a run ended cannot know it: ask."""
    killed: Holder | None = None
    """The run that was killed since, and could not write anything."""
    crawled: tuple[Crawled, ...] = ()

    @property
    def is_good(self) -> bool:
        return self.last_run is None or self.last_run.exit_code == Exit.GOOD


def status_of(into: Path, refusal: Refusal | None = None, *, frontier: str = "") -> Status:
    """How a folder is doing. `refusal` is how its last run ended, when it could not leave a manifest.

    `frontier` is the store that knows its pages, where it is not the folder's own.
    """
    release, last = last_release(into), last_run(into)
    return Status(
        last_run=_refused(refusal) if refusal else _ended(last) if last else None,
        published=_published(release) if release else None,
        sources=tuple(
            Source(
                site=count.site or "unknown",
                reviews=count.reviews,
                last_read=count.last_read or release.started,
                filled=count.fill_rates,
            )
            for count in (release.sites if release else ())
            if release and count.reviews
        ),
        crawled=_all_crawled(into, frontier, release.harvest) if release else (),
    )


def _all_crawled(into: Path, url: str, counts: Sequence[SourceCount]) -> tuple[Crawled, ...]:
    if not counts:
        return ()
    from aggregator.frontier import Frontier, file_of  # noqa: PLC0415 - databases take a while to import

    url = url or os.environ.get("AGGREGATOR_FRONTIER") or file_of(into)
    if "://" not in url and not Path(url).exists():
        return tuple(map(_crawled, counts))
    try:
        with Frontier.open(url) as frontier:
            round_ = frontier.last()
            named = round_.plan.limits if round_ is not None else {}
            return tuple(
                replace(_crawled(count), health=frontier.health(count.source) if count.source in named else None)
                for count in counts
            )
    except Refusal as refusal:
        logger.warning("What pages are due is not known: %s", refusal)
        return tuple(map(_crawled, counts))


def _crawled(count: SourceCount) -> Crawled:
    return Crawled(
        source=count.source,
        outcome=count.outcome.value,
        reasons=count.reasons,
        read_at=count.read_at,
        reviews=count.reviews,
        kept=count.kept,
        oldest=count.oldest,
    )


def _ended(manifest: Manifest) -> LastRun:
    seconds = (datetime.fromisoformat(manifest.finished) - datetime.fromisoformat(manifest.started)).total_seconds()
    return LastRun(
        run=manifest.run,
        result=manifest.result.value,
        exit_code=manifest.exit_code,
        meaning=Exit(manifest.exit_code).meaning,
        reasons=manifest.reasons,
        warnings=manifest.warnings,
        started=manifest.started,
        finished=manifest.finished,
        seconds=seconds if seconds >= 0 else None,
        pages=manifest.counts.pages,
        reviews=manifest.counts.reviews,
        issues=manifest.counts.by_issue,
    )


def _refused(refusal: Refusal) -> LastRun:
    return LastRun(
        run=None,
        result="interrupted" if refusal.exit_code is Exit.INTERRUPTED else "failure",
        exit_code=refusal.exit_code,
        meaning=refusal.exit_code.meaning,
        reasons=(redacted(str(refusal)),),
        warnings=(),
        started=None,
        finished=timestamp(datetime.now(UTC)),
        seconds=None,
        pages=0,
        reviews=0,
        issues={},
    )


def _published(release: Manifest) -> Published:
    counts = release.counts
    return Published(
        run=release.run, finished=release.finished, reviews=counts.reviews, anime=counts.anime, scores=counts.scores
    )


# --- when a run ends ---


@contextmanager
def watched(into: Path, alert: str | None = None) -> Iterator[None]:
    """Writes the status of a folder when what is done inside has ended, and alerts when it turned from good or bad.

    Nothing of that can change how the run ended: what goes wrong with it is logged.
    """
    before = _status_before(into)
    refusal: Refusal | None = None
    try:
        yield
    except BaseException as error:
        refusal = error if isinstance(error, Refusal) else Refusal(Exit.INTERNAL, f"The program failed: {error!r}")
        raise
    finally:
        if into.is_dir() and (refusal is None or refusal.exit_code is not Exit.LOCKED):  # whose run it is will tell
            _tell(into, refusal, before, alert)


def _tell(into: Path, refusal: Refusal | None, before: Status | None, alert: str | None) -> None:
    try:
        status = status_of(into, refusal)
        _replace(into / "status.json", msgspec.json.format(msgspec.json.encode(status), indent=2) + b"\n")
        _replace(into / "metrics.prom", metrics(status).encode())
        if alert and (before is None or before.is_good) != status.is_good:
            send_alert(alert, into, status)
    except (OSError, Refusal) as error:
        logger.warning("The status of %s could not be written: %s", into, redacted(str(error)))


def _status_before(into: Path) -> Status | None:
    try:
        return msgspec.json.decode((into / "status.json").read_bytes(), type=Status)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _replace(path: Path, content: bytes) -> None:
    """Writes a file so that a reader sees the old one or the new one, and never half of it."""
    new = path.with_name(f".{path.name}")
    new.write_bytes(content)
    new.replace(path)


def send_alert(url: str, into: Path, status: Status) -> bool:
    """Posts the status as JSON. Whether the other side took it: when it does not, that is logged, and all."""
    text = f"{into}: {'good again' if status.is_good else _sentence(status)}"
    body = msgspec.json.encode({"text": text, "folder": str(into), "good": status.is_good, "status": status})
    try:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise ValueError("it is no http(s) URL")  # noqa: TRY301 - told like the others
        request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - see above
        with urllib.request.urlopen(request, timeout=ALERT_TIMEOUT):  # noqa: S310 - see above
            return True
    except (OSError, ValueError, http.client.HTTPException) as error:
        logger.warning("The alert could not be sent to %s: %s", redacted(url), redacted(str(error)))
        return False


def _sentence(status: Status) -> str:
    assert status.last_run is not None
    return f"{status.last_run.meaning}. {' '.join(status.last_run.reasons)}"


# --- Prometheus ---


def metrics(status: Status) -> str:
    """The status in the text format of Prometheus: gauges only, a job that has ended counts nothing any more."""
    lines: list[str] = []
    if run := status.last_run:
        lines += _gauge("run_exit_code", "How the last run ended: 0 is good.", {"": run.exit_code})
        published = run.result in {Result.SUCCESS, Result.DEGRADED}
        lines += _gauge("run_success", "Whether the last run was published.", {"": int(published)})
        lines += _gauge("run_finished_timestamp_seconds", "When it ended.", {"": _seconds(run.finished)})
        if run.seconds is not None:
            lines += _gauge("run_duration_seconds", "How long it took.", {"": run.seconds})
        lines += _gauge("run_pages", "Pages that it read.", {"": run.pages})
        lines += _gauge("run_reviews", "Reviews that it found.", {"": run.reviews})
        lines += _gauge("run_warnings", "Warnings in its manifest.", {"": len(run.warnings)})
        named = {_label("code", code): number for code, number in run.issues.items()}
        lines += _gauge("run_issues", "Issues by code.", named)
    if release := status.published:
        lines += _gauge("release_timestamp_seconds", "When what is published was.", {"": _seconds(release.finished)})
        lines += _gauge("release_reviews", "Published reviews.", {"": release.reviews})
        lines += _gauge("release_anime", "Published anime.", {"": release.anime})
        lines += _gauge("release_scores", "Published scores.", {"": release.scores})
    sources = status.sources
    read = {_label("site", source.site): _seconds(source.last_read) for source in sources}
    lines += _gauge("source_read_timestamp_seconds", "When the pages of a site were last read.", read)
    numbers = {_label("site", source.site): source.reviews for source in sources}
    lines += _gauge("source_reviews", "Published reviews of a site.", numbers)
    shares = {
        f"{_label('site', source.site)},{_label('field', name)}": share
        for source in sources
        for name, share in source.filled.items()
    }
    lines += _gauge("source_filled_ratio", "Share of a site's reviews that state a field.", shares)
    lines += _source_metrics(status.crawled)
    return "".join(f"{line}\n" for line in lines)


def _source_metrics(crawled: Sequence[Crawled]) -> Iterator[str]:
    good = {_label("source", one.source): _seconds(one.read_at) for one in crawled if one.read_at}
    yield from _gauge("crawled_timestamp_seconds", "When a source was last crawled and found good.", good)
    oldest = {_label("source", one.source): _seconds(one.oldest) for one in crawled if one.oldest}
    yield from _gauge("crawled_oldest_timestamp_seconds", "When its page unseen for longest was seen.", oldest)
    failed = {_label("source", one.source): int(one.outcome == Outcome.FAILED) for one in crawled}
    yield from _gauge("crawled_failed", "Whether its last good reviews stand in for what it gave.", failed)
    reviews = {_label("source", one.source): one.reviews for one in crawled}
    yield from _gauge("crawled_reviews", "Published reviews of a source.", reviews)
    kept = {_label("source", one.source): one.kept for one in crawled}
    yield from _gauge("crawled_kept", "Those of them that an earlier run read.", kept)
    healthy = {_label("source", one.source): one.health for one in crawled if one.health}
    for name, about in (
        ("due", "Known pages of a source that are to be visited."),
        ("overdue", "Known pages of a source that were not visited for longer than it allows."),
        ("gone", "Pages of a source that were there once."),
    ):
        numbers: dict[str, int] = {source: getattr(health, name) for source, health in healthy.items()}
        yield from _gauge(f"crawled_{name}_pages", about, numbers)


def _gauge(name: str, about: str, values: "dict[str, int] | dict[str, float]") -> Iterator[str]:
    if values:
        yield f"# HELP aggregator_{name} {about}"
        yield f"# TYPE aggregator_{name} gauge"
    for labels, value in values.items():
        yield f"aggregator_{name}{{{labels}}} {value:.15g}" if labels else f"aggregator_{name} {value:.15g}"


def _label(name: str, value: str) -> str:
    r"""A label, with what would end it escaped.

    >>> print(_label("site", 'a"b\n'))
    site="a\"b\n"
    """
    escaped = value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'{name}="{escaped}"'


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


# --- for a person ---


def running(into: Path) -> Holder | None:
    """The run that goes on in a folder now, if one does and we may ask."""
    try:
        return held_by(into) if (into / ".lock").exists() else None
    except OSError:
        return None


def killed(into: Path) -> Holder | None:
    """The run that was killed in a folder, and from which the next one will go on."""
    try:
        return killed_in(into) if (into / ".holder").exists() else None
    except OSError:
        return None


def told(status: Status, now: datetime) -> Iterator[str]:
    """The status in sentences."""
    if status.running is not None:
        yield f"A run is going on: {status.running}."
    if status.killed is not None:
        yield f"A run was killed: {status.killed}. The next one goes on from what it read."
    if run := status.last_run:
        yield f"The last run ended {_ago(run.finished, now)}: {run.meaning} ({run.exit_code})."
        yield from (f"  {reason}" for reason in run.reasons)
        yield from (f"  Warning: {warning}" for warning in run.warnings)
    if status.published is None:
        yield "Nothing is published yet."
        return
    release = status.published
    yield (
        f"Published {_ago(release.finished, now)}: {release.anime:,} anime of {release.reviews:,} reviews "
        f"with {release.scores:,} scores (run {release.run})."
    )
    for source in status.sources:
        yield f"  {source.site}: {source.reviews:,} reviews, read {_ago(source.last_read, now)}"
    if status.crawled:
        yield "Sources:"
    for crawled in status.crawled:
        yield f"  {crawled.source}: {'; '.join(_told_of(crawled, now))}"


def _told_of(crawled: Crawled, now: datetime) -> Iterator[str]:
    """What there is to say of a source."""
    yield f"{crawled.reviews:,} reviews" + (f", {crawled.kept:,} of them of earlier runs" if crawled.kept else "")
    yield f"last good {_ago(crawled.read_at, now)}" if crawled.read_at else "never good"
    if crawled.oldest:
        yield f"oldest reading {_ago(crawled.oldest, now)}"
    if health := crawled.health:
        yield f"{health.pages:,} pages known, {health.due:,} due" + (
            f", {health.overdue:,} overdue" if health.overdue else ""
        )
        if health.gone:
            yield f"{health.gone:,} {'page is' if health.gone == 1 else 'pages are'} gone"
    yield from (f"failed: {reason}" for reason in crawled.reasons)


def age_in_hours(moment: str, now: datetime) -> float:
    """How old something is."""
    return (now - datetime.fromisoformat(moment)).total_seconds() / 3600


def _ago(moment: str, now: datetime) -> str:
    """How long ago something was; a moment that is still to come is the word of a wrong clock.

    >>> _ago("2026-01-01T10:00:00Z", datetime(2026, 1, 3, 12, tzinfo=UTC))
    '2 days ago (2026-01-01T10:00:00Z)'
    >>> _ago("2026-01-01T10:00:00Z", datetime(2026, 1, 1, 9, tzinfo=UTC))
    'in 60 minutes (2026-01-01T10:00:00Z: the clock is behind, or was ahead then)'
    """
    age = now - datetime.fromisoformat(moment)
    if age < -MOST_CLOCK_DRIFT:
        return f"in {_length(-age)} ({moment}: the clock is behind, or was ahead then)"
    return f"{_length(max(age, timedelta()))} ago ({moment})"


def _length(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    for unit, size in (("day", 1440), ("hour", 60)):
        if minutes >= 2 * size:
            return f"{minutes // size} {unit}s"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
