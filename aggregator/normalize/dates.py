"""Dates: 'Jan 11, 2024', '11 января 2024', '2024年1月11日', '11.01.2024 - ?' to ISO 8601, as precise as stated."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aggregator.normalize.plain import is_not_stated, plain, word_key

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

MAX_LENGTH: Final = 100
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2099

# Twelve months per language, names and abbreviations; compared by word key, so without accents and dots.
_MONTHS: Final = """
january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|october oct|november nov|december dec
января январь янв|февраля февраль фев февр|марта март мар|апреля апрель апр|мая май|июня июнь июн|июля июль июл|августа август авг|сентября сентябрь сен сент|октября октябрь окт|ноября ноябрь ноя нояб|декабря декабрь дек
januar jan jänner jän|februar feb|märz mär mrz|april apr|mai|juni jun|juli jul|august aug|september sep sept|oktober okt|november nov|dezember dez
janvier janv|février févr fév|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept|octobre oct|novembre nov|décembre déc
enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sep set|octubre oct|noviembre nov|diciembre dic
janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|novembro nov|dezembro dez
gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto ago|settembre set sett|ottobre ott|novembre nov|dicembre dic
stycznia styczeń sty|lutego luty lut|marca marzec|kwietnia kwiecień kwi|maja maj|czerwca czerwiec cze|lipca lipiec lip|sierpnia sierpień sie|września wrzesień wrz|października październik paź|listopada listopad|grudnia grudzień gru
ledna leden led|února únor úno|března březen bře|dubna duben dub|května květen kvě|června červen čvn|července červenec čvc|srpna srpen srp|září zář|října říjen říj|listopadu listopad|prosince prosinec pro
ocak oca|şubat şub|mart|nisan nis|mayıs may|haziran haz|temmuz tem|ağustos ağu|eylül eyl|ekim eki|kasım kas|aralık ara
januari jan|februari feb peb|maret mar|april apr|mei|juni jun|juli jul|agustus agu agt|september sep|oktober okt|november nov nop|desember des
जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर नवम्बर|दिसंबर दिसम्बर
ஜனவரி|பிப்ரவரி|மார்ச்|ஏப்ரல்|மே|ஜூன்|ஜூலை|ஆகஸ்ட் ஆகஸ்டு|செப்டம்பர்|அக்டோபர்|நவம்பர்|டிசம்பர்
يناير|فبراير|مارس|أبريل ابريل|مايو|يونيو يونيه|يوليو يوليه|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر
січня січень|лютого лютий|березня березень|квітня квітень|травня травень|червня червень|липня липень|серпня серпень|вересня вересень|жовтня жовтень|листопада листопад|грудня грудень
januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december
"""
MONTHS: Final = {
    word_key(name): number
    for language in _MONTHS.strip().splitlines()
    for number, names in enumerate(language.split("|"), 1)
    for name in names.split()
}
_FILLERS: Final = frozenset(
    word_key(word)
    for word in (
        "of the on in de del di du le el il la den dem der am im в г год года году p. р th st nd rd er os a. roku rok r yılı yil tahun tanggal dal o "
        "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun "
        "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so "
        "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo segunda terça quarta quinta sexta feira "
        "lunedì martedì mercoledì giovedì venerdì sabato domenica domenica minggu senin selasa rabu kamis jumat sabtu"
    ).split()
)
_DAY_FIRST: Final = frozenset("pt es fr it de pl cs tr id ru uk nl ar hi ta vi el ro sv da nb fi".split())
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}

_TIME = re.compile(r"(?:\s?(?:,|at|um|à|в|o)\s?|(?<=\d)t|\s)\d{1,2}:\d{2}.*$")
_ASIDE = re.compile(r"\s?[(\[][^()\[\]]*[)\]]")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年년]\s?(\d{1,2})(?:\s?[-/.月월]\s?(?:(\d{1,2})\s?[.日일号號]?)?)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_DAY_AND_MONTH_FIRST = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{4})")
_ONLY_YEAR = re.compile(r"(\d{4})(?:\s?(?:年|년|г\.?|год[а-я]?|р\.?|roku|yılı))?")
_ERA = re.compile(r"(令和|平成|昭和)\s?(元|\d{1,2})年")
_WORD = re.compile(r"\d+|[^\W\d_][^\d\s,./()-]*")
_YEAR = re.compile(r"(?<![\d#.,x×])(?:19|20)\d\d(?![\dpx×]|[.,]\d)")


def parse_date(text: str, *, language: str | None = None) -> str | None:
    """One date as ISO 8601, cut where the text stops: "2024", "2024-01", "2024-01-11".

    Dots put the day first. With slashes or dashes the order is read where only one is possible, or where `language` (BCP-47)
    tells it: the United States put the month first. Otherwise only the year is certain. A day without its year is no date.

    >>> parse_date("Jan 11, 2024"), parse_date("11.01.2024"), parse_date("2024年1月"), parse_date("Spring 2024")
    ('2024-01-11', '2024-01-11', '2024-01', None)
    >>> parse_date("03/04/2024"), parse_date("03/04/2024", language="pt-BR"), parse_date("25/04/2024")
    ('2024', '2024-04-03', '2024-04-25')
    """
    value = plain(text)
    return _date(value, language) if len(value) <= MAX_LENGTH else None


def parse_dates(text: str, *, language: str | None = None) -> tuple[str | None, str | None]:
    """Start and end of a run; an open or unknown end is None, and so is the end of a single date.

    >>> parse_dates("Jan 11, 2024 to Mar 2024"), parse_dates("с 11 января 2024 по 3 марта 2024"), parse_dates("2024 - ?")
    (('2024-01-11', '2024-03'), ('2024-01-11', '2024-03-03'), ('2024', None))
    """
    value = plain(text)
    if len(value) > MAX_LENGTH:
        return None, None
    return _dates(value, language)


def parse_year(text: str) -> int | None:
    """The first year that a text states.

    >>> parse_year("1994-2022"), parse_year("1080p")
    (1994, None)
    """
    found = _YEAR.search(plain(text))
    return int(found[0]) if found else None


# -- one date


@lru_cache(maxsize=2048)
def _date(value: str, language: str | None) -> str | None:
    if not value or not any(character.isdigit() for character in value):
        return None
    value = _TIME.sub("", _ASIDE.sub("", value)).strip(" ,;:-~") or value
    return _numeric(value, language) or _with_month_name(value) or _far_languages(value)


def _numeric(value: str, language: str | None) -> str | None:
    if found := _ONLY_YEAR.fullmatch(value):
        return _iso(int(found[1]))
    if found := _YEAR_FIRST.fullmatch(value) or _COMPACT.fullmatch(value):
        return _iso(*(int(part or 0) for part in found.groups()))
    if found := _DAY_AND_MONTH_FIRST.fullmatch(value):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == ".":
            return _iso(year, second, first)
        return _iso(year, *_month_and_day(first, second, language))
    if found := _MONTH_FIRST.fullmatch(value):
        return _iso(int(found[2]), int(found[1]))
    if found := _ERA.match(value):
        year = _ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))
        return _numeric(f"{year}年{value[found.end() :]}", language)
    return None


def _month_and_day(first: int, second: int, language: str | None) -> tuple[int, int]:
    """Month and day of two numbers with a slash between them; zeros where both orders are possible."""
    if first == second or second > 12:
        return first, second
    if first > 12:
        return second, first
    tag = (language or "").casefold().replace("_", "-")
    if tag == "en-us":
        return first, second
    if tag.partition("-")[0] in _DAY_FIRST or tag in ("en-gb", "en-au", "en-in", "en-nz", "en-ie"):
        return second, first
    return 0, 0


def _with_month_name(value: str) -> str | None:
    """A month's name, a year, perhaps a day, and nothing else that means anything."""
    months: list[int] = []
    years: list[int] = []
    days: list[int] = []
    for word in _WORD.findall(value):
        key = word_key(word)
        if word.isdecimal():
            (years if len(word) == 4 else days).append(int(word) if len(word) <= 4 else -1)
        elif key in MONTHS:
            months.append(MONTHS[key])
        elif key not in _FILLERS:
            return None
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return None
    return _iso(years[0], months[0], *days)


