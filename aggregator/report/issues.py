"""Issues by kind: how many, what they mean, a few of each; and the sites whose pages no longer match their layout."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from aggregator.manifest import Manifest
from aggregator.model import Issue, IssueCode
from aggregator.quality import NO_LINE

EXAMPLES = 5
SITES_SHOWN = 12

MEANINGS = {
    IssueCode.LAYOUT_DRIFT: "The page no longer matches the layout that claims it: the site was redesigned",
    IssueCode.READER_FAILED: "The program itself failed on the page",
    IssueCode.BLOCKED: "A challenge, ban or soft error came instead of the page",
    IssueCode.FETCH_FAILED: "The page could not be fetched",
    IssueCode.UNREADABLE: "The bytes are no page",
    IssueCode.TRUNCATED: "The page is cut off, or nested beyond what can be parsed",
    IssueCode.NO_TITLE: "Nothing on the page names its subject",
    IssueCode.NOT_A_REVIEW: "A page, but not about one anime",
    IssueCode.JUDGEMENT_CONTRADICTION: "Judgements that cannot all be true",
    IssueCode.ID_COLLISION: "A database id that does not tell which anime is meant",
    IssueCode.CONFLICT: "Sources disagree in a way that a person should settle",
    IssueCode.OUT_OF_RANGE: "A score outside of its own scale: left out of the average",
    IssueCode.UNKNOWN_SCALE: "A score whose scale is not known: left out of the average",
    IssueCode.UNKNOWN_VALUE: "A word that no vocabulary holds: the value is left open",
    IssueCode.SAME_CONTENT: "Two addresses hold the same content",
    IssueCode.DUPLICATE: "The same page came twice: counted once",
    IssueCode.PAGE_GONE: "A page that gave a review and is no more there",
    IssueCode.BUDGET: "A site has more pages than the run was to ask for",
    IssueCode.SKIPPED: "A file or link that was not read",
}
"""Every code in a few words, the gravest first."""


@dataclass(frozen=True, slots=True)
class Group:
    """The issues of one kind."""

    code: IssueCode
    meaning: str
    loses_page: bool
    """Whether such a page became no line."""
    number: int
    examples: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """A site, and how many of its pages no longer match their layout."""

    site: str
    drifted: int
    read: int


def group(issues: Iterable[Issue]) -> list[Group]:
    """Issues by kind, the gravest kind first."""
    numbers: Counter[IssueCode] = Counter()
    examples: dict[IssueCode, list[Issue]] = {code: [] for code in MEANINGS}
    for issue in issues:
        numbers[issue.code] += 1
        if len(examples[issue.code]) < EXAMPLES:
            examples[issue.code].append(issue)
    return [
        Group(code, meaning, code in NO_LINE, numbers[code], tuple(examples[code]))
        for code, meaning in MEANINGS.items()
        if numbers[code]
    ]


def drifts(manifest: Manifest) -> list[Drift]:
    """Sites with pages that no longer match, the most such pages first."""
    found = [
        Drift(site.site or "site not known", site.issues.get(IssueCode.LAYOUT_DRIFT.value, 0), site.reviews)
        for site in manifest.sites
        if site.issues.get(IssueCode.LAYOUT_DRIFT.value)
    ]
    return sorted(found, key=lambda drift: (-drift.drifted, drift.site))[:SITES_SHOWN]
