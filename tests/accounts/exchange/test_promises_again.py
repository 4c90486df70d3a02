"""Which promise a row of a file means, and what becomes of it where it goes to another account."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.clients.models import Account, Contact
from accounts.exchange.choices import Kind, Outcome
from accounts.exchange.models import Import
from accounts.exchange.rules.wording import Change
from accounts.people.models import User
from accounts.profile.models import Commitment, Interaction
from tests.accounts.exchange.conftest import checked, counts, imported, problems
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory

AUDIT = "Brightwater Foods,Yearly audit,"
KEPT = {
    "state": "kept",
    "made_on": date(2025, 1, 1),
    "due_on": date(2025, 6, 1),
    "settled_on": date(2025, 5, 1),
    "outcome": "Done",
}


def promised(account: Account, **values: Any) -> Commitment:
    return Commitment.objects.create(
        **{"account": account, "promise": "Yearly audit", "updated_at": timezone.now(), **values}
    )


def told(row: Import) -> list[tuple[str, list[Change]]]:
    return [(one.outcome, one.changed) for one in row.file_rows.all()]


class TestASettledPromise:
    """What was kept is history: a new promise in the same words is another one."""

    @pytest.mark.parametrize(
        "text",
        [
            f"account,promise,due_on\n{AUDIT}2026-12-20\n",
            f"account,promise,due_on,state\n{AUDIT}2026-12-20,open\n",
            f"account,promise,due_on,made_on\n{AUDIT}2026-12-20,2026-02-01\n",
            f"account,promise,due_on,made_on\n{AUDIT}2026-12-20,2025-02-01\n",
            f"external_id,account,promise,due_on\nX1,{AUDIT}2026-12-20\n",
        ],
    )
    def test_stays_as_it_was_beside_a_new_one(
        self, administrator: User, account: Account, text: str
    ) -> None:
        kept = promised(account, **KEPT)

        row = imported(text, Kind.COMMITMENTS, administrator)

        assert (counts(row), problems(row)) == ((1, 0, 0, 0), [])
        new = Commitment.objects.exclude(pk=kept.pk).get()
        assert (new.state, new.due_on) == ("open", date(2026, 12, 20))
        kept.refresh_from_db()
        assert {name: getattr(kept, name) for name in KEPT} == KEPT
        assert counts(imported(text, Kind.COMMITMENTS, administrator)) == (0, 0, 1, 0)

    @pytest.mark.parametrize("is_older", [True, False])
    def test_is_passed_over_for_the_open_one(
        self, administrator: User, account: Account, is_older: bool
    ) -> None:
        for values in (KEPT, {}) if is_older else ({}, KEPT):
            promised(account, **values)

        row = imported(
            f"account,promise,due_on\n{AUDIT}2026-12-20\n", Kind.COMMITMENTS, administrator
        )

        assert counts(row) == (0, 1, 0, 0)
        assert Commitment.objects.get(state="open").due_on == date(2026, 12, 20)
        assert Commitment.objects.get(state="kept").due_on == date(2025, 6, 1)

    @pytest.mark.parametrize(
        "says",
        [
            "made_on\n{}2025-01-01\n",
            "due_on\n{}2025-06-01\n",
            "state,settled_on\n{}kept,2025-05-01\n",
            "made_on,state,settled_on\n{}2025-01-01,kept,2025-05-01\n",
        ],
    )
    def test_is_known_by_its_day_though_another_one_is_open(
        self, administrator: User, account: Account, says: str
    ) -> None:
        """So a file that was brought in before makes no doubles of what was kept since."""
        promised(account, **KEPT)
        promised(account, made_on=date(2026, 1, 1), due_on=date(2026, 6, 1))
        text = "account,promise," + says.format(AUDIT)

        assert counts(imported(text, Kind.COMMITMENTS, administrator)) == (0, 0, 1, 0)

    def test_is_not_opened_again(self, administrator: User, account: Account) -> None:
        promised(account, **KEPT)

        row = checked(
            f"account,promise,made_on,state\n{AUDIT}2025-01-01,open\n",
            Kind.COMMITMENTS,
            administrator,
        )

        said = "It is settled. Open it again on the page of its account."
        assert problems(row) == [(2, "state", said)]


class TestTwoPromisesInTheSameWords:
    def test_are_told_apart_by_the_day_they_were_made(
        self, administrator: User, account: Account
    ) -> None:
        days = ("2025-12-20,2025-01-05", "2026-12-20,2026-01-05", "2027-12-20,")
        text = "account,promise,due_on,made_on\n" + "".join(f"{AUDIT}{one}\n" for one in days)

        first = imported(text, Kind.COMMITMENTS, administrator)
        again = imported(text, Kind.COMMITMENTS, administrator)
        later = imported(text.replace("-20", "-21"), Kind.COMMITMENTS, administrator)

        assert (counts(first), counts(again)) == ((3, 0, 0, 0), (0, 0, 3, 0))
        assert counts(later) == (0, 3, 0, 0)
        made = Commitment.objects.order_by("due_on").values_list("due_on", "made_on")
        assert list(made) == [
            (date(2025, 12, 21), date(2025, 1, 5)),
            (date(2026, 12, 21), date(2026, 1, 5)),
            (date(2027, 12, 21), None),
        ]

    def test_are_asked_for_that_day_where_nothing_else_tells_them_apart(
        self, administrator: User, account: Account
    ) -> None:
        text = f"account,promise,due_on\n{AUDIT}2026-12-20\n{AUDIT}2027-12-20\n"

        row = checked(text, Kind.COMMITMENTS, administrator)

        said = "Row 2 is the same one. If it is another promise, say of both when they were made."
        assert (counts(row), problems(row)) == ((1, 0, 0, 1), [(3, "account", said)])

    def test_belong_to_one_row_each(self, administrator: User, account: Account) -> None:
        """Two ids of the other system are two promises, also where both were typed here first."""
        pks = {promised(account).pk, promised(account).pk}
        text = f"external_id,account,promise,due_on\nX1,{AUDIT}2026-12-20\nX2,{AUDIT}2027-12-20\n"

        row = imported(text, Kind.COMMITMENTS, administrator)

        assert counts(row) == (0, 2, 0, 0)
        assert {one.pk for one in Commitment.objects.exclude(due_on=None)} == pks
        assert counts(imported(text, Kind.COMMITMENTS, administrator)) == (0, 0, 2, 0)

    def test_a_day_is_added_to_one_without(self, administrator: User, account: Account) -> None:
        promised(account)

        row = imported(
            f"account,promise,made_on\n{AUDIT}2026-01-05\n", Kind.COMMITMENTS, administrator
        )

        assert counts(row) == (0, 1, 0, 0)
        assert Commitment.objects.get().made_on == date(2026, 1, 5)

    def test_cost_no_query_more(self, administrator: User, account: Account) -> None:
        asked = []
        for number in (1, 40):
            rows = (f"{AUDIT}{date(2026, 1, 1).replace(day=1 + n % 28)}\n" for n in range(number))
            text = "account,promise,made_on\n" + "".join(sorted(set(rows)))
            imported(text, Kind.COMMITMENTS, administrator)
            with CaptureQueriesContext(connection) as queries:
                checked(text, Kind.COMMITMENTS, administrator)
            asks = [one for one in queries if "profile_commitment" in one["sql"]]
            asked.append(len(asks))

        assert asked[0] == asked[1]


class TestToAnotherAccount:
    HEADS = {
        Kind.COMMITMENTS: "external_id,account,promise,{}\nC1,{},Audit,{}\n",
        Kind.INTERACTIONS: (
            "external_id,account,held_on,channel,summary,{}\nC1,{},2026-11-02,Call,Hi,{}\n"
        ),
    }

    @pytest.fixture
    def osprey(self, administrator: User, stranger: User, account: Account) -> Account:
        imported("account,name\nBrightwater Foods,Emil Varga\n", Kind.CONTACTS, administrator)
        return AccountFactory.create(name="Osprey", owner=stranger)

    @pytest.mark.parametrize("kind", HEADS)
    def test_nobody_of_the_former_one_goes_along(
        self, administrator: User, osprey: Account, sign_in: SignIn, kind: Kind
    ) -> None:
        """Who looks after Osprey may not even know that there is Brightwater."""
        text = self.HEADS[kind]
        imported(text.format("contact", "Brightwater Foods", "Emil Varga"), kind, administrator)

        row = imported(text.format("contact", "Osprey", ""), kind, administrator)

        model = Commitment if kind == Kind.COMMITMENTS else Interaction
        held = model.objects.values("account", "contact").get()
        assert held == {"account": osprey.pk, "contact": None}
        label = "Promised to" if kind == Kind.COMMITMENTS else "With whom at the account"
        assert told(row) == [
            (
                Outcome.CHANGED,
                [Change("Account", "Brightwater Foods", "Osprey"), Change(label, "Emil Varga", "")],
            )
        ]
        client: Client = sign_in(osprey.owner)
        assert "Emil Varga" not in client.get(f"/accounts/{osprey.pk}/profile/").text

    def test_somebody_there_takes_their_place(self, administrator: User, osprey: Account) -> None:
        text = self.HEADS[Kind.COMMITMENTS]
        imported(
            text.format("contact", "Brightwater Foods", "Emil Varga"),
            Kind.COMMITMENTS,
            administrator,
        )
        petra = Contact.objects.create(account=osprey, name="Petra Lang")

        row = imported(
            text.format("contact", "Osprey", "Petra Lang"), Kind.COMMITMENTS, administrator
        )

        assert Commitment.objects.get().contact == petra
        assert told(row)[0][1][1:] == [Change("Promised to", "Emil Varga", "Petra Lang")]

    def test_is_told_by_the_names_of_both_in_one_query(
        self, administrator: User, osprey: Account
    ) -> None:
        """Of contacts just as well, and of many as of one."""
        text = "external_id,account,name\nK{0},{1},Jon {0}\n"
        for number in range(2):
            imported(text.format(number, "Brightwater Foods"), Kind.CONTACTS, administrator)
        asked, heads = [], "external_id,account,name\n"
        for number in (1, 2):
            rows = "".join(text.format(n, "Osprey").split("\n")[1] + "\n" for n in range(number))
            with CaptureQueriesContext(connection) as queries:
                row = checked(heads + rows, Kind.CONTACTS, administrator)
            asked.append(len(queries))
            moved = (Outcome.CHANGED, [Change("Account", "Brightwater Foods", "Osprey")])
            assert told(row) == [moved] * number

        assert asked[0] == asked[1]
