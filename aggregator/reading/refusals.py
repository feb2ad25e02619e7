"""Pages that are no review: what stands in their place, lists of results, episode players, one member's review."""

import re
from collections.abc import Iterable, Iterator

from aggregator.markup import Json
from aggregator.page import Page, visible_text
from aggregator.reading.blockers import BESIDE_ERRORS, ERROR_ELEMENTS, ERROR_KEYS, SIGNS, TEXTS, TITLES
from aggregator.reading.fields import Said, folded_title
from aggregator.reading.structured import EPISODES, kind_of

_NOTHING_FOUND = "an error page that says that nothing was found"
_SEGMENT = r"(?:^|[|·•–—:»\]-])\W*"
"""Where a title begins, or a part of it."""


def _any_of(rows: str, *, whole: bool = False) -> str:
    """A pattern for words. Those that are one word stand alone where `whole`: others may be part of a name."""
    found = []
    for word in sorted(rows.split("|"), key=len, reverse=True):
        alone = r"(?=\s*(?:$|[^\w\s]))" if whole and " " not in word else ""
        found.append(re.escape(word) + (alone or (r"(?!\w)" if word[-1:].lower() != word[-1:].upper() else "")))
    return "|".join(found)


_TITLES = {what: re.compile(f"{_SEGMENT}(?:{_any_of(rows, whole=True)})") for what, rows in TITLES.items()}
_BEGINS = re.compile(rf"\W*(?:{_any_of(TITLES[_NOTHING_FOUND], whole=True)})")
_TEXTS = {what: re.compile(_any_of(rows)) for what, rows in TEXTS.items()}
_SIGNS = tuple(SIGNS.split("|"))
_LOGIN = re.compile(
    r"^\W*(?:log ?in|sign ?in|sign ?up|register|anmelden|connexion|iniciar sesión|вход|войти|авторизация|ログイン|"
    r"登录|登入|"
    r"로그인|accedi|zaloguj|přihlášení|giriş yap|masuk|entrar)\W*(?:$|[|\-–—·»])",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"^\W*(?:search(?: results?)?\b(?: for)?|results for|you searched|результаты поиска|поиск по|検索結果|搜索结果|"
    r"搜尋結果|검색 "
    r"결과|suchergebnisse|résultats de recherche|résultats pour|resultados de|resultados da|risultati|wyniki "
    r"wyszukiwania|výsledky|arama sonuçları|hasil pencarian|نتائج البحث)",
    re.IGNORECASE,
)
_MEMBERS = re.compile(
    r"^\W*(?:a )?review by \S|\S(?:'s|’s) review of \S|^\W*(?:рецензия|отзыв) (?:от|пользователя) \S|^\W*(?:critique|"
    r"avis) de \S+ sur\b|^\W*reseña de \S+ sobre\b|さんのレビュー|的评论\W|的評論\W",
    re.IGNORECASE,
)
_FEW_TEXTS = 60
_FEW_LETTERS = 3_000
ONLY_OF_WORKS = frozenset({"scores", "episodes", "duration_seconds"})
"""Fields that no list of search results and no login form states."""
_STATES = frozenset({"episodes", "duration_seconds", "genres", "type", "status", "studios", "start_date", "year"})


def in_its_place(page: Page) -> str | None:
    """What seems to stand in a page's place ("a challenge", "a login wall"), or None. It may still be a review."""
    return next(_in_its_place(page), None)


def _in_its_place(page: Page) -> Iterator[str]:
    if page.json is not None:
        yield from ["an error of an interface"] if _is_error(page.json) else []
        return
    title, heading = _title(page).lower(), _heading(page).lower()
    if _BEGINS.match(title):
        yield _NOTHING_FOUND
    if len(page.index.texts) >= _FEW_TEXTS:
        return
    text = " ".join(text for _, text, _ in page.index.texts).lower()
    if len(text) < _FEW_LETTERS:
        yield from _of_few_words(page, title, heading, text)


def _of_few_words(page: Page, title: str, heading: str, text: str) -> Iterator[str]:
    if _first_element(page) in ERROR_ELEMENTS:
        yield "an error of an interface"
    for what, pattern in _TITLES.items():
        if pattern.search(title) or pattern.search(heading):
            yield what
    for what, pattern in _TEXTS.items():
        if pattern.search(text):
            yield what
    if not heading and any(map(page.mentions, _SIGNS)):
        yield "a challenge"


def states_a_work(said: Iterable[Said]) -> bool:
    """Whether readers found what only a page about a work states: a score, or several facts."""
    fields = {word.field for word in said if word.value is not None}
    return "scores" in fields or len(fields & _STATES) >= 2


def _is_error(answer: Json) -> bool:
    """Whether an answer in JSON says that something went wrong, and nothing else."""
    if not isinstance(answer, dict):
        return False
    keys = {key.lower() for key, value in answer.items() if value not in (None, "", [], {}, False)}
    return bool(keys & ERROR_KEYS) and keys <= ERROR_KEYS | BESIDE_ERRORS


def _first_element(page: Page) -> str:
    """The first element below the body, which the parser of HTML puts around everything."""
    body = page.index.tags.get("body")
    first = next((child for child in body[0] if isinstance(child.tag, str)), None) if body else None
    return str(first.tag).lower() if first is not None else ""


def _heading(page: Page) -> str:
    return next((visible_text(h1)[:200] for h1 in page.index.tags.get("h1", [])), "")


def not_about_one_anime(page: Page, said: list[Said]) -> str | None:
    """What the page is instead ("a login form"), or None."""
    if page.json is not None:
        return None
    title = _title(page)
    heading = _heading(page)
    scored = any(word.field in ONLY_OF_WORKS for word in said)
    if not scored and (_LOGIN.search(title) or _LOGIN.search(heading)):
        return "a login form"
    if _SEARCH.search(title) or (_SEARCH.search(heading) and not scored):
        return "a list of search results"
    named = any(word.field == "title" and word.reader in {"jsonld", "microdata"} for word in said)
    kind = next(iter(page.structured.meta.get("og:type", [])), "").lower()
    if not named and (kind == "video.episode" or any(kind_of(item) in EPISODES for item in page.structured.json_ld)):
        return "the player of one episode"
    if not named and not _names_its_subject(page) and (_MEMBERS.search(heading) or _MEMBERS.search(title)):
        return "one member's review"
    return None


def _names_its_subject(page: Page) -> bool:
    """Whether the title is "Review: Name" or "Review - Name", and a heading repeats the name: a site's own review."""
    found = _REVIEW_OF.match(_title(page))
    names = {folded_title(visible_text(heading)) for heading in page.index.tags.get("h2", [])[:4]}
    return found is not None and folded_title(found["name"]) in names


_REVIEW_OF = re.compile(r"(?:anime )?review\s?[:–—-]\s(?P<name>[^|–—]{2,80}?)(?=\s[|–—-]\s|$)", re.IGNORECASE)


def _title(page: Page) -> str:
    return next((" ".join((title.text or "").split())[:300] for title in page.index.tags.get("title", [])), "")
