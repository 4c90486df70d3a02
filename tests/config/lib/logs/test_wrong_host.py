"""A request for a host that is not ours is no error of the site."""

from __future__ import annotations

import json
from pathlib import Path

from tests.config.settings.test_optional import run

ASKED = """
import django, json, sentry_sdk, sys
from io import StringIO
from sentry_sdk.transport import Transport

class Kept(Transport):
    events = []
    def capture_envelope(self, envelope):
        self.events += [item.payload.json for item in envelope.items if item.type == "event"]

init = sentry_sdk.init
sentry_sdk.init = lambda **options: init(**options, transport=Kept)
errors, sys.stderr = sys.stderr, StringIO()
django.setup()
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory
from django.test.utils import override_settings

plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
override_settings(STORAGES={"staticfiles": plain}).enable()  # nothing has been collected here
answers = []
site = get_wsgi_application()
for scheme in ("http", "https"):
    asked = RequestFactory(headers={"host": "evil.example", "x-forwarded-proto": scheme}).get("/")
    reply = site(asked.environ, lambda status, headers: answers.append(status))
    answers.append("Error 400" in b"".join(reply).decode())
    reply.close()
written, sys.stderr = sys.stderr.getvalue(), errors
print(json.dumps([answers, Kept.events, written]))
"""


def test_a_wrong_host_leaves_one_warning_of_one_line(tmp_path: Path) -> None:
    answers, reports, written = json.loads(
        run(ASKED, tmp_path, SENTRY_DSN="https://key@errors.example/1")
    )

    lines = [json.loads(line) for line in written.splitlines()]
    warnings = [line for line in lines if line["event"] != "request"]
    assert answers == ["400 Bad Request", True] * 2
    assert [(line["level"], line["event"]) for line in warnings] == [
        (
            "warning",
            "Invalid HTTP_HOST header: 'evil.example'. You may need to add 'evil.example' to"
            " ALLOWED_HOSTS.",
        )
    ] * 2
    assert "Traceback" not in written
    assert reports == []
