"""Who can hold which role, whoever asks for it."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.people.choices import Role
from accounts.people.models import User
from tests.factories.transitions import NOW, make_person, make_transition
from transitions.plans.choices import TeamRole
from transitions.plans.forms.team import JoinForm, MemberForm
from transitions.plans.models import Transition
from transitions.plans.operations import starting, team
from transitions.plans.operations.locking import Refused

pytestmark = pytest.mark.django_db


def give(transition: Transition, role: TeamRole, person: User) -> None:
    member = transition.team.get(role=role)
    team.change(member.pk, team.Edit(person, ""), by=transition.manager, now=NOW)


@pytest.mark.parametrize(
    ("role", "kind", "sentence"),
    [
        (TeamRole.INCOMING, Role.LEADER, "Kim Person only reads here."),
        (TeamRole.INCOMING, Role.HR, "Kim Person cannot take over accounts."),
        (TeamRole.INCOMING, Role.ADMINISTRATOR, "Kim Person cannot take over accounts."),
        (TeamRole.MANAGER, Role.LEADER, "Kim Person only reads here."),
        (TeamRole.MANAGER, Role.KAM, "Kim Person cannot manage a transition."),
        (TeamRole.MANAGER, Role.HR, "Kim Person cannot manage a transition."),
        (TeamRole.OUTGOING, Role.KAM, "Tomas Eriksen owns the account."),
    ],
)
def test_a_role_goes_only_to_who_can_hold_it(
    transition: Transition, role: TeamRole, kind: Role, sentence: str
) -> None:
    person = make_person("Kim Person", kind)

    with pytest.raises(Refused, match=sentence):
        give(transition, role, person)

    assert not transition.team.filter(person=person).exists()


@pytest.mark.parametrize("kind", [Role.MANAGER, Role.ADMINISTRATOR])
def test_managers_and_administrators_manage(transition: Transition, kind: Role) -> None:
    person = make_person("Kim Person", kind)

    give(transition, TeamRole.MANAGER, person)

    transition.refresh_from_db()
    assert transition.manager == person


@pytest.mark.parametrize("role", [TeamRole.HR, TeamRole.BACKUP, TeamRole.OTHER])
def test_nobody_joins_only_to_read(transition: Transition, role: TeamRole) -> None:
    joining = team.Joining(role, make_person("Lea Novak", Role.LEADER), role_name="Expert")

    with pytest.raises(Refused, match="Lea Novak only reads here"):
        team.add(transition.pk, joining, by=transition.manager, now=NOW)


def test_who_can_no_longer_sign_in_joins_no_team(transition: Transition) -> None:
    ruth = make_person("Ruth Aigner", Role.HR)
    ruth.is_active = False
    ruth.save()

    with pytest.raises(Refused, match="Ruth Aigner can no longer sign in"):
        joining = team.Joining(TeamRole.HR, ruth)
        team.add(transition.pk, joining, by=transition.manager, now=NOW)


def test_who_leaves_before_ownership_moves_does_not_take_over(transition: Transition) -> None:
    jonas = make_person("Jonas Weiler")
    jonas.last_day_on = date(2026, 12, 4)
    jonas.save()

    with pytest.raises(Refused, match="Jonas leaves on Fri 4 Dec, before ownership moves"):
        give(transition, TeamRole.INCOMING, jonas)

    jonas.last_day_on = transition.owns_on
    jonas.save()
    give(transition, TeamRole.INCOMING, jonas)
    assert transition.team.get(role=TeamRole.INCOMING).person == jonas


def test_a_draft_does_not_start_once_its_successor_leaves_too_soon() -> None:
    draft = make_transition(started=False)
    User.objects.filter(pk=draft.incoming_id).update(last_day_on=date(2026, 12, 4))

    with pytest.raises(Refused, match="Priya leaves on Fri 4 Dec"):
        starting.start(draft.pk, by=draft.manager, now=NOW)


@pytest.mark.parametrize("role", ["incoming", "manager"])
def test_nothing_is_drafted_for_who_cannot_hold_a_role(role: str) -> None:
    with pytest.raises(Refused, match="Ruth Aigner cannot"):
        make_transition(**{role: make_person("Ruth Aigner", Role.HR)})  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["hr", "backup"])
def test_a_draft_has_nobody_on_its_team_who_only_reads(role: str) -> None:
    with pytest.raises(Refused, match="Lea Novak only reads here"):
        make_transition(**{role: make_person("Lea Novak", Role.LEADER)})  # type: ignore[arg-type]


def test_the_form_offers_those_who_can_hold_the_role(transition: Transition) -> None:
    for kind in Role:
        make_person(f"{kind.value.title()} Person", kind)
    gone = make_person("Gone Person", Role.MANAGER)
    gone.is_active = False
    gone.save()

    def offered(form: JoinForm | MemberForm) -> set[str]:
        people = form.fields["person"].queryset  # type: ignore[attr-defined]
        return {person.first_name for person in people if person.full_name.endswith("Person")}

    def of(role: TeamRole) -> set[str]:
        return offered(MemberForm(transition.team.get(role=role)))

    assert of(TeamRole.OUTGOING) == set()
    assert of(TeamRole.INCOMING) == {"Kam", "Manager"}
    assert of(TeamRole.MANAGER) == {"Manager", "Administrator"}
    assert offered(JoinForm(transition)) == {"Kam", "Manager", "Administrator", "Hr"}
