"""Languages: 'Tamil', 'Hindi Dub', '日本語', 'Português (Brasil)', 'JPN' to BCP-47."""

import re
from functools import lru_cache
from typing import Final

import langcodes

from aggregator.normalize.plain import MAX_PHRASE, plain, vocabulary, word_key

WORDS: Final = {
    "ja": "japanese, jap, jpn, jp, ja, 日本語, 日语, 日語, 日文, 日本语, 일본어, японский, японская, японский язык, japanisch, japonais, japonés, japonês, giapponese, japoński, japonština, japonsky, japonca, jepang, bahasa jepang, जापानी, ஜப்பானிய, ஜப்பானியம், يابانية, اليابانية, ياباني, original japanese, nihongo, japan, 日音, 日配",
    "en": "english, eng, en, 英語, 英语, 英文, 영어, английский, английский язык, englisch, anglais, inglés, inglês, inglese, angielski, angličtina, anglicky, ingilizce, inggris, bahasa inggris, अंग्रेज़ी, अंग्रेजी, ஆங்கிலம், إنجليزية, الإنجليزية, انجليزي",
    "hi": "hindi, hin, hi, हिन्दी, हिंदी, хинди, hindî, hintçe, ヒンディー語, 印地语, 印地語, 힌디어, இந்தி, ஹிந்தி, hindí, hindština, الهندية, هندي",
    "ta": "tamil, tam, ta, தமிழ், तमिल, тамильский, タミル語, 泰米尔语, 타밀어, tamilisch, tamoul, tamilce",
    "te": "telugu, tel, te, తెలుగు, तेलुगु, தெலுங்கு, телугу, テルグ語, 泰卢固语",
    "ml": "malayalam, mal, ml, മലയാളം, मलयालम, மலையாளம்",
    "kn": "kannada, kan, kn, ಕನ್ನಡ, कन्नड़, கன்னடம்",
    "bn": "bengali, bangla, ben, bn, বাংলা, बंगाली, வங்காளம், бенгальский",
    "mr": "marathi, mar, mr, मराठी, மராத்தி",
    "gu": "gujarati, guj, gu, ગુજરાતી, गुजराती",
    "pa": "punjabi, panjabi, pan, pa, ਪੰਜਾਬੀ, पंजाबी",
    "ur": "urdu, urd, ur, اردو, उर्दू, أوردو",
    "ko": "korean, kor, kr, ko, 한국어, 韓国語, 韩语, 韓語, 韩文, 韓文, корейский, koreanisch, coréen, coreano, koreański, korejština, korece, korea, bahasa korea, कोरियाई, கொரியன், الكورية",
    "zh": "chinese, chi, zho, cn, zh, mandarin, 中文, 中国語, 國語, 国语, 汉语, 漢語, 普通话, 普通話, 华语, 華語, 중국어, китайский, chinesisch, chinois, chino, chinês, cinese, chiński, čínština, çince, mandarin chinese, bahasa mandarin, चीनी, சீன, சீனம், الصينية, 中配, putonghua",
    "yue": "cantonese, yue, 粤语, 粵語, 廣東話, 广东话, 広東語, кантонский, kantonesisch, cantonés, cantonês",
    "zh-Hans": "simplified chinese, chinese (simplified), chinese simplified, 简体中文, 简中, 簡體中文",
    "zh-Hant": "traditional chinese, chinese (traditional), chinese traditional, 繁體中文, 繁中, 繁体中文",
    "ru": "russian, rus, ru, русский, русский язык, рус, русская, ロシア語, 俄语, 俄語, 러시아어, russisch, russe, ruso, russo, rosyjski, ruština, rusça, rusia, रूसी, ரஷ்ய, الروسية",
    "uk": "ukrainian, ukr, uk, ua, українська, украинский, ukrainisch",
    "de": "german, ger, deu, de, deutsch, ドイツ語, 德语, 德語, 독일어, немецкий, allemand, alemán, alemão, tedesco, niemiecki, němčina, almanca, jerman, जर्मन, ஜெர்மன், الألمانية",
    "fr": "french, fre, fra, fr, français, vf, フランス語, 法语, 法語, 프랑스어, французский, französisch, francés, francês, francese, francuski, francouzština, fransızca, prancis, फ़्रेंच, பிரெஞ்சு, الفرنسية",
    "es": "spanish, spa, esp, es, español, castellano, castilian, スペイン語, 西班牙语, 西班牙語, 스페인어, испанский, spanisch, espagnol, espanhol, spagnolo, hiszpański, španělština, ispanyolca, spanyol, स्पेनिश, ஸ்பானிஷ், الإسبانية, español (españa), spanish (spain), european spanish, castilian spanish",
    "es-419": "latin american spanish, spanish (latin america), español latino, latino, latin spanish, español (latinoamérica), spanish latino, español latinoamericano, spanish (latam), latin american, latam",
    "pt": "portuguese, por, pt, português, ポルトガル語, 葡萄牙语, 葡萄牙語, 포르투갈어, португальский, portugiesisch, portugais, portugués, portoghese, portugalski, portugalština, portekizce, portugis, पुर्तगाली, போர்த்துகீசியம், البرتغالية",
    "pt-BR": "português (brasil), portuguese (brazil), brazilian portuguese, portugués (brasil), português brasileiro, português do brasil, pt-br, ptbr, brazilian, portuguese brazil, portuguese (brazilian), brasileiro",
    "pt-PT": "português (portugal), portuguese (portugal), european portuguese, português europeu, pt-pt",
    "it": "italian, ita, it, italiano, イタリア語, 意大利语, 義大利語, 이탈리아어, итальянский, italienisch, italien, włoski, italština, italyanca, italia, इतालवी, இத்தாலியன், الإيطالية",
    "pl": "polish, pol, pl, polski, ポーランド語, 波兰语, 폴란드어, польский, polnisch, polonais, polaco, polonês, polacco, polština, lehçe",
    "cs": "czech, cze, ces, cz, cs, čeština, český, česky, チェコ語, 捷克语, чешский, tschechisch, tchèque, checo, tcheco, ceco, czeski, çekçe",
    "tr": "turkish, tur, tr, türkçe, トルコ語, 土耳其语, 터키어, турецкий, türkisch, turc, turco, turecki, turečtina, التركية",
    "id": "indonesian, ind, id, indonesia, bahasa indonesia, bahasa, インドネシア語, 印尼语, 印尼語, индонезийский, indonesisch, indonésien, indonesio, indonésio",
    "ms": "malay, may, msa, ms, bahasa melayu, melayu, マレー語, 马来语",
    "ar": "arabic, ara, ar, العربية, عربي, عربية, アラビア語, 阿拉伯语, 阿拉伯語, 아랍어, арабский, arabisch, arabe, árabe, arabo, arabski, arabština, arapça, arab, अरबी, அரபு",
    "th": "thai, tha, th, ไทย, ภาษาไทย, タイ語, 泰语, 泰語, 태국어, тайский, thailändisch, tajski",
    "vi": "vietnamese, vie, vn, vi, tiếng việt, ベトナム語, 越南语, 越南語, 베트남어, вьетнамский, vietnamesisch",
    "fil": "filipino, tagalog, fil, tgl, pilipino, フィリピン語",
    "sv": "swedish, swe, sv, svenska",
    "da": "danish, dan, da, dansk",
    "no": "norwegian, nor, no, norsk",
    "fi": "finnish, fin, suomi",
    "nl": "dutch, dut, nld, nl, nederlands",
    "hu": "hungarian, hun, hu, magyar",
    "ro": "romanian, rum, ron, ro, română",
    "el": "greek, gre, ell, el, ελληνικά",
    "he": "hebrew, heb, he, עברית",
    "fa": "persian, farsi, per, fas, fa, فارسی",
    "ca": "catalan, cat, ca, català",
    "la": "latin",
    "kk": "kazakh, kaz, kk, қазақ, казахский",
}
LANGUAGES: Final = vocabulary(WORDS)

