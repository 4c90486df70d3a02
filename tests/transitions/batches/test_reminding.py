"""One mail a person about all that waits for them, and of each item once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.people.models import User
from config.lib.mail.models import Message
from tests.factories.transitions import NOW, item_of
from tests.transitions.batches.conftest import made, order_of, planned
from tests.transitions.batches.test_making import entries, of
from transitions.batches.choices import Action
from transitions.batches.models import Reminder
from transitions.batches.operations import making, undoing
from transitions.batches.rules.wish import Wish
from transitions.plans.models import Transition
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db
REMIND = Wish(Action.REMIND, words="Before Friday, please.")


def test_everybody_gets_one_mail_about_all_their_items(
    running: Transition, second: Transition, who: Who, owner: User, successor: User
) -> None:
    chosen = [
        *of(running, "List the contacts", "Agree the agenda", "Meet the client", "Brief the team"),
        *of(second, "List the contacts"),
    ]

    batch = made(REMIND, chosen, who)

    mails = {mail.person: mail for mail in Message.objects.all()}
    assert mails.keys() == {owner, successor}
    mail = mails[owner]
    assert (mail.kind, mail.subject) == ("reminder", "Helena Brandt reminds you of 3 items")
    assert mail.headers == {"Reply-To": who.by.email}
    assert "Before Friday, please." in mail.body_text
    assert "- List the contacts (Copperfield Paper): 20 days overdue" in mail.body_text
    assert "Agree the agenda" not in mail.body_text
    assert "Meet the client" in mail.body_html
    assert batch.lines.get(item__title="Brief the team").why_not == "You do it yourself."
    assert entries(second) == ["Reminded people of 1 item: “List the contacts”"]


def test_nobody_is_reminded_of_an_item_twice_on_a_day(
    running: Transition, who: Who, owner: User
) -> None:
    contacts, meeting = of(running, "List the contacts", "Meet the client")
    made(REMIND, [contacts], who)
    other = Who(running.incoming, NOW + timedelta(hours=2))

    [step] = planned(REMIND, [contacts], other.by)
    with pytest.raises(making.NothingToDo):
        making.make(order_of(REMIND, [contacts], other.by), other)
    made(REMIND, [meeting], other)
    made(REMIND, [contacts], Who(other.by, NOW + timedelta(days=1)))

    assert step.why_not == "Tomas got a reminder of it today."
    assert Message.objects.filter(person=owner).count() == 3
    assert Reminder.objects.count() == 3


def test_of_two_who_do_an_item_only_who_was_not_reminded_gets_a_mail(
    running: Transition, who: Who, owner: User, successor: User
) -> None:
    meeting = item_of(running, "Meet the client")
    made(REMIND, [meeting], Who(owner, NOW))

    made(REMIND, [meeting], who)

    assert [mail.person for mail in Message.objects.order_by("pk")] == [successor, owner]


def test_who_cannot_sign_in_or_left_the_team_gets_no_mail(
    running: Transition, who: Who, owner: User
) -> None:
    running.team.filter(person=owner).delete()

    [step] = planned(REMIND, of(running, "List the contacts"), who.by)

    assert step.why_not == "Tomas cannot be reminded any more. Assign it to somebody else."


def test_mails_are_not_taken_back(running: Transition, who: Who) -> None:
    batch = made(REMIND, of(running, "List the contacts"), who)

    with pytest.raises(undoing.CannotUndo, match="Mails cannot be taken back"):
        undoing.undo(batch.pk, who)
