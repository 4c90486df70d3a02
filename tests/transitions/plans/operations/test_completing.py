"""What completing ends, and what stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.clients.models import Access, Account
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.factories.transitions import NOW, make_person, make_transition
from transitions.plans.choices import State, TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership, team
from transitions.plans.operations.locking import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved() -> Transition:
    """All items are closed and the account belongs to the incoming KAM."""
    transition = make_transition()
    for item in Item.objects.filter(checklist=transition.checklist_id):
        checklist_items.skip(
            checklist_items.lock(item.pk), "Not here", by=transition.manager, now=NOW
        )
    return ownership.move(transition.pk, by=transition.manager, now=NOW)


def complete(transition: Transition, later: timedelta = timedelta()) -> Transition:
    return lifecycle.complete(transition.pk, by=transition.manager, now=NOW + later)


def test_the_team_keeps_the_transition_but_not_the_account(moved: Transition) -> None:
    complete(moved)

    left = Access.objects.filter(account=moved.account_id).values_list("person", "until_on")
    assert list(left) == [(moved.outgoing_id, date(2026, 12, 24))], "who handed over reads on"
    assert Account.objects.visible_to(moved.incoming).get().pk == moved.account_id
    assert Transition.objects.visible_to(moved.outgoing).get() == moved


def test_completing_again_changes_nothing(moved: Transition) -> None:
    once = complete(moved)

    again = complete(moved, later=timedelta(days=1))

    assert (again.completed_at, again.version) == (NOW, once.version)
    assert moved.log.filter(activity="Completed the transition").count() == 1


def test_what_is_on_hold_does_not_complete(moved: Transition) -> None:
    lifecycle.hold(moved.pk, "They merge", by=moved.manager, now=NOW)

    with pytest.raises(Refused, match="Only an active transition can be completed"):
        complete(moved)


@pytest.mark.parametrize("state", [State.COMPLETED, State.CANCELLED])
def test_the_team_of_what_is_over_stays(moved: Transition, state: State) -> None:
    ruth = team.Joining(TeamRole.HR, make_person("Ruth Aigner"))
    member = team.add(moved.pk, ruth, by=moved.manager, now=NOW)
    Transition.objects.filter(pk=moved.pk).update(state=state, completed_at=NOW)
    people = list(moved.team.values_list("person", flat=True))
    jonas = make_person("Jonas Weiler")

    with pytest.raises(Refused, match="Its team stays as it was"):
        team.change(member.pk, team.Edit(jonas, ""), by=moved.manager, now=NOW)
    with pytest.raises(Refused, match="Its team stays as it was"):
        team.remove(member.pk, by=moved.manager, now=NOW)
    with pytest.raises(Refused, match="Its team stays as it was"):
        team.add(moved.pk, team.Joining(TeamRole.BACKUP, jonas), by=moved.manager, now=NOW)

    assert list(moved.team.values_list("person", flat=True)) == people
