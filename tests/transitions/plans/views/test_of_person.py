"""What people and teams have to do with transitions, on their pages."""

import re
from html import unescape

import pytest

from accounts.clients.models import Account
from accounts.people.models import Team, User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import ENDS_ON, NOW, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership

HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def running(account: Account, successor: User, lead: User) -> Transition:
    return make_transition(account=account, incoming=successor, manager=lead)


def test_transitions_in_and_out_are_shown_to_who_may_see_them(
    sign_in: SignIn, running: Transition, successor: User, lead: User, stranger: User
) -> None:
    url = f"/transitions/of-person/{successor.pk}/"

    assert "Brightwater Foods" in sign_in(lead).get(url, headers=HTMX).text
    hidden = sign_in(stranger).get(url, headers=HTMX).text
    assert "There is no transition with Priya that you may see." in hidden
    assert "Brightwater" not in hidden


def test_an_administrator_who_sees_all_reads_that_there_is_nothing(
    sign_in: SignIn, administrator: User, reader: User
) -> None:
    part = sign_in(administrator).get(f"/transitions/of-person/{reader.pk}/", headers=HTMX).text

    assert "Lea takes part in no transition." in part


def test_a_load_says_now_in_out_and_the_limit(
    sign_in: SignIn, running: Transition, account: Account, successor: User, lead: User
) -> None:
    Account.objects.filter(pk=account.pk).update(effort=30)
    AccountFactory.create(owner=successor, effort=85)

    part = sign_in(lead).get(f"/transitions/of-person/{successor.pk}/load/", headers=HTMX).text

    assert '<b>85</b> → <b class="t-red">115</b>' in part
    assert "of 100 points" in part and "15 points over the limit" in part


def test_points_that_come_in_and_go_out_lead_to_the_rows_that_add_up_to_them(
    sign_in: SignIn, account: Account, owner: User, successor: User, lead: User
) -> None:
    Account.objects.filter(pk=account.pk).update(effort=30)
    make_transition(account=account, incoming=successor, manager=lead)
    own = AccountFactory.create(owner=successor, effort=11)
    make_transition(account=own, incoming=owner, manager=lead)
    moved = make_transition(outgoing=owner, incoming=successor, manager=lead)
    ownership.move(moved.pk, by=lead, now=NOW, override_reason="Agreed.")
    client = sign_in(lead)

    part = client.get(f"/transitions/of-person/{successor.pk}/load/", headers=HTMX).text

    told = re.findall(r'<a href="([^"]+)">(\d+) points</a>', part)
    answers = [(client.get(unescape(link)), int(points)) for link, points in told]
    assert len(answers) == 3
    for answer, points in answers:
        rows = answer.context["page"].object_list
        assert sum(row.effort for row in rows) == points
        assert "Effort" in {head.label for head in answer.context["found"].table.heads}
    _, coming, going = (answer.text for answer, _ in answers)
    assert "Still coming in to Priya Raman" in coming and "Brightwater Foods</a>" in coming
    assert "Still going out from Priya Raman" in going and "Brightwater Foods</a>" not in going


def test_a_load_counts_what_a_manager_may_not_see(
    sign_in: SignIn, lead: User, stranger: User
) -> None:
    AccountFactory.create(owner=stranger, effort=40, is_confidential=True, name="Secret Steel")

    part = sign_in(lead).get(f"/transitions/of-person/{stranger.pk}/load/", headers=HTMX).text

    assert "<b>40</b>" in part and "Secret" not in part


@pytest.mark.parametrize(
    ("name", "sees_all"),
    [("administrator", True), ("lead", True), ("owner", True), ("reader", False), ("hr", False)],
)
def test_only_who_does_not_see_all_reads_that_more_accounts_count(
    sign_in: SignIn, owner: User, request: pytest.FixtureRequest, name: str, *, sees_all: bool
) -> None:
    AccountFactory.create(owner=owner)
    client = sign_in(request.getfixturevalue(name))

    part = client.get(f"/transitions/of-person/{owner.pk}/load/", headers=HTMX).text

    assert ("also those that you may not see" in part) != sees_all


@pytest.mark.parametrize(
    ("name", "status"),
    [("owner", 200), ("lead", 200), ("administrator", 200), ("stranger", 404), ("reader", 200)],
)
def test_a_load_is_for_oneself_and_all_but_other_key_account_managers(
    sign_in: SignIn, owner: User, request: pytest.FixtureRequest, name: str, status: int
) -> None:
    client = sign_in(request.getfixturevalue(name))

    assert client.get(f"/transitions/of-person/{owner.pk}/load/").status_code == status


def test_who_looks_after_no_account_by_their_role_has_no_load_unless_they_hold_one(
    sign_in: SignIn, owner: User, administrator: User, reader: User
) -> None:
    client = sign_in(administrator)
    one, url = f"/transitions/of-person/{reader.pk}/load/", "/people/?role=leader"

    assert "points" not in client.get(url, headers=HTMX).text
    part = client.get(one, headers=HTMX).text
    assert "Lea looks after no account" in part and "–" not in part
    newcomer = client.get(f"/transitions/of-person/{owner.pk}/load/", headers=HTMX).text
    assert "of 100 points" in newcomer
    AccountFactory.create(owner=reader, effort=5)
    assert "of 100 points" in client.get(url, headers=HTMX).text
    assert "of 100 points" in client.get(one, headers=HTMX).text


