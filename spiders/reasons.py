"""Reasons: why a page was not fetched, when it is not the page's own fault."""

from scrapy.exceptions import IgnoreRequest


class Forbidden(IgnoreRequest):
    """A site's page may not be asked for."""


class Unchanged(IgnoreRequest):
    """The site says that the page is as it was when we last had it."""


class Elsewhere(IgnoreRequest):
    """The site answers with its front page: the page is gone."""


class Ending(IgnoreRequest):
    """The crawl is to end. It is no fault of the page."""
