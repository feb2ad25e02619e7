"""Adding: pages are put into a round, each once, as far as the budgets of their hosts reach.

Functions of a connection are pieces of work, which the store runs, each in one transaction.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from aggregator.frontier.database import insert_into, pieces
from aggregator.frontier.hosts import lock_hosts
from aggregator.frontier.names import host_of, key_of
from aggregator.frontier.plan import Round
from aggregator.frontier.revisits import resting
from aggregator.frontier.tables import State, host, page


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A page to be asked for."""

    url: str
    source: str
    how: str
    """JSON of whoever asks."""
    priority: int = 0
    is_counted: bool = True
    """Whether the budget of its site may leave it out."""
    may_rest: bool = False
    """Whether it need not be asked for when it is known and not due."""
    modified: float | None = None
    """When its site says that it changed last, in seconds since 1970."""


def add(connection: Connection, round_: Round, wanted: Sequence[Wanted], now: float) -> int:
    """Puts pages in, under the locks of their hosts, which are taken in the order of their names. How many were new."""
    by_key = {key: one for one in reversed(wanted) if (key := key_of(one.url))}
    if not by_key:
        return 0
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for key in reversed(by_key):
        by_host[host_of(by_key[key].url)].append(key)
    names = sorted(by_host)
    asked = lock_hosts(connection, round_, names)
    known = known_keys(connection, round_, list(by_key))
    rest = _resting(connection, round_, {key: one for key, one in by_key.items() if key not in known}, now)
    rows: list[dict[str, object]] = []
    for name in names:
        count, over = asked[name], None
        for key in by_host[name]:
            one = by_key[key]
            if key in known:
                continue
            if key in rest:
                rows.append({**_row(round_, key, name, one, 0), "state": State.KNOWN})
                continue
            if one.is_counted and count >= round_.plan.of(one.source).most_pages:
                over = over or one.url
                continue
            count += 1
            rows.append(_row(round_, key, name, one, count))
        values = {
            **({"asked": count, "is_open": True} if count > asked[name] else {}),
            **({"left_out": over} if over else {}),
        }
        if values:
            connection.execute(update(host).where(host.c.name == name).values(**values))
    if rows:
        _put(connection, rows)
    return len(rows)


def add_names(connection: Connection, round_: Round, names: Iterable[tuple[str, Wanted]]) -> None:
    """Notes URLs that need not be asked for: each with the key of the page whose other name it is."""
    rows = []
    for key_of_page, named in names:
        row = {**_row(round_, key_of(named.url), host_of(named.url), named, 0), "state": State.NAME}
        if row["key"] != key_of_page:
            rows.append(row)
    if rows:
        _put(connection, sorted(rows, key=lambda row: str(row["key"])))


def known_keys(connection: Connection, round_: Round, keys: Sequence[str]) -> set[str]:
    """Those pages that are in the round already."""
    found: set[str] = set()
    for some in pieces(keys):
        found |= set(connection.scalars(_KNOWN, {"keys": some, "in": round_.id}))
    return found


def _resting(connection: Connection, round_: Round, wanted: Mapping[str, Wanted], now: float) -> set[str]:
    """Those pages that may rest, are known and not due."""
    if round_.plan.every:
        return set()
    may = {key: one.modified for key, one in wanted.items() if one.may_rest}
    return resting(connection, may, now, round_.plan.paces)


def _row(round_: Round, key: str, name: str, wanted: Wanted, place: int) -> dict[str, object]:
    return {
        "key": key,
        "source": wanted.source,
        "url": wanted.url,
        "host": name,
        "how": wanted.how,
        "priority": wanted.priority,
        "place": place,
        "round": round_.id,
        "state": State.WAITING,
        "worker": None,
        "attempts": 0,
    }


def _put(connection: Connection, rows: list[dict[str, object]]) -> None:
    """Writes pages that are new to the round; what is remembered of them stays."""
    put = insert_into(connection, page)
    fresh = ("source", "url", "host", "how", "priority", "place", "round", "state", "worker", "attempts")
    connection.execute(
        put.on_conflict_do_update(
            index_elements=[page.c.key],
            set_={name: put.excluded[name] for name in fresh},
            where=page.c.round != put.excluded.round,
        ),
        rows,
    )


_KNOWN = select(page.c.key).where(page.c.key.in_(bindparam("keys", expanding=True)), page.c.round == bindparam("in"))
