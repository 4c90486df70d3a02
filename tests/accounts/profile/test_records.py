"""Rows of a profile: added once, never overwritten unseen, their files never left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.clients.models import Account, Ownership
from accounts.clients.operations.accounts import hand_to
from accounts.people.models import User
from accounts.profile.forms.rapport import RapportForm
from accounts.profile.models import Contract, Document, Rapport, Swot, YearlyRevenue
from accounts.profile.operations import documents, rapport, records
from accounts.profile.operations.records import AddedBefore, AlreadyThere, ChangedMeanwhile, Sent
from accounts.profile.queries.stakeholders import stakeholders
from config.lib.kept_files.kinds import WrongFile
from tests.factories.accounts import ContactFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
FRAME = {"title": "Frame contract", "yearly_value": Decimal("2500000.00")}


@pytest.fixture
def sent(owner: User) -> Sent:
    return Sent(owner, NOW)


def test_a_form_that_is_sent_twice_adds_one_row(account: Account, sent: Sent) -> None:
    first = records.add(Contract, account.pk, FRAME, sent)

    assert records.add(Contract, account.pk, FRAME, sent) == first
    assert (first.updated_by, first.updated_at) == (sent.by, NOW)
    with pytest.raises(AddedBefore, match="“Frame contract” was added from this form already"):
        records.add(Contract, account.pk, {**FRAME, "title": "Another"}, sent)
    assert Contract.objects.count() == 1


def test_nobody_overwrites_what_they_have_not_seen(
    account: Account, sent: Sent, lead: User
) -> None:
    contract = records.add(Contract, account.pk, FRAME, sent)
    hers = replace(sent, by=lead)
    records.change(Contract, contract.pk, {"title": "Frame contract 2"}, hers, version=1)

    with pytest.raises(ChangedMeanwhile) as refused:
        records.change(Contract, contract.pk, {"title": "Frame contract 3"}, sent, version=1)

    assert refused.value.row.version == 2
    kept = Contract.objects.get()
    assert (kept.title, kept.updated_by) == ("Frame contract 2", lead)


def test_to_save_what_is_there_changes_nothing(account: Account, sent: Sent, lead: User) -> None:
    contract = records.add(Contract, account.pk, FRAME, sent)

    records.change(Contract, contract.pk, FRAME, replace(sent, by=lead), version=1)

    kept = Contract.objects.get()
    assert (kept.version, kept.updated_by) == (1, sent.by)


def test_who_saves_twice_with_a_double_click_has_saved_once(account: Account, sent: Sent) -> None:
    contract = records.add(Contract, account.pk, FRAME, sent)
    plan = documents.add(
        account.pk, {"title": "Plan", "file": upload()}, replace(sent, key=uuid4())
    )
    folder = str(plan.file.name).rsplit("/", 1)[0]
    files = len(plan.file.storage.listdir(folder)[1])

    for _ in range(2):
        records.change(Contract, contract.pk, {"title": "Frame 2"}, sent, version=1)
        records.keep(Swot, account.pk, {"strengths": "Nights"}, sent, version=0)
        documents.change(
            plan, {"title": "Plan", "file": upload(b"New.", "new.txt")}, sent, version=1
        )

    contract.refresh_from_db()
    plan.refresh_from_db()
    assert (contract.title, contract.version, Swot.objects.get().version) == ("Frame 2", 2, 1)
    assert (plan.file_name, plan.version) == ("new.txt", 2)
    assert len(plan.file.storage.listdir(folder)[1]) <= files + 1  # the old one goes on commit


def test_two_people_who_fill_the_same_section_first_do_not_overwrite_each_other(
    account: Account, sent: Sent, lead: User
) -> None:
    records.keep(Swot, account.pk, {"strengths": "We answer at night."}, sent, version=0)

    with pytest.raises(ChangedMeanwhile):
        records.keep(Swot, account.pk, {"threats": "Tenders"}, replace(sent, by=lead), version=0)

    assert Swot.objects.get().threats == ""
    records.keep(Swot, account.pk, {"threats": "Tenders"}, sent, version=1)
    assert Swot.objects.get().threats == "Tenders"


def test_a_year_has_one_revenue(account: Account, sent: Sent) -> None:
    records.add(YearlyRevenue, account.pk, {"year": 2025, "amount": Decimal(1)}, sent)

    with pytest.raises(AlreadyThere):
        records.add(
            YearlyRevenue, account.pk, {"year": 2025, "amount": Decimal(2)}, Sent(sent.by, NOW)
        )

    assert YearlyRevenue.objects.get().amount == 1


def test_to_remove_twice_is_no_mistake(account: Account, sent: Sent) -> None:
    contract = records.add(Contract, account.pk, FRAME, sent)

    records.remove(Contract, contract.pk)
    records.remove(Contract, contract.pk)

    assert not Contract.objects.exists()


def test_a_row_that_is_removed_during_an_edit_does_not_come_back(
    account: Account, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = records.add(Contract, account.pk, FRAME, sent)
    write = records._write

    def remove_before(row: Contract, sent: Sent) -> Contract:
        Contract.objects.filter(pk=row.pk).delete()
        return write(row, sent)

    monkeypatch.setattr(records, "_write", remove_before)
    with pytest.raises(ObjectDoesNotExist):
        records.change(Contract, contract.pk, {"title": "Frame 2"}, sent, version=1)


def test_who_said_first_that_there_is_nothing_stays_and_nobody_says_so_of_something(
    account: Account, sent: Sent, lead: User
) -> None:
    records.say_nothing(account.pk, "contracts", [Contract], sent)
    later = Sent(lead, NOW + timedelta(hours=1))

    said = records.say_nothing(account.pk, "contracts", [Contract], later)

    assert (said.said_by, said.said_at) == (sent.by, NOW)
    said.delete()
    records.add(Contract, account.pk, FRAME, sent)
    with pytest.raises(AlreadyThere):
        records.say_nothing(account.pk, "contracts", [Contract], later)


def upload(content: bytes = b"Night shift: call Emil.", name: str = "night.txt") -> object:
    return SimpleUploadedFile(name, content)


def test_the_same_document_sent_twice_is_kept_once_and_leaves_no_second_file(
    account: Account, sent: Sent
) -> None:
    values = {"title": "Night shift", "file": upload()}
    kept = documents.add(account.pk, values, sent)
    folder = str(kept.file.name).rsplit("/", 1)[0]
    before = set(kept.file.storage.listdir(folder)[1])

    again = documents.add(account.pk, {"title": "Night shift", "file": upload()}, sent)

    assert again == kept
    assert (kept.file_name, kept.file_size, kept.media_type) == ("night.txt", 23, "text/plain")
    assert set(kept.file.storage.listdir(folder)[1]) == before


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_when_another_takes_its_place_and_with_its_document(
    account: Account, sent: Sent
) -> None:
    kept = documents.add(account.pk, {"title": "Night shift", "file": upload()}, sent)
    storage, first = kept.file.storage, str(kept.file.name)

    kept = documents.change(
        kept, {"title": "Night shift", "file": upload(b"Call Nadia.", "new.txt")}, sent, version=1
    )
    assert not storage.exists(first)
    with kept.file.open() as file:
        assert (kept.file_name, file.read()) == ("new.txt", b"Call Nadia.")
    second = str(kept.file.name)

    documents.remove(kept)
    assert not storage.exists(second)


@pytest.mark.django_db(transaction=True)
def test_of_two_files_that_replace_one_another_the_last_stays_and_goes_with_its_document(
    account: Account, sent: Sent
) -> None:
    kept = documents.add(account.pk, {"title": "Night shift", "file": upload()}, sent)
    opened = Document.objects.get()
    storage, folder = kept.file.storage, str(kept.file.name).rsplit("/", 1)[0]
    files = set(storage.listdir(folder)[1]) - {str(kept.file.name).rsplit("/", 1)[1]}

    for version, text in enumerate((b"Call Nadia.", b"Call Emil."), start=1):
        new = {"title": "Night shift", "file": upload(text, f"{version}.txt")}
        last = documents.change(opened, new, sent, version=version)
    assert set(storage.listdir(folder)[1]) - files == {str(last.file.name).rsplit("/", 1)[1]}

    documents.remove(opened)
    assert set(storage.listdir(folder)[1]) == files


def test_a_file_that_is_refused_or_came_too_late_leaves_nothing(
    account: Account, sent: Sent
) -> None:
    with pytest.raises(WrongFile, match="is of a kind that is not kept"):
        documents.add(account.pk, {"title": "Page", "file": upload(b"<p>", "page.html")}, sent)
    kept = documents.add(account.pk, {"title": "Night shift", "file": upload()}, sent)
    folder = str(kept.file.name).rsplit("/", 1)[0]
    before = set(kept.file.storage.listdir(folder)[1])

    with pytest.raises(ChangedMeanwhile):
        documents.change(
            kept, {"title": "Night", "file": upload(b"Late", "late.txt")}, sent, version=9
        )

    assert set(kept.file.storage.listdir(folder)[1]) == before
    assert Document.objects.get().file_name == "night.txt"


def test_what_the_owner_says_of_a_contact_stands_at_it_what_others_say_beside_it(
    account: Account, sent: Sent, successor: User
) -> None:
    contact = ContactFactory.create(account=account, relationship=2)
    elsewhere = ContactFactory.create()

    rapport.judge(account.pk, {contact.pk: 4}, sent)
    rapport.judge(account.pk, {contact.pk: 1, elsewhere.pk: 4}, replace(sent, by=successor))

    contact.refresh_from_db()
    assert (contact.relationship, contact.version) == (4, 1)
    said = Rapport.objects.order_by("pk").values_list("contact", "person", "strength")
    assert list(said) == [(contact.pk, sent.by.pk, 4), (contact.pk, successor.pk, 1)]
    rapport.judge(account.pk, {contact.pk: None}, replace(sent, by=successor))
    assert list(said.all()) == [(contact.pk, sent.by.pk, 4)]


def test_what_the_owner_before_said_is_never_shown_as_that_of_the_owner(
    account: Account, sent: Sent, successor: User
) -> None:
    Ownership.objects.create(account=account, person=sent.by, from_on=date(2022, 4, 1))
    ulrike = ContactFactory.create(account=account, relationship=4)
    emil = ContactFactory.create(account=account, relationship=2)
    rapport.judge(account.pk, {ulrike.pk: 4}, sent)
    rapport.judge(account.pk, {ulrike.pk: 1}, replace(sent, by=successor))

    def shown() -> tuple[list[User], dict[int, tuple[int | None, ...]]]:
        found = stakeholders(Account.objects.get(), successor)
        return list(found.judges), {one.contact.pk: one.strengths for one in found.people}

    assert shown() == ([sent.by, successor], {ulrike.pk: (4, 1), emil.pk: (2, None)})
    hand_to(account.pk, successor, NOW.date())

    assert shown() == ([successor, sent.by], {ulrike.pk: (1, 4), emil.pk: (None, None)})
    form = RapportForm(account=Account.objects.get(), user=successor)
    assert form.fields[str(ulrike.pk)].initial == 1
    assert form.fields[str(emil.pk)].initial is None
