"""A batch is taken back: items that nobody has changed since get what they had."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounts.people.models import User
from checklists.runs.models import Item
from tests.factories.people import AbsenceFactory
from tests.factories.transitions import NOW, item_of
from tests.transitions.batches.conftest import made, order_of
from tests.transitions.batches.test_making import counted, entries, of, stored
from transitions.batches.choices import Action
from transitions.batches.models import Batch
from transitions.batches.operations import making, undoing
from transitions.batches.rules.wish import Wish
from transitions.plans.models import TeamMember, Transition
from transitions.plans.operations import items as one_by_one
from transitions.plans.operations import lifecycle
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
COLUMNS = (
    *("pk", "state", "closed_at", "closed_by", "skip_reason", "assignee", "helper"),
    *("due_on", "is_pinned", "blockers"),
)


def rows() -> list[tuple[object, ...]]:
    return list(Item.objects.order_by("pk").values_list(*COLUMNS))


def test_an_undo_gives_everything_back(
    running: Transition, second: Transition, who: Who, lead: User
) -> None:
    chosen = [*of(running, "Agree the agenda", "Meet the client"), *of(second, "List the contacts")]
    before = rows(), stored(running), stored(second)
    wishes = [
        Wish(Action.DONE),
        Wish(Action.SKIP, words="Known"),
        Wish(Action.MOVE, days=2),
        Wish(Action.ASSIGN, person=lead),
    ]

    for wish in wishes:
        batch = made(wish, chosen, who, also=chosen)
        assert rows() != before[0]

        done = undoing.undo(batch.pk, Who(who.by, LATER))

        assert (done.restored, done.kept, done.happened) == (3, (), True)
        assert (rows(), stored(running), stored(second)) == before
        assert stored(running) == counted(running)
        assert entries(running)[0].startswith("Undo: ")


def test_what_somebody_has_changed_since_stays_and_is_named(
    running: Transition, who: Who, successor: User
) -> None:
    agenda, contacts = of(running, "Agree the agenda", "List the contacts")
    batch = made(Wish(Action.MOVE, days=1), [agenda, contacts], who, also=[contacts])
    one_by_one.move_date(running.pk, agenda.pk, date(2026, 12, 1), Who(successor, NOW), anyway=True)

    done = undoing.undo(batch.pk, who)

    agenda.refresh_from_db()
    assert done.restored == 1
    assert done.kept == (("Agree the agenda", "Somebody has changed it since."),)
    assert agenda.due_on == date(2026, 12, 1)
    assert dict(batch.lines.values_list("item__title", "kept_why")) == {
        "Agree the agenda": "Somebody has changed it since.",
        "List the contacts": "",
    }


def test_what_was_opened_and_done_again_by_somebody_stays_done(
    running: Transition, who: Who, successor: User
) -> None:
    agenda, contacts = of(running, "Agree the agenda", "List the contacts")
    batch = made(Wish(Action.DONE), [agenda, contacts], who)
    one_by_one.untick(running.pk, agenda.pk, Who(successor, LATER))
    one_by_one.tick(running.pk, agenda.pk, Who(successor, LATER))

    undoing.undo(batch.pk, Who(who.by, LATER))

    agenda.refresh_from_db()
    assert (agenda.is_done, agenda.closed_by) == (True, successor)


def test_nobody_gets_items_back_who_has_left_the_team(
    running: Transition, who: Who, hr: User, lead: User
) -> None:
    member = TeamMember.objects.create(transition=running, role="hr", person=hr)
    agenda, contacts = of(running, "Agree the agenda", "List the contacts")
    one_by_one.reassign(running.pk, agenda.pk, hr, who)
    batch = made(Wish(Action.ASSIGN, person=lead), [agenda, contacts], who)
    member.delete()

    undoing.undo(batch.pk, who)

    assert batch.lines.get(item=agenda).kept_why == "Ruth Aigner is not on the team any more."
    assert item_of(running, "List the contacts").assignee == running.outgoing


def test_a_second_undo_does_nothing(running: Transition, who: Who) -> None:
    batch = made(Wish(Action.DONE), of(running, "Agree the agenda"), who)
    undoing.undo(batch.pk, who)
    one_by_one.tick(running.pk, item_of(running, "Agree the agenda").pk, who)
    before = rows()

    done = undoing.undo(batch.pk, who)

    assert (done.happened, rows()) == (False, before)
    assert sum(entry.startswith("Undo") for entry in entries(running)) == 1


def test_nothing_is_taken_back_after_a_week(running: Transition, who: Who) -> None:
    batch = made(Wish(Action.DONE), of(running, "Agree the agenda"), who)

    with pytest.raises(undoing.CannotUndo, match=r"^Changes can be taken back for 7 days\.$"):
        undoing.undo(batch.pk, Who(who.by, NOW + timedelta(days=7)))

    assert item_of(running, "Agree the agenda").is_done


@pytest.mark.parametrize("case", ["all changed", "on hold"])
def test_an_undo_that_can_do_nothing_names_each_item_and_can_be_tried_again(
    case: str, running: Transition, who: Who
) -> None:
    chosen = of(running, "Agree the agenda", "List the contacts")
    batch = made(Wish(Action.DONE), chosen, who)
    why = "Somebody has changed it since."
    if case == "all changed":
        for item in chosen:
            one_by_one.untick(running.pk, item.pk, who)
    else:
        lifecycle.hold(running.pk, "Strike", by=who.by, now=NOW)
        why = "This transition is on hold. Its items stay as they are."

    done = undoing.undo(batch.pk, who)

    assert (done.restored, done.happened) == (0, True)
    assert set(done.kept) == {("Agree the agenda", why), ("List the contacts", why)}
    assert not Batch.objects.get().is_undone
    assert {line.kept_why for line in batch.lines.all()} == {why}
    assert not any(entry.startswith("Undo") for entry in entries(running))


def test_nothing_goes_back_to_a_day_that_does_not_fit_any_more(
    running: Transition, who: Who
) -> None:
    titles = ("List the contacts", "Meet the client", "Call the client alone")
    chosen = of(running, *titles)
    batch = made(Wish(Action.MOVE, days=2), chosen, who, also=chosen[:1])
    Item.objects.filter(title="Agree the agenda").update(due_on=date(2026, 11, 27))
    Transition.objects.filter(pk=running.pk).update(starts_on=date(2026, 11, 10))

    done = undoing.undo(batch.pk, who)

    assert (done.restored, len(done.kept)) == (1, 2)
    assert dict(batch.lines.values_list("item__title", "kept_why")) == {
        "List the contacts": "Falls on Wed 4 Nov, before the first day.",
        "Meet the client": "Waits for an item due on Fri 27 Nov.",
        "Call the client alone": "",
    }
    assert item_of(running, "Meet the client").due_on == date(2026, 11, 27)


def test_what_did_not_fit_before_the_move_keeps_nothing_from_going_back(
    running: Transition, who: Who, successor: User
) -> None:
    day = date(2026, 11, 24)
    AbsenceFactory.create(person=successor, starts_on=day, ends_on=day)
    agenda = item_of(running, "Agree the agenda")
    before = rows()
    order = order_of(Wish(Action.MOVE, days=12), [agenda], who.by, also=[agenda])
    batch, _ = making.make(order, who)  # over the day of ownership, and past what waits for it

    undoing.undo(batch.pk, who)

    assert rows() == before


def test_nothing_is_opened_again_that_others_were_done_upon(running: Transition, who: Who) -> None:
    agenda, contacts = of(running, "Agree the agenda", "List the contacts")
    batch = made(Wish(Action.DONE), [agenda, contacts], who)
    Item.objects.filter(title="Meet the client").update(
        state="done", closed_at=LATER, closed_by=who.by
    )

    done = undoing.undo(batch.pk, Who(who.by, LATER))

    assert (done.restored, len(done.kept)) == (1, 1)
    assert item_of(running, "Agree the agenda").is_done
    assert batch.lines.get(item=agenda).kept_why == (
        "“Meet the client” waits for it and was done since."
    )
