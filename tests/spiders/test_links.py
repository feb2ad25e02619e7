"""Sitemaps and feeds of every kind name their pages; whatever else comes is a page."""

import gzip
from datetime import UTC, datetime

import pytest

from spiders import links
from spiders.links import read_links

BASE = "https://site.example/feeds/"
NAMED = [
    (
        "sitemap",
        b"""<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>
        <url><loc>\n https://site.example/a </loc><lastmod>2024</lastmod></url>
        <url><loc>https://site.example/b</loc></url></urlset>""",
    ),
    (
        "sitemap index",
        b"""<sitemapindex><sitemap><loc>https://site.example/a</loc></sitemap>
        <sitemap><loc>https://site.example/b</loc></sitemap></sitemapindex>""",
    ),
    (
        "feed",
        b"""<?xml version='1.0'?><rss version='2.0'><channel><link>https://site.example/</link>
        <item><title>A</title><link>https://site.example/a</link></item>
        <item><guid>https://site.example/b</guid></item></channel></rss>""",
    ),
    (
        "feed",
        b"""<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://site.example/'/>
        <entry><link rel='edit' href='https://site.example/edit'/><link rel='alternate' href='/a'/></entry>
        <entry><link href='https://site.example/b'/></entry></feed>""",
    ),
    (
        "feed",
        b"""<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>
        <item><link>https://site.example/a</link></item><item><link>https://site.example/b</link></item></rdf:RDF>""",
    ),
    (
        "sitemap",
        b"""\xef\xbb\xbf  <!-- by a plugin, and torn --><urlset><url><loc>https://site.example/a</loc></url>
        <url><loc>https://site.example/b</loc></url><url><loc>https://site.example/a</loc></url>""",
    ),
]
NOTHING_NAMED = [
    b"",
    b"<!doctype html><html><body><a href='/a'>A</a></body></html>",
    b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
    b'{"data": {}}',
    b"\x1f\x8b torn",
    b"\x00\x01\x02",
]


@pytest.mark.parametrize(("kind", "document"), NAMED)
def test_names_its_pages(kind: str, document: bytes) -> None:
    listed = read_links(document, BASE)
    assert listed is not None
    assert (listed.kind, listed.links) == (kind, ("https://site.example/a", "https://site.example/b"))
    assert not listed.is_cut


@pytest.mark.parametrize("document", NOTHING_NAMED)
def test_anything_else_is_perhaps_a_page(document: bytes) -> None:
    assert read_links(document, BASE) is None


def test_a_gzipped_sitemap_is_unpacked() -> None:
    listed = read_links(gzip.compress(NAMED[0][1]), BASE)
    assert listed is not None
    assert len(listed.links) == 2


def test_a_permalink_that_is_none_is_no_page() -> None:
    listed = read_links(b"<rss><channel><item><guid isPermaLink='false'>http-7</guid></item></channel></rss>", BASE)
    assert listed is not None
    assert listed.links == ()


def test_entities_are_not_expanded_and_nothing_is_read_from_elsewhere() -> None:
    hostile = b"""<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">
    <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
    <urlset><url><loc>https://site.example/&x;</loc></url><url><loc>https://site.example/&b;</loc></url></urlset>"""
    listed = read_links(hostile, BASE)
    assert listed is not None
    assert set(listed.links) <= {"https://site.example/"}


def test_more_than_the_standard_allows_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MAX_LINKS", 1)
    listed = read_links(NAMED[0][1], BASE)
    assert listed is not None
    assert (listed.links, listed.is_cut) == (("https://site.example/a",), True)


def test_a_sitemap_says_when_its_pages_changed_last() -> None:
    told = {
        "a": "2026-01-02T03:04:05Z",
        "b": "2026-01-02",
        "c": "",
        "d": "soon",
        "e": "9999-12-31",
        "f": "2026-01-02T00:00",
    }
    entries = "".join(f"<url><loc>/{name}</loc><lastmod> {when} </lastmod></url>" for name, when in told.items())
    listed = read_links(f"<urlset>{entries}</urlset>".encode(), "https://site.example/")
    assert listed is not None
    assert len(listed.links) == 6
    assert listed.modified == {
        "https://site.example/a": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).timestamp(),
        "https://site.example/b": datetime(2026, 1, 3, tzinfo=UTC).timestamp(),
        "https://site.example/f": datetime(2026, 1, 2, tzinfo=UTC).timestamp(),
    }
