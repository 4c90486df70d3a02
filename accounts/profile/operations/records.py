"""Rows of a profile are added, changed and removed; the account is locked meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, transaction

from accounts.clients.models import Account
from accounts.clients.operations.sent import Sent as Sent  # noqa: PLC0414 - for all of this room
from accounts.profile.models import NothingToTell, OnePerAccount, Record

R = TypeVar("R", bound=Record)
Once = TypeVar("Once", bound=OnePerAccount)
Values = Mapping[str, Any]


class ChangedMeanwhile(Exception):
    """A row was changed by somebody else since a person opened it to edit."""

    def __init__(self, row: Record | OnePerAccount) -> None:
        super().__init__(f"{row} was changed since you opened it.")
        self.row = row


class AddedBefore(Exception):
    """The form that is sent again with other answers has added a row already."""

    def __init__(self, row: Record) -> None:
        super().__init__(f"“{row}” was added from this form already. Save again to add another.")
        self.row = row


class AlreadyThere(Exception):
    """A row of the account stands where this one, or nothing, was to stand."""


@transaction.atomic
def add(
    model: type[R],
    account_id: int,
    values: Values,
    sent: Sent,
    *,
    unseen: Values = MappingProxyType({}),
) -> R:
    """Add a row to an account; the same opened form adds one.

    Args:
        model: the kind of row.
        account_id: whose row it is.
        values: the answers of the form, already checked.
        sent: who sent it, when, and which form.
        unseen: what is written, too, but differs each time, such as where a file was stored.

    Raises:
        AddedBefore: the form was sent before, with other answers.
        AlreadyThere: the account has a row that this one contradicts.
    """
    hold(account_id)
    rows = model._default_manager.filter(account=account_id)
    before = rows.filter(request_key=sent.key).first()
    if before:
        if not _holds(before, values):
            raise AddedBefore(before)
        return before
    row = model(account_id=account_id, request_key=sent.key, **values, **unseen)
    return _write(row, sent)


@transaction.atomic
def change(
    model: type[R],
    record_id: int,
    values: Values,
    sent: Sent,
    *,
    version: int,
    unseen: Values = MappingProxyType({}),
) -> R:
    """Change a row, if nobody else has since this version; to save what is there changes nothing.

    Args:
        model: the kind of row.
        record_id: which row.
        values: the answers of the form, already checked.
        sent: who sent it, and when.
        version: of the row, when the form was opened.
        unseen: what is written, too, but differs each time, such as where a file was stored.

    Raises:
        ObjectDoesNotExist: somebody removed it.
        ChangedMeanwhile: somebody changed it; carries the row as it is now.
        AlreadyThere: the account has a row that this one contradicts.
    """
    hold(model._default_manager.values_list("account", flat=True).get(pk=record_id))
    row = model._default_manager.get(pk=record_id)
    return _change(row, values, sent, version, unseen)


@transaction.atomic
def keep(model: type[Once], account_id: int, values: Values, sent: Sent, *, version: int) -> Once:
    """Write what an account has once; version 0 is a form that was opened before there was one.

    Raises:
        ChangedMeanwhile: somebody changed it; carries the row as it is now.
    """
    hold(account_id)
    row = model._default_manager.filter(account=account_id).first()
    if row is not None:
        return _change(row, values, sent, version)
    return _write(model(account_id=account_id, **values), sent)


@transaction.atomic
def remove(model: type[Record], record_id: int) -> None:
    """Remove a row, also while somebody edits it. Safe to call twice."""
    rows = model._default_manager.filter(pk=record_id)
    account_id = rows.values_list("account", flat=True).first()
    if account_id is None:
        return
    hold(account_id)
    if row := rows.first():
        row.delete()


@transaction.atomic
def say_nothing(
    account_id: int, section: str, models: Iterable[type[Record]], sent: Sent
) -> NothingToTell:
    """Keep that somebody looked, and there is nothing for a section; who said so first stays.

    Args:
        account_id: whose section it is.
        section: its name.
        models: the kinds of its rows.
        sent: who says it, and when.

    Raises:
        AlreadyThere: the section has a row.
    """
    hold(account_id)
    if any(model._default_manager.filter(account=account_id).exists() for model in models):
        raise AlreadyThere
    said, _ = NothingToTell.objects.get_or_create(
        account_id=account_id,
        section=section,
        defaults={"said_by": sent.by, "said_at": sent.now},
    )
    return said


def hold(account_id: int) -> None:
    """Lock the account, so that two people never write or remove the same row at once."""
    Account.objects.select_for_update().only("pk").get(pk=account_id)


Row = TypeVar("Row", bound=Record | OnePerAccount)


def _change(
    row: Row, values: Values, sent: Sent, version: int, unseen: Values = MappingProxyType({})
) -> Row:
    is_seen = row.version == version
    if _holds(row, values) and (_holds(row, unseen) or not is_seen):
        return row
    if not is_seen:
        raise ChangedMeanwhile(row)
    for name, value in {**values, **unseen}.items():
        setattr(row, name, value)
    row.version += 1
    return _write(row, sent)


def _holds(row: Record | OnePerAccount, values: Values) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _write(row: Row, sent: Sent) -> Row:
    is_new = row._state.adding
    row.updated_at, row.updated_by = sent.now, sent.by
    try:
        with transaction.atomic():
            row.save(force_insert=is_new, force_update=not is_new)
    except IntegrityError as refused:
        raise AlreadyThere from refused
    except DatabaseError as refused:
        if is_new or type(row)._default_manager.filter(pk=row.pk).exists():
            raise
        raise ObjectDoesNotExist from refused
    return row
