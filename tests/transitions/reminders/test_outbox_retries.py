"""Mails that failed, wait or are only files, and sending them again from the outbox."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.people.models import User
from config.lib.mail.choices import MessageKind, MessageState
from config.lib.mail.models import Message
from config.lib.mail.operations import deliver
from tests.conftest import SignIn
from tests.factories.mails import NOW, failed, mail
from tests.support.smtp import SmtpSink


@pytest.mark.parametrize("who", ["owner", "administrator"])
def test_a_failed_mail_says_why_and_is_sent_by_a_button(
    request: pytest.FixtureRequest,
    owner: User,
    sign_in: SignIn,
    smtp_sink: SmtpSink,
    who: str,
) -> None:
    message = mail(owner)
    smtp_sink.answer("550 5.1.1 No such user here")
    deliver(clock=lambda: NOW)
    client = sign_in(request.getfixturevalue(who))

    before = client.get(f"/outbox/{message.pk}/").content.decode()
    smtp_sink.answer("250 OK")
    after = client.post(f"/outbox/{message.pk}/retry/", follow=True).content.decode()
    deliver(clock=lambda: datetime.now(UTC) + timedelta(minutes=1))

    message.refresh_from_db()
    assert "The mail server refused it: 550 5.1.1 No such user here" in before
    assert "Try again" in before
    assert "“1 due today for Tomas” is on its way to tomas.eriksen@norvane.example again" in after
    assert "Try again" not in after
    assert message.state == MessageState.SENT
    assert smtp_sink.mail_to(owner.email)["Subject"] == "1 due today for Tomas"


def test_all_failed_mails_that_somebody_sees_are_tried_again_at_once(
    administrator: User, owner: User, successor: User, sign_in: SignIn
) -> None:
    first, second, other = failed(owner), failed(owner), failed(successor)
    waiting = mail(owner)

    page = sign_in(owner).get("/outbox/").text
    after = sign_in(owner).post("/outbox/retry/", follow=True).text

    states = dict(Message.objects.values_list("pk", "state"))
    assert "Try all failed again (2)" in page
    assert "2 mails on the way again" in after
    assert "Try all failed again" not in after
    assert {states[row.pk] for row in (first, second, waiting)} == {MessageState.QUEUED}
    assert states[other.pk] == MessageState.FAILED
    assert "Try all failed again (1)" in sign_in(administrator).get("/outbox/").text


def test_a_digest_that_is_too_old_is_not_tried_again_and_the_pages_say_so(
    owner: User, sign_in: SignIn
) -> None:
    message = failed(owner)
    Message.objects.update(created_at=datetime.now(UTC) - timedelta(hours=13))
    client = sign_in(owner)

    outbox, page = client.get("/outbox/").text, client.get(f"/outbox/{message.pk}/").text
    after = client.post(f"/outbox/{message.pk}/retry/", follow=True).text

    message.refresh_from_db()
    assert "Try all failed again" not in outbox
    assert "Try again" not in page
    assert "Digests go out within 12 hours or not at all, so it is not tried again." in page
    assert "This digest is too old to be useful, so it is not sent any more" in after
    assert message.state == MessageState.FAILED


def test_trying_all_again_says_when_nothing_has_failed(owner: User, sign_in: SignIn) -> None:
    page = sign_in(owner).post("/outbox/retry/", follow=True).text

    assert "No failed mail is left to try again; old digests are not sent any more" in page


def test_a_mail_with_a_private_link_says_that_its_text_is_gone_once_it_is_sent(
    owner: User, sign_in: SignIn, smtp_sink: SmtpSink
) -> None:
    message = mail(owner, kind=MessageKind.ACCOUNT, subject="Reset your password")
    deliver(clock=lambda: NOW)

    page = sign_in(owner).get(f"/outbox/{message.pk}/").text

    assert "The text of this mail is not kept" in page


def test_a_mail_that_has_not_failed_is_not_sent_again(owner: User, sign_in: SignIn) -> None:
    message = mail(owner)

    page = sign_in(owner).post(f"/outbox/{message.pk}/retry/", follow=True).content.decode()

    message.refresh_from_db()
    assert "This mail has not failed, so there is nothing to try again" in page
    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)


def test_trying_again_needs_a_post(owner: User, sign_in: SignIn) -> None:
    message = failed(owner)

    answer = sign_in(owner).get(f"/outbox/{message.pk}/retry/")

    message.refresh_from_db()
    assert answer.status_code == 405
    assert message.state == MessageState.FAILED


def test_without_a_mail_server_the_page_says_where_mails_are(
    administrator: User, sign_in: SignIn, settings: Settings
) -> None:
    settings.EMAIL_URL = ""
    settings.EMAIL_FILE_PATH = Path(settings.BASE_DIR) / "var" / "mail"

    page = sign_in(administrator).get("/outbox/").content.decode()

    assert "nothing leaves this machine" in page
    assert "<code>var/mail/</code>" in page


def test_with_a_mail_server_the_page_says_nothing_of_files(
    administrator: User, sign_in: SignIn
) -> None:
    page = sign_in(administrator).get("/outbox/").content.decode()

    assert "nothing leaves this machine" not in page


@pytest.mark.parametrize(
    ("url", "said"), [("", "Written to a file"), ("smtp://mail.example", "Sent")]
)
def test_a_mail_that_is_only_a_file_is_not_called_sent(
    owner: User, sign_in: SignIn, settings: Settings, url: str, said: str
) -> None:
    settings.EMAIL_URL = url
    message = mail(owner)
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=NOW)
    client = sign_in(owner)

    pages = client.get("/outbox/?state=sent").text, client.get(f"/outbox/{message.pk}/").text

    assert f'<option value="sent" selected>{said}</option>' in pages[0]
    assert f"<dt>{said}</dt>" in pages[1]
    for page in pages:
        assert re.findall(r"(Sent|Written to a file)</span>", page) == [said]


def test_a_mail_that_was_put_off_goes_out_now_by_a_button(
    owner: User, sign_in: SignIn, smtp_sink: SmtpSink
) -> None:
    message = mail(owner)
    smtp_sink.answer("451 4.3.0 Try later")
    deliver(clock=lambda: datetime.now(UTC))
    client = sign_in(owner)
    before = client.get(f"/outbox/{message.pk}/").text

    smtp_sink.answer("250 OK")
    after = client.post(f"/outbox/{message.pk}/retry/", follow=True).text
    deliver(clock=lambda: datetime.now(UTC))

    message.refresh_from_db()
    assert "This mail has not gone out yet." in before and "Try now</button>" in before
    assert "is on its way to tomas.eriksen@norvane.example again" in after
    assert (message.state, message.attempts) == (MessageState.SENT, 2), "attempts are counted on"
