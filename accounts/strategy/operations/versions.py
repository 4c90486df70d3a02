"""Versions of a plan: what it said on a day, kept for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.operations.records import hold
from accounts.profile.queries.levels import EVERYTHING
from accounts.strategy.models import PlanVersion
from accounts.strategy.queries.page import plan_page
from accounts.strategy.queries.told import told


class NothingNew(Exception):
    """The plan says what its latest version says already, or nothing at all."""


@transaction.atomic
def freeze(account_id: int, *, by: User, now: datetime) -> PlanVersion:
    """Keep what the plan says now, with the next number.

    The account is locked as for each row of the plan, so two clicks keep one version.

    Raises:
        NothingNew: there is nothing that the latest version does not say.
    """
    hold(account_id)
    account = Account.objects.get(pk=account_id)
    said = told(plan_page(account, timezone.localdate(now), EVERYTHING))
    latest = PlanVersion.objects.filter(account=account).first()
    if latest and latest.told == said:
        raise NothingNew(f"{latest} says all of it already.")
    if not any(section["rows"] for section in said):
        raise NothingNew("The plan says nothing yet. Write something first.")
    return PlanVersion.objects.create(
        account=account,
        number=latest.number + 1 if latest else 1,
        told=said,
        frozen_at=now,
        frozen_by=by,
    )
