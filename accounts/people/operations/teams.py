"""Teams are made, renamed, led by somebody else, and deleted when they are empty."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.people.models import Team, User


class NameTaken(Exception):
    """Two teams cannot have the same name."""

    def __init__(self) -> None:
        super().__init__("A team of this name is there already.")


class NotEmpty(Exception):
    """People still work in a team, or are invited into it."""


class TeamChanged(Exception):
    """Somebody else changed a team since it was opened to edit."""

    def __init__(self, team: Team) -> None:
        super().__init__(f"{team} was changed since you opened this page.")
        self.team = team


def create(name: str, lead: User | None) -> Team:
    """Make a team.

    Raises:
        NameTaken: another one has this name.
    """
    return _save(Team(name=name, lead=lead))


@transaction.atomic
def change(team_id: int, name: str, lead: User | None, *, seen: str) -> Team:
    """Give a team another name or lead, if nobody else has since `seen`.

    Whoever leads it sees the accounts of its people from now on; whoever did before does not.

    Raises:
        TeamChanged: somebody has; carries the team as it is now.
        NameTaken: another one has this name.
    """
    Team.objects.select_for_update().get(pk=team_id)
    team = Team.objects.select_related("lead").get(pk=team_id)
    if team.version != seen:
        raise TeamChanged(team)
    team.name, team.lead = name, lead
    return _save(team)


@transaction.atomic
def delete(team_id: int) -> None:
    """Delete a team without active people; deleting it twice changes nothing.

    Raises:
        NotEmpty: somebody is in it, or is invited into it.
    """
    team = Team.objects.select_for_update().filter(pk=team_id).first()
    if team is None:
        return
    if User.objects.active().filter(team=team).exists() or team.invitations.waiting().exists():
        raise NotEmpty(f"Somebody is in {team} or invited into it. Move them first.")
    for person in User.objects.filter(team=team):  # deactivated, but the audit is to see it
        person.team = None
        person.save(update_fields=["team"])
    team.delete()


def _save(team: Team) -> Team:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:
        raise NameTaken from error
    return team
