"""What the gates of a template ask for, to be ticked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from checklists.library.choices import Gate, GateCondition
from checklists.library.models import Template
from checklists.library.operations import gates as operations
from checklists.library.operations.holding import Who
from checklists.library.queries.stored import stored_gates
from checklists.library.rules import gates
from checklists.library.rules.plan import GatePlan
from config.lib.forms import Form


def name_of(plan: GatePlan) -> str:
    """A condition as a form sends it."""
    return f"{plan.gate}:{plan.condition}:{plan.number}"


ORDER = "phases:"
"""Begins what a page says about the order of its phases."""


class GatesForm(Form):
    """Both gates of a draft, held to what they asked for, and to the order of the phases that they
    name by number, when the page was opened.
    """

    marks_optional = False
    ownership = forms.MultipleChoiceField(
        label="Before ownership moves", required=False, widget=forms.CheckboxSelectMultiple
    )
    completion = forms.MultipleChoiceField(
        label="Before a transition completes", required=False, widget=forms.CheckboxSelectMultiple
    )
    days = forms.IntegerField(
        label="Days after ownership has moved",
        required=False,
        min_value=1,
        max_value=gates.MOST_DAYS,
        help_text="A transition completes no sooner than this. Leave it empty for no such rule.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, template: Template, *args: Any, **kwargs: Any) -> None:
        self.template, self.saved = template, stored_gates(template)
        phases = list(template.phases.order_by("number").values_list("pk", "number", "name"))
        self.order = [pk for pk, _, _ in phases]
        self.phase_names = names = {number: name for _, number, name in phases}
        kwargs["initial"] = self._initial()
        super().__init__(*args, **kwargs)
        self.offered = {name_of(plan): plan for plan in _offered(names)}
        for gate in Gate:
            choices = [
                (name, gates.in_words(plan, names))
                for name, plan in self.offered.items()
                if plan.gate == gate
            ]
            field = self.fields[gate.value]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
            field.choices = choices

    def _initial(self) -> dict[str, Any]:
        """What is stored now, by field."""
        days = [one.number for one in self.saved if one.condition == GateCondition.OWNED_FOR]
        found: dict[str, Any] = {
            gate.value: [name_of(one) for one in self.saved if one.gate == gate] for gate in Gate
        }
        return {**found, "days": days[0] if days else None, "seen": self._stamp()}

    def _stamp(self) -> str:
        order = ORDER + ",".join(map(str, self.order))
        return " ".join([order, *(name_of(one) for one in self.saved)])

    def renew(self) -> None:
        """Keep what was ticked, and count the next attempt from what is stored now.

        Ticks follow their phases to new numbers; that of a phase that is gone goes with it.
        """
        answers = QueryDict(mutable=True)
        answers.update(self.data)
        for gate in Gate:
            ticked = (self._followed(name) for name in self.cleaned_data[gate.value])
            answers.setlist(self.add_prefix(gate.value), [name for name in ticked if name])
        answers[self.add_prefix("seen")] = self._stamp()
        self.data = answers

    def _followed(self, name: str) -> str:
        """A tick under the number that its phase has now; empty where that is gone."""
        plan, order = self.offered[name], _order(self.cleaned_data["seen"])
        if plan.condition != GateCondition.PHASE_CLOSED or order is None:
            return name
        phase = order[plan.number - 1] if plan.number <= len(order) else 0
        if phase not in self.order:
            return ""
        return name_of(replace(plan, number=self.order.index(phase) + 1))

    @property
    def stored_words(self) -> list[str]:
        """What is stored now, in words."""
        return [
            f"{one.gate.label}: {gates.in_words(one, self.phase_names)}"
            for one in gates.in_order(self.saved)
        ]

    def act(self, who: Who) -> None:
        typed = self.cleaned_data
        wanted = [self.offered[name] for gate in Gate for name in typed[gate.value]]
        if typed["days"]:
            wanted.append(GatePlan(Gate.COMPLETION, GateCondition.OWNED_FOR, typed["days"]))
        seen, order = _plans(typed["seen"]), _order(typed["seen"])
        operations.set_gates(self.template.pk, wanted, seen=seen, who=who, order=order)


def _offered(names: dict[int, str]) -> list[GatePlan]:
    """Everything that can be ticked, phase by phase at the end; how many days is typed."""
    found = []
    for gate, conditions in gates.AT.items():
        for condition in conditions:
            if condition == GateCondition.PHASE_CLOSED:
                found += [GatePlan(gate, condition, number) for number in names]
            elif condition != GateCondition.OWNED_FOR:
                found.append(GatePlan(gate, condition))
    return sorted(found, key=lambda plan: plan.condition == GateCondition.PHASE_CLOSED)


def _order(text: str) -> list[int] | None:
    """The phases in the order of a page that was shown; None where it says nothing about that."""
    said = next((part for part in text.split() if part.startswith(ORDER)), None)
    if said is None:
        return None
    return [int(pk[:18]) for pk in said.removeprefix(ORDER).split(",") if pk.isdecimal()]


def _plans(text: str) -> list[GatePlan]:
    """What a page has shown; anything that it cannot have shown is no plan of ours."""
    found = []
    for part in text.split():
        gate, _, rest = part.partition(":")
        condition, _, number = rest.partition(":")
        if gate in Gate.values and condition in GateCondition.values and number.isdecimal():
            found.append(GatePlan(Gate(gate), GateCondition(condition), int(number[:5])))
    return found
