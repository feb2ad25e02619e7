"""What decides whatever the evidence says: addresses, ids, one page a site, judgements, and no chains."""

from collections.abc import Callable

import pytest

from aggregator.model import AnimeType, IssueCode, Review, Score
from aggregator.resolve import Judgement, Verdict, resolve
from aggregator.resolve.pages import canonical_url

Page = Callable[..., Review]
Groups = Callable[..., list[list[str]]]

ONE_PAGE = [
    ("http://a.example/Anime/1", "https://a.example/Anime/1"),
    ("https://www.a.example/Anime/1", "https://a.example/Anime/1"),
    ("https://a.example/Anime/1/", "https://a.example/Anime/1"),
    ("https://a.example/Anime/1?utm_source=feed&utm_medium=rss", "https://a.example/Anime/1"),
    ("https://a.example/Anime/1#reviews", "https://a.example/Anime/1"),
    ("https://a.example/index.php/Anime/1/", "https://a.example/Anime/1"),
    ("https://A.EXAMPLE:443/Anime/1", "https://a.example/Anime/1"),
    ("https://a.example/Anime/1?b=2&a=1", "https://a.example/Anime/1?a=1&b=2"),
    ("https://a.example/Anime/%41", "https://a.example/Anime/A"),
]
TWO_PAGES = [
    ("https://a.example/Anime/1", "https://a.example/anime/1"),
    ("https://a.example/Anime/1", "https://a.example/Anime/11"),
    ("https://a.example/Anime?id=1", "https://a.example/Anime?id=2"),
    ("https://a.example/Anime/1", "https://b.example/Anime/1"),
]


