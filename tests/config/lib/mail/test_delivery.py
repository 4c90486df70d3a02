from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from config.lib.mail.choices import MessageState
from config.lib.mail.models import Message
from config.lib.mail.operations import Delivered, delivery, retry
from config.lib.mail.rules import ATTEMPTS
from tests.config.lib.mail.conftest import NOW, Queue, deliver, minutes
from tests.support.smtp import DROP, SmtpSink


def test_a_mail_arrives_as_it_was_written(queued: Queue, smtp_sink: SmtpSink) -> None:
    message = queued(
        body_html="<p>Good morning Priya.</p>",
        headers={"List-Unsubscribe": "<https://changeover.example/unsubscribe/abc/>"},
    )

    done = deliver()

    mail = smtp_sink.mail_to(message.to)
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    message.refresh_from_db()
    assert done == Delivered(sent=1)
    assert (message.state, message.sent_at, message.attempts) == (MessageState.SENT, NOW, 1)
    assert mail["Subject"] == "2 overdue, 3 due today"
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://changeover.example/unsubscribe/abc/>"
    assert mail.get_content_type() == "multipart/alternative"
    assert text and text.get_content().strip() == "Good morning Priya."
    assert html and html.get_content().strip() == "<p>Good morning Priya.</p>"


def test_many_mails_share_one_connection(queued: Queue, smtp_sink: SmtpSink) -> None:
    for number in range(7):
        queued(to=f"person{number}@norvane.example")

    done = deliver()

    assert done == Delivered(sent=7)
    assert (len(smtp_sink.received), smtp_sink.connections) == (7, 1)


def test_a_mail_waits_for_its_moment(queued: Queue, smtp_sink: SmtpSink) -> None:
    queued(send_after=NOW + minutes(10))

    early, late = deliver(NOW + minutes(9)), deliver(NOW + minutes(10))

    assert (early, late) == (Delivered(), Delivered(sent=1))


def test_a_mail_is_sent_once(queued: Queue, smtp_sink: SmtpSink) -> None:
    queued()

    first, second = deliver(), deliver()

    assert (first, second) == (Delivered(sent=1), Delivered())
    assert len(smtp_sink.received) == 1


def test_two_workers_never_claim_the_same_mail(queued: Queue) -> None:
    for number in range(3):
        queued(to=f"person{number}@norvane.example")

    first = delivery._claim(uuid4(), now=NOW)
    second = delivery._claim(uuid4(), now=NOW)

    assert (len(first), len(second)) == (3, 0)


