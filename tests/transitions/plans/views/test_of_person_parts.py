"""Which transitions stand on the page of a person and of a team, in which order."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.models import Team, User
from checklists.runs.models import Checklist
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import NOW, TODAY, make_transition
from transitions.plans.choices import Health, TeamRole
from transitions.plans.models import TeamMember, Transition
from transitions.plans.operations import lifecycle
from transitions.plans.queries import of_people

HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def running(account: Account, successor: User, lead: User) -> Transition:
    return make_transition(account=account, incoming=successor, manager=lead)


def shown(page: str) -> list[str]:
    """The accounts of a table, from top to bottom."""
    return re.findall(r'<a class="ink strong" href="[^"]+">([^<]+)</a>', page)


def test_a_manager_and_hr_take_part_with_their_role_and_their_open_items(
    sign_in: SignIn, running: Transition, lead: User, hr: User, stranger: User
) -> None:
    TeamMember.objects.create(transition=running, role=TeamRole.HR, person=hr)
    client = sign_in(lead)

    mine = client.get(f"/transitions/of-person/{lead.pk}/", headers=HTMX).text
    theirs = client.get(f"/transitions/of-person/{hr.pk}/", headers=HTMX).text
    hidden = sign_in(stranger).get(f"/transitions/of-person/{lead.pk}/", headers=HTMX).text

    assert (shown(mine), shown(theirs), shown(hidden)) == (
        ["Brightwater Foods"],
        ["Brightwater Foods"],
        [],
    )
    assert '<div class="cap soft">Sales manager</div>' in mine
    assert '<div class="cap soft">HR</div>' in theirs
    assert f'state=held&amp;transition={running.pk}">2<span' in mine
    assert f'<a href="/items/?doer={lead.pk}&amp;state=held">2 open items</a>' in mine
    assert "open item" not in theirs
    assert "There is no transition with Helena that you may see." in hidden


def test_open_items_on_hold_are_told_apart_and_lead_to_exactly_these(
    sign_in: SignIn, running: Transition, owner: User, lead: User, administrator: User
) -> None:
    held = make_transition(
        account=AccountFactory.create(owner=owner), incoming=running.incoming, manager=lead
    )
    lifecycle.hold(held.pk, "A merger.", by=lead, now=NOW)
    client = sign_in(administrator)
    told = '/items/?doer={}&amp;state=on_hold">{} on hold</a>'

    of_person = client.get(f"/transitions/of-person/{owner.pk}/", headers=HTMX).text
    to_go = client.get(f"/transitions/of-person/{owner.pk}/held/", headers=HTMX).text
    rows = client.get(f"/items/?doer={owner.pk}&state=on_hold").context["page"].object_list

    assert ">8 open items</a>" in of_person and ">8 open items</a>" in to_go
    assert told.format(owner.pk, "4 of them") in of_person
    assert told.format(owner.pk, "4 of them") in to_go
    assert [row.transition for row in rows] == [held.pk] * 4
    lifecycle.hold(running.pk, "A merger.", by=lead, now=NOW)
    all_held = client.get(f"/transitions/of-person/{owner.pk}/", headers=HTMX).text
    assert told.format(owner.pk, "all") in all_held


def test_who_has_an_item_without_being_on_the_team_takes_part(
    running: Transition, lead: User, stranger: User
) -> None:
    assert running.checklist
    first = running.checklist.items.open().earliest("pk")
    running.checklist.items.filter(pk=first.pk).update(helper=stranger)

    found = of_people.of_person(stranger, lead, TODAY)

    assert [(line.row.pk, line.roles, line.items) for line in found.lines] == [(running.pk, (), 1)]


def test_the_list_of_transitions_shows_the_same_as_the_page_of_a_person(
    sign_in: SignIn, running: Transition, lead: User, hr: User
) -> None:
    make_transition(manager=lead)
    TeamMember.objects.create(transition=running, role=TeamRole.HR, person=hr)
    client = sign_in(lead)

    page = client.get(f"/transitions/?person={hr.pk}&state=all").text

    assert re.findall(r'href="/transitions/(\d+)/"', page) == [str(running.pk)]
    assert f"{hr.full_name}, in any role" in page


@pytest.fixture
def mixed(owner: User, successor: User, lead: User) -> None:
    """Transitions that stand differently, in an order that tells nothing."""

    def make(name: str, health: Health, due_day: int) -> Transition:
        made = make_transition(
            account=AccountFactory.create(owner=owner, name=name), incoming=successor, manager=lead
        )
        Transition.objects.filter(pk=made.pk).update(health=health)
        due_on = TODAY.replace(day=due_day)
        Checklist.objects.filter(transition=made).update(next_due_on=due_on)
        return made

    make("Late on track", Health.ON_TRACK, 28)
    make("Soon on track", Health.ON_TRACK, 25)
    lifecycle.hold(make("On hold", Health.OFF_TRACK, 20).pk, "A merger.", by=lead, now=NOW)
    make("Late off track", Health.OFF_TRACK, 22)
    make("At risk", Health.AT_RISK, 21)
    make("Soon off track", Health.OFF_TRACK, 20)


IN_ORDER = ["Soon off track", "Late off track", "At risk", "Soon on track", "Late on track"]


@pytest.mark.usefixtures("mixed")
def test_the_worst_stand_first_and_then_what_is_due_first(
    sign_in: SignIn, owner: User, team: Team, lead: User
) -> None:
    client = sign_in(lead)
    cancelled = make_transition(
        account=AccountFactory.create(owner=owner, name="Cancelled"), manager=lead
    )
    lifecycle.cancel(cancelled.pk, "No longer.", by=lead, now=NOW)

    of_person = shown(client.get(f"/transitions/of-person/{owner.pk}/", headers=HTMX).text)
    of_team = shown(client.get(f"/transitions/of-team/{team.pk}/", headers=HTMX).text)

    assert of_person == [*IN_ORDER, "On hold", "Cancelled"]
    assert of_team == [*IN_ORDER, "On hold"]


@pytest.mark.usefixtures("mixed")
def test_a_page_shows_so_many_and_says_how_many_more_there_are(
    sign_in: SignIn, owner: User, team: Team, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_people, "SHOWN", 2)
    client = sign_in(lead)

    of_person = client.get(f"/transitions/of-person/{owner.pk}/", headers=HTMX).text
    of_team = client.get(f"/transitions/of-team/{team.pk}/", headers=HTMX).text

    of_whom = {f"person={owner.pk}&amp;state=all": of_person, f"team={team.pk}": of_team}
    for asked, part in of_whom.items():
        assert shown(part) == IN_ORDER[:2]
        assert f'<a href="/transitions/?{asked}">6 transitions</a>' in part
        assert "4 more are in the list" in part


@pytest.mark.usefixtures("mixed")
def test_six_transitions_cost_as_many_queries_as_one(
    running: Transition, owner: User, lead: User, hr: User
) -> None:
    TeamMember.objects.create(transition=running, role=TeamRole.HR, person=hr)

    def cost(person: User) -> int:
        with CaptureQueriesContext(connection) as queries:
            of_people.of_person(person, lead, TODAY)
        return len(queries)

    cost(owner)

    assert cost(owner) == cost(hr)
