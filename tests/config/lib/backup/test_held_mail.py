"""What may have gone out from the site before does not go out again from the restored one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from config.lib.backup import Wishes, restore
from config.lib.mail.choices import MessageKind, MessageState
from config.lib.mail.models import Message
from config.lib.mail.operations import Draft, queue, retry
from tests.config.lib.backup.conftest import NOW, Backup
from tests.config.lib.backup.test_backup_command import run
from tests.support.databases import Elsewhere
from transitions.plans.models import Transition
from transitions.reminders.models import Digest
from transitions.reminders.operations import write_due


def mail(transition: Transition, subject: str, **state: Any) -> None:
    draft = Draft(
        kind=MessageKind.ACCOUNT,
        to=transition.manager.email,
        subject=subject,
        body_text="",
        body_html="",
    )
    Message.objects.filter(pk=queue(draft).pk).update(**state)


def states() -> dict[str, str]:
    return dict(Message.objects.values_list("subject", "state"))


def restored(archive: Path, lines: list[str]) -> None:
    restore(archive, Wishes(hold_mail_at=NOW), say=lines.append)


def test_mails_that_waited_wait_for_somebody_to_send_them_again(
    transition: Transition, backup: Backup, elsewhere: Elsewhere
) -> None:
    claim = {"claimed_by": uuid4(), "claimed_until": NOW}
    mail(transition, "Waiting")
    mail(transition, "Under way", state=MessageState.SENDING, **claim)
    mail(transition, "Long gone", state=MessageState.SENT, sent_at=NOW)
    archive, lines = backup(), list[str]()

    with elsewhere():
        restored(archive, lines)

        assert states() == {"Waiting": "failed", "Under way": "failed", "Long gone": "sent"}
        assert not Message.objects.due(NOW + timedelta(days=1)).exists()
        held = Message.objects.get(subject="Under way")
        assert held.last_error.startswith("This site was restored from a backup.")
        assert (held.claimed_by, held.claimed_until) == (None, None)
        assert retry(held.pk, now=NOW)
    assert "Mail: 2 waiting mails held back and 3 digests due now left out" in "\n".join(lines)


def test_a_digest_of_today_that_is_missing_in_the_backup_is_not_written_again(
    transition: Transition, backup: Backup, elsewhere: Elsewhere
) -> None:
    archive = backup()

    with elsewhere():
        restored(archive, [])

        assert write_due(NOW) == 0
        assert set(Digest.objects.values_list("message", flat=True)) == {None}
        assert write_due(NOW + timedelta(days=1)) == 3


def test_mail_goes_on_where_the_operator_says_so(
    transition: Transition, backup: Backup, elsewhere: Elsewhere
) -> None:
    mail(transition, "Waiting")
    archive = backup()

    with elsewhere():
        held = run("restore", archive)
        after_holding = states()
    with elsewhere():
        sent = run("restore", archive, "--send-mail")
        after_sending = states()

    assert (after_holding, after_sending) == ({"Waiting": "failed"}, {"Waiting": "queued"})
    assert "1 waiting mail held back" in held
    assert "held back" not in sent
