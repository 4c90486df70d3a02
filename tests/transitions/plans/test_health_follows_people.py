"""Health is looked at again as soon as people are here for longer or shorter than before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.people.models import User
from accounts.people.operations import access, people
from accounts.people.operations.people import Edit
from accounts.people.queries import person as known
from config.lib import queue
from tests.conftest import SignIn
from tests.factories.transitions import make_transition
from tests.support.healths import MONDAY, stored
from transitions.plans.choices import Health
from transitions.plans.models import Transition
from transitions.plans.tasks import follow_people, refresh_health

pytestmark = pytest.mark.django_db
BEFORE_IT_MOVES = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture(autouse=True)
def swept(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A worker that looks as soon as it is called; how many transitions each look changed."""
    changed: list[int] = []

    def work(name: str, given: tuple[list[int]]) -> None:
        assert name == follow_people.name
        changed.append(follow_people(*json.loads(json.dumps(given))))

    monkeypatch.setattr(queue, "put", work)
    return changed


@pytest.fixture
def handover(owner: User, successor: User, lead: User) -> Transition:
    return make_transition(outgoing=owner, incoming=successor, manager=lead, now=MONDAY)


def stands_at_risk(transition: Transition) -> None:
    """As it was found by a sweep after the outgoing KAM was deactivated."""
    User.objects.filter(pk=transition.outgoing_id).update(is_active=False)
    refresh_health()
    assert stored(transition) == Health.AT_RISK


def test_who_is_deactivated_puts_a_handover_at_risk_at_once(
    handover: Transition,
    administrator: User,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client = sign_in(administrator)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/people/{handover.outgoing_id}/deactivate/", {"has_seen": "on"})

    assert stored(handover) == Health.AT_RISK
    entry = handover.log.filter(kind="health").get()
    assert entry.activity.endswith("at risk: Tomas has left, and ownership has not moved")


def test_who_is_let_in_again_takes_the_worry_away_at_once(
    handover: Transition,
    administrator: User,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stands_at_risk(handover)
    client = sign_in(administrator)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/people/{handover.outgoing_id}/activate/")

    assert stored(handover) == Health.ON_TRACK


@pytest.mark.parametrize(
    ("day", "stands"), [(BEFORE_IT_MOVES, Health.AT_RISK), (None, Health.ON_TRACK)]
)
def test_another_last_day_is_followed_at_once(
    handover: Transition,
    administrator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    day: date | None,
    stands: Health,
) -> None:
    leaver = handover.outgoing
    User.objects.filter(pk=leaver.pk).update(last_day_on=None if day else BEFORE_IT_MOVES)
    refresh_health()
    leaver = User.objects.select_related("team").get(pk=leaver.pk)
    assert stored(handover) != stands

    with django_capture_on_commit_callbacks(execute=True):
        edit = Edit({"last_day_on": day}, known.version(leaver))
        people.change(leaver.pk, edit, by=administrator, now=MONDAY)

    assert stored(handover) == stands


@pytest.mark.parametrize("side", ["outgoing", "incoming"])
def test_no_other_transitions_are_looked_at_than_those_that_change_hands_to_or_from_them(
    handover: Transition,
    administrator: User,
    swept: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    side: str,
) -> None:
    other = make_transition(now=MONDAY)
    for transition in (handover, other):
        gone = User.objects.filter(pk=getattr(transition, f"{side}_id"))
        gone.update(last_day_on=BEFORE_IT_MOVES)
    leaver = User.objects.select_related("team").get(pk=getattr(handover, f"{side}_id"))

    with django_capture_on_commit_callbacks(execute=True):
        edit = Edit({"last_day_on": date(2026, 11, 30)}, known.version(leaver))
        people.change(leaver.pk, edit, by=administrator, now=MONDAY)

    assert swept == [1]
    assert (stored(handover), stored(other)) == (Health.AT_RISK, Health.ON_TRACK)


def test_the_administration_tells_of_another_last_day_too(
    handover: Transition,
    administrator: User,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client, address = sign_in(administrator), f"/admin/people/user/{handover.outgoing_id}/change/"
    page = client.get(address).context
    forms = [
        page["adminform"].form,
        *(one.formset.management_form for one in page["inline_admin_formsets"]),
    ]
    asked = {field.html_name: field.value() for form in forms for field in form}
    answers = {name: value for name, value in asked.items() if value not in (None, "")}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {**answers, "last_day_on": str(BEFORE_IT_MOVES)})

    assert User.objects.get(pk=handover.outgoing_id).last_day_on == BEFORE_IT_MOVES
    assert stored(handover) == Health.AT_RISK


def test_what_health_does_not_depend_on_wakes_nobody(
    handover: Transition,
    administrator: User,
    swept: list[int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = User.objects.select_related("team").get(pk=handover.outgoing_id)

    with django_capture_on_commit_callbacks(execute=True):
        edit = Edit({"capacity": 80}, known.version(person))
        people.change(person.pk, edit, by=administrator, now=MONDAY)
        access.open_again([person], by=administrator, now=MONDAY)

    assert swept == []


def test_who_deactivates_waits_for_no_transition_however_many_there_are(
    handover: Transition, owner: User, successor: User, lead: User, administrator: User
) -> None:
    with CaptureQueriesContext(connection) as with_one:
        access.close([owner], by=administrator, now=MONDAY)
    access.open_again([owner], by=administrator, now=MONDAY)
    for _ in range(2):
        make_transition(outgoing=owner, incoming=successor, manager=lead, now=MONDAY)

    with CaptureQueriesContext(connection) as with_three:
        access.close([owner], by=administrator, now=MONDAY)

    assert len(with_three) == len(with_one)
    assert not [one for one in with_three.captured_queries if "transition" in one["sql"]]
