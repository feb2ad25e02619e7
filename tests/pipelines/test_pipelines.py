"""What happens to a page on its way out, pipeline by pipeline."""

from dataclasses import replace

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from aggregator.journal import Read
from aggregator.model import Issue, IssueCode, Review, Score
from aggregator.page import Page
from pipelines.average import AveragePipeline
from pipelines.dedupe import DedupePipeline
from pipelines.logs import TRACEBACKS, ShortLogFormatter, escaped, name_of
from pipelines.screen import ScreenPipeline

GOOD = """<!doctype html><html><head><title>Red Moon</title><script type="application/ld+json">
{"@type": "TVSeries", "name": "Red Moon", "aggregateRating": {"ratingValue": 8, "bestRating": 10, "ratingCount": 3}}
</script></head><body><h1>Red Moon</h1></body></html>"""
NOTED = Issue(code=IssueCode.SKIPPED, message="A link that leads elsewhere.")


@pytest.fixture
def stats() -> StatsCollector:
    return StatsCollector(Crawler(Spider, {"STATS_DUMP": False}))


def read(*scores: Score, saved_as: str | None = None) -> Read:
    url = "https://site.example/a"
    return Read(review=Review(title="Red Moon", headline="Red Moon", url=url, saved_as=saved_as, scores=scores))


# --- screen ---


def test_a_page_becomes_what_was_read_on_it(stats: StatsCollector) -> None:
    item = ScreenPipeline(stats, layouts=lambda _: True).process_item(Page("https://site.example/a", GOOD))
    assert isinstance(item, Read)
    assert (item.review.title, item.review.scores[0].value) == ("Red Moon", 8.0)
    assert stats.get_value("pages/read") == 1


def test_two_copies_of_a_page_have_the_same_content_and_two_pages_have_not(stats: StatsCollector) -> None:
    screen = ScreenPipeline(stats, layouts=lambda _: True)
    texts = (GOOD, GOOD, GOOD + " ")
    items = [screen.process_item(Page(None, text, saved_as=f"{n}.html")) for n, text in enumerate(texts)]
    assert len({item.content for item in items if isinstance(item, Read)}) == 2


@pytest.mark.parametrize("content", ["", "<html></html>", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"])
def test_a_page_that_is_no_review_becomes_an_issue(stats: StatsCollector, content: str | bytes) -> None:
    item = ScreenPipeline(stats, layouts=lambda _: True).process_item(Page("https://site.example/a", content))
    assert isinstance(item, Issue)


def test_a_saved_json_file_that_no_layout_claims_is_no_page(stats: StatsCollector) -> None:
    screen = ScreenPipeline(stats, layouts=lambda _: True)
    for content in (b'{"name": "x"}', b"[1, 2]", b"no json", b"", b"\xff\x00"):
        with pytest.raises(DropItem):
            screen.process_item(Page(None, content, saved_as="a/data.json"))
    assert stats.get_value("pages/passed_over") == 5
    assert stats.get_value("pages/read") is None


def test_what_a_spider_noted_passes_every_pipeline(stats: StatsCollector) -> None:
    for pipeline in (ScreenPipeline(stats, layouts=lambda _: True), DedupePipeline(stats), AveragePipeline(stats)):
        assert pipeline.process_item(NOTED) is NOTED


# --- dedupe ---


def test_a_page_that_comes_again_is_dropped_and_another_is_not(stats: StatsCollector) -> None:
    dedupe = DedupePipeline(stats)
    first = read(saved_as="a.html")
    assert dedupe.process_item(first) is first
    with pytest.raises(DropItem):
        dedupe.process_item(replace(first))
    dedupe.process_item(read(saved_as="b.html"))
    assert stats.get_value("reviews/repeated") == 1


# --- average ---


def test_scores_that_can_be_averaged_are_counted(stats: StatsCollector) -> None:
    item = read(Score(source="IMDb", value=5.9), Score(source="MyAnimeList", value=6.2))
    assert AveragePipeline(stats).process_item(item) is item
    assert stats.get_value("scores/averaged") == 2


@pytest.mark.parametrize(
    ("score", "code"),
    [
        (Score(source="x", value=11, text="11/10"), IssueCode.OUT_OF_RANGE),
        (Score(source="x", value=-1, text="-1"), IssueCode.OUT_OF_RANGE),
        (Score(source="x", value=42, scale_max=None, text="42"), IssueCode.UNKNOWN_SCALE),
    ],
)
def test_a_score_that_cannot_be_averaged_is_an_issue_once(stats: StatsCollector, score: Score, code: IssueCode) -> None:
    item = AveragePipeline(stats).process_item(read(score))
    assert isinstance(item, Read)
    assert [(issue.code, issue.field, issue.text) for issue in item.issues] == [(code, "scores", score.text)]
    assert AveragePipeline(stats).process_item(item) is item
    assert not stats.get_value("scores/averaged")


# --- logs ---


def test_the_log_names_pages_on_one_line() -> None:
    assert name_of(Page(None, GOOD, saved_as="a\nb\x1b[2J.html")) == "a\\nb\\x1b[2J.html"
    assert name_of(read(saved_as="a.html")) == "a.html"
    assert name_of(NOTED) == "skipped"
    assert escaped("тест é") == "тест é"


def test_a_failure_on_every_page_does_not_fill_the_disk() -> None:
    logs, spider = ShortLogFormatter(), Spider("a")
    levels = [logs.item_error(NOTED, ValueError(), None, spider)["level"] for _ in range(TRACEBACKS + 5)]
    assert levels == [40] * TRACEBACKS + [10] * 5
