"""Scrapy's settings that differ from Scrapy's defaults, each with its reason; and this project's own, at the end."""

import os
from importlib.metadata import PackageNotFoundError, version

from scrapy.settings import default_settings

try:
    _VERSION = version("anime-review-aggregator")
except PackageNotFoundError:  # run from a checkout that is not installed
    _VERSION = "0"

BOT_NAME = "anime-review-aggregator"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"
COMMANDS_MODULE = "spiders.commands"
"""`scrapy crawl` ends with our exit codes: Scrapy's own ends with 0 whatever happened."""

# --- what happens to a page ---

ITEM_PIPELINES = {
    "pipelines.screen.ScreenPipeline": 100,
    "pipelines.dedupe.DedupePipeline": 200,
    "pipelines.average.AveragePipeline": 300,
    "pipelines.jsonlines.JsonLinesPipeline": 400,
}
CONCURRENT_ITEMS = 4
"""Reading is computing: 100 tasks a response, the default, only cost time (nearly half of it, measured)."""

# --- manners ---

USER_AGENT = f"anime-review-aggregator/{_VERSION} (reads review pages for their ratings; obeys robots.txt)"
"""Who we are; AGGREGATOR_CONTACT is added to it."""
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME
"""The name that robots.txt calls us by."""
AUTOTHROTTLE_ENABLED = True
"""Waits as long as the site needs to answer: a slow site is asked slowly."""
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 30.0
CONCURRENT_REQUESTS_PER_DOMAIN = 2
RETRY_TIMES = 2
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8"}
"""Without Accept-Language: a page in its own language names the anime as its site does."""

# --- what is not needed is off: each is a door, a cost, or a trace ---

COOKIES_ENABLED = False
REFERER_ENABLED = False
METAREFRESH_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPPROXY_ENABLED = False
"""A proxy looks names up by itself, so that private addresses behind it would be ours to reach: ask for it by name."""
DOWNLOAD_HANDLERS = {
    **dict.fromkeys(("data", "file", "ftp", "s3")),
    **dict.fromkeys(("http", "https"), "spiders.turns.TurnTakingDownloadHandler"),
}
"""Only http and https, and only the open internet: nothing that a page names is a file or service of this machine."""

# --- hostile input is normal input ---

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "spiders.limits.NamingOffsiteMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "spiders.courtesy.CourtesyMiddleware": 90,
    "spiders.limits.RobotsMiddleware": 100,
    "spiders.conditions.ConditionsMiddleware": 540,
    "spiders.patience.PatienceMiddleware": 555,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "spiders.unpacking.WholeAnswersMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "spiders.limits.NamingRedirectMiddleware": 600,
}
"""Scrapy crawls on when robots.txt cannot be had, hides redirects to other sites, and reads half pages."""
_DOORS = ("scrapy.extensions.telnet.TelnetConsole", "scrapy.extensions.remote_control.RemoteControl")
EXTENSIONS_BASE = {name: place for name, place in default_settings.EXTENSIONS_BASE.items() if name not in _DOORS}
"""Doors that are never opened are not even loaded: a web framework comes with them, a sixth of the time to start."""
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "spiders.limits.FlooredAutoThrottle": 0,
    "pipelines.logs.SafeLog": 0,
}
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 50 * 1024 * 1024
"""Bytes of one answer, unpacked: what a sitemap may have by its standard. Pages have a limit of their own."""
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 30
REDIRECT_MAX_TIMES = 5
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.depth.DepthMiddleware": None}
"""The spider counts steps itself: Scrapy says nothing of what it leaves out, and takes a long list for a deep one."""
URLLENGTH_LIMIT = 2083

# --- the log ---

LOG_LEVEL = "INFO"
LOG_VERSIONS: list[str] = []
"""The manifest names the versions of what may change what is read."""
LOG_FORMATTER = "pipelines.logs.ShortLogFormatter"
"""Pages are long and hold other people's text: the log names them and does not quote them."""

# --- our own ---

AGGREGATOR_INTO = "out"
"""Where `scrapy crawl` publishes; `-s AGGREGATOR_INTO=…` or `-a into=…` choose another folder."""
AGGREGATOR_FLOOR = 1
"""Fewest reviews of a release."""
AGGREGATOR_ACCEPT_DRIFT = False
"""Whether a release may be much smaller than the last one."""
AGGREGATOR_LAYOUTS = True
"""Whether layouts are asked, or the generic readers alone."""
AGGREGATOR_ALLOW_PRIVATE: list[str] = []
"""HOST or HOST:PORT, as in a URL, whose address may be private: `--allow-private`."""
AGGREGATOR_CONTACT = os.environ.get("AGGREGATOR_CONTACT", "")
"""Where the owner of a site reaches whoever runs the crawl: an e-mail address or a page, sent with every request."""
AGGREGATOR_MAX_PAGES = 10_000
"""Most pages of a site that a run asks for."""
AGGREGATOR_MAX_STEPS = 3
"""How many links a page may be away from a site's root. What sitemaps and feeds name is as near as can be."""
AGGREGATOR_FIRST_WAIT = 5.0
"""Seconds after which a site is asked again that says "come back later" (429, 503) and not when; then doubled."""
AGGREGATOR_SOURCES = ""
"""The sources that are crawled together, as `aggregator crawl --sources` passes them on: JSON."""
AGGREGATOR_SOURCE = ""
"""The one of them that this crawl alone reads: saved material."""
AGGREGATOR_EVERY_PAGE = True
"""Whether known pages are asked for that are not due. `aggregator crawl --sources` asks only with --all."""
AGGREGATOR_AHEAD = 0.0
"""Seconds by which the frontier takes its clock for ahead: what it does at a later day can be seen today."""
AGGREGATOR_LONGEST_WAIT = 300.0
"""Seconds that we wait in all for a site that says so: one that asks for more is not asked again in this run."""
AGGREGATOR_FRONTIER = ""
"""The store of pages to fetch, a URL of SQLAlchemy's: `--frontier`. Empty: DIR/frontier.sqlite."""
AGGREGATOR_LEASE = 60.0
"""Seconds after which a page that a worker has falls to another one, when nothing is heard of that worker."""
AGGREGATOR_PATIENCE = 60.0
"""Seconds for which the frontier is waited for when its server is away or somebody holds its file; half, to open it."""
AGGREGATOR_READERS: int | None = None
"""Processes that read live pages beside the crawl's own: `--readers`. None: one a processor, at most two. 0: itself."""
AGGREGATOR_READING_LIMIT = 60.0
"""Seconds that reading a page may take, in such a process: then it is ended, and the page is an issue."""
AGGREGATOR_LOG_JSON = False
"""Whether the log is a JSON object a line."""
AGGREGATOR_JOURNAL = ""
"""The journal to write, when somebody else makes the release: `aggregator crawl` does."""
