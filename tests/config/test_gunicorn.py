"""What gunicorn loads before its workers part, so that they share it."""

from __future__ import annotations

from tests.support.programs import printed

PARTING = """
import sys
from config import gunicorn, wsgi
from django.template.loader import get_template
from django.urls import get_resolver

gunicorn.when_ready(None)
shared = set(sys.modules)
get_resolver().resolve("/transitions/")
get_template("base.html")
from django.core.cache import cache
cache._cache.get_client()
late = set(sys.modules) - shared
roots = {"redis", "accounts", "transitions", "checklists"}
print(*sorted(name for name in late if name.partition(".")[0] in roots or "templatetags" in name))
"""


def test_workers_share_the_pages_the_tags_of_templates_and_the_client_of_redis() -> None:
    given = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "READ_DOTENV": "false",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }

    parted = printed(PARTING, **given)

    assert parted.split() == []
