"""Counts: '8/24', '4 из 12', '12 (25 мин.)', '全13話' to episodes; '1.2K', '3,2 тыс.', '12万', '(scored by 15 users)' to votes."""

import re
from decimal import Decimal
from typing import Final

from aggregator.normalize.plain import plain, vocabulary, word_key

MAX_EPISODES: Final = 10_000
"""The longest-running works have some thousands; a larger number is something else."""
MAX_COUNT: Final = 10**12

_GROUPED = "|".join(rf"\d{{1,3}}(?:{mark}\d{{3}}){{1,4}}(?!\d)" for mark in (" ", r"\.", ",", "'")) + r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"
"""Thousands in groups with one kind of separator, or in the Indian way ("1,23,456")."""
_WHOLE = re.compile(rf"(?:{_GROUPED}|\d{{1,13}})")


def parse_count(text: str) -> int | None:
    """A bare whole number, with any thousands separators; None for anything else beside it.

    >>> parse_count("1.234.567"), parse_count("758\\u00a0872"), parse_count("12.5")
    (1234567, 758872, None)
    """
    value = plain(text)
    return _whole(value) if _WHOLE.fullmatch(value) else None


def _whole(digits: str) -> int | None:
    number = int(re.sub(r"\D", "", digits))
    return number if number <= MAX_COUNT else None


# -- votes

_MULTIPLIERS: Final = vocabulary(
    {
        1_000: "k, тыс, тысяч, тысячи, тысяча, tsd, tausend, mil, millares, mila, tys, tis, tisíc, bin, rb, ribu, 千, 천, हज़ार, ஆயிரம், ألف, الف, thousand",
        10_000: "万, 萬, 만, w",
        100_000: "lakh, lakhs, लाख, லட்சம்",
        1_000_000: "m, mio, mln, млн, million, millions, millionen, millón, millones, milhão, milhões, milione, milioni, mil., jt, juta, milyon, million, مليون",
        10_000_000: "crore, crores, करोड़, கோடி",
        100_000_000: "億, 亿, 억",
    }
) | {"mil": 1_000}
_VOTERS: Final = frozenset(
    vocabulary(
        {
            None: (
                "vote, votes, voters, voter, voted, user, users, rating, ratings, rated, review, reviews, people, person, persons, members, member, viewers,"
                "scores, score count, raters, fans, rating count, vote count, scored by, ratings count, total votes, user ratings, user votes, reviewers,"
                "голос, голоса, голосов, оценка, оценки, оценок, проголосовало, проголосовали, человек, человека, пользователь, пользователя, пользователей, отзывов, отзыва, отзыв,"
                "stimme, stimmen, bewertung, bewertungen, nutzer, wertungen, wertung, vote(s), avis, évaluations, notes, utilisateurs, membres, voix,"
                "voto, votos, valoraciones, valoración, usuarios, calificaciones, votantes, opiniones, avaliações, avaliação, usuários, pessoas, personas,"
                "voti, valutazioni, utenti, recensioni, głos, głosy, głosów, ocen, oceny, użytkowników, osób, hlas, hlasy, hlasů, hodnocení, uživatelů,"
                "oy, oylar, kişi, kullanıcı, değerlendirme, suara, pengguna, ulasan, penilaian, orang, 票, 人, 件, 名, 人評價, 人评价, 人評分, 人评分, 人打分, 個評價, 个评分, 個評分, 評価, 人投票, 投票数, 评分人数, 評分人數,"
                "명, 표, 명 참여, 명이 평가, मत, वोट, उपयोगकर्ता, लोग, வாக்குகள், பயனர்கள், صوت, أصوات, تقييم, تقييمات, مستخدم, تصويت"
            )
        }
    )
)
_NUMBER = re.compile(rf"(?<![\d.,])(?P<digits>(?:{_GROUPED})|\d{{1,13}}(?:[.,]\d{{1,2}})?)(?![\d])")
_TOKEN = re.compile(r"[^\W\d_]+(?:\([^\W\d_]\))?")


def parse_votes(text: str) -> int | None:
    """How many votes a text tells of: the number beside a word for voters, or the only number there is.

    >>> parse_votes("4.503 out of 5 from 60,116 votes"), parse_votes("3,2 тыс."), parse_votes("(scored by - users)")
    (60116, 3200, None)
    """
    value = plain(text)
    found = list(_NUMBER.finditer(value))
    if not found or "-" in value[: found[0].start()].rstrip("( ")[-1:]:
        return None
    if len(found) == 1:
        return _votes_at(value, found[0])
    beside = [votes for match in found if _voters_after(value, match) and (votes := _votes_at(value, match)) is not None]
    if not beside:
        beside = [votes for match in found if _voters_before(value, match) and (votes := _votes_at(value, match)) is not None]
    return beside[0] if beside else None


def tells_voters(text: str) -> bool:
    """Whether a text has a word for those who vote.

    >>> tells_voters("from 70 votes"), tells_voters("70 km")
    (True, False)
    """
    return any(_is_voter(word) for word in _TOKEN.findall(plain(text)))


