# ruff: noqa: E501 - pages and tables read best a row a line
"""Layouts: how they claim, answer, compose, fail loudly, and leave the rest to the generic readers."""

from collections.abc import Callable
from typing import ClassVar

import pytest

from aggregator import NotAReview, Page, examine_page
from aggregator.model import AnimeType, IssueCode, Kind, Score, Status, Title
from aggregator.reading import layout as layouts
from aggregator.reading.layout import Facts, Layout, Scores, Text, Texts, Titles, at, installed_layouts

HTML = """
<title>Paper Moon | Vault</title><meta property="og:site_name" content="Vault"><h1>Paper <b>Moon</b></h1>
<div class="box"><b>8.1</b></div><p class="kind">Netflix film</p><div class="facts"><p><b>Episodes:</b> 12</p><p><b>Status:</b> Finished</p></div>
<ul class="rows"><li><i>Runs on</i> Finished Airing</li><li><i>Studio</i><span>Bones</span></li></ul>
"""

Use = Callable[..., None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Installs the given layouts and no others."""

    def install(*classes: type[Layout]) -> None:
        found = tuple(sorted((cls() for cls in classes), key=layouts._specificity))
        monkeypatch.setattr(layouts, "installed_layouts", lambda: found)

    return install


class Vault(Layout):
    """The site of these tests."""

    hosts = ("vault.example",)
    labels: ClassVar[dict[str, str]] = {"runs on": "status"}
    fact_rows = "ul.rows li"

    def scores(self, page: Page) -> Scores:
        box = page.one(".box b")
        yield at(box, Score(source="Vault", value=8.1, text=box.text))


class Plugin(Layout):
    """A rating plugin on any host."""

    signs = (".box",)

    def scores(self, page: Page) -> Scores:
        yield Score(source="Plugin", value=4.0, scale_max=5.0, kind=Kind.EDITOR)

    def type(self, page: Page) -> Text | AnimeType:
        return AnimeType.TV


def vault(html: str = HTML) -> Page:
    return Page("https://www.vault.example/a", html)


def test_a_layout_is_named_after_its_class() -> None:
    class WpReview(Layout):
        """Any."""

    assert (Vault.name, WpReview.name) == ("vault", "wp_review")


def test_layouts_are_found_where_they_lie() -> None:
    names = [layout.name for layout in installed_layouts()]
    assert "taqyeem" in names
    assert len(names) == len(set(names))


@pytest.mark.parametrize("url", ["https://vault.example/a", "https://m.vault.example/a"])
def test_claims_by_host(url: str) -> None:
    assert Vault().claims(Page(url, HTML))
    assert not Vault().claims(Page("https://notvault.example/a", HTML))


def test_claims_by_sign() -> None:
    assert Plugin().claims(Page(None, HTML))
    assert not Plugin().claims(Page(None, "<p>x</p>"))


def test_answers_first_and_leaves_gaps_to_the_generic_readers(use: Use) -> None:
    use(Vault)
    reading = examine_page(vault())
    assert reading.review.layout == "vault"
    assert (reading.review.title, reading.review.episodes) == ("Paper Moon", 12)
    assert reading.review.studios == ("Bones",)
    taken = reading.claims["scores"][0]
    assert (taken.taken, taken.origin.reader, taken.origin.text, taken.origin.place) == (
        True,
        "vault",
        "8.1",
        "html > body > div.box > b",
    )


def test_explains_what_the_others_said(use: Use) -> None:
    use(Vault)
    claims = examine_page(vault()).claims["status"]
    assert [(claim.origin.reader, claim.taken) for claim in claims[:2]] == [("vault", True), ("labels", False)]
    assert {claim.value for claim in claims} == {Status.FINISHED}


def test_composes_layouts_field_by_field(use: Use) -> None:
    use(Plugin, Vault)
    review = examine_page(vault()).review
    assert review.layout == "vault"
    assert review.type is AnimeType.TV
    assert [score.source for score in review.scores] == ["Vault", "Plugin"]


def test_layouts_can_be_switched_off(use: Use) -> None:
    use(Vault, Plugin)
    review = examine_page(vault(), layouts=False).review
    assert (review.layout, review.type, review.episodes) == ("generic", None, 12)


def test_a_selector_that_no_longer_matches_is_drift(use: Use) -> None:
    use(Vault)
    with pytest.raises(NotAReview) as refusal:
        examine_page(vault(HTML.replace('class="box"', 'class="tub"')))
    assert refusal.value.issue.code is IssueCode.LAYOUT_DRIFT
    assert refusal.value.issue.text == ".box b"


def test_a_layout_may_refuse(use: Use) -> None:
    class Lists(Layout):
        """Refuses."""

        hosts = ("vault.example",)

        def refuses(self, page: Page) -> str | None:
            return "a list of search results"

    use(Lists)
    with pytest.raises(NotAReview, match="The page is a list of search results, not about one anime"):
        examine_page(vault())


def test_an_unknown_word_is_an_issue_and_nobody_guesses(use: Use) -> None:
    class Unsure(Layout):
        """States a type that no vocabulary knows."""

        hosts = ("vault.example",)

        def type(self, page: Page) -> Text | AnimeType:
            return page.one(".kind")

    use(Unsure, Plugin)
    reading = examine_page(vault())
    assert reading.review.type is None
    assert [(issue.code, issue.field, issue.text) for issue in reading.issues] == [
        (IssueCode.UNKNOWN_VALUE, "type", "Netflix film")
    ]


@pytest.mark.parametrize("silence", ["never_states", "settles"])
def test_silence_may_be_an_answer(use: Use, silence: str) -> None:
    quiet = type("Quiet", (Layout,), {"hosts": ("vault.example",), silence: frozenset({"episodes"})})
    use(quiet)
    assert examine_page(vault()).review.episodes is None


def test_normalises_texts_and_lists(use: Use) -> None:
    class Wordy(Layout):
        """Returns texts of every kind."""

        hosts = ("vault.example",)

        def alternative_titles(self, page: Page) -> Titles:
            return [Title("月", "ja"), "Luna; Lune", None]

        def aired(self, page: Page) -> Text:
            return "Jan 11, 2024 to Mar 2024"

        def genres(self, page: Page) -> Texts:
            return "Action, Sci-Fi, Paper"

        def duration_seconds(self, page: Page) -> Text | int:
            return 1440

        def image(self, page: Page) -> Text:
            return "/poster.jpg"

    use(Wordy)
    review = examine_page(vault()).review
    assert review.alternative_titles == (Title("月", "ja"), Title("Luna"), Title("Lune"))
    assert (review.start_date, review.end_date, review.year, review.season) == ("2024-01-11", "2024-03", 2024, "WINTER")
    assert (review.genres, review.tags) == (("Action", "Sci-Fi"), ("Paper",))
    assert (review.duration_seconds, review.image) == (1440, "https://www.vault.example/poster.jpg")


def test_own_facts_come_before_generic_ones(use: Use) -> None:
    class Pairs(Layout):
        """Yields pairs."""

        hosts = ("vault.example",)

        def facts(self, page: Page) -> Facts:
            yield "Episodes", "24"
            yield "Unheard of", "x"

    use(Pairs)
    assert examine_page(vault()).review.episodes == 24
