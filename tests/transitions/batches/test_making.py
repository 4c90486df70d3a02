"""Doing to many items what a preview said: all at once, once, and nothing else."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.library.choices import Gate, GateCondition
from checklists.library.operations import gates as library
from checklists.library.rules.plan import GatePlan
from checklists.runs.models import Checklist, Item, Phase
from checklists.runs.operations import totals
from checklists.runs.operations.guards import SentBefore
from tests.factories.transitions import (
    NOW,
    item_of,
    make_template,
    make_transition,
    reread,
)
from tests.transitions.batches.conftest import made, order_of
from transitions.batches.choices import Action
from transitions.batches.models import Batch
from transitions.batches.operations import making
from transitions.batches.rules.wish import Wish
from transitions.plans.models import Transition
from transitions.plans.operations import items as one_by_one
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db
DONE = Wish(Action.DONE)


def of(transition: Transition, *titles: str) -> list[Item]:
    return [item_of(transition, title) for title in titles]


def entries(transition: Transition) -> list[str]:
    """What the log of a transition says of batches, the newest first."""
    kinds = ("item", "dates")
    return list(transition.log.filter(kind__in=kinds).values_list("activity", flat=True))


def stored(transition: Transition) -> tuple[object, ...]:
    """All that a checklist keeps, and its phases."""
    checklist = Checklist.objects.get(transition=transition)
    phases = Phase.objects.filter(checklist=checklist)
    fields = ("total", "closed", "required_open", "gate_open", "next_item_id", "next_due_on")
    return (
        *(getattr(checklist, name) for name in (*fields, "stages")),
        list(phases.values_list("total", "closed", "starts_on", "ends_on")),
        list(checklist.items.order_by("pk").values_list("blockers")),
    )


def counted(transition: Transition) -> tuple[object, ...]:
    """The same after all has been counted again, one checklist by itself."""
    checklist = Checklist.objects.get(transition=transition)
    totals.count_blockers(checklist.items.all())
    totals.refresh_days(checklist)
    totals.refresh(checklist)
    return stored(transition)


def test_items_of_two_transitions_are_marked_done_with_one_entry_in_each_log(
    running: Transition, second: Transition, who: Who
) -> None:
    chosen = [
        *of(running, "List the contacts", "Agree the agenda", "Write the summary"),
        *of(second, "Agree the agenda", "Meet the client"),
    ]

    batch = made(DONE, chosen, who)

    assert (batch.changed, batch.left_out) == (4, 1)
    assert entries(running) == [
        "Marked 2 items done: “List the contacts”, “Agree the agenda”",
    ]
    assert entries(second) == ["Marked 2 items done: “Agree the agenda”, “Meet the client”"]
    assert list(batch.lines.exclude(why_not="").values_list("item__title", "why_not")) == [
        ("Write the summary", "A note proves this item. Write the note, then tick it.")
    ]
    closed = Item.objects.filter(state="done").values_list("closed_by", "closed_at")
    assert set(closed) == {(who.by.pk, NOW)}


def test_totals_days_and_what_waits_are_those_of_a_count(
    running: Transition, second: Transition, who: Who
) -> None:
    pairs = [
        (Wish(Action.MOVE, days=-3), "List the contacts"),
        (Wish(Action.SKIP, words="Not theirs"), "List the contacts"),
        (DONE, "Agree the agenda"),
    ]

    for wish, title in pairs:
        chosen = [*of(running, title), *of(second, title, "Brief the team")]
        made(wish, chosen, who, also=chosen)

        for transition in (running, second):
            assert stored(transition) == counted(transition)


def test_items_go_to_one_person_alone(running: Transition, who: Who, lead: User) -> None:
    meeting = item_of(running, "Meet the client")

    batch = made(Wish(Action.ASSIGN, person=lead), [meeting], who)

    meeting.refresh_from_db()
    assert (meeting.assignee, meeting.helper) == (lead, None)
    assert batch.lines.get().before == {
        "assignee": running.outgoing_id,
        "helper": running.incoming_id,
    }
    assert entries(running) == ["Gave 1 item to Helena Brandt: “Meet the client”"]


def test_items_move_and_are_pinned_and_the_log_has_their_days(
    running: Transition, who: Who
) -> None:
    chosen = of(running, "Agree the agenda", "Meet the client")

    made(Wish(Action.MOVE, days=2), chosen, who)

    moved = Item.objects.filter(is_pinned=True).order_by("pk").values_list("title", "due_on")
    assert list(moved) == [
        ("Agree the agenda", date(2026, 11, 26)),
        ("Meet the client", date(2026, 11, 27)),
    ]
    entry = running.log.get(kind="dates")
    assert entry.activity.startswith("Moved 2 items by 2 working days: ")
    assert entry.notes.splitlines()[0] == (
        "“Agree the agenda” from Tue 24 Nov 2026 to Thu 26 Nov 2026"
    )


def test_what_does_not_fit_moves_only_where_it_was_ticked(running: Transition, who: Who) -> None:
    review, agenda = of(running, "Review what was learned", "Agree the agenda")
    wish = Wish(Action.MOVE, days=4)

    one, _ = making.make(order_of(wish, [review, agenda], who.by, also=[review]), who)

    assert [line.item for line in one.lines.filter(why_not="")] == [review]
    assert one.lines.get(item=agenda).why_not.startswith("“Meet the client” waits for it")
    assert (
        "all the same: Falls on Wed 23 Dec, after the last day."
        in running.log.get(kind="dates").notes
    )


def test_an_item_changed_since_the_preview_is_left_out_and_named(
    running: Transition, who: Who, successor: User
) -> None:
    agenda, contacts = of(running, "Agree the agenda", "List the contacts")
    order = order_of(Wish(Action.SKIP, words="Known"), [agenda, contacts], who.by)
    one_by_one.move_date(
        running.pk, agenda.pk, date(2026, 11, 25), Who(successor, NOW), anyway=True
    )

    batch, _ = making.make(order, who)

    agenda.refresh_from_db()
    assert agenda.is_open
    assert dict(batch.lines.values_list("item__title", "why_not")) == {
        "Agree the agenda": "Somebody has changed it since you saw the preview.",
        "List the contacts": "",
    }


def test_what_waits_for_an_item_changed_since_the_preview_is_left_out_with_it(
    running: Transition, who: Who, lead: User
) -> None:
    agenda, meeting, brief = of(running, "Agree the agenda", "Meet the client", "Brief the team")
    order = order_of(DONE, [agenda, meeting, brief], who.by)
    one_by_one.reassign(running.pk, agenda.pk, lead, who)

    batch, _ = making.make(order, who)

    assert [line.item for line in batch.lines.filter(why_not="")] == [brief]
    assert batch.lines.get(item=meeting).why_not.endswith("It waits for “Agree the agenda”.")


def test_nothing_is_made_where_everything_has_changed(running: Transition, who: Who) -> None:
    agenda = item_of(running, "Agree the agenda")
    order = order_of(DONE, [agenda], who.by)
    one_by_one.tick(running.pk, agenda.pk, who)

    with pytest.raises(making.NothingToDo):
        making.make(order, who)

    assert not Batch.objects.exists()


def test_the_same_preview_sent_twice_makes_one_batch(
    running: Transition, who: Who, owner: User
) -> None:
    order = order_of(DONE, of(running, "Agree the agenda"), who.by)
    sent = Who(who.by, NOW, uuid4())

    one, two = making.make(order, sent), making.make(order, sent)

    assert (one[1], two[1]) == (True, False)
    assert one[0] == two[0]
    with pytest.raises(SentBefore):
        making.make(order, Who(owner, NOW, sent.key))
    assert len(entries(running)) == 1


def test_health_follows_at_once(running: Transition, who: Who) -> None:
    open_items = list(Item.objects.filter(checklist=running.checklist_id))
    before = running.health

    made(Wish(Action.SKIP, words="Not here"), open_items, who)

    running.refresh_from_db()
    assert (before, running.health) == ("off", "on")
    assert running.log.filter(kind="health").exists()


def test_many_items_ask_the_database_as_often_as_one(
    clock: object, who: Who, successor: User, lead: User
) -> None:
    some = [
        make_transition(incoming=successor, manager=lead, template=make_template(extra=24))
        for _ in range(3)
    ]
    wishes = (DONE, Wish(Action.SKIP, words="Known"), Wish(Action.MOVE, days=1))

    for number, wish in enumerate(wishes):
        counts = []
        first, *others = (f"Extra {n}" for n in range(8 * number + 1, 8 * number + 9))
        for chosen in (of(some[0], first), [item for one in some for item in of(one, *others)]):
            order = order_of(wish, chosen, who.by)
            with CaptureQueriesContext(connection) as queries:
                making.make(order, who)
            counts.append(len(queries))
        assert counts[0] == counts[1], wish
    assert Batch.objects.filter(changed=21).count() == 3


def test_many_transitions_whose_health_changes_ask_as_often_as_one(
    clock: object, who: Who, successor: User, lead: User
) -> None:
    some = [make_transition(incoming=successor, manager=lead) for _ in range(4)]
    counts = []

    for those in (some[:1], some[1:]):
        chosen = [item for one in those for item in Item.objects.filter(checklist=one.checklist_id)]
        order = order_of(Wish(Action.SKIP, words="Not here"), chosen, who.by)
        with CaptureQueriesContext(connection) as queries:
            making.make(order, who)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert {reread(one).health for one in some} == {"on"}
    assert all(one.log.filter(kind="health").count() == 1 for one in some)
    assert all(one.health_changes.first().health == "on" for one in some)  # type: ignore[union-attr]


def test_an_entry_about_one_item_alone_leads_to_it(running: Transition, who: Who) -> None:
    made(DONE, of(running, "List the contacts"), who)
    made(DONE, of(running, "Brief the team", "Agree the agenda"), who)

    told = running.log.filter(kind="item").order_by("pk").values_list("item__title", flat=True)
    assert list(told) == ["List the contacts", None]


def test_what_a_gate_asks_for_is_logged_where_it_is_set_aside_all_the_same(
    running: Transition, who: Who
) -> None:
    library.write(running.template, [GatePlan(Gate.COMPLETION, GateCondition.NOTHING_SET_ASIDE)])
    chosen = of(running, "Agree the agenda", "Brief the team")

    made(Wish(Action.SKIP, words="Not theirs"), chosen, who, also=chosen)

    assert running.log.get(kind="item").notes.splitlines() == [
        "Not theirs",
        f"“Agree the agenda”, all the same: “{Gate.COMPLETION.label}” asks that no required item "
        "was set aside.",
    ]
