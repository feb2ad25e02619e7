"""Counts: '8/24', '4 из 12', '12 (25 мин.)', '全13話' to episodes; '1.2K', '3,2 тыс.', '12万' to votes."""

import re
from decimal import Decimal
from typing import Final

from aggregator.normalize.plain import any_of, plain, vocabulary, word_key, word_keys

MAX_EPISODES: Final = 10_000
"""The longest-running works have some thousands; a larger number is something else."""
MAX_COUNT: Final = 10**12

# Thousands in groups with one kind of separator, or in the Indian way ("1,23,456").
_GROUPED = "|".join(
    (
        *(rf"\d{{1,3}}(?:{mark}\d{{3}}){{1,4}}(?!\d)" for mark in (" ", r"\.", ",", "'")),
        r"\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)",
    )
)
_WHOLE = re.compile(rf"{_GROUPED}|\d{{1,13}}")


def parse_count(text: str) -> int | None:
    r"""A bare whole number, with any thousands separators; None for anything else beside it.

    >>> parse_count("1.234.567"), parse_count("758\u00a0872"), parse_count("12.5")
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
        1_000: """
            k, thousand, тыс, тысяч, тысячи, тысяча, tsd, tausend, mil, millares, mila, tys, tis, tisíc, bin, rb,
            ribu,
            千, 천, हज़ार, ஆயிரம், ألف
        """,
        10_000: "万, 萬, 만, w",
        100_000: "lakh, lakhs, लाख, லட்சம்",
        1_000_000: """
            m, mio, mln, млн, million, millions, millionen, millón, millones, milhão, milhões, milione, milioni, jt,
            juta, milyon, مليون
        """,
        10_000_000: "crore, crores, करोड़, கோடி",
        100_000_000: "億, 亿, 억",
    }
)
_VOTERS: Final = word_keys(
    """
    critiques, critique, lượt, đánh, оцінок, оцінки, оцінка, голосів, користувачів, stemmen, stem,
    beoordelingen, röster,
    betyg, stemmer, ääntä, arvostelua, szavazat, szavazatok, szavazó, értékelés, értékelő, voturi, vot, evaluări,
    โหวต, คน, รีวิว, הצבעות, מדרגים, דירוגים, מצביעים, גולשים, ψήφοι, ψήφους, ψήφων, ψήφος,
    αξιολογήσεις, αξιολογήσεων, glosow, głosujących, recensione,
    vote, votes, voters, voter, voted, user, users, rating, ratings, rated, review, reviews, people, person, persons,
    members, member, viewers, scores, raters, fans, reviewers,
    голос, голоса, голосов, оценка, оценки, оценок, проголосовало, проголосовали, человек, человека, пользователь,
    пользователя, пользователей, отзывов, отзыва, отзыв,
    stimme, stimmen, bewertung, bewertungen, nutzer, nutzern, wertungen, wertung,
    avis, évaluations, notes, utilisateurs, membres, voix,
    voto, votos, valoraciones, valoración, usuarios, calificaciones, votantes, opiniones,
    avaliações, avaliação, usuários, pessoas, personas, voti, valutazioni, utenti, recensioni,
    głos, głosy, głosów, ocen, oceny, użytkowników, osób, hlas, hlasy, hlasů, hodnocení, uživatelů,
    oy, oylar, kişi, kullanıcı, değerlendirme, suara, pengguna, ulasan, penilaian, orang,
    票, 人, 件, 名, 人評價, 人评价, 人評分, 人评分, 人打分, 人投票, 個評價, 个评分, 個評分, 評価, 投票, 投票数,
    评分人数, 評分人數,
    명, 표, 명참여, 명이 평가, मत, वोट, उपयोगकर्ता, लोग, வாக்குகள், பயனர்கள், صوت, أصوات, تقييم, تقييمات, مستخدم, تصويت
    """
)
_NUMBER = re.compile(rf"(?<![\d.,])(?P<digits>{_GROUPED}|\d{{1,13}}(?:[.,]\d{{1,3}})?)(?!\d)")
_WORD = re.compile(r"[^\W\d_][^\W\d_\u0900-\u0dff]*[\u0900-\u0dff]*")


def parse_votes(text: str) -> int | None:
    """How many votes a text tells of: the number beside a word for voters, or the only number there is.

    >>> parse_votes("4.503 out of 5 from 60,116 votes"), parse_votes("3,2 тыс."), parse_votes("(scored by - users)")
    (60116, 3200, None)
    """
    value = plain(text)
    numbers = list(_NUMBER.finditer(value))
    if len(numbers) == 1:
        return _votes_at(value, numbers[0])
    for is_beside in (_voters_after, _voters_before):
        for number in numbers:
            if is_beside(value, number) and (votes := _votes_at(value, number)) is not None:
                return votes
    return None


def tells_voters(text: str) -> bool:
    """Whether a text has a word for those who vote.

    >>> tells_voters("from 70 votes"), tells_voters("70 km")
    (True, False)
    """
    return any(map(_is_voter, _WORD.findall(plain(text))))


def _votes_at(value: str, number: re.Match[str]) -> int | None:
    """The number at one place, with its multiplier; None where it is a share, a rank, negative, or not whole."""
    digits = number["digits"]
    before, after = value[: number.start()], value[number.end() :]
    if after.lstrip()[:1] in ("%", "/") or before[-1:] in ("#", "/", "-", "_", "+") or after[:1] == "_":
        return None
    multiplier = _multiplier(after)
    if multiplier == 1:
        return _whole(digits) if _WHOLE.fullmatch(digits) else None
    votes = Decimal(_whole(digits) or 0) if _is_grouped(digits) else Decimal(digits.replace(",", "."))
    votes *= multiplier
    return int(votes) if votes <= MAX_COUNT else None


def _is_grouped(digits: str) -> bool:
    """Before a multiplier, "1.234" is a fraction; more than one group is not."""
    return len(re.findall(r"\D", digits)) > 1 or " " in digits or "'" in digits


def _multiplier(after: str) -> int:
    word = _WORD.match(after.lstrip())
    if word is None:
        return 1
    key = word_key(word[0])
    return _MULTIPLIERS.get(key) or (_MULTIPLIERS.get(key[:1]) if key[:1] > "\u2e80" else None) or 1


def _voters_after(value: str, number: re.Match[str]) -> bool:
    """Whether one of the next two words, up to the next number, is one for voters; a multiplier may come between."""
    following = re.split(r"\d", value[number.end() :], maxsplit=1)[0]
    words = _WORD.findall(following)
    if words and word_key(words[0]) in _MULTIPLIERS:
        words = words[1:]
    return any(map(_is_voter, words[:2]))


def _voters_before(value: str, number: re.Match[str]) -> bool:
    words = _WORD.findall(value[: number.start()])
    return bool(words) and value[: number.start()].rstrip(" :-(").endswith(words[-1]) and _is_voter(words[-1])


def _is_voter(word: str) -> bool:
    """A word for voters; Chinese, Japanese and Korean write it in one with its multiplier ("12万人")."""
    key = word_key(word)
    return key in _VOTERS or (key[:1] in _MULTIPLIERS and key[1:] in _VOTERS)


# -- episodes

_EPISODES: Final = any_of(
    """
    episodes, episode, eps, ep, серий, серии, серия, сер, эпизодов, эпизода, эпизоды, эпизод, эп, выпусков, выпуска,
    folgen, folge, episoden, épisodes, épisode, episodios, episodio, capítulos, capitulos, caps, episódios, episódio,
    episodi, puntate, epizod, odcinków, odcinki, odcinek, epizodů, epizody, epizoda, dílů, díly, díl, bölüm, episod,
    एपिसोड, कड़ियाँ, அத்தியாயங்கள், எபிசோடுகள், حلقات, حلقة, حلقه, 话, 話, 集, 回, 화, 회, 부작, 편,
    epizód, rész, részes, episoade, avsnitt, afleveringen, aflevering, jaksoa, jakso, episoder, серій,
    епізодів, епізоди,
    серії, tập, ตอน, פרקים, פרק, επεισόδια
    """
)
_OPEN = r"[?xх*~-]{1,4}"
_OUT_OF = re.compile(
    rf"(?<![\d.,/])(?<!/ )(?:\d{{1,5}}|{_OPEN})\s?(?:\([^()]*\)\s?)?(?:{_EPISODES}\.?\s?)?"
    rf"(?:/|(?<!\w)(?:out of|из|з|of|de|von|sur|di|su|z|ze|dari)(?!\w))\s?(?P<all>\d{{1,5}}|{_OPEN})"
    r"(?![\d.,/]|\s?/|\s?(?:min|mn\b|мин|хв|dk\b|分|'))\+?"
)
_ALL_OF_THEM = re.compile(r"(?:全|共|总共|總共|총|全部)\s?(?P<all>\d{1,5})\s?(?:话|話|集|回|화|회|편|부작|(?!\S))")
_LABELLED = re.compile(
    rf"(?:{_EPISODES}|話数|话数|集数|集數|回数)\s?[:：]\s?(?:-\s)?(?P<all>\d{{1,5}})(?![\d.,/+~-]|\s?(?:-|~|/)\s?\d)"
)
_SPAN = re.compile(
    rf"(?:{_EPISODES}\.?\s)?0{{0,3}}1\s?(?:-|~)\s?(?P<all>\d{{1,5}})"
    r"(?:\s?\(?(?:end|fin|final|конец|完|完结|完結|complete|completed|batch)\)?)?"
)
_BARE = re.compile(r"(?P<all>\d{1,3}[ ,.']\d{3}|\d{1,5})(?:\s?(?:\(.*\)|\[.*\])|\s?\+\s?\d{0,3}\s?[^\W\d_].*)?")
_NUMBERED = re.compile(
    rf"(?<![\d.,-])(?P<all>\d{{1,3}}[ ,.]\d{{3}}|\d{{1,5}})\s?{_EPISODES}(?:全|完|完结|完結)?(?![^\W\d_])"
)
_SO_FAR = re.compile(
    r"(?!1\s)\d{1,4} серия|第\s?\d|更新"
    r"|(?:episode|ep|серия|серии|эпизод|folge|épisode|episodio|episódio|bölüm)\.?\s?#?\d"
)


def parse_episodes(text: str) -> int | None:
    """How many episodes there are in all, the planned number when it is stated.

    "12+" and "8 / ?" leave it open: None. "[1-8 из 12+]" plans 12. "1-12" is twelve, "12 + 2 OVA" too.
    A single episode's number ("第8話", "Episode 8", "更新至8集") is no count.

    >>> parse_episodes("8/24"), parse_episodes("12 (25 мин.)"), parse_episodes("24 eps x 24 min")
    (24, 12, 24)
    >>> parse_episodes("12+") is None
    True
    """
    value = plain(text)
    if not any(character.isdigit() for character in value):
        return None
    if stated := _OUT_OF.search(value) or _ALL_OF_THEM.search(value):
        return _episodes(stated["all"])
    if stated := _BARE.fullmatch(value) or _SPAN.fullmatch(value) or _LABELLED.search(value):
        return _episodes(stated["all"])
    if _SO_FAR.match(value):
        return None
    counts = {count for match in _NUMBERED.finditer(value) if (count := _episodes(match["all"]))}
    return counts.pop() if len(counts) == 1 else None


def _episodes(digits: str) -> int | None:
    number = re.sub(r"\D", "", digits)
    return int(number) if number and 0 < int(number) <= MAX_EPISODES else None
