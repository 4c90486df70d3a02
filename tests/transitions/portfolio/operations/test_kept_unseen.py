"""What somebody may not see any more is on no board from before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accounts.clients.models import Access, Account
from accounts.people.choices import Role
from accounts.people.models import Team, User
from tests.conftest import SignIn
from tests.support.dashboards import AS_IT_STOOD, VIEW, Story, look, meanwhile, report
from transitions.plans.models import TeamMember
from transitions.portfolio.operations import kept

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "many")]


def test_what_is_withdrawn_while_a_board_is_made_is_not_shown_from_it(
    story: Story, sign_in: SignIn, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(reader)

    def withdraw() -> None:
        Account.objects.update(is_confidential=True)

    with monkeypatch.context() as patched:
        patched.setattr(VIEW, meanwhile(withdraw, after=True))
        assert "Kestrel" in look(client)
    report(story)

    assert "Kestrel" not in look(client)


def test_what_somebody_saw_in_another_role_is_not_shown_to_them(
    story: Story, sign_in: SignIn, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(reader)
    stamp = kept.stamp

    def be_another() -> kept.Stamp:
        User.objects.filter(pk=reader.pk).update(role=Role.MANAGER)
        return stamp()

    with monkeypatch.context() as patched:
        patched.setattr(kept, "stamp", be_another)
        assert "Kestrel" in look(client)

    assert "Kestrel" not in look(client)


@pytest.mark.parametrize(
    ("role", "withdraw"),
    [
        (Role.LEADER, lambda s: Account.objects.update(is_confidential=True)),
        (Role.MANAGER, lambda s: Team.objects.update(lead=s.owner)),
        (Role.MANAGER, lambda s: User.objects.filter(pk=s.owner.pk).update(team=None)),
        (Role.MANAGER, lambda s: TeamMember.objects.filter(person__team__isnull=False).delete()),
        (Role.MANAGER, lambda s: Access.objects.all().delete()),
    ],
    ids=["confidential", "another lead", "no team", "off the team", "let in no more"],
)
def test_what_somebody_may_not_see_any_more_is_not_shown_from_before(
    role: Role, withdraw: Callable[[Story], object], story: Story, reader: User, sign_in: SignIn
) -> None:
    person = story.lead if role == Role.MANAGER else reader
    client = sign_in(person)
    assert "Kestrel" in look(client)

    withdraw(story)

    assert AS_IT_STOOD not in look(client)
