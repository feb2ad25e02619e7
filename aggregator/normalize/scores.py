"""Scores: '8.71/10', '87%', '4.5★', 'B+', '8,3' to a Score on its own scale; the names of those who are quoted."""

import math
import re
from typing import Final, NamedTuple

from aggregator.model import Kind, Score
from aggregator.normalize.counts import parse_votes, tells_voters
from aggregator.normalize.names import clean_text
from aggregator.normalize.plain import MAX_PHRASE, MAX_RAW, plain, vocabulary, word_key, word_keys

LETTERS: Final = {
    "A+": 100.0, "A": 100.0, "A-": 91.0,
    "B+": 83.0, "B": 75.0, "B-": 67.0,
    "C+": 58.0, "C": 50.0, "C-": 42.0,
    "D+": 33.0, "D": 25.0, "D-": 16.0,
    "F+": 8.0, "F": 0.0, "F-": 0.0,
}  # fmt: skip
"""Letter grades on 0-100, as Metacritic publishes its conversion."""

SOURCES: Final = {
    "IMDb": """
        imdb, internet movie database, imdb rating, imdb score, imdb.com, рейтинг imdb, imdb user rating
    """,
    "MyAnimeList": """
        myanimelist, mal, my anime list, mal score, mal rating, myanimelist.net, myanimelist score, мал
    """,
    "AniList": "anilist, ani list, anilist.co, al score, anilist score",
    "AniDB": "anidb, anidb.net, ani db, anidb rating",
    "Anime News Network": "ann, animenewsnetwork, anime news network, anime news network encyclopedia",
    "Anime-Planet": "anime-planet, anime planet, animeplanet",
    "Kitsu": "kitsu, kitsu.io, hummingbird, kitsu.app",
    "aniSearch": "anisearch, anisearch.de, anisearch.com",
    "LiveChart": "livechart, livechart.me",
    "Simkl": "simkl, simkl.com",
    "TMDB": """
        tmdb, themoviedb, the movie database, themoviedb rating, tmdb rating, themoviedb.org, tmdb score, the movie db
    """,
    "TheTVDB": "tvdb, thetvdb, thetvdb.com",
    "Rotten Tomatoes": "rotten tomatoes, rottentomatoes, rt, rottentomatoes.com, tomatometer",
    "Metacritic": "metacritic, metacritic.com, metascore, meta score",
    "Letterboxd": "letterboxd, letterboxd.com, letterboxd rating",
    "Shikimori": "shikimori, shikimori.one, шикимори, шики, shiki, shikimori.me",
    "Kinopoisk": "kinopoisk, кинопоиск, kp, кп, kinopoisk.ru, рейтинг кинопоиск, рейтинг кинопоиска",
    "World Art": "world art, world-art, worldart, ворлд арт, world-art.ru",
    "Bangumi": "bangumi, bgm, bgm.tv, 番组计划, bangumi.tv, 番組計劃",
    "Douban": "douban, 豆瓣, 豆瓣评分, 豆瓣評分, 豆瓣电影",
    "Filmarks": "filmarks, フィルマークス",
    "Anikore": "anikore, あにこれ",
    "ČSFD": "csfd, čsfd, csfd.cz, čsfd.cz",
    "FDB": "fdb, fdb.cz",
    "Filmweb": "filmweb, filmweb.pl",
    "FilmAffinity": "filmaffinity, film affinity",
    "AlloCiné": "allociné, allocine",
    "SensCritique": "senscritique, sens critique",
    "Moviepilot": "moviepilot",
    "Crunchyroll": "crunchyroll",
    "Trakt": "trakt, trakt.tv",
    "neodb": "neodb, neodb.social",
    "AnimeGO": "animego, animego.org",
}
_SOURCES: Final = vocabulary(SOURCES)


def canonical_source(text: str) -> str:
    """Who is quoted, by the field's usual name; an unknown name as printed, trimmed.

    >>> canonical_source("IMDB"), canonical_source(" mal "), canonical_source("Story:")
    ('IMDb', 'MyAnimeList', 'Story')
    """
    name = clean_text(text).strip(" :-–—|·•➻")
    return _SOURCES.get(word_key(name), name)


