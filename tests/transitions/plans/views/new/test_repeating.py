"""A form that is sent again makes nothing twice, and says what it made."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from accounts.people.choices import Role
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import UserFactory
from tests.transitions.plans.views.new.conftest import NEW, Answers
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_same_form_sent_twice_makes_one_transition(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)

    first, second = client.post(NEW, answers), client.post(NEW, answers)

    made = Transition.objects.get()
    assert [first["Location"], second["Location"]] == [made.get_absolute_url()] * 2
    assert made.log.count() == 2


def test_the_same_form_sent_for_another_account_keeps_the_answers_and_says_what_exists(
    sign_in: SignIn, lead: User, owner: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, answers)
    made = Transition.objects.get()
    other = {**answers, "account": AccountFactory.create(owner=owner).pk}

    refused = client.post(NEW, other)

    form, page = refused.context["form"], refused.content.decode()
    assert refused.status_code == 409
    assert form.errors["account"] == [
        "This form was sent before: the transition of Brightwater Foods to Priya Raman is active "
        f'already. <a href="{made.get_absolute_url()}">Open it</a>. Send it again to make '
        "another one."
    ]
    assert f'<a href="{made.get_absolute_url()}">Open it</a>' in page
    assert form.chosen_account.pk == other["account"]
    assert 'value="Priya is closer to your plants."' in page

    client.post(NEW, {**other, "request_key": form.data["request_key"]})

    assert Transition.objects.count() == 2


def test_a_draft_sent_again_with_other_answers_is_refused_and_leads_to_the_draft(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, {**answers, "act": "draft"})
    draft = Transition.objects.get()

    refused = client.post(NEW, {**answers, "owns_on": "2027-01-11"})

    form = refused.context["form"]
    assert refused.status_code == 409
    assert form.errors["account"] == [
        "This form was sent before: the transition of Brightwater Foods to Priya Raman is a draft "
        f'already. <a href="{draft.get_absolute_url()}">Open it</a>.'
    ]
    assert (form.running, form.data["owns_on"]) == (draft, "2027-01-11")
    assert form.data["request_key"] != answers["request_key"]
    draft.refresh_from_db()
    assert (draft.state, draft.owns_on) == ("draft", date(2027, 1, 8))


@pytest.mark.parametrize("field", ["hr", "backup"])
def test_another_person_beside_the_two_is_another_answer(
    sign_in: SignIn, lead: User, answers: Answers, field: str
) -> None:
    client = sign_in(lead)
    client.post(NEW, answers)
    nina = UserFactory.create(full_name="Nina Roth", role=Role.HR if field == "hr" else Role.KAM)

    assert client.post(NEW, {**answers, field: nina.pk}).status_code == 409


def test_a_draft_sent_again_with_the_same_answers_starts(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, {**answers, "act": "draft"})

    response = client.post(NEW, answers)

    made = Transition.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert made.state == "active"


def test_what_has_started_is_not_kept_as_a_draft_without_a_word(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, answers)

    response = client.post(NEW, {**answers, "act": "draft"})

    assert response.status_code == 409
    assert "to Priya Raman is active already." in response.context["form"].errors["account"][0]


def test_after_a_cancelled_one_the_same_form_makes_another_when_it_is_sent_again(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, answers)
    lifecycle.cancel(Transition.objects.get().pk, "They stay", by=lead, now=timezone.now())

    refused = client.post(NEW, answers)
    key = refused.context["form"].data["request_key"]
    accepted = client.post(NEW, {**answers, "request_key": key})

    assert (refused.status_code, accepted.status_code) == (409, 302)
    assert "is cancelled already." in refused.context["form"].errors["account"][0]
    assert Transition.objects.count() == 2


def test_a_form_with_mistakes_that_was_sent_before_says_both(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)
    client.post(NEW, answers)

    response = client.post(NEW, {**answers, "starts_on": "2026-11-28"})

    assert response.status_code == 409
    assert {"account", "starts_on"} <= set(response.context["form"].errors)
