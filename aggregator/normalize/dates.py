"""Dates: 'Jan 11, 2024', '11 января 2024', '2024年1月11日', '11.01.2024 - ?' to ISO 8601, as precise as stated."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Protocol

from aggregator.normalize.plain import MAX_PHRASE, any_of, plain, vocabulary, word_key, word_keys

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2099

MONTHS: Final = vocabulary(
    {
        1: """
            january, jan, января, январь, янв, januar, jänner, jän, janvier, janv, enero, ene, janeiro, gennaio,
            gen, stycznia, styczeń, sty, ledna, leden, led, ocak, oca, januari, जनवरी, ஜனவரி, يناير, січня,
            січень, ianuarie, januar, január, ינואר, בינואר, มกราคม, ม.ค
        """,
        2: """
            february, feb, февраля, февраль, фев, февр, februar, février, févr, fév, febrero, fevereiro, fev,
            febbraio, lutego, luty, lut, února, únor, úno, şubat, şub, februari, peb, फ़रवरी, பிப்ரவரி, فبراير,
            лютого, лютий, februarie, פברואר, בפברואר, กุมภาพันธ์, ก.พ
        """,
        3: """
            march, mar, марта, март, мар, märz, mär, mrz, mars, marzo, março, marca, marzec, března, březen, bře,
            mart, maret, मार्च, மார்ச், مارس, березня, березень, maart, mrt, martie, március, מרץ, במרץ, มีนาคม, มี.ค
        """,
        4: """
            april, apr, апреля, апрель, апр, avril, avr, abril, abr, aprile, kwietnia, kwiecień, kwi, dubna, duben,
            dub, nisan, nis, अप्रैल, ஏப்ரல், أبريل, ابريل, квітня, квітень, aprilie, április, אפריל, באפריל, เมษายน, เม.ย
        """,
        5: """
            may, мая, май, mai, mayo, maio, maggio, mag, maja, maj, května, květen, kvě, mayıs, mei, मई, மே, مايو,
            травня, травень, maj, május, מאי, במאי, พฤษภาคม, พ.ค
        """,
        6: """
            june, jun, июня, июнь, июн, juni, juin, junio, junho, giugno, giu, czerwca, czerwiec, cze, června,
            červen, čvn, haziran, haz, जून, ஜூன், يونيو, يونيه, червня, червень, iunie, június, יוני, ביוני,
            มิถุนายน, มิ.ย
        """,
        7: """
            july, jul, июля, июль, июл, juli, juillet, juil, julio, julho, luglio, lug, lipca, lipiec, lip,
            července, červenec, čvc, temmuz, tem, जुलाई, ஜூலை, يوليو, يوليه, липня, липень, iulie, július,
            יולי, ביולי, กรกฎาคม, ก.ค
        """,
        8: """
            august, aug, августа, август, авг, août, aout, agosto, ago, sierpnia, sierpień, sie, srpna, srpen, srp,
            ağustos, ağu, agustus, agu, agt, अगस्त, ஆகஸ்ட், ஆகஸ்டு, أغسطس, серпня, серпень, augustus, augusti,
            augusztus, אוגוסט, באוגוסט, สิงหาคม, ส.ค
        """,
        9: """
            september, sep, sept, сентября, сентябрь, сен, сент, septembre, septiembre, setiembre, set, setembro,
            settembre, sett, września, wrzesień, wrz, září, zář, eylül, eyl, सितंबर, सितम्बर, செப்டம்பர், سبتمبر,
            вересня, вересень, septembrie, szeptember, ספטמבר, בספטמבר, กันยายน, ก.ย
        """,
        10: """
            october, oct, октября, октябрь, окт, oktober, okt, octobre, octubre, outubro, out, ottobre, ott,
            października, październik, paź, října, říjen, říj, ekim, eki, अक्टूबर, अक्तूबर, அக்டோபர், أكتوبر, жовтня,
            жовтень, octombrie, október, אוקטובר, באוקטובר, ตุลาคม, ต.ค
        """,
        11: """
            november, nov, ноября, ноябрь, ноя, нояб, novembre, noviembre, novembro, listopada, listopad, listopadu,
            kasım, kas, nop, नवंबर, नवम्बर, நவம்பர், نوفمبر, листопада, листопад, noiembrie, נובמבר, בנובמבר,
            พฤศจิกายน, พ.ย
        """,
        12: """
            december, dec, декабря, декабрь, дек, dezember, dez, décembre, déc, diciembre, dic, dezembro, dicembre,
            grudnia, grudzień, gru, prosince, prosinec, pro, aralık, ara, desember, des, दिसंबर, दिसम्बर, டிசம்பர்,
            ديسمبر, грудня, грудень, decembrie, desember, december, דצמבר, בדצמבר, ธันวาคม, ธ.ค
        """,
    }
)
_FILLERS: Final = word_keys(
    """
    of, the, on, in, th, st, nd, rd, de, del, di, du, le, el, il, la, dem, der, den, am, im, er, os, o, dal, p,
    в, г, года, году, р, року, roku, rok, r, yılı, yıl, tahun, tanggal, tgl, عام, سنة, साल,
    monday, mon, tuesday, tue, tues, wednesday, wed, thursday, thu, thur, thurs, friday, fri, saturday, sat, sunday,
    sun,
    понедельник, вторник, среда, четверг, пятница, суббота, воскресенье, пн, вт, ср, чт, пт, сб, вс,
    montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonntag, mo, do, fr, sa, so,
    lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, lun, mer, jeu, ven, dim,
    lunes, martes, miércoles, jueves, viernes, sábado, domingo, segunda, terça, quarta, quinta, sexta, feira,
    lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica, pazartesi, salı, çarşamba, perşembe, cuma,
    cumartesi,
    poniedziałek, wtorek, środa, czwartek, piątek, sobota, niedziela, pondělí, úterý, středa, čtvrtek, pátek, neděle,
    seg, ter, qua, qui, sex, sáb, sab, dom, lun, mar, mié, jue, vie, gio, pzt, çar, per, cum, cmt, paz, minggu,
    senin, selasa, rabu, kamis, jumat, sabtu
    """
)
"""Words beside a date that change nothing about it: articles, "year", days of the week."""
_DAY_FIRST: Final = frozenset(
    ("pt", "es", "fr", "it", "de", "pl", "cs", "tr", "id", "ru", "uk", "nl", "ar", "hi", "ta", "vi", "el")
)
_DAY_FIRST_ENGLISH: Final = frozenset(("en-gb", "en-au", "en-in", "en-nz", "en-ie"))
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The year before the first of each era."""

