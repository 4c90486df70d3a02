"""People say how well they know the contacts of an account."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from accounts.clients.models import Account, Contact
from accounts.profile.models import Rapport
from accounts.profile.operations.records import Sent
from accounts.profile.queries.stakeholders import own_strengths


@transaction.atomic
def judge(account_id: int, strengths: Mapping[int, int | None], sent: Sent) -> None:
    """Keep what somebody says; of who looks after the account it stands at the contact, too.

    The contact keeps its version: what else is known of it stays as it was. Who says nothing and
    had said nothing takes nothing away of what others said.

    Args:
        account_id: whose contacts they are.
        strengths: from 0 to 4 by the id of the contact, None where they do not know; contacts that
            are gone meanwhile are passed over.
        sent: who says it, and when.
    """
    account = Account.objects.select_for_update().get(pk=account_id)
    before = own_strengths(account, sent.by)
    contacts = Contact.objects.filter(account=account_id, pk__in=strengths)
    for contact in contacts:
        strength = strengths[contact.pk]
        if strength is None:
            if contact.pk not in before:
                continue
            Rapport.objects.filter(contact=contact, person=sent.by).delete()
        else:
            Rapport.objects.update_or_create(
                contact=contact,
                person=sent.by,
                defaults={"strength": strength, "judged_at": sent.now},
            )
        if sent.by.pk == account.owner_id and contact.relationship != strength:
            contact.relationship = strength
            contact.save(update_fields=["relationship"])
