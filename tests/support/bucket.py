"""A real server that speaks S3, on a free port of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.request import Request, urlopen

import boto3
import pytest
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from config.lib import files
from tests.support.smtp import free_port

NAME = "changeover-files"


@pytest.fixture
def bucket(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """The site keeps its files in a bucket that nobody else may read."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "site")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret of the site")
    server = ThreadedMotoServer("127.0.0.1", free_port(), verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    found = Bucket(f"http://{host}:{port}")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": files.bucket(NAME, endpoint=found.address, region="eu-central-1"),
    }
    yield found
    urlopen(Request(f"{found.address}/moto-api/reset", method="POST")).close()
    server.stop()


class Bucket:
    """What lies in the bucket."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.client = boto3.client("s3", endpoint_url=address, region_name="eu-central-1")
        place = {"LocationConstraint": "eu-central-1"}
        self.client.create_bucket(Bucket=NAME, CreateBucketConfiguration=place)

    @property
    def names(self) -> list[str]:
        return [one["Key"] for one in self.client.list_objects_v2(Bucket=NAME).get("Contents", [])]

    def remove(self, name: str) -> None:
        self.client.delete_object(Bucket=NAME, Key=name)
