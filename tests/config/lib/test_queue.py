"""A nudge wakes the workers after the transaction, and costs nobody anything."""

from __future__ import annotations

import logging

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from config.lib.mail.tasks import deliver
from config.lib.queue import nudge

pytestmark = pytest.mark.django_db


def test_workers_are_called_once_the_transaction_is_saved(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    calls: list[dict[str, object]] = []
    monkeypatch.setattr(deliver, "apply_async", lambda **options: calls.append(options))

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        nudge(deliver)
        before = list(calls)

    assert before == []
    assert calls == [{"expires": 60, "retry": False}]


@pytest.mark.parametrize("error", [OperationalError("Connection refused"), ValueError("Odd")])
def test_a_queue_that_does_not_answer_stops_nobody(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    def down(**options: object) -> None:
        raise error

    monkeypatch.setattr(deliver, "apply_async", down)

    with (
        caplog.at_level(logging.WARNING),
        django_capture_on_commit_callbacks(execute=True),
    ):
        nudge(deliver)

    assert "config.lib.mail.tasks.deliver waits for its sweep" in caplog.text