def _iso(year: int, month: int = 0, day: int = 0) -> str | None:
    """Year, month and day as ISO 8601; a zero month or day is not known. None where there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole[: 4 if not month else 7 if not day else 10]


# -- a run

_OPEN = frozenset(
    map(
        word_key,
        "? ?? now present current ongoing today tba н.в. наст.время настоящее время heute jetzt présent actualidad presente atualmente oggi dziś dnes günümüz sekarang 現在 至今 今 현재 nyní".split(),
    )
) | {word_key("настоящее время"), word_key("по настоящее время"), ""}
_FROM = re.compile(r"(?:с|со|c|from|since|vom|von|ab|seit|du|depuis|del|desde|de|dal|od|dari|mulai|ab dem|aired|自)\s(?=.*\d)")
_UNTIL = re.compile(r"(?:until|till|up to|to|bis|до|по|jusqu'au|hasta|até|fino al|do|až do|sampai|through|-|~)\s?(?=.*\d)")
_TO = re.compile(
    r"\s(?:to|until|till|til|through|thru|bis|bis zum|по|до|au|al|jusqu'au|a|à|hasta|até|fino al|do|až|až do|sampai|hingga|s/d|ila|से|முதல்|إلى|حتى|–|>|→)\s"
    r"|\s?(?:~|→|=>|から|至|到|부터|〜)\s?|\s-\s?|\s?-\s|-"
)
_TAIL = re.compile(r"\s?(?:まで|까지|止|तक|வரை)$")


@lru_cache(maxsize=2048)
def _dates(value: str, language: str | None) -> tuple[str | None, str | None]:
    if single := _date(value, language):
        begun = None if _UNTIL.match(value) and not _FROM.match(value) else single
        return begun, None if begun else single
    value = _TAIL.sub("", value)
    for left, right in _splits(value):
        started, ended = _FROM.sub("", left, count=1), right
        end = _date(ended, language)
        start = _date(started, language)
        if start is None and end is not None and (year := parse_year(end)) and not is_not_stated(started):
            start = _date(f"{started} {year}", language) or (_date(f"{started} {ended.partition(' ')[2]}", language) if started.isdecimal() else None)
        if start and (end or word_key(ended) in _OPEN):
            return start, end
        if end and word_key(started) in _OPEN:
            return None, end
    return _date(_FROM.sub("", _UNTIL.sub("", value, count=1), count=1), language), None


def _splits(value: str) -> Iterator[tuple[str, str]]:
    """The text on both sides of each word or sign that may stand between two dates."""
    for number, found in enumerate(_TO.finditer(value)):
        if number == 8:
            return
        yield value[: found.start()].strip(), value[found.end() :].strip()


# -- languages without a row above

_FAR_LANGUAGES: Final = ["vi", "th", "sv", "da", "nb", "fi", "hu", "ro", "el", "bg", "sr", "hr", "sk", "he", "fa", "bn", "te"]
_WORTH_ASKING = re.compile(r"(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?=.*[^\W\d_]{2})[^<>@#%/]{6,40}")


def _far_languages(value: str) -> str | None:
    """dateparser's answer, where a text has a year, letters and a chance; it costs a millisecond, so it comes last."""
    if not _WORTH_ASKING.fullmatch(value):
        return None
    found = _date_data_parser().get_date_data(value)
    if found.date_obj is None or str(found.date_obj.year) not in value:
        return None
    return _iso(found.date_obj.year, 0 if found.period == "year" else found.date_obj.month, found.date_obj.day if found.period == "day" else 0)


@lru_cache(maxsize=1)
def _date_data_parser() -> "DateDataParser":
    """One parser for all texts. Strict: it never fills a missing part from today, and no text changes how the next is read."""
    from dateparser.date import DateDataParser  # noqa: PLC0415  (loading it takes longer than reading a page)

    return DateDataParser(
        languages=_FAR_LANGUAGES,
        try_previous_locales=False,
        settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["month", "year"], "DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past", "TIMEZONE": "UTC"},
    )
