"""How a place writes dates and numbers. The words around them stay English.

Who reads decides: pages by the person who is signed in, a digest by the person it goes to, a PDF by
the person who asks for it. What is kept for everybody, such as the log, is written as in Britain.
`config.lib.words` is the only caller; templates and rooms call that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    get_currency_symbol,
    parse_decimal,
)
from django.http import HttpRequest, HttpResponse

BRITISH = "en_GB"
MILLION = Decimal(1_000_000)
THOUSAND = Decimal(1_000)

GetResponse = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Order:
    """The parts of a date in the order of a place, as patterns of Unicode CLDR."""

    weekday: str = "EEE "
    full_weekday: str = "EEEE "
    short: str = "d MMM"
    full: str = "d MMMM"
    day_only: str = "d"
    year: str = " y"
    full_year: str = " y"
    month_first: bool = False


GERMAN = Order(full_weekday="EEEE, ", short="d. MMM", full="d. MMMM", day_only="d.")
ORDERS = {
    "en_US": Order(
        weekday="EEE, ",
        full_weekday="EEEE, ",
        short="MMM d",
        full="MMMM d",
        year=", y",
        full_year=", y",
        month_first=True,
    ),
    "de": GERMAN,
    "de_AT": GERMAN,
    "de_CH": GERMAN,
    "es": Order(full_weekday="EEEE, ", full="d 'de' MMMM", full_year=" 'de' y"),
}
IN_FULL_BELOW_A_MILLION = {"de", "de_AT", "de_CH", "it"}
"""Places that have no short word for a thousand."""
BRITISH_PARTS = {"EEEE": "%A", "EEE": "%a", "MMMM": "%B", "MMM": "%b"}

_reader: ContextVar[str] = ContextVar("reader", default=BRITISH)


@contextmanager
def written_for(locale: str) -> Iterator[None]:
    """Write as in a place, for as long as this lasts and only for who does it."""
    token = _reader.set(locale or BRITISH)
    try:
        yield
    finally:
        _reader.reset(token)


class PlaceMiddleware:
    """Pages are written as the person who looks wants them; strangers read British ones."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with written_for(getattr(request.user, "locale", BRITISH)):
            return self.get_response(request)


def current() -> str:
    """The place for which is written now, such as “de_AT”."""
    return _reader.get()


def order() -> Order:
    return ORDERS.get(_reader.get(), Order())


def dated(on: date, pattern: str) -> str:
    """A day after a pattern of CLDR, with the names of the place."""
    return _dated(on, pattern, _reader.get())


@lru_cache(maxsize=2048)
def _dated(on: date, pattern: str, locale: str) -> str:
    if locale != BRITISH:
        return format_date(on, pattern, locale=locale)
    # Python's names, because newer tables of Britain write “Sept” beside “Aug” and “Oct”.
    return re.sub("E+|M+|d|y", lambda part: _british(on, part[0]), pattern)


def _british(on: date, part: str) -> str:
    if part in BRITISH_PARTS:
        return on.strftime(BRITISH_PARTS[part])
    return str(on.day if part == "d" else on.year)


def number(value: Decimal | int, places: int = 0) -> str:
    """A number with so many places behind the point or comma."""
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(value, format=pattern, locale=_reader.get())


def typed(value: Decimal) -> str:
    """An amount as somebody would type it: “1234,50”."""
    pattern = "0" if value == value.to_integral_value() else "0.00"
    return format_decimal(value, format=pattern, locale=_reader.get())


def read_number(text: str) -> Decimal:
    """A number that somebody has typed, with the point and comma of their place.

    Raises:
        ValueError: it is none, or its marks are where the place would not put them.
    """
    plain = re.sub("[\\s'’]", "", text)
    return parse_decimal(plain, locale=_reader.get(), strict=True)


def money(amount: Decimal, currency: str, places: int = 2) -> str:
    """An amount in full, with the sign of its currency where the place puts it."""
    standard = _standard(_reader.get())
    pattern = standard if places else standard.replace(".00", "")
    return format_currency(
        amount, currency, format=pattern, locale=_reader.get(), currency_digits=False
    )


def short_money(amount: Decimal, currency: str) -> str:
    """An amount in short: “3,2 Mio. €”, “850 k €”; in full where the place has no short word."""
    locale = _reader.get()
    if amount < THOUSAND or (amount < MILLION and locale in IN_FULL_BELOW_A_MILLION):
        return money(amount, currency, places=0)
    digits = 1 if amount >= MILLION else 0
    sign, gap = _before(_standard(locale))
    if not sign:
        return format_compact_currency(amount, currency, locale=locale, fraction_digits=digits)
    short = format_compact_decimal(amount, locale=locale, fraction_digits=digits)
    return f"{get_currency_symbol(currency, locale)}{gap}{short}"


def _before(pattern: str) -> tuple[str, str]:
    """The sign of a currency and the gap, where the place writes them before an amount.

    Short amounts follow it, though the tables of Austria and Switzerland have them as in Germany.
    """
    sign, gap = re.findall(r"^(¤?)(\s?)", pattern)[0]
    return sign, gap


@lru_cache(maxsize=32)
def _standard(locale: str) -> str:
    return str(Locale.parse(locale).currency_formats["standard"].pattern)