_HAS_FIGURE = re.compile(r"\d|元年")
_TIME = re.compile(r"(?:(?<=\d)t|\s?,\s?(?:at\s)?|\s(?:(?:at|um|à|a|в|o|às|alle|kl)\s)?)\d{1,2}:\d{2}.*$")
_UNKNOWN_PART = re.compile(r"(?<!\w)(?:\?+|xx|--)[-./]|[-./](?:\?+|xx)(?!\w)|\?{2,4}\s")
_ASIDE = re.compile(r"\s?[(\[][^()\[\]]*[)\]]")
_ONLY_YEAR = re.compile(r"(\d{4})(?:\s?(?:年|년|г\.?|год[ау]?|р\.?|roku|rok|yılı))?")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年년]\s?(\d{1,2})(?:\s?[-/.月월]\s?(?:(\d{1,2})\s?[.日일号號]?)?)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})(?:\s?г\.?)?")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{4})")
_ERA = re.compile(r"(令和|平成|昭和)\s?(元|\d{1,2})年")
_WORD = re.compile(r"\d+|[^\W\d_][^\d\s,./()-]*")
_YEAR = re.compile(r"(?<![\d#x×])(?:19|20)\d\d(?![\dpx×]|[.,]\d{3})")


def parse_date(text: str, *, language: str | None = None) -> str | None:
    """One date as ISO 8601, cut where the text stops: "2024", "2024-01", "2024-01-11".

    Dots put the day first. With slashes or dashes the order is read where only one is possible, or where `language`
    (BCP-47) tells it: the United States put the month first. Otherwise only the year is certain. A day without its
    year is no date, and no part is ever filled in from today.

    >>> parse_date("Jan 11, 2024"), parse_date("11.01.2024"), parse_date("2024年1月"), parse_date("Spring 2024")
    ('2024-01-11', '2024-01-11', '2024-01', None)
    >>> parse_date("03/04/2024"), parse_date("03/04/2024", language="pt-BR"), parse_date("25/04/2024")
    ('2024', '2024-04-03', '2024-04-25')
    """
    value = plain(text)
    return _date(value, language) if len(value) <= MAX_PHRASE else None


