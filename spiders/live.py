"""Live pages: finds and fetches the pages of a site.

    scrapy crawl live -a start=https://example.org/ -a into=out

What a start URL is decides what is read:

* a site's root: all its pages, found by the sitemaps that its robots.txt names (or that lie where they usually do), by
  its feeds, by WordPress' interface, and by the links of its pages, so many steps deep;
* a sitemap, an index of them, or a feed: the pages that it names;
* a list (whatever does not read as a review): the pages that it links, on its further pages too;
* a review: that page.

Only http and https, only the hosts of the start URLs and their subdomains, only so many pages of a site. What is not
fetched is an Issue. Addresses that differ only in spelling (http, www, slash, index.php, utm, fragment) are one page.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider, signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure
from w3lib.encoding import http_content_type_encoding

from aggregator.exits import Exit, Refusal
from aggregator.journal import Read
from aggregator.model import Issue, IssueCode
from aggregator.quality import is_stated
from aggregator.saved import MAX_BYTES
from aggregator.settings import SPIDER_MIDDLEWARES
from spiders.hand import key_of_asked
from spiders.limits import RobotsMiddleware, without_user
from spiders.links import POSTS_A_PAGE, Outgoing, posts_of, read_posts
from spiders.looking import Asked, Looked
from spiders.manners import Manners
from spiders.readers import PageReaders
from spiders.reasons import Elsewhere, Ending, Forbidden, Unchanged
from spiders.rounds import over_budget
from spiders.scheduler import FIRST, FrontierScheduler, scheduler_of

BLOCKING = {
    401: "wants a login",
    403: "forbids it",
    407: "wants a login at a proxy",
    429: "says that we ask too often",
    451: "may not show it here",
    503: "does not serve it now",
}
"""Status codes of a site that keeps us out, and what it says by them."""
USUAL_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
"""Where sitemaps lie that no robots.txt names."""
NESTED_SITEMAPS = 3
"""How deep indexes of sitemaps may name each other."""
NAMED, LINKED = 10, 0
"""Priorities: what was named, and what was only linked. What names pages comes first, deeper links come later."""
FACTS = ("scores", "type", "episodes", "status", "start_date", "year", "genres", "studios", "ids")
"""Fields of which a review states at least one."""

Found = Request | Read | Issue


class LiveSpider(Spider):
    """Reads what sites serve."""

    name = "live"
    custom_settings = {  # noqa: RUF012 - as Scrapy declares it
        "SCHEDULER": "spiders.scheduler.FrontierScheduler",
        "CONCURRENT_ITEMS": 1,  # a page gives one
        "SPIDER_MIDDLEWARES": {
            **SPIDER_MIDDLEWARES,
            "spiders.scheduler.FrontierMiddleware": 10,  # nearest to the engine
        },
    }

    def __init__(self, *args: Any, start: str | Sequence[str] = (), into: str | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Scrapy's
        super().__init__(*args, **kwargs)
        self.sources = tuple(start.split() if isinstance(start, str) else start)
        self.into = into
        if not self.sources or not all(map(is_web, self.sources)):
            raise Refusal(Exit.USAGE, "Name what to read: scrapy crawl live -a start=https://…")
        self.sources = tuple(map(without_user, self.sources))
        self.allowed_domains = sorted({site_of(source) for source in self.sources})
        self._told: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        for source in self.sources:
            yield self._request(source, self.parse_source, priority=FIRST, anyway=True)

    # --- what was asked for ---

    async def parse_source(self, response: Response) -> AsyncIterator[Found]:
        """A start URL: what it is decides what is read."""
        looked = await self._look(response, is_followed=True)
        if not may_be_read(response, looked):
            for found in self._named(response, looked):
                yield found
            return
        links, is_list = looked.links, self._is_a_list(looked)
        is_root = urlsplit(response.url).path in {"", "/"} and not urlsplit(response.url).query
        further: list[Request | Issue] = []
        if is_root:
            further += await self._where_pages_are_named(response, links)
        if is_root or is_list:
            steps = self._manners.max_steps(response.url) if is_root else 1
            further += self._follow(response, links, steps, whole_site=is_root)
        for found in further:
            yield found
        leads_on = further or any(link != response.url for link in self._ours(links.pages, response))
        if not (is_list and leads_on):  # a list that leads nowhere is for a person to know
            for said in self._said(looked):
                yield said

    async def parse(self, response: Response, depth: int = 1) -> AsyncIterator[Found]:
        """A page, or the pages that a sitemap or feed names."""
        looked = await self._look(response)
        for found in self._said(looked) if may_be_read(response, looked) else self._named(response, looked, depth):
            yield found

    def _said(self, looked: Looked) -> Iterator[Read | Issue]:
        """What a page says, or why it says nothing."""
        if found := looked.reading or looked.issue:
            self.crawler.stats.inc_value("pages/read")
            yield found

    def _named(self, response: Response, looked: Looked, depth: int = 1) -> Iterator[Request | Issue]:
        """The pages that something names which is no page itself."""
        listed = looked.listed
        if listed is None:
            yield looked.issue or skipped(response.url, f"is larger than {MAX_BYTES} bytes: it was not read")
            return
        if listed.is_cut:
            yield skipped(response.url, f"names more than {len(listed.links)} pages: only the first ones were read")
        if listed.kind == "sitemap index" and depth > NESTED_SITEMAPS:
            yield over_budget(response.url, "names sitemaps that name sitemaps, and so on", self._manners)
            return
        for link in listed.links:
            if not self._is_ours(link, response):
                yield skipped(link, f"is named by {response.url} and leads elsewhere: it was not fetched")
            elif listed.kind == "sitemap index":
                yield self._request(link, self.parse, priority=FIRST, depth=depth + 1)
            else:
                yield self._request(link, self.parse, priority=NAMED, modified=listed.modified.get(link))

    # --- where a site names its pages ---

    async def _where_pages_are_named(self, response: Response, links: Outgoing) -> list[Request]:
        """Sitemaps, feeds and the interface of a site."""
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        sitemaps = [urljoin(response.url, link) for link in await robots.sitemaps(response.url)] if robots else []
        requests = [
            self._request(link, self.parse, priority=FIRST, anyway=True)
            for link in self._new_of_ours(sitemaps, response)
        ]
        guesses = () if requests else [urljoin(response.url, path) for path in USUAL_SITEMAPS]
        requests += [
            self._guess(link, self.parse_guess) for link in self._new_of_ours((*guesses, *links.feeds), response)
        ]
        if links.interface and self._is_ours(links.interface, response):
            requests.append(self._posts(links.interface, 1))
        return requests

    async def parse_guess(self, response: Response) -> AsyncIterator[Found]:
        """What may be a sitemap or feed. It is no page, and nobody misses it."""
        looked = await self._look(response, is_page=False)
        if looked.listed is not None or looked.issue is not None:
            for found in self._named(response, looked):
                yield found

    def parse_posts(self, response: Response, interface: str, number: int) -> Iterator[Found]:
        """The posts that WordPress' interface names."""
        posts = read_posts(response.body, response.url)
        for link in posts:
            if self._is_ours(link, response):
                yield self._request(link, self.parse, priority=NAMED)
        if len(posts) == POSTS_A_PAGE and self._frontier.has_room(response.url):
            yield self._posts(interface, number + 1)

    def _posts(self, interface: str, number: int) -> Request:
        return self._guess(posts_of(interface, number), self.parse_posts, interface=interface, number=number)

    # --- from page to page ---

    async def parse_linked(self, response: Response, steps: int) -> AsyncIterator[Found]:
        """A page that another one links: it is read, and its own links are followed."""
        looked = await self._look(response, is_followed=True)
        if may_be_read(response, looked):
            for found in self._follow(response, looked.links, steps, whole_site=True):
                yield found
            for said in self._said(looked):
                yield said
        else:
            for found in self._named(response, looked):
                yield found

    async def parse_further(self, response: Response, steps: int, *, whole_site: bool) -> AsyncIterator[Found]:
        """A further page of a list: itself it is no review."""
        looked = await self._look(response, is_followed=True, is_read=False)
        for found in self._follow(response, looked.links, steps, whole_site=whole_site):
            yield found
        if looked.issue is not None:
            yield looked.issue

    def _follow(
        self, response: Response, links: Outgoing, steps: int, *, whole_site: bool
    ) -> Iterator[Request | Issue]:
        """The links of a page that were not known, and further pages of its list as long as those bring new ones."""
        new = self._new_of_ours(links.pages, response)
        if steps == 0:
            if new:
                why = "links pages that are more steps away than a run goes"
                yield from self._once(over_budget(response.url, why, self._manners))
            return
        depth = self._manners.max_steps(response.url) - steps + 1
        for link in new:
            if whole_site:
                yield self._request(link, self.parse_linked, priority=LINKED - depth, steps=steps - 1)
            else:
                yield self._request(link, self.parse, priority=LINKED)
        if new:
            for link in self._ours(links.further, response):
                yield self._request(
                    link, self.parse_further, priority=LINKED - depth, steps=steps, whole_site=whole_site
                )

    async def _look(
        self, response: Response, *, is_page: bool = True, is_followed: bool = False, is_read: bool = True
    ) -> Looked:
        """What came. Nothing, when the crawl is to end and it takes long: then somebody asks for it again."""
        asked = Asked(
            url=response.url,
            body=response.body,
            encoding=declared_encoding(response),
            page=key_of_asked(response) or "",
            layouts=self._manners.layouts(response.url),
            is_page=is_page,
            is_followed=is_followed,
            is_read=is_read,
        )
        try:
            looked = await self.readers.look(asked)
        except Ending:
            self._frontier.gives_back(response)
            return Looked()
        if is_page and may_be_read(response, looked):
            self._frontier.goes_by(response, response.url)
            if looked.own is not None:
                self._frontier.goes_by(response, looked.own)
        return looked

    @staticmethod
    def _is_a_list(looked: Looked) -> bool:
        """Whether a page is sound, and no review; or says of what it names nothing that lists do not say too."""
        if looked.reading is None:
            return looked.issue is not None and looked.issue.code in {IssueCode.NOT_A_REVIEW, IssueCode.NO_TITLE}
        review = looked.reading.review
        return not any(is_stated(getattr(review, field)) for field in FACTS)

    # --- asking ---

    def _is_ours(self, link: str, response: Response) -> bool:
        """Whether a link is http(s) and stays on the sites that we were sent to; of named sources, in the same one."""
        if (source := self._manners.source_of(response.url)) is not None:
            return self._manners.source_of(link) == source
        site = site_of(link) if is_web(link) else ""
        return any(site == ours or site.endswith(f".{ours}") for ours in self.allowed_domains)

    def _ours(self, links: Iterable[str], response: Response) -> list[str]:
        return [link for link in links if self._is_ours(link, response)]

    def _new_of_ours(self, links: Iterable[str], response: Response) -> list[str]:
        """Those that stay on our sites and are not known yet."""
        ours = self._ours(links, response)
        known = self._frontier.known(ours)
        return [link for link in ours if link not in known]

    def _request(
        self,
        url: str,
        callback: Any,  # noqa: ANN401 - Scrapy's
        *,
        priority: int,
        anyway: bool = False,
        modified: float | None = None,
        **details: str | int,
    ) -> Request:
        """A request for a page, once a round. `anyway`: even when the budget of its site is used up."""
        return Request(
            without_user(url),
            callback=callback,
            errback=self.failed,
            priority=priority,
            cb_kwargs=details,
            meta={"anyway": anyway, "modified": modified},
        )

    def _guess(self, url: str, callback: Any, **details: str | int) -> Request:  # noqa: ANN401 - Scrapy's
        request = self._request(url, callback, priority=FIRST, anyway=True)
        return request.replace(errback=self.missed, cb_kwargs=details)

    @cached_property
    def readers(self) -> PageReaders:
        """What looks at answers."""
        readers = PageReaders(self.crawler)
        self.crawler.signals.connect(readers.close, signals.spider_closed)
        return readers

    @cached_property
    def _manners(self) -> Manners:
        return Manners(self.crawler.settings)

    @property
    def _frontier(self) -> FrontierScheduler:
        return scheduler_of(self.crawler)

    def _once(self, issue: Issue) -> Iterable[Issue]:
        """An issue, unless it was told before."""
        known = issue.message in self._told
        self._told.add(issue.message)
        return () if known else (issue,)

    # --- what did not come ---

    def missed(self, failure: Failure) -> None:
        """Something that we had only guessed did not come."""

    def failed(self, failure: Failure) -> Iterator[Issue]:
        """Why a page did not come."""
        url = getattr(failure, "request").url  # noqa: B009 - Scrapy sets it, its types do not say so
        error = failure.value
        if isinstance(error, HttpError):
            status = error.response.status
            if status in BLOCKING:
                yield Issue(
                    code=IssueCode.BLOCKED,
                    message=f"The site {BLOCKING[status]} ({status}).",
                    url=url,
                    text=str(status),
                )
            else:
                yield Issue(
                    code=IssueCode.FETCH_FAILED, message=f"The site answers {status}.", url=url, text=str(status)
                )
        elif isinstance(error, Ending | Unchanged):
            return
        elif isinstance(error, Elsewhere):
            yield Issue(code=IssueCode.FETCH_FAILED, message=f"Not there: {error}.", url=url, text="404")
        elif isinstance(error, Forbidden):
            yield Issue(code=IssueCode.BLOCKED, message=f"Not fetched: {error}.", url=url)
        elif isinstance(error, IgnoreRequest):
            yield skipped(url, f"was not fetched: {error}")
        else:
            why = f"{type(error).__name__}: {error}"
            yield Issue(code=IssueCode.FETCH_FAILED, message="The page could not be fetched.", url=url, text=why[:300])


def is_web(url: str) -> bool:
    """Whether a text is an http(s) URL with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def site_of(url: str) -> str:
    """The host, without the prefix `www.` that means nothing."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def may_be_read(response: Response, looked: Looked) -> bool:
    """Whether an answer is a page, and of a page's size."""
    return looked.listed is None and len(response.body) <= MAX_BYTES


def declared_encoding(response: Response) -> str | None:
    """The charset of the header, None where it names none: then the page itself is asked."""
    header = response.headers.get(b"Content-Type")
    return http_content_type_encoding(header.decode("latin-1")) if header else None


def skipped(url: str, why: str) -> Issue:
    return Issue(code=IssueCode.SKIPPED, message=f"{url} {why}.", url=url)
