"""Genres, and lists of them."""

import pytest

from aggregator.normalize.genre_words import ENGLISH, NATIVE
from aggregator.normalize.genres import GENRES, parse_genre, split_genres
from aggregator.normalize.plain import word_key

# English, Japanese, Chinese, Korean, Russian, German, French, Spanish, Portuguese, Italian, Polish, Czech, Turkish,
# Indonesian, Hindi, Tamil, Arabic
WORDS = {
    "Action": """
        Action, action, #Action, アクション, 动作, 動作, 액션, экшен, экшн, боевик, Acción, Ação, Azione, Akcja,
        Akční, Aksiyon, Aksi, एक्शन, அதிரடி, أكشن
    """,
    "Adventure": """
        Adventure, 冒険, 冒险, 冒險, 모험, приключения, Abenteuer, Aventure, Aventura, Avventura, Przygodowy,
        Dobrodružný, Macera, Petualangan, साहसिक, சாகசம், مغامرة, مغامرات
    """,
    "Avant Garde": "Avant Garde, avant-garde, Dementia, Авангард, Безумие",
    "Award Winning": "Award Winning",
    "Boys Love": "Boys Love, Boys' Love, Boy’s Love, BL, ボーイズラブ, 耽美",
    "Comedy": """
        Comedy, comedy, コメディ, 喜剧, 喜劇, 搞笑, 코미디, комедия, Комедии, Komödie, Comédie, Comedia, Comédia,
        Commedia, Komedia, Komedie, Komedi, कॉमेडी, நகைச்சுவை, كوميدي, كوميديا
    """,
    "Drama": "Drama, ドラマ, 剧情, 劇情, 드라마, драма, Drame, Dramat, Dram, Drammatico, ड्रामा, நாடகம், دراما",
    "Fantasy": """
        Fantasy, ファンタジー, 奇幻, 판타지, фэнтези, фентези, Fantasie, Fantastique, Fantasía, Fantasia, Fantastik,
        Fantasi, फंतासी, கற்பனை, فانتازيا, خيال
    """,
    "Girls Love": "Girls Love, GL, Girls' Love, ガールズラブ",
    "Gourmet": "Gourmet, Cooking, グルメ, 美食, 요리, кулинария",
    "Horror": "Horror, ホラー, 恐怖, 호러, 공포, ужасы, Horreur, Horor, Korku, हॉरर, திகில், رعب".replace(
        "Terror, ", ""
    ),
    "Mystery": """
        Mystery, ミステリー, 悬疑, 懸疑, 推理, 推理懸疑, 미스터리, детектив, Mystère, Misterio, Mistério, Mistero,
        Tajemnica, Mysteriózní, Gizem, Misteri, रहस्य, மர்மம், غموض
    """,
    "Romance": """
        Romance, Romantic, 恋愛, 恋爱, 戀愛, 爱情, 로맨스, романтика, Romanze, Liebe, Romántico, Sentimentale,
        Romans, Romantický, Romantik, Romantis, रोमांस, காதல், رومانسي
    """,
    "Sci-Fi": """
        Sci-Fi, SciFi, #SciFi, Sci Fi, sci-fi, SF, Science Fiction, Science-Fiction, 科幻, 科幻未來, 공상과학,
        фантастика, научная фантастика, Ciencia Ficción, Ficção Científica, Fantascienza, Bilim Kurgu, Fiksi Ilmiah,
        साइंस फिक्शन, அறிவியல் புனைவு, خيال علمي
    """,
    "Slice of Life": """
        Slice of Life, #SliceOfLife, Slice-of-Life, 日常, 일상, повседневность, Alltagsleben, Tranche de vie,
        Recuentos de la vida, Cotidiano, Spaccato di vita, Okruchy życia, Ze života, Günlük Yaşam, شريحة من الحياة
    """,
    "Sports": """
        Sports, Sport, スポーツ, 运动, 運動, 運動競技, 스포츠, спорт, Deportes, Esportes, Sportivo, Sportowy,
        Sportovní, Spor, Olahraga, खेल, விளையாட்டு, رياضة
    """,
    "Supernatural": """
        Supernatural, 超自然, 靈異神怪, 초자연, сверхъестественное, мистика, Übernatürlich, Surnaturel,
        Sobrenatural, Soprannaturale, Nadprzyrodzone, Doğaüstü, Supranatural, अलौकिक, خارق للطبيعة
    """,
    "Suspense": "Suspense, サスペンス, 서스펜스, Suspenso, Gerilim, تشويق",
    "Thriller": "Thriller, スリラー, 惊悚, 스릴러, триллер, थ्रिलर, திரில்லர், إثارة",
    "Ecchi": "Ecchi, エッチ, этти, إيتشي",
    "Hentai": "Hentai, хентай, 里番",
    "Psychological": """
        Psychological, 心理, 심리, психологическое, психология, Psychologisch, Psychologique, Psicológico,
        Psicologico, Psychologiczny, Psychologický, Psikolojik, Psikologis, मनोवैज्ञानिक, نفسي
    """,
    "Historical": """
        Historical, History, 歴史, 历史, 歷史, 역사, исторический, Historisch, Historique, Histórico, Storico,
        Historyczny, Historický, Tarihi, Sejarah, ऐतिहासिक, تاريخي
    """,
    "Harem": "Harem, ハーレム, 后宫, 하렘, гарем, حريم",
    "Reverse Harem": "Reverse Harem, 逆ハーレム, реверс-гарем",
    "Idols (Female)": "Idols (Female), Идолы (жен.)",
    "Idols (Male)": "Idols (Male), Идолы (муж.)",
    "Isekai": "Isekai, 異世界, 异世界, 이세계, исекай, इसेकाई, ايسيكاي",
    "Iyashikei": "Iyashikei, 癒し, 治愈",
    "Mahou Shoujo": "Mahou Shoujo, Magical Girl, 魔法少女, 마법소녀, махо-сёдзё",
    "Martial Arts": """
        Martial Arts, 格闘, 武术, 격투, боевые искусства, Arts martiaux, Artes marciales, Artes marciais,
        Arti marziali, Sztuki walki, Dövüş Sanatları, Bela Diri, فنون قتالية
    """,
    "Mecha": "Mecha, メカ, ロボット, 机战, 機甲, 메카, меха, ميكا",
    "Military": """
        Military, ミリタリー, 军事, 밀리터리, военное, Militär, Militaire, Militar, Wojskowy, Askeri, Militer, عسكري
    """,
    "Music": """
        Music, 音楽, 音乐, 音樂, 음악, музыка, Musik, Musique, Música, Musica, Muzyka, Hudební, Müzik, संगीत, இசை,
        موسيقى
    """,
    "Parody": "Parody, パロディ, 패러디, пародия, Parodie, Parodia, Parodi",
    "Racing": "Racing, Cars, レース, 赛车, гонки, машины, Corrida, Carreras",
    "Samurai": "Samurai, 侍, 사무라이, самураи, Samuray, ساموراي",
    "School": """
        School, 学園, 校园, 校園, 학원, школа, Schule, Scolastico, Escolar, Szkolny, Školní, Okul, Sekolah, स्कूल,
        مدرسي
    """,
    "School Life": "School Life, 学園生活, 校园生活, школьная жизнь, Vida escolar",
    "Space": "Space, 宇宙, 太空, 우주, космос, Weltraum, Espacio, Espaço, Spazio, Uzay, Luar angkasa, فضاء",
    "Super Power": """
        Super Power, 超能力, 초능력, суперспособности, супер сила, Superpoderes, Superpoteri, Süper Güç, قوة خارقة
    """,
    "Time Travel": "Time Travel, タイムトラベル, 时间旅行, путешествие во времени",
    "Vampire": "Vampire, 吸血鬼, 뱀파이어, вампиры, Vampiros, Vampiri, Vampir, مصاصي الدماء",
    "Video Game": "Video Game, Video Games",
    "Josei": "Josei, дзёсэй, 女性向け",
    "Kids": """
        Kids, Children, キッズ, 子供向け, 少儿, 키즈, детское, Kinder, Infantil, Dla dzieci, Dětský, Çocuk,
        Anak-anak, أطفال
    """,
    "Seinen": "Seinen, 青年, сэйнэн, сейнен, 청년, سينين",
    "Shoujo": "Shoujo, shojo, Shōjo, 少女, сёдзё, 소녀, شوجو",
    "Shounen": "Shounen, shonen, Shōnen, 少年, сёнэн, сёнен, 소년, شونين",
    "Animation": "Animation, Animovaný, 动画, Animación, анимация",
    "Crime": "Crime, Krimi, криминал, Crimen, Kryminał, Suç, अपराध, جريمة",
    "Documentary": "Documentary, ドキュメンタリー, документальный, Documentaire, Documental, Dokumentární, Belgesel",
    "Family": """
        Family, ファミリー, 家庭, 가족, семейный, Familie, Famille, Familiar, Família, Famiglia, Familijny, Rodinný,
        Aile, Keluarga
    """,
    "Short": "Short, Krátkometrážní, 短片, короткометражка",
    "War": """
        War, 戦争, 战争, 戰爭, 전쟁, война, Krieg, Guerre, Guerra, Wojenny, Válečný, Savaş, Perang, युद्ध, போர், حرب
    """,
    "Western": "Western, вестерн, Faroeste",
    "Contemporary Fantasy": "Contemporary Fantasy, contemporary fantasy",
    "Cyberpunk": "Cyberpunk, #Cyberpunk, サイバーパンク, киберпанк",
    "Dark Fantasy": "Dark Fantasy, dark fantasy, ダークファンタジー",
    "Demons": "Demons, 悪魔, демоны, Demonios, Demônios, Demoni, Demony, شياطين",
    "Magic": "Magic, 魔法, 마법, магия, Magie, Magia, Büyü, Sihir, जादू, سحر",
    "Post-Apocalyptic": "Post-Apocalyptic, Post Apocalyptic, постапокалипсис",
    "Real Robot": "Real Robot",
    "Romantic Comedy": "Romantic Comedy, Rom-Com, 로맨틱 코미디",
    "Shoujo Ai": "Shoujo Ai, Shoujo-Ai, shojo-ai, сёдзё-ай",
    "Shounen Ai": "Shounen Ai, Shounen-ai, сёнэн-ай",
    "Steampunk": "Steampunk, стимпанк",
    "Tragedy": "Tragedy, 悲劇, трагедия, Tragedia",
    "Workplace": "Workplace, お仕事",
    "Yuri": "Yuri, 百合, юри",
    "Yaoi": "Yaoi, яой",
}

