"""The register with columns, filters and files of one's choice; nothing of it shows more."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.clients.filters import AccountFilter
from accounts.clients.models import Access, Account
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory, ContactFactory
from tests.support.exports import exported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LIST, CSV, XLSX = "/accounts/", "/accounts/export/csv/", "/accounts/export/xlsx/"


@pytest.fixture
def several(account: Account, owner: User, successor: User, stranger: User) -> None:
    """Brightwater (confidential, changing hands), Kestrel, and Larkspur of a stranger."""
    Account.objects.filter(pk=account.pk).update(
        is_confidential=True, is_changing_hands=True, country="AT", line_of_business="Cloud"
    )
    kestrel = AccountFactory.create(
        name="Kestrel", owner=successor, region="North", client_since_on=date(2021, 1, 1)
    )
    ContactFactory.create(account=kestrel, is_key=True)
    AccountFactory.create(name="Larkspur", owner=stranger, line_of_business="Paper", country="CH")


def names(client: Client, query: str = "") -> list[str]:
    return [row.name for row in client.get(f"{LIST}?{query}").context["found"].table.page]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("line=Cloud", ["Brightwater Foods"]),
        ("country=CH", ["Larkspur"]),
        ("changing=yes", ["Brightwater Foods"]),
        ("changing=no", ["Kestrel", "Larkspur"]),
        ("confidential=yes", ["Brightwater Foods"]),
        ("key_contact=no", ["Brightwater Foods", "Larkspur"]),
        ("key_contact=yes", ["Kestrel"]),
        ("line=nowhere", []),
        ("team=99999", []),
        ("team=1.5", []),
        ("tier=gold", []),
    ],
)
def test_accounts_are_found_by_everything_they_are_known_by(
    query: str, found: list[str], several: None, administrator: User, sign_in: SignIn
) -> None:
    assert names(sign_in(administrator), query) == found


def test_a_team_is_found_by_its_number(
    several: None, administrator: User, stranger: User, sign_in: SignIn
) -> None:
    assert names(sign_in(administrator), f"team={stranger.team_id}") == ["Larkspur"]


def test_a_person_picks_columns(several: None, administrator: User, sign_in: SignIn) -> None:
    client = sign_in(administrator)

    boxes = client.get(f"{LIST}?columns=name&columns=effort&columns=contacts").context["found"]
    joined = client.get(f"{LIST}?columns=contacts,effort,nonsense").context["found"]
    nonsense = client.get(f"{LIST}?columns=nonsense").context["found"]

    picked = [head.label for head in boxes.table.heads]
    assert picked == ["Account", "Effort", "Contacts"]
    assert [head.label for head in joined.table.heads] == picked
    assert boxes.query == joined.query == "columns=name%2Ceffort%2Ccontacts"
    assert nonsense.query == ""


def test_ties_always_fall_the_same_way(owner: User, administrator: User, sign_in: SignIn) -> None:
    for name in ("Beta", "Alpha", "Gamma"):
        AccountFactory.create(name=name, owner=owner, effort=5)

    up, down = (names(sign_in(administrator), f"sort={sort}") for sort in ("effort", "-effort"))

    assert up == down == ["Alpha", "Beta", "Gamma"]


def test_a_page_has_as_many_rows_as_somebody_wants(
    owner: User, administrator: User, sign_in: SignIn
) -> None:
    AccountFactory.create_batch(26, owner=owner)
    client = sign_in(administrator)

    page = client.get(f"{LIST}?per=25&page=2&q=fennimore").content.decode()

    assert "26–26 of 26" in page
    assert len(names(client, "per=7")) == 26


def test_a_file_holds_what_the_page_shows_and_all_of_it(
    several: None, owner: User, administrator: User, sign_in: SignIn
) -> None:
    AccountFactory.create_batch(60, owner=owner, region="South")

    lines = exported(
        sign_in(administrator), f"{CSV}?region=South&sort=-name&columns=name,revenue&page=2"
    )

    assert lines[0] == ["Account", "Tier", "Confidential", "Annual revenue", "Currency"]
    assert len(lines) == 61
    assert lines[1:] == sorted(lines[1:], reverse=True)
    assert lines[1][-2:] == ["1240000.00", "EUR"]


def test_a_fact_a_cell_shows_besides_stands_in_one_column_of_the_file(
    several: None, administrator: User, sign_in: SignIn
) -> None:
    client = sign_in(administrator)

    usual, chosen = exported(client, CSV)[0], exported(client, f"{CSV}?columns=name,owner,tier")[0]

    assert usual[:3] == ["Account", "Tier", "Confidential"]
    assert chosen == ["Account", "Confidential", "Tier", "Owner"]


def test_a_workbook_says_who_exported_what(
    several: None, administrator: User, successor: User, sign_in: SignIn
) -> None:
    answer = sign_in(administrator).get(f"{XLSX}?owner={successor.pk}&columns=name,since")

    book = load_workbook(BytesIO(b"".join(answer)))
    assert [row[0].value for row in book["Accounts"]] == ["Account", "Kestrel"]
    assert book["Accounts"]["D2"].is_date
    assert [[cell.value for cell in row] for row in book["About"]] == [
        ["List", "Accounts"],
        ["Exported by", "Ada Berg"],
        ["Exported on", "2026-11-24 09:12 (Europe/Vienna)"],
        ["Filters", "Owner: Priya Raman"],
        ["Sorted by", "Account"],
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="accounts-2026-11-24.xlsx"'


def test_files_hold_nothing_that_the_person_may_not_see(
    several: None, reader: User, successor: User, stranger: User, lead: User, sign_in: SignIn
) -> None:
    seen = {
        person.full_name: [line[0] for line in exported(sign_in(person), CSV)[1:]]
        for person in (reader, successor, stranger, lead)
    }

    assert seen == {
        "Lea Novak": ["Kestrel", "Larkspur"],
        "Priya Raman": ["Kestrel"],
        "Jonas Weiler": ["Larkspur"],
        "Helena Brandt": ["Brightwater Foods", "Kestrel"],
    }


def test_what_may_no_longer_be_seen_while_a_file_is_sent_is_left_out(
    several: None, account: Account, successor: User, sign_in: SignIn
) -> None:
    access = Access.objects.create(account=account, person=successor)
    answer = sign_in(successor).get(CSV)
    parts = iter(answer)
    next(parts)

    access.delete()
    Account.objects.filter(name="Kestrel").update(region="Moved")
    text = b"".join(parts).decode()

    assert "Brightwater" not in text
    assert "Moved" in text


def test_a_stranger_gets_a_file_with_heads_only_and_a_visitor_none(
    account: Account, stranger: User, sign_in: SignIn
) -> None:
    assert len(exported(sign_in(stranger), CSV)) == 1
    assert Client().get(CSV)["Location"].startswith("/auth/login/")
    assert sign_in(stranger).get("/accounts/export/exe/").status_code == 404


def test_an_account_named_like_a_formula_stays_a_name(
    owner: User, administrator: User, sign_in: SignIn
) -> None:
    AccountFactory.create(name='=cmd|"/c calc"!A1', owner=owner)
    client = sign_in(administrator)

    ((line, *_),) = exported(client, f"{CSV}?columns=name")[1:]
    book = load_workbook(BytesIO(b"".join(client.get(XLSX))))

    assert line == '\'=cmd|"/c calc"!A1'
    assert book["Accounts"]["A2"].data_type == "s"


def test_every_filter_with_every_order_answers_and_keeps_to_what_is_visible(
    several: None, successor: User, owner: User, sign_in: SignIn
) -> None:
    """Each filter with right and wrong answers, each order, all columns."""
    client = sign_in(successor)
    every = ",".join(column.key for column in AccountFilter.columns)
    sorts = [f"{turn}{one.key}" for one in AccountFilter.columns for turn in ("", "-")]
    answers = ["", "yes", "no", "1", str(owner.pk), "North", "Cloud", "key", "%00", "9" * 30, "€"]
    asked = [f"{name}={answer}" for name in AccountFilter.base_filters for answer in answers]

    shown = {name for query in asked for name in names(client, f"{query}&columns={every}")}
    shown |= {name for sort in sorts for name in names(client, f"sort={sort}&columns={every}")}
    shown |= {
        name
        for query in ("page=0&per=-1", "page=x&view=x", "view=1&per=")
        for name in names(client, query)
    }

    assert shown == {"Kestrel"}


@pytest.mark.parametrize("query", ["", "columns=team,contacts,changing,country", "sort=-contacts"])
def test_a_page_of_any_length_takes_eight_queries(
    query: str, account: Account, owner: User, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    client.get(LIST)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{LIST}?{query}")
        return len(captured)

    with_one = cost()
    AccountFactory.create_batch(2, owner=owner)

    assert cost() == with_one <= 7


def test_a_file_takes_one_query_for_each_chunk(
    account: Account, owner: User, administrator: User, sign_in: SignIn
) -> None:
    Account.objects.bulk_create(
        Account(name=f"Zeta {number}", owner=owner, annual_revenue=Decimal(5))
        for number in range(1100)
    )
    client = sign_in(administrator)

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(CSV)
        before = len(captured)
        parts = [part.count(b"\r\n") for part in answer]

    assert parts == [1, 500, 500, 101]
    assert len(captured) - before == 1 + 3
