from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from threading import Thread

import pytest
import structlog
from kombu import Connection

from config.lib.folder_queue import Channel, Transport
from config.lib.mail.operations import DELIVERY
from config.lib.workers import app

MESSAGES = 500


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    for name in ("queue", "control"):
        (tmp_path / name).mkdir()
    queue = str(tmp_path / "queue")
    return {
        "data_folder_in": queue,
        "data_folder_out": queue,
        "control_folder": str(tmp_path / "control"),
    }


@pytest.fixture
def connection(folders: dict[str, str]) -> Iterator[Connection]:
    with Connection("filesystem://", transport_options=folders) as opened:
        yield opened


def opened(connection: Connection) -> Channel:
    channel = connection.channel()
    assert isinstance(channel, Channel)
    return channel


def taken(channel: Channel, wanted: int) -> list[int]:
    found: list[int] = []
    while len(found) < wanted:
        try:
            found.append(channel._get("celery")["number"])
        except Empty:
            continue
    return found


def test_the_queue_of_a_laptop_is_ours(connection: Connection) -> None:
    assert app.main == "changeover"
    assert isinstance(connection.transport, Transport)


def test_the_number_of_a_request_goes_along_with_its_task(connection: Connection) -> None:
    with structlog.contextvars.bound_contextvars(request_id="3f9c-our-proxy"):
        app.send_task(DELIVERY, connection=connection)

    message = opened(connection)._get("celery")

    assert message["headers"]["task"] == DELIVERY
    assert message["headers"]["__django_structlog__"] == {"request_id": "3f9c-our-proxy"}


def test_a_reader_never_meets_half_a_message(connection: Connection) -> None:
    writer, reader = opened(connection), opened(connection)
    found: list[int] = []
    reading = Thread(target=lambda: found.extend(taken(reader, MESSAGES)))
    reading.start()

    for number in range(MESSAGES):
        writer._put("celery", {"number": number, "long": "x" * 5000})
    reading.join(timeout=60)

    assert sorted(found) == list(range(MESSAGES))


def test_a_damaged_message_stops_nobody(
    connection: Connection, folders: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    channel = opened(connection)
    # Named before any other, for messages are read in the order of their names.
    (Path(folders["data_folder_in"]) / "000000000000000_empty.celery.msg").write_bytes(b"")
    channel._put("celery", {"number": 7})

    assert channel._get("celery") == {"number": 7}
    assert "A damaged message of celery was left out" in caplog.text
    assert list(Path(folders["data_folder_in"]).iterdir()) == []


def test_queues_can_be_bound_and_looked_up_at_the_same_time(connection: Connection) -> None:
    wrong: list[Exception] = []

    def bind(name: str) -> None:
        channel = opened(connection)
        for number in range(50):
            try:
                channel._queue_bind("celery", "", "", f"{name}{number}")
                channel.get_table("celery")
            except ValueError as error:
                wrong.append(error)

    binding = [Thread(target=bind, args=[name]) for name in "abcd"]
    for thread in binding:
        thread.start()
    for thread in binding:
        thread.join(timeout=60)

    assert wrong == []
    assert len(opened(connection).get_table("celery")) == 200
