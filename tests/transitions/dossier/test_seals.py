"""Who hands over confirms, who takes over accepts; what changes afterwards counts no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.people.models import User
from accounts.profile.models import Contract
from accounts.profile.operations import rapport, records
from accounts.profile.operations.records import Sent
from config.lib import acting
from tests.factories.accounts import ContactFactory
from tests.factories.transitions import NOW
from tests.transitions.dossier.conftest import PartOf
from transitions.dossier.choices import Standing
from transitions.dossier.models import Readiness, Seal
from transitions.dossier.operations import seals
from transitions.dossier.operations.seals import Outdated, Shown
from transitions.dossier.queries.changed import changed_since
from transitions.dossier.queries.mine import words_of
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import ownership, team
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contract")]
ShownOf = Callable[[str], Shown]


def change(contract: Contract, by: User, *, days: int = 1) -> None:
    """The contract says something else from the next day on."""
    later = NOW + timedelta(days=days)
    with acting.by(by.pk, at=later):
        values = {"title": f"Frame contract {days}"}
        version = Contract.objects.get(pk=contract.pk).version
        records.change(Contract, contract.pk, values, Sent(by, later), version=version)


def said(running: Transition) -> list[str]:
    rows = LogEntry.objects.filter(transition=running, kind="dossier").order_by("pk")
    return list(rows.values_list("activity", flat=True))


def test_a_section_is_confirmed_and_accepted(
    running: Transition, part: PartOf, shown: ShownOf, tomas: Who, priya: Who
) -> None:
    assert part("contracts").standing == Standing.OPEN

    seals.confirm(running.pk, shown("contracts"), tomas)
    assert part("contracts").standing == Standing.CONFIRMED
    seals.accept(running.pk, shown("contracts"), priya)

    assert part("contracts").standing == Standing.ACCEPTED
    assert said(running) == [
        "Tomas Eriksen confirmed “Contracts and service levels” of the dossier",
        "Priya Raman accepted “Contracts and service levels” of the dossier",
    ]


def test_the_same_twice_is_kept_once(
    running: Transition, shown: ShownOf, tomas: Who, priya: Who
) -> None:
    for _ in range(2):
        seals.confirm(running.pk, shown("contracts"), tomas)
    for _ in range(2):
        seals.accept(running.pk, shown("contracts"), priya)

    assert Seal.objects.count() == 1
    assert len(said(running)) == 2


def test_nobody_accepts_what_nobody_has_confirmed(
    running: Transition, shown: ShownOf, priya: Who
) -> None:
    with pytest.raises(Refused, match="Tomas Eriksen has not confirmed this section as it is now"):
        seals.accept(running.pk, shown("contracts"), priya)


def test_each_of_the_two_has_one_key_only(
    running: Transition, shown: ShownOf, tomas: Who, priya: Who, lead: User
) -> None:
    for who in (priya, Who(lead, NOW)):
        with pytest.raises(Refused, match="Tomas Eriksen confirms"):
            seals.confirm(running.pk, shown("contracts"), who)
    seals.confirm(running.pk, shown("contracts"), tomas)
    for who in (tomas, Who(lead, NOW)):
        with pytest.raises(Refused, match="Priya Raman accepts or refuses"):
            seals.accept(running.pk, shown("contracts"), who)


def test_the_manager_confirms_for_who_is_gone_and_never_accepts(
    running: Transition, shown: ShownOf, owner: User, lead: User
) -> None:
    owner.is_active = False
    owner.save(update_fields=["is_active"])
    running.refresh_from_db()

    seals.confirm(running.pk, shown("contracts"), Who(lead, NOW))

    with pytest.raises(Refused, match="Priya Raman accepts or refuses"):
        seals.accept(running.pk, shown("contracts"), Who(lead, NOW))


def test_the_database_lets_nobody_accept_their_own_words(running: Transition, owner: User) -> None:
    own = {"confirmed": "a", "confirmed_by": owner, "answered": "a", "answered_by": owner}
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(transition=running, section="contracts", answer="accepted", **own)


def test_what_changed_since_the_page_was_opened_is_neither_confirmed_nor_accepted(
    running: Transition, shown: ShownOf, contract: Contract, owner: User, tomas: Who, priya: Who
) -> None:
    opened = shown("contracts")
    change(contract, owner)
    with pytest.raises(Outdated):
        seals.confirm(running.pk, opened, tomas)

    seals.confirm(running.pk, shown("contracts"), tomas)
    with pytest.raises(Outdated):
        seals.accept(running.pk, opened, priya)


def test_a_change_after_acceptance_asks_for_both_again_and_is_shown(
    running: Transition,
    part: PartOf,
    shown: ShownOf,
    contract: Contract,
    tomas: Who,
    priya: Who,
) -> None:
    change(contract, tomas.by, days=-1)
    seals.confirm(running.pk, shown("contracts"), tomas)
    seals.accept(running.pk, shown("contracts"), priya)

    change(contract, tomas.by)

    found = part("contracts")
    assert found.standing == Standing.REOPENED
    assert found.seal is not None
    told = [(line.change.old, line.change.new) for line in changed_since(found.seal, tomas.by)]
    assert told == [("Frame contract -1", "Frame contract 1")]
    with pytest.raises(Refused, match="has not confirmed this section as it is now"):
        seals.accept(running.pk, shown("contracts"), priya)
    seals.confirm(running.pk, shown("contracts"), tomas)
    assert part("contracts").standing == Standing.CONFIRMED
    seals.accept(running.pk, shown("contracts"), priya)
    assert part("contracts").standing == Standing.ACCEPTED


def test_a_refusal_says_why_and_is_over_once_the_section_is_put_right(
    running: Transition,
    part: PartOf,
    shown: ShownOf,
    contract: Contract,
    tomas: Who,
    priya: Who,
) -> None:
    seals.confirm(running.pk, shown("contracts"), tomas)
    seals.refuse(running.pk, shown("contracts"), "The penalty table is missing.", priya)
    found = part("contracts")
    assert (found.standing, found.may_answer) == (Standing.REFUSED, True)
    entry = LogEntry.objects.filter(kind="dossier").latest("pk")
    assert entry.notes == "The penalty table is missing."

    change(contract, tomas.by)
    seals.confirm(running.pk, shown("contracts"), tomas)

    assert part("contracts").standing == Standing.CONFIRMED


def test_a_refused_section_is_confirmed_anew_as_it_is_and_asks_once_more(
    running: Transition, part: PartOf, shown: ShownOf, tomas: Who, priya: Who
) -> None:
    seals.confirm(running.pk, shown("contracts"), tomas)
    seals.refuse(running.pk, shown("contracts"), "The penalty table is missing.", priya)
    refused = words_of(tomas.by, NOW.date())

    seals.confirm(running.pk, shown("contracts"), tomas)

    found = part("contracts")
    assert found.seal
    assert (found.standing, found.may_answer, found.seal.reason) == (Standing.CONFIRMED, True, "")
    assert [(one.text, one.why) for one in refused.sections] == [
        (
            "Contracts and service levels",
            "Brightwater Foods, Priya refused it: The penalty table is missing.",
        )
    ]
    assert [(one.text, one.why) for one in words_of(priya.by, NOW.date()).sections] == [
        ("Contracts and service levels", "Brightwater Foods, Tomas confirmed it")
    ]
    assert not words_of(tomas.by, NOW.date()).sections
    seals.accept(running.pk, shown("contracts"), priya)
    assert not words_of(priya.by, NOW.date()).sections


def test_how_well_somebody_knows_a_contact_reopens_nothing(
    running: Transition, part: PartOf, shown: ShownOf, tomas: Who, priya: Who
) -> None:
    contact = ContactFactory.create(account=running.account)
    seals.confirm(running.pk, shown("people"), tomas)
    seals.accept(running.pk, shown("people"), priya)

    for who in (priya, tomas):
        rapport.judge(running.account_id, {contact.pk: 2}, Sent(who.by, NOW))

    assert part("people").standing == Standing.ACCEPTED


def test_how_ready_a_dossier_is_is_kept_once_a_day(
    running: Transition, shown: ShownOf, tomas: Who, priya: Who
) -> None:
    seals.confirm(running.pk, shown("contracts"), tomas)
    assert [one.accepted for one in Readiness.objects.all()] == [0]

    seals.accept(running.pk, shown("contracts"), priya)

    (kept,) = Readiness.objects.all()
    assert kept.accepted == 1
    assert 0 < kept.share < 100


def test_who_handed_over_confirms_nothing_once_ownership_has_moved(
    running: Transition, shown: ShownOf, tomas: Who
) -> None:
    opened = shown("contracts")
    ownership.move(running.pk, by=running.manager, now=NOW, override_reason="He leaves today")

    with pytest.raises(Refused, match="Tomas Eriksen confirms what the dossier says"):
        seals.confirm(running.pk, opened, tomas)

    assert not Seal.objects.exists()


def test_a_manager_who_takes_over_confirms_for_nobody(
    running: Transition, shown: ShownOf, tomas: Who, lead: User
) -> None:
    User.objects.filter(pk=tomas.by.pk).update(is_active=False)
    member = running.team.get(role="incoming")
    team.change(member.pk, team.Edit(lead, ""), by=lead, now=NOW)

    with pytest.raises(Refused, match="Tomas Eriksen confirms what the dossier says"):
        seals.confirm(running.pk, shown("contracts"), Who(lead, NOW))
