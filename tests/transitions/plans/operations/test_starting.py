from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Q

from accounts.clients.models import Access, Account
from accounts.people.choices import Role
from accounts.people.models import Calendar, User
from checklists.library.models import Template
from checklists.library.operations import loading
from checklists.library.rules.shipped import SHIPPED
from checklists.runs.models import Checklist, Item
from tests.factories.accounts import AccountFactory, ContactFactory
from tests.factories.people import UserFactory
from tests.factories.templates import make_template
from tests.support.together import all_at_once, at_once
from transitions.plans.choices import LogKind, Reason, State, TeamRole
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import lifecycle, starting
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.starting import AlreadyInTransition, NewTransition

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def template(db: None) -> Template:
    return make_template(name="Key account")


@pytest.fixture
def new(
    account: Account, successor: User, lead: User, calendar: Calendar, template: Template
) -> NewTransition:
    """Brightwater Foods goes from Tomas to Priya."""
    return NewTransition(
        account=account,
        incoming=successor,
        manager=lead,
        reason=Reason.LEAVES,
        client_reason="Tomas moves on.",
        template=template,
        calendar=calendar,
        starts_on=date(2026, 11, 30),
        owns_on=date(2027, 1, 7),
        ends_on=date(2027, 1, 21),
        request_key=uuid4(),
    )


def draft(new: NewTransition, by: User) -> Transition:
    return starting.draft(new, by=by, now=NOW, today=TODAY)


def test_a_draft_keeps_the_answers_and_the_people(new: NewTransition, lead: User) -> None:
    key_contact = ContactFactory.create(account=new.account, is_key=True)

    transition = draft(new, lead)

    assert transition.state == State.DRAFT
    assert (transition.outgoing, transition.incoming) == (new.account.owner, new.incoming)
    assert (transition.prepared_by, transition.prepared_on) == (lead, TODAY)
    assert (transition.key_contact, transition.checklist) == (key_contact, None)
    assert list(transition.team.values_list("role", "person")) == [
        (TeamRole.OUTGOING, new.account.owner_id),
        (TeamRole.INCOMING, new.incoming.pk),
        (TeamRole.MANAGER, lead.pk),
    ]
    assert transition.objectives.count() == 4


def test_a_draft_lets_its_people_see_the_account(new: NewTransition, lead: User) -> None:
    draft(new, lead)

    people = set(Access.objects.filter(account=new.account).values_list("person", flat=True))
    assert {new.incoming.pk, lead.pk} <= people


def test_drafting_and_starting_write_one_log_entry_each(new: NewTransition, lead: User) -> None:
    transition = draft(new, lead)
    starting.start(transition.pk, by=lead, now=NOW)

    assert list(transition.log.order_by("pk").values_list("kind", "activity", "responsible")) == [
        (LogKind.LIFECYCLE, "Drafted the transition from Tomas Eriksen to Priya Raman", lead.pk),
        (LogKind.LIFECYCLE, "Started the transition with 5 items from Key account", lead.pk),
    ]


def test_the_same_form_sent_twice_gives_the_same_transition(new: NewTransition, lead: User) -> None:
    first, second = draft(new, lead), draft(new, lead)

    assert first == second
    assert LogEntry.objects.count() == 1


def test_the_form_of_another_person_starts_nothing(
    new: NewTransition, lead: User, administrator: User
) -> None:
    kept = draft(new, lead)

    with pytest.raises(Refused, match="This form was sent before"):
        starting.create(new, by=administrator, now=NOW, today=TODAY, at_once=True)

    kept.refresh_from_db()
    assert kept.state == State.DRAFT


def test_a_form_is_sent_for_one_account(new: NewTransition, lead: User, owner: User) -> None:
    kept = draft(new, lead)
    other = replace(new, account=AccountFactory.create(owner=owner))

    with pytest.raises(Refused, match="This form was sent before"):
        starting.create(other, by=lead, now=NOW, today=TODAY, at_once=True)

    assert Transition.objects.get() == kept
    assert Transition.objects.get().state == State.DRAFT


def test_an_account_changes_hands_once_at_a_time(new: NewTransition, lead: User) -> None:
    existing = draft(new, lead)

    with pytest.raises(AlreadyInTransition, match="Brightwater Foods is changing hands") as refusal:
        draft(replace(new, request_key=uuid4()), lead)

    assert refusal.value.existing == existing


def test_after_a_cancelled_one_the_account_can_change_hands_again(
    new: NewTransition, lead: User
) -> None:
    former = draft(new, lead)
    lifecycle.cancel(former.pk, by=lead, now=NOW, reason="Tomas stays")

    again = draft(replace(new, request_key=uuid4()), lead)

    assert again != former


def test_nobody_takes_over_what_they_own(new: NewTransition, lead: User) -> None:
    with pytest.raises(Refused, match="Tomas owns this account already"):
        draft(replace(new, incoming=new.account.owner), lead)

    assert not Transition.objects.exists()


