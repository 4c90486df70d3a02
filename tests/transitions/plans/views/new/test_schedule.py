"""The schedule follows the answers, with a script and without."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import Calendar, User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import AbsenceFactory, ClosureFactory, TeamFactory, UserFactory
from tests.factories.templates import make_template
from tests.transitions.plans.views.new.conftest import NEW, PREVIEW, Answers
from transitions.plans.models import Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_without_a_script_a_button_shows_the_schedule_and_creates_nothing(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    answers.pop("incoming")

    response = sign_in(lead).post(NEW, {**answers, "preview": "1"})

    page = response.content.decode()
    assert response.status_code == 200
    assert "Ownership moves, Fri 8 Jan 2027" in page
    assert "Choose who takes over." not in page
    assert not Transition.objects.exists()


def test_the_items_of_an_owner_who_is_gone_are_created_for_the_manager(
    sign_in: SignIn, lead: User, owner: User, answers: Answers
) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)

    page = sign_in(lead).get(PREVIEW, answers, headers={"HX-Request": "true"}).text

    assert "Creates 5 items for Helena and Priya" in page


def test_the_preview_is_a_part_with_what_depends_on_the_answer(
    sign_in: SignIn, lead: User, successor: User, calendar: Calendar, answers: Answers
) -> None:
    AbsenceFactory.create(person=successor, starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 15))
    ClosureFactory.create(
        calendar=calendar, starts_on=date(2026, 12, 24), ends_on=date(2026, 12, 31)
    )

    page = sign_in(lead).get(PREVIEW, answers, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert "Ownership moves to Priya, Fri 15 Jan 2027" in page
    assert "Company closure (24 – 31 Dec)" in page
    assert "Creates 5 items for Tomas and Priya" in page
    assert 'id="candidates" hx-swap-oob="true"' in page
    assert 'id="owns_on-group" hx-swap-oob="true"' in page
    assert '<span class="aw" aria-hidden="true"></span><span>Priya is away</span>' in page


def test_the_preview_leaves_alone_what_has_not_changed(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    shown = {
        "candidates_for": answers["account"],
        "owns_on": "2027-01-08",
        "suggested_owns_on": "2027-01-08",
        "ends_on": "2027-01-29",
        "suggested_ends_on": "2027-01-21",
    }

    page = sign_in(lead).get(PREVIEW, {**answers, **shown}).content.decode()

    for part in ("candidates", "account-facts", "owns_on-group", "ends_on-group"):
        assert f'id="{part}"' not in page
    assert "Fri 29 Jan 2027" in page


def test_a_moved_start_moves_the_dates_of_the_template(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    shown = {"owns_on": "2027-01-08", "suggested_owns_on": "2027-01-08", "starts_on": "2026-12-01"}

    page = sign_in(lead).get(PREVIEW, {**answers, **shown}).content.decode()

    assert 'name="owns_on" value="2027-01-11"' in page
    assert 'name="suggested_owns_on" value="2027-01-11"' in page


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_on": ""},
        {"starts_on": "0001-01-01"},
        {"template": ""},
        {"calendar": ""},
        {"ends_on": "9999-12-31"},
    ],
)
def test_a_half_filled_form_gets_an_answer(
    sign_in: SignIn, lead: User, answers: Answers, changes: Answers
) -> None:
    response = sign_in(lead).get(PREVIEW, {**answers, **changes})

    assert response.status_code == 200
    assert "Nothing goes to the client yet." in response.content.decode()
    assert response.context["preview"] is None


@pytest.mark.parametrize("address", [NEW, PREVIEW])
def test_more_accounts_and_people_cost_no_queries(
    sign_in: SignIn, lead: User, answers: Answers, address: str
) -> None:
    client = sign_in(lead)
    client.get(address, answers)
    with CaptureQueriesContext(connection) as few:
        client.get(address, answers)
    for _ in range(3):
        AccountFactory.create(owner=UserFactory.create(team=TeamFactory.create(lead=lead)))
        make_template()

    with CaptureQueriesContext(connection) as many:
        client.get(address, answers)

    assert len(many) == len(few)
