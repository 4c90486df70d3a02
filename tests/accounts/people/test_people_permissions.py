"""Who may see and change whom: the whole table, by role."""

import pytest

from accounts.people import permissions
from accounts.people.choices import Role
from accounts.people.models import User
from tests.factories.people import UserFactory

Everybody = dict[str, User]


NAMES = ("owner", "successor", "lead", "stranger", "reader", "hr", "administrator")


@pytest.fixture
def everybody(request: pytest.FixtureRequest) -> Everybody:
    return {name: request.getfixturevalue(name) for name in NAMES}


def allowed(everybody: Everybody, rule: str, owner: User) -> set[str]:
    owner = User.objects.select_related("team__lead").get(pk=owner.pk)
    asks = getattr(permissions, rule)
    return {name for name, person in everybody.items() if asks(person, owner)}


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        ("leads", {"lead"}),
        ("may_edit", {"owner", "lead", "hr", "administrator"}),
        ("plans_for", {"lead", "hr", "administrator"}),
        ("sees_why_away", {"owner", "lead", "hr", "administrator"}),
        ("sees_load_of", {"owner", "lead", "hr", "administrator", "reader"}),
    ],
)
def test_who_may_what_about_a_person(
    everybody: Everybody, owner: User, rule: str, who: set[str]
) -> None:
    assert allowed(everybody, rule, owner) == who


def test_whoever_is_no_manager_any_more_leads_nobody(owner: User, lead: User) -> None:
    lead.role = Role.KAM

    assert not permissions.leads(lead, owner)


def test_a_manager_plans_for_the_own_team_only(lead: User, stranger: User) -> None:
    assert not permissions.plans_for(lead, stranger)
    assert permissions.sees_load_of(lead, stranger)


def test_who_was_deactivated_may_nothing(owner: User, administrator: User) -> None:
    administrator.is_active = False

    assert not permissions.may_edit(administrator, owner)
    assert not permissions.sees_loads(administrator)
    assert not permissions.looks_after_site(administrator)
    assert permissions.roles_to_give(administrator) == ()
    assert not User.objects.visible_to(administrator).exists()


def test_deactivated_people_are_seen_by_administrators_hr_and_their_lead(
    everybody: Everybody, owner: User
) -> None:
    gone = UserFactory.create(full_name="Gone Person", team=owner.team, is_active=False)

    seeing = {
        name
        for name, person in everybody.items()
        if User.objects.visible_to(person).filter(pk=gone.pk).exists()
    }

    assert seeing == {"lead", "hr", "administrator"}


def test_hr_gives_some_roles_administrators_all_and_others_none(everybody: Everybody) -> None:
    given = {name: set(permissions.roles_to_give(person)) for name, person in everybody.items()}

    assert given == {
        "owner": set(),
        "successor": set(),
        "lead": set(),
        "stranger": set(),
        "reader": set(),
        "hr": {Role.KAM, Role.HR, Role.LEADER},
        "administrator": set(Role),
    }