def test_starting_builds_the_checklist_with_people_and_days(new: NewTransition, lead: User) -> None:
    transition = starting.create(new, by=lead, now=NOW, today=TODAY, at_once=True)

    items = Item.objects.filter(checklist=transition.checklist).order_by("phase__number")
    assert transition.state == State.ACTIVE
    assert list(
        items.values_list("title", "assignee__full_name", "helper__full_name", "due_on")
    ) == [
        ("List contacts", "Tomas Eriksen", None, date(2026, 12, 2)),
        ("Write summary", "Tomas Eriksen", None, date(2026, 12, 15)),
        ("Meet client", "Tomas Eriksen", "Priya Raman", date(2026, 12, 28)),
        ("First call", "Priya Raman", None, date(2027, 1, 12)),
        ("Look back", "Helena Brandt", None, date(2027, 1, 20)),
    ]
    assert transition.checklist is not None
    assert transition.checklist.total == 5


def test_starting_twice_builds_one_checklist(new: NewTransition, lead: User) -> None:
    transition = draft(new, lead)

    once = starting.start(transition.pk, by=lead, now=NOW)
    twice = starting.start(transition.pk, by=lead, now=NOW)

    assert once.checklist_id == twice.checklist_id
    assert Checklist.objects.count() == 1


def test_a_draft_whose_account_has_another_owner_does_not_start(
    new: NewTransition, lead: User, stranger: User
) -> None:
    transition = draft(new, lead)
    Account.objects.update(owner=stranger)

    with pytest.raises(Refused, match="Brightwater Foods belongs to Jonas Weiler now"):
        starting.start(transition.pk, by=lead, now=NOW)


def test_a_draft_does_not_start_without_its_successor(new: NewTransition, lead: User) -> None:
    transition = draft(new, lead)
    User.objects.filter(pk=new.incoming.pk).update(is_active=False)

    with pytest.raises(Refused, match="Priya Raman can no longer sign in"):
        starting.start(transition.pk, by=lead, now=NOW)


@pytest.mark.parametrize("role", [TeamRole.MANAGER, TeamRole.HR, TeamRole.BACKUP])
def test_a_draft_does_not_start_with_people_who_can_no_longer_sign_in(
    new: NewTransition, lead: User, administrator: User, role: TeamRole
) -> None:
    nina = UserFactory.create(full_name="Nina Roth", role=Role.MANAGER)
    taking_part: dict[str, Any] = {role.value: nina}
    transition = draft(replace(new, **taking_part), administrator)
    User.objects.filter(pk=nina.pk).update(is_active=False)

    with pytest.raises(Refused, match="Nina Roth can no longer sign in"):
        starting.start(transition.pk, by=administrator, now=NOW)

    assert not Checklist.objects.exists()


@pytest.mark.parametrize("key", [path.stem for path in SHIPPED.glob("*.yaml")])
def test_who_hands_over_may_have_left_and_the_manager_gets_their_items(
    new: NewTransition, lead: User, owner: User, key: str
) -> None:
    loading.load_shipped()
    User.objects.filter(pk=owner.pk).update(is_active=False)
    account = Account.objects.select_related("owner").get(pk=new.account.pk)
    chosen = replace(new, account=account, template=Template.objects.get(key=key))

    transition = starting.create(chosen, by=lead, now=NOW, today=TODAY, at_once=True)

    items = Item.objects.filter(checklist=transition.checklist)
    assert items.exists()
    assert not items.filter(Q(assignee=owner) | Q(helper=owner)).exists()
    assert not items.filter(role__in=["outgoing", "both"]).exclude(assignee=lead).exists()


def test_what_is_over_does_not_start_again(new: NewTransition, lead: User) -> None:
    transition = draft(new, lead)
    lifecycle.cancel(transition.pk, by=lead, now=NOW, reason="Tomas stays")

    with pytest.raises(Refused, match="cancelled already"):
        starting.start(transition.pk, by=lead, now=NOW)


def test_what_cannot_start_is_not_drafted_either(new: NewTransition, lead: User) -> None:
    User.objects.filter(pk=new.incoming.pk).update(is_active=False)

    with pytest.raises(Refused):
        starting.create(new, by=lead, now=NOW, today=TODAY, at_once=True)

    assert not Transition.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_once_make_one_transition_with_one_checklist(
    new: NewTransition, lead: User
) -> None:
    made = at_once(
        lambda: starting.create(new, by=lead, now=NOW, today=TODAY, at_once=True).pk, times=4
    )

    assert len(set(made)) == 1
    assert (Transition.objects.count(), Checklist.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_at_once_one_is_told_about_the_other(
    new: NewTransition, lead: User
) -> None:
    def click(form: NewTransition) -> str:
        try:
            return str(starting.create(form, by=lead, now=NOW, today=TODAY, at_once=True).state)
        except AlreadyInTransition as refusal:
            return str(refusal)

    forms = [new, replace(new, request_key=uuid4())]
    answers = sorted(all_at_once([partial(click, form) for form in forms]))

    assert answers == ["Brightwater Foods is changing hands already.", "active"]
