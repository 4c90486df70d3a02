import email
from email.policy import default
from pathlib import Path

from pytest_django import Settings

from accounts.people.models import User
from config.lib.mail.choices import MessageKind, MessageState
from config.lib.mail.operations import Delivered, Draft, deliver, queue_all
from tests.config.lib.mail.conftest import NOW, Queue


def test_a_mail_gets_its_id_when_it_is_queued(queued: Queue, settings: Settings) -> None:
    settings.SITE_URL = "https://changeover.norvane.example:8443"

    message = queued()

    assert message.message_id.endswith("@changeover.norvane.example>")
    assert message.state == MessageState.QUEUED


def test_a_subject_is_one_line(queued: Queue) -> None:
    message = queued(subject="2 overdue,\r\nBcc: everybody@norvane.example " + "x" * 300)

    assert message.subject.startswith("2 overdue, Bcc: everybody@norvane.example xxx")
    assert len(message.subject) == 250


def test_many_mails_are_queued_in_their_order(owner: User, successor: User) -> None:
    drafts = [
        Draft(
            kind=MessageKind.DIGEST,
            person=person,
            to=person.email,
            subject=f"For {person.first_name}",
            body_text="Good morning.",
            body_html="<p>Good morning.</p>",
            send_after=NOW,
        )
        for person in (owner, successor)
    ]

    messages = queue_all(drafts)

    assert [(message.person, message.subject) for message in messages] == [
        (owner, "For Tomas"),
        (successor, "For Priya"),
    ]
    assert len({message.message_id for message in messages}) == 2


def test_without_a_server_mails_are_files_that_a_mail_program_opens(
    queued: Queue, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "config.lib.mail.backends.FolderBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    first, second = queued(), queued(to="tomas.eriksen@norvane.example")

    done = deliver(clock=lambda: NOW)

    files = (tmp_path / "mail").glob("*.eml")
    mails = [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]
    assert done == Delivered(sent=2)
    assert {mail["To"]: mail["Message-ID"] for mail in mails} == {
        first.to: first.message_id,
        second.to: second.message_id,
    }
