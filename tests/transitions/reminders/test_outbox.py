import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.people.choices import Role
from accounts.people.models import User
from accounts.people.operations import invitations
from accounts.people.operations.invitations import Invitee
from config.lib.mail.choices import MessageKind, MessageState
from config.lib.mail.models import Message
from config.lib.mail.operations import Draft, deliver, queue
from tests.support.smtp import SmtpSink

SignIn = Callable[[User], Client]

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def mail(person: User, **fields: Any) -> Message:
    plain: dict[str, Any] = {
        "kind": MessageKind.DIGEST,
        "subject": f"1 due today for {person.first_name}",
        "body_text": f"Good morning {person.first_name}.",
        "body_html": f"<p>Good morning <b>{person.first_name}</b>.</p>",
        "headers": {"List-Unsubscribe": "<https://changeover.example/unsubscribe/abc/>"},
        "send_after": NOW,
    }
    return queue(Draft(person=person, to=person.email, **(plain | fields)))


def failed(person: User, **fields: Any) -> Message:
    message = mail(person, **fields)
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.FAILED, attempts=1, last_error="The mail server refused it: 550 No"
    )
    message.refresh_from_db()
    return message


def shown(client: Client, query: str = "") -> list[str]:
    """The subjects on the outbox page, in their order."""
    answer = client.get(f"/outbox/{query}")
    return [message.subject for message in answer.context["page"].object_list]


def test_an_administrator_sees_all_mails(
    administrator: User, owner: User, successor: User, sign_in: SignIn
) -> None:
    mail(owner)
    mail(successor)

    assert shown(sign_in(administrator)) == ["1 due today for Priya", "1 due today for Tomas"]


@pytest.mark.parametrize("who", ["owner", "lead", "reader"])
def test_everybody_else_sees_the_mails_to_themselves(
    request: pytest.FixtureRequest, successor: User, sign_in: SignIn, who: str
) -> None:
    person = request.getfixturevalue(who)
    mail(person)
    mail(successor)

    assert shown(sign_in(person)) == [f"1 due today for {person.first_name}"]


def test_a_mail_to_somebody_else_does_not_exist(
    owner: User, stranger: User, sign_in: SignIn
) -> None:
    message = failed(owner)
    client = sign_in(stranger)

    answers = [
        client.get(f"/outbox/{message.pk}/"),
        client.get(f"/outbox/{message.pk}/html/"),
        client.post(f"/outbox/{message.pk}/retry/"),
    ]

    message.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert message.state == MessageState.FAILED


def test_nobody_signed_out_sees_any_mail(owner: User, client: Client) -> None:
    message = mail(owner)

    answer = client.get(f"/outbox/{message.pk}/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/auth/login/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=priya", ["Reset your password", "1 due today for Priya"]),
        ("?q=TODAY+príya", ["1 due today for Priya"]),
        ("?q=no+such+person", []),
        ("?state=failed", ["Reset your password"]),
        ("?kind=digest", ["1 due today for Tomas", "1 due today for Priya"]),
        ("?sort=subject&kind=digest", ["1 due today for Priya", "1 due today for Tomas"]),
        (
            "?sort=when",
            ["1 due today for Priya", "1 due today for Tomas", "Reset your password"],
        ),
        ("?state=nonsense", []),
    ],
)
def test_the_outbox_is_searched_filtered_and_sorted(
    administrator: User,
    owner: User,
    successor: User,
    sign_in: SignIn,
    query: str,
    found: list[str],
) -> None:
    mail(successor)
    mail(owner)
    failed(successor, kind=MessageKind.ACCOUNT, subject="Reset your password")

    assert shown(sign_in(administrator), query) == found


def test_an_outbox_filtered_to_nothing_offers_to_clear_the_filter(
    owner: User, sign_in: SignIn
) -> None:
    mail(owner)

    page = sign_in(owner).get("/outbox/?q=nothing").content.decode()

    assert "No mail matches" in page
    assert "Clear filter" in page


def test_an_order_that_does_not_exist_narrows_nothing(owner: User, sign_in: SignIn) -> None:
    mail(owner, subject="Your week")

    page = sign_in(owner).get("/outbox/?sort=nonsense").text

    assert "Your week" in page
    assert "Clear filter" not in page


def test_an_empty_outbox_says_when_mails_come(owner: User, sign_in: SignIn) -> None:
    page = sign_in(owner).get("/outbox/").content.decode()

    assert "No mail yet" in page
    assert "You get a digest in the morning when something is due for you." in page


def test_htmx_gets_the_table_only(owner: User, sign_in: SignIn) -> None:
    mail(owner)

    page = sign_in(owner).get("/outbox/", headers={"HX-Request": "true"}).content.decode()

    assert page.strip().startswith("<section")
    assert "1 due today for Tomas" in page


