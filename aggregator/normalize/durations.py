"""Durations: '24 min per ep', 'PT24M', '1 hr. 55 min.', '24分', 'half hour per episode' to seconds per episode."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from aggregator.normalize.plain import any_of, plain, vocabulary, word_key

MAX_SECONDS: Final = 10 * 3600
"""No single piece runs longer: "26 hours" is the sum over a series."""

_UNITS: Final = {
    3600: """
        h, hr, hrs, hour, hours, ч, час, часа, часов, std, stunde, stunden, heure, heures, hora, horas, ora, ore,
        giờ, tiếng, година, години, годин, год, ชั่วโมง, ชม, uur, óra, oră, ore, timme, timmar, tim, timer, tunti,
        tuntia, שעה, שעות, ώρα, ώρες,
        godz, godzina, godziny, godzin, hod, hodina, hodiny, hodin, saat, sa, jam, 時間, 时, 時, 小时, 小時, 시간,
        घंटा, घंटे, மணி, மணிநேரம், ساعة, ساعات, ساعه
    """,
    60: """
        m, mn, min, mins, minute, minutes, м, мин, минута, минуты, минут, minuten, minuto, minutos, minuti, minuta,
        minuty, minut, phút, хв, хвилин, хвилини, นาที, perc, minuter, minutter, minuuttia, דקות, דקה, λεπτά, λεπτό,
        dk, dak, dakika, menit, mnt, ', 分, 分钟, 分鐘, 分間, 분, मिनट, நிமிடம், நிமிடங்கள், دقيقة,
        دقائق, دقيقه
    """,
    1: """
        s, sec, secs, second, seconds, с, сек, секунда, секунды, секунд, sek, sekunde, sekunden, seconde, secondes,
        segundo, segundos, secondi, sekund, sekundy, sn, saniye, detik, ", '', 秒, 초, सेकंड, விநாடி, ثانية, ثواني
    """,
}
_SECONDS: Final = {plain(unit): seconds for seconds, units in _UNITS.items() for unit in units.split(",")}
_UNIT = any_of(",".join(_UNITS.values()))
_DAYS = re.compile(
    r"\d\s?"
    + any_of("""
        d, day, days, tag, tage, tagen, jour, jours, día, días, dia, dias, giorno, giorni, dni, dzień, den, dny,
        gün, hari
    """)
    + r"(?!\w)"
    r"|\d\s?(?:дн|день|дня|дней|д|天|日|일)(?!\w)"
)
# "2h05" has no second unit.
_AMOUNT = re.compile(
    rf"(?<![\da-z.,:])(?P<number>\d{{1,4}}(?:[.,]\d{{1,3}})?)[ -]?(?P<unit>{_UNIT})(?![^\W\d_])\.?"
    r"|(?:(?<=\dh)|(?<=\d h))\s?(?P<minutes>\d\d)(?!\w)"
)
_BETWEEN = re.compile(r"[\s.,:]*(?:(?:and|und|et|y|e|i|и|a|ve|dan|&)\s)?")
_SPREAD = re.compile(rf"\d\s?(?:{_UNIT}\.?)?\s?(?:-|~|\s(?:to|bis|до|à|a|až|do|or|или)\s)\s?\d")
_TIMES = re.compile(rf"(?:^|[\s(])\d{{1,5}}\s?(?:(?!{_UNIT}(?!\w))[^\W\d_]{{1,12}}\.?)?\s?[x×х*]\s?(?=\d)")
_CLOCK = re.compile(r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{2}):(?P<seconds>\d{2})")
_FRACTION = r"\d{1,5}(?:[.,]\d{1,20})?"
_ISO = re.compile(
    rf"p?(?:0+y)?(?:0+m)?(?:0+w)?(?:0+d)?t(?:(?P<hours>{_FRACTION})h)?(?:(?P<minutes>{_FRACTION})m)?(?:(?P<seconds>{_FRACTION})s)?"
)
_ISO_TOTAL = re.compile(r"p[\dymwd]+(?:t[\dhms.,]*)?")
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_TOTAL = re.compile(
    r"(?<!\w)"
    + any_of("""
        total, in all, overall, altogether, combined, всего, общая, insgesamt, gesamt, celkem, łącznie, toplam,
        totale, au total, en tout, en total
    """)
    + r"(?!\w)"
    r"|合計|总|總|총"
)
_EACH = re.compile(
    r"(?<!\w)"
    + any_of("""
        per, each, ep, eps, episode, episodes, minutáž, pro folge, je folge, par épisode, por episodio,
        por episódio, серия, серии, серию, odcinek, bölüm
    """)
    + r"(?!\w)"
)
_PHRASES: Final = vocabulary(
    {
        1800: """
            half hour, half an hour, a half hour, 1/2 hour, полчаса, halbe stunde, eine halbe stunde, demi-heure,
            une demi-heure, media hora, meia hora, mezz'ora, mezzora, pół godziny, půl hodiny, půlhodina, yarım saat,
            setengah jam, 半小时, 半小時, 半時間, 半个小时, 반시간, आधा घंटा, அரை மணி நேரம், نصف ساعة
        """,
        3600: """
            hour, an hour, one hour, час, один час, eine stunde, une heure, una hora, uma hora, un'ora, godzina,
            hodina,
            bir saat, satu jam, 一小时, 一小時, एक घंटा, ساعة
        """,
    }
)
_PHRASE_TAIL = re.compile(
    r"\s(?:(?:per|each|an?|pro|je|par|por|на|за|na|per ogni)\s)?"
    + any_of("""
        ep, eps, episode, episodes, folge, épisode, episodio, episódio, серию, серия, odcinek, díl, each
    """)
    + r"\.?$"
)


def parse_duration(text: str) -> int | None:
    """Seconds per episode, or None where the text states none: unknown, zero, a spread, or a total over a series.

    What is per episode inside brackets beats a total before them: "14 h 20 min (Minutáž: 60–79 min)" is a spread, so
    None. Another version inside brackets does not: "172 min (Special Edition: 208 min)" is 172 minutes.
    A number without a unit is nothing, and so is "1:55", which could be hours or minutes.

    >>> parse_duration("24 min per ep"), parse_duration("PT1H55M"), parse_duration("24 eps x 24 min")
    (1440, 6900, 1440)
    >>> parse_duration("Unknown"), parse_duration("20-25 min"), parse_duration("1d 17h 40m")
    (None, None, None)
    """
    value = plain(text)
    if not value:
        return None
    if found := _ISO.fullmatch(value) or _CLOCK.fullmatch(value):
        return _seconds(found)
    if _ISO_TOTAL.fullmatch(value):
        return None
    if seconds := _PHRASES.get(word_key(_PHRASE_TAIL.sub("", value))):
        return seconds
    outside, asides = _ASIDE.sub(" ", value), _ASIDE.findall(value)
    per_episode = [aside for aside in asides if _EACH.search(aside) or _TIMES.search(aside)]
    for part in (*per_episode, outside):
        if _AMOUNT.search(part):
            return _stated(part)
    return _stated(asides[0]) if len(asides) == 1 else None


def _seconds(found: re.Match[str]) -> int | None:
    """The sum of hours, minutes and seconds of an ISO 8601 duration or of a clock."""
    parts = {name: Decimal((number or "0").replace(",", ".")) for name, number in found.groupdict().items()}
    return _plausible(parts["hours"] * 3600 + parts["minutes"] * 60 + parts["seconds"])


def _stated(value: str) -> int | None:
    """The one duration that a text without brackets states; the same one in two spellings is one."""
    if _DAYS.search(value) or _TOTAL.search(value):
        return None
    value = _TIMES.sub(" ", value)
    if _SPREAD.search(value):
        return None
    sums: list[Decimal] = []
    unit, end = 0, 0
    for found in _AMOUNT.finditer(value):
        seconds = _SECONDS[found["unit"]] if found["unit"] else 60
        amount = Decimal((found["number"] or found["minutes"]).replace(",", ".")) * seconds
        if sums and seconds < unit and _BETWEEN.fullmatch(value, end, found.start()):
            sums[-1] += amount
        else:
            sums.append(amount)
        unit, end = seconds, found.end()
    return _plausible(sums[0]) if len(set(sums)) == 1 else None


def _plausible(seconds: Decimal) -> int | None:
    whole = int(seconds.quantize(Decimal(1), ROUND_HALF_UP))
    return whole if 0 < whole <= MAX_SECONDS else None
