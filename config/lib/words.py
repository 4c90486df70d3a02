"""How dates, money and counts are written, on pages, in mails and in reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from config.lib import places

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF ", "INR": "₹"}
MILLION, THOUSAND = places.MILLION, places.THOUSAND


def day(on: date | None, *, today: date | None = None) -> str:
    """A day as “Thu 26 Nov”, with the year where it is not today's."""
    if on is None:
        return "–"
    parts = places.order()
    return places.dated(on, parts.weekday + parts.short + _year(on, today))


def short_day(on: date | None, *, today: date | None = None) -> str:
    """A day as “26 Nov”, with the year where it is not today's."""
    return "–" if on is None else places.dated(on, places.order().short + _year(on, today))


def full_day(on: date | None) -> str:
    """A day as “Thu 26 Nov 2026”."""
    parts = places.order()
    return "–" if on is None else places.dated(on, parts.weekday + parts.short + parts.year)


def short_full_day(on: date | None) -> str:
    """A day as “26 Nov 2026”."""
    parts = places.order()
    return "–" if on is None else places.dated(on, parts.short + parts.year)


def long_day(on: date | None) -> str:
    """A day as “12 October 2026”."""
    parts = places.order()
    return "–" if on is None else places.dated(on, parts.full + parts.full_year)


def day_of_year(on: date) -> str:
    """A day of this year as “12 October”."""
    return places.dated(on, places.order().full)


def weekday(on: date, *, short: bool = False) -> str:
    """The day of the week: “Thursday”, or “Thu”."""
    return places.dated(on, "EEE" if short else "EEEE")


def headline_day(on: date, *, short: bool = False) -> str:
    """A day at the head of a page: “Thursday 12 October”, or “Thu 12 October”."""
    parts = places.order()
    name = parts.weekday if short else parts.full_weekday
    return places.dated(on, name + parts.full)


def month(on: date | None) -> str:
    """A month as “Oct 2026”."""
    return "–" if on is None else places.dated(on, "MMM y")


def clock(at: datetime | time) -> str:
    """A time of day as “14:05”, in whatever time zone it comes."""
    return f"{at:%H:%M}"


def kept_day(on: date | None) -> str:
    """A day for what is kept for all readers for years, such as the log: “Thu 26 Nov 2026”."""
    with places.written_for(places.BRITISH):
        return full_day(on)


def sentence(text: str) -> str:
    """Text with a full stop, unless an abbreviation such as “26. Nov.” has set one."""
    return text if text.endswith(".") else f"{text}."


def _year(on: date, today: date | None) -> str:
    is_other = today is not None and on.year != today.year
    return places.order().year if is_other else ""


def days(first: date, last: date, *, year: bool = False) -> str:
    """A span of days as “27 Oct – 4 Nov” or “5 – 20 Nov”."""
    parts = places.order()
    end_year = parts.year if year else ""
    end = places.dated(last, parts.short + end_year)
    if first == last:
        return end
    if (first.year, first.month) != (last.year, last.month):
        start_year = parts.year if year and first.year != last.year else ""
        return f"{places.dated(first, parts.short + start_year)} – {end}"
    if parts.month_first:
        return (
            f"{places.dated(first, parts.short)} – {places.dated(last, parts.day_only + end_year)}"
        )
    return f"{places.dated(first, parts.day_only)} – {end}"


def lateness(due_on: date, today: date) -> str:
    """How late a day is: “2 days overdue”, “Today”, or the day itself."""
    late = (today - due_on).days
    if late > 0:
        return f"{late} day{'' if late == 1 else 's'} overdue"
    return "Today" if late == 0 else day(due_on, today=today)


def money(amount: Decimal | None, currency: str) -> str:
    """An amount in full: “€1,240,000”."""
    if amount is None:
        return "–"
    digits = 0 if amount == amount.to_integral_value() else 2
    if places.current() != places.BRITISH:
        return places.money(amount, currency, digits)
    return f"{SYMBOLS.get(currency, currency + ' ')}{amount:,.{digits}f}"


def short_money(amount: Decimal | None, currency: str) -> str:
    """An amount in short: “€3.2M”, “€850K”."""
    if amount is None:
        return "–"
    if places.current() != places.BRITISH:
        return places.short_money(amount, currency)
    symbol = SYMBOLS.get(currency, currency + " ")
    if amount >= MILLION:
        return f"{symbol}{amount / MILLION:,.1f}M"
    if amount >= THOUSAND:
        return f"{symbol}{amount / THOUSAND:,.0f}K"
    return f"{symbol}{amount:,.0f}"


def number(value: Decimal) -> str:
    """A number without zeros behind its point that say nothing: “99.5”, “1,200”."""
    exponent = value.normalize().as_tuple().exponent
    return places.number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: “1 item”, “3 items”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listing(words: Sequence[str], joint: str = "and") -> str:
    """Words in a row: “a”, “a and b”, “a, b and c”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def file_size(size: int) -> str:
    """A size in bytes as “84 KB” or “1.2 MB”."""
    if size >= 1024 * 1024:
        return f"{places.number(Decimal(size) / 1024 / 1024, 1)} MB"
    return f"{max(size // 1024, 1)} KB"


def initials(name: str) -> str:
    """The first letters of a first and last name, without titles such as Dr. and quotes: “IH”."""
    named = [word for word in name.split() if _letters(word)] or ["?"]
    parts = [part for part in named if not part.endswith(".")] or named
    ends = parts if len(parts) == 1 else [parts[0], parts[-1]]
    return "".join((_letters(part) or part)[0] for part in ends).upper()


def _letters(word: str) -> str:
    return "".join(sign for sign in word if sign.isalnum())
