"""Locks and refusals that several operations share."""

from __future__ import annotations

from accounts.clients.models import Account
from transitions.plans.models import Transition
from transitions.plans.rules import belongs_elsewhere


class Refused(Exception):
    """Why a transition cannot be changed that way, in words for the person who tried."""


def lock(transition_id: int) -> Transition:
    """Lock a transition and its account, and load what its operations need.

    Everybody locks in this order: account, transition, checklist. Two who meet wait for each
    other and never both at once.

    Raises:
        Transition.DoesNotExist: it has vanished.
    """
    account_id = Transition.objects.values_list("account_id", flat=True).get(pk=transition_id)
    Account.objects.select_for_update().get(pk=account_id)
    Transition.objects.select_for_update().get(pk=transition_id)
    # Loaded in a query of its own: rows joined to a locked one may be older than the lock.
    return Transition.objects.select_related(
        "account__owner", "outgoing", "incoming", "manager", "template", "calendar", "checklist"
    ).get(pk=transition_id)


def bump(transition: Transition, *fields: str) -> None:
    """Save the fields that changed and count the version up, so that stale pages notice."""
    transition.version += 1
    transition.save(update_fields=[*fields, "version"])


def refuse_other_owner(transition: Transition) -> None:
    """Only what the outgoing KAM owns can be handed over."""
    if transition.account.owner_id != transition.outgoing_id:
        account = transition.account
        raise Refused(str(belongs_elsewhere(account.name, account.owner.full_name)))
