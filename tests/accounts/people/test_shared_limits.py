"""Two web processes count wrong passwords together, in the cache that they share."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

import pytest
import redis

from tests.support.programs import absent, printed

REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/3")
ATTEMPTS = """
import sys, django
django.setup()
from allauth.core import ratelimit
from django.test import RequestFactory
request = RequestFactory().post("/auth/login/", REMOTE_ADDR=sys.argv[2])
allowed = [ratelimit.consume(request, action="login_failed", key=sys.argv[1]) for _ in range(3)]
print(allowed)
"""


@pytest.fixture(params=["files", "redis"])
def shared_cache(request: pytest.FixtureRequest) -> str:
    """The cache of a laptop, and that of a server, as REDIS_URL names them."""
    if request.param == "files":
        return ""
    try:
        redis.Redis.from_url(REDIS).ping()
    except redis.ConnectionError:
        absent("there is no Redis on this machine")
    return REDIS


def attempt_thrice(key: str, address: str, cache: str, folder: Path) -> str:
    """Three attempts by a process of their own."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "READ_DOTENV": "false",
        "DATABASE_URL": "sqlite://:memory:",
        "REDIS_URL": cache,
        "VAR_DIR": str(folder),
    }
    return printed(ATTEMPTS, key, address, **settings).strip().splitlines()[-1]


def test_two_servers_share_the_limit_of_one_address(shared_cache: str, tmp_path: Path) -> None:
    key = f"{uuid4()}@norvane.example"

    first = attempt_thrice(key, "192.0.2.1", shared_cache, tmp_path)
    second = attempt_thrice(key, "192.0.2.2", shared_cache, tmp_path)

    assert first == "[True, True, True]"
    assert second == "[True, True, False]"
