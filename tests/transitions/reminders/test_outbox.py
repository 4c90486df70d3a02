from pathlib import Path

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
from tests.conftest import SignIn
from tests.factories.mails import NOW, failed, mail


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


@pytest.mark.parametrize("name", ["administrator", "owner"])
def test_a_mail_is_shown_as_text_and_html_and_its_headers_to_administrators_only(
    request: pytest.FixtureRequest, owner: User, sign_in: SignIn, name: str
) -> None:
    message = mail(owner)

    page = sign_in(request.getfixturevalue(name)).get(f"/outbox/{message.pk}/").text

    headers = ("&lt;https://changeover.example/unsubscribe/abc/&gt;", "Message-ID", "From")
    assert [header in page for header in headers] == [name == "administrator"] * 3
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


@pytest.mark.parametrize("name", ["administrator", "owner"])
def test_whether_there_is_a_mail_server_is_told_to_administrators_only(
    request: pytest.FixtureRequest, owner: User, sign_in: SignIn, settings: Settings, name: str
) -> None:
    settings.EMAIL_URL = ""
    settings.EMAIL_FILE_PATH = Path(settings.BASE_DIR) / "var" / "mail"
    message = mail(owner)
    client = sign_in(request.getfixturevalue(name))

    pages = [client.get("/outbox/").text, client.get(f"/outbox/{message.pk}/").text]

    assert ["No mail server is set" in page for page in pages] == [name == "administrator"] * 2
    assert ["var/mail" in page for page in pages] == [name == "administrator"] * 2


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


@pytest.mark.parametrize(("lines", "height"), [(3, "low"), (40, "middle"), (90, "high")])
def test_the_frame_of_a_longer_mail_is_taller(
    owner: User, sign_in: SignIn, lines: int, height: str
) -> None:
    message = mail(owner, body_text="A line\n" * lines)

    page = sign_in(owner).get(f"/outbox/{message.pk}/").text

    assert f'class="ob-html ob-{height}"' in page
