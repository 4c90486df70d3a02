"""The transitions of one account."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.clients.models import Account
from accounts.people.models import User
from transitions.plans.choices import OPEN_STATES
from transitions.plans.models import Transition


def of_account(account: Account, user: User) -> QuerySet[Transition]:
    """The transitions of one account that a person may see, the newest first."""
    visible = Transition.objects.visible_to(user).filter(account=account)
    return visible.order_by("-starts_on", "-pk")


def open_of_account(account: Account, user: User) -> Transition | None:
    """The one transition of an account that is a draft or runs, if a person may see it."""
    return of_account(account, user).filter(state__in=OPEN_STATES).first()
