# ruff: noqa: E501 - pages and tables read best a row a line
"""The generic readers on pages of no site: scores, ids, zones, state, synopses, and what they must not see."""

from collections.abc import Callable

import pytest

from aggregator import NotAReview, Page, Review, examine_page, read_page
from aggregator.model import DatabaseId, IssueCode, Kind, Status

HEAD = '<html><head><title>Paper Moon | Harbour</title><meta property="og:site_name" content="Harbour"></head><body><h1>Paper Moon</h1>'


def review_of(body: str, *, head: str = HEAD) -> Review:
    return read_page(Page("https://harbour.example/anime/paper-moon", head + body), layouts=False)


def scores_of(body: str) -> list[tuple[str, float, float | None, int | None]]:
    return sorted((score.source, score.value, score.scale_max, score.votes) for score in review_of(body).scores)


SCORES = [
    ('<p class="rating">8.71/10 (12,345 votes)</p>', ("Harbour", 8.71, 10.0, 12345)),
    ("<div><span>8.50</span><span>/10</span><div>1,081 ratings</div></div>", ("Harbour", 8.5, 10.0, 1081)),
    ('<div class="score-box"><b>8.3</b></div>', ("Harbour", 8.3, 10.0, None)),
    ('<div class="film-rating-average">86%</div>', ("Harbour", 86.0, 100.0, None)),
    ("<p><b>Score:</b> 8.2 (961 users)</p>", ("Harbour", 8.2, 10.0, 961)),
    ("<p><b>Рейтинг:</b> 8,7 из 10 (1 482 голоса)</p>", ("Harbour", 8.7, 10.0, 1482)),
    ("<p><b>評価：</b>4.5 / 5 （1,024票）</p>", ("Harbour", 4.5, 5.0, 1024)),
    ("<p><b>IMDb:</b> 7.9/10</p>", ("IMDb", 7.9, 10.0, None)),
    ("<ul><li>MyAnimeList: 8.76</li></ul>", ("MyAnimeList", 8.76, 10.0, None)),
    (
        '<ul class="unit-rating"><li class="current-rating" style="width:80%"></li></ul><span>(473 votes)</span>',
        ("Harbour", 4.0, 5.0, 473),
    ),
]


@pytest.mark.parametrize(("body", "score"), SCORES)
def test_finds_a_score_by_its_form(body: str, score: tuple[str, float, float | None, int | None]) -> None:
    assert scores_of(f"<div>{body}</div>") == [score]


NO_SCORES = [
    "<p>A solid 10/10 for neon, and 9 targets in 24 episodes, 8 of every 10 lines are questions.</p>",
    '<p class="rating">PG-13</p>',
    "<p><b>Rating:</b> R - 17+ (violence)</p>",
    "<p><b>Episodes:</b> 8/10</p>",
    '<p class="score">N/A</p>',
    '<p class="rating">0.00 (0 users)</p>',
    '<p class="likes">1661</p><p class="rank">#160</p>',
    "<p>91% of viewers recommend it</p>",
    "<div><div>DROP RATE</div><div class=rating>2.1%</div></div>",
    '<div class="my-rating">9.5</div>',
    '<div><span class="rating">7.5</span><span>Your rating</span></div>',
    '<aside class="widget popular"><span class="score">9.1</span></aside>',
    '<section class="related"><a href="/b">Blue Sun <span class="score">9.1</span></a></section>',
    '<h2>Similar anime</h2><div><span class="score">9.1</span></div>',
    '<div id="comments"><div class="rating">9.0/10</div></div>',
    '<nav><span class="score">9.1</span></nav>',
    '<a href="/b"><img src="b.jpg"><span class="rating">8.8</span></a>',
]


@pytest.mark.parametrize("body", NO_SCORES)
def test_other_numbers_are_no_scores(body: str) -> None:
    assert scores_of(f"<div>{body}</div>") == []


