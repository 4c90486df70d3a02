"""A file of the register, while somebody's rights change."""

from datetime import date

import pytest

from accounts.clients.filters import AccountFilter
from accounts.clients.models import Account
from accounts.clients.queries.register import facets, register
from accounts.people.models import User
from config.lib.export import limits
from config.lib.lists import finder
from tests.conftest import SignIn
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


def test_a_list_that_is_too_long_for_a_workbook_offers_the_csv_and_says_why(
    monkeypatch: pytest.MonkeyPatch, owner: User, sign_in: SignIn
) -> None:
    monkeypatch.setattr(limits, "LIMITS", {"xlsx": 2, "csv": 3})
    for name in ("Alpha", "Beta", "Gamma"):
        AccountFactory.create(owner=owner, name=name)
    browser = sign_in(owner)
    why = "The list has 3 rows, and a workbook takes up to 2. Take the CSV, or filter the list"

    page = browser.get("/accounts/").text
    workbook = browser.get("/accounts/export/xlsx/")

    assert why in page
    assert "export/xlsx/" not in page
    assert "export/csv/" in page
    assert workbook.status_code == 422
    assert f"<p>{why} first.</p>" in workbook.text
    assert 'href="/accounts/?q=a"' in browser.get("/accounts/export/xlsx/?q=a").text
    for allowed in ("xlsx/?q=Alpha", "csv/"):
        assert b"".join(browser.get(f"/accounts/export/{allowed}"))


def test_a_list_that_is_too_long_for_any_file_asks_for_a_filter(
    monkeypatch: pytest.MonkeyPatch, owner: User, sign_in: SignIn
) -> None:
    monkeypatch.setattr(limits, "LIMITS", {"xlsx": 0, "csv": 1})
    for name in ("Alpha", "Beta"):
        AccountFactory.create(owner=owner, name=name)
    browser = sign_in(owner)

    page = browser.get("/accounts/").text

    assert "a workbook takes up to 0. Filter the list first." in page
    assert "a CSV takes up to 1. Filter the list first, then export it in parts." in page
    assert "/accounts/export/" not in page
    assert browser.get("/accounts/export/csv/").status_code == 422
