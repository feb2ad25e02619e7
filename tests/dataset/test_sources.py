"""SOURCES.md: what each site gave, what changed there, on what terms; and no markup of a page works in it."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from aggregator.dataset.sources import read_sources, sources_md
from aggregator.duplicates import line_order
from aggregator.model import Review, Score

RED = Review(
    url="https://anidb.net/1",
    site="anidb.net",
    title="Red",
    headline="Red",
    start_date="2024-01",
    scores=(Score(source="AniDB", value=7.0),),
)
BLUE = Review(url="https://b.example/2", site="b.example", title="Blue", headline="Blue", year=2020)


def written(path: Path, *reviews: Review) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in sorted(reviews, key=line_order)))
    return path


def test_each_site_is_counted_and_compared_with_the_release_before(tmp_path: Path) -> None:
    before = written(tmp_path / "before", RED, BLUE)
    now = written(tmp_path / "now", replace(RED, episodes=12), replace(RED, url="https://anidb.net/3"))
    sources = read_sources(now, before)
    assert {name: dict(source.changes) for name, source in sources.items()} == {
        "anidb.net": {"changed": 1, "new": 1},
        "b.example": {"gone": 1},
    }
    assert (sources["anidb.net"].pages, sources["anidb.net"].scores, sources["anidb.net"].newest) == (2, 2, "2024-01")


@pytest.mark.parametrize(
    ("robots", "said"), [(True, "as the sites' robots.txt allows"), (False, "switched off"), (None, "read from files")]
)
def test_the_document_says_what_became_of_robots_txt(tmp_path: Path, robots: bool | None, said: str) -> None:
    text = sources_md(written(tmp_path / "now", RED), None, unread={"c.example": 4}, robots=robots).decode()
    assert said in text
    assert "| anidb.net | 1 | 1 | 2024-01 | 1 | 0 | 0 | 0 | AniDB's policy forbids" in text
    assert "| c.example | 0 | 0 | not stated | 0 | 0 | 0 | 4 |" in text
    assert "there is no release before" in text


def test_no_markup_of_a_page_works(tmp_path: Path) -> None:
    hostile = replace(BLUE, site="<script>|[a](javascript:1)`", start_date="<b>")
    text = sources_md(written(tmp_path / "now", hostile), None, unread={}, robots=None).decode()
    assert "<script>" not in text
    assert "<b>" not in text
    assert "[a]" not in text
    assert "&lt;script&gt;&#124;" in text
