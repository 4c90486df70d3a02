from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from accounts.exchange.choices import DayOrder, Kind, Mark, Source
from accounts.exchange.models import Import
from accounts.exchange.queries.kinds import KINDS
from config.lib import words
from config.lib.forms import Form

LEFT_OUT = "Leave it out"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file: what it is called, what stands in it, and the choice beside it."""

    head: str
    sample: str
    field: BoundField


class ColumnsForm(Form):
    """Which column of a file fills what, and how its dates and numbers are written."""

    marks_optional = False

    source = forms.ChoiceField(
        label="Where it comes from",
        choices=Source.choices,
        help_text="Ids in the file are those of this system: the same file again changes its rows.",
    )

    def __init__(self, *args: Any, of: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of, self.definition = of, KINDS[Kind(of.kind)]
        self.fields["source"].initial = of.source
        chosen = {place: name for name, place in of.columns.items()}
        choices = [("", LEFT_OUT), *((one.name, one.label) for one in self.definition.fields)]
        for place, head in enumerate(of.heads):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=head, required=False, choices=choices, initial=chosen.get(place, "")
            )
        for name, doubt in of.doubts.items():
            answers = DayOrder.choices if doubt["kind"] == "day" else Mark.choices
            head = of.heads[of.columns[name]]
            self.fields[f"reading_{name}"] = forms.ChoiceField(
                label=f"How is “{head}” written? It has values such as {doubt['example']}.",
                choices=answers,
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def file_columns(self) -> Iterator[FileColumn]:
        for place, head in enumerate(self.of.heads):
            samples = [row[place] for row in self.of.sample if place < len(row) and row[place]]
            yield FileColumn(head, ", ".join(samples[:2]), self[f"column_{place}"])

    @property
    def asked(self) -> list[BoundField]:
        """What could not be told from the values."""
        return [self[name] for name in self.fields if name.startswith("reading_")]

    @property
    def columns(self) -> dict[str, int]:
        """Which column fills which field."""
        places = range(len(self.of.heads))
        return {
            self.cleaned_data[f"column_{place}"]: place
            for place in places
            if self.cleaned_data.get(f"column_{place}")
        }

    @property
    def readings(self) -> dict[str, str]:
        """How columns are written that are still chosen for the same."""
        said = {name: self.cleaned_data.get(f"reading_{name}") for name in self.of.doubts}
        return {name: answer for name, answer in said.items() if answer and name in self.columns}

    def clean(self) -> None:
        super().clean()
        taken: dict[str, str] = {}
        for place, head in enumerate(self.of.heads):
            name = self.cleaned_data.get(f"column_{place}")
            if name and name in taken:
                label = self.definition.by_name[name].label
                sentence = f"“{taken[name]}” fills {label} already. Choose one of the two."
                self.add_error(f"column_{place}", sentence)
            elif name:
                taken[name] = head
        if missing := self.definition.missing(taken):
            self.add_error(None, f"Choose the columns for {words.listing(missing)}.")
        for name in self.of.doubts:
            key = f"reading_{name}"
            is_same = self.columns.get(name) == self.of.columns.get(name)
            if is_same and not self.cleaned_data.get(key):
                self.add_error(key, "Say how it is written, as its values can be read both ways.")