class _Stated(NamedTuple):
    """What a text says by itself."""

    value: float
    top: float | None = None
    printed: bool = False
    """The text prints its scale; otherwise `top` is only what such a sign usually means."""
    votes: int | None = None
    is_grade: bool = False
    """A letter: its zero is a verdict and not a missing one."""


def parse_score(
    text: str,
    *,
    source: str,
    kind: Kind = Kind.USERS,
    scale_max: float | None = None,
    scale_min: float = 0.0,
    votes: int | None = None,
) -> Score | None:
    """The score that a text states, on its own scale, or None where it states none.

    The scale is, in this order: what the text prints ("/10", "%", a row with empty stars, a letter on 0-100), what the
    caller knows, five for star signs, null. A value outside its scale comes back as printed: `score_problem` says why
    it must not be averaged. Zero is a score only where somebody voted, or an editor printed it on a known scale; what
    nobody voted for is none.

    >>> score = parse_score("8.71/10", source="mal")
    >>> score.source, score.value, score.scale_max, score.text
    ('MyAnimeList', 8.71, 10.0, '8.71/10')
    >>> parse_score("N/A", source="mal") is None
    True
    """
    raw = clean_text(text) if len(text) <= MAX_RAW else ""
    if not raw or len(raw) > MAX_PHRASE:
        return None
    stated = _row_of_stars(raw) or _letter(raw) or _number(raw)
    if stated is None:
        return None
    top = stated.top if stated.printed or scale_max is None else scale_max
    votes = stated.votes if votes is None else votes
    by_one_person = kind in (Kind.EDITOR, Kind.CRITICS) and top is not None
    if votes == 0 or (stated.value == 0 and not (votes or stated.is_grade or by_one_person)):
        return None
    return Score(
        source=canonical_source(source),
        value=stated.value,
        scale_min=scale_min if top == scale_max else 0.0,
        scale_max=None if top is None else float(top),
        votes=votes,
        kind=kind,
        text=raw,
    )


def score_problem(score: Score) -> str | None:
    """Why a score must not be averaged, as a sentence; None where nothing is wrong. An unknown scale is no such reason.

    >>> score_problem(Score(source="IMDb", value=11.0, scale_max=10.0, text="11/10"))
    'IMDb is 11 on a scale from 0 to 10: left out, compare the page ("11/10").'
    """
    low, top = score.scale_min, math.inf if score.scale_max is None else score.scale_max
    if not math.isfinite(score.value) or math.isnan(low) or math.isnan(top):
        fault = "is not a finite number"
    elif top <= low:
        fault = f"has a scale from {low:g} to {top:g}"
    elif not low <= score.value <= top:
        fault = f"is {score.value:g} on a scale from {low:g}" + ("" if score.scale_max is None else f" to {top:g}")
    else:
        return None
    return f'{score.source} {fault}: left out, compare the page ("{score.text}").'


# -- letters and star signs

_LETTER = re.compile(
    r"(?:(?:[Gg]rade|[Rr]ating|[Ss]core|[Oo]verall)\s?:?\s)?(?P<grade>[A-DF])\s?(?P<sign>[+-]|(?i:plus|minus))?"
)
_SIGNS: Final = {"plus": "+", "minus": "-"}
_ROW = re.compile("(?P<full>[★⭐✭✮🌟]{0,10})(?P<half>[½⯪⯨]?)(?P<empty>[☆✩]{0,10})")
_MINUS = str.maketrans("−–—‐‑﹣－＋", "-------+")


def _letter(raw: str) -> _Stated | None:
    found = _LETTER.fullmatch(raw.translate(_MINUS).translate(_WIDE_LETTERS))
    if found is None:
        return None
    sign = (found["sign"] or "").lower()
    grade = found["grade"] + _SIGNS.get(sign, sign)
    return _Stated(LETTERS[grade], 100.0, printed=True, is_grade=True) if grade in LETTERS else None


_WIDE_LETTERS = {ord(wide): narrow for wide, narrow in zip("ＡＢＣＤＦ", "ABCDF", strict=True)}


