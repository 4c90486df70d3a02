"""What stands in a cell becomes the value of a field, or a sentence that says how to write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import (
    EmailValidator,
    MaxLengthValidator,
    ProhibitNullCharactersValidator,
    validate_email,
)
from django.db import models

from accounts.exchange.choices import DayOrder, Mark
from accounts.exchange.rules import days, numbers
from accounts.exchange.rules.tables import Cell, spelled
from accounts.profile.models import Record
from config.lib import phones
from config.lib.countries import COUNTRIES
from config.lib.secrets import NO_SECRETS, SECRET

Reader = Callable[[Cell], Any]
YES = {"yes", "y", "true", "1", "x", "ja", "wahr", "oui"}
NO = {"no", "n", "false", "0", "-", "nein", "falsch", "non"}
CODES = {name.lower(): code for code, name in COUNTRIES.items()}
MORE_CODES = {
    "usa": "US", "united states": "US", "united states of america": "US", "uk": "GB",
    "united kingdom": "GB", "great britain": "GB", "england": "GB", "deutschland": "DE",
    "österreich": "AT", "schweiz": "CH", "switzerland": "CH", "czechia": "CZ",
    "the netherlands": "NL", "russia": "RU", "south korea": "KR", "frankreich": "FR",
    "italien": "IT", "spanien": "ES",
}  # fmt: skip
MEANT = {
    "stage": {
        "prospecting": "lead", "appointment scheduled": "lead", "contact made": "lead",
        "open": "lead", "qualify": "lead", "qualification": "qualified",
        "needs analysis": "qualified", "value proposition": "qualified",
        "qualified to buy": "qualified", "presentation scheduled": "qualified",
        "demo scheduled": "qualified", "develop": "qualified", "id. decision makers": "qualified",
        "perception analysis": "qualified", "proposal/price quote": "offer",
        "proposal made": "offer", "propose": "offer", "contract sent": "offer",
        "negotiation/review": "talks", "negotiations started": "talks", "close": "talks",
        "decision maker bought-in": "talks", "closed won": "won", "closed lost": "lost",
    },
    "channel": {
        "call": "phone", "phone call": "phone", "telephone": "phone", "meeting": "visit",
        "appointment": "visit", "lunch": "visit", "event": "visit", "email": "email",
        "mail": "email", "video": "video", "online meeting": "video", "note": "email",
        "incoming_email": "email", "listemail": "email", "letter": "email",
    },
}  # fmt: skip
"""What other systems call our answers, as their first set-up has them."""
BY_READING = (MaxLengthValidator, ProhibitNullCharactersValidator, EmailValidator)
REPEATED = 4096
"""So many different values of a column are read once; most repeat."""


def reader(field: models.Field[Any, Any], reading: str = "") -> Reader:
    """How a column is read that fills a plain field; raises ValueError with a sentence.

    Args:
        field: of the model.
        reading: a DayOrder for a date, a Mark for a number, where the file needs one.
    """
    read = _typed(field, reading)
    checks = _checks(field)

    @lru_cache(maxsize=REPEATED)
    def checked(cell: Cell) -> Any:
        value = read(cell)
        for check in checks:
            try:
                check(value)
            except ValidationError as error:
                raise ValueError(_sentence(error)) from error
        return value

    return checked


def _checks(field: models.Field[Any, Any]) -> list[Callable[[Any], None]]:
    """What a field asks of its values beyond what reading them asks; of addresses the last word."""
    asked = [one for one in field.validators if not isinstance(one, BY_READING)]
    return asked[-1:] if isinstance(field, models.URLField) else asked


def _typed(field: models.Field[Any, Any], reading: str) -> Reader:
    if field.choices:
        return _choice(field)
    if isinstance(field, models.DateField):
        return lambda cell: days.read(cell, reading or DayOrder.DAY_FIRST)
    if isinstance(field, models.DecimalField):
        return lambda cell: _amount(cell, reading or Mark.POINT)
    if isinstance(field, models.BooleanField):
        return _yes_or_no
    if isinstance(field, models.PositiveSmallIntegerField):
        return _whole
    text = _text(field)
    named: Mapping[str, Reader] = {
        "country": lambda cell: _country(spelled(cell)),
        "phone": lambda cell: phones.plain(text(cell)),
        "website": lambda cell: _web_address(text(cell)),
        "currency": lambda cell: text(cell).upper(),
        "email": lambda cell: _email(text(cell)),
    }
    return named.get(field.name, text)


def _text(field: models.Field[Any, Any]) -> Reader:
    longest = getattr(field, "max_length", None)
    refuses_secrets = issubclass(field.model, Record)

    def read(cell: Cell) -> str:
        text = spelled(cell)
        if "\x00" in text:
            raise ValueError("This holds a sign that no text has.")
        if longest and len(text) > longest:
            raise ValueError(f"At most {longest} characters; these are {len(text)}.")
        if refuses_secrets and SECRET.search(text):
            raise ValueError(NO_SECRETS)
        return text

    return read


def _choice(field: models.Field[Any, Any]) -> Reader:
    known: dict[str, Any] = dict(MEANT.get(field.name, {}))
    for key, label in field.flatchoices:
        known |= {str(key).lower(): key, str(label).lower(): key}
    said = ", ".join(str(label) for _, label in field.flatchoices)

    def read(cell: Cell) -> Any:
        text = re.sub(r"\s+", " ", spelled(cell)).lower()
        if text not in known:
            raise ValueError(f"Write one of these: {said}.")
        return known[text]

    return read


def _amount(cell: Cell, mark: str) -> Any:
    found = numbers.read(cell, mark)
    if not found.is_finite() or abs(found) >= 10**12:
        raise ValueError("This number is too long.")
    return round(found, 2)


def _whole(cell: Cell) -> int:
    try:
        found = numbers.read(cell, Mark.POINT)
    except ValueError as error:
        raise ValueError("Write a whole number.") from error
    if not found.is_finite() or not 0 <= found <= 32767 or found != int(found):
        raise ValueError("Write a whole number from 0 on.")
    return int(found)


def _yes_or_no(cell: Cell) -> bool:
    text = spelled(cell).lower()
    if text in YES:
        return True
    if text in NO:
        return False
    raise ValueError("Write yes or no.")


def _country(text: str) -> str:
    code = text.upper()
    if code in COUNTRIES:
        return code
    found = CODES.get(text.lower()) or MORE_CODES.get(text.lower())
    if found is None:
        raise ValueError("Write the name of the country, or its two letters, such as AT.")
    return found


def _web_address(text: str) -> str:
    return text if "://" in text else f"https://{text}"


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValueError("This is no complete address, such as name@example.com.") from error
    return text.lower()


def _sentence(error: ValidationError) -> str:
    return " ".join(error.messages)[:400]
