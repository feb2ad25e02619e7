"""The scaffold: a new layout's module, and a fixture whose tests fail until somebody says what the page states."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from aggregator.exits import Exit, Refusal
from aggregator.model import Issue
from aggregator.saved import content_of, open_saved, page_suffix

LAYOUTS = Path("aggregator") / "layouts"
FIXTURES = Path("tests") / "fixtures"
FIRST_CASE = "first_page"
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_MODULE = '''"""{title}: what its pages are, in a sentence, and what is odd about them."""

from aggregator.page import Page
from aggregator.reading.layout import Layout, Text


class {class_name}(Layout):
    """{about}"""

    {claim}

    def title(self, page: Page) -> Text:
        return page.one("h1")
'''


def new_layout(project: Path, name: str, page_path: Path, *, url: str | None = None) -> tuple[Path, ...]:
    """Writes the module and the fixture, and returns the paths of the files. Nothing that exists is written over.

    Refusal when the name is taken or no name, when there is no page, or when this is not the project's folder.
    """
    if not (project / LAYOUTS).is_dir() or not (project / FIXTURES).is_dir():
        raise Refusal(Exit.USAGE, f"{project} is not the project's folder: it holds no {LAYOUTS} and no {FIXTURES}.")
    if not _NAME.fullmatch(name):
        raise Refusal(
            Exit.USAGE, f"{name!r} is no name for a layout: use lower-case letters, digits and _, as in my_site."
        )
    module, fixture = project / LAYOUTS / f"{name}.py", project / FIXTURES / name / FIRST_CASE
    for taken in (module, fixture):
        if taken.exists():
            raise Refusal(Exit.USAGE, f"{taken.relative_to(project)} exists already: choose another name, or edit it.")
    page = open_saved(page_path, url=url)
    if isinstance(page, Issue):
        raise Refusal(Exit.USAGE, page.message)
    saved_page = fixture / f"page{'.json' if page_suffix(page_path) == '.json' else '.html'}"
    meta = {"url": page.url, "about": "one sentence: what this page shows"}
    expected = {"unfilled": True, "title": "", "headline": ""}
    files = {
        module: _module(name, page.site).encode(),
        saved_page: content_of(page_path),
        fixture / "meta.json": _json(meta),
        fixture / "expected.json": _json(expected),
    }
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    return tuple(path.relative_to(project) for path in files)


def _module(name: str, site: str | None) -> str:
    return _MODULE.format(
        title=name.replace("_", " ").capitalize(),
        class_name="".join(part.capitalize() for part in name.split("_")),
        about=f"Pages of {site}." if site else "Pages on any host that carry …",
        claim=f'hosts = ("{site}",)' if site else 'signs = ("#what-only-these-pages-have",)',
    )


def _json(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
