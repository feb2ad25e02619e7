# ruff: noqa: E501 - pages and tables read best a row a line
"""A page: decoding, the tree that is parsed and walked once, counted selectors, what is embedded."""

from collections.abc import Callable

import pytest

from aggregator.page import Page, SelectorDrift, UnreadableError

JAPANESE = "進撃の巨人 アニメの評価はこちら"
CHINESE = "进击的巨人 动画评分 我们的国家"
PORTUGUESE = "Ação é não “só” Pokémon"

UNDECLARED = [
    (JAPANESE, "utf-8"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "utf-16"),
    (JAPANESE, "utf-8-sig"),
    (CHINESE, "gb18030"),
    ("進擊的巨人 動畫評分", "big5"),
    ("진격의 거인 애니메이션 평점", "cp949"),
    ("Атака титанов смотреть онлайн", "cp1251"),
    (PORTUGUESE, "cp1252"),
]


@pytest.mark.parametrize(("title", "encoding"), UNDECLARED)
def test_guesses_an_encoding_that_nobody_declares(title: str, encoding: str) -> None:
    body = f"<html><title>{title}</title><p>{title}</p></html>".encode(encoding)
    assert Page(None, body).one("p").text == title


DECLARED = [
    (JAPANESE, "cp932", "<meta charset=Shift_JIS>", None),
    (JAPANESE, "euc_jp", '<meta http-equiv="Content-Type" content="text/html; charset=EUC-JP">', None),
    (JAPANESE, "iso2022_jp", "", "text/html; charset=ISO-2022-JP"),
    (CHINESE, "gb18030", "<meta charset=gb2312>", None),
    ("Žánry: dobrodružný", "cp1250", "", "windows-1250"),
    (PORTUGUESE, "utf-8", "<meta charset=iso-8859-1>", None),
    (PORTUGUESE, "cp1252", "<meta charset=utf-8>", None),
]


@pytest.mark.parametrize(("title", "encoding", "meta", "header"), DECLARED)
def test_weighs_header_meta_and_bytes(title: str, encoding: str, meta: str, header: str | None) -> None:
    body = f"<html><head>{meta}</head><p>{title}</p></html>".encode(encoding)
    assert Page(None, body, encoding=header).one("p").text == title


NO_PAGES = [
    b"",
    b"  \n ",
    b"\x89PNG\r\n\x1a\n0000",
    b"%PDF-1.7 ...",
    b"PK\x03\x04xxxx",
    b"\x1f\x8b\x08\x00",
    bytes(range(1, 32)) * 40,
]


