"""Durations: '24 min per ep', 'PT24M', '1 hr. 55 min.', '24分', 'half hour per episode' to seconds per episode."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from aggregator.normalize.plain import plain, vocabulary, word_key

MAX_SECONDS: Final = 10 * 3600
"""No single piece runs longer: "26 hours" is the sum over a series."""

_UNITS: Final = {
    3600: (
        "h|hr|hrs|hour|hours|hora|horas|heure|heures|ora|ore|std|stunde|stunden|godz|godzina|godziny|godzin|hod|hodina|hodiny|hodin|saat|sa|jam|"
        "ч|час|часа|часов|時間|时|小时|小時|時|시간|घंटा|घंटे|மணி|மணிநேரம்|ساعة|ساعات|ساعه"
    ),
    60: (
        "m|mn|min|mins|minute|minutes|minuto|minutos|minuti|minuten|minuta|minuty|minut|dk|dakika|menit|mnt|'|"
        "м|мин|минута|минуты|минут|分|分钟|分鐘|分間|분|मिनट|நிமிடம்|நிமிடங்கள்|دقيقة|دقائق|دقيقه"
    ),
    1: "s|sec|secs|second|seconds|segundo|segundos|seconde|secondes|secondi|sekunde|sekunden|sek|sekund|sekundy|sn|saniye|detik|с|сек|секунда|секунды|секунд|秒|초|सेकंड|விநாடி|ثانية|ثواني|\"|''",
}
_SECONDS_OF = {unit: seconds for seconds, units in _UNITS.items() for unit in units.split("|")}
_DAY = "d|day|days|tag|tage|jour|jours|día|días|dia|dias|giorno|giorni|dni|dzień|den|dny|dní|gün|hari|дн|день|дня|дней|д|天|日|일"
_ANY_UNIT = "|".join(sorted((re.escape(unit) for unit in _SECONDS_OF), key=len, reverse=True))
_AMOUNT = re.compile(rf"(?<![\d.,:])(?P<number>\d{{1,4}}(?:[.,]\d{{1,3}})?)[ -]?(?P<unit>{_ANY_UNIT})(?![^\W\d_])\.?|(?<=h)[ ]?(?P<rest>\d{{2}})(?![\d\w])")
_DAYS = re.compile(rf"\d\s?(?:{_DAY})(?![^\W\d_])")
_BETWEEN = re.compile(r"[\s.,:]*(?:(?:and|und|et|y|e|i|и|a|ve|dan)\s)?")
_SPAN = re.compile(rf"\d\s?(?:(?:{_ANY_UNIT})\.?)?\s?(?:-|~|to|bis|до|à)\s?\d")
_TIMES = re.compile(r"(?:^|[\s(])\d{1,5}\s?(?:[^\W\d_]{1,12}\.?)?\s?[x×х]\s?(?=\d)")
_CLOCK = re.compile(r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{2}):(?P<seconds>\d{2})")
_ISO = re.compile(
    r"p?(?:0+y)?(?:0+m)?(?:0+w)?(?:0+d)?t(?:(?P<hours>\d{1,4}(?:\.\d{1,20})?)h)?(?:(?P<minutes>\d{1,5}(?:\.\d{1,20})?)m)?(?:(?P<seconds>\d{1,6}(?:\.\d{1,20})?)s)?"
)
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_TOTAL = re.compile(r"(?<![^\W\d_])(?:total|in all|overall|altogether|всего|общая|insgesamt|gesamt|celkem|łącznie|toplam|totale|en tout|合計|总|總|총)")
_EACH = re.compile(r"(?<![^\W\d_])(?:per|each|ep\.?|eps\.?|episode|minutáž|pro folge|je folge|por|par|a|/)(?![^\W\d_])")
_PHRASES: Final = vocabulary(
    {
        1800: (
            "half hour, half an hour, half-hour, a half hour, 1/2 hour, полчаса, halbe stunde, eine halbe stunde, demi-heure, une demi-heure, media hora, meia hora, mezz'ora, mezzora,"
            "pół godziny, půl hodiny, půlhodina, yarım saat, setengah jam, 半小时, 半小時, 半時間, 반시간, 30분, आधा घंटा, அரை மணி நேரம், نصف ساعة"
        ),
        3600: "hour, an hour, one hour, час, eine stunde, une heure, una hora, uma hora, un'ora, godzina, hodina, bir saat, satu jam, ساعة, एक घंटा",
    }
)
_PHRASE_TAIL = re.compile(r"\s(?:per|each|an?|pro|je|par|por|a|на|za|na)\s(?:ep|eps|episode|episodes|folge|épisode|episodio|episódio|серию|серия|odcinek|díl|bölüm)\.?$|\sper$")


def parse_duration(text: str) -> int | None:
    """Seconds per episode, or None where the text states none: unknown, zero, a range, or a total over a series.

    A per-episode figure inside brackets beats a total before them ("14 h 20 min (Minutáž: 60–79 min)" is a range, so None);
    another version inside brackets does not ("172 min (Special Edition: 208 min)" is 172 minutes). A number without a unit is nothing.

    >>> parse_duration("24 min per ep"), parse_duration("PT1H55M"), parse_duration("24 eps x 24 min")
    (1440, 6900, 1440)
    >>> parse_duration("Unknown") is None
    True
    """
    value = plain(text).replace("、", ",")
    if not value:
        return None
    if seconds := _iso(value) or _clock(value) or _PHRASES.get(word_key(_PHRASE_TAIL.sub("", value))):
        return _plausible(seconds)
    if not any(character.isdigit() for character in value):
        return None
    asides = _ASIDE.findall(value)
    outside = _ASIDE.sub(" ", value)
    for aside in asides:
        if "minutáž" in aside or (_EACH.search(aside) and _AMOUNT.search(aside) and not _TIMES.search(" " + aside)):
            return _stated(aside)
    if _AMOUNT.search(outside):
        if _TIMES.search(outside) is None and (each := [aside for aside in asides if _TIMES.search(aside)]):
            return _stated(each[0])
        return _stated(outside)
    stated = [seconds for aside in asides if (seconds := _stated(aside))]
    return stated[0] if len(stated) == 1 else None


def _iso(value: str) -> Decimal | None:
    found = _ISO.fullmatch(value) if "t" in value[:10] else None
    if found is None:
        return None
    return sum(
        (Decimal(found[part] or 0) * seconds for part, seconds in (("hours", 3600), ("minutes", 60), ("seconds", 1))),
        start=Decimal(0),
    )


def _clock(value: str) -> Decimal | None:
    """'1:32:05' and '24:12'; '1:55' could be either pair of units and is not read."""
    found = _CLOCK.fullmatch(value)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return Decimal(hours * 3600 + minutes * 60 + seconds) if minutes < 60 and seconds < 60 else None


def _stated(value: str) -> int | None:
    """The one duration that a text without brackets states."""
    if _DAYS.search(value) or _TOTAL.search(value):
        return None
    value = _TIMES.sub(" ", value)
    if _SPAN.search(value):
        return None
    sums: list[Decimal] = []
    unit, end = 0, -1
    for found in _AMOUNT.finditer(value):
        seconds = 60 if found["rest"] else _SECONDS_OF[found["unit"]]
        amount = Decimal((found["number"] or found["rest"]).replace(",", ".")) * seconds
        if sums and seconds < unit and _BETWEEN.fullmatch(value, end, found.start()):
            sums[-1] += amount
        else:
            sums.append(amount)
        unit, end = seconds, found.end()
    return _plausible(sums[0]) if sums and len(set(sums)) == 1 else None


def _plausible(seconds: Decimal | int) -> int | None:
    whole = int(Decimal(seconds).quantize(Decimal(1), ROUND_HALF_UP))
    return whole if 0 < whole <= MAX_SECONDS else None
