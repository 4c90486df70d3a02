"""One person waits while another is at work, and then goes by what is true by then."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Event
from uuid import uuid4

import pytest
from django.db import transaction

from accounts.clients.models import Account
from accounts.clients.operations import accounts, contacts
from accounts.clients.operations.accounts import ChangingHands
from accounts.people.choices import Role
from checklists.library.models import Template
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.factories.transitions import ENDS_ON, NOW, OWNS_ON, TODAY, item_of, make_person
from tests.factories.transitions import make_transition as made
from tests.support.accounts import sent_to
from tests.support.together import all_at_once
from transitions.plans.choices import LogKind, Reason, State, TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import health, items, lifecycle, ownership, starting, team
from transitions.plans.operations.items import Who
from transitions.plans.operations.locking import Refused, lock
from transitions.plans.operations.starting import NewTransition

pytestmark = pytest.mark.django_db(transaction=True)
Work = Callable[[], object]
PAUSE = 0.5
"""Seconds in which whoever comes second reaches the lock."""


def second_waits(first: Work, second: Work, then: Work = lambda: None) -> str:
    """What the second is told, who begins after `first` and before its transaction is over."""
    begun = Event()

    def ahead() -> str:
        with transaction.atomic():
            first()
            begun.set()
            time.sleep(PAUSE)
            then()
        return "done"

    def behind() -> str:
        begun.wait(10)
        try:
            second()
        except (Refused, ChangingHands) as refusal:
            return str(refusal)
        return "done"

    return all_at_once([ahead, behind])[1]


def set_all_aside(transition: Transition) -> None:
    for item in Item.objects.filter(checklist=transition.checklist_id):
        with transaction.atomic():
            locked = checklist_items.lock(item.pk)
            checklist_items.skip(locked, "Not here", by=transition.manager, now=NOW)


def test_completing_counts_what_was_opened_again_meanwhile() -> None:
    transition = made()
    set_all_aside(transition)
    ownership.move(transition.pk, by=transition.manager, now=NOW)
    agenda = item_of(transition, "Agree the agenda")

    said = second_waits(
        lambda: items.untick(transition.pk, agenda.pk, Who(transition.incoming, NOW)),
        lambda: lifecycle.complete(transition.pk, by=transition.manager, now=NOW),
    )

    transition.refresh_from_db()
    assert said == (
        "1 required item must be done or set aside before it completes. "
        "Close it, or give a reason to complete it anyway."
    )
    assert transition.state == State.ACTIVE


def test_a_tick_goes_through_while_the_team_changes() -> None:
    transition, jonas = made(), make_person("Jonas Weiler")
    member = transition.team.get(role=TeamRole.INCOMING)
    agenda = item_of(transition, "Agree the agenda")

    said = second_waits(
        lambda: team.change(member.pk, team.Edit(jonas, ""), by=transition.manager, now=NOW),
        lambda: items.tick(transition.pk, agenda.pk, Who(transition.manager, NOW)),
    )

    agenda.refresh_from_db()
    assert (said, agenda.assignee, agenda.is_open) == ("done", jonas, False)


def test_who_is_taken_off_the_team_while_their_tick_waits_ticks_nothing() -> None:
    transition, ruth = made(), make_person("Ruth Aigner", Role.HR)
    joining = team.Joining(TeamRole.HR, ruth)
    member = team.add(transition.pk, joining, by=transition.manager, now=NOW).pk
    agenda = item_of(transition, "Agree the agenda")

    def tick() -> None:
        with pytest.raises(Item.DoesNotExist):
            items.tick(transition.pk, agenda.pk, Who(ruth, NOW))

    said = second_waits(lambda: team.remove(member, by=transition.manager, now=NOW), tick)

    agenda.refresh_from_db()
    assert (said, agenda.is_open) == ("done", True)


def test_of_two_changes_of_a_role_the_second_knows_the_first() -> None:
    transition, jonas, mia = made(), make_person("Jonas Weiler"), make_person("Mia Horn")
    member = transition.team.get(role=TeamRole.INCOMING)
    by = transition.manager

    second_waits(
        lambda: team.change(member.pk, team.Edit(jonas, ""), by=by, now=NOW),
        lambda: team.change(member.pk, team.Edit(mia, ""), by=by, now=NOW),
    )

    told = transition.log.filter(kind="team").order_by("pk").values_list("activity", flat=True)
    assert list(told) == [
        "Jonas Weiler took over as Incoming KAM from Priya Raman",
        "Mia Horn took over as Incoming KAM from Jonas Weiler",
    ]
    assert (Item.objects.of(jonas).count(), Item.objects.of(mia).count()) == (0, 3)


def test_who_is_taken_off_the_team_twice_left_already() -> None:
    transition = made()
    ruth = team.Joining(TeamRole.HR, make_person("Ruth Aigner", Role.HR))
    member = team.add(transition.pk, ruth, by=transition.manager, now=NOW).pk

    def leave() -> None:
        team.remove(member, by=transition.manager, now=NOW)

    assert second_waits(leave, leave) == "This person has left the team already."
    with pytest.raises(Refused, match="left the team already"):
        leave()
    assert transition.log.filter(activity="Ruth Aigner left the team (HR)").count() == 1


def test_a_contact_goes_while_ownership_moves() -> None:
    transition = made()
    contact = contacts.add(
        transition.account_id, {"name": "Margit Lang"}, sent_to(transition.account)
    )
    Transition.objects.update(key_contact=contact)

    def move() -> None:
        ownership.move(transition.pk, by=transition.manager, now=NOW, override_reason="He left")

    said = second_waits(lambda: lock(transition.pk), lambda: contacts.remove(contact.pk), then=move)

    transition.refresh_from_db()
    assert (said, transition.key_contact, transition.has_moved) == ("done", None, True)


def test_the_owner_stays_while_a_handover_starts() -> None:
    draft, mia = made(started=False), make_person("Mia Horn")
    version = Account.objects.get(pk=draft.account_id).version

    said = second_waits(
        lambda: starting.start(draft.pk, by=draft.manager, now=NOW),
        lambda: accounts.change(draft.account_id, {"owner": mia}, version=version, on=TODAY),
    )

    assert "is changing hands" in said
    assert Account.objects.get(pk=draft.account_id).owner == draft.outgoing


def test_a_start_that_waited_for_a_change_of_owner_is_refused() -> None:
    draft, mia = made(started=False), make_person("Mia Horn")

    said = second_waits(
        lambda: accounts.hand_to(draft.account_id, mia, TODAY),
        lambda: starting.start(draft.pk, by=draft.manager, now=NOW),
    )

    draft.refresh_from_db()
    assert "belongs to Mia Horn now" in said
    assert draft.state == State.DRAFT


def test_a_draft_that_waited_for_a_change_of_owner_goes_out_from_the_new_one() -> None:
    former, mia = made(), make_person("Mia Horn")
    lifecycle.cancel(former.pk, "They stay", by=former.manager, now=NOW)
    new = answers_like(former, starts_on=TODAY)

    said = second_waits(
        lambda: accounts.hand_to(former.account_id, mia, TODAY),
        lambda: starting.draft(new, by=former.manager, now=NOW, today=TODAY),
    )

    assert said == "done"
    assert Transition.objects.open().get(account=former.account_id).outgoing == mia


def answers_like(former: Transition, starts_on: date) -> NewTransition:
    return NewTransition(
        account=former.account,
        incoming=former.incoming,
        manager=former.manager,
        reason=Reason.LEAVES,
        client_reason="",
        template=Template.objects.get(pk=former.template_id),
        calendar=former.calendar,
        starts_on=starts_on,
        owns_on=OWNS_ON,
        ends_on=ENDS_ON,
        request_key=uuid4(),
    )


def swept_behind(first: Callable[[Transition, datetime], object]) -> list[str]:
    """The history of health after a sweep that begins while somebody mends it or sweeps, too."""
    began = datetime(2026, 11, 2, 8, tzinfo=UTC)
    transition, late = made(now=began), began + timedelta(days=3)

    said = second_waits(lambda: first(transition, late), lambda: health.refresh_all(late))

    assert said == "done"
    entries = transition.log.filter(kind=LogKind.HEALTH).count()
    changes = transition.health_changes.order_by("pk").values_list("health", flat=True)
    assert entries == len(changes) - 1
    return list(changes)


def test_a_sweep_leaves_what_a_tick_has_mended_meanwhile() -> None:
    def tick(transition: Transition, now: datetime) -> object:
        late = item_of(transition, "List the contacts")
        return items.tick(transition.pk, late.pk, Who(transition.incoming, now))

    assert swept_behind(tick) == ["on"]


def test_a_sweep_leaves_what_another_has_written_meanwhile() -> None:
    assert swept_behind(lambda _, now: health.refresh_all(now)) == ["on", "risk"]
