"""Any page: what the generic readers say of it, each with its weight."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from aggregator.model import AnimeType, DatabaseId, Score, Title
from aggregator.normalize.counts import parse_episodes
from aggregator.normalize.durations import parse_duration
from aggregator.normalize.genres import parse_genre, split_genres
from aggregator.normalize.ids import database_id
from aggregator.normalize.languages import parse_language
from aggregator.normalize.statuses import parse_status
from aggregator.normalize.types import parse_type
from aggregator.page import Element, Page, visible_text
from aggregator.reading.boxes import read_boxes, read_score_facts
from aggregator.reading.fields import LONGEST, VOCABULARIES, Said, folded_title, is_nothing, titles_in, values_of
from aggregator.reading.glance import glance_at
from aggregator.reading.headline import read_headline
from aggregator.reading.hints import read_hints
from aggregator.reading.labels import Fact, field_of_label, read_facts
from aggregator.reading.links import read_links
from aggregator.reading.named import read_named
from aggregator.reading.prose import in_box, is_cut, is_placeholder, read_prose
from aggregator.reading.state import read_state
from aggregator.reading.structured import read_structured
from aggregator.reading.zones import Zones

LABELS = 60
_TELLING = frozenset({"type", "episodes", "status", "genres", "start_date", "studios", "duration_seconds"})
_ENOUGH = 3
"""A page that shows so many facts needs no look into its scripts."""


def read_generic(page: Page, settled: frozenset[str] = frozenset()) -> list[Said]:
    """What every generic reader says of the page, in no order.

    Nobody's word counts for `settled` fields: who could speak of nothing else is not asked.
    """
    zones = Zones(own_headings(page), page.index.tags)
    said = list(read_structured(page))
    runs = glance_at(page.index.texts)
    facts = read_facts(page, zones, runs.labels, runs.media)
    said += _read_facts(page, zones, facts)
    said += read_headline(page, zones, [word for word in said if word.field == "title"])
    said += _other_names(facts, said)
    said += _keys(facts)
    if not settled >= {"ids", "genres", "studios"}:
        said += read_links(page, zones, genres_known=any(word.field == "genres" for word in said))
    said += read_hints(page, zones, runs.lengths)
    if not settled >= {"alternative_titles", "synopsis"}:
        said += read_named(page, zones)
    if "synopsis" not in settled:
        said += read_prose(page, zones, [word for word in said if word.field == "synopsis"], runs.sentences)
    if not settled >= {"scores", "stated_average"}:
        said += read_score_facts(page, facts)
        known = [word.value for word in said if isinstance(word.value, Score)]
        said += read_boxes(page, zones, facts, known, scores=runs.scores, marks=runs.marks)
    if len(_TELLING & (settled | {word.field for word in said})) < _ENOUGH and page.index.tags.get("script"):
        said += read_state(page)
    own = database_id(f"https://{page.site}/anime/1") if page.site else None
    return [
        word for word in said if not (own and isinstance(word.value, DatabaseId) and word.value.source == own.source)
    ]


def own_headings(page: Page) -> list[Element]:
    """The headings that the page's own title repeats."""
    titles = [title.text or "" for title in page.index.tags.get("title", [])[:1]] + page.structured.meta.get(
        "og:title", []
    )[:1]
    said = [folded_title(title) for title in titles if title]
    headings = page.index.tags.get("h1") or page.index.tags.get("h2", [])
    return [
        heading
        for heading in headings[:6]
        if (text := folded_title(visible_text(heading))) and any(text in title or title in text for title in said)
    ]


