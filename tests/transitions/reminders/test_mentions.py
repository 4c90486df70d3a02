"""A digest tells whom somebody has mentioned, once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from tests.support.digests import mail_to, subjects
from transitions.comments.choices import Told
from transitions.comments.models import Mention
from transitions.comments.operations import writing
from transitions.comments.operations.writing import Said
from transitions.plans.models import Transition
from transitions.plans.operations.items import Who
from transitions.reminders.models import Digest
from transitions.reminders.operations import preview, write_due


@pytest.fixture
def done(transition: Transition, morning: datetime) -> Transition:
    """Nothing is left to do on it, so that no digest speaks of items."""
    Item.objects.update(
        state=ItemState.DONE, closed_at=morning, closed_by=transition.manager, due_on="2026-11-20"
    )
    return transition


def mention(transition: Transition, body: str, morning: datetime) -> None:
    writing.add(transition.pk, Said(body), Who(transition.manager, morning - timedelta(hours=10)))


def test_a_mention_alone_makes_a_digest_and_is_told_once(
    done: Transition, successor: User, morning: datetime
) -> None:
    mention(done, "Look @Priya <b>", morning)

    preview(morning.date(), now=morning)
    first, second = write_due(morning), write_due(morning + timedelta(days=1))

    mail, told = mail_to(successor), Mention.objects.get()
    link = f"http://localhost:8000/transitions/{done.pk}/comments/{told.comment_id}/"
    assert (first, second, subjects()) == (1, 0, {"Priya": "Helena Brandt mentioned you"})
    assert (
        "You were mentioned\n\n- Helena Brandt, Brightwater Foods\n"
        f"  Look @Priya Raman <b>\n  {link}\n" in mail.body_text
    )
    assert f'href="{link}"' in mail.body_html
    assert "Look @Priya Raman &lt;b&gt;" in mail.body_html
    assert (told.told_how, told.told_at is not None) == (Told.DIGEST, True)


def test_a_mention_stands_in_a_digest_of_items_too(
    transition: Transition, successor: User, morning: datetime
) -> None:
    mention(transition, "@Priya and @Tomas", morning)

    write_due(morning)

    mail = mail_to(successor)
    assert mail.subject == "1 due today"
    assert "@Priya Raman and @Tomas Eriksen" in mail.body_text


@pytest.mark.parametrize("why", ["read", "removed", "hidden", "told"])
def test_what_was_read_removed_hidden_or_told_already_is_not_told(
    done: Transition, stranger: User, morning: datetime, why: str
) -> None:
    member = done.team.create(role="hr", person=stranger)
    mention(done, "Look @Jonas", morning)
    if why == "read":
        Mention.objects.update(read_at=morning)
    if why == "removed":
        writing.remove(Mention.objects.get().comment_id, Who(done.manager, morning))
    if why == "hidden":
        member.delete()
    if why == "told":
        Mention.objects.update(told_at=morning, told_how=Told.MAIL)

    assert (write_due(morning), Digest.objects.filter(person=stranger).count()) == (0, 1)
