"""The frontier: what to fetch, whose turn it is, and what came of it, in one store for any number of workers."""

from aggregator.frontier.database import file_of
from aggregator.frontier.gather import gather
from aggregator.frontier.store import Done, Frontier, Lease, Plan, Result, Round, State, Wanted, host_of, key_of
from aggregator.frontier.visits import Memory, Outcome, Visit

__all__ = [
    "Done",
    "Frontier",
    "Lease",
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
    "key_of",
]