def test_rows_with_names_are_criteria_and_their_mean_is_no_score_of_its_own() -> None:
    rows = "".join(
        f'<div class=row><span class="rating">{value}</span><span>{name}</span></div>'
        for name, value in (("Story", "8.4"), ("Art", "8.6"), ("Sound", "8.3"), ("Cast", "8.5"))
    )
    review = review_of(f"<div>{rows}</div>")
    assert [(score.source, score.value, score.kind) for score in review.scores] == [
        ("Story", 8.4, Kind.EDITOR),
        ("Art", 8.6, Kind.EDITOR),
        ("Sound", 8.3, Kind.EDITOR),
        ("Cast", 8.5, Kind.EDITOR),
    ]


def test_one_score_printed_twice_is_one_score() -> None:
    rating = '{"@type":"AggregateRating","ratingValue":"8.71","bestRating":"10","ratingCount":"12345"}'
    data = f'<script type="application/ld+json">{{"@type":"TVSeries","name":"Paper Moon","aggregateRating":{rating}}}</script>'
    assert scores_of(f'{data}<div class="rating">8.7<small>/10</small> <i>12.3K votes</i></div>') == [
        ("Harbour", 8.71, 10.0, 12345)
    ]


def test_a_dumped_float_loses_to_what_the_page_prints() -> None:
    rating = '{"@type":"AggregateRating","ratingValue":86.3438453,"bestRating":100,"ratingCount":4915}'
    data = f'<script type="application/ld+json">{{"@type":"Movie","name":"Paper Moon","aggregateRating":{rating}}}</script>'
    assert scores_of(f'{data}<div class="film-rating-average">86%</div>') == [("Harbour", 86.0, 100.0, 4915)]


def test_data_of_another_work_are_not_read() -> None:
    data = '<script type="application/ld+json">[{"@type":"TVSeries","name":"Blue Sun","numberOfEpisodes":3},{"@type":"TVSeries","name":"Paper Moon","numberOfEpisodes":12}]</script>'
    assert review_of(data).episodes == 12


def test_links_to_databases_are_ids() -> None:
    body = '<ul><li><a href="https://myanimelist.net/anime/1/X">MAL</a><li><a href="https://anidb.net/a23">AniDB</a><li><a href="https://www.imdb.com/title/tt0213338/?ref=x">IMDb</a></ul>'
    other = '<div class="related"><a href="https://myanimelist.net/anime/5/Y">Y</a></div>'
    assert set(review_of(body + other).ids) == {
        DatabaseId("mal", "1"),
        DatabaseId("anidb", "23"),
        DatabaseId("imdb", "tt0213338"),
    }


def test_several_keys_of_one_database_are_related_works() -> None:
    body = '<p><a href="https://myanimelist.net/anime/1/X">1</a></p><p><a href="https://myanimelist.net/anime/5/Y">5</a></p>'
    assert review_of(body).ids == ()


def test_state_in_scripts_fills_an_empty_page() -> None:
    state = '{"a":[{"title":"Blue Sun","episodes":3,"format":"OVA","status":"FINISHED"},{"title":{"romaji":"Kami no Tsuki","english":"Paper Moon"},"episodes":12,"format":"TV","status":"FINISHED","averageScore":81}]}'
    review = review_of(f'<script id="__NEXT_DATA__" type="application/json">{state}</script>')
    assert (review.type, review.episodes, review.status) == ("TV", 12, "FINISHED")
    assert [title.title for title in review.alternative_titles] == ["Kami no Tsuki"]
    assert [(score.value, score.scale_max) for score in review.scores] == [(81.0, 100.0)]


def test_values_without_labels_beside_the_heading() -> None:
    review = review_of("<p>TV • 12 episodes • 24 min</p><p>" + "x " * 60 + "</p>")
    assert (review.type, review.episodes, review.duration_seconds) == ("TV", 12, 1440)


