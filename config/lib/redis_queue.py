"""The queue of a server, as a process sees it that only calls: a list in Redis.

The message is Celery's (its protocol, version 2) in the frame of kombu's transport for Redis. Both
libraries stay with the workers: they are 9 MB of a web process, for one line added to a list.
"""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.utils import timezone
from django_structlog.tasks.receivers import BaseTaskReceiver

if TYPE_CHECKING:
    from redis import Redis

LIST = "celery"
"""Celery's own name for the queue of whoever names none."""
AROUND: dict[str, None] = dict.fromkeys(("callbacks", "errbacks", "chain", "chord"))


def client() -> Redis:
    """This process's connections to Redis. One that hangs is waited for once, and not for long."""
    return _client(settings.REDIS_URL, settings.REDIS_PATIENCE)


@cache
def _client(address: str, patience: float) -> Redis:
    from redis import Redis  # noqa: PLC0415 - a laptop does without
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    return Redis.from_url(
        address,
        socket_connect_timeout=patience,
        socket_timeout=patience,
        retry=Retry(NoBackoff(), 0),
    )


def put(task: str, given: tuple[Any, ...], *, worth: int) -> None:
    """Ask a worker to run a task with what is given, in words of JSON; not after `worth` seconds.

    Raises:
        redis.exceptions.RedisError: Redis does not answer, or does not take it.
    """
    number = str(uuid4())
    body = json.dumps([given, {}, AROUND]).encode()
    message = {
        "body": b64encode(body).decode(),
        "content-type": "application/json",
        "content-encoding": "utf-8",
        "headers": _headers(number, task, worth),
        "properties": {
            "body_encoding": "base64",
            "correlation_id": number,
            "delivery_info": {"exchange": "", "routing_key": LIST},
            "delivery_mode": 2,
            "delivery_tag": str(uuid4()),
            "priority": 0,
        },
    }
    client().lpush(LIST, json.dumps(message, default=str))


def _headers(number: str, task: str, worth: int) -> dict[str, Any]:
    return {
        "lang": "py",
        "id": number,
        "root_id": number,
        "task": task,
        "expires": (timezone.now() + timedelta(seconds=worth)).isoformat(),
        "retries": 0,
        "timelimit": [None, None],
        # Its lines in the log say which request or task asked for it.
        "__django_structlog__": BaseTaskReceiver().get_task_context(),
    }
