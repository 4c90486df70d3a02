from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db.models import DateTimeField
from django.utils import timezone

from accounts.clients.models import Account, Ownership
from accounts.people.models import User
from checklists.runs.models import Note
from transitions.plans.choices import Health, LogKind, State
from transitions.plans.models import LogEntry, Transition
from transitions.plans.queries import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

VIENNA = ZoneInfo("Europe/Vienna")
MOMENTS = [
    field
    for room in ("plans", "runs", "reports", "reminders", "clients", "people", "library")
    for model in apps.get_app_config(room).get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, DateTimeField)
]


def build() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def healths(today: date) -> set[Health]:
    """Every health in which an active transition stands."""
    return {standing.verdict(one, today).health for one in Transition.objects.active()}


def test_the_demo_is_built_once_and_shows_every_state(today: date) -> None:
    call_command("load_templates", verbosity=0)

    assert re.match(r"Demo company: \d+ transitions around today\.", build())

    states = Counter(Transition.objects.values_list("state", flat=True))
    assert {State.DRAFT, State.ACTIVE, State.ON_HOLD, State.COMPLETED} <= set(states)
    assert healths(today) == set(Health)
    owners = Ownership.objects.filter(until_on__isnull=True).values_list("account", "person")
    assert dict(owners) == dict(Account.objects.values_list("pk", "owner"))
    assert not LogEntry.objects.filter(happened_at__date__gt=today).exists()

    kept = User.objects.count(), Transition.objects.count(), LogEntry.objects.count()
    assert build() == "The site is not empty; the demo company stays away.\n"
    assert (User.objects.count(), Transition.objects.count(), LogEntry.objects.count()) == kept


def test_the_demo_can_be_built_while_the_company_is_closed(
    clock: time_machine.Traveller,
) -> None:
    call_command("load_templates", verbosity=0)
    clock.move_to("2026-12-26T10:00:00+00:00")

    build()

    assert healths(date(2026, 12, 26)) == set(Health)


@pytest.mark.parametrize("hour", ["00:10", "06:00", "12:00", "23:50"])
def test_nothing_of_the_demo_lies_in_the_future(clock: time_machine.Traveller, hour: str) -> None:
    clock.move_to(datetime.fromisoformat(f"2026-11-23T{hour}").replace(tzinfo=VIENNA))
    call_command("load_templates", verbosity=0)

    build()

    assert LogEntry.objects.filter(kind=LogKind.HEALTH, happened_at__date="2026-11-23").exists()
    assert not [str(field) for field in MOMENTS if lies_ahead(field)]


def lies_ahead(field: DateTimeField[Any, Any]) -> bool:
    return field.model._default_manager.filter(**{f"{field.name}__gt": timezone.now()}).exists()


def test_no_note_stands_twice_in_one_report() -> None:
    call_command("load_templates", verbosity=0)
    build()

    said = Note.objects.values_list("item__checklist", "body")

    assert said
    assert [note for note, times in Counter(said).items() if times > 1] == []
