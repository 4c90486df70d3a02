"""A newer version of a template meets what people have done to the transition in the meantime."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import F

from accounts.people.models import User
from checklists.library.choices import Anchor, Gate, GateCondition, Stage
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.operations import gates
from checklists.library.rules.plan import GatePlan
from checklists.runs.choices import ItemState
from checklists.runs.models import Item, Phase
from tests.conftest import SignIn
from tests.factories.templates import make_template, piece
from tests.factories.transitions import NOW, TODAY, checklist_of, make_transition, reread
from tests.transitions.replanning.conftest import answers_of, item, look, move, publish, seen
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.queries import gate
from transitions.replanning.operations import replanning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LATER = {"stage": Stage.TRANSFER, "offset": 20}
OLD = [piece("list"), piece("write", **LATER)]
TURNED = [piece("write", offset=1), piece("list", offset=2, waits_for=["write"])]
"""A version in which two items wait for each other the other way round."""


def waiting(transition: Transition) -> dict[str, list[str]]:
    """What each item waits for, by key."""
    items = Item.objects.filter(checklist=transition.checklist_id)
    return {one.template_key: [o.template_key for o in one.waits_for.all()] for one in items}


def phases(transition: Transition) -> list[tuple[int, str, list[str]]]:
    """The running phases, with the numbers of their items."""
    found = Phase.objects.filter(checklist=transition.checklist_id)
    return [(one.number, one.name, [i.number for i in one.items.all()]) for one in found]


@pytest.mark.parametrize(
    "change",
    [
        {"is_pinned": True},
        {"state": ItemState.DONE, "closed_at": NOW},
        {"state": ItemState.SKIPPED, "closed_at": NOW, "skip_reason": "Not here"},
    ],
)
def test_links_follow_the_version_whatever_the_state_so_no_circle_closes(
    change: dict[str, object], sign_in: SignIn
) -> None:
    old = make_template(items=[piece("list"), piece("write", offset=5, waits_for=["list"])])
    transition = make_transition(template=old)
    Item.objects.filter(template_key="write").update(**change)
    publish(old, TURNED)

    move(transition)

    assert waiting(transition) == {"list": ["write"], "write": []}
    page = sign_in(transition.manager).get(transition.get_absolute_url())
    assert page.status_code == 200


def test_a_circle_by_way_of_an_item_added_by_hand_is_refused_and_shown(sign_in: SignIn) -> None:
    transition = make_transition(template=make_template(items=OLD))
    by_hand = Item.objects.create(
        checklist=checklist_of(transition),
        phase=item(transition, "list").phase,
        position=9,
        number="1.9",
        title="Ask",
        anchor=Anchor.START,
        offset=0,
        planned_on=TODAY,
        due_on=TODAY,
        request_key="7d6d2d4c-35f5-4a51-9c5e-0cf3d0d2a111",
    )
    by_hand.waits_for.add(item(transition, "list"))
    item(transition, "write").waits_for.add(by_hand)
    publish(transition.template, TURNED)

    with pytest.raises(Refused, match="None of them could begin"):
        move(transition)

    page = sign_in(transition.manager).get(f"{transition.get_absolute_url()}version/")
    assert "It cannot move." in page.text


def test_a_transition_whose_items_wait_for_each_other_still_opens(sign_in: SignIn) -> None:
    transition = make_transition(template=make_template(items=OLD))
    item(transition, "list").waits_for.add(item(transition, "write"))
    item(transition, "write").waits_for.add(item(transition, "list"))

    page = sign_in(transition.manager).get(transition.get_absolute_url())

    assert page.status_code == 200


def test_what_drifted_past_the_day_of_ownership_still_holds_it_back() -> None:
    old = make_template(items=OLD)
    transition = make_transition(template=old)
    Item.objects.filter(template_key="write").update(due_on=date(2026, 12, 9))
    publish(old, [piece("list"), piece("write", **LATER, title="Write it all")])

    move(transition)

    write = item(transition, "write")
    assert (write.title, write.is_gate) == ("Write it all", True)


def test_a_preview_says_which_item_no_longer_holds_ownership_back() -> None:
    old = make_template(items=OLD)
    transition = make_transition(template=old)
    publish(old, [piece("list"), piece("write", **LATER, is_required=False)])

    (altered,) = look(transition).altered

    assert [(one.label, one.before, one.after) for one in altered.changes] == [
        ("Required", "Yes", "No"),
        ("Holds ownership back", "Yes", "No"),
    ]


def test_once_ownership_has_moved_nothing_changes_about_what_held_it_back() -> None:
    old = make_template(items=OLD)
    transition = make_transition(template=old)
    Transition.objects.update(ownership_moved_at=NOW, ownership_moved_on=TODAY)
    publish(old, [piece("list"), piece("write", **LATER, title="Write it all")])

    move(transition)

    assert item(transition, "write").is_gate


def test_what_a_version_no_longer_has_is_not_required_so_a_gate_can_still_be_met() -> None:
    old = make_template(items=OLD)
    transition = make_transition(template=old)
    target = publish(old, [piece("list")])
    gates.write(target, [GatePlan(Gate.OWNERSHIP, GateCondition.NOTHING_SET_ASIDE)])

    moved = move(transition)

    gone = item(transition, "write")
    assert (gone.state, gone.is_required, gone.is_gate) == (ItemState.SKIPPED, False, False)
    lines = gate.panel(reread(transition), Gate.OWNERSHIP, TODAY).lines
    assert [line.is_met for line in lines if "set aside" in line.words] == [True]
    notes = moved.log.get(activity__startswith="Moved to version").notes
    assert notes == "Set aside: 2.1 Write, no longer required"


def test_phases_and_their_items_get_the_numbers_that_a_gate_of_the_version_means() -> None:
    old = make_template(items=OLD)
    transition = make_transition(template=old)
    target = publish(old, OLD)
    for phase in target.phases.order_by("-number"):
        TemplatePhase.objects.filter(pk=phase.pk).update(number=F("number") + 1)
    first = TemplatePhase.objects.create(
        template=target, number=1, name="Before all", stage=Stage.PREPARE
    )
    TemplateItem.objects.create(
        phase=first, position=1, key="zero", title="Zero", role="manager", anchor="start", offset=0
    )
    gates.write(target, [GatePlan(Gate.OWNERSHIP, GateCondition.PHASE_CLOSED, 2)])
    prepare = str(Stage.PREPARE.label)

    moved = move(transition)

    assert phases(transition) == [
        (1, "Before all", ["1.1"]),
        (2, prepare, ["2.1"]),
        (3, str(Stage.TRANSFER.label), ["3.1"]),
    ]
    lines = gate.panel(reread(transition), Gate.OWNERSHIP, TODAY).lines
    assert any(prepare in line.words for line in lines)
    notes = moved.log.get(activity__startswith="Moved to version").notes
    assert f"Phase: 1 {prepare} → 2 {prepare}" in notes


def test_a_phase_that_is_called_otherwise_is_the_one_with_the_same_items() -> None:
    old = make_template(items=OLD)
    transition = make_transition(template=old)
    target = publish(old, [*OLD, piece("ask", **LATER)])
    target.phases.filter(stage=Stage.TRANSFER).update(name="Hand the work over")

    move(transition)

    assert phases(transition) == [
        (1, str(Stage.PREPARE.label), ["1.1"]),
        (2, "Hand the work over", ["2.1", "2.2"]),
    ]


def test_a_phase_that_the_version_does_not_have_stands_behind_all_others() -> None:
    old = make_template(items=OLD)
    transition = make_transition(template=old)
    ask = piece("ask", stage=Stage.CLOSE, anchor=Anchor.END, offset=0)
    publish(old, [piece("write", **LATER), ask])

    move(transition)

    assert phases(transition) == [
        (1, str(Stage.TRANSFER.label), ["1.1"]),
        (2, str(Stage.CLOSE.label), ["2.1"]),
        (3, str(Stage.PREPARE.label), ["3.1"]),
    ]


def test_new_items_are_counted_from_where_open_ones_are(lead: User) -> None:
    end = piece("end", stage=Stage.CLOSE, anchor=Anchor.END, offset=0)
    old = make_template(items=[piece("list", offset=20), end])
    transition = make_transition(template=old, manager=lead)
    Transition.objects.update(
        counts_from=date(2026, 11, 23), owns_on=date(2027, 1, 11), ends_on=date(2027, 1, 22)
    )
    replanning.replan(
        transition.pk,
        answers_of(transition, ends_on=date(2027, 1, 25)),
        seen=seen(transition, lead),
        by=lead,
        now=NOW,
        today=TODAY,
    )
    publish(old, [piece("list", offset=20), piece("ask", offset=20), end])

    (added,) = look(transition).added

    assert added.due_on == item(transition, "list").due_on


def test_what_another_plan_chose_stays_and_only_what_the_template_changed_is_taken() -> None:
    old = make_template(items=OLD)
    transition = make_transition(template=old)
    chosen = {"anchor": Anchor.OWNERSHIP, "offset": 2, "due_on": date(2026, 12, 9)}
    Item.objects.filter(template_key="write").update(**chosen, is_gate=False)
    Item.objects.filter(template_key="list").update(guidance="As we do it here.")
    wanted = {"stage": Stage.TRANSFER, "offset": 18, "title": "Write it all"}
    publish(old, [piece("list", title="List them"), piece("write", **wanted)])

    found = look(transition)
    move(transition)

    assert [[change.label for change in one.changes] for one in found.altered] == [
        ["Title"],
        ["Title"],
    ]
    write = item(transition, "write")
    assert (write.anchor, write.offset, write.is_gate) == (Anchor.OWNERSHIP, 2, False)
    assert item(transition, "list").guidance == "As we do it here."


def test_the_template_still_says_from_where_an_item_is_counted_that_nobody_moved() -> None:
    old = make_template(items=OLD)
    transition = make_transition(template=old)
    publish(old, [piece("list"), piece("write", stage=Stage.TRANSFER, offset=18)])

    move(transition)

    assert item(transition, "write").offset == 18
    assert Template.objects.count() == 2
