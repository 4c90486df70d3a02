"""Brightwater goes from Tomas to Priya, with something known in every section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from accounts.clients.models import Account, Contact
from accounts.people.models import User
from accounts.profile.models import (
    Contract,
    Document,
    Event,
    Interaction,
    Opening,
    Opportunity,
    Preferences,
    Project,
    Rapport,
    Record,
    Swot,
    SystemAccess,
    YearlyRevenue,
)
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from tests.factories.accounts import ContactFactory
from tests.factories.transitions import NOW, make_transition
from transitions.dossier.operations import questions, seals
from transitions.dossier.operations.questions import Asked
from transitions.dossier.operations.seals import Shown
from transitions.dossier.queries.dossier import dossier_page
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who
from transitions.reports.choices import Edition
from transitions.reports.queries.transfer import Transfer, material, transfer_of

Write = Callable[..., Any]
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def running(clock: object, account: Account, successor: User, lead: User) -> Transition:
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def write(account: Account, owner: User) -> Write:
    """Adds a row to the profile, each from a form of its own."""

    def written(model: type[Record], **values: object) -> Record:
        return records.add(model, account.pk, values, Sent(owner, NOW, uuid4()))

    return written


@pytest.fixture
def told(
    running: Transition, account: Account, owner: User, successor: User, write: Write
) -> Transition:
    """The transition, after Tomas has written down what he knows."""
    account.website = "https://brightwater.example"
    account.save()
    ulrike: Contact = ContactFactory.create(
        account=account,
        name="Dr. Ulrike Sandmeer",
        position="Chief operating officer",
        is_key=True,
        influence="high",
        decision_role="decider",
        preferred_channel="phone",
        best_time="before 11:00",
        stance="supporter",
        relationship=4,
        notes="Reads numbers, not slides.",
    )
    ContactFactory.create(account=account, name="Emil Varga", reports_to=ulrike)
    Rapport.objects.create(contact=ulrike, person=successor, strength=1, judged_at=NOW)
    write(Event, year=2019, told="First contract, 3 sites.")
    write(YearlyRevenue, year=2025, amount=Decimal(3_200_000))
    write(Interaction, held_on=date(2026, 11, 20), channel="phone", summary="Asked for nights.")
    paper = write(Document, title="Frame contract, signed", location="Shelf B4", keeper=owner)
    Opening.objects.create(document=paper, person=successor, can_open=False, said_at=NOW)
    write(
        Contract,
        title="Frame contract",
        expires_on=date(2028, 3, 30),
        notice_months=6,
        service_level="99.5% on time",
        document=paper,
    )
    write(Project, name="Linz cold store", next_milestone="Sensors", next_on=date(2026, 12, 10))
    write(
        Opportunity, title="Night shift", value=Decimal(90000), next_step="Call", person=successor
    )
    write(SystemAccess, name="Fleet portal", kind="client", granted_by="Nadia Kovac")
    sent = replace(Sent(owner, NOW), key=uuid4())
    records.keep(Preferences, account.pk, {"never": "Calls on Friday"}, sent, version=0)
    records.keep(Swot, account.pk, {"strengths": "We answer at night"}, sent, version=0)
    questions.tell(running.pk, "decides", "Dr. Sandmeer, never Petra.", Who(owner, NOW))
    wanted = Asked("contracts", "Who signs for them?", date(2026, 11, 27))
    questions.ask(running.pk, wanted, Who(successor, NOW))
    return running


@pytest.fixture
def confirmed(told: Transition, owner: User, successor: User) -> Transition:
    """After Tomas confirmed his contracts, and Priya accepted those and refused the projects."""
    stamps = {one.name: one.stamp for one in dossier_page(told, owner, NOW.date()).parts}
    for name in ("contracts", "projects"):
        seals.confirm(told.pk, Shown(name, stamps[name]), Who(owner, NOW))
    seals.accept(told.pk, Shown("contracts", stamps["contracts"]), Who(successor, LATER))
    no = "Who leads it?"
    seals.refuse(told.pk, Shown("projects", stamps["projects"]), no, Who(successor, LATER))
    return told


def document(found: Transition, edition: Edition = Edition.FULL) -> Transfer:
    return transfer_of(material(found.pk, NOW), edition)


def words_of(told: object) -> str:
    """All that a section or a document says, in one text."""
    return str(told)
