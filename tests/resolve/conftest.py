"""What the tests of resolution share: a short way to write a review."""

from collections.abc import Callable, Sequence

import pytest

from aggregator.model import DatabaseId, Review, Title

MakeReview = Callable[..., Review]


@pytest.fixture
def page() -> MakeReview:
    """A page of the site a.example by `page("a", "Amber Harbor", also=["琥珀の港"], ids=["mal:5"], year=2019)`."""

    def make(
        host: str, title: str, *, also: Sequence[str] = (), ids: Sequence[str] = (), path: str = "", **facts: object
    ) -> Review:
        slug = path or "".join(c if c.isalnum() else "-" for c in title)
        stated: dict[str, object] = {
            "url": f"https://{host}.example/{slug}",
            "site": f"{host}.example",
            "title": title,
            "headline": title,
            "alternative_titles": tuple(Title(name) for name in also),
            "ids": tuple(DatabaseId(*one.split(":")) for one in ids),
            **facts,
        }
        return Review(**stated)  # type: ignore[arg-type]  # the facts are the caller's

    return make


@pytest.fixture
def groups() -> Callable[..., list[list[str]]]:
    """The sources of each anime, sorted: what belongs together, whatever its id."""

    def of(resolution: object) -> list[list[str]]:
        return sorted(sorted(one.sources) for one in resolution.anime)  # type: ignore[attr-defined]  # a Resolution

    return of
