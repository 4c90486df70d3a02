"""A page read together with the number of all rows, or before it, is the one Django gives."""

from typing import Any

import pytest
from django.core.paginator import Paginator
from pytest_django import DjangoAssertNumQueries

from accounts.people.models import User
from config.lib.lists.paginator import AtOnce, CountsLater
from tests.factories.people import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize("people", [0, 1, 5])
@pytest.mark.parametrize("number", ["", "1", "2", "3", "4", "0", "-1", "x", "²", "9" * 30])
@pytest.mark.parametrize("kind", [AtOnce, CountsLater])
def test_it_is_the_page_that_django_gives(kind: type[Any], people: int, number: str) -> None:
    UserFactory.create_batch(people)
    everybody = User.objects.order_by("pk")

    page, wanted = (one(everybody, 2).get_page(number) for one in (kind, Paginator))

    assert (page.number, list(page)) == (wanted.number, list(wanted))
    assert (page.paginator.count, page.paginator.num_pages) == (people, wanted.paginator.num_pages)


@pytest.mark.django_db
def test_it_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    UserFactory.create_batch(3)

    with django_assert_num_queries(1):
        page = AtOnce(User.objects.order_by("pk"), 2).get_page("2")
        assert (len(page), page.paginator.count) == (1, 3)
