"""Figures and error reports are off, and not even loaded, unless a site wants them.

Nor is anything else that a page seldom needs: every web process would hold it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.config.settings.test_production import COMPLETE
from tests.support.site import wait_until
from tests.support.smtp import free_port

TOKEN = "a-token-of-the-monitoring"
PREPARED = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test.utils import override_settings
plain = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
with override_settings(STORAGES={"staticfiles": plain}):  # as on a server, but not compressed
    call_command("collectstatic", verbosity=0, interactive=False)
call_command("load_templates", verbosity=0)
call_command("fill", people=40, accounts=20, transitions=20, items=1000)
from accounts.people.models import User
User.objects.update(password="!")  # a server refuses the sign-ins that everybody knows
call_command("load_holidays", verbosity=0)
print("ready")
"""
COLLECTED = """
import django
django.setup()
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from pathlib import Path
for name in ("a.css", "b.css"):
    staticfiles_storage.save(name, ContentFile(b""))
staticfiles_storage.save_manifest()
folder = Path(staticfiles_storage.location)
print(sorted({oct(path.stat().st_mode & 0o777) for path in folder.iterdir()}))
"""
LOADED = """
import sys
from config.wsgi import application
from django.test import Client
from django.urls import get_resolver
get_resolver().url_patterns
from accounts.people.choices import Role
from accounts.people.models import User
from transitions.plans.models import Transition
site = Client(headers={"host": "changeover.example", "x-forwarded-proto": "https"})
answers = [site.get("/auth/login/")]
page = Transition.objects.filter(state="active").first().get_absolute_url()
for role in (Role.ADMINISTRATOR, Role.MANAGER):
    site.force_login(User.objects.filter(role=role).first())
    paths = ["my-work", "dashboard", "transitions", "accounts", "people", "items"]
    answers += [site.get(f"/{path}/") for path in paths]
    answers += [site.get(page)] if role == Role.ADMINISTRATOR else []
assert {answer.status_code for answer in answers} == {200}, answers
optional = {"sentry_sdk", "prometheus_client", "django_prometheus", "storages", "boto3"}
seldom = {"requests", "urllib3", "PIL", "qrcode", "openpyxl", "weasyprint", "holidays"}
seldom |= {"css_inline", "config.lib.backup"}
print(sorted(set(sys.modules) & (optional | seldom)))
"""
FIGURES = """
import django, json
django.setup()
from django.test import Client
client = Client(headers={"host": "changeover.example", "x-forwarded-proto": "https"})
client.get("/auth/logout/")
right = {"authorization": "Bearer a-token-of-the-monitoring"}
answers = [client.get("/metrics", headers=given) for given in
           ({}, {"authorization": "Bearer wrong"}, {"authorization": "Basic " + "x"}, right)]
print(json.dumps([[one.status_code for one in answers], answers[-1].content.decode()]))
"""
REPORTED = """
import django, json, sentry_sdk
from sentry_sdk.transport import Transport

class Kept(Transport):
    events = []
    def capture_envelope(self, envelope):
        self.events += [item.payload.json for item in envelope.items if item.type == "event"]

init = sentry_sdk.init
sentry_sdk.init = lambda **options: init(**options, transport=Kept)
django.setup()
from django.contrib.auth.decorators import login_not_required
from django.core.wsgi import get_wsgi_application
from django.contrib.auth.decorators import login_not_required
from django.test import RequestFactory
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
import config.urls

@login_not_required
@csrf_exempt
@login_not_required
def broken(request, token):
    password = request.POST["password"]
    raise ValueError(f"smtp://ada:{password}@mail refused password={password}")

config.urls.urlpatterns.insert(0, path("unsubscribe/<str:token>/", broken))
site = RequestFactory(headers={"host": "changeover.example", "x-forwarded-proto": "https",
                               "cookie": "sessionid=hunter2", "x-forwarded-for": "203.0.113.9"})
asked = site.post("/unsubscribe/MQ:1tAbCd:hunter2hunter2/?q=hunter2", {"password": "hunter2"})
get_wsgi_application()(asked.environ, lambda *answer: None).close()
print(json.dumps(Kept.events))
"""


