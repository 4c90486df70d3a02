"""Whatever is saved or deleted of accounts and people is looked at, whoever does it.

Only single rows come by here: what writes many at once, such as `update`, is not seen. Operations
on audited fields save row by row for that, or say themselves what they have written
(`config/lib/many.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save

from accounts.audit.models import FieldChange
from accounts.audit.operations import keeping, visits
from accounts.audit.queries.audited import AUDITED, BY_MODEL
from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.operations.opening import Seen, confidential_opened
from config.lib import acting, append_only
from config.lib.many import rows_written

BEFORE = "_values_before"
"""Where a row that is being saved carries what it held."""


def connect() -> None:
    """Listen; called once, when the site starts."""
    for kind in AUDITED:
        name = kind.subject.value
        pre_save.connect(saving, sender=kind.model, dispatch_uid=f"audit saving {name}")
        post_save.connect(saved, sender=kind.model, dispatch_uid=f"audit saved {name}")
        post_delete.connect(deleted, sender=kind.model, dispatch_uid=f"audit deleted {name}")
    rows_written.connect(many_written, dispatch_uid="audit many")
    confidential_opened.connect(opened, dispatch_uid="audit visits")
    append_only.keep(FieldChange, since=("audit", "0001_initial"))


def saving(instance: Model, raw: bool, update_fields: Iterable[str] | None, **more: Any) -> None:
    """Remember what a row holds; to sign in, which writes no audited field, asks nothing."""
    vars(instance).pop(BEFORE, None)
    if not raw and not instance._state.adding:
        only = None if update_fields is None else set(update_fields)
        vars(instance)[BEFORE] = keeping.values_before(instance, only)


def saved(instance: Model, created: bool, raw: bool, **more: Any) -> None:
    before = vars(instance).pop(BEFORE, None)
    if created and not raw:
        keeping.keep_added(instance, now=acting.moment())
    elif before:
        keeping.keep_changed(instance, before, now=acting.moment())


def deleted(instance: Model, **more: Any) -> None:
    keeping.keep_removed(instance, now=acting.moment())


def many_written(
    sender: type[Model],
    added: Sequence[Model],
    changed: Sequence[tuple[Model, Mapping[str, Any]]],
    how: str,
    **more: Any,
) -> None:
    if sender in BY_MODEL:
        keeping.keep_many(sender, added, changed, how=how, now=acting.moment())


def opened(
    account: Account, person: User, seen: Sequence[Seen], now: datetime, **more: Any
) -> None:
    visits.keep(account, person, seen, now=now)
