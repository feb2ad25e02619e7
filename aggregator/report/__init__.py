"""The page a person looks at: one HTML file made of a release, that needs no network, and the same over http.

files      the release's lines, read in passes
overview, agreement, coverage, changes, issues      what they come to
charts     the same as drawings
table      every anime, packed for the browser
document   all of it on one page
"""

from aggregator.report.document import write_report
from aggregator.report.server import serve

__all__ = ["serve", "write_report"]
