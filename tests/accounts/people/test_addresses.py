"""Addresses from before, with the capitals that somebody typed."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat

from accounts.people.models import User

pytestmark = pytest.mark.django_db
MIGRATION = import_module("accounts.people.migrations.0005_addresses_in_small_letters")


def test_addresses_with_capitals_are_brought_into_small_letters_in_batches(
    owner: User, lead: User, stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MIGRATION, "BATCH", 1)
    before = set(User.objects.values_list("email", flat=True))
    typed = User.objects.filter(pk__in=[owner.pk, lead.pk])
    typed.update(email=Concat(Value("Dr."), "email"))

    MIGRATION.lower(apps, SimpleNamespace(connection=connection))

    small = {f"dr.{person.email}" for person in (owner, lead)} | {stranger.email}
    assert before != small
    assert set(User.objects.values_list("email", flat=True)) == small
