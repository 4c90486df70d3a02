"""How well an owner knows a contact is theirs to say: a file changes it only before they do."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Q

from accounts.clients.models import Ownership
from accounts.exchange.queries.lines import Line
from accounts.profile.models import Rapport


def leave_judgements(lines: Iterable[Line]) -> None:
    """Leave the relationship of contacts as the owner of now, or one before, has judged it.

    So what stands at the contact stays the same as on the map. A query where any would change.
    """
    asked = [line for line in lines if "relationship" in line.changes]
    if not asked:
        return
    account = OuterRef("contact__account")
    owned = Ownership.objects.filter(account=account, person=OuterRef("person"))
    by_owners = Q(person=F("contact__account__owner")) | Exists(owned)
    rows = Rapport.objects.filter(by_owners, contact__in=[line.pk for line in asked]).order_by()
    judged = set(rows.values_list("contact", flat=True))
    for line in asked:
        if line.pk in judged:
            del line.changes["relationship"], line.values["relationship"]
