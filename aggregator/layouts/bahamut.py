"""巴哈姆特動畫瘋 (ani.gamer.com.tw): the player's pages are the only pages that an anime has there.

The number of the episode stands in brackets behind the title: "[12]", "[電影]". The upload time is not the premiere,
views are no votes, and the years in the sidebar belong to related works.
"""

import re
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlsplit

from aggregator.model import AnimeType
from aggregator.normalize.counts import parse_count
from aggregator.normalize.scores import parse_score
from aggregator.page import Page
from aggregator.reading.layout import Facts, Layout, Scores, Text, Texts, at

_EPISODE = re.compile(r"\s*\[([^\[\]]{1,20})\]$")
_TYPES = {"電影": AnimeType.MOVIE, "劇場版": AnimeType.MOVIE, "OVA": AnimeType.OVA, "OAD": AnimeType.OVA}
_JOINED = re.compile(r"\s*[×、/／]\s*")


class Bahamut(Layout):
    """Player pages of ani.gamer.com.tw."""

    hosts = ("ani.gamer.com.tw",)
    never_states = frozenset(
        {"alternative_titles", "audio_languages", "end_date", "episodes", "season", "source_material"}
        | {"stated_average", "start_date", "status", "verdict", "year"}
    )
    settles = frozenset({"duration_seconds", "genres", "producers", "scores", "studios", "synopsis", "tags", "type"})
    labels: ClassVar[Mapping[str, str]] = {
        "作品類型": "genres",
        "對象族群": "tags",
        "台灣代理": "producers",
        "製作廠商": "",
        "導演監督": "",
    }

    def refuses(self, page: Page) -> str | None:
        path = urlsplit(page.url or "").path
        return None if path in {"/animeVideo.php", "/animeRef.php"} else "a list of 動畫瘋"

    def facts(self, page: Page) -> Facts:
        for row in page.one(".data_type").many("li", at_least=1):
            yield row.one("span"), row.own_text

    def headline(self, page: Page) -> Text:
        return page.one(".anime_name h1")

    def title(self, page: Page) -> Text:
        head = page.one(".anime_name h1")
        return at(head, _EPISODE.sub("", head.text))

    def type(self, page: Page) -> AnimeType | None:
        found = _EPISODE.search(page.one(".anime_name h1").text)
        return _TYPES.get(found.group(1)) if found else None

    def duration_seconds(self, page: Page) -> Text:
        """That of the video."""
        videos = [data for data in page.structured.json_ld if data.get("@type") == "VideoObject"]
        length = videos[0].get("duration") if videos else None
        return length if isinstance(length, str) else None

    def studios(self, page: Page) -> Texts:
        rows = page.many(".data_type li")
        return [name for row in rows if row.text.startswith("製作廠商") for name in _JOINED.split(row.own_text)]

    def scores(self, page: Page) -> Scores:
        value = page.maybe(".score-overall-number")
        count = page.maybe(".score-overall-people span")
        if value is not None:
            votes = parse_count(count.text) if count else None
            yield at(value, parse_score(value.text, source="巴哈姆特動畫瘋", scale_max=5, votes=votes))

    def synopsis(self, page: Page) -> Text:
        return page.first(".data_intro p")
