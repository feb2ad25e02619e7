"""A made-up site of a theme that we know (AnimeStream): pages of 20 to 60 KB, a sitemap, and a cheap server.

    python -m benchmarks.made_site 2000 [FILE]  serves so many pages on a free port of this machine, prints the port

Into FILE goes a line for every request: when it came, in seconds of the machine's monotonic clock, and its path. Every
answer is made before the first request comes, so serving one is a look-up and a write. All links lead to these pages:
menus, genres and episodes to parts of them (`/anime/work-00007/#genre-drama`).
"""

import asyncio
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

from aggregator.model import Review
from benchmarks.made_reviews import made_reviews

NAME = "MadeStream"
_MENU = ("Home", "Series", "Movies", "Schedule", "Bookmarks", "News", "Forum", "About", "Contact", "Privacy")
_STYLE = ".bixbox{margin:0 0 15px;background:#fff;border-radius:3px} .bixbox .releases{padding:8px 15px} "
_SCRIPT = (
    "window.tools=window.tools||[];window.tools.push(function(box){return box&&box.dataset?box.dataset.id:null}); "
)


def made_pages(count: int, root: str) -> Iterator[tuple[str, bytes]]:
    """The path and the content of so many pages of the site at a root such as `http://127.0.0.1:8000`."""
    works = _works(count)
    chance = random.Random(5)
    for number, work in enumerate(works):
        yield _path(number), _page(number, work, works, root, chance).encode()


def write_pages(folder: Path, count: int) -> None:
    """The same pages as files of a folder, each of which tells its own URL."""
    for path, content in made_pages(count, "https://madestream.example"):
        (folder / f"{path.strip('/').replace('/', '-')}.html").write_bytes(content)


def _works(count: int) -> list[Review]:
    """One review of each of so many works."""
    first: dict[int, Review] = {}
    for work, review in made_reviews(count * 10):
        first.setdefault(work, review)
        if len(first) == count:
            break
    return list(first.values())


def _path(number: int) -> str:
    return f"/anime/work-{number:05}/"


# --- a page ---


def _page(number: int, work: Review, works: Sequence[Review], root: str, chance: random.Random) -> str:
    title, url = escape(work.title), root + _path(number)
    score = f"{work.scores[0].value:.2f}"
    names = ", ".join(escape(name.title) for name in work.alternative_titles)
    related = [chance.randrange(len(works)) for _ in range(chance.randint(10, 24))]
    popular = [chance.randrange(len(works)) for _ in range(10)]
    return f"""<!DOCTYPE html>
<html lang="en-US" itemscope itemtype="https://schema.org/WebPage">
<head><meta charset="UTF-8" /><title>{title} - {NAME}</title>
<meta name="description" content="{escape(str(work.synopsis)[:140])} …" /><link rel="canonical" href="{url}" />
<meta property="og:type" content="article" /><meta property="og:title" content="{title} - {NAME}" />
<meta property="og:url" content="{url}" /><meta property="og:site_name" content="{NAME}" />
<meta property="og:image" content="{root}/wp-content/uploads/{number}.jpg" />
<style>{_STYLE * 40}</style><script>{_SCRIPT * 30}</script></head>
<body class="anime-template-default single single-anime postid-{number} darkmode">
<div class="mainheader"><nav id="main-menu" class="mm"><ul class="menu">{"".join(_menu(number, root))}</ul></nav></div>
<div id="content"><div class="wrapper"><div class="postbody"><article id="post-{number}" class="hentry">
<div class="bixbox animefull"><div class="bigcontent"><div class="thumbook"><div class="thumb">
<img width="247" height="350" src="{root}/wp-content/uploads/{number}.jpg" alt="{title}" itemprop="image" /></div>
<div class="rt"><div class="rating"><strong>Rating {score}</strong><div class="rating-prc" itemscope="itemscope"
itemprop="aggregateRating" itemtype="//schema.org/AggregateRating"><meta itemprop="ratingValue" content="{score}">
<meta itemprop="worstRating" content="1"><meta itemprop="bestRating" content="10"><meta itemprop="ratingCount"
content="10"></div></div></div></div>
<div class="infox"><h1 class="entry-title" itemprop="name">{title}</h1><div class="ninfo">
<div class="mindesc">Watch full episodes {title} english sub at {NAME}.</div><span class="alter">{names}</span>
<div class="info-content"><div class="spe">{"".join(_facts(work, url))}</div>
<div class="genxed">{" ".join(_link(url, "genre", genre) for genre in work.genres)}</div></div></div></div></div></div>
<div class="bixbox synp"><div class="releases"><h2>Synopsis {title}</h2></div>
<div class="entry-content" itemprop="description"><p>{escape(str(work.synopsis))}</p></div></div>
<div class="bixbox bxcl epcheck"><div class="eplister"><ul>{"".join(_episodes(work, url))}</ul></div></div>
<div class="bixbox"><div class="listupd">{"".join(_card(works[at], at, root) for at in related)}</div></div>
<div class="bixbox" id="comments">{"".join(_comment(work, chance) for _ in range(chance.randint(5, 60)))}</div>
</article></div>
<div id="sidebar"><div class="serieslist pop"><ul>{"".join(_listed(works[at], at, root) for at in popular)}</ul></div>
</div></div></div><div id="footer"><footer><p>{NAME} does not store any files.</p></footer></div></body></html>"""


