"""How long a mail is worth sending, and what of it is kept."""

import smtplib
from datetime import timedelta

from pytest_django import Settings

from accounts.people.models import User
from config.lib.mail.choices import MessageKind, MessageState
from config.lib.mail.models import Message
from config.lib.mail.operations import Delivered, retry_all
from config.lib.mail.rules import ATTEMPTS, read_connecting
from tests.config.lib.mail.conftest import NOW, Queue, deliver, minutes
from tests.support.smtp import SmtpSink


def test_a_server_that_is_down_for_a_day_uses_up_no_attempt(
    queued: Queue, smtp_sink: SmtpSink
) -> None:
    message = queued(kind=MessageKind.ACCOUNT)
    Message.objects.update(created_at=NOW)
    smtp_sink.stop()
    now, waits = NOW, []

    while now < NOW + timedelta(days=1):
        deliver(now)
        message.refresh_from_db()
        waits.append(int((message.send_after - now).total_seconds()) // 60)
        now = message.send_after

    assert waits[:7] == [1, 1, 2, 4, 8, 15, 15]
    assert set(waits[7:]) == {15}
    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)


def test_a_digest_that_has_waited_twelve_hours_fails_and_other_mails_go_out(
    queued: Queue, smtp_sink: SmtpSink
) -> None:
    digest, news = queued(), queued(kind=MessageKind.ACCOUNT, subject="Your sign-in is closed")
    Message.objects.update(created_at=NOW)
    smtp_sink.stop()
    deliver()
    smtp_sink.start()

    done = deliver(NOW + timedelta(hours=12, seconds=1))

    digest.refresh_from_db()
    assert done == Delivered(sent=1, failed=1)
    assert [mail["Subject"] for mail in smtp_sink.received] == [news.subject]
    assert digest.state == MessageState.FAILED
    assert digest.last_error == (
        "Not sent within 12 hours, so this digest is too old to be useful. "
        f"The mail server at 127.0.0.1:{smtp_sink.port} cannot be reached: Connection refused"
    )


def test_a_digest_goes_out_up_to_its_last_moment(queued: Queue, smtp_sink: SmtpSink) -> None:
    queued()
    Message.objects.update(created_at=NOW)

    assert deliver(NOW + timedelta(hours=12)) == Delivered(sent=1)


def test_old_digests_are_not_tried_again(queued: Queue) -> None:
    old, young = queued(), queued()
    Message.objects.update(state=MessageState.FAILED, created_at=NOW)
    Message.objects.filter(pk=old.pk).update(created_at=NOW - timedelta(hours=12, seconds=1))

    count = retry_all(Message.objects.all(), now=NOW)

    old.refresh_from_db()
    young.refresh_from_db()
    assert count == 1
    assert (old.state, young.state) == (MessageState.FAILED, MessageState.QUEUED)


def test_a_refused_sign_in_uses_up_the_attempts_and_then_fails(
    queued: Queue, smtp_sink: SmtpSink, settings: Settings
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "changeover", "wrong"
    smtp_sink.signs_in = False
    message = queued()
    now = NOW

    for _ in range(ATTEMPTS):
        deliver(now)
        message.refresh_from_db()
        now = message.send_after

    assert (message.state, message.attempts) == (MessageState.FAILED, ATTEMPTS)
    assert message.last_error.startswith(
        f"Given up after 5 attempts. The mail server at 127.0.0.1:{smtp_sink.port} "
        "refuses our sign-in: 535 "
    )


def test_a_sign_in_that_the_server_puts_off_uses_up_no_attempt() -> None:
    busy = smtplib.SMTPAuthenticationError(454, b"4.7.0 Temporary authentication failure")

    assert read_connecting(busy).is_of_server


def test_a_digest_that_was_put_off_does_not_reach_somebody_who_has_left(
    queued: Queue, smtp_sink: SmtpSink, successor: User
) -> None:
    digest = queued(person=successor)
    news = queued(person=successor, kind=MessageKind.ACCOUNT, subject="Your sign-in is closed")
    smtp_sink.answer("451 4.7.1 Greylisted, come back later")
    deliver()
    smtp_sink.answer("250 OK")
    User.objects.filter(pk=successor.pk).update(is_active=False)

    done = deliver(NOW + minutes(1))

    digest.refresh_from_db()
    assert done == Delivered(sent=1, failed=1)
    assert [mail["Subject"] for mail in smtp_sink.received] == [news.subject]
    assert digest.state == MessageState.FAILED
    assert digest.last_error == "Priya Raman can no longer sign in, so the digest was not sent."


def test_a_mail_with_a_private_link_keeps_no_text_once_it_is_sent(
    queued: Queue, smtp_sink: SmtpSink
) -> None:
    link = "https://changeover.example/join/abc/"
    private = queued(kind=MessageKind.ACCOUNT, body_text=link, body_html=f"<p>{link}</p>")
    digest = queued()
    smtp_sink.answer("451 4.7.1 Greylisted, come back later")
    deliver()
    private.refresh_from_db()
    kept_while_it_waits = private.body_text
    smtp_sink.answer("250 OK")

    deliver(NOW + minutes(1))

    private.refresh_from_db()
    digest.refresh_from_db()
    received = smtp_sink.received[0].get_body(("plain",))
    assert received and link in received.get_content()
    assert kept_while_it_waits == link
    assert (private.body_text, private.body_html) == ("", "")
    assert digest.body_text == "Good morning Priya."
