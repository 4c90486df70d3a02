"""The boxes of a toolbar: selects and days, and filters whose answers occur among the rows."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date
from html import escape
from typing import Any, Self

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django_filters import CharFilter, ChoiceFilter, DateFilter, Filter, FilterSet, NumberFilter

from config.lib import words
from config.lib.markup import html
from config.lib.workdays import FIRST_YEAR, LAST_YEAR

SELECTED = " selected"
BIGGEST = 2**63 - 1
"""The largest number that a database takes as an id."""


class Shared(Filter):
    """A filter that each list takes as it is, instead of a copy of its labels, choices and box.

    Only which list it belongs to differs.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        twin = copy(self)
        twin.extra = dict(self.extra)
        twin.method = twin.method  # so that it is called on the list of the twin
        return twin


class QuickSelect(forms.Select):
    """A select box written by strings: Django's own renders a template for each option.

    Its choices are taken as they are, pairs of a key and a label: there may be thousands.
    """

    choices: Any = ()

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The box with its options, escaped; without groups, which no toolbar has."""
        chosen = set(self.format_value(value))
        own = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        options = [
            f'<option value="{escape(str(key))}"{SELECTED if str(key) in chosen else ""}>'
            f"{escape(str(label))}</option>"
            for key, label in self.choices
        ]
        return html("<select{}>{}</select>", flatatt(own), SafeString("".join(options)))


class QuickDay(forms.DateInput):
    """A box for a day with the browser's own picker, written by strings for the same reason."""

    input_type = "date"

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        own = {"type": self.input_type, "name": name, "value": self.format_value(value)}
        return html("<input{}>", flatatt({**own, **self.build_attrs(self.attrs, attrs)}))


def selects(label: str, **attrs: str) -> forms.Select:
    """A select box of a toolbar, with its name for who cannot see it."""
    return QuickSelect(attrs={"class": "form-select", "aria-label": label, **attrs})


def unknown_answers(found: FilterSet) -> set[str]:
    """The filters whose answer does not exist; an unknown order only falls back to the usual."""
    return set(found.form.errors) - {"sort"}


def unknown_said(found: FilterSet) -> list[str]:
    """The answers of an address that do not exist, in a sentence; empty where all do.

    A box is called what it is called for those who cannot see it; filters without a box have
    the name of what they ask about.
    """
    names = [name for name in found.form.errors if name not in {"q", "sort"}]
    missed = no_answers((label_of(found, name), found.data.get(name, "")) for name in names)
    return [*search_unreadable(found.form), *missed]


def label_of(found: FilterSet, name: str) -> str:
    """What a filter is called."""
    if name == "q":
        return "Search"
    box = found.form.fields[name].widget.attrs.get("aria-label")
    return str(box or found.filters[name].label)


def search_unreadable(form: forms.BaseForm) -> list[str]:
    """Why the words of a search cannot be read, in a sentence; empty where they can."""
    return [f"The search cannot be read: {form.errors['q'][0]}"] if "q" in form.errors else []


def no_answers(missed: Iterable[tuple[str, object]]) -> list[str]:
    """The filters, by label, and their answers that do not exist: one sentence for all of them,
    or none where there are none.
    """
    said = words.listing(
        [f"the filter “{label}” has no answer “{given}”" for label, given in missed]
    )
    return [f"{said[0].upper()}{said[1:]}."] if said else []


class TextFacet(Shared, CharFilter):
    """A select box that offers the texts found among the rows; any other text finds nothing."""

    def __init__(self, *args: Any, label: str, anything: str, **kwargs: Any) -> None:
        self.anything = anything
        super().__init__(
            *args, label=label, max_length=200, strip=False, widget=selects(label), **kwargs
        )


class RowFacet(Shared, NumberFilter):
    """A select box that offers people, teams or other rows by id; any other id finds nothing."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, label: str, anything: str, **kwargs: Any) -> None:
        self.anything = anything
        super().__init__(
            *args, label=label, min_value=1, max_value=BIGGEST, widget=selects(label), **kwargs
        )

    def get_max_validator(self) -> None:
        """The field has its own limit."""


class Answers(Shared, ChoiceFilter):
    """A select box with fixed answers."""

    def __init__(self, *args: Any, label: str, anything: str | None, **kwargs: Any) -> None:
        super().__init__(*args, label=label, empty_label=anything, widget=selects(label), **kwargs)


class Day(Shared, DateFilter):
    """A day as far as calendars know days, with the browser's own picker."""

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        box = QuickDay(format="%Y-%m-%d", attrs={"class": "form-control", "aria-label": label})
        span = [
            MinValueValidator(date(FIRST_YEAR, 1, 1)),
            MaxValueValidator(date(LAST_YEAR, 12, 31)),
        ]
        super().__init__(*args, label=label, widget=box, validators=span, **kwargs)
