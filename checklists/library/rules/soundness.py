"""Why no transition could be planned from a template as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.library.choices import Stage
from checklists.library.rules import circles, gates
from checklists.library.rules.plan import ItemPlan, TemplatePlan, nominal_day

STAGES = list(Stage)


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason, in a sentence, and what it is about: an item by its key, a phase by number, or
    what a gate asks for.
    """

    sentence: str
    item: str = ""
    phase: int = 0
    is_of_gate: bool = False


def problems(plan: TemplatePlan) -> list[Problem]:
    """Everything that keeps a template from being published, from top to bottom."""
    if not plan.item_count:
        return [Problem("It has no items yet."), *_of_phases(plan), *_of_gates(plan)]
    return [*_of_phases(plan), *_of_days(plan), *_of_waiting(plan), *_of_gates(plan)]


def numbers(plan: TemplatePlan) -> dict[str, str]:
    """What each item is called on the page, by its key: “1.2 Hold the kickoff meeting”."""
    return {
        item.key: f"{number}.{position} {item.title}"
        for number, phase in enumerate(plan.phases, 1)
        for position, item in enumerate(phase.items, 1)
    }


def circle(plan: TemplatePlan) -> tuple[str, ...]:
    """The keys of items that wait for each other; empty where none do."""
    return tuple(circles.circle({item.key: item.waits_for for item in _items(plan)}))


def circle_in_words(plan: TemplatePlan) -> str:
    """The same as a sentence that names them as the page does."""
    called, around = numbers(plan), circle(plan)
    return circles.in_words([called[key] for key in around]) if around else ""


def _of_phases(plan: TemplatePlan) -> Iterator[Problem]:
    """Stages run forward, and every phase has something to do."""
    latest = 0
    for number, phase in enumerate(plan.phases, 1):
        place = STAGES.index(phase.stage)
        if place < latest:
            sentence = (
                f"Phase {number} {phase.name} goes back to the stage {phase.stage.label}. "
                f"Stage {STAGES[latest].label} has begun above it."
            )
            yield Problem(sentence, phase=number)
        latest = max(latest, place)
        if not phase.items:
            sentence = f"Phase {number} {phase.name} has no items. Add one, or delete the phase."
            yield Problem(sentence, phase=number)


def _of_days(plan: TemplatePlan) -> Iterator[Problem]:
    called = numbers(plan)
    for item in _items(plan):
        day = _day(plan, item)
        if 0 <= day < plan.days:
            continue
        side = "before the first day" if day < 0 else f"after day {plan.days}, the last one"
        yield Problem(f"{called[item.key]} falls on day {day + 1}, {side}.", item=item.key)


def _of_waiting(plan: TemplatePlan) -> Iterator[Problem]:
    """Nobody waits in a circle, for what is due later, or for what stands further below."""
    called, items = numbers(plan), {item.key: item for item in _items(plan)}
    around = circle(plan)
    if around:
        yield Problem(circle_in_words(plan), item=around[0])
    places = {key: place for place, key in enumerate(items)}
    for key, item in items.items():
        for other in item.waits_for:
            if other in around and key in around:
                continue
            if _day(plan, items[other]) > _day(plan, item):
                sentence = f"{called[key]} waits for {called[other]}, which is due later."
                yield Problem(sentence, item=key)
            elif places[other] > places[key]:
                sentence = f"{called[key]} waits for {called[other]}, which stands below it."
                yield Problem(sentence, item=key)


def _of_gates(plan: TemplatePlan) -> Iterator[Problem]:
    """No gate asks for what can never be."""
    ground = gates.Ground.of(plan)
    names = {number: phase.name for number, phase in enumerate(plan.phases, 1)}
    for one in plan.gates:
        if why := gates.wrong(one, ground):
            asked = f"“{one.gate.label}” asks for “{gates.in_words(one, names)}”"
            yield Problem(f"{asked}, but {why}", is_of_gate=True)


def _items(plan: TemplatePlan) -> Iterator[ItemPlan]:
    return (item for phase in plan.phases for item in phase.items)


def _day(plan: TemplatePlan, item: ItemPlan) -> int:
    return nominal_day(item.anchor, item.offset, plan.days, plan.ownership_day)
