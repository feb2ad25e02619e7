"""Rounds: what a crawl is to be, as its settings say; going on with one that was broken off."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urljoin

from scrapy.settings import BaseSettings

from aggregator.frontier import Frontier, Plan, Round
from aggregator.frontier.plan import Setting
from aggregator.history import came_to_end
from aggregator.model import Issue, IssueCode
from aggregator.versions import program
from spiders.manners import Manners


def open_frontier(url: str, settings: BaseSettings) -> Frontier:
    """A store of pages, as the settings say. Refusal when it cannot be used."""
    return Frontier.open(
        url,
        lease=settings.getfloat("AGGREGATOR_LEASE"),
        ahead=settings.getfloat("AGGREGATOR_AHEAD"),
        patience=settings.getfloat("AGGREGATOR_PATIENCE"),
    )


def told_settings(settings: BaseSettings) -> dict[str, Setting]:
    """The settings that what is read depends on."""
    return {
        "layouts": settings.getbool("AGGREGATOR_LAYOUTS"),
        "robots_obeyed": settings.getbool("ROBOTSTXT_OBEY"),
        "user_agent": str(settings["USER_AGENT"]),
    }


def begin_round(
    frontier: Frontier,
    run: Path,
    sources: Sequence[str],
    settings: BaseSettings,
    orders: Mapping[str, object] | None = None,
) -> Round:
    """Goes on with the round that was broken off, or begins one.

    `run` is the folder of a run that goes on, `orders` are the settings that its workers are told.
    """
    manners = Manners(settings)
    budget = ("AGGREGATOR_MAX_PAGES", "AGGREGATOR_MAX_STEPS")
    throttled = settings.getbool("AUTOTHROTTLE_ENABLED")
    start = settings.getfloat("AUTOTHROTTLE_START_DELAY") if throttled else 0.0
    plan = Plan(
        run=run.name.removeprefix("."),
        sources=tuple(sources),
        program=program(),
        settings={**told_settings(settings), **{name: settings.getint(name) for name in budget}},
        orders=dict(orders or {}),
        pause=max(settings.getfloat("DOWNLOAD_DELAY"), start),
        most=settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
        most_pages=settings.getint("AGGREGATOR_MAX_PAGES"),
        names=tuple(dict.fromkeys(manners.source_of(source) or source for source in sources)),
        every=settings.getbool("AGGREGATOR_EVERY_PAGE"),
        limits={manners.source_of(source) or source: manners.limits(source) for source in sources},
    )
    return frontier.begin(plan, is_over=lambda earlier: came_to_end(run.parents[1], earlier))


def over_budget(url: str, why: str, manners: Manners) -> Issue:
    """A site has more than a run may ask for."""
    root, most, steps = urljoin(url, "/"), manners.max_pages(url), manners.max_steps(url)
    return Issue(
        code=IssueCode.BUDGET,
        message=f"{root} {why} ({most} pages, {steps} steps): those were not read. AGGREGATOR_MAX_PAGES and "
        "AGGREGATOR_MAX_STEPS, with --set, raise the budget.",
        url=root,
    )


def left_out(frontier: Frontier, manners: Manners) -> Iterable[Issue]:
    """The sites that name more pages than the budget allows."""
    for url in frontier.left_out():
        yield over_budget(url, "names more pages than a run may ask for", manners)
