"""PAGE to REVIEW: the layouts' answers, gaps filled by the generic readers, every value with its Origin.

One way, forward: refuse what is no review; ask the layouts that claim the page; let the generic readers say what they
see; weigh what was said, field by field.
"""

import gc

from aggregator.model import Issue, IssueCode, Reading, Review
from aggregator.page import Page, SelectorDrift, UnreadableError
from aggregator.reading.answers import ask
from aggregator.reading.fields import Said
from aggregator.reading.generic import read_generic
from aggregator.reading.layout import Layout, installed_layouts, layouts_of
from aggregator.reading.refusals import ONLY_OF_WORKS, in_its_place, not_about_one_anime, states_a_work
from aggregator.reading.weighing import settled_by, weigh

__all__ = ["Layout", "NotAReview", "examine_page", "installed_layouts", "read_page"]


class NotAReview(ValueError):  # noqa: N818 - a page that is no review is a finding, not a failure
    """The page gives no review; `issue` says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue


def read_page(page: Page, *, layouts: bool = True) -> Review:
    """What the page says about its anime. `layouts=False` asks the generic readers only.

    Raises NotAReview for what is unreadable, blocked, not about one anime, without a title, or redesigned beyond its
    layout.
    """
    return examine_page(page, layouts=layouts, explain=False).review


def examine_page(page: Page, *, layouts: bool = True, explain: bool = True) -> Reading:
    """Like read_page, together with what every reader said of every field, and with the issues of single values.

    `explain=False` leaves out what the readers said: to write down where each value stands takes time.
    """
    # A page's thousands of objects hold no cycles and go with the page: the collector need not look at them meanwhile.
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        return _examined(page, layouts=layouts, explain=explain)
    finally:
        page.memory.clear()
        if was_collecting:
            gc.enable()


def _examined(page: Page, *, layouts: bool, explain: bool) -> Reading:
    try:
        _ = page.root
    except UnreadableError as error:
        raise _refusal(page, IssueCode.UNREADABLE, str(error)) from error
    block = in_its_place(page)
    if block is not None and not states_a_work(read_generic(page)):
        raise _refusal(page, IssueCode.BLOCKED, f"The page is {block}, not the page asked for: fetch it again later.")
    claiming = layouts_of(page) if layouts else ()
    said = _ask_layouts(page, claiming)
    at_home = any(layout.hosts for layout in claiming)
    # a theme's page may be a list or a login form: as long as the layout has found nothing that only a work has,
    # everybody is asked
    is_work = at_home or any(word.field in ONLY_OF_WORKS and word.value is not None for word in said)
    generic = read_generic(page, settled_by(claiming) if is_work else frozenset())
    if not at_home:
        reason = not_about_one_anime(page, [*said, *generic])
        if reason is not None:
            raise _refusal(page, IssueCode.NOT_A_REVIEW, f"The page is {reason}, not about one anime.")
    reading = weigh(page, claiming, [*said, *generic], explain=explain)
    if reading is None:
        if page.is_truncated:
            raise _refusal(
                page,
                IssueCode.TRUNCATED,
                "The page is nested too deeply to be parsed, and what could be parsed names no anime.",
            )
        raise _refusal(page, IssueCode.NO_TITLE, "Nothing on the page names its subject.")
    return reading


def _ask_layouts(page: Page, claiming: tuple[Layout, ...]) -> list[Said]:
    said: list[Said] = []
    for layout in claiming:
        try:
            reason = layout.refuses(page)
            if reason is not None:
                raise _refusal(page, IssueCode.NOT_A_REVIEW, f"The page is {reason}, not about one anime.")
            said += ask(layout, page)
        except SelectorDrift as drift:
            message = (
                f"The layout {layout.name} no longer fits the page: {drift}. "
                "The site was redesigned, or the page is of a new kind."
            )
            raise _refusal(page, IssueCode.LAYOUT_DRIFT, message, text=drift.selector) from drift
    return said


def _refusal(page: Page, code: IssueCode, message: str, *, text: str | None = None) -> NotAReview:
    url = page.given_url if code is IssueCode.UNREADABLE else page.url
    return NotAReview(Issue(code=code, message=message, url=url, saved_as=page.saved_as, text=text and text[:300]))
