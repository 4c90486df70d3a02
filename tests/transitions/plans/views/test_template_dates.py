"""The dates of a template for any start, before anything is created."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.library.choices import Condition, TemplateState
from checklists.library.models import Template, TemplateItem
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import AbsenceFactory
from tests.factories.templates import FIVE, make_template, piece

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PART = {"HX-Request": "true"}


@pytest.fixture
def template(calendar: Calendar) -> Template:
    return make_template(items=[*FIVE, piece("hush", only_when=Condition.CONFIDENTIAL)])


@pytest.fixture
def tomas(owner: User, sign_in: SignIn) -> Client:
    return sign_in(owner)


def shown(tomas: Client, template: Template, **asked: Any) -> str:
    answer = tomas.get(reverse("template_dates", args=[template.pk]), asked, headers=PART)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_a_first_look_has_a_date_for_every_item_from_the_next_working_day_on(
    tomas: Client, template: Template
) -> None:
    answer = tomas.get(reverse("template_dates", args=[template.pk]))

    form = answer.context["form"]
    assert [form[name].value() for name in ("starts_on", "owns_on", "ends_on")] == [
        "2026-11-25",
        "2027-01-04",
        "2027-01-18",
    ]
    assert "Fri 27 Nov</span>" in answer.text
    assert "Only when the account is confidential: depends on the account" in answer.text


def test_another_start_moves_what_nobody_typed(tomas: Client, template: Template) -> None:
    asked = {
        "starts_on": "2027-01-11",
        "owns_on": "2027-01-04",
        "suggested_owns_on": "2027-01-04",
        "calendar": Calendar.objects.get().pk,
    }

    page = shown(tomas, template, **asked)

    assert 'name="owns_on" value="2027-02-15"' in page
    assert 'name="ends_on" value="2027-02-26"' in page
    assert 'name="starts_on"' not in page  # what is being typed in stays as it is
    [said] = re.findall(r'hx-swap-oob="innerHTML:#dates-said">([^<]*)<', page)
    assert said == "35 working days, 6 items, last day Fri 26 Feb."


def test_an_account_brings_its_conditions_and_its_kam(
    tomas: Client, template: Template, account: Account, owner: User
) -> None:
    AbsenceFactory.create(person=owner, starts_on=date(2026, 11, 26), ends_on=date(2026, 12, 4))

    page = shown(
        tomas,
        template,
        starts_on=date(2026, 11, 25),
        calendar=Calendar.objects.get().pk,
        account="brightwater",
    )

    assert "For Brightwater Foods, which Tomas Eriksen hands over." in page
    assert "1 item left out because Brightwater Foods is not confidential." in page
    assert '<span class="num nowrap">Mon 7 Dec</span>' in page


def test_days_that_do_not_fit_are_told_and_nothing_is_lost(
    tomas: Client, template: Template
) -> None:
    page = shown(
        tomas,
        template,
        starts_on=date(2026, 11, 25),
        owns_on="2026-11-20",
        ends_on=date(2026, 12, 1),
        calendar=Calendar.objects.get().pk,
    )

    assert "Must be after the start." in page
    assert 'value="2026-11-20"' in page
    assert "Shown as if ownership moved Mon 4 Jan 2027" in page


def test_what_does_not_fit_between_the_days_is_told(tomas: Client, template: Template) -> None:
    page = shown(
        tomas,
        template,
        starts_on=date(2026, 11, 25),
        owns_on="2026-11-26",
        ends_on=date(2026, 11, 27),
        calendar=Calendar.objects.get().pk,
    )

    assert "things to look at." in page
    assert "4.1 First call: Falls on Tue 1 Dec, after the last day" in page


def test_a_template_that_cannot_be_scheduled_says_why(tomas: Client, template: Template) -> None:
    first, second = TemplateItem.objects.all()[:2]
    first.waits_for.add(second)
    second.waits_for.add(first)

    page = shown(tomas, template)

    said = "waits for 1.2 Hush, which waits for 1.1 List contacts. None of them could begin."
    assert f"<b>No dates can be given.</b> 1.1 List contacts {said}" in page


def test_an_account_that_the_reader_does_not_see_is_not_there(
    tomas: Client, template: Template
) -> None:
    AccountFactory.create(name="Hidden Works")

    page = shown(tomas, template, starts_on=date(2026, 11, 25), account="Hidden Works")

    assert "You see no account that is called “Hidden Works”." in page


def test_a_draft_has_no_dates_for_who_may_not_edit_it(
    tomas: Client, template: Template, lead: User, sign_in: SignIn
) -> None:
    Template.objects.update(state=TemplateState.DRAFT)
    address = reverse("template_dates", args=[template.pk])

    assert tomas.get(address).status_code == 404
    assert sign_in(lead).get(address).status_code == 200


def test_the_page_of_the_template_loads_them_and_leads_there_without_script(
    tomas: Client, template: Template
) -> None:
    page = tomas.get(template.get_absolute_url()).text
    address = reverse("template_dates", args=[template.pk])

    assert f'hx-get="{address}"' in page
    assert f'<a href="{address}">Show the date of every item' in page


def test_dates_cost_the_same_for_few_items_and_for_many(
    tomas: Client, template: Template, account: Account
) -> None:
    def queries(of: Template) -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(tomas, of, starts_on=date(2026, 11, 25), account=account.name)
        return len(captured)

    few = make_template(items=FIVE[:1])
    queries(few)

    assert queries(template) == queries(few)
