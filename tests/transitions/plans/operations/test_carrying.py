"""What one handover learned and left open goes along with the next one of the account."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.transitions import NOW, checklist_of, item_of, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle
from transitions.plans.queries.carrying import before

pytestmark = pytest.mark.django_db


def next_one(last: Transition, owner: User, follows: Transition | None = None) -> Transition:
    """The account goes back to its former owner in the new year."""
    return make_transition(
        account=Account.objects.get(pk=last.account_id),
        incoming=owner,
        manager=last.manager,
        starts_on=date(2027, 1, 11),
        owns_on=date(2027, 2, 8),
        ends_on=date(2027, 2, 26),
        follows=follows,
    )


def test_open_points_become_items_of_the_first_phase(last: Transition, owner: User) -> None:
    following = next_one(last, owner, follows=last)

    phase_end = item_of(following, "List the contacts").phase.ends_on
    carried = Item.objects.get(
        checklist=following.checklist_id, guidance__startswith=f"Left open in {last.reference}."
    )
    said = (carried.number, carried.title, carried.assignee, carried.due_on, carried.is_required)
    assert said == ("1.3", "Brief the team", last.manager, phase_end, False)
    assert checklist_of(following).total == 9
    started = f"Started the transition with 8 items from {following.template}, "
    assert following.log.first().activity == (  # type: ignore[union-attr]
        f"{started}and 1 open point of {last.reference}"
    )


def test_nothing_is_carried_over_unasked(last: Transition, owner: User) -> None:
    following = next_one(last, owner)

    assert checklist_of(following).total == 8


def test_the_page_for_a_new_transition_offers_what_was_learned(
    last: Transition, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(reverse("transition_new"), {"account": last.account_id})

    shown = page.content.decode()
    assert "From the last handover" in shown
    assert "Write promises down" in shown and "Brief the team" in shown
    assert 'name="carries"' in shown and "checked" in shown.split('name="carries"')[1][:60]


def test_lessons_stand_beside_the_checklist_of_the_next(
    last: Transition, owner: User, lead: User, sign_in: SignIn
) -> None:
    following = next_one(last, owner, follows=last)

    page = sign_in(lead).get(following.get_absolute_url()).content.decode()

    assert "From the last handover" in page
    assert "Write promises down" in page


def test_only_what_the_reader_may_see_is_offered(
    last: Transition, account: Account, stranger: User
) -> None:
    assert before(account, stranger) is None
    assert before(account, last.manager)


def test_the_last_completed_one_counts(last: Transition, owner: User, lead: User) -> None:
    following = next_one(last, owner, follows=last)
    lifecycle.cancel(following.pk, "Sold.", by=lead, now=NOW + timedelta(hours=1))

    found = before(Account.objects.get(pk=last.account_id), lead)

    assert found and found.transition == last
