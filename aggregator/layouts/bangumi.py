"""Bangumi (bgm.tv): an infobox of lines, one score of its users, tags with counts.

The headline holds the original title, its attribute and the infobox the Chinese one. Books, games and music share the
addresses.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from aggregator.model import Title
from aggregator.normalize.counts import parse_count
from aggregator.normalize.scores import parse_score
from aggregator.page import Node, Page
from aggregator.reading.layout import Layout, Scores, Text, Texts, Titles, at

_ONE_SUBJECT = re.compile(r"/subject/\d+/?$")
_STARTS = ("放送开始", "上映年度", "发售日", "开始", "首播")
_ENDS = ("播放结束", "结束")
_MINUTES = ("片长", "时长")
_COMPANIES = re.compile(r"\s*[、，,×/]\s*")


class Bangumi(Layout):
    """Subjects of bgm.tv that are animation."""

    hosts = ("bgm.tv", "bangumi.tv", "chii.in")
    never_states = frozenset({"audio_languages", "ids", "season_number", "stated_average", "status", "verdict"})
    settles = frozenset(
        {"alternative_titles", "duration_seconds", "end_date", "episodes", "genres", "producers", "scores"}
        | {"source_material", "start_date", "studios", "synopsis", "tags", "type"}
    )

    def refuses(self, page: Page) -> str | None:
        if not _ONE_SUBJECT.match(urlsplit(page.url or "").path):
            return "a list, a person or a part of a subject's pages"
        focus = page.first("#navMenuNeue a.focus")
        return "about a book, a game or music" if focus and (focus.attr("href") or "/anime") != "/anime" else None

    def headline(self, page: Page) -> Text:
        return page.one("h1.nameSingle")

    def title(self, page: Page) -> Text:
        return page.one("h1.nameSingle").one("a")

    def alternative_titles(self, page: Page) -> Titles:
        for line, text in _facts(page, "中文名", "别名"):
            yield at(line, Title(text, "zh" if line.text.startswith("中文名") else None))

    def type(self, page: Page) -> Text:
        return page.one("h1.nameSingle").first("small")

    def episodes(self, page: Page) -> Text:
        return _fact(page, "话数")

    def duration_seconds(self, page: Page) -> Text:
        return _fact(page, *_MINUTES)

    def start_date(self, page: Page) -> Text:
        return _fact(page, *_STARTS)

    def end_date(self, page: Page) -> Text:
        return _fact(page, *_ENDS)

    def genres(self, page: Page) -> Texts:
        """What users tag: the words that are genres, the others are tags."""
        return page.many(".subject_tag_section .inner a.l span")

    def studios(self, page: Page) -> Texts:
        return [at(line, name) for line, text in _facts(page, "动画制作") for name in _COMPANIES.split(text)]

    def producers(self, page: Page) -> Texts:
        return [at(line, name) for line, text in _facts(page, "制作", "播放电视台") for name in _COMPANIES.split(text)]

    def scores(self, page: Page) -> Scores:
        value = page.maybe(".global_score .number")
        count = page.first('[property="v:votes"]')
        if value is not None:
            votes = parse_count(count.text) if count else None
            yield at(value, parse_score(value.text, source="Bangumi", scale_max=10, votes=votes))

    def synopsis(self, page: Page) -> Text:
        return page.maybe("#subject_summary")

    def image(self, page: Page) -> Text:
        return page.first(".infobox img.cover")


def _facts(page: Page, *labels: str) -> Iterator[tuple[Node, str]]:
    """The lines of the infobox under one of some labels, and what stands behind the label."""
    for line in page.many("#infobox li", at_least=1):
        tip = line.first("span.tip")
        if tip is not None and tip.text.rstrip(":： ") in labels:
            text = line.text.removeprefix(tip.text).strip()
            if text:
                yield line, text


def _fact(page: Page, *labels: str) -> Text:
    return next((at(line, text) for line, text in _facts(page, *labels)), None)
