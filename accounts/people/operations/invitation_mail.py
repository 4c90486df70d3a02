"""An invitation becomes a mail: subject, text and HTML."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from accounts.people.choices import Role
from accounts.people.models import Invitation, User
from accounts.people.operations import letters
from accounts.people.rules import invitation_link
from config.lib import words
from config.lib.mail.operations import Draft


def draft(invitation: Invitation, by: User) -> Draft:
    """The mail with the link; who looks into the outbox does not see its text."""
    by_provider = settings.OIDC_ONLY and invitation.role != Role.ADMINISTRATOR
    context = {
        "invitation": invitation,
        "by": by,
        "provider": settings.OIDC_NAME if by_provider else "",
        "first_name": invitation.full_name.split()[0],
        "link": settings.SITE_URL.rstrip("/") + invitation_link(invitation.key),
        "good_until": words.long_day(timezone.localdate(invitation.expires_at, by.zone)),
    }
    return letters.draft("invitation", context, to=invitation.email)
