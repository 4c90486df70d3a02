"""What a person and a team look after, on their pages."""

from decimal import Decimal

import pytest

from accounts.clients.models import Account, Handover
from accounts.clients.queries import holdings
from accounts.people.models import Team, User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def accounts(account: Account, owner: User) -> None:
    AccountFactory.create(owner=owner, name="Secret Steel", is_confidential=True, effort=25)
    AccountFactory.create(
        owner=owner, name="Basel Pharma", annual_revenue=Decimal(500000), currency="CHF"
    )


@pytest.mark.usefixtures("accounts")
def test_a_lead_sees_accounts_their_effort_and_what_they_bring(
    sign_in: SignIn, owner: User, lead: User
) -> None:
    part = sign_in(lead).get(f"/accounts/of-person/{owner.pk}/", headers=HTMX).text

    assert "<html" not in part
    assert "Brightwater Foods" in part and "Secret Steel" in part
    assert 'data-label="Effort">25</td>' in part
    assert f'<a href="/accounts/?owner={owner.pk}">3 accounts</a>' in part
    assert "CHF 500K and €4.4M a year" in part


@pytest.mark.usefixtures("accounts")
def test_a_stranger_learns_neither_accounts_nor_their_number(
    sign_in: SignIn, owner: User, stranger: User
) -> None:
    part = sign_in(stranger).get(f"/accounts/of-person/{owner.pk}/", headers=HTMX).text

    assert "There is no account of Tomas’s that you may see." in part
    assert "Foods" not in part and "3" not in part


@pytest.mark.parametrize("name", ["administrator", "lead", "owner"])
def test_an_empty_list_is_the_whole_truth_for_who_sees_all_of_it(
    sign_in: SignIn, owner: User, stranger: User, request: pytest.FixtureRequest, name: str
) -> None:
    url = f"/accounts/of-person/{owner.pk}/"

    told = sign_in(request.getfixturevalue(name)).get(url, headers=HTMX).text

    assert "Tomas looks after no account." in told
    assert "that you may see" in sign_in(stranger).get(url, headers=HTMX).text


@pytest.mark.usefixtures("accounts")
def test_a_leader_learns_only_of_what_is_not_confidential(
    sign_in: SignIn, owner: User, reader: User
) -> None:
    part = sign_in(reader).get(f"/accounts/of-person/{owner.pk}/", headers=HTMX).text

    assert ">2 accounts</a>" in part and "Secret" not in part


@pytest.mark.usefixtures("accounts")
def test_a_team_brings_a_sum_for_each_currency(sign_in: SignIn, team: Team, lead: User) -> None:
    part = sign_in(lead).get(f"/accounts/of-team/{team.pk}/", headers=HTMX).text

    assert "<dd>3</dd>" in part
    assert "<dt>A year, EUR</dt><dd>€4.4M <small>2 accounts</small></dd>" in part
    assert "<dt>A year, CHF</dt><dd>CHF 500K <small>1 account</small></dd>" in part


@pytest.mark.usefixtures("accounts")
def test_a_team_says_nothing_of_accounts_that_somebody_may_not_see(
    sign_in: SignIn, team: Team, reader: User, stranger: User
) -> None:
    url = f"/accounts/of-team/{team.pk}/"
    read, strange = (sign_in(who).get(url, headers=HTMX).text for who in (reader, stranger))

    assert "<dd>2</dd>" in read and "<dd>€3.2M <small>1 account</small></dd>" in read
    assert "No account of this team is one that you may see." in strange and "<dd>" not in strange


@pytest.mark.usefixtures("accounts")
def test_the_number_alone_is_told_to_who_asks_for_it(
    sign_in: SignIn, owner: User, administrator: User
) -> None:
    client, link = sign_in(administrator), f'<a href="/accounts/?owner={owner.pk}">3 accounts</a>'

    def number(person: User) -> str:
        return client.get(f"/accounts/of-person/{person.pk}/?says=number", headers=HTMX).text

    assert (number(owner), number(administrator)) == (link, "no account")


@pytest.mark.usefixtures("accounts")
def test_who_deactivates_somebody_reads_how_many_accounts_still_need_a_transition(
    sign_in: SignIn, owner: User, administrator: User
) -> None:
    client, url = sign_in(administrator), f"/accounts/of-person/{owner.pk}/?says=all"
    theirs = Account.objects.filter(owner=owner)
    several = client.get(url, headers=HTMX).text
    theirs.exclude(name="Secret Steel").update(is_changing_hands=True)
    one = client.get(url, headers=HTMX).text
    theirs.update(is_changing_hands=True)
    none = client.get(url, headers=HTMX).text

    link = f'<a href="/accounts/?owner={owner.pk}&amp;changing=no">'
    start = "Start a transition for {} before you deactivate Tomas."
    assert f"Nobody takes over {link}any of them</a>. {start.format('each')}" in in_line(several)
    assert f"Nobody takes over {link}1 of them</a>. {start.format('it')}" in in_line(one)
    assert "Somebody takes over each." in none and "Start a" not in none


