"""Every page that a link leads to, as each role: it opens, reads well, and fits a phone."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.support.browser import assert_accessible_in_both_themes, sign_in
from tests.support.crawl import Crawl

ROLES = {
    "manager": "helena.brandt",
    "incoming": "priya.raman",
    "outgoing": "tomas.eriksen",
    "hr": "ruth.aigner",
    "leader": "lea.novak",
    "administrator": "ada.berg",
}
Crawls = dict[str, Crawl]
Where = tuple[User, str]


@pytest.fixture
def crawls(transactional_db: None) -> Crawls:
    """What each role finds in the demo company, built by the commands of `make run`."""
    call_command("load_templates", verbosity=0)
    call_command("demo", verbosity=0)
    return {
        role: Crawl(User.objects.get(email__startswith=name)).run() for role, name in ROLES.items()
    }


def test_every_link_leads_somewhere_and_every_page_fits_a_phone_and_is_accessible(
    crawls: Crawls, page: Page, phone: Page, live_server: LiveServer
) -> None:
    """One test, because the company and the crawls of six roles cost more than all pages."""
    assert {role: crawl.broken for role, crawl in crawls.items()} == {role: [] for role in ROLES}
    assert_everybody_finds_their_pages(crawls)
    assert {role: crawl.straight for role, crawl in crawls.items()} == {role: [] for role in ROLES}

    complaints = []
    for person, pages in one_of_each_kind(crawls).items():
        for screen in (page, phone):
            sign_in(screen, live_server, person)
        for address in pages:
            complaints += [*too_wide(phone, address), *inaccessible(page, address)]

    assert complaints == [], "\n".join(complaints)


def assert_everybody_finds_their_pages(crawls: Crawls) -> None:
    found = {role: set(crawl.pages) for role, crawl in crawls.items()}
    for role, names in found.items():
        assert {"transitions", "transition", "accounts", "account"} <= names, role
        assert ("my_work" in names) == (role != "leader"), role
    assert "transition_new" in found["manager"]
    assert "transition_new" not in found["incoming"] | found["leader"] | found["hr"]
    assert "dashboard" in found["leader"]
    assert "dashboard" not in found["incoming"]


def one_of_each_kind(crawls: Crawls) -> dict[User, list[str]]:
    """One address for each kind of page, by who found it first."""
    kinds: dict[str, Where] = {}
    for crawl in crawls.values():
        for name, address in crawl.pages.items():
            kinds.setdefault(name, (crawl.person, address))
    pages: dict[User, list[str]] = {}
    for person, address in kinds.values():
        pages.setdefault(person, []).append(address)
    return pages


def too_wide(phone: Page, address: str) -> list[str]:
    """At 390 pixels, and at 320, as a page of 1280 is when somebody enlarges it four times."""
    found = []
    phone.goto(address)
    for window in (390, 320):
        phone.set_viewport_size({"width": window, "height": 844})
        width = phone.evaluate("document.documentElement.scrollWidth")
        if width > window:
            found.append(f"{address} is {width} px wide at {window}")
    return found


def inaccessible(page: Page, address: str) -> list[str]:
    page.goto(address)
    try:
        assert_accessible_in_both_themes(page)
    except AssertionError as complaint:
        return [str(complaint)]
    return []
