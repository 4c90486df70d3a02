import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Calendar, Team, User
from accounts.people.operations import invitations
from accounts.people.operations.invitations import Invitee
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import TeamFactory, UserFactory
from tests.factories.transitions import NOW, make_person, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "calendar")]


def account_of(owner: User, name: str, revenue: int, **more: object) -> Account:
    return Account.objects.create(name=name, owner=owner, annual_revenue=revenue, **more)


@pytest.fixture
def portfolio(calendar: Calendar, team: Team, lead: User, owner: User, successor: User) -> None:
    """Late, moved, on hold, confidential and another team's, in two currencies."""
    sofia = make_person("Sofia Castellano", team=team)
    make_transition(
        account=account_of(owner, "Kestrel", 2_600_000), incoming=successor, manager=lead
    )
    moved = make_transition(
        account=account_of(owner, "Bluefern", 1_700_000, currency="CHF"),
        incoming=sofia,
        manager=lead,
    )
    ownership.move(moved.pk, by=lead, now=NOW, override_reason="Agreed.")
    held = make_transition(
        account=account_of(sofia, "Stormhaven", 900_000), incoming=owner, manager=lead
    )
    lifecycle.hold(held.pk, "The client asked.", by=lead, now=NOW)
    secret = account_of(sofia, "Brightwater", 3_200_000, is_confidential=True)
    make_transition(account=secret, incoming=successor, manager=lead)
    make_transition(
        account=account_of(sofia, "Larkspur", 600_000), incoming=owner, manager=lead, started=False
    )
    make_transition()


