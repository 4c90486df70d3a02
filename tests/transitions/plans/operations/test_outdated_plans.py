"""A migration changes a table while people work on items: nobody notices, and nothing is twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import NotSupportedError

from checklists.runs.models import Checklist, Item
from checklists.runs.operations import totals
from config.lib.kept.plans import TIMES
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of, make_template, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle, redrafting, starting
from transitions.plans.operations.items import NewItem, Who
from transitions.plans.operations.starting import NewTransition

pytestmark = pytest.mark.django_db(transaction=True)

LENGTHEN = "ALTER TABLE runs_item ALTER title TYPE varchar(%s)"
TOMORROW = NOW.date() + timedelta(days=1)
Migrate = Callable[[], None]


@pytest.fixture
def migrate() -> Iterator[Migrate]:
    """Another connection changes a column of items, as a migration does; it ends as it was."""
    if connection.vendor != "postgresql":
        pytest.skip("needs a PostgreSQL server: run with DATABASE_URL")
    other: Any = connection.copy()
    length = Item._meta.get_field("title").max_length or 0

    def run(longer: int) -> None:
        with other.cursor() as cursor:
            cursor.execute(LENGTHEN % (length + longer))

    yield partial(run, 100)
    run(0)
    other.close()


@pytest.fixture
def transition() -> Transition:
    return make_transition(template=make_template(extra=TIMES + 4))


@pytest.fixture
def who(transition: Transition) -> Who:
    return Who(transition.manager, NOW)


def extra(transition: Transition, number: int) -> Item:
    return item_of(transition, f"Extra {number}")


@pytest.fixture
def agenda(transition: Transition, who: Who) -> Item:
    """An item to work on, after so many ticks that the plans of all they ask are kept."""
    for number in range(1, TIMES + 3):
        items.tick(transition.pk, extra(transition, number).pk, who)
        totals.look_ahead(Checklist.objects.get(transition=transition))  # not every tick does
    return item_of(transition, "Agree the agenda")


def test_ticks_are_answered_as_before_while_a_migration_changes_a_column(
    transition: Transition, agenda: Item, sign_in: SignIn, migrate: Migrate
) -> None:
    client = sign_in(transition.manager)
    one = extra(transition, TIMES + 3)
    before = client.post(f"/transitions/{transition.pk}/items/{one.pk}/tick/")

    migrate()
    after = client.post(f"/transitions/{transition.pk}/items/{agenda.pk}/tick/")

    agenda.refresh_from_db()
    assert (before.status_code, after.status_code) == (302, 302)
    assert agenda.closed_by == transition.manager
    assert transition.log.filter(activity="Ticked “Agree the agenda”").count() == 1
    assert Checklist.objects.get(transition=transition).closed == TIMES + 4


def add(transition: Transition, item: Item, who: Who) -> None:
    new = NewItem(
        phase_id=item.phase_id,
        title="Call the client",
        guidance="",
        assignee=transition.manager,
        due_on=item.due_on,
        is_required=False,
        is_gate=False,
    )
    items.add(transition.pk, new, who)


WAYS: dict[str, Callable[[Transition, Item, Who], object]] = {
    "Ticked": lambda found, item, who: items.tick(found.pk, item.pk, who),
    "Opened again": lambda found, item, who: items.untick(found.pk, extra(found, 1).pk, who),
    "Noted on": lambda found, item, who: items.note(found.pk, item.pk, "Seen", who),
    "Set aside": lambda found, item, who: items.skip(found.pk, item.pk, "No need", who),
    "Gave to": lambda found, item, who: items.reassign(found.pk, item.pk, found.outgoing, who),
    "Moved to": lambda found, item, who: items.move_date(
        found.pk, item.pk, TOMORROW, who, anyway=True
    ),
    "Added “": add,
    "Added the file": lambda found, item, who: items.attach(
        found.pk, item.pk, SimpleUploadedFile("seen.txt", b"Seen", "text/plain"), who
    ),
}


@pytest.mark.parametrize("activity", WAYS)
def test_what_is_done_to_an_item_is_done_once_although_a_plan_is_outdated(
    transition: Transition, agenda: Item, who: Who, migrate: Migrate, activity: str
) -> None:
    before = transition.log.filter(activity__startswith=activity).count()
    migrate()

    WAYS[activity](transition, agenda, who)

    assert transition.log.filter(activity__startswith=activity).count() == before + 1


def answers_of(draft: Transition) -> NewTransition:
    """What was answered for a draft; another key where it is to be drafted anew."""
    names = {field.name for field in fields(NewTransition)} - {"hr", "backup", "request_key"}
    return NewTransition(**{name: getattr(draft, name) for name in names}, request_key=uuid4())


def create(draft: Transition, who: Who) -> Transition:
    new = answers_of(draft)
    lifecycle.cancel(draft.pk, "Made anew.", by=who.by, now=who.now)
    return starting.create(new, by=who.by, now=who.now, today=who.now.date(), at_once=True)


STARTS: dict[str, Callable[[Transition, Who], Transition]] = {
    "start": lambda draft, who: starting.start(draft.pk, by=who.by, now=who.now),
    "create": create,
    "change": lambda draft, who: redrafting.change(
        draft.pk,
        redrafting.Edit(answers_of(draft), redrafting.stamp(draft), starts=True),
        by=who.by,
        now=who.now,
    ),
}


@pytest.mark.usefixtures("agenda")
@pytest.mark.parametrize("way", STARTS)
def test_a_transition_starts_once_although_a_plan_is_outdated(
    who: Who, migrate: Migrate, way: str
) -> None:
    draft = make_transition(started=False)
    migrate()

    started = STARTS[way](draft, who)

    assert started.log.filter(activity__startswith="Started").count() == 1
    assert Checklist.objects.filter(transition=started).count() == 1


def test_a_tick_with_its_note_leaves_one_of_each(
    transition: Transition, agenda: Item, who: Who, migrate: Migrate
) -> None:
    migrate()

    items.with_note(items.tick, transition.pk, agenda.pk, "Seen", who)

    agenda.refresh_from_db()
    assert not agenda.is_open
    assert [note.body for note in agenda.notes.all()] == ["Seen"]


def test_within_another_transaction_that_one_has_to_be_done_once_more(
    transition: Transition, agenda: Item, who: Who, migrate: Migrate
) -> None:
    migrate()

    with pytest.raises(NotSupportedError), transaction.atomic():
        items.tick(transition.pk, agenda.pk, who)

    agenda.refresh_from_db()
    assert agenda.is_open
