"""Writes a template as a file that reads back as the same template."""

from __future__ import annotations

from typing import Any

import yaml

from checklists.library.choices import Condition
from checklists.library.rules.plan import GatePlan, ItemPlan, PhasePlan, TemplatePlan

WIDTH = 100


class Writer(yaml.SafeDumper):
    """Texts of several lines stand as such, lists of keys on one line, others set in."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Set lists in below their key, as in the files that come along."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing stands for something else: no reader of ours takes that."""
        return True


class OneLine(list[str]):
    """A list that is written on one line."""


def write(plan: TemplatePlan, *, schema: str) -> str:
    """The file of a template; `schema` is where editors find what may stand in it."""
    said: dict[str, Any] = {
        "key": plan.key,
        "name": plan.name,
        "summary": plan.summary,
        "days": plan.days,
        "ownership_day": plan.ownership_day,
    }
    if plan.gates:
        said["gates"] = [_gate(gate) for gate in plan.gates]
    said["phases"] = [_phase(phase) for phase in plan.phases]
    text: str = yaml.dump(said, Dumper=Writer, sort_keys=False, allow_unicode=True, width=WIDTH)
    return f"# yaml-language-server: $schema={schema}\n{text}"


def _gate(asked: GatePlan) -> dict[str, Any]:
    said: dict[str, Any] = {"gate": asked.gate.value, "condition": asked.condition.value}
    return {**said, "number": asked.number} if asked.number else said


def _phase(phase: PhasePlan) -> dict[str, Any]:
    said: dict[str, Any] = {"name": phase.name, "stage": phase.stage.value}
    if phase.summary:
        said["summary"] = phase.summary
    return {**said, "items": [_item(item) for item in phase.items]}


def _item(item: ItemPlan) -> dict[str, Any]:
    """An item in the order of the README, without what it leaves to the usual."""
    said: dict[str, Any] = {"key": item.key, "title": item.title}
    if item.guidance:
        said["guidance"] = item.guidance
    said |= {
        "role": item.role.value,
        "anchor": item.anchor.value,
        "offset": item.offset,
        "required": item.is_required,
        "proof": item.proof.value,
    }
    if item.only_when != Condition.ALWAYS:
        said["only_when"] = item.only_when.value
    if item.revenue_above is not None:
        said["revenue_above"] = item.revenue_above
    if item.waits_for:
        said["waits_for"] = OneLine(item.waits_for)
    return said


def _text(writer: Writer, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _one_line(writer: Writer, keys: OneLine) -> yaml.Node:
    return writer.represent_sequence("tag:yaml.org,2002:seq", keys, flow_style=True)


Writer.add_representer(str, _text)
Writer.add_representer(OneLine, _one_line)