def dashboard(client: Client, asked: str = "") -> str:
    response = client.get(f"/dashboard/{asked}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("portfolio")
def test_the_page_names_what_is_late_and_links_to_it(lead: User, sign_in: SignIn) -> None:
    page = dashboard(sign_in(lead))

    assert "Tuesday 24 November" in page
    assert "Plus CHF 1.7M." in page
    assert re.search(r"Kestrel</a>.*€2\.6M a year", page)
    assert "<title>Timeline of 3 transitions</title><desc>From 16 Nov to 17 Jan. The list" in page
    assert "Larkspur" not in page.split('id="log-h"')[0]
    assert " style=" not in page


@pytest.mark.usefixtures("portfolio")
def test_why_a_transition_needs_attention_reads_alike_here_and_in_the_list(
    lead: User, sign_in: SignIn
) -> None:
    browser = sign_in(lead)
    listed = browser.get("/transitions/?state=active&health=attention").text

    here = re.findall(r'att-why">([^<]+)<', dashboard(browser))
    there = re.findall(r'tl-why">([^<]+)<', listed)

    assert sorted(here) == sorted(there) != []


@pytest.mark.usefixtures("portfolio")
def test_what_is_on_hold_is_told_apart_from_what_is_active(lead: User, sign_in: SignIn) -> None:
    page = dashboard(sign_in(lead))

    assert "1 more on hold</a>" in page
    assert 'title="4 running: 3 active and 1 on hold">4<' in page


def test_a_move_that_is_late_is_not_counted_as_one_of_the_next_days(
    lead: User, team: Team, sign_in: SignIn
) -> None:
    late = make_transition(manager=lead)
    make_transition(manager=lead)
    Transition.objects.update(owns_on=date(2026, 11, 30))
    Transition.objects.filter(pk=late.pk).update(owns_on=date(2026, 11, 23))

    page = dashboard(sign_in(lead))

    assert '<span class="v">1 <small>in the next 14 days, 1 late</small>' in page


@pytest.mark.usefixtures("portfolio")
def test_confidential_accounts_stay_hidden_from_leaders(reader: User, sign_in: SignIn) -> None:
    page = dashboard(sign_in(reader), "?show=all")

    assert "Kestrel" in page
    assert "Brightwater<" not in page


@pytest.mark.usefixtures("portfolio")
def test_a_manager_sees_nothing_of_another_team(sign_in: SignIn) -> None:
    other = make_person("Marc Delacroix", Role.MANAGER)
    TeamFactory.create(name="West", lead=other)

    page = dashboard(sign_in(other))

    assert "Kestrel" not in page
    assert "Start the first transition" in page


def test_the_first_steps_lead_from_people_to_an_account_to_a_handover(
    administrator: User, sign_in: SignIn
) -> None:
    client, offers = sign_in(administrator), []
    steps: list[Callable[[], object]] = [lambda: None, UserFactory.create, AccountFactory.create]

    for prepare in steps:
        prepare()
        page = client.get("/dashboard/").text
        offers.append(re.findall(r'btn-primary btn-lg2" href="([^"]+)"', page))
        assert client.get(offers[-1][0]).status_code == 200

    addresses = [reverse(name) for name in ("invitation_new", "account_new", "transition_new")]
    assert offers == [[address] for address in addresses]


def test_who_has_invited_somebody_reads_that_the_invitation_waits(
    administrator: User, sign_in: SignIn
) -> None:
    invitee = Invitee("mira@norvane.example", "Mira", Role.KAM)
    invitations.invite(invitee, by=administrator, now=NOW)

    page = sign_in(administrator).get("/dashboard/").text

    assert "Step 1 of 3. 1 invitation waits." in page
    assert f'btn-primary btn-lg2" href="{reverse("invitations")}"' in page


def test_an_empty_site_says_how_to_begin(lead: User, reader: User, sign_in: SignIn) -> None:
    page, readers = dashboard(sign_in(lead)), dashboard(sign_in(reader))

    assert "Welcome, Helena. Nothing is in transition yet." in page
    assert f'href="{reverse("account_new")}"' in page
    assert reverse("transition_new") not in page
    assert "No transition has started" in readers
    assert reverse("transition_new") not in readers


@pytest.mark.parametrize("role", [Role.KAM, Role.HR])
def test_the_dashboard_is_closed_to_those_who_work_on_items(role: Role, sign_in: SignIn) -> None:
    response = sign_in(make_person("Priya Raman", role)).get("/dashboard/")

    assert response.status_code == 404
    assert "it is not for you to see" in response.text
    assert reverse("my_work") in response.text


@pytest.mark.parametrize("name", ["lead", "reader", "administrator"])
def test_the_number_of_transitions_does_not_change_the_number_of_queries(
    name: str, lead: User, team: Team, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    client = sign_in(request.getfixturevalue(name))
    make_transition(manager=lead)
    with CaptureQueriesContext(connection) as one:
        dashboard(client)
    make_transition(manager=lead)
    make_transition(manager=lead)

    with CaptureQueriesContext(connection) as three:
        dashboard(client)

    assert len(three) == len(one) <= 24


def test_answers_that_do_not_exist_find_nothing_and_are_all_named(
    lead: User, calendar: Calendar, sign_in: SignIn
) -> None:
    make_transition(manager=lead)

    page = dashboard(sign_in(lead), "?team=99999&region=Atlantis&line=<b>&by=magic&show=<b>")

    assert "Needs attention" not in page
    assert (
        "The filter “Team” has no answer “99999”, the filter “Region” has no answer “Atlantis” "
        "and the filter “Line of business” has no answer “&lt;b&gt;”."
    ) in page
    assert '<a class="btn btn-line" href="/dashboard/">Clear filter</a>' in page


def test_an_order_that_does_not_exist_counts_as_not_asked_for(
    lead: User, calendar: Calendar, sign_in: SignIn
) -> None:
    make_transition(manager=lead)

    page = dashboard(sign_in(lead), "?by=magic&show=<b>")

    assert "Needs attention" in page
    assert "has no answer" not in page


@pytest.mark.parametrize(
    ("by", "order"),
    [("end", ["Short", "Middle", "Long"]), ("kam", ["Long", "Short", "Middle"])],
)
def test_the_timeline_can_be_sorted(
    by: str, order: list[str], lead: User, team: Team, sign_in: SignIn
) -> None:
    for name, kam, ends_on in [
        ("Short", "Bea Berg", date(2026, 12, 10)),
        ("Middle", "Cleo Carl", date(2026, 12, 16)),
        ("Long", "Anna Adam", date(2026, 12, 23)),
    ]:
        account = account_of(make_person(kam, team=team), name, 1)
        make_transition(account=account, manager=lead, ends_on=ends_on)

    page = dashboard(sign_in(lead), f"?by={by}")

    names = page.split('class="gantt-l"')[1].split("</ol>")[0]
    assert re.findall(r">(Short|Middle|Long)</a>", names) == order