def test_what_somebody_holds_is_shown_before_they_are_deactivated(
    sign_in: SignIn, running: Transition, owner: User, administrator: User
) -> None:
    url = f"/transitions/of-person/{owner.pk}/held/"

    part = sign_in(administrator).get(url, headers=HTMX).text

    items = running.checklist.items.of(owner).open().count() if running.checklist else 0
    assert items > 0
    assert f'href="/transitions/{running.pk}/team/">Brightwater Foods</a>' in part
    assert "Outgoing KAM" in part
    assert f">{items}<span" in part and f"{items} open items" in part


def test_the_count_of_items_leads_to_exactly_these_on_hold_and_shared_ones_too(
    sign_in: SignIn, running: Transition, owner: User, lead: User, administrator: User
) -> None:
    assert running.checklist
    mine = running.checklist.items.of(owner).open()
    shared = running.checklist.items.exclude(pk__in=mine).open().earliest("pk")
    running.checklist.items.filter(pk=shared.pk).update(helper=owner)
    another = make_transition(manager=lead)
    lifecycle.hold(running.pk, "A merger.", by=lead, now=NOW)
    client = sign_in(administrator)

    part = client.get(f"/transitions/of-person/{owner.pk}/held/", headers=HTMX).text

    links = {unescape(link) for link in re.findall(r'href="(/items/[^"]+)"', part)}
    one = f"/items/?doer={owner.pk}&state=held&transition={running.pk}"
    assert links >= {f"/items/?doer={owner.pk}&state=held", one}
    expected = {item.pk for item in mine.all()}
    assert shared.pk in expected
    assert {row.pk for row in client.get(one).context["page"]} == expected
    page = client.get(one).text
    assert f"{running.reference}, Brightwater Foods only" in page
    assert "Tomas Eriksen, alone or with somebody" in page
    elsewhere = client.get(one.replace(f"transition={running.pk}", f"transition={another.pk}"))
    assert expected.isdisjoint(row.pk for row in elsewhere.context["page"])


def test_what_somebody_holds_is_for_administrators(
    sign_in: SignIn, owner: User, lead: User
) -> None:
    answer = sign_in(lead).get(f"/transitions/of-person/{owner.pk}/held/")

    assert answer.status_code == 404


def test_a_team_shows_what_runs_in_it(
    sign_in: SignIn, running: Transition, team: Team, lead: User, stranger: User
) -> None:
    url = f"/transitions/of-team/{team.pk}/"

    shown = sign_in(lead).get(url, headers=HTMX).text
    assert "Brightwater Foods" in shown
    assert f'<a href="/transitions/?team={team.pk}">1 transition</a>' in shown
    assert "Brightwater" not in sign_in(stranger).get(url, headers=HTMX).text


@pytest.mark.parametrize("part", ["of-person/{}/", "of-person/{}/load/", "of-person/{}/held/"])
def test_without_a_script_each_part_is_a_page(
    sign_in: SignIn, owner: User, administrator: User, part: str
) -> None:
    page = sign_in(administrator).get(f"/transitions/{part.format(owner.pk)}").text

    assert ("<h1>" in page and "Tomas Eriksen</h1>" in page) or "Tomas Eriksen holds</h1>" in page


@pytest.mark.parametrize(
    ("name", "sees"), [("lead", True), ("administrator", True), ("reader", True), ("owner", False)]
)
def test_the_file_of_people_has_loads_for_who_sees_them(
    sign_in: SignIn,
    account: Account,
    successor: User,
    lead: User,
    request: pytest.FixtureRequest,
    name: str,
    *,
    sees: bool,
) -> None:
    make_transition(account=account, incoming=successor, manager=lead)
    person = request.getfixturevalue(name)

    answer = sign_in(person).get("/people/export/csv/?columns=name,load&role=kam")

    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    loads = ",Load now,Load after,Capacity" if sees else ""
    points = f",0,{account.effort},100" if sees else ""
    assert lines[0] == f"Name,Position{loads}"
    assert f"Priya Raman,{successor.position}{points}" in lines


def test_the_file_of_people_says_nothing_of_loads_where_points_say_nothing(
    sign_in: SignIn, administrator: User
) -> None:
    answer = sign_in(administrator).get("/people/export/csv/?columns=name,capacity,load")

    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert lines == [
        "Name,Position,Capacity,Load now,Load after",
        f"Ada Berg,{administrator.position},100,,",
    ]


def test_a_row_says_who_of_the_two_was_deactivated(
    sign_in: SignIn, running: Transition, team: Team, owner: User, lead: User
) -> None:
    url, client = f"/transitions/of-team/{team.pk}/", sign_in(lead)

    before = client.get(url, headers=HTMX).text
    User.objects.filter(pk=owner.pk).update(is_active=False)
    one = client.get(url, headers=HTMX).text
    User.objects.filter(pk=running.incoming_id).update(is_active=False)
    both = client.get(url, headers=HTMX).text

    assert "deactivated" not in before and "has left" not in before
    User.objects.filter(pk=owner.pk).update(last_day_on=ENDS_ON)
    apart = client.get(url, headers=HTMX).text
    assert "Tomas Eriksen has left</div>" in one
    assert "Tomas Eriksen and Priya Raman have left</div>" in both
    assert "Tomas Eriksen is deactivated and Priya Raman has left</div>" in apart


def test_a_row_on_hold_says_why(
    sign_in: SignIn, running: Transition, team: Team, lead: User
) -> None:
    lifecycle.hold(running.pk, "The client asked.", by=lead, now=NOW)

    part = sign_in(lead).get(f"/transitions/of-team/{team.pk}/", headers=HTMX).text

    assert 'On hold</span><div class="cap muted">The client asked.</div>' in part
