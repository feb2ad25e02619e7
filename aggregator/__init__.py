"""The anime review aggregator: a page comes in as bytes and leaves as one line of anime.jsonl."""

from aggregator.model import Anime, Issue, Kind, Origin, Rating, Review, Score
from aggregator.page import Page
from aggregator.reading import NotAReview, examine_page, read_page

__version__ = "0.1.0"

__all__ = [
    "Anime",
    "Issue",
    "Kind",
    "NotAReview",
    "Origin",
    "Page",
    "Rating",
    "Review",
    "Score",
    "examine_page",
    "read_page",
]