def _read_facts(page: Page, zones: Zones, facts: list[Fact]) -> Iterator[Said]:
    """The first fact of each kind that has a value; titles in several languages stand side by side."""
    seen: set[str] = set()
    premiere: object = None
    for number, fact in enumerate(facts):
        weight = LABELS - min(number, 9)
        kind, _, language = fact.field.partition("/")
        field = "producers" if kind in seen and fact.label.strip(_AROUND_LABEL) in _MADE_BY else kind
        if field == "duration_seconds" and fact.element.tag == "th":
            yield from _column(fact, weight - 15)
        if fact.field in seen and field == kind and field != "alternative_titles":
            if field == "aired" and premiere is not None:
                yield from _end_of(page, fact, premiere, weight)
            continue
        if not _is_telling(fact, field):
            continue
        if field == "synopsis" and in_box(fact.element, zones):
            yield Said("verdict", fact.text, "labels", fact.text, fact.element, weight)
            continue
        said = list(_read_fact(page, fact, field, language or fact.language, weight))
        if any(word.value is not None and word.field in _NAMED_BY.get(field, (word.field,)) for word in said):
            seen.add(fact.field if field == kind else field)
            premiere = premiere or next((word.value for word in said if word.field == "start_date"), None)
        elif field in _CLOSED and not is_nothing(fact.text) and len(fact.text) <= _SHORT:
            said = list(_read_elsewhere(page, fact, field, weight))
            if not said and fact.firm and field in VOCABULARIES:
                said = [Said(field, None, "labels", f"{fact.label} {fact.text}", fact.element, weight)]
        yield from said


def _is_telling(fact: Fact, field: str) -> bool:
    """Whether a fact is one that is read here, and its value one that may be believed."""
    if not field or field in {"score", "votes"} or (not fact.firm and not _holds(fact)):
        return False
    if field == "synopsis":
        return not (is_placeholder(fact.text) or is_cut(fact.text) or len(fact.text) < _SHORTEST_TEXT)
    return not (field in _NAMES and field_of_label(fact.text) in _NAMES)


def _keys(facts: list[Fact]) -> Iterator[Said]:
    """Keys of IMDb under its name: pages print them in place of a link."""
    for fact in facts:
        if fact.field == "score/IMDb" and _KEY.fullmatch(fact.text):
            key = DatabaseId("imdb", fact.text)
            yield Said("ids", key, "labels", f"{fact.label} {fact.text}", fact.element, LABELS - 20)


_KEY = re.compile(r"tt\d{7,9}", re.ASCII)


def _end_of(page: Page, fact: Fact, premiere: object, weight: int) -> Iterator[Said]:
    """The last day, where a second fact tells the whole time from the same premiere on."""
    said = dict(values_of("aired", fact.text, page.language))
    if said.get("start_date") == premiere and "end_date" in said:
        yield Said("end_date", said["end_date"], "labels", f"{fact.label} {fact.text}", fact.element, weight)


def _other_names(facts: list[Fact], said: list[Said]) -> Iterator[Said]:
    """Titles under a label that are not the page's own: who names a work in several languages calls each "Title"."""
    own = max((word for word in said if word.field == "title"), key=lambda word: word.weight, default=None)
    title = folded_title(str(own.value)) if own is not None else ""
    for number, fact in enumerate(facts):
        if fact.field == "title" and fact.firm and fact.size >= _BLOCK and (below := _below(fact)):
            weight = LABELS - min(number, 9)
            yield Said("alternative_titles", Title(below), "labels", f"{fact.label} {below}", fact.element, weight)
        is_name = fact.field == "title" and fact.firm and not _OF_TITLES.fullmatch(fact.label.strip(" :"))
        if not is_name or fact.size < _BLOCK or len(fact.text) > _LONGEST_TITLE:
            continue
        folded = folded_title(fact.text)
        if title and folded and folded not in title and title not in folded and not is_nothing(fact.text):
            yield Said(
                "alternative_titles",
                Title(fact.text, fact.language or fact.element_language),
                "labels",
                f"{fact.label} {fact.text}",
                fact.element,
                LABELS - min(number, 9),
            )


def _below(fact: Fact) -> str:
    """The name in another script that stands on the line below a title, in its row; empty where there is none."""
    row = fact.element.getparent()
    following = fact.elements[-1].getnext() if fact.elements else None
    if row is None or following is None or following.getnext() is not None or following.tag not in _LINES:
        return ""
    text = visible_text(following, _LONGEST_TITLE)
    other = 1 < len(text) <= _LONGEST_TITLE and text.isascii() is not fact.text.isascii() and not is_nothing(text)
    return text if other and field_of_label(text) is None and ":" not in text else ""


_LINES = frozenset({"div", "p", "small"})


