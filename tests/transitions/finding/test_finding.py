"""What is found for words, in which order, and by whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from tests.factories.accounts import AccountFactory, ContactFactory
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW, TODAY, item_of, make_transition
from transitions.finding.choices import Kind
from transitions.finding.queries import transitions as finding_transitions
from transitions.finding.queries.everything import FEW, FINDERS, PAGE, everything
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle

pytestmark = pytest.mark.django_db


def found(user: User, text: str, today: date = TODAY) -> dict[str, list[str]]:
    """The names that a search finds, by kind; kinds without any are left out."""
    some = everything(user, text, today).some
    return {str(kind.kind): [hit.title for hit in kind.hits] for kind in some}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("brightwater", {"accounts": ["Brightwater Foods"], "transitions": ["Brightwater Foods"]}),
        ("FOODS bright", {"accounts": ["Brightwater Foods"], "transitions": ["Brightwater Foods"]}),
        ("ulla", {"contacts": ["Ulla Sand"]}),
        ("purchasing brightwater", {"contacts": ["Ulla Sand"]}),
        ("ulla@bw.example", {"contacts": ["Ulla Sand"]}),
        ("agenda", {"items": ["3.1 Agree the agenda"]}),
        ("agenda brightwater", {"items": ["3.1 Agree the agenda"]}),
        ("3.1", {"items": ["3.1 Agree the agenda"]}),
        ("Príya", {"transitions": ["Brightwater Foods"], "people": ["Priya Raman"]}),
        ("jonas", {"people": ["Jonas Weiler"]}),
        ("u", {}),
        ("", {}),
        ("   ", {}),
        ("´", {}),
        ("100% _ \\", {}),
        ("ulla " + "sand " * 39, {"contacts": ["Ulla Sand"]}),
        (" ".join(f"x{number}" for number in range(40)), {}),
    ],
)
@pytest.mark.usefixtures("transition", "stranger")
def test_all_words_are_found_in_names_of_each_kind(
    lead: User, text: str, expected: dict[str, list[str]]
) -> None:
    assert found(lead, text) == expected


def test_references_are_found_whole_and_begun(lead: User, transition: Transition) -> None:
    reference = transition.reference

    for text in (reference, reference.lower(), reference[:8], f"{reference} brightwater"):
        assert found(lead, text) == {"transitions": ["Brightwater Foods"]}, text


def test_a_row_says_what_tells_it_apart(lead: User, transition: Transition, owner: User) -> None:
    owner.last_day_on = TODAY - timedelta(days=1)
    owner.save()

    told = {
        str(kind.kind): (kind.hits[0].about, kind.hits[0].state, kind.hits[0].health)
        for text in ("brightwater", "ulla", "agenda", "tomas")
        for kind in everything(lead, text, TODAY).some
    }

    assert told == {
        "accounts": (
            "Tomas Eriksen, who has left, ownership moves on Mon 7 Dec",
            "Changing hands",
            "",
        ),
        "contacts": ("Head of purchasing, Brightwater Foods", "", ""),
        "transitions": (
            f"Tomas Eriksen → Priya Raman, 2 Nov – 18 Dec · {transition.reference}",
            "",
            "off",
        ),
        "items": ("Brightwater Foods, Priya Raman", "", ""),
        "people": ("Key account manager, Industry", "Has left", ""),
    }


def test_names_that_start_so_come_before_words_that_do_and_those_before_the_rest(
    owner: User,
) -> None:
    for name in ("Clearwater", "Blue Water", "Waterford", "Water Works", "Agua"):
        AccountFactory.create(name=name, owner=owner)

    assert found(owner, "water") == {
        "accounts": ["Water Works", "Waterford", "Blue Water", "Clearwater"]
    }


def test_what_is_over_comes_below_what_runs(
    administrator: User, transition: Transition, lead: User, owner: User
) -> None:
    lifecycle.cancel(transition.pk, "They merge", by=lead, now=NOW)
    other = AccountFactory.create(name="North Brightwater", owner=owner)
    make_transition(account=other, manager=lead, template=transition.template)

    by_kind = found(administrator, "brightwater")

    assert by_kind["transitions"] == ["North Brightwater", "Brightwater Foods"]
    assert found(administrator, "agenda")["items"] == ["3.1 Agree the agenda"]


def test_who_was_deactivated_comes_last_and_is_hidden_from_who_may_not_see_them(
    administrator: User, stranger: User
) -> None:
    UserFactory.create(full_name="Kim Adler", is_active=False)
    UserFactory.create(full_name="Kim Zander")

    assert found(administrator, "kim")["people"] == ["Kim Zander", "Kim Adler"]
    assert found(stranger, "kim")["people"] == ["Kim Zander"]


@pytest.mark.parametrize(
    "text", ["brightwater", "Brigthwater", "ulla", "Ullla", "agenda", "TR-2026"]
)
@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_nothing_of_a_confidential_account_is_found_or_meant_for_who_may_not_see_it(
    request: pytest.FixtureRequest, transition: Transition, account: Account, who: str, text: str
) -> None:
    Account.objects.filter(pk=account.pk).update(is_confidential=True)

    answer = everything(request.getfixturevalue(who), text, TODAY)

    assert (answer.some, answer.meant) == ((), "")


def test_items_are_counted_up_to_a_limit(
    monkeypatch: pytest.MonkeyPatch, lead: User, transition: Transition
) -> None:
    monkeypatch.setattr(finding_transitions, "MOST_ITEMS", 1)

    assert len(found(lead, "the")["items"]) == 1


def test_closed_items_are_found_behind_open_ones_and_not_while_somebody_types(
    lead: User, transition: Transition
) -> None:
    done = item_of(transition, "Agree the agenda")
    rows = Item.objects.filter(pk=done.pk)
    rows.update(state="done", closed_at=NOW, title="The agenda")

    answer = everything(lead, "the", TODAY, only=Kind.ITEMS)
    kind = next(kind for kind in answer.some if kind.kind == Kind.ITEMS)

    last = kind.hits[-1]
    assert (last.title, last.state, last.due_on) == ("3.1 The agenda", "Done", None)
    assert len(kind.hits) > 1 and all(hit.due_on for hit in kind.hits[:-1])
    assert everything(lead, "agenda", TODAY, finders=FINDERS).some == ()


def test_five_of_a_kind_are_shown_and_all_are_counted_and_paged(owner: User) -> None:
    for number in range(PAGE + 2):
        AccountFactory.create(name=f"Harbour {number:02}", owner=owner)

    first, second, behind = (
        everything(owner, "harbour", TODAY, only=Kind.ACCOUNTS, page=page).kinds[0]
        for page in (1, 2, 9)
    )
    few = everything(owner, "harbour", TODAY).kinds[0]

    assert [len(one.hits) for one in (few, first, second, behind)] == [FEW, PAGE, 2, PAGE]
    assert {one.total for one in (few, first, second)} == {PAGE + 2}
    assert few.has_more and few.noun == "accounts"


def test_each_kind_is_one_query_however_much_is_found(
    lead: User, transition: Transition, owner: User
) -> None:
    counts = []
    for run in range(2):
        with CaptureQueriesContext(connection) as seen:
            everything(lead, "an", TODAY)
        counts.append(len(seen))
        for number in range(3):
            account = AccountFactory.create(name=f"Anvil {run}{number}", owner=owner)
            ContactFactory.create(account=account, name="Anna Lind")
            UserFactory.create(full_name=f"Anton Berg{run}{number}")

    assert counts == [7, 7]