def test_a_worker_that_chose_a_mail_too_late_does_not_get_it(
    queued: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued()
    chosen = Message.objects.due(NOW)
    late = delivery._claim(uuid4(), now=NOW)

    changed = chosen.update(claimed_by=uuid4())

    assert len(late) == 1
    assert changed == 0


def test_a_mail_of_a_worker_that_died_is_taken_up_after_its_lease(
    queued: Queue, smtp_sink: SmtpSink
) -> None:
    queued()
    delivery._claim(uuid4(), now=NOW)

    early = deliver(NOW + delivery.LEASE)
    late = deliver(NOW + delivery.LEASE + minutes(1))

    assert (early, late) == (Delivered(), Delivered(sent=1))


def test_a_worker_leaves_a_mail_that_another_has_taken_over(
    queued: Queue, smtp_sink: SmtpSink
) -> None:
    message = queued()
    slow = uuid4()
    claimed = delivery._claim(slow, now=NOW)
    Message.objects.filter(pk=message.pk).update(claimed_by=uuid4())

    delivery._Courier(slow, lambda: NOW).carry(claimed)

    message.refresh_from_db()
    assert smtp_sink.received == []
    assert (message.state, message.attempts) == (MessageState.SENDING, 0)


def test_a_mail_that_the_server_puts_off_is_tried_again_later_and_later(
    queued: Queue, smtp_sink: SmtpSink
) -> None:
    message = queued()
    smtp_sink.answer("451 4.7.1 Greylisted, come back later")
    now, waits = NOW, []

    while message.state == MessageState.QUEUED:
        deliver(now)
        message.refresh_from_db()
        waits.append(int((message.send_after - now).total_seconds()) // 60)
        now = message.send_after

    assert waits == [1, 5, 15, 60, 0]
    assert (message.state, message.attempts) == (MessageState.FAILED, ATTEMPTS)
    assert message.last_error == (
        "Given up after 5 attempts. "
        "The mail server put it off: 451 4.7.1 Greylisted, come back later"
    )


def test_a_mail_that_was_put_off_arrives_with_the_same_id(
    queued: Queue, smtp_sink: SmtpSink
) -> None:
    message = queued()
    smtp_sink.answer("451 4.7.1 Greylisted, come back later")
    deliver()
    smtp_sink.answer("250 OK")

    done = deliver(NOW + minutes(1))

    message.refresh_from_db()
    assert done == Delivered(sent=1)
    assert smtp_sink.mail_to(message.to)["Message-ID"] == message.message_id
    assert (message.attempts, message.last_error) == (2, "")


def test_a_mail_that_the_server_refuses_fails_at_once_with_its_sentence(
    queued: Queue, smtp_sink: SmtpSink
) -> None:
    message = queued(to="nobody@norvane.example")
    smtp_sink.answer("550 5.1.1 No such user here", to="nobody@norvane.example")

    done = deliver()

    message.refresh_from_db()
    assert done == Delivered(failed=1)
    assert (message.state, message.attempts) == (MessageState.FAILED, 1)
    assert message.last_error == "The mail server refused it: 550 5.1.1 No such user here"


def test_a_failed_mail_is_sent_after_a_retry(queued: Queue, smtp_sink: SmtpSink) -> None:
    message = queued()
    smtp_sink.answer("550 5.1.1 No such user here")
    deliver()
    smtp_sink.answer("250 OK")

    again = retry(message.pk, now=NOW + minutes(30))
    done = deliver(NOW + minutes(30))

    assert again
    assert done == Delivered(sent=1)


def test_only_failed_mails_are_tried_again(queued: Queue, smtp_sink: SmtpSink) -> None:
    message = queued()
    deliver()

    again = retry(message.pk, now=NOW)

    assert not again
    assert deliver() == Delivered()


@pytest.mark.parametrize("trouble", ["451 4.3.0 Out of disk", "550 5.1.1 No such user", DROP])
def test_trouble_with_one_mail_stops_no_other(
    queued: Queue, smtp_sink: SmtpSink, trouble: str
) -> None:
    for name in ("ada", "bad", "cleo"):
        queued(to=f"{name}@norvane.example")
    smtp_sink.answer(trouble, to="bad@norvane.example")

    done = deliver()

    assert done.sent == 2
    assert [mail["To"] for mail in smtp_sink.received] == [
        "ada@norvane.example",
        "cleo@norvane.example",
    ]


def test_a_mail_that_cannot_be_put_together_stops_no_other(
    queued: Queue, smtp_sink: SmtpSink
) -> None:
    bad = queued(headers={"X-Team": "two\nlines"})
    queued(to="tomas.eriksen@norvane.example")

    done = deliver()

    bad.refresh_from_db()
    assert done == Delivered(sent=1, failed=1)
    assert bad.last_error.startswith("The mail could not be put together: Header values can't")


def test_a_connection_that_breaks_puts_the_mail_off(queued: Queue, smtp_sink: SmtpSink) -> None:
    message = queued()
    smtp_sink.answer(DROP)

    done = deliver()

    message.refresh_from_db()
    assert done == Delivered(put_off=1)
    assert message.last_error.startswith("The connection to the mail server broke")


def test_a_server_that_is_down_puts_the_batch_off_and_is_asked_once(
    queued: Queue, smtp_sink: SmtpSink, settings: Settings
) -> None:
    smtp_sink.stop()
    for number in range(3):
        queued(to=f"person{number}@norvane.example")

    done = deliver()

    reasons = set(Message.objects.values_list("last_error", flat=True))
    assert done == Delivered(put_off=3)
    assert reasons == {
        f"The mail server at 127.0.0.1:{smtp_sink.port} cannot be reached: Connection refused"
    }


def test_a_mail_that_kills_its_worker_is_given_up(queued: Queue, smtp_sink: SmtpSink) -> None:
    message = queued()
    Message.objects.update(attempts=ATTEMPTS)

    done = deliver()

    message.refresh_from_db()
    assert done == Delivered(failed=1)
    assert message.last_error == "Each time the worker stopped while it was sending this mail."
    assert smtp_sink.received == []


def test_looking_for_mails_costs_one_query_when_there_are_none(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        deliver()


def test_a_round_ends_after_a_minute_so_that_others_have_their_turn(
    queued: Queue, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "BATCH", 2)
    for number in range(5):
        queued(to=f"person{number}@norvane.example")
    seconds = iter(range(0, 10_000, 20))

    first = delivery.deliver(clock=lambda: NOW + timedelta(seconds=next(seconds)))

    assert first == Delivered(sent=2)
    assert deliver(NOW + minutes(30)) == Delivered(sent=3)