@pytest.mark.parametrize("body", NO_PAGES)
def test_refuses_what_is_no_text(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        _ = Page(None, body).html


def test_scrubs_what_no_line_can_hold() -> None:
    page = Page(None, "<p>a\x00b\ud800c\x1bd</p>")
    assert page.one("p").text == "ab\ufffdcd"
    page.html.encode("utf-8")


HTML = """
<html lang="de"><head><title>t</title><link rel="canonical" href="https://web.archive.org/web/2020/https://www.site.example/a"></head>
<body><div id="box" class="a b"><p class="b">eins <b>zwei</b></p><p>drei<br>vier</p><script>var x = 1</script></div>
<ul class="list"><li itemprop="name">x</li><li itemprop="name">y</li></ul><a href="/rel">z</a></body></html>
"""

SELECTED = [
    ("#box", 1),
    (".b", 2),
    ("div.b", 1),
    (".a.b", 1),
    ("#box p", 2),
    ("#box > p.b", 1),
    ("body p b", 1),
    ("[itemprop=name]", 2),
    ('ul.list li[itemprop="name"]', 2),
    ('a[href^="/"]', 1),
    ("p, li", 4),
    ("li:nth-child(2)", 1),
    ("li + li", 1),
    (".missing", 0),
    ("#missing .b", 0),
]


@pytest.mark.parametrize(("css", "count"), SELECTED)
def test_the_index_selects_what_css_selects(css: str, count: int) -> None:
    page = Page(None, HTML)
    found = [node.element for node in page.many(css)]
    assert found == [selected.root for selected in page.selector.css(css)]
    assert len(found) == count


def test_selects_inside_a_node() -> None:
    box = Page(None, HTML).one("#box")
    assert [node.text for node in box.many("p")] == ["eins zwei", "drei vier"]
    assert not box.has("li")


def test_counts_matches() -> None:
    page = Page(None, HTML)
    assert page.maybe(".missing") is None
    assert page.first("li").text == "x"  # type: ignore[union-attr]  # it is there
    for ask in (
        lambda: page.one("li"),
        lambda: page.one(".missing"),
        lambda: page.maybe("li"),
        lambda: page.many("li", at_least=3),
    ):
        with pytest.raises(SelectorDrift):
            ask()
    with pytest.raises(SelectorDrift, match=r"'\.missing' should match one element and matches 0"):
        page.one(".missing")


def test_reads_what_a_person_sees() -> None:
    page = Page(None, HTML)
    assert page.one("#box").text == "eins zwei drei vier"
    assert page.one("p.b").own_text == "eins"
    assert page.one("p.b").place == "#box > p.b"


def test_knows_its_address() -> None:
    page = Page(None, HTML)
    assert (page.url, page.site, page.language) == ("https://www.site.example/a", "site.example", "de")
    assert page.absolute("/rel") == "https://www.site.example/rel"
    assert page.absolute("javascript:alert(1)") is None
    assert Page("file:///pages/a.html", "<p>x</p>").url is None


def test_holds_json() -> None:
    page = Page("https://api.example/1", '{"data": {"title": "x"}}')
    assert page.json == {"data": {"title": "x"}}
    assert not page.has("p")


EMBEDDED = [
    '{"@type": "Movie", "name": "N"}',
    '[{"@type": "Movie", "name": "N"}]',
    '{"@graph": [{"@type": "Movie", "name": "N"}]}',
    '/* <![CDATA[ */ {"@type": "Movie", "name": "N"} /* ]]> */',
    '<!-- {"@type": "Movie", "name": "N",} -->',
    '{"@type": "Movie",\n "name": "N", "text": "a\nb"}',
]


@pytest.mark.parametrize("script", EMBEDDED)
def test_reads_careless_json_ld(script: str) -> None:
    items = Page(None, f'<script type="application/ld+json">{script}</script>').structured.json_ld
    assert [item["name"] for item in items] == ["N"]


def test_reads_microdata() -> None:
    html = """
    <div itemscope itemtype="https://schema.org/Movie"><h1 itemprop="name">N</h1><a itemprop="genre" href="/g">G</a>
    <div itemprop="aggregateRating" itemscope itemtype="http://schema.org/AggregateRating"><meta itemprop="ratingValue" content="7"></div></div>
    """
    rating = {"@type": "AggregateRating", "ratingValue": "7"}
    assert Page(None, html).structured.microdata == [
        {"@type": "Movie", "name": "N", "genre": "G", "aggregateRating": rating}
    ]


def test_restores_what_was_taken_for_an_address() -> None:
    page = Page(None, '<p>GJ Cl<a class="__cf_email__" data-cfemail="422002">[email&#160;protected]</a>!</p>')
    assert page.one("p").text == "GJ Clb@!"


@pytest.mark.parametrize("depth", [300, 1500])
def test_reads_deep_pages(depth: int) -> None:
    page = Page(None, "<body>" + "<div>" * depth + "deep")
    assert "deep" in page.one("body").text
    assert not page.is_truncated


@pytest.mark.parametrize("depth", [5_000, 100_000])
def test_says_when_a_page_is_too_deep(depth: int) -> None:
    assert Page(None, "<body><h1>t</h1>" + "<div>" * depth + "deep").is_truncated


def test_reads_one_huge_node(processor_seconds: Callable[..., float]) -> None:
    html = f"<p>{'x ' * 4_000_000}</p><h1>after</h1>"
    assert Page(None, html).one("h1").text == "after"
    assert processor_seconds(lambda: Page(None, html).one("h1"), 5.0, times=2) < 5.0
