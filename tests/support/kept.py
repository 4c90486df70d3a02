"""Rows that many tests read: made once for a module, and gone after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def kept_for_a_module(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Whatever is written inside stays until the end; each test still undoes what it writes.

    For a fixture of scope `module` that asks for `django_db_setup`:

        with kept_for_a_module(django_db_blocker):
            yield build()
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
