"""A list with fixed columns is sorted by a click, the same way on every page that has one."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.http import QueryDict

from accounts.clients.models import Account, AccountQuerySet
from accounts.people.filters.invitations import InvitationFilter
from config.lib.lists import Column, SortedToolbar, empty_last
from tests.factories.accounts import AccountFactory
from transitions.reminders.filters import OutboxFilter
from transitions.reports.filters import ReportFilter

SORTED = [InvitationFilter, OutboxFilter, ReportFilter]


class Shelf(SortedToolbar[AccountQuerySet]):
    columns = (Column("Name", "name"), Column("Region", "region"), Column("State"))
    usual_sort, ties = "-name", ("name", "-pk")
    sorts: ClassVar = {"name": "name", "region": empty_last("region")}


def shelf(sort: str) -> Shelf:
    return Shelf(QueryDict(f"sort={sort}"), Account.objects.all())


@pytest.mark.parametrize(
    ("sort", "shown", "said"),
    [
        ("", ["Delta", "Cargo", "Birch", "Alder"], "Name, the other way round"),
        ("nonsense", ["Delta", "Cargo", "Birch", "Alder"], "Name, the other way round"),
        ("name", ["Alder", "Birch", "Cargo", "Delta"], "Name"),
        ("region", ["Birch", "Delta", "Alder", "Cargo"], "Region"),
        ("-region", ["Alder", "Birch", "Delta", "Cargo"], "Region, the other way round"),
    ],
)
def test_rows_are_sorted_down_to_their_ties_and_those_without_an_answer_come_last(
    db: None, sort: str, shown: list[str], said: str
) -> None:
    for name, region in (("Birch", "East"), ("Cargo", ""), ("Alder", "West"), ("Delta", "East")):
        AccountFactory.create(name=name, region=region)

    asked = shelf(sort)

    assert [account.name for account in asked.found] == shown
    assert asked.order == said
    assert not asked.is_filtered


def test_the_head_of_the_column_that_sorts_turns_it_round() -> None:
    heads = shelf("-region").headers

    assert [(head.label, head.order, head.sort) for head in heads] == [
        ("Name", "", "name"),
        ("Region", "descending", "region"),
        ("State", "", ""),
    ]


@pytest.mark.parametrize("kind", SORTED)
def test_every_column_with_a_key_sorts_and_nothing_else_does(
    kind: type[SortedToolbar[Any]],
) -> None:
    assert issubclass(kind, SortedToolbar)
    assert {column.key for column in kind.columns if column.key} == set(kind.sorts)
    assert kind.usual_sort.removeprefix("-") in kind.sorts
