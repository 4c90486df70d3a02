"""Teams: everybody reads, administrators write."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import Team, User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import TeamFactory, UserFactory


def test_everybody_reads_who_leads_and_who_is_in_a_team(
    sign_in: SignIn, stranger: User, team: Team, owner: User
) -> None:
    client = sign_in(stranger)

    assert "Helena Brandt" in client.get("/people/teams/").text
    page = client.get(f"/people/teams/{team.pk}/").text
    assert "Helena Brandt</a> leads it. 2 people work here." in page
    assert "Tomas Eriksen" in page and "Jonas Weiler</a><small" not in page
    assert "/transitions/loads/" not in page


def test_a_lead_who_was_deactivated_is_a_link_only_for_who_may_see_them(
    sign_in: SignIn, reader: User, hr: User, team: Team, lead: User
) -> None:
    User.objects.filter(pk=lead.pk).update(is_active=False)
    link, pages = f'href="/people/{lead.pk}/"', ("/people/teams/", f"/people/teams/{team.pk}/")

    of_reader, of_hr = ([sign_in(one).get(page).text for page in pages] for one in (reader, hr))

    assert [("Helena Brandt" in page, link in page) for page in of_reader] == [(True, False)] * 2
    assert [("Helena Brandt" in page, link in page) for page in of_hr] == [(True, True)] * 2


@pytest.mark.parametrize("name", ["owner", "lead", "reader", "hr"])
def test_only_administrators_make_change_and_delete_teams(
    sign_in: SignIn, team: Team, request: pytest.FixtureRequest, name: str
) -> None:
    client = sign_in(request.getfixturevalue(name))
    answers = {"name": "Mine", "lead": "", "seen": team.version}

    sent = [
        client.post("/people/teams/new/", answers),
        client.post(f"/people/teams/{team.pk}/edit/", answers),
        client.post(f"/people/teams/{team.pk}/delete/"),
    ]

    assert [answer.status_code for answer in sent] == [403, 403, 403]
    assert not Team.objects.filter(name="Mine").exists()
    assert Team.objects.filter(pk=team.pk).exists()


def test_an_administrator_makes_renames_and_deletes_a_team(
    sign_in: SignIn, administrator: User, lead: User
) -> None:
    client = sign_in(administrator)

    client.post("/people/teams/new/", {"name": " West ", "lead": str(lead.pk)})
    made = Team.objects.get(name="West")
    client.post(
        f"/people/teams/{made.pk}/edit/", {"name": "Far west", "lead": "", "seen": made.version}
    )
    changed = Team.objects.get(pk=made.pk)
    client.post(f"/people/teams/{made.pk}/delete/")

    assert (made.lead, changed.name, changed.lead) == (lead, "Far west", None)
    assert not Team.objects.filter(pk=made.pk).exists()


def test_a_team_with_people_is_not_deleted(
    sign_in: SignIn, administrator: User, team: Team, owner: User
) -> None:
    answer = sign_in(administrator).post(f"/people/teams/{team.pk}/delete/", follow=True)

    assert "Somebody is in Industry or invited into it." in answer.text
    assert Team.objects.filter(pk=team.pk).exists()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"name": ""}, "Fill this in."),
        ({"name": "INDUSTRY"}, "A team of this name is there already."),
        ({"name": "West", "lead": "kam"}, "Select a valid choice."),
    ],
)
def test_wrong_answers_come_back(
    sign_in: SignIn,
    administrator: User,
    team: Team,
    owner: User,
    answers: dict[str, str],
    sentence: str,
) -> None:
    if answers.get("lead"):
        answers = {**answers, "lead": str(owner.pk)}  # no manager

    answer = sign_in(administrator).post("/people/teams/new/", answers)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert list(Team.objects.all()) == [team]


def test_a_stale_page_shows_what_is_saved_and_saves_on_the_second_try(
    sign_in: SignIn, administrator: User, team: Team
) -> None:
    client, url = sign_in(administrator), f"/people/teams/{team.pk}/edit/"
    typed = {"name": "Machines", "lead": "", "seen": team.version}
    Team.objects.filter(pk=team.pk).update(name="Plants")
    saved = Team.objects.get(pk=team.pk)

    stale = client.post(url, typed)
    client.post(url, {**typed, "seen": saved.version})

    assert stale.status_code == 409
    assert "It is now Plants, led by Helena Brandt." in stale.text
    assert 'value="Machines"' in stale.text and f'value="{saved.version}"' in stale.text
    assert Team.objects.get(pk=team.pk).name == "Machines"


@pytest.mark.parametrize("page", ["list", "team"])
def test_three_cost_as_many_queries_as_one(
    sign_in: SignIn, lead: User, team: Team, page: str
) -> None:
    client = sign_in(lead)
    address = "/people/teams/" if page == "list" else f"/people/teams/{team.pk}/"
    client.get(address)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    one = cost()
    UserFactory.create_batch(2, team=team)
    TeamFactory.create_batch(2, lead=lead)
    assert cost() == one


def test_a_lead_who_was_deactivated_is_said_to_be(
    sign_in: SignIn, stranger: User, team: Team, lead: User
) -> None:
    User.objects.filter(pk=lead.pk).update(is_active=False)
    client = sign_in(stranger)

    row = client.get("/people/teams/").text.split("Helena Brandt</span>")[1].split("</td>")[0]

    assert "Deactivated" in row
    page = client.get(f"/people/teams/{team.pk}/").text
    assert "Helena Brandt led it and is deactivated; nobody leads it now." in page


def test_who_was_deactivated_stays_on_the_team_page_while_accounts_are_theirs(
    sign_in: SignIn, team: Team, owner: User, lead: User, stranger: User
) -> None:
    url = f"/people/teams/{team.pk}/"
    UserFactory.create(full_name="Long Gone", team=team, is_active=False)
    for name in ("Kestrel", "Larkspur"):
        AccountFactory.create(owner=owner, name=name)
    User.objects.filter(pk=owner.pk).update(is_active=False)

    seen, unseen = (sign_in(who).get(url).text.split('id="people"')[1] for who in (lead, stranger))

    rows = seen.split("</tbody>")[0].split("<tr>")[2:]
    assert ["Helena Brandt</a>" in rows[0], "Tomas Eriksen</a>" in rows[-1]] == [True, True]
    assert "Deactivated</span>" in rows[-1]
    assert seen.count("Tomas Eriksen</a>") == 1
    assert "Long Gone" not in seen
    assert "Tomas Eriksen" not in unseen
