"""Forms on rows that several people edit: nobody overwrites what they have not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from config.lib import words


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people filled differently, in words."""

    label: str
    saved: str
    typed: str


class Comparing(forms.BaseForm):
    """Mixed into a form: shows what somebody else saved beside what was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences: list[Difference] = []

    def set_beside(self, saved: Callable[[str], Any], typed: Mapping[str, Any]) -> None:
        """Keep where what was typed reads differently from what is saved."""
        for name, value in typed.items():
            field, before = self.fields[name], saved(name)
            pair = in_words(field, before), in_words(field, value)
            if before != value and pair[0] != pair[1]:
                self.differences.append(Difference(str(self[name].label), *pair))


def in_words(field: forms.Field, value: Any) -> str:
    """A value in words, as its field offers it."""
    if value in (None, ""):
        return "Empty"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return words.long_day(value)
    if isinstance(value, list | tuple):
        known = dict(getattr(field, "choices", ()))
        return ", ".join(str(known.get(one, one)) for one in value) or "Empty"
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)
