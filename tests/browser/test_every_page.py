"""Every page that a link leads to, as each role: it opens, is accessible and fits a phone."""

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


@pytest.fixture
def crawls(transactional_db: None) -> Crawls:
    """What each role finds in the demo company, built by the commands of `make run`."""
    call_command("load_templates", verbosity=0)
    call_command("demo", verbosity=0)
    return {
        role: Crawl(User.objects.get(email__startswith=name)).run() for role, name in ROLES.items()
    }


def one_of_each_kind(crawls: Crawls) -> list[tuple[User, str]]:
    """One address for each kind of page, with somebody who found it."""
    kinds: dict[str, tuple[User, str]] = {}
    for crawl in crawls.values():
        for name, address in crawl.pages.items():
            kinds.setdefault(name, (crawl.person, address))
    return sorted(kinds.values(), key=lambda kind: kind[0].pk)


def test_every_link_leads_somewhere_and_every_page_fits_a_phone(
    crawls: Crawls, phone: Page, live_server: LiveServer
) -> None:
    too_wide = []
    for person, address in one_of_each_kind(crawls):
        sign_in(phone, live_server, person)
        phone.goto(address)
        width = phone.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            too_wide.append(f"{address} is {width} px wide")

    assert too_wide == []
    assert {role: crawl.broken for role, crawl in crawls.items()} == {role: [] for role in ROLES}
    found = {role: set(crawl.pages) for role, crawl in crawls.items()}
    for role, names in found.items():
        assert {"my_work", "transitions", "transition", "accounts", "account"} <= names, role
    assert "transition_new" in found["manager"]
    assert "transition_new" not in found["incoming"] | found["leader"] | found["hr"]
    assert "dashboard" in found["leader"]
    assert "dashboard" not in found["incoming"]


def test_every_page_is_accessible_in_light_and_dark(
    crawls: Crawls, page: Page, live_server: LiveServer
) -> None:
    complaints = []
    for person, address in one_of_each_kind(crawls):
        sign_in(page, live_server, person)
        page.goto(address)
        try:
            assert_accessible_in_both_themes(page)
        except AssertionError as complaint:
            complaints.append(str(complaint))

    assert complaints == [], "\n".join(complaints)
