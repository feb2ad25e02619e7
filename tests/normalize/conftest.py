"""What is loaded once is loaded before anything is measured."""

import pytest

from aggregator.normalize.dates import parse_date
from aggregator.normalize.languages import parse_language


@pytest.fixture(scope="session", autouse=True)
def libraries_are_loaded() -> None:
    for text in (
        "11 tammikuuta 2024",
        "11 tháng 1, 2024",
        "11 януари 2024",
        "11. siječnja 2024",
        "11 มกราคม 2024",
        "volume 12 2024",
    ):
        parse_date(text)
    for text in ("Nepali", "සිංහල"):
        parse_language(text)
