"""sources.toml: every key is read as it is documented, and every mistake is told with its place and what to write."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from aggregator.exits import Exit, Refusal
from aggregator.sources import Floors, Owners, Source, chosen, decoded, encoded, length_of, read_sources

EXAMPLE = Path(__file__).parents[1] / "docs" / "sources.toml"
GOOD = 'start = ["https://moon.example/"]\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "sources.toml"


def test_the_documented_example_is_read_and_shows_every_key(file: Path) -> None:
    (file.parent / "pages").mkdir()
    file.write_text(EXAMPLE.read_text(encoding="utf-8"))
    sources = read_sources(file)
    assert list(sources) == ["moon-reviews", "sun-blog", "archive"]
    moon = sources["moon-reviews"]
    assert (moon.delay, moon.concurrency, moon.max_pages, moon.max_steps) == (2.0, 1, 5000, 3)
    assert (moon.floors.reviews, moon.floors.filled) == (100, {"scores": 0.9, "episodes": 0.5})
    assert (moon.revisit.shortest, moon.revisit.longest) == (timedelta(hours=12), timedelta(days=60))
    assert [sources[name].is_live for name in sources] == [True, True, False]
    assert [sources[name].layouts for name in sources] == [True, False, True]
    for field in msgspec.structs.fields(Source):
        assert f"\n{field.name} = " in file.read_text() or f".{field.name}]" in file.read_text(), field.name


def test_a_source_needs_no_more_than_a_start(file: Path) -> None:
    file.write_text(f"[sources.moon]\n{GOOD}")
    moon = read_sources(file)["moon"]
    assert moon.enabled
    assert (moon.delay, moon.max_pages, moon.floors.reviews) == (None, None, 0)
    assert moon.revisit.longest == timedelta(days=60)


MISTAKES = [
    ("sources.toml", "There is no"),  # the file itself
    ("[", "cannot be read"),
    ("", "names no source"),
    ("[source.moon]", "there is no key source. Did you mean sources?"),
    ("sources = 3", "names no source"),
    ("[sources]\nmoon = 3", "source moon is no table"),
    ('[sources."../x"]', "source ../x: a name is of lower-case letters"),
    ("[sources.moon]", "source moon: there must be a key `start`"),
    ("[sources.moon]\nstart = []", "source moon: start: expected `list` of length >= 1"),
    ('[sources.moon]\nstart = "https://moon.example/"', "source moon: start: expected `list`, got `text`"),
    ('[sources.moon]\nstart = ["nowhere"]', "source moon: start: there is no "),
    ('[sources.moon]\nstart = ["ftp://moon.example/"]', "is no http or https URL"),
    ('[sources.moon]\nstart = ["https://moon.example/", "sources.toml"]', "not both"),
    (f"[sources.moon]\n{GOOD}max_page = 3", "source moon: there is no key max_page. Did you mean max_pages?"),
    (f"[sources.moon]\n{GOOD}nonsense = 3", "There are: start, enabled, "),
    (f'[sources.moon]\n{GOOD}max_pages = "many"', "source moon: max_pages: expected `integer`, got `text`"),
    (f"[sources.moon]\n{GOOD}max_pages = 0", "source moon: max_pages: expected `integer` >= 1"),
    (f"[sources.moon]\n{GOOD}delay = -1", "source moon: delay: expected `number` >= 0"),
    (f"[sources.moon]\n{GOOD}delay = 301", "source moon: delay: expected `number` <= 300"),
    (f'[sources.moon]\n{GOOD}contact = "me) (you"', "contact: write an e-mail address or a URL"),
    (f"[sources.moon]\n{GOOD}delay = nan", "source moon: delay"),
    (f'[sources.moon]\n{GOOD}enabled = "no"', "source moon: enabled: expected `true or false`, got `text`"),
    (f"[sources.moon]\n{GOOD}floors = {{review = 3}}", "source moon: floors: there is no key review. Did you mean"),
    (f"[sources.moon]\n{GOOD}floors = {{filled = {{score = 1}}}}", "reviews.jsonl has no score, but scores"),
    (f"[sources.moon]\n{GOOD}floors = {{filled = {{scores = 95}}}}", "expected `number` <= 1"),
    (f'[sources.moon]\n{GOOD}revisit = {{at_most_every = "daily"}}', "revisit.at_most_every: 'daily' is no length"),
    (f'[sources.moon]\n{GOOD}revisit = {{at_most_every = "0d"}}', "revisit.at_most_every: '0d' is no length"),
    (f'[sources.moon]\n{GOOD}revisit = {{at_most_every = "90d"}}', "at most every 90d and at least every 60d"),
    (f'[sources.moon]\n{GOOD}[sources.sun]\nstart = ["https://www.moon.example/b"]', "are one site (moon.example)"),
    (f'[sources.moon]\n{GOOD}[sources.sun]\nstart = ["http://a.moon.example/"]', "are one site (moon.example)"),
]


@pytest.mark.parametrize(("content", "said"), MISTAKES)
def test_a_mistake_is_told_with_the_file_the_source_and_the_key(file: Path, content: str, said: str) -> None:
    if content != "sources.toml":
        file.write_text(content)
    with pytest.raises(Refusal) as refusal:
        read_sources(file)
    assert refusal.value.exit_code is Exit.USAGE
    assert str(file) in str(refusal.value)
    assert said in str(refusal.value)


def test_the_named_sources_are_crawled_else_all_that_are_enabled(file: Path) -> None:
    sources = {
        name: Source(start=(f"https://{name}.example/",), enabled=name != "archive")
        for name in ("moon", "sun", "archive")
    }
    assert chosen(file, sources, []) == ["moon", "sun"]
    assert chosen(file, sources, ["archive", "moon", "archive"]) == ["archive", "moon"]
    with pytest.raises(Refusal, match=r"has no source moom\. Did you mean moon\?"):
        chosen(file, sources, ["moom"])
    with pytest.raises(Refusal, match="It has: moon, sun, archive"):
        chosen(file, sources, ["x"])
    with pytest.raises(Refusal, match="switched off"):
        chosen(file, {"archive": sources["archive"]}, [])


@pytest.mark.parametrize("text", ["", "d", "-1d", "1.5d", "3", "1 d", "99999999w", "1m"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="12h, 30d or 8w"):
        length_of(text)


def test_a_url_belongs_to_the_source_that_starts_at_its_host_or_above_it() -> None:
    sources = {
        "moon": Source(start=("https://www.moon.example/reviews", "https://b.moonlight.example/")),
        "sun": Source(start=("http://127.0.0.1:8000/",)),
        "archive": Source(start=("pages",)),
    }
    owners = Owners(sources)
    owned = {
        "https://moon.example/": "moon",
        "http://a.b.moon.example:81/x": "moon",
        "https://b.moonlight.example/x": "moon",
        "https://moonlight.example/": None,
        "https://evilmoon.example/": None,
        "http://127.0.0.1:9/": "sun",
        "pages/a.html": None,
        "http://[::": None,
    }
    assert {url: owners.name_of(url) for url in owned} == owned
    assert owners.of("https://moon.example/a") is sources["moon"]


def test_sources_come_through_to_workers_as_they_are() -> None:
    sources = {"moon": Source(start=("https://moon.example/",), delay=1.5, floors=Floors(filled={"scores": 0.5}))}
    assert decoded(encoded(sources)) == sources
    assert decoded("") == {}
