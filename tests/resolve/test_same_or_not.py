"""Which pages are one anime: the same name on two sites is, and what only looks like it is not."""

from collections.abc import Callable

import pytest

from aggregator.model import AnimeType, Review, Season
from aggregator.resolve import resolve

TV, MOVIE, OVA, SPECIAL = AnimeType.TV, AnimeType.MOVIE, AnimeType.OVA, AnimeType.SPECIAL
Facts = dict[str, object]

SAME: list[tuple[str, tuple[str, Facts], tuple[str, Facts]]] = [
    ("one name, no facts",
        ("Amber Harbor", {}),
        ("Amber Harbor", {})),
    ("one name, facts on one page only",
        ("Amber Harbor", {"type": TV, "year": 2019, "episodes": 12}),
        ("Amber Harbor", {})),
    ("one name and facts",
        ("Amber Harbor", {"type": TV, "year": 2019}),
        ("Amber Harbor", {"type": TV, "year": 2019})),
    ("other case and punctuation",
        ("AMBER HARBOR!", {"year": 2019}),
        ("Amber Harbor", {"year": 2019})),
    ("width and accents",
        ("Ａｍｂｅｒ Ｈａｒｂｏｒ", {"year": 2019}),
        ("Ámber Harbor", {"year": 2019})),
    ("the name of one among the names of the other",
        ("Kohaku no Minato", {"also": ["琥珀の港"]}),
        ("琥珀の港", {"also": ["琥珀之港"]})),
    ("a season written in words and in Japanese",
        ("Amber Harbor 2nd Season", {"year": 2021}),
        ("Amber Harbor 第2期", {"year": 2021})),
    ("a season written as a numeral",
        ("Amber Harbor II", {"year": 2021}),
        ("Amber Harbor 2nd Season", {"year": 2021})),
    ("long vowels",
        ("Kohaku no Shōnen", {"year": 2019, "type": TV}),
        ("Kohaku no Shounen", {"year": 2019, "type": TV})),
    ("a series that one site calls short",
        ("Amber Harbor", {"type": TV, "year": 2019}),
        ("Amber Harbor", {"type": AnimeType.TV_SHORT, "year": 2019})),
    ("a web series on one site, a series on the other",
        ("Amber Harbor", {"type": TV, "year": 2019, "episodes": 12}),
        ("Amber Harbor", {"type": AnimeType.ONA, "year": 2019, "episodes": 12})),
    ("premieres on both sides of new year",
        ("Amber Harbor", {"type": TV, "year": 2019, "episodes": 12}),
        ("Amber Harbor", {"type": TV, "year": 2020, "episodes": 12})),
    ("season 1 said and not said",
        ("Amber Harbor", {"type": TV, "season_number": 1}),
        ("Amber Harbor", {"type": TV})),
]  # fmt: skip

DIFFERENT: list[tuple[str, tuple[str, Facts], tuple[str, Facts]]] = [
    ("a remake",
        ("Amber Harbor", {"type": TV, "year": 1999}),
        ("Amber Harbor", {"type": TV, "year": 2019})),
    ("series and film",
        ("Amber Harbor", {"type": TV, "year": 2019}),
        ("Amber Harbor", {"type": MOVIE, "year": 2019})),
    ("series and film, years unknown",
        ("Amber Harbor", {"type": TV}),
        ("Amber Harbor", {"type": MOVIE})),
    ("series and video",
        ("Amber Harbor", {"type": TV, "year": 2019}),
        ("Amber Harbor", {"type": OVA, "year": 2019})),
    ("first and second season by their titles",
        ("Amber Harbor", {"type": TV, "year": 2019}),
        ("Amber Harbor 2nd Season", {"type": TV, "year": 2020})),
    ("first and second season by their numbers",
        ("Amber Harbor", {"season_number": 1}),
        ("Amber Harbor", {"season_number": 2})),
    ("second and third season",
        ("Amber Harbor 2", {"type": TV}),
        ("Amber Harbor 3", {"type": TV})),
    ("II and nothing",
        ("Amber Harbor", {"type": TV}),
        ("Amber Harbor II", {"type": TV})),
    ("part 2 of one season",
        ("Amber Harbor 2nd Season", {"type": TV, "year": 2021}),
        ("Amber Harbor 2nd Season Part 2", {"type": TV, "year": 2021})),
    ("parts 1 and 2",
        ("Amber Harbor Part 1", {"year": 2021}),
        ("Amber Harbor Part 2", {"year": 2021})),
    ("a recap",
        ("Amber Harbor", {"type": TV, "year": 2019, "episodes": 12}),
        ("Amber Harbor: Recap", {"type": SPECIAL, "year": 2019, "episodes": 1})),
    ("a special",
        ("Amber Harbor", {"type": TV, "year": 2019, "episodes": 12}),
        ("Amber Harbor Specials", {"type": SPECIAL, "year": 2019, "episodes": 3})),
    ("punctuation, a year later",
        ("Amber Harbor!", {"type": TV, "year": 2019, "episodes": 12}),
        ("Amber Harbor!!", {"type": TV, "year": 2020, "episodes": 12})),
    ("a colon, a year later",
        ("Amber Harbor", {"type": TV, "year": 2019, "episodes": 20}),
        ("Amber Harbor:", {"type": TV, "year": 2020, "episodes": 12})),
    ("nothing but the year",
        ("Amber Harbor", {"type": TV, "year": 2019}),
        ("Lonely Castle", {"type": TV, "year": 2019})),
    ("another arc",
        ("Amber Harbor: Storm", {"type": MOVIE, "year": 2019}),
        ("Amber Harbor: Silent Sea", {"type": MOVIE, "year": 2020})),
]  # fmt: skip


def anime_of(page: Callable[..., Review], one: tuple[str, Facts], other: tuple[str, Facts]) -> int:
    return len(resolve([page("a", one[0], **one[1]), page("b", other[0], **other[1])]).anime)


@pytest.mark.parametrize(("one", "other"), [pair for _, *pair in SAME], ids=[name for name, *_ in SAME])
def test_is_one_anime(page: Callable[..., Review], one: tuple[str, Facts], other: tuple[str, Facts]) -> None:
    assert anime_of(page, one, other) == 1


@pytest.mark.parametrize(("one", "other"), [pair for _, *pair in DIFFERENT], ids=[name for name, *_ in DIFFERENT])
def test_is_two_anime(page: Callable[..., Review], one: tuple[str, Facts], other: tuple[str, Facts]) -> None:
    assert anime_of(page, one, other) == 2


def test_each_season_finds_its_own(page: Callable[..., Review], groups: Callable[..., list[list[str]]]) -> None:
    seasons = [("Amber Harbor", 2018), ("Amber Harbor 2nd Season", 2019), ("Amber Harbor III", 2021)]
    other = [("琥珀の港", 2018), ("琥珀の港 第2期", 2019), ("琥珀の港 第三期", 2021)]
    reviews = [
        page("a", title, year=year, type=TV, also=[native])
        for (title, year), (native, _) in zip(seasons, other, strict=True)
    ]
    reviews += [page("b", native, year=year, type=TV) for native, year in other]
    assert groups(resolve(reviews)) == [
        sorted([str(a.url), str(b.url)]) for a, b in zip(reviews[:3], reviews[3:], strict=True)
    ]


def test_the_season_of_the_year_helps_where_names_are_shared(page: Callable[..., Review]) -> None:
    reviews = [
        page("a", "Amber Harbor", year=2019, season=Season.WINTER, type=TV),
        page("b", "Amber Harbor", year=2019, season=Season.WINTER, type=TV),
    ]
    assert len(resolve(reviews).anime) == 1
