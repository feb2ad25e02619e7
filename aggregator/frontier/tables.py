"""The tables of the frontier: pages, hosts, workers, rounds; moments are seconds since 1970, by the store's clock."""

from enum import StrEnum

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
    true,
)

FORMAT = 2
"""The version of these tables: a store of a newer one is refused, and not guessed at."""


class State(StrEnum):
    """What becomes of a page in a round."""

    KNOWN = "known"
    """From an earlier round: it rests."""
    NAME = "name"
    """It was another name of a page, that need not be asked for twice: that page's reading stands for it."""
    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"


OPEN = (State.WAITING, State.LEASED)
"""The states of pages that a round has yet to ask for."""
ENDED = (State.DONE, State.FAILED)
"""The states of pages that a round has asked for."""

metadata = MetaData()

about = Table("about", metadata, Column("format", Integer, primary_key=True))
"""What tells a store of ours from somebody else's database."""

page = Table(
    "page",
    metadata,
    Column("key", String(24), primary_key=True),  # aggregator.frontier.names.key_of(url)
    Column("source", Text, nullable=False),  # the name of a source; for a plain `crawl URL`, the URL
    Column("url", Text, nullable=False),
    Column("host", Text, nullable=False),  # aggregator.frontier.names.host_of(url)
    Column("how", Text, nullable=False),  # how to ask for it: JSON, the spider's own
    Column("priority", Integer, nullable=False),  # of a host's pages, the greatest first
    Column("place", Integer, nullable=False),  # among those of the same priority: in the order in which they were found
    # this round
    Column("round", Text, nullable=False),
    Column("state", String(8), nullable=False),  # a State
    Column("worker", Text),
    Column("leased_until", Double),
    Column("attempts", Integer, nullable=False, default=0),
    # the memory of visits
    Column("etag", Text),
    Column("last_modified", Text),
    Column("fingerprint", Text),
    Column("reader", Text),  # the program and the settings that read it
    Column("visits", Integer, nullable=False, default=0),
    Column("changes", Integer, nullable=False, default=0),
    Column("misses", Integer, nullable=False, default=0),
    Column("first_visit", Double),
    Column("last_visit", Double),
    Column("last_change", Double),
    Column("last_good", Double),
    Column("next_visit", Double),
    Column("interval", Double),
    Column("temper", String(8)),
    Column("outcome", String(10)),  # of the last visit
    Column("reading", LargeBinary),  # the last good one: a journal's Read, packed
    Column("issues", LargeBinary),  # of the last visit, packed
    Index("page_state", "state", "leased_until"),
    Index("page_source", "source"),
)
Index("page_turn", page.c.host, page.c.state, page.c.priority.desc(), page.c.place)

host = Table(
    "host",
    metadata,
    Column("name", Text, primary_key=True),
    Column("free_at", Double, nullable=False, default=0.0),  # when it may be asked next, whoever asks
    Column("turn", String(24)),  # the page for which it was last to be asked
    Column("asked_at", Double, nullable=False, default=0.0),  # and when that was
    Column("delay", Double, nullable=False, default=0.0),  # the pause that its robots.txt asks for
    Column("throttle", Double, nullable=False, default=0.0),  # the pause that its slowness asks for
    Column("most", Integer, nullable=False, default=1),  # leases at once, when several workers ask
    Column("blocked_until", Double, nullable=False, default=0.0),  # it asked us to come back later
    Column("round", Text, nullable=False),
    Column("asked", Integer, nullable=False, default=0),  # pages of it in that round
    Column("left_out", Text),  # the URL of a page that was beyond the budget
    Column("is_open", Boolean, nullable=False, server_default=false()),  # whether any of its pages is OPEN
)
Index(  # by which the next free host is found, however many there are, and however many of them are done
    "host_turn", host.c.free_at, sqlite_where=host.c.is_open.is_(true()), postgresql_where=host.c.is_open.is_(true())
)

worker = Table(
    "worker",
    metadata,
    Column("id", Text, primary_key=True),
    Column("round", Text, nullable=False),
    Column("machine", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started", Double, nullable=False),
    Column("seen", Double, nullable=False),
    Column("ended", Double),
    Column("pages", Integer, nullable=False, default=0),
)

round_ = Table(
    "round",
    metadata,
    Column("id", Text, primary_key=True),  # of the run that began it
    Column("run", Text, nullable=False),  # the run that goes on with it now
    Column("runs", Text, nullable=False),  # all of them: JSON
    Column("plan", Text, nullable=False),  # sources, settings, program, orders of its workers: JSON
    Column("machine", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started", Double, nullable=False),
    Column("seen", Double, nullable=False),
    Column("ended", Double),
)
