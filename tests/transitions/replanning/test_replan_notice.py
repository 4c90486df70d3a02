"""What a page of a transition says first to those who can plan it anew."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.people.models import Absence, User
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db


def notice(transition: Transition) -> str:
    return f"/transitions/{transition.pk}/replan/notice/"


def test_what_falls_on_leave_or_after_the_end_is_counted_with_the_way_out(
    transition: Transition, lead: User, successor: User, sign_in: SignIn
) -> None:
    Absence.objects.create(
        person=successor, starts_on=date(2026, 11, 24), ends_on=date(2026, 11, 30)
    )
    review = item_of(transition, "Review what was learned")
    who = Who(by=lead, now=NOW)
    items.move_date(transition.pk, review.pk, date(2026, 12, 22), who, anyway=True)

    shown = sign_in(lead).get(notice(transition)).content.decode()

    assert "2 items fall on days when their people are away. 1 item is due after the last day." in (
        shown
    )
    assert f'href="/transitions/{transition.pk}/replan/"' in shown


def test_where_all_fits_nothing_is_said(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    assert sign_in(lead).get(notice(transition)).content.decode().strip() == ""


def test_who_may_not_plan_it_is_not_asked_to(
    transition: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    page = transition.get_absolute_url()

    assert notice(transition) in sign_in(lead).get(page).content.decode()
    assert "/replan/" not in sign_in(owner).get(page).content.decode()


def test_a_hold_leads_to_a_plan_that_makes_up_for_it(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    lifecycle.hold(transition.pk, "Waits", by=lead, now=NOW)

    shown = sign_in(lead).get(f"/transitions/{transition.pk}/resume/").content.decode()

    assert f'href="/transitions/{transition.pk}/replan/?shift=hold"' in shown
