"""What counts as a telephone number: as people write it, with something to dial in it."""

import re

from django.core.exceptions import ValidationError

WRITTEN = re.compile(r"[\d\s+()\-/.]*(ext\.?\s*\d+)?", re.ASCII | re.IGNORECASE)
FEWEST = 5


def validate_phone(text: str) -> None:
    """Accept digits, spaces and + ( ) - / . with an “ext” behind them; five digits at least."""
    if not WRITTEN.fullmatch(text) or len(re.findall(r"[0-9]", text)) < FEWEST:
        raise ValidationError("Write a number to dial, such as +43 1 555 0110 ext 12.")
