"""Who else takes part."""

from __future__ import annotations

import pytest

from accounts.people.choices import Role
from accounts.people.models import User
from checklists.library.choices import ItemRole
from tests.conftest import SignIn
from tests.factories.people import UserFactory
from tests.factories.templates import make_template, piece
from tests.transitions.plans.views.new.conftest import NEW, PREVIEW, Answers, errors
from transitions.plans.models import Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_hr_and_a_backup_join_the_team_and_hr_gets_its_items(
    sign_in: SignIn, lead: User, stranger: User, answers: Answers
) -> None:
    clerk = UserFactory.create(full_name="Nina Roth", role=Role.HR)
    answers["template"] = make_template(items=[piece("letter", role=ItemRole.HR)]).pk

    sign_in(lead).post(NEW, {**answers, "hr": clerk.pk, "backup": stranger.pk})

    made = Transition.objects.get()
    team = {member.role: member.person for member in made.team.all()}
    assert (team["hr"], team["backup"]) == (clerk, stranger)
    assert made.checklist is not None
    assert made.checklist.items.get().assignee == clerk
    assert set(made.account.accesses.values_list("person", flat=True)) >= {clerk.pk, stranger.pk}


def test_without_hr_the_page_says_who_gets_these_items(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    page = sign_in(lead).get(PREVIEW, answers).content.decode()

    assert "Nobody: Helena gets these items." in page


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("hr", "Select a valid choice."),
        ("backup", "Priya is one of the two KAMs. Choose someone else."),
    ],
)
def test_a_person_who_cannot_take_that_part_is_refused(
    sign_in: SignIn, lead: User, successor: User, answers: Answers, field: str, sentence: str
) -> None:
    said = errors(sign_in(lead).post(NEW, {**answers, field: successor.pk}))

    assert said[field][0].startswith(sentence)
    assert not Transition.objects.exists()


@pytest.mark.parametrize("field", ["incoming", "manager", "hr", "backup"])
def test_somebody_who_can_no_longer_sign_in_is_refused_by_name(
    sign_in: SignIn, lead: User, owner: User, answers: Answers, field: str
) -> None:
    nina = UserFactory.create(
        full_name="Nina Roth", role=Role.MANAGER, team=owner.team, is_active=False
    )

    said = errors(sign_in(lead).post(NEW, {**answers, field: nina.pk}))

    assert said[field] == ["Nina Roth can no longer sign in. Choose someone else."]
    assert not Transition.objects.exists()


@pytest.mark.parametrize("field", ["incoming", "manager", "hr", "backup"])
def test_nobody_learns_the_name_of_somebody_whom_they_may_not_see(
    sign_in: SignIn, lead: User, answers: Answers, field: str
) -> None:
    nina = UserFactory.create(full_name="Nina Roth", role=Role.MANAGER, is_active=False)

    answer = sign_in(lead).post(NEW, {**answers, field: nina.pk})

    assert errors(answer)[field] == ["This person can no longer sign in. Choose someone else."]
    assert "Nina Roth" not in answer.text
    assert not Transition.objects.exists()
