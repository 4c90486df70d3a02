"""A file of the register, while somebody's rights change."""

from datetime import date

import pytest

from accounts.clients.filters import AccountFilter
from accounts.clients.models import Account
from accounts.clients.queries.register import facets, register
from accounts.people.models import User
from config.lib.lists import finder
from tests.factories.accounts import AccountFactory


def test_what_may_no_longer_be_seen_is_left_out_of_a_file_that_is_on_its_way(
    monkeypatch: pytest.MonkeyPatch, owner: User, stranger: User
) -> None:
    monkeypatch.setattr(finder, "CHUNK", 1)
    for name in ("Alpha", "Beta", "Gamma"):
        AccountFactory.create(owner=owner, name=name)
    found = AccountFilter(
        {}, register(owner), facets=lambda: facets(owner), today=date(2026, 11, 24)
    )

    chunks = found.chunks()
    first = next(chunks)
    Account.objects.filter(name="Beta").update(owner=stranger)
    rest = [row.name for rows in chunks for row in rows]

    assert ([row.name for row in first], rest) == (["Alpha"], ["Gamma"])
