"""What one version of a template says that another does not, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checklists.library.choices import Gate, Proof
from checklists.library.rules import gates, when
from checklists.library.rules.conditions import in_words
from checklists.library.rules.plan import ItemPlan, PhasePlan, TemplatePlan
from config.lib import words

HEAD = (
    ("Name", "name"),
    ("Summary", "summary"),
    ("Working days", "days"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One answer, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An item or a phase of which both versions know, and what differs about it."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs; without any the two say the same."""

    head: tuple[Change, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Changed, ...]
    is_reordered: bool

    @property
    def is_empty(self) -> bool:
        return not (self.head or self.added or self.removed or self.changed or self.is_reordered)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item with what its phase is called in the version before, or now if that is new."""

    item: ItemPlan
    phase: str


def compare(before: TemplatePlan, after: TemplatePlan) -> Differences:
    """What `after` adds, removes and changes; items are the same by key, phases by name or else
    by their items.
    """
    old_phases = _phases(before)
    new_phases = _as_before(old_phases, _phases(after))
    old, new = _placed(old_phases), _placed(new_phases)
    both = [key for key in old if key in new]
    both_phases = [name for name in old_phases if name in new_phases]
    titles = {key: placed.item.title for key, placed in {**new, **old}.items()}
    changed = [
        *(Changed(name, _of_phase(old_phases[name], new_phases[name])) for name in both_phases),
        *(Changed(new[key].item.title, _of_item(old[key], new[key], titles)) for key in both),
    ]
    return Differences(
        head=tuple(_of_head(before, after)),
        added=(*_missing(new_phases, old_phases), *_titles(new, old)),
        removed=(*_missing(old_phases, new_phases), *_titles(old, new)),
        changed=tuple(one for one in changed if one.changes),
        is_reordered=both != [key for key in new if key in old]
        or both_phases != [name for name in new_phases if name in old_phases],
    )


def _phases(plan: TemplatePlan) -> dict[str, PhasePlan]:
    """The phases by name; a second one of the same name is called by its number, too."""
    found: dict[str, PhasePlan] = {}
    for number, phase in enumerate(plan.phases, 1):
        found[f"{phase.name} ({number})" if phase.name in found else phase.name] = phase
    return found


def _as_before(old: Mapping[str, PhasePlan], new: Mapping[str, PhasePlan]) -> dict[str, PhasePlan]:
    """The new phases by what they were called before: one that was renamed has most of the items
    of one that is gone.
    """
    gone = {name: phase for name, phase in old.items() if name not in new}
    found: dict[str, PhasePlan] = {}
    for name, phase in new.items():
        former = name
        if name not in old and gone:
            most = max(gone, key=lambda other: _shared(gone[other], phase))
            former = most if _shared(gone[most], phase) else name
        gone.pop(former, None)
        found[former] = phase
    return found


def _shared(one: PhasePlan, other: PhasePlan) -> int:
    """How many items two phases have in common."""
    return len({item.key for item in one.items} & {item.key for item in other.items})


def _placed(phases: Mapping[str, PhasePlan]) -> dict[str, _Placed]:
    return {item.key: _Placed(item, name) for name, phase in phases.items() for item in phase.items}


def _missing(phases: Mapping[str, PhasePlan], others: Mapping[str, PhasePlan]) -> Iterator[str]:
    return (f"Phase “{name}”" for name in phases if name not in others)


def _titles(items: Mapping[str, _Placed], others: Mapping[str, _Placed]) -> Iterator[str]:
    return (placed.item.title for key, placed in items.items() if key not in others)


def _of_head(before: TemplatePlan, after: TemplatePlan) -> Iterator[Change]:
    yield from _differing(
        [(label, str(getattr(before, name)), str(getattr(after, name))) for label, name in HEAD]
    )
    days = (f"working day {plan.ownership_day + 1}" for plan in (before, after))
    yield from _differing([("Ownership moves", *days)])
    for gate in Gate:
        yield from _differing([(gate.label, _asked(gate, before), _asked(gate, after))])


def _asked(gate: Gate, plan: TemplatePlan) -> str:
    """What a gate asks for beside required items, in words."""
    phases = {number: phase.name for number, phase in enumerate(plan.phases, 1)}
    asked = (one for one in gates.in_order(plan.gates) if one.gate == gate)
    return ". ".join(gates.in_words(one, phases) for one in asked)


def _of_phase(before: PhasePlan, after: PhasePlan) -> tuple[Change, ...]:
    return tuple(
        _differing(
            [
                ("Name", before.name, after.name),
                ("Stage", str(before.stage.label), str(after.stage.label)),
                ("Summary", before.summary, after.summary),
            ]
        )
    )


def _of_item(before: _Placed, after: _Placed, titles: Mapping[str, str]) -> tuple[Change, ...]:
    old, new = (dict(_said(placed, titles)) for placed in (before, after))
    return tuple(_differing([(label, old[label], new[label]) for label in old]))


def _said(placed: _Placed, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What an item says, by label."""
    item = placed.item
    yield "Phase", placed.phase
    yield "Title", item.title
    yield "Guidance", item.guidance
    yield "Who does it", str(item.role.label)
    yield "When", when.in_words(item.anchor, item.offset)
    yield "Required", "Yes" if item.is_required else "No"
    yield "What proves it", "" if item.proof == Proof.NOTHING else str(item.proof.label)
    yield "Taken", in_words(item.only_when, item.revenue_above) or "Always"
    yield "Waits for", words.listing([titles.get(key, key) for key in item.waits_for])


def _differing(answers: Sequence[tuple[str, ...]]) -> Iterator[Change]:
    return (
        Change(label, before or "Nothing", after or "Nothing")
        for label, before, after in answers
        if before != after
    )