@pytest.mark.usefixtures("accounts")
def test_an_account_that_came_in_a_running_transition_is_handed_on_after_that(
    sign_in: SignIn, owner: User, administrator: User
) -> None:
    received = Account.objects.filter(owner=owner)[0]
    Handover.objects.create(account=received)
    url = f"/accounts/of-person/{owner.pk}/?says=all"

    mixed = in_line(sign_in(administrator).get(url, headers=HTMX).text)
    Account.objects.filter(owner=owner).exclude(pk=received.pk).update(is_changing_hands=True)
    alone = in_line(sign_in(administrator).get(url, headers=HTMX).text)

    rest = (
        "1 came to Tomas in a transition that still runs; "
        f'<a href="/transitions/?kam={owner.pk}">complete that one</a>, then start another.'
    )
    assert (
        f">any of them</a>. Start a transition for 2 before you deactivate Tomas. {rest}" in mixed
    )
    assert f">1 of them</a>. {rest}" in alone


@pytest.mark.usefixtures("accounts")
def test_what_somebody_hands_on_already_waits_for_nothing(owner: User, administrator: User) -> None:
    """An account knows of the handover it is in, be it one that came or one that goes."""
    goes, came, *_ = Account.objects.filter(owner=owner)
    for account in (goes, came):
        Handover.objects.create(account=account)
    Account.objects.filter(pk=goes.pk).update(is_changing_hands=True)

    held = holdings.of_person(owner, administrator)

    assert (held.count, held.steady, held.received, held.free) == (3, 2, 1, 1)


@pytest.mark.usefixtures("accounts")
def test_several_accounts_that_came_in_running_transitions_are_told_of_as_several(
    sign_in: SignIn, owner: User, administrator: User
) -> None:
    for received in Account.objects.filter(owner=owner)[:2]:
        Handover.objects.create(account=received)

    part = sign_in(administrator).get(f"/accounts/of-person/{owner.pk}/?says=all", headers=HTMX)

    assert (
        "2 came to Tomas in transitions that still run; "
        f'<a href="/transitions/?kam={owner.pk}">complete these</a>, then start others.'
    ) in in_line(part.text)


@pytest.mark.usefixtures("accounts")
def test_accounts_of_somebody_deactivated_are_told_of_until_they_are_handed_over(
    sign_in: SignIn, owner: User, team: Team, administrator: User
) -> None:
    """On the person's page, on the team's, and by an answer of the register that finds them."""
    client, theirs = sign_in(administrator), Account.objects.filter(owner=owner)
    theirs.filter(name="Basel Pharma").update(is_changing_hands=True)
    link = f"/accounts/?team={team.pk}&amp;changing=abandoned"

    def told() -> tuple[str, str, str]:
        urls = (
            f"/accounts/of-person/{owner.pk}/",
            f"/accounts/of-team/{team.pk}/",
            link.replace("&amp;", "&"),
        )
        of_person, of_team, found = (in_line(client.get(url, headers=HTMX).text) for url in urls)
        return of_person, of_team, found

    of_person, of_team, found = told()
    assert "looks after" not in of_person and "Nobody" not in of_team and "Steel" not in found

    User.objects.filter(pk=owner.pk).update(is_active=False)
    of_person, of_team, found = told()

    rest = f'<a href="/accounts/?owner={owner.pk}&amp;changing=no">2 of them</a>.'
    assert f"Tomas can no longer sign in, and nobody looks after {rest} Start a" in of_person
    assert "Start a transition for each." in of_person
    assert f'<dt>Nobody looks after</dt><dd><a href="{link}">2</a>' in of_team
    assert "Secret Steel" in found and "Brightwater" in found and "Basel" not in found


def in_line(text: str) -> str:
    """A page as a browser reads it, with single spaces."""
    return " ".join(text.split())


def test_without_a_script_each_part_is_a_page(sign_in: SignIn, owner: User, team: Team) -> None:
    client = sign_in(owner)

    assert (
        "<h1>Accounts of Tomas Eriksen</h1>" in client.get(f"/accounts/of-person/{owner.pk}/").text
    )
    assert "<h1>Accounts of Industry</h1>" in client.get(f"/accounts/of-team/{team.pk}/").text
