from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from config.lib.mail import tasks
from config.lib.mail.choices import MessageState
from config.lib.mail.models import Message
from config.lib.mail.operations import forgetting
from tests.config.lib.mail.conftest import NOW, Queue


def sent(queued: Queue, days_ago: int) -> Message:
    message = queued(to=f"{days_ago}@norvane.example")
    at = NOW - timedelta(days=days_ago)
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=at)
    return message


def failed(queued: Queue, days_ago: int) -> Message:
    message = queued(to=f"failed-{days_ago}@norvane.example")
    at = NOW - timedelta(days=days_ago)
    Message.objects.filter(pk=message.pk).update(state=MessageState.FAILED, created_at=at)
    return message


def test_mails_are_deleted_after_their_time_and_failed_ones_stay_longer(
    queued: Queue, settings: Settings
) -> None:
    settings.MAIL_KEPT_DAYS = 10
    sent(queued, 11)
    failed(queued, 41)
    kept = {sent(queued, 9), failed(queued, 39), queued(send_after=NOW - timedelta(days=99))}

    with time_machine.travel(NOW, tick=False):
        first, second = tasks.forget_old_mails(), tasks.forget_old_mails()

    assert (first, second) == (2, 0)
    assert set(Message.objects.all()) == kept


def test_old_mails_go_in_batches_and_their_texts_are_never_loaded(
    queued: Queue, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_KEPT_DAYS = 10
    monkeypatch.setattr(forgetting, "BATCH", 2)
    for days_ago in (11, 12, 13, 14, 15):
        sent(queued, days_ago)

    with CaptureQueriesContext(connection) as asked:
        forgotten = forgetting.forget_old(NOW)

    said = [query["sql"] for query in asked]
    assert forgotten == 5
    assert len([sql for sql in said if sql.startswith('DELETE FROM "mail_message"')]) == 3
    assert not [sql for sql in said if "body_html" in sql or "body_text" in sql]
