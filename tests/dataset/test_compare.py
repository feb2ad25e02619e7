"""What changed from one release to another, in words."""

from pathlib import Path

import pytest

from aggregator.compare import compare, in_words
from aggregator.exits import Refusal
from aggregator.release import Release


def test_a_release_beside_itself_is_as_it_was(release: Release) -> None:
    assert list(in_words(compare(release.folder, release.folder)))[-1] == "Every line of anime.jsonl is as it was."


def test_what_came_went_and_moved_is_told(release: Release) -> None:
    assert release.manifest.delta_from
    before = release.folder.parent / release.manifest.delta_from
    told = "\n".join(in_words(compare(before, release.folder)))
    assert f"From {before.name} to {release.folder.name}:" in told
    assert " anime went:\n" in told
    assert ": none of its pages was read" in told
    assert " ratings moved:\n" in told
    assert "(+0.30)" in told
    assert "  one.example: " in told
    backwards = "\n".join(in_words(compare(release.folder, before)))
    assert " anime came:\n" in backwards
    assert "(-0.30)" in backwards


def test_a_folder_that_is_no_release_is_named(release: Release, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"holds no manifest\.json"):
        compare(release.folder, tmp_path)
