"""A manager brings accounts in from a file: columns, a question, the check, the import."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.exchange.choices import Kind, Source
from accounts.exchange.operations import receiving, working
from accounts.people.models import User
from tests.support.browser import Console, assert_accessible_in_both_themes, sign_in

FILE = (
    "Account Name;Account Owner;Annual Revenue;Customer since\r\n"
    "Glashütte Süd;Tomas Eriksen;1.234.567,50;03/04/2020\r\n"
    "Müller & Söhne;Nobody Known;12;04/04/2020\r\n"
)


def test_a_file_comes_in_and_the_page_follows_the_worker(
    desktop: Page, live_server: LiveServer, lead: User, owner: User, console: Console
) -> None:
    console.allow("status of 422")
    sign_in(desktop, live_server, lead)
    desktop.goto("/accounts/")
    desktop.get_by_role("link", name="Import").click()
    desktop.get_by_role("link", name="Import a file").first.click()
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_label("File", exact=True).set_input_files(
        {"name": "clients.csv", "mimeType": "text/csv", "buffer": FILE.encode("cp1252")}
    )
    desktop.get_by_role("button", name="Send the file").click()

    expect(desktop.get_by_label("Where it comes from")).to_have_value("salesforce")
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_label("Customer since").select_option("client_since_on")
    desktop.get_by_role("button", name="Check the file").click()
    expect(desktop.get_by_role("heading", name="Waits to be checked")).to_be_visible()
    assert_accessible_in_both_themes(desktop)

    working.work_due(clock=timezone.now)
    desktop.get_by_label("Day first").check()
    desktop.get_by_role("button", name="Check the file").click()
    expect(desktop.get_by_role("heading", name="Waits to be checked")).to_be_visible()

    working.work_due(clock=timezone.now)
    expect(desktop.get_by_text("1 row cannot be imported.")).to_be_visible()
    expect(desktop.get_by_role("cell", name="Nobody here has this name")).to_be_visible()
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_role("link", name="1 new row").click()
    expect(desktop.get_by_role("heading", name="What the import would do")).to_be_visible()
    expect(desktop.get_by_role("cell", name="Glashütte Süd")).to_be_visible()
    assert_accessible_in_both_themes(desktop)
    desktop.get_by_role("link", name="Back to the import").click()
    desktop.get_by_role("button", name="Import the good rows").click()
    expect(desktop.get_by_role("heading", name="Waits to be imported")).to_be_visible()

    working.work_due(clock=timezone.now)
    expect(desktop.get_by_text("The file was deleted.")).to_be_visible()
    glass = Account.objects.get()
    assert (glass.name, glass.owner, str(glass.annual_revenue), str(glass.client_since_on)) == (
        "Glashütte Süd",
        owner,
        "1234567.50",
        "2020-04-03",
    )


def test_what_changes_is_found_before_the_import_on_a_phone(
    phone: Page, live_server: LiveServer, lead: User, account: Account
) -> None:
    row = receiving.receive(
        SimpleUploadedFile("tiers.csv", f"name,tier\n{account.name},growth\nGlass,key\n".encode()),
        Kind.ACCOUNTS,
        by=lead,
        now=timezone.now(),
    )
    said = {"source": Source.OWN, "columns": row.columns, "readings": {}}
    receiving.choose(row.pk, **said, now=timezone.now())
    working.work(row.pk, clock=timezone.now)
    sign_in(phone, live_server, lead)

    phone.goto(f"/accounts/import/{row.pk}/")
    phone.get_by_role("link", name="1 changed row").click()

    expect(phone.get_by_text("from Key account to Growth account")).to_be_visible()
    expect(phone.get_by_text("Glass")).to_be_hidden()
    assert_accessible_in_both_themes(phone)
    phone.get_by_label("Find in the rows").fill("nothing like it")
    expect(phone.get_by_role("heading", name="No row matches")).to_be_visible()
    phone.get_by_role("link", name="Clear filter").click()
    expect(phone.get_by_text("Glass")).to_be_visible()
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
