"""Types."""

import pytest

from aggregator.model import AnimeType
from aggregator.normalize.plain import word_key
from aggregator.normalize.types import SCHEMA_NAMES, TYPES, WORDS, parse_type, type_from_schema

FORMATS = {
    AnimeType.TV: [
        *(
            "TV",
            "tv",
            "TV Series",
            "TV-Series",
            "TV Show",
            "Series",
            "TV Anime",
            "(TV)",
            "TV (JP)",
            "Anime TV",
            "Television",
        ),
        *(
            "TV Series, 24 episodes",
            "TV (24 eps)",
            "TV (24 eps x 24 min)",
            "TV Series (12 eps)",
            "TV, 2024",
            "TV | 24 min",
        ),
        *(
            "TVアニメ",
            "テレビアニメ",
            "テレビシリーズ",
            "TV动画",
            "TV動畫",
            "电视动画",
            "番剧",
            "TV版",
            "TV 시리즈",
            "TV판",
        ),
        *(
            "ТВ",
            "ТВ Сериал",
            "ТВ-сериал",
            "TV-сериал",
            "Сериал",
            "ТВ (12 эп.), 24 мин.",
            "ТВ сериал (>12 эп.)",
            "аниме-сериал",
        ),
        *(
            "Fernsehserie",
            "TV-Serie",
            "Série TV",
            "Série télévisée",
            "Serie de TV",
            "Serie",
            "Série de TV",
            "Serie televisiva",
        ),
        *(
            "Serial TV",
            "serial",
            "(seriál)",
            "TV seriál",
            "TV Dizisi",
            "dizi",
            "Serial TV",
            "टीवी सीरीज",
            "டிவி தொடர்",
            "مسلسل",
        ),
        *("TV Series (12)", "TV - 12 episodes", "ＴＶ"),
    ],
    AnimeType.TV_SHORT: ["TV Short", "TV_SHORT", "TVショート", "泡面番", "TV короткометражка"],
    AnimeType.TV_SPECIAL: [
        "TV Special",
        "TV SP",
        "TVスペシャル",
        "TV Special (1 ep x 46 min)",
        "TV特别篇",
        "ТВ спешл",
        "Especial de TV",
    ],
    AnimeType.MOVIE: [
        *(
            "Movie",
            "MOVIE",
            "Film",
            "Anime Film",
            "Feature film",
            "Movie (1 ep x 107 min)",
            "Movie, 107 min",
            "TV Movie",
        ),
        *("映画", "劇場版", "劇場版アニメ", "アニメ映画", "剧场版", "劇場版動畫", "电影", "動畫電影", "극장판", "영화"),
        *(
            "Фильм",
            "Полнометражный фильм",
            "п/ф",
            "аниме-фильм",
            "п/ф, 120 мин.",
            "Spielfilm",
            "Kinofilm",
            "Long métrage",
            "film d'animation",
        ),
        *(
            "Película",
            "película anime",
            "Filme",
            "Longa-metragem",
            "Lungometraggio",
            "film kinowy",
            "celovečerní film",
            "sinema filmi",
        ),
        *("Film layar lebar", "फ़िल्म", "मूवी", "திரைப்படம்", "فيلم", "Movie / Film"),
    ],
    AnimeType.OVA: [
        "OVA",
        "OAV",
        "OAD",
        "ova",
        "OVA (2 eps)",
        "OVA・OAD",
        "Original Video Animation",
        "OVA, 2 episodes",
        "ОВА",
        "ओवीए",
        "أوفا",
    ],
    AnimeType.ONA: [
        *(
            "ONA",
            "Web",
            "WEB",
            "Web Series",
            "Web Short",
            "Web (24 eps x 24 min)",
            "Original Net Animation",
            "Webアニメ",
            "配信",
        ),
        *("网络动画", "網路動畫", "WEB动画", "웹 애니메이션", "веб", "ОНА", "Serie web", "أونا"),
    ],
    AnimeType.SPECIAL: [
        *(
            "Special",
            "Specials",
            "DVD Special",
            "SP",
            "スペシャル",
            "特別編",
            "特別篇",
            "特别篇",
            "番外編",
        ),
        *(
            "스페셜",
            "спешл",
            "Спецвыпуск",
            "Sonderfolge",
            "Spécial",
            "Especial",
            "Speciale",
            "odcinek specjalny",
            "speciál",
            "özel",
            "विशेष",
            "خاصة",
        ),
    ],
    AnimeType.MUSIC: [
        "Music",
        "Music Video",
        "MV",
        "клип",
        "ミュージックビデオ",
        "音乐",
        "뮤직비디오",
        "Musikvideo",
        "clip musical",
        "teledysk",
    ],
    AnimeType.CM: ["CM", "Commercial", "реклама", "コマーシャル", "广告", "광고", "Werbung"],
    AnimeType.PV: ["PV", "Promotional Video", "проморолик", "プロモーションビデオ", "宣传片"],
}

NOTHING_THERE = [
    *("", "-", "?", "Unknown", "Other", "Other (1 ep x 13 min)", "N/A", "TBA", "неизвестно", "不明"),
    *("Netflix film", "Anime", "Animation", "動畫", "аниме", "Video", "Short", "Manga", "Light Novel", "Game"),
    *("TV / Movie", "OVA / ONA", "TV, OVA", "(epizoda)", "Episode", "Season 2", "24 min", "2024", "a film about love"),
    *("I watched it on TV and then bought the movie", "Movies of the year", "https://example.org/tv"),
]

SCHEMA = [
    *(
        (name, AnimeType.TV)
        for name in ("TVSeries", "https://schema.org/TVSeries", "http://schema.org/TVSeason", "schema:TVSeries")
    ),
    *((name, AnimeType.MOVIE) for name in ("Movie", "movie", "https://schema.org/Movie", "video.movie")),
    ("video.tv_show", AnimeType.TV),
    ("MusicVideoObject", AnimeType.MUSIC),
    *(
        (name, None)
        for name in ("CreativeWork", "CreativeWorkSeries", "TVEpisode", "Episode", "VideoObject", "video.other")
    ),
    *((name, None) for name in ("video.episode", "Review", "Product", "", "article", "https://schema.org/", "TV")),
]


@pytest.mark.parametrize(("type_", "text"), [(type_, text) for type_, texts in FORMATS.items() for text in texts])
def test_reads_the_word(type_: AnimeType, text: str) -> None:
    assert parse_type(text) is type_


@pytest.mark.parametrize("text", NOTHING_THERE)
def test_invents_no_type(text: str) -> None:
    assert parse_type(text) is None


@pytest.mark.parametrize(("name", "type_"), SCHEMA)
def test_reads_schema_names(name: str, type_: AnimeType | None) -> None:
    assert type_from_schema(name) is type_


def test_every_type_has_words_and_its_own_name() -> None:
    assert set(WORDS) == set(AnimeType)
    assert {type_: parse_type(type_) for type_ in AnimeType} == {type_: type_ for type_ in AnimeType}


def test_no_word_has_two_types() -> None:
    rows = [(word_key(word), type_) for type_, words in WORDS.items() for word in words.split(",")]
    assert all(TYPES[word] is type_ for word, type_ in rows)
    assert set(SCHEMA_NAMES.values()) <= set(AnimeType)
