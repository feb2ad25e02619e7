"""What the dictionary tells beside type and meaning: unit, example, origin and stability of every key.

A key that is missing here fails a test. Names stand alone where they mean the same on every line, else as `Class.key`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

STABILITY: Mapping[str, str] = {
    "fixed": "The value is what the page or the run says; for the same page it changes only when the page does.",
    "refined": "Read or merged by rules that improve: the value may become better without a new data format.",
    "fitted": "Depends on all anime of the release: the same scores may give another value in another release.",
    "kept": "Never changes and is never given to something else.",
}
"""Promises. Names, types and meanings of all keys change only with the first number of the data format."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is told of one key."""

    unit: str
    """What it counts or is written in; empty for plain text."""
    example: str
    """As JSON."""
    origin: str
    """Who says so."""
    stability: str
    """One of STABILITY."""


def fact_of(cls: str, key: str) -> Fact:
    """What is told of a key. LookupError when nothing is."""
    found = FACTS.get(f"{cls}.{key}") or FACTS.get(key)
    if found is None:
        raise LookupError(f"{cls}.{key} has no unit, example, origin and stability: tell them in dataset/facts.py")
    return found


_PAGE, _RUN, _MERGED, _MADE = "the page", "the run", "merged: ", "computed: "

FACTS: Mapping[str, Fact] = {
    # where a line comes from
    "url": Fact(
        "URL", '"https://site.example/red-moon"', "the page's own canonical link, else where it was fetched", "fixed"
    ),
    "saved_as": Fact("path", '"site.example/red-moon.html"', _RUN, "fixed"),
    "site": Fact("host", '"site.example"', "from `url`", "fixed"),
    "layout": Fact("name of a layout", '"taqyeem"', _RUN, "refined"),
    # what a page says
    "title": Fact("", '"Red Moon"', _PAGE, "refined"),
    "headline": Fact("", '"Red Moon (Season 1) Review"', _PAGE, "refined"),
    "alternative_titles": Fact("", '[{"title":"Akai Tsuki","language":"ja-Latn"}]', _PAGE, "refined"),
    "type": Fact("", '"TV"', _PAGE, "refined"),
    "season_number": Fact("seasons", "1", _PAGE, "refined"),
    "episodes": Fact("episodes", "12", _PAGE, "refined"),
    "duration_seconds": Fact("seconds", "1440", _PAGE, "refined"),
    "status": Fact("", '"FINISHED"', _PAGE, "refined"),
    "start_date": Fact("ISO 8601 date, perhaps partial", '"2024-01-11"', _PAGE, "refined"),
    "end_date": Fact("ISO 8601 date, perhaps partial", '"2024-03"', _PAGE, "refined"),
    "year": Fact("year", "2024", _PAGE, "refined"),
    "season": Fact("", '"WINTER"', _PAGE, "refined"),
    "genres": Fact("", '["Action","Sci-Fi"]', _PAGE, "refined"),
    "tags": Fact("", '["Space"]', _PAGE, "refined"),
    "audio_languages": Fact("BCP-47", '["ja"]', _PAGE, "refined"),
    "studios": Fact("", '["Studio Red"]', _PAGE, "refined"),
    "producers": Fact("", '["Moon Committee"]', _PAGE, "refined"),
    "source_material": Fact("", '"Manga"', _PAGE, "refined"),
    "scores": Fact("", '[{"source":"IMDb","value":7.9,"scale_max":10.0, …}]', _PAGE, "refined"),
    "stated_average": Fact("the page's own scale", "8.1", _PAGE, "refined"),
    "synopsis": Fact("", '"A moon turns red."', _PAGE, "refined"),
    "verdict": Fact("", '"Worth a look."', _PAGE, "refined"),
    "image": Fact("URL", '"https://site.example/red-moon.jpg"', _PAGE, "fixed"),
    "ids": Fact("", '[{"source":"mal","id":"1"}]', _PAGE, "refined"),
    # one score
    "source": Fact("", '"IMDb"', _PAGE, "refined"),
    "value": Fact("points of its own scale", "7.9", _PAGE, "fixed"),
    "scale_min": Fact("points", "0.0", _PAGE, "refined"),
    "scale_max": Fact("points", "10.0", _PAGE, "refined"),
    "votes": Fact("votes", "1234", _PAGE, "fixed"),
    "kind": Fact("", '"users"', _PAGE, "refined"),
    "text": Fact("as printed", '"7.9/10"', _PAGE, "fixed"),
    "counted": Fact("", "true", _MADE + "known scale, within it, once per source", "refined"),
    "language": Fact("BCP-47", '"ja-Latn"', _PAGE, "refined"),
    "DatabaseId.source": Fact("", '"mal"', _PAGE, "fixed"),
    "DatabaseId.id": Fact("", '"1"', _PAGE, "fixed"),
    # one anime
    "id": Fact("", '"a-m84wajfafvws"', _MADE + "minted once from the address of the page that founded it", "kept"),
    "Anime.title": Fact("", '"Red Moon"', _MERGED + "most pages; then known to most", "refined"),
    "Anime.alternative_titles": Fact(
        "", '[{"title":"Akai Tsuki","language":"ja-Latn"}]', _MERGED + "all others, most pages first", "refined"
    ),
    "Anime.type": Fact("", '"TV"', _MERGED + "most pages", "refined"),
    "Anime.episodes": Fact("episodes", "12", _MERGED + "most pages; then the larger", "refined"),
    "Anime.duration_seconds": Fact("seconds", "1440", _MERGED + "most pages; then the smaller", "refined"),
    "Anime.status": Fact("", '"FINISHED"', _MERGED + "the furthest", "refined"),
    "Anime.start_date": Fact(
        "ISO 8601 date, perhaps partial", '"2024-01-11"', _MERGED + "most agree; then the more precise", "refined"
    ),
    "Anime.end_date": Fact(
        "ISO 8601 date, perhaps partial", '"2024-03"', _MERGED + "most agree; then the more precise", "refined"
    ),
    "Anime.year": Fact("year", "2024", _MERGED + "most pages; then the earlier", "refined"),
    "Anime.season": Fact("", '"WINTER"', _MERGED + "most pages", "refined"),
    "Anime.season_number": Fact("seasons", "1", _MERGED + "most pages; then the smaller", "refined"),
    "Anime.genres": Fact("", '["Action","Sci-Fi"]', _MERGED + "all, most pages first", "refined"),
    "Anime.tags": Fact("", '["Space"]', _MERGED + "all, most pages first", "refined"),
    "Anime.studios": Fact("", '["Studio Red"]', _MERGED + "all, most pages first", "refined"),
    "Anime.producers": Fact("", '["Moon Committee"]', _MERGED + "all, most pages first", "refined"),
    "Anime.audio_languages": Fact("BCP-47", '["ja"]', _MERGED + "all, most pages first", "refined"),
    "Anime.source_material": Fact("", '"Manga"', _MERGED + "most pages", "refined"),
    "Anime.synopsis": Fact("", '"A moon turns red."', _MERGED + "the longest", "refined"),
    "Anime.image": Fact("URL", '"https://site.example/red-moon.jpg"', _MERGED + "https first", "refined"),
    "Anime.ids": Fact("", '[{"source":"mal","id":"1"}]', _MERGED + "all, sorted", "refined"),
    "rating": Fact("points, 0-10", "7.8", _MADE + "`rating_exact`, rounded half up", "refined"),
    "rating_exact": Fact(
        "points, 0-10", "7.75", _MADE + "mean of value / scale_max * 10 over counted scores", "refined"
    ),
    "rating_count": Fact("scores", "2", _MADE + "counted scores", "refined"),
    "rating_votes": Fact("votes", "1250", _MADE + "sum of the votes that are stated", "refined"),
    "rating_median": Fact("points, 0-10", "7.75", _MADE + "median of counted scores", "refined"),
    "rating_min": Fact("points, 0-10", "7.6", _MADE + "least of counted scores", "refined"),
    "rating_max": Fact("points, 0-10", "7.9", _MADE + "greatest of counted scores", "refined"),
    "rating_weighted": Fact(
        "points, 0-10", "7.57", _MADE + "(m * C + sum) / (m + n), aggregator/standing.py", "fitted"
    ),
    "rating_vote_weighted": Fact("points, 0-10", "7.896", _MADE + "sum(score * votes) / sum(votes)", "refined"),
    "rating_adjusted": Fact(
        "points, common level", "7.7", _MADE + "mean of scores on one level, aggregator/levels.py", "fitted"
    ),
    "rating_spread": Fact("points, 0-10", "0.212132", _MADE + "sample standard deviation of counted scores", "refined"),
    "rating_low_evidence": Fact("", "false", _MADE + "n < 2, or all votes known and fewer than 50", "refined"),
    "Anime.scores": Fact("", '[{"source":"IMDb","value":7.9, …,"counted":true}]', "all pages, sorted", "refined"),
    "sources": Fact("URL, or `saved:` and a path", '["https://site.example/red-moon"]', "all pages, sorted", "refined"),
    "conflicts": Fact(
        "", '[{"field":"episodes","taken":"12","values":["12","13"]}]', _MADE + "what pages disagree on", "refined"
    ),
    "taken": Fact("", '"12"', "the line", "refined"),
    "values": Fact("", '["12","13"]', "all pages, sorted", "refined"),
    # issues
    "code": Fact("", '"out_of_range"', _RUN, "fixed"),
    "message": Fact("", '"11/10 is outside of its scale: excluded."', _RUN, "refined"),
    "field": Fact("name of a key", '"scores"', _RUN, "refined"),
    "Issue.text": Fact("as printed", '"11/10"', _PAGE, "fixed"),
    # what changed
    "op": Fact("", '"MOD"', _MADE + "this release beside the one before", "fixed"),
    "Change.title": Fact("", '"Red Moon"', "the line", "refined"),
    "changes": Fact(
        "", '[{"field":"rating","before":"7.5","after":"7.8"}]', _MADE + "this release beside the one before", "fixed"
    ),
    "reason": Fact("", '"merged"', _MADE + "where the pages stand now", "fixed"),
    "replaced_by": Fact("", '["a-m84wajfafvws"]', _MADE + "where the pages stand now", "fixed"),
    "anime": Fact("", '{"id":"a-m84wajfafvws","title":"Red Moon", …}', "the line", "refined"),
    "before": Fact("JSON", '"7.5"', "the line of the release before", "fixed"),
    "after": Fact("JSON", '"7.8"', "the line", "fixed"),
}