def parse_dates(text: str, *, language: str | None = None) -> tuple[str | None, str | None]:
    """Start and end of a run; an open or unknown end is None, and so is the end of a single date.

    A start without a year ("Jan 11 - Mar 28, 2024") is of the end's year.

    >>> parse_dates("Jan 11, 2024 to Mar 2024"), parse_dates("с 11 января 2024 по 3 марта 2024")
    (('2024-01-11', '2024-03'), ('2024-01-11', '2024-03-03'))
    >>> parse_dates("2024 - ?"), parse_dates("until 11.01.2024")
    (('2024', None), (None, '2024-01-11'))
    """
    value = plain(text)
    return _dates(value, language) if len(value) <= MAX_PHRASE else (None, None)


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
    if not _HAS_FIGURE.search(value):
        return None
    value = _UNKNOWN_PART.sub("", _TIME.sub("", _ASIDE.sub("", value))).strip(" ,;:-~") or value.strip("()[] ")
    return _in_figures(value, language) or _with_month_name(value) or _in_far_language(value)


def _in_figures(value: str, language: str | None) -> str | None:
    """A date of figures alone, or with the signs of China, Japan and Korea."""
    if found := _ERA.match(value):
        year = _ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))
        value = f"{year}年{value[found.end() :]}"
    if found := _ONLY_YEAR.fullmatch(value) or _YEAR_FIRST.fullmatch(value) or _COMPACT.fullmatch(value):
        return _iso(*(int(part or 0) for part in found.groups()))
    if found := _MONTH_AND_YEAR.fullmatch(value):
        return _iso(int(found[2]), int(found[1]))
    if found := _YEAR_LAST.fullmatch(value):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        return _iso(year, second, first) if found[2] == "." else _iso(year, *_month_and_day(first, second, language))
    return None


def _month_and_day(first: int, second: int, language: str | None) -> tuple[int, int]:
    """Month and day of two numbers with a slash between them; zeros where both orders are possible."""
    if first == second or second > 12:
        return first, second
    tag = (language or "").casefold().replace("_", "-")
    if first > 12 or tag.partition("-")[0] in _DAY_FIRST or tag in _DAY_FIRST_ENGLISH:
        return second, first
    return (first, second) if tag == "en-us" else (0, 0)


def _with_month_name(value: str) -> str | None:
    """A month's name, a year, perhaps a day, and nothing else that means anything."""
    months: list[int] = []
    years: list[int] = []
    days: list[int] = []
    for word in _WORD.findall(value):
        if word.isdecimal():
            (days if len(word) <= 2 else years).append(int(word[:5]))
        elif month := MONTHS.get(word_key(word)):
            months.append(month)
        elif word_key(word) not in _FILLERS:
            return None
    if (len(months), len(years)) != (1, 1) or len(days) > 1:
        return None
    return _iso(years[0], months[0], *days)


