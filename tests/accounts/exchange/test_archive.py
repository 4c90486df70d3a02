"""Everything goes out in one archive, and comes into an empty site as it was."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.clients.models import Account
from accounts.exchange.models import ExternalId
from accounts.exchange.queries import archive
from accounts.exchange.queries.tables import tables
from accounts.people.choices import Role
from accounts.people.models import (
    Calendar,
    SavedView,
    Team,
    User,
)
from accounts.profile.models import Commitment, Contract, Document, Swot
from tests.conftest import SignIn
from tests.factories.accounts import AccessFactory, ContactFactory, OwnershipFactory
from tests.factories.people import AbsenceFactory, ClosureFactory, UserFactory
from tests.support.archives import empty, rows

LEFT_OUT = {
    *("people.SecurityEvent", "people.Invitation", "people.PublicHolidays", "audit.FieldChange"),
    "audit.Visit",
    *(
        "exchange.Import",
        "exchange.FileRow",
        "exchange.Problem",
        "strategy.PlanPaper",
        "reports.Report",
    ),
    "reports.TransferPaper",
    *("batches.Batch", "batches.BatchItem", "batches.Reminder", "reminders.Digest"),
    *("portfolio.Change", "portfolio.VisibilityChange"),
}
"""Who came in when and by which link, and who changed what, is for a backup; papers, holidays and
what wakes a dashboard are made anew; what many items were before is kept for a week; a mail that
was sent is no longer of use."""

FILLED = (
    *("people.Team", "people.User", "clients.Account", "clients.Contact", "profile.Swot"),
    "profile.Commitment",
)


@pytest.fixture
def world(account: Account, lead: User, administrator: User, calendar: Calendar) -> Account:
    """Something in many tables, with texts that a careless format would lose."""
    chief = ContactFactory.create(account=account, name="=Ines, “the boss”\n2nd line", is_key=True)
    ContactFactory.create(account=account, name="\\N", reports_to=chief, relationship=0)
    AccessFactory.create(account=account)
    OwnershipFactory.create(account=account)
    AbsenceFactory.create(person=account.owner)
    ClosureFactory.create(calendar=calendar)
    SavedView.objects.create(person=lead, list_name="accounts", name="Mine", query="q=a&sort=-b")
    of_owner = f"q={account.owner_id}&owner={account.owner_id}&team=1"
    SavedView.objects.create(person=lead, list_name="accounts", name="Tomas", query=of_owner)
    written = {"account": account, "updated_at": timezone.now(), "updated_by": lead}
    paper = Document(title="Plan", file_name="plan.txt", file_size=5, keeper=lead, **written)
    paper.file.save("plan.txt", BytesIO(b"Hello"), save=True)  # type: ignore[arg-type]
    Contract.objects.create(title="", is_level_kept=None, document=paper, **written)
    Commitment.objects.create(promise="A report", contact=chief, made_by=lead, **written)
    Swot.objects.create(strengths="a\r\nb", **written)
    ExternalId.objects.create(
        source="hubspot", kind="people", external_id="7", row_id=account.owner_id
    )
    return account


@pytest.fixture
def packed(world: Account, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "all.zip"
    with archive.write(now=timezone.now()) as file:
        path.write_bytes(file.read())
    yield path


@pytest.mark.django_db(transaction=True)
def test_an_archive_gives_an_empty_site_the_same_data_row_by_row(packed: Path) -> None:
    before = rows()
    assert all(before[name] for name in FILLED)
    empty()

    call_command("load_archive", packed, stdout=StringIO())

    assert rows() == before
    with Document.objects.get().file.open() as file:
        assert file.read() == b"Hello"
    assert not any(person.has_usable_password() for person in User.objects.all())
    assert Account.objects.create(name="New", owner=User.objects.earliest("pk")).pk


@pytest.mark.django_db(transaction=True)
def test_who_looks_after_the_empty_site_stays_who_they_are(packed: Path) -> None:
    owner = User.objects.get(full_name="Tomas Eriksen")
    numbers = set(User.objects.values_list("pk", flat=True))
    empty()
    ada = UserFactory.create(
        pk=owner.pk, full_name="Ada", email="ada.berg@norvane.example", role=Role.ADMINISTRATOR
    )

    call_command("load_archive", packed, stdout=StringIO())

    assert User.objects.count() == len(numbers)
    ada.refresh_from_db()
    assert (ada.full_name, ada.has_usable_password()) == ("Ada Berg", True)
    account = Account.objects.get()
    assert account.owner.full_name == "Tomas Eriksen"
    assert ExternalId.objects.get().row_id == account.owner_id
    of_owner = f"q={owner.pk}&owner={account.owner_id}&team=1"
    assert SavedView.objects.get(name="Tomas").query == of_owner
    assert Team.objects.get(name="Industry").lead == User.objects.get(full_name="Helena Brandt")


def test_an_archive_is_not_mixed_with_what_is_there(packed: Path) -> None:
    before = rows()

    with pytest.raises(CommandError, match="This site has absences already"):
        call_command("load_archive", packed)

    assert rows() == before


@pytest.mark.django_db(transaction=True)
def test_an_archive_that_was_changed_is_refused(packed: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.zip"
    with ZipFile(packed) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"Brightwater", b"Blackwater"))
    empty()

    with pytest.raises(CommandError, match="in this archive is not what it was"):
        call_command("load_archive", changed)

    assert not Account.objects.exists()


def test_the_manifest_tells_what_there_is(packed: Path) -> None:
    with ZipFile(packed) as file:
        manifest = json.loads(file.read("manifest.json"))
        listed = {one["name"]: one for one in manifest["files"]}
        assert {*listed, "manifest.json"} == set(file.namelist())
        assert (manifest["format"], manifest["version"]) == ("changeover-archive", 2)
        for name, one in listed.items():
            content = file.read(name)
            assert one["sha256"] == sha256(content).hexdigest()
            if name.endswith(".csv"):
                assert one["rows"] == len(list(csv.reader(StringIO(content.decode())))) - 1


def test_no_secret_leaves_the_site(packed: Path) -> None:
    with ZipFile(packed) as file:
        everything = b"".join(file.read(name) for name in file.namelist())

    for person in User.objects.all():
        assert person.password.encode() not in everything
    assert b"password" not in everything.lower()


def test_every_table_of_the_rooms_is_in_it_or_left_out_for_a_reason() -> None:
    known = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith(("accounts.", "checklists.", "transitions."))
    }

    assert known - LEFT_OUT == {model._meta.label for model in tables()}
    assert known >= LEFT_OUT


def test_administrators_alone_take_everything(
    sign_in: SignIn, world: Account, administrator: User, lead: User
) -> None:
    refused = sign_in(lead).get("/accounts/import/everything/")
    answer = sign_in(administrator).get("/accounts/import/everything/")

    assert refused.status_code == 404
    with ZipFile(BytesIO(answer.getvalue())) as file:
        assert file.testzip() is None
