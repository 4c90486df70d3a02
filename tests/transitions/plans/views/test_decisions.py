"""The pages that ask before a transition changes its state, and after it has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from checklists.runs.operations import totals
from tests.factories.transitions import NOW, item_of, make_transition
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership
from transitions.plans.rules import STANDS, not_now

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def at(transition: Transition, path: str) -> str:
    return f"{transition.get_absolute_url()}{path}/"


def draft_with(account: Account, incoming: User, manager: User, **days: Any) -> Transition:
    return make_transition(
        account=account, incoming=incoming, manager=manager, started=False, **days
    )


@pytest.fixture
def finished(running: Transition, lead: User) -> Transition:
    """Complete: all items are set aside and ownership has moved."""
    for item in Item.objects.filter(checklist=running.checklist_id):
        checklist_items.skip(checklist_items.lock(item.pk), "Not here", by=lead, now=NOW)
    ownership.move(running.pk, by=lead, now=NOW)
    return lifecycle.complete(running.pk, by=lead, now=NOW)


def test_a_draft_whose_days_have_passed_asks_before_it_starts(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    draft, client = draft_with(account, successor, lead), sign_in(lead)

    shown = client.get(at(draft, "start")).content.decode()
    refused = client.post(at(draft, "start"))
    draft.refresh_from_db()
    kept = draft.state
    client.post(at(draft, "start"), {"start_anyway": "on"})
    draft.refresh_from_db()

    assert "The start, Mon 2 Nov, has passed" in shown
    assert "Start anyway, with 1 thing that does not fit" in shown
    assert refused.status_code == 422
    assert "One thing does not fit." in refused.content.decode()
    assert (kept, draft.state) == (State.DRAFT, State.ACTIVE)


def test_a_draft_whose_items_do_not_fit_asks_before_it_starts(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    days = {"starts_on": date(2026, 11, 30), "owns_on": date(2026, 12, 1)}
    draft = draft_with(account, successor, lead, **days, ends_on=date(2026, 12, 2))

    refused = sign_in(lead).post(at(draft, "start"))

    draft.refresh_from_db()
    assert refused.status_code == 422
    assert "3 working days for 5 phases" in refused.content.decode()
    assert draft.state == State.DRAFT


def test_a_draft_whose_people_have_left_says_so_at_once(
    account: Account, successor: User, lead: User, administrator: User, sign_in: SignIn
) -> None:
    draft = draft_with(account, successor, lead)
    User.objects.filter(pk=lead.pk).update(is_active=False)

    response = sign_in(administrator).post(at(draft, "start"))

    said = response.context["form"].errors
    assert response.status_code == 422
    assert said["__all__"] == ["Helena Brandt can no longer sign in. Choose someone else."]
    assert "start_anyway" in said
    assert "Helena can no longer sign in: 2 items have nobody" in response.content.decode()


def test_a_sound_draft_starts_without_a_question(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    days = {"starts_on": date(2026, 11, 30), "owns_on": date(2027, 1, 11)}
    draft = draft_with(account, successor, lead, **days, ends_on=date(2027, 1, 29))
    client = sign_in(lead)

    shown = client.get(at(draft, "start")).content.decode()
    client.post(at(draft, "start"))

    draft.refresh_from_db()
    assert "start_anyway" not in shown
    assert "8 items over" in shown
    assert draft.state == State.ACTIVE


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


def test_the_review_of_a_complete_handover_can_be_corrected(
    finished: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)

    menu = client.get(finished.get_absolute_url()).content.decode()
    shown = client.get(at(finished, "complete")).content.decode()
    client.post(at(finished, "complete"), {"version": finished.version, "findings": "Calm"})

    now = Transition.objects.get(pk=finished.pk)
    assert "Correct the review" in menu
    assert "This transition is complete. Its review can still be corrected" in shown
    assert "It cannot be completed yet" not in shown
    assert (now.findings, now.state, now.completed_at) == ("Calm", State.COMPLETED, NOW)
    assert finished.log.filter(activity="Completed the transition").count() == 1


@pytest.fixture
def nearly(running: Transition, lead: User) -> Transition:
    """Ownership has moved; only what is optional is open, and overdue since 5 November."""
    for item in Item.objects.filter(checklist=running.checklist_id, is_required=True):
        checklist_items.skip(checklist_items.lock(item.pk), "Not here", by=lead, now=NOW)
    return ownership.move(running.pk, by=lead, now=NOW)


def test_completing_says_what_is_open_and_what_becomes_of_it(
    nearly: Transition, lead: User, sign_in: SignIn
) -> None:
    shown = sign_in(lead).get(at(nearly, "complete")).content.decode()

    brief = item_of(nearly, "Brief the team")
    assert "This closes the checklist, and that cannot be undone." in shown
    assert "<b>1 optional item is still open.</b> It stays open for good" in shown
    assert f'?item={brief.pk}#item-{brief.pk}">1.2 Brief the team</a>' in shown
    assert ">Complete with 1 item open</button>" in shown


def test_completing_with_nothing_open_lists_nothing(
    nearly: Transition, lead: User, sign_in: SignIn
) -> None:
    brief = item_of(nearly, "Brief the team")
    checklist_items.skip(checklist_items.lock(brief.pk), "Not here", by=lead, now=NOW)

    shown = sign_in(lead).get(at(nearly, "complete")).content.decode()

    assert "still open" not in shown.lower()
    assert ">Complete the transition</button>" in shown


@pytest.mark.parametrize("act", ["complete", "cancel"])
def test_what_was_left_open_is_due_no_more_once_a_transition_is_over(
    nearly: Transition, lead: User, sign_in: SignIn, act: str
) -> None:
    before = sign_in(lead).get(nearly.get_absolute_url()).context["page"].shows
    if act == "complete":
        lifecycle.complete(nearly.pk, by=lead, now=NOW)
    else:
        lifecycle.cancel(nearly.pk, "Sold", by=lead, now=NOW)

    answer = sign_in(lead).get(nearly.get_absolute_url())
    team = sign_in(lead).get(f"{nearly.get_absolute_url()}team/").content.decode()

    assert [one.count for one in before] == [8, 1, 1, 0, 0]
    assert [one.count for one in answer.context["page"].shows] == [8, 0, 0, 0, 0]
    shown = answer.content.decode()
    assert '<span class="chip later">Left open</span>' in shown
    assert "chip over" not in shown
    assert "overdue" not in team


@pytest.mark.parametrize("path", ["complete", "edit"])
def test_the_words_of_a_cancelled_transition_stay(
    running: Transition, lead: User, sign_in: SignIn, path: str
) -> None:
    lifecycle.cancel(running.pk, "They stay", by=lead, now=NOW)
    version = Transition.objects.get(pk=running.pk).version

    sign_in(lead).post(at(running, path), {"version": version, "closing": "Later"})

    assert Transition.objects.get(pk=running.pk).closing == ""


ACTS = ["start", "draft", "hold", "resume", "cancel", "ownership", "complete", "edit"]
PAGES = {
    State.DRAFT: {"start", "draft", "cancel", "edit"},
    State.ACTIVE: {"hold", "cancel", "ownership", "complete", "edit"},
    State.ON_HOLD: {"resume", "cancel", "complete", "edit"},
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


def test_who_only_worked_on_it_sees_the_handover_but_no_longer_the_account(
    finished: Transition, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)

    handover = client.get(finished.get_absolute_url())
    account = client.get(finished.account.get_absolute_url())

    assert "This transition is complete." in handover.content.decode()
    assert account.status_code == 404
    assert "Brightwater" not in account.content.decode()


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
