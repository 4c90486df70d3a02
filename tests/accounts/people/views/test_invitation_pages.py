"""The list of invitations, and inviting somebody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.people.choices import Role
from accounts.people.models import Invitation, Team, User
from accounts.people.operations import invitations
from accounts.people.operations.invitations import Invitee
from config.lib.mail.models import Message
from tests.conftest import SignIn
from tests.support.exports import exported

ANSWERS = {"email": "mira@norvane.example", "full_name": "Mira Köstler", "role": "kam", "team": ""}
NEW = "/people/invitations/new/"


def invite(by: User, name: str = "Mira", role: Role = Role.KAM, *, days_ago: int = 0) -> Invitation:
    invitee = Invitee(f"{name.lower()}@norvane.example", f"{name} Köstler", role)
    return invitations.invite(invitee, by=by, now=timezone.now() - timedelta(days=days_ago))


def test_an_administrator_invites_somebody_into_a_team(
    sign_in: SignIn, administrator: User, team: Team
) -> None:
    client = sign_in(administrator)

    answer = client.post(NEW, {**ANSWERS, "role": "administrator", "team": str(team.pk)})

    sent = Invitation.objects.get()
    assert answer.headers["Location"] == "/people/invitations/"
    assert (sent.email, sent.role, sent.team) == ("mira@norvane.example", "administrator", team)
    assert sent.invited_by == administrator
    assert Message.objects.get().to == "mira@norvane.example"
    assert "Mira Köstler is invited." in client.get("/people/invitations/").text


@pytest.mark.parametrize(
    ("role", "status"),
    [("kam", 302), ("hr", 302), ("leader", 302), ("manager", 422), ("administrator", 422)],
)
def test_hr_invites_in_some_roles_only(sign_in: SignIn, hr: User, role: str, status: int) -> None:
    answer = sign_in(hr).post(NEW, {**ANSWERS, "role": role})

    assert answer.status_code == status
    assert Invitation.objects.count() == (status == 302)


@pytest.mark.parametrize("name", ["owner", "lead", "reader", "stranger"])
def test_others_invite_nobody_and_see_no_invitation(
    sign_in: SignIn, administrator: User, request: pytest.FixtureRequest, name: str
) -> None:
    sent = invite(administrator)
    client = sign_in(request.getfixturevalue(name))
    one = f"/people/invitations/{sent.pk}"

    answers = [
        client.get("/people/invitations/"),
        client.get("/people/invitations/export/csv/"),
        client.get(NEW),
        client.post(NEW, {**ANSWERS, "email": "x@norvane.example"}),
        client.post(f"{one}/again/"),
        client.post(f"{one}/withdraw/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert not any("Mira" in answer.text for answer in answers)
    assert Invitation.objects.waiting().count() == 1


def test_hr_neither_sees_nor_steers_the_invitation_of_a_manager(
    sign_in: SignIn, administrator: User, hr: User
) -> None:
    sent, client = invite(administrator, role=Role.MANAGER), sign_in(hr)

    assert "Mira" not in client.get("/people/invitations/").text
    for verb in ("again", "withdraw"):
        assert client.post(f"/people/invitations/{sent.pk}/{verb}/").status_code == 404
    sent.refresh_from_db()
    assert sent.withdrawn_at is None


def test_an_address_in_use_leads_to_whom_it_belongs(sign_in: SignIn, hr: User, owner: User) -> None:
    answer = sign_in(hr).post(NEW, {**ANSWERS, "email": owner.email.upper()})

    assert answer.status_code == 422
    assert f'belongs to <a href="/people/{owner.pk}/">Tomas Eriksen</a> already.' in answer.text
    assert 'value="Mira Köstler"' in answer.text
    assert not Invitation.objects.exists()


def test_the_address_of_somebody_deactivated_says_so(
    sign_in: SignIn, hr: User, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)

    answer = sign_in(hr).post(NEW, {**ANSWERS, "email": owner.email})

    assert answer.status_code == 422
    assert "who was deactivated. An administrator can let them in again." in answer.text


def test_an_address_is_not_invited_twice(sign_in: SignIn, administrator: User) -> None:
    invite(administrator)

    answer = sign_in(administrator).post(NEW, {**ANSWERS, "email": "Mira@norvane.example"})

    assert answer.status_code == 422
    assert "was invited with this address already." in answer.text
    assert Invitation.objects.count() == 1


def test_wrong_answers_come_back(sign_in: SignIn, hr: User) -> None:
    answer = sign_in(hr).post(NEW, {**ANSWERS, "email": "mira", "full_name": ""})

    assert answer.status_code == 422
    assert "This is no complete address" in answer.text and "Fill this in." in answer.text
    assert 'value="mira"' in answer.text


def test_sending_again_replaces_the_link(sign_in: SignIn, administrator: User) -> None:
    sent = invite(administrator, days_ago=8)
    client = sign_in(administrator)
    assert "Expired" in client.get("/people/invitations/?state=expired").text

    client.post(f"/people/invitations/{sent.pk}/again/")

    key = sent.key
    sent.refresh_from_db()
    assert (sent.key != key, sent.is_open(timezone.now())) == (True, True)
    assert "A new link is on its way" in client.get("/people/invitations/").text


def test_a_withdrawn_invitation_stays_in_the_list(sign_in: SignIn, administrator: User) -> None:
    sent, client = invite(administrator), sign_in(administrator)

    client.post(f"/people/invitations/{sent.pk}/withdraw/")
    client.post(f"/people/invitations/{sent.pk}/withdraw/")

    page = client.get("/people/invitations/?state=withdrawn").text
    assert "Mira Köstler" in page and "was withdrawn." in page
    assert f"/people/invitations/{sent.pk}/again/" not in page


@pytest.mark.parametrize(
    ("question", "shown"),
    [("", {"Mira", "Nora"}), ("state=waiting", {"Mira"}), ("state=expired", {"Nora"}),
     ("state=accepted", set()), ("q=nora@", {"Nora"}), ("q=EXAMPLE+nóra", {"Nora"}),
     ("q=nobody", set())],
)  # fmt: skip
def test_invitations_are_found_by_state_and_words(
    sign_in: SignIn, hr: User, question: str, shown: set[str]
) -> None:
    invite(hr)
    invite(hr, "Nora", days_ago=9)

    page = sign_in(hr).get(f"/people/invitations/?{question}").text

    assert {name for name in ("Mira", "Nora") if f"{name} Köstler" in page} == shown


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("", ["Olga", "Nora", "Mira"]),
        ("sort=sent", ["Mira", "Nora", "Olga"]),
        ("sort=name", ["Mira", "Nora", "Olga"]),
        ("sort=-name", ["Olga", "Nora", "Mira"]),
        ("sort=role", ["Nora", "Olga", "Mira"]),
        ("sort=team", ["Mira", "Olga", "Nora"]),
        ("sort=-team", ["Mira", "Olga", "Nora"]),
        ("role=hr", ["Nora"]),
        ("role=kam&sort=name", ["Mira", "Olga"]),
        ("role=nonsense", []),
        ("sort=nonsense", ["Olga", "Nora", "Mira"]),
    ],
)
def test_invitations_are_sorted_and_found_by_role(
    sign_in: SignIn, hr: User, team: Team, question: str, shown: list[str]
) -> None:
    invite(hr, "Olga")
    invite(hr, "Nora", Role.HR, days_ago=8)
    mira = invite(hr, days_ago=9)
    Invitation.objects.filter(pk=mira.pk).update(team=team)

    page = sign_in(hr).get(f"/people/invitations/?{question}").context["page"]

    assert [invitation.full_name.split()[0] for invitation in page] == shown


@pytest.mark.parametrize(
    ("name", "offered"),
    [("hr", ["kam", "hr", "leader"]), ("administrator", list(Role.values))],
)
def test_the_list_offers_the_roles_that_who_looks_may_give(
    sign_in: SignIn, request: pytest.FixtureRequest, name: str, offered: list[str]
) -> None:
    page = sign_in(request.getfixturevalue(name)).get("/people/invitations/")

    choices = page.context["filter"].form.fields["role"].choices
    assert [value for value, _ in choices] == ["", *offered]


def test_invitations_are_a_file_of_what_the_page_finds_without_the_key_of_their_links(
    sign_in: SignIn, administrator: User, hr: User
) -> None:
    sent = invite(hr)
    invite(hr, "Nora", days_ago=9)
    invite(administrator, "Olga", Role.MANAGER)
    client, asked = sign_in(hr), "/people/invitations/export/csv/?sort=-name"

    heads, *found = exported(client, asked)

    assert heads[:5] == ["Name", "E-mail", "Role", "Team", "State"]
    assert heads[5:7] == ["Sent at (Europe/Vienna)", "Sent by"]
    assert [line[:5] for line in found] == [
        ["Nora Köstler", "nora@norvane.example", "Key account manager", "", "Expired"],
        ["Mira Köstler", "mira@norvane.example", "Key account manager", "", "Waiting"],
    ]
    assert str(sent.key) not in str(found)
    assert len(exported(client, f"{asked}&state=expired")) == 2
    page = client.get("/people/invitations/?sort=-name&page=1").text
    assert 'href="/people/invitations/export/xlsx/?sort=-name"' in page


def test_three_invitations_cost_as_many_queries_as_one(sign_in: SignIn, hr: User) -> None:
    client = sign_in(hr)
    invite(hr)
    client.get("/people/invitations/")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/people/invitations/")
        return len(queries)

    one = cost()
    invite(hr, "Nora")
    invite(hr, "Olga")
    assert cost() == one
