"""How rows of many kinds come in one query: each as its kind and a JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject

from accounts.clients.choices import Level
from accounts.profile.models import ConfidentialSection
from accounts.profile.queries.kinds import PROFILE
from transitions.reminders.queries.seeing import members_of

Row = Mapping[str, Any]


def mailed(field: str, instead: str, section: object, account: str) -> Case:
    """The words of a row as a mail says them: what is confidential is read on its page alone."""
    is_closed = Q(level=Level.CONFIDENTIAL) | closed(section, account)
    return Case(When(is_closed, then=Value(instead)), default=F(field))


def closed(section: object, account: str) -> Exists:
    """Whether a section of the profile of an account is confidential as a whole."""
    return Exists(
        ConfidentialSection.objects.filter(
            book=PROFILE.name, section=section, account=OuterRef(account)
        )
    )


def told(kind: str, rows: QuerySet[Any], **fields: Any) -> QuerySet[Any, Any]:
    """Rows as pairs: their kind, and an object with these fields of theirs."""
    told = rows.order_by().annotate(kind_of_row=Value(kind), told_of_row=JSONObject(**fields))
    pairs: QuerySet[Any, Any] = told.values_list("kind_of_row", "told_of_row")
    return pairs


def place(here: str) -> dict[str, Any]:
    """What decides who sees a transition, and what it is called."""
    return {
        "transition": f"{here}pk",
        "account": f"{here}account__name",
        "account_pk": f"{here}account",
        "is_confidential": f"{here}account__is_confidential",
        "owner": f"{here}account__owner",
        "owner_lead": f"{here}account__owner__team__lead",
        "members": members_of(f"{here}pk"),
    }


def sides(here: str) -> dict[str, Any]:
    """Who hands over, takes over and manages."""
    return {
        "outgoing": f"{here}outgoing",
        "outgoing_name": f"{here}outgoing__full_name",
        "outgoing_email": f"{here}outgoing__email",
        "outgoing_is_active": f"{here}outgoing__is_active",
        "incoming": f"{here}incoming",
        "incoming_name": f"{here}incoming__full_name",
        "incoming_email": f"{here}incoming__email",
        "manager": f"{here}manager",
    }