def _column(fact: Fact, weight: int) -> Iterator[Said]:
    """The running time that most rows of a table of episodes give under the heading "Duration"."""
    row = fact.element.getparent()
    if row is None or row.tag != "tr" or len(row) < _COLUMNS or any(cell.tag != "th" for cell in row):
        return
    table = next(row.iterancestors("table"), None)
    at = row.index(fact.element)
    rows = [] if table is None else list(islice(table.iter("tr"), 1, _MOST_ROWS))
    texts = [visible_text(row[at], _SHORT) for row in rows if at < len(row)]
    told = Counter(seconds for text in texts if len(text) <= _SHORT and (seconds := parse_duration(text)))
    for seconds, times in told.most_common(1):
        if times * 2 > len(texts):
            yield Said("duration_seconds", seconds, "labels", f"{fact.label} ({times})", fact.element, weight)


_COLUMNS = 3
_MOST_ROWS = 60
_AROUND_LABEL = " :：*・·"
_MADE_BY = frozenset({"제작", "制作", "製作", "製作会社", "제작사"})
"""Labels of studios that name the committee where another one has named the studio."""
_NAMED_BY = {"genres": ("genres", "tags"), "status": ("status",), "type": ("type",)}
"""What a label must have given for its like to be passed over: "Category: TV" leaves the genres to another one."""
_LONGEST_TITLE = 120
_OF_TITLES = re.compile(r"anime|series|show|drama|movie|work|शृंखला|தொடர்", re.IGNORECASE)
"""Labels of the subject that may head anything: "Anime"."""


def _holds(fact: Fact) -> bool:
    """Whether a word that only may be a label is one: its value is short and of one piece, or made of links.

    Or others like it stand around.
    """
    if fact.field in _SELF_EVIDENT:
        return len(fact.text) <= _SHORT
    return (fact.size >= _BLOCK and fact.alike > 1) or any(
        element.tag == "a" or next(element.iter("a"), None) is not None for element in fact.elements
    )


_SELF_EVIDENT = frozenset(
    {"type", "episodes", "duration_seconds", "status", "aired", "start_date", "end_date", "premiered", "year"}
)
"""Fields whose normalisers refuse what is not theirs."""
_NAMES = frozenset({"studios", "producers"})
"""Fields whose value cannot be the name of another such field: "Produced by: Producer" is a template."""
_SHORT = 60
_SHORTEST_TEXT = 20
_BLOCK = 3


def _read_fact(page: Page, fact: Fact, field: str, language: str | None, weight: int) -> Iterator[Said]:
    told = f"{fact.label} {fact.text}"
    for name, value in _beside(page, fact, field):
        yield Said(name, value, "labels", told, fact.element, weight - _LESS)
    times = _times(fact) if field in _COUNTS else {}
    for name, value in times.items():
        yield Said(name, value, "labels", told, fact.element, weight)
    kind = _kind_among_genres(fact) if field == "genres" else None
    if kind is not None:
        yield Said("type", kind, "labels", told, fact.element, weight - _LESS)
    if times or kind is not None:
        return
    texts = _texts_of(page, fact, field, language)
    for text in texts:
        for name, value in values_of(field, text, page.language, whole=texts is fact.parts):
            titled = _in_language(value.title, language, fact) if isinstance(value, Title) else value
            local = _ABROAD if name in _DATES and _is_abroad(text) else 0
            yield Said(name, titled, "labels", f"{fact.label} {text}", fact.element, weight - local)


_LESS = 10
"""How much what stands beside a value loses against what its own label tells."""


def _texts_of(page: Page, fact: Fact, field: str, language: str | None) -> tuple[str, ...]:
    """The texts of a fact that are read one by one; its own parts where the markup has taken it apart."""
    if field in _WHEN:
        return _releases(fact, field, page.language)
    if field == "type":
        bare = _AFTER_TYPE.split(fact.text, 1)[0]
        return (fact.text,) if parse_type(fact.text) or not parse_type(bare) else (bare,)
    if field == "genres" and fact.parts and _has_more(fact):
        return (fact.text,)
    if fact.parts and field in _IN_PARTS:
        return fact.parts
    if field == "alternative_titles":
        several = language is None and fact.label.casefold().rstrip(": ").endswith(_PLURALS)
        return tuple(titles_in(fact.text, several=several))
    return fact.lines[:1] or (fact.text,)


def _kind_among_genres(fact: Fact) -> AnimeType | None:
    """The kind of work that a label for genres tells in their place: "Category: TV"."""
    is_short = len(fact.text) <= _SHORT and not any(map(parse_genre, split_genres(fact.text)))
    return parse_type(fact.text) if is_short else None


