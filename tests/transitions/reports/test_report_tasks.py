from __future__ import annotations

import pytest

from accounts.people.models import User
from config.lib.pdf import Pdf
from tests.support.programs import printed
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
print(*{"weasyprint", "celery", "kombu", "yaml"} & {name.split(".")[0] for name in sys.modules})
"""
"""Prints what only a worker or a command needs; each takes megabytes of every web process."""


def test_the_sweep_makes_what_is_wanted(
    completed: Transition, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "typeset", lambda *args, **kwargs: Pdf(b"%PDF", 1))
    wanted = operations.want(completed.pk, by=lead, now=MADE_AT)

    made = tasks.make_wanted()

    wanted.refresh_from_db()
    assert (made, wanted.state) == (1, ReportState.READY)


def test_a_web_process_imports_neither_the_press_nor_the_queue() -> None:
    assert printed(WEB_PROCESS).split() == []
