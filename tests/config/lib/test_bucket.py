"""Files in a bucket reach only those who may see what they belong to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Attachment
from tests.conftest import SignIn
from tests.factories.transitions import item_of, make_transition
from tests.support.bucket import NAME, Bucket, bucket
from transitions.plans.models import Transition
from transitions.reports import operations
from transitions.reports.choices import ReportState

__all__ = ["bucket"]
PDF = b"%PDF-1.7 the contract"


@pytest.fixture
def handover(
    clock: time_machine.Traveller, account: Account, successor: User, lead: User
) -> Transition:
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def attach(handover: Transition, sign_in: SignIn, owner: User) -> Callable[[], Attachment]:
    """Tomas puts the contract on the item that asks for it."""

    def attached() -> Attachment:
        item = item_of(handover, "File the contract")
        address = f"/transitions/{handover.pk}/items/{item.pk}/file/"
        upload = SimpleUploadedFile("contract.pdf", PDF)
        sign_in(owner).post(address, {"upload": upload})
        return item.attachments.get()

    return attached


def test_a_file_is_kept_in_the_bucket_and_read_by_who_may(
    bucket: Bucket, attach: Callable[[], Attachment], sign_in: SignIn, successor: User
) -> None:
    kept = attach()

    answer = sign_in(successor).get(address_of(kept))

    assert bucket.names == [kept.file.name]
    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="contract.pdf"'
    assert "contract" not in str(kept.file.name)


def test_a_stranger_reads_it_neither_from_us_nor_from_the_bucket(
    bucket: Bucket, attach: Callable[[], Attachment], sign_in: SignIn, stranger: User
) -> None:
    kept = attach()

    from_us = sign_in(stranger).get(address_of(kept))

    assert from_us.status_code == 404
    grants = bucket.client.get_object_acl(Bucket=NAME, Key=kept.file.name)["Grants"]
    assert [grant["Permission"] for grant in grants] == ["FULL_CONTROL"]


def test_a_file_that_has_left_the_bucket_is_not_found(
    bucket: Bucket, attach: Callable[[], Attachment], sign_in: SignIn, owner: User
) -> None:
    kept = attach()
    bucket.remove(kept.file.name or "")

    assert sign_in(owner).get(address_of(kept)).status_code == 404


def test_a_report_is_kept_in_the_bucket_and_read_by_who_may(
    bucket: Bucket, handover: Transition, sign_in: SignIn, owner: User, stranger: User
) -> None:
    wanted = operations.want(handover.pk, by=owner, now=timezone.now())

    operations.make_due(clock=timezone.now)

    wanted.refresh_from_db()
    address = f"/reports/{wanted.pk}/download/"
    answer = sign_in(owner).get(address)
    assert wanted.state == ReportState.READY, wanted.error
    assert bucket.names == [f"reports/{handover.pk}/v1.pdf"]
    assert answer.getvalue().startswith(b"%PDF-1.7")
    assert sign_in(stranger).get(address).status_code == 404


def test_two_files_never_take_the_same_name(bucket: Bucket, db: None) -> None:
    names = {default_storage.save("reports/1/v1.pdf", ContentFile(b"%PDF")) for _ in range(2)}

    assert sorted(names) == sorted(bucket.names)
    assert len(names) == 2


def address_of(kept: Attachment) -> str:
    transition = Transition.objects.get(checklist=kept.item.checklist_id)
    return f"/transitions/{transition.pk}/files/{kept.pk}/"
