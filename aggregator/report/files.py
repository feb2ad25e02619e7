"""A release's files as the report reads them: several passes over lines, one page's line found by its name."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from aggregator.dataset.tables import ANIME, REVIEWS, Line
from aggregator.exits import Exit, Refusal
from aggregator.manifest import Manifest, read_manifest
from aggregator.model import Review
from aggregator.resolve.pages import source_of


class Files:
    """The folder of a release, or one that was published into: then its last good release."""

    def __init__(self, folder: Path) -> None:
        self.folder = (folder / "latest" if (folder / "latest").exists() else folder).resolve()
        self.manifest = read_manifest(self.folder)

    def lines(self, name: str, kind: type[Line]) -> Iterator[Line]:
        """The lines of a file. Refusal when it is missing or holds something else."""
        try:
            with (self.folder / name).open("rb") as lines:
                decoder = msgspec.json.Decoder(kind)
                for line in lines:
                    yield decoder.decode(line)
        except FileNotFoundError as error:
            raise Refusal(Exit.USAGE, f"{self.folder} holds no {name}: the release is not whole.") from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refusal(Exit.USAGE, f"{name} holds a line that the model does not know: {error}.") from error

    def previous(self) -> tuple[Path, Manifest] | None:
        """The release that this one replaced, where its folder still lies beside."""
        if self.manifest.previous is None:
            return None
        folder = self.folder.parent / Path(self.manifest.previous).name
        if not (folder / ANIME.name).exists():
            return None
        return folder, read_manifest(folder)


class Pages:
    """The lines of reviews.jsonl by the page's name. They stay on the disk: only where each begins is remembered."""

    def __init__(self, files: Files) -> None:
        self._path = files.folder / REVIEWS.name
        self._decoder = msgspec.json.Decoder(Review)
        self._places: defaultdict[str, list[int]] = defaultdict(list)

    def __enter__(self) -> Self:
        self._file = self._path.open("rb")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Review]:
        """Every line, once: a page can be asked for by its name when it has come by here."""
        start = 0
        with self._path.open("rb") as lines:
            for line in lines:
                review = self._decoder.decode(line)
                self._places[source_of(review)].append(start)
                yield review
                start += len(line)

    def of(self, sources: Sequence[str]) -> list[tuple[Review, ...]]:
        """What each of an anime's pages says. A page that was saved on several days has as many lines."""
        return [tuple(map(self._at, self._places.get(source, ()))) for source in sources]

    def _at(self, start: int) -> Review:
        self._file.seek(start)
        return self._decoder.decode(self._file.readline())
