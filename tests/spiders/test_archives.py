"""Archives are read like folders, one page at a time; what is damaged, locked, a bomb or foreign in them is named."""

import gzip
import io
import stat
import sys
import zipfile
import zlib
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from aggregator import archives, saved
from aggregator.model import Issue
from aggregator.page import Page
from aggregator.saved import SavedPages, open_saved

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

pytestmark = pytest.mark.filterwarnings(  # warcio's writer, which only the tests use, leaves files open
    "ignore:Unclosed file:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
HTML = b"<!doctype html><html><h1>A page</h1></html>"
MHTML = b"""From: <Saved by a browser>
Snapshot-Content-Location: https://site.example/a
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b"

----b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://site.example/a

<!doctype html><html><h1>A p=C3=A4ge</h1></html>
----b
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
----b--
"""


def read(*sources: Path) -> tuple[list[Page], dict[str, str], int]:
    found = SavedPages(sources)
    pages = list(found)
    issues = {page.saved_as or "": page.message for page in pages if isinstance(page, Issue)}
    return [page for page in pages if isinstance(page, Page)], issues, found.passed_over


def names(pages: list[Page]) -> list[str]:
    return [page.saved_as or "" for page in pages]


def warc(
    *records: tuple[str, str, bytes],
    packed: bool = True,
    status: str = "200 OK",
    headers: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """A WARC of responses: URL, content type, body."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "a test"}))
    for url, kind, body in records:
        head = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head))
    return out.getvalue()


PACKED = (("Content-Encoding", "gzip"),)
RECORDS = [
    ("https://site.example/a", "text/html; charset=windows-1252", b"<html><h1>Caf\xe9</h1></html>"),
    ("https://site.example/a.css", "text/css", b"h1 {}"),
    ("https://site.example/b", "text/html", HTML),
    ("urn:uuid:1", "text/html", HTML),
]


@pytest.mark.parametrize(("name", "packed"), [("x.warc", False), ("x.warc.gz", True), ("X.WARC.GZ", True)])
def test_a_warc_gives_its_pages_with_their_urls_and_charsets(tmp_path: Path, name: str, packed: bool) -> None:
    (tmp_path / name).write_bytes(warc(*RECORDS, packed=packed))
    pages, issues, passed_over = read(tmp_path)
    assert [(page.saved_as, page.url, page.one("h1").text) for page in pages] == [
        (f"{name}/2", "https://site.example/a", "Café"),
        (f"{name}/4", "https://site.example/b", "A page"),
    ]
    assert (issues, passed_over) == ({}, 2)


def test_a_wacz_is_a_zip_with_warcs_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", warc(*RECORDS))
        archive.writestr("datapackage.json", b'{"profile": "data-package"}')
    pages, _, _ = read(tmp_path)
    assert [page.saved_as for page in pages if page.url] == [
        "x.wacz/archive/data.warc.gz/2",
        "x.wacz/archive/data.warc.gz/4",
    ]


def test_what_a_warc_recorded_packed_is_unpacked(tmp_path: Path) -> None:
    content = warc(("https://site.example/a", "text/html", gzip.compress(HTML)), headers=PACKED)
    (tmp_path / "x.warc.gz").write_bytes(content)
    assert read(tmp_path)[0][0].one("h1").text == "A page"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("br", brotli.compress(HTML)),
        ("zstd", zstd.compress(HTML)),
        ("deflate", zlib.compress(HTML)),
        ("gzip, br", brotli.compress(gzip.compress(HTML, mtime=0))),
        ("gzip", HTML),  # unpacked by whoever recorded it, who left the header as it was
    ],
    ids=["br", "zstd", "deflate", "gzip-br", "unpacked"],
)
def test_a_warc_is_unpacked_as_http_packs(tmp_path: Path, encoding: str, body: bytes) -> None:
    record = ("https://site.example/a", "text/html", body)
    (tmp_path / "x.warc.gz").write_bytes(warc(record, headers=(("Content-Encoding", encoding),)))
    assert read(tmp_path)[0][0].one("h1").text == "A page"


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "compress"])
def test_31_half_a_page_in_a_warc_is_named_and_not_read(tmp_path: Path, encoding: str) -> None:
    packers = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstd.compress, "compress": zlib.compress}
    half = packers[encoding](HTML * 50)[:-9]
    record = ("https://site.example/a", "text/html", half)
    (tmp_path / "x.warc.gz").write_bytes(warc(record, headers=(("Content-Encoding", encoding),)))
    pages, issues, _ = read(tmp_path)
    assert pages == []
    assert "cannot be unpacked" in issues["x.warc.gz/2"]


def test_errors_and_redirects_that_a_warc_recorded_are_no_pages(tmp_path: Path) -> None:
    (tmp_path / "x.warc").write_bytes(warc(*RECORDS, packed=False, status="404 Not Found"))
    assert read(tmp_path) == ([], {}, 4)


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("packed", [True, False])
def test_54_a_warc_that_is_cut_off_gives_whole_pages_and_is_named(tmp_path: Path, at: float, packed: bool) -> None:
    whole = warc(*RECORDS[::2], packed=packed)
    (tmp_path / "x.warc").write_bytes(whole[: int(len(whole) * at)])
    pages, issues, _ = read(tmp_path)
    assert issues
    assert all(page.html in {HTML.decode(), "<html><h1>Café</h1></html>"} for page in pages)


def test_57_a_line_in_a_warc_that_does_not_end_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LONGEST_LINE", 100_000)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nX: "
    (tmp_path / "x.warc.gz").write_bytes(gzip.compress(head + b"a" * 3_000_000))
    pages, issues, _ = read(tmp_path)
    assert pages == []
    assert "a line does not end" in issues["x.warc.gz"]


def test_54_an_archive_that_is_none_is_named(tmp_path: Path) -> None:
    for name in ("x.warc", "x.warc.gz", "x.zip", "x.wacz", "x.mhtml"):
        (tmp_path / name).write_bytes(b"\x00 something else entirely")
    (tmp_path / "y.warc.gz").write_bytes(gzip.compress(b"no WARC either"))
    (tmp_path / "good.html").write_bytes(HTML)
    pages, issues, _ = read(tmp_path)
    assert names(pages) == ["good.html"]
    assert set(issues) == {"x.warc", "x.warc.gz", "x.zip", "x.wacz", "x.mhtml", "y.warc.gz"}


def test_57_a_page_in_an_archive_has_a_limit_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved, "MAX_BYTES", 100_000)
    bomb = HTML + bytes(5_000_000)
    (tmp_path / "x.warc.gz").write_bytes(
        warc(("https://site.example/a", "text/html", gzip.compress(bomb)), RECORDS[2], headers=PACKED)
    )
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.html", bomb)
        archive.writestr("bomb.html.gz", gzip.compress(bomb))
        archive.writestr("good.html", HTML)
    pages, issues, _ = read(tmp_path)
    assert [name for name in names(pages) if name != "x.warc.gz/3"] == ["x.zip/good.html"]
    assert set(issues) >= {"x.zip/bomb.html", "x.zip/bomb.html.gz", "x.warc.gz/2"}
    assert all("is larger than 100000 bytes" in issues[name] for name in issues)


def test_a_zip_is_a_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("site/b/page.html", HTML)
        archive.writestr("site/b/meta.json", b'{"url": "https://site.example/b"}')
        archive.writestr("site/a", HTML)
        archive.writestr("site/c.html.gz", gzip.compress(HTML))
        archive.writestr("site/d.mhtml", MHTML)
        archive.writestr("site/style.css", b"h1 {}")
    pages, issues, passed_over = read(tmp_path)
    assert [(page.saved_as, page.url) for page in pages] == [
        ("x.zip/site/a", None),
        ("x.zip/site/b/page.html", "https://site.example/b"),
        ("x.zip/site/c.html.gz", None),
        ("x.zip/site/d.mhtml", "https://site.example/a"),
    ]
    assert (issues, passed_over) == ({}, 2)


def test_54_names_in_a_zip_lead_nowhere(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.html")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in ("../../etc/a.html", "/etc/b.html", "C:\\c.html", "d\n.html"):
            archive.writestr(name, HTML)
        archive.writestr(link, "/etc/passwd")
        archive.writestr("inner.zip", b"PK")
    pages, issues, _ = read(tmp_path)
    assert sorted(names(pages)) == ["x.zip/C:/c.html", "x.zip/d\n.html", "x.zip/etc/a.html", "x.zip/etc/b.html"]
    assert set(issues) == {"x.zip/link.html", "x.zip/inner.zip"}
    assert list(tmp_path.iterdir()) == [tmp_path / "x.zip"]


def test_57_entries_that_overlap_are_not_unpacked(tmp_path: Path) -> None:
    """One packed megabyte that a directory of a thousand entries all point at."""
    content = zlib.compress(bytes(3_000_000), 9)[2:-4]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", bytes(3_000_000))
        for number in range(1000):
            entry = zipfile.ZipInfo(f"{number}.html")
            entry.compress_type, entry.compress_size, entry.file_size = 8, len(content), 3_000_000
            entry.header_offset = entry.CRC = 0
            archive.filelist.append(entry)
            archive.NameToInfo[entry.filename] = entry
    (tmp_path / "x.zip").write_bytes(out.getvalue())
    pages, issues, _ = read(tmp_path)
    assert pages == []
    assert "overlap" in issues["x.zip"]


def test_54_entries_that_are_damaged_or_locked_are_named_and_the_others_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", HTML)
        archive.writestr("b.html", HTML.replace(b"A page", b"B page"))
        archive.writestr("locked.html", HTML)
        archive.NameToInfo["locked.html"].flag_bits |= 1
    content = out.getvalue().replace(b"B page", b"X page", 1)
    (tmp_path / "x.zip").write_bytes(content)
    pages, issues, _ = read(tmp_path)
    assert names(pages) == ["x.zip/a.html"]
    assert set(issues) == {"x.zip/b.html", "x.zip/locked.html"}


def test_an_mhtml_is_one_page(tmp_path: Path) -> None:
    (tmp_path / "a.mhtml").write_bytes(MHTML)
    page = open_saved(tmp_path / "a.mhtml")
    assert isinstance(page, Page)
    assert (page.url, page.saved_as, page.one("h1").text) == ("https://site.example/a", "a.mhtml", "A päge")


def test_36_an_mhtml_nested_beyond_reason_is_named(tmp_path: Path) -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number) for number in range(3000)
    )
    (tmp_path / "a.mhtml").write_bytes(nested + b"Content-Type: text/html\n\n" + HTML)
    found = open_saved(tmp_path / "a.mhtml")
    assert isinstance(found, Issue)
    assert "no .mhtml file that can be read" in found.message


def test_nobody_counts_the_pages_of_an_archive(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"")
    assert SavedPages([tmp_path]).count() is None
