"""Titles: keys to compare them by, and the marks in them that say which season, part or kind of work is meant.

`Toaru Yoru 2nd Season`, `とある夜 第2期`, `某夜 第二季`, `어떤 밤 2기` and `Toaru Yoru II` name one second season;
every site writes the mark anew, so it is read as a number and taken out, and what is left, the base, is compared.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

LONGEST = 300
"""No title is longer than this; what comes after is not read."""
LAST_SEASON = 99


@dataclass(frozen=True, slots=True)
class Marks:
    """What a title says besides the name."""

    base: str
    """The folded title without its marks; the whole folded title where nothing else would be left."""
    season: int | None = None
    """Season, series, stage: `2nd Season`, `第2期`, `S2`. `Final Season` is LAST_SEASON."""
    part: int | None = None
    """Part, cour, volume, first and second half: `Part 2`, `2nd Cour`, `後編`."""
    number: int | None = None
    """A bare number that ends the title or stands before its subtitle: `II`, `2`, `Movie 4`."""
    year: int | None = None
    """A year in brackets or at the end."""
    kinds: frozenset[str] = frozenset()
    """movie, ova, ona, special, recap, tv, short, pilot, music, pv, drama, dub, compilation, side, prologue, chibi."""
    punctuation: str = ""
    """The marks of punctuation that some sequels differ by: `!`, `!!`, `?`, `:` at the end, `'`, `°`, `R`."""


def fold_title(text: str) -> str:
    """The comparison key: compatibility forms and case folded, accents and punctuation out, single spaces.

    >>> fold_title("Ｓｔｅｉｎｓ；Ｇａｔｅ  – Déjà-vu!")
    'steins gate deja vu'
    >>> fold_title("ガンダム")
    'ガンダム'
    """
    return " ".join(_WORDS.findall(_plain(text)))


def parse_marks(title: str) -> Marks:
    """The marks of a title, and its base.

    >>> parse_marks("Hoshi no Koe 2nd Season Part 2 (2019)")  # doctest: +ELLIPSIS
    Marks(base='hoshi no koe', season=2, part=2, number=None, year=2019, ...)
    >>> parse_marks("劇場版 星の声 第二期").base
    '星の声'
    """
    plain = _plain(title)
    year = _YEAR.search(plain)
    if year:
        plain = plain.replace(year[0], " ")
    found = _Found(year=int(year[1]) if year else None)
    if not plain.isascii():
        plain = _EAST.sub(found.east, plain)
    words = _WORDS.findall(plain)
    kept = _read_words(words, found)
    base = " ".join(kept) or fold_title(title)
    return Marks(
        base=base,
        season=found.season,
        part=found.part,
        number=found.number,
        year=found.year,
        kinds=frozenset(found.kinds),
        punctuation="".join(_PUNCTUATION.findall(compatible(title[:LONGEST]))),
    )


def compatible(text: str) -> str:
    """The text in compatibility forms (NFKC).

    >>> compatible("Ｒｅｄ ½")
    'Red 1⁄2'
    """
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


# --------------------------------------------------------------------------------------------------------- vocabulary

_SUFFIXES = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}
_ORDINALS = {
    **{f"{number}{_SUFFIXES.get(number, 'th')}": number for number in range(1, 31)},
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5,
    "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "primera": 1, "segunda": 2, "tercera": 3, "cuarta": 4, "quinta": 5, "terceira": 3, "deuxieme": 2, "troisieme": 3,
    "erste": 1, "zweite": 2, "dritte": 3, "vierte": 4,
    "первый": 1, "первыи": 1, "второй": 2, "второи": 2, "третий": 3, "третии": 3, "четвертый": 4, "четвертыи": 4,
}  # fmt: skip
_CARDINALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_ROMAN_AFTER_UNIT = {**_ROMAN, "i": 1, "v": 5, "x": 10}
_SEASON_WORDS = frozenset({
    "season", "seasons", "series", "shiriizu",
    "temporada", "staffel", "saison", "sezon", "sezona", "sezonu", "stagione",
    "сезон", "mevsim", "musim", "ki", "stage", "term", "シーズン", "シリーズ",
})  # fmt: skip
_PART_WORDS = frozenset({
    "part", "parts", "cour", "cours", "kuur", "arc", "teil", "partie", "parte", "часть", "vol", "volume", "chapter",
    "act", "hen",
})  # fmt: skip
_KIND_WORDS = {
    "movie": "movie", "movies": "movie", "film": "movie", "gekijouban": "movie", "gekijoban": "movie", "eiga": "movie",
    "pelicula": "movie", "filme": "movie", "фильм": "movie",
    "ova": "ova", "ovas": "ova", "oad": "ova", "oads": "ova", "oav": "ova", "oavs": "ova",
    "ona": "ona", "onas": "ona", "web": "ona",
    "special": "special", "specials": "special", "sp": "special", "tokubetsuhen": "special", "spesial": "special",
    "tokubetsu": "special", "bonus": "special", "omake": "special", "extra": "special", "extras": "special",
    "recap": "recap", "recaps": "recap", "soushuuhen": "recap", "soshuhen": "recap", "digest": "recap",
    "compilation": "recap", "summary": "recap", "saihenshuu": "recap", "furikaeri": "recap",
    "tv": "tv", "shorts": "short", "short": "short", "mini": "short", "anime": "", "animation": "",
    "pilot": "pilot", "pv": "pv", "promo": "pv", "trailer": "pv", "cm": "pv", "mv": "music",
    "gaiden": "side", "bangaihen": "side", "dub": "dub", "dubbed": "dub", "sub": "", "subbed": "",
}  # fmt: skip
_KIND_PAIRS = {
    ("side", "story"): "side", ("picture", "drama"): "drama", ("music", "video"): "music", ("web", "anime"): "ona",
    ("theater", "version"): "movie", ("theatrical", "version"): "movie", ("mini", "anime"): "short",
    ("petit", "anime"): "short", ("the", "movie"): "movie", ("the", "animation"): "", ("tv", "special"): "special",
    ("tv", "specials"): "special", ("tv", "series"): "tv", ("short", "anime"): "short", ("episode", "0"): "pilot",
    ("episode", "zero"): "pilot",
}  # fmt: skip
_HALVES = {"zenpen": 1, "kouhen": 2, "chuuhen": 2, "joukan": 1, "gekan": 2}
_LAST = frozenset({
    ("final", "season"), ("kanketsu", "hen"), ("last", "season"), ("final", "series"), ("saishuu", "shou"),
})  # fmt: skip

_DIGITS = {digit: number for number, digit in enumerate("〇一二三四五六七八九十")}
_DIGITS |= {"两": 2, "兩": 2, "壱": 1, "弐": 2, "参": 3}
_KATAKANA_ORDINALS = {"ファースト": 1, "セカンド": 2, "サード": 3, "フォース": 4, "ファイナル": 99}
_EAST_KINDS = {
    "劇場版": "movie", "剧场版": "movie", "映画": "movie", "電影": "movie", "电影": "movie",
    "大電影": "movie", "大电影": "movie", "극장판": "movie", "영화": "movie", "劇場": "movie",
    "特別編": "special", "特别篇": "special", "特別篇": "special", "特典": "special", "スペシャル": "special",
    "특별편": "special", "総集編": "recap", "总集篇": "recap", "總集篇": "recap", "ダイジェスト": "recap",
    "총집편": "recap",
    "番外編": "side", "番外篇": "side", "外伝": "side", "外传": "side", "外傳": "side", "번외편": "side",
    "ミニアニメ": "short", "ショートアニメ": "short", "テレビ": "tv", "tv版": "tv", "電視版": "tv", "电视版": "tv",
    "先行版": "pilot", "パイロット": "pilot", "アニメ": "", "动画": "", "動畫": "", "アニメーション": "",
}  # fmt: skip
_EAST_HALVES = {
    "前編": 1, "前篇": 1, "後編": 2, "後篇": 2, "后篇": 2, "中編": 2, "中篇": 2, "上巻": 1, "下巻": 2, "上篇": 1,
    "下篇": 2,
    "前半": 1, "後半": 2, "前期": 1, "後期": 2, "전편": 1, "후편": 2,
}  # fmt: skip
_EAST_LAST = (
    "最終章", "最终章", "最終季", "最终季", "完結編", "完结篇", "完結篇",
    "最終シーズン", "最終シリーズ", "파이널 시즌",
)  # fmt: skip

_EAST_NUMBER = "[0-9]{1,3}|[〇一二三四五六七八九十两兩壱弐参]{1,3}"
_EAST_SEASON = "期|季|シーズン|シリーズ|系列|기|学期|學期"
_EAST_PART = "部|クール|篇|編|章|弾|幕|巻|부|장"
_EAST = re.compile(
    "|".join(
        (
            rf"第\s?(?P<n1>{_EAST_NUMBER})\s?(?:(?P<season1>{_EAST_SEASON})|(?P<part1>{_EAST_PART})|(?P<any>作|回|弹|彈))",
            rf"(?P<n2>{_EAST_NUMBER})\s?(?P<season2>期|季|シーズン|기)(?!\w)",
            r"(?:シーズン|시즌|シリーズ)\s?(?P<season3>[0-9]{1,2})",
            rf"(?P<ordinal>{'|'.join(_KATAKANA_ORDINALS)})・?(?:シーズン|シリーズ|ステージ)",
            r"(?:パート|クール)\s?(?P<part3>[0-9]{1,2})",
            f"(?P<last>{'|'.join(_EAST_LAST)})",
            f"(?P<half>{'|'.join(_EAST_HALVES)})",
            f"(?P<kind>{'|'.join(sorted(_EAST_KINDS, key=len, reverse=True))})",
        )
    )
)

_WORDS = re.compile(r"[0-9]+(?:st|nd|rd|th)(?![a-z])|[0-9]+|[a-z]+|[^\W0-9_a-z]+")
_YEAR = re.compile(r"[(\[（]\s?(?:tv\s|movie\s|ova\s)?((?:19|20)[0-9]{2})\s?[)\]）]")
_PUNCTUATION = re.compile(r"[!?'°☆★*+]|:$|\bR$")
_LETTERS = str.maketrans(
    dict.fromkeys("'`’‘´ʼ", "") | {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "½": "1/2"}
)
_KANA_ROWS = {
    "アイウエオ": "a i u e o", "カキクケコ": "ka ki ku ke ko", "サシスセソ": "sa si su se so",
    "タチツテト": "ta ti tu te to",
    "ナニヌネノ": "na ni nu ne no", "ハヒフヘホ": "ha hi hu he ho", "マミムメモ": "ma mi mu me mo",
    "ヤユヨ": "ya yu yo",
    "ラリルレロ": "ra ri ru re ro", "ワヰヱヲン": "wa i e o n", "ガギグゲゴ": "ga gi gu ge go",
    "ザジズゼゾ": "za zi zu ze zo",
    "ダヂヅデド": "da zi zu de do", "バビブベボ": "ba bi bu be bo", "パピプペポ": "pa pi pu pe po",
    "ヴッーヮ": "bu + + +wa",
    "ァィゥェォ": "+a +i +u +e +o", "ャュョ": "+ya +yu +yo",
}  # fmt: skip
_KANA = {
    kana: sound
    for row, sounds in _KANA_ROWS.items()
    for kana, sound in zip(row, sounds.split(), strict=True)
}  # fmt: skip
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_ALL_KANA = re.compile("^[\u3041-\u309f\u30a0-\u30ff]+$")
_SMALL_KANA = re.compile(r"[iueo]?\+(?=[aiueoyw])|\+")
_LOOSE = (
    ("shi", "si"), ("chi", "ti"), ("tsu", "tu"), ("fu", "hu"), ("sh", "s"), ("ch", "t"), ("ts", "t"), ("ph", "h"),
    ("th", "s"), ("dz", "z"), ("ck", "k"), ("j", "z"), ("l", "r"), ("v", "b"), ("c", "k"), ("q", "k"), ("x", "ks"),
    ("f", "h"), ("wo", "o"), ("y", ""), ("w", ""), ("ou", "o"), ("ei", "e"),
)  # fmt: skip
"""What romanisations write differently, or a loanword loses, in the order in which it is levelled."""
_DOUBLES = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]+")


def sound_key(base: str) -> str:
    """How a title sounds, loosely: kana and every romanisation of them give one key. Empty where Han is to be read.

    >>> sound_key("ソウルイーター"), sound_key("sooru iitaa")
    ('soruita', 'soruita')
    """
    sounds = "".join(_sound(word) for word in base.split())
    return "" if not sounds.isascii() else sounds


def skeleton_key(sound: str) -> str:
    """The consonants of a sound key, in which a loanword and its original agree more often than in vowels."""
    return _DOUBLES.sub(r"\1", _VOWELS.sub("", sound))


@lru_cache(65536)
def _sound(word: str) -> str:
    if _ALL_KANA.match(word):
        word = _SMALL_KANA.sub("", "".join(_KANA.get(kana, kana) for kana in word.translate(_TO_KATAKANA)))
    for old, new in _LOOSE:
        word = word.replace(old, new)
    return _DOUBLES.sub(r"\1", word)


# ------------------------------------------------------------------------------------------------------------ reading


@dataclass(slots=True)
class _Found:
    year: int | None = None
    season: int | None = None
    part: int | None = None
    number: int | None = None
    kinds: set[str] = field(default_factory=set)

    def east(self, match: re.Match[str]) -> str:
        """Notes one Chinese, Japanese or Korean mark and takes it out of the title."""
        found = match.groupdict()
        number = _east_number(found["n1"] or found["n2"] or found["season3"] or found["part3"] or "")
        if found["season1"] or found["season2"] or found["season3"]:
            self.season = number
        elif found["part1"] or found["part3"]:
            self.part = number
        elif found["any"]:
            self.number = number
        elif found["ordinal"]:
            self.season = _KATAKANA_ORDINALS[found["ordinal"]]
        elif found["last"]:
            self.season = LAST_SEASON
        elif found["half"]:
            self.part = _EAST_HALVES[found["half"]]
        elif kind := _EAST_KINDS[found["kind"]]:
            self.kinds.add(kind)
        return " "


@lru_cache(1024)
def _plain(text: str) -> str:
    """Compatibility forms and case folded, accents off letters that carry them, apostrophes out."""
    plain = compatible(text[:LONGEST]).casefold()
    if plain.isascii():
        return plain.replace("'", "").replace("`", "")
    plain = plain.translate(_LETTERS)
    if plain.isascii():
        return plain
    split = unicodedata.normalize("NFD", plain)
    return unicodedata.normalize("NFC", "".join(c for c in split if not "\u0300" <= c <= "\u036f"))


def _read_words(words: list[str], found: _Found) -> list[str]:  # noqa: C901, PLR0912
    """Notes the marks among the words and returns the words that are none."""
    kept: list[str] = []
    at, end = 0, len(words)
    while at < end:
        word = words[at]
        following = words[at + 1] if at + 1 < end else ""
        step = 1
        if (word, following) in _LAST:
            found.season, step = LAST_SEASON, 2
        elif word in _SEASON_WORDS and (value := _value(following, after_unit=True)):
            found.season, step = value, 2
        elif word in _PART_WORDS and (value := _value(following, after_unit=True)):
            found.part, step = value, 2
        elif (
            (value := _value(word, after_unit=False)) and following in _SEASON_WORDS and (kept or not word.isdecimal())
        ):
            found.season, step = value, 2
            if kept and kept[-1] == "dai":
                kept.pop()
        elif value and following in _PART_WORDS and word not in _ROMAN:
            found.part, step = value, 2
        elif word == "s" and following.isdecimal() and len(following) <= 2:
            found.season, step = int(following), 2
        elif (word, following) in _KIND_PAIRS:
            found.kinds.add(_KIND_PAIRS[word, following])
            step = 2
        elif word in _HALVES:
            found.part = _HALVES[word]
        elif word in _KIND_WORDS:
            found.kinds.add(_KIND_WORDS[word])
            if kept and (value := _value(following, after_unit=True)):
                found.number, step = value, 2
        elif kept and value and found.number is None and word not in _ORDINALS and _is_index(word, at, end):
            found.number = value
        else:
            kept.append(word)
        at += step
    found.kinds.discard("")
    return kept


def _is_index(word: str, at: int, end: int) -> bool:
    """Whether a number counts the works of a series: it ends the title, or is written as a Roman one."""
    return word in _ROMAN or at + 1 == end


def _value(word: str, *, after_unit: bool) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) <= 2 and word.isascii() else None
    romans = _ROMAN_AFTER_UNIT if after_unit else _ROMAN
    return _ORDINALS.get(word) or romans.get(word) or (_CARDINALS.get(word) if after_unit else None)


@cache
def _east_number(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    total, last = 0, 0
    for digit in text:
        if digit == "十":
            total += 10 * (last or 1)
            last = 0
        else:
            last = _DIGITS[digit]
    return total + last or None
