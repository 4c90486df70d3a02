"""Whose turn it is with a dossier, and that it stays as it was once the account has moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.people.models import User
from accounts.profile.models import Contract
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from checklists.library.choices import GateCondition, ItemRole
from checklists.library.rules.dossier_gates import note
from checklists.library.rules.gate_facts import DossierFacts, Facts, Owed
from tests.factories.transitions import NOW
from transitions.dossier.choices import Side, Standing
from transitions.dossier.models import Signature
from transitions.dossier.operations import seals
from transitions.dossier.operations.seals import Shown
from transitions.dossier.queries.dossier import Part
from transitions.dossier.queries.turns import sections_of
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who

pytestmark = pytest.mark.django_db
ShownOf = Callable[[str], Shown]


def sign(running: Transition, side: Side, by: User) -> None:
    Signature.objects.create(transition=running, side=side, by=by, at=NOW, stamp="x")


def turns(who: User) -> list[str]:
    return [f"{one.text}: {one.why}" for one in sections_of(who)]


def test_each_key_asks_for_the_next(
    running: Transition, owner: User, successor: User, lead: User
) -> None:
    everybody = (owner, successor, lead)
    assert [turns(one) for one in everybody] == [[], [], []]

    sign(running, Side.OUTGOING, owner)
    accept = "Accept the dossier: Brightwater Foods, Tomas has handed over everything"
    assert [turns(one) for one in everybody] == [[], [accept], []]

    sign(running, Side.INCOMING, successor)
    release = "Release the move: Brightwater Foods, both have signed"
    assert [turns(one) for one in everybody] == [[], [], [release]]

    sign(running, Side.MANAGER, lead)
    assert [turns(one) for one in everybody] == [[], [], []]


def test_nothing_waits_once_ownership_has_moved(
    running: Transition, owner: User, successor: User, lead: User
) -> None:
    sign(running, Side.OUTGOING, owner)
    sign(running, Side.INCOMING, successor)
    Transition.objects.update(ownership_moved_at=NOW, ownership_moved_on=NOW.date())

    assert turns(lead) == []


@pytest.mark.parametrize("has_moved", [True, False])
def test_a_section_stays_as_it_was_said_once_the_account_has_moved(
    running: Transition,
    contract: Contract,
    shown: ShownOf,
    part: Callable[[str], Part],
    has_moved: bool,
) -> None:
    tomas, priya = (Who(one, NOW) for one in (running.outgoing, running.incoming))
    seals.confirm(running.pk, shown("contracts"), tomas)
    seals.accept(running.pk, shown("contracts"), priya)
    if has_moved:
        running.ownership_moved_at = NOW
    later = Sent(running.incoming, NOW + timedelta(days=1))

    records.change(Contract, contract.pk, {"number": "2022-114"}, later, version=1)

    expected = Standing.ACCEPTED if has_moved else Standing.REOPENED
    assert part("contracts").standing == expected


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (GateCondition.SECTIONS_ACCEPTED, "1 to go, taken with the reservations"),
        (GateCondition.QUESTIONS_ANSWERED, ""),
        (GateCondition.BOTH_SIGNED, "With reservations: No prices."),
        (GateCondition.RELEASED, "Who moves it by hand releases it by that"),
    ],
)
def test_a_gate_says_what_was_taken_with_reservations(condition: GateCondition, said: str) -> None:
    told = DossierFacts(
        unaccepted=(Owed("“SWOT” is empty", ItemRole.OUTGOING),),
        has_reservations=True,
        reservations="No prices.",
        is_moved_by_hand=True,
    )

    assert note(condition, Facts(dossier=told)) == said
    assert note(condition, Facts()) == ""


def test_the_manager_puts_right_what_was_refused_once_nobody_else_can(
    running: Transition,
    contract: Contract,
    shown: ShownOf,
    owner: User,
    lead: User,
) -> None:
    tomas, priya = (Who(one, NOW) for one in (running.outgoing, running.incoming))
    seals.confirm(running.pk, shown("contracts"), tomas)
    seals.refuse(running.pk, shown("contracts"), "Who signs?", priya)
    refused = [
        "Contracts and service levels: Brightwater Foods, Priya refused it: Who signs?",
    ]
    assert [turns(one) for one in (owner, lead)] == [refused, []]

    User.objects.filter(pk=owner.pk).update(is_active=False)

    assert turns(lead) == refused
