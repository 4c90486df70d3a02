"""What a sound form makes."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.people.models import User
from tests.conftest import SignIn
from tests.transitions.plans.views.new.conftest import NEW, Answers
from transitions.plans.models import Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_sound_form_creates_and_starts_a_transition(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    response = sign_in(lead).post(NEW, answers, follow=True)

    made = Transition.objects.get()
    assert response.redirect_chain == [(f"/transitions/{made.pk}/", 302)]
    assert (made.state, made.incoming_id, made.manager) == ("active", answers["incoming"], lead)
    assert (made.starts_on, made.owns_on, made.ends_on) == (
        date(2026, 11, 30),
        date(2027, 1, 8),
        date(2027, 1, 21),
    )
    assert made.checklist is not None
    assert made.checklist.total == 5


def test_a_draft_waits(sign_in: SignIn, lead: User, answers: Answers) -> None:
    sign_in(lead).post(NEW, {**answers, "act": "draft"})

    made = Transition.objects.get()
    assert (made.state, made.checklist) == ("draft", None)


def test_without_a_manager_the_team_lead_becomes_it(
    sign_in: SignIn, administrator: User, lead: User, answers: Answers
) -> None:
    sign_in(administrator).post(NEW, {**answers, "manager": ""})

    assert Transition.objects.get().manager == lead


def test_dates_that_somebody_typed_are_kept(sign_in: SignIn, lead: User, answers: Answers) -> None:
    days = {"owns_on": "2027-01-11", "suggested_owns_on": "2027-01-08", "ends_on": "2027-02-01"}

    sign_in(lead).post(NEW, {**answers, **days})

    made = Transition.objects.get()
    assert (made.owns_on, made.ends_on) == (date(2027, 1, 11), date(2027, 2, 1))
