"""What a batch says before and after, and when its mails go out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accounts.people.models import User
from config.lib.mail.operations import DELIVERY
from tests.conftest import SignIn
from tests.transitions.batches.conftest import made
from tests.transitions.batches.test_batch_pages import DONE, NEW, accepted, ids
from tests.transitions.batches.test_making import of
from transitions.batches.models import Batch
from transitions.plans.models import Transition
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db


def test_a_reminder_asks_the_workers_to_send_mails_at_once_and_nothing_else_does(
    running: Transition,
    lead: User,
    sign_in: SignIn,
    nudges: list[str],
    django_capture_on_commit_callbacks: object,
) -> None:
    client, chosen = sign_in(lead), of(running, "List the contacts")

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        accepted(client, chosen, action="remind")
        accepted(client, chosen, action="done")

    assert nudges == [DELIVERY]


def test_the_end_of_an_undo_stands_in_the_time_of_who_reads_it(
    running: Transition, who: Who, sign_in: SignIn
) -> None:
    batch = made(DONE, of(running, "Agree the agenda"), who)
    Batch.objects.update(made_at=datetime(2026, 11, 24, 3, 30, tzinfo=UTC))
    User.objects.filter(pk=who.by.pk).update(time_zone="America/New_York")

    page = sign_in(who.by).get(f"/batches/{batch.pk}/").text

    assert "until Mon 30 Nov 2026 at 22:30" in page


def test_the_button_of_a_preview_tells_what_may_still_be_ticked(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    answers = {"answered": "yes", "action": "move", "days": "4", "way": "later"}
    chosen = of(running, "Call the client alone", "Review what was learned")

    buttons = [
        client.post(NEW, {**answers, "items": ids(items)}).context["preview"].button
        for items in (chosen, chosen[:1], chosen[1:])
    ]

    assert buttons == [
        "Move 1 item and what is ticked",
        "Move 1 item",
        "Move what is ticked",
    ]
