"""What holds for any reviews: no order matters, no side is first, and every review stands in one anime."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.model import AnimeType, DatabaseId, Review, Season, Title
from aggregator.resolve import Judgement, Verdict, resolve
from aggregator.resolve.candidates import candidate_pairs
from aggregator.resolve.evidence import TERMS, compare, load_weights, weigh
from aggregator.resolve.features import read_features

NAMES = st.sampled_from(
    (
        *("Amber Harbor", "Amber Harbor 2", "amber harbor!!", "Amber Harbor 2nd Season", "琥珀の港", "琥珀の港 第2期"),
        *("Lonely Castle", "Lonely Castle Movie", "Silent Sea (2019)", "アンバー", "Anbaa", "호박 항구 2기", "Сезон 2"),
        *("", "II", "2", "Ħ", "\x00", "第期", "OVA"),
    )
)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    site, number = draw(st.sampled_from("abcd")), draw(st.integers(0, 4))
    return Review(
        url=f"https://{site}.example/{number}",
        site=f"{site}.example",
        title=draw(NAMES),
        headline="",
        alternative_titles=tuple(Title(name) for name in draw(st.lists(NAMES, max_size=3))),
        type=draw(st.none() | st.sampled_from(AnimeType)),
        year=draw(st.none() | st.sampled_from([2018, 2019, 2021])),
        season=draw(st.none() | st.sampled_from(Season)),
        episodes=draw(st.none() | st.sampled_from([0, 1, 12, 13, 10**12])),
        season_number=draw(st.none() | st.sampled_from([1, 2, 10**9])),
        studios=tuple(draw(st.lists(st.sampled_from(["Hoshi", "Tsuki"]), max_size=2))),
        genres=tuple(draw(st.lists(st.sampled_from(["Action", "Drama"]), max_size=2))),
        ids=tuple(
            draw(st.lists(st.builds(DatabaseId, st.sampled_from(["mal", "imdb"]), st.sampled_from("123")), max_size=2))
        ),
    )


judgements = st.builds(
    Judgement,
    verdict=st.sampled_from(Verdict),
    a=st.sampled_from(["https://a.example/0", "https://b.example/1", "https://c.example/2"]),
    b=st.sampled_from(["https://a.example/1", "https://b.example/1", "https://d.example/2"]),
    when=st.sampled_from(["", "2026-01-01", "2026-02-01"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(reviews(), max_size=12), st.lists(judgements, max_size=4), st.randoms(use_true_random=False))
def test_order_changes_nothing(some: list[Review], said: list[Judgement], chance: random.Random) -> None:
    first = resolve(some, said)
    chance.shuffle(some)
    chance.shuffle(said)
    assert resolve(some, said) == first


@settings(max_examples=60, deadline=None)
@given(st.lists(reviews(), max_size=12), st.lists(judgements, max_size=4))
def test_every_page_stands_in_one_anime(some: list[Review], said: list[Judgement]) -> None:
    sources = [source for anime in resolve(some, said).anime for source in anime.sources]
    assert sorted(sources) == sorted({review.url for review in some if review.url})


@settings(max_examples=60, deadline=None)
@given(st.lists(reviews(), min_size=2, max_size=8, unique_by=lambda review: review.url))
def test_neither_page_of_a_pair_is_first(some: list[Review]) -> None:
    features = read_features(some)
    a, b = np.triu_indices(len(some), 1)
    assert (compare(features, a, b) == compare(features, b, a)).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(reviews(), min_size=2, max_size=8, unique_by=lambda review: review.url))
def test_candidates_are_pairs_of_two_sites(some: list[Review]) -> None:
    features = read_features(some)
    a, b = candidate_pairs(features)
    assert (a < b).all()
    assert (features.site[a] != features.site[b]).all()
    assert len(set(zip(a.tolist(), b.tolist(), strict=True))) == len(a)


def test_every_weight_belongs_to_a_level() -> None:
    weights = load_weights()
    levels = {term.name: set(term.levels) for term in TERMS}
    assert weights.terms.keys() == levels.keys()
    assert all(set(found) <= levels[name] for name, found in weights.terms.items())


def test_the_sum_of_the_weights_decides() -> None:
    weights = load_weights()
    codes = np.zeros((1, len(TERMS)), np.uint8)
    silent = weights.bias + sum(weights.terms[term.name].get(term.levels[0], 0.0) for term in TERMS)
    assert weigh(codes, weights)[0] == silent