# What fansites print next to the language that is heard.
_AUDIO = re.compile(
    r"(?<![^\W\d_])(?:dub(?:bed|s)?|audio|voice|voiceover|original|fan ?dub|orginal|official|language|lang|версия|озвучка|озвучивание|дубляж|dublado|doblado|doblada|doppiato|synchro|dubbing|"
    r"vf|version|org|clear|hq|line|dolby|stereo|uncut|配音|吹替|吹き替え|語音|语音|더빙|डब|डब्ड|டப்|مدبلج|مدبلجة)(?![^\W\d_])"
)
_WRITTEN = re.compile(r"(?<![^\W\d_])(?:sub(?:s|bed|title|titles|titled|title[ds]?)?|[em]sub[s]?|softsub|hardsub|субтитры|сабы|untertitel|legendado|legenda|subtitulado|subtítulos|sous-titres|vostfr|vost|sottotitoli|napisy|titulky|altyazı|字幕|자막)(?![^\W\d_])")
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?")
_BRACKETS = re.compile(r"[()\[\]{}]")
_SEPARATOR = re.compile(r"[,;/|+&·•、，\n()\[\]{}]|(?<![^\W\d_])(?:and|und|et|y|e|и|dan|ve|or|with)(?![^\W\d_])|\s[-–—]\s|(?<=[^\W\d_]{4})-(?=[^\W\d_]{4})")


def parse_language(text: str) -> str | None:
    """The one language that a text names, or None: also for "Multi Audio", and for subtitles, which are not heard.

    >>> parse_language("Hindi Dub"), parse_language("Português (Brasil)"), parse_language("Multi Audio")
    ('hi', 'pt-BR', None)
    """
    value = plain(text)
    return _language(value) if value and len(value) <= MAX_PHRASE else None


def parse_languages(text: str) -> tuple[str, ...]:
    """Every language heard that a list names, in order, each once.

    >>> parse_languages("Tamil, Telugu & Hindi"), parse_languages("Dual Audio [Hindi-English]")
    (('ta', 'te', 'hi'), ('hi', 'en'))
    """
    value = plain(text)
    if one := _language(value) if value else None:
        return (one,)
    found = [language for piece in _SEPARATOR.split(value) if (language := _language(piece.strip(" .:-#")))]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def _language(value: str) -> str | None:
    if _WRITTEN.search(value):
        return None
    for name in (value, _AUDIO.sub(" ", value), _BRACKETS.split(_AUDIO.sub(" ", value))[0]):
        if found := LANGUAGES.get(word_key(name)):
            return found
    if _CODE.fullmatch(value):
        tag = langcodes.Language.get(value.replace("_", "-"))
        return tag.to_tag() if tag.is_valid() and len(tag.language or "") in (2, 3) and "-" in value else None
    return _named(_AUDIO.sub(" ", value).strip())


def _named(name: str) -> str | None:
    """A language that only the names of Unicode's CLDR know."""
    if not 4 <= len(name) <= 30 or not all(character.isalpha() or character in " -'" or character > "\u0900" for character in name):
        return None
    try:
        return langcodes.find(name).to_tag()
    except LookupError:
        return None
