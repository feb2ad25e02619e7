"""Reasons: why a page was not fetched, when it is not the page's own fault."""

from scrapy.exceptions import IgnoreRequest


class Forbidden(IgnoreRequest):
    """A site's page may not be asked for."""


class Ending(IgnoreRequest):
    """The crawl is to end. It is no fault of the page."""
