"""A field for an amount, typed with the point or comma of the person's place."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from config.lib import places

EXAMPLE = Decimal("1234.50")
MARKED_NUMBER = re.compile(r"[-+]?[\d.,'’\s]+")


class AmountField(forms.DecimalField):
    """Reads “1.234,50” for a German and “1,234.50” for a Briton, and shows it to them like that.

    Where the marks stand in the wrong place it asks, because to guess may be wrong by a thousand.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"widget": widget, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = str("" if value is None else value).strip()
        if not text:
            return None
        if not MARKED_NUMBER.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        try:
            found = places.read_number(text)
        except ValueError:
            found = None
        if found is None or self._is_too_fine(found):
            example = places.number(EXAMPLE, 2)
            raise ValidationError(f"Write an amount such as {example}.", "invalid")
        return found

    def _is_too_fine(self, amount: Decimal) -> bool:
        """Whether it has too many decimals, as 900.000 has for a Briton: thousands were meant."""
        exponent = amount.as_tuple().exponent
        most = self.decimal_places
        return most is not None and isinstance(exponent, int) and -exponent > most

    def prepare_value(self, value: Any) -> Any:
        return places.typed(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True
