"""What the gates of a template ask for, to be ticked."""

from __future__ import annotations

from typing import Any

from django import forms

from checklists.library.choices import Gate, GateCondition
from checklists.library.models import Template
from checklists.library.operations import gates as operations
from checklists.library.operations.holding import Who
from checklists.library.queries.stored import stored_gates
from checklists.library.rules import gates
from checklists.library.rules.plan import GatePlan
from config.lib.forms import Form, answer


def name_of(plan: GatePlan) -> str:
    """A condition as a form sends it."""
    return f"{plan.gate}:{plan.condition}:{plan.number}"


class GatesForm(Form):
    """Both gates of a draft, held to what they asked for when the page was opened."""

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
        kwargs["initial"] = self._initial()
        super().__init__(*args, **kwargs)
        names = dict(template.phases.values_list("number", "name"))
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
        return " ".join(name_of(one) for one in self.saved)

    def renew(self) -> None:
        """Keep what was ticked, and count the next attempt from what is stored now."""
        answer(self, "seen", self._stamp())

    @property
    def stored_words(self) -> list[str]:
        """What is stored now, in words."""
        names = dict(self.template.phases.values_list("number", "name"))
        return [
            f"{one.gate.label}: {gates.in_words(one, names)}" for one in gates.in_order(self.saved)
        ]

    def act(self, who: Who) -> None:
        typed = self.cleaned_data
        wanted = [self.offered[name] for gate in Gate for name in typed[gate.value]]
        if typed["days"]:
            wanted.append(GatePlan(Gate.COMPLETION, GateCondition.OWNED_FOR, typed["days"]))
        operations.set_gates(self.template.pk, wanted, seen=_plans(typed["seen"]), who=who)


def _offered(names: dict[int, str]) -> list[GatePlan]:
    """Everything that can be ticked; how many days is typed."""
    found = []
    for gate, conditions in gates.AT.items():
        for condition in conditions:
            if condition == GateCondition.PHASE_CLOSED:
                found += [GatePlan(gate, condition, number) for number in names]
            elif condition != GateCondition.OWNED_FOR:
                found.append(GatePlan(gate, condition))
    return found


def _plans(text: str) -> list[GatePlan]:
    """What a page has shown; anything that it cannot have shown is no plan of ours."""
    found = []
    for part in text.split():
        gate, _, rest = part.partition(":")
        condition, _, number = rest.partition(":")
        if gate in Gate.values and condition in GateCondition.values and number.isdecimal():
            found.append(GatePlan(Gate(gate), GateCondition(condition), int(number[:5])))
    return found
