"""Where a visitor comes from: one rule for the limits of sign-ins, the audit and the log."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """What the outermost of our proxies saw, else who is connected; None when neither is known.

    Where fewer addresses were forwarded than there should be proxies, none is believed: all
    visitors look like the proxy then, and share its limit of sign-ins.
    """
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    given = seen[-count].strip() if 0 < count <= len(seen) else ""
    for address in (given, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ip_address(address))
        except ValueError:
            continue
    return None
