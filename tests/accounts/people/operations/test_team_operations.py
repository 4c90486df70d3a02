"""Teams are made, changed and deleted."""

import pytest

from accounts.people.models import Team, User
from accounts.people.operations import teams
from accounts.people.operations.teams import NameTaken, NotEmpty, TeamChanged


def test_a_team_has_a_name_of_its_own(db: None, lead: User) -> None:
    made = teams.create("West", lead)

    with pytest.raises(NameTaken):
        teams.create("West", None)
    assert list(Team.objects.values_list("pk", "lead")) == [(made.pk, lead.pk)]


def test_a_stale_page_changes_nothing(team: Team, lead: User) -> None:
    seen = team.version
    teams.change(team.pk, "Machines", lead, seen=seen)

    with pytest.raises(TeamChanged) as conflict:
        teams.change(team.pk, "Industry and machines", None, seen=seen)

    team.refresh_from_db()
    assert (conflict.value.team.name, team.name, team.lead) == ("Machines", "Machines", lead)


def test_a_team_with_people_stays(team: Team, owner: User) -> None:
    with pytest.raises(NotEmpty):
        teams.delete(team.pk)

    assert Team.objects.filter(pk=team.pk).exists()


def test_an_empty_team_is_deleted_and_deleting_it_twice_changes_nothing(
    team: Team, lead: User
) -> None:
    User.objects.filter(pk=lead.pk).update(team=None)

    teams.delete(team.pk)
    teams.delete(team.pk)

    assert not Team.objects.exists()
