"""The database under the frontier: SQLite by default, PostgreSQL by its URL; what goes wrong with it, in sentences."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, create_engine, event, exists, insert, inspect, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import QueuePool
from sqlalchemy.schema import CreateColumn

from aggregator.exits import Exit, Refusal
from aggregator.frontier.tables import FORMAT, OPEN, about, host, metadata, page
from aggregator.redaction import redacted

PATIENCE = 60.0
"""Seconds for which a server that went away is waited for, or a process that holds the file (SQLite). Half of it passes
before anything is said; when a store is opened, that half is all."""
AT_ONCE = 1000
"""Values in one statement."""
_WITHOUT_OPEN_HOSTS = 1
"""The format of stores before hosts said whether they have anything left to ask for."""
_ADVISORY = 0x61_6E_69_6D
"""The lock under which one process at a time makes the tables (PostgreSQL)."""

T = TypeVar("T")
logger = logging.getLogger(__name__)


class Database:
    """Runs pieces of work, each in one transaction, again after a short loss of the server."""

    def __init__(self, url: str, *, patience: float = PATIENCE, ahead: float = 0.0) -> None:
        self.url = _url(url)
        self.patience = patience
        self.is_file = self.url.get_backend_name() == "sqlite"
        self.name = self.url.database or "" if self.is_file else redacted(self.url.render_as_string(hide_password=True))
        self._given_ahead = self._ahead = ahead
        try:
            self._engine = create_engine(self.url, poolclass=QueuePool, pool_size=1, **self._options())
        except (NoSuchModuleError, ModuleNotFoundError) as error:
            raise Refusal(
                Exit.USAGE, f"{self.name} needs a driver that is not installed ({error}): install the extra postgresql."
            ) from error
        if self.is_file:
            event.listen(self._engine, "connect", _prepare)
            event.listen(self._engine, "begin", _begin)

    def open(self) -> None:
        """Makes the tables where there are none. Refusal when the store cannot be used."""
        try:
            self.do(self._make_tables, patience=0.0)
            self.set_clock()
        except Refusal:
            self.close()
            raise

    def do(self, work: Callable[[Connection], T], *, patience: float | None = None) -> T:
        """The result of a piece of work that may be done twice. Refusal when the store takes it no more."""
        ends = time.monotonic() + (self.patience if patience is None else patience)
        pause = 0.1
        while True:
            try:
                with self._engine.begin() as connection:
                    return work(connection)
            except DBAPIError as error:
                if not self._is_passing(error):
                    raise self._refusal(error) from error
                if time.monotonic() > ends:
                    raise self._out_of_patience(error) from error
                logger.warning("The frontier %s does not answer (%s): trying again.", self.name, _said(error))
            time.sleep(pause)
            pause = min(pause * 2, 2.0)

    def _out_of_patience(self, error: DBAPIError) -> Refusal:
        if self.is_file:
            return Refusal(
                Exit.LOCKED,
                f"The frontier {self.name} is held by another process ({_said(error)}): wait for it, or end it.",
            )
        return Refusal(
            Exit.INTERRUPTED,
            f"The frontier {self.name} cannot be reached ({_said(error)}): start it, then run this again.",
        )

    def now(self) -> float:
        """Seconds since 1970 by the store's clock."""
        return time.time() + self._ahead

    def set_clock(self) -> None:
        """Takes over the clock of the server: that of this machine may differ from the other workers'."""
        if self.is_file:
            return
        asked = time.time()
        said = self.do(lambda connection: connection.scalar(text("SELECT extract(epoch FROM clock_timestamp())")))
        self._ahead = self._given_ahead + float(said) - (asked + time.time()) / 2

    def close(self) -> None:
        self._engine.dispose()

    def _options(self) -> dict[str, Any]:
        if self.is_file:
            return {"connect_args": {"timeout": self.patience / 2, "isolation_level": None, "check_same_thread": False}}
        return {"connect_args": {"connect_timeout": 5}, "pool_pre_ping": False}

    def _make_tables(self, connection: Connection) -> None:
        if not self.is_file:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY})
        names = set(inspect(connection).get_table_names())
        if about.name in names:
            written = connection.scalar(select(about.c.format))
            if written == _WITHOUT_OPEN_HOSTS:
                _open_hosts(connection)
            elif written != FORMAT:
                raise Refusal(
                    Exit.USAGE,
                    f"The frontier {self.name} was written by another version of this program (format {written}, this "
                    f"is {FORMAT}): use that one, or name another --frontier.",
                )
        elif ours := names & set(metadata.tables):
            raise Refusal(
                Exit.USAGE,
                f"{self.name} is no frontier, but holds a table {min(ours)} of somebody else: name another database.",
            )
        else:
            metadata.create_all(connection)
            connection.execute(insert(about), {"format": FORMAT})

    def _is_passing(self, error: DBAPIError) -> bool:
        """Whether the same may work in a moment."""
        if self.is_file:
            return "locked" in str(error.orig)
        state = getattr(error.orig, "sqlstate", None)
        return (
            error.connection_invalidated or state in _PASSING or (state is None and isinstance(error, OperationalError))
        )

    def _refusal(self, error: DBAPIError) -> Refusal:
        said = _said(error)
        if "not a database" in said or "malformed" in said:
            return Refusal(
                Exit.USAGE,
                f"The frontier {self.name} is damaged ({said}): put back a copy of it, or remove it to begin anew. "
                "Releases do not need it; what it remembers of earlier visits is lost.",
            )
        if self.is_file or getattr(error.orig, "sqlstate", "") in _FULL:
            return Refusal(Exit.UNWRITABLE, f"The frontier {self.name} cannot be written ({said}): make room for it.")
        return Refusal(Exit.INTERNAL, f"The frontier {self.name} refuses ({said}).")


