import gc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from config.lib.mail.choices import MessageState
from config.lib.mail.models import Message
from config.lib.mail.operations import deliver, queueing, retry
from tests.support.digests import subjects
from tests.support.smtp import SmtpSink
from transitions.plans.models import Transition
from transitions.reminders.models import Digest
from transitions.reminders.operations import Written, preview, write_day, write_due, writing
from transitions.reminders.operations.keeping import keep
from transitions.reminders.operations.rendering import Press

MINUTE = timedelta(minutes=1)


def test_everybody_on_a_transition_gets_a_digest_at_their_time(
    transition: Transition, morning: datetime
) -> None:
    early, written = write_due(morning - MINUTE), write_due(morning)

    assert (early, written) == (0, 3)
    assert subjects() == {
        "Helena": "1 overdue",
        "Tomas": "2 overdue, 1 due today",
        "Priya": "1 due today",
    }


def test_a_digest_is_sent_once_a_day(transition: Transition, morning: datetime) -> None:
    first = write_due(morning)

    again = [write_due(morning + minutes * MINUTE) for minutes in (0, 1, 600)]

    assert (first, again) == (3, [0, 0, 0])
    assert Message.objects.count() == 3


def test_the_next_day_has_a_digest_of_its_own(transition: Transition, morning: datetime) -> None:
    write_due(morning)

    written = write_due(morning + timedelta(days=1))

    assert written == 3


def test_of_two_workers_that_write_at_once_one_writes(
    transition: Transition, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare: Callable[..., list[Written]] = writing._prepare
    calls = []

    def prepare_while_another_writes(*args: Any) -> list[Written]:
        prepared = prepare(*args)
        calls.append(len(prepared))
        if len(calls) == 1:
            assert write_due(morning) == 3
        return prepared

    monkeypatch.setattr(writing, "_prepare", prepare_while_another_writes)
    written = write_due(morning)

    assert written == 0
    assert (Message.objects.count(), Digest.objects.count()) == (3, 3)


def test_the_database_refuses_a_second_digest(transition: Transition, morning: datetime) -> None:
    write_due(morning)
    digest = Digest.objects.get(person=transition.incoming)

    with pytest.raises(IntegrityError):
        Digest.objects.create(person=digest.person, on=digest.on)


def test_a_digest_that_is_refused_leaves_no_mail(transition: Transition, morning: datetime) -> None:
    done = preview(date(2026, 11, 24), now=morning)
    Digest.objects.create(person=transition.incoming, on=date(2026, 11, 24))

    with pytest.raises(IntegrityError):
        keep({one.person.pk: one.draft for one in done}, date(2026, 11, 24))

    assert Message.objects.count() == 0


def test_an_error_that_is_not_the_ledgers_is_raised_and_not_tried_for_ever(
    transition: Transition, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queueing, "make_msgid", lambda domain: f"<the-same@{domain}>")

    with pytest.raises(IntegrityError):
        write_due(morning)

    assert (Message.objects.count(), Digest.objects.count()) == (0, 0)


def test_nothing_to_say_is_no_mail_and_is_not_asked_again(
    stranger: User, morning: datetime
) -> None:
    written = write_due(morning)

    with CaptureQueriesContext(connection) as again:
        write_due(morning + MINUTE)
    digest = Digest.objects.get(person=stranger)
    assert written == 0
    assert (digest.on, digest.message) == (date(2026, 11, 24), None)
    assert len(again) == 2


def test_a_digest_that_cannot_be_written_costs_nobody_else_theirs(
    transition: Transition,
    successor: User,
    morning: datetime,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    draft = Press.draft

    def stumble(press: Press, person: User, letter: Any) -> Any:
        if person == successor:
            raise ZeroDivisionError
        return draft(press, person, letter)

    monkeypatch.setattr(Press, "draft", stumble)
    written = write_due(morning)

    mail = Message.objects.get(digest__person=successor)
    assert written == 2
    assert (mail.state, mail.to) == (MessageState.FAILED, successor.email)
    assert mail.last_error.startswith("The digest could not be put together: ZeroDivisionError.")
    assert f"The digest of person {successor.pk} could not be written" in caplog.text


def test_a_digest_that_could_not_be_written_is_told_when_somebody_retries(
    transition: Transition,
    successor: User,
    morning: datetime,
    monkeypatch: pytest.MonkeyPatch,
    smtp_sink: SmtpSink,
) -> None:
    monkeypatch.setattr(writing, "compose", broken)
    write_due(morning)
    failed = Message.objects.get(person=successor)

    unasked = deliver(clock=lambda: morning)
    retry(failed.pk, now=morning)
    deliver(clock=lambda: morning)

    mail = smtp_sink.mail_to(successor.email)
    assert unasked.sent == 0
    assert mail["Subject"] == "No digest for Tue 24 Nov"
    text, page = (part.get_content() for part in mail.iter_parts())
    assert "What is due is in My work: http" in text
    assert "Your digest of Tue 24 Nov could not be put together." in page and "style=" in page


def broken(*args: Any, **kwargs: Any) -> None:
    raise KeyError("title")


def test_batches_follow_each_other(
    transition: Transition, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "BATCH", 2)

    assert write_due(morning) == 3


def test_a_day_can_be_written_whatever_the_hour(transition: Transition) -> None:
    midnight = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)

    shown = preview(date(2026, 11, 24), now=midnight)
    kept_by_preview = Digest.objects.count()
    written = write_day(date(2026, 11, 24), now=midnight)
    again = write_day(date(2026, 11, 24), now=midnight)

    assert [done.person.first_name for done in shown] == ["Helena", "Tomas", "Priya"]
    assert kept_by_preview == 0
    assert [done.draft.subject for done in written if done.draft] == [
        "1 overdue",
        "2 overdue, 1 due today",
        "1 due today",
    ]
    assert again == []


def test_no_garbage_is_looked_for_while_a_batch_is_written(
    transition: Transition, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def watched(drafts: Any, day: date, *, told: Any) -> None:
        seen.append(gc.isenabled())
        keep(drafts, day, told=told)

    monkeypatch.setattr(writing, "keep", watched)
    write_due(morning)

    assert (seen, gc.isenabled()) == ([False], True)