# Elements of a story, origins, audiences, production notes, words of no genre at all
TAGS = [
    *(
        "Based on a Manga",
        "manga",
        "Original Work",
        "demon",
        "Swordplay",
        "Orphans",
        "Rivalries",
        "Overpowered Main Characters",
        "Conspiracy",
        "Mind Games",
    ),
    *(
        "Primarily Female Cast",
        "predominantly female cast",
        "male protagonist",
        "high school",
        "19th Century",
        "Feudal Japan",
        "Violence",
        "Mature Themes",
    ),
    *(
        "japanese production",
        "colour coded",
        "noitamina",
        "Sequel",
        "Short Episodes",
        "Anime",
        "アニメ",
        "аниме",
        "日本动画",
        "TV",
        "2024",
        "Winter 2024",
        "Netflix",
    ),
    *(
        "Tamil Dubbed",
        "Top 10",
        "No genres have been added yet.",
        "",
        "-",
        "N/A",
        "Unknown",
        "?",
        "Vampires",
        "Superpowers",
        "x" * 500,
        "9" * 5000,
    ),
]

LISTS = [
    *(
        ("#SciFi, #Action, #Mecha", ["SciFi", "Action", "Mecha"]),
        ("#SciFi #Action", ["SciFi", "Action"]),
        ("#Slice of Life #Drama", ["Slice of Life", "Drama"]),
    ),
    *(
        ("Action / Drama", ["Action", "Drama"]),
        ("Action/Drama", ["Action", "Drama"]),
        ("comedy、drama", ["comedy", "drama"]),
        ("Action | Drama", ["Action", "Drama"]),
    ),
    *(
        ("Action; Drama", ["Action", "Drama"]),
        ("Action • Drama", ["Action", "Drama"]),
        ("Action · Drama", ["Action", "Drama"]),
        ("Action - Drama", ["Action", "Drama"]),
    ),
    *(
        ("Action，Drama", ["Action", "Drama"]),
        ("アクション、冒険", ["アクション", "冒険"]),
        ("アクション・冒険", ["アクション", "冒険"]),
        ("комедия, романтика", ["комедия", "романтика"]),
    ),
    *(
        ("Action & Adventure", ["Action", "Adventure"]),
        ("Sci-Fi & Fantasy", ["Sci-Fi", "Fantasy"]),
        ("Action and Adventure", ["Action", "Adventure"]),
    ),
    *(
        ("Action Comedy", ["Action", "Comedy"]),
        ("Action Slice of Life Sci-Fi", ["Action", "Slice of Life", "Sci-Fi"]),
        ("ActionCyberpunkMechaMysterySci-fi", ["Action", "Cyberpunk", "Mecha", "Mystery", "Sci-fi"]),
    ),
    *(
        ("ShounenShounen", ["Shounen"]),
        ("Romantic Comedy", ["Romantic Comedy"]),
        ("Slice of Life", ["Slice of Life"]),
        ("SliceOfLife", ["SliceOfLife"]),
        ("Boys Love", ["Boys Love"]),
    ),
    *(
        ("ボーイズ・ラブ", ["ボーイズ・ラブ"]),
        ("Rock & Roll", ["Rock & Roll"]),
        ("Rock & Roll, Drama", ["Rock & Roll", "Drama"]),
        ("Star-Crossed Lovers", ["Star-Crossed Lovers"]),
    ),
    *(
        ("Idols (Female), Music", ["Idols (Female)", "Music"]),
        ("drama, Drama, DRAMA", ["drama"]),
        ("Comedy, , Drama,", ["Comedy", "Drama"]),
        ("Comedy\nDrama", ["Comedy", "Drama"]),
    ),
    *(
        ("Drama (12)", ["Drama (12)"]),
        ("Hard Science / Space", ["Hard Science", "Space"]),
        ("奇幻冒險", ["奇幻冒險"]),
        ("Krimi / Horor", ["Krimi", "Horor"]),
    ),
    *(
        (text, [])
        for text in (
            "",
            " ",
            "-",
            "—",
            "N/A",
            "Unknown",
            "None",
            ",,,",
            "#",
            "No genres have been added yet.",
            "не указано",
        )
    ),
]


