"""A gate that asks for more than required items: it waits, or a manager overrides it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checklists.library.choices import Gate, GateCondition
from checklists.library.operations import gates as library
from checklists.library.rules.plan import GatePlan
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.factories.transitions import NOW, make_template, make_transition, reread
from transitions.plans.choices import Health, State
from transitions.plans.models import GateOverride, Transition
from transitions.plans.operations import details, health, lifecycle, ownership
from transitions.plans.operations.details import Changes
from transitions.plans.operations.gates import NeedsReason, Override
from transitions.plans.operations.locking import Refused
from transitions.plans.queries import standing
from transitions.plans.queries.gate import panel

pytestmark = pytest.mark.django_db
DUE = datetime(2026, 12, 8, 8, tzinfo=UTC)
TEXT = GatePlan(Gate.OWNERSHIP, GateCondition.CLIENT_TOLD_WHY)
SCORES = GatePlan(Gate.COMPLETION, GateCondition.OBJECTIVES_SCORED)
REVIEW = GatePlan(Gate.COMPLETION, GateCondition.REVIEW_WRITTEN)
UNTIL = "what the client will read is written"


def ready(*plans: GatePlan) -> Transition:
    """All items are closed; the gates ask for more."""
    template = make_template()
    library.write(template, plans)
    transition = make_transition(template=template)
    for item in Item.objects.filter(checklist=transition.checklist_id):
        checklist_items.skip(
            checklist_items.lock(item.pk), "Not here", by=transition.manager, now=NOW
        )
    return transition


def write(transition: Transition) -> None:
    changes = Changes({"client_reason": "She is near."})
    version = reread(transition).version
    details.change(transition.pk, changes, version=version, by=transition.manager, now=DUE)


def test_ownership_waits_for_further_conditions_and_says_so_until_they_are_met() -> None:
    transition = ready(TEXT)

    waited = ownership.move_due(DUE)
    waiting = reread(transition)
    write(transition)
    moved = ownership.move_due(DUE)

    assert (waited, waiting.waits_for, waiting.health) == ([], UNTIL, Health.OFF_TRACK)
    reason = standing.verdict(waiting, DUE.date()).reason
    assert reason == f"Ownership waits until {UNTIL}"
    assert (moved, reread(transition).waits_for) == ([transition], "")
    assert not GateOverride.objects.exists()


def test_without_further_conditions_moving_what_is_due_asks_for_no_more_each() -> None:
    held = [make_transition() for _ in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as none_due:
        ownership.move_due(DUE)

    assert len(held) == 3
    assert len(none_due) == 1


def test_an_override_keeps_who_why_and_what_was_open() -> None:
    transition = ready(TEXT)

    with pytest.raises(NeedsReason, match="1 condition is open before ownership moves"):
        ownership.move(transition.pk, by=transition.manager, now=NOW, override_reason="  ")
    ownership.move(transition.pk, by=transition.manager, now=NOW, override_reason=" He left ")

    kept = GateOverride.objects.get(transition=transition)
    assert (kept.gate, kept.reason, kept.decided_by, kept.decided_at) == (
        Gate.OWNERSHIP,
        "He left",
        transition.manager,
        NOW,
    )
    assert kept.lines == [
        "What the client will read is written: What the client will read is empty, Helena Brandt"
    ]
    entry = transition.log.get(kind="ownership")
    assert entry.notes == f"1 condition open. Reason: He left\nNot met: {UNTIL}."
    with pytest.raises(TypeError):
        kept.delete()
    with pytest.raises(TypeError):
        kept.save()


def test_what_was_mended_meanwhile_is_not_overridden() -> None:
    transition = ready(TEXT)
    write(transition)

    ownership.move(transition.pk, by=transition.manager, now=NOW, override_reason="He left")

    assert reread(transition).has_moved
    assert not GateOverride.objects.exists()


def test_what_the_page_has_not_shown_is_not_overridden() -> None:
    transition = make_transition()
    shown = panel(reread(transition), Gate.OWNERSHIP, NOW.date()).stamps

    with pytest.raises(Refused, match="More is open by now than this page has shown"):
        ownership.move(
            transition.pk,
            by=transition.manager,
            now=NOW,
            override_reason="He left",
            seen=frozenset(sorted(shown)[1:]),
        )
    ownership.move(
        transition.pk, by=transition.manager, now=NOW, override_reason="He left", seen=shown
    )

    assert len(GateOverride.objects.get().lines) == 5


def test_a_manager_completes_although_required_items_are_open_with_a_reason() -> None:
    transition = make_transition()
    ownership.move(transition.pk, by=transition.manager, now=NOW, override_reason="He left")

    with pytest.raises(NeedsReason, match="7 required items must be done or set aside before it"):
        lifecycle.complete(transition.pk, by=transition.manager, now=NOW)
    why = Override("They were sold")
    lifecycle.complete(transition.pk, by=transition.manager, now=NOW, override=why)
    lifecycle.complete(transition.pk, by=transition.manager, now=NOW, override=why)

    assert reread(transition).state == State.COMPLETED
    gates = list(GateOverride.objects.values_list("gate", "reason"))
    assert gates == [(Gate.OWNERSHIP, "He left"), (Gate.COMPLETION, "They were sold")]
    assert health.refresh_all(DUE) == 0, "what is over stands neither well nor ill"


def test_nobody_completes_before_ownership_has_moved_whatever_the_reason() -> None:
    transition = ready(SCORES)

    with pytest.raises(Refused, match="Ownership has not moved"):
        lifecycle.complete(
            transition.pk, by=transition.manager, now=NOW, override=Override("They were sold")
        )


def test_what_is_written_at_the_end_counts_before_the_gate_is_looked_at() -> None:
    transition = ready(REVIEW)
    ownership.move(transition.pk, by=transition.manager, now=NOW)
    review = details.Review({"findings": "Calm", "lessons": "Ask early"})

    details.complete_with(
        transition.pk, review, version=reread(transition).version, by=transition.manager, now=NOW
    )

    assert reread(transition).state == State.COMPLETED
    assert not GateOverride.objects.exists()
