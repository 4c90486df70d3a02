"""What a template file says, once it has been read and found sound."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from checklists.library.choices import (
    Anchor,
    Condition,
    Gate,
    GateCondition,
    ItemRole,
    Proof,
    Stage,
)


@dataclass(frozen=True)
class ItemPlan:
    """An item as its file describes it; `revenue_above` stands with that condition alone."""

    key: str
    title: str
    guidance: str
    role: ItemRole
    anchor: Anchor
    offset: int
    is_required: bool
    proof: Proof
    waits_for: tuple[str, ...]
    only_when: Condition = Condition.ALWAYS
    revenue_above: int | None = None


@dataclass(frozen=True)
class PhasePlan:
    """A phase as its file describes it, with its items in order."""

    name: str
    stage: Stage
    summary: str
    items: tuple[ItemPlan, ...]


@dataclass(frozen=True, order=True)
class GatePlan:
    """What a gate asks for; `number` is its phase or its days, 0 where it has none."""

    gate: Gate
    condition: GateCondition
    number: int = 0


@dataclass(frozen=True)
class TemplatePlan:
    """A whole template as its file describes it."""

    key: str
    name: str
    summary: str
    days: int
    ownership_day: int
    phases: tuple[PhasePlan, ...]
    gates: tuple[GatePlan, ...] = ()

    @property
    def item_count(self) -> int:
        return sum(len(phase.items) for phase in self.phases)

    @property
    def digest(self) -> str:
        """The SHA-256 of all it says; comments and the lay-out of its file do not count.

        What has no condition and no gate has the digest that it had before there were any.
        """
        said = asdict(self)
        if not self.gates:
            del said["gates"]
        for phase in said["phases"]:
            phase["items"] = [_without_defaults(item) for item in phase["items"]]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _without_defaults(item: dict[str, Any]) -> dict[str, Any]:
    """What an item says, without a condition where it has none."""
    left_out = {"revenue_above"} if item["revenue_above"] is None else set()
    left_out |= {"only_when"} if item["only_when"] == Condition.ALWAYS else set()
    return {name: value for name, value in item.items() if name not in left_out}


def nominal_day(anchor: Anchor, offset: int, days: int, ownership_day: int) -> int:
    """The working day, counted from 0, on which an item falls at nominal length."""
    base = {Anchor.START: 0, Anchor.OWNERSHIP: ownership_day, Anchor.END: days - 1}
    return base[anchor] + offset
