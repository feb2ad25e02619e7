"""What the tests of many pages share: pages, the command in a process of its own, and an S3 server that answers."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3  # type: ignore[import-untyped]
import pytest
from moto.server import ThreadedMotoServer

PROJECT = Path(__file__).parents[2]
PAGE = """<!doctype html><html><head><title>{title}</title><script type="application/ld+json">
{{"@type": "TVSeries", "name": "{title}", "startDate": "2024-01-11", "description": "A story of {title}.",
"aggregateRating": {{"ratingValue": {score}, "bestRating": 10, "ratingCount": 3}}}}
</script></head><body><h1>{title}</h1>{more}</body></html>"""

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def page() -> Callable[..., str]:
    """The HTML of a page by its title."""

    def make(title: str, score: float = 7.5, more: str = "") -> str:
        return PAGE.format(title=title, score=score, more=more)

    return make


@pytest.fixture
def pages(tmp_path: Path, page: Callable[..., str]) -> Path:
    """A folder of pages: twelve anime on two sites each, what is no review, and what is no page."""
    folder = tmp_path / "pages"
    for number in range(12):
        for site, score in (("a", 5.9), ("b", 8)):
            place = folder / site / f"{number:02}"
            place.mkdir(parents=True)
            (place / "page.html").write_text(page(f"Amber Harbor of Thread {number}", score))
            (place / "meta.json").write_text(json.dumps({"url": f"https://{site}.example/anime/{number}"}))
    (folder / "empty.html").write_text("")
    (folder / "style.css").write_text("h1 {}")
    return folder


@pytest.fixture
def command(tmp_path: Path, run_command: Command) -> Command:
    """`command("read-many", folder, "--into", place)`: the program in a process of its own."""

    def run(*arguments: object, first: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        path = {"PYTHONPATH": os.pathsep.join(map(str, (first, PROJECT)))} if first else {}
        return run_command(*arguments, cwd=tmp_path, timeout=1500, **path, **environment)

    return run


@dataclass(frozen=True, slots=True)
class Storage:
    """An S3 server on this machine."""

    environment: dict[str, str]
    """With which a process finds it."""
    client: object

    def upload(self, folder: Path, bucket: str, prefix: str) -> None:
        """Puts a folder's files into a bucket."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = f"{prefix}/{path.relative_to(folder).as_posix()}"
                self.client.put_object(Bucket=bucket, Key=name, Body=path.read_bytes())  # type: ignore[attr-defined]  # boto3 has no types

    def names(self, bucket: str, prefix: str) -> set[str]:
        """What lies under a prefix."""
        found = self.client.list_objects_v2(Bucket=bucket, Prefix=prefix)  # type: ignore[attr-defined]  # likewise
        return {one["Key"].removeprefix(prefix) for one in found.get("Contents", ())}

    def content(self, bucket: str, name: str) -> bytes:
        """A file of a bucket."""
        content: bytes = self.client.get_object(Bucket=bucket, Key=name)["Body"].read()  # type: ignore[attr-defined]  # likewise
        return content


@pytest.fixture(scope="module")
def s3() -> Iterator[Storage]:
    """An S3 server that answers over HTTP, with an empty bucket `shelf`."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    environment = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    client = boto3.client(
        "s3",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        aws_access_key_id="test",
        aws_secret_access_key="test",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket="shelf")
    yield Storage(environment, client)
    client.close()
    server.stop()