def test_a_whole_paragraph_beats_a_description_that_was_cut() -> None:
    text = "A lamplighter finds out that the moon over the harbour is made of paper, and that somebody has begun to fold it."
    head = HEAD.replace("</head>", f'<meta property="og:description" content="{text[:60]}…"></head>')
    assert review_of(f"<p>{text}</p>", head=head).synopsis == text


def test_a_placeholder_says_nothing() -> None:
    head = HEAD.replace(
        "</head>",
        '<meta property="og:description" content="No description available."><meta property="og:image" content="/static/no-poster.png"></head>',
    )
    review = review_of("", head=head)
    assert (review.synopsis, review.image) == (None, None)


def test_cards_of_other_works_are_not_facts() -> None:
    card = '<a class="card" href="/b{0}"><b>Type:</b> OVA <b>Episodes:</b> {0} and a long text about another work altogether</a>'
    facts = "<dl><dt>Type</dt><dd>TV</dd><dt>Episodes</dt><dd>12</dd></dl>"
    review = review_of("".join(card.format(number) for number in range(2, 9)) + facts)
    assert (review.type, review.episodes) == ("TV", 12)


REFUSED = [
    ("<title>Just a moment...</title><p>Checking</p>", IssueCode.BLOCKED),
    ("<title>Attention Required! | Cloudflare</title>", IssueCode.BLOCKED),
    ("<title>404 Not Found</title><h1>Not Found</h1>", IssueCode.BLOCKED),
    ("<title>Log in | Harbour</title><h1>Log in</h1><form></form>", IssueCode.NOT_A_REVIEW),
    ("<title>Search results for moon</title><h1>Search results</h1>", IssueCode.NOT_A_REVIEW),
    ("<title>kumo's review of Paper Moon</title><h1>Review by kumo</h1>", IssueCode.NOT_A_REVIEW),
    (
        '<meta property="og:type" content="video.episode"><title>Paper Moon 7</title><h1>Paper Moon Episode 7</h1>',
        IssueCode.NOT_A_REVIEW,
    ),
    ("<p>nothing</p>", IssueCode.NO_TITLE),
    ("", IssueCode.UNREADABLE),
    ("<body>" + "<div>" * 5000 + "<h1>Deep</h1>", IssueCode.TRUNCATED),
]


@pytest.mark.parametrize(("html", "code"), REFUSED)
def test_says_why_a_page_gives_no_review(html: str, code: IssueCode) -> None:
    with pytest.raises(NotAReview) as refusal:
        read_page(Page("https://harbour.example/x", html), layouts=False)
    assert refusal.value.issue.code is code
    assert refusal.value.issue.url == "https://harbour.example/x"


HOSTILE = [
    "9" * 20_000,
    " " * 20_000,
    "a" * 30 + "!",
    "<b>" * 2_000,
    "Type: " * 5_000,
    "(" * 10_000,
    "«" * 10_000,
    "[1/" * 5_000,
    "Score: " + "1," * 9_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_costs_little(text: str, processor_seconds: Callable[..., float]) -> None:
    html = f"<title>{text}</title><h1>Moon {text}</h1><p>{text}</p><p><b>Episodes:</b> {text}</p><p class=rating>{text}</p><p><b>Aired:</b> {text}</p>"
    assert processor_seconds(lambda: read_page(Page("https://harbour.example/x", html), layouts=False), 1.0) < 1.0


def test_the_same_page_reads_the_same() -> None:
    page = HEAD + "".join(body for body, _ in SCORES)
    assert examine_page(Page(None, page)) == examine_page(Page(None, page))


@pytest.mark.parametrize("line", ["➻ Aired :- 2024", "Released: 12 May 2021", "Aired 2024", "Вышло: 2019"])
def test_the_name_of_a_date_states_no_status(line: str) -> None:
    assert review_of(f"<h1>Red Moon</h1><p>{line}</p><p>A line of prose follows.</p>").status is None


def test_a_status_that_stands_by_itself_is_read() -> None:
    assert review_of("<h1>Red Moon</h1><p>TV, 12 episodes</p><p>Finished Airing</p>").status is Status.FINISHED