def _menu(number: int, root: str) -> Iterator[str]:
    for at, entry in enumerate(_MENU):
        yield (
            f'<li class="menu-item"><a href="{root}{_path(max(0, number - at))}"><span itemprop="name">{entry}</span>'
            "</a></li>"
        )


def _facts(work: Review, url: str) -> Iterator[str]:
    facts: list[tuple[str, object]] = [
        ("Status", "Completed"),
        ("Studio", " ".join(_link(url, "studio", studio) for studio in work.studios)),
        ("Released", work.year),
        ("Duration", work.duration_seconds and f"{work.duration_seconds // 60} min per ep"),
        ("Type", work.type and work.type.value.title().replace("Tv", "TV").replace("Ova", "OVA").replace("Ona", "ONA")),
        ("Episodes", work.episodes),
    ]
    for label, value in facts:
        if value:
            yield f"<span><b>{label}:</b> {value}</span>"


def _link(url: str, part: str, name: str) -> str:
    return f'<a href="{url}#{part}-{name.lower().replace(" ", "-")}" rel="tag">{escape(name)}</a>'


def _episodes(work: Review, url: str) -> Iterator[str]:
    for episode in range(work.episodes or 1, 0, -1):
        yield (
            f'<li data-index="{episode}"><a href="{url}#episode-{episode}"><div class="epl-num">{episode}</div>'
            f'<div class="epl-title">{escape(work.title)} Episode {episode}</div>'
            f'<div class="epl-date">January {episode % 28 + 1}, 2024</div></a></li>'
        )


def _card(work: Review, number: int, root: str) -> str:
    title = escape(work.title)
    return (
        f'<article class="bs"><div class="bsx"><a href="{root}{_path(number)}" title="{title}"><div class="limit">'
        f'<div class="typez TV">TV</div></div><div class="tt">{title}<h2>{title}</h2></div><div class="rt">'
        f'<div class="rating"><div class="numscore">{work.scores[0].value:.2f}</div></div></div></a></div></article>'
    )


def _listed(work: Review, number: int, root: str) -> str:
    return (
        f'<li><div class="ctr">1</div><div class="leftseries"><h4><a class="series" href="{root}{_path(number)}">'
        f'{escape(work.title)}</a></h4><div class="numscore">{work.scores[0].value:.2f}</div></div></li>'
    )


def _comment(work: Review, chance: random.Random) -> str:
    words = str(work.synopsis).split()
    said = " ".join(chance.choices(words, k=chance.randint(10, 90)))
    return (
        f'<div class="comment even thread-even depth-1"><div class="comment-author vcard"><cite class="fn">Reader '
        f'{chance.randrange(10_000)}</cite></div><div class="comment-content"><p>{escape(said)}.</p></div></div>'
    )


# --- the server ---


class Site(asyncio.Protocol):
    """One connection: answers its requests in their order, and keeps it open."""

    def __init__(self, answers: dict[bytes, bytes], note: Callable[[bytes], object] | None) -> None:
        self.answers = answers
        self.note = note
        self.waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
        for request in requests:
            path = request.split(b" ", 2)[1]
            if self.note is not None:
                self.note(path)
            self.transport.write(self.answers.get(path) or self.answers[b""])


def answers_of(count: int, root: str) -> dict[bytes, bytes]:
    """Path to whole answer; that of the empty path is for all others."""
    pages = dict(made_pages(count, root))
    sitemap = "".join(f"<url><loc>{root}{path}</loc></url>" for path in pages)
    listed = "".join(f'<li><a href="{path}">{path}</a></li>' for path in list(pages)[:40])
    home = f"<!doctype html><html><head><title>{NAME}</title></head><body><ul>{listed}</ul></body></html>"
    answers = {path.encode(): _answer("200 OK", "text/html; charset=UTF-8", content) for path, content in pages.items()}
    answers[b"/"] = _answer("200 OK", "text/html; charset=UTF-8", home.encode())
    answers[b"/sitemap.xml"] = _answer("200 OK", "text/xml", f"<urlset>{sitemap}</urlset>".encode())
    answers[b"/robots.txt"] = _answer("200 OK", "text/plain", f"Sitemap: {root}/sitemap.xml\n".encode())
    answers[b""] = _answer("404 Not Found", "text/plain", b"No such page.")
    return answers


def _answer(status: str, kind: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def serve(count: int, ready: Callable[[int], None], note: Callable[[bytes], object] | None = None) -> None:
    """Serves the site until the process ends; `ready` hears the port, `note` the path of every request."""
    answers: dict[bytes, bytes] = {}
    server = await asyncio.get_running_loop().create_server(lambda: Site(answers, note), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    answers.update(answers_of(count, f"http://127.0.0.1:{port}"))
    ready(port)
    await server.serve_forever()


def main(count: int, log: Path | None) -> None:
    """Serves the site, and writes down who asks when."""

    def ready(port: int) -> None:
        print(port, flush=True)

    if log is None:
        asyncio.run(serve(count, ready))
        return
    with log.open("ab", buffering=0) as file:
        asyncio.run(serve(count, ready, lambda path: file.write(b"%.4f %b\n" % (time.monotonic(), path))))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
