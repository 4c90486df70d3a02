"""Somebody is invited, joins, is found, and goes: as people meet it in a browser."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.filters.columns import COLUMNS
from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Calendar, Invitation, User
from accounts.people.operations import qualifications
from config.lib.mail.models import Message
from tests.factories.people import PASSWORD
from tests.factories.transitions import make_transition
from tests.support.browser import (
    Console,
    assert_accessible,
    assert_accessible_in_both_themes,
    held_back,
    sign_in,
    wait_for_parts,
)

IS_CUT = (
    "[...document.querySelectorAll('.table-responsive')]"
    ".some(each => each.scrollWidth > each.clientWidth)"
)
LINK = re.compile(r"http\S+(/join/\S+/)")


def test_somebody_is_invited_joins_and_can_no_longer_sign_in_once_deactivated(
    desktop: Page,
    live_server: LiveServer,
    administrator: User,
    new_context: Callable[[], BrowserContext],
    console: Console,
) -> None:
    sign_in(desktop, live_server, administrator)
    newcomer = new_context().new_page()

    desktop.goto("/people/")
    desktop.get_by_role("link", name="Invite somebody").click()
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_label("E-mail").fill("mira@norvane.example")
    desktop.get_by_label("Name").fill("Mira Köstler")
    desktop.get_by_role("button", name="Send invitation").click()
    expect(desktop.get_by_text("Mira Köstler is invited.")).to_be_visible()
    expect(desktop.get_by_text("Waiting", exact=True).last).to_be_visible()
    assert_accessible_in_both_themes(desktop)

    link = LINK.search(Message.objects.get().body_text)
    assert link is not None
    newcomer.goto(link[1])
    assert_accessible_in_both_themes(newcomer)
    newcomer.get_by_label("Country").select_option("DE")
    newcomer.get_by_label("Time zone").select_option("Europe/Berlin")
    newcomer.get_by_label("Password", exact=True).fill(PASSWORD)
    newcomer.get_by_label("Password again").fill(PASSWORD)
    newcomer.get_by_role("button", name="Join").click()
    newcomer.wait_for_url("**/my-work/")
    expect(newcomer.get_by_text("Welcome, Mira.")).to_be_visible()

    desktop.goto("/people/?q=mira")
    desktop.get_by_role("link", name="Mira Köstler").click()
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_role("link", name="Deactivate…").click()
    expect(
        desktop.get_by_text("Mira holds no account and nothing in open transitions.")
    ).to_be_visible()
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_label("I have seen what Mira holds.").check()
    desktop.get_by_role("button", name="Deactivate Mira").click()
    expect(desktop.get_by_text("Mira Köstler can no longer sign in.")).to_be_visible()

    newcomer.goto("/people/")
    newcomer.wait_for_url("**/auth/login/**")
    newcomer.get_by_label("E-mail").fill("mira@norvane.example")
    newcomer.get_by_label("Password").fill(PASSWORD)
    newcomer.get_by_role("button", name="Sign in", exact=True).click()
    newcomer.wait_for_url("**/auth/inactive/")
    console.allow("status of 410")
    newcomer.goto(link[1])
    expect(newcomer.get_by_role("heading", name="You have joined already")).to_be_visible()
    assert_accessible(newcomer)


def test_a_lead_reads_loads_and_changes_what_a_person_brings_along(
    desktop: Page,
    live_server: LiveServer,
    account: Account,
    successor: User,
    lead: User,
    calendar: Calendar,
) -> None:
    qualifications.save(successor, {"skills": ["Cold chain", "Tenders"]})
    make_transition(account=account, incoming=successor, manager=lead)
    owner = account.owner
    sign_in(desktop, live_server, lead)

    desktop.goto("/people/")
    load_of = {
        person: desktop.get_by_role("row", name=person.full_name) for person in (owner, successor)
    }
    expect(load_of[owner]).to_contain_text("10 → 0")
    expect(load_of[successor]).to_contain_text("0 → 10")
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_role("link", name=owner.full_name).click()
    expect(desktop.get_by_role("link", name="Brightwater Foods", exact=True)).to_have_count(2)
    expect(desktop.get_by_text("of 100 points")).to_be_visible()
    assert_accessible_in_both_themes(desktop)

    edit = f"/people/{owner.pk}/edit/"
    expect(desktop.get_by_role("link", name="Edit")).to_have_attribute("href", edit)
    script = re.compile(r"several.*\.js")
    late = held_back(desktop, script, lambda: desktop.goto(edit, wait_until="commit"))
    skills = desktop.get_by_label("Skills")
    skills.press_sequentially("Cold chain, T")
    late.continue_()
    offered = desktop.locator("#known-skills option").first
    expect(offered).to_have_attribute("value", "Cold chain, Tenders")
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_label("Skills").fill("cold chain, TENDERS, tenders")
    desktop.get_by_label("Capacity").fill("80")
    desktop.get_by_role("button", name="Save changes").click()

    expect(desktop.get_by_text("Changes saved.")).to_be_visible()
    expect(desktop.get_by_text("of 80 points")).to_be_visible()
    expect(desktop.get_by_text("Tenders", exact=True)).to_be_visible()


def test_a_team_fits_a_phone(
    phone: Page, live_server: LiveServer, account: Account, lead: User
) -> None:
    sign_in(phone, live_server, lead)

    for address in (
        "/people/",
        "/people/teams/",
        f"/people/teams/{lead.team_id}/",
        f"/people/{account.owner_id}/",
        f"/people/{account.owner_id}/edit/",
    ):
        phone.goto(address)
        wait_for_parts(phone)
        assert_accessible_in_both_themes(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_the_tables_of_people_and_accounts_are_not_cut_on_a_phone(
    phone: Page, live_server: LiveServer, administrator: User, lead: User, owner: User
) -> None:
    owner.last_day_on = date(2031, 12, 18)
    owner.save()
    Invitation.objects.create(
        full_name="Mira Köstler-Castellanos",
        email="mira.koestler-castellanos@norvane.example",
        role=Role.KAM,
        invited_by=administrator,
        invited_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=7),
    )
    make_transition(outgoing=owner, manager=lead)
    sign_in(phone, live_server, administrator)
    people = ["", f"teams/{owner.team_id}/", "invitations/", f"{owner.pk}/deactivate/"]
    every = ",".join(column.key for column in COLUMNS)
    pages = [*(f"/people/{each}" for each in people), f"/accounts/?columns={every}"]

    cut = []
    for page in pages:
        phone.goto(page)
        wait_for_parts(phone)
        if phone.evaluate(IS_CUT):
            cut.append(page)

    assert cut == []


def test_the_days_of_the_sign_ins_fold_away_on_a_phone(
    phone: Page, live_server: LiveServer, administrator: User
) -> None:
    sign_in(phone, live_server, administrator)
    phone.goto("/people/sign-ins/")

    expect(phone.get_by_label("Until")).to_be_hidden()
    phone.get_by_text("Filters", exact=True).click()
    expect(phone.get_by_label("Until")).to_be_visible()
    phone.get_by_label("Until").fill("2020-01-01")

    expect(phone.get_by_text("No sign-in matches")).to_be_visible()