@pytest.mark.parametrize(("one", "other"), ONE_PAGE)
def test_one_page_under_two_addresses(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(("one", "other"), TWO_PAGES)
def test_two_pages(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "url", ["http://[::1", "not a url", "", "mailto:x@y.z", "https://a.example:99999999/", "http:///x"]
)
def test_an_address_that_is_none_stays_as_it_is(url: str) -> None:
    assert canonical_url(url) == url


def test_a_page_read_twice_counts_once(page: Page) -> None:
    review = page("a", "Amber Harbor", scores=(Score(source="IMDb", value=8.0),))
    again = page("a", "Amber Harbor", path="Amber-Harbor/?utm_source=x", scores=(Score(source="IMDb", value=8.0),))
    (anime,) = resolve([review, again]).anime
    assert anime.rating_count == 1
    assert len(anime.sources) == 1


def test_of_two_readings_of_one_page_the_fuller_counts(page: Page) -> None:
    thin, full = page("a", "Amber Harbor"), page("a", "Amber Harbor", year=2019, episodes=12)
    for order in ([thin, full], [full, thin]):
        (anime,) = resolve(order).anime
        assert (anime.year, anime.episodes) == (2019, 12)


def test_a_shared_id_joins_at_once(page: Page) -> None:
    assert (
        len(resolve([page("a", "Amber Harbor", ids=["mal:5"]), page("b", "Kohaku no Minato", ids=["mal:5"])]).anime)
        == 1
    )


def test_two_ids_of_one_database_are_two_anime(page: Page) -> None:
    assert len(resolve([page("a", "Amber Harbor", ids=["mal:5"]), page("b", "Amber Harbor", ids=["mal:6"])]).anime) == 2


def test_two_pages_of_a_site_under_one_id_collide(page: Page) -> None:
    reviews = [
        page("a", "Amber Harbor", ids=["mal:5"]),
        page("a", "Lonely Castle", ids=["mal:5"]),
        page("b", "Amber Harbor"),
    ]
    found = resolve(reviews)
    assert [issue.code for issue in found.issues] == [IssueCode.ID_COLLISION]
    assert len(found.anime) == 2


def test_ids_that_would_give_an_anime_two_ids_of_a_database_collide(page: Page) -> None:
    reviews = [
        page("a", "Amber Harbor", ids=["mal:5", "anilist:7"]),
        page("b", "Lonely Castle", ids=["mal:6", "anilist:7"]),
    ]
    found = resolve(reviews)
    assert len(found.anime) == 2
    assert [issue.code for issue in found.issues] == [IssueCode.ID_COLLISION]


def test_a_page_that_names_two_ids_of_a_database_is_an_issue_and_joins_by_neither(page: Page) -> None:
    reviews = [page("a", "Amber Harbor", ids=["mal:5", "mal:6"]), page("b", "Lonely Castle", ids=["mal:6"])]
    found = resolve(reviews)
    assert len(found.anime) == 2
    assert found.issues[0].code is IssueCode.ID_COLLISION


def test_the_id_of_a_series_does_not_join_its_seasons(page: Page) -> None:
    reviews = [
        page("a", "Amber Harbor", ids=["imdb:tt1"], type=AnimeType.TV, year=2018),
        page("b", "Amber Harbor 2nd Season", ids=["imdb:tt1"], type=AnimeType.TV, year=2020),
    ]
    assert len(resolve(reviews).anime) == 2


def test_the_id_of_a_series_joins_what_nothing_keeps_apart(page: Page) -> None:
    reviews = [
        page("a", "Amber Harbor", ids=["imdb:tt1"], type=AnimeType.TV, year=2018),
        page("b", "Kohaku no Minato", ids=["imdb:tt1"], type=AnimeType.TV, year=2018),
    ]
    assert len(resolve(reviews).anime) == 1


def test_an_anime_has_one_page_of_a_site(page: Page) -> None:
    reviews = [page("a", "Amber Harbor", path=str(number)) for number in range(3)] + [page("b", "Amber Harbor")]
    assert sorted(len(anime.sources) for anime in resolve(reviews).anime) == [1, 1, 2]


def test_a_sites_own_duplicates_are_found_by_its_own_id(page: Page) -> None:
    reviews = [
        page(
            "a", "Amber Harbor", path=path, ids=["mal:5"], site="myanimelist.net", url=f"https://myanimelist.net/{path}"
        )
        for path in ("anime/5", "anime/5/Amber_Harbor")
    ]
    found = resolve(reviews)
    assert len(found.anime) == 1
    assert not found.issues


def test_no_chain_joins_what_certainly_differs(page: Page, groups: Groups) -> None:
    old = page("a", "Amber Harbor", type=AnimeType.TV, year=1999)
    new = page("b", "Amber Harbor", type=AnimeType.TV, year=2019)
    bridge = page("c", "Amber Harbor")
    found = groups(resolve([old, new, bridge]))
    assert len(found) == 2
    assert not any(old.url in sources and new.url in sources for sources in found)


def judge(verdict: Verdict, a: Review, b: Review, when: str = "2026-01-01") -> Judgement:
    assert a.url
    assert b.url
    return Judgement(verdict=verdict, a=a.url, b=b.url, who="me", when=when, why="seen")


def test_a_judgement_joins_what_evidence_parts(page: Page) -> None:
    a, b = page("a", "Amber Harbor", year=1999), page("b", "Lonely Castle", year=2019)
    assert len(resolve([a, b]).anime) == 2
    assert len(resolve([a, b], [judge(Verdict.SAME, a, b)]).anime) == 1


def test_a_judgement_parts_what_a_shared_id_joins(page: Page) -> None:
    a, b = page("a", "Amber Harbor", ids=["mal:5"]), page("b", "Amber Harbor", ids=["mal:5"])
    found = resolve([a, b], [judge(Verdict.DIFFERENT, a, b)])
    assert len(found.anime) == 2
    assert not found.issues


def test_a_judgement_goes_before_one_page_a_site(page: Page) -> None:
    a, b = page("a", "Amber Harbor"), page("a", "Amber Harbour")
    assert len(resolve([a, b], [judge(Verdict.SAME, a, b)]).anime) == 1


def test_a_judgement_parts_also_by_way_of_a_third_page(page: Page, groups: Groups) -> None:
    a, b, c = (page(site, "Amber Harbor") for site in "abc")
    found = groups(resolve([a, b, c], [judge(Verdict.DIFFERENT, a, b)]))
    assert len(found) == 2
    assert not any(a.url in sources and b.url in sources for sources in found)


def test_unsure_decides_nothing(page: Page) -> None:
    a, b = page("a", "Amber Harbor"), page("b", "Amber Harbor")
    assert resolve([a, b], [judge(Verdict.UNSURE, a, b)]).anime == resolve([a, b]).anime


def test_the_later_judgement_on_a_pair_holds(page: Page) -> None:
    a, b = page("a", "Amber Harbor"), page("b", "Amber Harbor")
    judgements = [judge(Verdict.DIFFERENT, a, b, "2026-01-01"), judge(Verdict.SAME, b, a, "2026-02-01")]
    for order in (judgements, judgements[::-1]):
        assert len(resolve([a, b], order).anime) == 1


def test_a_judgement_may_name_an_anime_by_its_id(page: Page) -> None:
    a, b = page("a", "Amber Harbor"), page("b", "Lonely Castle")
    one, other = (anime.id for anime in resolve([a, b]).anime)
    assert len(resolve([a, b], [Judgement(verdict=Verdict.SAME, a=one, b=other)]).anime) == 1


def test_judgements_that_cannot_all_hold_are_an_issue_and_keep_apart(page: Page, groups: Groups) -> None:
    a, b, c = (
        page(site, title) for site, title in zip("abc", ("Amber Harbor", "Lonely Castle", "Silent Sea"), strict=True)
    )
    judgements = [judge(Verdict.SAME, a, b), judge(Verdict.SAME, b, c), judge(Verdict.DIFFERENT, a, c)]
    found = resolve([a, b, c], judgements)
    assert [issue.code for issue in found.issues] == [IssueCode.JUDGEMENT_CONTRADICTION]
    assert not any(a.url in sources and c.url in sources for sources in groups(found))


def test_one_pair_judged_both_ways_at_once_is_an_issue_and_stays_apart(page: Page) -> None:
    a, b = page("a", "Amber Harbor"), page("b", "Amber Harbor")
    judgements = [judge(Verdict.SAME, a, b), judge(Verdict.DIFFERENT, a, b)]
    for order in (judgements, judgements[::-1]):
        found = resolve([a, b], order)
        assert len(found.anime) == 2
        assert [issue.code for issue in found.issues] == [IssueCode.JUDGEMENT_CONTRADICTION]


def test_a_judgement_on_pages_that_were_not_read_is_kept_quietly(page: Page) -> None:
    nowhere = Judgement(verdict=Verdict.SAME, a="https://x.example/1", b="https://y.example/1")
    assert not resolve([page("a", "Amber Harbor")], [nowhere]).issues
