"""Counts, votes, episodes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.normalize.counts import MAX_COUNT, MAX_EPISODES, parse_count, parse_episodes, parse_votes, tells_voters

COUNTS = [
    *(("0", 0), ("13", 13), ("1,000", 1000), ("1.000", 1000), ("1 000", 1000), ("1'000", 1000), ("1,234,567", 1234567)),
    *(
        ("1.234.567", 1234567),
        ("758\u00a0872", 758872),
        ("758\u202f872", 758872),
        ("1,23,456", 123456),
        ("１２", 12),
        (" 7 ", 7),
    ),
    *(("٤٧٣", 473), ("४७३", 473), ("9" * 12, 999_999_999_999), ("007", 7)),
]
NO_COUNT = [
    *(
        "",
        "-",
        "?",
        "-1",
        "+1",
        "12.5",
        "1.5",
        "1,5",
        "1_0",
        "1e3",
        "12 votes",
        "1.234,567",
        "1,2345",
        "12,34",
        "0x10",
        "²",
        "NaN",
        "½",
    ),
    *("9" * 14, "9" * 5000, "1 2 3", "1,234.5", "12%", "#160", "1..2"),
]

VOTES = [
    *(
        ("1.2K", 1200),
        ("1.2k", 1200),
        ("3.2M", 3_200_000),
        ("125.6k", 125_600),
        ("12K", 12_000),
        ("1,2 тыс.", 1200),
        ("3,2 тыс.", 3200),
    ),
    *(
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("758 872", 758872),
        ("758\u00a0872", 758872),
        ("12万", 120_000),
        ("1.2万", 12_000),
    ),
    *(
        ("12万人评分", 120_000),
        ("5.2만명", 52_000),
        ("999 人評分", 999),
        ("1.5 lakh", 150_000),
        ("2 crore", 20_000_000),
        ("3億", 300_000_000),
    ),
    *(
        ("(scored by 15 users)", 15),
        ("scored by 1,234,567 users", 1234567),
        ("Голосов: 473", 473),
        ("(Голосов: 473)", 473),
        ("473 голоса", 473),
    ),
    *(
        ("60,116 votes", 60116),
        ("from 70 votes", 70),
        ("4.503 out of 5 from 60,116 votes", 60116),
        ("8.5/10 (1,234 votes)", 1234),
    ),
    *(
        ("5/5 - (3 votes)", 3),
        ("0/5 - (0 votes)", 0),
        ("(95 Stimmen: 4,73 von 5)", 95),
        ("4.73 (95 Stimmen)", 95),
        ("12.345 Bewertungen", 12345),
    ),
    *(
        ("1 204 avis", 1204),
        ("2 mil votos", 2000),
        ("1.204 votos", 1204),
        ("350 valoraciones", 350),
        ("1.204 avaliações", 1204),
        ("88 voti", 88),
    ),
    *(
        ("1204 głosów", 1204),
        ("3 456 hodnocení", 3456),
        ("120 oy", 120),
        ("1,2 rb suara", 1200),
        ("500 मत", 500),
        ("12 हज़ार मत", 12_000),
    ),
    *(
        ("123 票", 123),
        ("1234명", 1234),
        ("١٢٣ صوت", 123),
        ("50 000 оценок", 50_000),
        ("Votes: 88", 88),
        ("Vote count: 12", 12),
        ("0 votes", 0),
    ),
    *(
        ("12,345 ratings and 99 reviews", 12345),
        ("1.2k votes", 1200),
        ("1,2 tys. głosów", 1200),
        ("3 Tsd. Stimmen", 3000),
        ("1.2 Mio. Stimmen", 1_200_000),
    ),
]
NO_VOTES = [
    *(
        "",
        "-",
        "no votes",
        "(scored by - users)",
        "12.5",
        "1_0",
        "-15",
        "91%",
        "#160",
        "1/5",
        "1e5",
        "8,4 (908)",
        "Be the first one !",
    ),
    *("9" * 5000, "½", "8.5 out of 10", "NaN", "1.5 votes"),
]

EPISODES = [
    *(
        ("13", 13),
        ("13 eps", 13),
        ("12 episodes", 12),
        ("1 episode", 1),
        ("24 ep.", 24),
        ("1,000", 1000),
        ("1 071", 1071),
        ("１２", 12),
        ("٢٤ حلقة", 24),
    ),
    *(
        ("8/24", 24),
        ("8 / 12", 12),
        ("0 / 12", 12),
        ("? / 12", 12),
        ("?/12", 12),
        ("8 of 24", 24),
        ("12 of 24 episodes", 24),
        ("8 von 12", 12),
    ),
    *(
        ("8 de 12", 12),
        ("8 sur 12", 12),
        ("8 di 12", 12),
        ("4 из 12", 12),
        ("4 из 12 эп.", 12),
        ("[1-8 из 12+]", 12),
        ("1 из 12 эп. (24 мин)", 12),
    ),
    *(
        ("8 серия из 12", 12),
        ("2 сезон 8 серия из 12", 12),
        ("1 сезон 12 серий", 12),
        ("Выпущено 8 серий из 12", 12),
        ("8 Folgen / 12", 12),
    ),
    *(
        ("12 (25 мин.)", 12),
        ("24 (2 cours)", 24),
        ("Количество серий: 12 (25 мин.)", 12),
        ("12 [24 min]", 12),
        ("серий: 12", 12),
        ("Episodes: 24", 24),
    ),
    *(
        ("24 eps x 24 min", 24),
        ("TV (24 eps x 24 min)", 24),
        ("Movie (1 ep x 60 min)", 1),
        ("6 episodes × 30 min", 6),
        ("12 eps, 24 min", 12),
    ),
    *(
        ("12 + 2 OVA", 12),
        ("24 + special", 24),
        ("1-12", 12),
        ("01 - 12 (END)", 12),
        ("Episodes 0 / 37", 37),
        ("12 серий по 24 мин", 12),
    ),
    *(
        ("全13話", 13),
        ("全12集", 12),
        ("共24集", 24),
        ("12話", 12),
        ("13话", 13),
        ("12集全", 12),
        ("更新至08集/共12集", 12),
        ("총 12화", 12),
        ("12부작", 12),
        ("24화", 24),
    ),
    *(
        ("12 Folgen", 12),
        ("12 épisodes", 12),
        ("12 episodios", 12),
        ("12 capítulos", 12),
        ("12 episódios", 12),
        ("12 episodi", 12),
        ("12 odcinków", 12),
    ),
    *(("12 epizod", 12), ("12 dílů", 12), ("12 bölüm", 12), ("24 एपिसोड", 24), ("12 حلقة", 12), ("1071", 1071)),
]
NO_EPISODES = [
    *(
        "",
        "?",
        "-",
        "Unknown",
        "TBA",
        "0",
        "12+",
        "12/?",
        "8 of ?",
        "0 / –",
        "8 / --",
        "0/0",
        "Episode 8",
        "ep 12",
        "第8話",
        "第12集",
        "更新至8集",
    ),
    *(
        "12.5",
        "-12",
        "24-25",
        "99999",
        "9" * 5000,
        "12 min",
        "100%",
        "12 / 12 / 12",
        "Season 1: 12 episodes, Season 2: 13 episodes",
        "8 серия",
        "1e3",
    ),
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_reads_a_bare_count(text: str, count: int) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize("text", NO_COUNT)
def test_invents_no_count(text: str) -> None:
    assert parse_count(text) is None


@pytest.mark.parametrize(("text", "votes"), VOTES)
def test_reads_votes(text: str, votes: int) -> None:
    assert parse_votes(text) == votes


@pytest.mark.parametrize("text", NO_VOTES)
def test_invents_no_votes(text: str) -> None:
    assert parse_votes(text) is None


@pytest.mark.parametrize(("text", "episodes"), EPISODES)
def test_reads_episodes_in_all(text: str, episodes: int) -> None:
    assert parse_episodes(text) == episodes


@pytest.mark.parametrize("text", NO_EPISODES)
def test_invents_no_episodes(text: str) -> None:
    assert parse_episodes(text) is None


@pytest.mark.parametrize("text", ["3 votes", "12万人", "Голосов: 473", "95 Stimmen"])
def test_hears_of_voters(text: str) -> None:
    assert tells_voters(text)


@pytest.mark.parametrize("text", ["", "70 km", "12,345", "Very good"])
def test_hears_of_no_voters(text: str) -> None:
    assert not tells_voters(text)


@given(st.integers(0, MAX_COUNT), st.sampled_from([",", ".", " ", "'", "\u00a0", "\u202f", ""]))
def test_a_printed_count_is_read_back(count: int, mark: str) -> None:
    printed = f"{count:,}".replace(",", mark)
    assert parse_count(printed) == parse_votes(printed) == parse_votes(f"{printed} votes") == count


@given(
    st.integers(1, MAX_EPISODES),
    st.sampled_from(["{}", "{} episodes", "3 / {}", "3 из {}", "全{}話", "{} eps x 24 min", "1-{}"]),
)
def test_printed_episodes_are_read_back(episodes: int, layout: str) -> None:
    assert parse_episodes(layout.format(episodes)) == episodes
