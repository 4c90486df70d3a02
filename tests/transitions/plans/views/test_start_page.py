"""The page that asks before a draft starts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.transitions import make_transition
from tests.support.addresses import at
from transitions.plans.choices import State
from transitions.plans.models import Transition

pytestmark = pytest.mark.django_db


def draft_with(account: Account, incoming: User, manager: User, **days: Any) -> Transition:
    return make_transition(
        account=account, incoming=incoming, manager=manager, started=False, **days
    )


def test_a_draft_whose_days_have_passed_asks_before_it_starts(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    draft, client = draft_with(account, successor, lead), sign_in(lead)

    shown = client.get(at(draft, "start")).content.decode()
    refused = client.post(at(draft, "start"))
    draft.refresh_from_db()
    kept = draft.state
    client.post(at(draft, "start"), {"start_anyway": "on"})
    draft.refresh_from_db()

    assert "The start, Mon 2 Nov, has passed" in shown
    assert "Start anyway, with 1 thing that does not fit" in shown
    assert refused.status_code == 422
    assert "One thing does not fit." in refused.content.decode()
    assert (kept, draft.state) == (State.DRAFT, State.ACTIVE)


def test_a_draft_whose_items_do_not_fit_asks_before_it_starts(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    days = {"starts_on": date(2026, 11, 30), "owns_on": date(2026, 12, 1)}
    draft = draft_with(account, successor, lead, **days, ends_on=date(2026, 12, 2))

    refused = sign_in(lead).post(at(draft, "start"))

    draft.refresh_from_db()
    assert refused.status_code == 422
    assert "3 working days for 5 phases" in refused.content.decode()
    assert draft.state == State.DRAFT


def test_a_draft_whose_people_have_left_says_so_at_once(
    account: Account, successor: User, lead: User, administrator: User, sign_in: SignIn
) -> None:
    draft = draft_with(account, successor, lead)
    User.objects.filter(pk=lead.pk).update(is_active=False)

    response = sign_in(administrator).post(at(draft, "start"))

    said = response.context["form"].errors
    assert response.status_code == 422
    assert said["__all__"] == ["Helena Brandt can no longer sign in. Choose someone else."]
    assert "start_anyway" in said
    assert "Helena can no longer sign in: 2 items have nobody" in response.content.decode()


def test_a_sound_draft_starts_without_a_question(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    days = {"starts_on": date(2026, 11, 30), "owns_on": date(2027, 1, 11)}
    draft = draft_with(account, successor, lead, **days, ends_on=date(2027, 1, 29))
    client = sign_in(lead)

    shown = client.get(at(draft, "start")).content.decode()
    client.post(at(draft, "start"))

    draft.refresh_from_db()
    assert "start_anyway" not in shown
    assert "8 items over" in shown
    assert draft.state == State.ACTIVE
