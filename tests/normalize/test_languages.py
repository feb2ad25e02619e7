"""Languages."""

import pytest

from aggregator.normalize.languages import WORDS, parse_language, parse_languages
from aggregator.normalize.plain import word_key

ONE = {
    "ja": [
        "Japanese",
        "JAPANESE",
        "日本語",
        "日语",
        "일본어",
        "японский",
        "Japanisch",
        "japonais",
        "japonés",
        "japonês",
        "giapponese",
        "japoński",
        "japonština",
        "Japonca",
        "Jepang",
        "जापानी",
        "ஜப்பானியம்",
        "اليابانية",
        "JPN",
        "JP",
        "ja",
        "Japanese (JA)",
        "Original (Japanese)",
        "Japanese Audio",
        "日本語 (吹替)",
        "Japanese dub",
    ],
    "en": [
        "English",
        "ENG",
        "英語",
        "Englisch",
        "English Dub",
        "English Dubbed",
        "английский",
        "Anglais",
        "अंग्रेज़ी",
        "ஆங்கிலம்",
    ],
    "ta": ["Tamil", "TAMIL", "தமிழ்", "तमिल", "Tamil Dubbed", "Tamil Audio", "[Tamil]", "Tamil (Official)", "tam"],
    "hi": ["Hindi", "Hindi Dub", "Hindi ORG", "हिन्दी", "हिंदी", "Hindi (Fan Dub)", "HIN"],
    "te": ["Telugu", "తెలుగు", "Telugu (Official Dub)"],
    "ml": ["Malayalam", "മലയാളം"],
    "kn": ["Kannada", "ಕನ್ನಡ"],
    "bn": ["Bengali", "Bangla", "বাংলা"],
    "ko": ["Korean", "한국어", "корейский"],
    "zh": ["Chinese", "Mandarin", "中文", "國語", "Chinese (Mandarin)", "китайский"],
    "yue": ["Cantonese", "粵語"],
    "zh-Hant": ["Traditional Chinese", "繁體中文", "zh-Hant"],
    "zh-TW": ["zh-TW", "zh_TW"],
    "ru": ["Russian", "Русский", "русская озвучка", "русский дубляж", "Rus"],
    "de": ["German", "Deutsch", "German Dub"],
    "fr": ["French", "Français", "VF"],
    "es": ["Spanish", "Español", "Castellano", "Español (España)"],
    "es-419": ["Latino", "Español Latino", "Latin American Spanish", "es-419"],
    "pt": ["Portuguese", "Português"],
    "pt-BR": ["Português (Brasil)", "pt-BR", "pt_br", "Brazilian Portuguese", "Portuguese (Brazil)"],
    "it": ["Italian", "Italiano"],
    "pl": ["Polish", "Polski"],
    "cs": ["Czech", "čeština"],
    "tr": ["Turkish", "Türkçe"],
    "id": ["Indonesian", "Bahasa Indonesia"],
    "ar": ["Arabic", "العربية"],
    "th": ["Thai", "ไทย"],
    "vi": ["Vietnamese", "Tiếng Việt"],
    "en-US": ["en-US", "en_us"],
    "ne": ["Nepali"],
    "sw": ["Swahili"],
    "sk": ["Slovak"],
    "is": ["Icelandic", "Íslenska"],
    "si": ["Sinhala", "සිංහල"],
}
NONE = [
    *(
        "",
        "-",
        "?",
        "N/A",
        "Unknown",
        "Multi",
        "Multi Audio",
        "Dual Audio",
        "Multiple languages",
        "Sub",
        "Dub",
        "Dubbed",
        "Raw",
        "English Sub",
        "English Subbed",
    ),
    *(
        "Eng Sub",
        "русские субтитры",
        "VOSTFR",
        "Legendado",
        "日本語字幕",
        "Romance",
        "Series",
        "Day",
        "Mon",
        "сезон",
        "серия",
        "аниме",
        "動畫",
        "Even",
        "Male",
        "Fire",
        "No",
        "Yes",
        "Are",
        "Klingon",
        "Englishman",
        "Nepalis",
        "xx-YY",
        "1080p",
    ),
    *(
        "Hindi, Tamil",
        "Hindi/Tamil",
        "Hindi (English)",
        "Action",
        "Comedy",
        "Japan",
        "Tokyo",
        "9" * 5000,
        "https://example.org",
        "MAL",
        "Dan",
        "May",
        "Ok",
        "480p 720p",
    ),
]
LISTS = [
    *(
        ("Tamil, Telugu & Hindi", ["ta", "te", "hi"]),
        ("Dual Audio [Hindi-English]", ["hi", "en"]),
        ("Multi Audio [Hindi + Tamil + Telugu]", ["hi", "ta", "te"]),
    ),
    *(
        ("Japanese", ["ja"]),
        ("Hindi/Tamil", ["hi", "ta"]),
        ("Hindi | Tamil", ["hi", "ta"]),
        ("Hindi – English", ["hi", "en"]),
        ("Japanese [English Sub]", ["ja"]),
    ),
    *(
        ("Japanese (English subtitles)", ["ja"]),
        ("Japanese with English subtitles", ["ja"]),
        ("Japanese, English Sub", ["ja"]),
        ("日本語、英語", ["ja", "en"]),
    ),
    *(
        ("English and Japanese", ["en", "ja"]),
        ("japonés y español", ["ja", "es"]),
        ("Русский, японский", ["ru", "ja"]),
        ("Tamil Telugu Hindi", ["ta", "te", "hi"]),
    ),
    *(
        ("Multi Audio", []),
        ("", []),
        ("N/A", []),
        ("Hindi, Hindi Dub", ["hi"]),
        ("Chinese (Mandarin), English", ["zh", "en"]),
        ("Português (Brasil)", ["pt-BR"]),
    ),
    *(
        ("Hindi (English)", ["hi", "en"]),
        ("JPN + ENG", ["ja", "en"]),
        ("Audio: Hindi, Tamil", ["hi", "ta"]),
        ("Hindi, English, Japanese (Multi)", ["hi", "en", "ja"]),
    ),
    *(
        ("Tamil dubbed for you", []),
        ("Multi Hindi Tamil", ["hi", "ta"]),
        ("Deutsch und Englisch", ["de", "en"]),
        ("हिन्दी और तमिल", ["hi", "ta"]),
    ),
]


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in ONE.items() for text in texts])
def test_reads_the_name(language: str, text: str) -> None:
    assert parse_language(text) == language


@pytest.mark.parametrize("text", NONE)
def test_invents_no_language(text: str) -> None:
    assert parse_language(text) is None


@pytest.mark.parametrize(("text", "languages"), LISTS)
def test_reads_a_list(text: str, languages: list[str]) -> None:
    assert parse_languages(text) == tuple(languages)


def test_no_word_names_two_languages() -> None:
    words = [word_key(word) for words in WORDS.values() for word in set(map(word_key, words.split(",")))]
    assert sorted(words) == sorted(set(words))
