"""The pages that ask before a transition changes its state, and after it has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import totals
from tests.conftest import SignIn
from tests.factories.transitions import NOW
from tests.support.addresses import at
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership
from transitions.plans.rules import STANDS, not_now

pytestmark = pytest.mark.django_db


def test_after_ownership_has_moved_the_page_says_since_when_and_by_whom(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    ownership.move(running.pk, by=lead, now=NOW, override_reason="He left")

    shown = sign_in(lead).get(at(running, "ownership")).content.decode()

    sentence = f"{running.account} belongs to Priya Raman since Tue 24 Nov. Helena Brandt moved it."
    assert sentence in shown
    assert "Move ownership now" not in shown
    assert "still open:" not in shown


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (7, "since Mon 7 Dec. Changeover moved it on its day."),
        (10, "since Thu 10 Dec. Changeover moved it once nothing stood in the way."),
    ],
)
def test_what_moved_by_itself_names_nobody(
    running: Transition, lead: User, sign_in: SignIn, day: int, said: str
) -> None:
    Item.objects.filter(checklist=running.checklist_id).update(is_gate=False)
    totals.refresh(totals.lock(running.checklist_id or 0))
    ownership.move_due(datetime(2026, 12, day, 8, tzinfo=UTC))

    shown = sign_in(lead).get(at(running, "ownership")).content.decode()

    assert said in shown


ACTS = ["start", "draft", "hold", "resume", "cancel", "ownership", "complete", "edit", "replan"]
PAGES = {
    State.DRAFT: {"start", "draft", "cancel", "edit"},
    State.ACTIVE: {"hold", "cancel", "ownership", "complete", "edit", "replan"},
    State.ON_HOLD: {"resume", "cancel", "complete", "edit", "replan"},
    State.COMPLETED: {"complete", "edit"},
    State.CANCELLED: set(),
}
"""The acts that have a page in each state; every other one is refused there."""


def put(transition: Transition, state: State, by: User) -> Transition:
    """The transition in another state, as far as its pages ask."""
    checklist = None if state == State.DRAFT else transition.checklist
    done = {"completed_at": NOW, "completed_by": by} if state == State.COMPLETED else {}
    Transition.objects.filter(pk=transition.pk).update(state=state, checklist=checklist, **done)
    return Transition.objects.get(pk=transition.pk)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", State)
def test_an_act_that_the_state_does_not_allow_leads_back_or_keeps_what_was_sent(
    running: Transition, lead: User, sign_in: SignIn, state: State, act: str
) -> None:
    client, before = sign_in(lead), put(running, state, lead)

    opened = client.get(at(running, act))
    if act in PAGES[state]:
        assert opened.status_code == 200
        return
    shown = client.get(running.get_absolute_url()).content.decode()
    sent = client.post(at(running, act), {"reason": "Again", "version": before.version})

    assert (opened.status_code, opened["Location"]) == (302, running.get_absolute_url())
    assert f"{STANDS[state]}" in shown.partition('id="toasts"')[2]
    assert sent.status_code == 409
    assert sent.context["form"].errors == {"__all__": [not_now(act, state)]}
    after = Transition.objects.get(pk=running.pk)
    assert (after.state, after.version) == (state, before.version)


@pytest.mark.parametrize(
    ("act", "state", "field"),
    [
        ("hold", State.CANCELLED, "reason"),
        ("resume", State.CANCELLED, "reason"),
        ("cancel", State.COMPLETED, "reason"),
        ("ownership", State.ON_HOLD, "override_reason"),
        ("ownership", State.DRAFT, "override_reason"),
        ("edit", State.CANCELLED, "introduction"),
        ("complete", State.CANCELLED, "findings"),
    ],
)
def test_what_was_typed_too_late_is_kept_to_be_copied_but_not_sent_again(
    running: Transition, lead: User, sign_in: SignIn, act: str, state: State, field: str
) -> None:
    put(running, state, lead)

    answer = sign_in(lead).post(at(running, act), {field: "They told us on the phone"})

    page = answer.content.decode()
    question = page[page.index('class="sec act"') :].partition("</section>")[0]
    assert "They told us on the phone" in question
    assert "What you typed is kept below" in question
    assert 'type="submit"' not in question


def test_cancelling_again_does_not_say_that_it_was_done(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    lifecycle.cancel(running.pk, "They stay", by=lead, now=NOW)

    answer = sign_in(lead).post(at(running, "cancel"), {"reason": "Again"})

    shown = answer.content.decode()
    assert "This transition was cancelled already." in shown
    assert f"The transition of {running.account} is cancelled." not in shown


@pytest.mark.parametrize(
    ("gone", "said", "remedy"),
    [
        (True, "Priya Raman can no longer sign in. Name another incoming KAM.", "team"),
        (False, "Brightwater Foods belongs to Helena Brandt now. Cancel this", "cancel"),
    ],
)
def test_what_keeps_ownership_from_moving_is_said_before_anybody_tries(
    running: Transition, lead: User, sign_in: SignIn, gone: bool, said: str, remedy: str
) -> None:
    if gone:
        User.objects.filter(pk=running.incoming_id).update(is_active=False)
    else:
        Account.objects.filter(pk=running.account_id).update(owner=lead)
    client = sign_in(lead)

    asked = client.get(at(running, "ownership")).text
    tried = client.post(at(running, "ownership"), {"override_reason": "We must"}).text

    act = asked.split('id="act-h"')[1]
    assert said in act and f'href="{at(running, remedy)}"' in act
    assert "Move ownership now" not in act and "override_reason" not in act
    assert tried.split('id="act-h"')[1].count(said) == 1
    assert "We must" in tried and "Move ownership now" not in tried
