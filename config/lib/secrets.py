"""Passwords that somebody writes down where they do not belong."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

NAME = (
    r"\b(?:pass ?(?:word|code|phrase)s?|passw(?:ort|örter)|kennw(?:ort|örter)|pwd?s?|pins?"
    r"|mots? de passe|secrets?|api[ -]?keys?)\b"
)
OF_WHAT = r"(?:\s*\([^()\n]{1,40}\))?(?:[^\S\n]+\w+){0,3}?"
SIGN = r"(?:\s*[:=–—]|\s+-\s|\s+(?:is|are|ist|lautet|est)\b\s*:?)\s*"
NOT_A_HINT = r"(?!https?://|[\w.+-]+@[\w-]+\.\w)"
"""Where to ask, or to look, instead."""
LIKE_A_SECRET = rf"(?:[\"'“„«‘`]\w|{NOT_A_HINT}(?=\S{{4}})\S*?(?:\d|[#$%^*+=<>~|\\@&_]|[!?]\w))"
SECRET = re.compile(NAME + OF_WHAT + SIGN + LIKE_A_SECRET, re.IGNORECASE)
"""Its name, of what it is, a sign; and behind it something in quotes, or no ordinary word."""
NO_SECRETS = (
    "This looks like a password. Changeover is no place for passwords: write who grants access."
)


def no_secrets(text: str) -> None:
    """Refuse a text in which somebody wrote a password down; a validator."""
    if SECRET.search(text):
        raise ValidationError(NO_SECRETS, code="secret")
