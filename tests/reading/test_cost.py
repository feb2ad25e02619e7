"""What reading costs: memory stays flat, and no work is done twice. The ratio to a bare parse needs a quiet machine."""

import gc
import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator import NotAReview, Page, read_page
from aggregator.reading import glance
from benchmarks.reading import memory

FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/*/page.html"))
GROWN = 24
"""MiB: what is remembered across pages fills up at first; a page that is kept would cost more with every one."""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks Linux how much the process holds")
def test_memory_stays_flat_while_pages_are_read() -> None:
    bodies = [path.read_bytes() for path in FIXTURES[:40]]
    memory(bodies, 80)
    early, late = memory(bodies, 400)
    assert late - early < GROWN


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("layouts", [True, False])
def test_a_page_goes_with_its_reader_and_leaves_the_collector_nothing(layouts: bool) -> None:
    kept = []
    for path in FIXTURES:
        page = Page(None, path.read_bytes())
        try:
            read_page(page, layouts=layouts)
        except NotAReview:
            continue  # a refusal holds its frames, and they the page
        gone = weakref.ref(page)
        del page
        kept += [path.parent.name] if gone() is not None else []
    assert kept == []


def test_a_run_of_text_is_classified_once_however_often_it_stands_on_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: Counter[str] = Counter()
    remember = glance._remember

    def counting(text: str) -> int:
        looked_at[text] += 1
        return remember(text)

    monkeypatch.setattr(glance, "_remember", counting)
    monkeypatch.setattr(glance, "_memory", {})
    html = "<h1>A Story</h1><ul>" + "<li>Type: TV</li>" * 50 + "</ul>"
    for _ in range(3):
        read_page(Page("https://site.example/a", html))
    assert looked_at["Type: TV"] == 1
