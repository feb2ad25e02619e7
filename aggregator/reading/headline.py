"""Headlines: title, season, audio language, year and release words out of 'Red Moon (Season 02) Tamil [480p 720p]'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.normalize.names import clean_text
from aggregator.page import Page, place_of, visible_text
from aggregator.reading.fields import Said
from aggregator.reading.zones import Zone, Zones


@dataclass(frozen=True, slots=True)
class Headline:
    """What a headline says."""

    title: str
    season_number: int | None = None
    year: int | None = None
    audio_languages: tuple[str, ...] = ()


def parse_headline(text: str, site_name: str = "") -> Headline:
    """The parts of a headline."""
    title = clean_text(text)[:300]
    title = (
        re.sub(r"\s*[|\-–—•·»:]\s*" + re.escape(site_name) + r"\s*$", "", title, flags=re.IGNORECASE)
        if site_name
        else title
    )
    return Headline(title=title)


def read_headline(page: Page, zones: Zones, site_name: str) -> Iterator[Said]:
    """The page's headline and what it says."""
    for heading in page.index.tags.get("h1", []):
        text = visible_text(heading)
        if text and zones.of(heading) in {Zone.SUBJECT, Zone.ASIDE}:
            yield Said("headline", clean_text(text), "headline", text, place_of(heading), 40)
            yield Said("title", parse_headline(text, site_name).title, "headline", text, place_of(heading), 40)
            break
    for name, weight in (("og:title", 30), ("twitter:title", 28)):
        for text in page.structured.meta.get(name, [])[:1]:
            yield Said("headline", clean_text(text), "meta", text, f"meta[{name}]", weight)
            yield Said("title", parse_headline(text, site_name).title, "headline", text, f"meta[{name}]", weight)
    for title in page.index.tags.get("title", [])[:1]:
        text = " ".join((title.text or "").split())
        if text:
            yield Said("headline", clean_text(text), "headline", text, "title", 20)
            yield Said("title", parse_headline(text, site_name).title, "headline", text, "title", 20)