def _iso(year: int, month: int = 0, day: int = 0) -> str | None:
    """ISO 8601; a zero month or day is not known ("2024-01-00"). None where there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole[: 10 if month and day else 7 if month else 4]


# -- a run

_STILL_OPEN: Final = word_keys(
    """
    ?, now, present, the present, current, currently, ongoing, today, tba, n/a, unknown, still airing, not available,
    н.в., н.в, наст. время, настоящее время, по настоящее время, сейчас, сегодня, heute, jetzt, présent, aujourd'hui,
    actualidad, la actualidad, presente, actualmente, atualmente, hoje, oggi, in corso, dziś, dnes, nyní, günümüz,
    devam,
    sekarang, 現在, 至今, 今, 未定, 현재, अब तक, الآن, حتى الآن
    """
) | {""}
_FROM_WORDS = any_of(
    """
    from, since, с, со, c, vom, von, ab, ab dem, seit, du, depuis, depuis le, del, desde, desde el, dal, da, od, dari,
    mulai, 自
    """
)
_TO_WORDS = any_of(
    """
    to, until, till, til, through, thru, up to, bis, bis zum, по, до, au, jusqu'au, al, a, à, hasta, hasta el, até,
    até o, fino al,
    do, až, až do, sampai, hingga, s/d, ila, से, முதல், إلى, حتى, >
    """
)
_FROM = re.compile(rf"^{_FROM_WORDS}\s")
_UNTIL = re.compile(rf"^(?:{_TO_WORDS}\s|[-~]\s?)")
_TO = re.compile(rf"\s{_TO_WORDS}(?=\s)|\s?(?:~|→|=>|から|至|到|부터)|\s-(?=\s|$)|-")
_UNTIL_BEHIND = re.compile(r"\s?(?:まで|까지|止|तक|வரை)$")
_MAX_SPLITS: Final = 8


@lru_cache(maxsize=2048)
def _dates(value: str, language: str | None) -> tuple[str | None, str | None]:
    if not _HAS_FIGURE.search(value):
        return None, None
    until, value = _UNTIL_BEHIND.search(value), _UNTIL_BEHIND.sub("", value)
    if single := _date(_FROM.sub("", value, count=1), language):
        return (None, single) if until or _UNTIL.match(value) else (single, None)
    for left, right in _splits(value):
        start, end = _date(_FROM.sub("", left, count=1), language), _date(right, language)
        if end and not start and word_key(left) not in _STILL_OPEN:
            start = _date(f"{_FROM.sub('', left, count=1)}{_rest_of(right, left)}", language)
        if (start and (end or word_key(right) in _STILL_OPEN)) or (end and word_key(left) in _STILL_OPEN):
            return start, end
    return None, None


def _splits(value: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each word or sign that can join two dates."""
    for number, found in enumerate(_TO.finditer(f" {value}")):
        if number == _MAX_SPLITS:
            return
        yield f" {value}"[: found.start()].strip(), f" {value}"[found.end() :].strip()


def _rest_of(end: str, start: str) -> str:
    """What the start of a run leaves to its end: the year, and the month too where only a day is printed."""
    if start.rstrip(".").isdecimal() and (found := re.fullmatch(r"\d{1,2}(\D.*)", end)):
        return found[1]
    year = parse_year(end)
    return f" {year}" if year else ""


# -- languages that no row above has

_FAR_LANGUAGES: Final = (
    "vi",
    "th",
    "sv",
    "da",
    "nb",
    "fi",
    "hu",
    "ro",
    "el",
    "bg",
    "sr",
    "hr",
    "sk",
    "he",
    "fa",
    "bn",
    "te",
)
_WORTH_ASKING = re.compile(
    r"(?!.*\d{4}.*\d{4})(?!.*\d\.\d)(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?=.*[^\W\d_]{3})"
    r"(?:[^\W_]|[ .,'\u0900-\u0dff\u0e00-\u0eff]){6,40}"
)


def _in_far_language(value: str) -> str | None:
    """What dateparser reads out of words with a year among them. It costs a millisecond, so it comes last."""
    if not _WORTH_ASKING.fullmatch(value):
        return None
    found = _far_dates().get_date_data(value)
    if found.date_obj is None or str(found.date_obj.year) not in value:
        return None
    return _iso(found.date_obj.year, found.date_obj.month, found.date_obj.day if found.period == "day" else 0)


class _DateData(Protocol):
    """What dateparser, which has no types, answers."""

    date_obj: datetime | None
    period: str


class _DateDataParser(Protocol):
    def get_date_data(self, date_string: str) -> _DateData: ...


@lru_cache(maxsize=1)
def _far_dates() -> _DateDataParser:
    """One strict parser for all texts: no part comes from today, and no text changes how the next is read."""
    # Imported here because loading it takes longer than reading a hundred pages, most of which never ask it.
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]  # noqa: PLC0415

    parser: _DateDataParser = DateDataParser(
        languages=list(_FAR_LANGUAGES),
        try_previous_locales=False,
        settings={
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["month", "year"],
            "DATE_ORDER": "DMY",
            "TIMEZONE": "UTC",
        },
    )
    return parser
