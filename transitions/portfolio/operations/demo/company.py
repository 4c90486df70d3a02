"""Builds the demo: people first, then accounts and what is known of them, then what happens."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.people.models import User
from config.lib import acting
from transitions.portfolio.operations import demo_built
from transitions.portfolio.operations.demo import (
    accounts,
    changes,
    dossiers,
    handovers,
    people,
    profiles,
    talk,
    templates,
    visits,
)

BEFORE = timedelta(days=400)
"""How long ago everybody and every account was entered."""


@transaction.atomic
def build(*, now: datetime, today: date) -> int:
    """Fill an empty site with the demo company; does nothing where anybody exists.

    Returns:
        How many transitions it made.
    """
    if User.objects.exists():
        return 0
    with acting.by(None, at=now - BEFORE):
        company = people.build(now=now, today=today)
        accounts.build(company)
    profiles.build(company)
    made = handovers.build(company)
    talk.build(company)
    templates.build(company)
    changes.build(company)
    dossiers.build(company)
    visits.build(company)
    demo_built.send(sender=None, now=now)
    return made
