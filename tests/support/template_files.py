"""Templates of any kind that a file can say, for laws that hold of all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from checklists.library.choices import (
    Anchor,
    Condition,
    Gate,
    GateCondition,
    ItemRole,
    Proof,
    Stage,
)
from checklists.library.rules.conditions import MOST
from checklists.library.rules.plan import GatePlan, ItemPlan, PhasePlan, TemplatePlan

KEYS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True)
LETTERS = st.characters(exclude_categories=["Cc", "Cs"])
LINES = st.text(LETTERS, min_size=1, max_size=80).map(str.strip).filter(bool)
TEXTS = (
    st.text(LETTERS | st.sampled_from("\n\t:#-|>\"' "), min_size=1, max_size=300)
    .map(str.strip)
    .filter(bool)
)


@st.composite
def items(draw: st.DrawFn, key: str, earlier: list[str], days: int) -> ItemPlan:
    """An item that may wait for any of the earlier ones, which are all due by its day."""
    only_when = draw(st.sampled_from(Condition))
    return ItemPlan(
        key=key,
        title=draw(LINES),
        guidance=draw(TEXTS | st.just("")),
        role=draw(st.sampled_from(ItemRole)),
        anchor=Anchor.END,
        offset=draw(st.just(0) if earlier else st.integers(1 - days, 0)),
        is_required=draw(st.booleans()),
        proof=draw(st.sampled_from(Proof)),
        waits_for=tuple(sorted(draw(st.sets(st.sampled_from(earlier))) if earlier else ())),
        only_when=only_when,
        revenue_above=draw(st.integers(0, MOST)) if only_when == Condition.REVENUE else None,
    )


@st.composite
def plans(draw: st.DrawFn) -> TemplatePlan:
    """A whole template, sound, with up to three phases of up to three items."""
    days = draw(st.integers(1, 520))
    stages = sorted(draw(st.lists(st.sampled_from(Stage), min_size=1, max_size=3)), key=_place)
    keys = draw(st.lists(KEYS, unique=True, min_size=len(stages), max_size=3 * len(stages)))
    phases, earlier = [], list[str]()
    for number, stage in enumerate(stages):
        own = []
        for key in keys[number :: len(stages)]:
            own.append(draw(items(key, earlier, days)))
            earlier = [*earlier, key]
        summary = draw(TEXTS | st.just(""))
        phases.append(PhasePlan(name=draw(LINES), stage=stage, summary=summary, items=tuple(own)))
    return TemplatePlan(
        key=draw(KEYS),
        name=draw(LINES),
        summary=draw(TEXTS),
        days=days,
        ownership_day=draw(st.integers(0, days - 1)),
        phases=tuple(phases),
        gates=draw(gates(len(phases))),
    )


@st.composite
def gates(draw: st.DrawFn, phase_count: int) -> tuple[GatePlan, ...]:
    """What the gates ask for, of what makes sense in any template."""
    asked = [
        GatePlan(Gate.OWNERSHIP, GateCondition.CONTACT_KNOWN),
        GatePlan(Gate.COMPLETION, GateCondition.OBJECTIVES_SCORED),
        GatePlan(Gate.COMPLETION, GateCondition.OWNED_FOR, draw(st.integers(1, 365))),
        GatePlan(Gate.COMPLETION, GateCondition.PHASE_CLOSED, draw(st.integers(1, phase_count))),
    ]
    return tuple(sorted(one for one in asked if draw(st.booleans())))


def _place(stage: Stage) -> int:
    return list(Stage).index(stage)
