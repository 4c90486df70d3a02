"""What somebody of a team answers for."""

from __future__ import annotations

import pytest

from accounts.people.choices import Role
from tests.factories.transitions import NOW, make_person
from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import team

FORMAL = "Takes care of the formal side of the change."


@pytest.mark.parametrize(
    ("role", "said", "kept"),
    [
        (TeamRole.HR, "", FORMAL),
        (TeamRole.HR, "Writes the letters.", "Writes the letters."),
        (TeamRole.BACKUP, "", "Stands in when one of the two KAMs is away."),
        (TeamRole.OTHER, "", ""),
    ],
)
def test_who_joins_answers_for_what_their_role_usually_does_unless_it_is_said(
    transition: Transition, role: TeamRole, said: str, kept: str
) -> None:
    ruth = make_person("Ruth Aigner", Role.HR if role == TeamRole.HR else Role.KAM)
    joining = team.Joining(role, ruth, role_name="Expert", responsibilities=said)

    member = team.add(transition.pk, joining, by=transition.manager, now=NOW)

    member.refresh_from_db()
    assert member.responsibilities == kept