_PASSING = frozenset({"40001", "40P01", "57P01", "57P02", "57P03", "08000", "08001", "08003", "08004", "08006"})
"""PostgreSQL's codes of what the next try may not meet: deadlocks, a server that stops or starts, a lost connection."""
_FULL = frozenset({"53100", "53200", "58030"})
"""No room, no memory, input or output failed."""


def _url(given: str) -> URL:
    """The URL with the driver that is installed. A path is a file of SQLite."""
    if "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise Refusal(
            Exit.USAGE, f"{redacted(given)} is no URL of a database, such as postgresql://host/name."
        ) from error
    backend = url.get_backend_name()
    if backend not in {"sqlite", "postgresql"}:
        raise Refusal(Exit.USAGE, f"A frontier is a file, or sqlite:// or postgresql://, and not {backend}://.")
    return url.set(drivername="postgresql+psycopg") if backend == "postgresql" else url


def file_of(folder: Path) -> str:
    """The frontier of a folder that is published into."""
    return str(folder / "frontier.sqlite")


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insertion that can tell what to do about rows that are there: both databases can, each in its own words."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def pieces(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The same, in as many pieces as statements take."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def _open_hosts(connection: Connection) -> None:
    """Brings a store of format 1 up: its hosts do not say whether they have anything left to ask for."""
    is_open = CreateColumn(host.c.is_open).compile(dialect=connection.dialect)
    connection.execute(text(f"ALTER TABLE host ADD COLUMN {is_open}"))
    has_open = exists().where(page.c.host == host.c.name, page.c.state.in_(OPEN))
    connection.execute(update(host).where(has_open).values(is_open=True))
    connection.execute(text("DROP INDEX IF EXISTS host_free"))
    for index in host.indexes:
        index.create(connection)
    connection.execute(update(about).values(format=FORMAT))


def _prepare(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """Writers wait for each other at the beginning, where waiting is possible, and not in the middle."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _said(error: DBAPIError) -> str:
    return redacted(str(error.orig).strip().partition("\n")[0])
