from __future__ import annotations

import subprocess
import sys

import pytest

from accounts.people.models import User
from config.lib.pdf import Pdf
from tests.transitions.reports.conftest import MADE_AT
from transitions.plans.models import Transition
from transitions.reports import operations, tasks
from transitions.reports.choices import ReportState
from transitions.reports.operations import making

WEB_PROCESS = """
import sys, django
django.setup()
import config.wsgi, config.urls, transitions.reports.views
from django.urls import get_resolver
get_resolver().url_patterns
sys.exit("weasyprint" in sys.modules)
"""


def test_the_sweep_makes_what_is_wanted(
    completed: Transition, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "typeset", lambda *args, **kwargs: Pdf(b"%PDF", 1))
    wanted = operations.want(completed.pk, by=lead, now=MADE_AT)

    made = tasks.make_wanted()

    wanted.refresh_from_db()
    assert (made, wanted.state) == (1, ReportState.READY)


def test_the_web_process_does_not_import_the_press() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", WEB_PROCESS], check=False, capture_output=True, text=True
    )

    assert ended.returncode == 0, ended.stderr