def _beside(page: Page, fact: Fact, field: str) -> Iterator[tuple[str, object]]:
    """What stands beside a value of its own: "TV, 24 episodes", "13 (25 min)", "12 episodes" for a running time."""
    if field == "type":
        yield from _behind_type(fact)
    elif field == "year" and _DAY.search(fact.text):
        yield from values_of("aired", fact.text, page.language)
    elif field == "duration_seconds":
        if _COUNTED.search(fact.text) and (count := parse_episodes(fact.text)) and not parse_duration(fact.text):
            yield "episodes", count
        kinds = {parse_type(piece) for piece in fact.text[:LONGEST].split(",")} - {None}
        yield from (("type", kind) for kind in kinds if len(kinds) == 1)
    elif field == "episodes" and (inside := _BRACKETS.search(fact.text)):
        if _OPENS_COUNT.match(inside[1]):
            yield from values_of("duration_seconds", inside[1], page.language)
        if (status := parse_status(inside[1])) is not None:
            yield "status", status


def _times(fact: Fact) -> dict[str, int]:
    """How many episodes of what length: "24 x 24 min", "26 Episoden à 25 Minuten"; empty for anything else."""
    times = _TIMES.search(fact.text[:_LONGEST_TITLE])
    each = parse_duration(times["each"]) if times else None
    return {"episodes": int(times["episodes"]), "duration_seconds": each} if times and each else {}


def _has_more(fact: Fact) -> bool:
    """Whether a row of genres names more than its links do."""
    linked = {genre for part in fact.parts for word in split_genres(part) if (genre := parse_genre(word))}
    return not {genre for word in split_genres(fact.text) if (genre := parse_genre(word))} <= linked


def _in_language(title: str, language: str | None, fact: Fact) -> Title:
    """A title whose language its label tells, a code before it, or brackets behind it: "プラネテス (Japanese)"."""
    coded = _CODED.fullmatch(title)
    if coded and _stands_alone(coded["code"], fact):
        code = parse_language(coded["code"]) or parse_language(coded["code"].partition("-")[0])
        return Title(coded["title"], code or language)
    noted = _NOTED.fullmatch(title)
    told = parse_language(noted["language"]) if noted else None
    if noted and told:
        return Title(noted["title"], told)
    return Title(title, language)


def _stands_alone(text: str, fact: Fact) -> bool:
    """Whether an element of the value holds a text and nothing else."""
    return any((inner.text or "").strip() == text for element in fact.elements for inner in element.iter())


_CODED = re.compile(r"(?P<code>[A-Za-z]{2}(?:-[A-Za-z]{2,4})?)\s(?P<title>\S.{1,200})")
_NOTED = re.compile(
    r"(?P<title>.{1,200}\S)\s?[(\[（](?P<language>[^\W\d_][^()\[\]（）]{1,24})(?:\([^()]{2,20}\))?[)\]）]"
)
_COUNTS = frozenset({"episodes", "duration_seconds"})
_WHEN = frozenset({"aired", "start_date"})


_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{4}年\d{1,2}月", re.ASCII)
_TIMES = re.compile(
    r"(?<![\d.,])(?P<episodes>[1-9]\d{0,3})\s?(?:[^\W\d_]{1,10}\.?)?(?:\s?[x×х*à]|\s(?:de|po|je|zu je|of|di|por|по|av))"
    r"\s?(?:~|ca\.?\s)?"
    r"(?P<each>\d{1,3}\s?(?:[^\W\d_]{1,8}\.?|[′']))",
    re.IGNORECASE,
)
_OPENS_COUNT = re.compile(r"\W*(?:[^\W\d_]{1,4}\.?\s)?\W*\d")


def _releases(fact: Fact, field: str, language: str | None) -> tuple[str, ...]:
    """The premiere among the releases that a fact lists: the one in Japan, else the first that states a date.

    What stands behind a date ("07/07/2019 - 29/12/2019 - Summer 2019") is left out where it hides the date.
    """
    listed = fact.parts or fact.lines or tuple(_RELEASES.split(fact.text[:LONGEST]))
    if len(listed) > 1:
        at_home = [text for text in listed if _IN_JAPAN.search(text) and next(values_of(field, text, language), None)]
        listed = tuple(at_home[:1]) or listed
    for text in (fact.text, *listed) if len(listed) > 1 else listed:
        if next(values_of(field, text, language), None):
            return (text,)
    pieces = (piece.strip() for text in listed[:1] for piece in _BEHIND_DATES.split(text)[:3])
    return tuple(piece for piece in pieces if len(piece) >= _SHORTEST_DATE)[:1] or fact.lines[:1] or (fact.text,)


