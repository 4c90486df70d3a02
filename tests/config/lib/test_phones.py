"""A telephone number is what somebody can dial."""

import pytest
from django.core.exceptions import ValidationError

from config.lib.phones import plain, validate_phone


@pytest.mark.parametrize(
    "text", ["+43 732 555 0100", "(01) 55-50/1.1", "55501", "+1 555 0100 ext 12", "55501 Ext.7"]
)
def test_numbers_as_people_write_them_are_accepted(text: str) -> None:
    validate_phone(text)


@pytest.mark.parametrize(
    "pasted",
    ["+43\u00a0732\u202f555\u20110100", "+43 732 555\u20130100", "+43\u2007732 555\u20100100"],
)
def test_spaces_and_dashes_that_were_pasted_are_those_of_a_keyboard(pasted: str) -> None:
    validate_phone(pasted)

    assert plain(pasted) == "+43 732 555-0100"


@pytest.mark.parametrize(
    "text", ["not a phone", "1234", "+++++", "ext 12345 x", "٠١٢٣٤٥", "555 0100 or 0101"]
)
def test_what_nobody_can_dial_is_not(text: str) -> None:
    with pytest.raises(ValidationError, match="Write a number to dial"):
        validate_phone(text)
