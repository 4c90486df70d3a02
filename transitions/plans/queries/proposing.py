"""The template that a new transition is proposed, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accounts.clients.choices import Priority
from accounts.clients.models import Account
from accounts.clients.queries import priority
from checklists.library.choices import KEY_TEMPLATE
from checklists.library.models import Template
from config.lib import words


def template_for(
    account: Account | None, templates: Sequence[Template], today: date
) -> Template | None:
    """The template to begin with: the one for key accounts where priority is high, or the first.

    Args:
        account: what changes hands, with its owner and its handover; none is chosen yet.
        templates: the templates there are, the usual one first.
        today: the day in the reader's time zone.
    """
    special = _special(templates)
    if special and account and _is_high(account, today):
        return special
    return templates[0] if templates else None


def why(account: Account | None, templates: Sequence[Template], today: date) -> str:
    """Why the template for key accounts is proposed, in sentences; empty where it is not."""
    special = _special(templates)
    if special is None or account is None or not _is_high(account, today):
        return ""
    standing = priority.of_account(account, today)
    why = words.sentence(f"{standing.label} priority: {standing.because}")
    return (
        f"{why} The template “{special.name}” is proposed for such accounts; you can choose "
        "another."
    )


def _special(templates: Sequence[Template]) -> Template | None:
    return next((template for template in templates if template.key == KEY_TEMPLATE), None)


def _is_high(account: Account, today: date) -> bool:
    return priority.of_account(account, today).level == Priority.HIGH
