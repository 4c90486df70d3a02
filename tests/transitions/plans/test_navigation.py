"""Which entry of the navigation is marked, and where a search goes on that finds nothing."""

from __future__ import annotations

import re

import pytest

from accounts.people.models import User
from tests.conftest import SignIn
from transitions.plans.models import Transition

HERE = re.compile(r'class="nav-i on" href="(\S+)" aria-current="page"')
ELSEWHERE = re.compile(r'<a href="(/\w+/\?q=[^"]+)">')


@pytest.mark.parametrize(
    ("address", "entry"),
    [
        ("/dashboard/", "/dashboard/"),
        ("/log/", "/dashboard/"),
        ("/transitions/", "/transitions/"),
        ("/items/?due=overdue", "/transitions/"),
        ("/people/invitations/", "/people/"),
    ],
)
def test_every_list_belongs_to_an_entry_of_the_navigation(
    sign_in: SignIn, administrator: User, address: str, entry: str
) -> None:
    assert HERE.findall(sign_in(administrator).get(address).text) == [entry]


def test_a_list_without_an_entry_leads_back_to_the_page_above_it(
    sign_in: SignIn, lead: User
) -> None:
    browser = sign_in(lead)

    assert '<a href="/transitions/">Transitions</a>' in browser.get("/items/").text
    assert '<a href="/dashboard/">Dashboard</a>' in browser.get("/log/").text


@pytest.mark.usefixtures("transition")
@pytest.mark.parametrize("here", ["transitions", "accounts", "people", "items", "log"])
def test_a_search_that_finds_nothing_offers_the_other_lists_the_words(
    sign_in: SignIn, lead: User, here: str
) -> None:
    page = sign_in(lead).get(f"/{here}/?q=Wolf+%26+ram").text

    lists = [name for name in ("transitions", "accounts", "people", "items", "log") if name != here]
    assert ELSEWHERE.findall(page) == [f"/{name}/?q=Wolf%20%26%20ram" for name in lists]


@pytest.mark.usefixtures("transition")
def test_a_search_offers_nobody_a_list_that_is_not_for_them(sign_in: SignIn, owner: User) -> None:
    page = sign_in(owner).get("/transitions/?q=wolfram").text

    assert ELSEWHERE.findall(page) == [
        f"/{name}/?q=wolfram" for name in ("accounts", "people", "items")
    ]


def test_a_filter_that_finds_nothing_offers_no_other_list(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    page = sign_in(lead).get("/transitions/?state=cancelled").text

    assert "No transition matches" in page
    assert ELSEWHERE.findall(page) == []
