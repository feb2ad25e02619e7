"""A real little object storage: an S3 server that answers over HTTP on this machine's loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import boto3  # type: ignore[import-untyped]
from moto.server import ThreadedMotoServer

BUCKET = "shelf"


@dataclass(frozen=True, slots=True)
class LittleStorage:
    """Its address and keys, and a client of it."""

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


@contextmanager
def little_storage() -> Iterator[LittleStorage]:
    """A server with one empty bucket, which is gone afterwards."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    _forget(host, port)
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
    client.create_bucket(Bucket=BUCKET)
    try:
        yield LittleStorage(environment, client)
    finally:
        client.close()
        server.stop()


def _forget(host: str, port: int) -> None:
    """An earlier server of this process held what a new one still holds."""
    connection = HTTPConnection(host, port)
    connection.request("POST", "/moto-api/reset")
    answer = connection.getresponse()
    assert answer.status == HTTPStatus.OK, answer.status
    connection.close()
