"""One line from many reviews: one fixed rule a field, whatever the order; what the sources disagree on is kept."""

from collections.abc import Callable
from itertools import permutations

import pytest

from aggregator.model import Anime, AnimeType, Conflict, Kind, Review, Score, Season, Status, Title
from aggregator.resolve.merge import merge_reviews

Page = Callable[..., Review]


@pytest.fixture
def merged(page: Page) -> Callable[..., Anime]:
    """The line of an anime with one page for each given set of facts; every order must give the same."""

    def merge(*facts: dict[str, object]) -> Anime:
        reviews = [
            page(site, str(fact.pop("title", "Amber Harbor")), **fact)
            for site, fact in zip("abcdefgh", facts, strict=False)
        ]
        first, *others = [merge_reviews("a-1", list(order)) for order in permutations(reviews)]
        assert all(other == first for other in others)
        return first

    return merge


RULES: list[tuple[str, list[object], object]] = [
    ("type", [AnimeType.ONA, AnimeType.TV, AnimeType.ONA], AnimeType.ONA),
    ("type", [AnimeType.ONA, AnimeType.TV], AnimeType.TV),
    ("type", [None, AnimeType.OVA], AnimeType.OVA),
    ("episodes", [12, 13, 12], 12),
    ("episodes", [12, 13], 13),
    ("duration_seconds", [1440, 1500, 1440], 1440),
    ("duration_seconds", [1440, 1500], 1440),
    ("status", [Status.ONGOING, Status.ONGOING, Status.FINISHED], Status.FINISHED),
    ("status", [Status.UPCOMING, Status.ONGOING], Status.ONGOING),
    ("year", [2019, 2020, 2020], 2020),
    ("year", [2019, 2020], 2019),
    ("season", [Season.FALL, Season.SUMMER, Season.FALL], Season.FALL),
    ("season", [Season.FALL, Season.SUMMER], Season.SUMMER),
    ("season_number", [2, 1], 1),
    ("start_date", ["2019", "2019-04", "2019-04-07"], "2019-04-07"),
    ("start_date", ["2019-04-07", "2019-04-08", "2019-04-08"], "2019-04-08"),
    ("start_date", ["2019-04-07", "2019-04-08"], "2019-04-07"),
    ("end_date", ["2019-06-07", "2019-06-08"], "2019-06-08"),
    ("source_material", ["Manga", "Novel", "Manga"], "Manga"),
    ("synopsis", ["Short.", "Rather longer."], "Rather longer."),
    ("image", ["http://a.example/1.jpg", "https://b.example/2.jpg"], "https://b.example/2.jpg"),
    ("genres", [("Drama", "Action"), ("Action",)], ("Action", "Drama")),
    ("tags", [("ghosts",), ("Ghosts",), ("ghosts",)], ("ghosts",)),
    ("studios", [("Hoshi",), ("HOSHI", "Tsuki"), ("Hoshi",)], ("Hoshi", "Tsuki")),
    ("audio_languages", [("ja",), ("ta", "ja")], ("ja", "ta")),
]  # fmt: skip


@pytest.mark.parametrize(("field", "stated", "taken"), RULES)
def test_rule_of_the_field(merged: Callable[..., Anime], field: str, stated: list[object], taken: object) -> None:
    assert getattr(merged(*({field: value} for value in stated)), field) == taken


@pytest.mark.parametrize("field", ["type", "episodes", "status", "year", "synopsis", "season_number", "image"])
def test_what_nobody_states_is_null(merged: Callable[..., Anime], field: str) -> None:
    assert getattr(merged({}, {}), field) is None


def test_a_start_date_speaks_for_its_year(merged: Callable[..., Anime]) -> None:
    assert merged({"start_date": "2019-04"}, {"year": 2020}, {"start_date": "2019"}).year == 2019


def test_the_start_date_fits_the_year(merged: Callable[..., Anime]) -> None:
    anime = merged({"start_date": "2018-12-30", "year": 2019}, {"start_date": "2019-01-05"}, {"year": 2019})
    assert (anime.year, anime.start_date) == (2019, "2019-01-05")


def test_the_title_that_most_pages_use(merged: Callable[..., Anime]) -> None:
    anime = merged(
        {"title": "琥珀の港"}, {"title": "Kohaku no Minato"}, {"title": "Kohaku no Minato", "also": ["琥珀の港"]}
    )
    assert anime.title == "Kohaku no Minato"
    assert anime.alternative_titles == (Title("琥珀の港"),)


def test_titles_keep_their_language(merged: Callable[..., Anime]) -> None:
    anime = merged(
        {"alternative_titles": (Title("琥珀の港", "ja"), Title("Bernsteinhafen", "de"))}, {"also": ["琥珀の港"]}
    )
    assert anime.alternative_titles == (Title("琥珀の港", "ja"), Title("Bernsteinhafen", "de"))


def test_a_conflict_says_what_was_stated_and_what_was_taken(merged: Callable[..., Anime]) -> None:
    anime = merged({"episodes": 12}, {"episodes": 13}, {"episodes": 12})
    assert anime.conflicts == (Conflict(field="episodes", taken="12", values=("12", "13")),)


def test_a_less_precise_date_is_no_conflict(merged: Callable[..., Anime]) -> None:
    assert merged({"start_date": "2019"}, {"start_date": "2019-04-07"}).conflicts == ()


def test_agreement_is_no_conflict(merged: Callable[..., Anime]) -> None:
    assert merged({"type": AnimeType.TV}, {"type": AnimeType.TV}, {}).conflicts == ()


def test_two_ids_of_one_database_are_a_conflict(merged: Callable[..., Anime]) -> None:
    anime = merged({"ids": ["mal:5"]}, {"ids": ["mal:6", "imdb:tt1"]}, {"ids": ["imdb:tt2"]})
    assert [conflict.field for conflict in anime.conflicts] == ["ids.mal"]


def test_the_rating_counts_each_source_once(merged: Callable[..., Anime]) -> None:
    quote = Score(source="IMDb", value=5.9, kind=Kind.EXTERNAL)
    own = Score(source="MyAnimeList", value=6.2, votes=10)
    anime = merged({"scores": (quote, own)}, {"scores": (quote,)})
    assert (anime.rating, anime.rating_exact, anime.rating_count, anime.rating_votes) == (6.1, 6.05, 2, 10)
    assert (anime.rating_median, anime.rating_min, anime.rating_max) == (6.05, 5.9, 6.2)
    assert anime.rating_weighted == 6.62
    assert [(score.source, score.counted) for score in anime.scores] == [
        ("IMDb", True),
        ("IMDb", False),
        ("MyAnimeList", True),
    ]


def test_a_saved_page_without_a_url_is_named_by_its_path() -> None:
    review = Review(title="Amber Harbor", headline="", saved_as="pages/1.html")
    assert merge_reviews("a-1", [review]).sources == ("saved:pages/1.html",)
