"""The page that completes a transition, and what is left once it is over."""

from __future__ import annotations

import pytest

from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of
from tests.support.addresses import at
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(running: Transition, lead: User) -> Transition:
    """Complete: all items are set aside and ownership has moved."""
    for item in Item.objects.filter(checklist=running.checklist_id):
        checklist_items.skip(checklist_items.lock(item.pk), "Not here", by=lead, now=NOW)
    ownership.move(running.pk, by=lead, now=NOW)
    return lifecycle.complete(running.pk, by=lead, now=NOW)


@pytest.fixture
def nearly(running: Transition, lead: User) -> Transition:
    """Ownership has moved; only what is optional is open, and overdue since 5 November."""
    for item in Item.objects.filter(checklist=running.checklist_id, is_required=True):
        checklist_items.skip(checklist_items.lock(item.pk), "Not here", by=lead, now=NOW)
    return ownership.move(running.pk, by=lead, now=NOW)


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


def test_who_only_worked_on_it_sees_the_handover_but_no_longer_the_account(
    finished: Transition, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    reading.change(finished.pk, None, by=finished.manager, now=NOW)

    handover = client.get(finished.get_absolute_url())
    account = client.get(finished.account.get_absolute_url())

    assert "This transition is complete." in handover.content.decode()
    assert account.status_code == 404
    assert "Brightwater" not in account.content.decode()
