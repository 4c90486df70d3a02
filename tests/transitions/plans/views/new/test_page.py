"""What the page for a new transition offers before anything is answered."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.library.models import Template
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory, OwnershipFactory
from tests.factories.people import CalendarFactory, UserFactory
from tests.factories.templates import make_template, piece
from tests.factories.transitions import make_transition
from tests.transitions.plans.views.new.conftest import NEW, PREVIEW, Answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_page_starts_with_the_next_working_day_and_the_template(
    sign_in: SignIn, lead: User, account: Account, template: Template, calendar: Calendar
) -> None:
    OwnershipFactory.create(account=account)

    response = sign_in(lead).get(f"{NEW}?account={account.pk}")

    form, page = response.context["form"], response.content.decode()
    assert {name: form.data[name] for name in ("starts_on", "owns_on", "ends_on")} == {
        "starts_on": "2026-11-25",
        "owns_on": "2027-01-04",
        "ends_on": "2027-01-18",
    }
    assert "Tomas Eriksen since 2022" in page
    assert "€3.2M a year" in page
    assert "Choose one." not in page


def test_the_calendar_is_the_one_of_the_country_of_the_account(
    sign_in: SignIn, lead: User, account: Account, template: Template
) -> None:
    CalendarFactory.create(name="Bavaria", country="DE", subdivision="BY")
    germany = CalendarFactory.create(name="Germany", country="DE")
    Account.objects.update(country="DE")

    form = sign_in(lead).get(f"{NEW}?account={account.pk}").context["form"]

    assert form.data["calendar"] == form.suggested["calendar"] == str(germany.pk)
    assert form.work_calendar.country == "DE"


def test_the_calendar_follows_the_account_until_somebody_chooses_one(
    sign_in: SignIn, lead: User, calendar: Calendar, answers: Answers
) -> None:
    germany = CalendarFactory.create(name="Germany", country="DE")
    Account.objects.update(country="DE")
    client, answers = sign_in(lead), {**answers, "suggested_calendar": calendar.pk}

    followed = client.get(PREVIEW, answers)
    chosen = client.get(PREVIEW, {**answers, "suggested_calendar": germany.pk})

    page = followed.content.decode()
    assert followed.context["form"].data["calendar"] == str(germany.pk)
    assert 'id="calendar-group" hx-swap-oob="true"' in page
    assert f'name="suggested_calendar" value="{germany.pk}"' in page
    assert chosen.context["form"].data["calendar"] == str(calendar.pk)
    assert 'id="calendar-group"' not in chosen.content.decode()


def test_before_an_account_is_chosen_the_usual_calendar_is_suggested(
    sign_in: SignIn, lead: User, account: Account, template: Template, calendar: Calendar
) -> None:
    page = sign_in(lead).get(NEW).content.decode()

    assert f'name="suggested_calendar" value="{calendar.pk}"' in page


def test_without_a_calendar_of_the_country_it_is_the_usual_one(
    sign_in: SignIn, lead: User, calendar: Calendar, answers: Answers
) -> None:
    germany = CalendarFactory.create(name="Germany", country="DE")
    Account.objects.update(country="FR")
    answers |= {"calendar": germany.pk, "suggested_calendar": germany.pk}

    form = sign_in(lead).get(PREVIEW, answers).context["form"]

    assert form.data["calendar"] == str(calendar.pk)


@pytest.mark.usefixtures("template")
@pytest.mark.parametrize(("started", "what"), [(True, "running transition"), (False, "draft")])
def test_an_account_in_transition_says_so_and_leads_there_instead_of_a_schedule(
    sign_in: SignIn, lead: User, account: Account, successor: User, started: bool, what: str
) -> None:
    running = make_transition(account=account, incoming=successor, manager=lead, started=started)

    response = sign_in(lead).get(f"{NEW}?account={account.pk}")

    page = response.content.decode()
    assert "selected>Brightwater Foods (in transition already)" in page
    assert "Brightwater Foods is in transition already." in page
    assert f'href="{running.get_absolute_url()}">Open the {what}</a>' in page
    assert f'href="{running.get_absolute_url()}">open the {what}</a>' in page
    assert response.context["preview"] is None
    assert "Create transition" not in page


def test_a_template_can_be_preselected(
    sign_in: SignIn, lead: User, account: Account, template: Template
) -> None:
    short = make_template(name="Express", items=[piece("one")])

    response = sign_in(lead).get(f"{NEW}?account={account.pk}&template={short.pk}")

    assert response.context["form"].plan.item_count == 1


@pytest.mark.parametrize("query", ["?account=abc", "?account=999999", "?template=-1"])
def test_made_up_addresses_are_not_there(
    sign_in: SignIn, lead: User, account: Account, template: Template, query: str
) -> None:
    assert sign_in(lead).get(f"{NEW}{query}").status_code == 404


def test_candidates_show_their_load_and_who_is_over_the_limit(
    sign_in: SignIn, lead: User, account: Account, successor: User, template: Template
) -> None:
    AccountFactory.create(owner=successor, effort=100)

    response = sign_in(lead).get(f"{NEW}?account={account.pk}")

    offered = response.context["candidates"]
    assert [one.person for one in offered.first] == [successor, lead]
    page = response.content.decode()
    assert 'Load 100 → <b class="t-red">110</b>' in page
    assert "10 over the limit" in page


def test_the_roomiest_of_the_own_team_come_first_and_leavers_last(
    sign_in: SignIn,
    lead: User,
    account: Account,
    successor: User,
    stranger: User,
    template: Template,
) -> None:
    leaver = UserFactory.create(team=successor.team, last_day_on=date(2027, 1, 29))
    busy = UserFactory.create(team=successor.team)
    AccountFactory.create(owner=busy, effort=50)
    UserFactory.create(team=successor.team, is_active=False)

    offered = sign_in(lead).get(f"{NEW}?account={account.pk}").context["candidates"]

    people = [one.person for one in (*offered.first, *offered.others)]
    assert people == [successor, busy, lead, stranger, leaver]


def test_without_accounts_or_templates_the_page_says_what_to_do(
    sign_in: SignIn, lead: User
) -> None:
    client = sign_in(lead)

    assert "There is no template to start from" in client.get(NEW).content.decode()
    make_template()
    assert "There is no account to hand over" in client.get(NEW).content.decode()


def test_an_administrator_of_an_empty_site_is_told_what_to_do(
    sign_in: SignIn, administrator: User
) -> None:
    client = sign_in(administrator)

    without_templates = client.get(NEW).text
    make_template()
    without_people = client.get(NEW).text
    UserFactory.create()
    without_accounts = client.get(NEW).text

    assert "Nobody here looks after accounts yet." in without_people
    assert 'href="/people/invitations/new/"' in without_people
    assert "run <code>manage.py load_templates</code> on the server" in without_templates
    assert "Nobody has added an account yet. Add the first one" in without_accounts
    assert "ask an administrator" not in without_accounts
    assert 'href="/accounts/new/"' in without_accounts
