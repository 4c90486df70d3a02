from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from accounts.people.models import User
from config.lib.mail import tasks as mail_tasks
from config.lib.mail.models import Message
from tests.support.smtp import SmtpSink
from transitions.plans.models import Transition
from transitions.reminders import tasks
from transitions.reminders.models import Digest

HALF_PAST_SEVEN = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def run(*options: str) -> list[str]:
    out = StringIO()
    call_command("send_digests", *options, stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db(transaction=True)
def test_the_beat_writes_digests_and_wakes_the_delivery(
    transition: Transition, smtp_sink: SmtpSink, nudges: list[str]
) -> None:
    with time_machine.travel(HALF_PAST_SEVEN, tick=False):
        first, second = tasks.write_due_digests(), tasks.write_due_digests()
        sent = mail_tasks.deliver()

    assert (first, second, nudges, sent) == (3, 0, [mail_tasks.deliver.name], 3)
    mail = smtp_sink.mail_to("priya.raman@norvane.example")
    assert mail["Subject"] == "1 due today"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].strip().startswith("<http://localhost:8000/unsubscribe/")
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_the_command_writes_and_delivers_a_day(
    transition: Transition, reader: User, smtp_sink: SmtpSink
) -> None:
    lines = run("--date", "2026-11-24")

    assert lines == [
        "Person         Time zone      Digest",
        "Helena Brandt  Europe/Vienna  1 overdue",
        "Tomas Eriksen  Europe/Vienna  2 overdue, 1 due today",
        "Priya Raman    Europe/Vienna  1 due today",
        "Lea Novak      Europe/Vienna  none: nothing to say",
        "3 mails sent.",
    ]
    assert len(smtp_sink.received) == 3


def test_the_command_sends_nothing_twice(transition: Transition, smtp_sink: SmtpSink) -> None:
    run("--date", "2026-11-24")

    lines = run("--date", "2026-11-24")

    assert lines == [
        "Everybody who wants a digest of Tue 24 Nov has one already.",
        "0 mails sent.",
    ]
    assert len(smtp_sink.received) == 3


def test_on_a_sunday_the_command_says_when_digests_go(transition: Transition) -> None:
    lines = run("--date", "2026-11-22", "--dry-run")

    assert lines[0].startswith("Nobody wants a digest of Sun 22 Nov. They go on working days,")


def test_a_dry_run_writes_and_sends_nothing(transition: Transition, smtp_sink: SmtpSink) -> None:
    lines = run("--date", "2026-11-24", "--dry-run")

    assert lines[1:] == [
        "Helena Brandt  Europe/Vienna  1 overdue",
        "Tomas Eriksen  Europe/Vienna  2 overdue, 1 due today",
        "Priya Raman    Europe/Vienna  1 due today",
        "Nothing was written or sent.",
    ]
    assert (Digest.objects.count(), Message.objects.count()) == (0, 0)
    assert smtp_sink.received == []


def test_the_command_says_when_mails_did_not_go_out(
    transition: Transition, smtp_sink: SmtpSink
) -> None:
    smtp_sink.answer("550 5.1.1 No such user", to="priya.raman@norvane.example")

    lines = run("--date", "2026-11-24")

    assert lines[-1] == "2 mails sent, 0 put off, 1 failed. The outbox page says why."


def test_a_day_that_does_not_exist_is_said_in_a_sentence() -> None:
    with pytest.raises(CommandError, match=r"32-13-1 is no date\. Write it as"):
        run("--date", "32-13-1")
