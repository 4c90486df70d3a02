"""The base of every form: our classes on controls, plain sentences, what is wrong at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, QueryDict
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.db import models
    from typing_extensions import TypeVar

    M = TypeVar("M", bound=models.Model, default=Any)

    class BaseModelForm(forms.ModelForm[M]): ...

else:
    M = Any

    class BaseModelForm(forms.ModelForm):
        """A model form that can be written ModelForm[User], which only type checkers read."""

        def __class_getitem__(cls, model: object) -> type:
            return cls


NativeInput = forms.DateInput | forms.TimeInput | forms.DateTimeInput
NUMBERS = (
    "No", "One", "Two", "Three", "Four", "Five", "Six",
    "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
)  # fmt: skip
NATIVE_INPUTS: list[tuple[type[NativeInput], str, str]] = [
    (forms.DateInput, "date", "%Y-%m-%d"),
    (forms.TimeInput, "time", "%H:%M"),
    (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
]
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
CHOICES = (forms.Select, forms.SelectMultiple)


def posted(request: HttpRequest) -> QueryDict | None:
    """What somebody sends with a form, even if it is empty; None where they only look at it."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Problem:
    """One mistake in a form: the field it belongs to, if any, and its sentence."""

    target: str
    label: str
    sentence: str


class StyledBoundField(BoundField):
    """A field on a page: its control carries our classes and is native where there is one."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        make_native(field.widget)
        ask_plainly(field)
        correct_plainly(field)

    @property
    def is_check(self) -> bool:
        return is_check(self)

    @property
    def is_marked_optional(self) -> bool:
        marks = getattr(self.form, "marks_optional", True)
        return bool(marks and not self.field.required and not self.is_check)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        classes = [css_class(widget), widget.attrs.get("class", ""), built.get("class", "")]
        if self.errors:
            classes.append("is-invalid")
        return {**built, "class": " ".join(filter(None, classes))}


def is_check(bound: BoundField) -> bool:
    """Whether it is a single box, whose label stands behind it."""
    return isinstance(bound.field.widget, forms.CheckboxInput)


class StyledForm:
    """Adds our look to a form; `marks_optional = False` leaves the word “optional” out."""

    bound_field_class: type[BoundField] | None = StyledBoundField
    marks_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, in the order of the fields; what concerns the whole form comes first."""
        assert isinstance(self, forms.BaseForm)  # noqa: S101 - it is mixed into forms only
        found = [Problem("", "", in_words(error)) for error in self.non_field_errors()]
        for name in self.fields:
            bound = self[name]
            # What stands beside a box to tick is a sentence of its own, and so is the mistake.
            label = "" if is_check(bound) else str(bound.label)
            found += [
                Problem(bound.id_for_label or bound.auto_id, label, in_words(error))
                for error in bound.errors
            ]
        return found

    @property
    def problems_title(self) -> str:
        """How many answers need a change; empty when only the whole form is at fault."""
        assert isinstance(self, forms.BaseForm)  # noqa: S101 - it is mixed into forms only
        count = sum(1 for name in self.fields if name in self.errors)
        if count == 0:
            return ""
        if count == 1:
            return "One answer needs a change"
        number = NUMBERS[count] if count < len(NUMBERS) else str(count)
        return f"{number} answers need a change"


def in_words(error: object) -> str:
    """A mistake as text: a link inside loses its tags, what somebody typed stays as it is."""
    said = str(error)
    return unescape(strip_tags(said)) if isinstance(said, SafeString) else said


def answer(form: forms.BaseForm, name: str, value: str) -> None:
    """Fill a field of a form that was sent, for its next showing."""
    answers = QueryDict(mutable=True)
    answers.update(form.data)
    answers[form.add_prefix(name)] = value
    form.data = answers


class Form(StyledForm, forms.Form):
    """A form in our look."""


class ModelForm(StyledForm, BaseModelForm[M]):
    """A form on a model in our look."""


def css_class(widget: forms.Widget) -> str:
    """The class that gives a control our look."""
    if isinstance(widget, GROUPS):
        return "checks"
    if isinstance(widget, forms.CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, CHOICES) else "form-control"


def make_native(widget: forms.Widget) -> None:
    """Use the browser's own picker for dates and times; it wants ISO formats."""
    for kind, input_type, iso in NATIVE_INPUTS:
        if isinstance(widget, kind):
            widget.input_type = input_type
            widget.format = iso


def ask_plainly(field: forms.Field) -> None:
    """Say what to do where Django only says that something is required."""
    if field.error_messages.get("required") != forms.Field.default_error_messages["required"]:
        return
    field.error_messages["required"] = "Fill this in."
    if isinstance(field, forms.BooleanField):
        field.error_messages["required"] = "Tick this to go on."
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        field.error_messages["required"] = "Choose one."
    elif isinstance(field, forms.FileField):
        field.error_messages["required"] = "Choose a file."


PLAIN_SENTENCES: list[tuple[type[forms.Field], dict[str, str]]] = [
    (forms.EmailField, {"invalid": "This is no complete address, such as name@example.com."}),
    (forms.DateField, {"invalid": "This is no date. Write it as 2026-11-24."}),
    (forms.TimeField, {"invalid": "This is no time. Write it as 07:30."}),
    (
        forms.IntegerField,
        {
            "invalid": "Write a number.",
            "min_value": "Write %(limit_value)s or more.",
            "max_value": "Write %(limit_value)s or less.",
        },
    ),
    (forms.DecimalField, {"max_digits": "This number is too long."}),
    (
        forms.CharField,
        {"max_length": "At most %(limit_value)d characters; these are %(show_value)d."},
    ),
]


def correct_plainly(field: forms.Field) -> None:
    """Say how to write it right where Django only says that it is wrong."""
    stock = {
        code: sentence
        for kind in reversed(type(field).__mro__)
        for code, sentence in getattr(kind, "default_error_messages", {}).items()
    }
    for kind, sentences in PLAIN_SENTENCES:
        if isinstance(field, kind):
            for code, sentence in sentences.items():
                if field.error_messages.get(code) == stock.get(code):
                    field.error_messages[code] = sentence
