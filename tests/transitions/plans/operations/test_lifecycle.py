from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts.clients.models import Access, Ownership
from accounts.people.choices import Role
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.factories.transitions import NOW, make_person, make_transition
from transitions.plans.choices import State, TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership, team
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.team import Joining

pytestmark = pytest.mark.django_db
AFTER_OWNERSHIP = datetime(2026, 12, 7, 8, tzinfo=UTC)


def set_all_aside(transition: Transition) -> None:
    for item in Item.objects.filter(checklist=transition.checklist_id):
        checklist_items.skip(
            checklist_items.lock(item.pk), "Not here", by=transition.manager, now=NOW
        )


def reread(transition: Transition) -> Transition:
    return Transition.objects.select_related("account__owner", "checklist").get(pk=transition.pk)


def test_hold_and_resume_say_why_and_by_whom(transition: Transition) -> None:
    lifecycle.hold(transition.pk, "They merge", by=transition.manager, now=NOW)
    held = reread(transition)
    lifecycle.resume(transition.pk, by=transition.manager, now=NOW)

    resumed = reread(transition)
    entry = transition.log.get(activity="Put the transition on hold")
    assert (held.state, held.state_reason) == (State.ON_HOLD, "They merge")
    assert (entry.notes, entry.responsible) == ("They merge", transition.manager)
    assert (resumed.state, resumed.state_reason) == (State.ACTIVE, "")


def test_doing_it_again_changes_nothing(transition: Transition) -> None:
    lifecycle.hold(transition.pk, "They merge", by=transition.manager, now=NOW)

    lifecycle.hold(transition.pk, "Again", by=transition.manager, now=NOW)

    assert transition.log.filter(activity="Put the transition on hold").count() == 1


def test_cancelling_takes_the_account_from_the_team(transition: Transition) -> None:
    lifecycle.cancel(transition.pk, "The client leaves", by=transition.manager, now=NOW)

    cancelled = reread(transition)
    assert cancelled.state == State.CANCELLED
    assert cancelled.account.owner == transition.outgoing
    assert not Access.objects.filter(account=transition.account_id).exists()


def test_completing_names_every_obstacle(transition: Transition) -> None:
    with pytest.raises(Refused) as refusal:
        lifecycle.complete(transition.pk, by=transition.manager, now=NOW)

    assert str(refusal.value) == (
        "Ownership has not moved to Priya yet. "
        "7 required items are still open. Close them or set them aside."
    )


def test_a_transition_completes_when_all_is_done(transition: Transition) -> None:
    set_all_aside(transition)
    ownership.move(transition.pk, by=transition.manager, now=AFTER_OWNERSHIP)

    lifecycle.complete(transition.pk, by=transition.manager, now=AFTER_OWNERSHIP)

    done = reread(transition)
    assert (done.state, done.completed_at) == (State.COMPLETED, AFTER_OWNERSHIP)
    assert done.completed_by == transition.manager


def test_ownership_waits_for_required_items(transition: Transition) -> None:
    with pytest.raises(Refused, match="5 required items must be done"):
        ownership.move(transition.pk, by=transition.manager, now=NOW)

    assert reread(transition).account.owner == transition.outgoing


def test_ownership_moves_anyway_with_a_reason_that_the_log_keeps(transition: Transition) -> None:
    ownership.move(transition.pk, by=transition.manager, now=NOW, override_reason="He left")

    moved = reread(transition)
    entry = transition.log.get(kind="ownership")
    assert moved.account.owner == transition.incoming
    assert Ownership.objects.get(account=moved.account_id, until_on=None).person == moved.incoming
    assert entry.notes == "5 required items open. Reason: He left"


def test_the_scheduled_task_moves_only_what_is_due_and_ready(transition: Transition) -> None:
    waiting = make_transition()
    set_all_aside(transition)

    early = ownership.move_due(NOW)
    moved = ownership.move_due(AFTER_OWNERSHIP)
    again = ownership.move_due(AFTER_OWNERSHIP + timedelta(hours=1))

    assert (early, [found.pk for found in moved], again) == ([], [transition.pk], [])
    assert reread(transition).ownership_moved_by is None
    assert reread(waiting).has_moved is False


def test_a_new_successor_takes_over_role_and_items(transition: Transition) -> None:
    jonas = make_person("Jonas Weiler")
    member = transition.team.get(role=TeamRole.INCOMING)

    team.change(member.pk, team.Edit(jonas, "All"), by=transition.manager, now=NOW)

    assert reread(transition).incoming == jonas
    assert not Item.objects.of(transition.incoming).exists()
    assert Item.objects.of(jonas).count() == 3
    entry = transition.log.get(kind="team")
    assert entry.activity == "Jonas Weiler took over as Incoming KAM from Priya Raman"
    assert entry.notes == "3 open items went along."
    assert set(Access.objects.values_list("person__full_name", flat=True)) >= {"Jonas Weiler"}


def test_what_somebody_answers_for_changes_once_and_the_log_says_so(
    transition: Transition,
) -> None:
    member, by = transition.team.get(role=TeamRole.INCOMING), transition.manager

    for _ in range(2):
        team.change(member.pk, team.Edit(member.person, "Calls"), by=by, now=NOW)

    activities = transition.log.filter(kind="team").values_list("activity", flat=True)
    assert list(activities) == ["Changed what Priya Raman answers for as Incoming KAM"]
    assert reread(transition).version == transition.version + 1


def test_who_names_another_person_has_to_say_what_they_answer_for(transition: Transition) -> None:
    """Whoever left it out would wipe what is there."""
    with pytest.raises(TypeError, match="responsibilities"):
        team.Edit(transition.incoming)  # type: ignore[call-arg]


def test_nobody_hands_over_to_themselves(transition: Transition) -> None:
    member = transition.team.get(role=TeamRole.INCOMING)

    with pytest.raises(Refused, match="Tomas hands this account over"):
        team.change(
            member.pk,
            team.Edit(transition.outgoing, ""),
            by=transition.manager,
            now=NOW,
        )


def test_who_leaves_the_team_leaves_no_open_item_behind(transition: Transition) -> None:
    ruth = make_person("Ruth Aigner", Role.HR)
    joining = Joining(TeamRole.HR, ruth)
    joined = team.add(transition.pk, joining, by=transition.manager, now=NOW)
    agenda = Item.objects.get(checklist=transition.checklist_id, title="Agree the agenda")
    checklist_items.reassign(checklist_items.lock(agenda.pk), ruth)

    team.remove(joined.pk, by=transition.manager, now=NOW)

    agenda.refresh_from_db()
    assert agenda.assignee == transition.manager
    assert not Access.objects.filter(person=ruth).exists()


def test_a_role_is_held_once(transition: Transition) -> None:
    with pytest.raises(Refused, match="Somebody is Sales manager already"):
        team.add(
            transition.pk,
            Joining(TeamRole.MANAGER, transition.incoming),
            by=transition.manager,
            now=NOW,
        )


def test_the_two_kams_and_the_manager_cannot_be_removed(transition: Transition) -> None:
    member = transition.team.get(role=TeamRole.INCOMING)

    with pytest.raises(Refused, match="A transition needs its Incoming KAM"):
        team.remove(member.pk, by=transition.manager, now=NOW)


def test_the_log_is_never_changed(transition: Transition) -> None:
    entry = transition.log.first()
    assert entry

    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
