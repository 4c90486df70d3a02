"""What gunicorn loads before its workers part, so that they share it, and what they do without."""

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
from config.lib import queue
queue._call("a task")
late = set(sys.modules) - shared
shares = {"redis", "accounts", "transitions", "checklists"}
never = {"celery", "kombu"}
def is_wrong(name, root):
    return name in late and (root in shares or "templatetags" in name) or root in never
print(*sorted(name for name in sys.modules if is_wrong(name, name.partition(".")[0])))
"""


def test_workers_share_what_all_of_them_need_and_call_for_tasks_without_celery() -> None:
    given = {
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "READ_DOTENV": "false",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }

    parted = printed(PARTING, **given)

    assert parted.split() == []
