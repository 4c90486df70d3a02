"""Builds the demo: people first, then accounts, then what happens to them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.people.models import User
from transitions.portfolio.operations.demo import accounts, handovers, people


@transaction.atomic
def build(*, now: datetime, today: date) -> int:
    """Fill an empty site with the demo company; does nothing where anybody exists.

    Returns:
        How many transitions it made.
    """
    if User.objects.exists():
        return 0
    company = people.build(now=now, today=today)
    accounts.build(company)
    return handovers.build(company)