def _row_of_stars(raw: str) -> _Stated | None:
    """A row of stars: as long as its scale where empty ones are printed, of five otherwise."""
    found = _ROW.fullmatch(raw.replace(" ", ""))
    if found is None or not raw:
        return None
    full, half, empty = (len(part) for part in found.groups())
    length = full + half + empty
    if length > 10 or (empty and length < 3):
        return None
    return _Stated(full + half / 2, float(length) if empty else 5.0 if length <= 5 else 10.0, printed=bool(empty))


# -- numbers

_AMOUNT = r"\d{1,4}(?:[.,]\d{1,17})?(?![.,]?\d)"
_NUMBER = rf"(?<![\d.,_a-zа-яё])(?:(?<![^\s(])[+-])?{_AMOUNT}"
_STAR = (
    r"(?:[★☆⭐]|(?:stars?|звезд[а-я]*|sterne?n?|étoiles?|estrellas?|estrelas?|stelle|gwiazd[a-z]*|hvězd[aiy]\w*|yıldız)"
    r"(?!\w))"
)
_POINT = (
    r"(?:(?:points?|pts?|балл[а-я]*|очк[а-я]+|punkte?n?|puntos?|pontos?|punti|punkt[a-zó]*|bod[yůu]?|puan|poin)\.?(?!\w)"
    r"|点|點|分|점)"
)
_PERCENT = r"(?:%|(?:percent|per cent|prozent|процент[а-я]*|por ?ciento|por ?cento|pour ?cent|procent[a-z]*)(?!\w))"
_OUT_OF = r"(?:/|\s?(?:out of|von of|of|из|з|von|de|sur|di|su|na|z|ze|av|van|dari|od)\s)"
_VALUE = re.compile(
    rf"(?P<number>{_NUMBER})(?:\s?(?P<percent>{_PERCENT})|\s?(?P<star>{_STAR})|\s?{_POINT})?"
    rf"(?:\s?{_OUT_OF}\s?(?P<top>\d{{1,4}}(?:[.,]\d{{1,2}})?)(?![.,]?\d|\s?/)\s?(?:{_PERCENT}|{_STAR}|{_POINT})?)?"
)
_TOP_FIRST = re.compile(
    r"(?<![\d.,])(?P<top>\d{1,4})\s?(?:点満点(?:中|で)?|つ星のうち|点中|점\s?만점에|점\s?중|में से|üzerinden|இல்)\s?"
    rf"(?P<number>{_AMOUNT})\s?{_POINT}?"
)
_SCALES: Final = frozenset((3, 4, 5, 6, 7, 10, 12, 20, 25, 30, 40, 50, 100, 1000))
"""What people rate up to. Other pairs of numbers ("1661/187", "4/13") are likes and dislikes, or episodes."""
_FRACTIONS: Final = {"½": "5", "¼": "25", "¾": "75"}
_FRACTION = re.compile(r"(\d?)\s?([½¼¾])")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BRACKETED_COUNT = re.compile(r"^\D*[(\[]\d+[)\]]$")
"""A whole number alone in brackets counts something: "Story (908)"."""
_BARE_COUNT = re.compile(r"[\d ,.']+(?:k|m)?")
_REMARK = re.compile(r"\s?[-:,]\s(?:[^\W\d_]+\s){0,3}[^\W\d_]+[.!]?")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_DECORATION = " .,:;|-~≈=★☆⭐()[]\"'<>•·➻→"
_KNOWN_BESIDE: Final = _SOURCES.keys() | word_keys(
    """
    score, rating, ratings, rated, average, avg, average rating, average score, mean, overall,
    overall score, overall rating, total, total score, user rating, user score, users score,
    final score, final rating, verdict, our rating, our score, grade, weighted score, mean score, users,
    rate, critics, audience,
    рейтинг, оценка, средняя оценка, общий рейтинг, балл, средний балл, средний рейтинг,
    оценка пользователей, bewertung, wertung, note, gesamt, gesamtwertung, durchschnitt, moyenne,
    note moyenne, nota, nota media, puntuación, calificación, valoración, promedio, pontuação,
    avaliação, média, nota média,
    voto, voto medio, valutazione, punteggio, media, ocena, średnia, średnia ocena, hodnocení, průměr,
    průměrné hodnocení, puan, puanı, ortalama, değerlendirme, skor, nilai, peringkat, rata-rata, 評価,
    評分, 评分, 評点, スコア, 得点, 総合評価, 平均, 平均点, 点数, 综合评分, 綜合評分, 평점, 점수, 별점,
    평균,
    रेटिंग, स्कोर, अंक, மதிப்பீடு, மதிப்பெண், التقييم, تقييم, متوسط
    """
)
"""Words that say "score", and names of those who are quoted."""


