"""People are told by mail when something changes about how they sign in."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.people.choices import SecurityEventKind
from accounts.people.models import SecurityEvent, User
from accounts.people.operations import letters
from config.lib import browsers, places, words
from config.lib.mail import operations as outbox

HEADLINES: dict[str, tuple[str, str]] = {
    SecurityEventKind.PASSWORD_CHANGED: ("Your password was changed", ""),
    SecurityEventKind.ADDRESS_CHANGED: ("Your e-mail address was changed", ""),
    SecurityEventKind.FACTOR_ADDED: ("A second factor was added", ""),
    SecurityEventKind.FACTOR_REMOVED: (
        "A second factor was removed",
        "Your second factors were removed",
    ),
}
CHOOSE = (
    "Choose a new password at once. That signs out whoever is signed in as you. Then look at your "
    "second factors under “How you sign in”, and tell an administrator."
)
ADDRESS_GONE = (
    "Tell an administrator at once: links to choose a new password go to the new address from now "
    "on. Then look at “How you sign in” and sign out every browser that is not yours."
)
BY_PROVIDER = (
    "Tell an administrator at once, and change your password where you sign in. Then look at “How "
    "you sign in” and sign out every browser that is not yours."
)


def tell(*events: SecurityEvent, to: str = "") -> None:
    """Mail a person what happened to their sign-in, in one letter, with what to do about it.

    The events are of one person and of one kind, at one moment. It goes to the person's address
    unless `to` names another, such as the one they had before.
    """
    person = events[0].person
    if person is not None:
        with places.written_for(person.locale):
            context = _context(events, person)
            to = to or person.email
            draft = letters.draft("sign_in_changed", context, to=to, person=person)
        outbox.queue(draft)


def _context(events: Sequence[SecurityEvent], person: User) -> dict[str, object]:
    first = events[0]
    one, many = HEADLINES[first.kind]
    at = localtime(first.happened_at, person.zone)
    return {
        "first_name": person.first_name,
        "headline": many if many and len(events) > 1 else one,
        "what": [event.details for event in events if event.details],
        "by": first.by,
        "moment": f"{words.full_day(at.date())}, {words.clock(at)} ({person.time_zone})",
        "place": _place(first),
        "was_you": "Did you ask for it?" if first.by else "Was it you?",
        "was_not_you": "You did not ask for it?" if first.by else "It was not you?",
        **_remedy(person, first.kind),
    }


def _place(event: SecurityEvent) -> str:
    """From where and with what the person did it themselves; of others it says nothing."""
    if event.by or not (event.browser or event.ip_address):
        return ""
    return f"{browsers.browser(event.browser)}, {browsers.place(event.ip_address)}"


def _remedy(person: User, kind: str) -> dict[str, str]:
    """What to do at once, and where."""
    site = settings.SITE_URL.rstrip("/")
    if kind == SecurityEventKind.ADDRESS_CHANGED:
        act, page, remedy = "How you sign in", "security", ADDRESS_GONE
    elif settings.OIDC_ONLY and not person.is_administrator:
        act, page, remedy = "How you sign in", "security", BY_PROVIDER
    else:
        act, page, remedy = "Choose a new password", "account_reset_password", CHOOSE
    return {"act": act, "link": site + reverse(page), "remedy": remedy}
