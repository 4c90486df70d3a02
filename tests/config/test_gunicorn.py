"""What gunicorn loads before its workers part, so that they share it."""

from __future__ import annotations

from tests.support.programs import printed

PARTING = """
import sys
from config import gunicorn, wsgi
from django.urls import get_resolver

gunicorn.when_ready(None)
shared = set(sys.modules)
get_resolver().resolve("/transitions/")
from django.core.cache import cache
cache._cache.get_client()
late = {name.partition(".")[0] for name in set(sys.modules) - shared}
print(*sorted(late & {"redis", "accounts", "transitions", "checklists"}))
"""


def test_workers_share_the_pages_and_the_client_of_redis() -> None:
    given = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "READ_DOTENV": "false",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }

    parted = printed(PARTING, **given)

    assert parted.split() == []
