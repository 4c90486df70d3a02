"""Links that begin a mail."""

from __future__ import annotations

from urllib.parse import quote


def link(*emails: str, subject: str = "") -> str:
    """A link that begins a mail to these people and sends nothing.

    What stands before an @ may be a sign that means something else in an address, such as ? or &.
    """
    to = ",".join(quote(email, safe="@") for email in emails)
    return f"mailto:{to}?subject={quote(subject, safe='')}" if subject else f"mailto:{to}"
