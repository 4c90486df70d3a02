"""Which entry of the navigation is marked, and where a search goes on that finds nothing."""

from __future__ import annotations

import re

import pytest

from accounts.people.models import User
from tests.conftest import SignIn
from transitions.plans.models import Transition

HERE = re.compile(r'class="nav-i on" href="(\S+)" aria-current="page"')
EVEN_CLOSED = {"items": "&amp;state=all"}
"""Items that are done are looked for, too."""
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


def entries(page: str, name: str) -> list[str]:
    """The addresses in one of the navigations of a page."""
    nav = page.split(f"<nav {name}")[1].split("</nav>", maxsplit=1)[0]
    return re.findall(r'<a [^>]*href="(/[^"]+)"', nav)


DESK, PHONE = 'aria-label="Main">', 'class="tabbar"'


def test_who_only_reads_has_no_work_in_the_navigation(
    sign_in: SignIn, reader: User, lead: User
) -> None:
    of_reader, of_lead = (sign_in(who).get("/people/").text for who in (reader, lead))

    assert "/my-work/" in entries(of_lead, DESK) and "/my-work/" in entries(of_lead, PHONE)
    assert "/my-work/" not in entries(of_reader, DESK)
    assert entries(of_reader, PHONE) == ["/dashboard/", "/transitions/", "/accounts/", "/reports/"]


def test_who_only_reads_is_promised_no_work(sign_in: SignIn, reader: User, owner: User) -> None:
    promise = "When somebody starts a transition with you"

    of_reader, of_owner = (sign_in(who).get("/my-work/").text for who in (reader, owner))

    assert promise in of_owner and promise not in of_reader
    assert "You read along, so nobody gives you items." in of_reader


@pytest.mark.parametrize(
    ("name", "set_up"),
    [
        ("owner", ["/templates/"]),
        ("lead", ["/templates/"]),
        ("administrator", ["/templates/", "/outbox/"]),
    ],
)
def test_mail_to_oneself_stands_with_what_is_personal_and_not_with_what_is_set_up(
    sign_in: SignIn, request: pytest.FixtureRequest, name: str, set_up: list[str]
) -> None:
    page = sign_in(request.getfixturevalue(name)).get("/people/").text

    below = page.split('<div class="nav-h">Set up</div>')[1].split("</nav>")[0]
    menu = page.split('<details class="side-menu">')[1].split("</details>")[0]
    assert re.findall(r'<a [^>]*href="(/[^"]+)"', below) == set_up
    assert ("Mail to you</a>" in menu) == (name != "administrator")


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
    assert ELSEWHERE.findall(page) == [
        f"/{name}/?q=Wolf%20%26%20ram{EVEN_CLOSED.get(name, '')}" for name in lists
    ]


@pytest.mark.usefixtures("transition")
def test_a_search_offers_nobody_a_list_that_is_not_for_them(sign_in: SignIn, owner: User) -> None:
    page = sign_in(owner).get("/transitions/?q=wolfram").text

    assert ELSEWHERE.findall(page) == [
        f"/{name}/?q=wolfram{EVEN_CLOSED.get(name, '')}" for name in ("accounts", "people", "items")
    ]


def test_a_filter_that_finds_nothing_offers_no_other_list(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    page = sign_in(lead).get("/transitions/?state=cancelled").text

    assert "No transition matches" in page
    assert ELSEWHERE.findall(page) == []
