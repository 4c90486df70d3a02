"""Who may do what with a transition: each kind of person, in each relation to it."""

from __future__ import annotations

from itertools import product

import pytest

from accounts.people.choices import Role
from accounts.people.models import Team, User
from tests.factories.transitions import make_person, make_transition
from transitions.plans import permissions
from transitions.plans.choices import State, TeamRole
from transitions.plans.models import TeamMember, Transition

pytestmark = pytest.mark.django_db

TEAM, MANAGES, LEADS_OUT, LEADS_IN, STRANGER = (
    "on the team", "manages it", "leads the outgoing KAM", "leads the incoming KAM", "stranger"
)  # fmt: skip
RELATIONS = (TEAM, MANAGES, LEADS_OUT, LEADS_IN, STRANGER)
EVERYBODY = list(product(Role, RELATIONS))

MANAGE: dict[Role, set[str]] = {
    Role.ADMINISTRATOR: set(RELATIONS),
    Role.MANAGER: {MANAGES, LEADS_OUT, LEADS_IN},
    Role.KAM: set(),
    Role.HR: set(),
    Role.LEADER: set(),
}
TAKE_PART = {
    role: related | ({TEAM} if role != Role.LEADER else set()) for role, related in MANAGE.items()
}
SEE = {
    Role.ADMINISTRATOR: set(RELATIONS),
    Role.MANAGER: {TEAM, MANAGES, LEADS_OUT, LEADS_IN},
    Role.KAM: {TEAM, MANAGES},
    Role.HR: {TEAM, MANAGES},
    Role.LEADER: set(RELATIONS),
}
START_FOR: dict[Role, set[str]] = {
    Role.ADMINISTRATOR: set(RELATIONS),
    Role.MANAGER: {LEADS_OUT},
    Role.KAM: set(),
    Role.HR: set(),
    Role.LEADER: set(),
}


def meet(role: Role, relation: str) -> tuple[User, Transition]:
    """A person of a role in a relation to a transition whose two KAMs have a team each."""
    transition = make_transition()
    person = make_person("Kim Person", role)
    if relation == TEAM:
        TeamMember.objects.create(
            transition=transition, role=TeamRole.OTHER, role_name="Expert", person=person
        )
    if relation == MANAGES:
        transition.team.filter(role=TeamRole.MANAGER).update(person=person)
        Transition.objects.filter(pk=transition.pk).update(manager=person)
    out, into = Team.objects.create(name="Out"), Team.objects.create(name="Into")
    Team.objects.filter(pk=out.pk).update(lead=person if relation == LEADS_OUT else None)
    Team.objects.filter(pk=into.pk).update(lead=person if relation == LEADS_IN else None)
    User.objects.filter(pk=transition.outgoing_id).update(team=out)
    User.objects.filter(pk=transition.incoming_id).update(team=into)
    found = Transition.objects.select_related(
        "account__owner__team", "outgoing__team", "incoming__team"
    )
    return person, found.get(pk=transition.pk)


def sees(person: User, transition: Transition) -> bool:
    return Transition.objects.visible_to(person).filter(pk=transition.pk).exists()


@pytest.mark.parametrize(("role", "relation"), EVERYBODY)
def test_each_person_may_what_the_tables_say(role: Role, relation: str) -> None:
    person, transition = meet(role, relation)
    on_team = relation == TEAM

    assert permissions.may_manage(person, transition) == (relation in MANAGE[role])
    takes_part = relation in TAKE_PART[role]
    assert permissions.takes_part(person, transition, on_team=on_team) == takes_part
    assert permissions.may_work(person, transition, on_team=on_team) == takes_part
    assert permissions.may_start(person) == (role in {Role.ADMINISTRATOR, Role.MANAGER})
    may_start_for = permissions.may_start_for(person, transition.account)
    assert may_start_for == (relation in START_FOR[role])
    assert sees(person, transition) == (relation in SEE[role])


@pytest.mark.parametrize(("role", "relation"), EVERYBODY)
def test_who_can_no_longer_sign_in_may_nothing(role: Role, relation: str) -> None:
    person, transition = meet(role, relation)
    person.is_active = False
    on_team = relation == TEAM

    assert not permissions.may_manage(person, transition)
    assert not permissions.takes_part(person, transition, on_team=on_team)
    assert not permissions.may_work(person, transition, on_team=on_team)
    assert not permissions.may_start(person)
    assert not permissions.may_start_for(person, transition.account)
    assert not sees(person, transition)


@pytest.mark.parametrize("state", [state for state in State if state != State.ACTIVE])
def test_work_goes_on_only_while_a_transition_is_active(state: State) -> None:
    person, transition = meet(Role.KAM, TEAM)
    transition.state = state

    assert permissions.takes_part(person, transition, on_team=True)
    assert not permissions.may_work(person, transition, on_team=True)


@pytest.mark.parametrize(("relation", "seen"), [(STRANGER, False), (TEAM, True)])
def test_who_only_reads_sees_a_confidential_handover_only_on_its_team(
    relation: str, seen: bool
) -> None:
    person, transition = meet(Role.LEADER, relation)
    transition.account.is_confidential = True
    transition.account.save()

    assert sees(person, transition) == seen


def test_the_owner_sees_the_handover_and_a_manager_hands_over_their_own_account() -> None:
    manager, transition = meet(Role.MANAGER, STRANGER)
    transition.account.owner = manager
    transition.account.save()

    assert sees(manager, transition)
    assert permissions.may_start_for(manager, transition.account)


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("role", TeamRole)
@pytest.mark.parametrize("kind", Role)
def test_who_may_hold_a_role_is_the_same_in_a_list_and_for_one_person(
    kind: Role, role: TeamRole, is_active: bool
) -> None:
    wanted = {
        TeamRole.INCOMING: {Role.KAM, Role.MANAGER},
        TeamRole.MANAGER: {Role.MANAGER, Role.ADMINISTRATOR},
    }.get(role, {Role.ADMINISTRATOR, Role.MANAGER, Role.KAM, Role.HR})
    person = make_person("Kim Person", kind)
    person.is_active = is_active
    person.save()

    listed = User.objects.filter(permissions.holders(role), pk=person.pk).exists()

    assert listed == permissions.may_hold(person, role) == (is_active and kind in wanted)
