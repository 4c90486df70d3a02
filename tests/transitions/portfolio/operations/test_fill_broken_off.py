"""Filling that breaks off leaves the site as empty as it was."""

from __future__ import annotations

import gc

import pytest
from django.core.management import call_command

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from tests.factories.transitions import NOW, TODAY
from transitions.portfolio.operations.fill import Size, fill, filling


@pytest.mark.django_db
def test_filling_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("load_templates", verbosity=0)
    monkeypatch.setattr(filling, "CHUNK", 2)
    seen = []

    def pull_the_plug(done: int) -> None:
        seen.append(Account.objects.count())
        raise InterruptedError

    with pytest.raises(InterruptedError):
        fill(Size(5, 5, 5, 250), now=NOW, today=TODAY, say=pull_the_plug)

    assert seen == [2]
    assert [rows.objects.count() for rows in (User, Account, Item)] == [0, 0, 0]
    assert gc.isenabled()