@pytest.mark.parametrize(
    ("genre", "word"), [(genre, word) for genre, words in WORDS.items() for word in words.split(",")]
)
def test_knows_the_word(genre: str, word: str) -> None:
    assert parse_genre(word.strip()) == genre


@pytest.mark.parametrize("text", TAGS)
def test_other_words_are_tags(text: str) -> None:
    assert parse_genre(text) is None


@pytest.mark.parametrize(("text", "words"), LISTS)
def test_splits_a_list(text: str, words: list[str]) -> None:
    assert split_genres(text) == tuple(words)


def test_a_count_behind_does_not_matter() -> None:
    assert [parse_genre(text) for text in ("Drama (12)", "Drama (1,234)", "Drama [7]", "Drama (4.2k)")] == ["Drama"] * 4


@pytest.mark.parametrize("genre", GENRES)
def test_a_genre_is_its_own_name(genre: str) -> None:
    assert parse_genre(genre) == genre
    assert split_genres(genre) == (genre,)


def test_every_language_names_known_genres() -> None:
    assert {line.partition(":")[0] for table in NATIVE.values() for line in table.strip().splitlines()} <= set(GENRES)


def words_of(table: str) -> list[tuple[str, str]]:
    rows = [line.partition(":") for line in table.strip().splitlines()]
    return [(word_key(word), genre) for genre, _, words in rows for word in words.split(",") if word_key(word)]


@pytest.mark.parametrize("language", ["en", *NATIVE])
def test_no_word_names_two_genres_of_a_language(language: str) -> None:
    words = words_of(ENGLISH if language == "en" else NATIVE[language])
    assert len(dict(words)) == len(set(words))


def test_no_word_names_different_genres_in_two_languages() -> None:
    words = {pair for table in (ENGLISH, *NATIVE.values()) for pair in words_of(table)} | {
        (word_key(genre), genre) for genre in GENRES
    }
    assert len(dict(words)) == len(words)