def run(program: str, folder: Path, **given: str) -> str:
    """What a program prints in a process of its own, with the settings of a server."""
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        env=environment_of(folder, **given),
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()[-1]


def environment_of(folder: Path, **given: str) -> dict[str, str]:
    """What a server is told that keeps everything in a folder."""
    database = f"sqlite:///{folder / 'site.sqlite3'}"
    return {
        "PATH": os.environ["PATH"],
        "READ_DOTENV": "false",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "VAR_DIR": str(folder),
        "PYTHONPATH": ".",
        **COMPLETE,
        "DATABASE_URL": database,
        **given,
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server with a small company, whose public holidays are kept."""
    folder = tmp_path_factory.mktemp("site")
    run(PREPARED, folder)
    return folder


def test_what_is_not_wanted_is_not_loaded(site: Path) -> None:
    """Also not by the pages that people use most, which ask for working days."""
    assert run(LOADED, site) == "[]"


def test_figures_are_for_whoever_knows_the_token(site: Path) -> None:
    given = {"METRICS": "true", "METRICS_TOKEN": TOKEN}
    statuses, figures = json.loads(run(FIGURES, site, **given))

    assert statuses == [404, 404, 404, 200]
    assert 'view="account_logout"' in figures


def test_figures_are_those_of_all_web_processes(site: Path, tmp_path: Path) -> None:
    port, given = str(free_port()), {"METRICS": "true", "METRICS_TOKEN": TOKEN}
    command = ["-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]
    web = subprocess.Popen(
        [sys.executable, *command],
        env=environment_of(site, **given, BIND=f"127.0.0.1:{port}", WEB_CONCURRENCY="2")
        | {"TMPDIR": str(tmp_path)},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: bool(ask(port, "/healthz")), "a web process")
        for _ in range(12):
            ask(port, "/auth/logout/")
        counted = {figure(ask(port, "/metrics")) for _ in range(12)}
        folders = [path.name for path in tmp_path.iterdir()]
    finally:
        web.terminate()
        web.wait(timeout=20)

    assert counted == {12.0}
    assert len(folders) == 1
    assert not (site / "metrics").exists()
    assert list(tmp_path.iterdir()) == []


def ask(port: str, path: str) -> str:
    """An answer of the site to its proxy; nothing where nobody answers."""
    headers = {
        "Host": "changeover.example",
        "X-Forwarded-Proto": "https",
        "Authorization": f"Bearer {TOKEN}",
    }
    line = HTTPConnection("127.0.0.1", int(port), timeout=10)
    with closing(line), suppress(ConnectionError):
        line.request("GET", path, headers=headers)
        return line.getresponse().read().decode()
    return ""


def figure(figures: str) -> float:
    """How often the page to sign out was asked for."""
    name = "django_http_requests_total_by_view_transport_method_total{"
    lines = [one for one in figures.splitlines() if one.startswith(name) and "logout" in one]
    return sum(float(line.rpartition(" ")[2]) for line in lines)


def test_an_error_report_holds_nobodys_data(site: Path) -> None:
    events: list[dict[str, Any]] = json.loads(
        run(REPORTED, site, SENTRY_DSN="https://key@errors.example/1")
    )

    raised = events[0]["exception"]["values"][0]
    assert raised["type"] == "ValueError"
    assert raised["value"] == "smtp://[hidden]@mail refused password=[hidden]"
    assert events[0]["request"] == {
        "method": "POST",
        "url": "http://changeover.example/unsubscribe/[hidden]/",
    }
    assert "hunter2" not in json.dumps(events)
    assert "203.0.113.9" not in json.dumps(events)


def test_what_one_user_collects_another_may_serve(tmp_path: Path) -> None:
    """The image of containers is built by root, and run by nobody of importance."""
    assert run(COLLECTED, tmp_path) == "['0o644']"