def _votes_at(value: str, match: re.Match[str]) -> int | None:
    """The number of one match, with its multiplier; None where it is no whole number of votes."""
    digits = match["digits"]
    follows = value[match.end() :]
    multiplier = _multiplier(follows)
    if follows[:1] in ("%", "/") or value[max(0, match.start() - 1) : match.start()] in ("#", "/"):
        return None
    if multiplier == 1:
        return _whole(digits) if _WHOLE.fullmatch(digits) else None
    number = Decimal(digits.replace(",", ".") if re.fullmatch(r"\d+[.,]\d{1,3}", digits) else re.sub(r"\D", "", digits)) * multiplier
    return int(number) if number <= MAX_COUNT else None


def _multiplier(follows: str) -> int:
    word = _TOKEN.match(follows.lstrip())
    if word is None:
        return 1
    text = word[0]
    return _MULTIPLIERS.get(word_key(text)) or _MULTIPLIERS.get(text[0] if text[0] > "\u2e80" else "", 1)


def _voters_after(value: str, match: re.Match[str]) -> bool:
    words = _TOKEN.findall(value[match.end() :])[:3]
    if words and word_key(words[0]) in _MULTIPLIERS:
        words = words[1:]
    return any(map(_is_voter, words[:2]))


def _is_voter(word: str) -> bool:
    """A word for voters; Chinese, Japanese and Korean write it in one with its multiplier ("12万人")."""
    key = word_key(word)
    return key in _VOTERS or (key[:1] in _MULTIPLIERS and key[1:] in _VOTERS)


def _voters_before(value: str, match: re.Match[str]) -> bool:
    before = value[: match.start()].rstrip(" :-(")
    words = _TOKEN.findall(before)
    return bool(words) and before.endswith(words[-1]) and _is_voter(words[-1])


# -- episodes

_OPEN = r"[?xх*~-]+"
_OF = r"(?:/|из|of|de|von|sur|di|su|z|ze|dari|to|in|od|/)"
_OUT_OF = re.compile(rf"(?<![\d.,])(?:\d{{1,5}}|{_OPEN})\s*(?:\([^()]*\)\s*)?(?:[^\W\d_]{{1,12}}\.?\s*)?(?<![^\W\d_]){_OF}\s*(?P<all>\d{{1,5}}|{_OPEN})(?![\d.,/])\+?")
_EPISODE_WORDS = (
    r"episodes?|eps?|episodios?|episódios?|episodi|épisodes?|folgen?|episoden?|серий|серии|серия|эпизод(?:ов|а|ы)?|эп|выпуск(?:ов|а)?|"
    r"odcink(?:ów|i)|odcinek|epizod(?:ů|y|a)?|díl(?:ů|y)?|bölüm|episode|एपिसोड|कड़ियाँ|அத்தியாயங்கள்|எபிசோடுகள்|حلقات|حلقة|capítulos?|caps?|话|話|集|화|회|부작|편|回"
)
_NUMBERED = re.compile(rf"(?<![\d.,-])(?P<all>\d{{1,3}}(?:[ ,.]\d{{3}})?|\d{{1,5}})\s?(?:{_EPISODE_WORDS})(?![^\W\d_])")
_LABELLED = re.compile(rf"(?:episodes|eps|серий|серии|эпизоды|эпизодов|episodios|episódios|folgen|épisodes|episodi|話数|集数|集數|回数)\s?[:：-]\s?(?P<all>\d{{1,5}})(?![\d.,/+-])")
_ALL_OF_THEM = re.compile(r"(?:全|共|总共|總共|총|全部)\s?(?P<all>\d{1,5})\s?(?:话|話|集|화|회|回|편|부작)?")
_SPAN = re.compile(r"(?:[^\W\d_]{1,12}\.?\s)?0{0,3}1\s?(?:-|~)\s?(?P<all>\d{1,5})(?:\s?\(?(?:end|конец|fin|完|完结|完結|complete|batch)\)?)?")
_BARE = re.compile(r"(?P<all>\d{1,3}(?:[ ,.']\d{3})|\d{1,5})(?:\s?(?:\(.*\)|\[.*\]|\+\s?\d?.*[^\W\d_].*))?")
_ONE_OF_THEM = re.compile(r"(?:第\s?\d|更新|至第|episode\s?#?\d|серия \d|ep\.? ?\d)")


def parse_episodes(text: str) -> int | None:
    """How many episodes there are in all, the planned number when it is stated.

    "12+" and "8 / ?" leave it open: None. "[1-8 из 12+]" plans 12. "1-12" is twelve. A single episode's number ("第8話") is no count.

    >>> parse_episodes("8/24"), parse_episodes("12 (25 мин.)"), parse_episodes("24 eps x 24 min"), parse_episodes("12+")
    (24, 12, 24, None)
    """
    value = plain(text)
    if not any(character.isdigit() for character in value):
        return None
    if stated := _OUT_OF.search(value):
        return _episodes(stated["all"])
    if stated := _ALL_OF_THEM.search(value):
        return _episodes(stated["all"])
    if stated := _LABELLED.search(value) or _SPAN.fullmatch(value) or _BARE.fullmatch(value):
        return _episodes(stated["all"])
    if _ONE_OF_THEM.match(value):
        return None
    if len(numbered := {match["all"] for match in _NUMBERED.finditer(value)}) == 1:
        return _episodes(numbered.pop())
    return None


def _episodes(digits: str) -> int | None:
    number = re.sub(r"\D", "", digits)
    return int(number) if number and 0 < int(number) <= MAX_EPISODES else None