_RELEASES = re.compile(r"\s+/\s+|\s*[;|•·]\s*")
_IN_JAPAN = re.compile(
    r"[(\[（](?:[^()]*\s)?(?:jap|日本|япон|일본|giappone|nhật|ญี่ปุ่น|اليابان|יפן)",
    re.IGNORECASE,
)
_BEHIND_DATES = re.compile(r"\s[-–—]\s(?=[^\W\d_]{3})|\s*[(\[（]|,\s(?=[^\W\d_]{3,}\s[^\W\d_])")
_SHORTEST_DATE = 4


def _behind_type(fact: Fact) -> Iterator[tuple[str, object]]:
    """What stands behind a type: "TV-Serie, 25 (~24 Min.)", "полнометражный фильм, 125 мин."."""
    _, *rest = _AFTER_TYPE.split(fact.text[:_LONGEST_TITLE])
    for piece in rest[:4]:
        bare = piece.strip(" ~.)")
        if _BARE_COUNT.fullmatch(bare):
            yield "episodes", int(bare)
        elif _COUNTED.search(bare):
            yield from (("episodes", count) for count in [parse_episodes(bare)] if count)
        else:
            yield from (("duration_seconds", seconds) for seconds in [parse_duration(bare)] if seconds)


_AFTER_TYPE = re.compile(r"[,;(]|\s[x×•·|]\s|\s(?=\d)")
_BARE_COUNT = re.compile(r"[1-9]\d{0,2}", re.ASCII)
_COUNTED = re.compile(
    r"\b(?:ep|eps|episod|épisod|epiz|folge|сери|эп|эпизод|сері|епізод|odc|díl|bölüm|capítulo|puntat|tập|afl|avsn|rész|ep\.)"
    r"|[話话集회화]|ตอน|פרק|حلق",
    re.IGNORECASE,
)


def _read_elsewhere(page: Page, fact: Fact, field: str, weight: int) -> Iterator[Said]:
    """A value under a label that means two things: "類型" is a kind on one site and genres on another.

    "Season" a number or a quarter.
    """
    for other in _CLOSED[field]:
        means = _MEANS.get(other, (other,))
        found = [
            Said(name, value, "labels", f"{fact.label} {text}", fact.element, weight)
            for text in (fact.parts if other == "genres" and fact.parts else (fact.text,))
            for name, value in values_of(other, text, page.language)
            if name in means
        ]
        if any(word.field == means[0] for word in found):
            yield from found


_CLOSED: dict[str, tuple[str, ...]] = {
    "type": ("genres",),
    "status": ("aired",),
    "premiered": ("season_number",),
    "aired": ("premiered",),
    "episodes": ("aired",),
}
_MEANS = {"genres": ("genres", "tags"), "aired": ("start_date", "end_date"), "premiered": ("season", "year")}
"""Fields of closed vocabularies, and what else their labels may mean."""


def _is_abroad(text: str) -> bool:
    """Whether a date is followed by a country in brackets other than Japan: "25 May 1995 (Hungary)"."""
    country = _COUNTRY.search(text)
    return country is not None and not _JAPAN.search(country.group())


_DATES = frozenset({"start_date", "end_date", "year", "season"})
_ABROAD = 25
"""How much a release in another country loses against the premiere."""
_COUNTRY = re.compile(r"\([^\W\d_][^()\d]{2,30}\)\s*$")
_JAPAN = re.compile(r"jap|jst|jpn|日本|япон|일본|nippon|यापान|जापान|اليابان|festival|tv|bd", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]{3,40})\)")
_IN_PARTS = frozenset({"genres", "tags", "studios", "producers", "audio_languages", "alternative_titles"})
_PLURALS = ("s", "synonym", "aka", "known as", "ы", "и", "я", "名", "e", "i", "al", "其他", "names", "as")
"""Ends of labels that announce several titles."""
