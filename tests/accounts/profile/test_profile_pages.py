"""The pages of a profile, with JavaScript and without."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import Contract, Document, Interaction, NothingToTell, SystemAccess
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from tests.conftest import SignIn
from tests.factories.accounts import AccessFactory, ContactFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
HX = {"HX-Request": "true"}


@pytest.fixture
def tomas(sign_in: SignIn, owner: User) -> Client:
    return sign_in(owner)


def at(account: Account, rest: str = "") -> str:
    return f"/accounts/{account.pk}/profile/{rest}"


def frame(account: Account, by: User, **more: object) -> Contract:
    return records.add(Contract, account.pk, {"title": "Frame contract", **more}, Sent(by, NOW))


@pytest.mark.usefixtures("clock")
def test_a_row_is_written_in_its_section(tomas: Client, account: Account) -> None:
    form = tomas.get(at(account, "contracts/new/"), headers=HX)
    assert form.context["shown"].section.name == "contracts"
    assert b"<html" not in form.content

    saved = tomas.post(
        at(account, "contracts/new/"),
        {"title": "Frame contract", "yearly_value": "2,500,000", "renewal": "open"},
        headers={**HX, "HX-Current-URL": f"http://testserver{at(account)}"},
    )

    text = saved.content.decode()
    assert "€2,500,000" in text
    assert "“Frame contract” added." in text
    assert 'id="pf-nav"' in text
    assert "Updated 24 Nov by Tomas" in text


def test_without_javascript_a_form_is_a_page_and_leads_back_to_its_section(
    tomas: Client, account: Account
) -> None:
    page = tomas.get(at(account, "contracts/new/"))
    assert "Add contract" in page.content.decode()

    wrong = tomas.post(at(account, "contracts/new/"), {"renewal": "open"})
    assert wrong.status_code == 422
    assert "Fill this in." in wrong.content.decode()

    saved = tomas.post(at(account, "contracts/new/"), {"title": "Frame", "renewal": "open"})
    assert saved.headers["Location"] == at(account, "#contracts")


def test_a_newer_version_is_shown_beside_what_was_typed(
    tomas: Client, account: Account, owner: User
) -> None:
    contract = frame(account, owner)
    records.change(Contract, contract.pk, {"title": "Frame 2022"}, Sent(owner, NOW), version=1)

    answer = tomas.post(
        at(account, f"contracts/{contract.pk}/"),
        {"title": "Frame 2026", "renewal": "open", "version": "1"},
        headers=HX,
    )

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "This contract was changed since you opened it." in text
    assert "<td><p>Frame 2022</p></td>" in text or "<td>Frame 2022</td>" in text
    assert 'name="version" value="2"' in text
    assert Contract.objects.get().title == "Frame 2022"


def test_what_is_removed_by_mistake_is_read_in_the_changes_of_the_account(
    tomas: Client, account: Account, owner: User
) -> None:
    contract = frame(account, owner, notes="Prices are fixed until March.")
    asked = tomas.get(at(account, f"contracts/{contract.pk}/remove/")).content.decode()
    changes = f"/accounts/{account.pk}/changes/"
    assert f'href="{changes}"' in asked
    assert "Nobody can bring it back" not in asked

    tomas.post(at(account, f"contracts/{contract.pk}/remove/"))

    assert "Prices are fixed until March." in tomas.get(changes).content.decode()


def test_a_password_is_refused(tomas: Client, account: Account) -> None:
    answer = tomas.post(
        at(account, "systems/new/"),
        {"name": "Fleet portal", "kind": "client", "step": "0", "notes": "Password: hunter2"},
    )

    assert answer.status_code == 422
    assert "no place for passwords" in answer.content.decode()
    assert not SystemAccess.objects.exists()


def test_a_contract_ends_after_it_starts(tomas: Client, account: Account) -> None:
    values = {
        "title": "A",
        "renewal": "open",
        "starts_on": "2026-02-01",
        "expires_on": "2026-01-01",
    }

    answer = tomas.post(at(account, "contracts/new/"), values)

    assert "A contract cannot end before it starts." in answer.content.decode()


@pytest.mark.parametrize(
    ("rows", "slip", "sentence"),
    [
        ("contracts", {"expires_on": "0001-02-03"}, "Write a day from 1900 on."),
        ("contracts", {"expires_on": "2200-01-01"}, "Write a day before 2200."),
        ("documents", {"reviewed_on": "2026-11-25"}, "This day is still to come."),
        ("documents", {"review_months": "121"}, "120"),
    ],
)
@pytest.mark.usefixtures("clock")
def test_a_slip_in_a_day_is_named(
    tomas: Client, account: Account, rows: str, slip: dict[str, str], sentence: str
) -> None:
    values = {"title": "A", "renewal": "open", "location": "Shelf", "review_months": "12"}

    answer = tomas.post(at(account, f"{rows}/new/"), values | slip)

    assert sentence in answer.content.decode()
    assert not Contract.objects.exists()
    assert not Document.objects.exists()


def test_rows_with_days_that_slipped_are_shown(
    tomas: Client, account: Account, owner: User
) -> None:
    frame(account, owner, expires_on=date(1, 2, 3), notice_months=12)
    plan = {"title": "Plan", "reviewed_on": date(9999, 12, 1), "review_months": 12}
    records.add(Document, account.pk, plan, Sent(owner, NOW))

    assert "Frame contract" in tomas.get(at(account)).content.decode()


def test_a_year_that_is_there_is_named(tomas: Client, account: Account) -> None:
    tomas.post(at(account, "revenues/new/"), {"year": "2025", "amount": "1"})

    answer = tomas.post(at(account, "revenues/new/"), {"year": "2025", "amount": "2"})

    assert "The revenue of 2025 is recorded already. Edit that one." in answer.content.decode()


def test_the_average_of_some_years_has_no_cents(tomas: Client, account: Account) -> None:
    tomas.post(at(account, "revenues/new/"), {"year": "2023", "amount": "100"})
    tomas.post(at(account, "revenues/new/"), {"year": "2024", "amount": "200"})
    typed = {"year": "2025", "amount": "200"}

    page = tomas.post(at(account, "revenues/new/"), typed, follow=True).content.decode()

    assert "€167 a year on average." in page


def test_nothing_to_tell_is_knowledge_until_there_is_something(
    tomas: Client, account: Account
) -> None:
    tomas.post(at(account, "section/projects/nothing/"))
    section = tomas.get(at(account)).context["page"].section("projects")
    assert section.completeness.is_full
    assert (
        "Tomas Eriksen looked: there is nothing to tell."
        in tomas.get(at(account, "section/projects/"), headers=HX).content.decode()
    )

    tomas.post(at(account, "projects/new/"), {"name": "Linz", "state": "on_track"})

    section = tomas.get(at(account)).context["page"].section("projects")
    assert section.nothing is None
    assert not section.completeness.is_full
    assert NothingToTell.objects.count() == 1


def test_a_contact_of_another_account_cannot_be_chosen(tomas: Client, account: Account) -> None:
    theirs = ContactFactory.create()

    answer = tomas.post(
        at(account, "projects/new/"),
        {"name": "Linz", "state": "on_track", "lead": str(theirs.pk)},
    )

    assert answer.status_code == 422
    assert theirs.name not in answer.content.decode()


def test_a_contract_points_to_a_document_of_its_own_account(
    tomas: Client, account: Account, owner: User
) -> None:
    elsewhere = ContactFactory.create().account
    ours, theirs = (
        records.add(Document, of.pk, {"title": title}, Sent(owner, NOW))
        for of, title in ((account, "Our paper"), (elsewhere, "Their paper"))
    )
    values = {"title": "Frame", "renewal": "open"}

    refused = tomas.post(at(account, "contracts/new/"), values | {"document": str(theirs.pk)})
    assert refused.status_code == 422
    assert "Their paper" not in refused.content.decode()
    tomas.post(at(account, "contracts/new/"), values | {"document": str(ours.pk)})

    assert Contract.objects.get().document == ours


def test_a_colleague_who_left_is_offered_only_where_they_stand_already(
    tomas: Client, account: Account, owner: User
) -> None:
    left = UserFactory.create(full_name="Sven Ahlgren", is_active=False)
    document = records.add(Document, account.pk, {"title": "Plan"}, Sent(owner, NOW))

    def offered(rest: str) -> bool:
        return "Sven Ahlgren" in tomas.get(at(account, rest)).content.decode()

    assert not offered("documents/new/")
    assert not offered("interactions/new/")
    Document.objects.filter(pk=document.pk).update(keeper=left)
    assert offered(f"documents/{document.pk}/")


def test_whoever_takes_over_says_which_documents_they_can_open(
    sign_in: SignIn, account: Account, owner: User, successor: User
) -> None:
    records.add(Document, account.pk, {"title": "Plan", "location": "Shelf"}, Sent(owner, NOW))
    AccessFactory.create(account=account, person=successor, reads_confidential=True)
    priya, document = sign_in(successor), Document.objects.get()

    priya.post(at(account, f"documents/{document.pk}/opened/"), {"can_open": "no"})
    priya.post(at(account, f"documents/{document.pk}/opened/"), {"can_open": "yes"})

    assert [(one.person, one.can_open) for one in document.openings.all()] == [(successor, True)]
    page = priya.get(at(account)).content.decode()
    assert "Priya can" in page
    assert "Add contract" not in page


def test_whoever_is_let_in_for_their_items_alone_says_nothing_of_documents(
    sign_in: SignIn, account: Account, owner: User, successor: User
) -> None:
    records.add(Document, account.pk, {"title": "Plan", "location": "Shelf"}, Sent(owner, NOW))
    AccessFactory.create(account=account, person=successor)
    adviser, document = sign_in(successor), Document.objects.get()
    opens = at(account, f"documents/{document.pk}/opened/")

    refused = adviser.post(opens, {"can_open": "yes"})

    assert refused.status_code == 403
    assert "Who looks after an account says which documents" in refused.content.decode()
    assert opens not in adviser.get(at(account)).content.decode()
    assert not document.openings.exists()


def test_a_page_asks_the_same_however_much_is_known(
    tomas: Client, account: Account, owner: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            tomas.get(at(account))
        return len(asked)

    def fill() -> None:
        frame(account, owner)
        ContactFactory.create(account=account)
        document = records.add(Document, account.pk, {"title": "Plan"}, Sent(owner, NOW))
        tomas.post(at(account, f"documents/{document.pk}/opened/"), {"can_open": "yes"})

    fill()
    few = queries()
    for _ in range(5):
        fill()

    assert queries() == few <= 26


def test_interactions_are_searched_filtered_turned_round_and_exported(
    tomas: Client, account: Account, owner: User
) -> None:
    ulrike = ContactFactory.create(account=account, name="Ulrike Sandmeer")
    for day, channel, contact, summary in (
        (date(2026, 11, 3), "phone", ulrike, "Prices of next year"),
        (date(2026, 11, 9), "visit", None, "=The new plant"),
        (date(2026, 11, 20), "phone", None, "Nights in Linz"),
    ):
        values = {"held_on": day, "channel": channel, "contact": contact, "summary": summary}
        records.add(Interaction, account.pk, {**values, "person": owner}, Sent(owner, NOW))

    def found(query: str) -> list[str]:
        page = tomas.get(at(account, f"interactions/?{query}")).context["page"]
        return [row.summary for row in page.object_list]

    assert found("") == ["Nights in Linz", "=The new plant", "Prices of next year"]
    assert found("sort=oldest")[0] == "Prices of next year"
    assert found("q=sandmeer+price") == ["Prices of next year"]
    assert found(f"contact={ulrike.pk}") == ["Prices of next year"]
    assert found("channel=phone&since=2026-11-04") == ["Nights in Linz"]
    assert found("until=2026-11-03") == ["Prices of next year"]
    file = tomas.get(at(account, "interactions/export/csv/?channel=visit"))
    text = b"".join(file.streaming_content if file.streaming else [file.content]).decode()  # type: ignore[attr-defined]
    assert "'=The new plant" in text
    assert "Nights in Linz" not in text
