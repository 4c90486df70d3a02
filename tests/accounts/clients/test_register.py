"""The register shows the accounts a person may see, and finds, filters and sorts them."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.clients.choices import Tier
from accounts.clients.filters import AccountFilter
from accounts.clients.models import Account
from accounts.clients.queries.register import facets, register
from accounts.people.choices import Role
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import AccessFactory, AccountFactory, ContactFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

URL = "/accounts/"


def names(user: User, **asked: str) -> list[str]:
    found = AccountFilter(
        asked, register(user), facets=partial(facets, user), today=date(2026, 11, 24)
    )
    return [account.name for account in found.found]


@pytest.fixture
def several(account: Account, owner: User, successor: User) -> None:
    """Three accounts: Brightwater (€3.2M, Tomas), Kestrel (€2.6M, Priya), Larkspur (CHF, Tomas)."""
    Account.objects.filter(pk=account.pk).update(
        industry="Food", region="Linz", client_since_on=date(2019, 5, 1)
    )
    AccountFactory.create(
        name="Kestrel",
        owner=successor,
        annual_revenue=Decimal(2600000),
        industry="Logistics",
        line_of_business="Cloud",
        tier=Tier.GROWTH,
        client_since_on=date(2021, 1, 1),
    )
    larkspur = AccountFactory.create(
        name="Larkspur", owner=owner, annual_revenue=Decimal(9000000), currency="CHF"
    )
    ContactFactory.create(account=larkspur, name="Nadia Kovač", email="n.k@larkspur.example")
    ContactFactory.create(account=larkspur, name="Nadine Kovač", email="n.n@larkspur.example")


def test_a_manager_sees_the_accounts_of_the_team(several: None, lead: User) -> None:
    assert names(lead) == ["Brightwater Foods", "Kestrel", "Larkspur"]


def test_a_kam_sees_their_own_and_where_they_were_let_in(
    several: None, account: Account, successor: User
) -> None:
    AccessFactory.create(account=account, person=successor)

    assert names(successor) == ["Brightwater Foods", "Kestrel"]


def test_strangers_see_nothing_of_it_not_even_in_the_filters(several: None, stranger: User) -> None:
    offered = facets(stranger)

    assert names(stranger) == []
    assert {tuple(pairs) for pairs in asdict(offered).values()} == {()}


def test_confidential_accounts_are_for_their_people_only(
    several: None, account: Account, reader: User, lead: User, owner: User
) -> None:
    Account.objects.filter(pk=account.pk).update(is_confidential=True)

    assert "Brightwater Foods" not in names(reader)
    assert "Kestrel" in names(reader)
    assert "Brightwater Foods" in names(lead)
    assert "Brightwater Foods" in names(owner)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "kestr"}, ["Kestrel"]),
        ({"q": "logist"}, ["Kestrel"]),
        ({"q": "kovač"}, ["Larkspur"]),
        ({"q": "KOVAC nadia"}, ["Larkspur"]),
        ({"q": "tomas brightwater"}, ["Brightwater Foods"]),
        ({"q": "food priya"}, []),
        ({"q": "linz food"}, ["Brightwater Foods"]),
        ({"q": "cloud"}, ["Kestrel"]),
        ({"q": "industry tomas"}, ["Brightwater Foods", "Larkspur"]),
        ({"q": "@larkspur"}, ["Larkspur"]),
        ({"tier": "growth"}, ["Kestrel"]),
        ({"region": "Linz"}, ["Brightwater Foods"]),
        ({"industry": "Food"}, ["Brightwater Foods"]),
        ({"currency": "CHF"}, ["Larkspur"]),
        ({"sort": "-name"}, ["Larkspur", "Kestrel", "Brightwater Foods"]),
        ({"sort": "owner"}, ["Kestrel", "Brightwater Foods", "Larkspur"]),
        ({"sort": "-revenue"}, ["Larkspur", "Brightwater Foods", "Kestrel"]),
        ({"sort": "since"}, ["Brightwater Foods", "Kestrel", "Larkspur"]),
        ({"sort": "-since"}, ["Kestrel", "Brightwater Foods", "Larkspur"]),
        ({"sort": "nonsense"}, ["Brightwater Foods", "Kestrel", "Larkspur"]),
    ],
)
def test_the_register_is_searched_filtered_and_sorted(
    asked: dict[str, str], found: list[str], several: None, lead: User
) -> None:
    assert names(lead, **asked) == found


def test_the_owner_filter_finds_what_one_person_holds(
    several: None, lead: User, successor: User
) -> None:
    assert names(lead, owner=str(successor.pk)) == ["Kestrel"]


def test_headers_say_how_the_list_is_sorted(several: None, lead: User, sign_in: SignIn) -> None:
    page = sign_in(lead).get(URL, {"sort": "-revenue", "q": "e"}).content.decode()

    assert page.count("aria-sort=") == 1
    assert 'aria-sort="descending"' in page
    assert "?q=e&amp;sort=revenue" in page


def test_each_amount_is_written_in_its_currency(several: None, lead: User, sign_in: SignIn) -> None:
    page = sign_in(lead).get(URL).content.decode()

    assert "€3,200,000" in page
    assert "CHF 9,000,000" in page


def test_htmx_gets_the_list_alone_and_going_back_gets_the_page(
    several: None, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)

    part = client.get(URL, {"q": "kestrel", "tier": ""}, headers={"HX-Request": "true"})
    back = client.get(URL, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert part.content.decode().strip().startswith("<section")
    assert "<html" in back.content.decode()
    assert part["HX-Push-Url"] == f"{URL}?q=kestrel"
    assert "HX-Request" in part["Vary"]


def test_a_filter_without_a_match_offers_a_way_back(
    several: None, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(URL, {"q": "zzz"}).content.decode()

    assert "No account matches" in page
    assert "Clear filter" in page


def test_an_empty_register_says_what_to_do_next(stranger: User, sign_in: SignIn) -> None:
    page = sign_in(stranger).get(URL).content.decode()

    assert "No accounts yet" in page
    assert reverse("account_new") in page


def test_a_leader_is_not_offered_to_add(several: None, reader: User, sign_in: SignIn) -> None:
    page = sign_in(reader).get(URL).content.decode()

    assert "Kestrel" in page
    assert reverse("account_new") not in page


def test_fifty_rows_make_a_page_and_the_total_is_told(
    lead: User, owner: User, sign_in: SignIn
) -> None:
    AccountFactory.create_batch(51, owner=owner)

    first = sign_in(lead).get(URL, {"sort": "name"}).content.decode()
    second = sign_in(lead).get(URL, {"page": "2"}).content.decode()

    assert "1–50 of 51" in first
    assert "?sort=name&amp;page=2" in first
    assert second.count('scope="row"') == 1


def test_the_register_costs_the_same_with_one_account_and_with_three(
    account: Account, lead: User, owner: User, successor: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert "Brightwater" in client.get(URL).content.decode()
        return len(captured)

    with_one = cost()
    AccountFactory.create_batch(2, owner=successor)

    assert cost() == with_one


def test_a_signed_out_visitor_is_asked_to_sign_in(owner: User) -> None:
    answer = Client().get(URL)

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next=/accounts/"


@pytest.mark.parametrize(
    ("name", "starts"), [("lead", True), ("administrator", True), ("reader", False)]
)
def test_a_row_in_steady_hands_offers_a_transition_to_those_who_start_them(
    several: None, request: pytest.FixtureRequest, sign_in: SignIn, name: str, *, starts: bool
) -> None:
    Account.objects.filter(name="Kestrel").update(is_changing_hands=True)

    page = sign_in(request.getfixturevalue(name)).get(f"{URL}?columns=name,changing").text

    assert page.count('">Start a transition<span') == (2 if starts else 0)
    assert ('Start a transition<span class="visually-hidden"> of Larkspur' in page) == starts
    assert page.count("</svg>Changing hands</span>") == 1


def test_a_manager_is_offered_no_transition_of_an_account_of_another_team(
    several: None, account: Account, lead: User, sign_in: SignIn
) -> None:
    stranger = UserFactory.create(full_name="Marc Delacroix", role=Role.MANAGER)
    AccessFactory.create(account=account, person=stranger)
    client = sign_in(stranger)

    row = client.get(f"{URL}?columns=name,changing").text
    page = client.get(reverse("account", args=[account.pk])).text

    assert account.name in row
    assert "Start a transition" not in row + page
    assert client.get(f"/transitions/new/?account={account.pk}").status_code == 403


@pytest.mark.parametrize(
    ("name", "is_said"), [("reader", True), ("lead", False), ("administrator", False)]
)
def test_a_leader_who_comes_from_a_load_reads_that_hidden_accounts_count_in_it(
    sign_in: SignIn, owner: User, request: pytest.FixtureRequest, name: str, *, is_said: bool
) -> None:
    AccountFactory.create(owner=owner, is_confidential=True)
    browser, said = sign_in(request.getfixturevalue(name)), "also those that you may not see"

    assert (said in browser.get(f"{URL}?owner={owner.pk}").text) == is_said
    assert said not in browser.get(URL).text
