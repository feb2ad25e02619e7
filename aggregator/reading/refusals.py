"""Pages that are no review: challenges, logins, soft errors, lists of results, episode players, one member's review."""

import re

from aggregator.normalize.titles import fold_title
from aggregator.page import Page, visible_text
from aggregator.reading.fields import Said
from aggregator.reading.structured import EPISODES, kind_of

_BLOCKED_TITLE = re.compile(
    r"just a moment|attention required|access denied|are you (?:a )?(?:human|robot)|verify you are human|security "
    r"check|ddos[- ]guard|checking your browser|bot verification|captcha|"
    r"too many requests|temporarily (?:blocked|unavailable|banned)|you have been (?:banned|blocked)|403 forbidden|"
    r"429|503 service|502 bad gateway|504 gateway|service unavailable|rate limit|"
    r"under maintenance|site maintenance|проверка браузера|доступ (?:запрещен|ограничен)|アクセスが集中|メンテナンス中",
    re.IGNORECASE,
)
_BLOCKED_SIGNS = (
    "cf-challenge",
    "cf_chl_opt",
    "challenge-platform/h/",
    "g-recaptcha-response",
    "px-captcha",
    "_Incapsula_Resource",
    "ddos-guard/js-challenge",
    "distil_r_captcha",
    "datadome",
)
_NOT_FOUND = re.compile(
    r"^\W*(?:404\b|error 404|page not found|not found|404 not found|nothing found|oops|страница не найдена|ошибка "
    r"404|ページが見つかりません|お探しのページ|找不到页面|页面不存在|페이지를 찾을 수 없|seite nicht gefunden|"
    r"page introuvable|página no encontrada|página não encontrada|pagina non trovata|nie znaleziono strony|strona "
    r"nie istnieje|stránka nenalezena|sayfa bulunamadı|halaman tidak ditemukan|पृष्ठ नहीं मिला|الصفحة غير موجودة)",
    re.IGNORECASE,
)
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


def blocked(page: Page) -> str | None:
    """What stands in the page's place ("a challenge", "an error page"), or None."""
    if page.json is not None:
        return None
    title = _title(page)
    short = len(page.index.texts) < _FEW_TEXTS
    if _BLOCKED_TITLE.search(title) and short:
        return "a challenge or an error page"
    if short and any(map(page.mentions, _BLOCKED_SIGNS)) and not page.index.tags.get("h1"):
        return "a challenge"
    heading = next((visible_text(h1)[:200] for h1 in page.index.tags.get("h1", [])), "")
    if _NOT_FOUND.search(title) or (_NOT_FOUND.search(heading) and short):
        return "an error page that says that nothing was found"
    return None


def not_about_one_anime(page: Page, said: list[Said]) -> str | None:
    """What the page is instead ("a login form"), or None."""
    if page.json is not None:
        return None
    title = _title(page)
    heading = next((visible_text(h1)[:200] for h1 in page.index.tags.get("h1", [])), "")
    scored = any(word.field in {"scores", "episodes", "duration_seconds"} for word in said)
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
    names = {fold_title(visible_text(heading)) for heading in page.index.tags.get("h2", [])[:4]}
    return found is not None and fold_title(found["name"]) in names


_REVIEW_OF = re.compile(r"(?:anime )?review\s?[:–—-]\s(?P<name>[^|–—]{2,80}?)(?=\s[|–—-]\s|$)", re.IGNORECASE)


def _title(page: Page) -> str:
    return next((" ".join((title.text or "").split())[:300] for title in page.index.tags.get("title", [])), "")
