"""Amounts, numbers, and where somebody is, in words."""

from __future__ import annotations

import re
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from config.lib import browsers, mailto, words
from config.lib.markup import escaped

register = template.Library()


@register.filter
def money(amount: Decimal | None, currency: str) -> str:
    return words.money(amount, currency)


@register.filter
def short_money(amount: Decimal | None, currency: str) -> str:
    return words.short_money(amount, currency)


@register.filter
def number(value: Decimal) -> str:
    """{{ reading.value|number }} → 99.5."""
    return words.number(value)


@register.filter
def file_size(size: int) -> str:
    return words.file_size(size)


@register.filter
def count(number: int, noun: str) -> str:
    """A number with its noun: {{ n|count:"item" }}."""
    return words.count(number, noun)


@register.filter("mailto")
def mail_link(email: str) -> str:
    """A link that begins a mail to somebody."""
    return mailto.link(email)


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that breaks before its @ or a dot where it is too long for a line."""
    parts = re.split(r"(?=[@.])", address)
    return SafeString("<wbr>".join(map(escaped, parts)))


@register.filter
def browser(user_agent: str) -> str:
    return browsers.browser(user_agent)


@register.filter
def place(address: str | None) -> str:
    return browsers.place(address)
