"""What counts as a telephone number: as people write it, with something to dial in it."""

import re

from django.core.exceptions import ValidationError

WRITTEN = re.compile(r"[\d\s+()\-/.]*(ext\.?\s*\d+)?", re.ASCII | re.IGNORECASE)
FEWEST = 5
ODD_SPACE = re.compile(r"[^\S ]")
ODD_DASH = re.compile("[\u2010-\u2015\u2212]")  # from the typographic hyphen to the minus sign


def plain(text: str) -> str:
    """A number as a keyboard writes it: no-break spaces and dashes come with what is pasted."""
    return ODD_DASH.sub("-", ODD_SPACE.sub(" ", text))


def validate_phone(text: str) -> None:
    """Accept digits, spaces and + ( ) - / . with an “ext” behind them; five digits at least."""
    text = plain(text)
    if not WRITTEN.fullmatch(text) or len(re.findall(r"[0-9]", text)) < FEWEST:
        raise ValidationError("Write a number to dial, such as +43 1 555 0110 ext 12.")
