"""What two people filled differently is told in the words of the form."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms

from config.lib.comparing import Comparing, Difference, in_words
from config.lib.forms import Form, answer


class HandoverForm(Comparing, Form):
    seen = forms.CharField(required=False)
    revenue = forms.DecimalField(label="Annual revenue")
    country = forms.ChoiceField(choices=[("", "Choose one"), ("AT", "Austria")])
    notes = forms.CharField(required=False)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("notes", None, "Empty"),
        ("notes", [], "Empty"),
        ("notes", ["Tenders", "Cold chain"], "Tenders, Cold chain"),
        ("notes", True, "Yes"),
        ("notes", date(2026, 11, 24), "24 November 2026"),
        ("country", "AT", "Austria"),
        ("country", "", "Empty"),
        ("country", "XX", "XX"),
    ],
)
def test_a_value_is_told_as_its_field_offers_it(name: str, value: Any, said: str) -> None:
    assert in_words(HandoverForm().fields[name], value) == said


def test_only_what_reads_differently_is_a_difference() -> None:
    form = HandoverForm({"seen": "1", "notes": "Mine"})
    saved = {"revenue": Decimal("1.00"), "country": "AT", "notes": None}

    form.set_beside(saved.__getitem__, {"revenue": Decimal(1), "country": "", "notes": ""})
    answer(form, "seen", "2")

    assert form.differences == [Difference("Country", "Austria", "Empty")]
    assert (form["seen"].value(), form["notes"].value()) == ("2", "Mine")
