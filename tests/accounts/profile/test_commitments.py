"""What was promised to a client: what is asked of it, and how it is settled."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.audit.models import FieldChange
from accounts.clients.choices import Level
from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile import rules
from accounts.profile.models import Commitment
from accounts.profile.operations import levels, records
from accounts.profile.operations.records import Sent
from tests.conftest import SignIn
from tests.factories.accounts import AccessFactory, ContactFactory
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)


@pytest.fixture
def promise(account: Account, owner: User) -> Commitment:
    values = {"promise": "A monthly report", "made_on": date(2026, 10, 5)}
    return records.add(Commitment, account.pk, values, Sent(owner, NOW))


@pytest.fixture
def tomas(sign_in: SignIn, owner: User) -> Client:
    return sign_in(owner)


def at(account: Account, rest: str) -> str:
    return f"/accounts/{account.pk}/profile/commitments/{rest}"


def sent(promise: Commitment, **more: Any) -> dict[str, Any]:
    known = {"promise": promise.promise, "made_on": "2026-10-05", "level": "open"}
    return {**known, "state": "open", "version": promise.version, **more}


def test_each_open_commitment_says_to_whom_it_was_made_where_that_stands_and_until_when() -> None:
    assert rules.commitments([]).missing == ("What have we promised?",)
    open_one = Commitment(promise="A monthly report")

    assert rules.commitments([open_one]).missing == (
        "To whom did we promise A monthly report?",
        "Where is A monthly report recorded?",
        "Until when is A monthly report due?",
    )
    assert rules.commitments([Commitment(promise="Badges", state="kept")]).is_full


def test_a_commitment_is_written_with_all_that_is_known_of_it(
    tomas: Client, account: Account, owner: User
) -> None:
    form = tomas.get(at(account, "new/")).context["form"]
    assert "state" not in form.fields
    assert (form["made_by"].value(), form["made_on"].value()) == (owner.pk, date(2026, 11, 24))
    chief = ContactFactory.create(account=account)
    typed = {
        "promise": "A monthly report",
        "made_by": owner.pk,
        "made_on": "2026-11-20",
        "contact": chief.pk,
        "source": "Mail",
        "due_on": "2026-12-01",
        "value": "12,000",
        "level": "confidential",
    }

    page = tomas.post(at(account, "new/"), typed, follow=True).content.decode()

    row = Commitment.objects.get()
    assert (row.contact, row.value, row.level) == (chief, Decimal(12000), Level.CONFIDENTIAL)
    assert row.is_open
    assert "€12,000 promised in 1 open commitment." in page
    assert FieldChange.objects.filter(what="commitment", account_id=account.pk).exists()


def test_commitments_of_no_value_are_not_summed_up(
    tomas: Client, account: Account, owner: User
) -> None:
    promised = {"promise": "A monthly report", "made_by": owner.pk, "made_on": "2026-11-20"}
    promised |= {"level": "open"}

    page = tomas.post(at(account, "new/"), promised, follow=True).content.decode()

    assert "A monthly report" in page
    assert "promised in" not in page


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"due_on": "2026-10-01"}, "It cannot be due before it was promised."),
        ({"outcome": "Done"}, "Say whether it was kept or withdrawn"),
        ({"state": "kept", "settled_on": "2026-10-01"}, "settled before it was promised"),
        ({"state": "kept", "settled_on": "2026-11-25"}, "This day is still to come."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(
    tomas: Client, account: Account, promise: Commitment, wrong: dict[str, str], why: str
) -> None:
    answer = tomas.post(at(account, f"{promise.pk}/"), sent(promise, source="Mail", **wrong))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert why in page
    assert 'value="Mail"' in page
    promise.refresh_from_db()
    assert promise.version == 1


def test_who_settles_a_commitment_without_a_day_means_today(
    tomas: Client, account: Account, promise: Commitment
) -> None:
    page = tomas.post(
        at(account, f"{promise.pk}/"), sent(promise, state="withdrawn", outcome="Too dear"),
        follow=True,
    )  # fmt: skip

    promise.refresh_from_db()
    assert (promise.state, promise.settled_on) == ("withdrawn", date(2026, 11, 24))
    assert "Withdrawn on 24 Nov 2026: Too dear" in page.content.decode()


def test_somebody_reads_the_commitments_of_their_accounts_and_confidential_ones_by_their_part(
    account: Account, promise: Commitment, owner: User, lead: User, stranger: User
) -> None:
    adviser, colleague = UserFactory.create(), UserFactory.create()
    AccessFactory.create(account=account, person=adviser)
    AccessFactory.create(account=account, person=colleague, reads_confidential=True)

    def readers() -> list[User]:
        everybody = [owner, lead, stranger, adviser, colleague]
        return [one for one in everybody if Commitment.objects.visible_to(one).exists()]

    assert readers() == [owner, lead, adviser, colleague]
    Commitment.objects.update(level=Level.CONFIDENTIAL)
    assert readers() == [owner, lead, colleague]
    Commitment.objects.update(level=Level.OPEN)
    levels.close(promise.account_id, "profile", "pipeline", Sent(owner, NOW))
    assert readers() == [owner, lead, adviser, colleague]
    levels.close(promise.account_id, "profile", "commitments", Sent(owner, NOW))
    assert readers() == [owner, lead, colleague]
