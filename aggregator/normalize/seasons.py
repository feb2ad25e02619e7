"""Seasons: 'Winter 2024', '冬 2024', 'Лето 2024', '2024年1月新番' to a season and its year."""

import re
from typing import Final

from aggregator.model import Season
from aggregator.normalize.dates import parse_year
from aggregator.normalize.plain import plain, vocabulary, word_key, word_keys

WORDS: Final = {
    Season.WINTER: """
        tél, téli, iarnă, vinter, talvi, зимовий, зиму, mùa đông, đông, ฤดูหนาว, ฤดูกาลหนาว, חורף, χειμώνας,
        winter, win, 冬, 冬季, 冬アニメ, 冬番, 1月新番, 一月新番, 1月番, 1月期, 겨울, 1분기, 1쿼터, зима, зимний,
        зимы, зиму, hiver, invierno, inverno, zima, zimowy, zimní, kış, musim dingin, सर्दी, सर्दियां, शीत, शीतकालीन,
        குளிர்காலம், شتاء, الشتاء, q1
    """,
    Season.SPRING: """
        tavasz, tavaszi, primăvară, vår, lente, voorjaar, kevät, весняний, mùa xuân, xuân, ฤดูใบไม้ผลิ, אביב,
        άνοιξη,
        spring, spr, 春, 春季, 春アニメ, 春番, 4月新番, 四月新番, 4月番, 4月期, 봄, 2분기, весна, весенний, весны,
        весну, frühling, frühjahr, printemps, primavera, wiosna, wiosenny, jaro, jarní, ilkbahar, bahar, musim semi,
        वसंत, बसंत, வசந்தம், வசந்த காலம், இளவேனில், ربيع, الربيع, q2
    """,
    Season.SUMMER: """
        nyár, nyári, vară, sommar, zomer, kesä, літо, літній, mùa hè, mùa hạ, hè, hạ, ฤดูร้อน, קיץ, καλοκαίρι,
        summer, sum, 夏, 夏季, 夏アニメ, 夏番, 7月新番, 七月新番, 7月番, 7月期, 여름, 3분기, лето, летний, лета,
        sommer, été, verano, verão, estate, lato, letni, léto, letní, yaz, musim panas, गर्मी, ग्रीष्म, ग्रीष्मकालीन,
        கோடை, கோடைக்காலம், صيف, الصيف, q3
    """,
    Season.FALL: """
        ősz, őszi, toamnă, höst, najaar, syksy, осінь, осінній, mùa thu, thu, ฤดูใบไม้ร่วง, סתיו, φθινόπωρο,
        fall, autumn, aut, 秋, 秋季, 秋アニメ, 秋番, 10月新番, 十月新番, 10月番, 10月期, 가을, 4분기, осень,
        осенний, осени, herbst, automne, otoño, outono, autunno, jesień, jesienny, podzim, podzimní, sonbahar, güz,
        musim gugur, शरद, पतझड़, இலையுதிர், இலையுதிர் காலம், خريف, الخريف, q4
    """,
}
SEASONS: Final = vocabulary(WORDS)

_ISO_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(?![0-9])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TURN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[/-]\s?((?:(?:19|20)\d\d)|\d\d)(?!\d)")
_FILLERS: Final = word_keys(
    """
    season, of, de, del, di, von, the, in, a, anime, tv, cour, year, сезон, сезона, аниме, г, год, года, año, ano,
    année,
    jahr, temporada, saison, stagione, sezon, sezonu, sezóna, anno, rok, roku, yılı, musim, tahun, 年, 년, 시즌, 季,
    عام, سنة, موسم
    """
)
_WORD = re.compile(r"[^\s,./()\[\]:;'-]+")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_YEAR_SIGN = re.compile(r"(?<=\d)[年년]\s?")


def parse_season(text: str) -> tuple[Season | None, int | None]:
    """The season and its year, each where the text states it.

    A month is no season: "2024年1月" is (None, 2024), but "1月新番", the series that start in January, are winter's.
    A winter over the turn of the year belongs to the year in which it ends, as "Winter 2018" does in every database.

    >>> parse_season("Winter 2024"), parse_season("лето 2024")
    ((<Season.WINTER: 'WINTER'>, 2024), (<Season.SUMMER: 'SUMMER'>, 2024))
    >>> parse_season("Season 2")
    (None, None)
    """
    value = plain(text)
    turn = _TURN.search(value)
    if turn and int(turn[2]) % 100 == (int(turn[1]) + 1) % 100:
        season = _season(_TURN.sub(" ", value))
        return season, int(turn[1]) + (season is Season.WINTER)
    return _season(value), parse_year(value)


def _season(value: str) -> Season | None:
    """The season, where nothing but it, years and small words is stated."""
    bare = _YEAR.sub(" ", _YEAR_SIGN.sub(" ", value))
    for words in (bare, _ASIDE.sub(" ", bare)):
        kept = "".join(word for word in _WORD.findall(words) if word_key(word) not in _FILLERS)
        if found := SEASONS.get(word_key(words)) or SEASONS.get(word_key(kept)):
            return found
    return None


def season_of(date: str) -> Season | None:
    """The quarter of an ISO date that states a month, as the databases count it: January to March is winter.

    >>> season_of("2024-01-11"), season_of("2024-10"), season_of("2024")
    (<Season.WINTER: 'WINTER'>, <Season.FALL: 'FALL'>, None)
    """
    found = _ISO_MONTH.match(date)
    return list(Season)[(int(found[1]) - 1) // 3] if found else None