def _number(raw: str) -> _Stated | None:
    """A number, with nothing beside it but its scale, its voters, and words that say that it is a score."""
    value = plain(_FRACTION.sub(lambda found: f"{found[1] or 0}.{_FRACTIONS[found[2]]}", raw))
    if _BRACKETED_COUNT.search(value):
        return None
    twice = _TWICE.fullmatch(value)
    if twice is not None:
        number, share = _decimal(twice["number"]), _decimal(twice["share"])
        tops = [top for top in _COMMON_SCALES if abs(number / top - share / 100) <= _ROUNDED_SHARE]
        return _Stated(number, tops[0], printed=True) if len(tops) == 1 else None
    numbers = list(_TOP_FIRST.finditer(value)) or list(_VALUE.finditer(value))
    scaled = [found for found in numbers if found["top"] or found.groupdict().get("percent")]
    for found in (scaled or numbers)[:2]:
        top, percent, star = (found.groupdict().get(name) for name in ("top", "percent", "star"))
        beside = _beside(value[: found.start()], value[found.end() :], has_top=bool(top))
        if beside is None or (top and _decimal(top) not in _SCALES):
            continue
        number = _decimal(found["number"])
        star = star or value[: found.start()].rstrip().endswith(_STAR_SIGNS)
        if top or percent:
            return _Stated(number, _decimal(top) if top else 100.0, printed=True, votes=beside.votes)
        return _Stated(number, 5.0 if star and number <= 5 else None, votes=beside.votes)
    return None


_STAR_SIGNS: Final = ("★", "⭐")
_TWICE = re.compile(rf"(?P<number>{_AMOUNT})\s?[=≙≈]\s?(?P<share>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s?%")
"""One score on its scale and in percent: "4,19 = 84%"."""
_COMMON_SCALES: Final = (5, 6, 10, 20)
_ROUNDED_SHARE: Final = 0.006


def _decimal(digits: str) -> float:
    return float(digits.replace(",", "."))


class _Beside(NamedTuple):
    """What stands beside a score."""

    votes: int | None


def _beside(before: str, after: str, *, has_top: bool) -> _Beside | None:
    """The votes told beside a number; None where anything else is told: then the number may be no score at all.

    A printed maximum makes it a score whatever the brackets beside it say, or a short remark behind a dash.
    """
    if "#" in before:
        return None
    votes: int | None = None
    in_brackets = _BRACKETED.findall(after)
    for text in (before, *in_brackets, _BRACKETED.sub(" ", after)):
        words = text.strip(_DECORATION)
        if not words or _are_score_words(words):
            continue
        is_aside = text in in_brackets
        told = parse_votes(words)
        if told is not None and (tells_voters(words) or (_BARE_COUNT.fullmatch(words) and (is_aside or has_top))):
            votes = None if _BARE_YEAR.fullmatch(words) else told
        elif has_top and (is_aside or _REMARK.fullmatch(text)):
            continue
        elif not is_aside or any(character.isdigit() for character in words):
            return None
    return _Beside(votes)


def _are_score_words(words: str) -> bool:
    """Whether the words say "score", or who is quoted, and nothing else."""
    keys = [key for word in re.split(r"[\s:/|-]+", words) if (key := word_key(word))]
    return word_key(words) in _KNOWN_BESIDE or (bool(keys) and all(key in _KNOWN_BESIDE for key in keys))
