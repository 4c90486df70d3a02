"""Words without an end, such as an address that was pasted, widen no page."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import User
from accounts.people.operations import invitations
from accounts.people.operations.invitations import Invitee
from checklists.runs.models import Item
from tests.factories.transitions import NOW, item_of
from tests.support.browser import sign_in, wait_for_parts
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import items, log
from transitions.plans.operations.items import Who

STICKS_OUT = """
    [...document.querySelectorAll('html, .table-responsive, .rail .sec, .person, .load')]
    .filter(each => each.scrollWidth > each.clientWidth + 1)
    .map(each => each.textContent.trim().slice(0, 40))"""
ENDLESS = "https://files.norvane.example/" + "x" * 170


def with_long_words(transition: Transition, by: User) -> Item:
    """An item whose title, note and file are one word each, in an account that is one, too."""
    one, who = item_of(transition, "List the contacts"), Who(by, NOW)
    items.note(transition.pk, one.pk, ENDLESS, who)
    upload = SimpleUploadedFile(f"{'y' * 190}.txt", b"words", "text/plain")
    items.attach(transition.pk, one.pk, upload, who)
    log.write(transition, LogKind.MANUAL, ENDLESS, by=by, at=NOW, notes=ENDLESS)
    transition.objectives.update(title="o" * 150)
    Item.objects.filter(checklist=transition.checklist_id).update(title="t" * 120)
    Account.objects.filter(pk=transition.account_id).update(name="A" * 110)
    return one


def widths(page: Page, addresses: list[str]) -> dict[str, int]:
    """How wide each page is whose content does not fit its window."""
    found, window = {}, page.viewport_size
    assert window
    for address in addresses:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > window["width"]:
            found[address] = width
    return found


def test_a_word_without_an_end_does_not_widen_a_page(
    running: Transition, lead: User, desktop: Page, phone: Page, live_server: LiveServer
) -> None:
    one = with_long_words(running, lead)
    at = running.get_absolute_url()
    paths = ("team/", "log/", "log/new/", "report/", "edit/", "complete/", "ownership/", "cancel/")
    addresses = ["/my-work/", at, f"{at}?item={one.pk}", *(f"{at}{path}" for path in paths)]

    for page in (desktop, phone):
        sign_in(page, live_server, lead)

        assert widths(page, addresses) == {}


CHOSEN = {
    "/accounts/?columns=name,region,owner,revenue,changing": (
        *("Region", "Owner", "Annual revenue", "Changing hands"),
    ),
    "/items/?columns=item,account,phase,person,required,state": (
        *("Account", "Phase", "Waits for", "Required", "State"),
    ),
    "/transitions/?columns=account,manager,reason,ends,state": (
        "Manager",
        "Reason",
        "End",
        "State",
    ),
    "/people/?columns=name,role,team,region,skills": ("Role", "Team", "Region", "Skills"),
}
COLUMN_STARTS = """
    [...new Set([...document.querySelectorAll('#found tbody td')]
    .map(each => Math.round(each.getBoundingClientRect().left)))]"""


@pytest.mark.parametrize("address", CHOSEN)
def test_columns_of_ones_own_choice_stand_on_cards_that_fit_a_phone(
    running: Transition, lead: User, phone: Page, live_server: LiveServer, address: str
) -> None:
    sign_in(phone, live_server, lead)

    assert widths(phone, [address]) == {}
    box = phone.locator(".table-responsive").evaluate("box => box.scrollWidth - box.clientWidth")
    assert box == 0
    assert len(phone.evaluate(COLUMN_STARTS)) == 2, "the facts stand in two columns"
    for label in CHOSEN[address]:
        cell = phone.locator(f'#found td[data-label="{label}"]').first
        expect(cell).to_be_visible()
        assert cell.evaluate("cell => getComputedStyle(cell, '::before').display") == "block"


def test_a_toast_with_a_long_word_stays_in_the_window(
    running: Transition, lead: User, phone: Page, live_server: LiveServer
) -> None:
    one = with_long_words(running, lead)
    sign_in(phone, live_server, lead)
    phone.goto(f"{running.get_absolute_url()}?by=person")

    phone.locator(f"#tick-{one.pk}").click()

    toast = phone.locator("#toasts .toastx")
    toast.wait_for()
    box = toast.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_a_long_name_leaves_the_buttons_of_an_invitation_in_sight(
    administrator: User, desktop: Page, live_server: LiveServer
) -> None:
    invitee = Invitee("long@norvane.example", "N" * 120, Role.KAM)
    invitations.invite(invitee, by=administrator, now=timezone.now())
    sign_in(desktop, live_server, administrator)

    desktop.goto("/people/invitations/")

    box = desktop.get_by_role("button", name="Withdraw").bounding_box()
    assert box
    assert box["x"] + box["width"] <= 1440


def test_a_name_without_a_space_fits_every_page_about_people_and_accounts(
    running: Transition, lead: User, desktop: Page, phone: Page, live_server: LiveServer
) -> None:
    owner = running.outgoing
    User.objects.filter(pk=owner.pk).update(full_name=f"T{'o' * 39} E{'r' * 39}")
    Account.objects.filter(pk=running.account_id).update(name="A" * 60)
    account = f"/accounts/{running.account_id}/"
    addresses = ["/people/", f"/people/{owner.pk}/", "/people/teams/", "/accounts/", account]
    addresses += ["/transitions/", "/items/", "/log/", "/dashboard/?by=kam"]

    for page in (desktop, phone):
        sign_in(page, live_server, lead)

        assert cut(page, addresses) == {}


def cut(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    """What sticks out of the window, of its table or of its card, once all parts are there."""
    found = {}
    for address in addresses:
        page.goto(address)
        wait_for_parts(page)
        if names := page.evaluate(STICKS_OUT):
            found[address] = names
    return found
