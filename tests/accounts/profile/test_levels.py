"""Sections and documents become confidential; the whole of who reads what is in tests/security."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.audit.choices import OF_SECTION
from accounts.audit.models import FieldChange
from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import ConfidentialSection, Contract, Document
from accounts.profile.operations import levels, records
from accounts.profile.operations.records import Sent
from accounts.profile.queries.kinds import PROFILE
from tests.conftest import SignIn
from tests.factories.accounts import AccessFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
HX = {"HX-Request": "true"}


@pytest.fixture
def adviser(account: Account, hr: User) -> User:
    """Ruth, who is let in to the account, but not to what is confidential."""
    AccessFactory.create(account=account, person=hr)
    return hr


def at(account: Account, rest: str = "") -> str:
    return f"/accounts/{account.pk}/profile/{rest}"


def add(account: Account, by: User, title: str, **more: object) -> Document:
    sent = Sent(by, NOW, uuid4())
    return records.add(Document, account.pk, {"title": title, **more}, sent)


def test_one_button_makes_a_section_confidential_and_open_again(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    client, address = sign_in(owner), at(account, "section/swot/level/")

    plain = client.post(address, {"level": "confidential"})
    part = client.post(at(account, "section/systems/level/"), headers=HX)
    assert plain.headers["Location"] == at(account) + "#swot"
    assert "“Systems access” is confidential now." in part.text
    assert "Open it to all who see the account" in part.text
    assert ConfidentialSection.objects.count() == 2

    client.post(address, {"level": "open"})
    client.post(address, {"level": "open"})

    assert [one.section for one in ConfidentialSection.objects.all()] == ["systems"]
    told = FieldChange.objects.filter(what="level").order_by("pk")
    assert [(one.old, one.new, one.by) for one in told] == [
        ("", "Profile: SWOT", owner),
        ("", "Profile: Systems access", owner),
        ("Profile: SWOT", "", owner),
    ]


@pytest.mark.parametrize("name", ["people", "weather"])
def test_who_the_people_are_stands_elsewhere_too_so_it_cannot_be_confidential(
    account: Account, owner: User, sign_in: SignIn, name: str
) -> None:
    client = sign_in(owner)

    answer = client.post(at(account, f"section/{name}/level/"), {"level": "confidential"})

    assert answer.status_code == 404
    assert not ConfidentialSection.objects.exists()
    assert "level-people" not in client.get(at(account)).text


def test_a_document_says_who_reads_it_and_keeps_that_where_a_form_does_not(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    client, values = sign_in(owner), {"title": "Prices", "location": "B4", "review_months": 12}
    client.post(at(account, "documents/new/"), {**values, "level": "confidential"})
    document = Document.objects.get()
    address = at(account, f"documents/{document.pk}/")

    client.post(address, {**values, "title": "All prices", "version": 1})
    refused = client.post(address, {**values, "level": "secret", "version": 2})

    document.refresh_from_db()
    assert (document.title, document.level) == ("All prices", "confidential")
    assert refused.status_code == 422
    assert "Confidential</span>" in client.get(at(account)).text


def test_what_is_missing_names_nothing_that_the_reader_does_not_see(
    account: Account, owner: User, adviser: User, sign_in: SignIn
) -> None:
    add(account, owner, "Handbook", keeper=owner)
    add(account, owner, "Prices", level="confidential")

    shown = sign_in(adviser).get(at(account)).context["page"].section("documents")
    of_owner = sign_in(owner).get(at(account)).context["page"].section("documents")

    assert shown.completeness.share == of_owner.completeness.share == 33
    assert shown.completeness.missing == ("When was Handbook last read?",)
    assert "Prices" in " ".join(of_owner.completeness.missing)
    assert shown.updated_on == of_owner.updated_on


def test_a_contract_does_not_name_a_paper_that_is_confidential(
    account: Account, owner: User, adviser: User, sign_in: SignIn
) -> None:
    paper = add(account, owner, "Prices", location="Shelf B4", level="confidential")
    records.add(Contract, account.pk, {"title": "Frame", "document": paper}, Sent(owner, NOW))

    assert "Shelf B4" not in sign_in(adviser).get(at(account)).text
    assert sign_in(owner).get(at(account)).text.count("Shelf B4") == 2


@pytest.mark.parametrize("many", [1, 3])
def test_a_page_costs_two_queries_more_at_the_most_however_much_is_confidential(
    account: Account, owner: User, adviser: User, sign_in: SignIn, many: int
) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(at(account))
        return len(asked)

    add(account, owner, "Handbook")
    client = sign_in(adviser)
    client.get(at(account))
    before = count()

    for number in range(many):
        add(account, owner, f"Prices {number}", level="confidential")
    for section in PROFILE.sections[1 : 1 + many]:
        levels.close(account.pk, "profile", section.name, Sent(owner, NOW))

    assert count() == before


def test_it_is_known_which_changes_belong_to_each_section() -> None:
    closable = {one.name for one in PROFILE.sections if one.may_be_confidential}

    assert closable == set(OF_SECTION)