def test_fifty_mails_make_a_page(owner: User, sign_in: SignIn) -> None:
    for number in range(51):
        mail(owner, subject=f"Mail {number}")
    client = sign_in(owner)

    first, second = shown(client), shown(client, "?page=2")

    assert (len(first), second) == (50, ["Mail 0"])


def test_the_outbox_costs_the_same_for_one_and_for_three(owner: User, sign_in: SignIn) -> None:
    client = sign_in(owner)
    counts = []

    for number in (1, 2):
        for _ in range(number):
            mail(owner)
        with CaptureQueriesContext(connection) as queries:
            client.get("/outbox/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_mail_is_shown_with_headers_text_and_html(owner: User, sign_in: SignIn) -> None:
    message = mail(owner)

    page = sign_in(owner).get(f"/outbox/{message.pk}/").content.decode()

    assert "&lt;https://changeover.example/unsubscribe/abc/&gt;" in page
    assert message.message_id.strip("<>") in page
    assert "Good morning Tomas." in page
    assert f'src="/outbox/{message.pk}/html/"' in page
    assert "<b>Tomas</b>" not in page


def test_the_html_of_a_mail_may_do_nothing_but_look_like_itself(
    owner: User, sign_in: SignIn
) -> None:
    message = mail(owner, body_html="<p>Hello</p><script>alert(1)</script>")

    answer = sign_in(owner).get(f"/outbox/{message.pk}/html/")

    assert answer.content.decode() == "<p>Hello</p><script>alert(1)</script>"
    assert answer["Content-Security-Policy"] == (
        "sandbox; default-src 'none'; style-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    )
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("reader_of_mail", ["administrator", "owner"])
def test_a_private_link_is_shown_to_nobody(
    request: pytest.FixtureRequest, owner: User, sign_in: SignIn, reader_of_mail: str
) -> None:
    message = mail(
        owner,
        kind=MessageKind.ACCOUNT,
        subject="Reset your password",
        body_text="https://changeover.example/auth/password/reset/key/abc-def/",
        body_html="<p>https://changeover.example/auth/password/reset/key/abc-def/</p>",
        headers={"X-Link": "abc-def"},
    )
    client = sign_in(request.getfixturevalue(reader_of_mail))

    page = client.get(f"/outbox/{message.pk}/").content.decode()
    html = client.get(f"/outbox/{message.pk}/html/")

    assert "This mail holds a private link and is not shown" in page
    assert "abc-def" not in page + client.get("/outbox/").content.decode()
    assert html.status_code == 404
    assert "abc-def" not in html.content.decode()


def test_the_mail_of_an_invitation_says_what_its_link_is_good_for(
    administrator: User, owner: User, sign_in: SignIn, settings: Settings
) -> None:
    settings.EMAIL_URL = ""
    settings.EMAIL_FILE_PATH = Path(settings.BASE_DIR) / "var" / "mail"
    invitee = Invitee("nora.falk@norvane.example", "Nora Falk", Role.KAM)
    invitations.invite(invitee, by=administrator, now=NOW)
    letter = Message.objects.get(to=invitee.email)
    reset = mail(owner, kind=MessageKind.ACCOUNT, body_text="/auth/password/reset/key/abc-def/")
    client = sign_in(administrator)

    invited, asked = (client.get(f"/outbox/{each.pk}/").text for each in (letter, reset))

    assert "can join in their name" in invited and "new password" not in invited
    assert "can choose a new password" in asked and "can join" not in asked
    assert "<code>.eml</code> file of this mail under <code>var/mail/</code>" in invited
    settings.EMAIL_URL = "smtp://mail.norvane.example"
    assert ".eml" not in client.get(f"/outbox/{letter.pk}/").text


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
    owner: User, sign_in: SignIn, settings: Settings
) -> None:
    settings.EMAIL_URL = ""
    settings.EMAIL_FILE_PATH = Path(settings.BASE_DIR) / "var" / "mail"

    page = sign_in(owner).get("/outbox/").content.decode()

    assert "nothing leaves this machine" in page
    assert "<code>var/mail/</code>" in page


def test_with_a_mail_server_the_page_says_nothing_of_files(owner: User, sign_in: SignIn) -> None:
    page = sign_in(owner).get("/outbox/").content.decode()

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


@pytest.mark.parametrize(("lines", "height"), [(3, "low"), (40, "middle"), (90, "high")])
def test_the_frame_of_a_longer_mail_is_taller(
    owner: User, sign_in: SignIn, lines: int, height: str
) -> None:
    message = mail(owner, body_text="A line\n" * lines)

    page = sign_in(owner).get(f"/outbox/{message.pk}/").text

    assert f'class="ob-html ob-{height}"' in page
