"""The frontier: what to fetch, whose turn it is, and what came of it, in one store for any number of workers."""

from aggregator.frontier.adding import Wanted
from aggregator.frontier.database import file_of
from aggregator.frontier.gather import gather
from aggregator.frontier.kept import keep, keep_apart
from aggregator.frontier.leasing import Lease
from aggregator.frontier.look import Look
from aggregator.frontier.names import host_of, key_of
from aggregator.frontier.outcomes import Done, Result
from aggregator.frontier.plan import Limits, Plan, Round
from aggregator.frontier.store import Frontier
from aggregator.frontier.tables import State
from aggregator.frontier.visits import Memory, Outcome, Visit

__all__ = [
    "Done",
    "Frontier",
    "Lease",
    "Limits",
    "Look",
    "Memory",
    "Outcome",
    "Plan",
    "Result",
    "Round",
    "State",
    "Visit",
    "Wanted",
    "file_of",
    "gather",
    "host_of",
    "keep",
    "keep_apart",
    "key_of",
]
